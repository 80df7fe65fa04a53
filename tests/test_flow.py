"""One corpus through everything: from a folder of texts to a release, and what changes when the texts do."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from pipeline.tables import TABLES
from tests.conftest import BLAST, Refresh


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.resolve().iterdir())}


def computed(result: object) -> int:
    for event in result.get_asset_materialization_events():  # type: ignore[attr-defined]  # dagster's result
        if event.asset_key.to_user_string() == "documents":
            return int(event.materialization.metadata["shards computed"].value)
    raise AssertionError("documents were not materialized")


def test_a_folder_of_texts_becomes_a_release_of_all_tables(refresh: Refresh) -> None:
    assert refresh.run().success
    for name in TABLES:
        assert refresh.table(name).num_rows, name
        assert (refresh.outputs / "latest" / f"{name}.csv").is_file()
    figures = refresh.table("figures").to_pylist()
    claims = {(int(row["value"]), row["role"]) for row in figures if row["role"]}
    assert claims == {(12, "killed"), (30, "injured"), (4_200_000, "displaced")}
    assert not [row for row in figures if row["currency"]], "a figure out of the subscription plea"
    blast = [row for row in refresh.table("reports").to_pylist() if row["fatalities_best"] == 12]
    assert blast
    assert {row["event_type"] for row in blast} == {"ASSAULT"}
    assert {str(row["date_start"]) for row in blast} == {"2016-07-02"}


def test_a_second_run_computes_nothing_and_publishes_nothing_new(refresh: Refresh) -> None:
    refresh.run()
    before = digest(refresh.outputs / "latest")
    again = refresh.run()
    assert again.success
    assert computed(again) == 0
    assert len(list((refresh.outputs / "releases").iterdir())) == 1
    assert digest(refresh.outputs / "latest") == before


def test_a_changed_text_recomputes_its_shard_and_keeps_every_unchanged_key(refresh: Refresh) -> None:
    for number in range(80):
        (refresh.raw / f"note{number:02}.txt").write_text(
            f"Police arrested {number + 2} men in Basra on 4 May 2016.", encoding="utf-8"
        )
    refresh.run()
    before = {row["report_id"]: row for row in refresh.table("reports").to_pylist()}
    (refresh.raw / "note40.txt").write_text("Police arrested 500 men in Kirkuk on 5 May 2016.", encoding="utf-8")
    again = refresh.run()
    after = {row["report_id"]: row for row in refresh.table("reports").to_pylist()}
    assert computed(again) <= 2
    assert before.keys() - after.keys() == {key for key, row in before.items() if "arrested 42 men" in row["evidence_text"]}
    kept = before.keys() & after.keys()
    assert [before[key] for key in sorted(kept)] == [after[key] for key in sorted(kept)]
    assert len(list((refresh.outputs / "releases").iterdir())) == 2


def test_one_source_folder_is_read_again_and_the_rest_stays(refresh: Refresh, tmp_path: Path) -> None:
    for number in range(120):
        (refresh.raw / f"{number % 2}").mkdir(exist_ok=True)
        text = f"Police arrested {number + 2} men in Basra on 4 May 2016."
        (refresh.raw / f"{number % 2}" / f"{number:03}.txt").write_text(text, encoding="utf-8")
    refresh.run()
    before, shards = digest(refresh.outputs / "latest"), tmp_path / "state" / "factline" / "shards"
    standing = {path: path.stat().st_mtime_ns for path in shards.rglob("*.zip")}
    again = refresh.run(again=["1"])
    anew = {path for path, moment in standing.items() if path.stat().st_mtime_ns != moment}
    assert again.success
    assert 0 < computed(again) == len(anew) < len(standing)
    assert digest(refresh.outputs / "latest") == before
    assert not refresh.run(again=["nowhere"]).success


def test_the_same_texts_give_the_same_bytes_in_another_place(refresh: Refresh, tmp_path: Path) -> None:
    refresh.run()
    refresh.run(outputs=str(tmp_path / "elsewhere"), state=str(tmp_path / "other state"))
    assert digest(refresh.outputs / "latest") == digest(tmp_path / "elsewhere" / "latest")


def test_copies_are_told_and_bring_no_rows_of_their_own(refresh: Refresh) -> None:
    (refresh.raw / "copy.txt").write_text(BLAST, encoding="utf-8")
    (refresh.raw / "rewrite.txt").write_text(BLAST.replace("promised help", "promised swift help"), encoding="utf-8")
    refresh.run()
    documents = {row["source_path"]: row for row in refresh.table("documents").to_pylist()}
    assert documents["copy.txt"]["status"] == "duplicate"
    assert documents["copy.txt"]["duplicate_of"] == documents["blast.txt"]["document_id"]
    assert documents["rewrite.txt"]["near_duplicate_of"] == documents["blast.txt"]["document_id"]
    with_rows = set(refresh.table("blocks")["document_id"].to_pylist())
    assert documents["copy.txt"]["document_id"] not in with_rows
    assert documents["rewrite.txt"]["document_id"] in with_rows
    blast = next(row for row in refresh.table("events").to_pylist() if row["fatalities_best"] == 12)
    assert (blast["document_count"], blast["publisher_count"]) == (2, 1)


def test_bad_input_is_counted_with_its_reason_and_loses_nothing_else(refresh: Refresh) -> None:
    (refresh.raw / "empty.txt").write_bytes(b"")
    (refresh.raw / "picture.txt").write_bytes(b"\x89PNG" + bytes(range(256)))
    (refresh.raw / "bomb.txt.gz").write_bytes(gzip.compress(b"a " * 50_000_000))
    (refresh.raw / "line.txt").write_text("word " * 900_000, encoding="utf-8")
    records = [{"id": "x", "text": "One text of a record."}, {"id": "x", "text": "Another text under the same id."}]
    (refresh.raw / "twice.jsonl").write_text("\n".join(map(json.dumps, records)) + "\n{broken\n", encoding="utf-8")
    (refresh.raw / "Zeitung.txt").write_text(
        "Der Minister sprach am Montag mit den Bürgern der Stadt über die Brücke. " * 5, encoding="utf-8"
    )
    assert refresh.run().success
    rows = refresh.table("documents").to_pylist()
    reasons = {(row["source_path"], row["record"]): (row["status"], row["status_reason"]) for row in rows if row["status"] != "ok"}
    assert reasons == {
        ("empty.txt", None): ("rejected", "empty file"),
        ("picture.txt", None): ("rejected", "binary data, not text"),
        ("bomb.txt.gz", None): ("rejected", "gzip data of more than 67108864 bytes when unpacked"),
        ("line.txt", None): ("rejected", "a text of 4500000 characters; at most 4000000 are read as one document"),
        ("twice.jsonl", 2): ("rejected", "line 2: id 'x' is already used in line 1 of this file"),
        ("twice.jsonl", 3): ("rejected", reasons["twice.jsonl", 3][1]),
        ("Zeitung.txt", None): ("unsupported_language", "language de"),
    }
    assert "line 3: broken JSON" in reasons["twice.jsonl", 3][1]
    assert {row["source_path"] for row in rows if row["status"] == "ok"} == {"blast.txt", "wire.jsonl", "twice.jsonl"}


def test_a_failed_check_leaves_the_release_before_untouched(refresh: Refresh) -> None:
    refresh.run()
    before, names = digest(refresh.outputs / "latest"), sorted(path.name for path in (refresh.outputs / "releases").iterdir())
    (refresh.raw / "sources.yml").write_text("dataset: {least_rows: {events: 1000}}\n", encoding="utf-8")
    (refresh.raw / "more.txt").write_text("Protesters marched in Tunis on Friday.", encoding="utf-8")
    result = refresh.run()
    assert not result.success
    failed = [
        (found.asset_key.to_user_string(), found.check_name) for found in result.get_asset_check_evaluations() if not found.passed
    ]
    assert failed == [("events", "enough_rows")]
    assert digest(refresh.outputs / "latest") == before
    assert sorted(path.name for path in (refresh.outputs / "releases").iterdir()) == names


def test_two_workers_publish_what_one_does(refresh: Refresh, tmp_path: Path) -> None:
    for number in range(160):
        (refresh.raw / f"note{number:03}.txt").write_text(
            f"Police arrested {number + 2} men in Basra on 4 May 2016.", encoding="utf-8"
        )
    refresh.run()
    two = refresh.run(outputs=str(tmp_path / "two"), state=str(tmp_path / "other state"), workers=2)
    assert two.success
    assert digest(refresh.outputs / "latest") == digest(tmp_path / "two" / "latest")


def test_a_dask_cluster_reads_merges_and_checks_what_one_process_does(
    refresh: Refresh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra 'distributed' is not installed")
    monkeypatch.setattr("pipeline.happenings.FEW", 0)
    (refresh.raw / "rewrite.txt").write_text(BLAST.replace("promised help", "promised swift help"), encoding="utf-8")
    for number in range(80):
        text = f"Police arrested {number + 2} men in Basra on 4 May 2016."
        (refresh.raw / f"note{number:03}.txt").write_text(text, encoding="utf-8")
    refresh.run()
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        elsewhere = {"outputs": str(tmp_path / "dask"), "state": str(tmp_path / "other state")}
        assert refresh.run(**elsewhere, engine="dask", scheduler=cluster.scheduler_address).success
    assert digest(refresh.outputs / "latest") == digest(tmp_path / "dask" / "latest")


@pytest.mark.parametrize("moment", ["extract", "merge", "publish"])
def test_a_run_that_was_cut_off_is_made_good_by_the_next(refresh: Refresh, moment: str, tmp_path: Path) -> None:
    refresh.run()
    wanted = digest(refresh.outputs / "latest")
    state = tmp_path / "state" / "factline"
    if moment == "extract":  # a bundle cut short
        bundle = next((state / "shards").rglob("*.zip"))
        bundle.write_bytes(bundle.read_bytes()[:-40])
    elif moment == "merge":
        for bundle in (state / "runs").rglob("*.zip"):
            bundle.unlink()
    else:
        (refresh.outputs / "latest").unlink()
    assert refresh.run().success
    assert digest(refresh.outputs / "latest") == wanted
