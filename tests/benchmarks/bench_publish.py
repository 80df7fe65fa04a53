"""What a release of 100,000 made reports costs, and the next one after a document went: `python tests/benchmarks/bench_publish.py`.

The rows are made first and laid down as Parquet; a process of its own then publishes them, and is measured. Goals: 60 s of
processor and 2 GB for the first release; a fiftieth of a full build for the second, of which reading the texts is nine tenths.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parent.parent / "publish"))

from made_release import ABOUT, arrow_rows, made_rows

from pipeline.publish.catalogue import write_catalogue
from pipeline.publish.ledger import Memory
from pipeline.publish.release import publish_release
from pipeline.publish.verify import verify_release
from pipeline.tables import TABLES, arrow_schema
from pipeline.tables.pieces import Piece

REPORTS_PER_DOCUMENT = 5
DOCUMENTS_PER_PIECE = 16


def lay_down(folder: Path, documents: int) -> None:
    """The rows of so many made documents as one Parquet file a table, a row group for each piece."""
    writers = {name: pq.ParquetWriter(folder / f"{name}.parquet", arrow_schema(name)) for name in TABLES}
    waiting: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for number, (rows, _) in enumerate(made_rows(documents), start=1):
        for name, found in rows.items():
            waiting[name].extend(found)
        if number % DOCUMENTS_PER_PIECE == 0 or number > documents:
            for name, writer in writers.items():
                writer.write_table(arrow_rows(name, waiting[name]))
                waiting[name].clear()
    for writer in writers.values():
        writer.close()


def pieces_of(path: Path, without: tuple[str, str] = ("", "")) -> list[Piece]:
    """A Parquet file's row groups as pieces; the document and event named first are left out of the one in the middle."""
    file = pq.ParquetFile(path)
    pieces = []
    for number in range(file.num_row_groups):
        rows = file.metadata.row_group(number).num_rows
        piece = Piece(f"{path.stem} {number}", rows, partial(file.read_row_group, number))
        if without[0] and number == file.num_row_groups // 2:
            kept = leave_out(file.read_row_group(number), *without)
            piece = Piece(f"{piece.key} less", kept.num_rows, partial(pa.Table.slice, kept))
        pieces.append(piece)
    return pieces


def leave_out(rows: pa.Table, document: str, events: str) -> pa.Table:
    """The rows that belong neither to the document nor to its events."""
    for column, keys in (("document_id", [document]), ("event_id", events.split())):
        if column in rows.schema.names:
            rows = rows.filter(pc.invert(pc.is_in(rows[column], value_set=pa.array(keys, pa.string()))))
    return rows


def one_document(folder: Path) -> tuple[str, str]:
    """A document in the middle, and its events."""
    file = pq.ParquetFile(folder / "reports.parquet")
    rows = file.read_row_group(file.num_row_groups // 2, columns=["document_id", "event_id"])
    document = rows["document_id"][0].as_py()
    return document, " ".join(rows.filter(pc.equal(rows["document_id"], document))["event_id"].to_pylist())


@contextmanager
def measured(what: str) -> Iterator[Callable[[str], None]]:
    """Print what something cost in seconds of processor, and what is told of it."""
    told: list[str] = []
    start, cpu = time.perf_counter(), time.process_time()
    yield told.append
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cost = f"{time.process_time() - cpu:5.1f} s of processor, {time.perf_counter() - start:5.1f} s, {memory:.0f} MB of memory"
    print(f"{what:28}{cost}  {' '.join(told)}", flush=True)


def publish(folder: Path) -> None:
    """Publish what `lay_down` made, and again without one document, with the page of each; verify the last."""
    outputs, memory = folder / "outputs", Memory(folder / "parts.json", "one code")
    evidence = ()
    for turn, without in (("first release", ("", "")), ("one document less", one_document(folder))):
        pieces = {name: pieces_of(folder / f"{name}.parquet", without) for name in TABLES}
        with measured(turn) as tell:
            done = publish_release(pieces, outputs, ABOUT, memory=memory)
            tell(f"{sum(done.rows.values()):,} rows, {done.bytes / 1e6:.0f} MB")
        with measured("its page") as tell:
            ledger = memory.read(outputs)
            page, evidence = write_catalogue(outputs, ledger.since if ledger else None, evidence)
            tell(f"{page.stat().st_size / 1e6:.1f} MB, {len(evidence)} files of evidence")
    with measured("verify") as tell:
        tell(f"{len(verify_release(outputs / 'latest'))} problems")


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
