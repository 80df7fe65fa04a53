"""Add up the evidence on every block, and find the best run of article and boilerplate over the whole page.

Two passes. The first adds the weights of a block's own look and wording. The second adds, to a second sum over the same
look, the weights of its surroundings, which are told by the first sums of its neighbours. The weights are small numbers in
`weights.yml`, learned by `learn.py`; nothing else is trained, and nothing is random.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import yaml

from pipeline.boilerplate.lines import Piece
from pipeline.boilerplate.notices import Notice, Wordings, find_in_block
from pipeline.boilerplate.shape import Look, look_at
from pipeline.boilerplate.sight import FAMILIES, Codes, Column, Numbers, Sight
from pipeline.boilerplate.surroundings import describe_blocks
from pipeline.lexicon import Loader

PACKAGE, NAME = "pipeline.boilerplate", "weights.yml"
SHORT = 100  # characters of a block that may come again


class Weights(NamedTuple):
    """Weights towards the article: `line` for the first pass, `block` and `place` for the second.

    `place` has the tables of all families of codes, one behind the other; `starts` says where in it the code 0 of a family
    is, and before that is the 0 which the code -1 leads to.

    `stay` is what a block gains by being what the block before it is.
    """

    line: defaultdict[str, float]
    block: defaultdict[str, float]
    place: Numbers
    starts: dict[str, int]
    stay: float


class Scored(NamedTuple):
    """A page after both passes: what was seen, and the sums of the second pass."""

    sight: Sight
    scores: list[float]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights; raises ValueError where the file holds something else than numbers."""
    content: Any = yaml.load((files(PACKAGE) / NAME).read_text(encoding="utf-8"), Loader=Loader)  # yaml's safe loader
    try:
        line, block, place = (
            {str(name): float(value) for name, value in content[part].items()} for part in ("line", "block", "place")
        )
        return Weights(defaultdict(float, line), defaultdict(float, block), *make_tables(place), float(content["stay"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(
            f"{PACKAGE}/{NAME}: expected `stay` and mappings of names to numbers, line, block, place: {error}"
        ) from error


def make_tables(place: dict[str, float]) -> tuple[Numbers, dict[str, int]]:
    """The tables of all families, and where each begins; what `surroundings` calls by a name alone has one code."""
    table, starts = [0.0, 0.0], {}  # the first two for families without weights
    for family, codes in ({name: () for name in place if name.startswith("seen")} | FAMILIES).items():
        starts[family] = len(table)
        table += [*([place.get(f"{family}.{code}", 0.0) for code in codes] or [place[family]]), 0.0]
    return np.array(table), starts


class Seen(NamedTuple):
    """What the first pass sees of a block: its look, its notices, and what both and the bias add to the sums of the two passes."""

    look: Look
    wordings: Wordings
    first: float
    second: float


def see_block(raw: str, text: str, mark: str, language: str | None) -> Seen:
    """A block alone: `raw` with its decoration and line breaks, `text` and `mark` as they are in its piece."""
    look, wordings, weights = look_at(text), find_in_block(raw, text, language), load_weights()
    first, second = weigh_features(look.features)
    for name in other_features(mark, wordings):
        first += weights.line[name]
        second += weights.block[name]
    return Seen(look, wordings, first, second)


# Menus repeat, on a page and from page to page, so short blocks are remembered.
see_short = lru_cache(maxsize=1 << 16)(see_block)


@lru_cache(maxsize=1 << 14)
def weigh_features(features: tuple[str, ...]) -> tuple[float, float]:
    """The sums of the weights of features, with the bias, in the first and the second pass."""
    line, block = load_weights()[:2]
    return sum(map(line.__getitem__, features)) + line["bias"], sum(map(block.__getitem__, features)) + block["bias"]


def other_features(mark: str, wordings: Iterable[Notice]) -> list[str]:
    """Features of a block that are not in its bare text: the mark before it, the notices in it."""
    return [*([mark_feature(mark)] if mark else ()), *[notice.feature for notice in wordings]]


def mark_feature(mark: str) -> str:
    """What the decoration before a block makes of it."""
    if mark[0] == "#":
        return "mark.heading"
    return "mark.emphasis" if mark[0] in "*_" and " " not in mark and len(mark) > 1 else "mark.bullet"


def see_page(raw: str, pieces: Sequence[Piece], language: str | None = None) -> tuple[Sight, list[float]]:
    """The first pass over a page, and what the looks add to the second."""
    seen = [
        (see_short if end - start < SHORT else see_block)(raw[start:end], text, mark, language)
        for start, end, text, mark, *_ in pieces
    ]
    looks, wordings, firsts, seconds = map(list, zip(*seen, strict=True))
    return Sight(pieces, {number: own for number, own in enumerate(wordings) if own}, looks, firsts), seconds


def score_page(raw: str, pieces: Sequence[Piece], language: str | None = None) -> Scored:
    """Both passes over a page: above 0 speaks for the article."""
    sight, scores = see_page(raw, pieces, language)
    return Scored(sight, add_columns(scores, describe_blocks(sight)))


def add_columns(scores: Sequence[float], columns: Sequence[Column]) -> list[float]:
    """The scores with the weights of all codes added, one column after the other."""
    codes = np.concatenate([codes for _, codes in columns]).reshape(len(columns), -1)
    # a block to spare, since numbers that stand alone below each other would be added in another order
    sums = np.zeros((len(columns) + 1, len(scores) + 1))
    sums[0, :-1] = scores
    sums[1:, :-1] = load_weights().place.take(codes + find_starts(tuple([family for family, _ in columns])))
    scored: list[float] = np.add.reduce(sums, axis=0)[:-1].tolist()
    return scored


@lru_cache(maxsize=1 << 8)
def find_starts(families: tuple[str, ...]) -> Codes:
    """Where the tables of families begin, as a column of numbers."""
    starts = load_weights().starts
    return np.array([[starts.get(family, 1)] for family in families])


def best_run(scores: Sequence[float], stay: float) -> list[bool]:
    """Which blocks are article, so that the scores and the rewards for staying add up to the most (Viterbi's algorithm).

    >>> best_run([3.0, -0.2, 3.0, -3.0, 0.2, -3.0], 1.0)
    [True, True, True, False, False, False]
    """
    out, inside, back = 0.0, 0.0, []
    for score in scores:
        outside, within = out + stay, inside + stay
        enters, stays = inside > outside, within >= out
        back.append((enters, stays))
        out, inside = inside if enters else outside, (within if stays else out) + score
    chosen, state = [], inside >= out
    for from_inside, stays in reversed(back):
        chosen.append(state)
        state = stays if state else from_inside
    return chosen[::-1]


def to_probabilities(scores: Sequence[float]) -> list[float]:
    """Sums of weights as numbers from 0 to 1, rounded as they are published.

    >>> to_probabilities([0.0, 40.0])
    [0.5, 1.0]
    """
    chances: list[float] = (1 / (1 + np.exp(-np.array(scores).clip(-30.0, 30.0)))).round(3).tolist()
    return chances
