"""When a refresh runs by itself: every night, and when the raw folder has changed and come to rest."""

import hashlib
import os
from pathlib import Path

import dagster as dg

from pipeline import alert
from pipeline.assets.workspace import WorkspaceResource

refresh = dg.define_asset_job(
    "refresh", selection=dg.AssetSelection.all(), description="Read what is new, check everything, publish what changed."
)

PAUSED = bool(os.environ.get("FACTLINE_PAUSED"))  # set by `factline dev --paused`

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=refresh,
    cron_schedule="30 3 * * *",
    default_status=dg.DefaultScheduleStatus.STOPPED if PAUSED else dg.DefaultScheduleStatus.RUNNING,
    description="Every night at half past three.",
)

TOLD = "factline/told"  # a run with this tag tells of its failure itself

BUSY = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]


def look_at(raw: Path) -> str:
    """A hash of names, sizes and times of all files below the raw folder: cheap, and enough to see that something moved."""
    digest = hashlib.sha256()
    for path in sorted(raw.rglob("*")):
        try:
            facts = path.lstat()
        except OSError:  # gone between listing and looking: the next look will see
            continue
        digest.update(f"{path.relative_to(raw)}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:16]


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.STOPPED if PAUSED else dg.DefaultSensorStatus.RUNNING,
    description="Asks for one refresh when files below the raw folder were added, changed or removed and have stopped changing.",
)
def raw_folder(context: dg.SensorEvaluationContext, workspace: WorkspaceResource) -> dg.SensorResult | dg.SkipReason:
    """Request a run when two looks in a row agree and differ from what was last run; never while one is under way."""
    raw = workspace.folders().raw
    if not raw.is_dir():
        return dg.SkipReason(f"{raw} is not a folder")
    seen, _, ran = (context.cursor or "").partition(" ")
    now = look_at(raw)
    if now == ran:
        return dg.SkipReason("nothing changed")
    if now != seen:
        return dg.SensorResult(skip_reason="files are changing; waiting until they rest", cursor=f"{now} {ran}")
    if context.instance.get_runs_count(dg.RunsFilter(job_name=refresh.name, statuses=BUSY)):
        return dg.SkipReason("a refresh is under way; waiting for its end")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=f"raw-{now}")], cursor=f"{now} {now}")


@dg.run_failure_sensor(
    monitored_jobs=[refresh],
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.STOPPED if PAUSED else dg.DefaultSensorStatus.RUNNING,
    description=f"Tells {alert.COMMAND} or {alert.URL} of a refresh that failed.",
)
def failed_refresh(context: dg.RunFailureSensorContext) -> None:
    """Alert whoever wants to know of a failed refresh, once; `factline run` tells of its own."""
    if TOLD in context.dagster_run.tags:
        return
    errors = [event.message for event in context.get_step_failure_events()]
    facts = {"run": context.dagster_run.run_id, "message": context.failure_event.message or "", "steps": errors}
    for problem in alert.tell(alert.configured(), "a refresh failed", facts):
        context.log.error(problem)
