"""What each release changed against the one before it, and what the run that made it says: outputs/changes/<version>.md and .json.

They stand outside the releases, because what was published before is no part of a release: the same texts and the same code
must give the same bytes on a machine that has published nothing yet.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.publish.diff import Diff
from pipeline.publish.diff_words import diff_lines, plain, safe, tables_of
from pipeline.publish.layout import write_whole
from pipeline.summary import Jump, Summary, find_jumps

CHANGES = "changes"


class Told(NamedTuple):
    """What a run says of its documents, and by which share the rows of a table may change unremarked."""

    summary: Summary
    usual_jump: float


def write_changes(outputs: Path, version: str, rows: Mapping[str, int], diff: Diff | None, told: Told | None) -> Path:
    """The changes that a version brought, as Markdown (the path returned) and JSON; `diff` is None for the first release."""
    folder = outputs / CHANGES
    folder.mkdir(exist_ok=True)
    jumps = find_jumps({table.table: table.before for table in diff.tables}, rows, told.usual_jump) if diff and told else []
    write_whole(folder / f"{version}.json", as_json(version, rows, diff, told, jumps))
    write_whole(folder / f"{version}.md", "\n".join(markdown_lines(version, rows, diff, told, jumps)) + "\n")
    return folder / f"{version}.md"


def as_json(version: str, rows: Mapping[str, int], diff: Diff | None, told: Told | None, jumps: list[Jump]) -> str:
    """Everything as JSON: releases before and after, the run, rows by table, differences by table."""
    run = told.summary._asdict() | {"jumps": [str(jump) for jump in jumps]} if told else None
    changes = {"before": diff.before if diff else None, "after": version, "run": run, "rows": dict(rows)}
    changes["tables"] = tables_of(diff) if diff else {}
    return json.dumps(changes, indent=2, ensure_ascii=False, default=plain) + "\n"


def markdown_lines(version: str, rows: Mapping[str, int], diff: Diff | None, told: Told | None, jumps: list[Jump]) -> Iterator[str]:
    """The run in a sentence, what to look at, and the changes by table with examples."""
    yield from (f"# Changes from {diff.before} to {version}" if diff else f"# First release: {version}", "")
    if told:
        yield from (run_in_words(told.summary), "")
        if look := list(to_look_at(told.summary, jumps)):
            yield from ("To look at:", "", *look, "")
    if diff:
        yield from diff_lines(diff)
    else:
        yield from ("| table | rows |", "|---|---:|", *(f"| {name} | {count:,} |" for name, count in rows.items()))


def run_in_words(summary: Summary) -> str:
    """How many documents came, changed and went, and how many cannot be used.

    >>> run_in_words(Summary(3, 1, 0, 2, (), ()))
    'Documents: 3 new, 1 changed, 0 removed; 2 of all are rejected.'
    """
    return (
        f"Documents: {summary.new:,} new, {summary.changed:,} changed, {summary.removed:,} removed; "
        f"{summary.rejected:,} of all are rejected."
    )


def to_look_at(summary: Summary, jumps: list[Jump]) -> Iterator[str]:
    """What someone should look at, a line each: files newly rejected with the reason, files gone, tables whose rows jumped."""
    yield from (f"- rejected: {safe(path)}: {safe(reason)}" for path, reason in summary.newly_rejected)
    yield from (f"- gone: {safe(path)}" for path in summary.removed_paths)
    yield from (f"- {safe(str(jump))}" for jump in jumps)
