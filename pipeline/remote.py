"""Raw texts and releases that lie elsewhere: folders by URL, mirrored before a run and after it.

fsspec speaks to S3 and what resembles it, to Google Cloud, Azure, SFTP, WebDAV and many more; a scheme may need a library of its
own (`s3fs` for `s3://`), which fsspec names where it is missing. A run itself knows local folders only: so every promise of it
(releases that appear whole, locks, nothing read twice) holds, and a network that fails costs a mirror and never a release.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import fsspec
from filelock import FileLock

from pipeline import console
from pipeline.publish.index import INDEX, read_index
from pipeline.publish.layout import RELEASES, write_whole

SEEN = ".mirror.json"
# What says that a file there is another than before, by what stores call it; the first that a store gives is taken.
STAMPS = ("ETag", "etag", "md5Hash", "md5", "checksum", "mtime", "LastModified", "last_modified", "modified", "created")


class RemoteError(RuntimeError):
    """A folder elsewhere could not be read or written; the message says which and why."""


class Mirrored(NamedTuple):
    """What a mirror did: files copied, files removed, files that were there already."""

    copied: int
    removed: int
    kept: int


def is_url(text: str) -> bool:
    """Whether `text` names a folder by URL and not by path.

    >>> is_url("s3://archive/raw"), is_url("raw"), is_url("C:/raw")
    (True, False, False)
    """
    return "://" in text


def refresh_there(raw: str, outputs: str, state: Path, refresh: Callable[[Path, Path], int]) -> int:
    """Refresh folders of which one or both are named by URL, through mirrors below `state`; returns the exit code.

    `refresh` gets local folders and returns 0 where it published. What it published goes out; after any other end nothing does.
    """
    mirror = state / "mirror"
    mirror.mkdir(parents=True, exist_ok=True)
    folders = [mirror / name if is_url(place) else Path(place) for name, place in (("raw", raw), ("outputs", outputs))]
    try:
        with FileLock(mirror / ".lock"):
            if is_url(raw):
                console.show_mirrored("fetched from", raw, *fetch_raw(raw, folders[0]))
            code = refresh(*folders)
            if code == 0 and is_url(outputs):
                console.show_mirrored("sent to", outputs, *send_outputs(folders[1], outputs))
    except RemoteError as error:
        console.show_error(str(error))
        return 1
    return code


def fetch_raw(url: str, folder: Path) -> Mirrored:
    """Bring `folder` in step with the files below `url`: only files are copied whose size or stamp changed since the last time.

    A file is copied beside its place and renamed into it. Raises RemoteError where the folder cannot be read to its end or is not
    there; what came before stays, and the next call goes on from there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files, root = open_url(url)
    before, now, copied = read_seen(folder), dict[str, str](), 0
    try:
        for name, facts in list_files(files, root).items():
            now[name] = stamp_of(facts)
            path = folder / name
            if before.get(name) == now[name] and path.is_file():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{path.name}.part")
            files.get_file(f"{root}/{name}", str(part))
            part.replace(path)
            copied += 1
    except Exception as error:  # every library behind fsspec has errors of its own
        raise RemoteError(f"{url}: {error}") from error
    removed = [path for path in files_below(folder) if path.relative_to(folder).as_posix() not in now]
    for path in removed:
        path.unlink()
    write_whole(folder / SEEN, json.dumps(now, indent=0, sort_keys=True))
    return Mirrored(copied, len(removed), len(now) - copied)


def send_outputs(outputs: Path, url: str) -> Mirrored:
    """Bring the folder at `url` in step with `outputs`: releases first and the index of releases last.

    So a reader who goes by `releases.json` sees the old release or the new one, never half of one. A release that is there stays;
    one that retention removed here stays there. Raises RemoteError where the folder cannot be written.
    """
    files, root = open_url(url)
    copied = kept = 0
    try:
        there = {name: int(facts.get("size") or 0) for name, facts in list_files(files, root, missing_ok=True).items()}
        for name in ordered(outputs):
            path = outputs / name
            if name.startswith(f"{RELEASES}/") and there.get(name) == path.stat().st_size:
                kept += 1
                continue
            files.makedirs(f"{root}/{PurePosixPath(name).parent}", exist_ok=True)
            put = put_file if name.startswith(f"{RELEASES}/") else put_whole
            put(files, path, f"{root}/{name}")
            copied += 1
    except Exception as error:  # every library behind fsspec has errors of its own
        raise RemoteError(f"{url}: {error}") from error
    return Mirrored(copied, 0, kept)


