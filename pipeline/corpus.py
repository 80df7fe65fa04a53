"""The tables of a run as checks look at them: rows not looked at before, keys of all rows, raw texts of a shard."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.final import Chunks, Final
from pipeline.held import Held, read_held, write_held
from pipeline.kept import Kept
from pipeline.reading.metadata import read_dataset
from pipeline.storage import Workspace, shard_tables, whole_code
from pipeline.tables import TABLES

# A corpus of which nothing could be read is a mistake in the folder; all other floors are its owner's to set.
LEAST_ROWS = {"documents": 1}
ROWS_AT_ONCE = 50_000
OWN = "its own key"
KEYS = pa.schema([("table", pa.string()), ("column", pa.string()), ("values", pa.list_(pa.uint64()))])

Values = NDArray[np.uint64]


class Corpus:
    """The tables of one run, opened once for all checks. `names` are those that are there."""

    def __init__(self, workspace: Workspace, names: Sequence[str]) -> None:
        self.workspace, self.names = workspace, names
        self.held: Held = read_held(workspace)
        self.final = Final(workspace)
        self.floors: Mapping[str, int] = LEAST_ROWS | dict(read_dataset(workspace.raw).least_rows)
        self.texts = lru_cache(maxsize=2)(self._read_texts)

    def passed(self, name: str, check: str) -> bool:
        """Whether a check passed before on these very tables."""
        return f"{name} {check}" in self.held.passed

    def put_down(self, names: Sequence[str], passed: Mapping[str, int]) -> None:
        """Keep that all checks of some tables passed, and on which pieces."""
        others = [name for name in TABLES if name not in names]
        known = {key for key in self.held.pieces if key.partition(" ")[0] in others}
        new = {f"{name} {piece.key}" for name in names for piece in self.final.pieces(name)}
        write_held(self.workspace, passed, known | new)

    def floor(self, name: str) -> int:
        """The fewest rows that a table may have."""
        return self.floors.get(name, 0)

    def rows(self, name: str) -> int:
        """How many rows a table has."""
        return self.final.rows(name)

    def chunks(self, name: str) -> Chunks:
        """All rows of a table."""
        return self.final.chunks(name)

    def unchecked(self, name: str) -> Iterator[tuple[int | None, pa.Table]]:
        """Rows of a table in which no row was looked at before, piece by piece with the number of their shard."""
        for shard, piece in self.final.numbered(name):
            if f"{name} {piece.key}" not in self.held.pieces:
                yield shard, piece.read()

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
            shard
            for name in ("documents", "blocks")
            for shard, piece in self.final.numbered(name)
            if shard is not None and f"{name} {piece.key}" not in self.held.pieces
        }
        for shard in sorted(new):
            yield self.final.read("documents", shard), self.final.read("blocks", shard)

    def values(self, name: str, column: str = OWN) -> Values:
        """A hash of the key of every row of a table; or of the values of a column, each at least once."""
        lists = self._keys.filter((pc.field("table") == name) & (pc.field("column") == column))["values"]
        return np.concatenate([np.empty(0, np.uint64), *(pc.list_flatten(part).to_numpy() for part in lists.chunks)])

    @cached_property
    def _keys(self) -> pa.Table:
        """Hashes of keys and references of all pieces; those of pieces met before are not read again."""
        kept = Kept(self.workspace.run / "keys" / whole_code(), {"keys": KEYS})
        pieces = {f"{name} {piece.key}": (name, piece) for name in self.names for piece in self.final.pieces(name)}
        kept.bring(list(pieces), lambda key: {"keys": hash_keys(pieces[key][0], pieces[key][1].read())})
        return kept.table("keys").combine_chunks()

    def _read_texts(self, number: int | None) -> dict[str, str]:
        """The raw texts of a shard by document; none for a row whose document is not there."""
        if number is None:
            return {}
        ((texts,),) = shard_tables(self.workspace, ["texts"], [number])
        return dict(zip(texts["document_id"].to_pylist(), texts["text"].to_pylist(), strict=True))


def hash_keys(name: str, rows: pa.Table) -> pa.Table:
    """Hashes of the keys of some rows, and of what their columns refer to: rows of KEYS."""
    table = TABLES[name]
    key = rows.select(list(table.key)).to_pandas()
    found = [(OWN, pd.util.hash_pandas_object(key, index=False).to_numpy(np.uint64))]
    for column in table.columns:
        if column.references:
            found.append((column.name, hash_column(pc.unique(rows[column.name].drop_null()))))
    lists = pa.array([values for _, values in found], KEYS.field("values").type)
    return pa.table([pa.array([name] * len(found)), pa.array([column for column, _ in found]), lists], KEYS)


def hash_column(values: pa.Array) -> Values:
    """Hashes of values, the same as those of keys of one column."""
    hashes = pd.util.hash_pandas_object(pd.DataFrame({"key": values.to_pandas()}), index=False)
    return np.asarray(hashes, np.uint64)
