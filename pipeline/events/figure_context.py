"""What the text around a figure says of it: the day and place that it holds for, who says it, and the event that it belongs to."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from pipeline.events.report import FigureContext, Report
from pipeline.figures.figure import Figure
from pipeline.names.name import Mention, Place
from pipeline.text.page import Page
from pipeline.times.timex import Time

EVENT_ROLES = frozenset(
    (
        "killed",
        "injured",
        "arrested",
        "abducted",
        "displaced",
        "participants",
        "released",
        "deployed",
        "detained",
        "sentenced",
        "destroyed",
        "rescued",
    )
)
LOCAL = frozenset(("in", "at", "near", "across", "within", "throughout", "for", "of", "from"))


def place_figures(
    page: Page, times: Sequence[Time], figures: Sequence[Figure], mentions: Sequence[Mention], reports: Sequence[Report]
) -> list[FigureContext]:
    """One context a figure, in the order of `figures`.

    A figure that counts for a report shares its days, place and source; any other takes the nearest time and place of its sentence.
    """
    owner = {figure: number for number, report in enumerate(reports) for figure in report.figures}
    time_starts, mention_starts = [time.start for time in times], [mention.start for mention in mentions]
    evidence = [report.evidence_start for report in reports]
    return [
        context_of(page, number, figures[number], times, time_starts, mentions, mention_starts, reports, evidence, owner)
        for number in range(len(figures))
    ]


def context_of(
    page: Page, number: int, figure: Figure, times: Sequence[Time], time_starts: Sequence[int], mentions: Sequence[Mention],
    mention_starts: Sequence[int], reports: Sequence[Report], evidence: Sequence[int], owner: dict[int, int],
) -> FigureContext:  # fmt: skip
    """The context of one figure."""
    sentence = page.sentences[page.sentence_at(figure.start)]
    here = range(bisect_left(evidence, sentence.start), bisect_right(evidence, sentence.start))
    report = owner.get(number)
    if report is None and figure.role in EVENT_ROLES:
        report = min(here, key=lambda index: abs(reports[index].trigger_start - figure.start), default=None)
    if report is not None and reports[report].date_basis not in ("publication", "none"):
        days: tuple[date | None, date | None] = (reports[report].first, reports[report].last)
    else:
        days = nearest_days(figure, sentence.start, sentence.end, times, time_starts)
    place = (
        reports[report].place
        if report is not None
        else nearest_place(page, figure, sentence.start, sentence.end, mentions, mention_starts)
    )
    said = next(
        (
            (reports[index].attributed_start, reports[index].attributed_end)
            for index in ([report] if report is not None else here)
            if reports[index].attributed_start is not None
        ),
        (None, None),
    )
    if said[0] is None:
        said = according_to(page, sentence.start, sentence.end, mentions, mention_starts)
    return FigureContext(days[0], days[1], place, said[0], said[1], report)


def nearest_days(
    figure: Figure, start: int, end: int, times: Sequence[Time], starts: Sequence[int]
) -> tuple[date | None, date | None]:
    """The days of the nearest dated expression of the sentence."""
    dated = [
        time
        for time in times[bisect_left(starts, start) : bisect_left(starts, end)]
        if time.first is not None and time.timex_type in ("DATE", "TIME")
    ]
    best = min(dated, key=lambda time: abs(time.start - figure.start), default=None)
    return (None, None) if best is None else (best.first, best.last)


def nearest_place(
    page: Page, figure: Figure, start: int, end: int, mentions: Sequence[Mention], starts: Sequence[int]
) -> Place | None:
    """The nearest place of the sentence that a preposition of place introduces."""
    placed = []
    for mention in mentions[bisect_left(starts, start) : bisect_left(starts, end)]:
        before = page.text[max(mention.start - 12, start) : mention.start].lower().split()
        if mention.place is not None and not LOCAL.isdisjoint(before[-2:]):
            placed.append(mention)
    best = min(placed, key=lambda mention: abs(mention.start - figure.start), default=None)
    return best.place if best is not None else None


def according_to(
    page: Page, start: int, end: int, mentions: Sequence[Mention], starts: Sequence[int]
) -> tuple[int | None, int | None]:
    """The name after "according to" in the sentence."""
    found = page.text.find("ccording to ", start, end)
    if found < 0:
        return None, None
    after = mentions[bisect_left(starts, found + 12) : bisect_left(starts, min(found + 40, end))]
    return (after[0].start, after[0].end) if after else (None, None)
