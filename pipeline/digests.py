"""What the steps over a whole corpus need of each shard, made once: so that a refresh opens no shard that it has met.

A shard itself is opened again only for rows that are checked, shown or published.
"""

from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.events.merge_facts import ReportFacts
from pipeline.kept import Kept
from pipeline.reading.copies import HASHES
from pipeline.storage import SHARDED, ShardStore, Workspace, code_version, read_made, read_manifest
from pipeline.tables import arrow_schema
from pipeline.tables.bundle import rows_to_table
from pipeline.tables.pieces import hash_rows
from pipeline.tellings import TELLINGS, tell
from pipeline.text.days import day_of
from pipeline.work import Work
from pipeline.workers import HERE

NAMED_KINDS = ("person", "organisation", "armed_group")
IN_DOCUMENTS = (*SHARDED, "reports", "report_actors")
READ = (*IN_DOCUMENTS, "documents", "places", "actors", "actor_names", "signatures")
TEXT, COUNT = pa.string(), pa.int64()
COUNTED = pa.schema([("table", TEXT), ("key", TEXT), ("mentions", COUNT), ("first", pa.date32()), ("last", pa.date32())])
SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": arrow_schema("documents"),
    "places": arrow_schema("places"),
    "actors": arrow_schema("actors"),
    "actor_names": arrow_schema("actor_names"),
    "signatures": pa.schema([("document_id", TEXT), ("signature", pa.binary(8 * HASHES))]),
    # What a document refers to: the table that has it, its key, how often the document mentions it, and if it does, its day.
    "referred": pa.schema([("document_id", TEXT), *COUNTED]),
    "counted": COUNTED,  # the same of all documents of the shard together
    "reports": pa.schema([("document_id", TEXT), ("report_id", TEXT)]),
    "tellings": TELLINGS,  # of each document as if it had no wire copy
    "names": pa.schema([("document_id", TEXT), ("names", pa.binary())]),  # of each document that has reports
    "sizes": pa.schema([("document_id", TEXT), *((name, COUNT) for name in IN_DOCUMENTS)]),
    "hashes": pa.schema([(name, TEXT) for name in IN_DOCUMENTS]),
}


def open_digests(workspace: Workspace, work: Work = HERE) -> Kept:
    """The digests of all shards of the run, in their order; made where they are new."""
    digests = Kept(workspace.run / "digests" / code_version(), SCHEMAS)
    digests.bring(read_manifest(workspace).shards, partial(read_digest, workspace.store), work)
    return digests


def reopen_digests(workspace: Workspace) -> Kept:
    """The digests that `open_digests` brought, for another process of the same run."""
    return Kept(workspace.run / "digests" / code_version(), SCHEMAS).find(read_manifest(workspace).shards, tested=True)


def forget_digests(workspace: Workspace, shards: Collection[str]) -> None:
    """Remove the digests of some shards; those that lie in the same files go with them."""
    Kept(workspace.run / "digests" / code_version(), SCHEMAS).find(()).forget(shards)


def read_digest(store: ShardStore, key: str) -> dict[str, pa.Table]:
    """The digest of a shard in the store."""
    return digest_shard(dict(zip(READ, read_made(store.bundle(key), READ, "documents"), strict=True)))


