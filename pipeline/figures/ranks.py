"""Ranks: "ranked third", "in fifth place", "the 5th-largest"; other ordinals say no figure."""

import re
from collections.abc import Iterator
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
HINT = re.compile(
    r"\b(?P<ranked>rank(?:ed|s|ing)|placed|finish(?:ed|es|ing)|seeded) "
    r"|(?<=[dhrt]) (?P<place>place|position|spot)\b"
    r"|(?<![\d.,])(?P<largest>\d{1,4}(?:st|nd|rd|th)[- ])(?=[a-z])"
)
REACH = 36
SIGNS = ("rank", "placed", "finish", "seeded", " place", " position", " spot", "est", "most")


def find_ranks(text: str, start: int, end: int) -> Iterator[Draft]:
    """The ranks of `text[start:end]` in order; only the words around a hint of one are read."""
    if not any(text.find(sign, start, end) >= 0 for sign in SIGNS):
        return
    found = [match for hint in HINT.finditer(text, start, end) if (match := rank_at(text, hint, start, end)) is not None]
    reached = start
    for match in sorted(found, key=lambda match: match.start()):
        parts = match.groupdict()
        if match.start() < reached or (match.re is LARGEST and not parts["digits"]):
            continue  # "second largest" describes; "5th-largest" counts
        name = "word" if parts["word"] else "digits" if parts["digits"] else "number"
        value = Decimal(ORDINALS.index(parts["word"]) + 1 if parts["word"] else int(parts[name]))
        last = match.end(name) + (2 if name == "digits" else 0)
        reached = match.end()
        numeral = Numeral(match.start(name), last, value, None, None, "ordinal", "", last)
        yield Draft(match.start(name), last, match.start(name), numeral, value, None, None, kind="rank", rule="rank")


def rank_at(text: str, hint: re.Match[str], start: int, end: int) -> re.Match[str] | None:
    """The rank that a hint belongs to."""
    if hint.lastgroup == "place":
        return PLACE.search(text, max(start, hint.start() - REACH), min(end, hint.end() + 1))
    return (RANKED if hint.lastgroup == "ranked" else LARGEST).match(text, hint.start(), end)
