"""The words of time expressions: what each can be, and the one-letter code of each combination for the patterns.

A word is any item of `words.yml`, a quoted word of a pattern, a number or a holiday; its code stands for all that it can be.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.lexicon import Entry, check_examples, read_entries
from pipeline.text.page import split_tokens
from pipeline.times.holidays import Holidays, load_holidays
from pipeline.times.numerals import FRACTIONS
from pipeline.times.numeric import ZONES, ordinal_values, read_numeric

CORE_CLASSES = frozenset(
    "MONTH WEAK_MONTH WEEKDAY WEEKDAY_SHORT WEEKDAYS WEEKEND SEASON UNIT QUARTER QUARTERS PART OVERNIGHT NOON TONIGHT TODAY NOW "
    "CURRENT SET BC AD DECADE AMPM FISCAL REFWORD PASTFUTURE MONTH_SHORT QLETTER WEEKENDS WEEKDAYWORD WEEKDAYWORDS".split()
)
NUMBER_CLASSES = ("SMALL", "TENS", "HUNDRED")
NUMERIC_EXAMPLES = "5 05 45 345 0 1990 7000 1,200 1.5 1990s 21st 99th 17:18 2019-07-08 ½ 99999".split()
OTHER_COMBINATIONS = (
    "HOLIDAY", "QUARTERNO", "HALFNO", "APOSYEAR", "ORDINAL ORDDAY", "ORDINAL", "NUM NUMW", "NUM NUMW DAY", "NUM NUMW YEAR",
    "NUMW YEAR",
    "NUM NUMW DAY OLDYEAR", "NUM NUMW OLDYEAR",
)  # fmt: skip


class Vocabulary(NamedTuple):
    """Every word that a pattern asks for."""

    classes: Mapping[str, Sequence[tuple[str, Any, bool]]]
    kinds: Mapping[str, str]
    literals: frozenset[str]
    codes: dict[frozenset[str], str]
    known: dict[tuple[str, bool], tuple[Mapping[str, Any], str]]
    holidays: Holidays

    def code(self, classes: Iterable[str]) -> str:
        """The code of words that belong to exactly these classes; a code of its own where there is none yet."""
        return self.codes.setdefault(frozenset(classes), chr(0xE000 + len(self.codes)))

    def codes_of(self, name: str, quoted: bool) -> frozenset[str]:
        """The codes of all words of a class, or of a quoted word."""
        wanted = "=" + name if quoted else name
        found = frozenset(code for classes, code in self.codes.items() if wanted in classes)
        if not found:
            raise ValueError(f"no word is {name!r}")
        return found


def load_vocabulary(literals: frozenset[str]) -> Vocabulary:
    """The lexicon of words, the numbers in figures and the quoted words of the patterns, each with its code."""
    entries = read_entries(__package__, "words.yml")
    check_examples("words.yml", entries, shows_class)
    classes: dict[str, list[tuple[str, Any, bool]]] = {}
    for entry in entries:
        for word, value in entry["words"].items():
            classes.setdefault(word, []).append((entry["class"], value, bool(entry.get("capital"))))
    holidays = load_holidays()
    vocabulary = Vocabulary(classes, word_kinds(literals, classes, holidays), literals, {}, {}, holidays)
    assign_codes(vocabulary)
    return vocabulary


def word_kinds(
    literals: frozenset[str], classes: Mapping[str, Sequence[tuple[str, Any, bool]]], holidays: Holidays
) -> dict[str, str]:
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
    return {word: "w" for zone in ZONES for word in zone.split()} | dict.fromkeys(names, "w") | kinds


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
