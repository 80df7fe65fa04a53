"""What was checked, counted and passed before, so that a refresh looks at what is new and at no row twice.

A verdict is kept under the content that it was given on and under all code of the package; where either changed, it is given again.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.storage import (
    SHARDED,
    Workspace,
    dropped_documents,
    kept_rows,
    read_manifest,
    read_plan,
    shard_tables,
    whole_code,
    write_aside,
)

HELD, COUNTED = "held.json", "counted.json"
NOTHING: Mapping[str, int] = MappingProxyType({})


class Held(NamedTuple):
    """Checks that passed on all of this run's tables (`table check` to rows), and pieces of tables that passed row by row."""

    digest: str = ""
    passed: Mapping[str, int] = NOTHING
    pieces: frozenset[str] = frozenset()


def read_held(workspace: Workspace) -> Held:
    """What passed before: on these very tables, and of others piece by piece; nothing where other code checked it."""
    try:
        known = orjson.loads((workspace.run / HELD).read_bytes())
        if known["code"] != whole_code():
            return Held()
        same = known["digest"] == read_manifest(workspace).digest
        return Held(known["digest"], known["passed"] if same else NOTHING, frozenset(known["pieces"]))
    except (OSError, ValueError, KeyError):
        return Held()


def write_held(workspace: Workspace, passed: Mapping[str, int], pieces: Iterable[str]) -> None:
    """Put down what passed, beside what else passed on the same tables."""
    digest, before = read_manifest(workspace).digest, read_held(workspace)
    same = before.digest == digest
    known: dict[str, Any] = {"code": whole_code(), "digest": digest, "passed": {**(before.passed if same else {}), **passed}}
    known["pieces"] = sorted({*pieces, *before.pieces} if same else pieces)
    write_aside(workspace.run / HELD, orjson.dumps(known))


def hash_rows(name: str, rows: pa.Table) -> str:
    """A hash of rows of a table, cell by cell; how they lie in memory does not count."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(pa.concat_tables([rows]).combine_chunks())
    return hashlib.blake2b(name.encode() + sink.getvalue().to_pybytes(), digest_size=12).hexdigest()


def pieces_of(workspace: Workspace, rows: pa.Table, documents: pa.Table) -> Iterator[tuple[int | None, pa.Table]]:
    """A table in the pieces that came from each shard, with its number (None: of no document); shards without rows are left out."""
    sizes = [shard.documents for shard in read_plan(workspace)]
    shards = pa.array([number for number, size in enumerate(sizes) for _ in range(size)], pa.int64())
    places = pc.index_in(rows["document_id"], value_set=documents["document_id"].combine_chunks())
    numbers = shards.take(places.combine_chunks()).to_pylist()
    start = 0
    for end in range(1, len(numbers) + 1):
        if end == len(numbers) or numbers[end] != numbers[start]:
            yield numbers[start], rows.slice(start, end - start)
            start = end


class Counted(NamedTuple):
    """Rows of a table and a hash of them all."""

    rows: int
    version: str


def count_sharded(workspace: Workspace) -> dict[str, Counted]:
    """Rows and hash of every table that lies in shards; shards counted before are not opened again."""
    path, keys = workspace.run / COUNTED, read_manifest(workspace).shards
    known = read_counted(workspace)
    missing = [number for number, key in enumerate(keys) if key not in known]
    for number, tables in zip(missing, shard_tables(workspace, SHARDED, missing), strict=True):
        known[keys[number]] = [[rows.num_rows, hash_rows(name, rows)] for name, rows in zip(SHARDED, tables, strict=True)]
    counted = {key: known[key] for key in keys}
    if missing or len(known) != len(counted):
        write_aside(path, orjson.dumps({"code": whole_code(), "shards": counted}))
    found = [counted[key] for key in keys]
    cut = sorted(dropped_documents(workspace))
    for number, tables in zip(cut, kept_rows(workspace, SHARDED, cut), strict=True):
        found[number] = [[rows.num_rows, hash_rows(name, rows)] for name, rows in zip(SHARDED, tables, strict=True)]
    return {
        name: Counted(sum(one[place][0] for one in found), hash_all(one[place][1] for one in found))
        for place, name in enumerate(SHARDED)
    }


def read_counted(workspace: Workspace) -> dict[str, Any]:
    """What was counted before, by shard."""
    try:
        known = orjson.loads((workspace.run / COUNTED).read_bytes())
        return dict(known["shards"]) if known["code"] == whole_code() else {}
    except (OSError, ValueError, KeyError):
        return {}


def hash_all(hashes: Iterable[str]) -> str:
    """One hash of several, in order."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()[:16]
