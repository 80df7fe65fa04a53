"""Cut a raw folder into shards: runs of neighbouring documents, small enough for memory, stable under change.

Where a shard ends depends on the documents alone (content-defined chunking): one that is added, changed or removed moves the
borders of its own shard and of no other, however large the corpus.
"""

import gzip
import os
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pipeline.reading.files import RawFile, find_files
from pipeline.reading.limits import MAX_RECORD_BYTES, MAX_TABLE_BYTES
from pipeline.reading.metadata import Metadata, MetadataError, Sources, from_fields, read_sidecar, read_sources
from pipeline.reading.records import Slice, hash_lines, split_lines

MEAN_DOCUMENTS = 16  # a document in so many ends a shard
MAX_DOCUMENTS = 128
MAX_BYTES = 4 * 2**20


class Shard(NamedTuple):
    """Neighbouring documents that are processed together. `key` is a hash of their bytes, paths and metadata.

    `repeated` has the keys of the lines of each document that others of its source repeat, () where no document has any; they are
    part of the key.
    """

    key: str
    slices: tuple[Slice, ...]
    documents: int
    repeated: tuple[tuple[int, ...], ...] = ()


class Piece(NamedTuple):
    """One document before it is read: where it lies, a hash of its name and bytes, and for a record that of its line."""

    part: Slice
    digest: bytes
    line: str = ""


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
    lines: list[str] = []  # hashes of the lines of the last slice
    for part, content, line in pieces:
        fixed = (part.path, part.first_record, part.sha256, part.media_type, part.metadata, part.reason)
        digest.update(repr(fixed).encode("utf-8", "surrogatepass") + content)
        last = slices[-1] if slices else None
        joins = part.media_type == "application/jsonl" and part.reason is None
        if last and joins and last.reason is None and last.path == part.path and last.end == part.start:
            lines.append(line)
            slices[-1] = last._replace(end=part.end, sha256=hash_lines(lines))
        else:
            lines = [line]
            slices.append(part._replace(sha256=hash_lines(lines)) if joins else part)
    return Shard(digest.hexdigest(), tuple(slices), len(pieces))


def find_pieces(raw: Path, sources: Sources, spool: Path) -> Iterator[Piece]:
    """Every document of the raw folder in order, unread."""
    for found in find_files(raw):
        reason, metadata = found.reason, sources.of(found.path)
        if reason is None:
            try:
                metadata = from_fields(read_sidecar(found.location), metadata)
            except MetadataError as error:
                reason = f"its sidecar cannot be used: {error}"
            except OSError as error:
                reason = f"its sidecar cannot be read: {error.strerror}"
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
    except (gzip.BadGzipFile, EOFError, zlib.error, ValueError) as error:
        broken = f"broken gzip data: {error}"
        yield Piece(whole._replace(reason=broken), digest_of(found.path, broken))
        return
    first_lines: dict[str, int] = {}
    with location.open("rb") as source:
        for number, start, end, digest in split_lines(source):
            first = first_lines.setdefault(digest, number)
            reason = f"line {number}: repeats line {first} to the letter" if first != number else None
            if end - start > MAX_RECORD_BYTES + 2:
                reason = f"line {number}: a record of {end - start} bytes; at most {MAX_RECORD_BYTES} are read"
            # The hash of the file stays out, so that a change elsewhere in it leaves this record's shard alone.
            part = whole._replace(
                location=str(location.absolute()), start=start, end=end, first_record=number, sha256=None, reason=reason
            )
            yield Piece(part, digest_of(found.path, digest), digest)
    if not first_lines:
        yield Piece(whole._replace(reason="empty file"), digest_of(found.path, "empty"))


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
