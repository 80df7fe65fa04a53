"""A release appears whole or not at all, and the same rows give the same bytes."""

import csv
import hashlib
import io
import subprocess
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_release import ABOUT, in_pieces, made_chunks

from pipeline.publish.about import About, PublicationRefusedError
from pipeline.publish.cells import csv_lines, plain_decimal, unguard
from pipeline.publish.encoding import SchemaMismatchError
from pipeline.publish.index import read_index
from pipeline.publish.layout import is_whole
from pipeline.publish.release import Published, publish_release
from pipeline.tables import TABLES, arrow_schema
from pipeline.tables.pieces import as_pieces


def files_of(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_every_table_is_there_as_parquet_and_csv_with_equal_rows(release: Path) -> None:
    for name in TABLES:
        rows = pq.read_table(release / f"{name}.parquet")
        with (release / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        assert lines[0] == rows.schema.names
        assert len(lines) - 1 == rows.num_rows > 0


def test_parquet_keeps_the_schema_and_names_its_release(published: Published) -> None:
    schema = pq.read_schema(published.folder / "events.parquet")
    assert schema.equals(arrow_schema("events"), check_metadata=False)
    stated = pq.ParquetFile(published.folder / "events.parquet").metadata.metadata
    assert stated[b"factline.version"].decode() == published.version
    assert stated[b"factline.licence"] == b"CC-BY-4.0"
    assert stated[b"factline.code_version"] == ABOUT.code_version.encode()


def test_parquet_says_of_each_column_what_it_means(release: Path) -> None:
    schema = pq.read_schema(release / "events.parquet")
    assert schema.field("latitude").metadata[b"unit"] == b"deg"
    assert all(field.metadata[b"description"] for field in schema)


def test_parquet_is_snappy_for_small_readers(release: Path) -> None:
    group = pq.ParquetFile(release / "reports.parquet").metadata.row_group(0)
    assert {group.column(number).compression for number in range(group.num_columns)} == {"SNAPPY"}


def test_the_same_rows_give_the_same_release_however_they_are_cut(tmp_path: Path) -> None:
    tables, _ = made_chunks(6)
    whole = publish_release(in_pieces(tables), tmp_path / "a", ABOUT)
    cut = publish_release(in_pieces(tables, 3), tmp_path / "b", ABOUT)
    assert cut.version == whole.version
    for name in TABLES:
        assert pq.read_table(cut.folder / f"{name}.parquet").equals(pq.read_table(whole.folder / f"{name}.parquet"))


def test_equal_rows_make_no_new_release_whatever_the_code(tmp_path: Path) -> None:
    tables = in_pieces(made_chunks(3)[0])
    first = publish_release(tables, tmp_path, ABOUT)
    again = publish_release(tables, tmp_path, ABOUT._replace(code_version="0.2.0"))
    assert (first.is_new, again.is_new) == (True, False)
    assert again.version == first.version
    assert [entry["version"] for entry in read_index(tmp_path)] == [first.version]


def test_other_rows_make_a_new_release_and_latest_leads_to_it(tmp_path: Path) -> None:
    first = publish_release(in_pieces(made_chunks(3)[0]), tmp_path, ABOUT)
    second = publish_release(in_pieces(made_chunks(4)[0]), tmp_path, ABOUT)
    assert second.previous == first.version
    assert (tmp_path / "latest").resolve() == second.folder.resolve()
    assert [entry["version"] for entry in read_index(tmp_path)] == [second.version, first.version]
    assert is_whole(first.folder)


def test_going_back_to_earlier_rows_leads_latest_back(tmp_path: Path) -> None:
    first = publish_release(in_pieces(made_chunks(3)[0]), tmp_path, ABOUT)
    publish_release(in_pieces(made_chunks(4)[0]), tmp_path, ABOUT)
    publish_release(in_pieces(made_chunks(3)[0]), tmp_path, ABOUT)
    assert (tmp_path / "latest").resolve() == first.folder.resolve()


def test_a_release_with_a_lost_file_is_made_anew(tmp_path: Path) -> None:
    tables = in_pieces(made_chunks(3)[0])
    first = publish_release(tables, tmp_path, ABOUT)
    before = files_of(first.folder)
    (first.folder / "events.csv").unlink()
    assert publish_release(tables, tmp_path, ABOUT).is_new
    assert files_of(first.folder) == before


def test_a_failure_leaves_the_latest_release_and_no_leftovers(tmp_path: Path) -> None:
    tables = in_pieces(made_chunks(3)[0])
    first = publish_release(tables, tmp_path, ABOUT)
    broken = tables | {"events": as_pieces("events", [pa.table({"event_id": ["x"]})])}
    with pytest.raises(SchemaMismatchError, match=r"table events.*missing event_type"):
        publish_release(broken, tmp_path, ABOUT)
    assert (tmp_path / "latest").resolve() == first.folder.resolve()
    assert not list(tmp_path.glob(".staging-*"))


def test_empty_cells_in_a_required_column_are_refused(tmp_path: Path) -> None:
    tables, _ = made_chunks(2)
    events = tables["events"]
    holes = events.set_column(1, pa.field("event_type", pa.string()), pa.nulls(len(events), pa.string()))
    with pytest.raises(SchemaMismatchError, match="column event_type has empty cells"):
        publish_release(in_pieces(tables | {"events": holes}), tmp_path, ABOUT)


def test_leftovers_of_killed_runs_go_at_the_next_publication(tmp_path: Path) -> None:
    leftover = tmp_path / ".staging-killed"
    leftover.mkdir()
    (leftover / "events.parquet").write_bytes(b"half")
    publish_release(in_pieces(made_chunks(2)[0]), tmp_path, ABOUT)
    assert not leftover.exists()


def test_a_release_that_a_killed_run_did_not_list_is_listed_by_the_next(tmp_path: Path) -> None:
    tables = in_pieces(made_chunks(2)[0])
    first = publish_release(tables, tmp_path, ABOUT)
    (tmp_path / "releases.json").unlink()
    assert not publish_release(tables, tmp_path, ABOUT).is_new
    assert [entry["version"] for entry in read_index(tmp_path)] == [first.version]


@pytest.mark.parametrize(
    ("about", "missing"),
    [
        (ABOUT._replace(title=" "), "no title"),
        (ABOUT._replace(licence=ABOUT.licence._replace(name="")), "no licence"),
        (ABOUT._replace(sources=()), "no sources"),
    ],
)
def test_no_title_licence_or_provenance_means_not_published(tmp_path: Path, about: About, missing: str) -> None:
    with pytest.raises(PublicationRefusedError, match=missing):
        publish_release(in_pieces(made_chunks(2)[0]), tmp_path, about)
    assert not (tmp_path / "latest").exists()


def test_checksums_hold_for_the_usual_tool(release: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=release, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    named = {line.split("  ")[1] for line in (release / "SHA256SUMS").read_text().splitlines()}
    assert named == {path.name for path in release.iterdir()} - {"SHA256SUMS"}


def test_missing_and_unknown_tables_are_named(tmp_path: Path) -> None:
    tables = in_pieces(made_chunks(2)[0])
    del tables["events"]
    with pytest.raises(ValueError, match="events"):
        publish_release(tables, tmp_path, ABOUT)


@given(st.lists(st.one_of(st.none(), st.text())))
def test_csv_cells_come_back_and_never_begin_like_a_formula(texts: list[str | None]) -> None:
    lines = csv_lines(pa.table({"text": pa.array(texts, pa.string()), "end": pa.array([1] * len(texts), pa.int64())})).decode()
    cells = [row[0] for row in csv.reader(io.StringIO(lines, newline=""))]
    assert [unguard(cell) for cell in cells] == [text or "" for text in texts]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n＝＋－＠")]


@given(st.decimals(min_value=-(10**20), max_value=10**20, places=12))
def test_decimals_are_written_exactly_and_without_trailing_zeros(value: Decimal) -> None:
    text = plain_decimal(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert "." not in text or not text.endswith("0")
