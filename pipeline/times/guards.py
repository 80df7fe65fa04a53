"""Tests of the surroundings: whether words that look like a time are one here.

A guard is asked about the longest match at a word; where it says no, the next longest is tried.
"""

from collections.abc import Callable, Mapping

from pipeline.times import guards_dates as dates
from pipeline.times import guards_lengths as lengths
from pipeline.times import guards_relative as relative
from pipeline.times.grammar import Match

GUARDS: Mapping[str, Callable[[Match, str], bool]] = {
    "bare_old_year": dates.passes_bare_old_year,
    "day_month": dates.passes_day_month,
    "holiday": dates.passes_holiday,
    "decade": dates.passes_decade,
    "early_year": dates.passes_early_year,
    "month": dates.passes_month,
    "night_of_days": dates.passes_night_of_days,
    "month_day": dates.passes_month_day,
    "month_days": dates.passes_month_days,
    "month_year": dates.passes_month_year,
    "old_year": dates.passes_old_year,
    "quarter": dates.passes_quarter,
    "season_year": dates.passes_season_year,
    "season": dates.passes_season,
    "year": dates.passes_year,
    "year_month": dates.passes_year_month,
    "year_range": dates.passes_year_range,
    "ago": relative.passes_ago,
    "clock": relative.passes_clock,
    "slash_date": dates.passes_slash_date,
    "spoken_clock": relative.passes_spoken_clock,
    "clocks": relative.passes_clocks,
    "day_alone": relative.passes_day_alone,
    "direction": relative.passes_direction,
    "end_of_unit": relative.passes_end_of_unit,
    "later": relative.passes_later,
    "now": relative.passes_now,
    "part_of_day": relative.passes_part_of_day,
    "the_past": relative.passes_the_past,
    "that_weekday": relative.passes_that_weekday,
    "today": relative.passes_today,
    "unit_after": relative.passes_unit_after,
    "week_after": relative.passes_week_after,
    "weekday": relative.passes_weekday,
    "weekend": relative.passes_weekend,
    "duration": lengths.passes_duration,
    "every": lengths.passes_every,
    "unit_long": lengths.passes_unit_long,
    "near_duration": lengths.passes_near_duration,
    "set": lengths.passes_set,
    "units_s": lengths.passes_units_s,
    "weekday_count": relative.passes_weekday_count,
    "units": lengths.passes_units,
    "whole_unit": relative.passes_whole_unit,
    "year_ended": relative.passes_year_ended,
}


def passes(match: Match, text: str) -> bool:
    """Whether the match passes the guard that its rule names."""
    return GUARDS[str(match.rule.guard)](match, text)
