"""The files of a raw folder, in sorted order, each with a hash of its bytes or the reason why it cannot be read."""

import errno
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

FORMATS = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
}
SIDECAR = ".meta.yml"
# Faults of drives and networks that may be gone a moment later; a full disk or a missing right is none of them.
PASSING = frozenset(
    {errno.EIO, errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.ESTALE, errno.ETIMEDOUT, errno.ECONNRESET, errno.ENETUNREACH,
     errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN}
)  # fmt: skip
WAITS = (0.1, 0.5, 2.0)  # seconds before a file is tried again
T = TypeVar("T")
NOT_TEXTS = ("README.md", "sources.yml")


class RawFile(NamedTuple):
    """A file below the raw folder: its relative path with forward slashes, or the `reason` why it cannot be read."""

    path: str
    location: Path
    size: int
    sha256: str | None
    media_type: str | None
    compressed: bool
    reason: str | None


def find_files(raw: Path) -> Iterator[RawFile]:
    """Every file below `raw` that is a text or stands in the place of one, sorted by path.

    Hidden files, sidecars, `sources.yml` and `README.md` are no texts. Links that lead out of `raw`, or in a circle, and special
    files are named with a reason; no link to a folder is followed. Raises NotADirectoryError where `raw` is no folder.
    """
    if not raw.is_dir():
        raise NotADirectoryError(f"{raw} is not a folder: name the folder that holds the raw texts")
    root = raw.resolve()
    for folder, subfolders, names in os.walk(raw):
        linked = [name for name in subfolders if (Path(folder) / name).is_symlink()]
        subfolders[:] = sorted(name for name in subfolders if not name.startswith(".") and name not in linked)
        for name in sorted([*names, *linked]):
            if name.startswith(".") or name in NOT_TEXTS or name.endswith(SIDECAR):
                continue
            yield describe(root, raw, Path(folder) / name)


def describe(root: Path, raw: Path, location: Path) -> RawFile:
    """One file as it is: format by its name, size and hash by its bytes."""
    path = os.fsencode(location.relative_to(raw).as_posix()).decode("utf-8", "backslashreplace")
    suffixes = [suffix.lower() for suffix in location.suffixes]
    compressed = suffixes[-1:] == [".gz"]
    suffix = suffixes[-2] if compressed and len(suffixes) > 1 else suffixes[-1] if suffixes else ""
    media_type = FORMATS.get(suffix)
    reason, size, digest = None, 0, None
    try:
        resolved = location.resolve(strict=True)
        if location.is_symlink() and not resolved.is_relative_to(root):
            reason = "a symbolic link that leads out of the raw folder is not followed"
        elif not resolved.is_file():
            reason = "a link to a folder is not followed" if resolved.is_dir() else "not a regular file"
        else:
            size, digest = resolved.stat().st_size, patiently(lambda: hash_file(resolved))
    except RuntimeError:
        reason = "cannot be read: symbolic links in a circle"
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
    if reason is None and media_type is None:
        reason = f"no text format by its name: {suffix or 'no ending'} is none of {', '.join(FORMATS)}"
    return RawFile(path, location, size, digest, media_type, compressed, reason)


def patiently(work: Callable[[], T]) -> T:
    """The result of `work`, tried again where the fault may pass by itself (a network drive that stumbles)."""
    for seconds in WAITS:
        try:
            return work()
        except OSError as error:
            if error.errno not in PASSING:
                raise
            time.sleep(seconds)
    return work()


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
