"""What becomes of a shard: one function for one process, for many and for a Dask cluster, so that the bytes are the same."""

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

import pyarrow as pa

from pipeline.document import Reading, read_document
from pipeline.lexicon import LexiconError, no_collection
from pipeline.reading.limits import MAX_SECONDS
from pipeline.reading.records import RawDocument, read_slice
from pipeline.reading.shards import Shard
from pipeline.rows import add_rows, no_rows
from pipeline.storage import ShardStore
from pipeline.tables import arrow_schema
from pipeline.tables.bundle import holds, rows_to_table, write_bundle
from pipeline.text.keys import make_key
from pipeline.work import Work
from pipeline.workers import HERE, POOL, EngineError, each

__all__ = ["EngineError", "ShardDone", "Work", "extract_shards"]

TEXTS = pa.schema([pa.field("document_id", pa.string()), pa.field("text", pa.string()), pa.field("extracted", pa.bool_())])
SIGNATURES = pa.schema([pa.field("document_id", pa.string()), pa.field("signature", pa.list_(pa.uint64()))])
# Below so many shards to compute, starting processes costs more than they save.
WORTH_PROCESSES = 4
# Behind so many, processes without the lexicons of reading merge them: what reading needs and what merging does never add up.
MANY = 256


class ShardDone(NamedTuple):
    """A shard whose tables lie in the store: its key, how many documents it holds, and whether it was computed now."""

    key: str
    documents: int
    computed: bool


def extract_shard(shard: Shard, store: ShardStore) -> ShardDone:
    """Read every document of a shard and put its tables into the store; does nothing where they are there already."""
    path = store.bundle(shard.key)
    if holds(path):
        return ShardDone(shard.key, shard.documents, computed=False)
    with no_collection():
        write_bundle(path, read_shard(shard))
    return ShardDone(shard.key, shard.documents, computed=True)


def read_shard(shard: Shard) -> dict[str, pa.Table]:
    """The tables of a shard, with the texts of its documents and their signatures."""
    rows, texts, signatures, seen = no_rows(), [], [], set[str]()
    for number, raw in enumerate(raw for part in shard.slices for raw in read_slice(part)):
        if shard.repeated:
            raw = raw._replace(repeated=shard.repeated[number])
        reading = read_safely(raw)
        document = reading.rows.documents[0]
        if document.document_id in seen:
            raw = raw._replace(text=None, reason=f"{place_of(raw)}repeats an earlier record of this file")
            reading = read_document(raw)
            document = reading.rows.documents[0]._replace(document_id=make_key("doc", document.document_id, raw.record))
            reading.rows.documents[0] = document
        seen.add(document.document_id)
        add_rows(rows, reading.rows)
        if raw.text is not None:
            texts.append((document.document_id, raw.text, raw.extracted))
        if reading.signature:
            signatures.append((document.document_id, reading.signature))
    tables = {name: rows_to_table(found, arrow_schema(name)) for name, found in rows._asdict().items()}
    return tables | {"texts": rows_to_table(texts, TEXTS), "signatures": rows_to_table(signatures, SIGNATURES)}


def place_of(raw: RawDocument) -> str:
    """How a reason begins: with the line, for a record."""
    return "" if raw.record is None else f"line {raw.record}: "


def read_safely(raw: RawDocument) -> Reading:
    """The rows of a document; one that breaks an extractor is rejected with the error, and takes no other with it."""
    try:
        with time_limit(MAX_SECONDS):
            return read_document(raw)
    except LexiconError:  # a broken rule is no fault of the text: nothing may be published with it
        raise
    except Exception as error:  # an error of ours in one text must not cost the reader all the others
        reason = f"{place_of(raw)}an extractor failed ({type(error).__name__}: {error}); please report this text"
        return read_document(raw._replace(text=None, reason=reason))


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in a block that takes longer; only where signals reach us, so not in the threads of a Dask worker."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def extract_shards(shards: Sequence[Shard], store: ShardStore, work: Work) -> Iterator[ShardDone]:
    """Bring every shard into the store and say so, in the order of `shards`; raises EngineError where workers fail."""
    missing = sum(1 for shard in shards if not holds(store.bundle(shard.key)))
    yield from each(partial(extract_shard, store=store), shards, work if missing >= WORTH_PROCESSES else HERE, WORTH_PROCESSES)
    if missing >= MANY:
        POOL.end()
