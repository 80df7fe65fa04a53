"""The first law against the raw texts themselves: every quoted span is what stands there."""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from pipeline.reading.metadata import read_sources
from pipeline.reading.records import read_slice
from pipeline.reading.shards import find_pieces
from pipeline.tables import TABLES

# Prefix of a pair of span columns, and the column that quotes the span.
QUOTED = {"char": "text", "evidence": "evidence_text", "trigger": "trigger"}
TEXTS = "texts"  # folder beside the releases, files named by the hash of their text
MOST = 20  # problems named one by one


class Spans(NamedTuple):
    """The spans of one table, sorted by document: row numbers of a document run from `first[document]` to the next."""

    table: str
    column: str
    starts: Any  # these three are Arrow arrays
    ends: Any
    texts: Any
    rows: Mapping[str, tuple[int, int]]


def texts_below(raw: Path) -> Iterator[str]:
    """The raw texts of a folder, as a run reads them."""
    with tempfile.TemporaryDirectory() as spool:
        for piece in find_pieces(raw, read_sources(raw), Path(spool)):
            for document in read_slice(piece.part):
                if document.text is not None:
                    yield document.text


def texts_beside(folder: Path) -> Iterator[str]:
    """Raw texts that lie beside the releases because they came out of HTML: another version of the reader may read it otherwise."""
    for path in sorted((folder.resolve().parent.parent / TEXTS).glob("*.txt")):
        yield path.read_bytes().decode("utf-8")


def check_texts(folder: Path, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Spans whose quotation is not in the raw text, and documents whose raw text was not given."""
    documents = pq.read_table(folder / "documents.parquet", columns=["document_id", "text_sha256", "char_count"]).to_pylist()
    waiting: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in documents:
        if row["text_sha256"]:
            waiting[row["text_sha256"]].append((row["document_id"], row["char_count"]))
    spans = [found for name in TABLES for found in read_spans(folder, name)]
    problems: list[tuple[str, str]] = []
    for text in texts:
        for document, length in waiting.pop(sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), []):
            if length != len(text):
                problems.append(("documents", f"{document}: {length} characters stated, {len(text)} there"))
            problems += [(found.table, words) for found in spans for words in misquoted(found, document, text)]
    lost = [document for rows in waiting.values() for document, _ in rows]
    if lost:
        problems.append(("documents", f"{len(lost)} documents have no text in the raw folder, for example {lost[0]}"))
    return [*problems[:MOST], ("…", f"and {len(problems) - MOST} more")] if len(problems) > MOST else problems


def read_spans(folder: Path, name: str) -> Iterator[Spans]:
    """The quoted spans of one table of a release."""
    columns = {column.name for column in TABLES[name].columns}
    for prefix, quoted in QUOTED.items():
        wanted = ["document_id", f"{prefix}_start", f"{prefix}_end", quoted]
        if columns.issuperset(wanted):
            rows = pq.read_table(folder / f"{name}.parquet", columns=wanted).sort_by("document_id").combine_chunks()
            ids, starts, ends, texts = (rows[column].combine_chunks() for column in wanted)
            yield Spans(name, quoted, starts, ends, texts, _runs(ids))


def misquoted(spans: Spans, document: str, text: str) -> Iterator[str]:
    """In words, each span of a document that is not the raw text at its place."""
    first, last = spans.rows.get(document, (0, 0))
    columns = (spans.starts, spans.ends, spans.texts)
    for start, end, quoted in zip(*(column[first:last].to_pylist() for column in columns), strict=True):
        if text[start:end] != quoted:
            there = text[start:end]
            yield f"{document}, characters {start} to {end}: {spans.column} is {quoted[:60]!r}, the raw text {there[:60]!r}"


def _runs(ids: Any) -> dict[str, tuple[int, int]]:
    """First and last row (exclusive) of each value in a sorted array."""
    counts = ids.value_counts()
    ends = list(accumulate(counts.field("counts").to_pylist()))
    return dict(zip(counts.field("values").to_pylist(), zip([0, *ends], ends, strict=False), strict=True))
