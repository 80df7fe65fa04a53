"""The three laws and the schema, checked on rows: grounded, accounted for, consistent. Tables come chunk by chunk.

Used before publication (asset checks) and on a downloaded release (`factline verify`), so that both hold to the same rules.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pandera.errors
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables import TABLES, Table, arrow_schema

Chunks = Callable[[], Iterable[pa.Table]]
# Prefix of a pair of span columns, and the column that quotes the span.
QUOTED = {"char": "text", "evidence": "evidence_text", "trigger": "trigger"}
BEGINNING = "removed_text"  # quotes the beginning of a span, not all of it
# Pairs of columns of which the first may not be greater than the second.
ORDERED = (("_start", "_end"), ("_low", "_high"))
READABLE = ("ok", "unsupported_language")  # statuses of documents that have blocks
SHOWN = 200  # of each failure, so many rows are named; all are counted


class Broken(NamedTuple):
    """A row that breaks a law: where, which rule, the cell and its row's key."""

    table: str
    column: str
    rule: str
    value: str
    key: str


def check_schema(name: str, chunks: Chunks) -> Iterator[Broken]:
    """Columns, types, closed lists, bounds and patterns, by the table's own pandera model."""
    table, wanted = TABLES[name], arrow_schema(name)
    for rows in chunks():
        if not rows.schema.remove_metadata().equals(wanted):
            yield Broken(name, "", "the table's columns and types", str(rows.schema)[:200], "")
            continue
        if obeys(name, rows):
            continue
        frame = rows.to_pandas(types_mapper=pd.ArrowDtype)
        try:
            table.model.validate(frame, lazy=True)
        except pandera.errors.SchemaErrors as error:
            cases = error.failure_cases
            for column, rule, value, index in zip(
                cases["column"], cases["check"], cases["failure_case"], cases["index"], strict=True
            ):
                key = key_of(rows, table, int(index)) if pd.notna(index) else ""
                yield Broken(name, str(column), str(rule), str(value)[:200], key)


def obeys(name: str, rows: pa.Table) -> bool:
    """Whether rows keep all that their model asks, asked column by column: many times as fast as the model."""
    table = TABLES[name]
    keys = rows.select(list(table.key))
    if keys.num_rows and keys.group_by(list(table.key), use_threads=False).aggregate([]).num_rows < keys.num_rows:
        return False
    columns = table.model.to_schema().columns
    return all(
        (columns[column.name].nullable or not values.null_count)
        and all(passes(values, check) for check in columns[column.name].checks)
        for column, values in zip(table.columns, rows.columns, strict=True)
    )


def passes(values: pa.ChunkedArray, check: Any) -> bool:
    """Whether the values of a column, nulls left out, pass a check of their model; not, where that is for the model to say."""
    if len(values) == values.null_count:
        return True
    match check.name, check.statistics:
        case "isin", {"allowed_values": allowed}:
            return set(pc.unique(values.drop_null()).to_pylist()) <= set(allowed)
        case "str_matches", {"pattern": str(pattern)} if pattern.startswith("^"):
            return bool(pc.all(pc.match_substring_regex(values, pattern)).as_py())
        case "greater_than_or_equal_to", {"min_value": least}:
            return not has_nan(values) and bool(pc.min(values).as_py() >= least)
        case "less_than_or_equal_to", {"max_value": most}:
            return not has_nan(values) and bool(pc.max(values).as_py() <= most)
    return False


def has_nan(values: pa.ChunkedArray) -> bool:
    """Whether a value is no number, which is neither less nor more than any."""
    return pa.types.is_floating(values.type) and bool(pc.any(pc.is_nan(values)).as_py())


def key_of(rows: pa.Table, table: Table, index: int) -> str:
    """The key of one row in words."""
    return " ".join(str(rows[column][index].as_py()) for column in table.key)


def check_keys(name: str, chunks: Chunks) -> Iterator[Broken]:
    """Keys that occur more than once."""
    table = TABLES[name]
    keys = columns_of(name, chunks, table.key)
    counts = keys.group_by(list(table.key)).aggregate([([], "count_all")])
    twice = counts.filter(pc.greater(counts["count_all"], 1))
    for row in twice.to_pylist():
        key = " ".join(str(row[column]) for column in table.key)
        yield Broken(name, ", ".join(table.key), f"unique, found {row['count_all']} times", key, key)


def columns_of(name: str, chunks: Chunks, columns: Iterable[str]) -> pa.Table:
    """Some columns of all rows of a table."""
    wanted = list(columns)
    parts = [rows.select(wanted) for rows in chunks()]
    return pa.concat_tables(parts) if parts else arrow_schema(name).empty_table().select(wanted)


def check_links(name: str, tables: Mapping[str, Chunks], leave_out: Sequence[str] = ()) -> Iterator[Broken]:
    """Foreign keys that lead nowhere; those into tables of `leave_out` are not looked at."""
    references = [(column.name, column.references) for column in TABLES[name].columns if column.references]
    links = [(column, *target) for column, target in references if target[0] not in leave_out]
    targets = {(table, field): columns_of(table, tables[table], [field])[field].combine_chunks() for _, table, field in links}
    for rows in tables[name]():
        for column, table, field in links:
            lost = pc.and_(pc.is_valid(rows[column]), pc.invert(pc.is_in(rows[column], value_set=targets[table, field])))
            for index in pc.indices_nonzero(lost).to_pylist():
                value = rows[column][index].as_py()
                yield Broken(name, column, f"is in {table}.{field}", value, key_of(rows, TABLES[name], index))


