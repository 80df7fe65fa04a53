"""Tests of weekdays, clock times and expressions counted from elsewhere."""

import re

from pipeline.times.grammar import Match
from pipeline.times.surroundings import OLD, after, among, before, is_decimal_tail, is_hyphenated

PLURAL_PARTS = ("mornings", "nights", "evenings", "afternoons")
CLOCK_PLACES = (
    "at",
    "by",
    "until",
    "till",
    "around",
    "about",
    "before",
    "after",
    "since",
    "from",
    "nearly",
    "almost",
    "",
    "is",
    "was",
)
SCORE = re.compile(r"\s*(?:win|victory|defeat|lead|ratio|record)\b")


def passes_weekday(match: Match, text: str) -> bool:
    """`on Sunday`, not `Ruby Tuesday`, `Sun` the paper, `Friday mornings`."""
    item = next(item for item in match.items if "WEEKDAY" in item.values or "WEEKDAY_SHORT" in item.values)
    left, right = before(text, match.start), after(text, match.end)
    if "WEEKDAY_SHORT" in item.values:
        told = not {"day", "clock", "clock2"}.isdisjoint(match.groups)
        return told or (among(left, "before-short-weekday") and text[item.start : item.end] not in ("Sun", "Wed"))
    if any(text[other.start : other.end].lower() in PLURAL_PARTS for other in match.items):
        return False
    if "day" in match.groups and not any(character.isdigit() for character in text[match.start : match.end]) and right.isalpha():
        return False  # on Friday, the first raid
    named = (left[:1].isupper() and among(left, "before-weekday-name")) or (
        right[:1].isupper() and among(right, "after-weekday-name")
    )
    return not named


def passes_week_after(match: Match, text: str) -> bool:
    """`on Monday week,` at the end of its clause; `a week on Tuesday`."""
    return (
        "a" in match.groups
        or "num" in match.groups
        or (text[match.start].isupper() and among(after(text, match.end), "ends-a-clause"))
    )


def passes_that_weekday(match: Match, text: str) -> bool:
    """`on that Friday`, not `said that Friday was better`."""
    return among(before(text, match.start), "before-that-weekday")


def passes_weekday_count(match: Match, text: str) -> bool:
    """`the Friday before,` at the end of its clause, not `the Friday before the vote`; `two Thursdays ago`."""
    return "offset" not in match.groups or among(after(text, match.end), "ends-a-clause")


def passes_today(match: Match, text: str) -> bool:
    """`said today`, not `USA Today`, `Tonight Show`."""
    right = after(text, match.end)
    if "hour" in match.groups and "ampm" not in match.groups and right.islower() and not among(right, "after-clock"):
        return False  # yesterday at 4 schools
    named = text[match.start : match.end] in ("Today", "Tonight", "Tomorrow")
    return not (
        named
        and (among(before(text, match.start), "beside-today-the-name") or among(after(text, match.end), "beside-today-the-name"))
    )


def passes_direction(match: Match, text: str) -> bool:
    """`last week`, not `that May be`, `last Sat`, `current events`."""
    groups, words = match.groups, [text[item.start : item.end] for item in match.items]
    if "month" in groups and (words[-1] in ("may", "march") or (words[0].lower() == "that" and words[-1] == "May")):
        return False
    if "weekday" in groups and any("WEEKDAY_SHORT" in item.values for item in match.items):
        return False
    if any(word.lower() in ("present", "current") for word in words):
        return groups.get("unit") not in (None, "D", "CE")
    if groups.get("unit") == "D" and words[0].lower() == "this":
        return before(text, match.start).lower() in ("on", "until", "of", "by")
    return True


def passes_unit_after(match: Match, text: str) -> bool:
    """`the day before,` at the end of its clause, not `the year after the war`."""
    return not {"after", "direction"}.isdisjoint(match.groups) or among(after(text, match.end), "ends-a-clause")


def passes_ago(match: Match, text: str) -> bool:
    """`two years back` only at the end of its clause."""
    return not text[match.start : match.end].lower().endswith("back") or after(text, match.end) in (",", ".", ";")


