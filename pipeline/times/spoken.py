"""Readings of clock times as they are spoken: half past nine, a quarter to four on Monday, ten to three, eight thirty a.m."""

from pipeline.times.context import Context
from pipeline.times.numeric import Clock
from pipeline.times.reading import Groups, Reading, part_of
from pipeline.times.relative import read_clock, read_today, read_weekday

PAST = frozenset(("past", "after"))


def read_spoken_clock(groups: Groups, context: Context) -> Reading | None:
    """The time of day of the weekday or day named beside it, else of the day told near."""
    clock = spoken_clock(groups)
    if clock is None:
        return None
    named = {name: value for name, value in groups.items() if name in ("part", "part2", "weekday", "today", "surface")}
    if "part" not in named and "part2" in named:
        named["part"] = named.pop("part2")
    told = named | {"clock": clock}
    if "weekday" in groups:
        return read_weekday(told, context)
    return read_today(told, context) if "today" in groups else read_clock(told, context)


def spoken_clock(groups: Groups) -> Clock | None:
    """Hour and minute, in 24 hours where the words say which half of the day.

    >>> spoken_clock({"hour": 4, "fourth": "quarter", "spoken": "to"})
    Clock(hour=3, minute=45, second=None, sure=False, zone=None)
    """
    told = groups.get("clock")
    if told is not None and (told.minute is not None or "spoken" not in groups):
        return None
    hour = int(groups["hour"]) if told is None else told.hour
    minutes = 30 if "halfhour" in groups else 15 if "fourth" in groups else int(groups.get("minutes") or 0)
    if not (1 <= hour <= 12 or told is not None) or not 0 <= minutes < 60 or groups.get("hour", hour) != hour:
        return None
    if "spoken" in groups and groups["spoken"] not in PAST:
        hour, minutes = (hour - 1) % 24 if told is not None else (hour - 1) or 12, 60 - minutes
    if told is not None:
        return Clock(hour, minutes, sure=told.sure, zone=told.zone)
    if "ampm" in groups:
        return Clock(hour % 12 + int(groups["ampm"]), minutes, sure=True)
    return Clock(hour + 12 if hour < 12 and part_of(groups) in ("AF", "EV") else hour, minutes, sure=part_of(groups) is not None)
