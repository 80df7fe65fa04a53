from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.boilerplate.block import Header
from pipeline.boilerplate.header import find_header
from pipeline.boilerplate.label import label_blocks
from pipeline.boilerplate.stamps import find_stamp

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "blocks_header.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_header_says_what_the_case_says(case: dict[str, Any]) -> None:
    header = find_header(case["input"], label_blocks(case["input"]))
    for item in Header._fields:
        if item in case:
            found = getattr(header, item)
            assert (found.value if found else None) == case[item], item


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_spans_of_the_header_lie_in_the_raw_text(case: dict[str, Any]) -> None:
    raw = case["input"]
    header = find_header(raw, label_blocks(raw))
    for item in ("title", "standfirst", "byline", "publisher", "dateline"):
        found = getattr(header, item)
        if found:
            assert " ".join(raw[found.span.start : found.span.end].split()) == found.value


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_dates_are_read_back_in_every_form(day: date) -> None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%B %d, %Y", "%d %b %Y", "%Y/%m/%d"):
        stamp = find_stamp(day.strftime(form))
        assert stamp is not None
        assert stamp.value == day.isoformat()


@pytest.mark.parametrize("text", ["31.02.2019", "2019-13-01", "in March", "room 12", "1,200 people"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert find_stamp(text) is None
