"""Where a block stands: its neighbours, the run of running text on its page, the title, the notices that came before.

Every circumstance is a family of named codes; a block has at most one code of each. `weights.yml` holds a weight for each
code, so that the second pass is a sum as the first is.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from math import exp
from re import compile as pattern_of
from typing import NamedTuple

from pipeline.boilerplate.lines import Piece
from pipeline.boilerplate.notices import Notice

Column = list[str]


class Sight(NamedTuple):
    """What the first pass knows of a page: its blocks, their notices, scores, word counts and time stamps."""

    pieces: Sequence[Piece]
    notices: dict[int, list[Notice]]
    scores: Sequence[float]
    words: Sequence[int]
    stamps: Sequence[bool]


LEVEL_NAMES = tuple(f"{size}{level}" for size in ("short", "long") for level in range(5))
FAR_BOUNDS = (1, 2, 3, 4, 7, 13, 41)
FAR = ("0", "1", "2", "3", "4-6", "7-12", "13-40", "41+")
LOOKED_AT = 600  # characters of a block whose words are compared
LONG_WORD = pattern_of(r"\w{4,}")
FURNITURE = frozenset(
    "navigation share legal cookie_notice comment related newsletter subscription paywall contact byline".split()
)  # notices that only the frame of a page carries
OPENS_OTHER = frozenset(("comments", "related"))
BLOCK_COST, STAMP_COST, NOTICE_COST, SECTION_COST, LEAST_RUN = 3.0, 20.0, 15.0, 40.0, 40.0


def describe_blocks(sight: Sight) -> list[Column]:
    """Columns of codes; column by column, one code a block ("" for none)."""
    levels = [level_of(score, words) for score, words in zip(sight.scores, sight.words, strict=True)]
    chances = [1 / (1 + exp(-max(min(score, 20.0), -20.0))) for score in sight.scores]
    headline = find_headline([piece.text for piece in sight.pieces])
    first, last = main_run(sight, chances, headline)
    return [
        *describe_neighbours(levels),
        *describe_density(sight, levels, chances),
        *describe_place(levels, first, last),
        *describe_words(sight, levels, first, last),
        *describe_notices(sight, levels, first, last),
        *describe_headline(headline, levels),
        *describe_stamps(sight.stamps),
        [f"repeated.{level[0]}" if times > 1 else "" for level, times in zip(levels, count_texts(sight.pieces), strict=True)],
        ["" if piece.gap else "no_gap" for piece in sight.pieces],
        *describe_ends(levels),
    ]


def describe_ends(levels: Sequence[str]) -> list[Column]:
    """How near the top and the bottom of the page a block is."""
    count = len(levels)
    return [
        [f"top.{level[0]}.{far(n)}" for n, level in enumerate(levels)],
        [f"bottom.{level[0]}.{far(count - 1 - n)}" for n, level in enumerate(levels)],
    ]


def level_of(score: float, words: int) -> str:
    """Short or long, and the strength of the evidence in five steps.

    >>> level_of(-3.0, 2), level_of(1.0, 40)
    ('short0', 'long3')
    """
    return LEVEL_NAMES[(5 if words >= 8 else 0) + (score >= -2.5) + (score >= -0.7) + (score >= 0.7) + (score >= 2.2)]


def far(blocks: int) -> str:
    """The name of a distance in blocks.

    >>> far(2), far(9)
    ('2', '7-12')
    """
    return FAR[bisect_right(FAR_BOUNDS, blocks)]


def main_run(sight: Sight, chances: Sequence[float], headline: int) -> tuple[int, int]:
    """First and last block of the run that holds the most of an article; under the headline, where the page repeats its title.

    Blocks that seem to be no article cost, notices and time stamps cost more, and what opens a list of links ends the run.
    """
    gains = [gain_of(sight, number, chance) for number, chance in enumerate(chances)]
    first, last, total = richest_run(gains, headline)
    if headline and total < LEAST_RUN:
        first, last, total = richest_run(gains, 0)
    return first, last


def gain_of(sight: Sight, number: int, chance: float) -> float:
    """What one block adds to a run."""
    gain = (2 * chance - 1) * min(sight.words[number], 60) - (BLOCK_COST if chance < 0.5 else 0)
    if sight.stamps[number]:
        gain -= STAMP_COST
    for notice in sight.notices.get(number, ()):
        if notice.opens in OPENS_OTHER or notice.label == "comment":
            return gain - SECTION_COST
        if notice.sure and notice.label in FURNITURE:
            return gain - NOTICE_COST
    return gain


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


def describe_neighbours(levels: Sequence[str]) -> list[Column]:
    """The levels of a block and of two blocks on either side."""
    count = len(levels)
    around = ["edge", "edge", *levels, "edge", "edge"]
    return [
        [f"level.{level}" for level in levels],
        [f"prev.{levels[n]}.{around[n + 1]}" for n in range(count)],
        [f"next.{levels[n]}.{around[n + 3]}" for n in range(count)],
        [f"prev2.{around[n]}" for n in range(count)],
        [f"next2.{around[n + 4]}" for n in range(count)],
    ]


def describe_density(sight: Sight, levels: Sequence[str], chances: Sequence[float]) -> list[Column]:
    """How much of an article the neighbourhood is, how far the nearest sure paragraphs are, and how the whole page is."""
    weights = [min(words, 60) for words in sight.words]
    heads = list(accumulate(weights, initial=0))
    sums = list(accumulate([weight * chance for weight, chance in zip(weights, chances, strict=True)], initial=0.0))
    count = len(weights)
    near, wide = [], []
    for n in range(count):
        own, weight = weights[n] * chances[n], weights[n]
        low, high = max(n - 3, 0), min(n + 4, count)
        total = heads[high] - heads[low] - weight
        near.append(f"near.{levels[n][0]}.{int(6 * (sums[high] - sums[low] - own) / total) if total else 3}")
        low, high = max(n - 8, 0), min(n + 9, count)
        total = heads[high] - heads[low] - weight
        wide.append(f"wide.{levels[n][0]}.{int(6 * (sums[high] - sums[low] - own) / total) if total else 3}")
    good = [score > 0.7 and words >= 12 for score, words in zip(sight.scores, sight.words, strict=True)]
    back = distances(good)
    ahead = distances(good[::-1])[::-1]
    share = int(10 * sums[-1] / max(heads[-1], 1))
    return [
        near,
        wide,
        [f"back.{level[0]}.{far(blocks)}" for level, blocks in zip(levels, back, strict=True)],
        [f"ahead.{level[0]}.{far(blocks)}" for level, blocks in zip(levels, ahead, strict=True)],
        [f"page.{share}"] * count,
        [f"page.{level[0]}.{share // 2}" for level in levels],
    ]


def distances(good: Sequence[bool]) -> list[int]:
    """For every block, how many blocks before it the last good one stands (99 for none).

    >>> distances([True, False, False, True])
    [99, 1, 2, 3]
    """
    found, blocks = [], 99
    for value in good:
        found.append(blocks)
        blocks = 1 if value else min(blocks + 1, 99)
    return found


def describe_place(levels: Sequence[str], first: int, last: int) -> list[Column]:
    """Before, in or after the main run, and how far from it."""
    zones = [
        f"before.{far(first - n)}" if n < first else f"after.{far(n - last)}" if n > last else "in" for n in range(len(levels))
    ]
    return [
        [f"zone.{zone}" for zone in zones],
        [f"place.{level}.{zone[:2]}" for level, zone in zip(levels, zones, strict=True)],
    ]


def describe_words(sight: Sight, levels: Sequence[str], first: int, last: int) -> list[Column]:
    """How many of the longer words of a block the other paragraphs of the main run, and the title, use too."""
    words = [frozenset(LONG_WORD.findall(piece.text[:LOOKED_AT].lower())) for piece in sight.pieces]
    running = [first <= n <= last and sight.scores[n] > 0.7 and sight.words[n] >= 12 for n in range(len(words))]
    times = Counter([word for own, runs in zip(words, running, strict=True) if runs for word in own])
    title = words[0] if len(words[0]) > 1 or len(words) == 1 else words[1]
    shares, outside, titles = [], [], []
    for n, own in enumerate(words):
        if not own:
            shares.append("")
            outside.append("")
            titles.append("")
            continue
        least = 2 if running[n] else 1
        share, size = 6 * sum([times[word] >= least for word in own]) // len(own), "few" if len(own) < 4 else "many"
        place = "in" if first <= n <= last else "out"
        shares.append(f"known.{size}.{share}")
        outside.append(f"known_{place}.{levels[n][0]}.{share}")
        titles.append(f"title.{size}.{min(len(title & own), 3)}" if n else "title.self")
    return [shares, outside, titles]


def describe_notices(sight: Sight, levels: Sequence[str], first: int, last: int) -> list[Column]:
    """The section that a notice opened, the kinds of notices since the main run began, and how many the page has."""
    count = len(levels)
    sections = [f"section.{section}.{level[0]}" if section else "" for section, level in zip(open_sections(sight), levels, strict=True)]
    seen_from: dict[str, int] = {}
    furniture = 0
    for number in sorted(sight.notices):
        sure = [notice for notice in sight.notices[number] if notice.sure]
        furniture += bool(sure) and sure[0].label in FURNITURE
        if number > first:
            for notice in sure:
                seen_from.setdefault(notice.label, number + 1)
    columns = []
    for label, start in sorted(seen_from.items()):
        columns.append([""] * start + [f"seen.{label}"] * (count - start))
        outside = max(start, last + 1)
        columns.append([""] * outside + [f"seen_outside.{label}"] * (count - outside))
    amount = ("0", "1", "2-3", "4-8", "9+")[bisect_right((1, 2, 4, 9), furniture)]
    return [sections, *columns, [f"furniture.{amount}"] * count, [f"furniture.{amount}.{level}" for level in levels]]


def open_sections(sight: Sight) -> list[str]:
    """For every block, the section that a notice above it opened (related links, comments, an offer), or "".

    Two paragraphs in a row close a section.
    """
    sections, opened, prose, paragraphs = [], "", 0, 0
    for number, (score, words) in enumerate(zip(sight.scores, sight.words, strict=True)):
        sections.append(opened)
        opens = next((notice.opens for notice in sight.notices.get(number, ()) if notice.opens), "")
        paragraphs += words >= 20 and score > 0.7
        if opens and (opens != "about" or paragraphs > 1):
            opened, prose = opens, 0
        elif opened and words >= 20 and score > 0.7:
            prose += 1
            if prose >= 2:
                opened = ""
        elif words < 8 or score <= 0.7:
            prose = 0
    return sections


def describe_headline(headline: int, levels: Sequence[str]) -> list[Column]:
    """Where a block stands relative to the repeat of the page's first line, which is the headline above the article."""
    if not headline:
        return [["headline.none"] * len(levels)]
    return [
        ["headline.before" if n < headline else f"headline.after.{far(n - headline)}.{level[0]}" for n, level in enumerate(levels)]
    ]


