"""The words just before a place in a text, nearest first: cheaper than a pattern that must end there."""

import re

PIECE = re.compile(r"\S+")


def words_back(text: str, floor: int, position: int, reach: int = 48) -> list[tuple[int, str]]:
    """(start, word) of the words that end before `position`, nearest first; the last may be cut, so it is left out.

    >>> words_back("killed at least 12 people", 0, 16)
    [(10, 'least'), (7, 'at'), (0, 'killed')]
    """
    start = max(floor, position - reach)
    found = [(m.start(), m.group()) for m in PIECE.finditer(text, start, position)]
    if start > floor and found and not text[start - 1].isspace():
        del found[0]
    return found[::-1]


def last_word(text: str, floor: int, position: int, reach: int = 24) -> str:
    """The last word before `position`, in lower case; the empty text where there is none, its tail where it is long.

    >>> last_word("killed at Least 12 people", 0, 16)
    'least'
    """
    words = text[max(floor, position - reach) : position].rsplit(None, 1)
    return words[-1].lower() if words else ""
