"""Pieces of the calendar and their arithmetic: a day, a week, a month ... a century, with TIMEX3, EDTF and the days they span.

Years are astronomical: 0 is 1 BC. Days outside the years 1 to 9999 have a value but no bounds.
Standards: TIMEX3 (TimeML 1.2.1), EDTF (ISO 8601-2:2019), ISO weeks (ISO 8601).
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

SEASONS = {"SP": (1, 4, 21), "SU": (2, 7, 22), "FA": (3, 10, 23), "WI": (4, 1, 24)}  # order, middle month, EDTF number
PRECISION = {
    "day": "day", "weekend": "day", "week": "week", "month": "month", "season": "season", "quarter": "quarter", "half": "quarter",
    "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip


class When(NamedTuple):
    """A piece of the calendar. `number` is the month of a month or day, the ISO week of a week or weekend, the quarter, the half,
    or the place of the season in the year from 1, spring, to 4, winter; a decade or century is named by its first year.
    """

    unit: str
    year: int
    number: int = 0
    day: int = 0

    @property
    def month(self) -> int:
        """The month, or that in the middle of a season or quarter, or 0 where none is known."""
        if self.unit == "season":
            return (4, 7, 10, 1)[self.number - 1]
        if self.unit == "quarter":
            return 3 * self.number - 1
        return self.number if self.unit in ("day", "month") else 0


SEASON_CODES = ("", "SP", "SU", "FA", "WI")


def of_date(day: date) -> When:
    """The day of a date."""
    return When("day", day.year, day.month, day.day)


def week_of(day: date) -> When:
    """The ISO week of a date."""
    year, week, _ = day.isocalendar()
    return When("week", year, week)


def is_valid(when: When) -> bool:
    """Whether the calendar has such a day, month, quarter ..."""
    if when.unit == "day":
        year = when.year if 1 <= when.year <= 9999 else 2000
        return 1 <= when.number <= 12 and 1 <= when.day <= monthrange(year, when.number)[1]
    return {"month": when.number <= 12, "quarter": when.number <= 4, "half": when.number <= 2}.get(when.unit, True)


def year_text(year: int) -> str:
    """Four digits, with `BC` before years before Christ as TIMEX3 writes them.

    >>> year_text(70), year_text(-498)
    ('0070', 'BC0499')
    """
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def edtf_year(year: int) -> str:
    """Four digits, astronomical, as EDTF writes years.

    >>> edtf_year(-498)
    '-0498'
    """
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def timex(when: When) -> str:
    """The TIMEX3 value.

    >>> timex(When("day", 2019, 7, 8)), timex(When("season", 2017, 3)), timex(When("decade", 1990)), timex(When("week", 2019, 5))
    ('2019-07-08', '2017-FA', '199', '2019-W05')
    """
    year = year_text(when.year)
    if when.unit == "decade":
        return year[:-1]
    if when.unit == "century":
        return year[:-2]
    return year + suffix(when)


def suffix(when: When) -> str:
    """What follows the year in TIMEX3."""
    match when.unit:
        case "day":
            return f"-{when.number:02d}-{when.day:02d}"
        case "month":
            return f"-{when.number:02d}"
        case "week":
            return f"-W{when.number:02d}"
        case "weekend":
            return f"-W{when.number:02d}-WE"
        case "season":
            return f"-{SEASON_CODES[when.number]}"
        case "quarter":
            return f"-Q{when.number}"
        case "half":
            return f"-H{when.number}"
    return ""


def edtf(when: When) -> str | None:
    """The EDTF text: level 0 for days, months and years, level 1 and 2 for seasons, quarters, halves, decades, centuries.

    >>> edtf(When("season", 2017, 3)), edtf(When("decade", 1990)), edtf(When("week", 2019, 5)), edtf(When("quarter", 2019, 2))
    ('2017-23', '199X', '2019-01-28/2019-02-03', '2019-34')
    """
    year = edtf_year(when.year)
    match when.unit:
        case "day" | "month":
            return year + suffix(when)
        case "season" | "quarter" | "half":
            return f"{year}-{when.number + {'season': 20, 'quarter': 32, 'half': 39}[when.unit]}"
        case "decade":
            return year[:-1] + "X" if when.year > 0 else None
        case "century":
            return year[:-2] + "XX" if when.year > 0 else None
        case "year":
            return year
    first, last = bounds(when)
    return f"{first}/{last}" if first and last else None


def bounds(when: When) -> tuple[date | None, date | None]:
    """First and last day, None where the years are not 1 to 9999.

    >>> bounds(When("month", 2019, 2))
    (datetime.date(2019, 2, 1), datetime.date(2019, 2, 28))
    """
    try:
        return known_bounds(when)
    except (ValueError, OverflowError):
        return None, None


def known_bounds(when: When) -> tuple[date, date]:
    """First and last day; raises ValueError outside the years that `date` knows."""
    match when.unit:
        case "day":
            day = date(when.year, when.number, when.day)
            return day, day
        case "week":
            return date.fromisocalendar(when.year, when.number, 1), date.fromisocalendar(when.year, when.number, 7)
        case "weekend":
            return date.fromisocalendar(when.year, when.number, 6), date.fromisocalendar(when.year, when.number, 7)
        case "decade":
            return date(when.year, 1, 1), date(when.year + 9, 12, 31)
        case "century":
            return date(max(when.year, 1), 1, 1), date(when.year + 99, 12, 31)
    if when.unit == "season" and when.number == 4:  # the winter of a year is the one that ends in it, as climate records count
        return months(when.year - 1, 12, 3)
    return months(when.year, *{
        "month": (when.number, 1), "quarter": (3 * when.number - 2, 3), "half": (6 * when.number - 5, 6),
        "season": (3 * when.number, 3), "year": (1, 12),
    }[when.unit])  # fmt: skip


def months(year: int, first: int, count: int) -> tuple[date, date]:
    """First and last day of `count` months from month `first` of `year`."""
    year_last, last = divmod(year * 12 + first - 1 + count - 1, 12)
    return date(year, first, 1), date(year_last, last + 1, monthrange(year_last, last + 1)[1])


UNIT_DAYS = {"D": 1, "W": 7, "FN": 14}
UNIT_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "QC": 300, "ML": 12000}
UNIT_NAMES = {
    "D": "day",
    "W": "week",
    "FN": "week",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
    "ML": "century",
    "QC": "year",
}


def widen(when: When, unit: str) -> When | None:
    """The larger piece that holds `when`: its month, quarter, year ...; None where `when` is too coarse to tell.

    >>> widen(When("day", 2019, 7, 8), "week"), widen(When("year", 2019), "month")
    (When(unit='week', year=2019, number=28, day=0), None)
    """
    if unit == when.unit:
        return when
    first, _ = bounds(when)
    if unit in ("year", "decade", "century"):
        size = {"year": 1, "decade": 10, "century": 100}[unit]
        return When(unit, when.year - when.year % size)
    if unit in ("week", "weekend"):
        return week_of(first)._replace(unit=unit) if first and when.unit in ("day", "week", "weekend") else None
    if unit == "day" or first is None or when.unit in ("year", "decade", "century", "half"):
        return None
    if unit == "month":
        return When("month", first.year, first.month) if when.unit in ("day", "week", "weekend") else None
    if unit == "quarter":
        return When("quarter", first.year, (first.month + 2) // 3) if when.unit != "season" else None
    return When("half", first.year, 1 if first.month <= 6 else 2) if unit == "half" else None


def shift(when: When, amount: int, unit: str) -> When | None:
    """`when` moved by so many units, kept at its own size or widened to the unit, whichever is coarser.

    >>> shift(When("day", 2014, 6, 10), 3, "D"), shift(When("day", 2014, 1, 31), 1, "M")
    (When(unit='day', year=2014, number=6, day=13), When(unit='month', year=2014, number=2, day=0))
    """
    if unit in UNIT_DAYS:
        return shift_days(when, amount * UNIT_DAYS[unit], UNIT_NAMES[unit])
    if unit not in UNIT_MONTHS:
        return None
    name = UNIT_NAMES[unit]
    base = widen(when, name) if rank(when.unit) < rank(name) else when
    if base is None or rank(base.unit) > rank(name):
        return None if base is None or unit == "M" else shift_year(base, amount * UNIT_MONTHS[unit])
    if base.unit == "month":
        total = base.year * 12 + base.number - 1 + amount
        return When("month", total // 12, total % 12 + 1)
    if base.unit == "quarter" and unit == "Q":
        total = base.year * 4 + base.number - 1 + amount
        return When("quarter", total // 4, total % 4 + 1)
    return shift_year(base, amount * UNIT_MONTHS[unit])


def shift_year(when: When, count: int) -> When | None:
    """`when` moved by so many months, where these are whole years."""
    return when._replace(year=when.year + count // 12) if count % 12 == 0 else None


def shift_days(when: When, days: int, name: str) -> When | None:
    """A day or week moved by days; None where `when` is coarser than a week."""
    first, _ = bounds(when)
    if first is None or when.unit not in ("day", "week", "weekend"):
        return None
    try:
        moved = first + timedelta(days=days)
    except OverflowError:
        return None
    if when.unit == "day" and name == "day":
        return of_date(moved)
    return week_of(moved)._replace(unit=when.unit if when.unit == "weekend" else "week")


ORDER = ("day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century")
RANKS = {unit: number for number, unit in enumerate(ORDER)}


def rank(unit: str) -> int:
    """How coarse a unit is: 0 for a day."""
    return RANKS[unit]
