"""What stands beside an expression: the words and marks before and after it, and the lists that they are looked up in."""

import re
from functools import lru_cache

from pipeline.lexicon import check_examples, read_entries

WORD_BEFORE = re.compile(r"([\w&.'’]+|[^\w\s])\s*$")
WORD_AFTER = re.compile(r"\s*([\w'’&]+|[^\w\s])")
OLD = re.compile(r"[\s-]?(?:old|olds)\b|[\s-]?of[\s-]age\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def load_words() -> dict[str, frozenset[str]]:
    """The lists of guards.yml by id, held to their examples."""
    entries = read_entries(__package__, "guards.yml")
    lists = {entry["id"]: frozenset(map(str, entry["words"])) for entry in entries}
    check_examples("guards.yml", entries, lambda entry, text: not lists[entry["id"]].isdisjoint(text.lower().split()))
    return lists


def among(word: str, list_id: str) -> bool:
    """Whether the word, in any case, is in a list of guards.yml."""
    return word.lower() in load_words()[list_id]


def before(text: str, start: int, width: int = 24) -> str:
    """The word or mark before a position, "" at the start of a passage.

    >>> before("He left in May", 11), before("(May)", 1)
    ('in', '(')
    """
    window = text[max(0, start - width) : start]
    words = (window.rsplit("\n\n", 1)[-1] if "\n\n" in window else window).split()
    if not words:
        return ""
    if words[-1].isalpha():
        return words[-1]
    found = WORD_BEFORE.search(words[-1])
    return found[1] if found else ""


def after(text: str, end: int) -> str:
    """The word or mark after a position, "" at the end of a passage.

    >>> after("in May 2016", 6), after("in May.", 6)
    ('2016', '.')
    """
    found = WORD_AFTER.match(text[end : end + 32].split("\n\n", 1)[0])
    return found[1] if found else ""


def is_decimal_tail(text: str, end: int) -> bool:
    """Whether digits go on behind a mark: 12.5, 12,000."""
    return text[end : end + 1] in (".", ",") and text[end + 1 : end + 2].isdecimal()


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether quotation marks or emphasis enclose just this."""
    return text[max(start - 1, 0) : start] in ('"', "“", "‘", "*", "_") and text[end : end + 1] in ('"', "”", "’", "*", "_")


def is_hyphenated(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the expression to a word before or after it."""
    return text[end : end + 1] == "-" or text[max(start - 1, 0) : start] == "-"
