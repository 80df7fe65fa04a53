"""Happenings of one kind in the order in which they are merged: what is told of each stays in its file until it is asked for."""

from collections.abc import Sequence
from functools import lru_cache, reduce

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.copies import Numbers, Told
from pipeline.events.merge_facts import ReportFacts, unpack
from pipeline.events.merge_happening import Gist, Happening, gist
from pipeline.events.packing import unpack_happening
from pipeline.events.stories import Hashes, Keys, gather_keys
from pipeline.tables.bundle import let_go, pick_rows
from pipeline.tellings import NODES

AT_HAND = 1024  # happenings that are kept unpacked, and names of documents
LISTS_AT_ONCE = 32_768  # happenings whose keys are read at once
READ = 4096  # happenings read before memory is given back
LIGHT = ["published", "anchor", "hash", "dateless", "document_id"]
OLDEST_FIRST = [("published", "ascending"), ("anchor", "ascending")]


class Cells:
    """The cells of a column by the number of their row, wherever the chunk lies that has them."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        self.chunks = [chunk for chunk in column.chunks if len(chunk)]
        self.starts = np.cumsum([0, *map(len, self.chunks)])
        self.taken = 0

    def take(self, row: int) -> bytes:
        """One cell."""
        self.taken += 1
        if self.taken % READ == 0:
            let_go()
        chunk = int(np.searchsorted(self.starts, row, "right")) - 1
        found: bytes = self.chunks[chunk][row - self.starts[chunk]].as_py()
        return found


class Nodes(Sequence[Happening]):
    """Happenings by number: rows of `rows` that `places` names; the last ones asked for are kept unpacked."""

    def __init__(self, rows: pa.Table, places: Numbers, names: pa.Table) -> None:
        light = pick_rows(rows.select(LIGHT), places)
        order = pc.sort_indices(light, OLDEST_FIRST).to_numpy()
        self.rows, self.names, self.places, self.light = rows, names, places[order], light.take(pa.array(order))
        self.hashes: Hashes = self.light["hash"].to_numpy()
        self._packed, self._names = Cells(rows["happening"]), Cells(names["names"])
        self._named = pc.index_in(self.light["document_id"], value_set=names["document_id"].combine_chunks())
        self._gist = lru_cache(maxsize=AT_HAND)(self._read_gist)
        self._get = lru_cache(maxsize=AT_HAND)(self.take)

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, number: int) -> Happening:  # type: ignore[override]  # numbers only
        return self._get(number)

    def take(self, number: int) -> Happening:
        """A happening for one who may change it."""

        def names(reports: Sequence[str]) -> Gist:
            """The names of its document, told once with every report."""
            return reduce(Gist.joined, [self._gist(self._named[number].as_py())] * len(reports))

        return unpack_happening(self._packed.take(int(self.places[number])), names)

    def keys(self, part: int, parts: int) -> tuple[Keys, Keys]:
        """Own and sought keys, those of one of so many parts; those of stories only where some happenings have no days."""
        some = self.places if pc.any(self.light["dateless"]).as_py() else self.places[:0]

        def lists(name: str, places: Numbers) -> tuple[Hashes, Numbers]:
            """The values of a list column one after the other, and the number of the happening of each."""
            found = [self._lists(name, places, first, part, parts) for first in range(0, max(len(places), 1), LISTS_AT_ONCE)]
            return np.concatenate([hashes for hashes, _ in found]), np.concatenate([holders for _, holders in found])

        keys = (
            gather_keys(*lists("own", self.places), *lists("own_story", some)),
            gather_keys(*lists("sought", self.places), *lists("sought_story", some)),
        )
        let_go()
        return keys

    def joined(self, alone: Numbers, became: pa.Table) -> "Nodes":
        """Those of these numbers, and happenings that others became."""
        rows = pa.concat_tables(
            [self.rows, became.select(NODES.names).append_column("document_id", pa.nulls(len(became), pa.string()))]
        )
        return Nodes(rows, np.concatenate([self.places[alone], np.arange(len(self.rows), len(rows))]), self.names)

    def _lists(self, name: str, places: Numbers, first: int, part: int, parts: int) -> tuple[Hashes, Numbers]:
        """The values of some lists that lie in a part, and the number of the happening of each."""
        column = pick_rows(self.rows.select([name]), places[first : first + LISTS_AT_ONCE])[name].combine_chunks()
        hashes, holders = pc.list_flatten(column).to_numpy(), pc.list_parent_indices(column).to_numpy().astype(np.int64) + first
        here = hashes % np.uint64(parts) == part if parts > 1 else slice(None)
        return hashes[here], holders[here]

    def _read_gist(self, row: int) -> Gist:
        return gist(orjson.loads(self._names.take(row)))


class Facts:
    """What is known of the reports of some happenings."""

    def __init__(self, told: Told, rows: Numbers, reports: Sequence[str]) -> None:
        lists = pick_rows(told.tellings.select(["reports"]), rows)["reports"].combine_chunks()
        found = pc.index_in(pa.array(reports, pa.string()), value_set=pc.list_flatten(lists)).to_numpy()
        parents, offsets = pc.list_parent_indices(lists).to_numpy(), lists.offsets.to_numpy() - lists.offsets[0].as_py()
        self._rows = dict(
            zip(reports, zip(rows[parents[found]].tolist(), (found - offsets[parents[found]]).tolist(), strict=True), strict=True)
        )
        self._facts = Cells(told.tellings["facts"])

    def __call__(self, report_id: str) -> ReportFacts:
        """All that is known of a report, but for the names in its document."""
        row, place = self._rows[report_id]
        return unpack(self._facts.take(row)[place])
