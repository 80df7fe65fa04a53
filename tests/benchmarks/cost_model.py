"""What a corpus of any size would need, reckoned from two builds: `python tests/benchmarks/cost_model.py [SMALL LARGE]`.

Both corpora are built from nothing, a process each (`bench_scale.py`). What the larger one takes more, divided by its further
texts, is what one text costs; what is left is what every build costs. From that, 100 million texts are reckoned, on paper: the
processor hours, the bytes kept between runs and published, the bytes that merging reads over a network, and the files.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.benchmarks.bench_scale import ROOT, RUN
from tests.benchmarks.corpus import write_corpus

MANY, CORES = 100_000_000, 1000
TOLD = ("digests", "tellings", "happenings")  # what merging reads of each shard


class Needs(NamedTuple):
    """What one build needed: processor seconds, megabytes of raw text, kept, read by merging and published, and files kept."""

    processor: float
    raw: float
    kept: float
    merged: float
    published: float
    sqlite: float
    files: float


def build(texts: int) -> Needs:
    """The needs of a full build of so many texts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raw = write_corpus(folder / "raw", texts)
        before = spent()
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", RUN, "1"], cwd=folder, env=environment, capture_output=True, check=True)
        kept = [path for path in (folder / "state" / "factline").rglob("*") if path.is_file()]
        merged = [path for path in kept if any(part in TOLD for part in path.parts)]
        release = (folder / "outputs" / "latest").resolve()
        return Needs(
            spent() - before, raw / 1e6, weigh(kept), weigh(merged), weigh(release.rglob("*")),
            weigh(release.glob("*.sqlite")), len(kept),
        )  # fmt: skip


def spent() -> float:
    """Processor seconds of all processes that this one started and that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def weigh(paths: Iterable[Path]) -> float:
    """Megabytes of files."""
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6


def main() -> None:
    """Print what was measured, what a text more costs, and what that makes of 100 million."""
    small, large = [int(word) for word in sys.argv[1:]] or (1000, 4000)
    first, last = build(small), build(large)
    each = Needs(*((more - less) / (large - small) for less, more in zip(first, last, strict=True)))
    print(f"| | {small:,} texts | {large:,} texts | a text more | {MANY:,} texts |\n|---|---:|---:|---:|---:|")
    for name, unit, text_unit, scale, many, many_unit in ROWS:
        less, more, one = getattr(first, name), getattr(last, name), getattr(each, name)
        whole = (last._asdict()[name] + one * (MANY - large)) / many
        print(f"| {name} | {less:,.1f} {unit} | {more:,.1f} {unit} | {one * scale:,.2f} {text_unit} | {whole:,.1f} {many_unit} |")
    hours = each.processor * MANY / 3600
    print(f"\n{hours:,.0f} processor hours: {hours / CORES:,.0f} hours on {CORES:,} cores, if all of it were spread")


ROWS = (
    ("processor", "s", "ms", 1e3, 3600, "h"),
    ("raw", "MB", "kB", 1e3, 1e6, "TB"),
    ("kept", "MB", "kB", 1e3, 1e6, "TB"),
    ("merged", "MB", "kB", 1e3, 1e6, "TB"),
    ("published", "MB", "kB", 1e3, 1e6, "TB"),
    ("sqlite", "MB", "kB", 1e3, 1e6, "TB"),
    ("files", "files", "thousandths", 1e3, 1e6, "million"),
)


if __name__ == "__main__":
    main()
