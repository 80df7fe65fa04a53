"""Which checks passed on all rows of a run, so that a run in which nothing changed looks at nothing.

A verdict is kept under the content that it was given on and under all code of the package; where either changed, it is given again.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from pipeline.storage import Workspace, read_manifest, read_note, whole_code, write_note

HELD = "held.json"
NOTHING: Mapping[str, int] = MappingProxyType({})


class Held(NamedTuple):
    """Checks that passed on all of this run's tables: `table check` to rows."""

    digest: str = ""
    passed: Mapping[str, int] = NOTHING


def read_held(workspace: Workspace) -> Held:
    """What passed before on these very tables; nothing where other code checked it."""
    try:
        known = read_note(workspace.run / HELD)
        if known["code"] != whole_code():
            return Held()
        same = known["digest"] == read_manifest(workspace).digest
        return Held(known["digest"], known["passed"]) if same else Held()
    except (OSError, ValueError, KeyError, TypeError):
        return Held()


def write_held(workspace: Workspace, passed: Mapping[str, int]) -> None:
    """Put down what passed, beside what else passed on the same tables."""
    known = {"code": whole_code(), "digest": read_manifest(workspace).digest}
    write_note(workspace.run / HELD, {**known, "passed": {**read_held(workspace).passed, **passed}})
