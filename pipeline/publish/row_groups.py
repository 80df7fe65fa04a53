"""Parquet files put together from row groups that were encoded one by one, so that those of an earlier file can be copied.

A Parquet file is a sign, the row groups, and a footer that says where everything lies. pyarrow writes each row group (as a file of
its own) and an empty file with the schema; here the row groups come behind one another, and their places into one footer.
"""

import io
import struct
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.thrift import (
    I64,
    LIST,
    STRUCT,
    Items,
    Offset,
    Reader,
    Ready,
    Struct,
    cut_struct,
    write_list_head,
    write_number,
    write_struct,
)

MAGIC = b"PAR1"
TAIL = 8  # length of the footer in four bytes, then the sign again
# Fields of parquet.thrift: FileMetaData, RowGroup, ColumnChunk, ColumnMetaData.
NUM_ROWS, ROW_GROUPS = 3, 4
COLUMNS, GROUP_ROWS, GROUP_OFFSET = 1, 3, 5
CHUNK_OFFSET, META_DATA, PAGE_INDEXES = 2, 3, (4, 5, 6, 7)
PAGE_OFFSETS = (9, 10, 11)  # of data, index and dictionary pages
BLOOM_FILTERS = (14, 15)


class RowGroup(NamedTuple):
    """A row group as a footer tells it, wherever it lies: its rows, and the footer's bytes on it, cut where offsets belong.

    Offsets count from the first byte of the row group.
    """

    rows: int
    words: Sequence[bytes]
    offsets: Sequence[int]

    def at(self, start: int) -> bytes:
        """The footer's bytes on it where it begins at `start`."""
        numbers = (write_number(start + offset) for offset in self.offsets)
        return b"".join(part for pair in zip_longest(self.words, numbers, fillvalue=b"") for part in pair)


def encode_rows(rows: pa.Table) -> tuple[bytes, RowGroup]:
    """Rows as the bytes of one row group, and the words on it."""
    sink = io.BytesIO()
    with _writer(sink, rows.schema) as writer:
        writer.write_table(rows, row_group_size=max(rows.num_rows, 1))
    data = sink.getvalue()
    (group,) = _footer(data)[ROW_GROUPS][1].values
    return data[len(MAGIC) : _footer_start(data)], RowGroup(group[GROUP_ROWS][1], *cut_struct(_movable(group)))


def write_footer(schema: pa.Schema, said: Mapping[str, str], groups: Sequence[tuple[RowGroup, int]]) -> bytes:
    """The end of a file of these row groups, each with its first byte; `said` is the file's own metadata."""
    sink = io.BytesIO()
    with _writer(sink, schema) as writer:
        writer.add_key_value_metadata(dict(said))
    footer = _footer(sink.getvalue())
    footer[NUM_ROWS] = (I64, sum(group.rows for group, _ in groups))
    footer[ROW_GROUPS] = (LIST, Ready(write_list_head(STRUCT, len(groups)) + b"".join(group.at(start) for group, start in groups)))
    data = write_struct(footer)
    return data + struct.pack("<I", len(data)) + MAGIC


def _movable(group: Struct) -> Struct:
    """The words on a row group with its offsets marked, counted from its own first byte."""
    kind, chunks = group[COLUMNS]
    moved = group | {COLUMNS: (kind, Items(STRUCT, [_movable_chunk(chunk) for chunk in chunks.values]))}
    return moved | ({GROUP_OFFSET: _from_here(group[GROUP_OFFSET][1])} if GROUP_OFFSET in group else {})


def _movable_chunk(chunk: Struct) -> Struct:
    kind, told = chunk[META_DATA]
    if set(PAGE_INDEXES) & chunk.keys() or set(BLOOM_FILTERS) & told.keys():
        raise ValueError("row groups with page indexes or Bloom filters cannot be moved: they lie apart from the rows")
    told = told | {field: _from_here(told[field][1]) for field in PAGE_OFFSETS if field in told}
    moved = chunk | {META_DATA: (kind, told)}
    if chunk.get(CHUNK_OFFSET, (I64, 0))[1]:
        moved[CHUNK_OFFSET] = _from_here(chunk[CHUNK_OFFSET][1])
    return moved


def _from_here(place: int) -> tuple[int, Offset]:
    return I64, Offset(place - len(MAGIC))


def _writer(sink: io.BytesIO, schema: pa.Schema) -> pq.ParquetWriter:
    """A writer whose bytes depend on the rows alone; snappy, because small readers (hyparquet) know no other codec."""
    return pq.ParquetWriter(
        sink, schema, compression="snappy", version="2.6", write_statistics=True, store_schema=True, write_page_index=False
    )


def _footer_start(data: bytes) -> int:
    return len(data) - TAIL - int(struct.unpack("<I", data[-TAIL:-4])[0])


def _footer(data: bytes) -> Struct:
    return Reader(data[_footer_start(data) : -TAIL]).struct()
