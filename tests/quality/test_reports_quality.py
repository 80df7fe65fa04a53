"""Whole texts without an event yield no report that asserts one."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.events.find import find_reports
from pipeline.events.report import Report
from pipeline.figures.find import find_figures
from pipeline.names.find import find_names
from pipeline.text.page import Page, make_page
from pipeline.times.find import find_times

TEXTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "reports_none.yml").read_text(encoding="utf-8"))


def is_asserted(report: Report) -> bool:
    return report.polarity == "asserted" and report.modality not in ("hypothetical", "historical")


def trigger_of(page: Page, report: Report) -> str:
    return page.text[report.trigger_start : report.trigger_end]


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["id"])
def test_a_text_without_events_asserts_none(case: dict[str, Any]) -> None:
    text = case["text"]
    title_end = text.index("\n\n")
    page = make_page(text, [(0, title_end, "title"), (title_end + 2, len(text), "body")], date(2019, 11, 11))
    times = find_times(page)
    figures = find_figures(page, [(time.start, time.end, time.timex_type) for time in times])
    reports = find_reports(page, times, figures, find_names(page))
    asserted = [report for report in reports if is_asserted(report)]
    assert [(report.event_type, page.text[report.trigger_start : report.trigger_end], report.rule_id) for report in asserted] == []


GOLD: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "reports.yml").read_text(encoding="utf-8"))
RECALL, PRECISION, DETAILS = 0.85, 0.8, 0.85  # floors; raise them when the figures rise


def read_text(text: str, published: date) -> tuple[Page, list[Report]]:
    title_end = text.index("\n\n")
    page = make_page(text, [(0, title_end, "title"), (title_end + 2, len(text), "body")], published)
    times = find_times(page)
    figures = find_figures(page, [(time.start, time.end, time.timex_type) for time in times])
    return page, find_reports(page, times, figures, find_names(page))


def details_of(page: Page, report: Report, gold: dict[str, Any]) -> list[bool]:
    parties = {
        role: " ".join(page.text[party.start : party.end] for party in report.parties if party.role == role)
        for role in ("source", "target")
    }
    checks = [gold[role] in parties[role] for role in ("source", "target") if role in gold]
    checks += [report.place is not None and report.place.name == gold["place"]] if "place" in gold else []
    checks += [report.edtf == gold["edtf"]] if "edtf" in gold else []
    return checks + ([report.fatalities_low == gold["killed"]] if "killed" in gold else [])


def test_whole_texts_yield_their_events_with_parties_days_and_places() -> None:
    found = wanted = told = 0
    details: list[bool] = []
    for case in GOLD:
        page, reports = read_text(case["text"], case["published"])
        asserted = [
            report for report in reports if report.polarity == "asserted" and report.modality not in ("hypothetical", "historical")
        ]
        told += len(asserted)
        wanted += len(case["events"])
        for gold in case["events"]:
            hits = [
                report
                for report in asserted
                if gold["at"] in page.text[report.trigger_start : report.trigger_end] and report.event_type == gold["type"]
            ]
            found += bool(hits)
            details += details_of(page, hits[0], gold) if hits else []
    assert found / wanted >= RECALL, f"{found} of {wanted} events found"
    assert found / told >= PRECISION, f"{found} of {told} reports are right"
    assert sum(details) / len(details) >= DETAILS, f"{sum(details)} of {len(details)} details are right"
