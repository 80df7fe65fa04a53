"""The release: all tables that passed their checks, published whole or not at all, and the page that shows them."""

from collections.abc import Iterator

import dagster as dg

from pipeline import alert
from pipeline.assets.describing import FRESH, OWNERS
from pipeline.assets.healing import healing
from pipeline.assets.history import forget_runs
from pipeline.assets.publishing import Release, page_of, publish
from pipeline.assets.workspace import WorkspaceResource
from pipeline.publish.layout import latest_release
from pipeline.retention import clear_away, keeping
from pipeline.storage import code_version
from pipeline.summary import Jump, find_jumps, rows_of_release, usual_jump
from pipeline.tables import TABLES

STEADY = dg.AssetCheckSpec(
    "row_counts_steady", asset="release", description="No table grew or shrank by more than is usual since the release before."
)


@dg.asset(
    deps=list(TABLES),
    group_name="release",
    owners=OWNERS,
    kinds={"parquet", "csv"},
    code_version=code_version(),
    freshness_policy=FRESH,
    check_specs=[STEADY],
)
def release(context: dg.AssetExecutionContext, workspace: WorkspaceResource) -> Iterator[dg.MaterializeResult[None]]:
    """Every table as Parquet and CSV with descriptors and checksums; appears at once, or the release before it stays."""
    share = usual_jump()
    with workspace.alone() as folders, healing(context):
        before = rows_of_release(latest_release(folders.outputs))
        published = publish(folders, workspace.work())
    jumps = find_jumps(before, published.rows, share)
    for problem in tell_jumps(jumps, published):
        context.log.error(problem)
    yield dg.MaterializeResult(
        metadata={
            "version": published.version,
            "new": published.is_new,
            "folder": dg.MetadataValue.path(str(published.folder)),
            "bytes": published.bytes,
            "previous": published.previous or "",
            **{f"rows of {name}": count for name, count in published.rows.items()},
        },
        data_version=dg.DataVersion(published.version),
        check_results=[judge_jumps(jumps)],
    )


def judge_jumps(jumps: list[Jump]) -> dg.AssetCheckResult:
    """A warning where counts jumped; the release stands."""
    words = "; ".join(map(str, jumps)) or "all tables have about as many rows as before"
    return dg.AssetCheckResult(
        passed=not jumps,
        check_name=STEADY.name,
        severity=dg.AssetCheckSeverity.WARN,
        description=words,
        metadata={"jumps": len(jumps)},
    )


def tell_jumps(jumps: list[Jump], published: Release) -> Iterator[str]:
    """Alert whoever wants to know; yields what could not be sent."""
    if jumps:
        facts = {"release": published.version, "jumps": [str(jump) for jump in jumps]}
        yield from alert.tell(alert.configured(), "row counts jumped", facts)


@dg.asset(deps=[release], group_name="release", owners=OWNERS, kinds={"html"}, code_version=code_version(), freshness_policy=FRESH)
def catalogue(context: dg.AssetExecutionContext, workspace: WorkspaceResource) -> dg.MaterializeResult[None]:
    """The page `outputs/index.html`: what the latest release holds, down to the characters that each row rests on.

    At the end of a run, what no run will need again is cleared out of the folder of state.
    """
    with workspace.alone() as folders, healing(context):
        page, version = page_of(folders)
        keep = keeping()
        cleared = clear_away(folders, keep) + forget_runs(context.instance, keep.days)
    return dg.MaterializeResult(
        metadata={"page": dg.MetadataValue.path(str(page)), "bytes": page.stat().st_size, "cleared away": cleared},
        data_version=dg.DataVersion(version),
    )
