"""Publish the tables as one release: Parquet and CSV of each, descriptors, checksums; whole or not at all.

What belongs elsewhere: which rows there are (the graph), whether they may go out (checks), the page (catalogue).
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from pipeline.publish.about import About, Check, PublicationRefusedError, refuse_incomplete
from pipeline.publish.archive import write_zip
from pipeline.publish.card import write_card
from pipeline.publish.changelog import write_changes
from pipeline.publish.citation import write_citation
from pipeline.publish.croissant import write_croissant
from pipeline.publish.csvw import write_csvw
from pipeline.publish.datapackage import write_datapackage
from pipeline.publish.dictionary import write_dictionary
from pipeline.publish.draft import Draft
from pipeline.publish.exports import write_exports
from pipeline.publish.exports.sqlite import write_sqlite
from pipeline.publish.index import is_listed, list_release
from pipeline.publish.jsonld import write_jsonld
from pipeline.publish.layout import (
    RELEASES,
    FileFacts,
    add_sum,
    appear,
    file_facts,
    is_whole,
    latest_release,
    point_latest,
    publishing,
    write_sums,
)
from pipeline.publish.table_files import TableWriter, Written, described
from pipeline.publish.validation import write_validation
from pipeline.publish.verify_rows import check_rows
from pipeline.tables import TABLES, arrow_schema

Chunks = Callable[[], Iterable[pa.Table]]
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


class Published(NamedTuple):
    """A release as it stands: `is_new` is False where its rows were published already, `previous` the release before it."""

    version: str
    folder: Path
    is_new: bool
    rows: dict[str, int]
    bytes: int
    previous: str | None


def publish_release(tables: Mapping[str, Chunks], outputs: Path, about: About, checks: Sequence[Check] = ()) -> Published:
    """Write a release of all tables below `outputs` and let `latest` lead to it.

    `tables` gives for each table of pipeline.tables a function that yields its rows in chunks, in their final order. Rows
    equal to those of the latest release make no new one. Raises PublicationRefusedError without title, licence or sources
    or where rows break a rule, ValueError for missing or unknown tables, SchemaMismatchError for other columns; earlier
    releases then stay as they were.
    """
    refuse_incomplete(about)
    if tables.keys() != TABLES.keys():
        raise ValueError(f"tables to publish and tables of pipeline.tables differ: {sorted(tables.keys() ^ TABLES.keys())}")
    with publishing(outputs) as staging:
        draft = write_tables(tables, staging, about, tuple(checks))
        previous = latest_release(outputs)
        if previous and content_of(previous) == draft.content and is_whole(previous):
            if not is_listed(outputs, previous.name):  # a run was killed between the two
                list_release(outputs, previous.name, about.code_version, draft.rows)
            return _published(previous, draft, is_new=False, previous=previous)
        folder = _finish(draft, outputs)
        point_latest(outputs, draft.version)
        list_release(outputs, draft.version, about.code_version, draft.rows)
        if previous and previous.name != draft.version:
            write_changes(outputs, previous.name, draft.version)
        return _published(folder, draft, is_new=True, previous=previous)


def write_tables(tables: Mapping[str, Chunks], folder: Path, about: About, checks: tuple[Check, ...] = ()) -> Draft:
    """All tables into `folder`; the draft names the version that follows from their content and the code."""
    with ExitStack() as stack:
        schemas = {name: described(arrow_schema(name), table) for name, table in TABLES.items()}
        writers = {name: stack.enter_context(TableWriter(folder, name, schema)) for name, schema in schemas.items()}
        written = {name: writer.write(tables[name]()) for name, writer in writers.items()}
        content = content_hash(written)
        version = sha256(f"{content} {about.code_version}".encode()).hexdigest()[:12]
        for name, writer in writers.items():
            writer.finish(footer(name, version, about))
    return Draft(folder, version, content, about, {name: found.rows for name, found in written.items()}, {}, checks)


def facts_below(folder: Path) -> dict[str, FileFacts]:
    """Size and hash of every file in a folder."""
    return {path.name: file_facts(path) for path in sorted(folder.iterdir())}


def content_hash(written: Mapping[str, Written]) -> str:
    """SHA-256 over the content of all tables: the same rows give the same hash, whatever the files' format."""
    lines = "".join(f"{name} {found.content}\n" for name, found in sorted(written.items()))
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


def _finish(draft: Draft, outputs: Path) -> Path:
    """Exports, descriptors and checksums into the staging folder, then the folder into its place."""
    existing = outputs / RELEASES / draft.version
    if is_whole(existing) and content_of(existing) == draft.content:
        return existing
    checks = _check_and_export(draft)
    whole = draft._replace(files=facts_below(draft.folder), checks=(*draft.checks, *checks))
    for write in DESCRIPTORS:
        write(whole)
    write_sums(draft.folder)
    add_sum(write_zip(draft.folder, draft.version))
    return appear(draft.folder, outputs, draft.version)


def _check_and_export(draft: Draft) -> list[Check]:
    """The checks that the draft's tables passed, and beside them its exports; raises PublicationRefusedError where one fails.

    The three read the same files and write different ones, and spend half their time outside Python: so side by side.
    """
    with ThreadPoolExecutor() as pool:
        checking = pool.submit(check_rows, draft.folder)
        exporting = [pool.submit(write_sqlite, draft.folder, draft.version, draft.about), pool.submit(write_exports, draft.folder)]
        failed = [f"{check.table}: {check.description}" for check in checking.result() if not check.passed]
        if failed:
            raise PublicationRefusedError(f"not published: {'; '.join(failed)}")
        for export in exporting:
            export.result()
    return checking.result()


def _published(folder: Path, draft: Draft, *, is_new: bool, previous: Path | None) -> Published:
    size = sum(path.stat().st_size for path in folder.iterdir())
    return Published(folder.name, folder, is_new, dict(draft.rows), size, previous.name if previous else None)
