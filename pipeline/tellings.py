"""What a document tells, or a text and its wire copies: happenings, each with the keys by which others are met, as rows."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

import orjson
import pyarrow as pa

from pipeline.events.blocking import block_keys, dateless
from pipeline.events.merge import merge_document
from pipeline.events.merge_facts import ReportFacts, pack
from pipeline.events.merge_happening import Gist, Happening, gist
from pipeline.events.packing import pack_happening
from pipeline.events.stories import hash_content

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
TELLINGS = pa.schema(
    [
        ("document_id", pa.string()),  # of several that tell the same the first
        ("kind", pa.string()),  # type, polarity and modality
        *NODES,
        ("reports", pa.list_(pa.string())),
        ("facts", pa.list_(pa.binary())),  # what merging knows of each, names left out
    ]
)


def tell(reports: Sequence[ReportFacts], names: Mapping[str, bytes]) -> Iterator[tuple[object, ...]]:
    """The happenings of one document, or of several that tell the same, as rows of TELLINGS.

    `names` are those in each document, as JSON. Happenings of one document are kept without them: they are the same for all.
    """
    if not reports:
        return
    gists = {document: gist(orjson.loads(found)) for document, found in names.items()}
    known = {report.report_id: report._replace(names=tuple(gists[report.document_id].counts)) for report in reports}
    for happening in merge_document(list(known.values())):
        told = [known[report] for report in happening.members]
        happening.names = reduce(Gist.joined, [gists[report.document_id] for report in told])
        yield reports[0].document_id, *row_of(happening, told, names, alone=len(gists) == 1)


def row_of(happening: Happening, told: Sequence[ReportFacts], names: Mapping[str, bytes], *, alone: bool) -> tuple[object, ...]:
    """A happening as it is kept, but for its document."""
    facts = [pack(report._replace(names=())) for report in told]
    packed = pack_happening(happening, names=not alone)
    content = hash_content(b"\0".join([packed, *facts, *(names[report.document_id] for report in told)]))
    return "|".join(happening.kind), *node_of(happening, content, packed), [report.report_id for report in told], facts


def node_of(happening: Happening, content: int, packed: bytes) -> tuple[object, ...]:
    """A row of NODES."""
    anchor = happening.anchor
    return anchor.published or "~", anchor.report_id, content, dateless(happening.days), *block_keys(happening), packed
