"""Deaths told right after a deed in a sentence without one: "A bomb went off in Gaon. At least five people died there." """

from collections.abc import Sequence

from pipeline.events.casualties import bounds
from pipeline.events.report import Report
from pipeline.figures.figure import Figure
from pipeline.text.page import Page

REACH = 2  # sentences back


def take_up_toll(page: Page, number: int, figures: Sequence[Figure], inside: Sequence[int], reports: list[Report]) -> None:
    """Give the dead and injured of sentence `number` (the figures `inside` it) to the deed told just before, if it has none."""
    killed = [index for index in inside if figures[index].role == "killed"]
    injured = [index for index in inside if figures[index].role == "injured"]
    if not killed and not injured:
        return
    at = next(
        (index for index in range(len(reports) - 1, max(len(reports) - 6, -1), -1) if is_open(page, reports[index], number)), None
    )
    if at is None:
        return
    report = reports[at]
    if any(other.fatalities_best is not None and other.evidence_start == report.evidence_start for other in reports[-6:]):
        return  # "121 people were killed when police stormed the town": its dead are counted
    if killed:
        low, high = bounds(figures[killed[0]])
        report = report._replace(fatalities_best=low if low is not None else high, fatalities_low=low, fatalities_high=high)
    if injured and report.injured_low is None:
        low, high = bounds(figures[injured[0]])
        report = report._replace(injured_low=low, injured_high=high)
    reports[at] = report._replace(figures=tuple(dict.fromkeys((*report.figures, *killed[:1], *injured[:1]))))


def is_open(page: Page, report: Report, number: int) -> bool:
    """Whether a report is a deed of violence shortly before sentence `number` whose dead nobody has counted."""
    return (
        report.event_type == "ASSAULT"
        and report.fatalities_best is None
        and report.polarity == "asserted"
        and report.modality in ("actual", "claimed")
        and 0 < number - page.sentence_at(report.evidence_start) <= REACH
    )
