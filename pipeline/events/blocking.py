"""Which happenings are worth comparing: those of one kind that share a time and a place, or a party, or a name.

An exact day meets exact days near it, and spans of days by their week; a town meets towns of its province, and countries only
where one of the two names no more. So each happening has a few keys and meets a bounded number of others, however large the corpus.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import product
from typing import NamedTuple

from pipeline.events.merge_happening import Days, Happening, Spot

Key = tuple[object, ...]

CROWD = 24  # happenings kept under one key: the ones last met
MOST_CANDIDATES = 48
MOST_NAMES = 12  # of a sort
SHORT = 3  # days that are keys of their own
LONG = 31  # days beyond which a span says nothing of when


class BlockKeys(NamedTuple):
    """Hashes of the keys under which a happening is found and seeks others; those of stories count where some have no days."""

    own: list[int]
    sought: list[int]
    own_story: list[int]
    sought_story: list[int]


def block_keys(happening: Happening) -> BlockKeys:
    """All keys of a happening, as hashes."""
    days, names = happening.days, story_names(happening)
    return BlockKeys(
        hash_pairs(product(own_times(days), own_places(happening))),
        hash_pairs(product(sought_times(days), sought_places(happening))),
        hash_pairs(product(("undated", "all") if dateless(days) else ("all",), names)),
        hash_pairs(product(("all" if dateless(days) else "undated",), names)),
    )


def hash_pairs(pairs: Iterable[tuple[object, object]]) -> list[int]:
    """Hashes of 64 bits of some pairs."""
    return [(hash_part(one) * 0x9E3779B97F4A7C15 + hash_part(other)) & 0xFFFFFFFFFFFFFFFF for one, other in pairs]


@lru_cache(maxsize=65536)
def hash_part(part: object) -> int:
    """A hash of 64 bits, the same in every process."""
    return int.from_bytes(blake2b(repr(part).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Blocks:
    """Happenings of one kind by key; keys of `stories` only where some have no days: nobody else is met by them."""

    def __init__(self, stories: bool) -> None:
        self.stories = stories
        self.crowds: dict[Key, dict[int, None]] = {}

    def add(self, number: int, happening: Happening) -> None:
        """Put a happening under its keys, or to the front where it is already there."""
        for key in self.own_keys(happening):
            crowd = self.crowds.setdefault(key, {})
            crowd.pop(number, None)
            crowd[number] = None
            if len(crowd) > CROWD:
                del crowd[next(iter(crowd))]

    def candidates(self, happening: Happening) -> list[int]:
        """Numbers of the happenings that may be the same one: those that share most keys, in the order of numbers."""
        hits: dict[int, int] = {}
        for key in self.sought_keys(happening):
            for number in self.crowds.get(key, ()):
                hits[number] = hits.get(number, 0) + 1
        if len(hits) <= MOST_CANDIDATES:
            return sorted(hits)
        return sorted(sorted(hits, key=lambda number: (-hits[number], number))[:MOST_CANDIDATES])

    def own_keys(self, happening: Happening) -> Iterator[Key]:
        """The keys under which a happening can be found."""
        yield from product(own_times(happening.days), own_places(happening))
        if self.stories:
            times = ("undated", "all") if dateless(happening.days) else ("all",)
            yield from product(times, story_names(happening))

    def sought_keys(self, happening: Happening) -> Iterator[Key]:
        """The keys under which others are looked for."""
        yield from product(sought_times(happening.days), sought_places(happening))
        if self.stories:
            yield from product(("all" if dateless(happening.days) else "undated",), story_names(happening))


def dateless(days: Days | None) -> bool:
    """Whether the days are unknown or so many that they say nothing."""
    return days is None or days.width > LONG + 7


def weeks(days: Days) -> range:
    """Numbers of the seven-day spans that the days touch."""
    return range(days.first // 7, days.last // 7 + 1)


def own_times(days: Days | None) -> Sequence[Key]:
    """Time keys of a happening's own: its days and its weeks."""
    if days is None or dateless(days):
        return []
    if days.width > SHORT:
        return [("week", week) for week in weeks(days)] + [("span", week) for week in weeks(days)]
    return [("day", day) for day in range(days.first, days.last + 1)] + [("week", week) for week in weeks(days)]


def sought_times(days: Days | None) -> Sequence[Key]:
    """Time keys of the others: days up to one beside its own, and spans of its weeks; all of its weeks, if it is a span itself."""
    if days is None or dateless(days):
        return []
    if days.width > SHORT:
        return [("week", week) for week in weeks(days)]
    return [("day", day) for day in range(days.first - 1, days.last + 2)] + [("span", week) for week in weeks(days)]


def own_places(happening: Happening) -> list[Key]:
    """Place and party keys of a happening's own."""
    keys = [("party", party) for party in sorted(happening.sources | happening.targets)[:4]]
    spot = happening.place
    if spot is None:
        return [*keys, *(("placeless", party) for _, party in keys)]
    return [*keys, ("country", spot.country), *levels(spot)]


def sought_places(happening: Happening) -> list[Key]:
    """Place and party keys of the others; a party is looked for where one of the two has no place."""
    parties = sorted(happening.sources | happening.targets)[:4]
    spot = happening.place
    if spot is None:
        return [("party", party) for party in parties]
    wide = ("country", spot.country) if spot.precision >= 6 else ("wide", spot.country)
    return [*(("placeless", party) for party in parties), wide, *levels(spot)]


def levels(spot: Spot) -> list[Key]:
    """The place itself and its province, or that only a country is known."""
    if spot.precision >= 6 or spot.admin1 is None:
        return [("place", spot.place_id), ("wide", spot.country)]
    return [("place", spot.place_id), ("province", spot.country, spot.admin1)]


def story_names(happening: Happening) -> list[str]:
    """Names and words of parties by which stories without days meet."""
    place = (happening.place.place_id,) if happening.place else ()
    names = (place, happening.sources, happening.targets, happening.proper.counts, happening.party_words)
    return sorted({name for some in names for name in sorted(some)[:MOST_NAMES]})
