"""The files of a release as the page offers them: what each is, how large, and its hash."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.publish.exports import EXPORTS
from pipeline.publish.exports.sqlite import NAME
from pipeline.tables import TABLES

# Endings of the files that the head of the page offers, in this order.
MAIN = (".zip", "events.csv", "events.parquet", NAME)
LABELS = {
    ".zip": "Everything (zip)",
    "events.csv": "Events (CSV)",
    "events.parquet": "Events (Parquet)",
    NAME: "All tables (SQLite)",
}
OTHERS = {
    NAME: "All tables in one SQLite file",
    "datapackage.json": "Frictionless Data Package: schemas, keys, hashes, sources",
    "croissant.json": "Croissant descriptor for machine learning tools",
    "csv-metadata.json": "CSV on the Web metadata of all tables with their links",
    "dataset.jsonld": "schema.org description",
    "README.md": "Dataset card",
    "DATA_DICTIONARY.md": "Every column of every table",
    "CITATION.cff": "How to cite this release",
    "VALIDATION.md": "Checks that this release passed",
    "VALIDATION.json": "The same for programs",
    "SHA256SUMS": "Checksums of all files",
}


class Download(NamedTuple):
    """A file to download."""

    name: str
    label: str
    what: str
    href: str
    size: str
    sha256: str


def describe_downloads(release: Path, folder: str, sums: Mapping[str, str]) -> list[Download]:
    """All files of a release, the ones most asked for first; `folder` is where the page finds them."""
    files = sorted(release.iterdir(), key=lambda path: (_order(path.name), path.name))
    return [_download(path, folder, sums.get(path.name, "")) for path in files]


def size_words(size: int) -> str:
    """A number of bytes for readers.

    >>> size_words(512), size_words(249_623), size_words(1_300_000)
    ('512 B', '250 kB', '1.3 MB')
    """
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}" if size < 10 * factor else f"{size / factor:.0f} {unit}"
    return f"{size} B"


def _download(path: Path, folder: str, sha256: str) -> Download:
    label = next((label for ending, label in LABELS.items() if path.name.endswith(ending)), path.name)
    return Download(path.name, label, _what(path.name), f"{folder}/{path.name}", size_words(path.stat().st_size), sha256)


def _order(name: str) -> int:
    stem = name.rpartition(".")[0]
    if name.endswith(".zip"):
        return 0
    if name == NAME:
        return 1
    if stem in TABLES:
        return 2 + list(TABLES).index(stem)
    if name in EXPORTS:
        return 50
    return 90 if name.endswith(".csv-metadata.json") else 70


def _what(name: str) -> str:
    stem = name.partition(".")[0]
    if name.endswith(".zip"):
        return "Everything below in one file"
    if name in EXPORTS:
        return EXPORTS[name].title
    if name.endswith(".csv-metadata.json"):
        return f"CSV on the Web metadata of {stem}.csv"
    return OTHERS.get(name) or (TABLES[stem].title if stem in TABLES else "")
