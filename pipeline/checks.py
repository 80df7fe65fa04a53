"""Blocking asset checks: what breaks a law or a floor is shown row by row, and nothing of it is published."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import dagster as dg
import numpy as np

from pipeline import laws
from pipeline.assets.describing import failures_table
from pipeline.assets.workspace import WorkspaceResource
from pipeline.corpus import Corpus
from pipeline.laws import Broken
from pipeline.rowwise import is_quoted
from pipeline.storage import HAPPENINGS, MERGED, SHARDED, Workspace
from pipeline.tables import TABLES, Table
from pipeline.work import Work
from pipeline.workers import HERE

FINDINGS = (*MERGED, *SHARDED)


Found = tuple[int, list[Broken]]  # how many rows break a check, and the first of them


class Rule(NamedTuple):
    """One check: its name on the page, the tables that it holds for, and how to find what breaks it."""

    name: str
    description: str
    holds_for: Callable[[Table], bool]
    find: Callable[[str, Corpus], Found]
    lasting: bool = True  # whether a verdict on the same rows by the same code stays


def misshapen(name: str, corpus: Corpus) -> Found:
    """Rows that the table's model refuses."""
    return corpus.broken(name, "schema")


def ungrounded(name: str, corpus: Corpus) -> Found:
    """Spans of a table that are not the raw text at their place, every row against the text as it was read."""
    return corpus.broken(name, "grounded")


def unaccounted(name: str, corpus: Corpus) -> Found:
    """Characters of readable documents that lie in no block, or in two."""
    return corpus.broken(name, "accounted_for")


def inconsistent(name: str, corpus: Corpus) -> Found:
    """Keys that occur twice, foreign keys that lead nowhere, intervals that end before they begin.

    Keys that lead from findings to happenings are checked where happenings are: they are made later.
    """
    later = HAPPENINGS if name not in HAPPENINGS else ()
    keys = corpus.values(name)
    twice = laws.check_keys(name, corpus.chunks(name)) if len(np.unique(keys)) < len(keys) else ()
    count, shown = laws.summarise(chain(twice, lost_links(name, corpus, leave_out=later)))
    more, others = corpus.broken(name, "consistent")
    return count + more, [*shown, *others][: laws.SHOWN]


def lost_links(name: str, corpus: Corpus, leave_out: Sequence[str]) -> Iterator[Broken]:
    """Foreign keys that lead nowhere; those into tables of `leave_out` are not looked at.

    Hashes of all values tell whether there are any; only then rows are looked at.
    """
    references = [(column.name, column.references[0]) for column in TABLES[name].columns if column.references]
    wanted = [(column, target) for column, target in references if target not in leave_out]
    if any(not np.isin(corpus.values(name, column), corpus.values(target)).all() for column, target in wanted):
        yield from laws.check_links(name, {table: corpus.chunks(table) for table in TABLES}, leave_out)


def unlinked(name: str, corpus: Corpus) -> Found:
    """Findings that refer to a report which is not there."""
    return laws.summarise(lost_links("figures", corpus, leave_out=tuple(set(TABLES) - {name})))


def too_few(name: str, corpus: Corpus) -> Found:
    """Fewer rows than the owner of the corpus says there must be (`least_rows` in sources.yml)."""
    few = Broken(name, "", f"at least {corpus.floor(name)} rows", str(corpus.rows(name)), "")
    return (1, [few]) if corpus.rows(name) < corpus.floor(name) else (0, [])


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


def judge(names: Sequence[str], workspace: Workspace, work: Work = HERE) -> Iterator[dg.AssetCheckResult]:
    """The result of every check of some tables; where all pass, that is put down."""
    steps = [FINDINGS, HAPPENINGS] if set(names) & set(HAPPENINGS) else [FINDINGS]
    corpus, passed = Corpus(workspace, steps, work), dict[str, int]()
    for name in names:
        for rule in rules_of(name):
            known = rule.lasting and corpus.passed(name, rule.name)
            count, shown = (0, []) if known else rule.find(name, corpus)
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
        corpus.put_down(passed)


@dg.multi_asset_check(specs=specs_of(FINDINGS))
def findings_hold(workspace: WorkspaceResource) -> Iterator[dg.AssetCheckResult]:
    """The three laws, the schemas and the floors, on every row of what was read and found."""
    with workspace.alone() as folders:
        yield from judge(FINDINGS, folders, workspace.work())


@dg.multi_asset_check(specs=specs_of(HAPPENINGS))
def happenings_hold(workspace: WorkspaceResource) -> Iterator[dg.AssetCheckResult]:
    """The three laws, the schemas and the floors, on every row of reports and events."""
    with workspace.alone() as folders:
        yield from judge(HAPPENINGS, folders, workspace.work())
