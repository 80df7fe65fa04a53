"""Lines that many documents of one folder share and that are kept as article: proposals for the drop patterns of sources.yml.

A verdict never depends on other documents, so that the rows of a text stay what they are when another text comes or goes. What
repetition tells is therefore proposed to the user, who decides once for the folder.
"""

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pipeline.boilerplate.label import label_blocks
from pipeline.reading.records import RawDocument, read_slice
from pipeline.reading.shards import plan_shards

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


def propose_drops(raw: Path) -> str:
    """The repeated lines of a raw folder as YAML to be copied into its `sources.yml`; numbers in them stand for any number."""
    lines = ["# Lines that many documents of a folder share. Look at each before you copy it into sources.yml.", "folders:"]
    folder = None
    for repeat in find_repeats(read_kept(raw)):
        if repeat.folder != folder:
            folder = repeat.folder
            lines.append(f"  {quote(folder or '.')}:  # {repeat.of} documents")
            lines.append("    drop:")
        lines.append(f"      - {quote(repeat.pattern)}  # in {repeat.documents}")
    return "\n".join(lines if folder is not None else ["# No line is repeated often enough to be proposed."]) + "\n"


def quote(text: str) -> str:
    """A YAML string that means just its characters."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def read_kept(raw: Path) -> Iterable[tuple[str, list[str]]]:
    """(folder, kept lines) of every readable document of a raw folder."""
    with tempfile.TemporaryDirectory() as spool:
        for shard in plan_shards(raw, Path(spool)):
            for part in shard.slices:
                for document in read_slice(part):
                    if document.text:
                        yield folder_of(document), kept_lines(document)


def folder_of(document: RawDocument) -> str:
    """The folder that a document lies in, relative to the raw folder; "" for that itself."""
    parent = PurePosixPath(document.source_path).parent.as_posix()
    return "" if parent == "." else parent


def kept_lines(document: RawDocument) -> list[str]:
    """The kept blocks of a document but its title, each as one line."""
    text, metadata = document.text or "", document.metadata
    blocks = label_blocks(text, title=metadata.title, language=metadata.language, keep=metadata.keep, drop=metadata.drop)
    return [" ".join(text[block.start : block.end].split()) for block in blocks if block.kept and block.label != "title"]


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
