"""Happenings of one type, polarity and modality joined to events: only what meets something new is asked again.

Kept of each kind are whom every happening fitted best, what became of the stories, and the events, all under hashes of what they
were made of. So the result is the one that a fresh build gives: what is taken over would be made again to the letter.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.events.event import Event, summarise_events
from pipeline.events.merge import ROUNDS, find_best, merge_across, name_event
from pipeline.events.merge_happening import Happening
from pipeline.events.packing import pack_happening, unpack_happening
from pipeline.events.stories import (
    Hashes,
    Keys,
    Numbers,
    find_candidates,
    find_meetings,
    gather_keys,
    hash_content,
    join_stories,
    mix,
    sign_meetings,
    sign_stories,
)
from pipeline.tables import arrow_schema
from pipeline.tables.bundle import read_bundle, rows_to_table, write_bundle
from pipeline.tellings import NODES, Facts, node_of

HASH = pa.uint64()
ALONE = 0  # stands for the best of a happening that fits no other
AT_HAND = 16384  # happenings that are kept unpacked
OLDEST_FIRST = [("published", "ascending"), ("anchor", "ascending")]
JOINED = pa.schema(
    [("report_id", pa.string()), ("event_id", pa.string()), ("merge_rule", pa.string()), ("merge_score", pa.float64())]
)


class Kind(NamedTuple):
    """What is known of a kind, whatever the round: `best` by what a happening met, what `stories` became, and all that was told."""

    content: pa.Table
    best: pa.Table
    stories: pa.Table
    joined: pa.Table
    events: pa.Table


SCHEMAS = Kind(
    pa.schema([("content", pa.string())]),
    pa.schema([("met", HASH), ("node", HASH), ("best", HASH), ("score", pa.float64()), ("candidates", pa.list_(HASH))]),
    NODES.append(pa.field("story", HASH)),
    JOINED.append(pa.field("node", HASH)),
    arrow_schema("events").append(pa.field("node", HASH)),
)


def bring_kind(path: Path, told: pa.Table, rows: Numbers, facts: Facts) -> Kind:
    """The events of one kind, whose happenings are these rows of `told`; what is kept at `path` is taken from there."""
    content = name_of(told["hash"].to_numpy()[rows])
    before = read_kind(path)
    if before.content["content"].to_pylist() == [content]:
        return before
    made = merge_kind(told.select(NODES.names).take(rows), before, facts)._replace(content=pa.table([[content]], SCHEMAS.content))
    write_bundle(path, made._asdict())
    return made


def read_kind(path: Path) -> Kind:
    """What was kept of a kind; nothing where it is not there or damaged."""
    try:
        return Kind(*read_bundle(path, Kind._fields))
    except (OSError, ValueError):
        return Kind(*(schema.empty_table() for schema in SCHEMAS))


def name_of(hashes: Hashes) -> str:
    """A name of some happenings, whatever their order."""
    return f"{len(hashes)}-{int(mix(hashes).sum(dtype=np.uint64)):016x}-{int(mix(~hashes).sum(dtype=np.uint64)):016x}"


def merge_kind(nodes: pa.Table, before: Kind, facts: Facts) -> Kind:
    """The events of a kind out of all its happenings, the parts that were made before taken over."""
    best, stories = [], []
    for _ in range(ROUNDS):
        nodes = nodes.sort_by(OLDEST_FIRST).combine_chunks()
        happenings = Happenings(nodes, facts)
        found, fits = find_fits(nodes, before, happenings)
        alone, became = merge_stories(nodes, fits, before, happenings)
        best.append(found)
        stories.append(became)
        nodes = pa.concat_tables([nodes.filter(alone), became.select(NODES.names)])
    joined, events = tell_events(nodes, before, Happenings(nodes, facts))
    return Kind(SCHEMAS.content.empty_table(), pa.concat_tables(best), pa.concat_tables(stories), joined, events)


class Happenings(Sequence[Happening]):
    """The happenings of some nodes by number, unpacked when they are asked for, and the last ones kept so."""

    def __init__(self, nodes: pa.Table, facts: Facts) -> None:
        self._packed, self.facts = nodes["happening"].combine_chunks(), facts
        self._get = lru_cache(maxsize=AT_HAND)(self.take)

    def __len__(self) -> int:
        return len(self._packed)

    def __getitem__(self, number: int) -> Happening:  # type: ignore[override]  # numbers only
        return self._get(number)

    def take(self, number: int) -> Happening:
        """A happening for one who may change it."""
        return unpack_happening(self._packed[number].as_py(), self.facts.names)


def find_fits(nodes: pa.Table, before: Kind, happenings: Happenings) -> tuple[pa.Table, Numbers]:
    """For each happening which one it fits best, as kept, and the number of that one, or -1.

    Where a happening meets what it met before, that is known; where it meets others, only those are asked that it did not meet.
    """
    hashes = nodes["hash"].to_numpy()
    meetings = find_meetings(*read_keys(nodes))
    met = sign_meetings(meetings, hashes)
    places, known = look_up(before.best["met"].to_numpy(), met)
    asked = Asked(before.best, hashes, happenings)
    rows: dict[int, tuple[int, float, list[int]]] = {number: (ALONE, 0.0, []) for number in np.flatnonzero(~known).tolist()}
    for number, candidates in find_candidates(meetings, ~known):
        rows[number] = asked.ask(number, candidates)
    new = [(int(met[number]), int(hashes[number]), *row) for number, row in rows.items()]
    best = pa.concat_tables([before.best.take(places[known]), rows_to_table(new, SCHEMAS.best)])
    order = np.concatenate([np.flatnonzero(known), np.array(list(rows), np.int64)])
    numbers, found = look_up(hashes, best["best"].to_numpy())
    fits = np.full(len(hashes), -1)
    fits[order] = np.where(found, numbers, -1)
    return best, fits


class Asked:
    """Whom happenings fit, asked anew only where that was not asked before."""

    def __init__(self, before: pa.Table, hashes: Hashes, happenings: Happenings) -> None:
        self.hashes, self.happenings = hashes, happenings
        self.places = dict(zip(before["node"].to_pylist(), range(before.num_rows), strict=True))
        self.best, self.scores = before["best"].to_pylist(), before["score"].to_pylist()
        self.candidates = before["candidates"].combine_chunks()

    def ask(self, number: int, candidates: Numbers) -> tuple[int, float, list[int]]:
        """The best of the candidates by its hash, how well it fits, and all of them."""
        place = self.places.get(int(self.hashes[number]))
        names = self.hashes[candidates].tolist()
        numbers = dict(zip(names, candidates.tolist(), strict=True))
        if place is None or (self.best[place] != ALONE and self.best[place] not in numbers):
            found = find_best(self.happenings, number, numbers.values())
        else:
            met = set(self.candidates[place].as_py())
            new = [other for name, other in numbers.items() if name not in met]
            found = find_best(self.happenings, number, new) if new else None
            if self.best[place] != ALONE:
                found = better(found, (self.scores[place], numbers[self.best[place]]))
        return (int(self.hashes[found[1]]), found[0], names) if found else (ALONE, 0.0, names)


def better(one: tuple[float, int] | None, other: tuple[float, int]) -> tuple[float, int]:
    """The better of two fits, the earlier of equals."""
    return other if one is None or (other[0], -other[1]) > (one[0], -one[1]) else one


def look_up(hashes: Hashes, wanted: Hashes) -> tuple[Numbers, NDArray[np.bool_]]:
    """Where each of the wanted stands among `hashes`, and whether it does."""
    if not len(hashes):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    order = np.argsort(hashes)
    places = order[np.minimum(np.searchsorted(hashes, wanted, sorter=order), len(order) - 1)]
    return places, hashes[places] == wanted


def read_keys(nodes: pa.Table) -> tuple[Keys, Keys]:
    """Own and sought keys of some happenings; those of stories only where some of them have no days."""
    some = nodes if pc.any(nodes["dateless"]).as_py() else nodes.slice(0, 0)
    return (
        gather_keys(*read_lists(nodes, "own"), *read_lists(some, "own_story")),
        gather_keys(*read_lists(nodes, "sought"), *read_lists(some, "sought_story")),
    )


def read_lists(nodes: pa.Table, name: str) -> tuple[Hashes, Numbers]:
    """The values of a list column one after the other, and the number of the row of each."""
    column = nodes[name].combine_chunks()
    return pc.list_flatten(column).to_numpy(), pc.list_parent_indices(column).to_numpy().astype(np.int64)


def merge_stories(nodes: pa.Table, fits: Numbers, before: Kind, happenings: Happenings) -> tuple[NDArray[np.bool_], pa.Table]:
    """Which happenings are alone, and what the stories of the others became; what was made before is taken over."""
    hashes, linked = nodes["hash"].to_numpy(), np.flatnonzero(fits >= 0)
    stories = join_stories(len(hashes), linked, fits[linked])
    names = sign_stories(stories, hashes)
    alone = np.bincount(stories, minlength=len(hashes))[stories] == 1
    new = np.flatnonzero(~alone & ~np.isin(names, before.stories["story"].to_numpy()))
    told: dict[int, list[int]] = {}
    for number, name in zip(new.tolist(), names[new].tolist(), strict=True):
        told.setdefault(name, []).append(number)
    anchors = dict(zip(nodes["anchor"].to_pylist(), hashes.tolist(), strict=True)) if told else {}
    rows = [
        (*event_node(event, anchors), name)
        for name, numbers in told.items()
        for event in merge_across([happenings.take(number) for number in numbers])
    ]
    return alone, with_old(before.stories, "story", names[~alone], rows)


def event_node(event: Happening, anchors: Mapping[str, int]) -> tuple[object, ...]:
    """An event as a row of NODES: known by what is known of it and by the happenings that it is made of."""
    packed = pack_happening(event)
    parts = [anchors[report] for report in sorted(event.members) if report in anchors]
    return node_of(event, hash_content(packed + orjson.dumps(parts)), packed)


def tell_events(nodes: pa.Table, before: Kind, happenings: Happenings) -> tuple[pa.Table, pa.Table]:
    """Joined reports and events of what came of all rounds; what was told before is taken over."""
    hashes = nodes["hash"].to_numpy()
    joined, events = list[tuple[object, ...]](), list[tuple[object, ...]]()
    for number in np.flatnonzero(~np.isin(hashes, before.events["node"].to_numpy())).tolist():
        told = list(name_event(happenings.take(number)))
        (event,) = summarise_events([happenings.facts(join.report_id) for join in told], told)
        joined += [(*join, int(hashes[number])) for join in told]
        events.append((*in_order(event), int(hashes[number])))
    return with_old(before.joined, "node", hashes, joined), with_old(before.events, "node", hashes, events)


def with_old(before: pa.Table, column: str, names: Hashes, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    """Rows of before whose name is still among `names`, and new ones behind them."""
    same = before.filter(np.isin(before[column].to_numpy(), names))
    return pa.concat_tables([same, rows_to_table(rows, before.schema)])


def in_order(event: Event) -> tuple[object, ...]:
    """An event as a row in the order of the published columns."""
    return tuple(getattr(event, name) for name in SCHEMAS.events.names[:-1])
