"""factline.sqlite: all tables in one file, with keys, descriptions and the release's own words, for Datasette and DB Browser.

Its indexes are trees over all rows, so it is written anew for every release, while all other files copy what did not change.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.about import About
from pipeline.publish.assembly import Made
from pipeline.publish.cells import plain_decimal
from pipeline.publish.layout import file_facts
from pipeline.tables import TABLES, Column, Table

NAME = "factline.sqlite"
SQLITE_SAYS = (
    "All tables with primary and foreign keys, plus `_columns` (what each column means) and `_release` (title, version, licence). "
    "Dates are ISO 8601 text, flags 0 or 1; decimals are numbers of 15 significant digits: Parquet and CSV hold them exactly."
)
BATCH = 8192
# Bytes 96 to 99 of the header name the SQLite that wrote the file: no part of the content, and different on each machine.
WRITER = slice(96, 100)


def write_sqlite(folder: Path, version: str, about: About) -> Made:
    """factline.sqlite in `folder`, from the Parquet files there; the same rows give the same bytes."""
    path = folder / NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("PRAGMA page_size = 4096")
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN")
        _describe(base, version, about)
        for table in TABLES.values():
            _fill(base, table, folder / f"{table.name}.parquet")
        base.execute("COMMIT")
    with path.open("r+b") as file:
        file.seek(WRITER.start)
        file.write(bytes(WRITER.stop - WRITER.start))
    return Made(file_facts(path), _checksum(path), (), ())  # the zip stores it: deflating it again would take longest of all


def _checksum(path: Path) -> int:
    """CRC-32 of a file, read in pieces."""
    found = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found = zlib.crc32(piece, found)
    return found


def _describe(base: sqlite3.Connection, version: str, about: About) -> None:
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
    base.execute("CREATE TABLE _release (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    base.executemany("INSERT INTO _release VALUES (?, ?)", sorted(words.items()))
    base.execute('CREATE TABLE _columns ("table" TEXT, "column" TEXT, description TEXT, unit TEXT, standard TEXT)')
    rows = [(t.name, c.name, c.description, c.unit, c.standard) for t in TABLES.values() for c in t.columns]
    base.executemany("INSERT INTO _columns VALUES (?, ?, ?, ?, ?)", rows)


def _fill(base: sqlite3.Connection, table: Table, path: Path) -> None:
    columns = ",\n  ".join(_declare(column) for column in table.columns)
    keys = ", ".join(f'"{name}"' for name in table.key)
    base.execute(f'CREATE TABLE "{table.name}" (\n  {columns},\n  PRIMARY KEY ({keys})\n)')
    places = ", ".join("?" * len(table.columns))
    try:
        base.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', _rows(path))
    except sqlite3.IntegrityError as error:
        raise ValueError(f"table {table.name} of {path.parent} breaks its own keys: {error}") from error
    for column in table.columns:
        if column.references and table.key[:1] != (column.name,):
            base.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')


def _rows(path: Path) -> Iterator[tuple[Any, ...]]:
    for batch in pq.ParquetFile(path).iter_batches(batch_size=BATCH):
        yield from zip(*(_values(column) for column in batch.columns), strict=True)


def _values(column: Any) -> list[Any]:
    """The cells of a column as SQLite holds them."""
    if pa.types.is_date(column.type):
        return list(column.cast(pa.string()).to_pylist())
    if pa.types.is_decimal(column.type):
        return [None if value is None else plain_decimal(value) for value in column.to_pylist()]
    return list(column.to_pylist())


def _declare(column: Column) -> str:
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        affinity = "INTEGER"
    elif pa.types.is_decimal(kind):
        affinity = "NUMERIC"
    else:
        affinity = "REAL" if pa.types.is_floating(kind) else "TEXT"
    needed = "" if column.nullable else " NOT NULL"
    linked = ' REFERENCES "{}" ("{}")'.format(*column.references) if column.references else ""
    return f'"{column.name}" {affinity}{needed}{linked}'
