"""Sides of a contest: "3-1", "325 to 184", "Norwick 2 – 1 Halford"."""

import re

from pipeline.figures.draft import Draft
from pipeline.figures.small_words import either

CONTEST = re.compile(rf"\b(?:{either('contest_before')})\b", re.I)
CONTEST_BEHIND = re.compile(rf" (?:{either('contest_behind')})\b|[ ,.;)]|$")


def is_score(text: str, left: Draft, right: Draft, before: str, gap: str) -> bool:
    """Whether two bare numbers are the sides of a contest: "3-1", "325 to 184"."""
    if (
        left.measured
        or right.measured
        or left.numeral.form == "words"
        or left.value is None
        or right.value is None
        or " or " in gap
    ):
        return False
    if gap.strip() in ("-", "–"):
        tight = gap in ("-", "–") and (
            left.value > right.value or CONTEST.search(before[-30:]) or CONTEST_BEHIND.match(text, right.end) is None
        )
        return bool(tight) and (left.value >= right.value or bool(CONTEST.search(before[-24:]))) and left.value < 1000
    return left.value > right.value and bool(CONTEST.search(before) or CONTEST_BEHIND.match(text, right.end))


def is_spaced_score(text: str, left: Draft, right: Draft) -> bool:
    """ "Norwick 2 – 1 Halford": small bare digits between names, or level ones."""
    if left.measured or right.measured or left.value is None or right.value is None or max(left.value, right.value) > 20:
        return False
    digits = text[left.core].isdigit() and text[right.core].isdigit()
    return digits and (left.value >= right.value or re.match(r" [A-Z]", text[right.end : right.end + 2]) is not None)


def score(left: Draft, right: Draft) -> Draft:
    """Two sides of a contest as bounds; which side is whose stays in the text."""
    sides = sorted(side for side in (left.value, right.value) if side is not None)
    left.low, left.high, left.value = sides[0], sides[1], None
    left.end, left.kind, left.joined, left.rule, left.qualifier = right.end, "score", "score", "score", "exact"
    return left
