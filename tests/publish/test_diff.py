"""Two releases are compared row by row on their keys."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_release import ABOUT, in_pieces, made_chunks
from rich.console import Console

from pipeline.publish.diff import diff_releases, diff_table
from pipeline.publish.diff_words import as_json, as_markdown, as_terminal
from pipeline.publish.release import publish_release
from pipeline.tables import TABLES


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Three documents, then four of which the first events have another confidence."""
    outputs = tmp_path_factory.mktemp("pair")
    before = publish_release(in_pieces(made_chunks(3)[0]), outputs, ABOUT)
    tables, _ = made_chunks(4)
    events = tables["events"]
    number = events.schema.get_field_index("fatalities_best")
    doubled = pc.multiply(events["fatalities_best"], 2)
    tables["events"] = events.set_column(number, events.schema.field(number), doubled)
    return before.folder, publish_release(in_pieces(tables), outputs, ABOUT).folder


def test_added_and_changed_rows_are_counted_with_their_columns(pair: tuple[Path, Path]) -> None:
    events = next(table for table in diff_releases(*pair).tables if table.table == "events")
    assert (events.before, events.after, events.added, events.removed) == (15, 20, 5, 0)
    assert set(events.cells_changed) == {"fatalities_best"}
    assert events.changed == events.cells_changed["fatalities_best"] > 0
    old, new = events.changed_examples[0].cells["fatalities_best"]
    assert new == 2 * old


def test_the_way_back_swaps_added_and_removed(pair: tuple[Path, Path]) -> None:
    there, back = diff_releases(*pair), diff_releases(*reversed(pair))
    assert [(t.added, t.removed, t.changed) for t in there.tables] == [(t.removed, t.added, t.changed) for t in back.tables]


def test_a_release_does_not_differ_from_itself(pair: tuple[Path, Path]) -> None:
    assert diff_releases(pair[0], pair[0]).is_empty


def test_all_three_renderings_tell_the_counts(pair: tuple[Path, Path]) -> None:
    diff = diff_releases(*pair)
    assert json.loads(as_json(diff))["tables"]["events"]["added"] == 5
    assert "| events | 15 | 20 | 5 | 0 |" in as_markdown(diff)
    console = Console(width=120, record=True, quiet=False, file=None)
    with console.capture() as shown:
        console.print(as_terminal(diff))
    assert "fatalities_best" in shown.get()


def test_a_release_has_its_changelog_beside_the_releases(pair: tuple[Path, Path]) -> None:
    outputs = pair[1].parent.parent
    assert "| events | 15 | 20 | 5 | 0 |" in (outputs / "changes" / f"{pair[1].name}.md").read_text(encoding="utf-8")
    assert not (outputs / "changes" / f"{pair[0].name}.md").exists()


def test_a_folder_that_is_no_release_is_named(tmp_path: Path, release: Path) -> None:
    with pytest.raises(FileNotFoundError, match="is no release"):
        diff_releases(release, tmp_path)


ACTORS = st.dictionaries(st.integers(0, 20).map(str), st.one_of(st.none(), st.text(max_size=3)), max_size=12)


@settings(deadline=None)
@given(ACTORS, ACTORS)
def test_counts_are_those_of_the_dictionaries_they_are_made_of(old: dict[str, str | None], new: dict[str, str | None]) -> None:
    def rows(cells: dict[str, str | None]) -> pa.Table:
        return pa.table({"actor_id": pa.array(list(cells), pa.string()), "country": pa.array(list(cells.values()), pa.string())})

    found = diff_table(rows(old), rows(new), TABLES["actors"])
    assert (found.added, found.removed) == (len(new.keys() - old.keys()), len(old.keys() - new.keys()))
    assert found.changed == sum(old[key] != new[key] for key in old.keys() & new.keys())
