"""Blocking asset checks: what breaks a law or a floor is shown row by row, and nothing of it is published."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import dagster as dg
import numpy as np

from pipeline import laws
from pipeline.assets.describing import failures_table
from pipeline.assets.workspace import WorkspaceResource
from pipeline.corpus import Corpus
from pipeline.laws import Broken
from pipeline.storage import HAPPENINGS, MERGED, SHARDED, Workspace
from pipeline.tables import TABLES, Table


class Rule(NamedTuple):
    """One check: its name on the page, the tables that it holds for, and how to find what breaks it."""

    name: str
    description: str
    holds_for: Callable[[Table], bool]
    find: Callable[[str, Corpus], Iterator[Broken]]
    lasting: bool = True  # whether a verdict on the same rows by the same code stays


def is_quoted(table: Table) -> bool:
    """Whether rows of the table stand at characters of a raw text."""
    names = {column.name for column in table.columns}
    return "document_id" in names and any(f"{prefix}_start" in names for prefix in laws.QUOTED)


def misshapen(name: str, corpus: Corpus) -> Iterator[Broken]:
    """Rows that the table's model refuses."""
    return laws.check_schema(name, lambda: corpus.unchecked_rows(name))


def ungrounded(name: str, corpus: Corpus) -> Iterator[Broken]:
    """Spans of a table that are not the raw text at their place, every row against the text as it was read."""
    for number, rows in corpus.unchecked(name):
        yield from laws.check_grounded(name, rows, corpus.texts(number))


def unaccounted(name: str, corpus: Corpus) -> Iterator[Broken]:
    """Characters of readable documents that lie in no block, or in two."""
    for documents, blocks in corpus.documents_with_blocks():
        yield from laws.check_coverage({"documents": partial(iter, [documents]), "blocks": partial(iter, [blocks])})


def inconsistent(name: str, corpus: Corpus) -> Iterator[Broken]:
    """Keys that occur twice, foreign keys that lead nowhere, intervals that end before they begin.

    Keys that lead from findings to happenings are checked where happenings are: they are made later.
    """
    later = HAPPENINGS if name not in HAPPENINGS else ()
    keys = corpus.values(name)
    if len(np.unique(keys)) < len(keys):
        yield from laws.check_keys(name, corpus.chunks(name))
    yield from lost_links(name, corpus, leave_out=later)
    yield from laws.check_order(name, lambda: corpus.unchecked_rows(name))


def lost_links(name: str, corpus: Corpus, leave_out: Sequence[str]) -> Iterator[Broken]:
    """Foreign keys that lead nowhere; those into tables of `leave_out` are not looked at.

    Hashes of all values tell whether there are any; only then rows are looked at.
    """
    references = [(column.name, column.references[0]) for column in TABLES[name].columns if column.references]
    wanted = [(column, target) for column, target in references if target not in leave_out]
    if any(not np.isin(corpus.values(name, column), corpus.values(target)).all() for column, target in wanted):
        yield from laws.check_links(name, {table: corpus.chunks(table) for table in TABLES}, leave_out)


def unlinked(name: str, corpus: Corpus) -> Iterator[Broken]:
    """Findings that refer to a report which is not there."""
    return lost_links("figures", corpus, leave_out=tuple(set(TABLES) - {name}))


def too_few(name: str, corpus: Corpus) -> Iterator[Broken]:
    """Fewer rows than the owner of the corpus says there must be (`least_rows` in sources.yml)."""
    if corpus.rows(name) < corpus.floor(name):
        yield Broken(name, "", f"at least {corpus.floor(name)} rows", str(corpus.rows(name)), "")


RULES = (
    Rule("schema", "Columns, types, closed lists, bounds and patterns are those of the table's model.", lambda table: True,
         misshapen),
    Rule("grounded", "First law: every span is the raw text at its place.", is_quoted, ungrounded),
    Rule("accounted_for", "Second law: every character of a readable document lies in exactly one block.",
         lambda table: table.name == "blocks", unaccounted),
    Rule("consistent", "Third law: keys are unique, foreign keys lead somewhere, intervals are ordered.", lambda table: True,
         inconsistent),
    Rule("linked", "Third law: the report of every figure is there.", lambda table: table.name == "reports", unlinked),
    Rule("enough_rows", "At least as many rows as the owner of the corpus expects.", lambda table: True, too_few, lasting=False),
)  # fmt: skip


def rules_of(name: str) -> list[Rule]:
    """The checks of a table."""
    return [rule for rule in RULES if rule.holds_for(TABLES[name])]


def specs_of(names: Sequence[str]) -> list[dg.AssetCheckSpec]:
    """All checks of some tables, every one of them blocking."""
    return [
        dg.AssetCheckSpec(rule.name, asset=name, description=rule.description, blocking=True)
        for name in names
        for rule in rules_of(name)
    ]


def judge(names: Sequence[str], workspace: Workspace) -> Iterator[dg.AssetCheckResult]:
    """The result of every check of some tables; where all pass, that is put down."""
    there = TABLES if set(names) & set(HAPPENINGS) else [*MERGED, *SHARDED]
    corpus, passed = Corpus(workspace, list(there)), dict[str, int]()
    for name in names:
        for rule in rules_of(name):
            known = rule.lasting and corpus.passed(name, rule.name)
            count, shown = (0, []) if known else laws.summarise(rule.find(name, corpus))
            rows = corpus.rows(name)
            if not count:
                passed[f"{name} {rule.name}"] = rows
            extra = {"broken": failures_table(laws.as_rows(shown))} if shown else {}
            words = f"{count} rows of {name} break it" if count else f"{rows} rows hold"
            yield dg.AssetCheckResult(
                passed=not count,
                asset_key=name,
                check_name=rule.name,
                metadata={"rows": rows, "failures": count, **extra},
                description=words,
            )
    if len(passed) == len(specs_of(names)):
        corpus.put_down(names, passed)


@dg.multi_asset_check(specs=specs_of([*MERGED, *SHARDED]))
def findings_hold(workspace: WorkspaceResource) -> Iterator[dg.AssetCheckResult]:
    """The three laws, the schemas and the floors, on every row of what was read and found."""
    with workspace.alone() as folders:
        yield from judge([*MERGED, *SHARDED], folders)


@dg.multi_asset_check(specs=specs_of(HAPPENINGS))
def happenings_hold(workspace: WorkspaceResource) -> Iterator[dg.AssetCheckResult]:
    """The three laws, the schemas and the floors, on every row of reports and events."""
    with workspace.alone() as folders:
        yield from judge(HAPPENINGS, folders)
