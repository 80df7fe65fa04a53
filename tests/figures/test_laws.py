"""Laws of figures: spans lie in the text, in order, intervals are ordered, and nothing depends on what was read before."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.figures.find import find_figures, find_in_text
from pipeline.text.page import make_page, page_of

WORDS = (
    "12 1,200 4.2 3/4 ½ -5 0.5 1990s five twenty-one hundred million half third dozens tens of thousands a few several killed "
    "injured people soldiers and or to between from up at least about % $ € km kg per day year-old bn m ( ) , . ; including "
    "others dead İ é ’s 9/11 rose fell by ranked 5th in one zero F-16 Resolution euros dollars Iraqi dinars"
).split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_figures_come_in_order_without_overlaps_inside_the_text(text: str) -> None:
    page = page_of(text)
    reached = 0
    for figure in find_figures(page, ()):
        assert reached <= figure.start < figure.end <= len(page.text)
        reached = figure.end


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_an_item_is_a_span_with_a_head(text: str) -> None:
    page = page_of(text)
    for figure in find_figures(page, ()):
        assert (figure.item_start is None) == (figure.item_end is None) == (figure.head is None)
        if figure.item_start is not None and figure.item_end is not None:
            assert 0 <= figure.item_start < figure.item_end <= len(page.text)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_bounds_are_ordered_and_a_figure_says_a_number(text: str) -> None:
    for figure in find_figures(page_of(text), ()):
        assert figure.value is not None or figure.low is not None or figure.high is not None
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
        if figure.value is not None:
            assert figure.low is None or figure.low <= figure.value
            assert figure.high is None or figure.value <= figure.high


@given(st.integers(0, 10**15), st.integers(0, 9999))
def test_digits_keep_every_place(whole: int, part: int) -> None:
    written = f"{whole:,}.{part:04d}"
    (figure,) = find_in_text(f"It weighs {written} kg.")
    assert str(figure.value) == f"{whole}.{part:04d}"
    assert isinstance(figure.value, Decimal)


def test_a_number_inside_a_date_is_no_figure() -> None:
    text = "On 12 May 2014 they lost 12 men."
    (figure,) = find_figures(page_of(text), [(3, 14, "DATE")])
    assert text[figure.start : figure.end] == "12"
    assert figure.start == 25


def test_a_duration_is_a_figure_and_a_set_is_none() -> None:
    text = "They fought for three days and met every two weeks."
    found = find_figures(page_of(text), [(16, 26, "DURATION"), (35, 50, "SET")])
    assert [(figure.kind, figure.value, figure.unit) for figure in found] == [("duration", Decimal(3), "d")]


def test_a_distance_to_a_date_is_a_figure() -> None:
    text = "Almost two years after the flood the dam leaks."
    (figure,) = find_figures(page_of(text), [(0, 32, "DATE")])
    assert (figure.kind, figure.value, figure.qualifier) == ("duration", Decimal(2), "less_than")


def test_timestamps_datelines_and_bylines_hold_no_figures() -> None:
    raw = "By 2 writers\n\nIt cost 5 euros."
    page = make_page(raw, [(0, 12, "byline"), (14, 30, "body")])
    assert [page.text[figure.start : figure.end] for figure in find_figures(page, ())] == ["5 euros"]


def test_captions_claim_no_figures() -> None:
    raw = "Men carry 12 boxes in May.\n\nIt cost 5 euros."
    page = make_page(raw, [(0, 27, "caption"), (28, 44, "body")])
    assert [page.text[figure.start : figure.end] for figure in find_figures(page, ())] == ["5 euros"]


def seconds_for(text: str) -> float:
    started = time.process_time()
    find_in_text(text)
    return time.process_time() - started


RUNS = (
    "1 |1,|12-|five |one hundred and |million |half |$5 to |3/|killed 12 |of the |1.|a few |12 (|12 men died and |“5 |x|9"
).split("|")


@pytest.mark.parametrize("run", RUNS)
def test_cost_stays_linear_on_runs_of_digits_and_number_words(run: str) -> None:
    find_in_text("Two men.")
    short = seconds_for(run * (2_000 // len(run)))
    least = min(seconds_for(run * (8_000 // len(run))) for _ in range(3))  # a shared machine stumbles, and not three times
    assert least < max(short, 0.02) * 12


def test_a_megabyte_without_a_space_takes_seconds() -> None:
    assert seconds_for("9" * 1_000_000) + seconds_for("1000000" * 140_000) + seconds_for("million" * 140_000) < 10
