"""Look up rows of a release by their keys, in its SQLite file: the cost follows what is asked for, not the size of the tables."""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.publish.layout import SQLITE
from pipeline.tables import TABLES

AT_ONCE = 500  # keys in one question
Row = dict[str, Any]
# The first report of an event is the one published first; then its place in the text decides.
IN_TIME = "documents.published_at IS NULL, documents.published_at, reports.document_id, evidence_start, trigger_start, report_id"


class Lookup:
    """The tables of one release, open for questions."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def rows(self, table: str, column: str, values: Collection[str], columns: Sequence[str]) -> Iterator[Row]:
        """The rows whose `column` is one of the values, with the cells of some columns; of one value in the order of their keys."""
        order = ", ".join(dict.fromkeys((column, *TABLES[table].key)))
        return self._ask(table, columns, f"{_listed(table, columns)} FROM {table}", f"{table}.{column}", order, values)

    def reports_of(self, events: Collection[str], columns: Sequence[str]) -> Iterator[Row]:
        """The reports of some events, those of one event behind one another, the one published first before the others."""
        start = f"{_listed('reports', columns)} FROM reports JOIN documents ON documents.document_id = reports.document_id"
        return self._ask("reports", columns, start, "reports.event_id", f"event_id, {IN_TIME}", events)

    def first_sentences(self, events: Collection[str]) -> dict[str, str]:
        """The sentence of the first report of each event."""
        found: dict[str, str] = {}
        for row in self.reports_of(events, ["event_id", "evidence_text"]):
            found.setdefault(row["event_id"], row["evidence_text"])
        return found

    def _ask(
        self, table: str, columns: Sequence[str], start: str, column: str, order: str, values: Collection[str]
    ) -> Iterator[Row]:
        """The rows that a question finds, so many values at a time."""
        readers = [(name, reader_of(TABLES[table].column(name).type)) for name in columns]
        special = [(name, read) for name, read in readers if read]
        wanted = sorted(set(values))
        for some in (wanted[first : first + AT_ONCE] for first in range(0, len(wanted), AT_ONCE)):
            places = ", ".join("?" * len(some))
            for cells in self._base.execute(f"SELECT {start} WHERE {column} IN ({places}) ORDER BY {order}", some):
                row = dict(zip(columns, cells, strict=True))
                for name, read in special:
                    if row[name] is not None:
                        row[name] = read(row[name])
                yield row


@contextmanager
def looking(release: Path) -> Iterator[Lookup]:
    """The tables of the release in a folder, which nobody writes any more."""
    address = f"{(release / SQLITE).absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as base:
        yield Lookup(base)


def reader_of(kind: pa.DataType) -> Callable[[Any], Any] | None:
    """What makes of a cell in SQLite what it is in the table; None where it is that already."""
    if pa.types.is_date(kind):
        return date.fromisoformat
    if pa.types.is_decimal(kind):
        return exact
    return bool if pa.types.is_boolean(kind) else None


def exact(number: float) -> Decimal:
    """A number as the decimal that it was, up to 15 digits of it.

    >>> exact(4.2), exact(100)
    (Decimal('4.2'), Decimal('100'))
    """
    return Decimal(repr(number))


def grouped(rows: Iterator[Row], column: str) -> Mapping[str, list[Row]]:
    """Rows by what stands in a column, in their order."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def by_key(rows: Iterator[Row], column: str) -> Mapping[str, Row]:
    """Rows by what stands in a column where no other has it."""
    return {row[column]: row for row in rows}


def _listed(table: str, columns: Sequence[str]) -> str:
    return ", ".join(f'{table}."{name}"' for name in columns)
