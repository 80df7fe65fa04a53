"""Tests of durations and of times that come again."""

import re

from pipeline.times.grammar import Match
from pipeline.times.surroundings import OLD, after, among, before, is_hyphenated

READ = re.compile(r"\.?[ -]read\b")
DIVIDENDS = ("quarterly", "bimonthly", "biweekly")  # as adjectives they say how a thing is paid, not when


def passes_duration(match: Match, text: str) -> bool:
    """`two years`, not `a 34-year-old`, `aged 34 years`, `a second time`, `$5 a month`."""
    groups, words, last = match.groups, text[match.start : match.end].lower(), match.items[-1].values
    if OLD.match(text, match.end) or before(text, match.start).lower() in ("aged", "age") or is_glued_left(text, match.start):
        return False
    if not passes_near_duration(match, text) or text[match.end : match.end + 5] == "-and-" or is_no_length(match, text):
        return False
    if (
        "UNITS" not in last
        and "-" not in words
        and any("YEAR" in item.values and "NUMW" not in item.values for item in match.items)
    ):
        return False  # the 2018 day of remembrance
    if sum("YEAR" in item.values and "NUMW" not in item.values for item in match.items) > 1:
        return False  # the 2016-2017 school year
    if "UNITS" in last and "a" in groups and {"num", "num2"}.isdisjoint(groups) and "vague" not in groups:
        return False  # a months-long trek
    if last.get("UNIT") == "S" and words.endswith(("second", "sec")):
        return "num" in groups and (not after(text, match.end).isalpha() or (groups["num"] == 1 and "-" in words))
    alone = len(match.items) == 2 and ("A" in match.items[0].values or words == "one day")  # one day he will return
    return not alone or is_length(match, text, words)


def is_no_length(match: Match, text: str) -> bool:
    """Whether the words say how long an article takes to read ("5 min read"), or what share of a thing ("three quarters of it")."""
    if READ.match(text, match.end):
        return True
    return "QUARTERS" in match.items[-1].values and match.groups.get("num") == 3 and text.startswith(" of ", match.end)


def is_glued_left(text: str, start: int) -> bool:
    """Whether a hyphen or a decimal mark ties the amount to what stands before it."""
    return text[max(start - 1, 0) : start] in ("-", ".", "/") and text[max(start - 2, 0) : start - 1].isalnum()


def is_length(match: Match, text: str, words: str) -> bool:
    """Whether `a month` is a length, not a rate as in `$5 a month`, `twice a day`."""
    left, right = before(text, match.start), after(text, match.end)
    if any(character.isdigit() for character in left) or among(left, "counted-before-rate"):
        return False
    return among(left, "before-length") or among(right, "after-length") or "-" in words


def passes_unit_long(match: Match, text: str) -> bool:
    """`a month-long siege`, not `a day long gone`."""
    return "-" in text[match.start : match.end] and text[max(match.start - 1, 0) : match.start] != "-"


def passes_near_duration(match: Match, text: str) -> bool:
    """`the last three days`, not `is to last three days`."""
    return not (
        text[match.start : match.start + 4] == "last"
        and before(text, match.start).lower() in ("to", "will", "would", "could", "may", "can", "should", "must", "not")
    )


def passes_units(match: Match, text: str) -> bool:
    """`for months`, not `those years`, `working hours`, `200 years` cut in half."""
    left, right = before(text, match.start), after(text, match.end)
    if OLD.match(text, match.end) or any(character.isdigit() for character in left) or is_hyphenated(text, match.start, match.end):
        return False
    if text[match.start : match.end].lower().endswith("-long"):
        return True
    if left.lower() in ("small", "wee", "early"):  # in the small hours
        return False
    return among(left, "before-units") or among(right, "after-units")


def passes_units_s(match: Match, text: str) -> bool:
    """`a year's delay`, not `a day's journey`'s rate `$5 a day's`, `a year's end`."""
    following = after(text, match.end + 2)
    return (
        following.isalpha()
        and following.lower() not in ("end", "start", "beginning", "time")
        and not OLD.match(text, match.end + 2)
    )


def passes_every(match: Match, text: str) -> bool:
    """`every Friday`, not `each day of`."""
    return after(text, match.end).lower() != "of"


def passes_set(match: Match, text: str) -> bool:
    """`published daily`, not `the Daily Mail`, `a quarterly dividend`."""
    word = text[match.start : match.end]
    left, right = before(text, match.start), after(text, match.end)
    if word.lower() in DIVIDENDS and right.islower():
        return False
    named = left[:1].isupper() or right[:1].isupper() or left.lower() == "the"
    return not ("set" in match.groups and word[:1].isupper() and named)
