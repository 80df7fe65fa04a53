"""From the tables of shards to the tables of a corpus: duplicates told, places and actors counted, reports joined to events."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.events.event import Event, summarise_events
from pipeline.events.merge import merge_reports
from pipeline.events.merge_facts import Joined, ReportFacts
from pipeline.reading.copies import find_copies
from pipeline.storage import (
    HAPPENINGS,
    MERGED,
    Workspace,
    empty_table,
    forget_others,
    happenings_path,
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


def merge_happenings(workspace: Workspace) -> int:
    """Make `reports`, `report_actors` and `events` of all shards; returns the number of events.

    What the same code made of the same raw texts before is taken as it is.
    """
    path = happenings_path(workspace)
    if holds(path, HAPPENINGS):
        return int(read_made(path, ["events"], "reports")[0].num_rows)
    (documents,) = read_made(merged_path(workspace), ["documents"], "documents")
    parts = list(kept_rows(workspace, ["reports", "report_actors", "mentions"]))
    reports, parties = (pa.concat_tables(part[number] for part in parts) if parts else empty_table(name)
                        for number, name in enumerate(("reports", "report_actors")))  # fmt: skip
    facts = list(read_facts(documents, reports, parties, names_by_document(part[2] for part in parts)))
    joined = merge_reports(facts)
    tables = {
        "reports": join_reports(reports, joined),
        "report_actors": join_parties(parties, joined),
        "events": rows_to_table([in_order(event) for event in summarise_events(facts, joined)], arrow_schema("events")),
    }
    write_bundle(path, tables)
    forget_others(path)
    return int(tables["events"].num_rows)


def in_order(event: Event) -> tuple[object, ...]:
    """An event as a row in the order of the published columns."""
    return tuple(getattr(event, name) for name in arrow_schema("events").names)


def names_by_document(mentions: Iterable[pa.Table]) -> dict[str, tuple[str, ...]]:
    """Names that tell documents apart: actor, else place, else words of each mention of a party or of a place below a country."""
    names: dict[str, set[str]] = {}
    columns = ["document_id", "kind", "text", "actor_id", "place_id", "where_precision"]
    for table in mentions:
        for document, kind, text, actor, place, precision in zip(*table.select(columns).to_pydict().values(), strict=True):
            if kind in NAMED_KINDS or (kind == "place" and precision is not None and precision < 6):
                names.setdefault(document, set()).add(actor or place or text)
    return {document: tuple(sorted(found)) for document, found in names.items()}


def read_facts(
    documents: pa.Table, reports: pa.Table, parties: pa.Table, names: dict[str, tuple[str, ...]]
) -> Iterator[ReportFacts]:
    """What merging knows of each report."""
    by_report: dict[str, list[dict[str, Any]]] = {}
    for row in parties.to_pylist():
        by_report.setdefault(row["report_id"], []).append(row)
    about = {row["document_id"]: row for row in documents.select(DOCUMENT_FACTS).to_pylist()}
    for row in reports.to_pylist():
        document, here = about[row["document_id"]], by_report.get(row["report_id"], [])
        sources = [party for party in here if party["role"] in ("source", "associate_source")]
        targets = [party for party in here if party["role"] in ("target", "victim", "associate_target")]
        known = {name: row[name] for name in ReportFacts._fields if name in row}
        yield ReportFacts(
            **known,
            source_key=document["near_duplicate_of"] or document["document_id"],
            publisher=document["publisher"],
            published=document["published_at"],
            evidence=row["evidence_text"],
            first=row["date_start"],
            last=row["date_end"],
            sources=some(sources, "actor_id"),
            targets=some(targets, "actor_id"),
            source_countries=some(sources, "country"),
            target_countries=some(targets, "country"),
            parties=some(here, "text"),
            source_texts=some(sources, "text"),
            target_texts=some(targets, "text"),
            names=names.get(row["document_id"], ()),
        )


DOCUMENT_FACTS = ["document_id", "near_duplicate_of", "publisher", "published_at"]


def some(parties: Sequence[dict[str, Any]], column: str) -> tuple[str, ...]:
    """The values of a column that are not null, in order."""
    return tuple(party[column] for party in parties if party[column] is not None)


def join_reports(reports: pa.Table, joined: Sequence[Joined]) -> pa.Table:
    """The table of reports with event, rule and score of each."""
    by_report = {found.report_id: found for found in joined}
    found = [by_report[key] for key in reports["report_id"].to_pylist()]
    for name in ("event_id", "merge_rule", "merge_score"):
        place = reports.schema.get_field_index(name)
        field = reports.schema.field(place)
        reports = reports.set_column(place, field, pa.array([getattr(one, name) for one in found], field.type))
    return reports


def join_parties(parties: pa.Table, joined: Sequence[Joined]) -> pa.Table:
    """The table of parties with the event of each report."""
    events = {found.report_id: found.event_id for found in joined}
    place = parties.schema.get_field_index("event_id")
    values = pa.array([events[key] for key in parties["report_id"].to_pylist()], pa.string())
    return parties.set_column(place, parties.schema.field(place), values)