def digest_shard(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The digest of one shard from its tables."""
    facts = list(read_facts(tables))
    found, told = names_by_document(tables["mentions"]), dict[str, list[ReportFacts]]()
    for fact in facts:
        told.setdefault(fact.document_id, []).append(fact)
    names = {document: orjson.dumps([*map(short, found.get(document, ()))]) for document in told}
    tellings = [row for document, here in told.items() for row in tell(here, {document: names[document]})]
    reports = [(fact.document_id, fact.report_id) for fact in facts]
    signed = tables["signatures"]
    packed = signed["signature"].combine_chunks().flatten().to_numpy().tobytes()
    signatures = pa.FixedSizeBinaryArray.from_buffers(pa.binary(8 * HASHES), signed.num_rows, [None, pa.py_buffer(packed)])
    referred = rows_to_table(list(find_referred(tables)), SCHEMAS["referred"])
    return {
        **{name: tables[name] for name in ("documents", "places", "actors", "actor_names")},
        "signatures": pa.table([signed["document_id"], signatures], SCHEMAS["signatures"]),
        "referred": referred,
        "counted": count_referred(referred),
        "reports": rows_to_table(reports, SCHEMAS["reports"]),
        "tellings": rows_to_table(tellings, TELLINGS),
        "names": rows_to_table(list(names.items()), SCHEMAS["names"]),
        "sizes": rows_to_table(list(count_rows(tables)), SCHEMAS["sizes"]),
        "hashes": rows_to_table([tuple(hash_rows(name, tables[name]) for name in IN_DOCUMENTS)], SCHEMAS["hashes"]),
    }


def count_rows(tables: Mapping[str, pa.Table]) -> Iterator[tuple[object, ...]]:
    """Each document, and its rows in each table."""
    counts = {name: counted(tables[name]["document_id"]) for name in IN_DOCUMENTS}
    for document in tables["documents"]["document_id"].to_pylist():
        yield document, *(counts[name].get(document, 0) for name in IN_DOCUMENTS)


def counted(column: pa.ChunkedArray) -> dict[Any, int]:
    """How often each value of a column occurs."""
    return {row["values"]: row["counts"] for row in column.value_counts().to_pylist()}


def find_referred(tables: Mapping[str, pa.Table]) -> Iterator[tuple[object, ...]]:
    """The places and actors that each document refers to, and how often and on which day it mentions them."""
    referred: dict[tuple[str, str, str], int] = {}
    for name, column in (("mentions", "place_id"), ("mentions", "actor_id"), ("reports", "place_id"), ("figures", "place_id"),
                         ("report_actors", "actor_id")):  # fmt: skip
        rows = tables[name].select(["document_id", column]).filter(pc.is_valid(tables[name][column]))
        for document, key in zip(*(part.to_pylist() for part in rows.columns), strict=True):
            place = (document, "places" if column == "place_id" else "actors", key)
            referred[place] = referred.get(place, 0) + (name == "mentions")
    published = zip(*(tables["documents"][name].to_pylist() for name in ("document_id", "published_at")), strict=True)
    days = {document: day_of(when) for document, when in published}
    for (document, name, key), mentions in referred.items():
        day = days[document] if mentions else None
        yield document, name, key, mentions, day, day


def count_referred(referred: pa.Table) -> pa.Table:
    """Mentions summed, and the first and the last day, of each place and actor: rows of COUNTED out of such rows."""
    counted = referred.group_by(["table", "key"], use_threads=False)
    found = counted.aggregate([("mentions", "sum"), ("first", "min"), ("last", "max")])
    return pa.table([found[name] for name in ("table", "key", "mentions_sum", "first_min", "last_max")], COUNTED)


def names_by_document(mentions: pa.Table) -> dict[str, tuple[str, ...]]:
    """Names that tell documents apart: actor, else place, else words of each mention of a party or of a place below a country."""
    names: dict[str, set[str]] = {}
    columns = ["document_id", "kind", "text", "actor_id", "place_id", "where_precision"]
    for document, kind, text, actor, place, precision in zip(*mentions.select(columns).to_pydict().values(), strict=True):
        if kind in NAMED_KINDS or (kind == "place" and precision is not None and precision < 6):
            names.setdefault(document, set()).add(actor or place or text)
    return {document: tuple(sorted(found)) for document, found in names.items()}


@lru_cache(maxsize=65536)
def short(name: str) -> str:
    """A name in eight letters: merging asks only which names two documents share."""
    return b64encode(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).digest()).decode()


def read_facts(tables: Mapping[str, pa.Table]) -> Iterator[ReportFacts]:
    """What merging knows of each report of a shard, but for the names in its document; `source_key` is the document's own."""
    by_report: dict[str, list[dict[str, Any]]] = {}
    for row in tables["report_actors"].to_pylist():
        by_report.setdefault(row["report_id"], []).append(row)
    columns = ["document_id", "publisher", "published_at"]
    about = {key: said for key, *said in zip(*tables["documents"].select(columns).to_pydict().values(), strict=True)}
    for row in tables["reports"].to_pylist():
        (publisher, published), here = about[row["document_id"]], by_report.get(row["report_id"], [])
        sources = [party for party in here if party["role"] in ("source", "associate_source")]
        targets = [party for party in here if party["role"] in ("target", "victim", "associate_target")]
        known = {name: row[name] for name in ReportFacts._fields if name in row}
        yield ReportFacts(
            **known,
            source_key=row["document_id"],
            publisher=publisher,
            published=published,
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
            names=(),
        )


def some(parties: Sequence[dict[str, Any]], column: str) -> tuple[str, ...]:
    """The values of a column that are not null, in order."""
    return tuple(party[column] for party in parties if party[column] is not None)


def kept_of(digests: Kept, name: str, dropped: Mapping[int, Sequence[str]]) -> tuple[pa.Table, NDArray[np.int64]]:
    """A digest of all shards without the rows of dropped documents, and the number of the shard of each row."""
    rows, sizes = digests.table(name), digests.sizes(name)
    shards = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    lost = lost_rows(rows["document_id"], shards, dropped)
    return (rows.filter(~lost), shards[~lost]) if lost.any() else (rows, shards)


def lost_rows(documents: pa.ChunkedArray, shards: NDArray[np.int64], dropped: Mapping[int, Sequence[str]]) -> NDArray[np.bool_]:
    """Which rows belong to dropped documents."""
    out = {(shard, document) for shard, some in dropped.items() for document in some}
    lost = np.zeros(len(documents), bool)
    if out:
        names = pa.array({document for _, document in out}, pa.string())
        suspected = np.flatnonzero(pc.is_in(documents, value_set=names).to_numpy())
        found = zip(shards[suspected].tolist(), documents.take(pa.array(suspected)).to_pylist(), strict=True)
        lost[suspected] = [place in out for place in found]
    return lost
