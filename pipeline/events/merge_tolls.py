"""The deaths and injuries of an event, from the claims of its reports.

The rule: wire copies claim once. Inside one document the highest claim is the toll, since parts of it ("two of them policemen")
are told beside it. A publisher's later toll replaces its earlier ones. The best estimate is that of the latest document; low and
high are the lowest and highest claims that still stand, leaving out those that are many times more or less than the best.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.events.merge_facts import ReportFacts

MANY_TIMES = 3  # a number so many times another counts something else


class Claim(NamedTuple):
    """A toll: the best number, the lowest and the highest."""

    best: int
    low: int
    high: int


def sum_up(
    reports: Sequence[ReportFacts], voices: Mapping[str, str], claim_of: Callable[[ReportFacts], Claim | None]
) -> Claim | None:
    """The toll of an event from its reports; None where no report claims any."""
    standing: dict[str, Claim] = {}
    for voice, claims in by_document(reports, voices, claim_of):
        standing.pop(voice, None)
        standing[voice] = max(claims)
    if not standing:
        return None
    best = next(reversed(standing.values())).best
    near = [claim for claim in standing.values() if max(claim.best, best) <= MANY_TIMES * max(1, min(claim.best, best))]
    return Claim(best, min(claim.low for claim in near), max(claim.high for claim in near))


def by_document(
    reports: Iterable[ReportFacts], voices: Mapping[str, str], claim_of: Callable[[ReportFacts], Claim | None]
) -> list[tuple[str, list[Claim]]]:
    """Who speaks, and all claims, of each document or group of wire copies: those without a date, then the earliest first."""
    claims: dict[str, list[Claim]] = {}
    for report in sorted(reports, key=lambda report: (report.published or "", report.report_id)):
        claim = claim_of(report)
        if claim:
            claims.setdefault(report.source_key, []).append(claim)
    return [(voices[key], found) for key, found in claims.items()]


def deaths(report: ReportFacts) -> Claim | None:
    """The deaths that a report claims."""
    return make_claim(report.fatalities_best, report.fatalities_low, report.fatalities_high)


def injuries(report: ReportFacts) -> Claim | None:
    """The injuries that a report claims."""
    return make_claim(None, report.injured_low, report.injured_high)


def make_claim(best: int | None, low: int | None, high: int | None) -> Claim | None:
    """A claim in order; a missing end is the other one, a missing best the low end.

    >>> make_claim(None, 14, None)
    Claim(best=14, low=14, high=14)
    """
    known = [number for number in (best, low, high) if number is not None]
    if not known:
        return None
    return Claim(best if best is not None else low if low is not None else known[0], min(known), max(known))
