"""What the large files of a release are put together from: parts, each known by a key of its content, each a row group in Parquet.

Where a part ends follows from the rows alone (content-defined, as shards of raw texts are): a change moves the borders of the part
that it falls in, and of no other.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from pipeline.tables.pieces import Piece

LEAST_ROWS = 2048  # row groups of twice the rows take a tenth less room, and twice the work at each refresh
MEAN_FURTHER_ROWS = 2048  # after the least number, a part ends after so many more, on the average
MOST_ROWS = 65_536
SPAN = 2**64


class Part(NamedTuple):
    """Neighbouring pieces of a table that are written together."""

    key: str
    rows: int
    pieces: tuple[Piece, ...]


def cut_parts(pieces: Iterable[Piece]) -> Iterator[Part]:
    """The pieces of a table, in their order, in parts; pieces without rows are left out.

    >>> rows = [Piece(str(number), 300, dict) for number in range(400)]
    >>> [part.rows for part in cut_parts(rows)][:4]
    [2100, 3300, 3600, 5400]
    >>> len({part.key for part in cut_parts(rows)} - {part.key for part in cut_parts(rows[:200] + rows[201:])})
    1
    """
    waiting: list[Piece] = []
    size = 0
    for piece in pieces:
        if not piece.rows:
            continue
        if waiting and size + piece.rows > MOST_ROWS:
            yield _part(waiting, size)
            waiting, size = [], 0
        waiting.append(piece)
        size += piece.rows
        if size >= LEAST_ROWS and _ends(piece):
            yield _part(waiting, size)
            waiting, size = [], 0
    if waiting:
        yield _part(waiting, size)


def _ends(piece: Piece) -> bool:
    """Whether a part ends with a piece: the more rows it has, the likelier."""
    drawn = int.from_bytes(blake2b(piece.key.encode(), digest_size=8).digest(), "big")
    return drawn < SPAN * piece.rows // MEAN_FURTHER_ROWS


def _part(pieces: Sequence[Piece], rows: int) -> Part:
    digest = blake2b("\n".join(piece.key for piece in pieces).encode(), digest_size=12)
    return Part(digest.hexdigest(), rows, tuple(pieces))
