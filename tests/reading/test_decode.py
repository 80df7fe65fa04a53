"""Bytes become text, or a reason in words."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.decode import UnreadableError, decode, decompress

READABLE = [
    ("plain ASCII", b"Twelve people died.", "Twelve people died.", "utf-8"),
    ("UTF-8", "Größe – 5 €".encode(), "Größe – 5 €", "utf-8"),
    ("a byte order mark is no character", b"\xef\xbb\xbfBaghdad", "Baghdad", "utf-8"),
    ("UTF-16 with its mark", "Mosul – naïve".encode("utf-16"), "Mosul – naïve", "utf-16"),
    ("Windows-1252 with curly quotes", "“Größe” – it’s".encode("cp1252"), "“Größe” – it’s", "windows-1252"),
    (
        "UTF-8 with one broken byte is still UTF-8",
        "Größe, Straße, fünf, Öl".encode() + b"\xff",
        "Größe, Straße, fünf, Öl\ufffd",
        "utf-8",
    ),
    ("UTF-8 cut in the middle of a character", "Größe, Straße, fünf, Ö".encode()[:-1], "Größe, Straße, fünf, \ufffd", "utf-8"),
]


@pytest.mark.parametrize(("why", "data", "text", "encoding"), READABLE, ids=[case[0] for case in READABLE])
def test_bytes_are_read_in_the_encoding_that_they_are_in(why: str, data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


UNREADABLE = [
    ("nothing", b"", "empty file"),
    ("white space", b" \n\t\n", "empty file"),
    ("a mark and nothing else", b"\xff\xfe", "empty file"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary data"),
    ("odd number of bytes behind a UTF-16 mark", b"\xff\xfeabc", "announces utf-16"),
]


@pytest.mark.parametrize(("why", "data", "reason"), UNREADABLE, ids=[case[0] for case in UNREADABLE])
def test_what_is_no_text_says_why(why: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        decode(data)


@given(st.binary(max_size=2000))
def test_any_bytes_give_text_that_can_be_published_or_a_reason(data: bytes) -> None:
    try:
        text, reason = decode(data).text, ""
    except UnreadableError as error:
        text, reason = "", str(error)
    assert bool(text.strip()) != bool(reason)
    text.encode("utf-8")


def test_a_gzip_bomb_stops_at_the_limit() -> None:
    with pytest.raises(UnreadableError, match="more than 1000 bytes"):
        decompress(gzip.compress(b"0" * 10**6), limit=1000)


@pytest.mark.parametrize("data", [b"no gzip", gzip.compress(b"a text" * 100, mtime=0)[:-9]])
def test_broken_gzip_data_says_so(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="gzip"):
        decompress(data)


def test_gzip_members_one_after_the_other_are_one_text() -> None:
    assert decompress(gzip.compress(b"one ") + gzip.compress(b"two")) == b"one two"
