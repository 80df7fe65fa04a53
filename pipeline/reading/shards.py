"""Cut a raw folder into shards: runs of neighbouring documents, small enough for memory, stable under change.

Where a shard ends depends on the documents alone (content-defined chunking): one that is added, changed or removed moves the
borders of its own shard and of no other, however large the corpus.
"""

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipeline.reading.files import RawFile, find_files
from pipeline.reading.limits import MAX_RECORD_BYTES, MAX_TABLE_BYTES
from pipeline.reading.metadata import Metadata, MetadataError, Sources, from_fields, read_sidecar, read_sources
from pipeline.reading.records import Slice

MEAN_DOCUMENTS = 16  # a document in so many ends a shard
MAX_DOCUMENTS = 128
MAX_BYTES = 4 * 2**20


class Shard(NamedTuple):
    """Neighbouring documents that are processed together. `key` is a hash of their bytes, paths and metadata."""

    key: str
    slices: tuple[Slice, ...]
    documents: int


class Piece(NamedTuple):
    """One document before it is read: where it lies and a hash of its bytes."""

    part: Slice
    digest: bytes


def plan_shards(raw: Path, spool: Path) -> Iterator[Shard]:
    """The shards of a raw folder, in the order of their paths. Compressed JSON Lines are unpacked into `spool`."""
    sources = read_sources(raw)
    pending: list[Piece] = []
    size = 0
    for piece in find_pieces(raw, sources, spool):
        pending.append(piece)
        size += piece.part.end - piece.part.start
        ends = int.from_bytes(piece.digest[:4], "big") % MEAN_DOCUMENTS == 0
        if ends or len(pending) >= MAX_DOCUMENTS or size >= MAX_BYTES:
            yield make_shard(pending)
            pending, size = [], 0
    if pending:
        yield make_shard(pending)


def make_shard(pieces: list[Piece]) -> Shard:
    """A shard of these pieces; neighbouring records of one file become one slice."""
    digest = blake2b(digest_size=16)
    slices: list[Slice] = []
    for part, content in pieces:
        fixed = (part.path, part.first_record, part.sha256, part.media_type, part.metadata, part.reason)
        digest.update(repr(fixed).encode("utf-8", "surrogatepass") + content)
        last = slices[-1] if slices else None
        joins = part.media_type == "application/jsonl" and part.reason is None
        if last and joins and last.reason is None and last.path == part.path and last.end == part.start:
            slices[-1] = last._replace(end=part.end)
        else:
            slices.append(part)
    return Shard(digest.hexdigest(), tuple(slices), len(pieces))


def find_pieces(raw: Path, sources: Sources, spool: Path) -> Iterator[Piece]:
    """Every document of the raw folder in order, unread."""
    for found in find_files(raw):
        reason, metadata = found.reason, sources.of(found.path)
        if reason is None:
            try:
                metadata = from_fields(read_sidecar(found.location), metadata)
            except (MetadataError, OSError) as error:
                reason = f"its sidecar cannot be used: {error}"
        whole = slice_of(found, metadata, reason)
        if reason is None and found.media_type == "application/jsonl":
            yield from find_lines(found, whole, spool)
        else:
            yield Piece(whole, digest_of(found.path, found.sha256 or reason or ""))


def slice_of(found: RawFile, metadata: Metadata, reason: str | None) -> Slice:
    """All of a file."""
    location = str(found.location.absolute())
    return Slice(found.path, location, 0, found.size, 0, found.sha256, found.media_type, found.compressed, metadata, reason)


def digest_of(path: str, content: str) -> bytes:
    """A hash of a document's name and content, from which the borders of shards are drawn."""
    return blake2b(f"{path}\x1f{content}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def find_lines(found: RawFile, whole: Slice, spool: Path) -> Iterator[Piece]:
    """The records of a JSON Lines file, one piece a line that is not blank."""
    try:
        location = unpack(found, spool) if found.compressed else found.location
    except (OSError, EOFError, zlib.error, ValueError) as error:
        reason = f"broken gzip data: {error}"
        yield Piece(whole._replace(reason=reason), digest_of(found.path, reason))
        return
    first_lines: dict[str, int] = {}
    with location.open("rb") as source:
        for number, start, end, digest in split_lines(source):
            first = first_lines.setdefault(digest, number)
            repeated = f"line {number}: repeats line {first} to the letter" if first != number else None
            # The hash of the file stays out, so that a change elsewhere in it leaves this record's shard alone.
            part = whole._replace(
                location=str(location.absolute()), start=start, end=end, first_record=number, sha256=None, reason=repeated
            )
            yield Piece(part, digest_of(found.path, digest))
    if not first_lines:
        yield Piece(whole._replace(reason="empty file"), digest_of(found.path, "empty"))


def split_lines(source: BinaryIO) -> Iterator[tuple[int, int, int, str]]:
    """Number, first byte, end and hash of every line that is not blank; a line too long is hashed piece by piece."""
    number = position = 0
    while line := source.readline(MAX_RECORD_BYTES + 2):
        number, start, digest = number + 1, position, hashlib.sha256(line)
        position += len(line)
        blank = not line.strip()
        while not line.endswith(b"\n") and (line := source.readline(MAX_RECORD_BYTES)):
            position += len(line)
            digest.update(line)
        if not blank:
            yield number, start, position, digest.hexdigest()


def unpack(found: RawFile, spool: Path) -> Path:
    """A gzip file unpacked below `spool` under the hash of its bytes; raises ValueError past the limit."""
    target = spool / f"{found.sha256}.jsonl"
    if target.exists():
        return target
    spool.mkdir(parents=True, exist_ok=True)
    aside = target.with_suffix(f".{os.getpid()}")
    try:
        with gzip.open(found.location, "rb") as source, aside.open("wb") as sink:
            while block := source.read(2**20):
                if sink.tell() + len(block) > MAX_TABLE_BYTES:
                    raise ValueError(f"more than {MAX_TABLE_BYTES} bytes when unpacked")
                sink.write(block)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return target
