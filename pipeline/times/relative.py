"""Readings of expressions that count from the day of publication or from what the text named last."""

from datetime import timedelta

from pipeline.times.amounts import Amount, amount_of, duration, unit_of
from pipeline.times.context import Context
from pipeline.times.directions import (
    Found,
    directed,
    directed_month,
    directed_quarter,
    directed_season,
    directed_weekday,
    directed_weekend,
    nearest_weekday,
)
from pipeline.times.explicit import read_month
from pipeline.times.numeric import Clock
from pipeline.times.reading import Groups, Reading, at_clock, clock_of, clock_text, of_when, part_of, unresolved
from pipeline.times.when import UNIT_NAMES, When, bounds, of_date, shift, week_of, widen


def read_weekday(groups: Groups, context: Context) -> Reading:
    """A weekday: at or before publication unless the tense looks forward; in a narrative after the day told last."""
    weekday = int(groups["weekday"])
    found = context.base("day")
    first = bounds(found[0])[0] if found else None
    if found is None or first is None:
        return weekday_of_no_week(weekday, groups)
    step = 1 if context.narrative or context.published is None else context.tense() or -1
    if "day" in groups:
        day = first.replace(day=1) + timedelta(days=int(groups["day"]) - 1)
        return of_when(of_date(day), "weekday", found[2], groups)
    try:
        day = nearest_weekday(first, weekday, step, strict=False)
    except OverflowError:
        return weekday_of_no_week(weekday, groups)
    return of_when(of_date(day), "weekday", found[2], groups)


def weekday_of_no_week(weekday: int, groups: Groups) -> Reading:
    """A weekday of a week that nothing tells."""
    clock, part = clock_of(groups), part_of(groups)
    tail = f"T{clock_text(clock)}" if clock else f"T{part}" if part else ""
    return unresolved("TIME" if tail else "DATE", f"XXXX-WXX-{weekday}{tail}", "day")


def read_weekday_of_week(groups: Groups, context: Context) -> Reading:
    """Tuesday of next week."""
    found = directed({"direction": groups["direction"], "unit": "W"}, context)
    first = bounds(found[0])[0] if found else None
    if found is None or first is None:
        return weekday_of_no_week(int(groups["weekday"]), groups)
    return of_when(of_date(first + timedelta(days=int(groups["weekday"]) - 1)), found[1], found[2], groups)


def read_today(groups: Groups, context: Context) -> Reading:
    """Today, yesterday, tomorrow, tonight, the day after tomorrow."""
    amount = int(groups.get("today") or 0) + int(groups.get("offset") or 0)
    origin = context.origin("day")
    moved = shift(origin[0], amount, "D") if origin else None
    if origin is None or moved is None:
        part = part_of(groups)
        value = "PRESENT_REF" if amount == 0 and not part else "XXXX-XX-XX" + (f"T{part}" if part else "")
        return unresolved("TIME" if part else "DATE", value, "day")
    return of_when(moved, origin[1], origin[2], groups)


def read_direction(groups: Groups, context: Context) -> Reading:
    """Last week, this month, next spring, the following day, last Friday night, that year."""
    found: Found | None
    if "month" in groups and "day" in groups:
        return read_month(groups, context) or unresolved("DATE", "XXXX-XX-XX", "day")
    if "month" in groups:
        found = directed_month(groups, context)
        blank = f"XXXX-{int(groups['month']):02d}"
    elif "season" in groups:
        found, blank = directed_season(groups, context), f"XXXX-{groups['season']}"
    elif "weekday" in groups:
        found, blank = directed_weekday(groups, context), f"XXXX-WXX-{groups['weekday']}"
    elif "weekend" in groups:
        found, blank = directed_weekend(groups, context), "XXXX-WXX-WE"
    elif "quarter" in groups:
        found, blank = directed_quarter(groups, context), "XXXX-QX"
    elif "part" in groups:
        return read_directed_part(groups, context)
    else:
        found, blank = directed(groups, context), BLANKS.get(unit_of(groups), "XXXX")
    if found is None:
        return unresolved("DATE", blank, None)
    return of_when(found[0], "weekday" if "weekday" in groups else found[1], found[2], groups)


BLANKS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "FN": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX", "CE": "XX"}


def read_directed_part(groups: Groups, context: Context) -> Reading:
    """Last night, this morning, the next morning."""
    direction, part = int(groups["direction"]), part_of(groups)
    found = directed({"direction": direction, "unit": "D", "told": groups.get("told", False)}, context)
    if found is None:
        return unresolved("TIME", f"XXXX-XX-XXT{part}", "day")
    return of_when(found[0], found[1], found[2], {"part": part})


