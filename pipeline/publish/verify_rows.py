"""The laws on the rows of a release, as far as they can be seen without the raw texts: one result a rule and table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import laws
from pipeline.laws import Broken
from pipeline.publish.about import Check
from pipeline.tables import TABLES

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
ACCOUNTED = "The blocks of a document lie end to end, from its first character to its last."


def check_rows(folder: Path) -> list[Check]:
    """Every check on every table of a folder of Parquet files, passed or not."""
    tables = {name: partial(read_chunks, folder / f"{name}.parquet") for name in TABLES}
    checks = [result(rule, name, folder, find(name, tables), meaning) for name in TABLES for rule, (meaning, find) in RULES.items()]
    return [*checks, result("accounted for", "blocks", folder, laws.check_coverage(tables), ACCOUNTED)]


def read_chunks(path: Path) -> Iterator[pa.Table]:
    """The rows of a Parquet file, one row group at a time, without what the file says of its columns."""
    file = pq.ParquetFile(path)
    for number in range(file.num_row_groups):
        rows = file.read_row_group(number)
        yield rows.cast(pa.schema([field.remove_metadata() for field in rows.schema]))


def result(rule: str, name: str, folder: Path, broken: Iterable[Broken], meaning: str) -> Check:
    """A check as the validation report tells it: what the rule means, or what broke it."""
    count, shown = laws.summarise(broken)
    rows = pq.read_metadata(folder / f"{name}.parquet").num_rows
    return Check(rule, name, not count, rows, count, in_words(count, shown) if count else meaning)


def in_words(count: int, shown: list[Broken]) -> str:
    """How many rows break a rule, and the first of them."""
    first = shown[0]
    return f"{count} rows break it, for example {first.key}: {first.column} is {first.value!r}, not: {first.rule}"
