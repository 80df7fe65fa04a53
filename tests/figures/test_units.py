"""The table of unit codes is what the UCUM library says, and values in SI units are exact."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures import build_ucum, measures
from pipeline.figures.find import find_in_text
from pipeline.figures.measures import in_base, measure_of
from pipeline.figures.units import entries, kind_of

DIMENSIONS = ("length", "area", "volume", "mass", "duration", "speed", "temperature", "energy", "power")


def test_the_table_is_made_of_what_the_library_says() -> None:
    pytest.importorskip("ucumvert", reason="the reader of UCUM of the extra `test`")
    made = Path(measures.__file__).with_name(measures.TABLE).read_text(encoding="utf-8")
    assert build_ucum.table() == made, "run python -m pipeline.figures.build_ucum"


def test_a_kind_is_stated_only_where_the_dimension_does_not_say_it() -> None:
    for entry in entries():
        measure = measure_of(entry["ucum"])
        dimension = measure.dimension if measure else None
        assert dimension is None or kind_of(entry) in (dimension, "other_measure"), entry["id"]
        assert entry.get("kind") != dimension or dimension is None, entry["id"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It lies 5 miles away.", "8046.72", "m"),
        ("It lies 8 km away.", "8000", "m"),
        ("A field of 3 hectares burned.", "30000", "m2"),
        ("They sell 2 barrels of oil.", "0.317974589856", "m3"),
        ("It weighs 10 pounds.", "4.5359237", "kg"),
        ("They talked for 90 minutes.", "5400", "s"),
        ("Winds of 36 km/h blew.", "10", "m/s"),
        ("It was 40 °C in the shade.", "313.15", "K"),
        ("It was 104 degrees Fahrenheit.", "313.15", "K"),
        ("It was minus 40 degrees Celsius.", "233.15", "K"),
        ("It is 9 degrees Fahrenheit warmer today.", "5", "K"),
        ("Temperatures rose by 2 degrees Celsius.", "2", "K"),
        ("The plant makes 2 GWh.", "7200000000000", "J"),
        ("A 5-nm layer covers it.", "5E-9", "m"),
        ("They lost 30 percent of it.", "0.3", "1"),
        ("Output reached 86,400 barrels per day.", "0.158987294928", "m3/s"),
    ],
)
def test_a_measure_is_told_in_the_units_of_the_si(text: str, value: str, unit: str) -> None:
    (figure,) = find_in_text(text)
    assert (str(figure.base.value), figure.base.unit) == (value, unit)


@pytest.mark.parametrize(
    "text", ["They lost 12 men.", "It cost $70 a barrel.", "A magnitude 5 earthquake struck.", "It was 40 degrees hot."]
)
def test_counts_money_and_units_without_a_size_have_no_si_unit(text: str) -> None:
    (figure,) = find_in_text(text)
    assert figure.base == (None, None, None, None)


def test_bounds_are_told_in_the_units_of_the_si_too() -> None:
    (figure,) = find_in_text("It took between two and three hours.")
    assert (figure.base.value, figure.base.low, figure.base.high) == (None, Decimal(7200), Decimal(10800))


@given(
    st.decimals(0, 10**9, places=3), st.sampled_from(["[ft_i]", "[mi_i]", "[lb_av]", "[gal_us]", "[acr_us]", "km/h", "[degF]", "a"])
)
def test_a_value_in_the_units_of_the_si_keeps_its_size(value: Decimal, code: str) -> None:
    measure = measure_of(code)
    assert measure is not None
    brought = in_base(value, measure)
    assert brought is not None
    more = measures.WIDE.divide(*measure.more)
    back = measures.WIDE.divide(measures.WIDE.multiply(brought - more, measure.bottom), measure.top)
    assert abs(back - value) <= abs(value) * measures.CLOSE + Decimal("1e-9")
