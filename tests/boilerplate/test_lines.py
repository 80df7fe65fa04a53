from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.boilerplate.lines import cut_pieces

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "blocks_lines.yml").read_text("utf-8"))
TEXTS = st.lists(
    st.sampled_from(
        [
            "The U.S.",
            "-led coalition",
            "Menu",
            "he left the town and",
            "* one",
            "\n",
            "\n\n",
            "\r\n",
            " ",
            ", who",
            "ÄÖ",
            "ﬁn",
            "\u2028",
            "Go.",
        ]
    )
    | st.text(max_size=12)
).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_text_is_cut_as_the_case_says(case: dict[str, Any]) -> None:
    assert [piece.text for piece in cut_pieces(case["input"])] == case["blocks"]


@given(TEXTS)
def test_pieces_cover_the_text_without_gap(raw: str) -> None:
    pieces = cut_pieces(raw)
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces)][: len(pieces)]
    assert not raw or pieces[-1].end == len(raw)
    assert all(piece.start < piece.end for piece in pieces)


def test_wrapped_paragraph_is_one_block() -> None:
    raw = (
        "The engineers of the ministry have inspected the two dams above the\n"
        "valley three times since the winter, and every report warned of cracks\n"
        "in the eastern wall that nobody has repaired since they were found.\n"
    )
    assert len(cut_pieces(raw)) == 1
