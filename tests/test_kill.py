"""A run killed at any moment leaves the release before it whole, and the next run makes good by itself."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from pipeline.publish.verify import verify_release
from tests.conftest import BLAST, TALKS, THIS_CHECKOUT

KILLS = 6


def start(folder: Path, outputs: str = "outputs", state: str = "state") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "run", "--outputs", outputs, "--state", state]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=folder, env=THIS_CHECKOUT, start_new_session=True, **silent)


def contents(release: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(release.resolve().iterdir())}


def test_kill_9_at_any_moment_loses_nothing_and_shows_nothing_half_done(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "blast.txt").write_text(BLAST, encoding="utf-8")
    began = time.monotonic()
    assert start(tmp_path).wait(120) == 0
    whole = time.monotonic() - began
    for number in range(KILLS):
        (raw / f"talks{number}.txt").write_text(TALKS.replace("4.2 million", f"{number + 2} million"), encoding="utf-8")
        before = (tmp_path / "outputs" / "latest").resolve()
        run = start(tmp_path)
        time.sleep(whole * (0.35 + 0.65 * number / KILLS))
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
        run.wait(10)
        latest = tmp_path / "outputs" / "latest"
        assert not verify_release(latest)
        assert latest.resolve() == before or run.returncode == 0 or "talks" in (latest / "documents.csv").read_text()
    assert start(tmp_path).wait(120) == 0
    assert start(tmp_path, "fresh", "other").wait(120) == 0
    assert contents(tmp_path / "outputs" / "latest") == contents(tmp_path / "fresh" / "latest")
    left = [path.name for path in (tmp_path / "outputs" / "releases").iterdir() if path.name.startswith(".")]
    assert left == [], "what a killed run left behind is cleared away"
