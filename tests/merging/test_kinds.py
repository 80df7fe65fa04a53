"""Whatever changed before, kinds are merged as if all had been read today; and what is kept may be lost at any time."""

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.copies import Told
from pipeline.digests import SCHEMAS
from pipeline.events.event import summarise_events
from pipeline.events.merge import merge_reports
from pipeline.events.merge_facts import ReportFacts, pack, unpack
from pipeline.events.merge_happening import gist, read_happening
from pipeline.events.packing import pack_happening, unpack_happening
from pipeline.kinds import merge_kind, read_kind, write_kind
from pipeline.tables.bundle import rows_to_table
from pipeline.tellings import TELLINGS, tell
from tests.events.merge.made_reports import make_corpus


def told_by(reports: list[ReportFacts]) -> Told:
    """What the documents of some reports tell."""
    documents, by_source = dict[str, bytes](), dict[str, list[ReportFacts]]()
    for report in reports:
        documents.setdefault(report.document_id, orjson.dumps(report.names))
        by_source.setdefault(report.source_key, []).append(report)
    rows = [
        row
        for told in by_source.values()
        for row in tell(told, {report.document_id: documents[report.document_id] for report in told})
    ]
    return Told(rows_to_table(rows, TELLINGS), rows_to_table(list(documents.items()), SCHEMAS["names"]))


def merged(folder: Path, reports: list[ReportFacts]) -> tuple[list, list]:
    """Joined reports and events of all kinds, kept in a folder."""
    told, joined, events = told_by(reports), [], []
    kinds = np.array(told.tellings["kind"].to_pylist())
    for kind in set(kinds.tolist()):
        path = folder / f"{kind}.zip"
        write_kind(path, merge_kind(told, np.flatnonzero(kinds == kind), read_kind(path)))
        made = read_kind(path)
        joined += made.joined.drop_columns("node").to_pylist()
        events += made.events.drop_columns("node").to_pylist()
    return sorted(joined, key=lambda row: row["report_id"]), sorted(events, key=lambda row: row["event_id"])


def changed(reports: list[ReportFacts], chance: random.Random) -> list[ReportFacts]:
    """Some of the reports, one of them with another toll."""
    kept = [report for report in reports if chance.random() < 0.9]
    kept[0] = kept[0]._replace(fatalities_low=chance.randrange(9), fatalities_high=9)
    return kept


@settings(max_examples=15, deadline=None)
@given(st.integers(20, 150), st.integers(0, 99))
def test_any_history_gives_what_a_fresh_build_gives(tmp_path_factory: pytest.TempPathFactory, count: int, seed: int) -> None:
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("kinds")
    corpus = make_corpus(count, seed)
    for _ in range(3):
        now = changed(corpus, chance)
        assert merged(folder, now) == merged(tmp_path_factory.mktemp("fresh"), now)


def test_kinds_are_merged_as_reports_are_that_lie_at_hand(tmp_path: Path) -> None:
    corpus = make_corpus(300)
    joined, events = merged(tmp_path, corpus)
    at_hand = merge_reports(corpus)
    assert [tuple(row.values()) for row in joined] == [tuple(row) for row in at_hand]
    assert [row["event_id"] for row in events] == [event.event_id for event in summarise_events(corpus, at_hand)]


def test_keys_that_are_met_in_several_parts_join_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = make_corpus(300)
    wanted = merged(tmp_path / "whole", corpus)
    monkeypatch.setattr("pipeline.kinds.MET_AT_ONCE", 20)
    monkeypatch.setattr("pipeline.kinds.TOLD_AT_ONCE", 7)
    monkeypatch.setattr("pipeline.nodes.LISTS_AT_ONCE", 11)
    assert merged(tmp_path / "parts", corpus) == wanted


@pytest.mark.parametrize("harm", [lambda data: data[:-60], lambda data: data[:200] + b"\xff" * 50 + data[250:], lambda data: b""])
def test_what_is_damaged_is_made_again(tmp_path: Path, harm) -> None:
    corpus = make_corpus(120)
    wanted = merged(tmp_path, corpus)
    for path in tmp_path.glob("*.zip"):
        path.write_bytes(harm(path.read_bytes()))
    assert merged(tmp_path, corpus) == wanted


def test_reports_and_happenings_come_back_as_they_were_packed() -> None:
    for report in make_corpus(60):
        names = gist(report.names)
        assert unpack(pack(report)) == report
        happening = read_happening(report)
        assert unpack_happening(pack_happening(happening), lambda reports: gist(())) == happening
        assert unpack_happening(pack_happening(happening, names=False), lambda _, names=names: names) == happening


def test_the_same_happening_is_the_same_bytes_in_every_process() -> None:
    code = "from tests.events.merge.made_reports import make_report as make; "
    code += "from pipeline.events.packing import pack_happening as pack; "
    code += "from pipeline.events.merge_happening import read_happening as read; "
    code += "print(pack(read(make('a', 'Gunmen *killed* the mayor of Old Dolmar and her two guards', names=list('hgfedcba')))))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
