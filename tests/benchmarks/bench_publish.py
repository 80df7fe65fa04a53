"""How long a release of 100,000 made reports takes to write, and how much memory: `python tests/benchmarks/bench_publish.py`.

The rows are made first and laid down as Parquet; a process of its own then publishes them, and is measured. Goal: 60 s, 2 GB.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parent.parent / "publish"))

from made_release import ABOUT, arrow_rows, made_rows

from pipeline.publish.catalogue import write_catalogue
from pipeline.publish.release import publish_release
from pipeline.publish.verify import verify_release
from pipeline.tables import TABLES, arrow_schema

REPORTS_PER_DOCUMENT = 5
DOCUMENTS_PER_CHUNK = 500


def lay_down(folder: Path, documents: int) -> None:
    """The rows of so many made documents as one Parquet file a table."""
    writers = {name: pq.ParquetWriter(folder / f"{name}.parquet", arrow_schema(name)) for name in TABLES}
    waiting: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for number, (rows, _) in enumerate(made_rows(documents), start=1):
        for name, found in rows.items():
            waiting[name].extend(found)
        if number % DOCUMENTS_PER_CHUNK == 0 or number > documents:
            for name, writer in writers.items():
                writer.write_table(arrow_rows(name, waiting[name]))
                waiting[name].clear()
    for writer in writers.values():
        writer.close()


def chunks_of(path: Path) -> Callable[[], Iterator[pa.Table]]:
    """A function that yields a Parquet file's row groups."""

    def chunks() -> Iterator[pa.Table]:
        file = pq.ParquetFile(path)
        return (file.read_row_group(number) for number in range(file.num_row_groups))

    return chunks


def publish(folder: Path) -> None:
    """Publish what `lay_down` made, twice, write the page, verify; print time and memory of each."""
    tables = {name: chunks_of(folder / f"{name}.parquet") for name in TABLES}
    for turn in ("first", "second, unchanged"):
        start, cpu = time.perf_counter(), time.process_time()
        done = publish_release(tables, folder / "outputs", ABOUT)
        taken, cpu = time.perf_counter() - start, time.process_time() - cpu
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = f"{sum(done.rows.values()):,} rows, {done.bytes / 1e6:.0f} MB"
        print(f"{turn}: {size}, {taken:.1f} s ({cpu:.1f} s of processor), {memory:.0f} MB of memory")
    start = time.perf_counter()
    page = write_catalogue(folder / "outputs")
    print(f"page: {page.stat().st_size / 1e6:.1f} MB, {time.perf_counter() - start:.1f} s")
    start = time.perf_counter()
    problems = verify_release(folder / "outputs" / "latest")
    print(f"verify: {len(problems)} problems, {time.perf_counter() - start:.1f} s")


def main() -> None:
    """Make the rows, then publish them in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--publish", type=Path, help="publish the rows laid down in this folder (used by the command itself)")
    given = parser.parse_args()
    if given.publish:
        publish(given.publish)
        return
    with tempfile.TemporaryDirectory() as folder:
        lay_down(Path(folder), given.reports // REPORTS_PER_DOCUMENT)
        subprocess.run([sys.executable, __file__, "--publish", folder], check=True)


if __name__ == "__main__":
    main()
