"""What an expression means once it is resolved, and how pieces of the calendar and clock times become such readings."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.times.numeric import Clock
from pipeline.times.when import PRECISION, When, bounds, edtf, of_date, timex

Groups = Mapping[str, Any]


class Reading(NamedTuple):
    """TIMEX3 type and value, EDTF, first and last day, precision, basis, and the number of the expression that it was counted from.

    `when` is the piece of the calendar that a later "the following day" can count from.
    """

    timex_type: str
    value: str
    edtf: str | None = None
    first: date | None = None
    last: date | None = None
    precision: str | None = None
    basis: str = "explicit"
    anchor: int | None = None
    when: When | None = None


def of_when(when: When, basis: str = "explicit", anchor: int | None = None, groups: Groups | None = None) -> Reading:
    """The reading of a piece of the calendar, with the clock time or part of the day of the groups where it is a day.

    >>> of_when(When("day", 2019, 7, 8), groups={"part": "NI"}).value
    '2019-07-08TNI'
    """
    first, last, value, exact = forms_of(when)
    if groups and when.unit == "day":
        clock, part = clock_of(groups), part_of(groups)
        if clock is not None:
            return at_clock(when, clock, basis, anchor)
        if part:
            return Reading("TIME", f"{value}T{part}", exact, first, last, "day", basis, anchor, when)
    return Reading("DATE", value, exact, first, last, PRECISION[when.unit], basis, anchor, when)


@lru_cache(maxsize=4096)
def forms_of(when: When) -> tuple[date | None, date | None, str, str | None]:
    """First and last day, TIMEX3 value and EDTF of a piece of the calendar; a text names the same few again and again."""
    return *bounds(when), timex(when), edtf(when)


def at_clock(when: When, clock: Clock, basis: str, anchor: int | None) -> Reading:
    """A day with a time of day. The zone stands in EDTF alone: TIMEX3 values are local."""
    first, last = bounds(when)
    time = clock_text(clock)
    midnight = of_date(last + timedelta(days=1)) if clock.hour == 24 and last and last < date.max else when  # EDTF has no 24:00
    exact = f"{edtf(midnight)}T{clock.hour % 24:02d}:{clock.minute or 0:02d}:{clock.second or 0:02d}{clock.zone or ''}"
    precision = "second" if clock.second is not None else "minute" if clock.minute is not None else "hour"
    return Reading("TIME", f"{timex(when)}T{time}", exact, first, last, precision, basis, anchor, when)


def clock_text(clock: Clock) -> str:
    """Hours, minutes and, where told, seconds.

    >>> clock_text(Clock(17, 18)), clock_text(Clock(4))
    ('17:18', '04:00')
    """
    seconds = f":{clock.second:02d}" if clock.second is not None else ""
    return f"{clock.hour:02d}:{clock.minute or 0:02d}{seconds}"


def clock_of(groups: Groups) -> Clock | None:
    """The time of day that the groups name; "9:30 in the evening" is in the second half of the day."""
    clock = groups.get("clock") or groups.get("clock2")
    noon = groups.get("noon") or groups.get("noon2")
    if clock is None and "ampm" in groups and Decimal(groups["hour"]) <= 12:
        clock = Clock(int(groups["hour"]) % 12 + int(groups["ampm"]), sure=True)
    if clock is None and "hour" in groups and 1 <= Decimal(groups["hour"]) <= 12:
        clock = Clock(int(groups["hour"]), sure=int(groups["hour"]) <= 4 and part_of(groups) == "NI")  # tonight around 3
    if clock is None and noon:
        clock = Clock(int(noon), sure=True)
    if clock is None and "date" in groups:
        clock = groups["date"].clock
    if isinstance(clock, Clock) and not clock.sure and part_of(groups) in ("AF", "EV", "NI") and clock.hour < 12:
        return clock._replace(hour=clock.hour + 12)
    return clock if isinstance(clock, Clock) else None


def part_of(groups: Groups) -> str | None:
    """The part of the day that the groups name."""
    for name in ("part", "part2", "overnight"):
        if groups.get(name):
            part = groups[name]
            return part if isinstance(part, str) and len(part) == 2 else PART_WORDS.get(str(part))
    return None


PART_WORDS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "dawn": "MO", "dusk": "EV", "nightfall": "NI",
    "daybreak": "MO",
    "sunrise": "MO", "sunset": "EV", "midday": "MI", "nights": "NI", "mornings": "MO", "evenings": "EV", "afternoons": "AF",
}  # fmt: skip


def unresolved(timex_type: str, value: str, precision: str | None = None, edtf_text: str | None = None) -> Reading:
    """An expression that the text does not fix."""
    return Reading(timex_type, value, edtf_text, None, None, precision, "unresolved")


def last_day(year: int, month: int) -> int:
    """The last day of a month."""
    return monthrange(min(max(year, 1), 9999), month)[1]
