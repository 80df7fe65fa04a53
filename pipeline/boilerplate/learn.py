"""Make `weights.yml` again: `python -m pipeline.boilerplate.learn PAGES.jsonl:1 EXTRACTS.jsonl:0.8`.

Each file has one JSON object a line, `id`, `text` and `gold` (the article in it), and a weight behind a colon; the golds of
the first file are learned from as texts of their own too, at half its weight, so that a clean article stays whole. Ids that
agree up to a colon are variants of one page. Same input, same weights.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from pipeline.boilerplate.lines import Piece, cut_pieces
from pipeline.boilerplate.model import other_features
from pipeline.boilerplate.notices import Wordings, find_notices
from pipeline.boilerplate.shape import Look, look_at
from pipeline.boilerplate.sight import FAMILIES, Sight
from pipeline.boilerplate.surroundings import describe_blocks

WORD = re.compile(r"\w+")
LINE_PENALTY, PLACE_PENALTY, STEPS, LEAST_PAGES, STAY, TOWARDS_KEEPING = 10.0, 40.0, 150, 3, 1.5, 0.9
Names = dict[str, float]
# What stands after links or among time stamps never speaks for the article, what shares its words never against it, whatever
# a hundred pages happen to say: signs that are known are not learned.
NEVER_FOR = re.compile(
    r"(?:block:)?(?:seen|section|repeated|stamp|notice\.sure\.(?!correction)|zone\.(?:after|before)|headline\.before|known\w*\.\w+\.[01]$|near\.\w\.[01]$"
    r"|wide\.\w\.[01]$|(?:back|ahead)\.\w\.(?:7-12|13-40|41\+)|link|bar|slash|symbol|exclamation|you|i$|words\.[12]$|end\.long\.none)"
)
NEVER_AGAINST = re.compile(
    r"(?:block:)?(?:zone\.in|says|known\w*\.\w+\.[456]$|near\.\w\.[56]$|wide\.\w\.[56]$|level\.long[34]|end\.long\.sentence)"
)


class Example(NamedTuple):
    """One text: its blocks, what the first pass sees of them, and the share of each that is article."""

    page: str
    pieces: list[Piece]
    notices: dict[int, Wordings]
    looks: list[Look]
    features: list[list[str]]
    targets: list[float]
    weights: list[float]


def read_examples(arguments: Sequence[str]) -> list[Example]:
    """The examples of all files."""
    examples = []
    for number, argument in enumerate(arguments):
        path, _, weight = argument.rpartition(":")
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            examples.append(make_example(row["id"], row["text"], row["gold"], float(weight)))
            if number == 0 and row["gold"]:
                examples.append(make_example(row["id"], row["gold"], row["gold"], float(weight) / 2))
    return examples


def make_example(name: str, text: str, gold: str, weight: float) -> Example:
    """One text made ready; every text counts as much as every other of its file, whatever its length."""
    pieces = cut_pieces(text)
    notices = find_notices(text, pieces)
    looks = [look_at(piece.text) for piece in pieces]
    features = [
        ["bias", *look.features, *other_features(piece.mark, notices.get(n, ()))]
        for n, (look, piece) in enumerate(zip(looks, pieces, strict=True))
    ]
    shares = align(pieces, text, gold)
    sizes = [float(np.sqrt(min(size, 60))) for _, size in shares]
    scale = 100 * weight / (sum(sizes) or 1.0)
    return Example(
        name.split(":")[0], pieces, notices, looks, features,
        [share for share, _ in shares], [size * scale for size in sizes],
    )  # fmt: skip


def align(pieces: Sequence[Piece], text: str, gold: str) -> list[tuple[float, int]]:
    """For every block, the share of its runs of four words that the article has, and its number of words.

    Blocks of under five words count where the blocks around them do.
    """
    words = WORD.findall(gold)
    left, joined = Counter(runs_of(words)), f" {' '.join(words)} "
    found: list[tuple[float, int] | None] = []
    for piece in pieces:
        own = WORD.findall(text[piece.start : piece.end])
        if len(own) >= 5:
            runs = Counter(runs_of(own))
            shared = runs & left
            left -= shared
            found.append((shared.total() / runs.total(), len(own)))
        else:
            found.append(None if own and f" {' '.join(own)} " in joined else (0.0, len(own)))
    return [value or settle_short(found, number) for number, value in enumerate(found)]


def settle_short(found: Sequence[tuple[float, int] | None], number: int) -> tuple[float, int]:
    """The share of a short block whose words stand somewhere in the article: what the next long blocks on both sides say."""
    before = next((value[0] for value in reversed(found[:number]) if value and value[1] >= 5), None)
    after = next((value[0] for value in found[number + 1 :] if value and value[1] >= 5), None)
    sides = [side for side in (before, after) if side is not None]
    return (1.0 if all(side > 0.5 for side in sides) else 0.0, 2)


def runs_of(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Runs of four words."""
    return zip(*(words[n:] for n in range(4)), strict=False)


