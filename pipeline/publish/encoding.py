"""Rows of one part as the bytes of every file that holds them: what takes longest of publishing, and needs nothing but the rows."""

import zlib
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import NamedTuple

import pyarrow as pa

from pipeline.publish.cells import csv_runs
from pipeline.publish.parts import Part
from pipeline.publish.row_groups import RowGroup, encode_rows
from pipeline.tables import TABLES, Table, arrow_schema

LEVEL = 1  # of deflate; 4 takes 1.6 times the time for 13 % less, of what makes a seventh of the zip
PLAIN = -15  # a deflate stream without header or checksum, as a zip has it


class SchemaMismatchError(ValueError):
    """A piece's columns are not those of its table."""


class Job(NamedTuple):
    """A part of a table to be encoded, and the keys of those of its pieces that stand as CSV already."""

    table: str
    part: Part
    known: frozenset[str]


class Text(NamedTuple):
    """Some bytes of a file, and the same deflated."""

    plain: bytes
    deflated: bytes


class Encoded(NamedTuple):
    """A part as a row group of Parquet with what a footer says of it, and as CSV each of its pieces that was not known."""

    parquet: bytes
    group: RowGroup
    csv: list[Text]


def encode_part(job: Job) -> Encoded:
    """The rows of a part of a table. Raises SchemaMismatchError where a piece is not of that table."""
    name, part, known = job
    rows = fitting([piece.read() for piece in part.pieces], name, described(arrow_schema(name), TABLES[name]))
    ends = accumulate(piece.rows for piece in part.pieces)
    spans = [range(end - piece.rows, end) for piece, end in zip(part.pieces, ends, strict=True) if piece.key not in known]
    fresh = rows if not known else rows.take(pa.array(chain.from_iterable(spans), pa.int64()))
    return Encoded(*encode_rows(rows), [pack(text) for text in csv_runs(fresh, map(len, spans))])


def pack(text: bytes) -> Text:
    """Some bytes as they go into a file and into the zip."""
    return Text(text, deflate(text) if text else b"")


def deflate(text: bytes) -> bytes:
    """Deflated bytes that end at a whole byte and need nothing of what comes before, so that others can follow."""
    deflater = zlib.compressobj(LEVEL, zlib.DEFLATED, PLAIN)
    return deflater.compress(text) + deflater.flush(zlib.Z_SYNC_FLUSH)


def fitting(pieces: Sequence[pa.Table], name: str, schema: pa.Schema) -> pa.Table:
    """All rows under the table's own schema; raises where columns differ or one that must be full is not."""
    for found in (piece.schema for piece in pieces):
        if found.names != schema.names or found.types != schema.types:
            raise SchemaMismatchError(f"table {name}: a piece has other columns than pipeline.tables: {_difference(found, schema)}")
    loose = pa.schema([(field.name, field.type) for field in schema])
    rows = pa.concat_tables(piece.replace_schema_metadata(None).cast(loose) for piece in pieces).combine_chunks()
    for field in schema:
        if not field.nullable and rows.column(field.name).null_count:
            raise SchemaMismatchError(f"table {name}: column {field.name} has empty cells and may have none")
    return rows.cast(schema)


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
