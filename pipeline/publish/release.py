"""Publish the tables as one release: Parquet and CSV of each, descriptors, checksums; whole or not at all.

What belongs elsewhere: which rows there are (the graph), whether they may go out (checks), the page (catalogue).
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from pipeline.publish.about import About, Check, PublicationRefusedError, refuse_incomplete
from pipeline.publish.archive import write_zip
from pipeline.publish.assembly import Made, Works
from pipeline.publish.card import write_card
from pipeline.publish.changelog import Told, write_changes
from pipeline.publish.citation import write_citation
from pipeline.publish.croissant import write_croissant
from pipeline.publish.csvw import write_csvw
from pipeline.publish.datapackage import write_datapackage
from pipeline.publish.delta import Delta, find_delta
from pipeline.publish.dictionary import write_dictionary
from pipeline.publish.diff import Diff, diff_releases
from pipeline.publish.draft import Draft
from pipeline.publish.encoding import encode_part
from pipeline.publish.exports.sqlite import NAME as SQLITE
from pipeline.publish.exports.sqlite import table_jobs, write_sqlite
from pipeline.publish.exports.sqlite_tables import make_table
from pipeline.publish.exports.write import write_exports
from pipeline.publish.index import is_listed, list_release
from pipeline.publish.jsonld import write_jsonld
from pipeline.publish.layout import (
    RELEASES,
    add_sum,
    appear,
    empty,
    is_whole,
    latest_release,
    point_latest,
    publishing,
    write_sums,
)
from pipeline.publish.ledger import DamagedError, Ledger, Memory, Old, Since, zip_name
from pipeline.publish.parts import cut_parts
from pipeline.publish.table_files import TableWriter
from pipeline.publish.validation import write_validation
from pipeline.publish.verify_rows import check_rows, passed_before
from pipeline.tables import TABLES
from pipeline.tables.pieces import Piece
from pipeline.work import Work
from pipeline.workers import HERE, each

WORTH_ROWS = 500_000  # from so many new rows on, workers are asked
# Written in this order into the staging folder, each from the draft alone.
DESCRIPTORS: tuple[Callable[[Draft], None], ...] = (
    write_datapackage,
    write_croissant,
    write_csvw,
    write_jsonld,
    write_card,
    write_dictionary,
    write_citation,
    write_validation,
)


class Order(NamedTuple):
    """What is to be published, where, what is said of it, and who encodes it.

    `checked`: whether the rows were held to all laws already.
    """

    tables: Mapping[str, Iterable[Piece]]
    outputs: Path
    about: About
    checks: tuple[Check, ...] = ()
    memory: Memory | None = None
    told: Told | None = None
    work: Work = HERE
    checked: bool = False


class Published(NamedTuple):
    """A release as it stands: `is_new` is False where its rows were published already, `previous` the release before it."""

    version: str
    folder: Path
    is_new: bool
    rows: dict[str, int]
    bytes: int
    previous: str | None


def publish_release(
    tables: Mapping[str, Iterable[Piece]],
    outputs: Path,
    about: About,
    checks: Sequence[Check] = (),
    memory: Memory | None = None,
    told: Told | None = None,
    work: Work = HERE,
    *,
    checked: bool = False,
) -> Published:
    """Write a release of all tables below `outputs` and let `latest` lead to it.

    `tables` gives the pieces of each table of pipeline.tables, in their final order. Rows equal to those of the latest release make
    no new one. With `memory`, what did not change is copied from the release that it tells of; `told` is what the changelog says of
    the run; `checked` says that the rows were held to all laws already. Raises PublicationRefusedError without title, licence or
    sources or where rows break a rule, ValueError for missing or unknown tables, SchemaMismatchError for other columns; earlier
    releases then stay as they were.
    """
    refuse_incomplete(about)
    if tables.keys() != TABLES.keys():
        raise ValueError(f"tables to publish and tables of pipeline.tables differ: {sorted(tables.keys() ^ TABLES.keys())}")
    with publishing(outputs) as (folder, aside):
        order = Order(tables, outputs, about, tuple(checks), memory, told, work, checked)
        ledger = memory.read(outputs) if memory else None
        if ledger:
            with suppress(DamagedError), Old(ledger, outputs) as old:
                return publish_from(order, Works(folder, aside, old))
            empty(folder, aside)
        return publish_from(order, Works(folder, aside))


def publish_from(order: Order, works: Works) -> Published:
    """Build the release and let it appear, copying from the one that `works` knows. Raises DamagedError where that is damaged."""
    outputs, about = order.outputs, order.about
    draft, made = write_tables(order, works)
    previous = latest_release(outputs)
    if previous and content_of(previous) == draft.content and is_whole(previous):
        if not is_listed(outputs, previous.name):  # a run was killed between the two
            list_release(outputs, previous.name, about.code_version, draft.rows)
        return _published(previous, draft, is_new=False, previous=previous)
    delta = find_delta(works.old, works.folder, made) if works.old else None
    ledger = _finish(order, works, draft, made, delta)
    if previous is None or previous.name != draft.version:
        diff = _diff(works, previous, delta, draft.version)
        if diff or order.told:
            write_changes(outputs, draft.version, draft.rows, diff, order.told)
    point_latest(outputs, draft.version)
    list_release(outputs, draft.version, about.code_version, draft.rows)
    if order.memory and ledger:
        order.memory.write(ledger)
    return _published(outputs / RELEASES / draft.version, draft, is_new=True, previous=previous)


def write_tables(order: Order, works: Works) -> tuple[Draft, dict[str, Made]]:
    """All tables as files; the draft names the version that follows from their content and the code."""
    about = order.about
    with ExitStack() as stack:
        writers = {name: stack.enter_context(TableWriter(works, name, list(cut_parts(order.tables[name])))) for name in TABLES}
        jobs = [job for writer in writers.values() for job in writer.jobs]
        encoded = each(encode_part, jobs, _hands(order, sum(job.part.rows for job in jobs)))
        content = content_hash({name: writer.write(encoded).facts.sha256 for name, writer in writers.items()})
        version = sha256(f"{content} {about.code_version}".encode()).hexdigest()[:12]
        files = {name: writer.finish(footer(name, version, about)) for name, writer in writers.items()}
    made = {f"{name}.csv": file.csv for name, file in files.items()}
    made |= {f"{name}.parquet": file.parquet for name, file in files.items()}
    draft = Draft(works.folder, version, content, about, {name: file.rows for name, file in files.items()}, {}, order.checks)
    return draft, made


def content_hash(hashes: Mapping[str, str]) -> str:
    """SHA-256 over the hashes of all tables' CSV texts: the same rows give the same hash, whatever the files' format."""
    lines = "".join(f"{name} {found}\n" for name, found in sorted(hashes.items()))
    return sha256(lines.encode()).hexdigest()


def content_of(release: Path) -> str | None:
    """The content hash that a release states, or None where it states none."""
    path = release / "datapackage.json"
    stated = json.loads(path.read_text(encoding="utf-8")).get("contentHash") if path.is_file() else None
    return stated.removeprefix("sha256:") if stated else None


def footer(name: str, version: str, about: About) -> dict[str, str]:
    """What a Parquet file says of itself, for someone who has this file alone."""
    return {
        "factline.dataset": about.title,
        "factline.version": version,
        "factline.table": name,
        "factline.description": f"{TABLES[name].title}. {TABLES[name].description}".strip(),
        "factline.licence": about.licence.name,
        "factline.licence_path": about.licence.path,
        "factline.code_version": about.code_version,
        "factline.schema_version": about.schema_version,
        "factline.homepage": about.homepage or "",
        "factline.attribution": " ".join(source.attribution for source in about.sources if source.attribution),
    }


def _finish(order: Order, works: Works, draft: Draft, made: Mapping[str, Made], delta: Delta | None) -> Ledger | None:
    """Exports, descriptors and checksums into the folder, then the folder into its place; None where the release stands already."""
    existing = order.outputs / RELEASES / draft.version
    if is_whole(existing) and content_of(existing) == draft.content:
        return None
    checks = _check(order, works, draft, delta)
    made = {**made, **_export(order, works, draft, delta)}
    facts = {name: file.facts for name, file in made.items()}
    whole = draft._replace(files=facts, checks=(*draft.checks, *checks))
    for write in DESCRIPTORS:
        write(whole)
    write_sums(draft.folder, facts)
    zipped = write_zip(draft.folder, draft.version, made)
    add_sum(draft.folder, zip_name(draft.version), zipped.facts)
    appear(draft.folder, order.outputs, draft.version)
    code = order.memory.code if order.memory else ""
    since = Since(works.old.ledger.version, sorted(delta.events), sorted(delta.documents)) if delta and works.old else None
    parts = {name: file.parts for name, file in made.items()}
    tables = {name: made[f"{name}.parquet"] for name in TABLES}
    groups, pieces = ({name: getattr(file, told) for name, file in tables.items()} for told in ("groups", "pieces"))
    return Ledger(draft.version, code, parts, groups, pieces, zipped.members, since)


def _check(order: Order, works: Works, draft: Draft, delta: Delta | None) -> list[Check]:
    """The checks that the draft's tables passed; raises PublicationRefusedError where one fails."""
    checks = passed_before(draft.rows) if order.checked else check_rows(works.folder, delta)
    failed = [f"{check.table}: {check.description}" for check in checks if not check.passed]
    if failed:
        raise PublicationRefusedError(f"not published: {'; '.join(failed)}")
    return checks


