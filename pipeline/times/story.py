"""What kind of text this is: news told from its day of publication, or a history told from the years that it names."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipeline.times.grammar import Match

NEAR_DAYS = 10  # a full date so near publication is the dateline of news
MAIN_SPAN = 3  # years to each side that belong to the same part of a history
FEWEST_YEARS = 12  # in fewer no line shows
YEARS_OF_A_HISTORY = 4  # fewer years, named later on, say nothing of a date before them: "Sept 4 ... In 1998, two earthquakes"
MAIN_SHARE = 0.08  # of all years named


class Story(NamedTuple):
    """Whether dates are counted from the text, the year of dates before any year, and the years of its main line (empty: all)."""

    narrative: bool
    first_year: int | None
    main_years: frozenset[int]


def read_story(published: date | None, matches: Sequence[Match]) -> Story:
    """What the explicit dates of a text tell of it."""
    years = [year for year in map(year_named, matches) if year is not None]
    first = years[0] if len(years) >= YEARS_OF_A_HISTORY else None
    return Story(published is None or is_history(published, matches), first, main_years(years))


def year_named(match: Match) -> int | None:
    """The year that a match says, astronomical."""
    year = match.groups.get("year")
    if match.rule.means != "calendar" or not isinstance(year, int):
        return None
    return 1 - year if match.groups.get("era") == -1 else year


def is_history(published: date, matches: Sequence[Match]) -> bool:
    """Whether most years lie well before publication and little is told from its day."""
    past, near = 0, 0
    for match in matches:
        year = year_named(match)
        if year is not None:
            if is_dateline(published, match):
                return False
            weight = 2 if "month" in match.groups else 1
            past += weight * (year < published.year - 2)
            near += weight * (year >= published.year - 2)
        elif match.rule.means in ("today", "weekday_of_week") or (match.rule.means == "weekday" and "day" not in match.groups):
            near += 2
        elif match.rule.means == "direction" and match.groups.get("direction") in (-1, 0, 1):
            near += 1
    return past >= 5 and past > 4 * near


def is_dateline(published: date, match: Match) -> bool:
    """Whether the match is a full date at most some days from publication."""
    groups = match.groups
    if "day" not in groups or "month" not in groups:
        return False
    distance = (groups["year"] - published.year) * 365 + (groups["month"] - published.month) * 30 + groups["day"] - published.day
    return bool(abs(distance) <= NEAR_DAYS)


def main_years(years: Sequence[int]) -> frozenset[int]:
    """The years round which most others lie; empty where no such line shows, as in short texts and long lives."""
    if len(years) < FEWEST_YEARS:
        return frozenset()
    counts = Counter(years)
    needed = max(3, MAIN_SHARE * len(years))
    main = frozenset(
        year for year in counts if sum(counts[near] for near in range(year - MAIN_SPAN, year + MAIN_SPAN + 1)) >= needed
    )
    return main if sum(counts[year] for year in main) >= 0.6 * len(years) else frozenset()
