"""The words that stand before a figure, read once for all figures of a sentence."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

BACK = re.compile(r"[^\W\d_]+(?:[-–’'ʿ&.][^\W_]+)*\.?(?=\s|[^\w.]|$)|\d+(?:[.,]\d+)*|[^\w\s]")
REACH = 220
MOST_WORDS = 45


class Word(NamedTuple):
    """A word or mark before a figure."""

    start: int
    end: int
    text: str
    low: str


class Before:
    """The words and marks of a sentence before each of its figures, the nearest ones only; every earlier figure is one mark, `#`.

    Figures come in the order of the text and share what stands before them, so it is read once.
    """

    def __init__(self, text: str, figures: Sequence[tuple[int, int]]) -> None:
        self.text, self.figures = text, figures
        self.floor = self.position = -1
        self.next = 0
        self.words: list[Word] = []

    def __call__(self, floor: int, position: int) -> list[Word]:
        """The words between `floor`, where the sentence begins, and `position`."""
        start = max(floor, position - REACH)
        if floor != self.floor or position < self.position or start > self.position:
            self.restart(floor, start, position)
        while self.next < len(self.figures) and self.figures[self.next][1] <= position:
            first, last = self.figures[self.next]
            self.read(first)
            if last > self.position:
                self.words.append(Word(first, last, "#", "#"))
                self.position = last
            self.next += 1
        self.read(position)
        if len(self.words) > 4 * MOST_WORDS:
            del self.words[:-MOST_WORDS]
        return [word for word in self.words[-MOST_WORDS:] if word.start >= start]

    def restart(self, floor: int, start: int, position: int) -> None:
        """Begin anew at the first word behind `start`."""
        if start > floor:
            start = max(self.text.find(" ", start, position) + 1, start)
        self.floor, self.position, self.words = floor, start, []
        self.next = bisect_right(self.figures, start, key=itemgetter(1))

    def read(self, position: int) -> None:
        """Add the words up to `position`."""
        make = tuple.__new__  # what Word(...) calls in the end, at twice its speed
        found = BACK.finditer(self.text, self.position, max(position, self.position))
        self.words += [make(Word, (*match.span(), match[0], match[0].lower())) for match in found]
        self.position = max(position, self.position)
