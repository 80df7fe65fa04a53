"""All Dagster wiring: `dagster dev` and `dg dev` load this, and only the launcher imports it."""

import dagster as dg

from pipeline.assets.extract import extracted
from pipeline.assets.ingest import raw_files
from pipeline.assets.merge import happenings
from pipeline.assets.release import catalogue, release
from pipeline.assets.workspace import Progress, WorkspaceResource
from pipeline.checks import findings_hold, happenings_hold
from pipeline.schedules import failed_refresh, nightly, raw_folder, refresh

defs = dg.Definitions(
    assets=[raw_files, extracted, happenings, release, catalogue],
    asset_checks=[findings_hold, happenings_hold],
    jobs=[refresh],
    schedules=[nightly],
    sensors=[raw_folder, failed_refresh],
    resources={"workspace": WorkspaceResource(), "progress": Progress()},
    # The multiprocess executor starts Python anew for every step and costs seconds each; shards bring their own processes.
    executor=dg.in_process_executor,
)
