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
from pipeline.boilerplate.notices import Notice, find_notices
from pipeline.boilerplate.shape import Look, look_at
from pipeline.boilerplate.sight import FAMILIES, Column, Numbers, Sight
from pipeline.boilerplate.surroundings import describe_blocks
from pipeline.lexicon import Loader

PACKAGE, NAME = "pipeline.boilerplate", "weights.yml"


class Weights(NamedTuple):
    """Weights towards the article: `line` for the first pass, `block` and `place` for the second.

    `place` has a table for each family of codes; its last element, which the code -1 leads to, is 0.

    `stay` is what a block gains by being what the block before it is.
    """

    line: defaultdict[str, float]
    block: defaultdict[str, float]
    place: dict[str, Numbers]
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
        return Weights(defaultdict(float, line), defaultdict(float, block), make_tables(place), float(content["stay"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(
            f"{PACKAGE}/{NAME}: expected `stay` and mappings of names to numbers, line, block, place: {error}"
        ) from error


def make_tables(place: dict[str, float]) -> dict[str, Numbers]:
    """A table of weights for each family; what `surroundings` calls by a name alone has one code."""
    families = {name: () for name in place if name.startswith("seen")} | FAMILIES
    return {
        family: np.array([place.get(f"{family}.{code}", 0.0) for code in codes] + ([] if codes else [place[family]]) + [0.0])
        for family, codes in families.items()
    }


@lru_cache(maxsize=1 << 16)
def weigh_short(text: str) -> tuple[Look, float, float]:
    """The look of a text and its two sums; menus repeat from page to page, so short texts are remembered."""
    return weigh_text(text)


def weigh_text(text: str) -> tuple[Look, float, float]:
    """The look of a text, and what it and the bias add to the sums of the first and the second pass."""
    look = look_at(text)
    return look, *weigh_features(look.features)


@lru_cache(maxsize=1 << 14)
def weigh_features(features: tuple[str, ...]) -> tuple[float, float]:
    """The sums of the weights of features, with the bias, in the first and the second pass."""
    line, block = load_weights()[:2]
    return sum(map(line.__getitem__, features)) + line["bias"], sum(map(block.__getitem__, features)) + block["bias"]


def other_features(piece: Piece, notices: Iterable[Notice]) -> list[str]:
    """Features of a block that are not in its bare text: the mark before it, the notices in it."""
    features = [] if not piece.mark else [mark_feature(piece.mark)]
    features.extend([notice.feature for notice in notices])
    return features


def mark_feature(mark: str) -> str:
    """What the decoration before a block makes of it."""
    if mark[0] == "#":
        return "mark.heading"
    return "mark.emphasis" if mark[0] in "*_" and " " not in mark and len(mark) > 1 else "mark.bullet"


def see_page(raw: str, pieces: Sequence[Piece], language: str | None = None) -> tuple[Sight, list[float]]:
    """The first pass over a page, and what the looks add to the second."""
    weights, notices = load_weights(), find_notices(raw, pieces, language)
    weighed = [weigh_short(piece.text) if len(piece.text) < 100 else weigh_text(piece.text) for piece in pieces]
    looks, firsts, seconds = map(list, zip(*weighed, strict=True))
    marked = [number for number, piece in enumerate(pieces) if piece.mark]
    for number in {*marked, *notices}:
        for name in other_features(pieces[number], notices.get(number, ())):
            firsts[number] += weights.line[name]
            seconds[number] += weights.block[name]
    return Sight(pieces, notices, looks, firsts), seconds


def score_page(raw: str, pieces: Sequence[Piece], language: str | None = None) -> Scored:
    """Both passes over a page: above 0 speaks for the article."""
    sight, scores = see_page(raw, pieces, language)
    return Scored(sight, add_columns(scores, describe_blocks(sight)))


def add_columns(scores: list[float], columns: Iterable[Column]) -> list[float]:
    """The scores with the weights of all codes added."""
    tables, total = load_weights().place, np.array(scores)
    for family, codes in columns:
        if family in tables:
            total += tables[family].take(codes)
    scored: list[float] = total.tolist()
    return scored


def best_run(scores: Sequence[float], stay: float) -> list[bool]:
    """Which blocks are article, so that the scores and the rewards for staying add up to the most (Viterbi's algorithm).

    >>> best_run([3.0, -0.2, 3.0, -3.0, 0.2, -3.0], 1.0)
    [True, True, True, False, False, False]
    """
    out, inside, back = 0.0, 0.0, []
    for score in scores:
        back.append((inside > out + stay, inside + stay >= out))
        out, inside = max(out + stay, inside), max(inside + stay, out) + score
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
    chances: list[float] = np.round(1 / (1 + np.exp(-np.clip(np.array(scores), -30.0, 30.0))), 3).tolist()
    return chances