def fit(
    rows: Sequence[Sequence[str]], targets: Sequence[float], weights: Sequence[float], pages: Sequence[str], penalty: float
) -> Names:
    """Weights of a logistic model by gradient steps (Adam); names on fewer than three pages are left out."""
    on_pages: dict[str, set[str]] = {}
    for row, page in zip(rows, pages, strict=True):
        for name in row:
            on_pages.setdefault(name, set()).add(page)
    names = {
        name: n for n, name in enumerate(sorted(name for name, found in on_pages.items() if name and len(found) >= LEAST_PAGES))
    }
    pairs = [(n, names[name]) for n, row in enumerate(rows) for name in row if name in names]
    row_of, name_of = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    target, weight = np.array(targets), np.array(weights)
    lowest = np.array([0.0 if NEVER_AGAINST.match(name) else -np.inf for name in names])
    highest = np.array([0.0 if NEVER_FOR.match(name) else np.inf for name in names])
    theta, mean, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        chance = 1 / (1 + np.exp(-np.bincount(row_of, weights=theta[name_of], minlength=len(rows))))
        slope = np.bincount(name_of, weights=((chance - target) * weight)[row_of], minlength=len(names)) + penalty * theta
        slope *= 100 / weight.sum()
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        rate = 0.05 if step > 0.7 * STEPS else 0.15
        theta -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        theta = np.clip(theta, lowest, highest)
    return {name: float(theta[n]) for name, n in names.items()}


def first_scores(example: Example, line: Names) -> list[float]:
    """The sums of the first pass."""
    return [sum(line.get(name, 0.0) for name in row) for row in example.features]


def place_rows(example: Example, scores: Sequence[float]) -> list[list[str]]:
    """The features of the second pass: the look again, under names of its own, and the surroundings."""
    columns = describe_blocks(Sight(example.pieces, example.notices, example.looks, scores))
    names = [[name_code(family, int(code)) for code in codes] for family, codes in columns]
    return [[*(f"block:{name}" for name in row), *(column[n] for column in names)] for n, row in enumerate(example.features)]


def name_code(family: str, code: int) -> str:
    """The name of a code in `weights.yml`, "" for none."""
    if code < 0:
        return ""
    return f"{family}.{FAMILIES[family][code]}" if family in FAMILIES else family


def learn(examples: Sequence[Example]) -> tuple[Names, Names]:
    """Weights of both passes; the second learns from first sums that a model made which had not seen the page."""

    def fit_all(chosen: Sequence[Example], rows: Sequence[Sequence[Sequence[str]]], penalty: float) -> Names:
        return fit(
            [row for each in rows for row in each],
            [target for each in chosen for target in each.targets],
            [weight for each in chosen for weight in each.weights],
            [each.page for each in chosen for _ in each.pieces],
            penalty,
        )

    rows: dict[int, list[list[str]]] = {}
    for part in range(4):
        others = [each for each in examples if fold_of(each.page, 4, 6) != part]
        line = fit_all(others, [each.features for each in others], LINE_PENALTY)
        rows.update(
            {n: place_rows(each, first_scores(each, line)) for n, each in enumerate(examples) if fold_of(each.page, 4, 6) == part}
        )
    line = fit_all(examples, [each.features for each in examples], LINE_PENALTY)
    return line, fit_all(examples, [rows[n] for n in range(len(examples))], PLACE_PENALTY)


def fold_of(page: str, folds: int, position: int = 0) -> int:
    """The fold of a page, by the characters of its id."""
    return sum(map(ord, page[position : position + 6])) % folds


def write_weights(path: Path, line: Names, second: Names) -> None:
    """The weights as YAML, sorted, two decimals; those that round to nothing are left out."""
    block = {name.removeprefix("block:"): value for name, value in second.items() if name.startswith("block:")}
    block["bias"] = block.get("bias", 0.0) + TOWARDS_KEEPING
    place = {name: value for name, value in second.items() if not name.startswith("block:")}
    text = ["# Made by `python -m pipeline.boilerplate.learn`; see there. Above 0 speaks for the article.", f"stay: {STAY}"]
    for part, names in (("line", line), ("block", block), ("place", place)):
        text.append(f"{part}:")
        text.extend(f"  {name}: {value:.2f}" for name, value in sorted(names.items()) if abs(value) >= 0.005)
    path.write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_weights(Path(__file__).with_name("weights.yml"), *learn(read_examples(sys.argv[1:])))
