"""Happenings of one type, polarity and modality joined to events: only what meets something new is asked again.

Kept of each kind are whom every happening fitted best, what became of the stories, and the events, all under hashes of what they
were made of. So the result is the one that a fresh build gives: what is taken over would be made again to the letter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import orjson
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.copies import Numbers, Origin, Told, open_told
from pipeline.events.event import Event, summarise_events
from pipeline.events.merge import ROUNDS, Joined, find_best, merge_across, name_event
from pipeline.events.merge_happening import Happening
from pipeline.events.packing import pack_happening
from pipeline.events.stories import (
    Hashes,
    find_candidates,
    find_meetings,
    hash_content,
    join_meetings,
    join_stories,
    sign_meetings,
    sign_stories,
)
from pipeline.nodes import Facts, Nodes
from pipeline.tables import arrow_schema
from pipeline.tables.bundle import DAMAGE, map_bundle, pick_rows, rows_to_table, write_bundle
from pipeline.tellings import NODES, node_of
from pipeline.workers import give_back

HASH = pa.uint64()
ALONE = 0  # stands for the best of a happening that fits no other
AT_ONCE = 1024  # rows that lie in Python before they become a table
MET_AT_ONCE = 65_536  # happenings whose keys are held side by side; of more, those of some keys at a time
TOLD_AT_ONCE = 8_192  # events whose reports are looked up at once
JOINED = pa.schema(
    [("report_id", pa.string()), ("event_id", pa.string()), ("merge_rule", pa.string()), ("merge_score", pa.float64())]
)

Row = tuple[object, ...]
Part = TypeVar("Part")


class Kind(NamedTuple):
    """What is known of a kind, whatever the round: `best` by what a happening met, what `stories` became, and all that was told.

    `content` are the hashes of all its happenings, sorted; `events` lie in the order of their ids.
    """

    content: pa.Table
    best: pa.Table
    stories: pa.Table
    joined: pa.Table
    events: pa.Table


SCHEMAS = Kind(
    pa.schema([("hash", HASH)]),
    pa.schema([("met", HASH), ("node", HASH), ("best", HASH), ("score", pa.float64()), ("candidates", pa.list_(HASH))]),
    NODES.append(pa.field("story", HASH)),
    JOINED.append(pa.field("node", HASH)),
    arrow_schema("events").append(pa.field("node", HASH)),
)


class Task(NamedTuple):
    """A kind to merge: where what is kept of it lies, and the rows of its happenings among all that was told."""

    path: Path
    rows: Numbers


def bring_kind(origin: Origin, task: Task) -> Path:
    """Have the events of one kind in its file."""
    write_kind(task.path, merge_kind(open_told(origin), task.rows, read_kind(task.path)))
    give_back()
    return task.path


def write_kind(path: Path, kind: Kind) -> None:
    """Keep what is known of a kind."""
    write_bundle(path, kind._asdict(), compression=None)


def read_kind(path: Path) -> Kind:
    """What was kept of a kind; nothing where it is not there or damaged."""
    try:
        found = Kind(*map_bundle(path, Kind._fields).values())
        if all(table.schema.equals(schema) for table, schema in zip(found, SCHEMAS, strict=True)):
            return found
    except (*DAMAGE, OSError):
        pass
    return Kind(*(schema.empty_table() for schema in SCHEMAS))


def merge_kind(told: Told, rows: Numbers, before: Kind) -> Kind:
    """The events of a kind out of all its happenings, the parts that were made before taken over."""
    nodes = Nodes(told.tellings.select([*NODES.names, "document_id"]), rows, told.names)
    content = pa.table([np.sort(nodes.hashes)], SCHEMAS.content)
    best, stories = [], []
    for _ in range(ROUNDS):
        found, fits = find_fits(nodes, before)
        alone, became = merge_stories(nodes, fits, before)
        best.append(found)
        stories.append(became)
        nodes = nodes.joined(np.flatnonzero(alone), became)
    joined, events = tell_events(nodes, before, told, rows)
    return Kind(content, pa.concat_tables(best), pa.concat_tables(stories), joined, events)


def find_fits(nodes: Nodes, before: Kind) -> tuple[pa.Table, Numbers]:
    """For each happening which one it fits best, as kept, and the number of that one, or -1.

    Where a happening meets what it met before, that is known; where it meets others, only those are asked that it did not meet.
    """
    hashes = nodes.hashes
    parts = 1 + len(nodes) // MET_AT_ONCE
    meetings = join_meetings([find_meetings(*nodes.keys(part, parts)) for part in range(parts)])
    met = sign_meetings(meetings, hashes)
    places, known = look_up(before.best["met"].to_numpy(), met)
    new = np.flatnonzero(~known)
    asked = Asked(before.best, nodes, new)
    told, order = list[pa.Table](), [np.flatnonzero(known)]
    alone = np.ones(len(hashes), bool)
    for some in in_parts(find_candidates(meetings, ~known)):
        numbers = np.array([number for number, _ in some], np.int64)
        alone[numbers] = False
        told.append(
            rows_to_table(
                [(int(met[number]), int(hashes[number]), *asked.ask(number, others)) for number, others in some], SCHEMAS.best
            )
        )
        order.append(numbers)
    lonely = new[alone[new]]
    count = len(lonely)
    told.append(
        pa.table([met[lonely], hashes[lonely], np.full(count, ALONE, np.uint64), np.zeros(count), [[]] * count], SCHEMAS.best)
    )
    best = pa.concat_tables([pick_rows(before.best, places[known]), *told])
    numbers, found = look_up(hashes, best["best"].to_numpy())
    fits = np.full(len(hashes), -1)
    fits[np.concatenate([*order, lonely])] = np.where(found, numbers, -1)
    return best, fits


class Asked:
    """Whom happenings fit, asked anew only where that was not asked before."""

    def __init__(self, before: pa.Table, nodes: Nodes, new: Numbers) -> None:
        self.nodes, self.before = nodes, before
        places, known = look_up(before["node"].to_numpy(), nodes.hashes[new])
        self.places = dict(zip(new[known].tolist(), places[known].tolist(), strict=True))

    def ask(self, number: int, candidates: Numbers) -> tuple[int, float, list[int]]:
        """The best of the candidates by its hash, how well it fits, and all of them."""
        names = self.nodes.hashes[candidates].tolist()
        numbers = dict(zip(names, candidates.tolist(), strict=True))
        place = self.places.get(number)
        before = self.before.slice(place, 1).to_pylist()[0] if place is not None else None
        if before is None or (before["best"] != ALONE and before["best"] not in numbers):
            found = find_best(self.nodes, number, numbers.values())
        else:
            new = [other for name, other in numbers.items() if name not in before["candidates"]]
            found = find_best(self.nodes, number, new) if new else None
            if before["best"] != ALONE:
                found = better(found, (before["score"], numbers[before["best"]]))
        return (int(self.nodes.hashes[found[1]]), found[0], names) if found else (ALONE, 0.0, names)


def better(one: tuple[float, int] | None, other: tuple[float, int]) -> tuple[float, int]:
    """The better of two fits, the earlier of equals."""
    return other if one is None or (other[0], -other[1]) > (one[0], -one[1]) else one


def look_up(hashes: Hashes, wanted: Hashes) -> tuple[Numbers, NDArray[np.bool_]]:
    """Where each of the wanted stands among `hashes`, and whether it does."""
    if not len(hashes):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    order = np.argsort(hashes, kind="stable")
    places = order[np.minimum(np.searchsorted(hashes, wanted, sorter=order), len(order) - 1)]
    return places, hashes[places] == wanted


def merge_stories(nodes: Nodes, fits: Numbers, before: Kind) -> tuple[NDArray[np.bool_], pa.Table]:
    """Which happenings are alone, and what the stories of the others became; what was made before is taken over."""
    hashes, linked = nodes.hashes, np.flatnonzero(fits >= 0)
    stories = join_stories(len(hashes), linked, fits[linked])
    names = sign_stories(stories, hashes)
    alone = np.bincount(stories, minlength=len(hashes))[stories] == 1
    new = np.flatnonzero(~alone & ~np.isin(names, before.stories["story"].to_numpy()))
    told: dict[int, list[int]] = {}
    for number, name in zip(new.tolist(), names[new].tolist(), strict=True):
        told.setdefault(name, []).append(number)
    anchors = dict(zip(pick_rows(nodes.light, new)["anchor"].to_pylist(), hashes[new].tolist(), strict=True))
    rows = (
        (*event_node(event, anchors), name)
        for name, numbers in told.items()
        for event in merge_across([nodes.take(number) for number in numbers])
    )
    return alone, with_old(before.stories, "story", names[~alone], rows)


def event_node(event: Happening, anchors: Mapping[str, int]) -> Row:
    """An event as a row of NODES: known by what is known of it and by the happenings that it is made of."""
    packed = pack_happening(event)
    parts = [anchors[report] for report in sorted(event.members) if report in anchors]
    return node_of(event, hash_content(packed + orjson.dumps(parts)), packed)


def tell_events(nodes: Nodes, before: Kind, told: Told, rows: Numbers) -> tuple[pa.Table, pa.Table]:
    """Joined reports, and events by their ids, of what came of all rounds; what was told before is taken over."""
    hashes = nodes.hashes
    new = np.flatnonzero(~np.isin(hashes, before.events["node"].to_numpy()))
    joined, events = [with_old(before.joined, "node", hashes, ())], [with_old(before.events, "node", hashes, ())]
    for first in range(0, len(new), TOLD_AT_ONCE):
        named = [(int(hashes[number]), [*name_event(nodes.take(number))]) for number in new[first : first + TOLD_AT_ONCE].tolist()]
        facts = Facts(told, rows, [join.report_id for _, joins in named for join in joins])
        joined.append(with_old(joined[0].slice(0, 0), "node", hashes, ((*join, name) for name, joins in named for join in joins)))
        events.append(with_old(events[0].slice(0, 0), "node", hashes, tell_each(named, facts)))
    return pa.concat_tables(joined), pa.concat_tables(events).sort_by("event_id")


def tell_each(named: Sequence[tuple[int, Sequence[Joined]]], facts: Facts) -> Iterator[Row]:
    """A row for each event, out of what joined its reports."""
    for name, joins in named:
        (event,) = summarise_events([facts(join.report_id) for join in joins], joins)
        yield *in_order(event), name


def with_old(before: pa.Table, column: str, names: Hashes, rows: Iterable[Row]) -> pa.Table:
    """Rows of before whose name is still among `names`, and new ones behind them."""
    same = before.filter(np.isin(before[column].to_numpy(), names))
    return pa.concat_tables([same, *(rows_to_table(part, before.schema) for part in in_parts(rows))])


def in_parts(rows: Iterable[Part]) -> Iterator[list[Part]]:
    """Rows in lists of bearable length."""
    rest = iter(rows)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def in_order(event: Event) -> Row:
    """An event as a row in the order of the published columns."""
    return tuple(getattr(event, name) for name in SCHEMAS.events.names[:-1])
