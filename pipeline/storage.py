"""Where things lie between runs: the shard store, what a run planned and merged, and the lock that keeps runs apart.

Everything here can be deleted: the next run makes it again. Shards lie under a key of their content and of the code that read
them, so folders of state can be shared by any number of raw folders.
"""

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pyarrow as pa
import pyarrow.compute as pc
from filelock import FileLock, Timeout

from pipeline.reading.metadata import Metadata
from pipeline.reading.records import Slice
from pipeline.reading.shards import Shard
from pipeline.tables import arrow_schema
from pipeline.tables.bundle import DAMAGE, map_bundle

# Modules whose code does not change what is extracted from a text.
OUTSIDE = frozenset(
    "assets publish __main__.py alert.py backfill.py checks.py cli.py console.py corpus.py definitions.py engine.py "
    "eventlog.py held.py laws.py launch.py look.py retention.py rowwise.py schedules.py server.py storage.py summary.py "
    "work.py workers.py".split()
)
# Libraries whose version can.
LIBRARIES = ("ahocorasick-rs", "babel", "charset-normalizer", "ftfy", "lemminflect", "pycld2", "rensa", "trafilatura")
# Tables that are read shard by shard; the others are made by merging and lie in one file for the whole run.
SHARDED = ("blocks", "times", "figures", "mentions")
MERGED = ("documents", "places", "actors", "actor_names")
HAPPENINGS = ("reports", "report_actors", "events")

LOCK = ".run.lock"


class StateError(RuntimeError):
    """What a run needs from an earlier step is not there, or another run holds it; the message says what to do."""


class AgainError(StateError):
    """Something that this run rests on changed or was found broken, and has been cleared away: running again makes good."""


def code_version() -> str:
    """A hash of all code, lexicons and libraries that decide what is extracted: 12 hexadecimal digits."""
    return hash_code(OUTSIDE)


def whole_code() -> str:
    """A hash of all code of the package: what was checked or published by other code is checked and published again."""
    return hash_code(frozenset())


@lru_cache(maxsize=2)
def hash_code(outside: frozenset[str]) -> str:
    """A hash of the files of the package, but for those named, and of the versions of the libraries that read texts."""
    digest = hashlib.sha256()
    for name, content in walk(files("pipeline"), "", outside):
        digest.update(name.encode() + b"\0" + content)
    for library in LIBRARIES:
        digest.update(f"{library}={version(library)}".encode())
    return digest.hexdigest()[:12]


