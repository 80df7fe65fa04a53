"""Lines that many documents of one folder share: those that a run removes, and proposals for the drop patterns of sources.yml.

A run decides only where the wording of a line speaks of its source as well (repeated.py); all that is repeated and kept is
proposed to the user, who decides once for the folder: papers repeat the text of articles, too.
"""

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pipeline.boilerplate.echoes import corpus_of, find_repeated, note_document
from pipeline.boilerplate.label import label_blocks
from pipeline.boilerplate.repeated import REMOVED
from pipeline.reading.records import RawDocument, read_slice
from pipeline.reading.shards import plan_shards
from pipeline.reading.web import strip_tags

LEAST_DOCUMENTS, LEAST_SHARE = 3, 0.01
LEAST_WORDS, LONGEST = 3, 300
# A document most of whose lines stand elsewhere is a copy of another, and says nothing about its publisher.
MOST_SHARED = 0.5
DIGITS = re.compile(r"\d+")


class Repeat(NamedTuple):
    """A line of a folder: a regular expression that finds it, and in how many of how many documents it stands."""

    folder: str
    pattern: str
    documents: int
    of: int


class Seen(NamedTuple):
    """What a run keeps of a document and what it removes as repeated: lines, these with the rules that decided."""

    folder: str
    kept: list[str]
    removed: list[tuple[str, str]]


def propose_drops(raw: Path) -> str:
    """The repeated lines of a raw folder: those that a run removes as comments, the others as YAML for its `sources.yml`.

    Numbers in the patterns stand for any number.
    """
    documents = list(read_folder(raw))
    lines, proposed, folder = list_removed(documents), find_repeats((seen.folder, seen.kept) for seen in documents), None
    if proposed:
        lines += ["# A run leaves these alone. Look at each before you copy it into sources.yml.", "folders:"]
    for repeat in proposed:
        if repeat.folder != folder:
            folder = repeat.folder
            lines.append(f"  {quote(folder or '.')}:  # {repeat.of} documents")
            lines.append("    drop:")
        lines.append(f"      - {quote(repeat.pattern)}  # in {repeat.documents}")
    return "\n".join(lines or ["# No line is repeated often enough to be proposed."]) + "\n"


def list_removed(documents: Sequence[Seen]) -> list[str]:
    """The lines that a run removes as repeated, with their rules, as comments."""
    times = Counter((seen.folder, *removed) for seen in documents for removed in set(seen.removed))
    found = [
        f"#   {quote(folder or '.')}: {quote(line)}  # in {times[folder, line, rule_id]}, {rule_id}"
        for folder, line, rule_id in sorted(times)
    ]
    return ["# A run removes these by itself; a keep pattern brings one back:", *found] if found else []


def quote(text: str) -> str:
    """A YAML string that means just its characters."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def read_folder(raw: Path) -> Iterator[Seen]:
    """What a run keeps and removes of every readable document of a raw folder."""
    with tempfile.TemporaryDirectory() as spool:
        slices = [part for shard in plan_shards(raw, Path(spool)) for part in shard.slices]
        texts = (document for part in slices for document in read_slice(part, strip_tags))
        repeated = find_repeated(corpus_of([note_document(document) for document in texts]))
        read = (document for part in slices for document in read_slice(part))
        for document, keys in zip(read, repeated, strict=True):
            if document.text:
                yield look_at(document._replace(repeated=keys))


def folder_of(document: RawDocument) -> str:
    """The folder that a document lies in, relative to the raw folder; "" for that itself."""
    parent = PurePosixPath(document.source_path).parent.as_posix()
    return "" if parent == "." else parent


def look_at(document: RawDocument) -> Seen:
    """What a run keeps of a document but its title, and what it removes as repeated: blocks, each as one line."""
    text, metadata = document.text or "", document.metadata
    blocks = label_blocks(
        text, title=metadata.title, language=metadata.language, keep=metadata.keep, drop=metadata.drop, repeated=document.repeated
    )
    said = [(" ".join(text[block.start : block.end].split()), block) for block in blocks]
    kept = [line for line, block in said if block.kept and block.label != "title"]
    return Seen(folder_of(document), kept, [(line, block.rule_id) for line, block in said if block.rule_id.startswith(REMOVED)])


def find_repeats(documents: Iterable[tuple[str, Sequence[str]]]) -> list[Repeat]:
    """The lines that at least three documents of a folder share, and one in a hundred; the most frequent of a folder first.

    >>> article = ("Rain fell on Gul.", "Wind broke the mill.", "Snow closed the road.", "Ice held the boats.")
    >>> texts = [("gul", [line, "Tell a friend about the Gul Post"]) for line in article]
    >>> [(repeat.pattern, repeat.documents, repeat.of) for repeat in find_repeats(texts)]
    [('^\\\\W*Tell a friend about the Gul Post\\\\W*$', 4, 4)]
    """
    by_folder: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for folder, lines in documents:
        by_folder[folder].append(frozenset(map(mask, filter(is_candidate, lines))))
    found = []
    for folder, texts in sorted(by_folder.items()):
        everywhere = Counter(line for text in texts for line in text)
        own = [text for text in texts if sum(everywhere[line] > 1 for line in text) <= MOST_SHARED * max(len(text), 2)]
        times = Counter(line for text in own for line in text)
        least = max(LEAST_DOCUMENTS, LEAST_SHARE * len(texts))
        frequent = sorted((-number, line) for line, number in times.items() if number >= least)
        found += [Repeat(folder, as_pattern(line), -number, len(texts)) for number, line in frequent]
    return found


def is_candidate(line: str) -> bool:
    """Whether a line is neither a word nor a page."""
    return line.count(" ") + 1 >= LEAST_WORDS and len(line) <= LONGEST


def mask(line: str) -> str:
    """A line with one sign for every number.

    >>> mask("12 readers like this")
    '\\x00 readers like this'
    """
    return DIGITS.sub("\0", line.strip())


def as_pattern(line: str) -> str:
    """A regular expression for a masked line and nothing else.

    >>> as_pattern("\\0 readers (of Gul)")
    '^\\\\W*\\\\d+ readers \\\\(of Gul\\\\W*$'
    """
    bare = re.sub(r"^[^\w\0]+|[^\w\0]+$", "", line)
    return "^\\W*" + re.escape(bare).replace("\\ ", " ").replace("\0", "\\d+") + "\\W*$"
