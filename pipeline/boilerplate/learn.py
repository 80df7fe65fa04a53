"""Make `weights.yml` again: `python -m pipeline.boilerplate.learn tests/quality/pages`.

The folder holds articles and page furniture of the project's own, of which `made_pages` makes the pages that are learned from.
Same folder, same weights.
"""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipeline.boilerplate.lines import Piece, cut_pieces
from pipeline.boilerplate.made_pages import GoldText, make_pages
from pipeline.boilerplate.model import other_features
from pipeline.boilerplate.notices import Wordings, find_notices
from pipeline.boilerplate.pleas import split_pleas
from pipeline.boilerplate.seams import split_seams
from pipeline.boilerplate.shape import Look, look_at
from pipeline.boilerplate.sight import FAMILIES, Codes, Numbers, Sight
from pipeline.boilerplate.surroundings import describe_blocks

LINE_PENALTY, PLACE_PENALTY, STEPS, LEAST_PAGES, STAY = 60.0, 1200.0, 150, 3, 2.5
# Set by hand. A lost paragraph is a lost event, a kept link one line too many, and made articles are less varied than real ones: so
# blocks of an article count this much more than others, by their least number of words, and all sums are shifted towards keeping.
ARTICLE_COUNTS, TOWARDS_KEEPING = ((12, 5.0), (5, 3.0), (0, 1.0)), 0.9
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


def read_examples(folder: Path) -> list[Example]:
    """The examples of all texts that a folder makes."""
    return [make_example(text) for text in make_pages(folder)]


def make_example(text: GoldText) -> Example:
    """One text made ready; every text counts as its weight says, whatever its length."""
    pieces = split_pleas(text.raw, split_seams(text.raw, cut_pieces(text.raw)))
    notices = find_notices(text.raw, pieces)
    looks = [look_at(piece.text) for piece in pieces]
    features = [
        ["bias", *look.features, *other_features(piece.mark, notices.get(n, ()))]
        for n, (look, piece) in enumerate(zip(looks, pieces, strict=True))
    ]
    shares = align(pieces, text)
    sizes = [0.0 if share is None else float(np.sqrt(min(look.words, 60))) for share, look in zip(shares, looks, strict=True)]
    scale = 100 * text.weight / (sum(sizes) or 1.0)
    return Example(
        text.source, pieces, notices, looks, features,
        [share or 0.0 for share in shares],
        [size * scale * count_article(share, look) for size, share, look in zip(sizes, shares, looks, strict=True)],
    )  # fmt: skip


def count_article(share: float | None, look: Look) -> float:
    """How much more a block counts because it is article."""
    return next(times for least, times in ARTICLE_COUNTS if look.words >= least) if share and share > 0.5 else 1.0


def align(pieces: Sequence[Piece], text: GoldText) -> list[float | None]:
    """For every block, the share of its characters that is article; None where the gold leaves all of it open."""
    shares: list[float | None] = []
    first = 0
    for piece in pieces:
        while first < len(text.spans) and text.spans[first][1] <= piece.start:
            first += 1
        known = article = 0.0
        for start, end, share in text.spans[first:]:
            if start >= piece.end:
                break
            size = min(end, piece.end) - max(start, piece.start)
            known += size * (share is not None)
            article += size * (share or 0.0)
        shares.append(article / known if known else None)
    return shares


class Case(NamedTuple):
    """Blocks that look alike: how much they count together, which share of that is article, and the texts they are from."""

    weight: float
    article: float
    pages: frozenset[str]


NOTHING = Case(0.0, 0.0, frozenset())


def fit(rows: Iterable[tuple[Sequence[str], float, float, str]], penalty: float) -> Names:
    """Weights of a logistic model for rows of (names, share of article, weight, page); names on few pages are left out."""
    cases: dict[tuple[str, ...], Case] = {}
    for row, target, weight, page in rows:
        if weight:
            key = tuple(row)
            old = cases.get(key, NOTHING)
            cases[key] = Case(old.weight + weight, old.article + weight * target, old.pages | {page})
    names = common_names(cases)
    pairs = np.array([(n, names[name]) for n, row in enumerate(cases) for name in row if name in names]).T
    weight, article = np.array([(case.weight, case.article) for case in cases.values()]).T
    return dict(zip(names, descend(list(names), pairs, weight, article, penalty), strict=True))


def common_names(cases: Mapping[tuple[str, ...], Case]) -> dict[str, int]:
    """The names that stand on enough pages, numbered in the order of the alphabet."""
    on_pages: dict[str, set[str]] = {}
    for row, case in cases.items():
        for name in row:
            on_pages.setdefault(name, set()).update(case.pages)
    common = sorted(name for name, found in on_pages.items() if name and len(found) >= LEAST_PAGES)
    return {name: number for number, name in enumerate(common)}


def descend(names: Sequence[str], pairs: Codes, weight: Numbers, article: Numbers, penalty: float) -> list[float]:
    """The weights of names, by gradient steps (Adam) that keep to the signs which are known; `pairs` are (row, name)."""
    row_of, name_of = pairs
    lowest = np.array([0.0 if NEVER_AGAINST.match(name) else -np.inf for name in names])
    highest = np.array([0.0 if NEVER_FOR.match(name) else np.inf for name in names])
    theta, mean, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        chance = 1 / (1 + np.exp(-np.bincount(row_of, weights=theta[name_of], minlength=len(weight))))
        slope = np.bincount(name_of, weights=(chance * weight - article)[row_of], minlength=len(names)) + penalty * theta
        slope *= 100 / weight.sum()
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        rate = 0.05 if step > 0.7 * STEPS else 0.15
        theta -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        theta = np.clip(theta, lowest, highest)
    found: list[float] = theta.tolist()
    return found


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
        own = zip(chosen, rows, strict=True)
        return fit(
            (
                (row, target, weight, each.page)
                for each, features in own
                for row, target, weight in zip(features, each.targets, each.weights, strict=True)
            ),
            penalty,
        )

    rows: dict[int, list[list[str]]] = {}
    for part in range(4):
        others = [each for each in examples if fold_of(each.page, 4) != part]
        line = fit_all(others, [each.features for each in others], LINE_PENALTY)
        rows.update(
            {n: place_rows(each, first_scores(each, line)) for n, each in enumerate(examples) if fold_of(each.page, 4) == part}
        )
    line = fit_all(examples, [each.features for each in examples], LINE_PENALTY)
    return line, fit_all(examples, [rows[n] for n in range(len(examples))], PLACE_PENALTY)


def fold_of(page: str, folds: int) -> int:
    """The fold of a page, by the characters of its id."""
    return sum(map(ord, page)) % folds


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
    write_weights(Path(__file__).with_name("weights.yml"), *learn(read_examples(Path(sys.argv[1]))))
