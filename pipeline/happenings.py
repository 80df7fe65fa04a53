"""Reports of the whole corpus joined to events, kind by kind; what a change does not touch is taken as it is."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.digests import kept_of, open_digests
from pipeline.final import PATCHED, PIECES, cut_by_key, name_piece
from pipeline.kept import Kept, forget_beside
from pipeline.kinds import JOINED, bring_kind
from pipeline.storage import (
    Workspace,
    code_version,
    dropped_documents,
    empty_table,
    forget_others,
    happenings_path,
    merged_path,
    read_made,
    read_manifest,
)
from pipeline.tables import arrow_schema
from pipeline.tables.bundle import holds, rows_to_table, write_bundle
from pipeline.tables.pieces import hash_rows
from pipeline.tellings import Facts, bring_tellings

MADE = ("joined", "events", "pieces")


def merge_happenings(workspace: Workspace) -> int:
    """Make the events of all shards, and which report belongs to which; returns the number of events.

    What the same code made of the same raw texts before is taken as it is.
    """
    path = happenings_path(workspace)
    if holds(path, MADE):
        return int(read_made(path, ["events"], "reports")[0].num_rows)
    (documents,) = read_made(merged_path(workspace), ["documents"], "documents")
    digests, dropped = open_digests(workspace), dropped_documents(workspace)
    facts = Facts(digests, documents, dropped)
    told = bring_tellings(workspace, read_manifest(workspace).shards, facts)
    joined, events = merge_kinds(workspace.run / "kinds" / code_version(), told, facts)
    order = pc.index_in(pa.array(facts.reports, pa.string()), value_set=joined["report_id"].combine_chunks())
    joined = joined.take(order).append_column("shard", pa.array(facts.shards, pa.int64())).combine_chunks()
    pieces = [*cut_patched(digests, joined, dropped), *cut_by_key("events", events)]
    write_bundle(path, {"joined": joined, "events": events, "pieces": rows_to_table(pieces, PIECES)})
    forget_others(path)
    return int(events.num_rows)


def cut_patched(digests: Kept, joined: pa.Table, dropped: Mapping[int, Sequence[str]]) -> Iterator[tuple[object, ...]]:
    """The pieces of reports and their parties: known by what lies in the shard and by what was put in its place."""
    sizes, shards = kept_of(digests, "sizes", dropped)
    hashes = digests.table("hashes")
    ends = np.cumsum(np.bincount(joined["shard"].to_numpy(), minlength=len(hashes))).tolist()
    patches = [hash_rows("joined", joined.slice(start, end - start)) for start, end in zip([0, *ends], ends, strict=False)]
    for name in PATCHED:
        counts = np.bincount(shards, sizes[name].to_numpy(), len(hashes)).astype(int).tolist()
        for shard, (count, key, patch) in enumerate(zip(counts, hashes[name].to_pylist(), patches, strict=True)):
            if count:
                yield name, shard, 0, count, name_piece(key, patch, *dropped.get(shard, ()))


def merge_kinds(folder: Path, told: pa.Table, facts: Facts) -> tuple[pa.Table, pa.Table]:
    """What joined each report, and the events in the order of their ids."""
    kinds = told["kind"].combine_chunks().dictionary_encode()
    codes = kinds.indices.to_numpy()
    joined, events, paths = [JOINED.empty_table()], [empty_table("events")], set[Path]()
    for name, code in sorted(zip(kinds.dictionary.to_pylist(), range(len(kinds.dictionary)), strict=True)):
        path = folder / f"{name.replace('|', '-')}.zip"
        found = bring_kind(path, told, np.flatnonzero(codes == code), facts)
        joined.append(found.joined.select(JOINED.names))
        events.append(found.events.select(arrow_schema("events").names))
        paths.add(path)
    forget_beside(folder)
    for path in set(folder.glob("*")) - paths:
        path.unlink(missing_ok=True)
    return pa.concat_tables(joined), pa.concat_tables(events).sort_by("event_id").combine_chunks()
