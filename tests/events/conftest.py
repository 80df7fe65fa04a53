"""Reading a text as the product does, up to its reports."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.events.find import find_reports
from pipeline.events.report import Report
from pipeline.figures.find import find_figures
from pipeline.names.find import find_names
from pipeline.text.page import Page, page_of
from pipeline.times.find import find_times

Read = Callable[..., tuple[Page, list[Report]]]
PUBLISHED = date(2021, 5, 14)  # a Friday


@pytest.fixture(scope="session")
def read_reports() -> Read:
    def read(text: str, published: date | None = PUBLISHED) -> tuple[Page, list[Report]]:
        page = page_of(text, published)
        times = find_times(page)
        figures = find_figures(page, [(time.start, time.end, time.timex_type) for time in times])
        return page, find_reports(page, times, figures, find_names(page))

    return read
