"""What changed between two releases, row by row on the tables' keys: added, removed, changed, with examples."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.tables import TABLES, Table

EXAMPLES = 3
SEPARATOR = "\x1f"
# An Arrow array, in one piece or many: the stubs of pyarrow tell calls on the two apart that are one.
Array = Any


class Change(NamedTuple):
    """A row that is in both releases and differs: its key, and old and new value of each column that does."""

    key: str
    cells: Mapping[str, tuple[Any, Any]]


class TableDiff(NamedTuple):
    """The rows of one table: how many there are, how many came, went and changed, and a few of each."""

    table: str
    before: int
    after: int
    added: int
    removed: int
    changed: int
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]
    cells_changed: Mapping[str, int]
    added_examples: tuple[Mapping[str, Any], ...]
    removed_examples: tuple[Mapping[str, Any], ...]
    changed_examples: tuple[Change, ...]


class Diff(NamedTuple):
    """Two releases by name and what lies between them."""

    before: str
    after: str
    tables: tuple[TableDiff, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no row and no column differs."""
        return not any(t.added or t.removed or t.changed or t.columns_added or t.columns_removed for t in self.tables)


def diff_releases(before: Path, after: Path) -> Diff:
    """The differences between two release folders. Raises FileNotFoundError for a folder that lacks every table."""
    for folder in (before, after):
        if not any((folder / f"{name}.parquet").is_file() for name in TABLES):
            raise FileNotFoundError(f"{folder} is no release: it has no Parquet file of any table")
    tables = tuple(diff_table(_rows(before, table), _rows(after, table), table) for table in TABLES.values())
    return Diff(before.resolve().name, after.resolve().name, tables)


class Compared(NamedTuple):
    """Two states of a table: the rows that only one has, and those that both have, with where which column differs."""

    table: Table
    before: pa.Table
    after: pa.Table
    added: pa.Table
    removed: pa.Table
    old: pa.Table
    new: pa.Table
    unequal: Mapping[str, Array]

    @property
    def changed(self) -> Array:
        """Which of the rows that both have differ."""
        return _any_of(list(self.unequal.values()), self.old.num_rows)

    def differing(self, columns: Collection[str] = ()) -> Iterator[pa.Table]:
        """The rows that differ as they were and as they are; with `columns`, those that came, went or differ in one of them."""
        masks = [mask for name, mask in self.unequal.items() if not columns or name in columns]
        changed = _any_of(masks, self.old.num_rows)
        yield from (self.added, self.removed, self.old.filter(changed), self.new.filter(changed))


def compare(before: pa.Table, after: pa.Table, table: Table) -> Compared:
    """Two states of one table side by side; they may differ in columns."""
    old_keys, new_keys = _keys(before, table), _keys(after, table)
    places = pc.index_in(old_keys, value_set=new_keys)
    old = before.filter(pc.is_valid(places))
    new = after.take(places.drop_null())
    return Compared(
        table,
        before,
        after,
        after.filter(pc.invert(pc.is_in(new_keys, value_set=old_keys))),
        before.filter(pc.invert(pc.is_in(old_keys, value_set=new_keys))),
        old,
        new,
        {name: _unequal(old[name], new[name]) for name in old.schema.names if name in new.schema.names},
    )


def diff_table(before: pa.Table, after: pa.Table, table: Table) -> TableDiff:
    """The differences between two states of one table, which may differ in columns."""
    return tell(compare(before, after, table), before.num_rows, after.num_rows)


def tell(found: Compared, before: int, after: int) -> TableDiff:
    """A comparison as counts and examples; `before` and `after` are the rows of the whole table."""
    cells = {name: count for name, mask in found.unequal.items() if (count := pc.sum(mask).as_py() or 0)}
    rows = found.changed
    return TableDiff(
        found.table.name,
        before,
        after,
        found.added.num_rows,
        found.removed.num_rows,
        pc.sum(rows).as_py() or 0,
        tuple(name for name in found.after.schema.names if name not in found.before.schema.names),
        tuple(name for name in found.before.schema.names if name not in found.after.schema.names),
        cells,
        tuple(found.added.slice(0, EXAMPLES).to_pylist()),
        tuple(found.removed.slice(0, EXAMPLES).to_pylist()),
        tuple(_changes(found.old, found.new, rows, found.table)),
    )


def _rows(folder: Path, table: Table) -> pa.Table:
    """The rows of a table of a release; none where an older release has no such table, or other keys."""
    path = folder / f"{table.name}.parquet"
    if not path.is_file() or not set(table.key).issubset(pq.read_schema(path).names):
        return pa.schema([(column.name, column.type) for column in table.columns]).empty_table()
    return pq.read_table(path).replace_schema_metadata(None)


def _keys(rows: pa.Table, table: Table) -> Array:
    """One text a row that is its key."""
    parts = [rows[name].cast(pa.string()) for name in table.key]
    keys = pc.binary_join_element_wise(*parts, SEPARATOR, null_handling="replace") if len(parts) > 1 else parts[0]
    return keys.combine_chunks()


def _unequal(old: Array, new: Array) -> Array:
    """Where two columns differ; null equals null, and a column of another type is compared as text."""
    if old.type != new.type:
        old, new = old.cast(pa.string()), new.cast(pa.string())
    differs = pc.fill_null(pc.not_equal(old, new), pa.scalar(value=False))
    return pc.or_(differs, pc.xor(pc.is_null(old), pc.is_null(new)))


def _any_of(masks: list[Array], length: int) -> Array:
    whole = pa.chunked_array([pa.repeat(pa.scalar(value=False), length)])
    for mask in masks:
        whole = pc.or_(whole, mask)
    return whole


def _changes(old: pa.Table, new: pa.Table, rows: Array, table: Table) -> Iterator[Change]:
    """The first few rows that differ."""
    pairs = zip(old.filter(rows).slice(0, EXAMPLES).to_pylist(), new.filter(rows).slice(0, EXAMPLES).to_pylist(), strict=True)
    for before, after in pairs:
        cells = {name: (before[name], after[name]) for name in before if name in after and before[name] != after[name]}
        yield Change(" ".join(str(before[name]) for name in table.key), cells)
