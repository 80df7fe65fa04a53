"""Refreshes in processes of their own, quick to start and easy to kill: a server that has loaded everything forks each of them."""

import random
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pipeline.publish.verify import verify_release

Facts = tuple[tuple[str, int, int, int, int], ...]

LOADED = ["tests.robustness.warm"]
UNDER_WAY = "under-way"  # the file that names the step which a refresh is at
PLACES = ("Mosul", "Basra", "Kirkuk", "Tikrit", "Ramadi", "Baghdad")


def refresh_here(folder: str, outputs: str, state: str, limit: int = 0) -> None:
    """One refresh in this process, its exit code that of success; `limit` is the largest file that it may write, in bytes."""
    import resource
    import signal
    import sys
    from functools import partial

    import dagster as dg

    from pipeline.assets.workspace import Progress, WorkspaceResource
    from pipeline.definitions import defs

    if limit:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    workspace = WorkspaceResource(raw=f"{folder}/raw", outputs=f"{folder}/{outputs}", state=f"{folder}/{state}", workers=1)
    with dg.DagsterInstance.ephemeral() as instance:
        told = instance.handle_new_event
        instance.handle_new_event = partial(note_step, told, Path(folder, UNDER_WAY))  # type: ignore[method-assign]  # and all that it did
        result = defs.resolve_job_def("refresh").execute_in_process(
            instance=instance,
            resources={"workspace": workspace, "progress": Progress()},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )
    sys.exit(0 if result.success else 1)


def note_step(told: Callable[..., None], path: Path, event: Any, *more: Any, **named: Any) -> None:
    """Write down which step has begun, so that it is known where a refresh was killed."""
    if event.is_dagster_event and event.dagster_event.event_type_value == "STEP_START":
        path.write_text(event.dagster_event.step_key or "", encoding="utf-8")
    told(event, *more, **named)


def start(folder: Path, outputs: str = "outputs", state: str = "state", **more: Any) -> BaseProcess:
    """A refresh of `folder`/raw, begun."""
    context = get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    child = context.Process(target=refresh_here, args=(str(folder), outputs, state), kwargs=more)
    child.start()
    return child


def finish(child: BaseProcess, seconds: float = 180) -> int | None:
    """The exit code of a refresh; it is killed where it takes too long."""
    child.join(seconds)
    if child.is_alive():
        child.kill()
        child.join()
    return child.exitcode


def kill_after(child: BaseProcess, seconds: float, under_way: Path | None = None, step: str = "") -> int | None:
    """The exit code of a refresh that is killed after so many seconds, counted from the begin of a step, if it still runs."""
    while step and under_way and child.is_alive() and under_way.read_text(encoding="utf-8") != step:
        time.sleep(0.002)
    time.sleep(seconds)
    child.kill()
    child.join()
    return child.exitcode


def contents(release: Path) -> dict[str, bytes]:
    """Every file of a release."""
    return {path.name: path.read_bytes() for path in sorted(release.resolve().iterdir())}


def broken_releases(outputs: Path, known: dict[str, Facts] | None = None) -> list[str]:
    """What is wrong with any release that a reader can see; those `known` to be whole only where a file was touched."""
    found, known = list[str](), {} if known is None else known
    for folder in (outputs / "releases").iterdir():
        now = facts_of(folder)
        if known.get(folder.name) != now:
            wrong = verify_release(folder)
            found += [f"{folder.name}: {problem}" for problem in wrong]
            known |= {} if wrong else {folder.name: now}
    return found


def facts_of(folder: Path) -> Facts:
    """What a file system says of the files of a folder: whoever writes to one of them, or puts another in its place, changes it."""
    facts = [(path.name, path.stat()) for path in sorted(folder.iterdir())]
    return tuple((name, fact.st_ino, fact.st_size, fact.st_mtime_ns, fact.st_ctime_ns) for name, fact in facts)


def a_text(rng: random.Random) -> str:
    """A short text of its own, and now and then a line that others have, so that one text bears on the verdicts on others."""
    place, count = rng.choice(PLACES), rng.randint(2, 900)
    told = f"{place.upper()} - Police arrested {count} men in {place} on {rng.randint(1, 28)} May 2016, the army said.\n"
    return told + rng.choice(("", "\nThis story is part of a series on the streets of the south.\n"))


def change_something(raw: Path, rng: random.Random) -> str:
    """Add, change or remove a text below `raw`, at random; says what."""
    texts = sorted(raw.glob("*.txt"))
    what = rng.choice(["add", "add", "change", "remove"]) if len(texts) > 2 else "add"
    path = raw / f"{rng.randrange(10**6):06}.txt" if what == "add" else rng.choice(texts)
    if what == "remove":
        path.unlink()
    else:
        path.write_text(a_text(rng), encoding="utf-8")
    return f"{what} {path.name}"
