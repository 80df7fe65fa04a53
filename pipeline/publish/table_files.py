"""One table, written part by part into its Parquet and its CSV file; memory is bounded by one part."""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import NamedTuple, Self

import pyarrow as pa

from pipeline.publish.assembly import Assembly, Made, Works
from pipeline.publish.cells import csv_lines, header_line
from pipeline.publish.parts import cut_parts
from pipeline.publish.row_groups import MAGIC, RowGroup, encode_rows, write_footer
from pipeline.tables import Table
from pipeline.tables.pieces import Piece


class SchemaMismatchError(ValueError):
    """A piece's columns are not those of its table."""


class TableFiles(NamedTuple):
    """The two files of a table."""

    csv: Made
    parquet: Made

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return sum(group.rows for group in self.parquet.groups)


class TableWriter:
    """Open Parquet and CSV files of one table.

    The Parquet footer names the release's version, which is known only when all tables are written: so `finish` writes it.
    """

    def __init__(self, works: Works, name: str, schema: pa.Schema) -> None:
        self._name, self._schema, self._old = name, schema, works.old
        self._stack = ExitStack()
        self._csv = self._stack.enter_context(Assembly(works, f"{name}.csv", deflated=True))
        self._parquet = self._stack.enter_context(Assembly(works, f"{name}.parquet", deflated=False))
        self._groups: list[tuple[RowGroup, int]] = []
        self._made: Made | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def write(self, pieces: Iterable[Piece]) -> Made:
        """All rows into both files; returns the CSV file, whose SHA-256 stands for the table's content."""
        csv = self._old.parts(f"{self._name}.csv") if self._old else {}
        parquet = self._old.parts(f"{self._name}.parquet") if self._old else {}
        groups = self._old.row_groups(self._name) if self._old else {}
        self._csv.put(header_line(self._schema.names))
        self._parquet.put(MAGIC)
        for part in cut_parts(pieces):
            start = self._parquet.size
            if part.key in csv and part.key in parquet:
                self._csv.keep(csv[part.key])
                self._parquet.keep(parquet[part.key])
                group = groups[part.key]
            else:
                rows = pa.concat_tables(self._fitting(piece.read()) for piece in part.pieces).combine_chunks()
                encoded, group = encode_rows(rows)
                self._csv.put(csv_lines(rows), part.key)
                self._parquet.put(encoded, part.key)
            self._groups.append((group, start))
        self._made = self._csv.close()
        return self._made

    def finish(self, footer: Mapping[str, str]) -> TableFiles:
        """Close both files, with `footer` as the Parquet file's own metadata."""
        self._parquet.put(write_footer(self._schema, footer, self._groups))
        assert self._made is not None, "written before it is finished"
        groups = tuple(group for group, _ in self._groups)
        return TableFiles(self._made, self._parquet.close()._replace(groups=groups))

    def _fitting(self, rows: pa.Table) -> pa.Table:
        """Rows under the table's own schema; raises where columns differ or one that must be full is not."""
        if rows.schema.names != self._schema.names or rows.schema.types != self._schema.types:
            raise SchemaMismatchError(
                f"table {self._name}: a piece has other columns than pipeline.tables: {_difference(rows.schema, self._schema)}"
            )
        for field in self._schema:
            if not field.nullable and rows.column(field.name).null_count:
                raise SchemaMismatchError(f"table {self._name}: column {field.name} has empty cells and may have none")
        return rows.replace_schema_metadata(None).cast(self._schema)


def described(schema: pa.Schema, table: Table) -> pa.Schema:
    """The schema with what each column means, its unit and its standard, for readers who have the Parquet file alone."""
    fields = []
    for field, column in zip(schema, table.columns, strict=True):
        said = {"description": column.description, "unit": column.unit, "standard": column.standard}
        fields.append(field.with_metadata({name: words for name, words in said.items() if words}))
    return pa.schema(fields)


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
