"""Which rows the page shows, and how: events, figures and documents, the newest first, up to a number that stays fluid.

Columns keep their published names; the page adds to a row only what a reader would look up elsewhere: names for ids, the sentence.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.publish.cells import plain_decimal

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
Row = dict[str, Any]


class Shown(NamedTuple):
    """Rows of the page in the order of its columns, and how many there are in the release."""

    events: list[tuple[Any, ...]]
    figures: list[tuple[Any, ...]]
    documents: list[tuple[Any, ...]]
    totals: dict[str, int]


def read_shown(release: Path) -> Shown:
    """The rows that the page shows of a release."""
    events = newest(release, "events", "date_start", "event_id", MOST_EVENTS)
    figures = newest(release, "figures", "date_start", "figure_id", MOST_FIGURES)
    documents = newest(release, "documents", "published_at", "document_id", MOST_DOCUMENTS)
    add_names(release, events, figures)
    totals = {name: pq.read_metadata(release / f"{name}.parquet").num_rows for name in ("events", "figures", "documents")}
    return Shown(
        [shown_cells(row, EVENT_COLUMNS) for row in events],
        [shown_cells(row, FIGURE_COLUMNS) for row in figures],
        [shown_cells(row, DOCUMENT_COLUMNS) for row in documents],
        totals,
    )


def newest(release: Path, table: str, by: str, key: str, most: int) -> list[Row]:
    """So many rows of a table, latest first, undated last."""
    path = release / f"{table}.parquet"
    keys = pq.read_table(path, columns=[by, key])
    order = pc.sort_indices(keys, sort_keys=[(by, "descending"), (key, "ascending")])  # nulls last, whatever the way
    rows: list[Row] = pq.read_table(path).take(order[:most]).to_pylist()
    return rows


def add_names(release: Path, events: list[Row], figures: list[Row]) -> None:
    """Give events the names of their parties and their first sentence, figures their place and event."""
    actors = _pairs(pq.read_table(release / "actors.parquet", columns=["actor_id", "name"]))
    places = _pairs(pq.read_table(release / "places.parquet", columns=["place_id", "name"]))
    reports = pq.read_table(release / "reports.parquet", columns=["report_id", "event_id", "evidence_text"])
    sentences = first_sentences(reports, [row["event_id"] for row in events])
    event_of = _pairs(reports.select(["report_id", "event_id"]))
    for row in events:
        row["source_actor"], row["target_actor"] = actors.get(row["source_actor_id"]), actors.get(row["target_actor_id"])
        row["evidence_text"] = sentences.get(row["event_id"])
    for row in figures:
        row["place_name"], row["event_id"] = places.get(row["place_id"]), event_of.get(row["report_id"])


def first_sentences(reports: pa.Table, events: list[str]) -> dict[str, str]:
    """The sentence of the first report of each event."""
    rows = reports.filter(pc.is_in(reports["event_id"], value_set=pa.array(events, pa.string())))
    backwards = pa.array(range(rows.num_rows - 1, -1, -1), pa.int64())
    return _pairs(rows.select(["event_id", "evidence_text"]).take(backwards))


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


def _pairs(rows: pa.Table) -> dict[str, str]:
    """Two columns as a dictionary; of equal keys the last one counts."""
    return dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))
