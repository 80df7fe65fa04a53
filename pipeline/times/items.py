"""The words of time expressions in a text: where they may stand, what each can be, and the one-letter code of each for the patterns."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.lexicon import Entry, check_examples, read_entries
from pipeline.text.page import Token, split_tokens
from pipeline.times.holidays import Holidays, holiday_at, load_holidays
from pipeline.times.numerals import number_of_words, year_of_words
from pipeline.times.numeric import ZONES, Values, ordinal_values, read_numeric

CORE_CLASSES = frozenset(
    "MONTH WEAK_MONTH WEEKDAY WEEKDAY_SHORT WEEKDAYS WEEKEND SEASON UNIT QUARTER QUARTERS PART OVERNIGHT NOON TONIGHT TODAY NOW CURRENT SET "
    "BC AD DECADE AMPM FISCAL REFWORD PASTFUTURE MONTH_SHORT QLETTER".split()
)
CORE = re.compile("[cy]|[dt][:h]d|d[/-]d[/-]d|d/d|qd|[dt]R|nn|kw?[dt]")
OTHER = "\x00"
CORE_ANCIENT = re.compile(CORE.pattern + "|t")  # in a text that tells of years before 1000, numbers of three digits too
OLD_TIMES = re.compile(r"\b(?:BC|BCE|AD|CE)\b|\b[BA]\.[CD]\.|\bc(?:a|irca)?\. ?\d{3}\b")
MOST_ITEMS_BEFORE = 14  # how far before the first word that names a time an expression can begin
NUMBER_CLASSES = ("SMALL", "TENS", "HUNDRED")
NUMERIC_EXAMPLES = (
    "5",
    "05",
    "45",
    "345",
    "0",
    "1990",
    "7000",
    "1,200",
    "1.5",
    "1990s",
    "21st",
    "99th",
    "17:18",
    "2019-07-08",
    "½",
    "99999",
)
GLUED_SIGNS = frozenset("$€£¥#@_&=+§~")


class Item(NamedTuple):
    """Characters `start` to `end` of the text, read as one word, and its value in each class that it belongs to."""

    start: int
    end: int
    values: Values
    code: str
    token: int


class Vocabulary(NamedTuple):
    """Every word that a pattern asks for."""

    classes: Mapping[str, Sequence[tuple[str, Any, bool]]]
    kinds: Mapping[str, str]
    literals: frozenset[str]
    codes: dict[frozenset[str], str]
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
    kinds = dict.fromkeys(literals, "w") | {
        word: "c" if any(c in CORE_CLASSES for c, _, _ in found) else "w" for word, found in classes.items()
    }
    kinds |= {word: "n" for word, found in classes.items() if any(c in NUMBER_CLASSES for c, _, _ in found)}
    kinds |= dict.fromkeys(("c", "ca", "circa"), "k")
    kinds |= dict.fromkeys(holidays.first_words, "c") | {
        ":": ":",
        "/": "/",
        "-": "-",
        "–": "w",
        "—": "w",
        "'": "q",
        "’": "q",
        "‘": "q",
    }
    kinds |= dict.fromkeys(("st", "nd", "rd", "th"), "R") | {"s": "c"} | dict.fromkeys(("o'clock", "o’clock", "oclock"), "c")
    kinds |= {word: "w" for zone in ZONES for word in zone.split() if word not in kinds}
    vocabulary = Vocabulary(classes, kinds, literals, {}, holidays)
    assign_codes(vocabulary)
    return vocabulary


def shows_class(entry: Entry, text: str) -> bool:
    """Whether a word of the text is one of the entry's, as it writes it."""
    return any(
        token.lower in entry["words"] and (not entry.get("capital") or token.text[0].isupper())
        for token in split_tokens(text, 0, len(text))
    )


def assign_codes(vocabulary: Vocabulary) -> None:
    """Give every combination of classes that can occur its code."""
    for word in vocabulary.classes.keys() | vocabulary.literals:
        for capital in (False, True):
            vocabulary.code(word_values(vocabulary, word, capital))
    for example in NUMERIC_EXAMPLES:
        vocabulary.code(read_numeric(example, 0)[1])
    for classes in (
        "HOLIDAY",
        "QUARTERNO",
        "HALFNO",
        "APOSYEAR",
        "ORDINAL ORDDAY",
        "ORDINAL",
        "NUM NUMW",
        "NUM NUMW DAY",
        "NUM NUMW YEAR",
        "NUMW YEAR",
        "NUM NUMW DAY OLDYEAR",
        "NUM NUMW OLDYEAR",
    ):
        vocabulary.code(classes.split())
        vocabulary.code([*classes.split(), "=one"])
    vocabulary.code(["ORDINAL", "ORDDAY", "UNIT", "=second"])


