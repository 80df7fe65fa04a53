"""What is asked of every row by itself or of the rows of one text, in one look at them; and hashes of their keys."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from pipeline import laws
from pipeline.final import IN_SHARDS, Final, opened
from pipeline.laws import SHOWN, Broken
from pipeline.storage import Workspace
from pipeline.tables import TABLES, Table
from pipeline.tables.bundle import let_go, rows_to_table
from pipeline.tables.pieces import Piece

OWN = "its own key"
TEXT = pa.string()
HASHES = pa.list_(pa.uint64())
LOOKS = {
    "keys": pa.schema([("table", TEXT), ("column", TEXT), ("values", HASHES)]),
    # Rows that break a check of a table; in the last one that is named, how many more do.
    "broken": pa.schema([("of", TEXT), ("check", TEXT), *((name, TEXT) for name in Broken._fields), ("more", pa.int64())]),
}
NO_TEXTS = pa.table({"document_id": pa.array([], TEXT), "text": pa.array([], TEXT)})

Part = tuple[str, int | None, Piece]  # a table, the number of a shard, and its rows there
Unit = tuple[Part, ...]
Tables = dict[str, pa.Table]
Found = tuple[str, str, Broken]  # the table and the check that a row breaks


def look_at(workspace: Workspace, digest: str, wanted: Sequence[tuple[str, Unit]]) -> list[Tables]:
    """What is found in the rows of some units of a run: for each the tables of LOOKS."""
    final = opened(workspace, digest)
    units = [read_unit(final, unit) for _, unit in wanted]
    broken = [list(look_at_texts(final, unit[0][1], tables)) for (_, unit), tables in zip(wanted, units, strict=True)]
    keys = [[LOOKS["keys"].empty_table()] for _ in wanted]
    for name in dict.fromkeys(name for tables in units for name in tables):
        numbers = [number for number, tables in enumerate(units) if name in tables]
        rows = [units[number][name] for number in numbers]
        for number, hashes in zip(numbers, hash_keys(name, rows), strict=True):
            keys[number].append(hashes)
        if any(True for _ in look_at_rows(name, pa.concat_tables(rows))):  # seldom; then it is asked whose they are
            for number, own in zip(numbers, rows, strict=True):
                broken[number] += look_at_rows(name, own)
    let_go()
    return [{"keys": pa.concat_tables(one), "broken": as_table(other)} for one, other in zip(keys, broken, strict=True)]


def read_unit(final: Final, unit: Unit) -> Tables:
    """The rows of a unit by table; what lies in one shard is read at once."""
    names = [name for name, shard, _ in unit if shard is not None and name in IN_SHARDS]
    found = final.read_shard(names, unit[0][1]) if names and unit[0][1] is not None else {}
    return {name: found[name] if name in found else piece.read() for name, _, piece in unit}


def look_at_texts(final: Final, shard: int | None, tables: Tables) -> Iterator[Found]:
    """What in the rows of one shard is not so in its texts: spans that are not there, characters in no block or in two."""
    quoted = [name for name in tables if is_quoted(TABLES[name])]
    (texts,) = final.raw_shard(["texts"], shard) if quoted and shard is not None else (NO_TEXTS,)
    raw = dict(zip(texts["document_id"].to_pylist(), texts["text"].to_pylist(), strict=True))
    for name in quoted:
        yield from ((name, "grounded", found) for found in laws.check_grounded(name, tables[name], raw))
    if "documents" in tables or "blocks" in tables:
        both = {name: partial(iter, [tables[name]] if name in tables else []) for name in ("documents", "blocks")}
        yield from (("blocks", "accounted_for", found) for found in laws.check_coverage(both))


def look_at_rows(name: str, rows: pa.Table) -> Iterator[Found]:
    """Rows that the table's model refuses, and intervals that end before they begin."""
    yield from ((name, "schema", found) for found in laws.check_schema(name, lambda: [rows]))
    yield from ((name, "consistent", found) for found in laws.check_order(name, lambda: [rows]))


def is_quoted(table: Table) -> bool:
    """Whether rows of the table stand at characters of a raw text."""
    names = {column.name for column in table.columns}
    return "document_id" in names and any(f"{prefix}_start" in names for prefix in laws.QUOTED)


def as_table(found: Sequence[Found]) -> pa.Table:
    """Broken rows of a unit as they are kept: the first of each check, with how many more there are."""
    checks: dict[tuple[str, str], list[Broken]] = {}
    for name, check, broken in found:
        checks.setdefault((name, check), []).append(broken)
    rows = [
        (name, check, *row, len(broken) - SHOWN if number == SHOWN - 1 else 0)
        for (name, check), broken in checks.items()
        for number, row in enumerate(broken[:SHOWN])
    ]
    return rows_to_table(rows, LOOKS["broken"])


def hash_keys(name: str, parts: Sequence[pa.Table]) -> Iterator[pa.Table]:
    """For each part of a table hashes of its keys, and of what its columns refer to: rows of KEYS."""
    table, rows = TABLES[name], pa.concat_tables(parts)
    columns = {OWN: hash_values(rows.select(list(table.key)))}
    columns |= {column.name: hash_values(rows.select([column.name])) for column in table.columns if column.references}
    there = {name: np.ones(len(rows), bool) if name == OWN else rows[name].is_valid().to_numpy() for name in columns}
    start = 0
    for part in parts:
        here = slice(start, start := start + len(part))
        found = [values[here][there[name][here]] for name, values in columns.items()]
        lists = [values if name == OWN else np.unique(values) for name, values in zip(columns, found, strict=True)]
        yield pa.table([[table.name] * len(columns), list(columns), pa.array(lists, HASHES)], LOOKS["keys"])


def hash_values(rows: pa.Table) -> NDArray[np.uint64]:
    """A hash of each row, cell by cell; equal rows of columns of the same types have the same."""
    frame = pd.DataFrame({str(place): column.to_pandas() for place, column in enumerate(rows.columns)})
    return np.asarray(pd.util.hash_pandas_object(frame, index=False), np.uint64)
