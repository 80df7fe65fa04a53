"""A refresh killed at any moment leaves the release before it whole, and the next one makes good by itself.

`FACTLINE_KILLS=200 pytest tests/robustness -m slow` kills as often as that; the ordinary suite does it a few times.
"""

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import BLAST, TALKS
from tests.robustness.children import UNDER_WAY, Facts, broken_releases, change_something, contents, finish, kill_after, start

MANY = int(os.environ.get("FACTLINE_KILLS", "200"))
SLOW = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "blast.txt").write_text(BLAST, encoding="utf-8")
    (tmp_path / "raw" / "talks.txt").write_text(TALKS, encoding="utf-8")
    return tmp_path


STEPS = ("raw_files", "extracted", "findings_hold", "happenings", "happenings_hold", "release", "catalogue")


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.startswith(".staging") or path.suffix == ".part"]


@pytest.mark.parametrize("kills", [3, pytest.param(MANY, marks=SLOW)])
def test_kill_9_at_any_moment_loses_nothing_and_shows_nothing_half_done(folder: Path, kills: int) -> None:
    rng, outputs = random.Random(8), folder / "outputs"
    assert finish(start(folder)) == 0
    (folder / "raw" / "more.txt").write_text("Protesters marched in Tunis on 5 March 2016.", encoding="utf-8")
    began = time.monotonic()
    assert finish(start(folder)) == 0
    whole = time.monotonic() - began
    killed, verified = Counter[str](), dict[str, Facts]()
    for number in range(kills):
        change_something(folder / "raw", rng)
        before = (outputs / "latest").resolve().name
        (folder / UNDER_WAY).write_text("before the first step", encoding="utf-8")
        step = STEPS[number // 4 % len(STEPS)] if number % 4 == 0 else ""  # some are aimed: steps that are soon over count, too
        if kill_after(start(folder), rng.random() * (0.1 if step else 1.3 * whole), folder / UNDER_WAY, step) == -9:
            killed[(folder / UNDER_WAY).read_text(encoding="utf-8")] += 1
        assert not broken_releases(outputs, verified), f"after kill {number}"
        after = (outputs / "latest").resolve().name
        assert after == before or (outputs / "latest" / "SHA256SUMS").is_file()
    print("killed:", killed.total(), dict(killed))  # for `pytest -s`
    assert kills < 100 or killed.keys() >= set(STEPS), "kills must hit every step"
    assert finish(start(folder)) == 0
    assert finish(start(folder, "fresh", "other")) == 0
    assert contents(outputs / "latest") == contents(folder / "fresh" / "latest")
    assert not leftovers(outputs), "what a killed run left behind is cleared away"


@pytest.mark.parametrize("refreshes", [5, pytest.param(MANY, marks=SLOW)])
def test_after_many_refreshes_the_release_is_that_of_a_fresh_build(folder: Path, refreshes: int) -> None:
    rng, done, verified = random.Random(2016), list[str](), dict[str, Facts]()
    assert finish(start(folder)) == 0
    for number in range(refreshes):
        done.append(change_something(folder / "raw", rng))
        if rng.random() < 0.3:
            kill_after(start(folder), rng.random() * 1.5)
        elif number % 2:
            assert finish(start(folder)) == 0, done[-3:]
            assert not broken_releases(folder / "outputs", verified)
    assert finish(start(folder)) == 0
    assert finish(start(folder, "fresh", "other")) == 0
    assert contents(folder / "outputs" / "latest") == contents(folder / "fresh" / "latest"), done
