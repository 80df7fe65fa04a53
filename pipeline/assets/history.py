"""Dagster's own memory of runs, kept from growing for ever: half a megabyte a run."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

KEPT_RUNS = 50  # whatever their age; the latest materialization of every asset is among them
AT_ONCE = 20


def forget_runs(instance: dg.DagsterInstance, days: float) -> int:
    """Delete some runs that are older than `days` and not among the last ones, with their files; returns how many."""
    recent = instance.get_runs(limit=KEPT_RUNS)
    if len(recent) < KEPT_RUNS:
        return 0
    old = dg.RunsFilter(created_before=datetime.now(UTC) - timedelta(days=days))
    runs = instance.get_runs(old, cursor=recent[-1].run_id, limit=AT_ONCE)
    for run in runs:
        instance.delete_run(run.run_id)
        remove_files(Path(instance.root_directory), run.run_id)
    return len(runs)


def remove_files(home: Path, run_id: str) -> None:
    """What SQLite and captured output leave of a deleted run."""
    for path in (home / "history" / "runs").glob(f"{run_id}.db*"):
        path.unlink(missing_ok=True)
    shutil.rmtree(home / "storage" / run_id, ignore_errors=True)
