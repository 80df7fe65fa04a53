"""Merging grows with the number of reports, not with its square: seconds for a thousand, ten thousand and a hundred thousand.

python tests/benchmarks/bench_merge.py
"""

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "events" / "merge"), str(Path(__file__).parents[2])]

from made_reports import make_corpus  # noqa: E402  # found by the path above

from pipeline.events.event import summarise_events  # noqa: E402  # found by the path above
from pipeline.events.merge import merge_reports  # noqa: E402  # found by the path above


def measure(count: int) -> float:
    """Seconds to merge and sum up `count` made-up reports."""
    reports = make_corpus(count)
    started = time.process_time()
    joined = merge_reports(reports)
    merged = time.process_time()
    events = summarise_events(reports, joined)
    took = time.process_time() - started
    print(f"{count:>7,} reports, {len(events):>6,} events: merged {merged - started:5.2f} s, with summary {took:5.2f} s")
    return took


if __name__ == "__main__":
    measure(100)  # loads the word lists
    few, some, many = (measure(count) for count in (1_000, 10_000, 100_000))
    print(f"per report, 100,000 to 10,000: {many / some / 10:.2f} times; 100,000 to 1,000: {many / few / 100:.2f} times")
