"""The tables of a run as checks look at them: what was found row by row, kept with what it was found in, and keys of all rows."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.final import Chunks, Final, name_piece
from pipeline.held import Held, read_held, write_held
from pipeline.kept import Kept
from pipeline.laws import SHOWN, Broken
from pipeline.reading.metadata import read_dataset
from pipeline.rowwise import LOOKS, OWN, Part, Unit, look_at
from pipeline.storage import Workspace, whole_code
from pipeline.tables.bundle import let_go
from pipeline.work import Work
from pipeline.workers import HERE

# A corpus of which nothing could be read is a mistake in the folder; all other floors are its owner's to set.
LEAST_ROWS = {"documents": 1}

Values = NDArray[np.uint64]


class Corpus:
    """The tables of one run, opened once for all checks. `names` are those that are there, by the step that made them."""

    def __init__(self, workspace: Workspace, names: Sequence[Sequence[str]], work: Work = HERE) -> None:
        self.workspace, self.names, self.work = workspace, names, work
        self.held: Held = read_held(workspace)
        self.final = Final(workspace)
        self.floors: Mapping[str, int] = LEAST_ROWS | dict(read_dataset(workspace.raw).least_rows)

    def passed(self, name: str, check: str) -> bool:
        """Whether a check passed before on these very tables."""
        return f"{name} {check}" in self.held.passed

    def put_down(self, passed: Mapping[str, int]) -> None:
        """Keep that all checks of some tables passed."""
        write_held(self.workspace, passed)

    def floor(self, name: str) -> int:
        """The fewest rows that a table may have."""
        return self.floors.get(name, 0)

    def rows(self, name: str) -> int:
        """How many rows a table has."""
        return self.final.rows(name)

    def chunks(self, name: str) -> Chunks:
        """All rows of a table."""
        return self.final.chunks(name)

    def broken(self, name: str, check: str) -> tuple[int, list[Broken]]:
        """How many rows of a table break what is asked of each by itself, and the first of them."""
        found = self._looks.table("broken")
        found = found.filter((pc.field("of") == name) & (pc.field("check") == check))
        shown = [Broken(**row) for row in found.slice(0, SHOWN).select(Broken._fields).to_pylist()]
        return found.num_rows + (pc.sum(found["more"]).as_py() or 0), shown

    def values(self, name: str, column: str = OWN) -> Values:
        """A hash of the key of every row of a table; or of the values of a column, each at least once."""
        wanted = (pc.field("table") == name) & (pc.field("column") == column)
        parts = [np.empty(0, np.uint64)]
        for batch in self._looks.table("keys").to_batches():
            lists = pa.Table.from_batches([batch]).filter(wanted)["values"]
            parts += [pc.list_flatten(part).to_numpy() for part in lists.chunks]
        let_go()
        return np.concatenate(parts)

    @cached_property
    def _looks(self) -> Kept:
        """What was found in all rows; those met before are not read again."""
        kept = Kept(self.workspace.run / "looks" / whole_code(), LOOKS)
        units = {name_piece(*(f"{name} {piece.key}" for name, _, piece in unit)): unit for unit in self._units()}
        kept.bring_together(list(units), partial(look_at, self.workspace, self.final.digest), self.work, units)
        return kept

    def _units(self) -> Iterator[Unit]:
        """The rows of one shard that one step made, and pieces that lie in no shard: what is looked at together."""
        for names in self.names:
            shards: dict[int, list[Part]] = {}
            for name in names:
                for shard, piece in self.final.numbered(name):
                    if shard is None:
                        yield ((name, None, piece),)
                    else:
                        shards.setdefault(shard, []).append((name, shard, piece))
            yield from map(tuple, shards.values())
