"""Dates, clock times, decades, ordinals and fractions written with digits, read at one place of a text."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal  # noqa: TC003  # a NamedTuple reads its annotations
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.times.numerals import FRACTIONS, decimal_of

ZONES = {
    "gmt": "Z", "utc": "Z", "z": "Z", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00", "eest": "+03:00",
    "msk": "+03:00", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00",
    "pdt": "-07:00", "et": None, "ct": None, "cst": None,
    "mt": None, "pt": None, "ist": None, "jst": "+09:00", "local time": None, "aest": "+10:00", "aedt": "+11:00",
}  # fmt: skip
ZONE = r"(?:\s?\(?(?P<zone>GMT|UTC|BST|CES?T|EES?T|MSK|E[SD]?T|C[SD]?T|M[SD]T|P[SD]?T|IST|JST|AE[SD]T|local time)\b\)?)"
STAMP = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)[T ](?P<h>[01]\d|2[0-4]):(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d+)?)?"
    r"\s?(?P<off>Z|[+-]\d\d:?\d\d)?(?![\w:])"
)
DATES = (
    re.compile(r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d])(?![-/]\d)"),
    re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)(?!\d)(?![-/.]\d)"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})(?!\d)(?![-/.,:]\d)"),
    re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d|[.,]\d)"),
)
CLOCKS = (
    re.compile(
        r"(?P<h>[01]?\d|2[0-4])[:.](?P<min>[0-5]\d)(?:[:.](?P<s>[0-5]\d))?(?:\s?(?P<half>[ap](?:\.m\b\.?|m\b)|[AP](?:\.M\b\.?|M\b))|(?P<letter>[ap])\b(?!['’]))(?:,?"
        + ZONE
        + ")?"
    ),
    re.compile(
        r"(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?(?!\d)(?![:/]\d)(?:\s?(?:hrs?|hours|h)\b)?" + ZONE + "?"
    ),
    re.compile(r"(?P<h>1[0-2]|0?[1-9])\s?(?P<half>[ap](?:\.m\b\.?|m\b)|[AP](?:\.M\b\.?|M\b))(?:,?" + ZONE + ")?"),
    re.compile(r"(?P<h>[01]\d|2[0-4])\.?(?P<min>[0-5]\d)\s?(?=GMT\b|UTC\b|hrs\b|hours\b)(?:(?:hrs|hours)\b)?" + ZONE + "?"),
    re.compile(r"(?P<h>1[0-2]|[1-9])\s?o['’]?\s?clock\b" + ZONE + "?", re.IGNORECASE),
)
DECADE = re.compile(r"(?P<n>\d{3}0|\d0)\s?['’]?\s?s\b", re.IGNORECASE)
ORDINAL = re.compile(r"(?P<n>\d{1,3})\s?(?:st|nd|rd|th)\b", re.IGNORECASE)
FRACTION = re.compile(r"\d{1,3} [1-9]/[2-9](?![\d/])|1/[2-4](?![\d/])|[½¼¾]")
DIGITS = re.compile(r"\d+")
PLAIN = re.compile(r"\d+(?:[.,]\d+)*")
LETTER = re.compile(r"[a-z]+")
# Digits before a word that begins no half of the day, zone, "o'clock", "hours" or ordinal ending: nothing but a plain number.
NOTHING_BUT_DIGITS = re.compile(r"\d{1,4}(?=[,;)]?\s[B-FI-MQV-Zb-fi-mqv-z])")

Values = Mapping[str, Any]


class Clock(NamedTuple):
    """A time of day: hour 0 to 24, minute and second where told, whether am or pm was said, and the offset of its zone."""

    hour: int
    minute: int | None = None
    second: int | None = None
    sure: bool = False
    zone: str | None = None


class YearMonthDay(NamedTuple):
    """A date in figures; day 0 where only a month is written."""

    year: int
    month: int
    day: int
    clock: Clock | None = None


def read_numeric(text: str, start: int) -> tuple[int, Values]:
    """The end of what begins with a digit at `start`, and its value by word class.

    >>> read_numeric("17:18 GMT", 0)
    (9, {'CLOCK': Clock(hour=17, minute=18, second=None, sure=True, zone='Z')})
    >>> read_numeric("1990s", 0)
    (5, {'DECADE': 1990})
    """
    bare = NOTHING_BUT_DIGITS.match(text, start)
    if bare is not None:
        return bare.end(), digit_values(bare.group())
    digits = DIGITS.match(text, start)
    for reader in READERS.get(text[digits.end() : digits.end() + 1] if digits else "", OTHER_READERS):
        found = reader(text, start)
        if found is not None:
            return found
    return read_plain(text, start)


def read_stamp(text: str, start: int) -> tuple[int, Values] | None:
    """An ISO 8601 date with its time."""
    found = STAMP.match(text, start)
    if found is None:
        return None
    clock = Clock(int(found["h"]), int(found["min"]), int(found["s"]) if found["s"] else None, True, found["off"])
    return found.end(), {"NUMDATE": YearMonthDay(int(found["y"]), int(found["m"]), int(found["d"]), clock)}


def read_date(text: str, start: int) -> tuple[int, Values] | None:
    """A date in figures: year first, or year last with the month first unless that is impossible (or the marks are full stops)."""
    for pattern in DATES:
        found = pattern.match(text, start)
        value = figures_date(found) if found else None
        if found and value:
            return found.end(), {"NUMDATE": value}
    return None


def figures_date(found: re.Match[str]) -> YearMonthDay | None:
    """The date in figures, None where the calendar has none such."""
    parts = found.groupdict()
    year = int(parts["y"])
    if "a" in parts:
        a, b = int(parts["a"]), int(parts["b"])
        month, day = (b, a) if a > 12 or (parts["sep"] == "." and b <= 12) else (a, b)
        year = year if len(parts["y"]) == 4 else year + (2000 if year < 50 else 1900)
    else:
        month, day = int(parts["m"]), int(parts.get("d") or 0)
        if "d" not in parts and len(parts["m"]) == 2 and month > year % 100:  # 2010-11 is two years, 2015-11 a month
            return None
    valid = 1 <= month <= 12 and (day <= 31) and 1000 <= year < 2200 and ("d" not in parts or day >= 1)
    return YearMonthDay(year, month, day) if valid else None


def read_clock(text: str, start: int) -> tuple[int, Values] | None:
    """A time of day in figures."""
    for pattern in CLOCKS:
        found = pattern.match(text, start)
        if found:
            parts = found.groupdict()
            half = LETTER.search((parts.get("half") or parts.get("letter") or "").lower())
            hour = int(parts["h"])
            if half:
                hour = hour % 12 + (12 if half[0][0] == "p" else 0) if hour <= 12 else hour
            minute = int(parts["min"]) if parts.get("min") else None
            second = int(parts["s"]) if parts.get("s") else None
            zone = ZONES.get((parts.get("zone") or "").lower())
            return end_of_clock(text, found), {
                "CLOCK": Clock(hour, minute, second, bool(half) or hour > 12 or bool(parts.get("zone")), zone)
            }
    return None


def end_of_clock(text: str, found: re.Match[str]) -> int:
    """The end of a time of day: the full stop of "p.m." belongs to it, also where it ends the sentence."""
    return found.end()


def read_decade(text: str, start: int) -> tuple[int, Values] | None:
    """`1990s`, `90s`."""
    found = DECADE.match(text, start)
    if found is None:
        return None
    number = int(found["n"])
    return found.end(), {"DECADE": number if number < 100 or number >= 1000 else None}


def read_ordinal(text: str, start: int) -> tuple[int, Values] | None:
    """`21st`."""
    found = ORDINAL.match(text, start)
    return (found.end(), ordinal_values(int(found["n"]))) if found else None


def ordinal_values(number: int) -> Values:
    """The classes of an ordinal number."""
    return {"ORDINAL": number, "ORDDAY": number} if 1 <= number <= 31 else {"ORDINAL": number}


def read_fraction(text: str, start: int) -> tuple[int, Values] | None:
    """`5 1/2`, `½`."""
    found = FRACTION.match(text, start)
    value = decimal_of(found.group()) if found else None
    return (found.end(), {"NUM": value}) if found and value is not None else None


# What can follow from the mark behind the first digits; nothing but a plain number behind a comma.
READERS: Mapping[str, tuple[Callable[[str, int], tuple[int, Values] | None], ...]] = {
    "-": (read_stamp, read_date), "/": (read_date, read_fraction), ".": (read_date, read_clock), ":": (read_clock,), ",": (),
}  # fmt: skip
OTHER_READERS = (read_date, read_clock, read_decade, read_ordinal, read_fraction)


def read_plain(text: str, start: int) -> tuple[int, Values]:
    """A number in digits, with every class that it may be: a day, a year, two digits of a year."""
    found = PLAIN.match(text, start)
    if found is None:
        return start + 1, {"NUM": FRACTIONS[text[start]]} if text[start] in FRACTIONS else {}
    return found.end(), digit_values(found.group())


@lru_cache(maxsize=4096)
def digit_values(digits: str) -> Values:
    """The classes of a plain number.

    >>> sorted(digit_values("16")), sorted(digit_values("1990")), digit_values("9" * 5000)
    (['DAY', 'NUM', 'OLDYEAR', 'YY'], ['NUM', 'YEAR'], {})
    """
    number = decimal_of(digits)
    if number is None:
        return {}
    values: dict[str, Decimal | int] = {"NUM": number}
    if digits.isdecimal():
        whole = int(digits)
        if len(digits) <= 2 and 1 <= whole <= 31:
            values["DAY"] = whole
        if len(digits) == 2:
            values["YY"] = whole
        if len(digits) == 4 and 1000 <= whole < 2200:
            values["YEAR"] = whole
        elif 1 <= len(digits) <= 4 and whole:
            values["OLDYEAR"] = whole
    return values
