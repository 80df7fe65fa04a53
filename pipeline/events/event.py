"""An event, and how the reports that were joined to it are summed up."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.events.merge_conflicts import find_conflicts, stated_days
from pipeline.events.merge_facts import Joined, ReportFacts, by_age
from pipeline.events.merge_tolls import deaths, injuries, sum_up
from pipeline.events.report import DATE_BASES, MODALITIES

# Most days of UCDP's date_prec 1 to 4: a day, two to six days, a week, a month. What is longer, or not stated, has 5.
WIDEST = (1, 6, 7, 31)


class Event(NamedTuple):
    """One thing that happened, merged across reports: the columns of the published table `events`, in their order.

    `date_precision` is UCDP's date_prec, `where_precision` its where_prec; `first_published`, `last_published` are EDTF.
    """

    event_id: str
    event_type: str
    event_mode: str | None
    acled_event_type: str | None
    acled_sub_event_type: str | None
    polarity: str
    modality: str
    date_edtf: str | None
    date_start: date | None
    date_end: date | None
    date_precision: int
    date_basis: str
    place_id: str | None
    place_name: str | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    where_precision: int | None
    source_actor_id: str | None
    target_actor_id: str | None
    fatalities_best: int | None
    fatalities_low: int | None
    fatalities_high: int | None
    injured_low: int | None
    injured_high: int | None
    report_count: int
    document_count: int
    publisher_count: int
    first_published: str | None
    last_published: str | None
    conflicting: str | None
    confidence: float


def summarise_events(reports: Sequence[ReportFacts], joined: Sequence[Joined]) -> list[Event]:
    """One event for every event id in `joined`, in the order of ids. Every report in `joined` must be in `reports`."""
    facts = {report.report_id: report for report in reports}
    groups: dict[str, list[ReportFacts]] = {}
    for join in joined:
        groups.setdefault(join.event_id, []).append(facts[join.report_id])
    return [summarise(event_id, sorted(group, key=by_age)) for event_id, group in sorted(groups.items())]


def summarise(event_id: str, reports: Sequence[ReportFacts]) -> Event:
    """An event from its reports, the earliest first: each column from the report that knows it best, the earliest of equals."""
    dated, placed = min(reports, key=date_rank), min(reports, key=place_rank)
    speakers = voices(reports)
    killed, injured = sum_up(reports, speakers, deaths), sum_up(reports, speakers, injuries)
    published = sorted(report.published for report in reports if report.published)
    return Event(
        event_id=event_id,
        event_type=reports[0].event_type,
        event_mode=most_told(report.event_mode for report in reports),
        acled_event_type=most_told(report.acled_event_type for report in reports),
        acled_sub_event_type=most_told(report.acled_sub_event_type for report in reports),
        polarity=reports[0].polarity,
        modality=min((report.modality for report in reports), key=MODALITIES.index),
        date_edtf=dated.date_edtf,
        date_start=dated.first,
        date_end=dated.last,
        date_precision=date_precision(dated),
        date_basis=dated.date_basis,
        place_id=placed.place_id,
        place_name=placed.place_name,
        country=placed.country,
        admin1=placed.admin1,
        latitude=placed.latitude,
        longitude=placed.longitude,
        where_precision=placed.where_precision,
        source_actor_id=first_known(actor for report in reports for actor in report.sources[:1]),
        target_actor_id=first_known(actor for report in reports for actor in report.targets[:1]),
        fatalities_best=killed and killed.best,
        fatalities_low=killed and killed.low,
        fatalities_high=killed and killed.high,
        injured_low=injured and injured.low,
        injured_high=injured and injured.high,
        report_count=len(reports),
        document_count=len({report.document_id for report in reports}),
        publisher_count=len(set(speakers.values())),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
        conflicting=";".join(find_conflicts(reports)) or None,
        confidence=max(report.confidence for report in reports),
    )


def most_told(values: Iterable[str | None]) -> str | None:
    """The value that most reports give, the first of equals; None where none gives any."""
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None


def first_known(values: Iterable[str]) -> str | None:
    """The first value, if there is one."""
    return next(iter(values), None)


def date_rank(report: ReportFacts) -> tuple[bool, int, int]:
    """Sort key: stated dates before others, fewest days first, then the better basis."""
    days = stated_days(report)
    width = (days[1] - days[0]).days if days else 0
    return days is None, width, DATE_BASES.index(report.date_basis)


def date_precision(report: ReportFacts) -> int:
    """UCDP's date_prec: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 longer or not stated."""
    days = stated_days(report)
    return 1 + bisect_left(WIDEST, (days[1] - days[0]).days + 1) if days else 1 + len(WIDEST)


def place_rank(report: ReportFacts) -> int:
    """Sort key: the most exact place first, no place last."""
    return 9 if report.place_id is None else report.where_precision or 8


def voices(reports: Sequence[ReportFacts]) -> dict[str, str]:
    """Who speaks in each group of wire copies: the publisher of its earliest document, or its source key where that is unknown."""
    speakers: dict[str, str] = {}
    for report in reports:
        speakers.setdefault(report.source_key, report.publisher or report.source_key)
    return speakers
