"""What repetition in other texts of a source tells of a page: lines that speak of the paper go, and bare strips at the end.

Papers repeat article text, too: background paragraphs, refrains, the formulas of police logs and market reports, headings of live
blogs. So a line goes only if its wording speaks of its source as well, or if it is no sentence and half of all texts end with it;
and only from the edges of the article, unless the wording is believed anywhere.
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate

from pipeline.boilerplate.block import KEPT_LABELS
from pipeline.boilerplate.echoes import Line, find_lines
from pipeline.boilerplate.verdicts import Judged, Verdict

TEXT_LABELS = frozenset(("body", "list_item", "standfirst"))
# Article paragraphs that may stand above or below a line at the edge: a correspondent's note can follow a box about the paper.
BEFORE, BEHIND = 1, 2
MOST_REMOVED = 0.5  # a page of which more would go is about the paper itself
REMOVED = "repeats."


def remove_repeated(raw: str, page: Judged, verdicts: list[Verdict], repeated: Collection[int]) -> None:
    """Remove the repeated lines of a page that are not its article's, in place; `repeated` holds their keys (see echoes.py)."""
    lines = [line for line in find_lines(raw) if line.key in repeated]
    found = match_blocks(page, verdicts, lines)
    if not found:
        return
    judged = judge_lines(verdicts, found)
    kept = [number for number, verdict in enumerate(verdicts) if verdict.label in KEPT_LABELS]
    words = page.sight.words
    if judged and sum(words[number] for number in judged) <= MOST_REMOVED * sum(words[number] for number in kept):
        for number, verdict in judged.items():
            verdicts[number] = verdict
        remove_last_headings(verdicts)


def match_blocks(page: Judged, verdicts: Sequence[Verdict], lines: Sequence[Line]) -> dict[int, Line]:
    """The kept blocks that are repeated lines or parts of them, by number; titles are left alone."""
    starts = [line.start for line in lines]
    found = {}
    for number, piece in enumerate(page.sight.pieces):
        place = bisect_right(starts, piece.start) - 1
        if place >= 0 and piece.start < lines[place].end and verdicts[number].label in (*TEXT_LABELS, "heading"):
            found[number] = lines[place]
    return found


def judge_lines(verdicts: Sequence[Verdict], found: dict[int, Line]) -> dict[int, Verdict]:
    """New verdicts for those of the repeated lines that are not the article's."""
    own = [verdict.label in TEXT_LABELS and number not in found for number, verdict in enumerate(verdicts)]
    above = list(accumulate(own, initial=0))
    judged = {}
    for number, line in found.items():
        before, behind = above[number], above[-1] - above[number]
        at_edge = before <= BEFORE or behind <= BEHIND
        if line.cue is None:
            if before and not behind:
                judged[number] = Verdict("other_boilerplate", f"{REMOVED}strip", 0.8)
        elif line.cue.inside or not behind or (at_edge and verdicts[number].label != "heading"):
            judged[number] = Verdict(line.cue.label, line.cue.rule_id, 0.9)
    return judged


def remove_last_headings(verdicts: list[Verdict]) -> None:
    """A heading over nothing but what was removed as repeated goes with it."""
    below: Verdict | None = None
    for number in range(len(verdicts) - 1, -1, -1):
        verdict = verdicts[number]
        if verdict.rule_id.startswith(REMOVED):
            below = verdict
        elif verdict.label == "heading" and below:
            verdicts[number] = Verdict(below.label, f"{REMOVED}heading", 0.7)
        elif verdict.label in KEPT_LABELS:
            return
