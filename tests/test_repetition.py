"""What texts of one source repeat, through the whole graph: a new text changes the older ones just as a fresh build does."""

import hashlib
import json
import random
from pathlib import Path

import dagster as dg
import pytest

from pipeline.reading.shards import Shard, plan_shards
from pipeline.repetition import mark_repeated
from pipeline.storage import Workspace
from pipeline.work import Work
from pipeline.workers import HERE
from tests.boilerplate.test_repeated import BOX, SERIES, article, with_line
from tests.conftest import Refresh


def release(outputs: Path) -> dict[str, str]:
    """The bytes of every file of the latest release, hashed."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((outputs / "latest").resolve().iterdir())}


def told(result: dg.ExecuteInProcessResult, asset: str, name: str) -> object:
    (event,) = [event for event in result.get_asset_materialization_events() if event.asset_key == dg.AssetKey(asset)]
    return event.materialization.metadata[name].value


def verdicts(refresh: Refresh, line: str) -> dict[str, str]:
    """By document, the rule that decided on the block that begins with a line."""
    paths = {row["document_id"]: row["source_path"] for row in refresh.table("documents").to_pylist()}
    texts = {path: (refresh.raw / path).read_text("utf-8") for path in paths.values() if path.endswith(".txt")}
    return {
        paths[row["document_id"]]: row["rule_id"]
        for row in refresh.table("blocks").to_pylist()
        if texts.get(paths[row["document_id"]], "")[row["char_start"] :].startswith(line)
    }


@pytest.fixture
def corpus(refresh: Refresh) -> Refresh:
    """Sixty articles of one source; two of them say that they belong to a series."""
    (refresh.raw / "gul").mkdir()
    for number in range(60):
        text = with_line(number, SERIES) if number in (10, 40) else "\n\n".join(article(number))
        (refresh.raw / "gul" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return refresh


def test_a_new_text_changes_the_older_ones_as_a_fresh_build_does_and_its_removal_changes_them_back(
    corpus: Refresh, tmp_path: Path
) -> None:
    def is_fresh(name: str) -> bool:
        fresh = {"outputs": str(tmp_path / name), "state": str(tmp_path / f"{name} state")}
        assert corpus.run(**fresh).success
        return release(corpus.outputs) == release(tmp_path / name)

    assert corpus.run().success
    assert set(verdicts(corpus, SERIES).values()) == {"model.article"}
    new = corpus.raw / "gul" / "99.txt"
    new.write_text(with_line(70, SERIES), encoding="utf-8")
    crossed = corpus.run()
    assert verdicts(corpus, SERIES) == dict.fromkeys(("gul/10.txt", "gul/40.txt", "gul/99.txt"), "repeats.this_story")
    assert told(crossed, "raw_files", "documents with repeated lines") == 3
    computed, shards = (told(crossed, *place) for place in (("documents", "shards computed"), ("raw_files", "shards")))
    assert computed <= 4 <= shards, "the shards of the new text and of the two older ones, and no others"
    assert is_fresh("grown")
    new.unlink()
    back = corpus.run()
    assert told(back, "documents", "shards computed") <= 1, "those of the older texts are still there"
    assert set(verdicts(corpus, SERIES).values()) == {"model.article"}
    assert is_fresh("shrunk")


def test_after_any_history_shards_are_marked_as_in_a_fresh_state(tmp_path: Path) -> None:
    rng, folder = random.Random(5), tmp_path / "raw" / "gul"
    folder.mkdir(parents=True)
    lines = [BOX, SERIES, "Gul Post – the voice of the five rivers", "The case continues."]
    marked: list[Shard] = []
    for step in range(12):
        for number in rng.sample(range(80), 10):
            path = folder / f"{number:02}.txt"
            if path.exists() and rng.random() < 0.4:
                path.unlink()
            else:
                path.write_text(with_line(number, rng.choice(lines), rng.choice(["start", "end"])), encoding="utf-8")
        marked, fresh = (mark(tmp_path, state) for state in ("state", f"fresh{step}"))
        assert marked == fresh
    assert any(shard.repeated for shard in marked)


def mark(folder: Path, state: str, work: Work = HERE) -> list[Shard]:
    workspace = Workspace(folder / "raw", folder / "outputs", folder / state)
    return mark_repeated(workspace, list(plan_shards(workspace.raw, workspace.spool)), work)


def test_two_workers_mark_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.kept.AT_ONCE", 2)
    (tmp_path / "raw").mkdir()
    for number in range(100):
        (tmp_path / "raw" / f"{number:02}.txt").write_text(with_line(number, BOX), encoding="utf-8")
    one, two = mark(tmp_path, "one"), mark(tmp_path, "two", Work(workers=2))
    assert one == two
    assert all(shard.repeated for shard in one)


def test_a_text_that_repeats_nothing_leaves_every_other_shard_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "raw" / "gul"
    folder.mkdir(parents=True)
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(with_line(number, (BOX, SERIES, "It rained.")[number % 3]), encoding="utf-8")
    before = {shard.key for shard in mark(tmp_path, "state")}
    (folder / "100a.txt").write_text("\n\n".join(article(300)), encoding="utf-8")
    assert len({shard.key for shard in mark(tmp_path, "state")} - before) <= 2


def test_a_keep_pattern_of_sources_overrules_what_is_repeated(corpus: Refresh) -> None:
    for number in range(20):
        (corpus.raw / "gul" / f"{number:02}.txt").write_text(with_line(number, BOX), encoding="utf-8")
    (corpus.raw / "sources.yml").write_text("folders: {gul: {keep: ['independent newsroom']}}", encoding="utf-8")
    assert corpus.run().success
    assert set(verdicts(corpus, BOX).values()) == {"user.keep"}


def test_pages_and_records_count_together_by_their_publisher(refresh: Refresh) -> None:
    """One article in HTML, one in plain text, one as a record: three of the Gul Post."""
    paragraphs = [with_line(number, SERIES).split("\n\n") for number in range(3)]
    body = "".join(f"<p>{line.replace('series', '<em>series</em>')}</p>\n" for line in paragraphs[0][1:])
    (refresh.raw / "page.html").write_text(
        f"<html><head><title>{paragraphs[0][0]}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{paragraphs[0][0]}</h1>{body}</article><script>var a = '<p>';</script></body></html>",
        encoding="utf-8",
    )
    (refresh.raw / "plain.txt").write_text("\n\n".join(paragraphs[1]), encoding="utf-8")
    for name in ("page.html", "plain.txt"):
        (refresh.raw / f"{name}.meta.yml").write_text("publisher: The Gul Post", encoding="utf-8")
    records = [
        {"id": "3", "publisher": "The Gul Post", "text": "\n\n".join(paragraphs[2])},
        {"id": "4", "publisher": "Tarsin Times", "text": with_line(4, SERIES)},
    ]
    (refresh.raw / "records.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert refresh.run().success
    documents = {row["document_id"]: row for row in refresh.table("documents").to_pylist()}
    removed = [
        documents[row["document_id"]] for row in refresh.table("blocks").to_pylist() if row["rule_id"] == "repeats.this_story"
    ]
    assert sorted((row["source_path"], row["source_id"]) for row in removed) == [
        ("page.html", None),
        ("plain.txt", None),
        ("records.jsonl", "3"),
    ]
