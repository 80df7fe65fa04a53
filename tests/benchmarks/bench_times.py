"""How fast times are found, alone on one core, beside dateparser's search where it is installed.

    python tests/benchmarks/bench_times.py [TEXTS]

Texts are made of the sample articles; cleaning, tokens and sentences are made before and not counted, as every step shares them.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from pipeline.text.page import Page, page_of
from pipeline.times.find import find_times, load_checked
from tests.benchmarks.corpus import make_texts

PUBLISHED = date(2018, 11, 27)


def speed(texts: list[str], work: Callable[[str], object]) -> float:
    """Megabytes a second of processor time, the best of three runs."""
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        for text in texts:
            work(text)
        best = max(best, sum(map(len, texts)) / 1e6 / (time.process_time() - began))
    return best


def dateparser_search() -> Callable[[str], object] | None:
    """dateparser's search for dates in English, None where it is not installed."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None
    return lambda text: search_dates(text, languages=["en"])


def prepared(text: str) -> Page:
    """The page of a text with what all steps share."""
    page = page_of(text, published=PUBLISHED)
    assert page.tokens is not None
    assert page.sentences is not None
    return page


def main() -> None:
    """Print both speeds."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    began = time.process_time()
    load_checked()
    print(f"loading and checking the grammar  {time.process_time() - began:8.2f} s")
    texts = list(make_texts(count))
    pages = {text: prepared(text) for text in texts}
    ours = speed(texts, lambda text: find_times(pages[text]))
    with_tokens = speed(texts, lambda text: find_times(page_of(text, published=PUBLISHED)))
    dense = prepared("May 5 " * 40_000)
    run = speed([dense.text], lambda _: find_times(dense))
    print(f"factline times, nothing but dates {run:8.2f} MB/s")
    print(f"factline times                    {ours:8.2f} MB/s, {with_tokens:.2f} with cleaning, tokens and sentences")
    search = dateparser_search()
    if search is None:
        print("dateparser                         not installed")
        return
    theirs = speed(texts[:2], search)
    print(f"dateparser.search                 {theirs:8.4f} MB/s, {ours / theirs:.0f} times slower")


if __name__ == "__main__":
    main()
