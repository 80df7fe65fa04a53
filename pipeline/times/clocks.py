"""Readings of stretches between two clock times: from 3 to 4:30 p.m., Tuesday 8-9am, between 7 and 9 last night."""

from decimal import Decimal

from pipeline.times.context import Context
from pipeline.times.directions import Found, directed
from pipeline.times.explicit import read_month
from pipeline.times.numeric import Clock
from pipeline.times.reading import Groups, Reading, clock_text, part_of, unresolved
from pipeline.times.relative import near_day, read_today, read_weekday
from pipeline.times.when import bounds, edtf, shift, timex

HALVES = {"MO": 0, "AF": 12, "EV": 12, "NI": 12}


def read_clocks(groups: Groups, context: Context) -> Reading | None:
    """Two clock times of one day; the first takes "a.m." or "p.m." of the second where it says none."""
    pair = clock_pair(groups)
    if pair is None:
        return None
    first, last = map(clock_text, pair)
    found = day_of_clocks(groups, context)
    if found is None or found[0].unit != "day":
        return unresolved("TIME", f"XXXX-XX-XXT{first}/XXXX-XX-XXT{last}", "minute")
    day = found[0]
    end = (shift(day, 1, "D") or day) if last < first else day  # from 10 p.m. to 5 a.m.
    start, stop = bounds(day)[0], bounds(end)[1]
    interval = f"{edtf(day)}T{first}:00/{edtf(end)}T{last}:00"
    value = f"{timex(day)}T{first}/{timex(end)}T{last}"
    return Reading("TIME", value, interval, start, stop, "minute", found[1], found[2], day)


def clock_pair(groups: Groups) -> tuple[Clock, Clock] | None:
    """The two times of day, in 24 hours."""
    first, last = groups.get("clock") or hour_clock(groups, ""), groups.get("clock2") or hour_clock(groups, "2")
    if not isinstance(first, Clock) or not isinstance(last, Clock):
        return None
    part = part_of(groups)
    if part in HALVES and not last.sure:
        first, last = (clock._replace(hour=clock.hour % 12 + HALVES[part]) for clock in (first, last))
    elif last.sure and not first.sure and first.hour < 12 <= last.hour and first.hour + 12 <= last.hour:
        first = first._replace(hour=first.hour + 12)
    return first, last


def hour_clock(groups: Groups, end: str) -> Clock | None:
    """The hour said without minutes."""
    hour = groups.get(f"hour{end}")
    if hour is None or Decimal(hour) > 24 or Decimal(hour) != int(hour):
        return None
    if f"ampm{end}" in groups and hour <= 12:
        return Clock(int(hour) % 12 + int(groups[f"ampm{end}"]), sure=True)
    return Clock(int(hour))


def day_of_clocks(groups: Groups, context: Context) -> Found | None:
    """The day that the words name, else the day told near."""
    reading: Reading | None = None
    if "weekday" in groups:
        reading = read_weekday({"weekday": groups["weekday"]}, context)
    elif "today" in groups:
        reading = read_today({"today": groups["today"]}, context)
    elif "month" in groups:
        reading = read_month({name: groups[name] for name in ("month", "day", "year") if name in groups}, context)
    elif "direction" in groups:
        return directed({"direction": groups["direction"], "unit": "D"}, context)
    else:
        return near_day(context)
    return (reading.when, reading.basis, reading.anchor) if reading and reading.when else None
