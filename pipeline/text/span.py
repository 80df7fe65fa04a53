"""Half-open character spans. A span always counts in one named text: raw text, or the clean text of a page."""

from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` up to, not including, `end`, counted in Unicode code points."""

    start: int
    end: int

    def overlaps(self, other: tuple[int, int]) -> bool:
        """Whether the two spans share a character.

        >>> Span(0, 4).overlaps((3, 5)), Span(0, 4).overlaps((4, 5))
        (True, False)
        """
        return self.start < other[1] and other[0] < self.end

    def contains(self, other: tuple[int, int]) -> bool:
        """Whether every character of `other` lies in this span."""
        return self.start <= other[0] and other[1] <= self.end
