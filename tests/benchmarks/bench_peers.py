"""Factline beside what users would pick instead, in one run, with the physical limit below and a floor of plain splitting.

    python tests/benchmarks/bench_peers.py [TEXTS]

Every line reads the same texts (tests/benchmarks/corpus.py) on one core; speed is megabytes of UTF-8 text by processor second, at
the best of three rounds. A peer does its own part alone, and stands beside the part of Factline that does the same. Peers are
optional imports, left out where they are missing:

    pip install quantulum3 stemming dateparser recognizers-text-suite "emoji<2" justext spacy
"""

import gc
import importlib
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from pipeline.boilerplate.label import label_blocks
from pipeline.document import read_document
from pipeline.events.find import find_reports
from pipeline.figures.find import find_figures
from pipeline.names.find import find_names
from pipeline.reading.records import RawDocument, read_slice
from pipeline.reading.shards import plan_shards
from pipeline.text.page import Page, page_of
from pipeline.times.find import find_times
from tests.benchmarks.bench_boilerplate import clean_with_c4, justext_cleaner
from tests.benchmarks.corpus import write_corpus

Work = Callable[[str], object]
ROUNDS = 3
PUBLISHED = date(2016, 5, 4)
# A verb dictionary as keyword coders use it: what a word list alone would call an event.
CODED = re.compile(
    r"\b(?:attack|kill|bomb|clash|protest|arrest|accus|threaten|sign|visit|meet|met|deploy|shell|seiz|captur|releas|condemn|demand"
    r"|reject|agree|negotiat|impos|expel|evacuat|bombard|ambush|abduct|kidnap|detain|strik|struck|shot|shoot|fir)\w*",
    re.IGNORECASE,
)
SCANNED = re.compile(r"[A-Z]\w+|\d[\d.,]*")


def peer(module: str, make: Callable[[Any], Work]) -> Work | None:
    """A peer's function, or None where it is not installed."""
    try:
        return make(importlib.import_module(module))
    except ImportError:
        return None


def prepared(text: str) -> Page:
    """A page with its tokens made, as every step finds it."""
    page = page_of(text, published=PUBLISHED)
    _ = (page.sentences, page.tokens, page.token_starts)
    return page


def speeds(texts: list[str], work: Work, few: int) -> float:
    """Megabytes a processor second over the first `few` texts, at the best of some rounds."""
    chosen = texts[:few]
    size = sum(len(text.encode("utf-8")) for text in chosen)
    best = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        began = time.process_time()
        for text in chosen:
            work(text)
        best = min(best, time.process_time() - began)
    return size / best / 1e6


def on_pages(find: Callable[[Page], object]) -> Work:
    """A step on pages that are made beforehand, once for each text."""
    pages: dict[str, Page] = {}

    def work(text: str) -> object:
        if text not in pages:
            pages[text] = prepared(text)
        return find(pages[text])

    return work


def find_events(page: Page) -> object:
    """Reports with all that they rest on."""
    times = find_times(page)
    figures = find_figures(page, [(found.start, found.end, found.timex_type) for found in times])
    return find_reports(page, times, figures, find_names(page))


def bare_pass(text: str) -> object:
    """What no program can do without: decode, look at every word once, encode."""
    decoded = text.encode("utf-8").decode("utf-8")
    return "\n".join(SCANNED.findall(decoded)).encode("utf-8")


def whole(text: str) -> object:
    """Raw text to the rows of all tables."""
    return read_document(documents[text])


documents: dict[str, RawDocument] = {}


def lines() -> Iterator[tuple[str, str, Work | None, int]]:
    """Part of the work, who does it, how, and on how many texts: slow peers get few."""
    yield "all", "Factline, raw text to rows", whole, 200
    yield "limit", "decode, scan, encode", bare_pass, 200
    yield "floor", "spaCy, blank tokeniser", peer("spacy", lambda spacy: spacy.blank("en")), 200
    yield "boilerplate", "Factline", label_blocks, 200
    yield "boilerplate", "C4 line rules", clean_with_c4, 200
    yield "boilerplate", "jusText", justext_cleaner(), 100
    yield "times", "Factline", on_pages(find_times), 200
    yield "times", "dateparser's search", peer("dateparser.search", lambda found: found.search_dates), 10
    yield (
        "times",
        "recognizers-text",
        peer("recognizers_date_time", lambda found: lambda text: found.recognize_datetime(text, "en-us")),
        5,
    )
    yield "figures", "Factline", on_pages(lambda page: find_figures(page, ())), 200
    yield "figures", "quantulum3", peer("quantulum3.parser", lambda found: found.parse), 10
    yield (
        "figures",
        "recognizers-text",
        peer("recognizers_number", lambda found: lambda text: found.recognize_number(text, "en-us")),
        10,
    )
    yield "events", "Factline, with times, figures, names", on_pages(find_events), 200
    yield "events", "keyword list, no parties", CODED.findall, 200


def main() -> None:
    """Print a table; ratios are how many times Factline's speed at the same part is the peer's."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(Path(folder) / "raw", count)
        shards = plan_shards(Path(folder) / "raw", Path(folder) / "spool")
        documents.update({raw.text: raw for shard in shards for part in shard.slices for raw in read_slice(part) if raw.text})
    texts = list(documents)
    ours: dict[str, float] = {}
    print("| part | who | MB/s | Factline is |\n|---|---|---:|---:|")
    for part, who, work, few in lines():
        if work is None:
            print(f"| {part} | {who} | not installed | |")
            continue
        work(texts[0])
        speed = speeds(texts, work, few)
        own = ours.setdefault(part, speed) if who.startswith("Factline") else ours.get(part, ours["all"])
        ratio = "" if who.startswith("Factline") else f"{own / speed:.3g} times"
        print(f"| {part} | {who} | {speed:.3g} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()
