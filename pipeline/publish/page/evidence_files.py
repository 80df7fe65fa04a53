"""The evidence files beside the page: many rows to a file, named by its content, so that a refresh writes those that changed.

Which rows share a file follows from their keys (content-defined, as shards of raw texts are): a new row moves the borders of its
own file and of no other. What was found for a row before is found again only where something that is told of it changed.
"""

import json
import shutil
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.publish.page.embed import safe_json

EVIDENCE = "evidence"  # folder beside the page
MOST_INLINE = 900_000  # characters of evidence that the page itself carries
MEAN_ROWS = 100  # one key in so many ends a file
HEAD, TAIL = "factlineEvidence(", ");\n"
Evidence = Mapping[str, Any]
Find = Callable[[Sequence[Sequence[str]]], Iterable[Evidence]]


class EvidenceFile(NamedTuple):
    """A file of evidence: a hash of the keys that it holds, one of its content (which names it), and its characters."""

    keys: str
    name: str
    size: int


class Shown(NamedTuple):
    """What the page needs to find evidence, and the files beside it; no files where the page carries it all."""

    where: dict[str, Any]
    files: tuple[EvidenceFile, ...]


def place_evidence(outputs: Path, keys: Sequence[str], find: Find, stale: Collection[str], before: Sequence[EvidenceFile]) -> Shown:
    """Put the evidence of all keys where the page finds it: in itself, or in script files beside it, in the same order.

    `find` gives the evidence of groups of keys, a group after the other; it is asked for those keys alone that are `stale` or
    not in a file of `before`, as these stand.
    """
    folder, spans = outputs / EVIDENCE, cut_keys(keys)
    standing = {file.keys: file for file in before if read_text(folder, file) is not None}
    kept = {first: standing.get(hash_keys(keys[first:end])) for first, end in spans}
    for first, end in spans:
        if any(key in stale for key in keys[first:end]):
            kept[first] = None
    reused = set(kept.values())
    known = {key: told for file in standing.values() if file not in reused for key, told in read_file(folder, file).items()}
    changed = {first: keys[first:end] for first, end in spans if kept[first] is None}
    groups = [[key for key in some if key in stale or key not in known] for some in changed.values()]
    texts = {
        first: safe_json({key: fresh[key] if key in fresh else known[key] for key in some})
        for (first, some), fresh in zip(changed.items(), find(groups), strict=True)
    }
    size = sum(len(texts[first]) if file is None else file.size for first, file in kept.items())
    if size <= MOST_INLINE:
        told = [json.loads(texts[first]) if file is None else read_file(folder, file) for first, file in kept.items()]
        return Shown({"inline": {key: found for some in told for key, found in some.items()}}, ())
    files = [
        file or write_file(folder, hash_keys(keys[first:end]), texts[first])
        for (first, end), file in zip(spans, kept.values(), strict=True)
    ]
    return Shown(
        {"folder": EVIDENCE, "files": [[first, file.name] for (first, _), file in zip(spans, files, strict=True)]}, tuple(files)
    )


def clear_evidence(outputs: Path, files: Collection[EvidenceFile]) -> None:
    """Remove evidence that the page does not lead to."""
    wanted = {f"{file.name}.js" for file in files}
    for path in (outputs / EVIDENCE).glob("*"):
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in wanted:
            path.unlink()
    if not files and (outputs / EVIDENCE).is_dir():
        (outputs / EVIDENCE).rmdir()


def cut_keys(keys: Sequence[str]) -> list[tuple[int, int]]:
    """First and last place (exclusive) of the keys of each file."""
    ends = (number + 1 for number, key in enumerate(keys) if zlib.crc32(key.encode()) % MEAN_ROWS == 0)
    return list(pairwise(sorted({0, *ends, len(keys)})))


def hash_keys(keys: Sequence[str]) -> str:
    """A hash of some keys in their order."""
    return blake2b("\n".join(keys).encode(), digest_size=8).hexdigest()


def write_file(folder: Path, keys: str, text: str) -> EvidenceFile:
    """Write evidence under the hash of its text."""
    name = hash_text(text)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.js").write_text(f'{HEAD}"{name}",{text}{TAIL}', encoding="utf-8", newline="\n")
    return EvidenceFile(keys, name, len(text))


def read_file(folder: Path, file: EvidenceFile) -> dict[str, Any]:
    """The evidence in a file; {} where it is not as it was written."""
    return dict(json.loads(read_text(folder, file) or "{}"))


def read_text(folder: Path, file: EvidenceFile) -> str | None:
    """The evidence in a file as JSON; None where it is not as it was written."""
    try:
        whole = (folder / f"{file.name}.js").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    text = whole.removeprefix(f'{HEAD}"{file.name}",').removesuffix(TAIL)
    return text if hash_text(text) == file.name else None


def hash_text(text: str) -> str:
    """The name of a file of this text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
