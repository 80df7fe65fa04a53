"""On which columns the reports of one event differ."""

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.events.merge_facts import ReportFacts

EXACT = 3  # UCDP's where_prec up to which two places of one event must be one
NOT_STATED = ("publication", "none")  # bases of dates that the text does not state
TYPES = ("event_mode", "acled_event_type", "acled_sub_event_type")
DIVISIONS = ("country", "admin1")
TOLLS = ("fatalities_best", "fatalities_low", "fatalities_high", "injured_low", "injured_high")


def find_conflicts(reports: Sequence[ReportFacts]) -> list[str]:
    """Names of columns of `events` on which reports differ, in the order of the table; what is left open differs from nothing.

    What one report states and another only gives as a claim differs in modality. Days differ where they exclude one another,
    places where both are known exactly, parties where two reports share none.
    """
    return list(conflicts(reports)) if len(reports) > 1 else []


def conflicts(reports: Sequence[ReportFacts]) -> Iterator[str]:
    """The names, one by one."""
    yield from (name for name in TYPES if differ(reports, name))
    if {"actual", "claimed"} <= {report.modality for report in reports}:
        yield "modality"
    if exclude([days for report in reports if (days := stated_days(report))]):
        yield from ("date_start", "date_end")
    if len({report.place_id for report in reports if report.place_id and (report.where_precision or EXACT) <= EXACT}) > 1:
        yield "place_id"
    yield from (name for name in DIVISIONS if differ(reports, name))
    if share_nobody([report.sources for report in reports if report.sources]):
        yield "source_actor_id"
    if share_nobody([report.targets for report in reports if report.targets]):
        yield "target_actor_id"
    yield from (name for name in TOLLS if differ(reports, name))


def differ(reports: Sequence[ReportFacts], name: str) -> bool:
    """Whether two reports give different values for a column."""
    return len({getattr(report, name) for report in reports} - {None}) > 1


def stated_days(report: ReportFacts) -> tuple[date, date] | None:
    """First and last day that the text of a report states."""
    first, last = report.first or report.last, report.last or report.first
    return (first, last) if first and last and report.date_basis not in NOT_STATED else None


def exclude(spans: Sequence[tuple[date, date]]) -> bool:
    """Whether two of the spans have no day in common."""
    return bool(spans) and max(first for first, _ in spans) > min(last for _, last in spans)


def share_nobody(parties: Sequence[tuple[str, ...]]) -> bool:
    """Whether no party is named by every report that names one."""
    return bool(parties) and not frozenset(parties[0]).intersection(*parties[1:])
