"""Dates and times of day as headers of pages write them, in normal form (EDTF, ISO 8601), and lines that hold nothing else.

Time expressions in running text are the business of `pipeline.times`.
"""

import re
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

from pipeline.lexicon import check_examples, read_entries
from pipeline.text.lower_words import lower_words


class Stamp(NamedTuple):
    """A date found: its EDTF value, where it stands in the text that was searched, and the format that matched."""

    value: str
    start: int
    end: int
    rule_id: str


class Calendar(NamedTuple):
    """Month names ready for use: a pattern for each format, tried in this order, the number of each name, their first words.

    `parts` are the words that may stand in a time stamp, and some more.
    """

    formats: tuple[tuple[str, re.Pattern[str]], ...]
    months: dict[str, int]
    words: frozenset[str]
    parts: frozenset[str]


CLOCK = (
    r"(?:[T,|•·–—-]|\s|\b(?:at|um|à|a las|at about|في|الساعة))*\s?(?P<hour>[01]?\d|2[0-3])"
    r"(?:[:h.](?P<minute>[0-5]\d))(?::[0-5]\d(?:\.\d+)?)?"
    r"\s?(?P<half>[ap]\.?m\b\.?)?"
)
# How months begin, in whatever language.
MONTH_LIKE = re.compile(r"jan|f[ée][bv]|m[aä]r|a[vpb]r|ma[iyo]|jui?n|jui?l|aug|août|ago|sep|o[ck]t|nov|d[eé][cz]|ene")
YEAR = re.compile(r"(?:19|20)\d\d")
NAME = re.compile(r"\w[\w.’'-]*")
FIRST_WORD = re.compile(r"(\w)(\w*)[\w.’'-]*")  # of what reads like a name
NAMED = ("stamp.month_day_year", "stamp.month_year")  # they begin with the name of a month
FILLERS = re.compile(
    r"\b(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|edited|issued|released|filed|date|time)"
    r"|on|at|by|the|of"
    r"|(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?|[ap]\.?m|gmt|utc|[ecmpb][sd]?t|ist|cet|cest|bst|hrs?|hours|uhr|am|pm"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|stand|veröffentlicht|aktualisiert|erstellt|vom|um|den|zuletzt|am"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|publié|mis à jour|modifié|le|à|h"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|publicado|actualizado|creado|el|de|del|a las|a"
    r"|local time|eastern|pacific|et|pt|ago|edition|today|yesterday|est)\b"
    r"|نشر|نُشر|تحديث|آخر|تاريخ|النشر|بتاريخ|في|الساعة|يوم|ال(?:اثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أحد)|[صم]\b"
    r"|\d{1,3} (?:min(?:ute)?s?|hours?|hrs?|days?|weeks?) ago"
    rf"|\d{{1,2}}(?:er|\.)? (?:{MONTH_LIKE.pattern})\w*"
    r"|\d{1,2}h\d\d"
    r"|\d{1,2}:\d\d(?::\d\d)?|[+-]\d\d:?\d\d|\d{1,2} ?[ap]m|Z\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def load_calendar() -> Calendar:
    """Month names from `months.yml`, held to their examples, and the formats built on them."""
    entries = read_entries("pipeline.boilerplate", "months.yml")
    months = {name.lower(): int(entry["number"]) for entry in entries for name in entry["match"]}
    check_examples("months.yml", entries, lambda entry, text: months.get(text.lower()) == entry["number"])
    # the first letter is asked for first, since no word but a few is the name of a month
    firsts, names = {name[0] for name in months}, sorted(map(re.escape, months), key=len, reverse=True)
    month = rf"(?=[{''.join(sorted(firsts))}])(?P<month>{'|'.join(names)})\b\.?"
    year, day = r"(?P<year>(?:19|20)\d\d)(?!\d)", r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
    formats = (
        ("iso", rf"\b{year}-(?P<month>0[1-9]|1[0-2])-{day}(?:{CLOCK})?(?:\s?(?P<zone>Z|[+-]\d\d:?\d\d)\b)?"),
        ("slashed_year_first", rf"\b{year}[/.](?P<month>0[1-9]|1[0-2])[/.]{day}(?:{CLOCK})?"),
        ("month_day_year", rf"\b{month}\s*{day}(?:st|nd|rd|th)?\s*,?\s*{year}(?:{CLOCK})?"),
        (
            "day_month_year",
            rf"(?<!\d){day}(?:st|nd|rd|th|er|\.|º)?\s*(?:of |de |-|/)?{month}\s*(?:,|de |del |-|/)?\s*{year}(?:{CLOCK})?",
        ),
        ("numeric", rf"(?<![\d./-])(?P<first>\d{{1,2}})(?P<mark>[./-])(?P<second>\d{{1,2}})(?P=mark){year}(?:{CLOCK})?"),
        ("month_year", rf"\b{month},?\s+{year}"),
    )
    compiled = tuple((f"stamp.{name}", re.compile(pattern, re.IGNORECASE)) for name, pattern in formats)
    words = frozenset(lower_words(" ".join(name.split(" ")[0] for name in months)))
    return Calendar(compiled, months, words, frozenset(lower_words(f"{' '.join(months)} {FILLERS.pattern} {CLOCK}")))


def find_stamp(text: str) -> Stamp | None:
    """The first date of `text` in the first format that fits, or None.

    >>> find_stamp("Published: 12.03.2019 14:05").value, find_stamp("July 8, 2019 5:18 PM").value
    ('2019-03-12T14:05', '2019-07-08T17:18')
    """
    if YEAR.search(text) is None:  # every format has one
        return None
    calendar = load_calendar()
    # case is more than lower() outside ASCII
    named = not text.isascii() or not calendar.words.isdisjoint(lower_words(text))
    for rule_id, pattern in calendar.formats:
        if rule_id in NAMED and not named:
            continue
        for found in pattern.finditer(text):
            value = read_date(found.groupdict(), calendar.months)
            if value:
                return Stamp(value, found.start(), found.end(), rule_id)
    return None


def read_date(part: dict[str, str | None], months: dict[str, int]) -> str:
    """The EDTF value of the parts of a date, or "" where there is no such day."""
    year = int(part["year"] or 0)
    if part.get("mark"):
        first, second = int(part["first"] or 0), int(part["second"] or 0)
        # 03/04/2019 is read as a clock of twelve hours or a second part over 12 tells, else day first as most of the world writes
        american = part["mark"] == "/" and (second > 12 or (bool(part.get("half")) and first <= 12))
        month, day = (first, second) if american else (second, first)
    else:
        name = (part["month"] or "").lower()
        month, day = int(name) if name.isdigit() else months[name], int(part.get("day") or 0)
    if not 1 <= month <= 12 or day > monthrange(year, month)[1]:
        return ""
    if not day:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" + read_clock(part)


def read_clock(part: dict[str, str | None]) -> str:
    """The time of day as EDTF adds it to a date, or ""."""
    if not part.get("hour"):
        return ""
    hour, minute, half = int(part["hour"] or 0), int(part["minute"] or 0), (part.get("half") or "").lower()[:1]
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    return f"T{hour:02}:{minute:02}"


def is_stamp(text: str) -> bool:
    """Whether the line holds a date and nothing but what belongs to it: weekday, clock, "Published", a time zone.

    >>> is_stamp("Published: Mon 3 Oct 2016, 14:05 GMT"), is_stamp("3 Oct 2016 was a Monday in Mosul")
    (True, False)
    >>> is_stamp("Published: 3 October 2016 14:05 GMT | Updated 2 hours ago")
    True
    """
    rest = cut_stamps(text) if all(map(may_belong, lower_words(text))) else None
    if rest is None:
        return False
    return all(map(is_filler, lower_words(rest))) or not re.search(r"\w", FILLERS.sub(" ", rest))


@lru_cache(maxsize=1 << 12)
def is_filler(word: str) -> bool:
    """Whether a word belongs to a time stamp, whatever stands beside it."""
    return word.isascii() and word.isalpha() and FILLERS.fullmatch(word) is not None


@lru_cache(maxsize=1 << 12)
def may_belong(word: str) -> bool:
    """Whether a word may stand in a time stamp; most lines with a year in them have one that cannot, and are soon done with.

    >>> may_belong("wednesday"), may_belong("5th"), may_belong("army")
    (True, True, False)
    """
    if not (word.isascii() and word.isalpha()) or word in load_calendar().parts:
        return True
    return FILLERS.fullmatch(word) is not None or MONTH_LIKE.match(word) is not None


def beside_stamp(text: str) -> str | None:
    """What a short line says beside its dates and what belongs to them; None where it is long or has no date.

    >>> beside_stamp("Posted by Jane Miller on May 3, 2019").split()
    ['Jane', 'Miller']
    """
    rest = cut_stamps(text)
    return None if rest is None else FILLERS.sub(" ", rest)


def cut_stamps(text: str) -> str | None:
    """A short line without its dates; None where it is long or has no date."""
    stamp = find_stamp(text) if len(text) <= 120 else None
    if stamp is None:
        return None
    while stamp:
        text = text[: stamp.start] + " " + text[stamp.end :]
        stamp = find_stamp(text)
    return text


def is_signed_stamp(text: str) -> bool:
    """Whether a line holds a date and up to six words that are all names.

    >>> is_signed_stamp("Jane Miller - Nov 19, 2019, 10:31 pm"), is_signed_stamp("On Nov 19, 2019 the town fell")
    (True, False)
    """
    if not all(first.isupper() or may_belong(f"{first}{rest}".lower()) for first, rest in FIRST_WORD.findall(text)):
        return False
    rest = beside_stamp(text)
    words = NAME.findall(rest) if rest else []
    return 1 <= len(words) <= 6 and all(word[0].isupper() for word in words)
