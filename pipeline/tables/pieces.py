"""Tables in pieces: runs of rows that are known by their content, so that what did not change need not be read to be published."""

import hashlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

import pyarrow as pa


class Piece(NamedTuple):
    """Neighbouring rows of one table. Equal keys mean equal rows in equal order; `read` is called only where they are needed."""

    key: str
    rows: int
    read: Callable[[], pa.Table]


def hash_rows(name: str, rows: pa.Table) -> str:
    """A hash of rows of a table, cell by cell; how they lie in memory, and what lies under an empty cell, does not count.

    >>> whole = pa.table({"a": [1, None, 3]})
    >>> hash_rows("t", whole.slice(1)) == hash_rows("t", pa.table({"a": [None, 3]}))
    True
    """
    laid_anew = rows.replace_schema_metadata(None).take(pa.array(range(rows.num_rows), pa.int64())).combine_chunks()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, laid_anew.schema) as writer:
        writer.write_table(laid_anew)
    return hashlib.blake2b(name.encode() + b"\0" + sink.getvalue().to_pybytes(), digest_size=12).hexdigest()


def as_pieces(name: str, chunks: Iterable[pa.Table]) -> list[Piece]:
    """Pieces of a table that is at hand: one a chunk, those without rows left out."""
    return [Piece(hash_rows(name, rows), rows.num_rows, partial(_given, rows)) for rows in chunks if rows.num_rows]


def _given(rows: pa.Table) -> pa.Table:
    return rows
