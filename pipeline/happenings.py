"""Reports of the whole corpus joined to events, kind by kind; kinds in which nothing changed are taken as they are."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.events.event import Event, summarise_events
from pipeline.events.merge import merge_reports
from pipeline.events.merge_facts import Joined, ReportFacts
from pipeline.storage import (
    HAPPENINGS,
    Workspace,
    code_version,
    empty_table,
    forget_others,
    happenings_path,
    kept_rows,
    merged_path,
    read_made,
)
from pipeline.tables import arrow_schema
from pipeline.tables.bundle import holds, rows_to_table, write_bundle

NAMED_KINDS = ("person", "organisation", "armed_group")
DOCUMENT_FACTS = ["document_id", "near_duplicate_of", "publisher", "published_at"]
JOINED = pa.schema(
    [pa.field("report_id", pa.string()), pa.field("event_id", pa.string()), pa.field("merge_rule", pa.string()),
     pa.field("merge_score", pa.float64())]
)  # fmt: skip


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
    facts = read_facts(documents, reports, parties, names_by_document(part[2] for part in parts))
    joined, events = join_kinds(workspace.run / "kinds", facts)
    tables = {"reports": join_reports(reports, joined), "report_actors": join_parties(parties, joined), "events": events}
    write_bundle(path, tables)
    forget_others(path)
    return int(events.num_rows)


def join_kinds(folder: Path, facts: Iterable[ReportFacts]) -> tuple[Mapping[str, Joined], pa.Table]:
    """What joined each report, by its id, and the events of all reports.

    Only reports of one type, polarity and modality are ever joined, so each such kind is merged by itself and kept under a
    hash of all that merging knows of its reports. A kind that was merged before is read, and one that is gone forgotten.
    """
    kinds: dict[tuple[str, str, str], list[ReportFacts]] = {}
    for fact in facts:
        kinds.setdefault((fact.event_type, fact.polarity, fact.modality), []).append(fact)
    joined, events, paths = dict[str, Joined](), [empty_table("events")], set[Path]()
    for _, told in sorted(kinds.items()):
        path = folder / f"{hash_facts(told)}.zip"
        if not holds(path, ("joined", "events")):
            merge_kind(path, told)
        found, made = read_made(path, ["joined", "events"], "reports")
        joined |= {row.report_id: row for row in map(Joined._make, zip(*found.to_pydict().values(), strict=True))}
        events.append(made)
        paths.add(path)
    for path in set(folder.glob("*")) - paths:
        path.unlink(missing_ok=True)
    return joined, pa.concat_tables(events).sort_by("event_id").combine_chunks()


def hash_facts(facts: Sequence[ReportFacts]) -> str:
    """A hash of all that is known of some reports, and of the code that merges them."""
    digest = hashlib.sha256(code_version().encode())
    for fact in sorted(facts):
        digest.update(repr(tuple(fact)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def merge_kind(path: Path, facts: Sequence[ReportFacts]) -> None:
    """Merge the reports of one kind and keep what came of it."""
    joined = merge_reports(facts)
    events = [in_order(event) for event in summarise_events(facts, joined)]
    write_bundle(path, {"joined": rows_to_table(joined, JOINED), "events": rows_to_table(events, arrow_schema("events"))})


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


def some(parties: Sequence[dict[str, Any]], column: str) -> tuple[str, ...]:
    """The values of a column that are not null, in order."""
    return tuple(party[column] for party in parties if party[column] is not None)


def join_reports(reports: pa.Table, joined: Mapping[str, Joined]) -> pa.Table:
    """The table of reports with event, rule and score of each."""
    found = [joined[key] for key in reports["report_id"].to_pylist()]
    for name in ("event_id", "merge_rule", "merge_score"):
        place = reports.schema.get_field_index(name)
        field = reports.schema.field(place)
        reports = reports.set_column(place, field, pa.array([getattr(one, name) for one in found], field.type))
    return reports


def join_parties(parties: pa.Table, joined: Mapping[str, Joined]) -> pa.Table:
    """The table of parties with the event of each report."""
    place = parties.schema.get_field_index("event_id")
    values = pa.array([joined[key].event_id for key in parties["report_id"].to_pylist()], pa.string())
    return parties.set_column(place, parties.schema.field(place), values)
