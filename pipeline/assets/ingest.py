"""Raw files: what lies in the raw folder, planned as shards."""

import dagster as dg

from pipeline.assets.describing import OWNERS
from pipeline.assets.healing import healing
from pipeline.assets.workspace import WorkspaceResource
from pipeline.reading.shards import plan_shards
from pipeline.repetition import mark_repeated
from pipeline.storage import code_version, write_plan


@dg.asset(group_name="ingest", owners=OWNERS, kinds={"python", "file"}, code_version=code_version())
def raw_files(context: dg.AssetExecutionContext, workspace: WorkspaceResource) -> dg.MaterializeResult[None]:
    """Texts below the raw folder, hashed and cut into shards of neighbouring documents; none is held in memory.

    Lines that texts of one source repeat are counted here, so that every shard is read with what repetition tells of it.
    """
    with workspace.alone() as folders, healing(context):
        shards = mark_repeated(folders, list(plan_shards(folders.raw, folders.spool)), workspace.work())
        manifest = write_plan(folders, shards)
    refused = [
        dg.TableRecord({"file": part.path, "reason": part.reason}) for shard in shards for part in shard.slices if part.reason
    ]
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": manifest.documents,
            "files": manifest.files,
            "shards": len(shards),
            "documents with repeated lines": sum(map(bool, (keys for shard in shards for keys in shard.repeated))),
            "refused": dg.MetadataValue.table(refused[:100]) if refused else 0,
            "folder": dg.MetadataValue.path(str(folders.raw)),
        },
        data_version=dg.DataVersion(manifest.content),
    )
