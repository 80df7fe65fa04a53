"""Readings of dates that name their place in the calendar, wholly or but for the year."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from pipeline.times.amounts import unit_of
from pipeline.times.context import Context, year_of
from pipeline.times.directions import directed
from pipeline.times.holidays import nth_weekday
from pipeline.times.numeric import YearMonthDay
from pipeline.times.reading import Groups, Reading, of_when, unresolved
from pipeline.times.when import SEASONS, When, bounds, is_valid, of_date, week_of


def read_calendar(groups: Groups, context: Context) -> Reading | None:
    """A date of month and day, a month, season, quarter, half, year, decade or century."""
    if "date" in groups:
        return read_figures(groups, groups["date"])
    for name, read in PIECES:
        if name in groups:
            return read(groups, context)
    year = year_named(groups)
    return None if year is None else of_when(When("year", year))


def read_figures(groups: Groups, figures: YearMonthDay) -> Reading | None:
    """A date in figures."""
    when = When("day", figures.year, figures.month, figures.day) if figures.day else When("month", figures.year, figures.month)
    return of_when(when, groups=groups) if is_valid(when) else None


def year_named(groups: Groups) -> int | None:
    """The year that the words say, astronomical."""
    if "short" in groups:
        first = groups["year_before"]
        return int(first - first % 100 + groups["short"] + (100 if groups["short"] < first % 100 else 0))
    if "yy" in groups:
        return int(groups["yy"]) + (1900 if groups["yy"] >= 50 else 2000)
    if "year" not in groups:
        return None
    year = int(groups["year"])
    return 1 - year if groups.get("era") == -1 or "bce" in groups else year


def with_year(groups: Groups, context: Context, month: int, day: int) -> tuple[int | None, str, int | None]:
    """The year said, or the year that the context gives, with basis and anchor."""
    year = year_named(groups)
    if year is None and "weekday" in groups and day:
        return year_of_weekday(context, month, day, int(groups["weekday"]))
    if year is not None and "shared" in groups:
        return (year, *groups["shared"])
    return (year, "explicit", None) if year is not None else year_of(context, month, day)


def year_of_weekday(context: Context, month: int, day: int, weekday: int) -> tuple[int | None, str, int | None]:
    """The year of "Friday, July 18": that which the context gives, else the nearest in which the day falls on the weekday."""
    year: int | None  # said for mypyc
    year, basis, anchor = year_of(context, month, day)
    if year is None:
        return year, basis, anchor
    for near in (0, 1, -1, 2, -2, 3, -3):
        when = When("day", year + near, month, day)
        first = bounds(when)[0] if is_valid(when) else None
        if first is not None and first.isoweekday() == weekday:
            return year + near, basis, anchor
    return year, basis, anchor


def read_month(groups: Groups, context: Context) -> Reading | None:
    """A month or a day of a month."""
    month, day = int(groups["month"]), int(groups.get("day") or 0)
    year, basis, anchor = with_year(groups, context, month, day)
    if year is None or (basis == "relative_to_publication" and not day and context.habit()):
        return month_of_no_year(month, day)
    if (month, day) == (2, 29) and basis != "explicit":
        year -= year % 4
    when = When("day", year, month, day) if day else When("month", year, month)
    return of_when(when, basis, anchor, groups) if is_valid(when) else None


def read_night_of_days(groups: Groups, context: Context) -> Reading | None:
    """The night of 28-29 June: it belongs to the day on which it begins, and ends on the next."""
    reading = read_month(groups, context)
    if reading is None or reading.first is None:
        return reading
    last = reading.first + timedelta(days=1)
    return reading._replace(edtf=f"{reading.first.isoformat()}/{last.isoformat()}", last=last)


def read_slash_date(groups: Groups, context: Context) -> Reading | None:
    """4/22: the month first, unless that is impossible."""
    first, second = int(groups["first"]), int(groups["second"])
    month, day = (first, second) if first <= 12 else (second, first)
    return read_month({"month": month, "day": day}, context)


def month_of_no_year(month: int, day: int) -> Reading | None:
    """A month or day of a year that nothing tells."""
    if not is_valid(When("day", 2000, month, day or 1)):
        return None
    value = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
    return unresolved("DATE", value, "day" if day else "month", value)


PLACED = frozenset(
    "in during by until till since through throughout before after from over for last next this the of and to or".split()
)


def read_season(groups: Groups, context: Context) -> Reading:
    """A season."""
    code = str(groups["season"])
    order, month, _ = SEASONS[code]
    year, basis, anchor = with_year(groups, context, month, 0)
    if year is None or (basis != "explicit" and groups.get("surface", "").isalpha() and context.word not in PLACED):
        return unresolved("DATE", f"XXXX-{code}", "season", f"XXXX-{20 + order}")
    return of_when(When("season", year, order), basis, anchor)


def read_season_of_two_years(groups: Groups, context: Context) -> Reading | None:
    """The winter of 2015-16: that which ends in the second year, as climate records count."""
    first = int(groups["year1"])
    second = int(groups["year"]) if "year" in groups else first - first % 100 + int(groups["short"])
    order = SEASONS[str(groups["season"])][0]
    return of_when(When("season", second if order == 4 else first, order)) if second == first + 1 else None


def read_quarter(groups: Groups, context: Context) -> Reading | None:
    """A quarter of a year: the latest one begun, unless the tense looks forward."""
    quarter = int(groups["qnum"])
    if quarter > 4:
        return None
    year, basis, anchor = year_named(groups), "explicit", None
    if year is None:
        year, basis, anchor = quarter_year(context, quarter)
    if year is None:
        return unresolved("DATE", f"XXXX-Q{quarter}", "quarter")
    return of_when(When("quarter", year, quarter), basis, anchor)


def quarter_year(context: Context, quarter: int) -> tuple[int | None, str, int | None]:
    """The year of a quarter named without one."""
    if context.narrative or context.published is None:
        return year_of(context, 3 * quarter - 1, 0)
    now = (context.published.month + 2) // 3
    year = context.published.year
    if quarter > now and context.tense() <= 0:  # a quarter that is over is reported on long after, whatever the tense
        year -= 1
    return year, "relative_to_publication", None


def read_half(groups: Groups, context: Context) -> Reading | None:
    """The first or second half of a year."""
    year, half = year_named(groups), int(groups.get("ordinal") or groups["halfyear"])
    return of_when(When("half", year, half)) if year is not None and half in (1, 2) else None


def read_decade(groups: Groups, context: Context) -> Reading | None:
    """Ten years by their first, of the century before where two digits do not tell."""
    number = groups["decade"]
    if number is None:
        return None
    if "century" in groups:
        number = int(groups["century"]) * 100 + number if groups["century"] < 100 else number
    elif number < 100 and groups.get("era") != -1:
        limit = context.published.year if context.published else (context.year or 2030)
        century = limit - limit % 100
        number += century if century + number <= limit else century - 100
    if groups.get("era") == -1:
        return Reading("DATE", f"BC{int(number) // 10:03d}", None, None, None, "decade")
    if 1000 <= number < 2000 and number % 100 == 0:  # the 1600s are a century; the 2000s are still spoken of as ten years
        return of_when(When("century", int(number)))
    return of_when(When("decade", int(number)))


def read_century(groups: Groups, context: Context) -> Reading | None:
    """A hundred years: the 20th century is 19XX."""
    number = int(groups["ordinal"])
    if groups.get("era") == -1:
        return Reading("DATE", f"BC{number - 1:02d}", None, None, None, "century")
    return of_when(When("century", (number - 1) * 100)) if number <= 30 else None


PIECES: tuple[tuple[str, Callable[[Any, Context], Reading | None]], ...] = (
    ("season", read_season), ("month", read_month), ("qnum", read_quarter), ("halfyear", read_half),
    ("decade", read_decade), ("ordinal", read_century),
)  # fmt: skip


def read_nth_weekday(groups: Groups, context: Context) -> Reading | None:
    """The first Monday of May."""
    month, basis, anchor = None, "explicit", None
    if "month" in groups:
        year, basis, anchor = with_year(groups, context, int(groups["month"]), 0)
        month = None if year is None else When("month", year, int(groups["month"]))
    else:
        found = directed(groups, context)
        if found is not None:
            month, basis, anchor = found
    if month is None or month.unit != "month" or not 1 <= month.year <= 9999:
        return unresolved("DATE", "XXXX-XX-XX", "day")
    which = int(groups["which"])
    if "weekend" in groups:
        day = nth_weekday(month.year, month.number, 6, which) if -1 <= which <= 5 else None
        return of_when(week_of(day)._replace(unit="weekend"), basis, anchor) if day and day.month == month.number else None
    day = nth_weekday(month.year, month.number, int(groups["weekday"]), which) if -1 <= which <= 5 else None
    return of_when(of_date(day), basis, anchor) if day and day.month == month.number else None


def read_nth_unit(groups: Groups, context: Context) -> Reading | None:
    """The first week of May, the last three days of June, the first nine months of 2019."""
    basis, anchor = "explicit", None
    if "whole" in groups:
        found = directed({"direction": groups.get("direction", 0), "unit": groups["whole"]}, context)
        if found is None or found[0].unit not in ("month", "year"):
            return unresolved("DATE", "XXXX-XX-XX")
        whole, basis, anchor = found
    elif "month" in groups:
        year, basis, anchor = with_year(groups, context, int(groups["month"]), 0)
        if year is None:
            return unresolved("DATE", f"XXXX-{int(groups['month']):02d}", "month")
        whole = When("month", year, int(groups["month"]))
    else:
        whole = When("year", int(year_named(groups) or 0))
    first, last = bounds(whole)
    if first is None or last is None:
        return None
    return part_of_piece(groups, whole, first, last, basis, anchor)


def read_week_number(groups: Groups, context: Context) -> Reading | None:
    """Week 30 of 2016: an ISO week."""
    when = When("week", int(groups["year"]), int(groups["number"]))
    return of_when(when) if bounds(when)[0] is not None and when.number >= 1 else None


def part_of_piece(groups: Groups, whole: When, first: date, last: date, basis: str, anchor: int | None) -> Reading | None:
    """The part of a month or year that the groups count."""
    unit, which, count = unit_of(groups), int(groups["which"]), int(groups.get("num") or 1)
    if unit == "W" and count == 1:
        return one_week(first, last, which, basis, anchor)
    if unit == "D" and count == 1:
        day = last if which < 0 else first + timedelta(days=which - 1)
        return of_when(of_date(day), basis, anchor) if first <= day <= last else None
    days = {"D": count, "W": 7 * count}.get(unit)
    if days is not None:
        start, stop = (last - timedelta(days=days - 1), last) if which < 0 else (first, first + timedelta(days=days - 1))
    elif unit == "M" and whole.unit == "year" and count <= 12:
        pieces = [
            When("month", whole.year, number)
            for number in (range(13 - count, 13) if which < 0 else range(which, which + count))
            if number <= 12
        ]
        start, stop = bounds(pieces[0])[0] or first, bounds(pieces[-1])[1] or last
        if count == 1:
            return of_when(pieces[0], basis, anchor)
    else:
        return None
    letter = {"D": "D", "W": "W", "M": "M"}[unit]
    return Reading(
        "DURATION", f"P{count}{letter}", f"{start}/{stop}", start, stop, "month" if unit == "M" else "day", basis, anchor
    )


def one_week(first: date, last: date, which: int, basis: str, anchor: int | None) -> Reading | None:
    """A numbered week of a month or year: ISO weeks, the first being that which holds the fourth day."""
    day = last - timedelta(days=3) if which < 0 else first + timedelta(days=3 + 7 * (which - 1))
    return of_when(week_of(day), basis, anchor) if first <= day <= last else None


def read_week_of(groups: Groups, context: Context) -> Reading | None:
    """The week that holds a day."""
    reading = read_month(groups, context)
    if reading is None or reading.first is None or reading.when is None or reading.when.unit != "day":
        return reading
    return of_when(week_of(reading.first), reading.basis, reading.anchor)


def read_part_of_year(groups: Groups, context: Context) -> Reading | None:
    """A month, season or quarter of this, last, next or that year."""
    found = directed({"direction": groups["direction"], "unit": "Y"}, context)
    if found is None:
        return read_calendar({k: v for k, v in groups.items() if k != "direction"}, context)
    year, basis, anchor = found
    named = dict(groups) | {"year": year.year}
    reading = read_calendar(named, context)
    return reading._replace(basis=basis, anchor=anchor) if reading else None
