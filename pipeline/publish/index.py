"""outputs/releases.json: which releases there are. It carries the dates of publication, so that releases need none."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.publish.layout import RELEASES, write_whole

INDEX = "releases.json"


def read_index(outputs: Path) -> list[dict[str, Any]]:
    """The releases, newest first: version, first_published (UTC), rows by table, bytes; [] where nothing is published."""
    path = outputs / INDEX
    if not path.is_file():
        return []
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["releases"]
    return found


def is_listed(outputs: Path, version: str) -> bool:
    """Whether the index names a release."""
    return any(entry["version"] == version for entry in read_index(outputs))


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