def _export(order: Order, works: Works, draft: Draft, delta: Delta | None) -> dict[str, Made]:
    """The tables in other forms: SQLite first, each table by whichever worker is free, for the others look rows up in it."""
    work = _hands(order, 0 if delta else sum(draft.rows.values()))
    if not delta:
        list(each(make_table, table_jobs(works, draft.rows), work))
    stored = write_sqlite(works, draft.version, draft.about, delta)
    return write_exports(works, delta.events if delta else None, work) | {SQLITE: stored}


def _hands(order: Order, rows: int) -> Work:
    """Who does what has to be done for so many rows: below a number of them, other processes take longer to start."""
    return order.work if rows >= WORTH_ROWS else HERE


def _diff(works: Works, previous: Path | None, delta: Delta | None, version: str) -> Diff | None:
    """What changed against the release before, None for the first one; looked for in all rows only where it was not copied from."""
    if previous is None:
        return None
    if delta and works.old and works.old.ledger.version == previous.name:
        return Diff(previous.name, version, delta.tables)
    try:
        return diff_releases(previous, previous.parent / version)
    except (OSError, pa.ArrowInvalid):  # damaged since: no reason to publish nothing new for ever
        return Diff(previous.name, version, ())


def _published(folder: Path, draft: Draft, *, is_new: bool, previous: Path | None) -> Published:
    size = sum(path.stat().st_size for path in folder.iterdir())
    return Published(folder.name, folder, is_new, dict(draft.rows), size, previous.name if previous else None)
