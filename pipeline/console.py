"""What the command line shows: progress, closing tables, blocks in colour, rows as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:  # these load the extractors or pyarrow, which showing needs not
    from pipeline.look import Look
    from pipeline.publish.verify import Problem

out, err = Console(highlight=False), Console(stderr=True, highlight=False)
STATUSES, CHANGES = ("duplicate", "ok", "rejected", "unsupported_language"), ("new", "changed", "removed")
KEPT_STYLES = {"title": "bold", "heading": "bold cyan", "body": "default", "list_item": "default", "standfirst": "italic"}


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error that counts documents, with the time left."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        yield bar


def show_error(message: str) -> None:
    """One line on standard error, in red."""
    err.print(f"[red]factline:[/red] {escape(message)}", soft_wrap=True)


def show_mirrored(what: str, url: str, copied: int, removed: int, kept: int) -> None:
    """What a mirror did: "sent to s3://archive/out: 12 files, 30 were there"."""
    gone = f", {removed} removed" if removed else ""
    out.print(f"{what} {escape(url)}: {copied} files{gone}, {kept} were there", soft_wrap=True)


def show_warning(message: str) -> None:
    """One line on standard error, in yellow: the run goes on."""
    err.print(f"[yellow]look at:[/yellow] {escape(message)}", soft_wrap=True)


def show_release(release: Mapping[str, Any], documents: Mapping[str, Any], seconds: float) -> None:
    """The closing table of a run: what was published, what changed since the release before, and where it lies."""
    table = Table("table", "rows", title=f"release {release['version']}", title_justify="left", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for name, value in release.items():
        if name.startswith("rows of "):
            table.add_row(name.removeprefix("rows of "), f"{value:,}")
    out.print(table)
    told = ", ".join(f"{documents[status]:,} {status}" for status in STATUSES if status in documents)
    since = ", ".join(f"{count:,} {what}" for what in CHANGES if (count := documents.get(f"{what} documents")))
    what = "published" if release["new"] else "nothing changed: the release before stands"
    out.print(f"documents: {told}" + (f"; since the release before: {since}" if since and release["previous"] else ""))
    out.print(f"{what} in {seconds:.1f} s: {release['folder']} ({release['bytes'] / 1e6:.1f} MB)", soft_wrap=True)


def show_failures(failed: Sequence[tuple[str, str, str, Sequence[Mapping[str, Any]]]]) -> None:
    """Checks that stopped a publication: table, check, words and the first rows that break it."""
    table = Table(
        "table", "check", "result", title="not published: a check failed; the release before stands", title_justify="left"
    )
    for name, check, words, _ in failed:
        table.add_row(name, check, words)
    err.print(table)
    for name, check, _, rows in failed:
        for row in list(rows)[:5]:
            err.print(f"  {escape(f'{name} {check}: {row}')}", soft_wrap=True)


def show_rejected(rejected: Sequence[tuple[str, str]]) -> None:
    """Files and records that could not be used, with the reason; the first twenty."""
    for path, reason in rejected[:20]:
        err.print(f"[yellow]rejected[/yellow] {escape(path)}: {escape(reason)}", soft_wrap=True)
    if len(rejected) > 20:
        err.print(f"[yellow]rejected[/yellow] and {len(rejected) - 20} more: see the documents table")


def show_problems(folder: Path, problems: "Sequence[Problem]", *, with_texts: bool) -> None:
    """What `verify` found."""
    for problem in problems:
        out.print(f"[red]{escape(problem.where)}[/red]: {escape(problem.what)}", soft_wrap=True)
    checked = "checksums, schemas, keys and every span" if with_texts else "checksums, schemas and keys"
    out.print(f"{folder}: {len(problems)} problems" if problems else f"{folder}: {checked} hold", soft_wrap=True)


def show_blocks(look: "Look") -> None:
    """A text with the verdict on every block: kept blocks as they are, removed ones struck through, with label, rule and score."""
    for block in look.reading.rows.blocks:
        text = look.raw.text or ""
        style = KEPT_STYLES.get(block.label, "default") if block.kept else "dim strike"
        verdict = Text(f"{block.label:>17} {block.score:4.2f} {block.rule_id:<28.28} ", style="green" if block.kept else "red")
        out.print(verdict + Text(text[block.char_start : block.char_end].strip(), style=style), soft_wrap=True)


def show_rows(look: "Look") -> None:
    """The rows of one document as JSON, in colour on a terminal."""
    if out.is_terminal:
        out.print_json(data=look.tables(), default=str)
    else:  # the same characters without waiting for the colours
        print(json.dumps(look.tables(), default=str, ensure_ascii=False, indent=2), file=out.file)
