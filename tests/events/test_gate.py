"""The gate spares sentences the analysis and never costs a report."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from pipeline.events import analysing
from pipeline.events.find import find_reports
from pipeline.events.triggers import all_entries
from pipeline.figures.figure import Figure
from pipeline.figures.find import find_figures
from pipeline.names.find import find_names
from pipeline.names.name import Mention
from pipeline.text.page import Page, page_of
from pipeline.times.find import find_times
from pipeline.times.timex import Time

CASES = Path(__file__).parent.parent / "cases"
FILES = ("reports.yml", "reports_none.yml")


def texts() -> list[str]:
    """What the rules of events are shown by: the examples of triggers and the cases of reports, ten to a text."""
    examples = [example for entry in all_entries() for field in ("match", "avoid") for example in entry.get(field, ())]
    cases = [case["text"] for name in FILES for case in yaml.safe_load((CASES / name).read_text(encoding="utf-8"))]
    shown = [*examples, *cases]
    return ["\n\n".join(shown[start : start + 10]) for start in range(0, len(shown), 10)]


def read(text: str) -> tuple[Page, list[Time], list[Figure], list[Mention]]:
    """What reports are found from."""
    page = page_of(text, date(2020, 3, 4))
    times = find_times(page)
    figures = find_figures(page, [(time.start, time.end, time.timex_type) for time in times])
    return page, times, figures, find_names(page)


def test_a_sentence_that_the_gate_holds_back_has_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [read(text) for text in texts()]
    gated = [find_reports(*page) for page in pages]
    monkeypatch.setattr(analysing, "may_hold", lambda tokens: True)
    assert [find_reports(*page) for page in pages] == gated
