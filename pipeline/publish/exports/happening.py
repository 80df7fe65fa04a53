"""Events as the exports tell them: asserted and actual ones only, each with its reports, their parties and documents."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.publish.lookup import Lookup, by_key, grouped
from pipeline.tables import TABLES

Row = Mapping[str, Any]
EVENT_COLUMNS = [column.name for column in TABLES["events"].columns]
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


def tell_events(lookup: Lookup, keys: Collection[str]) -> Iterator[tuple[Row, Happening | None]]:
    """Some events in the order of their keys, each with what the exports say of it; None for those that did not happen."""
    events = list(lookup.rows("events", "event_id", keys, EVENT_COLUMNS))
    told = [event["event_id"] for event in events if is_told(event)]
    reports = grouped(lookup.reports_of(told, REPORT_COLUMNS), "event_id")
    parties = grouped(lookup.rows("report_actors", "event_id", told, PARTY_COLUMNS), "report_id")
    actors = by_key(lookup.rows("actors", "actor_id", _found(parties, "actor_id"), ACTOR_COLUMNS), "actor_id")
    documents = by_key(lookup.rows("documents", "document_id", _found(reports, "document_id"), DOCUMENT_COLUMNS), "document_id")
    for event in events:
        here = reports.get(event["event_id"], [])
        named = tuple(tuple(_party(row, actors) for row in parties.get(report["report_id"], ())) for report in here)
        written = tuple(documents[report["document_id"]] for report in here)
        yield event, Happening(event, tuple(here), named, written) if is_told(event) else None


def is_told(event: Row) -> bool:
    """Whether the texts say that it did happen."""
    return bool(event["polarity"] == "asserted" and event["modality"] == "actual")


def _found(rows: Mapping[str, Sequence[Row]], column: str) -> set[str]:
    """What stands in a column of rows by group."""
    return {row[column] for group in rows.values() for row in group if row[column] is not None}


def _party(row: Row, actors: Mapping[str, Row]) -> Party:
    known = actors.get(row["actor_id"])
    name = known["name"] if known else row["text"]
    return Party(row["role"], name, row["actor_id"], row["sector"], row["country"], row["text"])
