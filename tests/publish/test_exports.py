"""The exports keep the habits of the field, and hold asserted and actual events only."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.lexicon import read_entries
from pipeline.publish.exports.country import country_of
from pipeline.publish.exports.ged import priogrid_cell, type_of_violence
from pipeline.publish.exports.happening import Party


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def actual(release: Path) -> set[str]:
    """Keys of the events that are asserted and actual."""
    events = pq.read_table(release / "events.parquet").to_pylist()
    return {row["event_id"] for row in events if row["polarity"] == "asserted" and row["modality"] == "actual"}


def test_acled_has_its_31_columns_and_real_events_only(release: Path, actual: set[str]) -> None:
    rows = rows_of(release / "acled.csv")
    assert len(rows[0]) == 31
    assert {row["event_id_cnty"] for row in rows} <= actual
    assert all(row["event_date"][:4] == row["year"] and row["time_precision"] == "1" for row in rows)
    assert {row["interaction"] for row in rows if row["inter1"] and row["inter2"]} <= {
        f"{row['inter1']}-{row['inter2']}" for row in rows
    }


def test_ged_has_its_49_columns_and_deadly_events_only(release: Path, actual: set[str]) -> None:
    rows = rows_of(release / "ged.csv")
    assert len(rows[0]) == 49
    assert rows
    for row in rows:
        assert row["relid"] in actual
        sides = sum(int(row[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"))
        assert int(row["low"]) <= int(row["best"]) == sides <= int(row["high"])
        assert int(row["priogrid_gid"]) == priogrid_cell(float(row["latitude"]), float(row["longitude"]))


def test_plover_records_name_the_manuals_fields(release: Path, actual: set[str]) -> None:
    records = [json.loads(line) for line in (release / "plover.jsonl").read_text(encoding="utf-8").splitlines()]
    assert records
    for record in records:
        assert {"id", "date", "source", "event"} <= record.keys()
        assert record["link"] in actual
        assert record["text_info"]["end"] - record["text_info"]["start"] == len(record["text"])


def test_geojson_holds_every_event_with_a_point(release: Path) -> None:
    found = json.loads((release / "events.geojson").read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection"
    events = {row["event_id"]: row for row in pq.read_table(release / "events.parquet").to_pylist()}
    assert {feature["id"] for feature in found["features"]} == {key for key, row in events.items() if row["latitude"] is not None}
    for feature in found["features"]:
        row = events[feature["id"]]
        assert feature["geometry"] == {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}


def party(sector: str) -> Party:
    return Party("source", "x", None, sector, None, "x")


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("GOV", "REB", 1),
        ("REB", "MIL", 1),
        ("REB", "PRM", 2),
        ("REB", "CVL", 3),
        ("COP", "CVL", 3),
        ("CVL", "CVL", None),
        ("UNK", "REB", None),
    ],
)
def test_type_of_violence_follows_the_sides(one: str, other: str, kind: int | None) -> None:
    assert type_of_violence(party(one), party(other)) == kind


def test_every_country_stands_in_one_region_and_has_a_name() -> None:
    codes = [code for entry in read_entries("pipeline.publish.exports", "countries.yml") for code in entry["countries"].split()]
    assert len(codes) == len(set(codes)) > 220
    assert [code for code in codes if country_of(code).name == code] == []


def test_a_code_that_is_no_country_stands_for_itself() -> None:
    assert country_of("IGO") == ("IGO", None, None, None, None)
