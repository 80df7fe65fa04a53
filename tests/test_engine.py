"""Shards give the same bytes whoever computes them, and one broken text takes no other with it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

import pipeline.engine
from pipeline.document import Reading
from pipeline.engine import EngineError, Work, extract_shards
from pipeline.reading.records import RawDocument
from pipeline.reading.shards import plan_shards
from pipeline.storage import ShardStore, code_version
from pipeline.tables.bundle import read_bundle


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    for number in range(120):
        (folder / f"{number:03}.txt").write_text(f"Soldiers killed {number + 2} gunmen near Mosul on 3 May 2016, the army said.")
    return folder


def compute(raw: Path, store: ShardStore, work: Work) -> dict[str, bytes]:
    shards = list(plan_shards(raw, raw.parent / "spool"))
    return {done.key: store.bundle(done.key).read_bytes() for done in extract_shards(shards, store, work)}


def test_one_process_and_two_write_the_same_bytes(raw: Path, tmp_path: Path) -> None:
    one = compute(raw, ShardStore(tmp_path / "one", code_version()), Work(workers=1))
    two = compute(raw, ShardStore(tmp_path / "two", code_version()), Work(workers=2))
    assert one == two


def test_a_dask_cluster_writes_the_same_bytes(raw: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra 'distributed' is not installed")
    one = compute(raw, ShardStore(tmp_path / "one", code_version()), Work(workers=1))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        work = Work(engine="dask", scheduler=cluster.scheduler_address)
        assert compute(raw, ShardStore(tmp_path / "dask", code_version()), work) == one


def test_a_worker_that_is_killed_in_the_middle_costs_no_byte(raw: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra 'distributed' is not installed")
    one = compute(raw, ShardStore(tmp_path / "one", code_version()), Work(workers=1))
    store = ShardStore(tmp_path / "dask", code_version())
    with real_cluster(tmp_path / "scheduler.json") as (address, workers):
        shards = list(plan_shards(raw, tmp_path / "spool"))
        found = dict[str, bytes]()
        for done in extract_shards(shards, store, Work(engine="dask", scheduler=address)):
            found[done.key] = store.bundle(done.key).read_bytes()
            workers[0].kill()
        assert workers[0].wait(10) != 0
        assert workers[1].poll() is None
    assert found == one


@contextmanager
def real_cluster(contact: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own on loopback, as an operator starts them."""
    with ExitStack() as stack:
        start(stack, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(contact))
        wait_for(contact.is_file)
        worker = (
            "worker",
            "--scheduler-file",
            str(contact),
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--host",
            "127.0.0.1",
        )
        workers = [start(stack, *worker, "--local-directory", str(contact.parent)) for _ in range(2)]
        from distributed import Client

        with Client(scheduler_file=str(contact)) as client:
            client.wait_for_workers(2, timeout=60)
            yield client.scheduler.address, workers


def start(stack: ExitStack, *arguments: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    process = subprocess.Popen([sys.executable, "-m", "dask", *arguments], env=environment, stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


def test_workers_end_with_the_process_that_started_them_however_that_ends() -> None:
    code = "import os, sys; from pipeline.workers import POOL; "
    code += "print(POOL.open(1).submit(os.getpid).result(), flush=True); sys.stdin.read()"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    wait_for(lambda: not Path(f"/proc/{worker}").exists(), 20)


def test_no_cluster_says_what_to_do(raw: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"no Dask scheduler answers at|needs the extra 'distributed'"):
        compute(raw, ShardStore(tmp_path / "dask", code_version()), Work(engine="dask", scheduler="tcp://127.0.0.1:9"))


def test_a_text_that_breaks_an_extractor_is_rejected_alone(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.engine.read_document

    def break_on_seven(document: RawDocument) -> Reading:
        if document.source_path == "007.txt" and document.text is not None:
            raise KeyError("a bug")
        return whole(document)

    monkeypatch.setattr(pipeline.engine, "read_document", break_on_seven)
    store = ShardStore(tmp_path / "store", code_version())
    rows = [
        row for key in compute(raw, store, Work(workers=0)) for row in read_bundle(store.bundle(key), ["documents"])[0].to_pylist()
    ]
    broken = [row for row in rows if row["status"] != "ok"]
    assert [(row["source_path"], row["status"]) for row in broken] == [("007.txt", "rejected")]
    assert "KeyError: 'a bug'" in broken[0]["status_reason"]
    assert len(rows) == 120
