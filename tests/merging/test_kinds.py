"""Whatever changed before, kinds are merged as if all had been read today; and what is kept may be lost at any time."""

import os
import random
import subprocess
import sys
from functools import reduce
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.events.event import summarise_events
from pipeline.events.merge import merge_document, merge_reports
from pipeline.events.merge_facts import ReportFacts, pack, unpack
from pipeline.events.merge_happening import Gist, gist, read_happening
from pipeline.events.packing import pack_happening, unpack_happening
from pipeline.kinds import bring_kind
from pipeline.tables.bundle import rows_to_table
from pipeline.tellings import TELLINGS, Facts, row_of
from tests.events.merge.made_reports import make_corpus


class GivenFacts(Facts):
    """Facts that lie at hand."""

    def __init__(self, reports: list[ReportFacts]) -> None:
        self.by_id = {report.report_id: report for report in reports}

    def __call__(self, report_id: str) -> ReportFacts:
        return self.by_id[report_id]

    def names(self, reports: list[str]) -> Gist:
        return reduce(Gist.joined, (gist(self.by_id[report].names) for report in reports))

    def hash(self, reports: list[str], said: bytes) -> int:
        return hash(tuple(self.by_id[report] for report in reports)) % 2**64


def merged(folder: Path, reports: list[ReportFacts]) -> tuple[list, list]:
    """Joined reports and events of all kinds, kept in a folder."""
    facts, documents = GivenFacts(reports), dict[str, list[ReportFacts]]()
    for report in reports:
        documents.setdefault(report.source_key, []).append(report)
    rows = [row_of(happening, facts) for told in documents.values() for happening in merge_document(told)]
    joined, events = [], []
    for kind in {row[-1] for row in rows}:
        told = rows_to_table([row for row in rows if row[-1] == kind], TELLINGS)
        made = bring_kind(folder / f"{kind}.zip", told, np.arange(len(told)), facts)
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


@pytest.mark.parametrize("harm", [lambda data: data[:-60], lambda data: data[:200] + b"\xff" * 50 + data[250:], lambda data: b""])
def test_what_is_damaged_is_made_again(tmp_path: Path, harm) -> None:
    corpus = make_corpus(120)
    wanted = merged(tmp_path, corpus)
    for path in tmp_path.glob("*.zip"):
        path.write_bytes(harm(path.read_bytes()))
    assert merged(tmp_path, corpus) == wanted


def test_reports_and_happenings_come_back_as_they_were_packed() -> None:
    for report in make_corpus(60):
        assert unpack(pack(report)) == report
        happening = read_happening(report)
        assert unpack_happening(pack_happening(happening), lambda reports: gist(())) == happening
        assert unpack_happening(pack_happening(happening, names=False), GivenFacts([report]).names) == happening


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
