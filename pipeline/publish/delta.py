"""What a release changes against the one that it was copied from, found in those parts alone that only one of the two has."""

from collections.abc import Collection, Mapping
from itertools import accumulate, chain
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.assembly import Made
from pipeline.publish.diff import Compared, TableDiff, compare, tell
from pipeline.publish.ledger import Old, Pieces
from pipeline.publish.select import rows_where, values_of
from pipeline.tables import TABLES, arrow_schema

NAMED = ("name", "kind")  # what is told of the actors of an event, on which their counts have no bearing
QUOTED = ("evidence_start", "evidence_end", "evidence_text")  # what is told of reports beside their events


class Delta(NamedTuple):
    """The differences by table, rows that are new or otherwise, rows that are no more, and of what else has to be told anew."""

    tables: tuple[TableDiff, ...]
    new: Mapping[str, pa.Table]
    removed: Mapping[str, pa.Table]
    events: frozenset[str]  # of which anything differs that exports or page tell
    documents: frozenset[str]  # with other words, findings or blocks

    def gone(self, name: str) -> set[str]:
        """The keys of a table's rows that are no more; the first column of them."""
        return values_of(self.removed[name], TABLES[name].key[0])


class Differing(NamedTuple):
    """Keys found in rows that differ."""

    events: set[str]
    told: set[str]  # documents with other words, findings or blocks
    named: set[str]  # actors with another name or kind

    def look_at(self, found: Compared) -> None:
        """Take down the keys in the rows of one table that differ."""
        name = found.table.name
        if name in ("events", "reports", "report_actors"):
            for rows in found.differing():
                self.events.update(values_of(rows, "event_id"))
        if name == "actors":
            for rows in found.differing(NAMED):
                self.named.update(values_of(rows, "actor_id"))
        if name in ("documents", "blocks", "times", "figures", "mentions", "reports"):
            for rows in found.differing(QUOTED if name == "reports" else ()):
                self.told.update(values_of(rows, "document_id"))


def find_delta(old: Old, folder: Path, made: Mapping[str, Made]) -> Delta | None:
    """The differences between the release that `old` is and the tables in a folder, of which `made` names the Parquet files.

    None where more is new than not, so that all may as well be looked at, and where keys occur twice, so that all must be.
    """
    now = {name: made[f"{name}.parquet"].pieces for name in TABLES}
    fresh = {name: _others(now[name], old.ledger.pieces[name]) for name in TABLES}
    if sum(map(len, fresh.values())) > sum(len(part) for parts in now.values() for part in parts) / 2 > len(TABLES):
        return None
    diffs, new, removed = [], {}, {}
    differing = Differing(set(), set(), set())
    for name, table in TABLES.items():
        before, then = old.folder / f"{name}.parquet", old.ledger.pieces[name]
        found = compare(
            read_pieces(before, then, _others(then, now[name])),
            read_pieces(folder / f"{name}.parquet", now[name], fresh[name]),
            table,
        )
        if found.added.num_rows + found.new.num_rows != found.after.num_rows:
            return None
        diffs.append(tell(found, _rows(then), _rows(now[name])))
        new[name] = pa.concat_tables([found.added, found.new.filter(found.changed)])
        removed[name] = found.removed
        differing.look_at(found)
    for other, key, wanted in (("reports", "document_id", differing.told), ("report_actors", "actor_id", differing.named)):
        differing.events.update(values_of(rows_where(folder / f"{other}.parquet", key, wanted, ["event_id"]), "event_id"))
    return Delta(tuple(diffs), new, removed, frozenset(differing.events), frozenset(differing.told))


def read_pieces(path: Path, parts: Pieces, wanted: Collection[str]) -> pa.Table:
    """Some pieces of a Parquet file, of which each part is a row group, without what the file says of its columns."""
    file = pq.ParquetFile(path)
    found = [arrow_schema(path.stem).empty_table()]
    for number, pieces in enumerate(parts):
        ends = list(accumulate(rows for _, rows in pieces))
        spans = [range(end - rows, end) for (key, rows), end in zip(pieces, ends, strict=True) if key in wanted]
        if spans:
            rows = file.read_row_group(number).take(pa.array(chain.from_iterable(spans), pa.int64()))
            found.append(rows.cast(pa.schema([field.remove_metadata() for field in rows.schema])))
    return pa.concat_tables(found).combine_chunks()


def _rows(parts: Pieces) -> int:
    """How many rows there are in all."""
    return sum(rows for part in parts for _, rows in part)


def _others(parts: Pieces, known: Pieces) -> frozenset[str]:
    """Keys of those pieces that are not among the known ones."""
    return frozenset(key for part in parts for key, _ in part) - frozenset(key for part in known for key, _ in part)
