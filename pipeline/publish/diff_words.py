"""A difference between releases for people and programs: terminal table, Markdown, JSON."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rich.table import Table as TerminalTable

from pipeline.publish.cells import plain_decimal
from pipeline.publish.diff import Change, Diff, TableDiff
from pipeline.tables import TABLES

COUNTS = ("before", "after", "added", "removed", "changed")
LONGEST = 80
# What tells a row to a reader, tried in this order.
TELLING = ("evidence_text", "text", "title", "name", "event_type", "date_edtf", "place_name", "label", "status", "source_path")


def as_terminal(diff: Diff) -> TerminalTable:
    """A rich table, one row a table of the release."""
    shown = TerminalTable(title=f"{diff.before} → {diff.after}")
    shown.add_column("table")
    for name in COUNTS:
        shown.add_column(name, justify="right")
    shown.add_column("columns that changed")
    for table in diff.tables:
        counts = [f"{getattr(table, name):,}" for name in COUNTS]
        shown.add_row(table.table, *counts, _columns(table))
    return shown


def as_json(diff: Diff) -> str:
    """The whole difference as JSON; dates as ISO 8601, decimals as text."""
    whole = {"before": diff.before, "after": diff.after, "tables": tables_of(diff)}
    return json.dumps(whole, indent=2, ensure_ascii=False, default=plain)


def tables_of(diff: Diff) -> dict[str, Any]:
    """The difference by table, as mappings."""
    return {
        table.table: table._asdict() | {"changed_examples": [c._asdict() for c in table.changed_examples]} for table in diff.tables
    }


def as_markdown(diff: Diff) -> str:
    """A changelog in Markdown: counts by table, then examples."""
    return "\n".join([f"# Changes from {diff.before} to {diff.after}", "", *diff_lines(diff)]) + "\n"


def diff_lines(diff: Diff) -> Iterator[str]:
    """Counts by table, then examples."""
    if not diff.tables:
        yield "The release before cannot be read: what changed is not known."
        return
    yield f"| table | {' | '.join(COUNTS)} | columns that changed |"
    yield "|---" + "|---:" * len(COUNTS) + "|---|"
    for table in diff.tables:
        counts = " | ".join(f"{getattr(table, name):,}" for name in COUNTS)
        yield f"| {table.table} | {counts} | {_columns(table)} |"
    for table in diff.tables:
        yield from _examples(table)


def _examples(table: TableDiff) -> Iterator[str]:
    rows = [
        *(f"added `{_key(table, row)}`: {_tell(row)}" for row in table.added_examples),
        *(f"removed `{_key(table, row)}`: {_tell(row)}" for row in table.removed_examples),
        *(f"changed `{change.key}`: {_cells(change)}" for change in table.changed_examples),
    ]
    if rows:
        yield from ("", f"## {table.table}", "", *(f"- {row}" for row in rows))


def _columns(table: TableDiff) -> str:
    return ", ".join(
        [
            *(f"+{name}" for name in table.columns_added),
            *(f"-{name}" for name in table.columns_removed),
            *(f"{name} ({count:,})" for name, count in sorted(table.cells_changed.items(), key=lambda pair: (-pair[1], pair[0]))),
        ]
    )


def _key(table: TableDiff, row: Mapping[str, Any]) -> str:
    return " ".join(str(row[name]) for name in TABLES[table.table].key)


def _tell(row: Mapping[str, Any]) -> str:
    return safe("; ".join(_shown(row[name]) for name in TELLING if row.get(name) is not None))


def _cells(change: Change) -> str:
    return safe("; ".join(f"{name} {_shown(old)} → {_shown(new)}" for name, (old, new) in change.cells.items()))


def _shown(value: Any) -> str:
    text = " ".join(str(plain(value)).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def safe(text: str) -> str:
    """Text that Markdown shows as it is, however it was written to harm a reader.

    >>> safe("<b>a|b*")
    '\\\\<b\\\\>a\\\\|b\\\\*'
    """
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#|!~" else sign for sign in text)


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain_decimal(value)
    return "nothing" if value is None else value
