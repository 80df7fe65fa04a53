"""What was checked and passed before, so that a refresh looks at what is new and at no row twice.

A verdict is kept under the content that it was given on and under all code of the package; where either changed, it is given again.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from pipeline.storage import Workspace, read_manifest, read_note, whole_code, write_note

HELD = "held.json"
NOTHING: Mapping[str, int] = MappingProxyType({})


class Held(NamedTuple):
    """Checks that passed on all of this run's tables (`table check` to rows), and pieces of tables that passed row by row."""

    digest: str = ""
    passed: Mapping[str, int] = NOTHING
    pieces: frozenset[str] = frozenset()


def read_held(workspace: Workspace) -> Held:
    """What passed before: on these very tables, and of others piece by piece; nothing where other code checked it."""
    try:
        known = read_note(workspace.run / HELD)
        if known["code"] != whole_code():
            return Held()
        same = known["digest"] == read_manifest(workspace).digest
        return Held(known["digest"], known["passed"] if same else NOTHING, frozenset(known["pieces"]))
    except (OSError, ValueError, KeyError):
        return Held()


def write_held(workspace: Workspace, passed: Mapping[str, int], pieces: Iterable[str]) -> None:
    """Put down what passed, beside what else passed on the same tables."""
    digest, before = read_manifest(workspace).digest, read_held(workspace)
    same = before.digest == digest
    known: dict[str, Any] = {"code": whole_code(), "digest": digest, "passed": {**(before.passed if same else {}), **passed}}
    known["pieces"] = sorted(pieces)
    write_note(workspace.run / HELD, known)
