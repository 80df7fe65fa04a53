"""Re-check a downloaded release: is it whole, is it what it says, do its rows hold together, do they stand in the texts?"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from pipeline.publish.cells import csv_lines, header_line
from pipeline.publish.layout import SUMS, file_facts, read_sums
from pipeline.publish.verify_rows import check_rows
from pipeline.publish.verify_texts import check_texts, texts_below, texts_beside
from pipeline.tables import TABLES, arrow_schema


class Problem(NamedTuple):
    """Something that does not hold: the file or table, and in words what is wrong with it."""

    where: str
    what: str


def verify_release(folder: Path, raw: Path | None = None) -> list[Problem]:
    """Everything that does not hold in a release; [] where all does.

    Checks checksums, schemas, that CSV and Parquet have the same content, and the rows (keys, foreign keys, closed lists, bounds,
    intervals, blocks end to end). With the folder of raw texts, also that every quoted span is the raw text at its place.
    """
    if not folder.is_dir():
        return [Problem(str(folder), "is no folder")]
    unreadable = list(check_files(folder))
    problems = [*check_sums(folder), *unreadable]
    if any(problem.where.endswith(".parquet") for problem in unreadable):
        return problems
    problems += [Problem(check.table or "", check.description) for check in check_rows(folder) if not check.passed]
    if raw is not None:
        problems += [Problem(*pair) for pair in check_texts(folder, chain(texts_beside(folder), texts_below(raw)))]
    return problems


def verify_against(folder: Path, texts: Iterable[str]) -> list[Problem]:
    """Only whether the spans of a release stand in these raw texts."""
    return [Problem(*pair) for pair in check_texts(folder, texts)]


def check_sums(folder: Path) -> Iterator[Problem]:
    """Files that are missing, changed or not listed."""
    stated = read_sums(folder)
    if not stated:
        yield Problem(SUMS, "is missing or empty: nothing tells whether the files are whole")
        return
    for name, digest in stated.items():
        path = folder / name
        if "/" in name or not path.is_file():
            yield Problem(name, "is named in SHA256SUMS and not there")
        elif file_facts(path).sha256 != digest:
            yield Problem(name, "is not the file that was published: its SHA-256 differs")
    for path in sorted(folder.iterdir()):
        if path.name not in stated and path.name != SUMS:
            yield Problem(path.name, "is not named in SHA256SUMS")


def check_files(folder: Path) -> Iterator[Problem]:
    """Tables that are missing, have other columns, name another release, or differ between CSV and Parquet."""
    versions = set()
    for name in TABLES:
        path = folder / f"{name}.parquet"
        try:
            file = pq.ParquetFile(path)
        except (OSError, ValueError) as error:
            yield Problem(path.name, f"cannot be read: {error}")
            continue
        if not file.schema_arrow.remove_metadata().equals(arrow_schema(name)):
            yield Problem(path.name, "has other columns than this version of factline publishes (see its schema version)")
        versions.add((file.metadata.metadata or {}).get(b"factline.version", b"").decode())
        if not same_content(file, folder / f"{name}.csv"):
            yield Problem(f"{name}.csv", "has not the same content as the Parquet file")
    if len(versions) > 1:
        yield Problem("Parquet files", f"come from several releases: {', '.join(sorted(versions))}")


def same_content(file: pq.ParquetFile, path: Path) -> bool:
    """Whether a CSV file is what the Parquet file's rows give."""
    if not path.is_file():
        return False
    digest = sha256(header_line(file.schema_arrow.names))
    for number in range(file.num_row_groups):
        digest.update(csv_lines(file.read_row_group(number)))
    return digest.hexdigest() == file_facts(path).sha256
