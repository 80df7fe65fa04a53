"""Who computes shards; apart from the engine, whose extractors take half a second to load."""

import os
from typing import NamedTuple


class Work(NamedTuple):
    """Where shards are computed: `engine` is `local` or `dask`; `workers` counts processes of this machine."""

    workers: int = 1
    engine: str = "local"
    scheduler: str | None = None


def default_workers() -> int:
    """One process a core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
