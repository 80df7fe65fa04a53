"""Write an export's rows as CSV, by the same rules as the tables."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.publish.cells import csv_lines, header_line

PIECE = 8192


def write_columns(path: Path, columns: Mapping[str, pa.DataType], rows: Iterable[Mapping[str, Any]]) -> None:
    """A CSV file of these columns, in this order; what a row does not name is empty."""
    schema = pa.schema(list(columns.items()))
    with path.open("wb") as file:
        file.write(header_line(schema.names))
        waiting: list[Mapping[str, Any]] = []
        for row in rows:
            waiting.append(row)
            if len(waiting) == PIECE:
                file.write(csv_lines(pa.Table.from_pylist(waiting, schema=schema)))
                waiting = []
        file.write(csv_lines(pa.Table.from_pylist(waiting, schema=schema)))