def word_values(vocabulary: Vocabulary, lower: str, capital: bool) -> dict[str, Any]:
    """The value of a word in each of its classes."""
    values = {name: value for name, value, needs in vocabulary.classes.get(lower, ()) if capital or not needs}
    if "ORDINAL_WORD" in values:
        values |= ordinal_values(values.pop("ORDINAL_WORD"))
    if lower in vocabulary.literals:
        values["=" + lower] = lower
    return values


def kinds_of(vocabulary: Vocabulary, tokens: Sequence[Token]) -> str:
    """One letter for each token: `c` names a time, `y` is a year or date, `w` can stand beside it, `d` is a number, `o` is neither."""
    get = vocabulary.kinds.get
    return "".join([get(token.lower) or digit_kind(token.text) for token in tokens])


def digit_kind(text: str) -> str:
    """`y` for four digits that can be a year and for whole dates, `t` for three digits, `d` for other numbers, `o` for words."""
    if not text[0].isdecimal():
        return "o" if text not in "½¼¾" else "d"
    if len(text) == 4 and text.isdecimal() and text < "2200":
        return "y"
    if len(text) == 3 and text.isdecimal():
        return "t"
    return "y" if (text.count(".") == 2 and len(text) <= 10) or (len(text) == 8 and text[:2] in ("19", "20")) else "d"