def ordered(outputs: Path) -> list[str]:
    """Names of the files to send, in the order that keeps readers from half a release: releases, then the page, then the index."""
    versions = {entry["version"] for entry in read_index(outputs)}
    names = [path.relative_to(outputs).as_posix() for path in files_below(outputs)]
    wanted = [name for name in names if not name.startswith(f"{RELEASES}/") or name.split("/")[1] in versions]
    return sorted(wanted, key=lambda name: (name == INDEX, name.endswith(".html"), not name.startswith(RELEASES), name))


def open_url(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path of the folder in it; raises RemoteError for an unknown scheme."""
    try:
        files, root = fsspec.core.url_to_fs(url)
        files.invalidate_cache()
    except Exception as error:  # every library behind fsspec has errors of its own
        raise RemoteError(f"{url}: {error}") from error
    return files, root.rstrip("/")


def list_files(files: Any, root: str, *, missing_ok: bool = False) -> dict[str, Mapping[str, Any]]:
    """Name below `root` and facts of every file there, in the order of the names; names that would leave the folder are left out.

    Raises what the store raises: fsspec's own `find` and `exists` take a listing that failed for a folder without files, and then
    all that was mirrored would go.
    """
    found, waiting, seen = dict[str, Mapping[str, Any]](), [root], {root}
    while waiting:
        folder = waiting.pop()
        try:
            listed = files.ls(folder, detail=True)
        except FileNotFoundError:
            if folder == root and not missing_ok:
                raise FileNotFoundError("no such folder, or nothing in it") from None
            continue
        for facts in listed:
            place = facts["name"].rstrip("/")
            if place == root and facts["type"] == "file" and facts.get("size"):
                raise NotADirectoryError("a file, not a folder")
            if facts["type"] == "directory" or facts["name"].endswith("/"):
                waiting += {place} - seen if place.startswith(f"{folder}/") else ()
                seen.add(place)
            elif stays_below(name := place.removeprefix(root).lstrip("/")):
                found[name] = facts
    return dict(sorted(found.items()))


def stays_below(name: str) -> bool:
    """Whether a name in a store can be one below a folder here.

    >>> [stays_below(name) for name in ("2016/a.txt", "../a.txt", "a/./b", "", "a\\0b", ".mirror.json")]
    [True, False, False, False, False, False]
    """
    parts = name.split("/")
    return not {"", ".", ".."} & set(parts) and "\0" not in name and parts[-1] != SEEN


def put_file(files: Any, path: Path, place: str) -> None:
    """Copy a file to a store."""
    files.put_file(str(path), place)


def put_whole(files: Any, path: Path, place: str) -> None:
    """Copy a file to a store so that who reads there sees the old one or the new one, never half of it."""
    aside = f"{place}.part"
    files.put_file(str(path), aside)
    files.mv(aside, place)


def stamp_of(facts: Mapping[str, Any]) -> str:
    """What tells a file there from what it was: its size, and the first stamp that the store gives."""
    stamp = next((str(facts[name]) for name in STAMPS if facts.get(name)), "")
    return f"{facts.get('size')} {stamp}"


def files_below(folder: Path) -> Iterator[Path]:
    """Every file below a folder but hidden ones, without following links; in no certain order."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place) / name for name in names if not name.startswith(".") and not (Path(place) / name).is_symlink())


def read_seen(folder: Path) -> dict[str, str]:
    """The stamps of the last mirror; none where there was none, or its record is damaged."""
    try:
        found: dict[str, str] = json.loads((folder / SEEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found
