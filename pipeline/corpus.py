"""The tables of a run as checks look at them: rows not looked at before, keys of all rows, raw texts of a shard."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

import pyarrow as pa

from pipeline.held import Counted, Held, count_sharded, hash_rows, pieces_of, read_held, write_held
from pipeline.reading.metadata import read_dataset
from pipeline.storage import SHARDED, Chunks, Workspace, chunks_of, kept_rows, read_manifest, shard_tables
from pipeline.tables import TABLES, arrow_schema

# A corpus of which nothing could be read is a mistake in the folder; all other floors are its owner's to set.
LEAST_ROWS = {"documents": 1}
PIECEWISE = ("documents", "reports", "report_actors")  # whole in memory, and in the order of shards
ROWS_AT_ONCE = 50_000


class Corpus:
    """The tables of one run, opened once for all checks."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.held: Held = read_held(workspace)
        self.shards = read_manifest(workspace).shards
        self.floors: Mapping[str, int] = LEAST_ROWS | dict(read_dataset(workspace.raw).least_rows)
        self.keys: dict[str, Chunks] = {name: self._lean(name) for name in TABLES}
        self.texts = lru_cache(maxsize=2)(self._read_texts)

    def passed(self, name: str, check: str) -> bool:
        """Whether a check passed before on these very tables."""
        return f"{name} {check}" in self.held.passed

    def put_down(self, names: Sequence[str], passed: Mapping[str, int]) -> None:
        """Keep that all checks of some tables passed, and on which pieces."""
        pieces = set(self.shards) if set(SHARDED) <= set(names) else set[str]()
        pieces |= {piece for name in PIECEWISE if name in names for piece, _, _ in self._pieces(name)}
        write_held(self.workspace, passed, pieces)

    def floor(self, name: str) -> int:
        """The fewest rows that a table may have."""
        return self.floors.get(name, 0)

    def rows(self, name: str) -> int:
        """How many rows a table has."""
        return self._counted[name].rows if name in SHARDED else self._whole(name).num_rows

    def unchecked(self, name: str) -> Iterator[tuple[int | None, pa.Table]]:
        """Rows of a table in which no row was looked at before, shard by shard with its number."""
        if name in SHARDED:
            new = [number for number, key in enumerate(self.shards) if key not in self.held.pieces]
            yield from ((number, rows) for number, (rows,) in zip(new, kept_rows(self.workspace, [name], new), strict=True))
        elif name in PIECEWISE:
            yield from ((number, rows) for piece, number, rows in self._pieces(name) if piece not in self.held.pieces)
        else:
            yield 0, self._whole(name)

    def unchecked_rows(self, name: str) -> Iterator[pa.Table]:
        """The same rows, as few large tables."""
        waiting: list[pa.Table] = []
        for _, rows in self.unchecked(name):
            waiting.append(rows)
            if sum(part.num_rows for part in waiting) > ROWS_AT_ONCE:
                yield pa.concat_tables(waiting)
                waiting = []
        if waiting:
            yield pa.concat_tables(waiting)

    def documents_with_blocks(self) -> Iterator[tuple[pa.Table, pa.Table]]:
        """Documents of each shard with their blocks, where one or the other is new."""
        new = {
            number: rows
            for piece, number, rows in self._pieces("documents")
            if number is not None and not {piece, self.shards[number]} <= self.held.pieces
        }
        yield from zip(new.values(), (rows for (rows,) in kept_rows(self.workspace, ["blocks"], list(new))), strict=True)

    def _read_texts(self, number: int | None) -> dict[str, str]:
        """The raw texts of a shard by document; none for a row whose document is not there."""
        if number is None:
            return {}
        ((texts,),) = shard_tables(self.workspace, ["texts"], [number])
        return dict(zip(texts["document_id"].to_pylist(), texts["text"].to_pylist(), strict=True))

    def _pieces(self, name: str) -> list[tuple[str, int | None, pa.Table]]:
        """A table in pieces, one a shard: a hash of each, the number of its shard, its rows."""
        if name not in self._cut:
            found = pieces_of(self.workspace, self._whole(name), self._whole("documents"))
            self._cut[name] = [(hash_rows(name, rows), number, rows) for number, rows in found]
        return self._cut[name]

    @cached_property
    def _cut(self) -> dict[str, list[tuple[str, int | None, pa.Table]]]:
        return {}

    @cached_property
    def _counted(self) -> Mapping[str, Counted]:
        return count_sharded(self.workspace)

    def _whole(self, name: str) -> pa.Table:
        """A table that is not kept in shards."""
        if name not in self._tables:
            (self._tables[name],) = chunks_of(self.workspace, name)()
        return self._tables[name]

    @cached_property
    def _tables(self) -> dict[str, pa.Table]:
        return {}

    def _lean(self, name: str) -> Chunks:
        """A table with only those columns that are keys of its own or lead to others, kept once it was read."""
        wanted = {*TABLES[name].key, *(column.name for column in TABLES[name].columns if column.references)}
        columns = [column.name for column in TABLES[name].columns if column.name in wanted]

        @lru_cache(maxsize=1)
        def read() -> pa.Table:
            if name not in SHARDED:
                return self._whole(name).select(columns)
            return pa.concat_tables(
                [rows.select(columns) for (rows,) in kept_rows(self.workspace, [name])] or [empty(name, columns)]
            )

        return lambda: iter([read()])


def empty(name: str, columns: Sequence[str]) -> pa.Table:
    """Some columns of a table without rows."""
    return arrow_schema(name).empty_table().select(columns)
