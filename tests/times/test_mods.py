"""What words say beside the value: TIMEX3's mod, and the days of early, mid and late."""

from datetime import date

import pytest

from pipeline.text.page import page_of
from pipeline.times.find import find_times
from pipeline.times.timex import MODS

PUBLISHED = date(2018, 11, 27)


@pytest.mark.parametrize(
    ("text", "mod", "first", "last"),
    [
        ("Prices fell in the late 2000s.", "END", "2007-01-01", "2009-12-31"),
        ("Prices fell in the early 1990s.", "START", "1990-01-01", "1993-12-31"),
        ("It was built in the mid-19th century.", "MID", "1833-01-01", "1866-12-31"),
        ("It rained in mid-April 2015.", "MID", "2015-04-11", "2015-04-20"),
        ("It rained in late February 2016.", "END", "2016-02-21", "2016-02-29"),
        ("It rained in early 2014.", "START", "2014-01-01", "2014-04-30"),
        ("It stopped at the end of 2014.", "END", "2014-09-01", "2014-12-31"),
        ("They met late last year.", "END", "2017-09-01", "2017-12-31"),
        ("It opened in the late summer of 2014.", "END", "2014-08-01", "2014-08-31"),
        ("It opened around March 2016.", "APPROX", "2016-03-01", "2016-03-31"),
        ("It opened in March 2016.", None, "2016-03-01", "2016-03-31"),
        ("Beginning in 1915, they left.", None, "1915-01-01", "1915-12-31"),
    ],
)
def test_early_mid_and_late_are_thirds(text: str, mod: str | None, first: str, last: str) -> None:
    (time,) = find_times(page_of(text, published=PUBLISHED))
    assert (time.mod, str(time.first), str(time.last)) == (mod, first, last)


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("It lasted about two hours.", "APPROX"),
        ("It lasted more than two hours.", "MORE_THAN"),
        ("It lasted nearly two hours.", "LESS_THAN"),
        ("It lasted at least two hours.", "EQUAL_OR_MORE"),
        ("It lasted up to two hours.", "EQUAL_OR_LESS"),
        ("It lasted two hours.", None),
        ("He died more than two years ago.", "BEFORE"),
        ("He died less than two years ago.", "AFTER"),
        ("On 3 May 2010 he fell. More than two years later he died.", "AFTER"),
    ],
)
def test_amounts_carry_their_bound(text: str, mod: str | None) -> None:
    time = find_times(page_of(text, published=PUBLISHED))[-1]
    assert time.mod == mod
    assert mod is None or mod in MODS
