"""Whatever becomes of a file that is kept between runs, it is never believed: the next run is that of one who kept nothing."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.launch import run_refresh
from pipeline.publish.verify import verify_release
from pipeline.storage import read_note, write_note
from pipeline.tables.bundle import DAMAGE, holds, read_bundle, write_bundle
from tests.conftest import BLAST, Refresh
from tests.robustness.children import contents

Harm = Callable[[Path], object]
NOTES = {"held.json", "parts.json", "published.json", "shown.json"}
KINDS = {"lines", "digests", "copies", "kinds", "looks", "merged", "happenings", "shards"} | NOTES


def run(refresh: Refresh, outputs: str = "outputs", state: str = "state") -> int:
    """`factline run`, but for the command line."""
    folder = refresh.raw.parent
    return run_refresh(refresh.raw, folder / outputs, folder / state, 1, "local", "")


def kept_files(refresh: Refresh) -> list[Path]:
    """Every file that the next run may take something from."""
    return [path for path in (refresh.raw.parent / "state" / "factline").rglob("*") if path.is_file()]


def kind_of(path: Path) -> str:
    """What a kept file is for: the folder that it lies in, or its name."""
    parts = path.parts[path.parts.index("factline") + 1 :]
    return (parts[2] if parts[0] == "runs" else parts[0]).partition("-")[0]


def overwrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


HARMS: dict[str, Harm] = {
    "cut in half": lambda path: overwrite(path, lambda data: data[: len(data) // 2]),
    "cut by a byte": lambda path: overwrite(path, lambda data: data[:-1]),
    "empty": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
    "a byte in the middle": lambda path: overwrite(path, lambda data: flipped(data, len(data) // 2)),
    "a byte near the end": lambda path: overwrite(path, lambda data: flipped(data, len(data) * 19 // 20)),
    "JSON of another kind": lambda path: path.write_bytes(b"[[1, null]]\n"),
    "not to be read": lambda path: path.chmod(0),
}


@pytest.mark.parametrize("harm", HARMS)
def test_no_damage_to_what_is_kept_changes_a_release_or_needs_a_hand(refresh: Refresh, harm: str) -> None:
    if harm == "not to be read" and os.getuid() == 0:
        pytest.skip("root may read everything")
    (refresh.raw / "rewrite.txt").write_text(BLAST.replace("promised help", "promised swift help"), encoding="utf-8")
    assert run(refresh) == 0
    (refresh.raw / "more.txt").write_text("Protesters marched in Tunis on 5 March 2016.", encoding="utf-8")
    assert run(refresh) == 0
    found = kept_files(refresh)
    assert {kind_of(path) for path in found} >= KINDS
    for path in found:
        HARMS[harm](path)
    (refresh.raw / "more.txt").write_text("Protesters marched in Tunis and in Sfax on 6 March 2016.", encoding="utf-8")
    assert run(refresh) == 0
    assert not verify_release(refresh.outputs / "latest")
    assert run(refresh, "fresh", "other") == 0
    assert contents(refresh.outputs / "latest") == contents(refresh.raw.parent / "fresh" / "latest")


@pytest.mark.parametrize("harm", ["cut in half", "empty", "gone", "JSON of another kind"])
def test_an_index_of_releases_that_is_damaged_is_made_of_the_releases(refresh: Refresh, harm: str) -> None:
    for number in range(2):
        (refresh.raw / "more.txt").write_text(f"Police arrested {number + 2} men in Basra on 4 May 2016.", encoding="utf-8")
        assert run(refresh) == 0
    before = json.loads((refresh.outputs / "releases.json").read_bytes())
    for change in (False, True):
        HARMS[harm](refresh.outputs / "releases.json")
        if change:
            (refresh.raw / "more.txt").unlink()
        assert run(refresh) == 0
        after = json.loads((refresh.outputs / "releases.json").read_bytes())
        known = [{**entry, "first_published": ""} for entry in before["releases"]]
        assert [{**entry, "first_published": ""} for entry in after["releases"][-2:]] == known
        assert after["latest"] == (refresh.outputs / "latest").resolve().name
    assert len(after["releases"]) == 3


@pytest.mark.parametrize("compression", [None, "lz4"])
def test_a_bundle_with_a_byte_flipped_or_missing_gives_its_tables_or_says_that_it_is_damaged(
    tmp_path: Path, compression: str | None
) -> None:
    tables = {"a": pa.table({"x": [1, 2, 3], "y": ["p", "q", "rr"]}), "b": pa.table({"z": [b"\1\2", b"3"]})}
    path = tmp_path / "bundle.zip"
    write_bundle(path, tables, compression)
    data = path.read_bytes()
    for place in range(len(data)):
        for harmed in (flipped(data, place), data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :], data[:place]):
            path.write_bytes(harmed)
            holds(path, tables)
            try:
                found = read_bundle(path, tables)
            except ValueError:
                continue
            assert [table.to_pydict() for table in found] == [table.to_pydict() for table in tables.values()], place


def test_a_note_with_a_byte_flipped_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "note.json"
    write_note(path, {"version": "abc", "events": ["one", "two"]})
    assert read_note(path) == {"version": "abc", "events": ["one", "two"]}
    data = path.read_bytes()
    for place in range(len(data)):
        path.write_bytes(flipped(data, place))
        with pytest.raises(ValueError, match="damaged"):
            read_note(path)


def test_what_is_damage_is_no_fault_that_passes() -> None:
    assert not any(issubclass(kind, OSError) for kind in DAMAGE)
