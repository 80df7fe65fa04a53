"""Merging joins the reports of one happening and no others."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import make_corpus, make_report, town

from pipeline.events.merge import Joined, ReportFacts, merge_reports

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "merge.yml").read_text(encoding="utf-8"))
RENAMED = {"doc": "document_id", "source": "source_key", "type": "event_type", "mode": "event_mode"}


def report_of(case: dict[str, Any], sentence: int) -> ReportFacts:
    """A report as a case writes it, in a sentence of its own."""
    known = {
        RENAMED.get(name, name): value for name, value in case.items() if name not in ("id", "text", "town", "country_of", "killed")
    }
    for name in ("published", "day"):
        if name in known:
            known[name] = str(known[name])
    if "town" in case:
        known |= town(case["town"])
    if "country_of" in case:
        known |= {"place_id": "plc_country", "country": town(case["country_of"])["country"], "where_precision": 6}
    if "killed" in case:
        known |= dict.fromkeys(("fatalities_best", "fatalities_low", "fatalities_high"), case["killed"])
    return make_report(case["id"], case["text"], evidence_start=sentence * 1000, **known)


def groups(joined: list[Joined]) -> set[frozenset[str]]:
    """Report ids by event."""
    events: dict[str, set[str]] = {}
    for join in joined:
        events.setdefault(join.event_id, set()).add(join.report_id)
    return {frozenset(ids) for ids in events.values()}


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_reports_of_one_happening_are_one_event_and_others_are_not(case):
    found = groups(merge_reports([report_of(report, number) for number, report in enumerate(case["reports"])]))
    assert {group for group in found if len(group) > 1} == {frozenset(group) for group in case["same"]}


def test_a_report_alone_is_a_single_with_full_score():
    assert [(join.merge_rule, join.merge_score) for join in merge_reports([make_report("rep_1")])] == [("single", 1.0)]


def test_the_anchor_is_the_earliest_published_report_and_its_id_makes_the_event():
    known = town(1) | {"day": "2021-05-03"}
    late = make_report("rep_1", "A *bombing* in Dolmar", published="2021-05-05", **known)
    early = make_report("rep_2", "A *bombing* in Dolmar", published="2021-05-04", **known)
    joined = merge_reports([late, early])
    assert [join.merge_rule for join in joined] == ["same_day_place", "anchor"]
    assert joined[0].event_id == merge_reports([early])[0].event_id


corpora = st.integers(0, 60).flatmap(lambda count: st.integers(0, 50).map(lambda seed: make_corpus(count, seed)))


@settings(max_examples=25, deadline=None)
@given(corpora, st.randoms(use_true_random=False))
def test_no_order_of_reports_changes_the_result(reports, chance):
    shuffled = list(reports)
    chance.shuffle(shuffled)
    assert merge_reports(shuffled) == merge_reports(reports)


@settings(max_examples=25, deadline=None)
@given(corpora)
def test_every_report_is_joined_to_one_event_with_one_anchor_or_single(reports):
    joined = merge_reports(reports)
    assert [join.report_id for join in joined] == sorted(report.report_id for report in reports)
    assert all(0 < join.merge_score <= 1 for join in joined)
    firsts = [join.event_id for join in joined if join.merge_rule in ("anchor", "single")]
    assert sorted(firsts) == sorted({join.event_id for join in joined})


@settings(max_examples=25, deadline=None)
@given(corpora)
def test_the_reports_of_each_event_alone_are_that_event_again(reports):
    by_id = {report.report_id: report for report in reports}
    joined = merge_reports(reports)
    for event in {join.event_id for join in joined}:
        members = [join for join in joined if join.event_id == event]
        assert {join.event_id for join in merge_reports([by_id[join.report_id] for join in members])} == {event}


@settings(max_examples=25, deadline=None)
@given(corpora, st.integers(0, 50))
def test_reports_on_other_things_change_no_event(reports, seed):
    others = [
        report._replace(report_id=f"other_{report.report_id}", document_id=f"other_{report.document_id}",
                        source_key=f"other_{report.document_id}", event_type="AID", published="1999-01-01")
        for report in make_corpus(40, seed + 1000)
    ]  # fmt: skip
    joined = merge_reports(reports)
    assert [join for join in merge_reports([*others, *reports]) if not join.report_id.startswith("other_")] == joined


@settings(max_examples=25, deadline=None)
@given(corpora)
def test_an_event_holds_one_type_and_polarity_and_no_two_towns_or_days_far_apart(reports):
    by_id = {report.report_id: report for report in reports}
    for group in groups(merge_reports(reports)):
        members = [by_id[report_id] for report_id in group]
        assert len({(report.event_type, report.polarity) for report in members}) == 1
        assert len({report.place_id for report in members if report.place_id}) <= 1
        days = [report.first for report in members if report.first]
        assert not days or (max(days) - min(days)).days <= 1
