"""A release as one SQLite file, with keys, descriptions and the release's own words, for Datasette and DB Browser.

It is made when someone asks for it (`factline export`) and is no part of releases: its indexes are trees over all rows, so that one
changed text would cost writing everything again, which took as long as all other files together, and half of their room.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.about import About
from pipeline.publish.cells import plain_decimal
from pipeline.publish.datapackage import read_about
from pipeline.tables import TABLES, Column, Table

SQLITE_SAYS = (
    "`factline export` makes one SQLite file of a release: all tables with primary and foreign keys, plus `_columns` (what each "
    "column means) and `_release` (title, version, licence). Dates are ISO 8601 text, flags 0 or 1; decimals are numbers of 15 "
    "significant digits: Parquet and CSV hold them exactly."
)
BATCH = 8192
# Bytes 96 to 99 of the header name the SQLite that wrote the file: no part of the content, and different on each machine.
WRITER = slice(96, 100)


def write_sqlite(release: Path, target: Path) -> None:
    """The tables of a release as the SQLite file `target`, whole or not at all; the same rows give the same bytes.

    Raises FileNotFoundError where the folder is no release, FileExistsError where there is a file of that name.
    """
    if not (release / "datapackage.json").is_file():
        raise FileNotFoundError(f"{release} is no release: it has no datapackage.json")
    if target.exists():
        raise FileExistsError(f"{target} is there already: remove it, or give another name")
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        fill(aside, release)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def fill(path: Path, release: Path) -> None:
    """Write the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("PRAGMA page_size = 4096")
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN")
        _describe(base, release.resolve().name, read_about(release))
        for table in TABLES.values():
            _fill(base, table, release / f"{table.name}.parquet")
        base.execute("COMMIT")
    with path.open("r+b") as file:
        file.seek(WRITER.start)
        file.write(bytes(WRITER.stop - WRITER.start))


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
