"""From shards to the documents of a corpus: duplicates told, places and actors counted."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.digests import kept_of, open_digests
from pipeline.final import PIECES, cut_by_key, cut_by_shard, name_piece
from pipeline.kept import Kept
from pipeline.naming import count_names
from pipeline.reading.copies import HASHES, match_copies
from pipeline.storage import MERGED, SHARDED, Workspace, forget_others, merged_path, read_made
from pipeline.tables.bundle import holds, rows_to_table, write_bundle
from pipeline.text.keys import make_key

DROPPED = pa.schema([pa.field("shard", pa.int64()), pa.field("document_id", pa.string())])


class Verdict(NamedTuple):
    """What became of a document beside the others: its key, status, reason, and the text that it repeats."""

    document_id: str
    status: str
    status_reason: str | None
    duplicate_of: str | None


def merge_documents(workspace: Workspace) -> dict[str, int]:
    """Make `documents`, `places`, `actors` and `actor_names` of all shards; returns how many documents have which status.

    What the same code made of the same raw texts before is taken as it is.
    """
    path = merged_path(workspace)
    if not holds(path, [*MERGED, "dropped", "pieces"]):
        digests = open_digests(workspace)
        documents, dropped = judge_documents(digests)
        tables = {"documents": documents, **count_names(digests, documents, dropped)}
        pieces = [*cut_by_shard("documents", documents, digests.sizes("documents")), *cut_sharded(digests, dropped)]
        pieces += [piece for name in MERGED[1:] for piece in cut_by_key(name, tables[name])]
        out = [(shard, document) for shard, some in sorted(dropped.items()) for document in some]
        tables |= {"dropped": rows_to_table(out, DROPPED), "pieces": rows_to_table(pieces, PIECES)}
        write_bundle(path, tables)
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


def judge_documents(digests: Kept) -> tuple[pa.Table, dict[int, list[str]]]:
    """The table of documents with duplicates told, and by shard the documents that lose their rows by that."""
    found = digests.table("documents")
    texts, identities, keys = dict[str, str](), dict[tuple[str, str], int](), set[str]()
    verdicts = [judge(row, texts, identities, keys) for row in rows_of(found)]
    shards = np.repeat(np.arange(len(digests.keys)), digests.sizes("documents")).tolist()
    dropped: dict[int, list[str]] = {}
    for shard, old, new in zip(shards, found["document_id"].to_pylist(), verdicts, strict=True):
        if new.status in ("duplicate", "rejected") or old != new.document_id:
            dropped.setdefault(shard, []).append(old)
    signed, _ = kept_of(digests, "signatures", dropped)
    signatures = np.frombuffer(b"".join(signed["signature"].to_pylist()), np.uint64).reshape(-1, HASHES)
    copies = match_copies(signed["document_id"].to_pylist(), signatures)
    documents = with_columns(found, verdicts)
    near = pa.array([copies.get(document) for document in documents["document_id"].to_pylist()], pa.string())
    place = documents.schema.get_field_index("near_duplicate_of")
    return documents.set_column(place, documents.schema.field(place), near).combine_chunks(), dropped


def rows_of(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The columns on which documents are judged, row by row."""
    names = ["document_id", "source_path", "source_id", "record", "status", "status_reason", "text_sha256"]
    yield from table.select(names).to_pylist()


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


def with_columns(table: pa.Table, verdicts: Sequence[Verdict]) -> pa.Table:
    """The table of documents with the verdicts in place; one whose rows are another's counts no blocks of its own."""
    for name, values in zip(Verdict._fields, zip(*verdicts, strict=True) if verdicts else ((),) * 4, strict=True):
        place = table.schema.get_field_index(name)
        table = table.set_column(place, table.schema.field(place), pa.array(values, pa.string()))
    with_rows = pc.is_in(table["status"], value_set=pa.array(["ok", "unsupported_language"]))
    for name in ("block_count", "kept_char_count", "word_count"):
        place = table.schema.get_field_index(name)
        table = table.set_column(place, table.schema.field(place), pc.if_else(with_rows, table[name], 0))
    return table
