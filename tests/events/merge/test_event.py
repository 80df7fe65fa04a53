"""Events sum up their reports: best date and place, tolls by the stated rule, counts that add up, conflicts named."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import make_corpus, make_report, town

from pipeline.events.event import Event, summarise_events
from pipeline.events.merge import Joined, ReportFacts, merge_reports


def summarise(*reports: ReportFacts) -> Event:
    """The event of reports that are joined whatever they say."""
    (event,) = summarise_events(reports, [Joined(report.report_id, "evt_1", "same_document", 1.0) for report in reports])
    return event


def claim(report_id: str, killed: int, **known: object) -> ReportFacts:
    """A report that claims a number of deaths."""
    tolls = dict.fromkeys(("fatalities_best", "fatalities_low", "fatalities_high"), killed)
    return make_report(report_id, "A bomb *killed* some", **tolls | known)


def tolls(event: Event) -> tuple[int | None, int | None, int | None]:
    return event.fatalities_best, event.fatalities_low, event.fatalities_high


def test_the_most_precise_stated_date_is_taken():
    month = make_report("rep_1", first="2021-05-01", last="2021-05-31", date_edtf="2021-05", date_basis="explicit")
    day = make_report("rep_2", first="2021-05-03", last="2021-05-03", date_edtf="2021-05-03", date_basis="weekday")
    event = summarise(month, day)
    assert (event.date_edtf, event.date_basis, event.date_precision) == ("2021-05-03", "weekday", 1)


def test_a_publication_date_never_goes_before_a_stated_one():
    told = make_report("rep_1", first="2021-05-04", last="2021-05-04", date_edtf="2021-05-04", date_basis="publication")
    month = make_report("rep_2", first="2021-05-01", last="2021-05-31", date_edtf="2021-05", date_basis="explicit")
    assert summarise(told, month).date_edtf == "2021-05"
    assert summarise(told).date_precision == 5


@pytest.mark.parametrize(
    ("last", "precision"), [("2021-05-03", 1), ("2021-05-08", 2), ("2021-05-09", 3), ("2021-05-31", 4), ("2021-08-01", 5)]
)
def test_date_precision_is_that_of_ucdp(last, precision):
    assert summarise(make_report("rep_1", first="2021-05-03", last=last, date_basis="explicit")).date_precision == precision


def test_the_most_exact_place_is_taken_whole():
    province = make_report("rep_1", **town(1) | {"place_id": "plc_province", "place_name": "Province", "where_precision": 4})
    event = summarise(province, make_report("rep_2", **town(1)))
    assert (event.place_id, event.place_name, event.where_precision) == ("plc_1", "Town 1", 1)


def test_a_publishers_later_toll_replaces_its_earlier_one():
    early = claim("rep_1", 5, publisher="Herald", published="2021-05-03")
    late = claim("rep_2", 9, publisher="Herald", published="2021-05-04")
    assert tolls(summarise(early, late)) == (9, 9, 9)


def test_the_best_toll_is_the_latest_and_the_range_holds_all_that_stand():
    early = claim("rep_1", 12, publisher="Herald", published="2021-05-03")
    late = claim("rep_2", 9, publisher="Post", published="2021-05-04")
    event = summarise(early, late)
    assert tolls(event) == (9, 9, 12)
    assert event.conflicting == "fatalities_best;fatalities_low;fatalities_high"


def test_a_part_of_a_toll_told_beside_it_is_not_its_low_end():
    assert tolls(summarise(claim("rep_1", 14, document_id="doc_1"), claim("rep_2", 2, document_id="doc_1"))) == (14, 14, 14)


def test_a_number_many_times_the_toll_is_no_claim_of_it():
    week = claim("rep_1", 300, publisher="Herald", published="2021-05-03")
    assert tolls(summarise(week, claim("rep_2", 9, publisher="Post", published="2021-05-04"))) == (9, 9, 9)


def test_no_claim_is_not_a_toll_of_none():
    assert tolls(summarise(make_report("rep_1"))) == (None, None, None)
    assert tolls(summarise(claim("rep_1", 0))) == (0, 0, 0)


def test_wire_copies_count_as_one_publisher_and_claim_once():
    copies = [claim(f"rep_{n}", 5, source_key="wire", publisher=name) for n, name in enumerate(("Herald", "Post", "Echo"))]
    event = summarise(*copies)
    assert (event.report_count, event.document_count, event.publisher_count) == (3, 3, 1)


def test_publication_times_are_the_first_and_the_last():
    event = summarise(make_report("rep_1", published="2021-05-04"), make_report("rep_2", published="2021-05-03T10:00Z"))
    assert (event.first_published, event.last_published) == ("2021-05-03T10:00Z", "2021-05-04")


def test_columns_on_which_reports_differ_are_named_in_the_order_of_the_table():
    one = make_report("rep_1", day="2021-05-03", event_mode="explosives", **town(1) | {"sources": ["militia"], "targets": ["army"]})
    other = make_report("rep_2", day="2021-05-04", event_mode="firearms", **town(2) | {"sources": ["rebels"], "targets": ["army"]})
    assert summarise(one, other).conflicting == "event_mode;date_start;date_end;place_id;source_actor_id"


def test_what_a_report_leaves_open_conflicts_with_nothing():
    assert summarise(make_report("rep_1", day="2021-05-03", **town(1)), make_report("rep_2")).conflicting is None


def test_first_parties_come_from_the_earliest_report_that_has_any():
    event = summarise(
        make_report("rep_1", published="2021-05-03", targets=["army"]),
        make_report("rep_2", published="2021-05-04", sources=["militia", "rebels"]),
    )
    assert (event.source_actor_id, event.target_actor_id) == ("militia", "army")


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 60), st.integers(0, 50))
def test_counts_of_events_add_up_and_ranges_are_ordered(count, seed):
    reports = make_corpus(count, seed)
    events = summarise_events(reports, merge_reports(reports))
    assert sum(event.report_count for event in events) == len(reports)
    assert [event.event_id for event in events] == sorted({event.event_id for event in events})
    for event in events:
        assert 1 <= event.publisher_count <= event.document_count <= event.report_count
        assert event.fatalities_best is None or event.fatalities_low <= event.fatalities_best <= event.fatalities_high
        assert (event.date_start or date.min) <= (event.date_end or date.max)