def passes_later(match: Match, text: str) -> bool:
    """`three days later`, `two years before,`, not `days later than planned`."""
    if "offset" in match.groups:
        return after(text, match.end) in (",", ".", ";", ")", ":")
    return after(text, match.end).lower() != "than"


def passes_end_of_unit(match: Match, text: str) -> bool:
    """`the end of the year`, not `the end of the day` as a manner of speaking."""
    units = [item.values["LONG_UNIT"] for item in match.items if "LONG_UNIT" in item.values]
    return bool(units) and units[-1] != "D" and text[match.end : match.end + 1] != "-" and after(text, match.end).lower() != "of"


def passes_year_ended(match: Match, text: str) -> bool:
    """`the year ended March 31`."""
    return after(text, match.end).lower() in ("ended", "ending")


def passes_weekend(match: Match, text: str) -> bool:
    """`over the weekend`, not `a weekend bag`."""
    return not among(before(text, match.start), "weekend-that-is-none") and text[match.end : match.end + 1] != "-"


def passes_part_of_day(match: Match, text: str) -> bool:
    """`in the morning`, not `the night club`, `pre-dawn`, `famous overnight`."""
    if is_hyphenated(text, match.start, match.end) or among(after(text, match.end), "after-part-of-day-the-noun"):
        return False
    return not among(before(text, match.start), "before-part-of-day-the-idiom")


def passes_day_alone(match: Match, text: str) -> bool:
    """`on the 20th,`, not `on the 20th floor`, `the first of them`."""
    if not any(character.isdigit() for character in text[match.start : match.end]):
        return False
    return among(before(text, match.start), "before-day-alone") and among(after(text, match.end), "after-day-alone")


def passes_clock(match: Match, text: str) -> bool:
    """`at 17:18`, not a score, a ratio or a verse."""
    if "clock" not in match.groups:
        return "noon" not in match.groups or before(text, match.start).lower() not in ("high", "a")
    if among(before(text, match.start), "before-verse") or is_decimal_tail(text, match.end):
        return False
    return not SCORE.match(text, match.end) and text[match.start - 1 : match.start] not in (":", "-", "/")


def passes_spoken_clock(match: Match, text: str) -> bool:
    """`at ten to three`, `half past nine tomorrow`, not `from ten to three ships`, `after a quarter of two`."""
    groups = match.groups
    left = before(text, match.start).lower()
    counts_down = "minutes" in groups and groups.get("spoken") not in (None, "past")
    if counts_down and (left not in CLOCK_PLACES[:5] or groups["minutes"] % 5):
        return False  # five to seven today: a range
    if not {"ampm", "weekday", "today", "part"}.isdisjoint(groups) or any("OCLOCK" in item.values for item in match.items):
        return True
    right = after(text, match.end)
    if "spoken" not in groups or (right.islower() and not among(right, "after-clock")):
        return False
    clear = groups["spoken"] == "past" or "fourth" in groups
    return left in (CLOCK_PLACES if clear else ("at", "by", "until", "till"))


def passes_clocks(match: Match, text: str) -> bool:
    """`from 3 to 5 p.m.`: some sign of the clock must be there, not scores or odds."""
    return not {"clock", "clock2", "ampm", "part"}.isdisjoint(match.groups)


def passes_now(match: Match, text: str) -> bool:
    """`until now`, not `now-defunct`, `now that`; `the recent vote`, not `Recent Deaths`."""
    right, word = after(text, match.end), text[match.start : match.end]
    if is_hyphenated(text, match.start, match.end):
        return False
    if word.lower() == "this day":
        return not right.isalpha()
    if word.lower() == "now":
        return right.lower() not in ("that", "defunct")
    return word.lower() != "recent" or (right.isalpha() and word.islower() and before(text, match.start).lower() != "most")


def passes_the_past(match: Match, text: str) -> bool:
    """`in the past`, not `in the past week`, `the future king`."""
    right = after(text, match.end)
    return not right.isalnum() or among(right, "after-the-past")


def passes_whole_unit(match: Match, text: str) -> bool:
    """`all day`, `the first hour`, not `full-day`."""
    return text[match.end : match.end + 1] != "-" and not OLD.match(text, match.end)
