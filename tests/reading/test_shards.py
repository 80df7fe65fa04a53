"""Shards are cut by content: a change moves the borders of its own shard and of no other."""

from pathlib import Path

import pytest

from pipeline.reading.shards import MAX_DOCUMENTS, plan_shards


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:04}.txt").write_text(f"Text number {number} says so.")
    return folder


def keys(raw: Path) -> list[str]:
    return [shard.key for shard in plan_shards(raw, raw.parent / "spool")]


def test_every_document_is_in_one_shard_and_shards_are_small(raw: Path) -> None:
    shards = list(plan_shards(raw, raw.parent / "spool"))
    paths = [part.path for shard in shards for part in shard.slices]
    assert paths == sorted(path.name for path in raw.iterdir())
    assert len(shards) > 5
    assert max(shard.documents for shard in shards) <= MAX_DOCUMENTS


@pytest.mark.parametrize("change", ["edit", "add", "remove"])
def test_a_change_touches_at_most_two_shards(raw: Path, change: str) -> None:
    before = set(keys(raw))
    if change == "edit":
        (raw / "0150.txt").write_text("Another text.")
    elif change == "add":
        (raw / "0150a.txt").write_text("A further text.")
    else:
        (raw / "0150.txt").unlink()
    after = set(keys(raw))
    assert 1 <= len(after - before) <= 2
    assert len(before - after) <= 2


def test_records_are_cut_like_files(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    lines = [f'{{"text": "Record number {number}."}}\n' for number in range(300)]
    (raw / "a.jsonl").write_text("".join(lines))
    before = set(keys(raw))
    (raw / "a.jsonl").write_text("".join([*lines, '{"text": "One more."}\n']))
    assert len(set(keys(raw)) - before) <= 2


def test_metadata_is_part_of_a_shards_key(raw: Path) -> None:
    before = set(keys(raw))
    (raw / "0150.txt.meta.yml").write_text("title: Now it has one\n")
    assert len(set(keys(raw)) - before) == 1
