"""From what single documents report to what happened: reports joined to events over the whole corpus."""

from collections.abc import Iterator

import dagster as dg

from pipeline.assets.describing import table_result, table_spec
from pipeline.assets.healing import healing
from pipeline.assets.workspace import WorkspaceResource
from pipeline.final import Final
from pipeline.storage import HAPPENINGS

DEPS = {
    "reports": ["documents", "blocks", "times", "figures", "mentions", "places", "actors"],
    "report_actors": ["reports", "actors"],
    "events": ["reports", "report_actors"],
}


@dg.multi_asset(specs=[table_spec(name, "events", DEPS[name]) for name in HAPPENINGS])
def happenings(context: dg.AssetExecutionContext, workspace: WorkspaceResource) -> Iterator[dg.MaterializeResult[None]]:
    """Join reports of one happening, within and across documents; every report keeps the rule that joined it."""
    from pipeline.happenings import merge_happenings  # loads what merges events

    with workspace.alone() as folders, healing(context):
        merge_happenings(folders, workspace.work())
        final = Final(folders)
        for name in HAPPENINGS:
            yield table_result(name, final)
