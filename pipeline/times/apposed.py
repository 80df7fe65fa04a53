"""Expressions that the words beside them date: "a week earlier, on June 9", "two days after the explosion".

A reader takes the date that stands beside a counted one for the same, and counts from an event whose day the text tells elsewhere.
A length ("two days") keeps its TIMEX3 value, as TimeML has it; its EDTF and days then say when.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from pipeline.text.page import Page
from pipeline.times.counts import shift_exact
from pipeline.times.timex import Time
from pipeline.times.when import bounds, edtf, of_date

COUNTED = frozenset(("later", "ago", "unit-direction", "compound-count"))
LENGTHS = frozenset(("duration", "in-duration"))
BESIDE = re.compile(r"\s*(?:,|\(|–|—)\s*(?:on|in|by|around)?\s*(?:the )?")
COMMA = re.compile(r"\s*,\s*(?:just |only |exactly |some |about )?")
LENGTH = re.compile(r"P(\d{1,4})([DWMY])")
EVENT = re.compile(
    r"\s+(?P<side>after|before|following|prior to)\s+(?:the|an?|his|her|its|their|that|this)\s+(?:[a-z-]+\s+){0,2}?"
    r"(?P<noun>[a-z-]{4,})"
    r"(?=\s+(?:of|in|at|on|against|by|and|was|were|had|that|which|near|he|she|it|they|to|when)\b|[.,;:)\n]|$)"
)
OF_THE_EVENT = re.compile(r"\s+(?:on|(?:of|in|at|near|against|outside)(?: (?!\w+ed\b)[\w’'-]+){1,5} on) (?:the )?")
NEAR = 80  # characters between an event and its day
FAR = 200  # and between an event and the day that opens its sentence
DIRECTLY = re.compile(r" (?:on|of) (?:the )?")
MOST_NOUNS, MOST_PLACES = 20, 50  # of one page that are looked at
PERIODS = frozenset("year month week weekend season night morning evening summer winter spring autumn holiday holidays".split())
STEM = 5  # letters that a noun and its verb share: explosion, exploded
SIZES = {"day": 1, "week": 7, "month": 31, "year": 366}


def with_dates_beside(page: Page, times: Sequence[Time]) -> list[Time]:
    """The times, those dated by what stands beside them or by the event that they are counted from with that date."""
    dated = list(times)
    told = Told(page, times)
    for number, time in enumerate(times):
        if time.rule_id in COUNTED and number + 1 < len(times):
            dated[number : number + 2] = apposed(page.text, dated, number)
        elif time.rule_id in LENGTHS and (event := EVENT.match(page.text, time.end, time.end + 100)):
            dated[number] = dated_length(told, dated, number, event)
    return dated


class Named(NamedTuple):
    """An event named near its day: the sentence, the day, the number of its time, and whether nothing stands between."""

    sentence: int
    day: date
    number: int
    close: bool


class Told:
    """The days of the events that a page names, looked up once a noun, and for so many nouns only that the cost stays linear."""

    def __init__(self, page: Page, times: Sequence[Time]) -> None:
        self.page, self.times = page, times
        self.starts = [time.start for time in times]
        self.known: dict[str, list[Named]] = {}

    def days_of(self, noun: str) -> list[Named]:
        """Where the page names an event and, near it, its day."""
        stem = noun[:STEM]
        if stem not in self.known:
            places = re.finditer(rf"\b{re.escape(stem)}\w*", self.page.text, re.IGNORECASE) if len(self.known) < MOST_NOUNS else ()
            found = (self.named(place.start(), place.end()) for place in islice(places, MOST_PLACES))
            self.known[stem] = [one for one in found if one is not None]
        return self.known[stem]

    def named(self, start: int, end: int) -> Named | None:
        """The day of an event named here, if its sentence tells one day and one only, nearby."""
        at = self.page.sentence_at(start)
        sentence = self.page.sentences[at]
        inside = range(bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end))
        days = [number for number in inside[:MOST_PLACES] if is_day(self.times[number])]
        if len({self.times[number].first for number in days}) != 1:
            return None
        time = self.times[days[0]]
        if abs(time.start - end) > (FAR if time.start - sentence.start <= len("On ") else NEAR):
            return None
        close = DIRECTLY.fullmatch(self.page.text, end, time.start) or self.page.text[time.end : start] == " "
        return Named(at, first_of(time), days[0], bool(close))


def apposed(text: str, times: Sequence[Time], number: int) -> list[Time]:
    """A counted time and the one that follows it, the same day or year if the second stands in apposition to the first."""
    counted, beside = times[number], times[number + 1]
    if counted.timex_type != "DATE" or beside.timex_type != "DATE" or "/" in beside.value or beside.first is None:
        return [counted, beside]
    if beside.start - counted.end > 12 or not BESIDE.fullmatch(text, counted.end, beside.start):
        return [counted, beside]
    if beside.basis == "weekday":
        return as_weekday(counted, beside, number)
    placed = text[counted.end : beside.start].split()[-1:] in (["on"], ["in"], ["the"])
    if not is_near(counted, beside, far=placed):
        return [counted, beside]
    same = {name: getattr(beside, name) for name in ("value", "edtf", "first", "last", "precision")}
    return [counted._replace(**same, basis="relative_to_text", anchor=number + 1), beside]


def as_weekday(counted: Time, beside: Time, number: int) -> list[Time]:
    """ "Two days later, on Friday", "a week earlier, on Friday": the weekday is that of the day or week counted."""
    if counted.first is None or counted.last is None or beside.first is None:
        return [counted, beside]
    for days in range((counted.last - counted.first).days + 1 if counted.precision in ("day", "week") else 0):
        day = counted.first + timedelta(days=days)
        if day.isoweekday() == beside.first.isoweekday():
            exact = day.isoformat()
            return [
                counted._replace(value=exact, edtf=exact, first=day, last=day, precision="day"),
                beside._replace(value=exact, edtf=exact, first=day, last=day, anchor=number),
            ]
    return [counted, beside]


def is_near(counted: Time, beside: Time, far: bool) -> bool:
    """Whether a date can be the counted one: no coarser, and (unless `far`) no further off than round numbers explain."""
    if counted.precision is None or beside.precision not in SIZES or beside.first is None:
        return False
    size = SIZES.get(counted.precision, 0)
    if SIZES[str(beside.precision)] > size:
        return False
    off = 0 if counted.first is None or far else abs((beside.first - counted.first).days)
    return off <= 2 * size or (counted.precision == "year" and off <= 20 * size)


def dated_length(told: Told, times: Sequence[Time], number: int, event: re.Match[str]) -> Time:
    """A length counted from an event, with its day: that named just before, else counted from the day of the event."""
    time = times[number]
    before = times[number - 1] if number else None
    if before is not None and is_day(before) and COMMA.fullmatch(told.page.text, before.end, time.start):
        return with_day(time, before.edtf, before.first, number - 1)
    length, origin = LENGTH.fullmatch(time.value), day_of_event(told, times, number, event)
    if length is None or origin is None:
        return time
    sign = 1 if event["side"] in ("after", "following") else -1
    moved = shift_exact(of_date(origin[0]), sign * int(length[1]), length[2])
    return with_day(time, edtf(moved), bounds(moved)[0], origin[1]) if moved else time


def with_day(time: Time, exact: str | None, day: date | None, anchor: int) -> Time:
    """A length with the day at which it ends or begins."""
    return time._replace(edtf=exact, first=day, last=day, precision="day", basis="relative_to_text", anchor=anchor) if day else time


def day_of_event(told: Told, times: Sequence[Time], number: int, event: re.Match[str]) -> tuple[date, int] | None:
    """The day of an event and the number of the time that tells it: beside its name, or wherever the text names and dates it."""
    if number + 1 < len(times) and is_day(times[number + 1]):
        beside = times[number + 1]
        if beside.start - event.end() < NEAR and OF_THE_EVENT.fullmatch(told.page.text, event.end(), beside.start):
            return first_of(beside), number + 1
    if event["noun"] in PERIODS:
        return None  # before the new year
    own = told.page.sentence_at(times[number].start)
    named = [one for one in told.days_of(event["noun"]) if one.sentence != own]
    for found in ([one for one in named if one.close], named):
        if len({one.day for one in found}) == 1:
            return found[0].day, found[0].number
        if found:
            return None
    return None


def is_day(time: Time) -> bool:
    """Whether a time is one day."""
    return time.timex_type in ("DATE", "TIME") and time.first is not None and time.first == time.last


def first_of(time: Time) -> date:
    """The day of a time that is one."""
    assert time.first is not None
    return time.first
