"""The third law on the rows of a release, and what of the first two can be seen without the raw texts."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.errors
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.publish.about import Check
from pipeline.tables import TABLES, Table

Found = tuple[int, str]  # how many cells, rows or documents break a rule, and in words which
# Pairs of columns of which the first may not be greater than the second.
ORDERED = (("_start", "_end"), ("_low", "_high"))


def check_rows(folder: Path) -> list[Check]:
    """Every check on every table of a folder of Parquet files, passed or not."""
    checks = [_run(name, table, folder) for table in TABLES.values() for name in CHECKS]
    covered = list(check_blocks(folder))
    rows = pq.read_metadata(folder / "documents.parquet").num_rows
    words = "; ".join(words for _, words in covered)
    return [*checks, Check("accounted for", "blocks", not covered, rows, sum(n for n, _ in covered), words or ACCOUNTED)]


def _run(name: str, table: Table, folder: Path) -> Check:
    meaning, check = CHECKS[name]
    path = folder / f"{table.name}.parquet"
    found = list(check(path, table))
    rows = pq.read_metadata(path).num_rows
    return Check(name, table.name, not found, rows, sum(n for n, _ in found), "; ".join(words for _, words in found) or meaning)


def check_model(path: Path, table: Table) -> Iterator[Found]:
    """Cells outside closed lists, bounds and patterns, by the table's own pandera model."""
    file = pq.ParquetFile(path)
    for number in range(file.num_row_groups):
        rows = file.read_row_group(number).to_pandas(types_mapper=pd.ArrowDtype)
        try:
            table.model.validate(rows, lazy=True)
        except pandera.errors.SchemaErrors as error:
            for (column, check), cases in error.failure_cases.groupby(["column", "check"], dropna=False, observed=True):
                example = cases["failure_case"].iloc[0]
                yield len(cases), f"column {column}: {len(cases)} cells break {check}, for example {example!r}"


def check_key(path: Path, table: Table) -> Iterator[Found]:
    """Keys that occur twice."""
    keys = pq.read_table(path, columns=list(table.key))
    counts = keys.group_by(list(table.key)).aggregate([([], "count_all")])
    twice = counts.filter(pc.greater(counts["count_all"], 1))
    if twice.num_rows:
        yield twice.num_rows, f"{twice.num_rows} keys occur more than once, for example {twice.slice(0, 1).to_pylist()[0]}"


def check_links(path: Path, table: Table) -> Iterator[Found]:
    """Foreign keys that lead nowhere."""
    for column in table.columns:
        if column.references is None:
            continue
        target, field = column.references
        there = pq.read_table(path.with_name(f"{target}.parquet"), columns=[field])[field].combine_chunks()
        here = pq.read_table(path, columns=[column.name])[column.name].drop_null()
        lost = here.filter(pc.invert(pc.is_in(here, value_set=there)))
        if len(lost):
            example = lost[0].as_py()
            yield len(lost), f"column {column.name}: {len(lost)} cells are no {target}.{field}, for example {example}"


def check_order(path: Path, table: Table) -> Iterator[Found]:
    """Intervals that end before they begin."""
    names = [column.name for column in table.columns]
    for first, last in ORDERED:
        for name in names:
            end = name.removesuffix(first) + last
            if name.endswith(first) and end in names:
                rows = pq.read_table(path, columns=[name, end])
                wrong = pc.sum(pc.greater(rows[name], rows[end])).as_py() or 0
                if wrong:
                    yield wrong, f"{wrong} rows have {name} after {end}"


def check_blocks(folder: Path) -> Iterator[Found]:
    """Documents whose blocks do not lie end to end from their first character to their last."""
    blocks = pq.read_table(folder / "blocks.parquet", columns=["document_id", "char_start", "char_end"])
    blocks = blocks.sort_by([("document_id", "ascending"), ("char_start", "ascending")]).combine_chunks()
    if blocks.num_rows:
        ids, starts, ends = (blocks[name].combine_chunks() for name in ("document_id", "char_start", "char_end"))
        gaps = pc.and_(pc.equal(ids[1:], ids[:-1]), pc.not_equal(starts[1:], ends[:-1]))
        yield from _name_documents(ids[1:].filter(gaps), "have blocks with a gap or an overlap")
    documents = pq.read_table(folder / "documents.parquet", columns=["document_id", "status", "char_count", "block_count"])
    spans = blocks.group_by("document_id").aggregate([("char_start", "min"), ("char_end", "max"), ("char_end", "count")])
    joined = documents.join(spans, "document_id", join_type="left outer")
    bare = pc.and_(
        pc.equal(joined["block_count"], 0), pc.or_(pc.not_equal(joined["status"], "ok"), pc.equal(joined["char_count"], 0))
    )
    whole = pc.and_(pc.equal(joined["char_start_min"], 0), pc.equal(joined["char_end_max"], joined["char_count"]))
    whole = pc.and_(whole, pc.equal(joined["char_end_count"], joined["block_count"]))
    covered = pc.or_(pc.fill_null(whole, False), bare)
    yield from _name_documents(joined["document_id"].filter(pc.invert(covered)), "are not covered by their blocks")


def _name_documents(documents: Any, what: str) -> Iterator[Found]:
    found = sorted(set(documents.to_pylist()))
    if found:
        yield len(found), f"{len(found)} documents {what}, for example {found[0]}"


ACCOUNTED = "The blocks of a document lie end to end, from its first character to its last."
CHECKS: Mapping[str, tuple[str, Callable[[Path, Table], Iterator[Found]]]] = {
    "closed lists, bounds and patterns": ("Every cell is what its column allows.", check_model),
    "unique keys": ("No key occurs twice.", check_key),
    "foreign keys": ("Every link leads to a row.", check_links),
    "ordered intervals": ("No interval ends before it begins, no lower bound lies above its upper bound.", check_order),
}
