"""Labels against texts of the project's own with gold for every block: precision and recall have floors.

No text in `blocks/` is learned from: the weights of the labels come from the pages that `learn.py` makes out of `pages/`.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.boilerplate.block import KEPT_LABELS
from pipeline.boilerplate.label import label_blocks

TEXTS: list[dict[str, Any]] = [
    text | {"file": path.stem}
    for path in sorted((Path(__file__).parent / "blocks").glob("*.yml"))
    for text in yaml.safe_load(path.read_text("utf-8"))
]
# Precision and recall in characters, lowered only with a reason.
FLOORS = {
    "kept": (0.99, 0.99), "body": (0.97, 0.98), "title": (0.90, 0.90), "paywall": (0.90, 0.90), "subscription": (0.80, 0.80),
    "cookie_notice": (0.95, 0.95), "newsletter": (0.90, 0.90), "related": (0.90, 0.90), "share": (0.90, 0.90),
    "legal": (0.90, 0.90),
    "comment": (0.85, 0.85), "timestamp": (0.90, 0.90), "byline": (0.90, 0.85), "credit": (0.90, 0.90), "navigation": (0.85, 0.85),
    "advertisement": (0.90, 0.90), "list_item": (0.85, 0.85), "heading": (0.80, 0.80),
    "duplicate": (0.90, 0.90), "correction": (0.90, 0.90), "caption": (0.95, 0.90), "standfirst": (0.90, 0.90),
    "contact": (0.90, 0.85), "dateline": (0.90, 0.90),
}  # fmt: skip


def compose(text: dict[str, Any]) -> tuple[str, list[str]]:
    """The raw text of an entry, and the gold label of each of its characters; what is `glued` goes on in the same line."""
    join, raw, gold = text.get("join", "\n\n"), "", []
    for block in text["blocks"]:
        ((label, words),) = [(name, value) for name, value in block.items() if name != "glued"]
        raw += ((" " if block.get("glued") else join) if raw else "") + str(words)
        gold += [label] * (len(raw) - len(gold))
    return raw, gold


def tally() -> dict[str, tuple[int, int, int]]:
    """Shared, predicted and gold characters of every label, and of what is kept."""
    shared, predicted, expected = Counter[str](), Counter[str](), Counter[str]()
    for text in TEXTS:
        raw, gold = compose(text)
        for block in label_blocks(raw):
            for position in range(block.start, block.end):
                if raw[position].isspace():
                    continue
                pairs = [(block.label, gold[position])]
                pairs.append(("kept" if block.kept else "", "kept" if gold[position] in KEPT_LABELS else ""))
                for found, wanted in pairs:
                    predicted[found] += 1
                    expected[wanted] += 1
                    shared[found] += found == wanted
    return {label: (shared[label], predicted[label], expected[label]) for label in expected}


@pytest.fixture(scope="module")
def counts() -> dict[str, tuple[int, int, int]]:
    return tally()


def test_the_collection_is_large_enough() -> None:
    assert len(TEXTS) >= 75
    assert len({text.get("language", "en") for text in TEXTS}) == 5


@pytest.mark.parametrize("label", sorted(FLOORS))
def test_label_reaches_its_floor(label: str, counts: dict[str, tuple[int, int, int]]) -> None:
    shared, predicted, expected = counts[label]
    precision, recall = shared / max(predicted, 1), shared / max(expected, 1)
    assert precision >= FLOORS[label][0], f"{label}: precision {precision:.3f}, recall {recall:.3f}"
    assert recall >= FLOORS[label][1], f"{label}: precision {precision:.3f}, recall {recall:.3f}"


if __name__ == "__main__":
    for name, (both, found, wanted) in sorted(tally().items()):
        share = f"precision {both / max(found, 1):.3f}  recall {both / max(wanted, 1):.3f}"
        print(f"{name or '(not kept)':<20} {share}  characters {wanted}")
