"""The laws on the rows of a release, as far as they can be seen without the raw texts: one result a rule and table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import laws
from pipeline.laws import Broken
from pipeline.publish.about import Check
from pipeline.tables import TABLES, Table

Tables = Mapping[str, laws.Chunks]
RULES: Mapping[str, tuple[str, Callable[[str, Tables], Iterator[Broken]]]] = {
    "schema": (
        "Every cell is of its type, in its closed list, within its bounds and of its pattern.",
        lambda name, tables: laws.check_schema(name, tables[name]),
    ),
    "keys": ("Every key occurs once.", lambda name, tables: laws.check_keys(name, tables[name])),
    "links": ("Every foreign key leads to a row.", lambda name, tables: laws.check_links(name, tables)),
    "order": ("No interval ends before it begins.", lambda name, tables: laws.check_order(name, tables[name])),
}
ACROSS = ("keys", "links")  # concern all rows, whatever changed
ACCOUNTED = "The blocks of a document lie end to end, from its first character to its last."


def check_rows(folder: Path, fresh: Mapping[str, Sequence[int]] | None = None) -> list[Check]:
    """Every check on every table of a folder of Parquet files, passed or not.

    `fresh` are the row groups of each table in which no row was checked before; what can be said of a row by itself is checked in
    these alone, what concerns other rows in all. Without `fresh`, all is new.
    """
    new = {name: partial(read_chunks, folder / f"{name}.parquet", fresh[name] if fresh else None) for name in TABLES}
    keys = {name: key_columns(folder / f"{name}.parquet", TABLES[name]) for name in TABLES}
    checks = [
        result(rule, name, folder, find(name, keys if rule in ACROSS else new), meaning)
        for name in TABLES
        for rule, (meaning, find) in RULES.items()
    ]
    return [*checks, result("accounted for", "blocks", folder, uncovered(folder, new, fresh is None), ACCOUNTED)]


def read_chunks(path: Path, numbers: Iterable[int] | None = None, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """The rows of a Parquet file, one row group at a time (or those numbered), without what the file says of its columns."""
    file = pq.ParquetFile(path)
    for number in range(file.num_row_groups) if numbers is None else numbers:
        rows = file.read_row_group(number, columns=columns)
        yield rows.cast(pa.schema([field.remove_metadata() for field in rows.schema]))


def key_columns(path: Path, table: Table) -> laws.Chunks:
    """The columns of all rows that are keys or lead to such, read once."""
    columns = [column.name for column in table.columns if column.name in table.key or column.references]

    @cache
    def read() -> list[pa.Table]:
        return [rows.combine_chunks() for rows in [pq.read_table(path, columns=columns)] if rows.num_rows]

    return read


def uncovered(folder: Path, new: Tables, all_new: bool) -> Iterator[Broken]:
    """Documents that have new rows, and whose blocks do not lie end to end."""
    if all_new:
        return laws.check_coverage(new)
    touched = pa.chunked_array(
        [chunk for name in ("documents", "blocks") for rows in new[name]() for chunk in rows["document_id"].chunks], pa.string()
    ).unique()
    columns = {"documents": ["document_id", "status", "char_count", "block_count", "kept_char_count"]}
    columns["blocks"] = ["document_id", "char_start", "char_end", "position", "kept"]

    def rows_of(name: str) -> Iterator[pa.Table]:
        for rows in read_chunks(folder / f"{name}.parquet", columns=columns[name]):
            found = rows.filter(pc.is_in(rows["document_id"], value_set=touched))
            if found.num_rows:
                yield found.select(columns[name])

    return laws.check_coverage({name: partial(rows_of, name) for name in columns})


def result(rule: str, name: str, folder: Path, broken: Iterable[Broken], meaning: str) -> Check:
    """A check as the validation report tells it: what the rule means, or what broke it."""
    count, shown = laws.summarise(broken)
    rows = pq.read_metadata(folder / f"{name}.parquet").num_rows
    return Check(rule, name, not count, rows, count, in_words(count, shown) if count else meaning)


def in_words(count: int, shown: list[Broken]) -> str:
    """How many rows break a rule, and the first of them."""
    first = shown[0]
    return f"{count} rows break it, for example {first.key}: {first.column} is {first.value!r}, not: {first.rule}"
