"""From shards to the documents of a corpus: duplicates told, places and actors counted."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.digests import kept_of, open_digests
from pipeline.final import PIECES, cut_by_key, cut_by_shard, name_piece
from pipeline.kept import AT_ONCE, Kept
from pipeline.naming import count_names
from pipeline.reading.copies import HASHES, match_copies
from pipeline.storage import MERGED, SHARDED, Workspace, forget_others, merged_path, read_made
from pipeline.tables.bundle import Stream, holds, let_go, pick_rows, rows_to_table, write_bundle
from pipeline.text.keys import make_key
from pipeline.work import Work
from pipeline.workers import HERE

DROPPED = pa.schema([pa.field("shard", pa.int64()), pa.field("document_id", pa.string())])
JUDGED = ["document_id", "source_path", "source_id", "record", "status", "status_reason", "text_sha256"]


class Verdict(NamedTuple):
    """What became of a document beside the others: its key, status, reason, and the text that it repeats."""

    document_id: str
    status: str
    status_reason: str | None
    duplicate_of: str | None


def merge_documents(workspace: Workspace, work: Work = HERE) -> dict[str, int]:
    """Make `documents`, `places`, `actors` and `actor_names` of all shards; returns how many documents have which status.

    What the same code made of the same raw texts before is taken as it is.
    """
    path = merged_path(workspace)
    if not holds(path, [*MERGED, "dropped", "pieces"]):
        digests = open_digests(workspace, work)
        verdicts, dropped = judge_documents(digests)
        named, cut = count_names(digests, dropped), list[tuple[object, ...]]()
        documents = Stream(digests.schemas["documents"], tell_documents(digests, verdicts, find_near(digests, dropped), cut))
        pieces = [*cut_sharded(digests, dropped), *(piece for name in MERGED[1:] for piece in cut_by_key(name, named[name]))]
        out = [(shard, document) for shard, some in sorted(dropped.items()) for document in some]
        # Read when all documents are written, and `cut` is full.
        told = Stream(PIECES, (rows_to_table(rows, PIECES) for rows in (cut, pieces)))
        write_bundle(path, {"documents": documents, **named, "dropped": rows_to_table(out, DROPPED), "pieces": told}, None)
        forget_others(path)
    (documents,) = read_made(path, ["documents"], "documents")
    counted = documents["status"].value_counts().to_pylist()
    return {row["values"]: row["counts"] for row in counted}


def cut_sharded(digests: Kept, dropped: Mapping[int, Sequence[str]]) -> Iterator[tuple[object, ...]]:
    """The pieces of all tables that lie in shards, without the rows of dropped documents: rows of PIECES."""
    sizes, shards = kept_of(digests, "sizes", dropped)
    hashes = digests.table("hashes")
    for name in SHARDED:
        counts = np.bincount(shards, sizes[name].to_numpy(), len(hashes)).astype(int).tolist()
        for shard, (count, key) in enumerate(zip(counts, hashes[name].to_pylist(), strict=True)):
            if count:
                yield name, shard, 0, count, name_piece(key, *dropped[shard]) if shard in dropped else key


def judge_documents(digests: Kept) -> tuple[dict[int, Verdict], dict[int, list[str]]]:
    """Verdicts on documents that change by others, by row; and by shard the documents that lose their rows by that."""
    found = digests.table("documents").select(JUDGED)
    suspects = np.flatnonzero(find_repeated(found))
    shards = np.repeat(np.arange(len(digests.keys)), digests.sizes("documents"))[suspects].tolist()
    texts, identities, keys = dict[str, str](), dict[tuple[str, str], int](), set[str]()
    verdicts: dict[int, Verdict] = {}
    dropped: dict[int, list[str]] = {}
    for number, shard, row in zip(suspects.tolist(), shards, pick_rows(found, suspects).to_pylist(), strict=True):
        verdict = judge(row, texts, identities, keys)
        if (verdict.document_id, verdict.status) != (row["document_id"], row["status"]):
            verdicts[number] = verdict
            dropped.setdefault(shard, []).append(row["document_id"])
    return verdicts, dropped


def find_repeated(found: pa.Table) -> NDArray[np.bool_]:
    """Which documents share their key, their text or the name of their record with another; nothing is said of the others."""
    records = pc.binary_join_element_wise(found["source_path"], found["source_id"], "\x1f")
    return is_repeated(found["document_id"]) | is_repeated(found["text_sha256"]) | is_repeated(records)


def is_repeated(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    """Which values of a column, nulls left out, occur more than once."""
    codes = column.combine_chunks().dictionary_encode().indices.fill_null(-1).to_numpy() + 1
    repeated: NDArray[np.bool_] = (np.bincount(codes)[codes] > 1) & (codes > 0)
    return repeated


def find_near(digests: Kept, dropped: Mapping[int, Sequence[str]]) -> dict[str, str]:
    """The first text of its group for every near copy, by document."""
    signed, _ = kept_of(digests, "signatures", dropped)
    parts = [
        np.frombuffer(part.buffers()[1], np.uint64)[part.offset * HASHES :][: len(part) * HASHES]
        for part in signed["signature"].chunks
    ]
    signatures = np.concatenate([np.empty(0, np.uint64), *parts]).reshape(-1, HASHES)
    let_go()
    return match_copies(signed["document_id"].to_pylist(), signatures)


def tell_documents(
    digests: Kept, verdicts: Mapping[int, Verdict], near: Mapping[str, str], pieces: list[tuple[object, ...]]
) -> Iterator[pa.Table]:
    """The table of documents as it is known now, part by part; `pieces` takes its pieces."""
    sizes, start, shard = digests.sizes("documents"), 0, 0
    for first in range(0, len(sizes), AT_ONCE):
        here = sizes[first : first + AT_ONCE]
        rows = digests.table("documents").slice(start, sum(here)).combine_chunks()
        rows = with_verdicts(
            rows, {number - start: verdicts[number] for number in range(start, start + len(rows)) if number in verdicts}
        )
        rows = replaced(rows, "near_duplicate_of", [near.get(document) for document in rows["document_id"].to_pylist()])
        pieces += cut_by_shard("documents", rows, here, shard, start)
        yield rows
        start, shard = start + len(rows), shard + len(here)
        let_go()


def judge(row: dict[str, Any], texts: dict[str, str], identities: dict[tuple[str, str], int], keys: set[str]) -> Verdict:
    """One document beside those before it: a used id is refused, a repeated text named, a repeated key made new."""
    document, path, source_id, record, status, reason, text = row.values()
    identity = (path, source_id)
    if status != "rejected" and source_id is not None and identity in identities:
        status, reason = "rejected", f"line {record}: id {source_id!r} is already used in line {identities[identity]} of this file"
    elif source_id is not None and status != "rejected":
        identities[identity] = record
    if document in keys:
        document = make_key("doc", document, record)
    keys.add(document)
    original = texts.setdefault(text, document) if status in ("ok", "unsupported_language") else document
    if original != document:
        return Verdict(document, "duplicate", "the same text as another document", original)
    return Verdict(document, status, reason, None)


def with_verdicts(table: pa.Table, verdicts: Mapping[int, Verdict]) -> pa.Table:
    """Documents with the verdicts in place; one whose rows are another's counts no blocks of its own."""
    for place, name in enumerate(Verdict._fields) if verdicts else ():
        values = table[name].to_pylist()
        for number, verdict in verdicts.items():
            values[number] = verdict[place]
        table = replaced(table, name, values)
    with_rows = pc.is_in(table["status"], value_set=pa.array(["ok", "unsupported_language"]))
    for name in ("block_count", "kept_char_count", "word_count"):
        table = replaced(table, name, pc.if_else(with_rows, table[name], 0))
    return table


def replaced(table: pa.Table, name: str, values: Any) -> pa.Table:
    """The table with other values in a column."""
    place = table.schema.get_field_index(name)
    field = table.schema.field(place)
    return table.set_column(place, field, values if isinstance(values, pa.ChunkedArray) else pa.array(values, field.type))
