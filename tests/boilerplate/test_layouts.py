"""Whole pages in odd layouts: what stands below an article, live pages, pages of one line, glued links, other languages."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.boilerplate.label import label_blocks
from pipeline.boilerplate.lines import cut_pieces
from pipeline.boilerplate.notices import find_notices, load_notices

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "blocks_layouts.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_blocks_of_a_layout_get_their_labels(case: dict[str, Any]) -> None:
    raw = case.get("join", "\n\n").join(case["lines"])
    blocks = label_blocks(raw, language=case.get("language"))
    assert [block.label for block in blocks] == case["labels"], [raw[b.start : b.end] for b in blocks]


def test_wording_of_one_language_is_not_looked_for_in_another() -> None:
    raw = "Heike Sommer schreibt seit 2015 über Schulen."
    found = {language: find_notices(raw, cut_pieces(raw), language) for language in (None, "de", "fr")}
    assert [bool(found[language]) for language in (None, "de", "fr")] == [True, True, False]


def test_every_language_of_a_wording_is_a_code() -> None:
    assert {notice.language for notice in load_notices().notices} <= {"", "ar", "de", "es", "fr"}
