"""The third law on the rows of a release, and what of the first two can be seen without the raw texts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.errors
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.tables import TABLES, Table

Found = tuple[str, str]
# Pairs of columns of which the first may not be greater than the second.
ORDERED = (("_start", "_end"), ("_low", "_high"))


def check_rows(folder: Path) -> list[Found]:
    """Rows that break a rule, as pairs of table and words."""
    found: list[Found] = []
    for table in TABLES.values():
        path = folder / f"{table.name}.parquet"
        found += [
            (table.name, words) for check in (check_model, check_key, check_links, check_order) for words in check(path, table)
        ]
    return found + [("blocks", words) for words in check_blocks(folder)]


def check_model(path: Path, table: Table) -> Iterator[str]:
    """Cells outside closed lists, bounds and patterns, by the table's own pandera model."""
    file = pq.ParquetFile(path)
    for number in range(file.num_row_groups):
        rows = file.read_row_group(number).to_pandas(types_mapper=pd.ArrowDtype)
        try:
            table.model.validate(rows, lazy=True)
        except pandera.errors.SchemaErrors as error:
            for (column, check), cases in error.failure_cases.groupby(["column", "check"], dropna=False, observed=True):
                example = cases["failure_case"].iloc[0]
                yield f"column {column}: {len(cases)} cells break {check}, for example {example!r}"


def check_key(path: Path, table: Table) -> Iterator[str]:
    """Keys that occur twice."""
    keys = pq.read_table(path, columns=list(table.key))
    counts = keys.group_by(list(table.key)).aggregate([([], "count_all")])
    twice = counts.filter(pc.greater(counts["count_all"], 1))
    if twice.num_rows:
        yield f"{twice.num_rows} keys occur more than once, for example {twice.slice(0, 1).to_pylist()[0]}"


def check_links(path: Path, table: Table) -> Iterator[str]:
    """Foreign keys that lead nowhere."""
    for column in table.columns:
        if column.references is None:
            continue
        target, field = column.references
        there = pq.read_table(path.with_name(f"{target}.parquet"), columns=[field])[field].combine_chunks()
        here = pq.read_table(path, columns=[column.name])[column.name].drop_null()
        lost = here.filter(pc.invert(pc.is_in(here, value_set=there)))
        if len(lost):
            yield f"column {column.name}: {len(lost)} cells are no {target}.{field}, for example {lost[0].as_py()}"


def check_order(path: Path, table: Table) -> Iterator[str]:
    """Intervals that end before they begin."""
    names = [column.name for column in table.columns]
    for first, last in ORDERED:
        for name in names:
            end = name.removesuffix(first) + last
            if name.endswith(first) and end in names:
                rows = pq.read_table(path, columns=[name, end])
                wrong = pc.sum(pc.greater(rows[name], rows[end])).as_py() or 0
                if wrong:
                    yield f"{wrong} rows have {name} after {end}"


def check_blocks(folder: Path) -> Iterator[str]:
    """Documents whose blocks do not lie end to end from their first character to their last."""
    blocks = pq.read_table(folder / "blocks.parquet", columns=["document_id", "char_start", "char_end"])
    documents = pq.read_table(folder / "documents.parquet", columns=["document_id", "char_count", "block_count"])
    blocks = blocks.sort_by([("document_id", "ascending"), ("char_start", "ascending")]).combine_chunks()
    if not blocks.num_rows:
        return
    ids, starts, ends = (blocks[name].combine_chunks() for name in ("document_id", "char_start", "char_end"))
    same = pc.equal(ids[1:], ids[:-1])
    gaps = pc.and_(same, pc.not_equal(starts[1:], ends[:-1]))
    yield from _name_documents(ids[1:].filter(gaps), "have blocks with a gap or an overlap")
    spans = blocks.group_by("document_id").aggregate([("char_start", "min"), ("char_end", "max"), ("char_end", "count")])
    spans = spans.join(documents, "document_id", join_type="inner")
    whole = pc.and_(pc.equal(spans["char_start_min"], 0), pc.equal(spans["char_end_max"], spans["char_count"]))
    whole = pc.and_(whole, pc.equal(spans["char_end_count"], spans["block_count"]))
    yield from _name_documents(spans["document_id"].filter(pc.invert(whole)), "are not covered by their blocks")


def _name_documents(documents: Any, what: str) -> Iterator[str]:
    found = sorted(set(documents.to_pylist()))
    if found:
        yield f"{len(found)} documents {what}, for example {found[0]}"
