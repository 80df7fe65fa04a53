"""Start Dagster: one refresh in this process, or the web server and daemon, with everything that they keep in one folder."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline import console
from pipeline.assets.workspace import Progress, WorkspaceResource
from pipeline.storage import StateError, locked, open_tables

# Telemetry off: nothing that this project does is told to anyone. Runs wait for each other, so that two never publish at once.
INSTANCE = """telemetry:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
"""


def dagster_home(state: Path) -> Path:
    """The folder of state as Dagster's home, made and set up if need be; Dagster wants it absolute."""
    home = state.absolute()
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "dagster.yaml"
    if not settings.exists():
        settings.write_text(INSTANCE, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(home)
    return home


def run_refresh(raw: Path, outputs: Path, state: Path, workers: int, engine: str, scheduler: str) -> int:
    """Materialize everything in this process; the exit code: 0 published, 1 stopped by a check or an error."""
    dagster_home(state)
    workspace = WorkspaceResource(
        raw=str(raw), outputs=str(outputs), state=str(state), workers=workers, engine=engine, scheduler=scheduler
    )
    try:
        with locked(workspace.folders()):
            return refresh_in_process(workspace)
    except StateError as error:
        console.show_error(str(error))
        return 1


def refresh_in_process(workspace: WorkspaceResource) -> int:
    """The refresh job with a progress bar, and what came of it."""
    from pipeline.definitions import defs

    started = time.perf_counter()
    with console.progress_bar() as bar, dg.DagsterInstance.get() as instance:
        task = bar.add_task("looking", total=None)
        progress = Progress(
            begin=lambda total: bar.update(task, description="reading", total=total),
            advance=lambda count: bar.advance(task, count),
        )
        result = defs.resolve_job_def("refresh").execute_in_process(
            instance=instance,
            resources={"workspace": workspace, "progress": progress},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )
    if not result.success:
        tell_failure(result)
        return 1
    folders = workspace.folders()
    console.show_rejected(rejected_documents(open_tables(folders, ["documents"])["documents"]()))
    console.show_release(metadata_of(result, "release"), statuses_of(result), time.perf_counter() - started)
    return 0


def metadata_of(result: dg.ExecuteInProcessResult, asset: str) -> dict[str, Any]:
    """What a materialization said of an asset."""
    for event in result.get_asset_materialization_events():
        if event.asset_key and event.asset_key.to_user_string() == asset:
            return {name: value.value for name, value in event.materialization.metadata.items()}
    return {}


def statuses_of(result: dg.ExecuteInProcessResult) -> Mapping[str, int]:
    """How many documents have which status."""
    known = metadata_of(result, "documents")
    return {name: known[name] for name in ("ok", "duplicate", "unsupported_language", "rejected") if name in known}


def rejected_documents(chunks: Any) -> list[tuple[str, str]]:
    """Path and reason of every rejected document."""
    return [
        (row["source_path"], row["status_reason"])
        for rows in chunks
        for row in rows.select(["source_path", "status", "status_reason"]).to_pylist()
        if row["status"] == "rejected"
    ]


def tell_failure(result: dg.ExecuteInProcessResult) -> None:
    """Say what stopped the run: the checks that failed with rows, or the error with its remedy."""
    failed = [event for event in result.get_asset_check_evaluations() if not event.passed]
    if failed:
        console.show_failures(
            [(check.asset_key.to_user_string(), check.check_name, check.description or "", broken_rows(check)) for check in failed]
        )
    for event in result.get_step_failure_events() if not failed else ():
        error = event.step_failure_data.error
        while error is not None and error.cause is not None and error.cls_name == "DagsterExecutionStepExecutionError":
            error = error.cause
        console.show_error(error.message.strip() if error else event.message or "the run failed")


def broken_rows(check: dg.AssetCheckEvaluation) -> Sequence[Mapping[str, Any]]:
    """The rows that a failed check shows."""
    found = check.metadata.get("broken")
    return [dict(record.data) for record in found.records] if isinstance(found, dg.TableMetadataValue) else []


def open_dagster(raw: Path, outputs: Path, state: Path, host: str, port: int, *, paused: bool) -> int:
    """Run `dagster dev` on this project until it is stopped; returns its exit code."""
    home = dagster_home(state)
    environment = os.environ | {
        "FACTLINE_RAW": str(raw.absolute()),
        "FACTLINE_OUTPUTS": str(outputs.absolute()),
        "FACTLINE_STATE": str(home),
        "FACTLINE_PAUSED": "1" if paused else "",
    }
    command = shutil.which("dagster", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if command is None:
        raise StateError("the command 'dagster' is not installed beside this one: pip install dagster dagster-webserver")
    console.out.print(f"schedule and sensor are {'off' if paused else 'on'}; http://{host}:{port}/ opens in a few seconds")
    arguments = [command, "dev", "-m", "pipeline.definitions", "--host", host, "--port", str(port)]
    try:
        return subprocess.run(arguments, env=environment, cwd=home, check=False).returncode
    except KeyboardInterrupt:
        return 0
