"""Where a block stands: its neighbours, the run of running text on its page, the title, the notices that came before.

Every circumstance is a family of named codes; a block has at most one code of each family. `weights.yml` holds a weight for
each code, so that the second pass is a sum as the first is. Codes are numbers here, for speed; `FAMILIES` names them.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.boilerplate.notices import SECTIONS
from pipeline.boilerplate.sight import (
    BESIDE,
    FAR,
    FAR_BOUNDS,
    LEVEL_BOUNDS,
    LEVELS,
    Codes,
    Column,
    Numbers,
    Sight,
)


class Ground(NamedTuple):
    """A page as numbers: sizes (0 short, 1 long), levels of evidence, chances, words, good paragraphs, and the main run."""

    sizes: Codes
    levels: Codes
    chances: Numbers
    weights: Numbers
    good: npt.NDArray[np.bool_]
    first: int
    last: int


SECTION_NUMBERS = {"": -1, **{section: number for number, section in enumerate(SECTIONS)}}
BLOCK_COST, STAMP_COST, LEAST_RUN = 3.0, 20.0, 40.0


def describe_blocks(sight: Sight) -> list[Column]:
    """The columns of a page."""
    ground = lay_ground(sight)
    return [
        *describe_neighbours(ground.levels),
        *describe_density(ground),
        *describe_place(ground),
        *describe_words(sight, ground),
        *describe_notices(sight, ground),
        describe_headline(sight.headline, ground.sizes),
        *describe_stamps(sight.stamps),
        *describe_repeats([piece.text for piece in sight.pieces], ground.sizes),
        ("no_gap", np.array([-1 if piece.gap else 0 for piece in sight.pieces])),
        *describe_ends(ground.sizes),
    ]


def lay_ground(sight: Sight) -> Ground:
    """Scores and word counts as numbers, and the main run they lead to."""
    scores, words = np.array(sight.scores), np.array(sight.words)
    sizes = (words >= 8).astype(np.int64)
    levels = LEVEL_BOUNDS.searchsorted(scores, "right") + 5 * sizes
    chances = 1 / (1 + np.exp(-scores.clip(-20.0, 20.0)))
    weights = np.minimum(words, 60).astype(np.float64)
    gains = (2 * chances - 1) * weights - BLOCK_COST * (chances < 0.5)
    if any(sight.stamps):
        gains -= STAMP_COST * np.array(sight.stamps)
    good, gained = (scores > 0.7) & (words >= 12), gains.tolist()
    for number, wordings in sight.notices.items():
        gained[number] -= wordings.cost
    return Ground(sizes, levels, chances, weights, good, *main_run(gained, sight.headline))


def main_run(gains: Sequence[float], headline: int) -> tuple[int, int]:
    """First and last block of the run that holds the most of an article; under the headline, where the page repeats its title.

    Blocks that seem to be no article cost, notices and time stamps cost more, and what opens a list of links ends the run.
    """
    first, last, total = richest_run(gains, headline)
    if headline and total < LEAST_RUN:
        first, last, total = richest_run(gains, 0)
    return first, last


def richest_run(gains: Sequence[float], start: int) -> tuple[int, int, float]:
    """The run from `start` on whose gains add up to the most, and their sum (Kadane's algorithm).

    >>> richest_run([-1.0, 3.0, -1.0, 2.0, -5.0, 3.0], 0)
    (1, 3, 4.0)
    """
    best, run, total = 0.0, (start, len(gains) - 1), 0.0
    for number in range(start, len(gains)):
        total += gains[number]
        if total <= 0:
            total, start = 0.0, number + 1
        elif total > best:
            best, run = total, (start, number)
    return *run, best


def far(blocks: Codes) -> Codes:
    """The codes of distances."""
    return FAR_BOUNDS.searchsorted(blocks, "right")


@lru_cache(maxsize=1 << 10)
def reaching(count: int, start: int, code: int = 0) -> Codes:
    """A code from the block `start` on, on a page of so many."""
    codes = np.full(count, -1)
    codes[start:] = code
    codes.flags.writeable = False
    return codes


def describe_neighbours(levels: Codes) -> list[Column]:
    """The levels of a block and of two blocks on either side."""
    count = len(levels)
    around = np.full(count + 4, len(LEVELS))
    around[2:-2] = levels
    own = levels * len(BESIDE)
    return [
        ("level", levels),
        ("prev", own + around[1:-3]),
        ("next", own + around[3:-1]),
        ("prev2", around[:-4]),
        ("next2", around[4:]),
    ]


def describe_density(ground: Ground) -> list[Column]:
    """How much of an article the neighbourhood is, how far the nearest sure paragraphs are, and how the whole page is."""
    count, sizes = len(ground.sizes), ground.sizes
    sums = np.zeros((2, count + 1))
    ground.weights.cumsum(out=sums[0, 1:])
    (ground.weights * ground.chances).cumsum(out=sums[1, 1:])
    near, wide = shares_around(sums) + 7 * sizes
    back, ahead = far(distances(ground.good)) + len(FAR) * sizes
    share = int(10 * sums[1, -1] / max(sums[0, -1], 1.0))
    return [
        ("near", near),
        ("wide", wide),
        ("back", back),
        ("ahead", ahead),
        ("page", reaching(count, 0, share)),
        ("page_sized", sizes * 6 + share // 2),
    ]


def shares_around(sums: Numbers) -> Codes:
    """How many sixths of the words within 3 and within 8 blocks are article; the block itself is not counted.

    `sums` are the running sums of words, and of words weighed by their chances.
    """
    low, high = windows(sums.shape[1] - 1)
    total, article = sums.take(high, axis=1) - sums.take(low, axis=1) - sums[:, None, 1:] + sums[:, None, :-1]
    shares: Codes = np.where(total > 0, 6 * article / np.maximum(total, 1.0), 3).astype(np.int64)
    return shares


@lru_cache(maxsize=1 << 9)
def windows(count: int) -> tuple[Codes, Codes]:
    """For every block of a page of so many, the first block within reach and the one after the last, for both reaches."""
    numbers, reaches = np.arange(count), np.array([[3], [8]])
    return np.maximum(numbers - reaches, 0), np.minimum(numbers + reaches + 1, count)


def distances(good: npt.NDArray[np.bool_]) -> Codes:
    """For every block, how many blocks before it the last good one stands, 99 and more for none; below, the same behind it.

    >>> distances(np.array([True, False, False, True])).tolist()
    [[99, 1, 2, 3], [3, 2, 1, 99]]
    """
    count = len(good)
    places, numbers = np.empty(good.sum() + 2, dtype=np.int64), np.arange(count)
    places[0], places[1:-1], places[-1] = -99, good.nonzero()[0], count + 98
    found = np.empty((2, count), dtype=np.int64)
    np.subtract(numbers, places.take(places.searchsorted(numbers) - 1), out=found[0])
    np.subtract(places.take(places.searchsorted(numbers, "right")), numbers, out=found[1])
    return found


def describe_place(ground: Ground) -> list[Column]:
    """Before, in or after the main run, and how far from it."""
    count, first, after = len(ground.levels), ground.first, ground.last + 1
    steps = steps_down(count)
    zones, sides = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    zones[:first], sides[:first] = 1 + steps[first:0:-1], 1
    zones[after:], sides[after:] = 1 + len(FAR) + steps[1 : count - after + 1], 2
    return [("zone", zones), ("place", ground.levels * 3 + sides)]


def describe_words(sight: Sight, ground: Ground) -> list[Column]:
    """How many of the longer words of a block the other paragraphs of the main run, and the title, use too."""
    words = [look.long_words for look in sight.looks]
    first, after = ground.first, ground.last + 1
    running = {n for n in ground.good.nonzero()[0].tolist() if first <= n < after}
    used, often = set[str](), set[str]()
    for n in running:
        often |= used & words[n]
        used |= words[n]
    title = words[0] if len(words[0]) > 1 or len(words) == 1 else words[1]
    known, titles = [-1] * len(words), [-1] * len(words)
    for n, own in enumerate(words):
        if own:
            many, others = len(own) >= 4, often if n in running else used
            titles[n] = 4 * many + (0 if title.isdisjoint(own) else min(len(title & own), 3))
            known[n] = 7 * many + (0 if others.isdisjoint(own) else 6 * len(own & others) // len(own))
    if words[0]:
        titles[0] = 8
    codes, title_codes = np.array((known, titles))
    inside, outside = reaching(len(words), len(words)).copy(), np.where(codes < 0, -1, codes % 7 + 7 * ground.sizes)
    inside[first:after], outside[first:after] = outside[first:after], -1
    return [("known", codes), ("known_in", inside), ("known_out", outside), ("title", title_codes)]


def describe_notices(sight: Sight, ground: Ground) -> list[Column]:
    """The section that a notice opened, the kinds of notices since the main run began, and how many the page has."""
    count, seen_from = len(ground.levels), dict[str, int]()
    for number, wordings in sight.notices.items():
        if number > ground.first:
            for label in wordings.labels:
                seen_from.setdefault(label, number + 1)
    amount = bisect_right((1, 2, 4, 9), sight.furniture)
    columns: list[Column] = [
        *describe_sections(sight.sections, ground.sizes),
        ("furniture", reaching(count, 0, amount)),
        ("furniture_level", amount * len(LEVELS) + ground.levels),
    ]
    for label, start in sorted(seen_from.items()):
        columns.append((f"seen.{label}", reaching(count, start)))
        columns.append((f"seen_outside.{label}", reaching(count, max(start, ground.last + 1))))
    return columns


def describe_sections(sections: Sequence[str], sizes: Codes) -> list[Column]:
    """The sections that lie open, where any does."""
    if not any(sections):
        return []
    numbers = np.array([SECTION_NUMBERS[section] for section in sections])
    return [("section", np.where(numbers >= 0, numbers * 2 + sizes, -1))]


def describe_headline(headline: int, sizes: Codes) -> Column:
    """Where a block stands relative to the repeat of the page's first line, which is the headline above the article."""
    if not headline:
        return ("headline", reaching(len(sizes), 0))
    numbers = np.arange(len(sizes))
    return ("headline", np.where(numbers < headline, 1, 2 + far(np.maximum(numbers - headline, 0)) * 2 + sizes))


def describe_stamps(stamped: Sequence[bool]) -> list[Column]:
    """Time stamps around a block: lists of other articles and comments are full of them."""
    count = len(stamped)
    if not any(stamped):
        return [("stamps", reaching(count, 0))]
    stamps = np.zeros(count + 2, dtype=np.int64)  # one more at either end
    stamps[1:-1] = stamped
    sums, numbers = stamps[:-1].cumsum(), np.arange(count)
    around = sums.take(np.minimum(numbers + 4, count)) - sums.take(np.maximum(numbers - 3, 0)) - stamps[1:-1]
    return [
        ("stamps", np.minimum(around, 3)),
        ("stamp", stamps[1:-1] - 1),
        ("stamp_before", stamps[:-2] - 1),
        ("stamp_behind", stamps[2:] - 1),
    ]


def describe_repeats(texts: Sequence[str], sizes: Codes) -> list[Column]:
    """The blocks whose text comes more than once, where any does."""
    if len(set(texts)) == len(texts):
        return []
    times = Counter(texts)
    return [("repeated", np.where([times[text] > 1 for text in texts], sizes, -1))]


def describe_ends(sizes: Codes) -> list[Column]:
    """How near the top and the bottom of the page a block is."""
    top = steps_down(len(sizes))
    sized = sizes * len(FAR)
    return [("top", sized + top), ("bottom", sized + top[::-1])]


@lru_cache(maxsize=1 << 9)
def steps_down(count: int) -> Codes:
    """The codes of the distances from the top of a page of so many blocks."""
    return far(np.arange(count))
