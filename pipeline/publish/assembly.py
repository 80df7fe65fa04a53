"""A large file of a release as it grows, part by part: new parts are written, those of the release before are copied.

Beside each part its deflated bytes are kept for the zip, where a file of the same parts is one stream: the zip of an unchanged part
is copied, too.
"""

import zlib
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Self

from pipeline.publish.encoding import deflate
from pipeline.publish.layout import FileFacts
from pipeline.publish.ledger import Old, Pieces, Placed, Segment, Stretch
from pipeline.publish.row_groups import RowGroup


class Works(NamedTuple):
    """Where a release is built: the folder that will appear, one for what is needed on the way, and what can be copied from."""

    folder: Path
    aside: Path
    old: Old | None = None


class Made(NamedTuple):
    """A finished file: size and SHA-256, CRC-32, its parts, and where its deflated bytes lie (none: it is not deflated).

    `groups` are the row groups of a Parquet file, one a part, and `pieces` what each part was put together from: keys and rows.
    """

    facts: FileFacts
    crc: int
    parts: tuple[Placed, ...]
    packed: tuple[Segment, ...]
    groups: tuple[RowGroup, ...] = ()
    pieces: Pieces = ()


class Assembly:
    """One file under construction; `deflated` where its bytes are worth deflating."""

    def __init__(self, works: Works, name: str, *, deflated: bool) -> None:
        self._name, self._old = name, works.old
        self._file = (works.folder / name).open("wb")
        self._spool = (works.aside / f"{name}.deflated").open("wb") if deflated else None
        self._hash, self._crc = sha256(), 0
        self.size = self._stream = 0
        self._parts: list[Placed] = []
        self._packed: list[Segment] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()
        if self._spool:
            self._spool.close()

    def put(self, text: bytes, key: str = "", deflated: bytes = b"") -> None:
        """New bytes at the end; under a key they are a part. `deflated` are the same where that is done already."""
        segment = self._spooled(deflated or deflate(text)) if self._spool and text else None
        self._add(key, text, zlib.crc32(text), segment)

    def keep(self, part: Placed) -> None:
        """A part of the release before. Raises DamagedError where it is not as it was published."""
        if self._old is None:
            raise ValueError(f"{self._name}: there is no release to copy from")
        self._add(part.key, self._old.plain(self._name, part), part.plain.crc, self._old.packed(self._name, part))

    def close(self) -> Made:
        """Finish the file."""
        self.__exit__()
        return Made(FileFacts(self.size, self._hash.hexdigest()), self._crc, tuple(self._parts), tuple(self._packed))

    def _add(self, key: str, text: bytes, crc: int, packed: Segment | None) -> None:
        stretch = Stretch(self._stream, packed.stretch.length, packed.stretch.crc) if packed else None
        if key:
            self._parts.append(Placed(key, Stretch(self.size, len(text), crc), stretch))
        if packed:
            self._packed.append(packed)
            self._stream += packed.stretch.length
        self._file.write(text)
        self._hash.update(text)
        self._crc = zlib.crc32(text, self._crc)
        self.size += len(text)

    def _spooled(self, packed: bytes) -> Segment:
        """Deflated bytes laid aside for the zip."""
        assert self._spool is not None
        start = self._spool.tell()
        self._spool.write(packed)
        return Segment(Path(self._spool.name), Stretch(start, len(packed), zlib.crc32(packed)))