def check_order(name: str, chunks: Chunks) -> Iterator[Broken]:
    """Intervals that end before they begin."""
    names = [column.name for column in TABLES[name].columns]
    pairs = [
        (column, column.removesuffix(first) + last)
        for first, last in ORDERED
        for column in names
        if column.endswith(first) and column.removesuffix(first) + last in names
    ]
    for rows in chunks():
        for first, last in pairs:
            for index in pc.indices_nonzero(pc.fill_null(pc.greater(rows[first], rows[last]), False)).to_pylist():
                value = f"{rows[first][index].as_py()} > {rows[last][index].as_py()}"
                yield Broken(name, first, f"not after {last}", value, key_of(rows, TABLES[name], index))


def check_coverage(tables: Mapping[str, Chunks]) -> Iterator[Broken]:
    """Readable documents whose blocks do not lie end to end, in order, from their first character to their last."""
    columns = ["document_id", "status", "char_count", "block_count", "kept_char_count"]
    expected = {
        row["document_id"]: [row["char_count"], row["block_count"], row["kept_char_count"]]
        for rows in tables["documents"]()
        for row in rows.select(columns).to_pylist()
        if row["status"] in READABLE
    }
    reached = {document: [0, 0, 0] for document in expected}  # end of the last block, blocks, kept characters
    for rows in tables["blocks"]():
        yield from cover(rows, reached)
    for document, wanted in expected.items():
        if reached[document] != wanted:
            yield Broken("documents", "char_count", f"blocks reach {reached[document]}", str(wanted), document)


def cover(rows: pa.Table, reached: dict[str, list[int]]) -> Iterator[Broken]:
    """Carry `reached` on over some blocks, document by document; says which do not begin where the block before ended."""
    rows = rows.combine_chunks()
    starts, ends, positions, kept = (rows[name].to_numpy() for name in ("char_start", "char_end", "position", "kept"))
    edges = pc.run_end_encode(rows["document_id"].combine_chunks()) if rows.num_rows else None
    first = 0
    for document, last in zip(edges.values.to_pylist(), edges.run_ends.to_pylist(), strict=True) if edges else ():
        so_far = reached.get(document)
        if so_far is None:
            yield Broken("blocks", "document_id", "belongs to a document that has rows", document, document)
        else:
            wanted = np.concatenate(([so_far[0]], ends[first : last - 1]))
            sound = (starts[first:last] == wanted) & (ends[first:last] > starts[first:last])
            sound &= positions[first:last] == np.arange(so_far[1], so_far[1] + last - first)
            for index in np.flatnonzero(~sound):
                rule = f"begins where the block before ended ({wanted[index]})"
                yield Broken("blocks", "char_start", rule, str(starts[first + index]), document)
            lengths = (ends[first:last] - starts[first:last]) * kept[first:last]
            so_far[:] = int(ends[last - 1]), so_far[1] + last - first, so_far[2] + int(lengths.sum())
        first = last


def check_grounded(name: str, rows: pa.Table, texts: Mapping[str, str]) -> Iterator[Broken]:
    """Spans that are not the raw text at their place; `texts` holds the raw texts of all documents of these rows."""
    documents = rows["document_id"].to_pylist()
    names = set(rows.schema.names)
    for prefix, quotation in QUOTED.items():
        if f"{prefix}_start" not in names:
            continue
        starts, ends = rows[f"{prefix}_start"].to_pylist(), rows[f"{prefix}_end"].to_pylist()
        quoted = rows[quotation].to_pylist() if quotation in names else None
        for index, (document, start, end) in enumerate(zip(documents, starts, ends, strict=True)):
            text = texts.get(document)
            if text is None:
                yield Broken(name, "document_id", "has a raw text", document, key_of(rows, TABLES[name], index))
            elif not 0 <= start <= end <= len(text):
                yield Broken(name, f"{prefix}_start", "lies in the raw text", f"{start}:{end}", key_of(rows, TABLES[name], index))
            elif quoted is not None and text[start:end] != quoted[index]:
                rule = f"is the raw text {text[start:end][:80]!r}"
                yield Broken(name, quotation, rule, quoted[index][:80], key_of(rows, TABLES[name], index))
    if BEGINNING in names:
        yield from check_beginnings(name, rows, texts)


def check_beginnings(name: str, rows: pa.Table, texts: Mapping[str, str]) -> Iterator[Broken]:
    """Quoted beginnings of spans that are not how the raw text goes on there."""
    columns = (rows[column].to_pylist() for column in ("document_id", "char_start", BEGINNING))
    for index, (document, start, quoted) in enumerate(zip(*columns, strict=True)):
        if quoted is not None and not texts.get(document, "").startswith(quoted, start):
            yield Broken(name, BEGINNING, "is how the block begins", quoted[:80], key_of(rows, TABLES[name], index))


def check_floor(name: str, chunks: Chunks, least: int) -> Iterator[Broken]:
    """A table that has fewer rows than its owner says it must."""
    count = sum(rows.num_rows for rows in chunks())
    if count < least:
        yield Broken(name, "", f"at least {least} rows", str(count), "")


def rows_by_document(rows: pa.Table) -> dict[str, list[int]]:
    """Row numbers of each document."""
    found: dict[str, list[int]] = {}
    for index, document in enumerate(rows["document_id"].to_pylist()):
        found.setdefault(document, []).append(index)
    return found


def summarise(broken: Iterable[Broken]) -> tuple[int, list[Broken]]:
    """How many rows break a law, and the first of them."""
    count, shown = 0, list[Broken]()
    for found in broken:
        count += 1
        if len(shown) < SHOWN:
            shown.append(found)
    return count, shown


def as_rows(broken: Iterable[Broken]) -> list[dict[str, Any]]:
    """Broken rows as mappings, for a table on a page."""
    return [found._asdict() for found in broken]
