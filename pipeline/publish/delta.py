"""What a release changes against the one that it was copied from, found in those parts alone that only one of the two has."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.assembly import Made
from pipeline.publish.diff import Compared, TableDiff, compare, tell
from pipeline.publish.ledger import Old, Placed
from pipeline.publish.select import rows_where, values_of
from pipeline.tables import TABLES, arrow_schema

NAMED = ("name", "kind")  # what is told of the actors of an event, on which their counts have no bearing
QUOTED = ("evidence_start", "evidence_end", "evidence_text")  # what is told of reports beside their events


class Delta(NamedTuple):
    """The differences by table, the new row groups of each table, and of what else has to be told anew."""

    tables: tuple[TableDiff, ...]
    fresh: Mapping[str, tuple[int, ...]]
    events: frozenset[str]  # of which anything differs that exports or page tell
    documents: frozenset[str]  # with other words, findings or blocks


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


def find_delta(old: Old, folder: Path, made: Mapping[str, Made]) -> Delta:
    """The differences between the release that `old` is and the tables in a folder, of which `made` names the Parquet files."""
    diffs, fresh = [], {}
    differing = Differing(set(), set(), set())
    for name, table in TABLES.items():
        file = f"{name}.parquet"
        before, after = old.ledger.files[file], made[file].parts
        fresh[name] = _others(after, before)
        gone = read_groups(old.folder / file, _others(before, after))
        found = compare(gone, read_groups(folder / file, fresh[name]), table)
        diffs.append(tell(found, pq.read_metadata(old.folder / file).num_rows, pq.read_metadata(folder / file).num_rows))
        differing.look_at(found)
    for file, key, wanted in (("reports", "document_id", differing.told), ("report_actors", "actor_id", differing.named)):
        differing.events.update(values_of(rows_where(folder / f"{file}.parquet", key, wanted, ["event_id"]), "event_id"))
    return Delta(tuple(diffs), fresh, frozenset(differing.events), frozenset(differing.told))


def read_groups(path: Path, numbers: Sequence[int]) -> pa.Table:
    """Some row groups of a Parquet file as one table, without what the file says of its columns."""
    rows = pq.ParquetFile(path).read_row_groups(list(numbers)) if numbers else arrow_schema(path.stem).empty_table()
    return rows.cast(pa.schema([field.remove_metadata() for field in rows.schema])).combine_chunks()


def _others(parts: Iterable[Placed], known: Iterable[Placed]) -> tuple[int, ...]:
    """The numbers of those parts that are not among the known ones."""
    keys = {part.key for part in known}
    return tuple(number for number, part in enumerate(parts) if part.key not in keys)
