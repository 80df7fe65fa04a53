"""Tables of factline.sqlite: their declarations, and rows of Arrow tables put into them."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.about import About
from pipeline.publish.cells import plain_decimal
from pipeline.tables import TABLES, Column, Table

BATCH = 8192
CACHE = -65_536  # 64 MB for sorting, whatever the rows


def describe(base: sqlite3.Connection, version: str, about: About) -> None:
    """The two tables that say what the others are."""
    words = {
        "title": about.title,
        "description": about.description,
        "version": version,
        "licence": about.licence.name,
        "code_version": about.code_version,
        "schema_version": about.schema_version,
        "homepage": about.homepage,
        "attribution": " ".join(source.attribution for source in about.sources if source.attribution),
    }
    base.execute("CREATE TABLE IF NOT EXISTS _release (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    base.execute('CREATE TABLE IF NOT EXISTS _columns ("table" TEXT, "column" TEXT, description TEXT, unit TEXT, standard TEXT)')
    base.execute("DELETE FROM _release")
    base.execute("DELETE FROM _columns")
    base.executemany("INSERT INTO _release VALUES (?, ?)", sorted(words.items()))
    rows = [(t.name, c.name, c.description, c.unit, c.standard) for t in TABLES.values() for c in t.columns]
    base.executemany("INSERT INTO _columns VALUES (?, ?, ?, ?, ?)", rows)


def create_table(base: sqlite3.Connection, table: Table) -> None:
    """An empty table with its indexes. Rows lie in the order of their keys, so that few pages change where few rows do."""
    columns = ",\n  ".join(_declare(column) for column in table.columns)
    keys = ", ".join(f'"{name}"' for name in table.key)
    base.execute(f'CREATE TABLE "{table.name}" (\n  {columns},\n  PRIMARY KEY ({keys})\n) WITHOUT ROWID')
    _create_indexes(base, table)


def file_of(name: str, folder: Path) -> Path:
    """Where a table lies by itself until all are made."""
    return folder / f"{name}.sqlite"


class Job(NamedTuple):
    """A table to be made: its Parquet file, where it is to lie, and the bytes of a page."""

    rows: Path
    target: Path
    page_size: int


def make_table(job: Job) -> None:
    """A file of one table. SQLite sorts the rows, on disk where they are many. Raises ValueError where they break their keys."""
    rows, target, page_size = job
    table, heap = TABLES[rows.stem], target.with_suffix(".rows")
    keys = ", ".join(f'"{key}"' for key in table.key)
    with closing(sqlite3.connect(target, isolation_level=None)) as base:
        base.execute("ATTACH ? AS heap", (str(heap),))
        for schema in ("main", "heap"):
            base.execute(f"PRAGMA {schema}.page_size = {page_size}")
            base.execute(f"PRAGMA {schema}.journal_mode = OFF")
            base.execute(f"PRAGMA {schema}.synchronous = OFF")
        base.execute(f"PRAGMA cache_size = {CACHE}")
        base.execute("BEGIN")
        base.execute(f"CREATE TABLE heap.found ({', '.join(f'{_name_and_affinity(column)}' for column in table.columns)})")
        base.executemany(f"INSERT INTO heap.found VALUES ({_places(table)})", _cells(pq.ParquetFile(rows).iter_batches(BATCH)))
        create_table(base, table)
        try:
            base.execute(f'INSERT INTO main."{table.name}" SELECT * FROM heap.found ORDER BY {keys}')
        except sqlite3.IntegrityError as error:
            raise ValueError(f"table {table.name} of {rows.parent} breaks its own keys: {error}") from error
        base.execute("COMMIT")
    heap.unlink()


def delete_rows(base: sqlite3.Connection, table: Table, rows: pa.Table) -> None:
    """Remove rows of which the keys are given."""
    keys = " AND ".join(f'"{name}" = ?' for name in table.key)
    base.executemany(f'DELETE FROM "{table.name}" WHERE {keys}', _cells(rows.select(list(table.key)).to_batches()))


def insert_rows(base: sqlite3.Connection, table: Table, rows: pa.Table) -> None:
    """Put rows in, in the place of those that have their keys."""
    base.executemany(f'INSERT OR REPLACE INTO "{table.name}" VALUES ({_places(table)})', _cells(rows.to_batches()))


def _create_indexes(base: sqlite3.Connection, table: Table) -> None:
    """An index for each foreign key; where a column may be empty, empty cells have no place in it."""
    for column in table.columns:
        if column.references and table.key[:1] != (column.name,):
            some = f' WHERE "{column.name}" IS NOT NULL' if column.nullable else ""
            base.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}"){some}')


def _places(table: Table) -> str:
    return ", ".join("?" * len(table.columns))


def _cells(batches: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows as SQLite takes them."""
    for batch in batches:
        yield from zip(*(_values(column) for column in batch.columns), strict=True)


def _values(column: Any) -> list[Any]:
    """The cells of a column as SQLite holds them."""
    if pa.types.is_date(column.type):
        return list(column.cast(pa.string()).to_pylist())
    if pa.types.is_decimal(column.type):
        words = column.dictionary_encode()
        texts = [None if value is None else plain_decimal(value) for value in words.dictionary.to_pylist()]
        return [None if place is None else texts[place] for place in words.indices.to_pylist()]
    return list(column.to_pylist())


def _declare(column: Column) -> str:
    needed = "" if column.nullable else " NOT NULL"
    linked = ' REFERENCES "{}" ("{}")'.format(*column.references) if column.references else ""
    return f"{_name_and_affinity(column)}{needed}{linked}"


def _name_and_affinity(column: Column) -> str:
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        affinity = "INTEGER"
    elif pa.types.is_decimal(kind):
        affinity = "NUMERIC"
    else:
        affinity = "REAL" if pa.types.is_floating(kind) else "TEXT"
    return f'"{column.name}" {affinity}'
