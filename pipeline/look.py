"""A look at one file without a run: what would become of it, and why. Loads neither Dagster nor pandas."""

from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.document import Reading, read_document
from pipeline.reading.files import describe
from pipeline.reading.metadata import MetadataError, from_fields, read_sidecar, read_sources
from pipeline.reading.records import RawDocument, Slice, read_slice


class Look(NamedTuple):
    """The first document of a file, as it came in and as it was read."""

    raw: RawDocument
    reading: Reading

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Rows by table, as plain values."""
        return {name: [row._asdict() for row in rows] for name, rows in self.reading.rows._asdict().items()}


def look_at_file(file: Path) -> Look:
    """Read a file as a run would, with its sidecar and the `sources.yml` of a folder above it; of JSON Lines, the first record."""
    folder = next((parent for parent in file.absolute().parents if (parent / "sources.yml").is_file()), file.absolute().parent)
    found = describe(folder.resolve(), folder, file.absolute())
    reason = found.reason
    try:
        metadata = from_fields(read_sidecar(file), read_sources(folder).of(found.path))
    except MetadataError as error:
        metadata, reason = from_fields({}), str(error)
    part = Slice(found.path, str(file), 0, found.size, 1, found.sha256, found.media_type, found.compressed, metadata, reason)
    raw = next(chain(read_slice(part), ()))
    return Look(raw, read_document(raw))
