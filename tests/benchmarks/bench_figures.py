"""Figures alone on one core, and quantulum3 where it is installed: `python tests/benchmarks/bench_figures.py [COUNT]`."""

import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from pipeline.figures.find import find_figures
from pipeline.text.page import page_of
from tests.benchmarks.corpus import make_texts

PEER_SHARE = 20  # the peer is so slow that it reads every twentieth text only


def speed(work: Callable[[], int], characters: int, rounds: int) -> tuple[float, int]:
    """Megabytes a second of CPU time, the best of some rounds, and how many figures were found."""
    best, found = float("inf"), 0
    for _ in range(rounds):
        began = time.process_time()
        found = work()
        best = min(best, time.process_time() - began)
    return characters / best / 1e6, found


def main() -> None:
    """Print one line per reader."""
    texts = list(make_texts(int(sys.argv[1]) if len(sys.argv) > 1 else 400))
    pages = [page_of(text) for text in texts]
    for page in pages:
        _ = page.sentences  # made once for all steps
    find_figures(pages[0], ())
    characters = sum(len(page.text) for page in pages)
    ours, found = speed(lambda: sum(len(find_figures(page, ())) for page in pages), characters, 5)
    print(f"figures    {ours:8.3f} MB/s  {found} figures in {characters} characters")
    if importlib.util.find_spec("quantulum3") is None:
        print("quantulum3 is not installed")
        return
    from quantulum3 import parser  # type: ignore[import-not-found]  # an optional peer, never a dependency

    fewer = texts[::PEER_SHARE]
    parser.parse(fewer[0])
    theirs, found = speed(lambda: sum(len(parser.parse(text)) for text in fewer), sum(map(len, fewer)), 1)
    print(f"quantulum3 {theirs:8.3f} MB/s  {found} figures in {sum(map(len, fewer))} characters")
    print(f"we are {ours / theirs:.0f} times as fast")


if __name__ == "__main__":
    main()
