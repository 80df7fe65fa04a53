"""What one changed text costs against the full build, step by step: `python tests/benchmarks/bench_refresh.py [COUNT...]`.

Every run is a process of its own, as `factline run` is. `processor` are its seconds of processor with those of its workers, on
which other work on the machine has little bearing; the steps are wall time, so let the machine rest for those.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.benchmarks.corpus import make_texts, vary

ROOT = Path(__file__).parent.parent.parent

TIMES = """
import time, sys
from pathlib import Path
import dagster as dg
from pipeline import launch
whole = launch.execute
def execute(workspace, instance):
    result = whole(workspace, instance)
    for record in instance.all_logs(result.run_id):
        event = record.dagster_event
        if event and event.is_step_success:
            print(f"step {event.step_key} {event.event_specific_data.duration_ms / 1000:.2f}", file=sys.stderr)
    return result
launch.execute = execute
code = launch.run_refresh(Path("raw"), Path("outputs"), Path("state"), 0, "local", "")
import resource as used
from pipeline.workers import POOL
POOL.end()  # what its processes spent is known once they have ended
spent = [used.getrusage(who) for who in (used.RUSAGE_SELF, used.RUSAGE_CHILDREN)]
print(f"step memory {max(one.ru_maxrss for one in spent) / 1024:.0f}", file=sys.stderr)
print(f"step processor {sum(one.ru_utime + one.ru_stime for one in spent):.2f}", file=sys.stderr)
sys.exit(code)
"""


def run(folder: Path) -> dict[str, float]:
    """Seconds of a refresh, in all and by step, and megabytes of its largest process."""
    began = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", TIMES], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    steps = {name: float(spent) for name, spent in re.findall(r"step (\S+) ([\d.]+)", done.stderr)}
    return {"in all": time.perf_counter() - began, **steps}


def write_texts(raw: Path, count: int) -> None:
    """A corpus of files, a hundred to a folder."""
    for number, text in enumerate(make_texts(count)):
        path = raw / f"{number // 100:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def measure(folder: Path, count: int) -> Iterator[tuple[str, dict[str, float]]]:
    """The full build, a refresh after one changed text, and one after none."""
    write_texts(folder / "raw", count)
    yield "full build", run(folder)
    changed = folder / "raw" / f"{count // 200:03}" / f"{count // 2:05}.txt"
    changed.write_text(vary([changed.read_text(encoding="utf-8")], count), encoding="utf-8")
    yield "one changed", run(folder)
    yield "none changed", run(folder)


def main() -> None:
    """Print a table for each size."""
    for count in [int(word) for word in sys.argv[1:]] or [100, 1000, 10_000]:
        with tempfile.TemporaryDirectory() as folder:
            found = dict(measure(Path(folder), count))
        print(f"\n{count} texts{'':12}" + "".join(f"{name:>14}" for name in found))
        for step in found["full build"]:
            print(f"{step:22}" + "".join(f"{spent.get(step, 0):14.2f}" for spent in found.values()))
        full, changed = found["full build"]["processor"], found["one changed"]["processor"]
        print(f"one changed text costs 1 : {full / changed:.0f} of the full build (processor)", flush=True)


if __name__ == "__main__":
    main()
