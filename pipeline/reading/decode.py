"""Bytes to text: byte order marks, strict UTF-8, then Windows-1252 or what charset-normalizer finds."""

import codecs
import zlib
from typing import NamedTuple

from pipeline.reading.limits import MAX_FILE_BYTES, MAX_MEMBERS

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
# Bytes that no text in a Western single-byte encoding holds; more than a few of them are a program, a picture or an archive.
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
WESTERN_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœžšÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÖØÚÜÝŒŽŠ’‘“”–—…•€£©®°·«»§¡¿ ´½²")


class UnreadableError(ValueError):
    """Bytes that are no text; the message says why, in words."""


class Decoded(NamedTuple):
    """A text and the encoding that its bytes were read in, by IANA's name."""

    text: str
    encoding: str


def decompress(data: bytes, limit: int = MAX_FILE_BYTES) -> bytes:
    """The content of gzip data; raises UnreadableError where it is broken or larger than `limit` bytes."""
    members: list[bytes] = []
    room = limit
    while not members or data.startswith(b"\x1f\x8b"):  # there may be several, one after the other
        reader = zlib.decompressobj(wbits=31)
        try:
            members.append(reader.decompress(data, room + 1))
        except zlib.error as error:
            raise UnreadableError(f"broken gzip data: {error}") from error
        room -= len(members[-1])
        if room < 0:
            raise UnreadableError(f"gzip data of more than {limit} bytes when unpacked")
        if not reader.eof:
            raise UnreadableError("gzip data ends too early")
        data = reader.unused_data
        if len(members) > MAX_MEMBERS:
            raise UnreadableError(f"gzip data of more than {MAX_MEMBERS} members")
    return b"".join(members)


def decode(data: bytes) -> Decoded:
    """The text of `data`; raises UnreadableError for empty and for binary data.

    >>> decode("Größe".encode("cp1252"))
    Decoded(text='Größe', encoding='windows-1252')
    """
    if not data.strip():
        raise UnreadableError("empty file")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return decode_as(data, encoding)
    if b"\x00" in data[:65536] or len(data[:65536].translate(None, CONTROLS)) < len(data[:65536]) * 0.98:
        raise UnreadableError("binary data, not text")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return guess(data, error)


def decode_as(data: bytes, encoding: str) -> Decoded:
    """The text of data that announces its encoding by a mark."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"announces {encoding.removesuffix('-sig')} and is not: {error.reason} at byte {error.start}"
        ) from error
    if not text.strip():
        raise UnreadableError("empty file")
    return Decoded(text, encoding.removesuffix("-sig"))


def guess(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """The text of data that is not UTF-8: Windows-1252 where its high bytes read as Western letters, else what is found.

    A file that is UTF-8 but for a cut at its end or single broken bytes is read as UTF-8 with replacement characters.
    """
    broken = data.decode("utf-8", "replace")
    damage = broken.count("\ufffd")
    multibyte = sum(1 for character in broken if character > "\x7f") - damage
    if (damage <= 3 and multibyte > damage * 3) or (damage == 1 and error.end == len(data) and multibyte):
        return Decoded(broken, "utf-8")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    high = [character for character in text if character > "\x7f"]
    if high and sum(character in WESTERN_LETTERS for character in high) >= 0.9 * len(high):
        return Decoded(text, "windows-1252")
    from charset_normalizer import from_bytes  # slow to load and rarely needed

    best = from_bytes(data[:262144]).best()
    if best is None:
        raise UnreadableError(f"no known character encoding: not UTF-8 ({error.reason} at byte {error.start})")
    encoding = codecs.lookup(best.encoding).name
    return Decoded(data.decode(encoding, "replace"), encoding)
