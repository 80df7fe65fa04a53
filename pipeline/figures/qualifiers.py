"""Words that bound or blur a number: "about", "at least", "up to", "or more"."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.figures.alternation import any_of
from pipeline.figures.backwards import last_word
from pipeline.figures.small_words import listed
from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "qualifiers.yml"


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
def before_and_behind() -> tuple[dict[str, Entry], re.Pattern[str], dict[str, Entry], re.Pattern[str]]:
    """Phrases before a number; signs before one, as a pattern; phrases behind one, and their pattern."""
    before = {phrase: entry for entry in entries() for phrase in entry["before"]}
    behind = {phrase: entry for entry in entries() for phrase in entry["behind"]}
    signs = "|".join(
        re.escape(phrase) for phrase in sorted(before, key=len, reverse=True) if not phrase[-1].isalnum() and phrase[-1] != "."
    )
    tails = re.compile(rf",? ?({any_of(behind)})(?![\w])", re.IGNORECASE)
    return before, re.compile(rf"({signs}) ?$", re.IGNORECASE), behind, tails


@lru_cache(maxsize=1)
def by_last_word() -> dict[str, tuple[str, ...]]:
    """The phrases before a number by their last word, the longest first."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(before_and_behind()[0], key=len, reverse=True):
        found.setdefault(phrase.rpartition(" ")[2], []).append(phrase)
    return {word: tuple(phrases) for word, phrases in found.items()}


ARTICLES = frozenset(("the", "a", "an"))
SIGN_ENDS = frozenset("~∼≈≃≥≤⩾⩽=<>-")
OPENINGS = "(“\"‘'—–"
BEFORE_PHRASE = frozenset(OPENINGS + " \n\t\u00a0")
REACH = 48


def qualifier_before(text: str, position: int, floor: int) -> Qualifier | None:
    """The qualifying words that end where the number begins; the longest wins."""
    before, signs, _, _ = before_and_behind()
    last = text[position - 1 : position] if position > floor else ""
    if last and (last in SIGN_ENDS or (last == " " and text[position - 2 : position - 1] in SIGN_ENDS)):
        found = signs.search(text, max(floor, position - 6), position)
        entry = before[found.group(1).lower()] if found else None
        return Qualifier(found.start(), position, entry["qualifier"], entry["id"]) if found and entry else None
    start = max(floor, position - REACH)
    near = text[start:position].rstrip()
    last = last_word(near, 0, len(near))
    if last in ARTICLES:
        near = near[: -len(last)].rstrip()
        last = last_word(near, 0, len(near))
    phrases = by_last_word().get(last.lstrip(OPENINGS))
    low = near.lower()
    if phrases is None or len(low) != len(near):
        return None
    for phrase in phrases:
        begin = len(low) - len(phrase)
        if low.endswith(phrase) and (begin == 0 or low[begin - 1] in BEFORE_PHRASE):
            if phrase == "up to" and last_word(low, 0, begin - 1) in listed("moves"):
                return None  # "edged up to 4.3%": where it went, and no limit
            return Qualifier(start + begin, position, before[phrase]["qualifier"], before[phrase]["id"])
    return None


def qualifier_behind(text: str, position: int) -> Qualifier | None:
    """The qualifying words right behind the number and its unit."""
    found = before_and_behind()[3].match(text, position)
    if found is None:
        return None
    tail = found.group(1).lower()
    if tail in ("+", "ish", "-ish", "-odd", "-something") and text[position : position + 1] in " ,":
        return None
    if tail[0].isalpha() and tail != "ish" and text[position : position + 1] not in " ,-":
        return None
    entry = before_and_behind()[2][tail]
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
