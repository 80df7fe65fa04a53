"""What an expression says beside its value: "late 2014", "about two hours", "more than a decade ago", as TIMEX3's `mod`.

Rule for early, middle and late: the first, second and last third of a month, season, quarter, half, year, decade or century, so
that "late 2014" is September to December. The value stays that of the whole, as TIMEX3 has it, and so does EDTF, which has no
word for it.
"""

import re
from calendar import monthrange
from datetime import date

from pipeline.times.grammar import Match
from pipeline.times.reading import Reading

THIRDS = {"START": 0, "MID": 1, "END": 2}
MONTHS_OF_THIRD = {"year": 4, "half": 2, "season": 1, "quarter": 1}
YEARS_OF_THIRDS = {"decade": (0, 4, 7, 10), "century": (0, 33, 67, 100)}
AMOUNT = re.compile(
    r"(?:the |a |an )?(?:(?P<MORE_THAN>more than|longer than|well over|just over|over)"
    r"|(?P<LESS_THAN>less than|fewer than|nearly|almost|just under|under)"
    r"|(?P<EQUAL_OR_MORE>at least)|(?P<EQUAL_OR_LESS>at most|up to|as (?:many|long) as)"
    r"|(?P<APPROX>about|around|roughly|approximately|some|an? estimated|close to|circa|ca|c))\b"
)
SINCE_WHEN = re.compile(r"(?:beginning|starting) in\b", re.IGNORECASE)
AMOUNT_LETTERS = frozenset("mlwjonfauArscMLWJONFUARSCtT")  # what an amount, or an article before it, can begin with
# How a bound of the distance bounds the day: more than a year ago lies before the day a year ago, more than a year later behind it.
AGO = {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER", "EQUAL_OR_MORE": "ON_OR_BEFORE", "EQUAL_OR_LESS": "ON_OR_AFTER"}
LATER = {"MORE_THAN": "AFTER", "LESS_THAN": "BEFORE", "EQUAL_OR_MORE": "ON_OR_AFTER", "EQUAL_OR_LESS": "ON_OR_BEFORE"}


def mod_of(match: Match, reading: Reading, surface: str) -> str | None:
    """The `mod` of an expression written as `surface`, None where it says none."""
    for name in ("edge", "stage"):
        if name in match.groups and match.groups[name] in THIRDS:
            return None if SINCE_WHEN.match(surface) else str(match.groups[name])
    found = AMOUNT.match(surface.lower()) if surface[:1] in AMOUNT_LETTERS else None
    said = found.lastgroup if found is not None else None
    if said in (None, "APPROX") or reading.timex_type == "DURATION":
        return said
    if match.rule.means != "count":
        return None
    sign = match.groups.get("sign") or match.groups.get("after") or match.groups.get("offset")
    return (AGO if sign == -1 else LATER).get(str(said))


def narrowed(reading: Reading, mod: str | None) -> tuple[date | None, date | None]:
    """First and last day of a reading, of the third that its `mod` names where it names one."""
    when, first, last = reading.when, reading.first, reading.last
    if mod not in THIRDS or when is None or first is None or last is None:
        return first, last
    third = THIRDS[str(mod)]
    if when.unit == "month":
        days = ((1, 10), (11, 20), (21, last.day))[third]
        return first.replace(day=days[0]), first.replace(day=days[1])
    if when.unit in MONTHS_OF_THIRD:
        months = MONTHS_OF_THIRD[when.unit]
        return month_after(first, third * months), last_of_month(month_after(first, (third + 1) * months - 1))
    if when.unit in YEARS_OF_THIRDS:
        years = YEARS_OF_THIRDS[when.unit]
        return first.replace(year=first.year + years[third]), last.replace(year=first.year + years[third + 1] - 1)
    return first, last


def month_after(first: date, months: int) -> date:
    """The first day of a month so many months on."""
    number = first.month - 1 + months
    return date(first.year + number // 12, number % 12 + 1, 1)


def last_of_month(first: date) -> date:
    """The last day of the month that begins on a day."""
    return first.replace(day=monthrange(first.year, first.month)[1])
