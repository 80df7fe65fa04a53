"""outputs/releases.json: which releases there are. It carries the dates of publication, so that releases need none."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.publish.layout import RELEASES, is_whole, write_whole
from pipeline.tables import TABLES

INDEX = "releases.json"


def read_index(outputs: Path) -> list[dict[str, Any]]:
    """The releases, newest first: version, first_published (UTC), rows by table, bytes; [] where nothing is published.

    Where the index is gone or damaged, the releases tell of themselves.
    """
    found = written_index(outputs)
    return releases_below(outputs) if found is None else found


def written_index(outputs: Path) -> list[dict[str, Any]] | None:
    """The releases as the index names them; None where there is none or it is damaged."""
    try:
        found: list[dict[str, Any]] = json.loads((outputs / INDEX).read_text(encoding="utf-8"))["releases"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if all(isinstance(entry, dict) and "version" in entry for entry in found) else None


def releases_below(outputs: Path) -> list[dict[str, Any]]:
    """The whole releases that lie there as the index would name them, the one written last first."""
    folders = [folder for folder in (outputs / RELEASES).glob("*") if is_whole(folder) and (folder / "datapackage.json").is_file()]
    return [tell_release(folder) for folder in sorted(folders, key=lambda folder: folder.stat().st_mtime, reverse=True)]


def tell_release(folder: Path) -> dict[str, Any]:
    """What a release says of itself."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    counts = {table["path"]: table["rowCount"] for table in package["resources"] if "rowCount" in table}
    published = datetime.fromtimestamp(int(folder.stat().st_mtime), UTC)
    return {
        "first_published": published.isoformat(timespec="seconds"),
        "version": folder.name,
        "code_version": package.get("codeVersion", ""),
        "rows": {name: counts[f"{name}.csv"] for name in TABLES if f"{name}.csv" in counts},
        "bytes": sum(path.stat().st_size for path in folder.iterdir()),
    }


def is_listed(outputs: Path, version: str) -> bool:
    """Whether the index names a release."""
    return any(entry["version"] == version for entry in written_index(outputs) or ())


def list_release(outputs: Path, version: str, code_version: str, rows: Mapping[str, int]) -> None:
    """Put a release at the head of the index; a release whose folder is gone leaves it."""
    known = {entry["version"]: entry for entry in read_index(outputs) if (outputs / RELEASES / entry["version"]).is_dir()}
    entry = known.pop(version, None) or {"first_published": datetime.now(UTC).isoformat(timespec="seconds")}
    folder = outputs / RELEASES / version
    entry |= {
        "version": version,
        "code_version": code_version,
        "rows": dict(rows),
        "bytes": sum(path.stat().st_size for path in folder.iterdir()),
    }
    releases = [entry, *known.values()]
    write_whole(outputs / INDEX, json.dumps({"latest": version, "releases": releases}, indent=2, ensure_ascii=False) + "\n")
