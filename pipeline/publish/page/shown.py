"""Which rows the page shows, and how: events, figures and documents, the newest first, up to a number that stays fluid.

Columns keep their published names; the page adds to a row only what a reader would look up elsewhere: names for ids, the sentence.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.publish.cells import plain_decimal
from pipeline.publish.lookup import Lookup, Row, by_key, looking
from pipeline.tables import TABLES

MOST_EVENTS = 10_000
MOST_FIGURES = 10_000
MOST_DOCUMENTS = 2_000
LONGEST = 160  # characters of a text in a table; the evidence shows more
EVENT_COLUMNS = """
event_id event_type event_mode polarity modality date_edtf date_start date_end date_basis place_name country admin1 latitude
longitude where_precision source_actor target_actor fatalities_best fatalities_low fatalities_high injured_low injured_high
report_count document_count publisher_count conflicting confidence evidence_text
""".split()
FIGURE_COLUMNS = """
figure_id text kind value value_low value_high qualifier unit currency item role of_whom change date_start date_end place_name
attributed_to confidence document_id event_id
""".split()
DOCUMENT_COLUMNS = """
document_id title publisher published_at published_basis status status_reason language url licence source_path char_count
kept_char_count word_count
""".split()


class Shown(NamedTuple):
    """Rows of the page in the order of its columns, and how many there are in the release."""

    events: list[tuple[Any, ...]]
    figures: list[tuple[Any, ...]]
    documents: list[tuple[Any, ...]]
    totals: dict[str, int]


def read_shown(release: Path) -> Shown:
    """The rows that the page shows of a release."""
    with looking(release) as lookup:
        events = newest(release, lookup, "events", "date_start", MOST_EVENTS)
        figures = newest(release, lookup, "figures", "date_start", MOST_FIGURES)
        documents = newest(release, lookup, "documents", "published_at", MOST_DOCUMENTS)
        add_names(lookup, events, figures)
    totals = {name: pq.read_metadata(release / f"{name}.parquet").num_rows for name in ("events", "figures", "documents")}
    return Shown(
        [shown_cells(row, EVENT_COLUMNS) for row in events],
        [shown_cells(row, FIGURE_COLUMNS) for row in figures],
        [shown_cells(row, DOCUMENT_COLUMNS) for row in documents],
        totals,
    )


def newest(release: Path, lookup: Lookup, table: str, by: str, most: int) -> list[Row]:
    """So many rows of a table, latest first, undated last."""
    (key,), columns = TABLES[table].key, [column.name for column in TABLES[table].columns]
    file = pq.ParquetFile(release / f"{table}.parquet")
    found = pa.schema([file.schema_arrow.field(name) for name in (by, key)]).empty_table()
    for number in range(file.num_row_groups):
        found = pa.concat_tables([found, file.read_row_group(number, columns=[by, key]).select([by, key])])
        order = pc.sort_indices(found, sort_keys=[(by, "descending"), (key, "ascending")])  # nulls last, whatever the way
        found = found.take(order[:most])
    keys = found[key].to_pylist()
    rows = by_key(lookup.rows(table, key, keys, columns), key)
    return [rows[name] for name in keys]


def add_names(lookup: Lookup, events: list[Row], figures: list[Row]) -> None:
    """Give events the names of their parties and their first sentence, figures their place and event."""
    actors = named(
        lookup, "actors", "actor_id", "name", [row[f"{side}_actor_id"] for row in events for side in ("source", "target")]
    )
    places = named(lookup, "places", "place_id", "name", [row["place_id"] for row in figures])
    event_of = named(lookup, "reports", "report_id", "event_id", [row["report_id"] for row in figures])
    sentences = lookup.first_sentences([row["event_id"] for row in events])
    for row in events:
        row["source_actor"], row["target_actor"] = actors.get(row["source_actor_id"]), actors.get(row["target_actor_id"])
        row["evidence_text"] = sentences.get(row["event_id"])
    for row in figures:
        row["place_name"], row["event_id"] = places.get(row["place_id"]), event_of.get(row["report_id"])


def named(lookup: Lookup, table: str, key: str, column: str, keys: Sequence[str | None]) -> dict[str, str]:
    """What stands in a column of the rows of some keys."""
    wanted = {name for name in keys if name is not None}
    return {row[key]: row[column] for row in lookup.rows(table, key, wanted, [key, column])}


def shown_cells(row: Mapping[str, Any], columns: list[str]) -> tuple[Any, ...]:
    """Cells of a row as JSON can hold them: dates as ISO 8601, decimals as text, long texts cut.

    >>> shown_cells({"a": Decimal("4.50"), "b": date(2014, 6, 10), "c": 0.123456}, ["a", "b", "c"])
    ('4.5', '2014-06-10', 0.1235)
    """
    return tuple(_shown(row[name]) for name in columns)


def cut(text: str | None, longest: int = LONGEST) -> str | None:
    """A text no longer than the page can show in a cell, with a sign where it goes on.

    >>> cut("x" * 200)[-3:]
    'xx…'
    """
    return text if text is None or len(text) <= longest else text[: longest - 1] + "…"


def _shown(cell: Any) -> Any:
    if isinstance(cell, str):
        return cut(cell)
    if isinstance(cell, Decimal):
        return plain_decimal(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return round(cell, 4) if isinstance(cell, float) else cell
