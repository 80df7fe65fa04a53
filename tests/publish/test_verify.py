"""Verification finds nothing in a sound release, and finds each kind of damage."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from made_release import ABOUT, in_pieces, made_chunks

from pipeline.publish.about import PublicationRefusedError
from pipeline.publish.release import publish_release
from pipeline.publish.verify import verify_against, verify_release

Change = Callable[[pa.Table], pa.Table]


def with_column(name: str, make: Callable[[pa.ChunkedArray], pa.ChunkedArray]) -> Change:
    """A change of one column of a table."""

    def change(rows: pa.Table) -> pa.Table:
        number = rows.schema.get_field_index(name)
        return rows.set_column(number, rows.schema.field(number), make(rows[name]))

    return change


def problems_after(release: Path, tmp_path: Path, table: str, change: Change) -> list[str]:
    """What verification finds after a change to one table of a copy of the release."""
    copy = shutil.copytree(release, tmp_path / "copy")
    pq.write_table(change(pq.read_table(copy / f"{table}.parquet")), copy / f"{table}.parquet")
    return [f"{problem.where}: {problem.what}" for problem in verify_release(copy)]


def test_a_sound_release_has_no_problem(release: Path) -> None:
    assert verify_release(release) == []


@pytest.mark.parametrize(
    ("table", "change", "words"),
    [
        ("events", lambda rows: pa.concat_tables([rows, rows.slice(0, 1)]), "unique, found 2 times"),
        ("events", lambda rows: rows.slice(1), "is in events.event_id"),
        ("blocks", lambda rows: pa.concat_tables([rows.slice(0, 1), rows.slice(2)]), "begins where the block before ended"),
        ("blocks", lambda rows: rows.slice(1), "begins where the block before ended"),
        ("blocks", lambda rows: rows.slice(0, 0), "blocks reach"),
        ("events", with_column("latitude", lambda cells: pc.add(cells, 90.0)), "latitude is"),
        ("events", with_column("event_type", lambda cells: pc.utf8_lower(cells)), "event_type is"),
        ("times", with_column("char_end", lambda cells: pc.subtract(cells, 1000)), "not after char_end"),
    ],
)
def test_rows_that_break_a_rule_are_found_and_never_published(
    release: Path, tmp_path: Path, table: str, change: Change, words: str
) -> None:
    assert [found for found in problems_after(release, tmp_path, table, change) if words in found]
    tables, _ = made_chunks(2)
    with pytest.raises(PublicationRefusedError, match="not published"):
        publish_release(in_pieces(tables | {table: change(tables[table])}), tmp_path / "outputs", ABOUT)
    assert not (tmp_path / "outputs" / "latest").exists()


def test_a_changed_a_missing_and_a_foreign_file_are_named(release: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(release, tmp_path / "copy")
    (copy / "places.csv").write_bytes((copy / "places.csv").read_bytes().replace(b"Mosul", b"Masul"))
    (copy / "datapackage.json").unlink()
    (copy / "notes.txt").write_text("mine")
    found = {problem.where for problem in verify_release(copy)}
    assert found == {"places.csv", "datapackage.json", "notes.txt"}


def test_a_table_of_another_release_is_noticed(release: Path, tmp_path: Path) -> None:
    other = publish_release(in_pieces(made_chunks(2)[0]), tmp_path / "other", ABOUT)
    copy = shutil.copytree(release, tmp_path / "copy")
    shutil.copy(other.folder / "places.parquet", copy / "places.parquet")
    assert [problem for problem in verify_release(copy) if "several releases" in problem.what]


def test_every_span_is_checked_against_the_raw_texts(release: Path) -> None:
    _, texts = made_chunks(12)
    assert verify_against(release, texts.values()) == []
    moved = [text.replace("killed", "KILLED") for text in texts.values()]
    assert "have no text in the raw folder" in verify_against(release, moved)[0].what


def test_a_span_that_is_not_the_raw_text_is_named_with_both(tmp_path: Path) -> None:
    tables, texts = made_chunks(9)
    change = with_column("text", lambda cells: pc.replace_substring(cells, "Mosul", "Masul"))
    done = publish_release(in_pieces(tables | {"mentions": change(tables["mentions"])}), tmp_path, ABOUT)
    found = verify_against(done.folder, texts.values())
    assert found
    assert all("'Masul', the raw text 'Mosul'" in problem.what for problem in found if problem.where == "mentions")


def test_raw_texts_are_read_from_a_folder(tmp_path: Path) -> None:
    tables, texts = made_chunks(2)
    done = publish_release(in_pieces(tables), tmp_path / "outputs", ABOUT)
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, text in texts.items():
        (raw / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    assert verify_release(done.folder, raw) == []


def test_texts_that_came_out_of_html_are_read_beside_the_releases(tmp_path: Path) -> None:
    tables, texts = made_chunks(2)
    done = publish_release(in_pieces(tables), tmp_path / "outputs", ABOUT)
    (tmp_path / "raw").mkdir()
    (tmp_path / "outputs" / "texts").mkdir()
    for name, text in texts.items():
        (tmp_path / "outputs" / "texts" / f"{name}.txt").write_bytes(text.encode())
    assert verify_release(done.folder, tmp_path / "raw") == []


def test_a_folder_that_is_none_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    assert verify_release(tmp_path / "nowhere")[0].what == "is no folder"
    assert len(verify_release(tmp_path)) > 1


def test_parquet_and_csv_must_agree(release: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(release, tmp_path / "copy")
    rows = pq.read_table(copy / "actors.parquet")
    pq.write_table(rows.slice(1), copy / "actors.parquet")
    assert [problem for problem in verify_release(copy) if problem.where == "actors.csv"]
