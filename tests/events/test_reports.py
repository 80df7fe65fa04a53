"""Reports: the cases of tests/cases, and laws that hold for any text."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.events.figure_context import place_figures
from pipeline.events.find import find_reports
from pipeline.events.report import EVENT_TYPES, MODALITIES, POLARITIES, Report
from pipeline.figures.find import find_figures
from pipeline.names.find import find_names
from pipeline.text.page import Page, page_of
from pipeline.times.find import find_times

Read = Callable[..., tuple[Page, list[Report]]]
CASES = Path(__file__).parent.parent / "cases"
PUBLISHED = date(2021, 5, 14)  # a Friday


PARTIES = ("source", "target", "behind", "mediator")


def seen(page: Page, report: Report) -> dict[str, Any]:
    def words(*roles: str) -> list[str]:
        return [page.text[party.start : party.end] for party in report.parties if party.role in roles]

    return {
        "type": report.event_type, "mode": report.event_mode, "polarity": report.polarity, "modality": report.modality,
        "trigger": page.text[report.trigger_start : report.trigger_end],
        "source": words("source"), "target": words("target", "victim"),
        "behind": words("associate_source"), "mediator": words("mediator"),
        "place": report.place.name if report.place else None, "edtf": report.edtf, "basis": report.date_basis,
        "killed": [report.fatalities_low, report.fatalities_high], "injured": [report.injured_low, report.injured_high],
        "said": None if report.attributed_start is None else page.text[report.attributed_start : report.attributed_end],
        "background": report.is_background,
    }  # fmt: skip


def agrees(found: dict[str, Any], expect: dict[str, Any]) -> bool:
    return all(
        any(value in item for item in found[name]) if name in PARTIES and isinstance(value, str) else found[name] == value
        for name, value in expect.items()
    )


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return cases


@pytest.mark.parametrize("case", load("reports.yml"), ids=lambda case: case["text"][:50])
def test_a_report_is_found_as_the_case_says(case: dict[str, Any], read_reports: Read) -> None:
    page, reports = read_reports(case["text"])
    found = [seen(page, report) for report in reports]
    assert any(agrees(one, case["expect"]) for one in found), found


@pytest.mark.parametrize("case", load("reports_none.yml"), ids=lambda case: case["text"][:50])
def test_a_text_without_events_yields_none(case: dict[str, Any], read_reports: Read) -> None:
    page, reports = read_reports(case["text"])
    assert [seen(page, report) for report in reports if report.modality not in ("hypothetical", "historical")] == []


@pytest.mark.parametrize("case", load("stories.yml"), ids=lambda case: case["text"][:50])
def test_a_story_tells_as_many_deeds_as_happened(case: dict[str, Any], read_reports: Read) -> None:
    page, reports = read_reports(case["text"])
    found = [seen(page, report) for report in reports]
    assert len([one for one in found if one["type"] in ("ASSAULT", "COERCE")]) == case["deeds"], found
    assert not case["expect"] or any(agrees(one, case["expect"]) for one in found), found


WORDS = st.sampled_from(
    "rebels soldiers attacked killed the a in on Aleppo Monday by and , . who said that not will to bomb exploded talks between "
    "police arrested 14 people were when after threatened ; ( ) “ ” 's its of with agreed strike".split()
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_every_report_is_grounded_and_its_vocabularies_are_closed(read_reports: Read, text: str) -> None:
    page, reports = read_reports(text)
    for report in reports:
        assert report.evidence_start <= report.trigger_start < report.trigger_end <= report.evidence_end
        assert report.event_type in EVENT_TYPES
        assert report.polarity in POLARITIES
        assert report.modality in MODALITIES
        assert report.rule_id
        for party in report.parties:
            assert 0 <= party.start < party.end <= len(page.text)
            assert page.text[party.start : party.end].strip()
        assert (report.first is None) == (report.date_basis == "none")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_the_same_text_gives_the_same_reports(read_reports: Read, text: str) -> None:
    assert read_reports(text)[1] == read_reports(text)[1]


def test_reports_come_in_the_order_of_their_triggers(read_reports: Read) -> None:
    _, reports = read_reports("Rebels attacked Gao. Police arrested six men in Kano. France recalled its ambassador from Mali.")
    assert [report.event_type for report in reports] == ["ASSAULT", "COERCE", "SANCTION"]


def test_what_a_document_tells_twice_is_one_report(read_reports: Read) -> None:
    _, reports = read_reports("A bomb exploded in Kano on Monday.\n\nThe bombing shocked the town.")
    assert len([report for report in reports if report.event_type == "ASSAULT"]) == 1


def test_two_days_make_two_reports(read_reports: Read) -> None:
    _, reports = read_reports("A bomb exploded in Kano on Monday.\n\nAnother bomb exploded in Kano on Wednesday.")
    assert len(reports) == 2


def test_the_publication_is_never_passed_off_as_the_day_of_the_event(read_reports: Read) -> None:
    _, (report,) = read_reports("Gunmen killed a teacher in Kano.")
    assert (report.first, report.date_basis) == (PUBLISHED, "publication")


def test_without_publication_and_time_a_report_has_no_day(read_reports: Read) -> None:
    _, (report,) = read_reports("Gunmen killed a teacher in Kano.", None)
    assert (report.first, report.edtf, report.date_basis) == (None, None, "none")


def test_a_figure_takes_day_and_place_from_its_report() -> None:
    page = page_of("Gunmen killed 14 villagers in Kano on Monday.", PUBLISHED)
    times = find_times(page)
    figures = find_figures(page, [(time.start, time.end, time.timex_type) for time in times])
    mentions = find_names(page)
    (context,) = place_figures(page, times, figures, mentions, find_reports(page, times, figures, mentions))
    assert (context.first, context.report) == (date(2021, 5, 10), 0)
    assert context.place is not None
    assert context.place.name == "Kano"


def test_timestamps_and_bylines_tell_no_events() -> None:
    page = page_of("Gunmen killed a teacher in Kano.", PUBLISHED, label="byline")
    assert find_reports(page, [], [], []) == []


@pytest.mark.parametrize(
    "text", ['"', "' killed '", "“Attack” on “’” ( ) killed 4.", "- - attacked -", "the the the", "%%% bombed $$$ in ... Kano"]
)
def test_marks_alone_break_nothing(read_reports: Read, text: str) -> None:
    page, reports = read_reports(text)
    assert all(0 <= report.trigger_start < report.trigger_end <= len(page.text) for report in reports)
