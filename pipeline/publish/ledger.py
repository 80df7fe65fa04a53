"""What the files of the last release are made of, part by part, so that the next one copies what did not change.

The ledger lies in the folder of state. Without it, or without the release that it tells of, everything is written anew; with it or
without, the same rows give the same bytes.
"""

import os
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Self

from pipeline.publish.layout import RELEASES, is_whole
from pipeline.publish.row_groups import RowGroup
from pipeline.storage import read_note, write_note

# What the parts of a table were put together from: keys and rows of neighbouring pieces, part by part.
Pieces = Sequence[Sequence[tuple[str, int]]]


class DamagedError(ValueError):
    """A file of an earlier release is not what was published."""


class Stretch(NamedTuple):
    """Neighbouring bytes of a file: where they begin, how many they are, and their CRC-32."""

    start: int
    length: int
    crc: int


class Placed(NamedTuple):
    """A part as it stands in a file: its key, its bytes, and these deflated, counted from where the zip's member begins."""

    key: str
    plain: Stretch
    packed: Stretch | None = None


class Segment(NamedTuple):
    """Bytes that lie in some file."""

    path: Path
    stretch: Stretch


class Since(NamedTuple):
    """An earlier release, and the events and documents of which something is told otherwise than there."""

    version: str
    events: Sequence[str]
    documents: Sequence[str]


class Ledger(NamedTuple):
    """The parts of each file of a release in their order, row groups and pieces by table, and where in its zip files begin."""

    version: str
    code: str
    files: Mapping[str, Sequence[Placed]]
    groups: Mapping[str, Sequence[RowGroup]]
    pieces: Mapping[str, Pieces]
    members: Mapping[str, int]
    since: Since | None = None


class Memory(NamedTuple):
    """Where the ledger lies, and the code that writes releases: what other code wrote is not copied."""

    path: Path
    code: str

    def read(self, outputs: Path) -> Ledger | None:
        """The ledger, or None where this code wrote none or its release is gone."""
        try:
            found = read_note(self.path)
            files = {name: [_placed(part) for part in parts] for name, parts in found["files"].items()}
            since = Since(*found["since"]) if found["since"] else None
            groups = {name: [_group(group) for group in told] for name, told in found["groups"].items()}
            ledger = Ledger(found["version"], found["code"], files, groups, found["pieces"], found["members"], since)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return ledger if ledger.code == self.code and is_whole(outputs / RELEASES / ledger.version) else None

    def write(self, ledger: Ledger) -> None:
        """Put the ledger down, whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_note(self.path, ledger._asdict(), _as_json)


class Old:
    """The release that a ledger tells of, open to copy from."""

    def __init__(self, ledger: Ledger, outputs: Path) -> None:
        self.ledger = ledger
        self.folder = outputs / RELEASES / ledger.version
        self._stack = ExitStack()
        self._open: dict[Path, BinaryIO] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def parts(self, name: str) -> dict[str, Placed]:
        """The parts of a file by key."""
        return {part.key: part for part in self.ledger.files.get(name, ())}

    def row_groups(self, table: str) -> dict[str, RowGroup]:
        """The row groups of a table's Parquet file by the keys of their parts."""
        parts, groups = self.ledger.files.get(f"{table}.parquet", ()), self.ledger.groups.get(table, ())
        return {part.key: group for part, group in zip(parts, groups, strict=True)}

    def plain(self, name: str, part: Placed) -> bytes:
        """The bytes of a part; raises DamagedError where they are not those that were published."""
        return self.read(self.folder / name, part.plain)

    def packed(self, name: str, part: Placed) -> Segment | None:
        """Where the deflated bytes of a part lie: in the zip."""
        if part.packed is None:
            return None
        start = self.ledger.members[name] + part.packed.start
        return Segment(self.folder / zip_name(self.ledger.version), part.packed._replace(start=start))

    def copy(self, name: str, target: Path) -> None:
        """A file made of parts alone to another place; raises DamagedError where it is not as it was published."""
        with target.open("wb") as sink:
            for part in self.ledger.files[name]:
                sink.write(self.plain(name, part))

    def read(self, path: Path, stretch: Stretch) -> bytes:
        """Bytes of a file of that release; raises DamagedError where they are not those that were published."""
        try:
            if path not in self._open:
                self._open[path] = self._stack.enter_context(path.open("rb"))
            found = os.pread(self._open[path].fileno(), stretch.length, stretch.start)
        except OSError as error:
            raise DamagedError(f"{path}: {error}") from error
        if zlib.crc32(found) != stretch.crc:
            raise DamagedError(f"{path} is not the file that was published")
        return found


def zip_name(version: str) -> str:
    """The name of a release's zip."""
    return f"factline-{version}.zip"


def _placed(found: Sequence[Any]) -> Placed:
    key, plain, packed = found
    return Placed(key, Stretch(*plain), Stretch(*packed) if packed else None)


def _group(found: Sequence[Any]) -> RowGroup:
    rows, words, offsets = found
    return RowGroup(rows, [b64decode(word) for word in words], offsets)


def _as_json(value: Any) -> Any:
    """What JSON has no form for."""
    return b64encode(value).decode() if isinstance(value, bytes) else list(value)
