"""What several tests share: short texts written for them, and a workspace of their own."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.assets.workspace import Progress, WorkspaceResource
from pipeline.definitions import defs
from pipeline.workers import POOL

BLAST = """Bomb kills 12 at Baghdad market

By Sample Staff
3 July 2016

BAGHDAD - A car bomb killed 12 people and wounded 30 others at a market in Baghdad on Saturday, police said. Islamic State
claimed the attack in a statement.

Prime Minister Haider al-Abadi visited the site on Sunday and promised help for the families.

For just $5 a month you get every story. Subscribe now!
"""
TALKS = """Ministers meet in Geneva

5 July 2016

GENEVA - The foreign ministers of Russia and the United States met in Geneva on Monday to discuss a ceasefire in Syria.

About 4.2 million people have fled their homes, the United Nations said.
"""


ROOT = Path(__file__).parent.parent
# What a command started by a test runs: this checkout, whatever else is installed.
THIS_CHECKOUT = os.environ | {"PYTHONPATH": str(ROOT)}


class Refresh(NamedTuple):
    """A workspace and a function that runs the whole graph in it."""

    raw: Path
    outputs: Path
    run: Callable[..., dg.ExecuteInProcessResult]

    def table(self, name: str) -> pa.Table:
        """A table of the latest release."""
        return pq.read_table(self.outputs / "latest" / f"{name}.parquet")


@pytest.fixture(autouse=True)
def no_workers_of_other_tests() -> Iterator[None]:
    """Every test starts its own processes, if any, so that what it changes in this one is seen where it works."""
    yield
    POOL.end()
    POOL.worked = False


@pytest.fixture
def refresh(tmp_path: Path) -> Refresh:
    """An empty raw folder with two texts, outputs and state beside it."""
    raw, outputs = tmp_path / "raw", tmp_path / "outputs"
    raw.mkdir()
    (raw / "blast.txt").write_text(BLAST, encoding="utf-8")
    record = {"id": "talks", "text": TALKS, "publisher": "Sample Wire", "published_at": "2016-07-05"}
    (raw / "wire.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")

    def run(instance: dg.DagsterInstance | None = None, **changes: Any) -> dg.ExecuteInProcessResult:
        folders = {"raw": str(raw), "outputs": str(outputs), "state": str(tmp_path / "state"), "workers": 1}
        workspace = WorkspaceResource(**(folders | changes))
        return defs.resolve_job_def("refresh").execute_in_process(
            instance=instance,
            resources={"workspace": workspace, "progress": Progress()},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )

    return Refresh(raw, outputs, run)
