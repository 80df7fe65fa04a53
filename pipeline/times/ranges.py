"""Ranges: two dates with a dash, "from ... to" or "between ... and", which share a year and mean the days between them.

TimeML marks the ends of a range apart, and so do we, each end with its own TIMEX3 value; but both carry the whole interval in EDTF
and days, for that is what the text says of whatever took place. Days and clock times joined in words ("from 4 to 22 May", "between
9 a.m. and noon") are one expression.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from pipeline.times.grammar import Match
from pipeline.times.timex import Time

LINK = re.compile(r"\s*(?:,|-|–|—|/|&|to|through|until|till|and|or|and to|and from)\s*(?:the )?", re.IGNORECASE)
DASH = re.compile(r"\s*(?:-|–|—)\s*")
WORD = re.compile(r"\s*(?:to|through|thru|until|till)\s+(?:the )?", re.IGNORECASE)
AND = re.compile(r"\s*(?:and|to|-|–)\s+(?:the )?", re.IGNORECASE)
FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
HALF_OF_DAY = re.compile(r"[ap]\.?m\b|\b(?:night|morning|noon|\d\d:\d\d)|\b(?:GMT|UTC)\b", re.IGNORECASE)
CLOCK = re.compile(r"T\d\d:\d\d")


def lend_years(text: str, matches: Sequence[Match]) -> list[Match]:
    """In "31 May - 1 June 1916" and "January and February 1937" the first takes the year of the second."""
    lent = list(matches)
    for index in range(len(lent) - 2, -1, -1):
        first, second = lent[index], lent[index + 1]
        if not (first.rule.means == second.rule.means == "calendar" and needs_year(first) and has_year(second)):
            continue
        if second.start - first.end < 16 and LINK.fullmatch(text, first.end, second.start):
            later = "month" in first.groups and "month" in second.groups and first.groups["month"] > second.groups["month"]
            year = {"year": second.groups["year"] - (1 if later else 0)}
            era = {"era": second.groups["era"]} if "era" in second.groups else {}
            lent[index] = first._replace(groups=dict(first.groups) | year | era)
    return lent


def needs_year(match: Match) -> bool:
    """Whether a month, day or season was named without its year."""
    return "year" not in match.groups and ("month" in match.groups or "season" in match.groups)


def has_year(match: Match) -> bool:
    """Whether a month, day or season was named with its year."""
    return "year" in match.groups and ("month" in match.groups or "season" in match.groups)


def with_ranges(text: str, times: Sequence[Time]) -> list[Time]:
    """The times with every range joined or marked at both ends."""
    joined: list[Time] = []
    moved: dict[int, int] = {}
    for number, time in enumerate(times):
        moved[number] = len(joined)
        if time.anchor is not None and moved.get(time.anchor) != time.anchor:
            time = time._replace(anchor=moved.get(time.anchor))
        if joined and (kind := range_kind(text, joined[-1], time)):
            first = joined.pop()
            after = joined[-1].end if joined else 0
            joined += [
                one if one.start >= after else one._replace(start=first.start) for one in join_range(text, first, time, kind)
            ]
            moved[number] = len(joined) - 1
        else:
            joined.append(time)
    return joined


def range_kind(text: str, first: Time, second: Time) -> str:
    """`words` for "from ... to" and "between ... and", `dash` for a dash or a bare "to", "" for no range."""
    if (
        second.start - first.end > 12
        or text[first.end : second.start].isspace()
        or not (first.timex_type in ("DATE", "TIME") and second.timex_type in ("DATE", "TIME"))
    ):
        return ""
    if (
        "/" in first.value
        or "/" in second.value
        or not ((first.first and second.first) or (CLOCK.search(first.value) and CLOCK.search(second.value)))
    ):
        return ""
    before, link = text[max(0, first.start - 16) : first.start], text[first.end : second.start]
    if BETWEEN.search(before) and AND.fullmatch(link):
        return "words"
    if WORD.fullmatch(link):
        return "words"
    return "dash" if DASH.fullmatch(link) or (link == "/" and first.rule_id == second.rule_id == "years-short") else ""


def join_range(text: str, first: Time, second: Time, kind: str) -> list[Time]:
    """One time for a range of days or clock times in words, else both with the interval."""
    if CLOCK.search(first.value) and CLOCK.search(second.value):
        return [clock_range(text, first, second)]
    second = in_order(first, second)
    if first.first is None or second.last is None or first.first >= second.last or not first.edtf or not second.edtf:
        return [first, second]
    whole = f"{first.edtf.split('T')[0].split('/')[0]}/{second.edtf.split('T')[0].split('/')[-1]}"
    if kind == "words" and first.precision == second.precision == "day" and first.timex_type == second.timex_type == "DATE":
        start = start_of_words(text, first.start)
        return [second._replace(start=start, value=whole, edtf=whole, first=first.first, rule_id="range")]
    return [first._replace(edtf=whole, last=second.last), second._replace(edtf=whole, first=first.first)]


def in_order(first: Time, second: Time) -> Time:
    """The weekday that ends a range, moved behind the day that begins it: "from Monday to Friday"."""
    if (
        second.basis != "weekday"
        or first.last is None
        or second.first is None
        or second.first > first.last
        or first.last.year > 9998
        or (first.last - second.first).days >= 14
    ):
        return second
    day = second.first + timedelta(days=7 * ((first.last - second.first).days // 7 + 1))
    return (
        second._replace(value=day.isoformat(), edtf=day.isoformat(), first=day, last=day) if second.timex_type == "DATE" else second
    )


def start_of_words(text: str, start: int) -> int:
    """Where the preposition of the range begins."""
    window = text[max(0, start - 16) : start]
    found = FROM.search(window) or BETWEEN.search(window)
    return start - (len(window) - found.start()) if found else start


def clock_range(text: str, first: Time, second: Time) -> Time:
    """Two clock times as one; the day is that of the end that tells it."""
    day = second.value.split("T")[0] if second.basis != "unresolved" else first.value.split("T")[0]
    hours = [time.value.split("T")[1] for time in (first, second)]
    if hours[1] < hours[0] and hours[1] < "12" and not HALF_OF_DAY.search(text, second.start, second.end):
        hours[1] = f"{int(hours[1][:2]) + 12}{hours[1][2:]}"  # from 4 p.m. to half past five
    value = f"{day}T{hours[0]}/{day}T{hours[1]}"
    told = second if second.basis != "unresolved" else first
    exact = (
        f"{told.edtf.split('T')[0]}T{hours[0]}:00/{told.edtf.split('T')[0]}T{hours[1]}:00"
        if told.edtf and len(hours[0]) == len(hours[1]) == 5
        else told.edtf
    )
    return told._replace(start=start_of_words(text, first.start), end=second.end, value=value, edtf=exact, rule_id="range")