def islands(kinds: str, start: int, end: int, core: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Runs of tokens in which a time expression can stand, each begun at most a few words before its first core word."""
    position = start
    while (found := core.search(kinds, position, end)) is not None:
        first = found.start()
        while first > position and found.start() - first < MOST_ITEMS_BEFORE and kinds[first - 1] != "o":
            first -= 1
        last = kinds.find("o", found.end(), end)
        position = end if last < 0 else last
        yield first, position


class Reader:
    """Reads the items of an island."""

    def __init__(self, vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> None:
        self.vocabulary, self.text, self.tokens = vocabulary, text, tokens

    def items(self, first: int, end: int) -> list[Item]:
        """The items of tokens `first` to `end`."""
        found, position = [], first
        while position < end:
            item, position = self.item(position, end)
            found.append(item)
        return found

    def item(self, position: int, end: int) -> tuple[Item, int]:
        """The item at a token and the token after it."""
        token = self.tokens[position]
        if token.text[0].isdecimal() or token.text in "½¼¾":
            return self.digits(position, end)
        if token.text in "'’‘" and position + 1 < end:
            return self.apostrophe(position, end)
        if token.lower in self.vocabulary.holidays.first_words:
            holiday = holiday_at(self.vocabulary.holidays, self.text, token.start)
            if holiday is not None:
                return self.made(token.start, holiday[1], {"HOLIDAY": holiday[0]}, position, end)
        if token.lower in ("q", "h"):
            return self.lettered(position, end)
        values = word_values(self.vocabulary, token.lower, token.text[0].isupper())
        if any(name in values for name in NUMBER_CLASSES):
            return self.number_words(position, end)
        if not values and token.text == "-":
            values = {}
        return Item(token.start, token.end, values, self.vocabulary.codes.get(frozenset(values), OTHER), position), position + 1

    def lettered(self, position: int, end: int) -> tuple[Item, int]:
        """`Q3`, `H2`, or a letter."""
        token = self.tokens[position]
        following = self.tokens[position + 1] if position + 1 < end else token
        if following.start == token.end and following.text in (("1", "2", "3", "4") if token.lower == "q" else ("1", "2")):
            name = "QUARTERNO" if token.lower == "q" else "HALFNO"
            return self.made(token.start, following.end, {name: int(following.text)}, position, end)
        return Item(token.start, token.end, {}, OTHER, position), position + 1

    def made(self, start: int, stop: int, values: Values, position: int, end: int) -> tuple[Item, int]:
        """An item of several tokens, and the token after it."""
        code = self.vocabulary.codes.get(frozenset(values), OTHER)
        after = position + 1
        while after < end and self.tokens[after].start < stop:
            after += 1
        return Item(start, max(stop, self.tokens[after - 1].end), values, code, position), after

    def digits(self, position: int, end: int) -> tuple[Item, int]:
        """A number in figures and what belongs to it, or nothing where a sign or name is glued to it."""
        start = self.tokens[position].start
        if self.tokens[position].lower in self.vocabulary.holidays.first_words:
            holiday = holiday_at(self.vocabulary.holidays, self.text, start)
            if holiday is not None:
                return self.made(start, holiday[1], {"HOLIDAY": holiday[0]}, position, end)
        stop, values = read_numeric(self.text, start)
        if is_glued(self.text, start, stop, values):
            values = {}
            stop = self.tokens[position].end
        return self.made(start, stop, values, position, end)

    def apostrophe(self, position: int, end: int) -> tuple[Item, int]:
        """`'99`, `'90s`, or a quotation mark."""
        token, after = self.tokens[position], self.tokens[position + 1]
        if after.start == token.end and len(after.text) == 2 and after.text.isdecimal():
            stop, values = read_numeric(self.text, after.start)
            if "DECADE" in values:
                return self.made(token.start, stop, values, position, end)
            if stop == after.end and not self.text[stop : stop + 1].isalpha():
                return self.made(
                    token.start, stop, {"APOSYEAR": int(after.text) + (1900 if after.text >= "30" else 2000)}, position, end
                )
        return Item(token.start, token.end, {}, OTHER, position), position + 1

    def number_words(self, position: int, end: int) -> tuple[Item, int]:
        """The longest number in words, as a number, a year or an ordinal."""
        parts: list[int] = []
        after, best = position, (position + 1, self.word_number([self.part(position)]))
        while after < end and after < position + 10:
            part = self.part(after)
            if part is None:
                break
            parts.append(part)
            after += 1
            values = self.word_number(parts)
            if values:
                best = (after, values)
            after, ordinal = self.link(after, end, parts)
            if ordinal is not None:
                return self.made(self.tokens[position].start, self.tokens[after - 1].end, ordinal_values(ordinal), position, end)
        after, values = best
        if after == position + 1 and "=" + self.tokens[position].lower in word_values(
            self.vocabulary, self.tokens[position].lower, False
        ):
            values = {**values, "=" + self.tokens[position].lower: True}
        return self.made(self.tokens[position].start, self.tokens[after - 1].end, values, position, end)

    def link(self, after: int, end: int, parts: list[int]) -> tuple[int, int | None]:
        """The token after a hyphen or "and" between number words, and the ordinal that ends the number ("twenty-first")."""
        following = (
            after + 1
            if after < end and self.tokens[after].text in ("-", "and") and (self.tokens[after].text == "-" or parts[-1] >= 20)
            else after
        )
        if following < end and parts[-1] in range(20, 100, 10):
            values = word_values(self.vocabulary, self.tokens[following].lower, False)
            if "ORDINAL" in values and values["ORDINAL"] < 10 and self.tokens[after].text != "and":
                return following + 1, parts[-1] + values["ORDINAL"]
        return (following, None) if following < end and self.part(following) is not None else (after, None)

    def part(self, position: int) -> int | None:
        """The value of a number word."""
        for name, value, _ in self.vocabulary.classes.get(self.tokens[position].lower, ()):
            if name in NUMBER_CLASSES:
                return int(value)
        return None

    def word_number(self, parts: Sequence[int | None]) -> dict[str, int]:
        """The classes of a number in words."""
        known = [part for part in parts if part is not None]
        year, number = year_of_words(known), number_of_words(known)
        values: dict[str, int] = {"NUMW": 1} if year is not None or number is not None else {}
        if number is not None:
            values["NUM"] = number
            if 1 <= number <= 31:
                values["DAY"] = number
            if 1 <= number < 1000:
                values["OLDYEAR"] = number
        if year is not None:
            values["YEAR"] = year
        return values


def is_glued(text: str, start: int, stop: int, values: Values) -> bool:
    """Whether the number belongs to a name, an amount of money or a percentage: F-16, $1990, 2000%."""
    before, after = text[max(start - 2, 0) : start], text[stop : stop + 1]
    if before[-1:] in GLUED_SIGNS or after in ("%", "°", "€", "£", "$"):
        return True
    if before[-1:].isalpha():
        return True
    name_before = before[-1:] in ("-", "/") and before[:1].isupper() and "CLOCK" not in values
    return name_before or (after.isalpha() and "YEAR" in values) or (before[-1:] == "." and before[:1].isalnum())
