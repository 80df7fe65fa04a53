"""What stands below an article and looks like more of it: lives of authors, comment threads, dated teasers, rows of buttons."""

from collections import Counter
from collections.abc import Sequence

from pipeline.boilerplate.block import KEPT
from pipeline.boilerplate.stamps import find_stamp
from pipeline.boilerplate.verdicts import Judged, Verdict

LEAST_COMMENTS, THREAD_GAP, THREAD_TAIL = 3, 14, 3
LEAST_DATED, LONGEST_TEASER, LEAST_ABOVE = 4, 90, 80
REFRAIN_TIMES, REFRAIN_WORDS = 3, 6
LEAST_HEADLINES, OPENER_WORDS, LONGEST_HEADLINE = 2, 4, 16
# An author's life may stand above a short rest of kept text, which is as a rule a teaser.
MOST_BELOW = 0.2


def clear_below(page: Judged, verdicts: list[Verdict]) -> None:
    """Remove what stands below the article, in place."""
    remove_refrains(page, verdicts)
    remove_threads(page, verdicts)
    remove_dated_teasers(page, verdicts)
    remove_last_headlines(page, verdicts)
    remove_closing(page, verdicts)


def remove_last_headlines(page: Judged, verdicts: list[Verdict]) -> None:
    """A few words and two or more headlines under them, after which no text of the article comes, are links."""
    end = len(verdicts)
    while end and verdicts[end - 1].label not in KEPT:
        end -= 1
    start = end
    while start and is_headline(page, verdicts, start - 1):
        start -= 1
    top = start - 1
    if end - start < LEAST_HEADLINES or top < 1 or verdicts[top].rule_id != "shape.heading" or page.sight.words[top] > OPENER_WORDS:
        return
    for number in range(top, end):
        verdicts[number] = Verdict("related", "shape.last_headlines", 0.7)


def is_headline(page: Judged, verdicts: Sequence[Verdict], number: int) -> bool:
    """Whether a line reads like a headline: four words and more, most of them no names, no end of a sentence, no figures' table."""
    text = page.sight.pieces[number].text
    if verdicts[number].rule_id not in ("shape.heading", "model.article") or text[-1:] in ".:;,!" or page.sight.pieces[number].mark:
        return False
    words = text.split()
    return OPENER_WORDS <= len(words) <= LONGEST_HEADLINE and sum(map(str.islower, words)) >= 2 and sum(map(str.isdigit, text)) <= 4


def remove_closing(page: Judged, verdicts: list[Verdict]) -> None:
    """Blocks that close a page (an author's life, an address for letters) where next to no text of the article follows."""
    closing = {
        number: notice
        for number, notices in page.sight.notices.items()
        for notice in notices.closing
        if verdicts[number].label in KEPT and verdicts[number].label != "title"
    }
    if not closing:
        return
    words, below = page.sight.words, 0
    total = sum(words[number] for number, verdict in enumerate(verdicts) if verdict.label in KEPT and number not in closing)
    for number in range(len(verdicts) - 1, -1, -1):
        if number in closing and below < MOST_BELOW * total:
            verdicts[number] = Verdict(closing[number].label, closing[number].rule_id, 0.8)
        elif verdicts[number].label in KEPT:
            below += words[number]


def remove_threads(page: Judged, verdicts: list[Verdict]) -> None:
    """Everything between the notices of a comment thread (votes, "Reply", "says") that has no heading."""
    cues = [number for number, notices in page.sight.notices.items() if "comment" in notices.labels]
    if len(cues) < LEAST_COMMENTS:
        return
    first = first_paragraph(page, verdicts)
    thread = [number for number in cues if number > first]
    start = 0
    for place in range(1, len(thread) + 1):
        if place == len(thread) or thread[place] - thread[place - 1] > THREAD_GAP:
            if place - start >= LEAST_COMMENTS:
                top = thread_top(page, thread[start], first)
                for number in range(top, thread[place - 1] + 1):
                    if verdicts[number].label in KEPT or verdicts[number].rule_id.startswith(("model.", "shape.")):
                        verdicts[number] = Verdict("comment", "section.thread", 0.8)
            start = place


def thread_top(page: Judged, cue: int, first: int) -> int:
    """The block in which the first comment of a thread begins: the name above its time stamp, where its first notice has one."""
    for number in range(cue, max(first, cue - THREAD_TAIL - 1), -1):
        if page.sight.stamps[number] or any(notice.label == "timestamp" for notice in page.sight.notices.get(number, ())):
            return number - (number - 1 > first and page.sight.words[number - 1] <= 4)
    return cue


def first_paragraph(page: Judged, verdicts: Sequence[Verdict]) -> int:
    """The number of the first paragraph of the article; the number of blocks where there is none."""
    return next((n for n, verdict in enumerate(verdicts) if verdict.label == "body" and page.sight.words[n] >= 20), len(verdicts))


def remove_dated_teasers(page: Judged, verdicts: list[Verdict]) -> None:
    """Teasers under their dates, one block each, of which at least two in a row have the same date: a timeline has each once."""
    stamps = [number for number, verdict in enumerate(verdicts) if verdict.rule_id == "shape.timestamp"]
    if len(stamps) < LEAST_DATED:
        return
    row: list[int] = []
    for number in [*stamps, len(verdicts) + 2]:
        if row and not (number - row[-1] == 2 and page.sight.words[row[-1] + 1] <= LONGEST_TEASER):
            remove_row(page, verdicts, row)
            row = []
        row.append(number)


def remove_row(page: Judged, verdicts: list[Verdict], row: Sequence[int]) -> None:
    """The teasers under a row of dates, where the article stands above it and dates repeat."""
    dates = [find_stamp(page.sight.pieces[number].text) for number in row]
    days = Counter(date.value[:10] for date in dates if date and "T" not in date.value)
    above = sum(page.sight.words[n] for n in range(row[0]) if verdicts[n].label == "body") if days else 0
    if len(row) < LEAST_DATED or sum(days.values()) < len(row) or 2 * len(days) > len(row) or above < LEAST_ABOVE:
        return
    for number in row:
        if number + 1 < len(verdicts) and verdicts[number + 1].label in KEPT:
            verdicts[number + 1] = Verdict("related", "section.dated_teasers", 0.8)


def remove_refrains(page: Judged, verdicts: list[Verdict]) -> None:
    """A few words without an end that come three times head nothing: they are buttons."""
    words, pieces = page.sight.words, page.sight.pieces
    short = [n for n, verdict in enumerate(verdicts) if verdict.rule_id == "shape.heading" and words[n] <= REFRAIN_WORDS]
    if len(short) < REFRAIN_TIMES:
        return
    times = Counter([pieces[number].text for number in short])
    for number in short:
        if pieces[number].text and times[pieces[number].text] >= REFRAIN_TIMES:
            verdicts[number] = Verdict("navigation", "repeat.refrain", 0.8)
