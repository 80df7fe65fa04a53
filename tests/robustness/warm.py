"""Loaded by the server that forks refreshes: one refresh, so that each of them finds every lexicon read and every rule made."""

import tempfile
from pathlib import Path

from tests.conftest import BLAST, TALKS
from tests.robustness.children import refresh_here

with tempfile.TemporaryDirectory() as folder:
    (Path(folder) / "raw").mkdir()
    for name, text in {"blast.txt": BLAST, "talks.txt": TALKS}.items():
        Path(folder, "raw", name).write_text(text, encoding="utf-8")
    try:
        refresh_here(folder, "outputs", "state")
    except SystemExit as end:
        if end.code:
            raise
