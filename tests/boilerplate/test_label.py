import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.boilerplate.block import KEPT_LABELS, LABELS
from pipeline.boilerplate.label import label_blocks
from pipeline.reading.patterns import PatternError

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "blocks.yml").read_text("utf-8"))
PARTS = (
    "The army left the town on Monday, officials said.", "Cookie settings", "Share", "* Access to our archive", "By Jane Miller",
    "July 8, 2019 17:18", "Related Content", "Dear Reader,", "Thank you,", "For $5 a month you get:", "**1. Timeline**",
    "24 Comments", "# Title", "\n", "\n\n", "\r\n", " ", "Photo: Reuters", "تابعونا على تويتر", "2 hours ago", "(AP) -",
    "MOSUL, Iraq (Reuters) -",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS) | st.text(max_size=20), max_size=25).map("\n".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_blocks_get_the_labels_of_the_case(case: dict[str, Any]) -> None:
    assert [block.label for block in label_blocks(case["input"])] == case["labels"]


@given(TEXTS)
def test_blocks_partition_the_text_and_keep_to_the_vocabulary(raw: str) -> None:
    blocks = label_blocks(raw)
    assert [block.start for block in blocks] == [0, *(block.end for block in blocks)][: len(blocks)]
    assert not raw or blocks[-1].end == len(raw)
    for block in blocks:
        assert block.start < block.end
        assert block.label in LABELS
        assert block.kept == (block.label in KEPT_LABELS)
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", block.rule_id)
        assert 0 <= block.score <= 1


@given(TEXTS)
def test_labelling_twice_gives_the_same(raw: str) -> None:
    assert label_blocks(raw) == label_blocks(raw)


@given(
    st.text(alphabet=st.characters(categories=("Ll", "Lu", "Nd", "Zs"), include_characters=".,?!"), min_size=1, max_size=80).filter(
        str.strip
    )
)
def test_text_of_one_plain_line_is_kept_or_named_by_a_wording(raw: str) -> None:
    (block,) = label_blocks(raw)
    assert block.kept or block.rule_id.split(".")[0] not in ("model", "shape", "section")


def test_empty_text_has_no_blocks() -> None:
    assert label_blocks("") == []


def test_given_title_is_found_further_down() -> None:
    raw = "Menu\n\nTarsin mourns\n\nThe town of Tarsin mourned 31 people on Sunday, a week after the ferry went down."
    labels = {raw[b.start : b.end].strip(): (b.label, b.rule_id) for b in label_blocks(raw, title="Tarsin mourns")}
    assert labels["Tarsin mourns"] == ("title", "title.given")


def test_patterns_of_the_user_overrule_every_verdict() -> None:
    raw = "The town fell on Monday, officials said.\n\nCookie settings\n\nThe Courier wishes you a good day, every day of the year."
    blocks = label_blocks(raw, keep=["^Cookie"], drop=["wishes you"])
    assert [(block.kept, block.rule_id) for block in blocks[1:]] == [(True, "user.keep"), (False, "user.drop")]


def test_broken_pattern_of_the_user_is_an_error() -> None:
    with pytest.raises(PatternError):
        label_blocks("a text", keep=["("])


def test_letter_to_the_reader_goes_as_a_whole() -> None:
    raw = (
        "Drought empties villages\n\nFarmers have abandoned at least 30 villages this summer, the council said on Monday.\n\n"
        "Dear Reader,\n\nMore people read us than ever before, and good reporting is dear.\n\nFor $5 a month you will receive:\n\n"
        "* A paper free of ads\n* A letter every Friday\n\nThank you,\n\nMiriam Adler, Editor\nJosef Brandt, Publisher\n\n"
        "The water level fell to 1.2 metres in July, the lowest since 1932, said a hydrologist of the ministry."
    )
    labels = [block.label for block in label_blocks(raw)]
    assert labels == ["title", "body", *["paywall"] * 8, "body"]
