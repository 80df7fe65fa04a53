"""What holds for every text: spans in order, days in order, cost in step with length."""

import time as clock
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.page import page_of
from pipeline.times.find import find_times

WORDS = (
    "the a of in on by from to between and through until last next this that same two three 5 12 31 99 1990 2016 May March Sunday "
    "Friday morning night week weeks month year years ago later before after early late mid - – , . ' 's 12:30 5pm p.m. noon BC AD "
    "first third quarter half decade 1990s century every each daily Christmas Easter Ramadan 9/11 03/04/2015 2015-03-04 twenty one "
    "hundred thousand end of about Q3 now today summer fall hours weekend fiscal past to at ten o'clock weekday weekends ended "
    "period ago back explosion Thursdays 4/22 on week"
).split()
RUNS = {
    "digits": "1",
    "numbers": "1 2 3 ",
    "years": "1990 ",
    "dashed years": "1990-",
    "number words": "twenty ",
    "slashes": "1/2/",
    "clock times": "12:",
    "lengths after events": "two days after the raid ",
    "decisions": "decided called for a Monday ",
    "dates": "May 5 ",
    "days": "Friday, ",
    "openings": "the end of the ",
    "quotes": "'9 ",
    "ranges": "from 1990 to ",
    "words": "word ",
    "letters": "a",
}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30), st.none() | st.dates())
def test_times_stand_in_order_and_their_days_too(words: list[str], published: date | None) -> None:
    page = page_of(" ".join(words), published=published)
    times = find_times(page)
    for number, found in enumerate(times):
        assert 0 <= found.start < found.end <= len(page.text)
        assert page.text[found.start : found.end].strip() == page.text[found.start : found.end]
        assert found.first is None or found.last is None or found.first <= found.last
        assert found.anchor is None or found.anchor < number
        assert found.value
        assert found.rule_id
    assert all(one.end <= other.start for one, other in pairwise(times))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    page = page_of(text, published=date(2016, 6, 15))
    assert all(found.end <= len(page.text) for found in find_times(page))


@given(
    st.dates(min_value=date(1000, 1, 1), max_value=date(2199, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%A, %d %b %Y"]),
)
@settings(max_examples=150, deadline=None)
def test_a_written_day_is_read_back(day: date, form: str) -> None:
    page = page_of(f"It was signed on {day.strftime(form)} in Geneva.")
    assert [found.edtf for found in find_times(page)] == [day.isoformat()]


@given(st.dates(min_value=date(1900, 1, 10), max_value=date(2190, 12, 31)), st.integers(0, 6))
@settings(max_examples=80, deadline=None)
def test_a_weekday_told_as_past_is_at_most_six_days_ago(published: date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    found = find_times(page_of(f"Rebels attacked the camp on {name}.", published=published))[0]
    assert found.first is not None
    assert found.first.weekday() == weekday
    assert 0 <= (published - found.first).days <= 6


def seconds_for(text: str) -> float:
    page = page_of(text, published=date(2016, 6, 15))
    assert page.tokens is not None
    assert page.sentences is not None
    best = 1e9
    for _ in range(2):  # the other work of the machine only ever adds
        began = clock.process_time()
        find_times(page)
        best = min(best, clock.process_time() - began)
    return best


@pytest.mark.parametrize("run", RUNS)
def test_cost_is_linear_on_runs_that_never_end(run: str) -> None:
    short, long = (seconds_for((RUNS[run] * (size // len(RUNS[run]) + 1))[:size]) for size in (8_000, 32_000))
    assert long < 10 * max(short, 0.01)  # four times the text; a square cost would be sixteen times


def test_passages_that_say_when_an_article_appeared_are_read_too() -> None:
    page = page_of("July 8, 2019 17:18", label="timestamp")
    found = find_times(page)[0]
    assert (found.value, found.edtf) == ("2019-07-08T17:18", "2019-07-08T17:18:00")


def test_no_expression_crosses_a_passage() -> None:
    page = page_of("It ended in May\n\n2016 was calm.")
    assert [page.text[found.start : found.end] for found in find_times(page)] == ["May", "2016"]
