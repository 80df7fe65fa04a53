"""An event as one sentence of one document tells it."""

from datetime import date
from typing import NamedTuple

from pipeline.names.name import Actor, Place

# PLOVER 2.0 event types, see the PLOVER manual, "Event types".
EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
POLARITIES = ("asserted", "negated")
MODALITIES = ("actual", "planned", "threatened", "claimed", "hypothetical", "historical", "ordered")
DATE_BASES = ("explicit", "weekday", "relative", "inferred", "publication", "none")
PARTY_ROLES = ("source", "target", "victim", "mediator", "associate_source", "associate_target")


class Party(NamedTuple):
    """Who takes part, as written: characters `start` to `end` of the page's clean text, and the actor where one is known."""

    role: str
    position: int
    start: int
    end: int
    actor: Actor | None
    country: str | None
    sector: str | None


class Report(NamedTuple):
    """One event of one sentence; spans count in the page's clean text.

    `time` is the number of the time expression in the list given; `first`, `last` and `edtf` are its days, with `date_basis` saying
    whence. `event_mode` is PLOVER's, `acled_*` by the published crosswalk, `cameo_root` two digits.
    """

    evidence_start: int
    evidence_end: int
    trigger_start: int
    trigger_end: int
    event_type: str
    event_mode: str | None
    acled_event_type: str | None
    acled_sub_event_type: str | None
    cameo_root: str | None
    polarity: str
    modality: str
    is_background: bool
    attributed_start: int | None
    attributed_end: int | None
    edtf: str | None
    first: date | None
    last: date | None
    date_basis: str
    time: int | None
    place: Place | None
    place_start: int | None
    place_end: int | None
    where_precision: int | None
    fatalities_best: int | None
    fatalities_low: int | None
    fatalities_high: int | None
    injured_low: int | None
    injured_high: int | None
    figures: tuple[int, ...]
    weapon: str | None
    rule_id: str
    confidence: float
    parties: tuple[Party, ...]


class FigureContext(NamedTuple):
    """What the text around a figure says of it: its own days, place and source, and the number of its report in the list given."""

    first: date | None
    last: date | None
    place: Place | None
    attributed_start: int | None
    attributed_end: int | None
    report: int | None
