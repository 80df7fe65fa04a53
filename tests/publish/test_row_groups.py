"""Parquet files put together from row groups are what every reader takes for one written at once."""

import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.row_groups import MAGIC, encode_rows, write_footer
from pipeline.publish.thrift import (
    BINARY,
    DOUBLE,
    FALSE,
    I32,
    I64,
    LIST,
    STRUCT,
    TRUE,
    Items,
    Offset,
    Reader,
    Struct,
    cut_struct,
    write_number,
    write_struct,
)

SCHEMA = pa.schema(
    [("key", pa.string()), ("whole", pa.int64()), ("real", pa.float64()), ("flag", pa.bool_()), ("day", pa.date32()),
     ("exact", pa.decimal128(38, 12))]
)  # fmt: skip
CELLS = st.fixed_dictionaries(
    {
        "key": st.none() | st.text(max_size=8),
        "whole": st.none() | st.integers(-(2**63), 2**63 - 1),
        "real": st.none() | st.floats(allow_nan=False),
        "flag": st.none() | st.booleans(),
        "day": st.none() | st.dates(),
        "exact": st.none() | st.decimals(min_value=-(10**20), max_value=10**20, places=12),
    }
)


def put_together(path: Path, tables: list[pa.Table]) -> None:
    """A Parquet file, a row group a table."""
    body, groups = MAGIC, []
    for rows in tables:
        encoded, group = encode_rows(rows)
        groups.append((group, len(body)))
        body += encoded
    path.write_bytes(body + write_footer(SCHEMA, {"said": "so"}, groups))


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=20))
def test_rows_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, parts: list[list[dict[str, object]]]) -> None:
    path = tmp_path_factory.getbasetemp() / "rows.parquet"
    tables = [pa.Table.from_pylist(part, schema=SCHEMA) for part in parts]
    put_together(path, tables)
    assert pq.read_table(path).replace_schema_metadata(None).equals(pa.concat_tables([SCHEMA.empty_table(), *tables]))
    assert pq.read_metadata(path).num_row_groups == len(parts)
    assert pq.read_metadata(path).metadata[b"said"] == b"so"


def test_other_readers_find_rows_and_statistics(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    rows = [
        {"key": f"k{number:03}", "whole": number, "real": number / 2, "flag": number % 2 == 0, "exact": Decimal(number),
         "day": datetime.date(2016, 1, 1) + datetime.timedelta(days=number)}
        for number in range(300)
    ]  # fmt: skip
    put_together(path, [pa.Table.from_pylist(rows[start : start + 100], schema=SCHEMA) for start in range(0, 300, 100)])
    found = duckdb.sql(f"SELECT count(*), sum(whole), max(day) FROM '{path}' WHERE key >= 'k150'").fetchall()
    assert found == [(150, sum(range(150, 300)), datetime.date(2016, 10, 26))]
    assert pd.read_parquet(path)["exact"].tolist() == [Decimal(number) for number in range(300)]
    told = pq.read_metadata(path)
    assert [told.row_group(number).column(0).statistics.min for number in range(3)] == ["k000", "k100", "k200"]
    assert [told.row_group(number).num_rows for number in range(3)] == [100, 100, 100]


def test_a_footer_is_written_as_it_was_read(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": ["x", None], "b": [1.5, 2.5]}), tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    footer = data[-8 - int.from_bytes(data[-8:-4], "little") : -8]
    assert write_struct(Reader(footer).struct()) == footer


FIELDS: st.SearchStrategy[Struct] = st.recursive(
    st.dictionaries(
        st.integers(1, 60),
        st.one_of(
            st.tuples(st.just(I32), st.integers(-(2**31), 2**31 - 1)),
            st.tuples(st.just(I64), st.integers(-(2**63), 2**63 - 1)),
            st.tuples(st.just(DOUBLE), st.floats(allow_nan=False)),
            st.tuples(st.just(BINARY), st.binary(max_size=200)),
            st.sampled_from([(TRUE, True), (FALSE, False)]),
            st.tuples(st.just(LIST), st.builds(Items, st.just(I32), st.lists(st.integers(0, 9), max_size=20))),
        ),
        max_size=6,
    ),
    lambda inner: st.dictionaries(st.integers(1, 30), st.tuples(st.just(STRUCT), inner), max_size=3),
    max_leaves=8,
)


@given(FIELDS)
def test_any_struct_comes_back(fields: Struct) -> None:
    assert Reader(write_struct(fields)).struct() == fields


@given(st.integers(0, 2**60), st.integers(0, 2**60))
def test_a_struct_cut_at_its_offsets_can_be_put_together_elsewhere(one: int, other: int) -> None:
    words, offsets = cut_struct({1: (I32, 7), 2: (I64, Offset(one)), 3: (STRUCT, {1: (I64, Offset(other))})})
    moved = words[0] + write_number(offsets[0] + 5) + words[1] + write_number(offsets[1] + 5) + words[2]
    assert moved == write_struct({1: (I32, 7), 2: (I64, one + 5), 3: (STRUCT, {1: (I64, other + 5)})})


@pytest.mark.parametrize("data", [b"", b"\x15", b"\x18\x05ab", b"\x1b\x00"])
def test_what_is_no_footer_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, IndexError)):
        Reader(data).struct()
