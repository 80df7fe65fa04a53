"""Numbers that claim nothing: in names, codes, addresses, clock times, headings, and turns of phrase."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.figures.numerals import Numeral
from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "barred.yml"
WINDOW = 26
LEADING_ZERO = re.compile(r"0\d")


class Bar(NamedTuple):
    """One rule: what stands before and behind, and which numbers it is about."""

    id: str
    after: frozenset[str]
    phrases: frozenset[str]
    phrase_ends: frozenset[str]
    close: bool
    reach: int
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    word: str
    words: bool
    low: Decimal
    high: Decimal | None


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """The lexicon's entries."""
    return read_entries(__package__, LEXICON)


def bar_of(entry: Entry) -> Bar:
    """A rule as compiled patterns."""
    before, behind, unless = (re.compile(entry[part]) if part in entry else None for part in ("before", "behind", "unless"))
    high = Decimal(entry["small"]) if "small" in entry else None
    word, words, low = entry.get("word", ""), bool(entry.get("words")), Decimal(entry.get("from", 0))
    after, phrases = frozenset(entry.get("after", "").split()), frozenset(f"{phrase} " for phrase in entry.get("phrases", ()))
    ends = frozenset(phrase.split()[-1] for phrase in phrases)
    return Bar(
        entry["id"],
        after,
        phrases,
        ends,
        bool(entry.get("close")),
        entry.get("reach", WINDOW),
        before,
        behind,
        unless,
        word,
        words,
        low,
        high,
    )


@lru_cache(maxsize=1)
def bars() -> dict[str, tuple[Bar, ...]]:
    """The rules by what they are about: `digits`, `words` (any number word), and single words with rules of their own."""
    every = [bar_of(entry) for entry in entries()]
    worded = tuple(bar for bar in every if bar.words and not bar.word)
    found = {"digits": tuple(bar for bar in every if not bar.word), "words": worded}
    for word in {bar.word for bar in every if bar.word}:
        found[word] = worded + tuple(bar for bar in every if bar.word == word)
    return found


def barred_by(text: str, numeral: Numeral, floor: int) -> str | None:
    """The id of the first rule that bars the number, or None where it is a figure."""
    digits = text[numeral.start].isdigit() or text[numeral.start] in ".-−–"
    if digits and LEADING_ZERO.match(text, numeral.start):
        return "leading_zero"
    rules = bars()["digits"] if digits else bars().get(text[numeral.start : numeral.end].lower(), bars()["words"])
    last, end = last_word(text, numeral.start, floor), numeral.bare if digits and numeral.mark else numeral.end
    for bar in rules:
        if applies(bar, text, floor, numeral.start, end, last) and (bar.unless is None or not bar.unless.match(text, numeral.end)):
            if numeral.value is None or (numeral.value >= bar.low and (bar.high is None or numeral.value < bar.high)):
                return bar.id
    return None


def last_word(text: str, position: int, floor: int) -> str:
    """The word before `position`, if one space lies between."""
    if position - 1 <= floor or text[position - 1] != " ":
        return ""
    return text[max(text.rfind(" ", floor, position - 1), floor - 1) + 1 : position - 1].lstrip("(“\"‘'")


def applies(bar: Bar, text: str, floor: int, start: int, end: int, last: str) -> bool:
    """Whether the words around a number at `start` to `end` are those of a rule; `last` is the word before it."""
    if bar.after and last not in bar.after:
        if last not in bar.phrase_ends or not any(text.startswith(phrase, max(start - len(phrase), 0)) for phrase in bar.phrases):
            return False
    if bar.close and last:
        return False
    if bar.before is not None and not bar.before.search(text, max(floor, start - bar.reach), start):
        return False
    return bar.behind is None or bar.behind.match(text, end) is not None


def check_lexicon() -> None:
    """Hold every entry to its examples; raises LexiconError."""

    def matches(entry: Entry, example: str) -> bool:
        bar = bar_of(entry)
        for digit in re.finditer(r"\d+(?:\.\d+)?|\b(?:[Oo]ne|two|[Ss]ix|zero)\b", example):
            value = Decimal(digit.group()) if digit.group()[0].isdigit() else Decimal(1)
            ok = applies(bar, example, 0, digit.start(), digit.end(), last_word(example, digit.start(), 0))
            ok = ok and not (bar.unless and bar.unless.match(example, digit.end()))
            if ok and value >= bar.low and (bar.high is None or value < bar.high):
                return True
        return False

    check_examples(LEXICON, entries(), matches)
