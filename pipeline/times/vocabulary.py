"""The words of time expressions: what each can be, and the one-letter code of each combination for the patterns.

A word is any item of `words.yml`, a quoted word of a pattern, a number or a holiday; its code stands for all that it can be.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.lexicon import Entry, check_examples, read_entries
from pipeline.text.page import split_tokens
from pipeline.times.holidays import Holidays, load_holidays
from pipeline.times.numerals import FRACTIONS
from pipeline.times.numeric import ZONES, Values, ordinal_values, read_numeric

CORE_CLASSES = frozenset(
    "MONTH WEAK_MONTH WEEKDAY WEEKDAY_SHORT WEEKDAYS WEEKEND SEASON UNIT QUARTER QUARTERS PART OVERNIGHT NOON TONIGHT TODAY NOW "
    "CURRENT SET BC AD DECADE AMPM FISCAL REFWORD PASTFUTURE MONTH_SHORT QLETTER WEEKENDS WEEKDAYWORD WEEKDAYWORDS".split()
)
OTHER = "\x00"
FIRST_CODE = 1  # sets of characters up to U+00FF compile many times faster than sets of others
UNKNOWN: tuple[Values, str] = ({}, OTHER)
MOST_REMEMBERED = 100_000
NUMBER_CLASSES = ("SMALL", "TENS", "HUNDRED")
NUMERIC_EXAMPLES = "5 05 45 345 0 1990 7000 1,200 1.5 1990s 21st 99th 17:18 2019-07-08 ½ 99999".split()
OTHER_COMBINATIONS = (
    "HOLIDAY", "QUARTERNO", "HALFNO", "APOSYEAR", "ORDINAL ORDDAY", "ORDINAL", "NUM NUMW", "NUM NUMW DAY", "NUM NUMW YEAR",
    "NUMW YEAR",
    "NUM NUMW DAY OLDYEAR", "NUM NUMW OLDYEAR",
)  # fmt: skip


class Kinds(dict[str, str]):
    """Kinds by word in lower case: those of the lexicon, and what was judged of other words, as long as there is room."""

    def __missing__(self, lower: str) -> str:
        kind = "o" if lower >= "a" else digit_kind(lower)
        if len(self) < MOST_REMEMBERED:
            self[lower] = kind
        return kind


def digit_kind(text: str) -> str:
    """`y` for four digits that can be a year and for whole dates, `t` for three digits, `d` for other numbers, `o` for words."""
    if not text[0].isdecimal():
        return "o"
    if len(text) == 4 and text.isdecimal() and text < "2200":
        return "y"
    if len(text) == 3 and text.isdecimal():
        return "t"
    return "y" if (text.count(".") == 2 and len(text) <= 10) or (len(text) == 8 and text[:2] in ("19", "20")) else "d"


class PlainWords(dict[str, tuple[Values, str] | None]):
    """Values and code of words as written that stand for themselves; None for numbers and others that need what follows them."""

    def __init__(self, known: Mapping[tuple[str, bool], tuple[Values, str]], kinds: Kinds, special: frozenset[str]) -> None:
        super().__init__()
        self.known, self.kinds, self.special = known, kinds, special

    def __missing__(self, text: str) -> tuple[Values, str] | None:
        lower = text.lower()
        special = self.kinds[lower] in "nqd" or text[0].isdecimal() or lower in self.special
        found = None if special else self.known.get((lower, text[0].isupper()), UNKNOWN)
        if len(self) < MOST_REMEMBERED:
            self[text] = found
        return found


class Vocabulary(NamedTuple):
    """Every word that a pattern asks for."""

    classes: Mapping[str, Sequence[tuple[str, Any, bool]]]
    kinds: Kinds
    literals: frozenset[str]
    codes: dict[frozenset[str], str]
    known: dict[tuple[str, bool], tuple[Values, str]]
    holidays: Holidays
    plain: PlainWords

    def code(self, classes: Iterable[str]) -> str:
        """The code of words that belong to exactly these classes; a code of its own where there is none yet."""
        return self.codes.setdefault(frozenset(classes), chr(FIRST_CODE + len(self.codes)))

    def codes_by_class(self) -> Mapping[str, frozenset[str]]:
        """The codes of all words of each class; a quoted word is a class with "=" before it."""
        found: dict[str, set[str]] = {}
        for classes, code in self.codes.items():
            for name in classes:
                found.setdefault(name, set()).add(code)
        return {name: frozenset(codes) for name, codes in found.items()}


def load_vocabulary(literals: frozenset[str]) -> Vocabulary:
    """The lexicon of words, the numbers in figures and the quoted words of the patterns, each with its code."""
    entries = read_entries(__package__, "words.yml")
    check_examples("words.yml", entries, shows_class)
    classes: dict[str, list[tuple[str, Any, bool]]] = {}
    for entry in entries:
        for word, value in entry["words"].items():
            classes.setdefault(word, []).append((entry["class"], value, bool(entry.get("capital"))))
    holidays = load_holidays()
    kinds, known = word_kinds(literals, classes, holidays), dict[tuple[str, bool], tuple[Values, str]]()
    plain = PlainWords(known, kinds, holidays.first_words | {"q", "h"})
    vocabulary = Vocabulary(classes, kinds, literals, {}, known, holidays, plain)
    assign_codes(vocabulary)
    return vocabulary


def word_kinds(literals: frozenset[str], classes: Mapping[str, Sequence[tuple[str, Any, bool]]], holidays: Holidays) -> Kinds:
    """The kind of every word, by which islands.py finds where an expression can stand: see there for the letters."""
    kinds = dict.fromkeys(literals, "w")
    for word, found in classes.items():
        names = {name for name, _, _ in found}
        kinds[word] = "n" if not names.isdisjoint(NUMBER_CLASSES) else "c" if not names.isdisjoint(CORE_CLASSES) else "w"
    kinds |= dict.fromkeys(("c", "ca", "circa"), "k") | dict.fromkeys(holidays.first_words, "c")
    kinds |= {":": ":", "/": "/", "-": "-", "–": "w", "—": "w", "'": "q", "’": "q", "‘": "q", "s": "c"} | dict.fromkeys(
        FRACTIONS, "d"
    )
    kinds |= dict.fromkeys(("st", "nd", "rd", "th"), "R") | dict.fromkeys(("o'clock", "o’clock", "oclock"), "c")
    names = {token.lower for name in holidays.by_name for token in split_tokens(name, 0, len(name)) if not token.lower.isdecimal()}
    return Kinds({word: "w" for zone in ZONES for word in zone.split()} | dict.fromkeys(names, "w") | kinds)


def shows_class(entry: Entry, text: str) -> bool:
    """Whether a word of the text is one of the entry's, as it writes it."""
    return any(
        token.lower in entry["words"] and (not entry.get("capital") or token.text[0].isupper())
        for token in split_tokens(text, 0, len(text))
    )


def assign_codes(vocabulary: Vocabulary) -> None:
    """Give every combination of classes that can occur its code, and every word its values in either case."""
    for word in vocabulary.classes.keys() | vocabulary.literals:
        for capital in (False, True):
            values = word_values(vocabulary, word, capital)
            vocabulary.known[word, capital] = (values, vocabulary.code(values))
    for example in NUMERIC_EXAMPLES:
        vocabulary.code(read_numeric(example, 0)[1])
    for combination in OTHER_COMBINATIONS:
        vocabulary.code(combination.split())
        for word in sorted(vocabulary.literals):
            if vocabulary.kinds.get(word) == "n":
                vocabulary.code([*combination.split(), "=" + word])
    vocabulary.code(["ORDINAL", "ORDDAY", "UNIT", "=second"])


def word_values(vocabulary: Vocabulary, lower: str, capital: bool) -> dict[str, Any]:
    """The value of a word in each of its classes."""
    values = {name: value for name, value, needs in vocabulary.classes.get(lower, ()) if capital or not needs}
    if "ORDINAL_WORD" in values:
        values |= ordinal_values(values.pop("ORDINAL_WORD"))
    if lower in vocabulary.literals:
        values["=" + lower] = lower
    return values
