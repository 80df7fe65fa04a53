"""Last, this, next: pieces of the calendar counted from the day of publication or from what the text named last."""

from datetime import date, timedelta

from pipeline.times.amounts import unit_of
from pipeline.times.context import Context
from pipeline.times.reading import Groups
from pipeline.times.when import SEASONS, UNIT_NAMES, When, bounds, of_date, shift, widen

Found = tuple[When, str, int | None]
STEPS = {-2: -1, -1: -1, 0: 0, 1: 1, 2: 1, 3: 0}
TOLD = (-2, 2, 3)  # "the previous", "the following", "that": counted from what was told, not from publication


BLANKS = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "FN": "XXXX-WXX",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}


def coarsest_for(unit: str) -> str:
    """The coarsest piece of the calendar from which so many units can be counted."""
    return {"D": "day", "W": "week", "FN": "week", "M": "month", "Q": "quarter"}.get(unit, "year")


def origin_of(direction: int, context: Context, coarsest: str, explicit_the: bool = False) -> Found | None:
    """From where a direction counts."""
    if direction in TOLD or explicit_the:
        return context.told(coarsest)
    return context.base(coarsest)


def directed(groups: Groups, context: Context) -> Found | None:
    """The day, week, month, quarter, year, decade or century that a direction names."""
    direction, unit = int(groups["direction"]), unit_of(groups)
    if unit not in UNIT_NAMES:
        return None
    name = UNIT_NAMES[unit]
    told = direction == 1 and unit == "D" and str(groups.get("surface", "")).startswith("the ")
    found = origin_of(direction, context, coarsest_for(unit), told)
    if found is None:
        return None
    when, basis, anchor = found
    base = widen(when, name)
    moved = shift(base, STEPS[direction], unit) if base else None
    return (moved, basis, anchor) if moved else None


def directed_quarter(groups: Groups, context: Context) -> Found | None:
    """Last quarter, this quarter, the latest quarter; "the quarter" is the one told last, else the last that ended."""
    direction = int(groups["direction"])
    if direction == 5:
        mention = context.latest("quarter", within=12)
        if mention is not None and mention.when.unit == "quarter":
            return mention.when, "relative_to_text", mention.number
        direction = -1
    return directed({"direction": direction, "unit": "Q"}, context)


def directed_month(groups: Groups, context: Context) -> Found | None:
    """Last June, this May, next March, the previous April."""
    direction, month = int(groups["direction"]), int(groups["month"])
    found = origin_of(direction, context, "year")
    if found is None:
        return None
    when, basis, anchor = found
    step = STEPS[direction]
    known = when.month or (0 if step < 0 else 13)
    year = when.year
    if (
        step < 0 and known and month >= known - (1 if basis == "relative_to_publication" else 0)
    ):  # February said in March: "last month"
        year -= 1
    elif step > 0 and month <= known < 13:
        year += 1
    return When("month", year, month), basis, anchor


def directed_season(groups: Groups, context: Context) -> Found | None:
    """Last fall, this summer, next spring."""
    direction = int(groups["direction"])
    order, middle, _ = SEASONS[str(groups["season"])]
    found = origin_of(direction, context, "year")
    if found is None:
        return None
    when, basis, anchor = found
    month = when.month or (0 if STEPS[direction] < 0 else 13)
    step, year = STEPS[direction], when.year
    if step < 0 and month <= middle + 1:
        year -= 1
    elif (step > 0 and 12 >= month >= middle - 1) or (step == 0 and order == 4 and 12 >= month >= 9):
        year += 1
    return When("season", year, order), basis, anchor


def directed_weekday(groups: Groups, context: Context) -> Found | None:
    """Last Friday, this Monday, next Tuesday, the following Sunday."""
    direction, weekday = int(groups["direction"]), int(groups["weekday"])
    found = context.base("day") if direction == -2 else origin_of(direction, context, "day")
    first = bounds(found[0])[0] if found else None
    if found is None or first is None:
        return None
    try:
        return of_date(nearest_weekday(first, weekday, STEPS[direction], strict=direction != 0)), found[1], found[2]
    except OverflowError:
        return None


def nearest_weekday(day: date, weekday: int, step: int, strict: bool = False) -> date:
    """The weekday at or before a day for a step of -1, at or after it for 1, of its week for 0; `strict` leaves out the day itself.

    >>> nearest_weekday(date(2019, 7, 8), 7, -1), nearest_weekday(date(2019, 7, 8), 1, 1, strict=True)
    (datetime.date(2019, 7, 7), datetime.date(2019, 7, 15))
    """
    if step == 0:
        return day + timedelta(days=weekday - day.isoweekday())
    distance = (weekday - day.isoweekday()) % 7 if step > 0 else (day.isoweekday() - weekday) % 7
    if strict and distance == 0:
        distance = 7
    return day + timedelta(days=distance * step)


def directed_weekend(groups: Groups, context: Context) -> Found | None:
    """Last weekend, this weekend, the weekend."""
    direction = int(groups["direction"])
    found = origin_of(direction, context, "week")
    if found is None:
        return None
    when, basis, anchor = found
    first = bounds(when)[0]
    if first is None:
        return None
    if direction == 0 and basis == "relative_to_publication" and first.isoweekday() <= 3 and context.tense() < 0:
        first -= timedelta(days=7)
    elif direction == 4:
        first += timedelta(days=0 if first.isoweekday() >= 6 or context.tense() > 0 else -7)
    else:
        first += timedelta(days=7 * STEPS[direction])
    year, week, _ = first.isocalendar()
    return When("weekend", year, week), basis, anchor
