"""The workspace as a Dagster resource: which folders a run reads and writes, and who computes its shards."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from pydantic import Field

from pipeline.storage import Workspace, locked
from pipeline.work import Work, default_workers

STATE = ".dagster"
PATIENCE = 600.0  # seconds that a step waits for another run to end


class WorkspaceResource(dg.ConfigurableResource[None]):
    """Folders and workers of a run; the defaults come from `FACTLINE_RAW`, `FACTLINE_OUTPUTS` and `FACTLINE_STATE`."""

    raw: str = Field(default_factory=lambda: os.environ.get("FACTLINE_RAW", "raw"), description="Folder of raw texts.")
    outputs: str = Field(default_factory=lambda: os.environ.get("FACTLINE_OUTPUTS", "outputs"), description="Folder of releases.")
    state: str = Field(
        default_factory=lambda: os.environ.get("FACTLINE_STATE", STATE), description="Folder of what is kept between runs."
    )
    workers: int = Field(default=0, description="Processes that read texts; 0: one a core.")
    engine: str = Field(default="local", description="Who computes shards: local or dask.")
    scheduler: str = Field(default="", description="Address of the Dask scheduler.")
    again: list[str] = Field(default_factory=list, description="Folders below `raw` whose texts are read again.")

    def folders(self) -> Workspace:
        """The folders as absolute paths."""
        return Workspace(Path(self.raw).absolute(), Path(self.outputs).absolute(), Path(self.state).absolute() / "factline")

    @contextmanager
    def alone(self) -> Iterator[Workspace]:
        """The folders, with the outputs held against other runs; waits for a while, then raises StateError."""
        folders = self.folders()
        with locked(folders, PATIENCE):
            yield folders

    def work(self) -> Work:
        """Who computes shards."""
        return Work(self.workers or default_workers(), self.engine, self.scheduler or None)


class Progress:
    """Told of every document read; the command line draws a bar, Dagster's own runs need none."""

    def __init__(self, begin: Callable[[int], None] | None = None, advance: Callable[[int], None] | None = None) -> None:
        self.begin = begin or (lambda total: None)
        self.advance = advance or (lambda count: None)
