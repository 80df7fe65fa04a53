"""The laws on the rows of a release, as far as they can be seen without the raw texts: one result a rule and table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import laws
from pipeline.laws import Broken
from pipeline.publish.about import Check
from pipeline.publish.delta import Delta
from pipeline.publish.select import rows_where
from pipeline.tables import TABLES, Table

Rules = Mapping[str, Callable[[str], Iterator[Broken]]]
MEANINGS = {
    "schema": "Every cell is of its type, in its closed list, within its bounds and of its pattern.",
    "keys": "Every key occurs once.",
    "links": "Every foreign key leads to a row.",
    "order": "No interval ends before it begins.",
}
ACCOUNTED = "The blocks of a document lie end to end, from its first character to its last."
BLOCKS = ("documents", "blocks")


def check_rows(folder: Path, delta: Delta | None = None) -> list[Check]:
    """Every check on every table of a folder of Parquet files, passed or not.

    With `delta`, rows that stood in an earlier release, where they passed, are looked at for what new ones have to do with them.
    """
    rules = rules_for_new(folder, delta) if delta else rules_for_all(folder)
    checks = [result(rule, name, folder, rules[rule](name), meaning) for name in TABLES for rule, meaning in MEANINGS.items()]
    return [*checks, result("accounted for", "blocks", folder, rules["accounted for"]("blocks"), ACCOUNTED)]


def passed_before(rows: Mapping[str, int]) -> list[Check]:
    """Every check, as passed: for rows, so many by table, that were held to the same laws before they came here."""
    found = [Check(rule, name, True, rows[name], 0, meaning) for name in TABLES for rule, meaning in MEANINGS.items()]
    return [*found, Check("accounted for", "blocks", True, rows["blocks"], 0, ACCOUNTED)]


def rules_for_all(folder: Path) -> Rules:
    """How each rule is held to all rows."""
    tables = {name: partial(read_chunks, folder / f"{name}.parquet") for name in TABLES}
    return {
        "schema": lambda name: laws.check_schema(name, tables[name]),
        "keys": lambda name: laws.check_keys(name, tables[name]),
        "links": lambda name: laws.check_links(name, tables),
        "order": lambda name: laws.check_order(name, tables[name]),
        "accounted for": lambda _: laws.check_coverage(tables),
    }


def rules_for_new(folder: Path, delta: Delta) -> Rules:
    """How each rule is held to rows that are new, and to what they have to do with those that are not."""
    paths = {name: folder / f"{name}.parquet" for name in TABLES}
    covered = {name: lambda name=name: [plain(rows_where(paths[name], "document_id", delta.documents))] for name in BLOCKS}
    return {
        "schema": lambda name: laws.check_schema(name, lambda: [delta.new[name]] if delta.new[name].num_rows else []),
        "keys": lambda name: laws.check_keys(name, lambda: [same_keys(paths[name], delta.new[name], TABLES[name])]),
        "links": lambda name: chain(links_of_new(paths, delta.new[name], name), links_to_gone(paths, delta, name)),
        "order": lambda name: laws.check_order(name, lambda: [delta.new[name]]),
        "accounted for": lambda _: laws.check_coverage(covered),
    }


def same_keys(path: Path, new: pa.Table, table: Table) -> pa.Table:
    """The keys of all rows that might have the key of a new one."""
    return rows_where(path, table.key[0], new[table.key[0]].combine_chunks().unique(), list(table.key))


def links_of_new(paths: Mapping[str, Path], new: pa.Table, name: str) -> Iterator[Broken]:
    """Foreign keys of new rows that lead nowhere."""
    for column, table, field in links_from(name):
        wanted = new[column].combine_chunks().unique().drop_null()
        there = rows_where(paths[table], field, wanted, [field])[field].combine_chunks()
        yield from lost_links(name, new.filter(pc.invert(pc.is_in(new[column], value_set=there))), column, table, field)


def links_to_gone(paths: Mapping[str, Path], delta: Delta, name: str) -> Iterator[Broken]:
    """Foreign keys of any row that lead to one that is no more."""
    for column, table, field in links_from(name):
        rows = rows_where(paths[name], column, delta.gone(table), [*dict.fromkeys((*TABLES[name].key, column))])
        yield from lost_links(name, rows, column, table, field)


def links_from(name: str) -> list[tuple[str, str, str]]:
    """The foreign keys of a table: column, and where it leads."""
    return [(column.name, *column.references) for column in TABLES[name].columns if column.references]


def lost_links(name: str, rows: pa.Table, column: str, table: str, field: str) -> Iterator[Broken]:
    """Each of these rows that has something in the column, as broken."""
    for index, value in enumerate(rows[column].to_pylist()):
        if value is not None:
            yield Broken(name, column, f"is in {table}.{field}", value, laws.key_of(rows, TABLES[name], index))


def read_chunks(path: Path) -> Iterator[pa.Table]:
    """The rows of a Parquet file, one row group at a time, without what the file says of its columns."""
    file = pq.ParquetFile(path)
    return (plain(file.read_row_group(number)) for number in range(file.num_row_groups))


def plain(rows: pa.Table) -> pa.Table:
    """Rows without what a file says of its columns."""
    return rows.cast(pa.schema([field.remove_metadata() for field in rows.schema]))


def result(rule: str, name: str, folder: Path, broken: Iterable[Broken], meaning: str) -> Check:
    """A check as the validation report tells it: what the rule means, or what broke it."""
    count, shown = laws.summarise(broken)
    rows = pq.read_metadata(folder / f"{name}.parquet").num_rows
    return Check(rule, name, not count, rows, count, in_words(count, shown) if count else meaning)


def in_words(count: int, shown: list[Broken]) -> str:
    """How many rows break a rule, and the first of them."""
    first = shown[0]
    return f"{count} rows break it, for example {first.key}: {first.column} is {first.value!r}, not: {first.rule}"
