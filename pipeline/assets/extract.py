"""From raw files to what was found in them: one shard at a time, nothing computed twice."""

from collections.abc import Iterator

import dagster as dg

from pipeline.assets.describing import table_result, table_spec
from pipeline.assets.workspace import Progress, WorkspaceResource
from pipeline.engine import extract_shards
from pipeline.merging import merge_documents
from pipeline.storage import MERGED, SHARDED, open_tables, read_manifest, read_plan

# What each table is made from; all of them come out of one pass over the texts.
EXTRACTED = {
    "documents": ["raw_files"],
    "blocks": ["documents"],
    "times": ["blocks"],
    "figures": ["blocks", "times"],
    "mentions": ["blocks"],
    "places": ["mentions"],
    "actors": ["mentions"],
    "actor_names": ["actors"],
}
GROUPS = dict.fromkeys(("documents", "blocks"), "texts") | dict.fromkeys(("times", "figures", "mentions"), "findings")


@dg.multi_asset(
    specs=[table_spec(name, GROUPS.get(name, "names"), deps) for name, deps in EXTRACTED.items()],
)
def extracted(
    context: dg.AssetExecutionContext, workspace: WorkspaceResource, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.MaterializeResult[None]]:
    """Read every document whose shard is not in the store yet, then count names and tell duplicates over the whole corpus."""
    folders = workspace.folders()
    plan, version = read_plan(folders), read_manifest(folders).digest
    progress.begin(sum(shard.documents for shard in plan))
    computed = 0
    for done in extract_shards(plan, folders.store, workspace.work()):
        computed += done.computed
        progress.advance(done.documents)
    statuses = merge_documents(folders)
    context.log.info(f"{computed} of {len(plan)} shards computed; documents: {statuses}")
    tables = open_tables(folders, [*SHARDED, *MERGED])
    for name in EXTRACTED:
        extra = {"shards computed": computed, **statuses} if name == "documents" else None
        yield table_result(name, tables[name], version, extra)
