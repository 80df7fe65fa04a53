"""A release that copies from the one before is, byte for byte, the one that is written anew; and it copies what did not change."""

import json
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from made_release import ABOUT, in_pieces, made_chunks
from test_release import files_of

from pipeline.publish import parts, release
from pipeline.publish.catalogue import write_catalogue
from pipeline.publish.changelog import Told
from pipeline.publish.diff import diff_releases
from pipeline.publish.exports import write
from pipeline.publish.ledger import Memory
from pipeline.publish.page import evidence_files
from pipeline.publish.release import Published, publish_release
from pipeline.publish.row_groups import encode_rows
from pipeline.publish.verify import verify_release
from pipeline.summary import Summary
from pipeline.work import Work

CODE = "the code of this test"
Tables = dict[str, pa.Table]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of a few rows, so that small releases have many."""
    monkeypatch.setattr(parts, "LEAST_ROWS", 12)
    monkeypatch.setattr(parts, "MEAN_FURTHER_ROWS", 12)
    monkeypatch.setattr(write, "MEAN_EVENTS", 4)


@pytest.fixture(scope="module")
def corpus() -> Tables:
    """All rows of which the releases below hold some."""
    return made_chunks(30)[0]


def some_documents(corpus: Tables, documents: list[int], rename: int = 0) -> Tables:
    """The rows of some documents, by number; with `rename`, the actors have another name."""
    keys = corpus["documents"]["document_id"].take(pa.array(sorted(documents), pa.int64()))
    here = {
        name: rows.filter(pc.is_in(rows["document_id"], value_set=keys.combine_chunks()))
        for name, rows in corpus.items()
        if "document_id" in rows.schema.names
    }
    events = here["reports"]["event_id"].unique()
    here |= {name: rows for name, rows in corpus.items() if name not in here}
    for name in ("events", "report_actors"):
        here[name] = here[name].filter(pc.is_in(here[name]["event_id"], value_set=events))
    here["events"] = here["events"].sort_by("event_id")
    names = pc.binary_join_element_wise(here["actors"]["name"], "I" * rename, " ")
    here["actors"] = here["actors"].set_column(1, here["actors"].schema.field(1), names)
    return {name: here[name] for name in corpus}


def publish(tables: Tables, outputs: Path, *, anew: bool = False) -> Published:
    """A release, copied from the one before where that can be."""
    told = Told(Summary(1, 2, 3, 4, (("bad.txt", "empty"),), ("gone.txt",)), 0.5)
    memory = Memory(outputs / "parts.json", CODE)
    return publish_release(in_pieces(tables, 4), outputs, ABOUT, memory=None if anew else memory, told=told)


def test_after_any_history_a_release_is_that_of_a_fresh_build(corpus: Tables, tmp_path: Path) -> None:
    rng, documents = random.Random(4), set(range(12))
    for step in range(8):
        documents ^= set(rng.sample(range(30), rng.choice((1, 1, 2, 5))))
        tables = some_documents(corpus, list(documents), rename=step // 4)
        done = publish(tables, tmp_path / "history")
        fresh = publish(tables, tmp_path / f"fresh{step}", anew=True)
        assert files_of(done.folder) == files_of(fresh.folder), f"step {step}"
        assert verify_release(done.folder) == []


def test_two_workers_write_the_bytes_of_one(corpus: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "WORTH_ROWS", 1)
    tables = some_documents(corpus, list(range(9)))
    shared = publish_release(in_pieces(tables, 4), tmp_path / "two", ABOUT, work=Work(2))
    alone = publish_release(in_pieces(tables, 4), tmp_path / "one", ABOUT, work=Work(1))
    assert files_of(shared.folder) == files_of(alone.folder)


def test_what_was_checked_is_told_as_passed(corpus: Tables, tmp_path: Path) -> None:
    tables = some_documents(corpus, list(range(9)))
    checked = publish_release(in_pieces(tables, 4), tmp_path / "checked", ABOUT, checked=True)
    looked_at = publish_release(in_pieces(tables, 4), tmp_path / "looked at", ABOUT)
    assert files_of(checked.folder) == files_of(looked_at.folder)


def test_what_did_not_change_is_not_encoded_again(corpus: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(some_documents(corpus, list(range(20))), tmp_path)
    encoded = list[int]()
    monkeypatch.setattr("pipeline.publish.encoding.encode_rows", lambda rows: encoded.append(rows.num_rows) or encode_rows(rows))
    done = publish(some_documents(corpus, list(range(21))), tmp_path)
    assert 0 < sum(encoded) < sum(done.rows.values()) / 2


def test_the_changelog_is_that_of_a_comparison_of_all_rows(corpus: Tables, tmp_path: Path) -> None:
    first = publish(some_documents(corpus, list(range(20))), tmp_path)
    second = publish(some_documents(corpus, [*range(3, 20), 24], rename=1), tmp_path)
    told = json.loads((tmp_path / "changes" / f"{second.version}.json").read_text(encoding="utf-8"))
    whole = diff_releases(first.folder, second.folder)
    for table in whole.tables:
        for name in ("before", "after", "added", "removed", "changed", "cells_changed"):
            assert told["tables"][table.table][name] == getattr(table, name), f"{table.table} {name}"


def test_the_changelog_says_what_the_run_was_and_what_to_look_at(corpus: Tables, tmp_path: Path) -> None:
    done = publish(some_documents(corpus, list(range(11))), tmp_path)
    first = (tmp_path / "changes" / f"{done.version}.md").read_text(encoding="utf-8")
    assert first.startswith(f"# First release: {done.version}")
    assert f"| documents | {done.rows['documents']} |" in first
    done = publish(some_documents(corpus, list(range(27))), tmp_path)
    text = (tmp_path / "changes" / f"{done.version}.md").read_text(encoding="utf-8")
    assert "Documents: 1 new, 2 changed, 3 removed; 4 of all are rejected." in text
    assert "- rejected: bad.txt: empty" in text
    assert "- gone: gone.txt" in text
    assert "- reports: 55 rows before, 135 now" in text
    run = json.loads((tmp_path / "changes" / f"{done.version}.json").read_text(encoding="utf-8"))["run"]
    assert run["changed"] == 2
    assert run["jumps"]


@pytest.mark.parametrize("name", ["events.csv", "mentions.parquet", "zip", "plover.jsonl", "factline.sqlite"])
@pytest.mark.parametrize("damage", ["other bytes", "cut short", "gone"])
def test_nothing_damaged_is_copied(corpus: Tables, tmp_path: Path, name: str, damage: str) -> None:
    before = publish(some_documents(corpus, list(range(20))), tmp_path)
    path = before.folder / (f"factline-{before.version}.zip" if name == "zip" else name)
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(data[:middle] + (b"" if damage == "cut short" else bytes([data[middle] ^ 1]) + data[middle + 1 :]))
    if damage == "gone":
        path.unlink()
    tables = some_documents(corpus, list(range(21)))
    done = publish(tables, tmp_path)
    assert files_of(done.folder) == files_of(publish(tables, tmp_path / "fresh", anew=True).folder)
    assert not list(tmp_path.glob(".staging*"))


def test_after_any_history_the_page_is_that_of_a_page_written_anew(
    corpus: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_files, "MOST_INLINE", 1000)
    monkeypatch.setattr(evidence_files, "MEAN_ROWS", 6)
    rng, documents = random.Random(9), set(range(12))
    before: tuple[Any, ...] = ()
    for step in range(5):
        documents ^= set(rng.sample(range(30), 2))
        publish(some_documents(corpus, list(documents), rename=step // 3), tmp_path)
        ledger = Memory(tmp_path / "parts.json", CODE).read(tmp_path)
        assert ledger
        found = write_catalogue(tmp_path, ledger.since, before)
        page, beside = found.page.read_bytes(), files_of(tmp_path / "evidence")
        before = write_catalogue(tmp_path).evidence
        assert (page, beside) == (found.page.read_bytes(), files_of(tmp_path / "evidence")), f"step {step}"


def test_other_code_copies_nothing(corpus: Tables, tmp_path: Path) -> None:
    publish(some_documents(corpus, list(range(5))), tmp_path)
    assert Memory(tmp_path / "parts.json", "other code").read(tmp_path) is None
    assert Memory(tmp_path / "parts.json", CODE).read(tmp_path) is not None


def test_a_ledger_that_is_damaged_or_whose_release_is_gone_is_none(corpus: Tables, tmp_path: Path) -> None:
    done = publish(some_documents(corpus, list(range(5))), tmp_path)
    memory = Memory(tmp_path / "parts.json", CODE)
    (done.folder / "SHA256SUMS").unlink()
    assert memory.read(tmp_path) is None
    memory.path.write_bytes(b"[1, 2")
    assert memory.read(tmp_path) is None


def test_a_ledger_behind_the_latest_release_still_serves(corpus: Tables, tmp_path: Path) -> None:
    memory = tmp_path / "parts.json"
    publish(some_documents(corpus, list(range(20))), tmp_path)
    old = memory.read_bytes()
    publish(some_documents(corpus, list(range(21))), tmp_path)
    memory.write_bytes(old)  # a run was killed before it wrote the ledger
    tables = some_documents(corpus, list(range(1, 22)))
    done = publish(tables, tmp_path)
    assert files_of(done.folder) == files_of(publish(tables, tmp_path / "fresh", anew=True).folder)
    told = (tmp_path / "changes" / f"{done.version}.md").read_text(encoding="utf-8")
    assert "| documents | 21 | 21 | 1 | 1 |" in told


def test_rows_that_break_a_rule_are_found_among_new_ones_and_across_old_ones(corpus: Tables, tmp_path: Path) -> None:
    publish(some_documents(corpus, list(range(20))), tmp_path)
    tables = some_documents(corpus, list(range(21)))
    twice = tables | {"events": pa.concat_tables([tables["events"], tables["events"].slice(0, 1)])}
    with pytest.raises(ValueError, match="unique, found 2 times"):
        publish(twice, tmp_path)
    gap = tables | {"blocks": pa.concat_tables([tables["blocks"].slice(0, 40), tables["blocks"].slice(41)])}
    with pytest.raises(ValueError, match=r"begins where the block before ended|blocks reach"):
        publish(gap, tmp_path)
    lost = tables | {"documents": tables["documents"].slice(1)}
    with pytest.raises(ValueError, match=r"is in documents\.document_id"):
        publish(lost, tmp_path)
