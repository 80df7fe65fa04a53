"""What the first pass sees of a page, and the families of codes in which the second pass describes where a block stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from pipeline.boilerplate.lines import Piece
from pipeline.boilerplate.notices import SECTIONS, Wordings
from pipeline.boilerplate.shape import LONG_WORD, SAMPLE, Look

Codes = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Column = tuple[str, Codes]  # one family of codes on a page, and the code of every block, -1 for none


@dataclass(frozen=True)
class Sight:
    """What the first pass knows of a page: its blocks, their notices, looks and scores."""

    pieces: Sequence[Piece]
    notices: dict[int, Wordings]
    looks: Sequence[Look]
    scores: Sequence[float]

    @cached_property
    def words(self) -> list[int]:
        """Numbers of words."""
        return [look.words for look in self.looks]

    @cached_property
    def stamps(self) -> list[bool]:
        """Whether blocks are time stamps."""
        return [look.stamp for look in self.looks]

    @cached_property
    def furniture(self) -> int:
        """The number of blocks that a wording gives to the frame of the page."""
        return sum([wordings.frames for wordings in self.notices.values()])

    @cached_property
    def headline(self) -> int:
        """The block that repeats the title on top of the page, 0 for none."""
        return find_headline([piece.text for piece in self.pieces], self.looks)

    @cached_property
    def opens(self) -> dict[str, list[int]]:
        """The blocks that open something, by what they open."""
        found: dict[str, list[int]] = {}
        for number, wordings in self.notices.items():
            for opens in wordings.opens:
                found.setdefault(opens, []).append(number)
        return found

    @cached_property
    def sections(self) -> list[str]:
        """The section that lies open at each block."""
        return open_sections(self)


def open_sections(sight: Sight) -> list[str]:
    """For every block, the section that a notice above it opened (related links, comments, an offer), or "".

    Two paragraphs in a row close a section.
    """
    openers = {number: found for number, notices in sight.notices.items() if (found := notices.section)}
    if not openers:
        return [""] * len(sight.pieces)
    sections, opened, prose, paragraphs = [], "", 0, 0
    for number, (score, words) in enumerate(zip(sight.scores, sight.words, strict=True)):
        sections.append(opened)
        runs = words >= 20 and score > 0.7
        paragraphs += runs
        if number in openers and (openers[number] != "about" or paragraphs > 1):
            opened, prose = openers[number], 0
        elif opened and runs:
            prose += 1
            if prose >= 2:
                opened = ""
        elif words < 8 or score <= 0.7:
            prose = 0
    return sections


def find_headline(texts: Sequence[str], looks: Sequence[Look], reach: int = 400) -> int:
    """The block that repeats the first one, or most of its words as headlines above articles do; 0 for none.

    >>> from pipeline.boilerplate.shape import look_at
    >>> texts = ["Army retakes the town - The Gazette", "Menu", "Army retakes the town"]
    >>> find_headline(texts, [look_at(text) for text in texts])
    2
    """
    title = texts[0].lower()
    words = long_words(texts[0], looks[0])
    if len(words) < 2 or title.count(" ") < 2:
        return 0
    longest = 3 * len(title)
    for number, text in enumerate(texts[1:reach], 1):
        if len(text) >= longest or (len(text) <= 2 * SAMPLE and looks[number].long_words.isdisjoint(words)):
            continue
        if text.lower() == title:
            return number
        if 2 <= text.count(" ") < 30 and text[-1] not in ".:;":
            own = long_words(text, looks[number])
            if len(own) >= 2 and len(own & words) >= max(2, 0.7 * len(own)) and 2 * len(own) >= len(words):
                return number
    return 0


def long_words(text: str, look: Look) -> frozenset[str]:
    """The longer words of a whole text; its look knows those of a short one."""
    return look.long_words if len(text) <= 2 * SAMPLE else frozenset(LONG_WORD.findall(text.lower()))


def pairs(firsts: Sequence[str], seconds: Sequence[str]) -> tuple[str, ...]:
    """The names of two codes in one: `first * len(seconds) + second`.

    >>> pairs(("a", "b"), ("0", "1"))
    ('a.0', 'a.1', 'b.0', 'b.1')
    """
    return tuple(f"{first}.{second}" for first in firsts for second in seconds)


SIZES = ("s", "l")
LEVELS = tuple(f"{size}{level}" for size in ("short", "long") for level in range(5))
LEVEL_BOUNDS = np.array([-2.5, -0.7, 0.7, 2.2])
FAR_BOUNDS = np.array([1, 2, 3, 4, 7, 13, 41])
FAR = ("0", "1", "2", "3", "4-6", "7-12", "13-40", "41+")
AMOUNTS = ("0", "1", "2-3", "4-8", "9+")
BESIDE = (*LEVELS, "edge")
ZONES = ("in", *(f"before.{name}" for name in FAR), *(f"after.{name}" for name in FAR))
SHARES = tuple(map(str, range(7)))
FAMILIES: dict[str, tuple[str, ...]] = {
    "level": LEVELS, "prev": pairs(LEVELS, BESIDE), "next": pairs(LEVELS, BESIDE), "prev2": BESIDE, "next2": BESIDE,
    "near": pairs(SIZES, SHARES), "wide": pairs(SIZES, SHARES), "back": pairs(SIZES, FAR), "ahead": pairs(SIZES, FAR),
    "page": tuple(map(str, range(11))), "page_sized": pairs(SIZES, tuple(map(str, range(6)))),
    "zone": ZONES, "place": pairs(LEVELS, ("in", "before", "after")),
    "known": pairs(("few", "many"), SHARES), "known_in": pairs(SIZES, SHARES), "known_out": pairs(SIZES, SHARES),
    "title": (*pairs(("few", "many"), ("0", "1", "2", "3")), "self"),
    "section": pairs(SECTIONS, SIZES), "furniture": AMOUNTS, "furniture_level": pairs(AMOUNTS, LEVELS),
    "headline": ("none", "before", *pairs(FAR, SIZES)), "stamps": ("0", "1", "2", "3"), "stamp": ("self",),
    "stamp_before": ("yes",), "stamp_behind": ("yes",), "repeated": SIZES, "no_gap": ("yes",),
    "top": pairs(SIZES, FAR), "bottom": pairs(SIZES, FAR),
}  # fmt: skip
