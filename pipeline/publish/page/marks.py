"""Figures, times and places where they stand in the texts: what is marked in a sentence that the page shows."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

# Kind of mark, its table, and the column that must not be empty; the first kind wins where two overlap.
KINDS = (("figure", "figures", None), ("time", "times", None), ("place", "mentions", "place_id"))
ROOM = 1 << 32  # a document has fewer characters
Numbers = NDArray[np.int64]


class Mark(NamedTuple):
    """Characters `start` to `end` of a raw text, and what they are in the sentence."""

    start: int
    end: int
    kind: str


class Marks:
    """The marks of some documents, by the number of the document and place in it; a few bytes each."""

    def __init__(self, documents: dict[str, int], starts: Numbers, ends: Numbers, kinds: Numbers) -> None:
        order = np.lexsort((kinds, ends, starts))
        self._documents = documents
        self._starts, self._ends, self._kinds = starts[order], ends[order], kinds[order]

    def within(self, document: str, start: int, end: int) -> list[Mark]:
        """The marks that begin in a sentence of a document, in their order."""
        base = self._documents.get(document, -1) * ROOM
        first, last = np.searchsorted(self._starts, (base + start, base + end)).tolist()
        starts, ends, kinds = ((numbers[first:last]).tolist() for numbers in (self._starts, self._ends, self._kinds))
        return [Mark(one - base, other - base, KINDS[kind][0]) for one, other, kind in zip(starts, ends, kinds, strict=True)]


def read_marks(release: Path, documents: Collection[str]) -> Marks:
    """All marks of some documents of a release."""
    names = pa.array(sorted(documents), pa.string())
    found = [np.empty((3, 0), np.int64)]
    for number, (_, table, needed) in enumerate(KINDS):
        found += list(spans_of(release / f"{table}.parquet", names, needed, number)) if len(names) else []
    starts, ends, kinds = np.concatenate(found, axis=1)
    return Marks({name: number for number, name in enumerate(names.to_pylist())}, starts, ends, kinds)


def spans_of(path: Path, documents: pa.Array, needed: str | None, kind: int) -> Iterator[NDArray[np.int64]]:
    """First and last character of each row of some documents, counted through all of them, and the number of the kind."""
    file = pq.ParquetFile(path)
    columns = ["document_id", "char_start", "char_end", *([needed] if needed else [])]
    for group in range(file.num_row_groups):
        rows = file.read_row_group(group, columns=columns)
        rows = rows.filter(pc.is_valid(rows[needed])) if needed else rows
        places = pc.index_in(rows["document_id"], value_set=documents)
        rows, places = rows.filter(pc.is_valid(places)), places.drop_null()
        base = places.to_numpy().astype(np.int64) * ROOM
        if len(base):
            yield np.stack([base + rows["char_start"].to_numpy(), base + rows["char_end"].to_numpy(), np.full(len(base), kind)])
