"""Ranks: "ranked third", "in fifth place", "the 5th-largest"; other ordinals say no figure."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipeline.figures.draft import Draft
from pipeline.figures.numerals import Numeral

ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
).split()
ORDINAL = rf"(?:(?P<word>{'|'.join(ORDINALS)})|(?P<digits>\d{{1,4}})(?:st|nd|rd|th))"
RANKED = re.compile(
    r"\b(?:rank(?:ed|s|ing)|placed|finish(?:ed|es|ing)|seeded) (?:joint |only |just |a distant |a close )?"
    rf"(?:(?:in |as )?(?:the )?{ORDINAL}\b(?! (?:time|day|week|month|year|half|quarter|round))"
    r"|(?:number|No\.?|at) (?P<number>\d{1,4})\b(?![.,]?\d| ?%))"
)
PLACE = re.compile(rf"\b(?:in|to|into|from|took|takes|for|hold|holds|held) (?:joint |the )?{ORDINAL} (?:place|position|spot)\b")
LARGEST = re.compile(rf"\b{ORDINAL}[- ](?:most[- ][a-z]+|(?!(?:west|rest|test|best|guest|quest)\b)[a-z]+est)\b")
RANK_WORDS = ("rank", "placed ", "finish", "seeded ")
PLACE_WORDS = (" place", " position", " spot")
DIGIT = re.compile(r"\d(?:st|nd|rd|th)[- ][a-z]")
DIGITS = re.compile(r"(?<![\d.,])\d{1,4}")
REACH = 36


def find_ranks(text: str) -> Iterator[Draft]:
    """The ranks of a text in order; only the words around a hint of one are read."""
    found = [match for position in positions_of(text, RANK_WORDS) if (match := ranked_at(text, position)) is not None]
    found += [match for position in positions_of(text, PLACE_WORDS) if (match := place_at(text, position)) is not None]
    found += [match for hint in DIGIT.finditer(text) if (match := largest_at(text, hint.start())) is not None]
    reached = 0
    for match in sorted(found, key=lambda match: match.start()):
        parts = match.groupdict()
        if match.start() < reached:
            continue
        name = "word" if parts["word"] else "digits" if parts["digits"] else "number"
        value = Decimal(ORDINALS.index(parts["word"]) + 1 if parts["word"] else int(parts[name]))
        last = match.end(name) + (2 if name == "digits" else 0)
        reached = match.end()
        numeral = Numeral(match.start(name), last, value, None, None, "ordinal", "", last)
        yield Draft(match.start(name), last, match.start(name), numeral, value, None, None, kind="rank", rule="rank")


def positions_of(text: str, words: Iterable[str]) -> Iterator[int]:
    """Where any of the words stand: a search for each is cheaper than a pattern of all."""
    for word in words:
        position = text.find(word)
        while position >= 0:
            yield position
            position = text.find(word, position + 1)


def ranked_at(text: str, position: int) -> re.Match[str] | None:
    """ "ranked third", "finished in fifth" at a place."""
    return RANKED.match(text, position)


def largest_at(text: str, position: int) -> re.Match[str] | None:
    """ "5th-largest", whose last digit stands at a place."""
    digits = DIGITS.search(text, max(0, position - 3), position + 1)
    return LARGEST.match(text, digits.start()) if digits is not None else None


def place_at(text: str, position: int) -> re.Match[str] | None:
    """ "in third place", whose last word begins at a place."""
    if text[position - 1 : position] not in ("d", "h", "r", "t"):
        return None
    return next((found for found in PLACE.finditer(text, max(0, position - REACH), position + 10) if found.end() > position), None)
