"""How cost grows with the corpus, and what more workers gain: full builds of corpora of several sizes, a process each.

    python tests/benchmarks/bench_scale.py [SIZE ...]          # default 100 1000 10000; 100000 takes an hour of one core
    python tests/benchmarks/bench_scale.py --workers 1,2 SIZE  # the same corpus with so many workers; releases must be equal

Seconds are of all processes together (user and system), so that what else the machine does is not counted; wall time and the
largest process stand beside them. The table is printed and the chart is written to tests/benchmarks/scale.svg.
"""

import argparse
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pygal

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.benchmarks.corpus import write_corpus

ROOT = Path(__file__).parent.parent.parent
CHART = Path(__file__).parent / "scale.svg"
RUN = """
import resource, sys
from pathlib import Path
from pipeline import launch
from pipeline.workers import POOL
code = launch.run_refresh(Path("raw"), Path("outputs"), Path("state"), int(sys.argv[1]), "local", "")
POOL.end()  # the memory of processes is told when they have ended
most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(f"memory {most / 1024:.0f}", file=sys.stderr)
sys.exit(code)
"""


class Build(NamedTuple):
    """A full build: texts, their megabytes, processor and wall seconds, megabytes of the largest process, the release."""

    texts: int
    size: float
    workers: int
    processor: float
    wall: float
    memory: float
    release: str


def build(texts: int, workers: int) -> Build:
    """Make a corpus and publish it from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        size = write_corpus(Path(folder) / "raw", texts) / 1e6
        before, began = spent(), time.perf_counter()
        command, environment = [sys.executable, "-c", RUN, str(workers)], os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
        wall = time.perf_counter() - began
        memory = re.search(r"memory (\d+)", done.stderr)
        release = (Path(folder) / "outputs" / "latest").resolve().name
        return Build(texts, size, workers, spent() - before, wall, float(memory.group(1)) if memory else 0, release)


def spent() -> float:
    """Processor seconds of all processes that this one started and that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def exponent(builds: list[Build]) -> float | None:
    """The power of the size with which processor time grows, by the first and last build of a thousand texts or more."""
    large = [found for found in builds if found.texts >= 1000]
    if len(large) < 2:
        return None
    first, last = large[0], large[-1]
    return math.log(last.processor / first.processor) / math.log(last.texts / first.texts)


def draw(builds: list[Build]) -> None:
    """Processor seconds and memory against the number of texts, both on logarithmic scales."""
    chart = pygal.XY(
        title="Full build", x_title="texts", logarithmic=True, x_labels=[found.texts for found in builds], truncate_legend=-1,
        x_value_formatter=lambda texts: f"{texts:,.0f}", legend_at_bottom=True, js=[], width=720, height=480,
    )  # fmt: skip
    chart.add("processor seconds", [(found.texts, found.processor) for found in builds])
    chart.add("largest process, MB", [(found.texts, found.memory) for found in builds])
    CHART.write_bytes(chart.render())


def main() -> None:
    """Build, print, draw."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 10_000])
    arguments.add_argument("--workers", default="1")
    chosen = arguments.parse_args()
    print("| texts | MB | workers | processor s | ms a text | wall s | largest process MB | release |")
    print("|---:|---:|---:|---:|---:|---:|---:|---|")
    builds = []
    for texts in chosen.sizes:
        for workers in map(int, chosen.workers.split(",")):
            found = build(texts, workers)
            builds.append(found)
            cells = [f"{found.processor:.1f}", f"{found.processor / texts * 1e3:.1f}", f"{found.wall:.1f}", f"{found.memory:.0f}"]
            print("| " + " | ".join([f"{texts:,}", f"{found.size:.1f}", f"{workers}", *cells, f"{found.release} |"]), flush=True)
    if (power := exponent([found for found in builds if found.workers == builds[0].workers])) is not None:
        print(f"\nprocessor time grows with the {power:.2f}th power of the number of texts")
    if len(chosen.sizes) > 2:
        draw(builds)


if __name__ == "__main__":
    main()
