"""Whatever lies in the raw folder, every item of it is in `documents`, and the texts that can be read hold to the laws."""

import gzip
import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.document import read_document
from pipeline.engine import extract_shards
from pipeline.reading.metadata import Metadata, MetadataError, read_sources
from pipeline.reading.records import RawDocument
from pipeline.reading.shards import plan_shards
from pipeline.rows import DocumentTables
from pipeline.storage import ShardStore
from pipeline.tables.bundle import read_bundle
from pipeline.work import Work
from tests.conftest import BLAST, TALKS

SPANS = (
    ("char_start", "char_end", "text"),
    ("evidence_start", "evidence_end", "evidence_text"),
    ("trigger_start", "trigger_end", "trigger"),
)
# What scrapers, keyboards and enemies leave in texts.
ODD = (
    "\x00", "\u202e", "\u2066", "\ufeff", "\u200b", "a" + "\u0301" * 40, "\r", "\x85", "\u2028", "1" * 300, "9" * 4000, "1," * 200,
    "-" * 400, "(" * 300, '"' * 300, "killed " * 100, "Monday " * 60, "2016-13-45", "32 May 0000", "٣٥", "½", "𝟗𝟗", "Ⅷ", "1/0",
    "between 5 and ", "from to 7 ", "10 to 20 to 30 to 40 ", "of the of the ", "&#xD800;", "http://" + "a" * 500, "and " * 200,
    "the Minister of " * 40, "A" * 2000, ", " * 300, "Al-" * 60, "five hundred and " * 30, "the 12th of " * 30, "\n" * 99,
)  # fmt: skip


def documents_of(folder: Path) -> list[dict[str, object]]:
    """The rows of `documents` of a raw folder, by the way that the product takes."""
    store = ShardStore(folder.parent / "shards", "test")
    done = extract_shards(list(plan_shards(folder, folder.parent / "spool")), store, Work())
    return [row for shard in done for row in read_bundle(store.bundle(shard.key), ["documents"])[0].to_pylist()]


def reasons_of(folder: Path) -> dict[str, str]:
    return {str(row["source_path"]): str(row["status_reason"] or row["status"]) for row in documents_of(folder)}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


def hold_to_laws(text: str, rows: DocumentTables) -> None:
    """Every character in one block; every quotation at its place."""
    end = 0
    for block in rows.blocks:
        assert block.char_start == end
        end = block.char_end
    assert end == len(text)
    for name in rows._fields:
        for row in getattr(rows, name):
            for first, last, quoted in SPANS:
                if getattr(row, first, None) is not None:
                    assert 0 <= getattr(row, first) <= getattr(row, last) <= len(text), (name, row)
                    if hasattr(row, quoted):
                        assert text[getattr(row, first) : getattr(row, last)] == getattr(row, quoted), (name, row)


def read(text: str) -> None:
    metadata = Metadata(published_at="2016-05-03", language="en")
    raw = RawDocument("x.txt", None, None, None, "text/plain", "utf-8", text, None, metadata, extracted=False)
    hold_to_laws(text, read_document(raw).rows)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(st.text(max_size=40), st.sampled_from(ODD), st.sampled_from(BLAST.split()), st.sampled_from(TALKS.split("."))),
        min_size=1,
        max_size=12,
    )
)
def test_the_whole_text_path_holds_to_the_laws_on_any_text(parts: list[str]) -> None:
    text = " ".join(parts).encode("utf-8", "replace").decode("utf-8")
    if text.strip():
        read(text)


@pytest.mark.parametrize("count", [60, pytest.param(20_000, marks=pytest.mark.slow)])
def test_mutated_articles_hold_to_the_laws(count: int) -> None:
    rng = random.Random(1914)
    for _ in range(count):
        text = rng.choice((BLAST, TALKS))
        for _ in range(rng.randint(1, 8)):
            here, there = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
            text = rng.choice(
                (
                    text[:here] + rng.choice(ODD) + text[here:],
                    text[:here] + text[min(there, here + 30) :],
                    text[:there] + text[here:there][:200] + text[there:],
                    text[:here] + chr(rng.choice((rng.randrange(32, 0x3000), rng.randrange(0x10000, 0x10FFFF)))) + text[here + 1 :],
                )
            )
        if text.strip():
            read(text)


