"""Where the time goes for real-sized documents, step by step, on one core: `python tests/benchmarks/bench_flow.py [COUNT]`."""

import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from pipeline.boilerplate.header import find_header
from pipeline.boilerplate.label import label_blocks
from pipeline.document import DATED
from pipeline.events.figure_context import place_figures
from pipeline.events.find import find_reports
from pipeline.figures.find import find_figures
from pipeline.lexicon import no_collection
from pipeline.names.find import find_names
from pipeline.reading.copies import signature
from pipeline.reading.language import detect_language
from pipeline.text.page import make_page
from pipeline.times.find import find_times
from tests.benchmarks.corpus import make_texts


class Clock:
    """Processor seconds spent by name: what else the machine does is not counted."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def __call__(self, name: str, work: Callable[..., Any], *arguments: Any) -> Any:
        """The result of `work`, its time added to `name`."""
        began = time.process_time()
        try:
            return work(*arguments)
        finally:
            self.spent[name] += time.process_time() - began


def read(text: str, clock: Clock) -> None:
    """One text through every step."""
    clock("language", detect_language, text)
    blocks = clock("blocks", label_blocks, text)
    clock("header", find_header, text, blocks)
    kept = [(block.start, block.end, block.label) for block in blocks if block.kept or block.label in DATED]
    page = clock("clean", make_page, text, kept)
    clock("tokens", lambda: (page.sentences, page.tokens, page.token_starts))
    times = clock("times", find_times, page)
    taken = [(found.start, found.end, found.timex_type) for found in times]
    figures = clock("figures", find_figures, page, taken)
    names = clock("names", find_names, page)
    reports = clock("reports", find_reports, page, times, figures, names)
    clock("figure context", place_figures, page, times, figures, names, reports)
    clock("signature", signature, page.text)


def main() -> None:
    """Print a table of steps."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    texts = list(make_texts(count))
    size = sum(len(text.encode("utf-8")) for text in texts)
    read(texts[0], Clock())  # loads lexicons
    clock = Clock()
    with no_collection():  # as shards are read
        for text in texts:
            read(text, clock)
    total = sum(clock.spent.values())
    print(f"{count} texts, {size / 1e6:.2f} MB, {total:.2f} s: {size / total / 1e3:.0f} kB/s, {total / count * 1e3:.2f} ms a text")
    for name, seconds in sorted(clock.spent.items(), key=lambda item: -item[1]):
        print(f"{name:16} {seconds:7.2f} s {seconds / total:6.1%} {size / seconds / 1e6:8.2f} MB/s")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
