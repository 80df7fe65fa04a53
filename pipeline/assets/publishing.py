"""Publish what is new: nothing is written again that stands as the same code made it of the same rows."""

import hashlib
import sqlite3
import sys
import zlib
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import storage
from pipeline.final import chunks_of, open_pieces
from pipeline.held import read_held
from pipeline.publish.layout import file_facts, is_whole, latest_release
from pipeline.publish.ledger import Memory, Since
from pipeline.publish.page.evidence_files import EvidenceFile
from pipeline.storage import StateError, Workspace, read_manifest, whole_code
from pipeline.summary import summarise_run, usual_jump
from pipeline.tables import TABLES
from pipeline.work import Work
from pipeline.workers import HERE

PUBLISHED, SHOWN, PARTS = "published.json", "shown.json", "parts.json"
WRITERS = ("numpy", "orjson", "pyarrow")  # libraries on whose version the bytes of a release depend, beside zlib and SQLite


class Release(NamedTuple):
    """A release as it stands: `is_new` is False where its rows were published already, `previous` the release before it."""

    version: str
    folder: Path
    is_new: bool
    rows: dict[str, int]
    bytes: int
    previous: str | None


def publish(folders: Workspace, work: Work = HERE) -> Release:
    """Publish the tables of this run; raises StateError where some have not passed their checks."""
    held = read_held(folders)
    missing = [name for name in TABLES if f"{name} enough_rows" not in held.passed]
    if missing:
        raise StateError(f"not published: {', '.join(missing)} have not passed their checks: materialize them first")
    made_of = {"code": whole_code(), "digest": read_manifest(folders).digest, "sources": hash_of(folders.raw / "sources.yml")}
    return standing(folders, made_of) or publish_anew(folders, made_of, work)


def standing(folders: Workspace, made_of: dict[str, Any]) -> Release | None:
    """The latest release, where it was made of the same by the same code and is whole."""
    from pipeline.publish.index import is_listed

    known, latest = read_note(folders.run / PUBLISHED), latest_release(folders.outputs)
    if latest is None or known.get("made of") != made_of or known.get("version") != latest.name:
        return None
    if not is_whole(latest) or not is_listed(folders.outputs, latest.name) or count_texts(folders) < known["texts"]:
        return None
    return Release(latest.name, latest, False, known["rows"], known["bytes"], latest.name)


def publish_anew(folders: Workspace, made_of: dict[str, Any], work: Work) -> Release:
    """Write a release, and a note of what it was made of."""
    from pipeline.assets.provenance import about_release, store_extracted
    from pipeline.publish.changelog import Told
    from pipeline.publish.release import publish_release

    store_extracted(folders)
    told = Told(summarise_run(chunks_of(folders, "documents")(), latest_release(folders.outputs)), usual_jump())
    memory = Memory(folders.run / PARTS, writing_code())
    pieces = open_pieces(folders)
    about, local = about_release(folders), work if work.engine == "local" else HERE  # where the release lies
    release = Release(*publish_release(pieces, folders.outputs, about, memory=memory, told=told, work=local, checked=True))
    note = {"made of": made_of, "version": release.version, "rows": release.rows, "bytes": release.bytes}
    note["texts"] = count_texts(folders)
    storage.write_note(folders.run / PUBLISHED, note)
    return release


def writing_code() -> str:
    """All that decides how rows become bytes: what was written otherwise is not copied into a new release."""
    libraries = [f"{name} {version(name)}" for name in WRITERS]
    return ", ".join(
        [
            whole_code(),
            *libraries,
            f"zlib {zlib.ZLIB_RUNTIME_VERSION}",
            f"SQLite {sqlite3.sqlite_version}",
            f"python {sys.version_info[:2]}",
        ]
    )


def count_texts(folders: Workspace) -> int:
    """How many texts that came out of HTML lie beside the releases."""
    return sum(1 for _ in (folders.outputs / "texts").glob("*.txt"))


def page_of(folders: Workspace) -> tuple[Path, str]:
    """The catalogue page, written where it is not as the same code wrote it of the same releases; and a hash of it."""
    latest = latest_release(folders.outputs)
    shows = [whole_code(), latest.name if latest else "", hash_of(folders.outputs / "releases.json")]
    page, known = folders.outputs / "index.html", read_note(folders.run / SHOWN)
    if known.get("shows") == shows and known.get("page") == hash_of(page) and known.get("beside") == evidence(folders.outputs):
        return page, known["page"][:16]
    from pipeline.publish.catalogue import write_catalogue

    page, files = write_catalogue(folders.outputs, *page_before(folders, known, shows))
    note = {"shows": shows, "page": hash_of(page), "beside": evidence(folders.outputs), "evidence": files}
    storage.write_note(folders.run / SHOWN, note)
    return page, hash_of(page)[:16]


def page_before(folders: Workspace, known: dict[str, Any], shows: list[str]) -> tuple[Since | None, list[EvidenceFile]]:
    """What the latest release tells otherwise than the one that the page shows, and the page's evidence; nothing of other code."""
    ledger = Memory(folders.run / PARTS, writing_code()).read(folders.outputs)
    code, version, _ = known.get("shows") or ["", "", ""]
    if not ledger or not ledger.since or code != shows[0] or ledger.version != shows[1]:
        return None, []
    same = ledger.version == version  # other releases came or went
    if not same and ledger.since.version != version:
        return None, []
    files = [EvidenceFile(*file) for file in known.get("evidence", ())]
    return (Since(version, (), ()) if same else ledger.since), files


def evidence(outputs: Path) -> list[str]:
    """Names and sizes of the files beside the page."""
    return sorted(f"{path.name} {path.stat().st_size}" for path in (outputs / "evidence").glob("*.js"))


def hash_of(path: Path) -> str:
    """SHA-256 of a file, "" where there is none."""
    return file_facts(path).sha256 if path.is_file() else hashlib.sha256().hexdigest()


def read_note(path: Path) -> dict[str, Any]:
    """A note of an earlier run; {} where it is not there or damaged."""
    try:
        return dict(storage.read_note(path))
    except (OSError, ValueError, TypeError):
        return {}
