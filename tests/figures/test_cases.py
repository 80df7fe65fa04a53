"""Figures by cases: values and units, casualties, and numbers that claim nothing."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.figures.figure import CHANGES, KINDS, QUALIFIERS, ROLES, Figure
from pipeline.figures.find import find_in_text

CASES = Path(__file__).parents[1] / "cases"


def read(name: str) -> list[Any]:
    cases = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["input"][:50], marks=marks_of(case)) for case in cases]


def marks_of(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []


def shown(text: str, figure: Figure, field: str) -> object:
    if field == "text":
        return text[figure.start : figure.end]
    if field == "item":
        return None if figure.item_start is None else text[figure.item_start : figure.item_end]
    return getattr(figure, field)


def wanted(field: str, value: object) -> object:
    return Decimal(str(value)) if field in ("value", "low", "high") and value is not None else value


def compare(case: dict[str, Any]) -> None:
    found = find_in_text(case["input"])
    pairs = zip(found, case["expected"], strict=False)
    got = [{field: shown(case["input"], figure, field) for field in expected} for figure, expected in pairs]
    assert got == [{field: wanted(field, value) for field, value in expected.items()} for expected in case["expected"][: len(got)]]
    assert len(found) == len(case["expected"]), [case["input"][figure.start : figure.end] for figure in found]


@pytest.mark.parametrize("case", read("figures_values.yml"))
def test_a_number_is_read_with_its_unit_bounds_and_item(case: dict[str, Any]) -> None:
    compare(case)


@pytest.mark.parametrize("case", read("figures_casualties.yml"))
def test_the_role_of_the_counted_is_found_across_coordination_and_ellipsis(case: dict[str, Any]) -> None:
    compare(case)


@pytest.mark.parametrize("case", read("figures_none.yml"))
def test_a_number_that_claims_nothing_is_no_figure(case: dict[str, Any]) -> None:
    assert [case["input"][figure.start : figure.end] for figure in find_in_text(case["input"])] == []


@pytest.mark.parametrize("case", [*read("figures_values.yml"), *read("figures_casualties.yml")])
def test_closed_vocabularies_are_closed(case: dict[str, Any]) -> None:
    for figure in find_in_text(case["input"]):
        assert figure.kind in KINDS
        assert figure.qualifier in QUALIFIERS
        assert figure.role is None or figure.role in ROLES
        assert figure.change is None or figure.change in CHANGES