def find_headline(texts: Sequence[str], reach: int = 400) -> int:
    """The block that repeats the first one, or most of its words as headlines above articles do; 0 for none.

    >>> find_headline(["Army retakes the town - The Gazette", "Menu", "Army retakes the town"])
    2
    """
    title = texts[0].lower()
    words = set(LONG_WORD.findall(title))
    if len(words) < 2 or title.count(" ") < 2:
        return 0
    for number, text in enumerate(texts[1:reach], 1):
        if 2 <= text.count(" ") < 30 and len(text) < 3 * len(title) and text[-1] not in ".:;" and text.lower() != title:
            own = set(LONG_WORD.findall(text.lower()))
            if len(own) >= 2 and len(own & words) >= max(2, 0.7 * len(own)) and 2 * len(own) >= len(words):
                return number
        elif text.lower() == title:
            return number
    return 0


def describe_stamps(stamps: Sequence[bool]) -> list[Column]:
    """Time stamps around a block: lists of other articles and comments are full of them."""
    if not any(stamps):
        return [["stamps.0"] * len(stamps)]
    count = len(stamps)
    sums = list(accumulate(stamps, initial=0))
    return [
        [f"stamps.{min(sums[min(n + 4, count)] - sums[max(n - 3, 0)] - stamps[n], 3)}" for n in range(count)],
        ["stamp.self" if stamp else "" for stamp in stamps],
        ["", *("stamp.before" if stamp else "" for stamp in stamps[:-1])],
        [*("stamp.behind" if stamp else "" for stamp in stamps[1:]), ""],
    ]


def count_texts(pieces: Sequence[Piece]) -> list[int]:
    """How many blocks of the page have the text of each block."""
    times = Counter([piece.text for piece in pieces])
    return [times[piece.text] for piece in pieces]
