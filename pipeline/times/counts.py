"""Readings of expressions that count units from a point in time: two years ago, three days later, two weeks before Christmas."""

from decimal import Decimal

from pipeline.times.amounts import Amount, amount_of, unit_of
from pipeline.times.context import Context
from pipeline.times.directions import BLANKS, Found, coarsest_for, directed_weekday, nearest_weekday
from pipeline.times.explicit import read_month
from pipeline.times.feasts import read_holiday
from pipeline.times.reading import Groups, Reading, last_day, of_when, unresolved
from pipeline.times.relative import read_weekday
from pipeline.times.when import UNIT_MONTHS, UNIT_NAMES, When, bounds, of_date, shift, widen

QUANTITIES = ("a", "num", "units", "vague", "couple", "dozen", "half")
ROUND_UNITS = {"DE": 10, "CE": 100}


def read_count(groups: Groups, context: Context) -> Reading:
    """Two years ago, three days later, the day before, three weeks from now."""
    if is_year_before_quarter(groups, context):
        return read_year_earlier({"sign": -1}, context)
    amount = counted(groups)
    told = "after" in groups or ("offset" in groups and "today" not in groups)
    sign = int(groups.get("after") or groups.get("offset") or groups.get("sign") or groups.get("direction") or 1)
    if amount.number is None or amount.unit in ("H", "MIN", "S"):
        return vague_count(amount, sign)
    coarsest = coarsest_for(amount.unit)
    found = context.told(coarsest) if told else context.origin(coarsest)
    if found is not None and "today" in groups:
        moved = shift(found[0], int(groups["today"]), "D")
        found = (moved, found[1], found[2]) if moved else None
    return counted_from(found, amount, sign, exact=bool(groups.get("exact")))


def counted(groups: Groups) -> Amount:
    """The amount that is counted, one where only the unit is named; decades and centuries as years, half years as months."""
    one = {} if any(name in groups for name in QUANTITIES) else {"a": 1}
    amount = amount_of(dict(groups) | one)
    if amount.number is None:
        return amount
    if amount.unit in ROUND_UNITS:
        return Amount(amount.number * ROUND_UNITS[amount.unit], "Y")
    return amount


def counted_from(found: Found | None, amount: Amount, sign: int, exact: bool = False) -> Reading:
    """The point so many units from what was found; weeks are counted to the day where `exact`."""
    if found is None or amount.number is None or amount.number != int(amount.number):
        return unresolved("DATE", BLANKS.get(amount.unit, "XXXX"), UNIT_NAMES.get(amount.unit))
    steps = sign * int(amount.number)
    moved = shift(found[0], steps * 7, "D") if exact and amount.unit == "W" else shift(found[0], steps, amount.unit)
    if moved is None:
        return unresolved("DATE", BLANKS.get(amount.unit, "XXXX"), UNIT_NAMES.get(amount.unit))
    return of_when(moved, found[1], found[2])


def is_year_before_quarter(groups: Groups, context: Context) -> bool:
    """Whether "a year ago" compares with a quarter that was just told: the same quarter of the year before is meant."""
    if unit_of(groups) != "Y" or not ("a" in groups or groups.get("num") == 1) or (groups.get("sign") or groups.get("after")) != -1:
        return False
    mention = context.latest("year", within=5)
    return mention is not None and mention.when.unit == "quarter" and not context.narrative


def vague_count(amount: Amount, sign: int) -> Reading:
    """Years ago, several weeks later: some time in the past or to come. Hours before or after: a time of a day not told."""
    if amount.number is not None:
        return unresolved("TIME", "XXXX-XX-XXTXX")
    return unresolved("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")


def read_year_earlier(groups: Groups, context: Context) -> Reading:
    """The year-earlier quarter: the quarter told last, or that of publication, one year before."""
    sign = int(groups.get("after") or groups.get("sign") or -1)
    if "qnum" in groups and context.published:
        return of_when(When("quarter", context.published.year + sign, int(groups["qnum"])), "relative_to_publication", None)
    mention = quarter_told(context)
    if mention is not None:
        return of_when(mention[0]._replace(year=mention[0].year + sign), "relative_to_text", mention[2])
    return counted_from(context.origin("year"), Amount(Decimal(1), "Y"), sign)


def quarter_told(context: Context) -> Found | None:
    """The quarter told last."""
    for mention in reversed(context.mentions[-6:]):
        if mention.when.unit == "quarter":
            return mention.when, "relative_to_text", mention.number
    return None


def read_same_quarter(groups: Groups, context: Context) -> Reading | None:
    """The 1988 quarter, last year's quarter: the quarter told last, in another year."""
    year = int(groups["year"]) if "year" in groups else None
    if year is None and "sign" in groups:
        return read_year_earlier(groups, context)
    if year is None and context.published is not None:
        year = context.published.year + int(groups.get("direction") or 0)
    if year is None:
        return None
    mention = quarter_told(context)
    if mention is not None:
        return of_when(When("quarter", year, mention[0].number), "relative_to_text", mention[2])
    return of_when(When("year", year))


