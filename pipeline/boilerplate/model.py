"""Add up the evidence on every block, and find the best run of article and boilerplate over the whole page.

The weights are small numbers in `weights.yml`, learned by `learn.py`; nothing else is trained, and nothing is random.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import Any, NamedTuple

import yaml

from pipeline.lexicon import Loader

PACKAGE, NAME = "pipeline.boilerplate", "weights.yml"


class Weights(NamedTuple):
    """`feature` weighs a block towards the article; `stay` is what it gains by being what the block before it is."""

    feature: dict[str, float]
    stay: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights; raises ValueError where the file holds something else than numbers."""
    content: Any = yaml.load((files(PACKAGE) / NAME).read_text(encoding="utf-8"), Loader=Loader)  # yaml's safe loader
    try:
        return Weights({str(name): float(value) for name, value in content["features"].items()}, float(content["stay"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{PACKAGE}/{NAME}: expected `stay` and a mapping `features` of names to numbers: {error}") from error


def score_blocks(features: Sequence[Sequence[str]]) -> list[float]:
    """For every block, the sum of its weights: above 0 speaks for the article."""
    weight = load_weights().feature
    return [sum([weight.get(name, 0.0) for name in names]) for names in features]


def best_run(scores: Sequence[float]) -> list[bool]:
    """Which blocks are article, so that the scores and the rewards for staying add up to the most (Viterbi's algorithm).

    >>> best_run([3.0, -0.2, 3.0, -3.0, 0.2, -3.0])
    [True, True, True, False, False, False]
    """
    stay = load_weights().stay
    out, inside, back = 0.0, 0.0, []
    for score in scores:
        back.append((inside > out + stay, inside + stay >= out))
        out, inside = max(out + stay, inside), max(inside + stay, out) + score
    chosen, state = [], inside >= out
    for from_inside, stays in reversed(back):
        chosen.append(state)
        state = stays if state else from_inside
    return chosen[::-1]


def to_probability(score: float) -> float:
    """A sum of weights as a number from 0 to 1, rounded as it is published.

    >>> to_probability(0.0), to_probability(40.0)
    (0.5, 1.0)
    """
    return round(1 / (1 + exp(-max(min(score, 30.0), -30.0))), 3)
