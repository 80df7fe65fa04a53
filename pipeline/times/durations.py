"""Readings of lengths of time and of times that come again."""

from pipeline.times.amounts import Amount, amount_of, duration, unit_of
from pipeline.times.context import Context
from pipeline.times.counts import read_count, shift_exact
from pipeline.times.reading import Groups, Reading, clock_of, clock_text, part_of
from pipeline.times.relative import read_direction
from pipeline.times.when import UNIT_NAMES, bounds


def read_recent(groups: Groups, context: Context) -> Reading:
    """Recent weeks, the coming months: a vague stretch up to or from publication."""
    return Reading("DURATION", duration(Amount(None, unit_of(groups))), basis="duration")


def read_near_duration(groups: Groups, context: Context) -> Reading:
    """The past two months, the next three years: a duration that ends or begins at publication, or at what was told last."""
    amount = amount_of(
        groups if not {"num", "vague", "couple", "half", "dozen", "units"}.isdisjoint(groups) else dict(groups) | {"a": 1}
    )
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


STRETCHES = frozenset(("over", "within", "throughout"))


def is_stretch(groups: Groups, context: Context) -> bool:
    """Whether a length up to or from now is meant: "in the past year", "over the last decade", "over the next month"."""
    words = str(groups.get("surface", "")).split()
    if groups.get("unit") == "FN":  # two weeks have no place of their own in the calendar
        return groups["direction"] in (-1, 1)
    if words[:1] != ["the"] or len(words) != 3 or groups.get("unit") not in ("W", "M", "Y", "DE"):
        return False
    return words[1] == "past" or (context.word in STRETCHES and words[1] in ("last", "next", "coming"))


def read_direction_or_stretch(groups: Groups, context: Context) -> Reading:
    """The past year as twelve months, last year as a piece of the calendar."""
    if is_stretch(groups, context):
        return read_near_duration({"near": groups["direction"], "a": 1, "unit": groups["unit"]}, context)
    return read_direction(groups, context)


def read_duration(groups: Groups, context: Context) -> Reading | None:
    """A length of time that has no place in the calendar."""
    value = duration(amount_of(groups))
    for part in ("2", "3", "4"):
        if f"num{part}" in groups and f"unit{part}" in groups:
            value = joined(value, duration(amount_of({"num": groups[f"num{part}"], "unit": groups[f"unit{part}"]})))
    return Reading("DURATION", value, basis="duration")


def read_in_duration(groups: Groups, context: Context) -> Reading | None:
    """In two years: a date where the clause looks forward ("will end in two years"), else a duration ("the first in two years")."""
    if "within" not in context.word and context.tense() > 0 and context.published is not None and not context.narrative:
        reading = read_count(dict(groups) | {"sign": 1, "exact": True}, context)
        if reading is not None and reading.when is not None:
            return reading
    if context.word == "within":
        return read_near_duration(dict(groups) | {"near": 1}, context)
    return read_duration(groups, context)


def joined(first: str, second: str) -> str:
    """Two durations as one.

    >>> joined("P2Y", "P3M"), joined("PT2H", "PT30M"), joined("P1D", "PT3H")
    ('P2Y3M', 'PT2H30M', 'P1DT3H')
    """
    if "T" in first and second.startswith("PT"):
        return first + second[2:]
    return first + second[1:]


def every_nth(groups: Groups) -> str:
    """Every third week, every second Tuesday."""
    if "weekday" in groups:
        return f"XXXX-WXX-{groups['weekday']}"
    return duration(amount_of({"num": groups["nth"], "unit": groups["unit"]}))


def read_every(groups: Groups, context: Context) -> Reading:
    """Every Friday, each month, daily."""
    part = part_of(groups)
    if "set" in groups and "clock" not in groups:
        return Reading("SET", str(groups["set"]), basis="duration")
    if "nth" in groups:
        return Reading("SET", every_nth(groups), basis="duration")
    if "on" in groups:
        value = "XXXX-WXX-WD"
    elif "weekends" in groups:
        value = "XXXX-WXX-WE"
    elif "day" in groups:
        value = f"XXXX-XX-{int(groups['day']):02d}"
    elif "weekday" in groups or "weekdays" in groups:
        value = f"XXXX-WXX-{groups.get('weekday') or groups['weekdays']}" + (f"T{part}" if part else "")
    elif part:
        value = "" if "clock" in groups else f"XXXX-XX-XXT{part}"
    elif "month" in groups:
        value = f"XXXX-{int(groups['month']):02d}"
    elif "season" in groups:
        value = f"XXXX-{groups['season']}"
    elif "weekend" in groups:
        value = "XXXX-WXX-WE"
    elif "quarter" in groups:
        value = "P1Q"
    elif "clock" in groups:
        value = ""
    else:
        value = duration(amount_of(dict(groups) | ({} if "num" in groups else {"num": 2} if "other" in groups else {"a": 1})))
    clock = clock_of(groups)
    if clock is not None and (not value or value.startswith("XXXX-WXX")):
        value += f"T{clock_text(clock)}"
    return Reading("SET", value, basis="duration")
