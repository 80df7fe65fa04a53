"""Several tables in one file: an uncompressed zip of Arrow files, so that any one can be read without the others."""

import io
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day of a zip; a bundle carries no time of its own


def rows_to_table(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    """Rows in the order of the schema's fields as an Arrow table; raises pyarrow.ArrowInvalid for a value of the wrong type."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def write_bundle(path: Path, tables: Mapping[str, pa.Table]) -> None:
    """Write all tables to `path`, whole or not at all: aside first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.part")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_STORED) as archive:
            for name, table in tables.items():
                sink = io.BytesIO()
                with pa.ipc.new_file(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
                    writer.write_table(table)
                archive.writestr(zipfile.ZipInfo(f"{name}.arrow", EPOCH), sink.getbuffer())
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def read_bundle(path: Path, names: Iterable[str]) -> list[pa.Table]:
    """The named tables of a bundle, in the order asked for.

    Raises FileNotFoundError where there is no bundle, ValueError where it is damaged or lacks a table.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return [pa.ipc.open_file(pa.BufferReader(archive.read(f"{name}.arrow"))).read_all() for name in names]
    except (zipfile.BadZipFile, KeyError, pa.ArrowInvalid) as error:
        raise ValueError(f"{path}: damaged: {error}; remove it and run again") from error


def holds(path: Path, names: Iterable[str] = ()) -> bool:
    """Whether a bundle is there, whole, with these tables; a file cut short has no directory of its tables."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {f"{name}.arrow" for name in names} <= set(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
