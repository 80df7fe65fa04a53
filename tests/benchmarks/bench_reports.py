"""How fast reports are found, alone on one core, on top of times, figures and names that are there already.

    python tests/benchmarks/bench_reports.py [KILOBYTES]

Texts are the positive and negative cases of the tests, joined to documents of ten sentences; tokens and sentences are made before.
"""

import sys
import time
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from pipeline.events.figure_context import place_figures
from pipeline.events.find import find_reports
from pipeline.figures.find import find_figures
from pipeline.names.find import find_names
from pipeline.text.page import page_of
from pipeline.times.find import find_times

CASES = Path(__file__).parent.parent / "cases"
PUBLISHED = date(2021, 5, 14)


def make_texts(kilobytes: int) -> list[str]:
    """Documents of together about so many kilobytes."""
    names = ("reports.yml", "reports_none.yml")
    sentences = cycle([case["text"] for name in names for case in yaml.safe_load((CASES / name).read_text(encoding="utf-8"))])
    texts: list[str] = []
    while sum(map(len, texts)) < kilobytes * 1000:
        texts.append(" ".join(islice(sentences, 10)))
    return texts


def main() -> None:
    """Print kilobytes a second of processor time, the best of three runs."""
    texts = make_texts(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    read = []
    for text in texts:
        page = page_of(text, PUBLISHED)
        times = find_times(page)
        read.append(
            (page, times, find_figures(page, [(found.start, found.end, found.timex_type) for found in times]), find_names(page))
        )
    best, count = 0.0, 0
    for _ in range(3):
        started = time.process_time()
        reports = [find_reports(*found) for found in read]
        for found, told in zip(read, reports, strict=True):
            place_figures(*found, told)
        best = max(best, sum(map(len, texts)) / 1000 / (time.process_time() - started))
        count = sum(map(len, reports))
    print(f"reports: {best:.0f} kB/s, {count} reports in {sum(map(len, texts)) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
