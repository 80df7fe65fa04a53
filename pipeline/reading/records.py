"""Raw documents out of slices of files: a text with its metadata, or the reason why there is none."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import urlsplit

import orjson

from pipeline.reading.decode import Decoded, UnreadableError, decode, decompress
from pipeline.reading.limits import MAX_FILE_BYTES, MAX_RECORD_BYTES, MAX_TEXT_CHARS
from pipeline.reading.metadata import FIELDS, Metadata, fill, from_fields
from pipeline.reading.web import WebPage, read_page


class Slice(NamedTuple):
    """Bytes `start` to `end` of one file and all that is needed to read them, on any machine that sees `location`.

    `first_record` counts from 1; 0 stands for a whole file. `sha256` is that of the file, or for records a hash of the hashes of
    their lines. `reason` stands where planning already found that it cannot be used.
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


class ChangedError(RuntimeError):
    """A file is not what it was when the run was planned. Running again reads it as it is now."""


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
    repeated: tuple[int, ...] = ()  # keys of those of its lines that other texts of its source repeat, where that is known


def source_of(raw: RawDocument) -> str:
    """What stands for the source of a text: its publisher where metadata names one, else the host of its URL, else its folder.

    >>> source_of(rejected(Slice("gul/a.txt", "", 0, 0, 0, None, None, False, Metadata(url="https://www.gul.example/a"), None), ""))
    'gul.example'
    """
    host = (urlsplit(raw.metadata.url or "").hostname or "").removeprefix("www.")
    return (raw.metadata.publisher or host or PurePosixPath(raw.source_path).parent.as_posix()).casefold()


def read_slice(part: Slice, read_html: Callable[[str], WebPage] = read_page) -> Iterator[RawDocument]:
    """The documents of one slice: one for a file, one a record for JSON Lines. Whatever it reads, that never raises.

    `read_html` makes a text of an HTML page; the default is the one that all findings are made on.
    Raises ChangedError where the bytes are gone or are others than planned: what is read would go under the name of something else.
    """
    if part.reason is not None:
        yield rejected(part, part.reason, part.first_record or None)
        return
    try:
        with Path(part.location).open("rb") as source:
            source.seek(part.start)
            whole = part.media_type != "application/jsonl"
            data = source.read(MAX_FILE_BYTES + 1 if whole else part.end - part.start)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as error:
        raise ChangedError(f"{part.path}: {error.strerror} since the run was planned; run again") from error
    yield from [read_file(part, data, read_html)] if whole else read_lines(part, data)


def rejected(part: Slice, reason: str, record: int | None = None, sha256: str | None = None) -> RawDocument:
    """A document that could not be read, and why."""
    return RawDocument(
        part.path, record, None, sha256 or part.sha256, part.media_type, None, None, reason, part.metadata, extracted=False
    )


def read_file(part: Slice, data: bytes, read_html: Callable[[str], WebPage]) -> RawDocument:
    """The document of a whole file."""
    metadata = part.metadata
    try:
        if len(data) > MAX_FILE_BYTES:
            raise UnreadableError(f"larger than {MAX_FILE_BYTES} bytes")
        if part.sha256 not in (None, hashlib.sha256(data).hexdigest()):
            raise ChangedError(f"{part.path}: changed since the run was planned; run again")
        decoded = decode(decompress(data) if part.compressed else data)
        extracted = part.media_type == "text/html"
        if extracted:
            page = read_html(decoded.text)
            decoded = Decoded(page.text, decoded.encoding)
            metadata = fill(metadata, page.metadata)
        check_length(decoded.text)
    except UnreadableError as error:
        return rejected(part, str(error))
    return RawDocument(
        part.path, None, None, part.sha256, part.media_type, decoded.encoding, decoded.text, None, metadata, extracted=extracted
    )


def check_length(text: str) -> None:
    """Raise UnreadableError for a text that holds nothing, too much, or what cannot be published as UTF-8."""
    if not text.strip():
        raise UnreadableError("empty text")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableError(f"half of a surrogate pair at character {error.start} of the text") from error
    if len(text) > MAX_TEXT_CHARS:
        raise UnreadableError(f"a text of {len(text)} characters; at most {MAX_TEXT_CHARS} are read as one document")


def read_lines(part: Slice, data: bytes) -> Iterator[RawDocument]:
    """One document for every line that is not blank; lines are counted from the start of the file."""
    lines = list(split_lines(BytesIO(data)))
    if part.sha256 not in (None, hash_lines(digest for *_, digest in lines)):
        raise ChangedError(f"{part.path}: changed since the run was planned; run again")
    for number, start, end, _ in lines:
        yield read_record(part, part.first_record + number - 1, data[start:end].removesuffix(b"\n"))


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


def hash_lines(digests: Iterable[str]) -> str:
    """One hash of the hashes of lines."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def read_record(part: Slice, number: int, line: bytes) -> RawDocument:
    """The document of one line of JSON."""
    digest = hashlib.sha256(line).hexdigest()
    try:
        fields = parse_record(line)
        text = fields.get("text")
        if not isinstance(text, str):
            raise UnreadableError("the record has no 'text'" if text is None else "the record's 'text' is not a string")
        check_length(text)
    except UnreadableError as error:
        return rejected(part, f"line {number}: {error}", number, digest)
    identity = fields.get("id")
    fields = {name: fields[name] for name in FIELDS if name in fields}  # patterns are the owner's to give, not the record's
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
