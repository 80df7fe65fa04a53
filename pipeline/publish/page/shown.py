"""Which rows the page shows, and how: events, figures and documents, the newest first, up to a number that stays fluid."""

from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.publish.cells import plain_decimal

MOST_EVENTS = 10_000
MOST_FIGURES = 10_000
MOST_DOCUMENTS = 2_000
LONGEST = 160  # characters of a name or title in a table; the evidence shows more
EVENT_COLUMNS = (
    "id type mode polarity modality edtf start end basis place country admin1 latitude longitude where_precision source target "
    "best low high injured_low injured_high reports documents publishers conflicting confidence sentence"
).split()
FIGURE_COLUMNS = (
    "id text kind value low high qualifier unit currency item role whom change start end place attributed confidence document event"
).split()
DOCUMENT_COLUMNS = "id title publisher published basis status reason language url licence path chars kept words".split()


class Shown(NamedTuple):
    """Rows of the page in the order of its columns, and how many there are in the release."""

    events: list[tuple[Any, ...]]
    figures: list[tuple[Any, ...]]
    documents: list[tuple[Any, ...]]
    totals: dict[str, int]


def read_shown(release: Path) -> Shown:
    """The rows that the page shows of a release."""
    actors = _names(release, "actors", "actor_id")
    places = _names(release, "places", "place_id")
    events = newest(release, "events", "date_start", "event_id", MOST_EVENTS)
    figures = newest(release, "figures", "date_start", "figure_id", MOST_FIGURES)
    documents = newest(release, "documents", "published_at", "document_id", MOST_DOCUMENTS)
    reports = pq.read_table(release / "reports.parquet", columns=["report_id", "event_id", "evidence_text"])
    event_of = dict(zip(reports["report_id"].to_pylist(), reports["event_id"].to_pylist(), strict=True))
    sentences = first_sentences(reports, [row["event_id"] for row in events])
    numbers = {row["document_id"]: number for number, row in enumerate(documents)}
    totals = {name: pq.read_metadata(release / f"{name}.parquet").num_rows for name in ("events", "figures", "documents")}
    return Shown(
        [event_row(row, actors, sentences) for row in events],
        [figure_row(row, places, numbers, event_of) for row in figures],
        [document_row(row) for row in documents],
        totals,
    )


def newest(release: Path, table: str, by: str, key: str, most: int) -> list[dict[str, Any]]:
    """So many rows of a table, latest first, undated last."""
    path = release / f"{table}.parquet"
    keys = pq.read_table(path, columns=[by, key])
    order = pc.sort_indices(keys, sort_keys=[(by, "descending"), (key, "ascending")])  # nulls last, whatever the way
    rows: list[dict[str, Any]] = pq.read_table(path).take(order[:most]).to_pylist()
    return rows


def first_sentences(reports: pa.Table, events: list[str]) -> dict[str, str]:
    """The sentence of the first report of each event."""
    rows = reports.filter(pc.is_in(reports["event_id"], value_set=pa.array(events, pa.string())))
    pairs = zip(rows["event_id"].to_pylist(), rows["evidence_text"].to_pylist(), strict=True)
    return dict(reversed(list(pairs)))


def event_row(row: dict[str, Any], actors: dict[str, str], sentences: dict[str, str]) -> tuple[Any, ...]:
    """An event in the order of EVENT_COLUMNS."""
    return (
        row["event_id"],
        row["event_type"],
        row["event_mode"],
        row["polarity"],
        row["modality"],
        row["date_edtf"],
        _day(row["date_start"]),
        _day(row["date_end"]),
        row["date_basis"],
        cut(row["place_name"]),
        row["country"],
        cut(row["admin1"]),
        row["latitude"],
        row["longitude"],
        row["where_precision"],
        cut(actors.get(row["source_actor_id"])),
        cut(actors.get(row["target_actor_id"])),
        *(row[f"fatalities_{bound}"] for bound in ("best", "low", "high")),
        row["injured_low"],
        row["injured_high"],
        *(row[f"{counted}_count"] for counted in ("report", "document", "publisher")),
        row["conflicting"],
        round(row["confidence"], 3),
        cut(sentences.get(row["event_id"])),
    )


def figure_row(row: dict[str, Any], places: dict[str, str], numbers: dict[str, int], event_of: dict[str, str]) -> tuple[Any, ...]:
    """A figure in the order of FIGURE_COLUMNS; its document as the number of the row among those shown."""
    return (
        row["figure_id"],
        cut(row["text"]),
        row["kind"],
        *(_decimal(row[name]) for name in ("value", "value_low", "value_high")),
        row["qualifier"],
        row["unit"],
        row["currency"],
        cut(row["item"]),
        row["role"],
        cut(row["of_whom"]),
        row["change"],
        _day(row["date_start"]),
        _day(row["date_end"]),
        cut(places.get(row["place_id"])),
        cut(row["attributed_to"]),
        round(row["confidence"], 3),
        numbers.get(row["document_id"]),
        event_of.get(row["report_id"]),
    )


def document_row(row: dict[str, Any]) -> tuple[Any, ...]:
    """A document in the order of DOCUMENT_COLUMNS."""
    names = "document_id title publisher published_at published_basis status status_reason language url licence source_path".split()
    return (*(cut(row[name]) for name in names), row["char_count"], row["kept_char_count"], row["word_count"])


def cut(text: str | None, longest: int = LONGEST) -> str | None:
    """A text no longer than the page can show in a cell, with a sign where it goes on.

    >>> cut("x" * 200)[-3:]
    'xx…'
    """
    return text if text is None or len(text) <= longest else text[: longest - 1] + "…"


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _decimal(value: Any) -> str | None:
    return None if value is None else plain_decimal(value)


def _names(release: Path, table: str, key: str) -> dict[str, str]:
    rows: pa.Table = pq.read_table(release / f"{table}.parquet", columns=[key, "name"])
    return dict(zip(rows[key].to_pylist(), rows["name"].to_pylist(), strict=True))
