"""Texts of some source folders read again though they were read before, while all others stay as they were read.

For a library that reads better than its version says, or a disk that was not to be trusted. Everything that rests on these texts is
forgotten, and made again by the run that follows; where nothing reads otherwise than before, it publishes nothing new.
"""

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from pipeline.digests import forget_digests
from pipeline.reading.shards import Shard
from pipeline.storage import StateError, Workspace, read_plan

# What a run takes over where raw texts and code are those of the run before.
RESTS = ("merged-*", "happenings-*", "held.json", "published.json")


def read_again(workspace: Workspace, folders: Sequence[str]) -> list[str]:
    """Forget what was read of texts below these folders; returns the keys of their shards, which hold some neighbours as well.

    Raises StateError for a folder that has no texts.
    """
    plan, found = read_plan(workspace), set[str]()
    for folder in folders:
        here = {shard.key for shard in plan if lies_below(shard, PurePosixPath(folder).parts)}
        if not here:
            raise StateError(f"no text lies below {folder!r} in {workspace.raw}: name a folder below it, such as 'wire/2016'")
        found |= here
    forget(workspace, found)
    return [shard.key for shard in plan if shard.key in found]


def lies_below(shard: Shard, folder: tuple[str, ...]) -> bool:
    """Whether a text of the shard lies in the folder or below it."""
    return any(PurePosixPath(part.path).parts[: len(folder)] == folder for part in shard.slices)


def forget(workspace: Workspace, keys: Collection[str]) -> None:
    """Remove shards from the store, and what was made of them."""
    for pattern in RESTS if keys else ():
        for path in workspace.run.glob(pattern):
            path.unlink(missing_ok=True)
    forget_digests(workspace, keys)
    for key in keys:
        workspace.store.bundle(key).unlink(missing_ok=True)
