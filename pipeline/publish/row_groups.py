"""Parquet files put together from row groups that were encoded one by one, so that those of an earlier file can be copied.

A Parquet file is a sign, the row groups, and a footer that says where everything lies. pyarrow writes each row group (as a file of
its own) and an empty file with the schema; here the row groups come behind one another, and their places into one footer.
"""

import io
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.thrift import I64, LIST, STRUCT, Items, Reader, Struct, write_struct

MAGIC = b"PAR1"
TAIL = 8  # length of the footer in four bytes, then the sign again
# Fields of parquet.thrift: FileMetaData, RowGroup, ColumnChunk, ColumnMetaData.
NUM_ROWS, ROW_GROUPS = 3, 4
COLUMNS, GROUP_ROWS, GROUP_OFFSET = 1, 3, 5
CHUNK_OFFSET, META_DATA, PAGE_INDEXES = 2, 3, (4, 5, 6, 7)
PAGE_OFFSETS = (9, 10, 11)  # of data, index and dictionary pages
BLOOM_FILTERS = (14, 15)


class RowGroup(NamedTuple):
    """The footer's words on one row group, and where in the file it begins."""

    words: Struct
    start: int

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return int(self.words[GROUP_ROWS][1])


def encode_rows(rows: pa.Table) -> tuple[bytes, RowGroup]:
    """Rows as the bytes of one row group, and the words on it as if these bytes were a file's first."""
    sink = io.BytesIO()
    with _writer(sink, rows.schema) as writer:
        writer.write_table(rows, row_group_size=max(rows.num_rows, 1))
    data = sink.getvalue()
    (group,) = _groups(_footer(data))
    return data[len(MAGIC) : _footer_start(data)], RowGroup(group, len(MAGIC))


def read_row_groups(path: Path) -> list[RowGroup]:
    """The row groups of a file that was written here, in order. Raises ValueError where it is none."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(size - TAIL, 0))
        tail = file.read()
        if tail[4:] != MAGIC:
            raise ValueError(f"{path.name} is no whole Parquet file")
        file.seek(size - TAIL - struct.unpack("<I", tail[:4])[0])
        footer = Reader(file.read()).struct()
    return [RowGroup(group, group[GROUP_OFFSET][1]) for group in _groups(footer)]


def write_footer(schema: pa.Schema, said: Mapping[str, str], groups: Sequence[RowGroup]) -> bytes:
    """The end of a file of these row groups, with `said` as its own metadata."""
    sink = io.BytesIO()
    with _writer(sink, schema) as writer:
        writer.add_key_value_metadata(dict(said))
    footer = _footer(sink.getvalue())
    footer[NUM_ROWS] = (I64, sum(group.rows for group in groups))
    footer[ROW_GROUPS] = (LIST, Items(STRUCT, [group.words for group in groups]))
    data = write_struct(footer)
    return data + struct.pack("<I", len(data)) + MAGIC


def move_group(group: RowGroup, start: int) -> RowGroup:
    """The words on a row group whose bytes now begin elsewhere. Raises ValueError for what is not written here."""
    by = start - group.start
    if not by:
        return group
    kind, chunks = group.words[COLUMNS]
    moved = group.words | {COLUMNS: (kind, Items(STRUCT, [_move_chunk(chunk, by) for chunk in chunks.values]))}
    if GROUP_OFFSET in moved:
        moved[GROUP_OFFSET] = (I64, start)
    return RowGroup(moved, start)


def _move_chunk(chunk: Struct, by: int) -> Struct:
    kind, told = chunk[META_DATA]
    if set(PAGE_INDEXES) & chunk.keys() or set(BLOOM_FILTERS) & told.keys():
        raise ValueError("row groups with page indexes or Bloom filters cannot be moved: they lie apart from the rows")
    told = told | {field: (I64, told[field][1] + by) for field in PAGE_OFFSETS if field in told}
    moved = chunk | {META_DATA: (kind, told)}
    if chunk.get(CHUNK_OFFSET, (I64, 0))[1]:
        moved[CHUNK_OFFSET] = (I64, chunk[CHUNK_OFFSET][1] + by)
    return moved


def _writer(sink: io.BytesIO, schema: pa.Schema) -> pq.ParquetWriter:
    """A writer whose bytes depend on the rows alone; snappy, because small readers (hyparquet) know no other codec."""
    return pq.ParquetWriter(
        sink, schema, compression="snappy", version="2.6", write_statistics=True, store_schema=True, write_page_index=False
    )


def _footer_start(data: bytes) -> int:
    return len(data) - TAIL - int(struct.unpack("<I", data[-TAIL:-4])[0])


def _footer(data: bytes) -> Struct:
    return Reader(data[_footer_start(data) : -TAIL]).struct()


def _groups(footer: Struct) -> list[Struct]:
    return list(footer[ROW_GROUPS][1].values)
