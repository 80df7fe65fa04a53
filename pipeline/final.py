"""The final tables of a run in pieces: what the shards hold, with what only the whole corpus tells put in its place.

Rows of documents lie in the order of shards; places, actors, their names and events in the order of their keys, cut where a key
says so. Both follow from the raw texts alone, so that what did not change lies in the same piece as before.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.storage import (
    MERGED,
    SHARDED,
    Workspace,
    dropped_documents,
    happenings_path,
    merged_path,
    read_made,
    read_manifest,
    without,
)
from pipeline.tables import TABLES
from pipeline.tables.pieces import Piece, hash_rows

Chunks = Callable[[], Iterator[pa.Table]]

# Columns that only merging knows, by table.
PATCHED: Mapping[str, tuple[str, ...]] = {"reports": ("event_id", "merge_rule", "merge_score"), "report_actors": ("event_id",)}
IN_SHARDS = (*SHARDED, *PATCHED)
END_OF_PIECE = "00"  # a key that ends so is the last of its piece: about one in 256
PIECES = pa.schema(
    [("table", pa.string()), ("shard", pa.int64()), ("start", pa.int64()), ("rows", pa.int64()), ("key", pa.string())]
)


def cut_by_shard(name: str, rows: pa.Table, sizes: Sequence[int], shard: int = 0, before: int = 0) -> Iterator[tuple[object, ...]]:
    """The pieces of rows of a table, so many of each shard from one on, that so many rows lie before: rows of PIECES."""
    start = 0
    for number, size in enumerate(sizes, shard):
        if size:
            yield name, number, before + start, size, hash_rows(name, rows.slice(start, size))
        start += size


def cut_by_key(name: str, rows: pa.Table, before: int = 0) -> Iterator[tuple[object, ...]]:
    """The pieces of a table in the order of its keys, or of a part of it that so many rows lie before: rows of PIECES."""
    ends = np.flatnonzero(pc.ends_with(rows[TABLES[name].key[0]], END_OF_PIECE).to_numpy(zero_copy_only=False)) + 1
    edges = np.unique([0, *ends, rows.num_rows]).tolist()
    for start, end in pairwise(edges):
        yield name, None, before + start, end - start, hash_rows(name, rows.slice(start, end - start))


def name_piece(*parts: str) -> str:
    """The key of a piece that is made of parts which are known by their own."""
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


class Final:
    """The final tables of a run; files are opened where rows are read."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.whole = lru_cache(maxsize=None)(self._read_whole)
        self.numbered = lru_cache(maxsize=None)(self._find_pieces)
        self.dropped = lru_cache(maxsize=1)(partial(dropped_documents, workspace))
        manifest = read_manifest(workspace)
        self.keys, self.digest, self.store = manifest.shards, manifest.digest, workspace.store
        self._starts: dict[int, tuple[int, int]] | None = None

    def pieces(self, name: str) -> list[Piece]:
        """The pieces of a table that have rows, in order."""
        return [piece for _, piece in self.numbered(name)]

    def rows(self, name: str) -> int:
        """How many rows a table has."""
        return sum(piece.rows for piece in self.pieces(name))

    def version(self, name: str) -> str:
        """A hash of all rows of a table."""
        return hashlib.sha256("\n".join(piece.key for piece in self.pieces(name)).encode()).hexdigest()[:16]

    def chunks(self, name: str) -> Chunks:
        """A function that gives the rows of a table, piece by piece, in the same order each time."""
        return lambda: (piece.read() for piece in self.pieces(name))

    def read(self, name: str, shard: int) -> pa.Table:
        """The rows of a table that belong to documents of one shard."""
        if name == "documents":
            return next((piece.read() for number, piece in self.numbered(name) if number == shard), self.whole(name).slice(0, 0))
        return self.read_shard([name], shard)[name]

    def read_shard(self, names: Sequence[str], shard: int) -> dict[str, pa.Table]:
        """The rows of several tables that lie in one shard."""
        found, unwanted = dict(zip(names, self.raw_shard(names, shard), strict=True)), self.dropped().get(shard)
        if unwanted:
            found = {name: without(rows, unwanted) for name, rows in found.items()}
        return {name: patch(rows, self._joined(shard), PATCHED[name]) if name in PATCHED else rows for name, rows in found.items()}

    def raw_shard(self, names: Sequence[str], shard: int) -> list[pa.Table]:
        """Tables of one shard as they were extracted."""
        return read_made(self.store.bundle(self.keys[shard]), names, "documents")

    def _find_pieces(self, name: str) -> list[tuple[int | None, Piece]]:
        """The pieces of a table, each with the number of its shard; None for those whose rows belong to no document."""
        pieces = self.whole("pieces of " + ("merged" if name in (*MERGED, *SHARDED) else "happenings"))
        found = pieces.filter(pc.equal(pieces["table"], name)).to_pydict()
        return [
            (shard, Piece(key, rows, partial(read_piece, self.workspace, self.digest, name, shard, start, rows)))
            for shard, start, rows, key in zip(*(found[column] for column in PIECES.names[1:]), strict=True)
        ]

    def cut(self, name: str, start: int, rows: int) -> pa.Table:
        """Neighbouring rows of a table that lies in one file."""
        return self.whole(name).slice(start, rows)

    def _read_whole(self, name: str) -> pa.Table:
        """A table that lies in one file."""
        if name in ("pieces of merged", *MERGED):
            path, step = merged_path(self.workspace), "documents"
        else:
            path, step = happenings_path(self.workspace), "reports"
        return read_made(path, ["pieces" if name.startswith("pieces") else name], step)[0]

    def _joined(self, shard: int) -> pa.Table:
        """Which event each report of a shard belongs to."""
        joined = self.whole("joined")
        if self._starts is None:
            found = np.unique(joined["shard"].to_numpy(), return_index=True, return_counts=True)
            numbers, starts, counts = (values.tolist() for values in found)
            self._starts = dict(zip(numbers, zip(starts, counts, strict=True), strict=True))
        return joined.slice(*self._starts.get(shard, (0, 0)))


@lru_cache(maxsize=1)
def opened(workspace: Workspace, digest: str) -> Final:
    """The tables of the run on raw texts of this digest, open in this process for all pieces that are read from it."""
    return Final(workspace)


def read_piece(workspace: Workspace, digest: str, name: str, shard: int | None, start: int, rows: int) -> pa.Table:
    """The rows of a piece, in whichever process."""
    final = opened(workspace, digest)
    return final.cut(name, start, rows) if shard is None or name not in IN_SHARDS else final.read(name, shard)


def patch(rows: pa.Table, joined: pa.Table, columns: Sequence[str]) -> pa.Table:
    """Rows of reports or of their parties with the event of each report, and what joined it."""
    places = pc.index_in(rows["report_id"], value_set=joined["report_id"].combine_chunks())
    for name in columns:
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(place, rows.schema.field(place), joined[name].take(places))
    return rows


def open_pieces(workspace: Workspace) -> dict[str, list[Piece]]:
    """Every published table in pieces; what lies in shards is read only where a piece is read."""
    final = Final(workspace)
    return {name: final.pieces(name) for name in TABLES}


def open_tables(workspace: Workspace, names: Sequence[str] = tuple(TABLES)) -> Mapping[str, Chunks]:
    """Tables, each as a function that gives its rows chunk by chunk, in the same order each time."""
    final = Final(workspace)
    return {name: final.chunks(name) for name in names}


def chunks_of(workspace: Workspace, name: str) -> Chunks:
    """One table, as `open_tables` gives it."""
    return Final(workspace).chunks(name)