def read_offset_date(groups: Groups, context: Context) -> Reading | None:
    """Two weeks before Christmas, three days after March 5, the day after last Tuesday."""
    if "holiday" in groups:
        base = read_holiday(groups, context)
    elif "month" in groups:
        base = read_month(groups, context)
    elif "direction" in groups:
        found = directed_weekday(groups, context)
        base = of_when(found[0], found[1], found[2]) if found else None
    elif "from" in str(groups.get("surface", "")).split():  # a week from Friday: the Friday to come
        found = next_weekday(groups, context)
        base = of_when(found[0], found[1], found[2]) if found else None
    else:
        base = read_weekday({"weekday": groups["weekday"]}, context)
    if base is None or base.when is None:
        return base
    counted_groups = {name: value for name, value in groups.items() if name not in ("direction", "year", "month", "day")}
    return counted_from((base.when, base.basis, base.anchor), counted(counted_groups), int(groups["offset"]), exact=True)


def read_week_after_weekday(groups: Groups, context: Context) -> Reading:
    """Monday week, a week on Tuesday: so many weeks after the weekday that comes next."""
    weeks = 2 if unit_of(groups) == "FN" or groups.get("unit") == "fortnight" else int(groups.get("num") or 1)
    base = next_weekday(groups, context)
    return counted_from(base, Amount(Decimal(7 * weeks), "D"), 1)


def next_weekday(groups: Groups, context: Context) -> Found | None:
    """The weekday that comes next after publication or what was told last."""
    found = context.base("day")
    first = bounds(found[0])[0] if found else None
    if found is None or first is None:
        return None
    return of_date(nearest_weekday(first, int(groups["weekday"]), 1, strict=True)), "weekday", found[2]


def read_quarter_ended(groups: Groups, context: Context) -> Reading | None:
    """The quarter ended March 31: the quarter of the calendar that holds most of it, and the day."""
    reading = read_month(groups, context)
    if reading is None or reading.when is None or "quarter" not in groups:
        return reading
    middle = shift(When("month", reading.when.year, reading.when.number), -1, "M")
    quarter = widen(middle, "quarter") if middle else None
    return of_when(quarter, reading.basis, reading.anchor) if quarter else None


def read_weekday_count(groups: Groups, context: Context) -> Reading:
    """Two Thursdays ago, three Fridays from now, the Sunday before last, the Wednesday after next, the Friday before."""
    told = "offset" in groups
    found = context.told("day") if told else context.origin("day")
    first = bounds(found[0])[0] if found else None
    weekday = int(groups.get("weekdays") or groups["weekday"])
    if found is None or first is None:
        return unresolved("DATE", f"XXXX-WXX-{weekday}", "day")
    sign = int(groups["offset"]) if told else -1 if not {"sign", "last"}.isdisjoint(groups) else 1
    count = 1 if told else 2 if not {"last", "next"}.isdisjoint(groups) else int(groups.get("num") or groups.get("couple") or 1)
    nearest = of_date(nearest_weekday(first, weekday, sign, strict=True))
    return counted_from((nearest, "weekday", found[2]), Amount(Decimal(7 * (count - 1)), "D"), sign)


def read_unit_after_next(groups: Groups, context: Context) -> Reading:
    """The week after next, the year before last."""
    sign = -1 if "last" in str(groups.get("surface", "")) else 1
    unit = unit_of(groups)
    return counted_from(context.base(coarsest_for(unit)), Amount(Decimal(2), unit), sign)


def read_compound_count(groups: Groups, context: Context) -> Reading:
    """Two weeks and two days ago: each amount in turn, the day kept."""
    found = context.told("day") if "after" in groups else context.origin("day")
    sign = int(groups.get("after") or groups.get("sign") or 1)
    if found is None:
        return unresolved("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    when: When | None = found[0]
    for end in ("", "2", "3"):
        if f"unit{end}" in groups and when is not None:
            amount = amount_of({"num": groups[f"num{end}"], "unit": groups[f"unit{end}"]})
            when = shift_exact(when, sign * int(amount.number or 0), amount.unit)
    return of_when(when, found[1], found[2]) if when else unresolved("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")


def shift_exact(when: When, amount: int, unit: str) -> When | None:
    """A day moved by units and kept a day."""
    if when.unit != "day":
        return None
    if unit in ("D", "W"):
        return shift(when, amount * (7 if unit == "W" else 1), "D")
    months = UNIT_MONTHS.get(unit)
    if months is None:
        return None
    total = when.year * 12 + when.number - 1 + amount * months
    year, month = total // 12, total % 12 + 1
    return When("day", year, month, min(when.day, last_day(year, month)))
