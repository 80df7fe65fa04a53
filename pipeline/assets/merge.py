"""From what single documents report to what happened: reports joined to events over the whole corpus."""

from collections.abc import Iterator

import dagster as dg

from pipeline.assets.describing import table_result, table_spec
from pipeline.assets.workspace import WorkspaceResource
from pipeline.merging import merge_happenings
from pipeline.storage import HAPPENINGS, open_tables, read_manifest

DEPS = {
    "reports": ["documents", "blocks", "times", "figures", "mentions", "places", "actors"],
    "report_actors": ["reports", "actors"],
    "events": ["reports", "report_actors"],
}


@dg.multi_asset(specs=[table_spec(name, "events", DEPS[name]) for name in HAPPENINGS])
def happenings(workspace: WorkspaceResource) -> Iterator[dg.MaterializeResult[None]]:
    """Join reports of one happening, within and across documents; every report keeps the rule that joined it."""
    folders = workspace.folders()
    merge_happenings(folders)
    version, tables = read_manifest(folders).digest, open_tables(folders, HAPPENINGS)
    yield from (table_result(name, tables[name], version) for name in HAPPENINGS)
