"""From raw files to what was found in them: one shard at a time, nothing computed twice."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipeline.assets.describing import describe_changes, table_result, table_spec
from pipeline.assets.healing import healing
from pipeline.assets.workspace import Progress, WorkspaceResource
from pipeline.backfill import read_again
from pipeline.final import Final, chunks_of
from pipeline.publish.layout import latest_release
from pipeline.storage import Workspace, read_plan
from pipeline.summary import summarise_run
from pipeline.tables.bundle import holds
from pipeline.work import Work

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
    with workspace.alone() as folders, healing(context):
        if workspace.again:
            read_again(folders, workspace.again)
        computed = read_shards(folders, workspace.work(), progress)
        told = describe_documents(folders, workspace.work()) | {"shards computed": computed}
        final = Final(folders)
        for name in EXTRACTED:
            yield table_result(name, final, told if name == "documents" else None)


def read_shards(folders: Workspace, work: Work, progress: Progress) -> int:
    """Bring every shard of the plan into the store; returns how many had to be computed."""
    plan = read_plan(folders)
    progress.begin(sum(shard.documents for shard in plan))
    missing = []
    for shard in plan:
        if holds(folders.store.bundle(shard.key)):
            progress.advance(shard.documents)
        else:
            missing.append(shard)
    if missing:
        from pipeline.engine import extract_shards  # loads every extractor

        for done in extract_shards(missing, folders.store, work):
            progress.advance(done.documents)
    return len(missing)


def describe_documents(folders: Workspace, work: Work) -> dict[str, Any]:
    """How many documents have which status, and what changed against the release before."""
    from pipeline.merging import merge_documents  # loads what merges events

    statuses = merge_documents(folders, work)
    summary = summarise_run(chunks_of(folders, "documents")(), latest_release(folders.outputs))
    return {**statuses, **describe_changes(summary)}
