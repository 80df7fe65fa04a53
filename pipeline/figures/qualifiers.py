"""Words that bound or blur a number: "about", "at least", "up to", "or more"."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "qualifiers.yml"
# A total "of" and "another" say nothing about exactness: they stay outside the figure's span.
OUTSIDE = "exact"


class Qualifier(NamedTuple):
    """A qualifying word at `start` to `end`, what it says, and the lexicon's entry."""

    start: int
    end: int
    qualifier: str
    rule: str


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """The lexicon's entries."""
    return read_entries(__package__, LEXICON)


@lru_cache(maxsize=1)
def patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Entry], dict[str, Entry]]:
    """Patterns for the words before and behind, and the entries of both."""
    before = {phrase: entry for entry in entries() for phrase in entry["before"]}
    behind = {phrase: entry for entry in entries() for phrase in entry["behind"]}
    words = "|".join(re.escape(phrase) for phrase in sorted(before, key=len, reverse=True) if phrase[-1].isalnum() or phrase[-1] == ".")
    signs = "|".join(re.escape(phrase) for phrase in sorted(before, key=len, reverse=True) if not (phrase[-1].isalnum() or phrase[-1] == "."))
    tails = "|".join(re.escape(phrase) for phrase in sorted(behind, key=len, reverse=True))
    return (
        re.compile(rf"(?:(?<![\w-])({words})(?: the| a| an)?[ -]|({signs}) ?)$", re.IGNORECASE),
        re.compile(rf",? ?({tails})(?![\w])", re.IGNORECASE),
        before,
        behind,
    )


def qualifier_before(text: str, position: int, floor: int) -> Qualifier | None:
    """The qualifying words that end where the number begins; the longest wins."""
    found = patterns()[0].search(text, max(floor, position - 34), position)
    if found is None:
        return None
    entry = patterns()[2][(found.group(1) or found.group(2)).lower()]
    return Qualifier(found.start(), found.end(), entry["qualifier"], entry["id"])


def qualifier_behind(text: str, position: int) -> Qualifier | None:
    """The qualifying words right behind the number and its unit."""
    found = patterns()[1].match(text, position)
    if found is None:
        return None
    tail = found.group(1).lower()
    if tail in ("+", "ish", "-ish", "-odd", "-something") and text[position : position + 1] in " ,":
        return None
    if tail[0].isalpha() and tail != "ish" and text[position : position + 1] not in " ,-":
        return None
    entry = patterns()[3][tail]
    return Qualifier(position, found.end(), entry["qualifier"], entry["id"])


def check_lexicon() -> None:
    """Hold every entry to its examples; raises LexiconError."""

    def matches(entry: Entry, example: str) -> bool:
        digit = re.search(r"[\d.,]*\d+", example)
        if digit is None:
            return False
        found = qualifier_before(example, digit.start(), 0) or qualifier_behind(example, digit.end())
        return found is not None and found.rule == entry["id"]

    check_examples(LEXICON, entries(), matches)
