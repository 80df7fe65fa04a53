"""The items of an island: its words, with numbers in words or figures, clock times, dates and holidays read as one."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.text.page import Token
from pipeline.times.holidays import holiday_at
from pipeline.times.numerals import number_of_words, year_of_words
from pipeline.times.numeric import Values, ordinal_values, read_numeric
from pipeline.times.vocabulary import NUMBER_CLASSES, OTHER, UNKNOWN, Vocabulary, word_values

MONTHS = frozenset(("MONTH", "MONTH_SHORT", "WEAK_MONTH"))
GLUED_SIGNS = frozenset("$€£¥#@_&=+§~")


class Item(NamedTuple):
    """Characters `start` to `end` of the text, read as one word, and its value in each class that it belongs to."""

    start: int
    end: int
    values: Values
    code: str
    token: int


class Reader:
    """Reads the items of an island."""

    def __init__(self, vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> None:
        self.vocabulary, self.text, self.tokens = vocabulary, text, tokens
        self.plain = vocabulary.plain

    def items(self, first: int, end: int) -> list[Item]:
        """The items of tokens `first` to `end`."""
        found, position = [], first
        known, tokens, make = self.plain, self.tokens, tuple.__new__  # what Item(...) calls in the end, at twice its speed
        while position < end:
            start, stop, text, _ = tokens[position]
            plain = known[text]
            if plain is not None:
                found.append(make(Item, (start, stop, *plain, position)))
                position += 1
            else:
                item, position = self.item(position, end)
                found.append(item)
        return found

    def item(self, position: int, end: int) -> tuple[Item, int]:
        """The item at a token and the token after it."""
        token = self.tokens[position]
        kind = self.vocabulary.kinds[token.lower]
        if kind == "n":
            return self.number_words(position, end)
        if kind == "q" and position + 1 < end:
            return self.apostrophe(position, end)
        if (kind == "d" or token.text[0].isdecimal()) and token.lower not in self.vocabulary.holidays.first_words:
            return self.digits(position, end)
        if token.lower in self.vocabulary.holidays.first_words:
            return self.holiday(position, end)
        if token.lower in ("q", "h"):
            return self.lettered(position, end)
        return self.word(position), position + 1

    def word(self, position: int) -> Item:
        """A word of the lexicon or of the patterns, or any other."""
        token = self.tokens[position]
        values, code = self.vocabulary.known.get((token.lower, token.text[0].isupper()), UNKNOWN)
        return Item(token.start, token.end, values, code, position)

    def holiday(self, position: int, end: int) -> tuple[Item, int]:
        """The holiday named at a token, or its word or number alone."""
        start = self.tokens[position].start
        holiday = holiday_at(self.vocabulary.holidays, self.text, start)
        if holiday is not None and not (self.text[start].isdecimal() and self.is_before_month(holiday[1])):
            return self.made(start, holiday[1], {"HOLIDAY": holiday[0]}, position, end)
        return self.digits(position, end) if self.text[start].isdecimal() else (self.word(position), position + 1)

    def is_before_month(self, stop: int) -> bool:
        """Whether a month follows: 9-11 November."""
        word = self.text[stop : stop + 12].split()[:1]
        return bool(word) and any(name in MONTHS for name, _, _ in self.vocabulary.classes.get(word[0].lower().rstrip(".,"), ()))

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
        stop, values = read_numeric(self.text, start)
        if is_glued(self.text, start, stop, values) or self.cuts_token(position, end, stop):
            values = {}
            stop = self.tokens[position].end
        return self.made(start, stop, values, position, end)

    def cuts_token(self, position: int, end: int, stop: int) -> bool:
        """Whether what was read ends within a number: `2:31` of `2:31.5`."""
        while position + 1 < end and self.tokens[position + 1].start < stop:
            position += 1
        last = self.tokens[position]
        return last.start < stop < last.end and last.text[0].isdecimal()

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
    if before[-1:].isalpha() and not ((before.upper() == "FY" and "YEAR" in values) or (before == "AD" and "OLDYEAR" in values)):
        return True
    name_before = before[-1:] in ("-", "/") and before[:1].isupper() and "CLOCK" not in values
    return name_before or (after.isalpha() and "YEAR" in values) or (before[-1:] == "." and before[:1].isalnum())
