"""Rows, models and Arrow schemas describe the same columns."""

import pyarrow as pa
import pytest

from pipeline import rows
from pipeline.events.event import Event
from pipeline.tables import TABLES, arrow_schema
from pipeline.tables.bundle import read_bundle, rows_to_table, write_bundle

ROWS = {
    "documents": rows.DocumentRow,
    "blocks": rows.BlockRow,
    "times": rows.TimeRow,
    "figures": rows.FigureRow,
    "mentions": rows.MentionRow,
    "places": rows.PlaceRow,
    "actors": rows.ActorRow,
    "actor_names": rows.ActorNameRow,
    "reports": rows.ReportRow,
    "report_actors": rows.ReportActorRow,
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_has_the_fields_of_its_table_in_their_order(name: str) -> None:
    assert ROWS[name]._fields == tuple(arrow_schema(name).names)


def test_an_event_has_every_column_of_events() -> None:
    assert set(Event._fields) == set(arrow_schema("events").names)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_and_every_key_is_a_column(name: str) -> None:
    table = TABLES[name]
    assert table.title
    assert all(column.description.endswith(".") for column in table.columns)
    assert set(table.key) <= {column.name for column in table.columns}
    for column in table.columns:
        if column.references:
            target, field = column.references
            assert TABLES[target].column(field).type == column.type


def test_no_column_is_nested() -> None:
    assert not [
        (name, column.name) for name, table in TABLES.items() for column in table.columns if pa.types.is_nested(column.type)
    ]


def test_a_column_means_the_same_in_every_table() -> None:
    types: dict[str, pa.DataType] = {}
    for table in TABLES.values():
        for column in table.columns:
            assert types.setdefault(column.name, column.type) == column.type


def test_a_bundle_gives_back_what_was_put_in(tmp_path) -> None:
    table = rows_to_table([("a", 1), ("b", None)], pa.schema({"name": pa.string(), "count": pa.int64()}))
    write_bundle(tmp_path / "a.zip", {"one": table, "two": table.slice(1)})
    two, one = read_bundle(tmp_path / "a.zip", ["two", "one"])
    assert one.equals(table)
    assert two.equals(table.slice(1))


def test_a_damaged_bundle_says_so(tmp_path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK no more")
    with pytest.raises(ValueError, match="damaged"):
        read_bundle(tmp_path / "a.zip", ["one"])
