"""Time expressions by cases: what is found, its value and its EDTF, and what is no time."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.text.page import page_of
from pipeline.times.find import find_times
from pipeline.times.timex import BASES, PRECISIONS, TYPES, Time

CASES = Path(__file__).parents[1] / "cases"


def read(name: str) -> list[Any]:
    cases = yaml.load((CASES / name).read_text(encoding="utf-8"), Loader=Texts)
    return [
        pytest.param(
            case, id=case["input"][:50], marks=[pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
        )
        for case in cases
    ]


class Texts(yaml.SafeLoader):
    """A loader that leaves dates and numbers as they are written."""


Texts.yaml_implicit_resolvers = {
    key: [pair for pair in pairs if pair[0] == "tag:yaml.org,2002:null"]
    for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def times_of(case: dict[str, Any]) -> tuple[str, list[Time]]:
    from datetime import date

    page = page_of(case["input"], published=date.fromisoformat(case["published"]) if "published" in case else None)
    return page.text, find_times(page)


@pytest.mark.parametrize("case", read("times.yml"))
def test_every_expression_has_its_value_and_edtf(case: dict[str, Any]) -> None:
    text, times = times_of(case)
    assert [[text[time.start : time.end], time.value, time.edtf] for time in times] == case["expected"], case["why"]


@pytest.mark.parametrize("case", read("times_tense.yml"))
def test_tense_gives_weekdays_and_months_their_direction(case: dict[str, Any]) -> None:
    _, times = times_of(case | {"published": "2016-06-15"})
    assert [time.value for time in times if time.timex_type == "DATE"] == case["days"]


@pytest.mark.parametrize("case", read("times_none.yml"))
def test_what_is_no_time_is_not_found(case: dict[str, Any]) -> None:
    text, times = times_of(case)
    assert [text[time.start : time.end] for time in times] == [], case["why"]


@pytest.mark.parametrize("case", read("times.yml"))
def test_vocabularies_are_closed(case: dict[str, Any]) -> None:
    for time in times_of(case)[1]:
        assert time.timex_type in TYPES
        assert time.basis in BASES
        assert time.precision is None or time.precision in PRECISIONS
