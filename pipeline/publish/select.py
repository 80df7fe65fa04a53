"""Look up rows of a published table by a column, opening no more of the file than holds them."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


def rows_where(path: Path, key: str, wanted: Collection[str] | Any, columns: list[str] | None = None) -> pa.Table:
    """The rows whose `key` is one of those wanted, in the order of the file: all columns or those named."""
    file = pq.ParquetFile(path)
    columns = columns or file.schema_arrow.names
    values = wanted if isinstance(wanted, pa.Array) else pa.array(sorted(wanted), pa.string())
    found = [pa.schema([file.schema_arrow.field(name) for name in columns]).empty_table()]
    for number in range(file.num_row_groups) if len(values) else ():
        mask = pc.is_in(file.read_row_group(number, columns=[key])[key], value_set=values)
        if pc.any(mask).as_py():
            found.append(file.read_row_group(number, columns=columns).select(columns).filter(mask))
    return pa.concat_tables(found)


def values_of(rows: pa.Table, column: str) -> set[str]:
    """What stands in a column."""
    return set(rows[column].unique().drop_null().to_pylist())
