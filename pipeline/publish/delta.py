"""What a release changes against the one that it was copied from, found in those parts alone that only one of the two has."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.publish.assembly import Made
from pipeline.publish.diff import Compared, TableDiff, compare, tell
from pipeline.publish.ledger import Old, Placed
from pipeline.tables import TABLES, arrow_schema

# Columns of actors and places that rows of other tables are told with, in exports and on the page; counts are not.
TOLD = {"actors": ("name", "kind"), "places": ("name",)}


class Delta(NamedTuple):
    """The differences by table, the new row groups of each table, and what other rows are to be told anew for."""

    tables: tuple[TableDiff, ...]
    fresh: Mapping[str, tuple[int, ...]]
    events: frozenset[str]  # of which anything differs that an export tells
    documents: frozenset[str]  # that have a row in any table that differs
    named: frozenset[str]  # actors and places with another name or kind


class Differing(NamedTuple):
    """Keys found in rows that differ."""

    events: set[str]
    described: set[str]  # documents whose own rows differ
    documents: set[str]
    named: set[str]

    def look_at(self, found: Compared) -> None:
        """Take down the keys in the rows of one table that differ."""
        name = found.table.name
        for rows in found.differing(TOLD.get(name, ())):
            if "document_id" in rows.schema.names:
                self.documents.update(values_of(rows, "document_id"))
            if name in ("events", "reports", "report_actors"):
                self.events.update(values_of(rows, "event_id"))
            elif name == "documents":
                self.described.update(values_of(rows, "document_id"))
            elif name in TOLD:
                self.named.update(values_of(rows, TABLES[name].key[0]))


def find_delta(old: Old, folder: Path, made: Mapping[str, Made]) -> Delta:
    """The differences between the release that `old` is and the tables in a folder, of which `made` names the Parquet files."""
    diffs, fresh = [], {}
    differing = Differing(set(), set(), set(), set())
    for name, table in TABLES.items():
        file = f"{name}.parquet"
        before, after = old.ledger.files[file], made[file].parts
        fresh[name] = _others(after, before)
        gone = read_groups(old.folder / file, _others(before, after))
        found = compare(gone, read_groups(folder / file, fresh[name]), table)
        diffs.append(tell(found, pq.read_metadata(old.folder / file).num_rows, pq.read_metadata(folder / file).num_rows))
        differing.look_at(found)
    events = differing.events
    events |= values_where(folder / "reports.parquet", "event_id", "document_id", differing.described)
    events |= values_where(folder / "report_actors.parquet", "event_id", "actor_id", differing.named)
    return Delta(tuple(diffs), fresh, frozenset(events), frozenset(differing.documents), frozenset(differing.named))


def read_groups(path: Path, numbers: Sequence[int]) -> pa.Table:
    """Some row groups of a Parquet file as one table, without what the file says of its columns."""
    rows = pq.ParquetFile(path).read_row_groups(list(numbers)) if numbers else arrow_schema(path.stem).empty_table()
    return rows.cast(pa.schema([field.remove_metadata() for field in rows.schema])).combine_chunks()


def values_of(rows: pa.Table, column: str) -> set[str]:
    """What stands in a column."""
    return set(rows[column].unique().drop_null().to_pylist())


def values_where(path: Path, column: str, key: str, wanted: Collection[str]) -> set[str]:
    """What stands in a column of a Parquet file where `key` is one of those wanted."""
    if not wanted:
        return set()
    rows = pq.read_table(path, columns=[column, key])
    return values_of(rows.filter(pc.is_in(rows[key], value_set=pa.array(sorted(wanted), pa.string()))), column)


def _others(parts: Iterable[Placed], known: Iterable[Placed]) -> tuple[int, ...]:
    """The numbers of those parts that are not among the known ones."""
    keys = {part.key for part in known}
    return tuple(number for number, part in enumerate(parts) if part.key not in keys)
