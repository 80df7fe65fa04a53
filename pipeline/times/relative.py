"""Readings of expressions that count from the day of publication or from what the text named last."""

import re
from datetime import date, timedelta

from pipeline.times.amounts import unit_of
from pipeline.times.context import Context
from pipeline.times.directions import (
    BLANKS,
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
from pipeline.times.reading import Groups, Reading, at_clock, clock_of, clock_text, last_day, of_when, part_of, unresolved
from pipeline.times.when import UNIT_NAMES, When, bounds, edtf, is_valid, of_date, shift, timex, widen

PLAIN_PAST = re.compile(r"\b(?:hit|cut|shut|hurt|burst|quit|split|spread|put|set)\b")


def read_weekday(groups: Groups, context: Context) -> Reading:
    """A weekday: at or before publication unless the tense looks forward; in a narrative after the day told last."""
    weekday = int(groups["weekday"])
    found = context.base("day")
    first = bounds(found[0])[0] if found else None
    if found is None or first is None:
        return weekday_of_no_week(weekday, groups)
    step = 1 if context.narrative or context.published is None else context.tense() or -1
    if "day" in groups:
        day = numbered_weekday(first, weekday, int(groups["day"]), step)
        return of_when(of_date(day), "weekday", found[2], groups) if day else weekday_of_no_week(weekday, groups)
    try:
        day = weekday_after(groups.get("after_day"), weekday, context) or nearest_weekday(first, weekday, step, strict=False)
    except OverflowError:
        return weekday_of_no_week(weekday, groups)
    return of_when(of_date(day), "weekday", found[2], groups)


def weekday_after(before: date | None, weekday: int, context: Context) -> date | None:
    """The weekday that comes after the one it is joined to, unless what is told as past would lie ahead."""
    if before is None or context.published is None:
        return None
    day = nearest_weekday(before, weekday, 1, strict=True)
    return day if day <= context.published or before > context.published or context.tense() > 0 else None


def numbered_weekday(near: date, weekday: int, number: int, step: int) -> date | None:
    """Friday the 13th: the nearest month, first in the direction of the tense, in which the day falls on the weekday.

    >>> numbered_weekday(date(2019, 11, 20), 5, 13, -1)
    datetime.date(2019, 12, 13)
    """
    for months in (0, step, -step, 2 * step, -2 * step, 3 * step, -3 * step, 4 * step, 5 * step, 6 * step, 7 * step):
        total = near.year * 12 + near.month - 1 + months
        if number <= last_day(total // 12, total % 12 + 1) and 0 < total // 12 < 10000:
            day = date(total // 12, total % 12 + 1, number)
            if day.isoweekday() == weekday:
                return day
    return None


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
        return day_of_known_month(groups, context) or unresolved("DATE", blank)
    return of_when(found[0], "weekday" if "weekday" in groups else found[1], found[2], groups)


def day_of_known_month(groups: Groups, context: Context) -> Reading | None:
    """The same day, the next day, where the text has told no more than the month."""
    if unit_of(groups) != "D" or "unit" not in groups:
        return None
    mention = context.latest("month", within=6)
    if mention is None or mention.when.unit != "month":
        return None
    first, last = bounds(mention.when)
    edtf_text = f"{edtf(mention.when)}-XX"
    return Reading("DATE", f"{timex(mention.when)}-XX", edtf_text, first, last, "month", "relative_to_text", mention.number)


def read_day_of_month(groups: Groups, context: Context) -> Reading:
    """The 28th of that month, the 20th of next month, on the 5th: of the month told last, in news the latest such day."""
    day = int(groups["day"])
    found = directed(groups, context) if "direction" in groups else context.base("month")
    month = widen(found[0], "month") if found else None
    if found is None or month is None:
        return unresolved("DATE", f"XXXX-XX-{day:02d}", "day")
    if "direction" not in groups and found[1] == "relative_to_publication":
        late = day > found[0].day
        step = -1 if late and context.tense() <= 0 else 1 if not late and day < found[0].day and context.tense() > 0 else 0
        month = shift(month, step, "M") or month
    when = When("day", month.year, month.number, day)
    return of_when(when, found[1], found[2]) if is_valid(when) else unresolved("DATE", f"XXXX-XX-{day:02d}", "day")


def read_days_of_month(groups: Groups, context: Context) -> Reading:
    """From 4 to 22 this month."""
    first = read_day_of_month(dict(groups) | {"day": groups["day1"]}, context)
    last = read_day_of_month(dict(groups) | {"day": groups["day2"]}, context)
    if first.first is None or last.last is None or first.first >= last.last:
        return last
    whole = f"{first.edtf}/{last.edtf}"
    return last._replace(value=whole, edtf=whole, first=first.first)


def read_directed_part(groups: Groups, context: Context) -> Reading:
    """Last night, this morning, the next morning."""
    direction, part = int(groups["direction"]), part_of(groups)
    found = directed({"direction": direction, "unit": "D", "surface": groups.get("surface", "")}, context)
    if found is None:
        return unresolved("TIME", f"XXXX-XX-XXT{part}", "day")
    clock = {name: groups[name] for name in ("clock", "hour") if name in groups}
    return of_when(found[0], found[1], found[2], {"part": part} | clock)


def read_night_before(groups: Groups, context: Context) -> Reading:
    """The night before last; the evening before: that of the day before the one told last."""
    part = part_of(groups)
    sign = int(groups.get("offset") or groups.get("after") or -1)
    found = context.origin("day") if "direction" in groups else context.told("day")
    moved = shift(found[0], -2 if "direction" in groups else sign, "D") if found else None
    if found is None or moved is None:
        return unresolved("TIME", f"XXXX-XX-XXT{part}", "day")
    return of_when(moved, found[1], found[2], {"part": part})


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
        hour, _, minutes = str(groups["num"]).partition(".")  # 6 in the evening, 6.07 in the evening
        late = 12 if part_of(groups) in ("AF", "EV") and int(hour) < 12 else 0
        told = int(hour) <= 24 and len(minutes) in (0, 2) and int(minutes or 0) < 60
        clock = Clock(int(hour) + late, int(minutes) if minutes else None, sure=True) if told else None
    if clock is None:
        return None
    found = near_day(context)
    if clock.hour == 24 and found is not None and found[1] == "relative_to_publication" and context.tense() < 0:
        clock = clock._replace(hour=0)  # "after midnight, shots were fired": the midnight before the paper came out
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
    mention = context.latest("day", within=1 if context.word in ("in", "during") else 0)
    news = None if context.narrative else context.published
    if mention is None and news and groups.get("surface") == "overnight" and tells_past(context):
        return night_before(news)
    if mention is None or groups.get("general"):
        return unresolved("TIME", f"XXXX-XX-XXT{part}", None)
    return of_when(mention.when, "relative_to_text", mention.number, {"part": part})


def tells_past(context: Context) -> bool:
    """Whether a clause tells of what was; "hit" and its like show no tense, and news says them of what was."""
    tense = context.tense()
    near = max(context.position - 60, 0), context.position + 40
    return tense < 0 or (tense == 0 and PLAIN_PAST.search(context.text, *near) is not None)


def night_before(published: date) -> Reading:
    """ "Overnight" in what is told as past: the night that ends on the day of publication."""
    evening = published - timedelta(days=1)
    reading = of_when(of_date(evening), "relative_to_publication", None, {"part": "NI"})
    return reading._replace(edtf=f"{evening.isoformat()}/{published.isoformat()}", last=published)


def read_reference(groups: Groups, context: Context) -> Reading:
    """Now, recently, in the future."""
    word = str(groups.get("ref") or "PRESENT_REF")
    value = {"past": "PAST_REF", "future": "FUTURE_REF"}.get(word, word if word.endswith("_REF") else "PRESENT_REF")
    if value == "PRESENT_REF" and context.published is not None:
        day = context.published
        return Reading("DATE", value, day.isoformat(), day, day, "day", "relative_to_publication")
    return unresolved("DATE", value)
