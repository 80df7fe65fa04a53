"""What a run changed against the release before it: documents new, changed, removed or rejected, and counts that jumped."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.storage import StateError

COLUMNS = ["source_path", "source_id", "record", "sha256", "text_sha256", "status", "status_reason"]
EXAMPLES = 20
JUMP = "FACTLINE_JUMP"
USUAL_JUMP = 0.5
FEWEST_ROWS = 50  # a table of fewer rows doubles by a single text

Identity = tuple[str, str]


class Summary(NamedTuple):
    """Counts of documents against the release before, and the first of those to look at."""

    new: int
    changed: int
    removed: int
    rejected: int
    newly_rejected: tuple[tuple[str, str], ...]  # path and reason
    removed_paths: tuple[str, ...]


class Jump(NamedTuple):
    """A table whose number of rows changed by more than is usual from one release to the next."""

    table: str
    before: int
    after: int

    def __str__(self) -> str:
        return f"{self.table}: {self.before:,} rows before, {self.after:,} now ({(self.after - self.before) / self.before:+.0%})"


def summarise_run(documents: Iterable[pa.Table], previous: Path | None) -> Summary:
    """Compare the documents of this run with those of the latest release; without one, all are new."""
    now = dict(identified(documents))
    before = dict(identified(read_documents(previous))) if previous else {}
    new, gone = now.keys() - before.keys(), before.keys() - now.keys()
    changed = [key for key in now.keys() & before.keys() if now[key][0] != before[key][0]]
    rejected = {key: reason for key, (_, status, reason) in now.items() if status == "rejected"}
    known = {key for key, (_, status, _) in before.items() if status == "rejected"}
    fresh = sorted((key[0], reason or "") for key, reason in rejected.items() if key not in known or key in changed)
    return Summary(
        len(new),
        len(changed),
        len(gone),
        len(rejected),
        tuple(fresh[:EXAMPLES]),
        tuple(sorted({key[0] for key in gone})[:EXAMPLES]),
    )


def read_documents(release: Path) -> list[pa.Table]:
    """The documents of a published release; none where it cannot be read, as a summary must not stop a run."""
    try:
        return [pq.read_table(release / "documents.parquet", columns=COLUMNS)]
    except (OSError, pa.ArrowInvalid):
        return []


def identified(documents: Iterable[pa.Table]) -> Iterator[tuple[Identity, tuple[str, str, str | None]]]:
    """Every document under what stays when its text changes: its path, and for records their id, or else their content."""
    for rows in documents:
        for path, own, record, content, text, status, reason in zip(*(rows[name].to_pylist() for name in COLUMNS), strict=True):
            content = text or content or ""
            identity = own if own is not None else content if record is not None else ""
            yield (path, identity), (content, status, reason)


def find_jumps(before: Mapping[str, int], after: Mapping[str, int], share: float) -> list[Jump]:
    """Tables whose rows changed by more than `share` of what they were; small tables are left out."""
    return [
        Jump(name, before[name], count)
        for name, count in after.items()
        if before.get(name, 0) >= FEWEST_ROWS and abs(count - before[name]) > share * before[name]
    ]


def usual_jump() -> float:
    """The share by which row counts may change unremarked, from the environment; raises StateError for what is no number."""
    given = os.environ.get(JUMP, "")
    try:
        return float(given) if given else USUAL_JUMP
    except ValueError as error:
        raise StateError(f"{JUMP}={given!r} is no number: give a share such as 0.5") from error


def rows_of_release(release: Path | None) -> dict[str, int]:
    """Rows by table as a release's own descriptor states them; {} without a release."""
    if release is None:
        return {}
    try:
        package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
        return {found["path"].rpartition(".")[0]: found["rowCount"] for found in package["resources"] if "rowCount" in found}
    except (OSError, ValueError, KeyError):
        return {}
