"""factline.sqlite: all tables in one file, with keys, descriptions and the release's own words, for Datasette and DB Browser.

The file is what SQLite's VACUUM makes of the rows: it follows from them alone, whatever was inserted and deleted before. So after
a small change the file of the release before is copied aside, changed there and vacuumed, which takes little more than copying.
"""

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from pipeline.publish.about import About
from pipeline.publish.assembly import Made, Works
from pipeline.publish.delta import Delta
from pipeline.publish.exports.sqlite_tables import Job, create_table, delete_rows, describe, file_of, insert_rows
from pipeline.publish.layout import SQLITE, FileFacts
from pipeline.publish.ledger import Placed, Stretch
from pipeline.tables import TABLES

NAME = SQLITE
SQLITE_SAYS = (
    "All tables with primary and foreign keys, plus `_columns` (what each column means) and `_release` (title, version, licence). "
    "Dates are ISO 8601 text, flags 0 or 1; decimals are numbers of 15 significant digits: Parquet and CSV hold them exactly."
)
PAGE_SIZE = 16_384  # with 4,096 bytes a page, vacuuming takes three times as long
AT_ONCE = 1 << 24  # bytes of the file that have a checksum of their own
# Bytes of the header that count changes or name the SQLite that wrote the file, which are no part of the content, and what they
# are set to: counter of changes, counter of changed schemas, counter that the size is valid for, version of SQLite.
COUNTERS = {24: 1, 40: 1, 92: 1, 96: 0}


def table_jobs(works: Works, rows: Mapping[str, int]) -> list[Job]:
    """What `make_table` has to do, in any order, before `write_sqlite` can put all tables together; the longest first."""
    names = sorted(rows, key=lambda name: -rows[name])
    return [Job(works.folder / f"{name}.parquet", file_of(name, works.aside), PAGE_SIZE) for name in names]


def write_sqlite(works: Works, version: str, about: About, delta: Delta | None = None) -> Made:
    """factline.sqlite in the folder, out of what `table_jobs` made; the same rows give the same bytes.

    With `delta`, out of the file of the release that is copied from. Raises DamagedError where that is not as it was published.
    """
    base = works.aside / NAME
    if delta and works.old:
        works.old.copy(NAME, base)
        with opened(base) as work:
            change(work, delta, version, about)
    else:
        with opened(base) as work:
            gather(work, works.aside, version, about)
    with opened(base) as work:
        work.execute("VACUUM INTO ?", (str(works.folder / NAME),))
    base.unlink()
    return settle(works.folder / NAME)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A file that nobody else reads, so that nothing has to be undone in it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        yield base


def change(base: sqlite3.Connection, delta: Delta, version: str, about: About) -> None:
    """Bring a file to the rows of another release."""
    base.execute("BEGIN")
    describe(base, version, about)
    for table in TABLES.values():
        delete_rows(base, table, delta.removed[table.name])
        insert_rows(base, table, delta.new[table.name])
    base.execute("COMMIT")


def gather(base: sqlite3.Connection, folder: Path, version: str, about: About) -> None:
    """All tables, each of which lies in a file of its own; SQLite copies them entry by entry, with their indexes."""
    describe(base, version, about)
    for table in TABLES.values():
        create_table(base, table)
        path = file_of(table.name, folder)
        base.execute("ATTACH ? AS made", (str(path),))
        base.execute(f'INSERT INTO main."{table.name}" SELECT * FROM made."{table.name}"')
        base.execute("DETACH made")
        path.unlink()


def settle(path: Path) -> Made:
    """Set what differs between files of the same content, and hash the file; the zip stores it: deflating takes longest of all."""
    with path.open("r+b") as file:
        for place, number in COUNTERS.items():
            file.seek(place)
            file.write(number.to_bytes(4, "big"))
    digest, crc, size, parts = sha256(), 0, 0, []
    with path.open("rb") as file:
        while piece := file.read(AT_ONCE):
            digest.update(piece)
            crc = zlib.crc32(piece, crc)
            parts.append(Placed(str(size), Stretch(size, len(piece), zlib.crc32(piece))))
            size += len(piece)
    return Made(FileFacts(size, digest.hexdigest()), crc, tuple(parts), ())
