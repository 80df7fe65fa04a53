"""Holidays that a rule fixes, and their day in a given year."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pipeline.lexicon import Entry, check_examples, read_entries
from pipeline.times.calendars import hebrew_day, orthodox_easter


class Holidays(NamedTuple):
    """All holidays by name in lower case, and one pattern that finds their names."""

    by_name: dict[str, Entry]
    names: re.Pattern[str]
    first_words: frozenset[str]


@lru_cache(maxsize=1)
def load_holidays() -> Holidays:
    """The lexicon of holidays, held to its examples."""
    entries = read_entries(__package__, "holidays.yml")
    by_name = {name: entry for entry in entries for name in entry["names"]}
    longest_first = sorted(by_name, key=len, reverse=True)
    pattern = "|".join(re.escape(name).replace("'", "['’]") for name in longest_first)
    names = re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE)
    holidays = Holidays(by_name, names, frozenset(re.match(r"\w+", name)[0] for name in longest_first))  # type: ignore[index]  # names begin with a word
    check_examples("holidays.yml", entries, lambda entry, text: occurs(holidays, entry, text))
    return holidays


def occurs(holidays: Holidays, entry: Entry, text: str) -> bool:
    """Whether a name of the entry stands in the text."""
    starts = [found.start() for found in re.finditer(r"\b\w", text)]
    return any(
        holiday is not None and holiday[0]["id"] == entry["id"]
        for holiday in (holiday_at(holidays, text, start) for start in starts)
    )


def holiday_at(holidays: Holidays, text: str, start: int) -> tuple[Entry, int] | None:
    """The holiday named at `start` and the end of its name."""
    found = holidays.names.match(text, start)
    if found is None:
        return None
    entry = holidays.by_name[re.sub("’", "'", found.group()).lower()]
    return None if entry.get("capital") and not text[start].isupper() else (entry, found.end())


def day_of(entry: Entry, year: int) -> date | None:
    """The day of the holiday in a year from 1583 to 9900.

    >>> thanksgiving = load_holidays().by_name["thanksgiving"]
    >>> day_of(thanksgiving, 2019)
    datetime.date(2019, 11, 28)
    """
    if not 1583 <= year <= 9900:
        return None
    if "islamic" in entry:
        days = islamic_days(entry, year)
        return days[0][0] if days else None
    if "fixed" in entry:
        return date(year, *entry["fixed"])
    if "event" in entry:
        return date.fromisoformat(entry["event"])
    if "easter" in entry:
        return easter(year) + timedelta(days=entry["easter"])
    if "orthodox" in entry:
        return orthodox_easter(year) + timedelta(days=entry["orthodox"])
    if "hebrew" in entry:
        return hebrew_day(year, *entry["hebrew"])
    month, weekday, which, extra = entry["nth"]
    return nth_weekday(year, month, weekday, which) + timedelta(days=extra)


def islamic_days(entry: Entry, year: int) -> list[tuple[date, date]]:
    """First and last day of each time that an Islamic month or day falls in a Gregorian year.

    >>> islamic_days(load_holidays().by_name["ramadan"], 2015)
    [(datetime.date(2015, 6, 18), datetime.date(2015, 7, 17))]
    """
    month, *rest = entry["islamic"]
    found = []
    for islamic_year in range((year - 623) * 33 // 32, (year - 620) * 33 // 32 + 1):
        first = islamic_day(islamic_year, month, rest[0] if rest else 1)
        last = first if rest else islamic_day(islamic_year, month, 30 if month % 2 else 29)
        if first.year == year:
            found.append((first, last))
    return found


def islamic_day(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day of the tabular Islamic calendar, civil epoch (Reingold and Dershowitz, Calendrical Calculations).

    >>> islamic_day(1436, 10, 1)
    datetime.date(2015, 7, 18)
    """
    return date.fromordinal(day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014)


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The `which`-th such weekday (1 Monday to 7 Sunday) of a month, -1 for the last.

    >>> nth_weekday(2018, 5, 1, -1)
    datetime.date(2018, 5, 28)
    """
    if which < 0:
        after = date(year + month // 12, month % 12 + 1, 1)
        last = after - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7 + 7 * (-which - 1))
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))


def easter(year: int) -> date:
    """Western Easter Sunday, after the anonymous Gregorian rule (Meeus, Astronomical Algorithms, chapter 8).

    >>> easter(2018), easter(2019)
    (datetime.date(2018, 4, 1), datetime.date(2019, 4, 21))
    """
    cycle, century, rest = year % 19, year // 100, year % 100
    leap = (19 * cycle + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (century % 4) + 2 * (rest // 4) - leap - rest % 4) % 7
    late = (cycle + 11 * leap + 22 * shift) // 451
    month, day = divmod(leap + shift - 7 * late + 114, 31)
    return date(year, month, day + 1)