@pytest.mark.parametrize("ending", ["txt", "html", "jsonl", "md", "txt.gz", "jsonl.gz"])
def test_bytes_at_random_are_documents_with_a_reason(raw: Path, ending: str) -> None:
    rng = random.Random(ending)
    whole = {"html": b"<p>The army killed five people in the town of Rutba.</p>" * 20, "jsonl": b'{"text": "A text."}\n' * 9}
    sample = whole.get(ending.removesuffix(".gz"), BLAST.encode())
    for number in range(30):
        data = bytearray(gzip.compress(sample, mtime=0) if ending.endswith(".gz") else sample)
        for _ in range(rng.randint(1, 20)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        (raw / f"{number}.{ending}").write_bytes(bytes(data[: rng.randint(1, len(data))]) if number % 3 else rng.randbytes(500))
    found = {str(row["source_path"]) for row in documents_of(raw)}
    assert found == {path.name for path in raw.iterdir()}


def deep(raw: Path) -> None:
    (raw / "a.jsonl").write_bytes(b"[" * 500_000 + b"\n" + b'{"text":"Fine."}')
    (raw / "b.html").write_bytes(b"<div>" * 100_000 + b"text")
    (raw / "c.txt").write_text("Three.")
    (raw / "c.txt.meta.yml").write_text("[" * 100_000)


def bombs(raw: Path) -> None:
    (raw / "a.txt.gz").write_bytes(gzip.compress(bytes(100_000_000)))
    (raw / "b.txt").write_text("Two.")
    (raw / "b.txt.meta.yml").write_text("a: &a [x,x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n")
    (raw / "c.txt.gz").write_bytes(gzip.compress(b"x") * 5000)
    (raw / "d.txt").write_text("Four.")
    (raw / "d.txt.meta.yml").write_text('!!python/object/apply:os.system ["touch owned"]')


def long_lines(raw: Path) -> None:
    (raw / "a.txt").write_bytes(b"word " * 10_000_000)
    (raw / "b.jsonl").write_bytes(b'{"text":"' + b"word " * 10_000_000 + b'"}')
    (raw / "c.html").write_bytes(b"<html><p>" + b"word " * 10_000_000)


def ways_out(raw: Path) -> None:
    (raw / "a.txt").symlink_to("/etc/passwd")
    (raw / "b").symlink_to("/etc")
    (raw / "c.txt").symlink_to("c.txt")
    os.mkfifo(raw / "d.txt")


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (deep, {"a.jsonl": "ok", "b.html": "HTML", "c.txt": "nested more than"}),
        (bombs, {"a.txt.gz": "more than 67108864 bytes", "b.txt": "aliases", "c.txt.gz": "members", "d.txt": "not YAML"}),
        (long_lines, {"a.txt": "50000000 characters", "b.jsonl": "a record of 50000011 bytes", "c.html": "at most 16777216"}),
        (ways_out, {"a.txt": "leads out", "b": "leads out", "c.txt": "in a circle", "d.txt": "not a regular file"}),
    ],
)
def test_each_limit_is_stated_in_the_reason(raw: Path, make: Callable[[Path], None], expected: dict[str, str]) -> None:
    make(raw)
    began, found = time.monotonic(), reasons_of(raw)
    assert time.monotonic() - began < 30
    assert found.keys() == expected.keys()
    for path, words in expected.items():
        assert words in found[path], found[path]
        assert str(raw) not in found[path], "a reason is published: no path of this machine in it"


def test_names_that_are_no_text_stay_apart(raw: Path) -> None:
    for name in (b"a\nb.txt", b"bad\xff.txt", b"bad\xfe.txt", b"=1+1.txt", "\u202etxt.txt".encode(), b"n" * 240 + b".txt"):
        Path(os.fsdecode(os.fsencode(raw) + b"/" + name)).write_text(f"Text of {name!r}.")
    rows = documents_of(raw)
    assert len({row["source_path"] for row in rows}) == len({row["document_id"] for row in rows}) == 6


def test_records_with_fields_of_any_kind_are_read(raw: Path) -> None:
    odd: list[object] = [None, 5, 1.5, True, [], ["x"], {"a": 1}, "", "\x00", "x" * 10_000, "\u202e"]
    fields = ("id", "title", "url", "published_at", "publisher", "byline", "language", "licence", "keep", "drop")
    records = [{"text": f"Text {name} {number}.", name: value} for name in fields for number, value in enumerate(odd)]
    (raw / "a.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert len(documents_of(raw)) == len(records)


def test_patterns_of_the_owner_cost_linear_time_or_are_refused(raw: Path) -> None:
    (raw / "a.txt").write_text("a" * 100_000 + "!b")
    (raw / "sources.yml").write_text("defaults: {drop: ['(a+)+$', '(a|aa)+$', '(.*)*x']}")
    began = time.monotonic()
    assert documents_of(raw)
    assert time.monotonic() - began < 20
    for pattern in ("(?=a)b", "((a{1000}){1000}){1000}", "(", "x" * 2000):
        (raw / "sources.yml").write_text(f"defaults: {{drop: ['{pattern}']}}")
        with pytest.raises(MetadataError, match=r"sources\.yml: defaults: drop pattern"):
            read_sources(raw)


@pytest.mark.slow
def test_ten_thousand_files_are_ten_thousand_documents(raw: Path) -> None:
    for number in range(10_000):
        (raw / f"{number}.txt").write_text(f"Text {number}.")
    assert len(documents_of(raw)) == 10_000
