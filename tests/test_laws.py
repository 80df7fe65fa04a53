"""Each law is seen to break: a check that cannot fail checks nothing."""

from collections.abc import Callable, Iterable

import pyarrow as pa
import pytest

from pipeline import laws
from pipeline.rows import BlockRow, DocumentRow, MentionRow, TimeRow
from pipeline.tables import arrow_schema
from pipeline.tables.bundle import rows_to_table

TEXT = "Mosul fell on Tuesday."
DOCUMENT = "doc_0000000000000001"
SHA = "0" * 64


def document(**changes: object) -> DocumentRow:
    row = DocumentRow(
        DOCUMENT, "a.txt", None, None, SHA, SHA, "text/plain", "utf-8", "ok", None, None, None, None, None, None, None, "none",
        None, None, None, None, len(TEXT), len(TEXT), 4, 1,
    )  # fmt: skip
    return row._replace(**changes)


def block(**changes: object) -> BlockRow:
    return BlockRow("blk_0000000000000001", DOCUMENT, 0, 0, len(TEXT), "body", True, "rule", 1.0, None)._replace(**changes)


def time(**changes: object) -> TimeRow:
    row = TimeRow(
        "tim_0000000000000001",
        DOCUMENT,
        14,
        21,
        "Tuesday",
        "DATE",
        "2014-06-10",
        None,
        None,
        None,
        None,
        "day",
        "weekday",
        None,
        "r",
    )
    return row._replace(**changes)


def mention(**changes: object) -> MentionRow:
    return MentionRow("men_0000000000000001", DOCUMENT, 0, 5, "Mosul", "place", None, None, None, "r", 1.0)._replace(**changes)


def chunks(name: str, *rows: tuple[object, ...]) -> Callable[[], Iterable[pa.Table]]:
    return lambda: [rows_to_table([row], arrow_schema(name)) for row in rows]


def test_good_rows_break_nothing() -> None:
    tables = {"documents": chunks("documents", document()), "blocks": chunks("blocks", block()), "times": chunks("times", time())}
    for name, found in tables.items():
        assert not list(laws.check_schema(name, found))
        assert not list(laws.check_keys(name, found))
        assert not list(laws.check_links(name, tables))
        assert not list(laws.check_order(name, found))
    assert not list(laws.check_coverage(tables))
    assert not list(laws.check_grounded("times", *tables["times"](), {DOCUMENT: TEXT}))


@pytest.mark.parametrize(
    ("name", "row", "column"),
    [
        ("blocks", block(label="gossip"), "label"),
        ("blocks", block(score=1.5), "score"),
        ("blocks", block(char_start=-1), "char_start"),
        ("blocks", block(document_id=None), "document_id"),
        ("documents", document(sha256="beef"), "sha256"),
        ("times", time(time_id="tim_1"), "time_id"),
    ],
)
def test_a_cell_outside_its_column_is_named_with_its_key(name: str, row: tuple[object, ...], column: str) -> None:
    if row[1] is None:
        table = pa.Table.from_pylist([row._asdict()], schema=arrow_schema(name))  # type: ignore[attr-defined]  # rows are named tuples
        found = list(laws.check_schema(name, lambda: [table]))
    else:
        found = list(laws.check_schema(name, chunks(name, row)))
    assert [broken.column for broken in found] == [column]
    assert found[0].key == row[0]


def test_other_columns_or_types_are_refused() -> None:
    table = rows_to_table([block()], arrow_schema("blocks")).drop_columns(["score"])
    assert [broken.rule for broken in laws.check_schema("blocks", lambda: [table])] == ["the table's columns and types"]


def test_a_key_that_occurs_twice_is_named_even_across_chunks() -> None:
    found = list(laws.check_keys("blocks", chunks("blocks", block(), block(position=1))))
    assert [broken.key for broken in found] == [block().block_id]


def test_a_foreign_key_that_leads_nowhere_is_named() -> None:
    tables = {"documents": chunks("documents", document()), "times": chunks("times", time(document_id="doc_0000000000000002"))}
    assert [broken.column for broken in laws.check_links("times", tables)] == ["document_id"]


def test_an_interval_that_ends_before_it_begins_is_named() -> None:
    assert [broken.column for broken in laws.check_order("times", chunks("times", time(char_start=30)))] == ["char_start"]


@pytest.mark.parametrize(
    ("why", "blocks"),
    [
        ("a gap", [block(char_end=5), block(block_id="b", position=1, char_start=6)]),
        ("an overlap", [block(char_end=5), block(block_id="b", position=1, char_start=4)]),
        ("the end is missing", [block(char_end=5)]),
        ("nothing is there", []),
        ("a block of no document", [block(), block(document_id="doc_0000000000000002")]),
    ],
)
def test_characters_in_no_block_or_in_two_are_found(why: str, blocks: list[BlockRow]) -> None:
    tables = {"documents": chunks("documents", document(block_count=max(len(blocks), 1))), "blocks": chunks("blocks", *blocks)}
    assert list(laws.check_coverage(tables))


@pytest.mark.parametrize(
    "row", [mention(text="Mossul"), mention(char_end=6), mention(char_end=60), mention(document_id="doc_0000000000000002")]
)
def test_a_span_that_is_not_the_raw_text_is_found(row: MentionRow) -> None:
    table = rows_to_table([row], arrow_schema("mentions"))
    assert len(list(laws.check_grounded("mentions", table, {DOCUMENT: TEXT}))) == 1


def test_the_beginning_of_a_removed_block_is_held_to_the_raw_text() -> None:
    for quoted, failures in (("Mosul fell", 0), ("Mosul rose", 1)):
        table = rows_to_table([block(kept=False, removed_text=quoted)], arrow_schema("blocks"))
        assert len(list(laws.check_grounded("blocks", table, {DOCUMENT: TEXT}))) == failures


def test_a_floor_that_is_not_reached_is_told() -> None:
    (found,) = laws.check_floor("blocks", chunks("blocks", block()), 2)
    assert (found.rule, found.value) == ("at least 2 rows", "1")
    assert not list(laws.check_floor("blocks", chunks("blocks", block()), 1))


def test_all_failures_are_counted_and_the_first_are_shown() -> None:
    broken = [laws.Broken("blocks", "label", "rule", "x", str(number)) for number in range(laws.SHOWN + 10)]
    count, shown = laws.summarise(broken)
    assert (count, len(shown)) == (laws.SHOWN + 10, laws.SHOWN)
