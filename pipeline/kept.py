"""Tables kept between runs under the content that they were made of, many in a few files, so that they are read quickly.

A file is a bundle that is mapped into memory, not read; its tables are tested against the checksums of the bundle. What is
damaged or missing is made again. Nothing here decides what is in a result: a key stands for all that its tables are made of.
"""

import hashlib
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Self

import pyarrow as pa

from pipeline.tables.bundle import DAMAGE, DamagedError, map_bundle, write_bundle
from pipeline.work import Work
from pipeline.workers import HERE, each, give_back

AT_ONCE = 32  # keys whose tables lie in one file, and are made by one worker
MOST_FILES = 6  # beyond those that all keys fill
INDEX = "index"

Tables = Mapping[str, pa.Table]
Make = Callable[..., Tables]  # of a key, and of what is given for it
MakeAll = Callable[[Sequence[tuple[Any, ...]]], Sequence[Tables]]  # of several of both at once


class Place(NamedTuple):
    """Where the tables of a key lie: their file, and first row and row count by table."""

    path: Path
    starts: tuple[int, ...]
    sizes: tuple[int, ...]


class Kept:
    """The tables of some keys, made by one version of the code. `schemas` names the tables that each key has."""

    def __init__(self, folder: Path, schemas: Mapping[str, pa.Schema]) -> None:
        self.folder, self.schemas, self.names = folder, schemas, list(schemas)
        self.mapped: dict[Path, dict[str, pa.Table]] = {}
        self.held: dict[str, Place] = {}
        self.keys: Sequence[str] = ()

    def bring(self, keys: Sequence[str], make: Make, work: Work = HERE, given: Mapping[str, Any] | None = None) -> int:
        """Have the tables of all `keys`, made where they are not kept; returns how many were. Forgets others from time to time.

        `make` goes to the workers, and where there are any is a function of a module, or a partial of one; it gets a key, and what
        is `given` for it.
        """
        return self.bring_together(keys, partial(make_each, make), work, given)

    def bring_together(self, keys: Sequence[str], make: MakeAll, work: Work = HERE, given: Mapping[str, Any] | None = None) -> int:
        """The same, where the tables of several keys are made at once."""
        forget_beside(self.folder)
        self.find(keys)
        missing = [key for key in dict.fromkeys(keys) if key not in self.held]
        wanted = [(key, *((given[key],) if given is not None else ())) for key in missing]
        batches = [wanted[first : first + AT_ONCE] for first in range(0, len(wanted), AT_ONCE)]
        for path in each(partial(write_made, make, self.folder, self.names), batches, work):
            self._find(path)
        self._tidy()
        return len(missing)

    def find(self, keys: Sequence[str], *, tested: bool = False) -> Self:
        """Take up what is kept, all of which is wanted by `tested` others already."""
        self.keys = keys
        for path in sorted(self.folder.glob("*")):
            if path.suffix == ".zip":
                self._find(path, tested=tested)
            elif not tested:  # of a run that was killed while it wrote
                path.unlink(missing_ok=True)
        return self

    def forget(self, keys: Collection[str]) -> None:
        """Remove the files that hold some keys, with what else lies in them."""
        for path in {found.path for key, found in self.held.items() if key in keys}:
            path.unlink(missing_ok=True)

    def table(self, name: str) -> pa.Table:
        """One table of all keys, in their order."""
        return pa.concat_tables([self.schemas[name].empty_table(), *self._runs(name)])

    def sizes(self, name: str) -> list[int]:
        """The rows of one table by key, in the order of keys."""
        place = self.names.index(name)
        return [self.held[key].sizes[place] for key in self.keys]

    def _runs(self, name: str) -> Iterator[pa.Table]:
        """The rows of one table in as few slices as there are runs of neighbours."""
        place, path, start, end = self.names.index(name), None, 0, 0
        for key in self.keys:
            found = self.held[key]
            first, size = found.starts[place], found.sizes[place]
            if found.path != path or first != end:
                if path is not None and end > start:
                    yield self.mapped[path][name].slice(start, end - start)
                path, start = found.path, first
            end = first + size
        if path is not None and end > start:
            yield self.mapped[path][name].slice(start, end - start)

    def _find(self, path: Path, *, tested: bool = False) -> None:
        """Take up a file; one that is damaged, or holds other tables, is removed."""
        try:
            tables = map_bundle(path, [INDEX, *self.names], tested=tested)
            if any(not tables[name].schema.equals(schema) for name, schema in self.schemas.items()):
                raise DamagedError(f"{path}: other tables")
        except (*DAMAGE, OSError):
            path.unlink(missing_ok=True)
            return
        index = tables.pop(INDEX)
        self.mapped[path] = tables
        starts = [0] * len(self.names)
        columns = [index[name].to_pylist() for name in self.names]
        for key, *sizes in zip(index["key"].to_pylist(), *columns, strict=True):
            self.held[key] = Place(path, tuple(starts), tuple(sizes))
            starts = [start + size for start, size in zip(starts, sizes, strict=True)]

    def _tidy(self) -> None:
        """Write everything anew in the order of keys where files are many, or hold more that is not wanted than what is."""
        wanted = list(dict.fromkeys(self.keys))
        few = len(self.mapped) <= MOST_FILES + 2 * len(wanted) // AT_ONCE
        if few and len(self.held) <= 2 * len(wanted) + AT_ONCE:
            return
        old, before = dict(self.mapped), dict(self.held)
        for first in range(0, len(wanted), AT_ONCE):
            batch = wanted[first : first + AT_ONCE]
            self._find(write_made(partial(make_each, self._cut), self.folder, self.names, [(key, before[key]) for key in batch]))
        self.held = {key: self.held[key] for key in wanted}
        for path in old.keys() - {found.path for found in self.held.values()}:
            path.unlink(missing_ok=True)
            del self.mapped[path]

    def _cut(self, _: str, held: Place) -> Tables:
        """The tables of one key."""
        return {
            name: self.mapped[held.path][name].slice(start, size)
            for name, start, size in zip(self.names, held.starts, held.sizes, strict=True)
        }


def make_each(make: Make, wanted: Sequence[tuple[Any, ...]]) -> list[Tables]:
    """The tables of some keys, made one by one."""
    return [make(*one) for one in wanted]


def write_made(make: MakeAll, folder: Path, names: Sequence[str], wanted: Sequence[tuple[Any, ...]]) -> Path:
    """Make the tables of some keys, each with what is given for it, and put them into one file; returns where that is."""
    keys = [key for key, *_ in wanted]
    path = folder / f"{hashlib.sha256(chr(10).join(keys).encode()).hexdigest()[:24]}.zip"
    made = make(wanted)
    counts = {name: pa.array([tables[name].num_rows for tables in made], pa.int64()) for name in names}
    whole = {name: pa.concat_tables([tables[name] for tables in made]).combine_chunks() for name in names}
    write_bundle(path, {INDEX: pa.table({"key": pa.array(keys, pa.string()), **counts}), **whole}, compression=None)
    del made, whole
    give_back()
    return path


def forget_beside(folder: Path) -> None:
    """Remove what lies beside a folder: what other code kept."""
    for other in folder.parent.glob("*"):
        if other.is_dir() and other != folder:
            shutil.rmtree(other, ignore_errors=True)
        elif other != folder:
            other.unlink(missing_ok=True)
