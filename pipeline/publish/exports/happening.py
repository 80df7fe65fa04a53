"""Events as the exports tell them: asserted and actual ones only, each with its reports, their parties and documents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.compute as pc
import pyarrow.parquet as pq

Row = Mapping[str, Any]
# What an export needs of the wider tables; events and reports are read whole.
DOCUMENT_COLUMNS = ["document_id", "source_path", "title", "publisher", "published_at", "language", "url", "licence"]
ACTOR_COLUMNS = ["actor_id", "name", "kind"]


class Party(NamedTuple):
    """A party of an event: its name, what it is (PLOVER sector), its country, and as written in the report."""

    role: str
    name: str
    actor_id: str | None
    sector: str | None
    country: str | None
    text: str


class Happening(NamedTuple):
    """An event that the texts say did happen. The first of `reports` speaks for it; parties and documents go by report."""

    event: Row
    reports: tuple[Row, ...]
    parties: tuple[tuple[Party, ...], ...]
    documents: tuple[Row, ...]

    def of_role(self, role: str) -> list[Party]:
        """The parties of the first report in one role, in their order."""
        return [party for party in self.parties[0] if party.role == role]

    @property
    def source(self) -> Party | None:
        """Who did it."""
        return next(iter(self.of_role("source")), None)

    @property
    def target(self) -> Party | None:
        """To whom it was done: the target, else the victim, else (between equals) the second of those who did it."""
        others = [*self.of_role("target"), *self.of_role("victim"), *self.of_role("source")[1:]]
        return next(iter(others), None)

    @property
    def publishers(self) -> list[str]:
        """Who published it, each once; a document without publisher stands with its path."""
        return sorted({document["publisher"] or document["source_path"] for document in self.documents})


def read_happenings(folder: Path) -> list[Happening]:
    """The asserted, actual events of the tables in a folder, in the order of the events table."""
    actors = {row["actor_id"]: row for row in _rows(folder, "actors", ACTOR_COLUMNS)}
    documents = {row["document_id"]: row for row in _rows(folder, "documents", DOCUMENT_COLUMNS)}
    told = pq.read_table(folder / "events.parquet")
    told = told.filter(pc.and_(pc.equal(told["polarity"], "asserted"), pc.equal(told["modality"], "actual")))
    reports = _grouped(_rows(folder, "reports"), "event_id", set(told["event_id"].to_pylist()))
    parties = _grouped(_rows(folder, "report_actors"), "report_id", {r["report_id"] for group in reports.values() for r in group})
    return [_happening(event, reports[event["event_id"]], parties, actors, documents) for event in told.to_pylist()]


def _happening(
    event: Row, reports: list[Row], parties: Mapping[str, list[Row]], actors: Mapping[str, Row], documents: Mapping[str, Row]
) -> Happening:
    named = tuple(tuple(_party(row, actors) for row in parties.get(report["report_id"], ())) for report in reports)
    return Happening(event, tuple(reports), named or ((),), tuple(documents[report["document_id"]] for report in reports))


def _party(row: Row, actors: Mapping[str, Row]) -> Party:
    known = actors.get(row["actor_id"])
    return Party(row["role"], known["name"] if known else row["text"], row["actor_id"], row["sector"], row["country"], row["text"])


def _rows(folder: Path, name: str, columns: list[str] | None = None) -> Iterable[Row]:
    """The rows of a table, a piece at a time."""
    for batch in pq.ParquetFile(folder / f"{name}.parquet").iter_batches(batch_size=8192, columns=columns):
        yield from batch.to_pylist()


def _grouped(rows: Iterable[Row], key: str, wanted: set[str]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[key] in wanted:
            groups[row[key]].append(row)
    return groups
