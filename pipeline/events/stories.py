"""Which happenings of one kind are joined by themselves: stories, that share no happening and know nothing of one another.

A happening meets those before it under its keys (see blocking.py) and is linked to the one that fits it best; a story is what
links connect. So what is said of one thing decides nothing about another, and a new text asks again only those that meet it. All
that can be done for many happenings at once is done in arrays: keys and happenings stand there as 64-bit hashes of their content.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
CROWD = 16  # happenings that one meets under a key: the last ones before it
STORY_CROWD = 6  # and under a name alone
MOST_CANDIDATES = 32
AT_ONCE = 2048  # happenings whose candidates are counted together


class Keys(NamedTuple):
    """Keys of happenings, one after the other: the hash of each, the number of the happening that has it, how many it may meet."""

    hashes: Hashes
    holders: Numbers
    crowds: Numbers


class Meetings(NamedTuple):
    """Who meets whom: `crowd` numbers happenings key by key; `seekers` look at `crowd[first:last]`, those last met before them."""

    crowd: Numbers
    seekers: Numbers
    keys: Hashes
    first: Numbers
    last: Numbers


def gather_keys(keys: Hashes, holders: Numbers, story_keys: Hashes, story_holders: Numbers) -> Keys:
    """Both sorts of keys of some happenings, with how many happenings are met under one: fewer under a name alone."""
    crowds = np.repeat(np.array([CROWD, STORY_CROWD]), [len(keys), len(story_keys)])
    return Keys(np.concatenate([keys, story_keys]), np.concatenate([holders, story_holders]), crowds)


def find_meetings(own: Keys, sought: Keys) -> Meetings:
    """Every key under which a happening looks for others, and the happenings before it that have the key, the last ones if many.

    Happenings are numbered in the order in which they are merged.
    """
    order = np.argsort(sought.hashes)  # what is looked up in order is found many times as fast
    hashes, holders = sought.hashes[order], sought.holders[order]
    starts = np.concatenate([np.ones(min(len(hashes), 1), bool), hashes[1:] != hashes[:-1]])
    wanted, seeking = hashes[starts], np.cumsum(starts) - 1
    here = np.argsort(own.hashes)
    place = np.minimum(np.searchsorted(wanted, own.hashes[here]), max(len(wanted) - 1, 0))
    met = wanted[place] == own.hashes[here] if len(wanted) else np.zeros(len(here), bool)
    count = int(max(own.holders.max(initial=0), sought.holders.max(initial=0))) + 1
    places = np.sort(place[met].astype(np.int64) * count + own.holders[here][met])
    last = np.searchsorted(places, seeking * count + holders)
    first = np.maximum(np.searchsorted(places, seeking * count), last - sought.crowds[order])
    some = first < last
    return Meetings(places % count, holders[some], hashes[some], first[some], last[some])


def join_meetings(parts: Sequence[Meetings]) -> Meetings:
    """Meetings under several sets of keys that have none in common."""
    starts = np.cumsum([0, *(len(part.crowd) for part in parts)]).tolist()
    moved = [part._replace(first=part.first + start, last=part.last + start) for part, start in zip(parts, starts, strict=False)]
    return Meetings(*map(np.concatenate, zip(*moved, strict=True)))


def sign_meetings(meetings: Meetings, happenings: Hashes) -> Hashes:
    """For each happening a hash of it and of all that it meets under its keys: the same hash, the same candidates."""
    sums = np.concatenate(([np.uint64(0)], np.cumsum(mix(happenings)[meetings.crowd], dtype=np.uint64)))
    met = mix((sums[meetings.last] - sums[meetings.first]) ^ meetings.keys)
    signs = mix(happenings)
    np.add.at(signs, meetings.seekers, met)
    return signs


def find_candidates(meetings: Meetings, wanted: NDArray[np.bool_]) -> Iterator[tuple[int, Numbers]]:
    """For each of the wanted happenings those worth comparing with it: that share most keys with it, the earlier of equals."""
    chosen = np.flatnonzero(wanted[meetings.seekers])
    order = chosen[np.argsort(meetings.seekers[chosen], kind="stable")]
    seekers = meetings.seekers[order]
    start = 0
    while start < len(order):
        end = int(np.searchsorted(seekers, seekers[start] + AT_ONCE))
        yield from count_meetings(meetings, order[start:end])
        start = end


def count_meetings(meetings: Meetings, lines: Numbers) -> Iterator[tuple[int, Numbers]]:
    """The candidates of the happenings that seek in some lines of `meetings`."""
    first, sizes = meetings.first[lines], (meetings.last - meetings.first)[lines]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    others = meetings.crowd[np.repeat(first, sizes) + within]
    count = int(others.max(initial=0)) + 1
    pairs, hits = np.unique(np.repeat(meetings.seekers[lines], sizes) * count + others, return_counts=True)
    seekers, others = pairs // count, pairs % count
    for start, end in runs(seekers):
        here = others[start:end]
        if len(here) > MOST_CANDIDATES:
            here = np.sort(here[np.lexsort((here, -hits[start:end]))[:MOST_CANDIDATES]])
        yield int(seekers[start]), here


def runs(values: Numbers) -> Iterator[tuple[int, int]]:
    """First and last place of equal neighbours."""
    borders = np.flatnonzero(np.diff(values)) + 1
    edges = [0, *borders.tolist(), len(values)] if len(values) else [0]
    yield from pairwise(edges)


def join_stories(count: int, ones: Sequence[int] | Numbers, others: Sequence[int] | Numbers) -> Numbers:
    """The story of each of `count` happenings, as the number of its first one, out of links between two each.

    >>> join_stories(5, [0, 3], [2, 2]).tolist()
    [0, 1, 0, 0, 4]
    """
    stories = np.arange(count, dtype=np.int64)
    ones, others = np.asarray(ones, np.int64), np.asarray(others, np.int64)
    while len(ones):
        low = np.minimum(stories[ones], stories[others])
        np.minimum.at(stories, stories[ones], low)
        np.minimum.at(stories, stories[others], low)
        while (stories != stories[stories]).any():
            stories = stories[stories]
        apart = stories[ones] != stories[others]
        ones, others = ones[apart], others[apart]
    return stories


def sign_stories(stories: Numbers, happenings: Hashes) -> Hashes:
    """For each happening a hash of all that its story is made of."""
    sums = np.zeros(len(happenings), np.uint64)
    np.add.at(sums, stories, mix(happenings))
    return mix(sums)[stories]


def mix(values: Hashes) -> Hashes:
    """Scatter the bits of each number, so that sums of some hashes equal those of others by no rule (SplitMix64)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def hash_content(content: bytes) -> int:
    """A hash of some bytes as a whole number of 64 bits."""
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "little")
