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
    return Bar(entry["id"], before, behind, unless, word, words, low, high)


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
    start = max(floor, numeral.start - WINDOW)
    for bar in rules:
        if bar.before is not None and not bar.before.search(text, start, numeral.start):
            continue
        end = numeral.bare if digits and numeral.mark else numeral.end
        if bar.behind is not None and not bar.behind.match(text, end):
            continue
        if bar.unless is not None and bar.unless.match(text, numeral.end):
            continue
        if numeral.value is not None and (numeral.value < bar.low or (bar.high is not None and numeral.value >= bar.high)):
            continue
        return bar.id
    return None


def check_lexicon() -> None:
    """Hold every entry to its examples; raises LexiconError."""
    def matches(entry: Entry, example: str) -> bool:
        bar = bar_of(entry)
        for digit in re.finditer(r"\d+(?:\.\d+)?|\b(?:[Oo]ne|two|[Ss]ix|zero)\b", example):
            value = Decimal(digit.group()) if digit.group()[0].isdigit() else Decimal(1)
            ok = bar.before is None or bar.before.search(example, 0, digit.start()) is not None
            ok = ok and (bar.behind is None or bar.behind.match(example, digit.end()) is not None)
            ok = ok and not (bar.unless and bar.unless.match(example, digit.end()))
            if ok and value >= bar.low and (bar.high is None or value < bar.high):
                return True
        return False

    check_examples(LEXICON, entries(), matches)
