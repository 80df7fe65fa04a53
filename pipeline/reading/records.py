"""Raw documents out of slices of files: a text with its metadata, or the reason why there is none."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from pipeline.reading.decode import Decoded, UnreadableError, decode, decompress
from pipeline.reading.limits import MAX_FILE_BYTES, MAX_RECORD_BYTES, MAX_TEXT_CHARS
from pipeline.reading.metadata import Metadata, fill, from_fields
from pipeline.reading.web import read_page


class Slice(NamedTuple):
    """Bytes `start` to `end` of one file and all that is needed to read them, on any machine that sees `location`.

    `first_record` counts from 1; 0 stands for a whole file. `reason` stands where planning already found that it cannot be used.
    """

    path: str
    location: str
    start: int
    end: int
    first_record: int
    sha256: str | None
    media_type: str | None
    compressed: bool
    metadata: Metadata
    reason: str | None


class RawDocument(NamedTuple):
    """One text as it came in. `text` is None where it was rejected, for the `reason` given in words."""

    source_path: str
    record: int | None
    source_id: str | None
    sha256: str | None
    media_type: str | None
    encoding: str | None
    text: str | None
    reason: str | None
    metadata: Metadata
    extracted: bool  # whether the text is not the file's own but came out of HTML


def read_slice(part: Slice) -> Iterator[RawDocument]:
    """The documents of one slice: one for a file, one a record for JSON Lines. Never raises for what it reads."""
    if part.reason is not None:
        yield rejected(part, part.reason, part.first_record or None)
        return
    try:
        with Path(part.location).open("rb") as source:
            source.seek(part.start)
            if part.media_type == "application/jsonl":
                yield from read_lines(part, source.read(part.end - part.start))
            else:
                yield read_file(part, source.read(MAX_FILE_BYTES + 1))
    except OSError as error:
        yield rejected(part, f"cannot be read: {error.strerror or error}")


def rejected(part: Slice, reason: str, record: int | None = None, sha256: str | None = None) -> RawDocument:
    """A document that could not be read, and why."""
    return RawDocument(
        part.path, record, None, sha256 or part.sha256, part.media_type, None, None, reason, part.metadata, extracted=False
    )


def read_file(part: Slice, data: bytes) -> RawDocument:
    """The document of a whole file."""
    metadata = part.metadata
    try:
        if len(data) > MAX_FILE_BYTES:
            raise UnreadableError(f"larger than {MAX_FILE_BYTES} bytes")
        if hashlib.sha256(data).hexdigest() != part.sha256:
            raise UnreadableError("changed while the run was reading it; the next run reads it again")
        decoded = decode(decompress(data) if part.compressed else data)
        extracted = part.media_type == "text/html"
        if extracted:
            page = read_page(decoded.text)
            decoded = Decoded(page.text, decoded.encoding)
            metadata = fill(metadata, page.metadata)
        check_length(decoded.text)
    except UnreadableError as error:
        return rejected(part, str(error))
    return RawDocument(
        part.path, None, None, part.sha256, part.media_type, decoded.encoding, decoded.text, None, metadata, extracted=extracted
    )


def check_length(text: str) -> None:
    """Raise UnreadableError for a text that holds nothing, or too much."""
    if not text.strip():
        raise UnreadableError("empty text")
    if len(text) > MAX_TEXT_CHARS:
        raise UnreadableError(f"a text of {len(text)} characters; at most {MAX_TEXT_CHARS} are read as one document")


def read_lines(part: Slice, data: bytes) -> Iterator[RawDocument]:
    """One document for every line that is not blank; lines are counted from the start of the file."""
    for number, line in enumerate(data.split(b"\n"), part.first_record):
        if line.strip():
            yield read_record(part, number, line)


def read_record(part: Slice, number: int, line: bytes) -> RawDocument:
    """The document of one line of JSON."""
    digest = hashlib.sha256(line).hexdigest()
    try:
        fields = parse_record(line)
        text = fields.get("text")
        if not isinstance(text, str):
            raise UnreadableError("the record has no 'text'" if text is None else "the record's 'text' is not a string")
        check_length(text)
        text.encode("utf-8")  # a lone surrogate cannot be published
    except UnicodeEncodeError as error:
        return rejected(part, f"line {number}: half of a surrogate pair at character {error.start} of the text", number, digest)
    except UnreadableError as error:
        return rejected(part, f"line {number}: {error}", number, digest)
    identity = fields.get("id")
    metadata = from_fields(fields, part.metadata._replace(title=None, byline=None, url=None))
    return RawDocument(
        part.path,
        number,
        None if identity is None else str(identity),
        digest,
        part.media_type,
        "utf-8",
        text,
        None,
        metadata,
        extracted=False,
    )


def parse_record(line: bytes) -> dict[str, Any]:
    """The fields of one line; raises UnreadableError where it is no JSON object, or too long."""
    if len(line) > MAX_RECORD_BYTES:
        raise UnreadableError(f"a record of {len(line)} bytes; at most {MAX_RECORD_BYTES} are read")
    try:
        fields = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise UnreadableError(f"broken JSON: {error.msg} at character {error.pos}") from error
    if not isinstance(fields, dict):
        raise UnreadableError("a record must be a JSON object with a 'text'")
    return fields