def read_count(groups: Groups, context: Context) -> Reading | None:
    """Two years ago, three days later, the day before, three weeks from now."""
    if is_year_before_quarter(groups, context):
        return read_year_earlier({"sign": -1}, context)
    amount = amount_of(dict(groups) | ({"a": 1} if "a" not in groups and "num" not in groups and "units" not in groups and "vague" not in groups else {}))
    told = "after" in groups or ("offset" in groups and "today" not in groups)
    sign = int(groups.get("after") or groups.get("offset") or groups.get("sign") or 1)
    if amount.number is None:
        return vague_count(amount, sign, told, context)
    if amount.number != int(amount.number):
        amount = Amount(amount.number * 12, "M") if amount.unit == "Y" else amount
    steps = sign * int(amount.number)
    if amount.unit in ("H", "MIN", "S"):
        return count_hours(context, steps, amount.unit, told)
    found = context.told(coarsest_for(amount.unit)) if told else context.origin(coarsest_for(amount.unit))
    if found is not None and "today" in groups:
        moved = shift(found[0], int(groups["today"]), "D")
        found = (moved, found[1], found[2]) if moved else None
    moved = shift(found[0], steps, amount.unit) if found else None
    if found is None or moved is None:
        return unresolved("DATE", BLANKS.get(amount.unit, "XXXX"), UNIT_NAMES.get(amount.unit))
    return of_when(moved, found[1], found[2])


def is_year_before_quarter(groups: Groups, context: Context) -> bool:
    """Whether "a year ago" compares with a quarter that was just told: the same quarter of the year before is meant."""
    if unit_of(groups) != "Y" or not ("a" in groups or groups.get("num") == 1) or (groups.get("sign") or groups.get("after")) != -1:
        return False
    mention = context.latest("year", within=3)
    return mention is not None and mention.when.unit == "quarter" and not context.narrative


def coarsest_for(unit: str) -> str:
    """The coarsest piece of the calendar from which so many units can be counted."""
    return {"D": "day", "W": "week", "FN": "week", "M": "month", "Q": "quarter"}.get(unit, "year")


def vague_count(amount: Amount, sign: int, told: bool, context: Context) -> Reading:
    """Years ago, several weeks later: some time in the past or to come."""
    return unresolved("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", None)


def count_hours(context: Context, steps: int, unit: str, told: bool) -> Reading:
    """Hours and minutes before or after: their day is not told."""
    return unresolved("TIME", "XXXX-XX-XXTXX", None)


def read_year_earlier(groups: Groups, context: Context) -> Reading:
    """The year-earlier quarter: the quarter told last, or that of publication, one year before."""
    sign = int(groups.get("after") or groups.get("sign") or -1)
    if "ordinal" in groups and context.published:
        return of_when(When("quarter", context.published.year + sign, int(groups["ordinal"])), "relative_to_publication", None)
    mention = next((m for m in reversed(context.mentions[-6:]) if m.when.unit == "quarter"), None)
    if mention is not None:
        return of_when(mention.when._replace(year=mention.when.year + sign), "relative_to_text", mention.number)
    found = context.origin("year")
    moved = shift(found[0], sign, "Y") if found else None
    return of_when(moved, found[1], found[2]) if found and moved else unresolved("DATE", "XXXX", "year")


def read_end_of_unit(groups: Groups, context: Context) -> Reading:
    """The end of the month, year-end, early in the week: the unit of publication, or in a narrative of what was told last."""
    unit = unit_of(groups)
    found = context.base("month" if unit == "M" else "week" if unit == "W" else "year")
    name = UNIT_NAMES.get(unit)
    piece = widen(found[0], name) if found and name else None
    if found is None or piece is None:
        return unresolved("DATE", BLANKS.get(unit, "XXXX"), name)
    return of_when(piece, found[1], found[2])


def read_clock(groups: Groups, context: Context) -> Reading | None:
    """A time of day: of the day told just before, else in news of the day of publication."""
    clock = clock_of(groups)
    if clock is None and "num" in groups:
        hour = int(groups["num"])
        clock = Clock(hour + (12 if part_of(groups) in ("AF", "EV") and hour < 12 else 0), sure=True) if hour <= 24 else None
    if clock is None:
        return None
    found = near_day(context)
    if found is None:
        return unresolved("TIME", f"XXXX-XX-XXT{clock_text(clock)}", "minute" if clock.minute is not None else "hour")
    return at_clock(found[0], clock, found[1], found[2])


def near_day(context: Context) -> Found | None:
    """The day told in this or the last sentence, else in news the day of publication."""
    mention = context.latest("day", within=1 if not context.narrative else 2)
    if mention is not None:
        return mention.when, "relative_to_text", mention.number
    if context.published is not None and not context.narrative:
        return of_date(context.published), "relative_to_publication", None
    return None


