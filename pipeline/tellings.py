"""What each document tells, its wire copies with it: happenings, made once and kept with the keys by which others are met."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce
from typing import NamedTuple

import orjson
import pyarrow as pa

from pipeline.digests import kept_of
from pipeline.events.blocking import block_keys, dateless
from pipeline.events.merge import merge_document
from pipeline.events.merge_facts import ReportFacts, unpack
from pipeline.events.merge_happening import Gist, Happening, gist
from pipeline.events.packing import pack_happening
from pipeline.events.stories import hash_content
from pipeline.kept import Kept
from pipeline.storage import Workspace, code_version
from pipeline.tables.bundle import rows_to_table

HASHES = pa.list_(pa.uint64())
NODES = pa.schema(
    [
        ("published", pa.string()),
        ("anchor", pa.string()),
        ("hash", pa.uint64()),  # of all that is known of its reports
        ("dateless", pa.bool_()),
        ("own", HASHES),
        ("sought", HASHES),
        ("own_story", HASHES),
        ("sought_story", HASHES),
        ("happening", pa.binary()),
    ]
)
TELLINGS = NODES.append(pa.field("kind", pa.string()))  # type, polarity and modality


class Group(NamedTuple):
    """Documents with reports that tell the same, one or a text and its wire copies: their source key, ids and shards."""

    source_key: str
    documents: tuple[str, ...]
    shards: tuple[int, ...]


class Facts:
    """What merging knows of the reports of a run, read where it is needed."""

    def __init__(self, digests: Kept, documents: pa.Table, dropped: Mapping[int, Sequence[str]]) -> None:
        facts, self.shards = kept_of(digests, "facts", dropped)
        names, _ = kept_of(digests, "names", dropped)
        self.reports = facts["report_id"].to_pylist()
        self.documents = facts["document_id"].to_pylist()
        self._packed, self._names = facts["fact"].combine_chunks(), names["names"].combine_chunks()
        self._numbers = {report: number for number, report in enumerate(self.reports)}
        self._names_at = {document: number for number, document in enumerate(names["document_id"].to_pylist())}
        pairs = zip(documents["document_id"].to_pylist(), documents["near_duplicate_of"].to_pylist(), strict=True)
        self.sources = {document: near or document for document, near in pairs}
        self.gist = lru_cache(maxsize=16384)(self._read_gist)

    def __call__(self, report_id: str) -> ReportFacts:
        """All that is known of a report."""
        fact = unpack(self._packed[self._numbers[report_id]].as_py())
        return fact._replace(source_key=self.sources[fact.document_id], names=tuple(self.gist(fact.document_id).counts))

    def names(self, reports: Sequence[str]) -> Gist:
        """The names in the documents of some reports, told one after the other."""
        gists = [self.gist(self.documents[self._numbers[report]]) for report in reports]
        return reduce(Gist.joined, gists)

    def hash(self, reports: Sequence[str], said: bytes) -> int:
        """A hash of all that is known of some reports, and of what else is said."""
        parts = [said]
        for report in reports:
            number = self._numbers[report]
            document = self.documents[number]
            packed, names = self._packed[number].as_py(), self._names[self._names_at[document]].as_py()
            parts += [self.sources[document].encode(), names, packed]
        return hash_content(b"\0".join(parts))

    def groups(self) -> list[Group]:
        """The documents with reports, those with one source key together."""
        found: dict[str, dict[str, int]] = {}
        for document, shard in zip(self.documents, self.shards.tolist(), strict=True):
            found.setdefault(self.sources[document], {}).setdefault(document, shard)
        return [Group(key, tuple(documents), tuple(documents.values())) for key, documents in found.items()]

    def _read_gist(self, document: str) -> Gist:
        return gist(orjson.loads(self._names[self._names_at[document]].as_py()))


def bring_tellings(workspace: Workspace, keys: Sequence[str], facts: Facts) -> pa.Table:
    """The happenings of all documents; those of documents met before, with the same copies, are taken as they are.

    Documents that have no copy are kept by shard, groups of copies each by itself.
    """
    reports: dict[str, list[str]] = {}
    for document, report in zip(facts.documents, facts.reports, strict=True):
        reports.setdefault(document, []).append(report)
    wanted = name_groups(keys, facts.groups())
    kept = Kept(workspace.run / "tellings" / code_version(), {"tellings": TELLINGS})
    kept.bring(list(wanted), lambda key: {"tellings": tell(wanted[key], reports, facts)})
    return kept.table("tellings")


def name_groups(keys: Sequence[str], groups: Sequence[Group]) -> dict[str, list[Group]]:
    """Groups of documents under keys that stand for all that is known of them: of shards, and of groups of copies."""
    alone: dict[int, list[Group]] = {}
    named: dict[str, list[Group]] = {}
    for group in groups:
        if len(group.documents) == 1:
            alone.setdefault(group.shards[0], []).append(group)
        else:
            named[name_of([keys[shard] for shard in group.shards], [group])] = [group]
    return {name_of([keys[shard]], found): found for shard, found in alone.items()} | named


def name_of(keys: Sequence[str], groups: Sequence[Group]) -> str:
    """A key of some groups that lie in some shards."""
    parts = [*keys, *(part for group in groups for part in (group.source_key, *group.documents, ""))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def tell(groups: Sequence[Group], reports: Mapping[str, Sequence[str]], facts: Facts) -> pa.Table:
    """The happenings of some groups of documents, each group by itself."""
    rows = []
    for group in groups:
        told = [facts(report) for document in group.documents for report in reports[document]]
        rows += [row_of(happening, facts) for happening in merge_document(told)]
    return rows_to_table(rows, TELLINGS)


def row_of(happening: Happening, facts: Facts) -> tuple[object, ...]:
    """A happening of one document as it is kept."""
    packed = pack_happening(happening, names=False)
    return *node_of(happening, facts.hash(list(happening.members), packed), packed), "|".join(happening.kind)


def node_of(happening: Happening, content: int, packed: bytes) -> tuple[object, ...]:
    """A row of NODES."""
    anchor = happening.anchor
    return anchor.published or "~", anchor.report_id, content, dateless(happening.days), *block_keys(happening), packed
