"""Every file and record of a raw folder becomes a document, or a rejected one with a reason; none stops the rest."""

import gzip
import json
from pathlib import Path

import pytest

from pipeline.reading.records import RawDocument, read_slice
from pipeline.reading.shards import plan_shards


def read_folder(raw: Path, tmp_path: Path) -> list[RawDocument]:
    return [found for shard in plan_shards(raw, tmp_path / "spool") for part in shard.slices for found in read_slice(part)]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def test_files_records_and_sidecars_are_read_with_their_metadata(raw: Path, tmp_path: Path) -> None:
    (raw / "a.txt").write_text("A text of its own.", encoding="utf-8")
    (raw / "a.txt.meta.yml").write_text("title: From the sidecar\npublished_at: 2019-07-08\nshoe_size: 44\n", encoding="utf-8")
    (raw / "wire").mkdir()
    record = {"id": 7, "text": "A record.", "url": "https://news.example/a", "publisher": "  Sample\nWire ", "colour": "red"}
    (raw / "wire" / "b.jsonl").write_text(json.dumps(record) + "\n\n", encoding="utf-8")
    (raw / "sources.yml").write_text("folders:\n  wire: {licence: CC0-1.0, publisher: Other}\n", encoding="utf-8")
    first, second = read_folder(raw, tmp_path)
    assert (first.text, first.metadata.title, first.metadata.published_at) == (
        "A text of its own.",
        "From the sidecar",
        "2019-07-08",
    )
    assert (second.text, second.source_id, second.record) == ("A record.", "7", 1)
    assert (second.metadata.publisher, second.metadata.licence) == ("Sample Wire", "CC0-1.0")


def test_what_cannot_be_used_is_rejected_in_words_and_stops_nothing(raw: Path, tmp_path: Path) -> None:
    (raw / "empty.txt").write_bytes(b"")
    (raw / "picture.txt").write_bytes(bytes(range(256)) * 4)
    (raw / "program.exe").write_bytes(b"MZ")
    (raw / "records.jsonl").write_text(
        '{"text": "good"}\n{"text": \nnull\n{"title": "no text"}\n{"text": 5}\n"text"\n{"text": "\\ud800"}\n'
    )
    (raw / "broken.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n')[:-6])
    (raw / "loop.txt").symlink_to("loop.txt")
    (raw / "away.txt").symlink_to("/etc/hostname")
    (raw / "sidecar.txt").write_text("A text with a broken sidecar.")
    (raw / "sidecar.txt.meta.yml").write_text("title: [unclosed")
    (raw / "good.txt").write_text("A good text.")
    found = {(document.source_path, document.record): document for document in read_folder(raw, tmp_path)}
    reasons = {key: document.reason for key, document in found.items() if document.text is None}
    expected = {
        ("empty.txt", None): "empty file",
        ("picture.txt", None): "binary data",
        ("program.exe", None): "no text format by its name",
        ("records.jsonl", 2): "line 2: broken JSON",
        ("records.jsonl", 3): "line 3: a record must be a JSON object",
        ("records.jsonl", 4): "line 4: the record has no 'text'",
        ("records.jsonl", 5): "line 5: the record's 'text' is not a string",
        ("records.jsonl", 6): "line 6: a record must be a JSON object",
        ("records.jsonl", 7): "line 7: ",
        ("broken.jsonl.gz", None): "broken gzip data",
        ("loop.txt", None): "cannot be read",
        ("away.txt", None): "leads out of the raw folder",
        ("sidecar.txt", None): "its sidecar cannot be used",
    }
    assert {key: text for key, text in expected.items() if text not in (reasons.get(key) or "")} == {}
    assert reasons.keys() == expected.keys() | {key for key in reasons if key[0] == "broken.jsonl.gz"}
    assert found["good.txt", None].text == "A good text."
    assert found["records.jsonl", 1].text == "good"


def test_html_is_read_as_its_article_and_knows_its_own_metadata(raw: Path, tmp_path: Path) -> None:
    paragraphs = "".join(
        f"<p>Paragraph {number} tells what the council decided about the bridge on Monday.</p>" for number in range(6)
    )
    html = (
        "<html><head><title>Council rebuilds bridge</title><meta property='article:published_time' content='2021-03-02'></head>"
        "<body><nav><a href='/'>Home</a></nav><script>alert(1)</script>"
        f"<article><h1>Council rebuilds bridge</h1>{paragraphs}</article></body></html>"
    )
    (raw / "page.html").write_text(html, encoding="utf-8")
    (found,) = read_folder(raw, tmp_path)
    assert found.extracted
    assert found.text is not None
    assert "Paragraph 3 tells" in found.text
    assert "alert" not in found.text
    assert found.metadata.published_at == "2021-03-02"


def test_a_line_that_repeats_another_to_the_letter_is_named(raw: Path, tmp_path: Path) -> None:
    (raw / "a.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n{"text": "one"}\n')
    reasons = [document.reason for document in read_folder(raw, tmp_path)]
    assert reasons == [None, None, "line 3: repeats line 1 to the letter"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="is not a folder"):
        list(plan_shards(tmp_path / "nowhere", tmp_path))
