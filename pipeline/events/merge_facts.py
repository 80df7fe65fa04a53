"""What merging knows of a report, and what it says of it afterwards."""

from datetime import date
from typing import NamedTuple

import orjson


class ReportFacts(NamedTuple):
    """A published report as merging sees it: columns of `reports`, `report_actors`, `documents` and `mentions`.

    `source_key` is the `near_duplicate_of` of the document, or else its own id: wire copies share it. `sources`, `targets` are
    actor ids in the order of their positions (victims count as targets, associates with their side, unknown actors are left out),
    `parties` the words of all parties as written, `source_texts` and `target_texts` those of either side; without these two every
    actor counts as known by name. `names` are the names in the whole document that can be told apart: of each mention of a
    person, organisation, armed group, or place below a country the actor id, or else the place id, else the text.
    """

    report_id: str
    document_id: str
    source_key: str
    publisher: str | None
    published: str | None
    event_type: str
    event_mode: str | None
    acled_event_type: str | None
    acled_sub_event_type: str | None
    polarity: str
    modality: str
    is_background: bool
    trigger: str
    trigger_start: int
    evidence_start: int
    evidence: str
    date_edtf: str | None
    first: date | None
    last: date | None
    date_basis: str
    place_id: str | None
    place_name: str | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    where_precision: int | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    source_countries: tuple[str, ...]
    target_countries: tuple[str, ...]
    parties: tuple[str, ...]
    names: tuple[str, ...]
    fatalities_best: int | None
    fatalities_low: int | None
    fatalities_high: int | None
    injured_low: int | None
    injured_high: int | None
    confidence: float
    source_texts: tuple[str, ...] = ()
    target_texts: tuple[str, ...] = ()


class Anchor(NamedTuple):
    """The earliest report of a happening, whose id makes that of its event, as far as the order of happenings asks for it."""

    report_id: str
    document_id: str
    published: str | None


class Joined(NamedTuple):
    """The event of a report, and the rule and score (0 to 1) that joined the one to the other.

    Rules: `single` (the event has no other report), `anchor` (the earliest report of its event, whose id makes the event's), `copy`
    (a wire copy of the same sentence), `same_document`, and across documents `same_day_place`, `same_day_parties`, `same_days` (the
    days overlap, but are not known exactly), `same_story` (days or place are too vague, but the documents share their names).
    """

    report_id: str
    event_id: str
    merge_rule: str
    merge_score: float


def pack(report: ReportFacts) -> bytes:
    """A report as JSON, its fields in order."""
    return orjson.dumps(list(report))


def unpack(packed: bytes) -> ReportFacts:
    """The report that was packed."""
    fields = orjson.loads(packed)
    for place in DAYS:
        fields[place] = fields[place] and date.fromisoformat(fields[place])
    for place in LISTS:
        fields[place] = tuple(fields[place])
    return ReportFacts._make(fields)


DAYS = [number for number, name in enumerate(ReportFacts._fields) if name in ("first", "last")]
LISTS = [number for number, kind in enumerate(ReportFacts.__annotations__.values()) if "tuple" in str(kind)]


def by_age(report: ReportFacts | Anchor) -> tuple[str, str]:
    """Sort key: earliest published first, undated last, then by id, so that no order of input matters."""
    return report.published or "~", report.report_id
