"""Events as the exports tell them: asserted and actual ones only, each with its reports, their parties and documents."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.publish.select import rows_where

Row = Mapping[str, Any]
# What exports need of the wider tables; events are read whole.
REPORT_COLUMNS = """
report_id event_id document_id evidence_start evidence_end evidence_text trigger event_type event_mode polarity modality
attributed_to date_start date_end place_name country admin1 latitude longitude fatalities_best injured_low rule_id
""".split()
PARTY_COLUMNS = ["report_id", "role", "actor_id", "sector", "country", "text"]
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


def is_told(events: pa.Table) -> Any:
    """Which events the texts say did happen."""
    return pc.and_(pc.equal(events["polarity"], "asserted"), pc.equal(events["modality"], "actual"))


class Telling:
    """Some events of the tables in a folder, with what the exports say of them; rows become Python values a batch at a time."""

    def __init__(self, folder: Path, events: pa.Table) -> None:
        told = events.filter(is_told(events))["event_id"].combine_chunks()
        self._reports = in_order(folder / "reports.parquet", REPORT_COLUMNS, "event_id", told)
        reports, documents = self._reports["report_id"].combine_chunks(), self._reports["document_id"].unique()
        self._parties = in_order(folder / "report_actors.parquet", PARTY_COLUMNS, "report_id", reports)
        self._documents = _by_key(in_order(folder / "documents.parquet", DOCUMENT_COLUMNS, "document_id", documents))
        self._actors = _by_key(pq.read_table(folder / "actors.parquet", columns=ACTOR_COLUMNS))
        self._first_report = self._first_party = 0

    def happenings(self, events: pa.Table) -> Iterator[Happening | None]:
        """The next events of those that this was made for, in their order; None for those that did not happen."""
        rows = events.to_pylist()
        told = is_told(events).to_pylist()
        reports = self._take_reports([row["event_id"] for row, real in zip(rows, told, strict=True) if real])
        parties = self._take_parties([report["report_id"] for group in reports.values() for report in group])
        for event, real in zip(rows, told, strict=True):
            here = reports[event["event_id"]] if real else []
            named = tuple(tuple(self._party(row) for row in parties.get(report["report_id"], ())) for report in here)
            documents = tuple(self._documents[report["document_id"]] for report in here)
            yield Happening(event, tuple(here), named, documents) if real else None

    def _take_reports(self, events: list[str]) -> dict[str, list[Row]]:
        found, self._first_report = _next_groups(self._reports, "event_id", events, self._first_report)
        return found

    def _take_parties(self, reports: list[str]) -> dict[str, list[Row]]:
        found, self._first_party = _next_groups(self._parties, "report_id", reports, self._first_party)
        return found

    def _party(self, row: Row) -> Party:
        known = self._actors.get(row["actor_id"])
        name = known["name"] if known else row["text"]
        return Party(row["role"], name, row["actor_id"], row["sector"], row["country"], row["text"])


def in_order(path: Path, columns: list[str], key: str, wanted: Any) -> pa.Table:
    """The rows of a Parquet file whose `key` is one of those wanted, in their order; rows of one key stay in the file's order."""
    rows = rows_where(path, key, wanted, columns)
    places = pc.index_in(rows[key], value_set=wanted).to_numpy()
    return rows.take(pa.array(np.argsort(places, kind="stable")))


def _next_groups(rows: pa.Table, key: str, wanted: list[str], first: int) -> tuple[dict[str, list[Row]], int]:
    """The rows from `first` on that belong to the keys wanted, by key, and where those of other keys begin."""
    mask = pc.is_in(rows[key].slice(first), value_set=pa.array(wanted, pa.string()))
    count = pc.sum(mask).as_py() or 0  # rows lie in the order of keys
    groups: dict[str, list[Row]] = {}
    for row in rows.slice(first, count).to_pylist():
        groups.setdefault(row[key], []).append(row)
    return groups, first + count


def _by_key(rows: pa.Table) -> dict[str, Row]:
    """Rows by what stands in their first column."""
    return {row[rows.schema.names[0]]: row for row in rows.to_pylist()}
