"""How long things are kept that a run may need again, and what happens to the rest. Releases stay for ever unless told otherwise.

Kept whatever their age: releases (without `--keep-releases`), the shards of the last run of every pair of raw folder and outputs,
and the last runs in Dagster's history.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import orjson
from filelock import FileLock

from pipeline.storage import StateError, Workspace

DAYS, RELEASES = "FACTLINE_KEEP_DAYS", "FACTLINE_KEEP_RELEASES"
USUAL_DAYS = 30.0
DAY = 86_400
STUB_AGE = 1.0  # days after which a file that is still being written belongs to a run that was killed


class Keep(NamedTuple):
    """For how many days what no run refers to is kept, and how many releases are (0: all)."""

    days: float = USUAL_DAYS
    releases: int = 0


def keeping() -> Keep:
    """What the environment says; raises StateError for what is no number."""
    try:
        return Keep(max(float(os.environ.get(DAYS) or USUAL_DAYS), 0), max(int(os.environ.get(RELEASES) or 0), 0))
    except ValueError as error:
        raise StateError(f"{DAYS} and {RELEASES} must be numbers: {error}") from error


def clear_away(workspace: Workspace, keep: Keep) -> int:
    """Remove what no run will need again; returns how many files and releases went.

    A clock that jumps back removes less, not more.
    """
    gone = clear_runs(workspace, keep) + clear_stubs(workspace, keep)
    wanted = set(referred_to(workspace.state))
    for path in [*(workspace.state / "shards").glob("*/*/*"), *workspace.spool.glob("*")]:
        stub = path.suffix not in (".zip", ".jsonl")
        if path.stem not in wanted and days_old(path) > (min(STUB_AGE, keep.days) if stub else keep.days):
            path.unlink(missing_ok=True)
            gone += 1
    remove_empty(workspace.state / "shards")
    return gone + (clear_releases(workspace.outputs, keep.releases) if keep.releases else 0)


def clear_runs(workspace: Workspace, keep: Keep) -> int:
    """Remove what lies between the steps of runs that have not run for twelve times as long as other things are kept."""
    gone = 0
    for run in (workspace.state / "runs").glob("*"):
        if run != workspace.run and days_old(run / "manifest.json") > 12 * max(keep.days, 1):
            shutil.rmtree(run, ignore_errors=True)
            gone += 1
    return gone


def clear_stubs(workspace: Workspace, keep: Keep) -> int:
    """Remove what runs that were killed were writing, aside of its place, among what lies between runs and among outputs."""
    beside = [*workspace.outputs.glob(".*-*"), *workspace.outputs.glob("*/.*-*")]
    found = [*(workspace.state / "runs").rglob("*.part"), *(path for path in beside if path.name.rpartition("-")[2].isdigit())]
    old = [path for path in found if days_old(path) > min(STUB_AGE, keep.days) and (path.is_symlink() or path.is_file())]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def referred_to(state: Path) -> Iterator[str]:
    """Keys of shards and names of unpacked files in the last plan of every raw folder and outputs that share this state."""
    for manifest in (state / "runs").glob("*/manifest.json"):
        with suppress(ValueError, KeyError, TypeError):  # damaged: its shards are made again
            yield from orjson.loads(manifest.read_bytes())["shards"]
    for plan in (state / "runs").glob("*/plan.jsonl"):
        with suppress(ValueError, KeyError, TypeError, IndexError):
            for line in plan.read_bytes().splitlines():
                yield from {Path(part[1]).stem for part in orjson.loads(line)[1] if part[7]}


def days_old(path: Path) -> float:
    """Days since a file was written; nothing for one that is gone."""
    try:
        return (time.time() - path.stat().st_mtime) / DAY
    except OSError:
        return 0


def remove_empty(folder: Path) -> None:
    """Remove folders that hold nothing, the inner ones first."""
    for inner in sorted(folder.glob("*/*")) + sorted(folder.glob("*")):
        if inner.is_dir() and not any(inner.iterdir()):
            inner.rmdir()


def clear_releases(outputs: Path, count: int) -> int:
    """Remove all releases but the latest `count`; each goes at once. Citations of those that go lead nowhere afterwards."""
    from pipeline.publish.index import read_index
    from pipeline.publish.layout import LOCK, STAGING, latest_release

    latest = latest_release(outputs)
    with FileLock(outputs / LOCK):
        old = [entry["version"] for entry in read_index(outputs)[count:] if latest is None or entry["version"] != latest.name]
        present = [outputs / "releases" / version for version in old if (outputs / "releases" / version).is_dir()]
        for folder in present:
            aside = outputs / f"{STAGING}old-{folder.name}"
            folder.replace(aside)
            shutil.rmtree(aside, ignore_errors=True)
    return len(present)
