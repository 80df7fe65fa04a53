"""Arrow tables as CSV text: RFC 4180, exact decimals, ISO dates, nothing for null, and no cell that a spreadsheet would run.

A cell that begins like a formula is published behind an apostrophe, which spreadsheets take as "this is text". The rule can
be undone: take one apostrophe from every cell that matches `GUARDED`. Parquet stays exact.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

# What spreadsheets run: = + - @, their full-width forms, and the control characters that hide them. See OWASP, "CSV injection".
FORMULA = r"^'*[=+\-@\t\r\n＝＋－＠]"
GUARDED = re.compile(r"^'(?='*[=+\-@\t\r\n＝＋－＠])")
CSV_RULE = (
    "Text cells that begin with = + - @, a tab or a line break (or with apostrophes before one of these) are written behind one "
    "apostrophe, so that no spreadsheet runs them as a formula. To undo, remove one leading apostrophe from cells that match "
    r"^'+[=+\-@\t\r\n＝＋－＠]. Parquet and SQLite hold the text as it is."
)
END_OF_LINE = "\r\n"
# An Arrow array or scalar of texts: the stubs of pyarrow know no call that mixes the two.
Texts = Any


def header_line(names: list[str]) -> bytes:
    """The first line of a CSV file."""
    return (",".join(names) + END_OF_LINE).encode()


def csv_lines(rows: pa.Table) -> bytes:
    """The rows as the lines of a CSV file, UTF-8.

    >>> csv_lines(pa.table({"a": ["x", "=1", None, "a, b"], "b": [1, 2, None, 4]})).decode().splitlines()
    ['x,1', "'=1,2", ',', '"a, b",4']
    """
    return b"".join(memoryview(_value_bytes(chunk)) for chunk in _chunks(_lines(rows))) if rows.num_rows else b""


def csv_runs(rows: pa.Table, counts: Iterable[int]) -> list[bytes]:
    """The same lines, so many of the rows to each text: `counts` add up to all rows.

    >>> csv_runs(pa.table({"a": ["x", "y", "z"]}), [2, 0, 1])
    [b'x\\r\\ny\\r\\n', b'', b'z\\r\\n']
    """
    lines = (line for chunk in _chunks(_lines(rows)) for line in chunk.cast(pa.large_binary()).to_pylist())
    return [b"".join(islice(lines, count)) for count in counts]


def unguard(cell: str) -> str:
    """The text of a CSV cell as it was before the formula rule.

    >>> unguard("'=1+1"), unguard("'tis")
    ('=1+1', "'tis")
    """
    return GUARDED.sub("", cell)


def plain_decimal(value: Decimal) -> str:
    """The shortest exact writing of a decimal, without exponent and without trailing zeros.

    >>> plain_decimal(Decimal("4.200000000000")), plain_decimal(Decimal("100")), plain_decimal(Decimal("0E-12"))
    ('4.2', '100', '0')
    """
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _lines(rows: pa.Table) -> Texts:
    """Each row as a line with its end."""
    cells = [_cells(column.combine_chunks()) for column in rows.columns]
    lines = pc.binary_join_element_wise(*cells, _text(","), null_handling="replace", null_replacement="")
    return pc.binary_join_element_wise(lines, _text(END_OF_LINE), _text(""))


def _text(text: str) -> Texts:
    return pa.scalar(text, pa.large_string())


def _chunks(array: Texts) -> list[Texts]:
    return list(array.chunks) if isinstance(array, pa.ChunkedArray) else [array]


def _value_bytes(array: Texts) -> Any:
    """The characters of a large_string array, one value behind the other."""
    _, offsets, values = array.buffers()
    ends = memoryview(offsets).cast("q")
    return values.slice(ends[array.offset], ends[array.offset + len(array)] - ends[array.offset])


def _cells(column: Any) -> Texts:
    """One column as the texts of its cells, null for null."""
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _quoted(_guarded(column.cast(pa.large_string())))
    if pa.types.is_decimal(kind):
        words = column.dictionary_encode()
        texts = [None if value is None else plain_decimal(value) for value in words.dictionary.to_pylist()]
        return pa.array(texts, pa.large_string()).take(words.indices)
    return column.cast(pa.large_string())


def _guarded(texts: Texts) -> Texts:
    """Texts that look like formulas behind an apostrophe."""
    risky = pc.match_substring_regex(texts, FORMULA)
    if not pc.any(risky).as_py():
        return texts
    return pc.if_else(risky, pc.binary_join_element_wise(_text("'"), texts, _text("")), texts)


def _quoted(texts: Texts) -> Texts:
    """Texts that hold a comma, quote or line break, or nothing at all, between quotes; null stays nothing."""
    special = pc.match_substring_regex(texts, r'^$|[",\r\n]')
    if not pc.any(special).as_py():
        return texts
    marked = pc.binary_join_element_wise(_text('"'), pc.replace_substring(texts, '"', '""'), _text('"'), _text(""))
    return pc.if_else(special, marked, texts)
