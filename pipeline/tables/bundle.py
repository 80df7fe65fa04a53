"""Several tables in one file: an uncompressed zip of Arrow files, so that any one can be read without the others."""

import errno
import io
import mmap
import os
import struct
import weakref
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day of a zip; a bundle carries no time of its own

ALIGNED = 64
HEADER_SIZE = 30  # bytes before the name of a member of a zip
# What reading may raise where bytes are not as they were written: a flipped one can ask for a password or another compression.
DAMAGE = (zipfile.BadZipFile, KeyError, ValueError, EOFError, RuntimeError, OverflowError, struct.error)
LARGE = 20  # bytes that a zip adds to the header of a member whose size is not known beforehand
HEADER = struct.Struct("<26xHH")  # of a member of a zip: lengths of its name and of its extra field
PADDING = 0xD935  # a field without meaning, as other tools that align zips use it


# Files that are mapped into memory, for as long as a table of theirs is in use.
MAPPED: weakref.WeakSet[mmap.mmap] = weakref.WeakSet()


class Stream(NamedTuple):
    """A table that comes part by part, so that it need not be held in memory."""

    schema: pa.Schema
    parts: Iterable[pa.Table]


class DamagedError(ValueError):
    """A file is not as it was written."""


def rows_to_table(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    """Rows in the order of the schema's fields as an Arrow table; raises pyarrow.ArrowInvalid for a value of the wrong type."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def write_bundle(path: Path, tables: Mapping[str, pa.Table | Stream], compression: str | None = "lz4") -> None:
    """Write all tables to `path`, whole or not at all: aside first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.part")
    options = pa.ipc.IpcWriteOptions(compression=compression)
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_STORED) as archive:
            for name, table in tables.items():
                member = zipfile.ZipInfo(f"{name}.arrow", EPOCH)
                begin = archive.start_dir + HEADER_SIZE + len(member.filename)
                if isinstance(table, Stream):
                    member.extra = padding(begin + LARGE)
                    write_stream(archive, member, table, options)
                else:
                    member.extra = padding(begin)
                    sink = io.BytesIO()
                    with pa.ipc.new_file(sink, table.schema, options=options) as writer:
                        writer.write_table(table)
                    archive.writestr(member, sink.getbuffer())
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_stream(archive: zipfile.ZipFile, member: zipfile.ZipInfo, table: Stream, options: pa.ipc.IpcWriteOptions) -> None:
    """Write a table as it comes."""
    with archive.open(member, "w", force_zip64=True) as sink, pa.ipc.new_file(sink, table.schema, options=options) as writer:
        for part in table.parts:
            writer.write_table(part)


def padding(position: int) -> bytes:
    """An extra field of a zip that lets what follows begin at a multiple of 64 bytes, as Arrow wants what it reads in place.

    >>> (70 + len(padding(70))) % 64
    0
    """
    return struct.pack("<HH", PADDING, size := (-position - 4) % ALIGNED) + bytes(size)


def read_bundle(path: Path, names: Iterable[str]) -> list[pa.Table]:
    """The named tables of a bundle, in the order asked for.

    Raises FileNotFoundError where there is no bundle, ValueError where it is damaged or lacks a table.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return [pa.ipc.open_file(pa.BufferReader(archive.read(f"{name}.arrow"))).read_all() for name in names]
    except (*DAMAGE, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:  # EINVAL: it says to read from before its beginning
            raise
        raise ValueError(f"{path}: damaged: {error}; remove it and run again") from error


def holds(path: Path, names: Iterable[str] = ()) -> bool:
    """Whether a bundle is there, whole, with these tables; a file cut short has no directory of its tables."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {f"{name}.arrow" for name in names} <= set(archive.namelist())
    except (*DAMAGE, OSError):
        return False


def map_bundle(path: Path, names: Sequence[str], *, tested: bool = False) -> dict[str, pa.Table]:
    """Tables of an uncompressed bundle that stay in the file; raises DamagedError, KeyError or OSError where that is not whole.

    `tested`: the checksums are known to be right.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.getinfo(f"{name}.arrow") for name in names}
    except OSError as error:
        if error.errno != errno.EINVAL:  # it says to read from before its beginning
            raise
        raise DamagedError(f"{path}: damaged: {error}") from error
    with path.open("rb") as source:
        mapped = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)
    MAPPED.add(mapped)
    whole = pa.py_buffer(mapped)
    found = {}
    for name, member in members.items():
        header = member.header_offset
        start = header + HEADER_SIZE + sum(HEADER.unpack(mapped[header : header + HEADER_SIZE]))
        content = whole.slice(start, member.file_size)
        if not tested and (member.compress_type or zlib.crc32(content) != member.CRC):
            raise DamagedError(f"{path}: damaged")
        found[name] = pa.ipc.open_file(pa.BufferReader(content)).read_all()
    forget_pages(mapped)
    return found


def pick_rows(rows: pa.Table, places: Sequence[int] | NDArray[np.int64]) -> pa.Table:
    """Some rows by their numbers, in the order of these; the others are not touched, as `take` of pyarrow would."""
    places = np.asarray(places, np.int64)
    order = np.argsort(places, kind="stable")
    wanted, parts, start = places[order], [rows.schema.empty_table()], 0
    for batch in rows.to_batches():
        first, last = np.searchsorted(wanted, (start, start + batch.num_rows))
        if first < last:
            parts.append(pa.Table.from_batches([batch.take(pa.array(wanted[first:last] - start))]))
        start += batch.num_rows
    found = pa.concat_tables(parts).combine_chunks()
    return found if (np.diff(order) > 0).all() else found.take(pa.array(np.argsort(order)))


def let_go() -> None:
    """Let what was read of mapped files leave the memory of this process; it is read again where it is asked for."""
    for mapped in list(MAPPED):
        forget_pages(mapped)


def forget_pages(mapped: mmap.mmap) -> None:
    """Let what was read of one file go."""
    if hasattr(mmap, "MADV_DONTNEED"):  # elsewhere the system sees to it when memory is short
        mapped.madvise(mmap.MADV_DONTNEED)
