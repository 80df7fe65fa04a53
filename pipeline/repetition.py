"""Which lines of each text other texts of its source repeat: counted over the whole corpus before any text is read in earnest.

Of each shard the numbers of its lines are kept under its content, so that a refresh opens new shards only. What was found for the
texts of a shard becomes part of its key: a new text has those read again whose own repeated lines it changed, and no others.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate, pairwise

import numpy as np
import pyarrow as pa

from pipeline.boilerplate.echoes import FACTORS, Corpus, Keys, find_repeated, note_document
from pipeline.kept import Kept
from pipeline.reading.records import read_slice
from pipeline.reading.shards import Shard
from pipeline.reading.web import strip_tags
from pipeline.storage import Workspace, code_version
from pipeline.work import Work
from pipeline.workers import HERE

NUMBER = pa.uint64()
# A row of `notes` a document, of `slots` a number of its sketch, of `keys` one of its lines.
SCHEMAS: Mapping[str, pa.Schema] = {
    "notes": pa.schema([("source", NUMBER), ("keys", pa.int64())]),
    "slots": pa.schema([("slot", NUMBER)]),
    "keys": pa.schema([("key", NUMBER)]),
}


def mark_repeated(workspace: Workspace, shards: Sequence[Shard], work: Work = HERE) -> list[Shard]:
    """The shards with the keys of the repeated lines of their documents, and these in the keys of the shards.

    Raises ChangedError where a file is not as it was when the shards were planned, EngineError where workers fail.
    """
    notes = Kept(workspace.run / "lines" / code_version(), SCHEMAS)
    planned = {shard.key: shard for shard in shards}
    notes.bring([shard.key for shard in shards], note_shard, work, planned)
    corpus = Corpus(
        column(notes, "notes", "source"),
        column(notes, "slots", "slot").reshape(-1, len(FACTORS)),
        column(notes, "notes", "keys").astype(np.int64),
        column(notes, "keys", "key"),
    )
    repeated, bounds = find_repeated(corpus), accumulate(notes.sizes("notes"), initial=0)
    return [with_repeated(shard, repeated[first:end]) for shard, (first, end) in zip(shards, pairwise(bounds), strict=True)]


def column(notes: Kept, table: str, name: str) -> Keys:
    """A column of all shards as one array."""
    found: Keys = notes.table(table)[name].to_numpy()
    return found


def note_shard(_: str, shard: Shard) -> dict[str, pa.Table]:
    """The notes of the documents of one shard as tables, in the order in which they are read."""
    found = [note_document(raw) for part in shard.slices for raw in read_slice(part, strip_tags)]
    return {
        "notes": pa.table([[note.source for note in found], [len(note.keys) for note in found]], SCHEMAS["notes"]),
        "slots": pa.table([[slot for note in found for slot in note.sketch]], SCHEMAS["slots"]),
        "keys": pa.table([[key for note in found for key in note.keys]], SCHEMAS["keys"]),
    }


def with_repeated(shard: Shard, repeated: Sequence[tuple[int, ...]]) -> Shard:
    """A shard with what was found for its documents; where that is nothing, the shard as it was."""
    if not any(repeated):
        return shard
    digest = blake2b(f"{shard.key}{[*repeated]}".encode(), digest_size=16).hexdigest()
    return shard._replace(key=digest, repeated=tuple(repeated))
