"""Blocking asset checks: what breaks a law or a floor is shown row by row, and nothing of it is published."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import dagster as dg
import pyarrow as pa

from pipeline import laws
from pipeline.assets.describing import failures_table
from pipeline.assets.workspace import WorkspaceResource
from pipeline.laws import Broken
from pipeline.reading.metadata import read_dataset
from pipeline.storage import HAPPENINGS, MERGED, SHARDED, Chunks, Workspace, chunks_of, kept_rows, open_tables, shard_tables
from pipeline.tables import TABLES, Table

Tables = Mapping[str, Chunks]
# A corpus of which nothing could be read is a mistake in the folder; all other floors are its owner's to set.
LEAST_ROWS = {"documents": 1}


class Rule(NamedTuple):
    """One check: its name on the page, the tables that it holds for, and how to find what breaks it."""

    name: str
    description: str
    holds_for: Callable[[Table], bool]
    find: Callable[[str, Tables, Workspace], Iterator[Broken]]


def is_quoted(table: Table) -> bool:
    """Whether rows of the table stand at characters of a raw text."""
    names = {column.name for column in table.columns}
    return "document_id" in names and any(f"{prefix}_start" in names for prefix in laws.QUOTED)


def ungrounded(name: str, tables: Tables, workspace: Workspace) -> Iterator[Broken]:
    """Spans of a table that are not the raw text at their place, every row against the text as it was read."""
    if name in SHARDED:
        for (rows,), texts in zip(kept_rows(workspace, [name]), raw_texts(workspace), strict=True):
            yield from laws.check_grounded(name, rows, texts)
        return
    for rows in tables[name]():
        by_document = laws.rows_by_document(rows)
        for texts in raw_texts(workspace):
            here = [index for document in texts for index in by_document.pop(document, ())]
            yield from laws.check_grounded(name, rows.take(pa.array(here, pa.int64())), texts)
        for document in by_document:
            yield Broken(name, "document_id", "has a raw text", document, document)


def raw_texts(workspace: Workspace) -> Iterator[dict[str, str]]:
    """The raw texts of each shard by document."""
    for (texts,) in shard_tables(workspace, ["texts"]):
        yield dict(zip(texts["document_id"].to_pylist(), texts["text"].to_pylist(), strict=True))


def inconsistent(name: str, tables: Tables, workspace: Workspace) -> Iterator[Broken]:
    """Keys that occur twice, foreign keys that lead nowhere, intervals that end before they begin.

    Keys that lead from findings to happenings are checked where happenings are: they are made later.
    """
    later = HAPPENINGS if name not in HAPPENINGS else ()
    yield from laws.check_keys(name, tables[name])
    yield from laws.check_links(name, tables, leave_out=later)
    yield from laws.check_order(name, tables[name])


def unlinked(name: str, tables: Tables, workspace: Workspace) -> Iterator[Broken]:
    """Findings that refer to a report which is not there."""
    return laws.check_links("figures", tables, leave_out=tuple(set(TABLES) - {name}))


def too_few(name: str, tables: Tables, workspace: Workspace) -> Iterator[Broken]:
    """Fewer rows than the owner of the corpus says there must be (`least_rows` in sources.yml)."""
    floors = LEAST_ROWS | dict(read_dataset(workspace.raw).least_rows)
    return laws.check_floor(name, tables[name], floors.get(name, 0))


RULES = (
    Rule("schema", "Columns, types, closed lists, bounds and patterns are those of the table's model.", lambda table: True,
         lambda name, tables, workspace: laws.check_schema(name, tables[name])),
    Rule("grounded", "First law: every span is the raw text at its place.", is_quoted, ungrounded),
    Rule("accounted_for", "Second law: every character of a readable document lies in exactly one block.",
         lambda table: table.name == "blocks", lambda name, tables, workspace: laws.check_coverage(tables)),
    Rule("consistent", "Third law: keys are unique, foreign keys lead somewhere, intervals are ordered.", lambda table: True,
         inconsistent),
    Rule("linked", "Third law: the report of every figure is there.", lambda table: table.name == "reports", unlinked),
    Rule("enough_rows", "At least as many rows as the owner of the corpus expects.", lambda table: True, too_few),
)  # fmt: skip


def specs_of(names: Sequence[str]) -> list[dg.AssetCheckSpec]:
    """All checks of some tables, every one of them blocking."""
    return [
        dg.AssetCheckSpec(rule.name, asset=name, description=rule.description, blocking=True)
        for name in names
        for rule in RULES
        if rule.holds_for(TABLES[name])
    ]


def judge(names: Sequence[str], workspace: Workspace) -> Iterator[dg.AssetCheckResult]:
    """The result of every check of some tables."""
    tables = open_tables(workspace)
    for name in names:
        rows = sum(part.num_rows for part in chunks_of(workspace, name)())
        for rule in RULES:
            if rule.holds_for(TABLES[name]):
                count, shown = laws.summarise(rule.find(name, tables, workspace))
                metadata = {"rows": rows, "failures": count}
                extra = {"broken": failures_table(laws.as_rows(shown))} if shown else {}
                words = f"{count} rows of {name} break it" if count else f"{rows} rows hold"
                yield dg.AssetCheckResult(
                    passed=not count, asset_key=name, check_name=rule.name, metadata=metadata | extra, description=words
                )


@dg.multi_asset_check(specs=specs_of([*MERGED, *SHARDED]))
def findings_hold(workspace: WorkspaceResource) -> Iterator[dg.AssetCheckResult]:
    """The three laws, the schemas and the floors, on every row of what was read and found."""
    yield from judge([*MERGED, *SHARDED], workspace.folders())


@dg.multi_asset_check(specs=specs_of(HAPPENINGS))
def happenings_hold(workspace: WorkspaceResource) -> Iterator[dg.AssetCheckResult]:
    """The three laws, the schemas and the floors, on every row of reports and events."""
    yield from judge(HAPPENINGS, workspace.folders())
