"""Reports of the whole corpus joined to events, kind by kind; what a change does not touch is taken as it is."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.copies import Numbers, bring_copies, new_turn, open_told
from pipeline.digests import kept_of, open_digests
from pipeline.final import END_OF_PIECE, PATCHED, PIECES, cut_by_key, name_piece
from pipeline.kept import Kept, forget_beside
from pipeline.kinds import JOINED, Kind, Task, bring_kind, read_kind
from pipeline.storage import (
    Workspace,
    code_version,
    dropped_documents,
    empty_table,
    forget_others,
    happenings_path,
    merged_path,
    read_made,
)
from pipeline.tables import arrow_schema
from pipeline.tables.bundle import Stream, holds, let_go, pick_rows, rows_to_table, write_bundle
from pipeline.tables.pieces import hash_rows
from pipeline.work import Work
from pipeline.workers import HERE, each

JOINED_IN_SHARDS = JOINED.append(pa.field("shard", pa.int64()))
MADE = ("joined", "events", "pieces")
EVENTS_AT_ONCE = 16_384  # sorted together
REPORTS_AT_ONCE = 65_536
FEW = 2_000  # happenings that are new or gone; what they touch is soon merged in this process


def merge_happenings(workspace: Workspace, work: Work = HERE) -> int:
    """Make the events of all shards, and which report belongs to which; returns the number of events.

    What the same code made of the same raw texts before is taken as it is.
    """
    path = happenings_path(workspace)
    if not holds(path, MADE):
        digests, dropped = open_digests(workspace, work), dropped_documents(workspace)
        kinds = merge_kinds(workspace, digests, dropped, work)
        cut = list[tuple[object, ...]]()
        joined = Stream(JOINED_IN_SHARDS, tell_joined(digests, kinds, dropped, cut))
        events = Stream(arrow_schema("events"), sort_events([kind.events for kind in kinds], cut))
        pieces = Stream(PIECES, (rows_to_table(rows, PIECES) for rows in (cut,)))  # read when the others are written
        write_bundle(path, {"joined": joined, "events": events, "pieces": pieces}, compression=None)
        forget_others(path)
    return int(read_made(path, ["events"], "reports")[0].num_rows)


def merge_kinds(workspace: Workspace, digests: Kept, dropped: Mapping[int, Sequence[str]], work: Work) -> list[Kind]:
    """What is known of every kind, in the order of their names."""
    (documents,) = read_made(merged_path(workspace), ["documents"], "documents")
    copied = documents.select(["document_id", "near_duplicate_of"]).filter(pc.is_valid(documents["near_duplicate_of"]))
    near = dict(zip(*(column.to_pylist() for column in copied.columns), strict=True))
    origin, rows = bring_copies(
        new_turn(workspace), (shards_of(digests, "tellings"), shards_of(digests, "names")), near, dropped, work
    )
    folder = workspace.run / "kinds" / code_version()
    forget_beside(folder)
    tasks = find_tasks(folder, open_told(origin).tellings, rows)
    for path in set(folder.glob("*")) - {task.path for task in tasks}:
        path.unlink(missing_ok=True)
    new = [count_new(task, open_told(origin).tellings) for task in tasks]
    order = np.argsort(
        [-len(task.rows) for task in tasks], kind="stable"
    ).tolist()  # the longest first: nobody waits for it at the end
    touched = [tasks[number] for number in order if new[number]]
    for _ in each(partial(bring_kind, origin), touched, work if sum(new) > FEW else HERE):
        pass
    return [read_kind(task.path) for task in tasks]


def find_tasks(folder: Path, tellings: pa.Table, rows: Numbers) -> list[Task]:
    """The kinds of the happenings in some rows, in the order of their names."""
    kinds = tellings["kind"].combine_chunks().dictionary_encode()
    codes = kinds.indices.to_numpy()[rows]
    order = np.argsort(codes, kind="stable")
    edges = np.searchsorted(codes[order], np.arange(len(kinds.dictionary) + 1)).tolist()
    found = zip(kinds.dictionary.to_pylist(), pairwise(edges), strict=True)
    return [
        Task(folder / f"{name.replace('|', '-')}.zip", rows[order[start:end]])
        for name, (start, end) in sorted(found)
        if start < end
    ]


def count_new(task: Task, tellings: pa.Table) -> int:
    """How many happenings of a kind are not those that were merged before, or are gone."""
    now, before = (
        np.sort(pick_rows(tellings.select(["hash"]), task.rows)["hash"].to_numpy()),
        read_kind(task.path).content["hash"].to_numpy(),
    )
    return 0 if np.array_equal(now, before) else max(len(np.setxor1d(now, before)), 1)


def tell_joined(
    digests: Kept, kinds: Sequence[Kind], dropped: Mapping[int, Sequence[str]], pieces: list[tuple[object, ...]]
) -> Iterator[pa.Table]:
    """What joined each report to its event, in the order of shards, part by part; `pieces` takes those of reports and parties."""
    joined = pa.concat_tables([JOINED.empty_table(), *(kind.joined.select(JOINED.names) for kind in kinds)])
    reports, shards = kept_of(digests, "reports", dropped)
    order = pc.index_in(reports["report_id"], value_set=joined["report_id"].combine_chunks()).to_numpy()
    patches = dict[int, str]()
    for start, end in cut_at_shards(shards):
        rows = pick_rows(joined, order[start:end]).append_column("shard", pa.array(shards[start:end], pa.int64()))
        for first, last in pairwise(np.flatnonzero(np.diff(shards[start:end], prepend=-1, append=-1)).tolist()):
            patches[int(shards[start + first])] = hash_rows("joined", rows.slice(first, last - first))
        yield rows
        let_go()
    pieces += cut_patched(digests, patches, dropped)


def cut_at_shards(shards: Numbers) -> Iterator[tuple[int, int]]:
    """First row and end of parts of bearable length, no shard of which is in two."""
    start = 0
    while start < len(shards):
        last = shards[min(start + REPORTS_AT_ONCE, len(shards)) - 1]
        end = int(np.searchsorted(shards, last, "right"))
        yield start, end
        start = end


def cut_patched(digests: Kept, patches: Mapping[int, str], dropped: Mapping[int, Sequence[str]]) -> Iterator[tuple[object, ...]]:
    """The pieces of reports and their parties: known by what lies in the shard and by what was put in its place."""
    sizes, shards = kept_of(digests, "sizes", dropped)
    hashes = digests.table("hashes")
    nothing = hash_rows("joined", JOINED_IN_SHARDS.empty_table())
    for name in PATCHED:
        counts = np.bincount(shards, sizes[name].to_numpy(), len(hashes)).astype(int).tolist()
        for shard, (count, key) in enumerate(zip(counts, hashes[name].to_pylist(), strict=True)):
            if count:
                yield name, shard, 0, count, name_piece(key, patches.get(shard, nothing), *dropped.get(shard, ()))


def sort_events(sorted_ones: Sequence[pa.Table], pieces: list[tuple[object, ...]]) -> Iterator[pa.Table]:
    """Events of all kinds, each kind's in the order of their ids, as one table in that order, part by part."""
    names = arrow_schema("events").names
    parts = 1 + sum(map(len, sorted_ones)) // EVENTS_AT_ONCE
    borders = ["", *(f"evt_{65536 * part // parts:04x}" for part in range(1, parts)), "~"]
    rest, before = empty_table("events"), 0
    for low, high in pairwise(borders):
        cuts = [(events, *(place_of(events, border) for border in (low, high))) for events in sorted_ones]
        rows = pa.concat_tables([events.select(names).slice(start, end - start) for events, start, end in cuts] or [rest])
        rows = pa.concat_tables([rest, rows.sort_by("event_id")]).combine_chunks()
        whole = len(rows) if high == "~" else end_of_pieces(rows["event_id"])
        rest, rows = rows.slice(whole), rows.slice(0, whole)
        pieces += cut_by_key("events", rows, before)
        before += whole
        yield rows
        let_go()


def place_of(events: pa.Table, border: str) -> int:
    """How many events lie before a border, in the order of their ids."""
    ids = events["event_id"]
    return bisect_left(range(len(ids)), border, key=lambda number: ids[number].as_py())


def end_of_pieces(keys: pa.ChunkedArray) -> int:
    """How many rows lie in pieces that are whole."""
    ends = np.flatnonzero(pc.ends_with(keys, END_OF_PIECE).to_numpy())
    return int(ends[-1]) + 1 if len(ends) else 0


def shards_of(digests: Kept, name: str) -> Numbers:
    """The number of the shard of each row of a digest."""
    return np.repeat(np.arange(len(digests.keys)), digests.sizes(name))
