"""Several tables in one file: an uncompressed zip of Arrow files, so that any one can be read without the others."""

import errno
import io
import os
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day of a zip; a bundle carries no time of its own

ALIGNED = 64
HEADER_SIZE = 30  # bytes before the name of a member of a zip
# What reading may raise where bytes are not as they were written: a flipped one can ask for a password or another compression.
DAMAGE = (zipfile.BadZipFile, KeyError, ValueError, EOFError, RuntimeError, OverflowError)
PADDING = 0xD935  # a field without meaning, as other tools that align zips use it


def rows_to_table(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    """Rows in the order of the schema's fields as an Arrow table; raises pyarrow.ArrowInvalid for a value of the wrong type."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def write_bundle(path: Path, tables: Mapping[str, pa.Table], compression: str | None = "lz4") -> None:
    """Write all tables to `path`, whole or not at all: aside first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.part")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_STORED) as archive:
            for name, table in tables.items():
                sink = io.BytesIO()
                with pa.ipc.new_file(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression=compression)) as writer:
                    writer.write_table(table)
                member = zipfile.ZipInfo(f"{name}.arrow", EPOCH)
                member.extra = padding(archive.start_dir + HEADER_SIZE + len(member.filename))
                archive.writestr(member, sink.getbuffer())
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


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
