"""Disks that are full or read-only, files that vanish, clocks that jump: exit 1 with clear words, the release before stays."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import dagster as dg
import pytest
from filelock import FileLock

import pipeline.assets.ingest
import pipeline.launch
from pipeline.launch import run_refresh
from pipeline.publish.verify import verify_release
from pipeline.reading.records import ChangedError, read_slice
from pipeline.reading.shards import plan_shards
from pipeline.storage import LOCK
from tests.conftest import BLAST, Refresh
from tests.robustness.children import contents, finish, start


def run(refresh: Refresh) -> int:
    """`factline run`, but for the command line."""
    return run_refresh(refresh.raw, refresh.outputs, refresh.raw.parent / "state", 1, "local", "")


def words(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


def add_texts(refresh: Refresh, count: int) -> None:
    for number in range(count):
        text = f"Police arrested {number + 2} men in Basra on 4 May 2016."
        (refresh.raw / f"note{number:03}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a quarter of a megabyte, where this machine lets us make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("making a small disk needs root")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_stops_the_run_and_room_makes_it_good(refresh: Refresh, small_disk: Path) -> None:
    (refresh.raw.parent / "outputs").symlink_to(small_disk)
    assert finish(start(refresh.raw.parent)) == 1
    assert not (small_disk / "latest").exists()
    assert not list(small_disk.glob("releases/*"))
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert finish(start(refresh.raw.parent)) == 0
    assert not verify_release(small_disk / "latest")


def test_a_write_that_fails_halfway_leaves_the_release_before(refresh: Refresh) -> None:
    assert finish(start(refresh.raw.parent)) == 0
    before = contents(refresh.outputs / "latest")
    add_texts(refresh, 40)
    assert finish(start(refresh.raw.parent, limit=60_000)) == 1
    assert contents(refresh.outputs / "latest") == before
    assert finish(start(refresh.raw.parent)) == 0
    assert "note039.txt" in (refresh.outputs / "latest" / "documents.csv").read_text(encoding="utf-8")


def test_outputs_that_cannot_be_written_are_named(refresh: Refresh, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert run_refresh(refresh.raw, tmp_path / "file" / "outputs", tmp_path / "state", 1, "local", "") == 1
    assert "cannot be written" in words(capsys)


def test_a_read_only_disk_is_named(refresh: Refresh, small_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert run_refresh(refresh.raw, small_disk / "outputs", refresh.raw.parent / "state", 1, "local", "") == 1
    told = words(capsys)
    assert "Read-only file system" in told
    assert str(small_disk) in told


def test_a_second_run_refuses_while_one_is_under_way(refresh: Refresh, capsys: pytest.CaptureFixture[str]) -> None:
    refresh.outputs.mkdir()
    with FileLock(refresh.outputs / LOCK):
        assert run(refresh) == 1
    told = words(capsys)
    assert "another run to" in told
    assert "wait for its end" in told
    assert run(refresh) == 0


@pytest.mark.parametrize(
    "meddle",
    [
        lambda raw: (raw / "blast.txt").unlink(),
        lambda raw: (raw / "blast.txt").write_text(BLAST.replace("12", "13"), encoding="utf-8"),
        lambda raw: (raw / "wire.jsonl").write_text(json.dumps({"id": "talks", "text": "Another text."}) + "\n"),
        lambda raw: (raw / "wire.jsonl").write_text(""),
        lambda raw: (raw / "wire.jsonl").unlink(),
    ],
    ids=["file gone", "file changed", "record changed", "records gone", "record file gone"],
)
def test_what_changes_after_planning_is_never_read_under_the_name_of_what_was(
    refresh: Refresh, meddle: Callable[[Path], object]
) -> None:
    slices = [part for shard in plan_shards(refresh.raw, refresh.raw.parent / "spool") for part in shard.slices]
    meddle(refresh.raw)
    with pytest.raises(ChangedError, match="run again"):
        list(chain.from_iterable(map(read_slice, slices)))


def test_a_file_that_vanishes_while_it_is_read_is_made_good_by_the_same_command(
    refresh: Refresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, seen = pipeline.assets.ingest.write_plan, []

    def plan_and_lose(*arguments: object) -> object:
        manifest = whole(*arguments)  # type: ignore[arg-type]  # passed on as they came
        if not seen:
            (refresh.raw / "blast.txt").unlink()
        seen.append(manifest)
        return manifest

    monkeypatch.setattr(pipeline.assets.ingest, "write_plan", plan_and_lose)
    assert run(refresh) == 0
    assert len(seen) == 2
    assert "blast.txt" not in (refresh.outputs / "latest" / "documents.csv").read_text(encoding="utf-8")


def test_a_damaged_bundle_is_made_anew_without_a_manual_step(refresh: Refresh) -> None:
    assert run(refresh) == 0
    before = contents(refresh.outputs / "latest")
    for bundle in (refresh.raw.parent / "state" / "factline" / "shards").rglob("*.zip"):
        data = bytearray(bundle.read_bytes())
        data[len(data) // 3] ^= 0xFF
        bundle.write_bytes(data)
    for made in (refresh.raw.parent / "state" / "factline" / "runs").rglob("*-*.zip"):
        made.unlink()
    assert run(refresh) == 0
    assert contents(refresh.outputs / "latest") == before


def test_times_of_tomorrow_and_of_1970_change_nothing(refresh: Refresh) -> None:
    assert run(refresh) == 0
    before = contents(refresh.outputs / "latest")
    for moment in (time.time() + 10**8, 0):
        for path in [*refresh.raw.rglob("*"), *refresh.raw.parent.glob("state/**/*"), *refresh.outputs.rglob("*")]:
            if path.is_file():
                os.utime(path, (moment, moment))
        assert run(refresh) == 0
        assert contents(refresh.outputs / "latest") == before


def test_a_fault_that_passes_is_tried_again_and_a_full_disk_is_not(refresh: Refresh, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, faults = pipeline.assets.ingest.plan_shards, [OSError(5, "Input/output error"), OSError(5, "Input/output error")]

    def stumble(*arguments: object) -> object:
        if faults:
            raise faults.pop()
        return whole(*arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr("pipeline.assets.healing.FIRST_WAIT", 0.01)
    monkeypatch.setattr(pipeline.assets.ingest, "plan_shards", stumble)
    assert refresh.run().success
    assert not faults
    faults.extend([OSError(28, "No space left on device")] * 2)
    assert not refresh.run().success
    assert len(faults) == 1, "tried once"


def test_readers_see_the_old_release_or_the_new_one_and_never_a_mixture(refresh: Refresh) -> None:
    assert run(refresh) == 0
    seen, mixed, ended = set[str](), list[str](), threading.Event()

    def read() -> None:
        while not ended.is_set():
            folder = (refresh.outputs / "latest").resolve()
            versions = {
                json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["version"],
                json.loads((folder / "VALIDATION.json").read_text(encoding="utf-8"))["version"],
                folder.name,
            }
            seen.update(versions)
            if len(versions) > 1 or not (folder / "SHA256SUMS").is_file():
                mixed.append(str(versions))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(3):
            add_texts(refresh, number + 1)
            assert run(refresh) == 0
    finally:
        ended.set()
        reader.join()
    assert not mixed
    assert len(seen) == 4, "four releases were there to be seen"


def test_tables_that_have_not_passed_their_checks_are_not_published(refresh: Refresh) -> None:
    assert refresh.run().success
    (refresh.raw / "more.txt").write_text("Protesters marched in Tunis on 5 March 2016.", encoding="utf-8")
    from pipeline.assets.workspace import Progress, WorkspaceResource
    from pipeline.definitions import defs

    workspace = WorkspaceResource(raw=str(refresh.raw), outputs=str(refresh.outputs), state=str(refresh.raw.parent / "state"))
    resources = {"workspace": workspace, "progress": Progress()}
    chosen = ["raw_files", "documents", "reports"]
    graph = [asset for asset in defs.assets or [] if not isinstance(asset, dg.AssetSpec)]
    steps = [asset for asset in graph if {key.to_user_string() for key in asset.keys} & {*chosen, "release"}]  # type: ignore[union-attr]
    result = dg.materialize(steps, resources=resources, raise_on_error=False)  # type: ignore[arg-type]  # without any check
    assert not result.success
    assert "have not passed their checks" in str([event.event_specific_data for event in result.get_step_failure_events()])


def test_what_someone_deleted_from_outputs_is_there_after_the_next_run(refresh: Refresh) -> None:
    page = "<html><body><article><h1>Talks</h1>" + "<p>The army said that it killed five gunmen in Rutba.</p>" * 9
    (refresh.raw / "page.html").write_text(page, encoding="utf-8")
    assert refresh.run().success
    before = {path: path.read_bytes() for path in refresh.outputs.rglob("*") if path.is_file()}
    for path in (*refresh.outputs.glob("texts/*"), refresh.outputs / "index.html", refresh.outputs / "latest" / "events.csv"):
        path.unlink()
    assert refresh.run().success
    after = {path: path.read_bytes() for path in refresh.outputs.rglob("*") if path.is_file()}
    assert after == before
