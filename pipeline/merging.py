"""From the tables of shards to the tables of a corpus: duplicates told, places and actors counted."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reading.copies import find_copies
from pipeline.storage import (
    MERGED,
    Workspace,
    empty_table,
    forget_others,
    kept_rows,
    merged_path,
    read_made,
    shard_tables,
)
from pipeline.tables import arrow_schema
from pipeline.tables.bundle import holds, rows_to_table, write_bundle
from pipeline.text.days import day_of
from pipeline.text.keys import make_key

DROPPED = pa.schema([pa.field("shard", pa.int64()), pa.field("document_id", pa.string())])
NAMED_KINDS = ("person", "organisation", "armed_group")


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
    if not holds(path, MERGED):
        documents, dropped = judge_documents(workspace)
        write_bundle(path, {"dropped": dropped})
        write_bundle(path, {"dropped": dropped, "documents": documents, **count_names(workspace, documents)})
        forget_others(path)
    (documents,) = read_made(path, ["documents"], "documents")
    counted = documents["status"].value_counts().to_pylist()
    return {row["values"]: row["counts"] for row in counted}


def judge_documents(workspace: Workspace) -> tuple[pa.Table, pa.Table]:
    """The table of documents with duplicates told, and which documents of which shard lose their rows by that."""
    parts, dropped, signatures = [], list[tuple[int, str]](), list[tuple[str, tuple[int, ...]]]()
    texts, identities = dict[str, str](), dict[tuple[str, str], int]()
    keys = set[str]()
    for number, (found, signed) in enumerate(shard_tables(workspace, ["documents", "signatures"])):
        verdicts = [judge(row, texts, identities, keys) for row in rows_of(found)]
        changed = [
            old for old, new in zip(found["document_id"].to_pylist(), verdicts, strict=True)
            if new.status in ("duplicate", "rejected") or old != new.document_id
        ]  # fmt: skip
        dropped.extend((number, document) for document in changed)
        signatures.extend(
            (document, tuple(values))
            for document, values in zip(*signed.to_pydict().values(), strict=True)
            if document not in changed
        )
        parts.append(with_columns(found, verdicts))
    documents = pa.concat_tables(parts) if parts else empty_table("documents")
    copies = find_copies(signatures)
    near = pa.array([copies.get(document) for document in documents["document_id"].to_pylist()], pa.string())
    place = documents.schema.get_field_index("near_duplicate_of")
    return documents.set_column(place, documents.schema.field(place), near), rows_to_table(dropped, DROPPED)


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


def count_names(workspace: Workspace, documents: pa.Table) -> dict[str, pa.Table]:
    """Places, actors and names that rows of this corpus refer to, with mentions and days counted from the mentions."""
    days = dict(zip(documents["document_id"].to_pylist(), documents["published_at"].to_pylist(), strict=True))
    counts, places, actors, names = Counts(), dict[str, Any](), dict[str, Any](), dict[tuple[str, str], Any]()
    tables = ["mentions", "reports", "figures", "report_actors", "places", "actors", "actor_names"]
    for mentions, reports, figures, parties, *named in rows_by_shard(workspace, tables):
        counts.add(mentions, reports, figures, parties, days)
        for seen, table in ((places, named[0]), (actors, named[1])):
            for row in table.to_pylist():
                seen.setdefault(next(iter(row.values())), row)
        for row in named[2].to_pylist():
            names.setdefault((row["actor_id"], row["name"]), row)
    place_rows = [row | counts.of_place(key) for key, row in sorted(places.items()) if key in counts.used]
    actor_rows = [row | counts.of_actor(key) for key, row in sorted(actors.items()) if key in counts.used]
    name_rows = [row for (actor, _), row in sorted(names.items()) if actor in counts.used]
    made = {"places": place_rows, "actors": actor_rows, "actor_names": name_rows}
    return {name: pa.Table.from_pylist(rows, schema=arrow_schema(name)) for name, rows in made.items()}


def rows_by_shard(workspace: Workspace, names: Sequence[str]) -> Iterator[list[pa.Table]]:
    """The named tables shard by shard; of those without a document, places and actors, all rows."""
    filtered = [name for name in names if "document_id" in arrow_schema(name).names]
    others = [name for name in names if name not in filtered]
    for kept, whole in zip(kept_rows(workspace, filtered), shard_tables(workspace, others), strict=True):
        by_name = dict(zip(filtered, kept, strict=True)) | dict(zip(others, whole, strict=True))
        yield [by_name[name] for name in names]


class Counts:
    """Which places and actors are referred to, how often they are mentioned, and between which days."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.mentions: dict[str, int] = {}
        self.first: dict[str, Any] = {}
        self.last: dict[str, Any] = {}

    def of_place(self, key: str) -> dict[str, Any]:
        """The counted columns of a place."""
        return {"mention_count": self.mentions.get(key, 0)}

    def of_actor(self, key: str) -> dict[str, Any]:
        """The counted columns of an actor."""
        days = {"first_mentioned": self.first.get(key), "last_mentioned": self.last.get(key)}
        return {"mention_count": self.mentions.get(key, 0)} | days

    def add(self, mentions: pa.Table, reports: pa.Table, figures: pa.Table, parties: pa.Table, days: dict[str, str | None]) -> None:
        """Count the rows of one shard."""
        for column in (mentions["place_id"], mentions["actor_id"], reports["place_id"], figures["place_id"], parties["actor_id"]):
            self.used.update(value for value in pc.unique(column).to_pylist() if value is not None)
        for name in ("place_id", "actor_id"):
            for row in mentions[name].value_counts().to_pylist():
                if row["values"] is not None:
                    self.mentions[row["values"]] = self.mentions.get(row["values"], 0) + row["counts"]
        for actor, document in zip(mentions["actor_id"].to_pylist(), mentions["document_id"].to_pylist(), strict=True):
            day = day_of(days.get(document))
            if actor is not None and day is not None:
                self.first[actor] = min(self.first.get(actor, day), day)
                self.last[actor] = max(self.last.get(actor, day), day)
