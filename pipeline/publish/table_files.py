"""One table, streamed chunk by chunk into its Parquet and its CSV file; memory is bounded by one row group."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.cells import csv_lines, header_line
from pipeline.tables import Table

ROWS_PER_GROUP = 65_536


class SchemaMismatchError(ValueError):
    """A chunk's columns are not those of its table."""


class Written(NamedTuple):
    """What was written for a table: its rows, and the SHA-256 of its CSV text, which stands for its content."""

    rows: int
    content: str


class TableWriter:
    """Open Parquet and CSV files of one table.

    The Parquet footer names the release's version, which is known only when all tables are written: so `finish` writes it.
    """

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self._name, self._schema = name, schema
        self._stack = ExitStack()
        self._csv = self._stack.enter_context((folder / f"{name}.csv").open("wb"))
        self._parquet = self._stack.enter_context(_parquet_writer(folder / f"{name}.parquet", schema))
        self._hash = sha256()
        self._rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def write(self, chunks: Iterable[pa.Table]) -> Written:
        """All rows of `chunks` into both files; the bytes do not depend on how the rows were cut into chunks."""
        self._put(header_line(self._schema.names))
        for group in row_groups(self._fitting(chunks), self._schema):
            self._parquet.write_table(group, row_group_size=ROWS_PER_GROUP)
            self._put(csv_lines(group))
            self._rows += group.num_rows
        return Written(self._rows, self._hash.hexdigest())

    def finish(self, footer: Mapping[str, str]) -> None:
        """Close both files, with `footer` as the Parquet file's own metadata."""
        self._parquet.add_key_value_metadata(dict(footer))
        self._stack.close()

    def _put(self, text: bytes) -> None:
        self._hash.update(text)
        self._csv.write(text)

    def _fitting(self, chunks: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """The chunks, each held to the table's schema."""
        for chunk in chunks:
            if chunk.schema.names != self._schema.names or chunk.schema.types != self._schema.types:
                raise SchemaMismatchError(
                    f"table {self._name}: a chunk has other columns than pipeline.tables: {_difference(chunk.schema, self._schema)}"
                )
            yield self._required(chunk.replace_schema_metadata(None))

    def _required(self, chunk: pa.Table) -> pa.Table:
        """The chunk under the table's own schema; raises where a column that must be full is not."""
        for field in self._schema:
            if not field.nullable and chunk.column(field.name).null_count:
                raise SchemaMismatchError(f"table {self._name}: column {field.name} has empty cells and may have none")
        return chunk.cast(self._schema)


def row_groups(chunks: Iterable[pa.Table], schema: pa.Schema, size: int = ROWS_PER_GROUP) -> Iterator[pa.Table]:
    """The same rows in tables of exactly `size` rows (the last may be shorter), each in one piece of memory.

    >>> rows = pa.table({"a": range(5)})
    >>> [group.num_rows for group in row_groups([rows, rows], rows.schema, size=4)]
    [4, 4, 2]
    """
    waiting: list[pa.Table] = []
    for chunk in chunks:
        waiting.append(chunk)
        if sum(part.num_rows for part in waiting) >= size:
            whole = pa.concat_tables(waiting)
            full = whole.num_rows - whole.num_rows % size
            yield from (whole.slice(start, size).combine_chunks() for start in range(0, full, size))
            waiting = [whole.slice(full)]
    rest = pa.concat_tables(waiting).combine_chunks() if waiting else schema.empty_table()
    if rest.num_rows:
        yield rest


def described(schema: pa.Schema, table: Table) -> pa.Schema:
    """The schema with what each column means, its unit and its standard, for readers who have the Parquet file alone."""
    fields = []
    for field, column in zip(schema, table.columns, strict=True):
        said = {"description": column.description, "unit": column.unit, "standard": column.standard}
        fields.append(field.with_metadata({name: words for name, words in said.items() if words}))
    return pa.schema(fields)


def _parquet_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """A writer whose bytes depend on the rows alone; snappy, because small readers (hyparquet) know no other codec."""
    return pq.ParquetWriter(path, schema, compression="snappy", version="2.6", write_statistics=True, store_schema=True)


def _difference(found: pa.Schema, wanted: pa.Schema) -> str:
    """In words, where two schemas differ."""
    missing = [name for name in wanted.names if name not in found.names]
    extra = [name for name in found.names if name not in wanted.names]
    typed = [
        f"{name} is {found.field(name).type}, not {wanted.field(name).type}"
        for name in wanted.names
        if name in found.names and found.field(name).type != wanted.field(name).type
    ]
    order = [] if missing or extra or typed else ["the order of the columns"]
    return "; ".join([*(f"missing {name}" for name in missing), *(f"unknown {name}" for name in extra), *typed, *order])