def read_part_of_day(groups: Groups, context: Context) -> Reading:
    """The morning, at night."""
    part = part_of(groups)
    mention = context.latest("day", within=0)
    if mention is None or groups.get("general"):
        return unresolved("TIME", f"XXXX-XX-XXT{part}", None)
    return of_when(mention.when, "relative_to_text", mention.number, {"part": part})


def read_reference(groups: Groups, context: Context) -> Reading:
    """Now, recently, in the future."""
    word = str(groups.get("ref") or "PRESENT_REF")
    value = {"past": "PAST_REF", "future": "FUTURE_REF"}.get(word, word if word.endswith("_REF") else "PRESENT_REF")
    if value == "PRESENT_REF" and context.published is not None:
        day = context.published
        return Reading("DATE", value, day.isoformat(), day, day, "day", "relative_to_publication")
    return unresolved("DATE", value)


def read_recent(groups: Groups, context: Context) -> Reading:
    """Recent weeks, the coming months: a vague stretch up to or from publication."""
    return Reading("DURATION", duration(Amount(None, unit_of(groups))), basis="duration")


def read_near_duration(groups: Groups, context: Context) -> Reading:
    """The past two months, the next three years: a duration that ends or begins at publication, or at what was told last."""
    amount = amount_of(groups)
    value = duration(amount)
    found = context.base("day")
    if found is None or amount.number is None or amount.number != int(amount.number):
        return Reading("DURATION", value, basis="duration")
    when, basis, anchor = found
    start = bounds(when)[0]
    moved = shift_exact(when, int(amount.number) * int(groups["near"]), amount.unit)
    if start is None or moved is None:
        return Reading("DURATION", value, basis="duration")
    other = bounds(moved)[0]
    if other is None:
        return Reading("DURATION", value, basis="duration")
    first, last = sorted((start, other))
    return Reading("DURATION", value, f"{first}/{last}", first, last, UNIT_NAMES.get(amount.unit), basis, anchor)


def shift_exact(when: When, amount: int, unit: str) -> When | None:
    """A day moved by units and kept a day."""
    if when.unit != "day":
        return None
    if unit in ("D", "W"):
        return shift(when, amount * (7 if unit == "W" else 1), "D")
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if months is None:
        return None
    total = when.year * 12 + when.number - 1 + amount * months
    return When("day", total // 12, total % 12 + 1, min(when.day, 28))


def read_duration(groups: Groups, context: Context) -> Reading | None:
    """A length of time that has no place in the calendar."""
    value = duration(amount_of(groups))
    if "num2" in groups and "unit2" in groups:
        value = joined(value, duration(amount_of({"num": groups["num2"], "unit": groups["unit2"]})))
    return Reading("DURATION", value, basis="duration")


def read_in_duration(groups: Groups, context: Context) -> Reading | None:
    """In two years: a date where the clause looks forward ("will end in two years"), else a duration ("the first in two years")."""
    if context.tense() > 0 and context.published is not None and not context.narrative:
        reading = read_count(dict(groups) | {"sign": 1}, context)
        if reading is not None and reading.when is not None:
            return reading
    return read_duration(groups, context)


def joined(first: str, second: str) -> str:
    """Two durations as one.

    >>> joined("P2Y", "P3M"), joined("PT2H", "PT30M"), joined("P1D", "PT3H")
    ('P2Y3M', 'PT2H30M', 'P1DT3H')
    """
    if "T" in first and "T" in second:
        return first + second[2:]
    return first + second[1:]


def read_every(groups: Groups, context: Context) -> Reading:
    """Every Friday, each month, daily."""
    part = part_of(groups)
    if "set" in groups:
        return Reading("SET", str(groups["set"]), basis="duration")
    if "weekday" in groups or "weekdays" in groups:
        value = f"XXXX-WXX-{groups.get('weekday') or groups['weekdays']}" + (f"T{part}" if part else "")
    elif part:
        value = f"XXXX-XX-XXT{part}"
    elif "month" in groups:
        value = f"XXXX-{int(groups['month']):02d}"
    elif "season" in groups:
        value = f"XXXX-{groups['season']}"
    elif "weekend" in groups:
        value = "XXXX-WXX-WE"
    elif "quarter" in groups:
        value = "P1Q"
    else:
        value = duration(amount_of(dict(groups) | ({} if "num" in groups else {"a": 1})))
    return Reading("SET", value, basis="duration")


def week_value(day_when: When) -> When | None:
    """The week of a day."""
    first = bounds(day_when)[0]
    return week_of(first) if first else None
