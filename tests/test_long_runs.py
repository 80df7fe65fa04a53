"""Times and figures cost four times as much on four times the text, up to a megabyte, whatever the text is made of."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.figures.find import find_figures
from pipeline.lexicon import no_collection
from pipeline.text.page import Page, page_of
from pipeline.times.find import find_times

RUNS = {
    "digits": "1",
    "numbers": "12 ",
    "thousands": "1,000,",
    "number words": "five ",
    "compound number words": "twenty-one hundred ",
    "dates": "May 5 ",
    "conjunctions": "and ",
    "words": "word ",
    "letters": "a",
    "signs": "$",
    "brackets": "((",
    "chained numbers": "1-1-",
    "percentages": "12% ",
    "people": "12 men died ",
    "everything": "12 May killed $5 5% five (and 1,000 to 1-",
}
ATOMS = (
    "1 12 1,000 1.5 3/4 ½ five twenty hundred million half dozens tens of a few $ € % ( ) [ ] - – / : . , \" ' and or to from "
    "between May Friday 1990 the week ago later every last night year-old killed people per km US$ dinars 1st th p.m. noon İ \n"
).split(" ")
LONG, SHORT = 1_000_000, 250_000
MOST = 8  # a cost that grows with the square would be sixteen times
LEAST_SECONDS = 0.05  # below this a clock says little


def page_full_of(run: str, size: int) -> Page:
    page = page_of((run * (size // len(run) + 1))[:size], published=date(2016, 6, 15))
    assert page.tokens is not None
    assert page.sentences is not None
    return page


def seconds_for(page: Page) -> tuple[float, ...]:
    with no_collection():  # a search for garbage looks at all that other tests left behind
        began = time.process_time()
        times = find_times(page)
        between = time.process_time()
        find_figures(page, [(found.start, found.end, found.timex_type) for found in times])
        return between - began, time.process_time() - between


def assert_linear(run: str, short: int, long: int) -> None:
    """A clock on a shared machine can stumble: what is above the bound is measured twice more, and the least of it counts."""
    few, many = seconds_for(page_full_of(run, short)), seconds_for(page_full_of(run, long))
    for _ in range(2):
        if not steep(few, many, short, long):
            break
        many = tuple(map(min, many, seconds_for(page_full_of(run, long))))
    assert not steep(few, many, short, long), f"times, figures: {few} s for {short}, {many} s for {long}"


def steep(few: tuple[float, ...], many: tuple[float, ...], short: int, long: int) -> bool:
    return any(more >= MOST * long / short / 4 * max(less, LEAST_SECONDS) for less, more in zip(few, many, strict=True))


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    seconds_for(page_of("Two men left on 5 May with $5 million Iraqi dinars.", published=date(2016, 6, 15)))


@pytest.mark.parametrize("run", RUNS)
def test_a_megabyte_costs_in_step_with_a_quarter_of_it(run: str) -> None:
    assert_linear(RUNS[run], SHORT, LONG)


@given(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=6), st.sampled_from(["", " "]))
@settings(max_examples=12, deadline=None)
def test_cost_is_linear_on_runs_of_anything(atoms: list[str], between: str) -> None:
    assert_linear(between.join(atoms) + between or " ", 12_000, 48_000)
