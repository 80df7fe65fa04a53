"""Where releases lie, and how one appears whole or not at all: built in a staging folder, put on disk, renamed into place.

- outputs/releases/<version>/   one release
- outputs/latest                a link to the newest complete one
- outputs/releases.json         the index of releases (see index.py)
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
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


class FileFacts(NamedTuple):
    """A file's size in bytes and its SHA-256."""

    bytes: int
    sha256: str


@contextmanager
def publishing(outputs: Path) -> Iterator[Path]:
    """A new staging folder, alone: others wait, and what killed runs left is removed first. It is gone at the end."""
    releases = outputs / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    with FileLock(outputs / LOCK):
        for leftover in outputs.glob(f"{STAGING}*"):
            shutil.rmtree(leftover)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=outputs))
        staging.chmod(0o755)
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


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


def write_sums(folder: Path) -> None:
    """SHA256SUMS over all files of a folder, as `sha256sum --check` reads it."""
    files = sorted(path for path in folder.iterdir() if path.name != SUMS)
    lines = [f"{file_facts(path).sha256}  {path.name}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def add_sum(file: Path) -> None:
    """Name one more file in the SHA256SUMS of its folder."""
    with (file.parent / SUMS).open("a", encoding="utf-8", newline="\n") as sums:
        sums.write(f"{file_facts(file).sha256}  {file.name}\n")


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
