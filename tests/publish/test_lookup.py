"""Rows looked up in the SQLite file of a release are those of its Parquet files."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.publish.lookup import looking
from pipeline.tables import TABLES


@pytest.mark.parametrize("table", ["documents", "figures", "events", "report_actors"])
def test_a_row_is_the_same_wherever_it_is_read(release: Path, table: str) -> None:
    names, key = [column.name for column in TABLES[table].columns], TABLES[table].key
    wanted = {tuple(row[name] for name in key): row for row in pq.read_table(release / f"{table}.parquet").to_pylist()}
    with looking(release) as lookup:
        found = list(lookup.rows(table, key[0], {row[0] for row in wanted}, names))
    assert len(found) == len(wanted)
    assert all(row == wanted[tuple(row[name] for name in key)] for row in found)


def test_the_report_that_was_published_first_speaks_for_its_event(release: Path) -> None:
    published = {row["document_id"]: row["published_at"] for row in pq.read_table(release / "documents.parquet").to_pylist()}
    reports = pq.read_table(release / "reports.parquet").to_pylist()
    first: dict[str, str] = {}
    for row in reports:
        when = published[row["document_id"]] or "9999"
        first[row["event_id"]] = min(first.get(row["event_id"], "9999"), when)
    with looking(release) as lookup:
        seen: set[str] = set()
        for row in lookup.reports_of(set(first), ["event_id", "document_id"]):
            if row["event_id"] not in seen:
                seen.add(row["event_id"])
                assert (published[row["document_id"]] or "9999") == first[row["event_id"]]
    assert seen == set(first)
