"""What counting repeated lines costs beside reading the texts: `python tests/benchmarks/bench_repeats.py [COUNT]`.

Processor seconds of one process. Extraction is measured on every fortieth shard; the counting of a million texts on made numbers.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from pipeline.boilerplate.echoes import Corpus, find_repeated
from pipeline.engine import read_shard
from pipeline.lexicon import no_collection
from pipeline.reading.shards import plan_shards
from pipeline.repetition import mark_repeated
from pipeline.storage import Workspace
from tests.benchmarks.corpus import make_texts

T = TypeVar("T")


def clock(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of processor that some work takes, and what comes of it."""
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


def made_corpus(count: int) -> Corpus:
    """Notes of `count` texts of 2,000 sources, eight lines a text, six in ten of them from the source's stock of 200."""
    rng = np.random.default_rng(1)
    sources = rng.zipf(1.3, count).astype(np.uint64) % np.uint64(2000)
    counts = rng.poisson(8, count).astype(np.int64)
    size = int(counts.sum())
    stock = (np.repeat(sources, counts) * np.uint64(1000) + rng.integers(0, 200, size, np.uint64)) * np.uint64(0x9E3779B97F4A7C14)
    keys = np.where(rng.random(size) < 0.6, stock, rng.integers(0, 2**62, size, np.uint64)) & ~np.uint64(3)
    return Corpus(sources, rng.integers(0, 2**62, (count, 8), np.uint64), counts, keys)


def measure(folder: Path, count: int) -> None:
    """Write a corpus of files, a hundred to a source, count its lines, count again, and read a part of it."""
    size = 0
    for number, text in enumerate(make_texts(count)):
        path = folder / "raw" / f"{number // 100:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_text(text, encoding="utf-8")
    workspace = Workspace(folder / "raw", folder / "outputs", folder / "state")
    shards = list(plan_shards(workspace.raw, workspace.spool))
    noted, marked = clock(lambda: mark_repeated(workspace, shards))
    again, _ = clock(lambda: mark_repeated(workspace, shards))
    some = marked[::40]
    read_shard(some[0])
    with no_collection():
        read, _ = clock(lambda: [read_shard(shard) for shard in some])
    whole = read / sum(shard.documents for shard in some) * count
    repeated = sum(map(bool, (keys for shard in marked for keys in shard.repeated)))
    print(f"{count:,} texts, {size / 1e6:.1f} MB: noted in {noted:.2f} s ({size / noted / 1e6:.1f} MB/s), again in {again:.2f} s")
    print(f"reading them takes {whole:.0f} s: noting is {noted / whole:.1%} of that; {repeated:,} texts have repeated lines")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
    for texts in (10_000, 100_000, 1_000_000):
        corpus = made_corpus(texts)
        print(f"counting the lines of {texts:>9,} texts: {clock(lambda: find_repeated(corpus))[0]:.2f} s")  # noqa: B023  # called at once
