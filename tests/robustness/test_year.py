"""A year without a watcher: someone is told of failures and jumps, what changed is said, and nothing grows for ever."""

import http.server
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipeline.alert import Alert, tell
from pipeline.retention import Keep, clear_away
from pipeline.storage import Workspace
from pipeline.summary import find_jumps
from tests.conftest import BLAST, Refresh


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, object]]]:
    """What arrives at the address that alerts go to."""
    heard: list[dict[str, object]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("FACTLINE_ALERT_URL", f"http://127.0.0.1:{server.server_port}/")
    yield heard
    server.shutdown()
    server.server_close()


def run(refresh: Refresh) -> int:
    from pipeline.launch import run_refresh

    return run_refresh(refresh.raw, refresh.outputs, refresh.raw.parent / "state", 1, "local", "")


def metadata(result: dg.ExecuteInProcessResult, asset: str) -> dict[str, object]:
    for event in result.get_asset_materialization_events():
        if event.asset_key and event.asset_key.to_user_string() == asset:
            return {name: value.value for name, value in event.materialization.metadata.items()}
    raise AssertionError(asset)


def test_a_failed_refresh_is_told_once(refresh: Refresh, listener: list[dict[str, object]]) -> None:
    (refresh.raw / "sources.yml").write_text("dataset: {least_rows: {events: 999}}", encoding="utf-8")
    assert run(refresh) == 1
    assert [found["subject"] for found in listener] == ["a refresh failed"]
    assert "enough_rows" in str(listener[0]["message"])


def test_a_jump_in_row_counts_is_told_and_published_all_the_same(refresh: Refresh, listener: list[dict[str, object]]) -> None:
    for number in range(60):
        (refresh.raw / f"{number:02}.txt").write_text(f"Police arrested {number + 2} men in Basra on 4 May 2016.", encoding="utf-8")
    assert refresh.run().success
    assert not listener
    for path in sorted(refresh.raw.glob("[0-5]*.txt"))[:50]:
        path.unlink()
    result = refresh.run()
    assert result.success
    assert [found["subject"] for found in listener] == ["row counts jumped"]
    assert any("documents: 62 rows before, 12 now (-81%)" in jump for jump in listener[0]["jumps"])  # type: ignore[attr-defined]
    told = metadata(result, "documents")
    assert (told["removed documents"], told["new documents"], told["changed documents"]) == (50, 0, 0)
    assert "gone: `00.txt`" in str(told["what to look at"])


def test_a_command_gets_the_alert_on_its_input_and_no_shell(tmp_path: Path) -> None:
    script = tmp_path / "tell.py"
    script.write_text(f"import sys; open({str(tmp_path / 'heard')!r}, 'w').write(sys.stdin.read() + sys.argv[1])")
    assert tell(Alert(command=f"{sys.executable} {script} '$(id)'"), "a refresh failed", {"message": "x"}) == []
    assert (tmp_path / "heard").read_text() == '{"subject": "a refresh failed", "message": "x"}$(id)'


@pytest.mark.parametrize("alert", [Alert(command="no-such-command"), Alert(command="false"), Alert(url="http://127.0.0.1:9/")])
def test_an_alert_that_cannot_be_sent_is_said_and_stops_nothing(alert: Alert) -> None:
    (problem,) = tell(alert, "a refresh failed", {})
    assert "alert" in problem


def test_an_address_of_another_kind_is_not_opened() -> None:
    (problem,) = tell(Alert(url="file:///etc/passwd"), "a refresh failed", {})
    assert "neither http:// nor https://" in problem


def test_a_jump_is_measured_against_what_was_there() -> None:
    before = {"events": 100, "times": 10, "figures": 100, "blocks": 100}
    found = find_jumps(before, {"events": 151, "times": 90, "figures": 150, "blocks": 49}, 0.5)
    assert [jump.table for jump in found] == ["events", "blocks"]


def test_new_changed_and_rejected_documents_are_counted(refresh: Refresh) -> None:
    refresh.run()
    (refresh.raw / "blast.txt").write_text(BLAST.replace("12", "13"), encoding="utf-8")
    (refresh.raw / "empty.txt").write_bytes(b"")
    told = metadata(refresh.run(), "documents")
    assert (told["new documents"], told["changed documents"], told["removed documents"]) == (1, 1, 0)
    assert told["rejected documents"] == 1
    assert "rejected: `empty.txt`: empty file" in str(told["what to look at"])
    again = metadata(refresh.run(), "documents")
    assert "empty.txt" not in str(again["what to look at"]), "said once"


def test_data_versions_change_with_the_rows_and_not_with_the_run(refresh: Refresh) -> None:
    def versions() -> dict[str, str]:
        with dg.DagsterInstance.ephemeral() as instance:
            result = refresh.run(instance=instance)
            return {
                event.asset_key.to_user_string(): event.materialization.tags["dagster/data_version"]  # type: ignore[index, union-attr]
                for event in result.get_asset_materialization_events()
            }

    before = versions()
    assert versions() == before
    (refresh.raw / "none.txt").write_text("It rained.", encoding="utf-8")
    after = versions()
    changed = {name for name in before if before[name] != after[name]}
    assert {"raw_files", "documents", "blocks", "release"} <= changed
    assert not changed & {"figures", "events", "places", "actors"}, "no row of them changed"


def test_shards_that_no_run_refers_to_go_after_a_while_and_releases_stay(refresh: Refresh) -> None:
    refresh.run()
    shards = refresh.raw.parent / "state" / "factline" / "shards"
    first = set(shards.rglob("*.zip"))
    old = shards / "0123456789ab" / "ff" / ("f" * 32 + ".zip")
    stub = next(iter(first)).with_suffix(".123.part")
    old.parent.mkdir(parents=True)
    for path in (old, stub):
        path.write_bytes(b"x")
    folders = Workspace(refresh.raw, refresh.outputs, refresh.raw.parent / "state" / "factline")
    assert clear_away(folders, Keep(days=30)) == 0, "young"
    month = time.time() - 31 * 86_400
    for path in (old, stub, *first):
        os.utime(path, (month, month))
    assert clear_away(folders, Keep(days=30)) == 2
    assert not old.parent.parent.exists()
    assert set(shards.rglob("*.zip")) == first, "the last run refers to them"
    assert len(list((refresh.outputs / "releases").iterdir())) == 1


def test_what_killed_runs_were_writing_goes_after_a_day(refresh: Refresh) -> None:
    refresh.run()
    state, (other,) = refresh.raw.parent / "state" / "factline", (refresh.raw.parent / "state" / "factline" / "runs").iterdir()
    stubs = [
        other / "shown.77.part",
        other / "tellings" / "0123456789ab" / "c0ffee.77.part",
        refresh.outputs / ".index.html-77",
        refresh.outputs / "changes" / ".0123456789ab.md-77",
    ]
    for path in stubs:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    damaged = state / "runs" / "f00" / "manifest.json"
    damaged.parent.mkdir()
    damaged.write_bytes(b"{")
    folders = Workspace(refresh.raw, refresh.outputs, state)
    assert clear_away(folders, Keep()) == 0, "they may be under way"
    for path in stubs:
        os.utime(path, (time.time() - 2 * 86_400,) * 2)
    assert clear_away(folders, Keep()) == len(stubs)
    assert not any(path.exists() for path in stubs)


def test_releases_go_only_when_told(refresh: Refresh, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        (refresh.raw / "more.txt").write_text(f"Police arrested {number + 2} men in Basra on 4 May 2016.", encoding="utf-8")
        assert refresh.run().success
    assert len(list((refresh.outputs / "releases").iterdir())) == 3
    monkeypatch.setenv("FACTLINE_KEEP_RELEASES", "2")
    assert refresh.run().success
    left = [path.name for path in (refresh.outputs / "releases").iterdir()]
    assert len(left) == 2
    assert (refresh.outputs / "latest").resolve().name in left


def test_dagsters_history_is_kept_short(refresh: Refresh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.assets.history.KEPT_RUNS", 2)
    monkeypatch.setenv("FACTLINE_KEEP_DAYS", "0")
    (tmp_path / "home").mkdir()
    with dg.DagsterInstance.local_temp(str(tmp_path / "home")) as instance:
        for _ in range(4):
            assert refresh.run(instance=instance).success
        assert instance.get_runs_count() == 2
        assert len(list((tmp_path / "home" / "history" / "runs").glob("*-*.db"))) == 2
        assert instance.get_latest_materialization_event(dg.AssetKey("release"))
