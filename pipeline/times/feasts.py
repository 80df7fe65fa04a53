"""Readings of holidays: in the year said, told or nearest; Islamic ones by the tabular calendar, marked approximate."""

from datetime import date, timedelta

from pipeline.lexicon import Entry
from pipeline.times.context import Context, year_of
from pipeline.times.directions import STEPS
from pipeline.times.explicit import part_of_piece, year_named
from pipeline.times.holidays import day_of, islamic_days
from pipeline.times.reading import Groups, Reading, of_when, unresolved
from pipeline.times.when import When, of_date, week_of


def read_holiday(groups: Groups, context: Context) -> Reading | None:
    """A holiday in the year said, or in the one that is nearest in the direction of the tense."""
    entry = groups["holiday"]
    if "islamic" in entry:
        return read_islamic(groups, context)
    year, basis, anchor = year_named(groups), "explicit", None
    if year is None:
        around = day_of(entry, context.published.year if context.published else 2000)
        if around is None:
            return None
        if "event" in entry:
            return of_when(of_date(around), groups=groups)
        year, basis, anchor = year_of(context, around.month, around.day)
        if "direction" in groups and context.published and STEPS[groups["direction"]]:
            year = directed_year(entry, context.published, STEPS[groups["direction"]])
    if year is None:
        return (
            unresolved("DATE", f"XXXX-{entry['fixed'][0]:02d}-{entry['fixed'][1]:02d}", "day")
            if "fixed" in entry
            else unresolved("DATE", "XXXX-XX-XX", "day")
        )
    day = day_of(entry, year)
    return None if day is None else of_when(of_date(day), basis, anchor, groups)


def read_islamic(groups: Groups, context: Context) -> Reading:
    """An Islamic holiday or month, approximate: of the year said or told, in news the one nearest in the direction of the tense."""
    entry, year = groups["holiday"], year_named(groups)
    basis, anchor = "explicit", None
    if year is not None:
        days = islamic_days(entry, year) if 1583 <= year <= 9900 else []
    elif context.published is not None and not context.narrative:
        basis = "relative_to_publication"
        days = nearest_islamic(entry, context.published, context.tense() or int(groups.get("direction") or 0))
    else:
        mention, basis = context.latest(main=True), "relative_to_text"
        days, anchor = (
            (islamic_days(entry, mention.when.year), mention.number)
            if mention and 1583 <= mention.when.year <= 9900
            else ([], None)
        )
    if not days:
        return unresolved("DATE", "XXXX-XX-XX")
    first, last = days[0]
    if first == last:
        reading = of_when(of_date(first), basis, anchor, groups)
        return reading._replace(edtf=f"{first}~")
    return Reading("DATE", f"{first}/{last}", f"{first}~/{last}~", first, last, "month", basis, anchor)


def nearest_islamic(entry: Entry, published: date, direction: int) -> list[tuple[date, date]]:
    """The time of an Islamic holiday next to publication: at or before it, unless the direction is forward."""
    if not 1583 <= published.year <= 9900:
        return []
    around = [days for year in (published.year - 1, published.year, published.year + 1) for days in islamic_days(entry, year)]
    fitting = [days for days in around if (days[1] >= published if direction > 0 else days[0] <= published)]
    return sorted(fitting or around, key=lambda days: abs((days[0] - published).days))[:1]


def read_part_of_holiday(groups: Groups, context: Context) -> Reading | None:
    """The last week of Ramadan, the third day of Eid: a part of a holiday of several days."""
    reading = read_holiday({name: value for name, value in groups.items() if name not in ("which", "num", "unit")}, context)
    if reading is None or reading.first is None or reading.last is None or reading.first == reading.last:
        return reading
    month = When("month", reading.first.year, reading.first.month)
    return part_of_piece(groups, month, reading.first, reading.last, reading.basis, reading.anchor)


def read_holiday_weekend(groups: Groups, context: Context) -> Reading | None:
    """The weekend nearest to a holiday: that before a Monday, that after a Thursday."""
    reading = read_holiday(groups, context)
    if reading is None or reading.first is None:
        return reading
    day = reading.first
    nearest = day + timedelta(days=(6 - day.isoweekday()) if day.isoweekday() >= 3 else -1 - day.isoweekday())
    return of_when(week_of(nearest)._replace(unit="weekend"), reading.basis, reading.anchor)


def directed_year(entry: Entry, published: date, step: int) -> int:
    """The year of "last Christmas" and "next Easter"."""
    around = day_of(entry, published.year) or published
    if step < 0:
        return published.year if around < published else published.year - 1
    return published.year if around > published else published.year + 1
