"""Names alone on one core: time to load, memory, speed: `python tests/benchmarks/bench_names.py [COUNT]`."""

import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from pipeline.names.find import find_names
from pipeline.names.reference import lexicon
from pipeline.text.page import page_of
from tests.benchmarks.corpus import make_texts


def main() -> None:
    """Print seconds and megabytes of loading, then megabytes of text a second; tokens and sentences are made before."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    lexicon()
    loading = time.process_time() - began
    print(f"loading    {loading:8.3f} s, {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:.0f} MB more")
    pages = [page_of(text) for text in make_texts(int(sys.argv[1]) if len(sys.argv) > 1 else 400)]
    for page in pages:
        _ = page.sentences, page.tokens, page.token_starts
    find_names(pages[0])
    characters, best, found = sum(len(page.text) for page in pages), float("inf"), 0
    for _ in range(5):
        began = time.process_time()
        found = sum(len(find_names(page)) for page in pages)
        best = min(best, time.process_time() - began)
    print(f"names      {characters / best / 1e6:8.3f} MB/s, {found} mentions in {characters} characters")


if __name__ == "__main__":
    main()
