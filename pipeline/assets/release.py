"""The release: all tables that passed their checks, published whole or not at all, and the page that shows them."""

import dagster as dg

from pipeline.assets.describing import OWNERS
from pipeline.assets.provenance import about_release, store_extracted
from pipeline.assets.workspace import WorkspaceResource
from pipeline.publish.catalogue import write_catalogue
from pipeline.publish.release import publish_release
from pipeline.storage import code_version, open_tables, read_manifest
from pipeline.tables import TABLES


@dg.asset(deps=list(TABLES), group_name="release", owners=OWNERS, kinds={"parquet", "csv"}, code_version=code_version())
def release(context: dg.AssetExecutionContext, workspace: WorkspaceResource) -> dg.MaterializeResult[None]:
    """Every table as Parquet and CSV with descriptors and checksums; appears at once, or the release before it stays."""
    folders = workspace.folders()
    store_extracted(folders)
    published = publish_release(open_tables(folders), folders.outputs, about_release(folders))
    context.log.info(f"release {published.version} {'published' if published.is_new else 'unchanged'}")
    return dg.MaterializeResult(
        metadata={
            "version": published.version,
            "new": published.is_new,
            "folder": dg.MetadataValue.path(str(published.folder)),
            "bytes": published.bytes,
            "previous": published.previous or "",
            **{f"rows of {name}": count for name, count in published.rows.items()},
        },
        data_version=dg.DataVersion(published.version),
    )


@dg.asset(deps=[release], group_name="release", owners=OWNERS, kinds={"html"}, code_version=code_version())
def catalogue(workspace: WorkspaceResource) -> dg.MaterializeResult[None]:
    """The page `outputs/index.html`: what the latest release holds, down to the characters that each row rests on."""
    folders = workspace.folders()
    page = write_catalogue(folders.outputs)
    return dg.MaterializeResult(
        metadata={"page": dg.MetadataValue.path(str(page)), "bytes": page.stat().st_size},
        data_version=dg.DataVersion(read_manifest(folders).digest),
    )
