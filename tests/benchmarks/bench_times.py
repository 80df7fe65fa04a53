"""How fast times are found, alone on one core, beside dateparser's search where it is installed.

    python tests/benchmarks/bench_times.py [KILOBYTES]

Texts are those of the quality test, repeated with other numbers; tokens and sentences are counted as part of the work.
"""

import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from pipeline.text.page import page_of
from pipeline.times.find import find_times, load_checked

TEXTS = Path(__file__).parent.parent / "quality" / "times.yml"
NUMBER = re.compile(r"\b\d{1,2}\b")
PUBLISHED = date(2018, 11, 27)


def make_texts(kilobytes: int) -> list[str]:
    """Documents of together about so many kilobytes: the quality texts with their small numbers changed."""
    originals = [case["text"] for case in yaml.safe_load(TEXTS.read_text(encoding="utf-8"))["texts"]]
    texts: list[str] = []
    while sum(map(len, texts)) < kilobytes * 1000:
        shift = len(texts) % 17
        texts.append(NUMBER.sub(lambda found, by=shift: str((int(found[0]) + by) % 28 + 1), originals[len(texts) % len(originals)]))
    return texts


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


def main() -> None:
    """Print both speeds."""
    kilobytes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    began = time.process_time()
    load_checked()
    print(f"loading and checking the grammar  {time.process_time() - began:8.2f} s")
    ours = speed(make_texts(kilobytes), lambda text: find_times(page_of(text, published=PUBLISHED)))
    print(f"factline times                    {ours:8.2f} MB/s")
    search = dateparser_search()
    if search is None:
        print("dateparser                         not installed")
        return
    theirs = speed(make_texts(5), search)
    print(f"dateparser.search                 {theirs:8.4f} MB/s, {ours / theirs:.0f} times slower")


if __name__ == "__main__":
    main()
