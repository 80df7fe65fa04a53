"""Where releases lie, and how one appears whole or not at all: built in a staging folder, put on disk, renamed into place.

- outputs/releases/<version>/   one release
- outputs/latest                a link to the newest complete one
- outputs/releases.json         the index of releases (see index.py)
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

RELEASES = "releases"
LATEST = "latest"
STAGING = ".staging-"
LOCK = ".publish.lock"
SUMS = "SHA256SUMS"
SQLITE = "factline.sqlite"


class FileFacts(NamedTuple):
    """A file's size in bytes and its SHA-256."""

    bytes: int
    sha256: str


@contextmanager
def publishing(outputs: Path) -> Iterator[tuple[Path, Path]]:
    """Two new folders, one to become the release and one for what is needed on the way; both are gone at the end.

    Whoever publishes is alone: others wait, and what killed runs left is removed first.
    """
    releases = outputs / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    with FileLock(outputs / LOCK):
        for leftover in outputs.glob(f"{STAGING}*"):
            shutil.rmtree(leftover)
        staging, aside = (Path(tempfile.mkdtemp(prefix=f"{STAGING}{what}", dir=outputs)) for what in ("", "aside-"))
        staging.chmod(0o755)
        try:
            yield staging, aside
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            shutil.rmtree(aside, ignore_errors=True)


def appear(staging: Path, outputs: Path, version: str) -> Path:
    """Move the finished staging folder to its place among the releases; a damaged release of that version gives way."""
    for file in staging.iterdir():
        flush(file)
    flush(staging)
    final = outputs / RELEASES / version
    old = staging.with_name(f"{STAGING}old-{version}")
    if final.exists():
        final.replace(old)
    staging.replace(final)
    shutil.rmtree(old, ignore_errors=True)
    flush(final.parent)
    return final


def empty(*folders: Path) -> None:
    """Remove the files of some folders."""
    for folder in folders:
        for path in folder.iterdir():
            path.unlink()


def point_latest(outputs: Path, version: str) -> None:
    """Let `latest` lead to a release, from one moment to the next. Raises where `latest` is something else than a link."""
    link, aside = outputs / LATEST, outputs / f".{LATEST}-{os.getpid()}"
    if link.exists() and not link.is_symlink():
        raise FileExistsError(f"{link} is not a link to a release: move it away, then publish again")
    aside.unlink(missing_ok=True)
    aside.symlink_to(Path(RELEASES) / version, target_is_directory=True)
    aside.replace(link)
    flush(outputs)


def latest_release(outputs: Path) -> Path | None:
    """The folder of the newest complete release, or None."""
    link = outputs / LATEST
    return link.resolve() if link.is_dir() else None


def write_whole(path: Path, text: str) -> None:
    """Write a file so that readers see the old text or the new one, never half of it."""
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    aside.write_text(text, encoding="utf-8", newline="\n")
    flush(aside)
    aside.replace(path)


def flush(path: Path) -> None:
    """Have the file's or folder's content on disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_facts(path: Path) -> FileFacts:
    """Size and SHA-256 of a file, read in pieces."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return FileFacts(path.stat().st_size, digest.hexdigest())


def write_sums(folder: Path, known: Mapping[str, FileFacts]) -> None:
    """SHA256SUMS over all files of a folder, as `sha256sum --check` reads it; files whose hash is known are not read again."""
    files = sorted(path for path in folder.iterdir() if path.name != SUMS)
    lines = [sum_line(path.name, known.get(path.name) or file_facts(path)) for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def add_sum(folder: Path, name: str, facts: FileFacts) -> None:
    """Name one more file in the SHA256SUMS of its folder."""
    with (folder / SUMS).open("a", encoding="utf-8", newline="\n") as sums:
        sums.write(sum_line(name, facts))


def sum_line(name: str, facts: FileFacts) -> str:
    """A file as SHA256SUMS has it."""
    return f"{facts.sha256}  {name}\n"


def read_sums(folder: Path) -> dict[str, str]:
    """File names and their SHA-256 as SHA256SUMS states them; empty where there is none."""
    path = folder / SUMS
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines) if name}


def is_whole(folder: Path) -> bool:
    """Whether every file that SHA256SUMS names is there (its content is verify's affair)."""
    names = read_sums(folder)
    return bool(names) and all((folder / name).is_file() for name in names)
