"""One refresh in this process: run the job, try again where that makes good, say what came of it."""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline import alert, console
from pipeline.assets.workspace import Progress, WorkspaceResource
from pipeline.eventlog import open_connections
from pipeline.final import chunks_of
from pipeline.schedules import TOLD
from pipeline.server import dagster_home
from pipeline.storage import StateError, locked
from pipeline.workers import seldom_collect, spare_memory

ATTEMPTS = 3
# Errors after which a new run reads what is there now: files changed under the hands of this one, or a bundle was damaged.
AGAIN = frozenset({"ChangedError", "AgainError"})


def run_refresh(raw: Path, outputs: Path, state: Path, workers: int, engine: str, scheduler: str, again: Sequence[str] = ()) -> int:
    """Materialize everything in this process; the exit code: 0 published, 1 stopped by a check or an error.

    Texts in folders named in `again` are read again.
    """
    spare_memory()
    seldom_collect()
    workspace = WorkspaceResource(
        raw=str(raw),
        outputs=str(outputs),
        state=str(state),
        workers=workers,
        engine=engine,
        scheduler=scheduler,
        again=list(again),
    )
    try:
        dagster_home(state)
        with locked(workspace.folders()):
            return refresh_in_process(workspace)
    except StateError as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"{error.filename or state}: {error.strerror or error}")
    except Exception as error:  # of Dagster's own storage, most often: it lies on a disk that is full, too
        if os.environ.get("FACTLINE_DEBUG"):
            raise
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        return fail(f"{first} ({type(error).__name__}); FACTLINE_DEBUG=1 shows where")


def fail(words: str) -> int:
    """Say why there is no release, to whoever reads this and to whoever wants to be told; returns the exit code."""
    console.show_error(words)
    for problem in alert.tell(alert.configured(), "a refresh failed", {"message": words}):
        console.show_error(problem)
    return 1


def refresh_in_process(workspace: WorkspaceResource) -> int:
    """The refresh job with a progress bar, and what came of it."""
    started = time.perf_counter()
    with dg.DagsterInstance.get() as instance, open_connections(instance):
        for _ in range(ATTEMPTS):
            result = execute(workspace, instance)
            if result.success or not AGAIN & {error.cls_name for error in errors_of(result)}:
                break
    if not result.success:
        return fail(tell_failure(result))
    console.show_rejected(rejected_documents(chunks_of(workspace.folders(), "documents")()))
    tell_jumps(result)
    console.show_release(metadata_of(result, "release"), metadata_of(result, "documents"), time.perf_counter() - started)
    return 0


def execute(workspace: WorkspaceResource, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    """One run of the refresh job."""
    from pipeline.definitions import defs

    with console.progress_bar() as bar:
        task = bar.add_task("looking", total=None)
        progress = Progress(
            begin=lambda total: bar.update(task, description="reading", total=total),
            advance=lambda count: bar.advance(task, count),
        )
        return defs.resolve_job_def("refresh").execute_in_process(
            instance=instance,
            resources={"workspace": workspace, "progress": progress},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
            tags={TOLD: "yes"},
        )


def metadata_of(result: dg.ExecuteInProcessResult, asset: str) -> dict[str, Any]:
    """What a materialization said of an asset."""
    for event in result.get_asset_materialization_events():
        if event.asset_key and event.asset_key.to_user_string() == asset:
            return {name: value.value for name, value in event.materialization.metadata.items()}
    return {}


def tell_jumps(result: dg.ExecuteInProcessResult) -> None:
    """Say which tables grew or shrank by more than is usual."""
    for check in result.get_asset_check_evaluations():
        if not check.passed:
            console.show_warning(check.description or check.check_name)


def rejected_documents(chunks: Any) -> list[tuple[str, str]]:
    """Path and reason of every rejected document."""
    return [
        (row["source_path"], row["status_reason"])
        for rows in chunks
        for row in rows.select(["source_path", "status", "status_reason"]).to_pylist()
        if row["status"] == "rejected"
    ]


def tell_failure(result: dg.ExecuteInProcessResult) -> str:
    """Show the checks that failed with rows, or find the error with its remedy; in words, what stopped the run."""
    failed = [event for event in result.get_asset_check_evaluations() if not event.passed]
    if failed:
        console.show_failures(
            [(check.asset_key.to_user_string(), check.check_name, check.description or "", broken_rows(check)) for check in failed]
        )
        return f"stopped by {', '.join(f'{check.asset_key.to_user_string()} {check.check_name}' for check in failed)}"
    found = [error.message.strip() for error in errors_of(result) if error.cls_name != "DagsterExecutionStepExecutionError"]
    return found[0] if found else "the run failed"


def errors_of(result: dg.ExecuteInProcessResult) -> Iterator[Any]:
    """Every error that stopped a step, each followed by what caused it."""
    for event in result.get_step_failure_events():
        error = event.step_failure_data.error
        while error is not None:
            yield error
            error = error.cause


def broken_rows(check: dg.AssetCheckEvaluation) -> Sequence[Mapping[str, Any]]:
    """The rows that a failed check shows."""
    found = check.metadata.get("broken")
    return [dict(record.data) for record in found.records] if isinstance(found, dg.TableMetadataValue) else []
