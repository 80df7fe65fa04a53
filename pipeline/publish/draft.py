"""A release being made: its tables are written, its descriptors are not yet."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.publish.about import About, Check
from pipeline.publish.layout import FileFacts


class Draft(NamedTuple):
    """What every descriptor is written from: the staging folder, what it holds, and what is said about it.

    `files` are the data files so far (name to size and hash); `content` is the SHA-256 over the content of all tables.
    """

    folder: Path
    version: str
    content: str
    about: About
    rows: Mapping[str, int]
    files: Mapping[str, FileFacts]
    checks: tuple[Check, ...] = ()

    def write_text(self, name: str, text: str) -> None:
        """A text file of the release."""
        (self.folder / name).write_text(text, encoding="utf-8", newline="\n")

    def write_json(self, name: str, value: Any) -> None:
        """A JSON file of the release, keys in the order given."""
        self.write_text(name, json.dumps(value, indent=2, ensure_ascii=False) + "\n")
