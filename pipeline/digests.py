"""What the steps over a whole corpus need of each shard, made once: so that a refresh opens no shard that it has met.

A shard itself is opened again only for rows that are checked, shown or published.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.events.merge_facts import ReportFacts, pack
from pipeline.kept import Kept
from pipeline.storage import SHARDED, Workspace, code_version, read_made, read_manifest
from pipeline.tables import arrow_schema
from pipeline.tables.bundle import rows_to_table
from pipeline.tables.pieces import hash_rows

NAMED_KINDS = ("person", "organisation", "armed_group")
IN_DOCUMENTS = (*SHARDED, "reports", "report_actors")
TEXT, COUNT = pa.string(), pa.int64()
SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": arrow_schema("documents"),
    "places": arrow_schema("places"),
    "actors": arrow_schema("actors"),
    "actor_names": arrow_schema("actor_names"),
    "signatures": pa.schema([("document_id", TEXT), ("signature", pa.binary())]),
    # What a document refers to: the table that has it, its key, and how often the document mentions it.
    "referred": pa.schema([("document_id", TEXT), ("table", TEXT), ("key", TEXT), ("mentions", COUNT)]),
    # What merging knows of a report, but for its source and the names in its document; those follow in `names`.
    "facts": pa.schema([("document_id", TEXT), ("report_id", TEXT), ("fact", pa.binary())]),
    "names": pa.schema([("document_id", TEXT), ("names", pa.binary())]),
    "sizes": pa.schema([("document_id", TEXT), *((name, COUNT) for name in IN_DOCUMENTS)]),
    "hashes": pa.schema([(name, TEXT) for name in IN_DOCUMENTS]),
}


def open_digests(workspace: Workspace) -> Kept:
    """The digests of all shards of the run, in their order; made where they are new."""
    digests = Kept(workspace.run / "digests" / code_version(), SCHEMAS)
    names = [*IN_DOCUMENTS, "documents", "places", "actors", "actor_names", "signatures"]

    def make(key: str) -> Mapping[str, pa.Table]:
        return digest_shard(dict(zip(names, read_made(workspace.store.bundle(key), names, "documents"), strict=True)))

    digests.bring(read_manifest(workspace).shards, make)
    return digests


def digest_shard(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The digest of one shard from its tables."""
    facts = [(fact.document_id, fact.report_id, pack(fact)) for fact in read_facts(tables)]
    names = names_by_document(tables["mentions"])
    told = dict.fromkeys(document for document, *_ in facts)
    signed = tables["signatures"]
    packed = pa.array([np.array(some, np.uint64).tobytes() for some in signed["signature"].to_pylist()], pa.binary())
    return {
        **{name: tables[name] for name in ("documents", "places", "actors", "actor_names")},
        "signatures": pa.table([signed["document_id"], packed], SCHEMAS["signatures"]),
        "referred": rows_to_table(list(find_referred(tables)), SCHEMAS["referred"]),
        "facts": rows_to_table(facts, SCHEMAS["facts"]),
        "names": rows_to_table([(key, orjson.dumps([*map(short, names.get(key, ()))])) for key in told], SCHEMAS["names"]),
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


def find_referred(tables: Mapping[str, pa.Table]) -> Iterator[tuple[str, str, str, int]]:
    """The places and actors that each document refers to, and how often it mentions them."""
    referred: dict[tuple[str, str, str], int] = {}
    for name, column in (("mentions", "place_id"), ("mentions", "actor_id"), ("reports", "place_id"), ("figures", "place_id"),
                         ("report_actors", "actor_id")):  # fmt: skip
        rows = tables[name].select(["document_id", column]).filter(pc.is_valid(tables[name][column]))
        for document, key in zip(*(part.to_pylist() for part in rows.columns), strict=True):
            place = (document, "places" if column == "place_id" else "actors", key)
            referred[place] = referred.get(place, 0) + (name == "mentions")
    yield from ((*place, mentions) for place, mentions in referred.items())


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
    some = [document for documents in dropped.values() for document in documents]
    if not some:
        return rows, shards
    out = {(shard, document) for shard, documents in dropped.items() for document in documents}
    suspected = np.flatnonzero(pc.is_in(rows["document_id"], value_set=pa.array(some, pa.string())).to_numpy(zero_copy_only=False))
    found = zip(shards[suspected].tolist(), rows["document_id"].take(suspected).to_pylist(), strict=True)
    keep = np.ones(rows.num_rows, bool)
    keep[suspected[[place in out for place in found]]] = False
    return rows.filter(keep), shards[keep]
