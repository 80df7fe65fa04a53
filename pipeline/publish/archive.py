"""One zip of everything in a release; the same files give the same bytes."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipeline.publish.assembly import Made
from pipeline.publish.encoding import LEVEL, PLAIN
from pipeline.publish.layout import FileFacts
from pipeline.publish.ledger import DamagedError, Segment, zip_name

# The earliest time that the format can hold: dates are no part of a release.
NO_TIME = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o644 << 16
END = b"\x03\x00"  # an empty last block of deflate: whatever came before, the stream ends here
AT_ONCE = 1 << 20


class Zipped(NamedTuple):
    """A finished zip: size and SHA-256, and where in it the bytes of each file begin."""

    facts: FileFacts
    members: Mapping[str, int]


class Sink:
    """A file that is written from front to end and hashed on the way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._hash, self._size = file, sha256(), 0

    def write(self, data: bytes) -> int:
        """Append some bytes."""
        self._hash.update(data)
        self._size += len(data)
        return self._file.write(data)

    def tell(self) -> int:
        """How many bytes there are."""
        return self._size

    def flush(self) -> None:
        """Hand all bytes on."""
        self._file.flush()

    @property
    def facts(self) -> FileFacts:
        """Size and SHA-256 so far."""
        return FileFacts(self._size, self._hash.hexdigest())


def write_zip(folder: Path, version: str, made: Mapping[str, Made]) -> Zipped:
    """factline-<version>.zip of all files in `folder`, in a folder of that name, beside them.

    Files that were `made` part by part are not deflated again: their parts already are. Raises DamagedError where such a part comes
    from an earlier release whose zip is not as it was published.
    """
    target = folder / zip_name(version)
    members: dict[str, int] = {}
    with target.open("wb") as file:
        sink = Sink(file)
        with closing(zipfile.ZipFile(sink, "w")) as archive:  # type: ignore[call-overload]  # needs no more than Sink has
            for path in sorted(path for path in folder.iterdir() if path != target):
                entry, data = _member(path, made.get(path.name))
                entry.filename = f"factline-{version}/{path.name}"
                members[path.name] = _append(archive, sink, entry, data)
    return Zipped(sink.facts, members)


def _append(archive: zipfile.ZipFile, sink: Sink, entry: zipfile.ZipInfo, data: Iterable[bytes]) -> int:
    """Put deflated or stored bytes into the zip as they are, which `zipfile` has no call for; returns where they begin."""
    entry.header_offset = sink.tell()
    sink.write(entry.FileHeader())
    start = sink.tell()
    for piece in data:
        sink.write(piece)
    archive.filelist.append(entry)
    archive.NameToInfo[entry.filename] = entry
    archive.start_dir = sink.tell()
    archive._didModify = True  # type: ignore[attr-defined]  # so that the directory is written at the end
    return start


def _member(path: Path, made: Made | None) -> tuple[zipfile.ZipInfo, Iterable[bytes]]:
    """What the zip says of a file, and the bytes that it holds for it."""
    entry = zipfile.ZipInfo(path.name, NO_TIME)
    entry.external_attr = FILE_MODE
    entry.create_system = 3  # Unix, on every machine
    if made is None:
        text = path.read_bytes()
        deflater = zlib.compressobj(LEVEL, zlib.DEFLATED, PLAIN)
        packed = deflater.compress(text) + deflater.flush()
        entry.CRC, entry.file_size, entry.compress_size = zlib.crc32(text), len(text), len(packed)
        entry.compress_type = zipfile.ZIP_DEFLATED
        return entry, [packed]
    entry.CRC, entry.file_size = made.crc, made.facts.bytes
    if not made.packed:
        entry.compress_type, entry.compress_size = zipfile.ZIP_STORED, entry.file_size
        return entry, _whole(path)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.compress_size = sum(segment.stretch.length for segment in made.packed) + len(END)
    return entry, _stream(made.packed)


def _whole(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(AT_ONCE):
            yield piece


def _stream(segments: Iterable[Segment]) -> Iterator[bytes]:
    """The deflated parts of a file, and the end."""
    with ExitStack() as stack:
        files: dict[Path, BinaryIO] = {}
        for path, (start, length, crc) in segments:
            if path not in files:
                files[path] = stack.enter_context(path.open("rb"))
            files[path].seek(start)
            packed = files[path].read(length)
            if zlib.crc32(packed) != crc:
                raise DamagedError(f"{path} is not the file that was published")
            yield packed
    yield END