def walk(folder: Traversable, prefix: str, outside: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of every source file and lexicon below a package folder, but for those outside, in sorted order."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{prefix}{item.name}"
        if name in outside or item.name.startswith((".", "__pycache__")):
            continue
        if item.is_dir():
            yield from walk(item, f"{name}/", outside)
        elif item.name.endswith((".py", ".yml", ".tsv", ".csv", ".json", ".gz")):
            yield name, item.read_bytes()


class ShardStore(NamedTuple):
    """The folder of shard bundles of one version of the code."""

    folder: Path
    code: str

    def bundle(self, key: str) -> Path:
        """Where the tables of a shard lie."""
        return self.folder / self.code / key[:2] / f"{key}.zip"


class Manifest(NamedTuple):
    """What a run is made of: the keys of its shards in order, the code that reads them, and how much was found."""

    code: str
    shards: tuple[str, ...]
    files: int
    documents: int

    @property
    def digest(self) -> str:
        """A hash of the raw texts and the code: what all that follows is made of."""
        return hashlib.sha256("\n".join([self.code, *self.shards]).encode()).hexdigest()[:16]

    @property
    def content(self) -> str:
        """A hash of the raw texts and what is known of them, whatever the code."""
        return hashlib.sha256("\n".join(self.shards).encode()).hexdigest()[:16]


class Workspace(NamedTuple):
    """The three folders of a run: raw texts, outputs and state."""

    raw: Path
    outputs: Path
    state: Path

    @property
    def store(self) -> ShardStore:
        """The shards of this version of the code."""
        return ShardStore(self.state / "shards", code_version())

    @property
    def spool(self) -> Path:
        """Where compressed JSON Lines are unpacked."""
        return self.state / "spool"

    @property
    def run(self) -> Path:
        """What lies between the steps of a run on these raw texts and outputs."""
        name = hashlib.sha256(f"{self.raw.resolve()}\0{self.outputs.resolve()}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
        return self.state / "runs" / name


def write_plan(workspace: Workspace, shards: Sequence[Shard]) -> Manifest:
    """Write down the shards of a run and what they are made of, each file whole or not at all."""
    workspace.run.mkdir(parents=True, exist_ok=True)
    paths = {part.path for shard in shards for part in shard.slices}
    manifest = Manifest(code_version(), tuple(shard.key for shard in shards), len(paths), sum(shard.documents for shard in shards))
    write_aside(workspace.run / "plan.jsonl", b"".join(orjson.dumps(shard, default=list) + b"\n" for shard in shards))
    write_aside(workspace.run / "manifest.json", orjson.dumps(manifest._asdict()))
    return manifest


def write_aside(path: Path, content: bytes) -> None:
    """Write a file beside its place and have it on disk, then let it take the place at once."""
    aside = path.with_suffix(f".{os.getpid()}.part")
    try:
        with aside.open("wb") as sink:
            sink.write(content)
            sink.flush()
            os.fsync(sink.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_note(path: Path, found: Any, default: Callable[[Any], Any] = list) -> None:
    """Write what a later run is to believe, behind a checksum: whole or not at all."""
    content = orjson.dumps(found, default=default)
    write_aside(path, f"{zlib.crc32(content):08x}\n".encode() + content)


def read_note(path: Path) -> Any:
    """What was written there; raises OSError where there is nothing, ValueError where a byte of it is not as it was written."""
    told, _, content = path.read_bytes().partition(b"\n")
    if told != f"{zlib.crc32(content):08x}".encode():
        raise ValueError(f"{path}: damaged")
    return orjson.loads(content)


def read_plan(workspace: Workspace) -> list[Shard]:
    """The shards of the run in order; raises StateError where `raw_files` has not run, or other code did."""
    manifest = read_manifest(workspace)
    shards = []
    for line in (workspace.run / "plan.jsonl").read_bytes().splitlines():
        key, slices, documents, repeated = orjson.loads(line)
        shards.append(Shard(key, tuple(slice_back(part) for part in slices), documents, tuple(map(tuple, repeated))))
    if tuple(shard.key for shard in shards) != manifest.shards:
        raise StateError(f"the plan for {workspace.raw} was being written when a run died: materialize raw_files again")
    return shards


def slice_back(fields: Sequence[Any]) -> Slice:
    """A slice as the plan holds it: its fields in order."""
    part = Slice._make(fields)
    metadata = Metadata._make(part.metadata)
    return part._replace(metadata=metadata._replace(keep=tuple(metadata.keep), drop=tuple(metadata.drop)))


def read_manifest(workspace: Workspace) -> Manifest:
    """What the run is made of; raises StateError where `raw_files` has not run, or other code did."""
    try:
        content = orjson.loads((workspace.run / "manifest.json").read_bytes())
        manifest = Manifest(content["code"], tuple(content["shards"]), content["files"], content["documents"])
    except (OSError, ValueError, KeyError) as error:
        raise StateError(f"no plan for {workspace.raw}: materialize raw_files first") from error
    if manifest.code != code_version():
        raise StateError("the code or a lexicon changed since raw_files was materialized: materialize it again")
    return manifest


@contextmanager
def locked(workspace: Workspace, seconds: float = 0) -> Iterator[None]:
    """Hold the outputs for one run, and again for each of its steps; raises StateError where another holds them after `seconds`.

    The lock is the operating system's: it goes with the process that holds it, however that ends.
    """
    try:
        workspace.run.mkdir(parents=True, exist_ok=True)
        workspace.outputs.mkdir(parents=True, exist_ok=True)
        lock = FileLock(workspace.outputs / LOCK, is_singleton=True, thread_local=False)
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise StateError(f"another run to {workspace.outputs} is under way: wait for its end, then run again") from error
    except OSError as error:
        raise StateError(f"{error.filename or workspace.outputs}: cannot be written: {error.strerror or error}") from error
    try:
        yield
    finally:
        lock.release()


def merged_path(workspace: Workspace) -> Path:
    """The bundle of documents, places, actors and their names, and of the rows that duplicates must not bring in."""
    return workspace.run / f"merged-{read_manifest(workspace).digest}.zip"


def happenings_path(workspace: Workspace) -> Path:
    """The bundle of reports, their parties and events."""
    return workspace.run / f"happenings-{read_manifest(workspace).digest}.zip"


def forget_others(path: Path) -> None:
    """Remove what the same step made of other raw texts."""
    for other in path.parent.glob(f"{path.name.partition('-')[0]}-*"):
        if other != path:
            other.unlink(missing_ok=True)


def read_made(path: Path, names: Sequence[str], step: str) -> list[pa.Table]:
    """Tables of an earlier step; raises StateError, naming the step, where they are not there."""
    try:
        return list(map_bundle(path, names).values())
    except FileNotFoundError as error:
        raise StateError(f"{', '.join(names)}: not made yet: materialize {step} first") from error
    except DAMAGE as error:
        path.unlink(missing_ok=True)
        raise AgainError(f"{path.name} was damaged and has been removed; run again to make it anew") from error


def shard_tables(workspace: Workspace, names: Sequence[str], only: Sequence[int] | None = None) -> Iterator[list[pa.Table]]:
    """The named tables of every shard in order, or of those numbered in `only`, as the shard function left them."""
    keys, store = read_manifest(workspace).shards, workspace.store
    for number in range(len(keys)) if only is None else only:
        yield read_made(store.bundle(keys[number]), names, "documents")


def kept_rows(workspace: Workspace, names: Sequence[str], only: Sequence[int] | None = None) -> Iterator[list[pa.Table]]:
    """The named tables, as `shard_tables` gives them, without the rows of documents that turned out to be duplicates."""
    dropped = dropped_documents(workspace)
    numbers = range(len(read_manifest(workspace).shards)) if only is None else only
    for number, tables in zip(numbers, shard_tables(workspace, names, only), strict=True):
        unwanted = dropped.get(number)
        yield [without(table, unwanted) for table in tables] if unwanted else tables


def dropped_documents(workspace: Workspace) -> dict[int, list[str]]:
    """Documents whose rows do not count, by the number of their shard."""
    (dropped,) = read_made(merged_path(workspace), ["dropped"], "documents")
    found: dict[int, list[str]] = {}
    for shard, document in zip(*(dropped[name].to_pylist() for name in ("shard", "document_id")), strict=True):
        found.setdefault(shard, []).append(document)
    return found


def without(table: pa.Table, documents: list[str]) -> pa.Table:
    """The rows of a table that belong to none of `documents`."""
    return table.filter(pc.invert(pc.is_in(table["document_id"], value_set=pa.array(documents, pa.string()))))


def empty_table(name: str) -> pa.Table:
    """A published table without rows."""
    return arrow_schema(name).empty_table()
