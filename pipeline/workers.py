"""Calls of one function in this process, in others of this machine or on a Dask cluster: their results in the order of the calls.

The processes are started once and serve all steps of a run, so that each reads its lexicons once. What a function is given and what
it returns travels between processes: names of files rather than rows.
"""

import ctypes
import gc
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from typing import TypeVar

import pyarrow as pa

from pipeline.work import Work

Job = TypeVar("Job")
Done = TypeVar("Done")

HERE = Work(workers=0)  # no other process
AHEAD = 4  # calls under way for each worker
# From so many calls on, even a single worker is a process of its own: what it reads stays out of the one that runs the steps.
APART = 32
MOST_HEAPS = -8  # glibc's M_ARENA_MAX, as malloc.h numbers it


class EngineError(RuntimeError):
    """Work could not be done; the message says why and what to do."""


def each(function: Callable[[Job], Done], jobs: Sequence[Job], work: Work = HERE, worth: int = 2) -> Iterator[Done]:
    """What `function` returns for every job, in their order; fewer jobs than are `worth` other processes are done in this one.

    `function` is one of a module, or a partial of one. Raises EngineError where workers fail.
    """
    if not jobs or (work.engine == "local" and not worth_processes(len(jobs), work.workers, worth)):
        yield from map(function, jobs)
        return
    try:
        with open_executor(work) as executor:
            yield from in_order(executor, function, jobs, AHEAD * max(work.workers, 8))
    except BrokenProcessPool as error:
        POOL.end()
        raise EngineError("a worker process died, most often for lack of memory; run again with fewer --workers") from error


def worth_processes(jobs: int, workers: int, worth: int) -> bool:
    """Whether so many calls are done by other processes than this one; where some worked before, all is done by such."""
    if POOL.worked and workers > 0:
        return True
    return workers > 0 and jobs >= (worth if workers > 1 else max(worth, APART))


def in_order(executor: Executor, function: Callable[[Job], Done], jobs: Sequence[Job], ahead: int) -> Iterator[Done]:
    """Results in the order of `jobs`, with at most `ahead` of them under way."""
    waiting: deque[Future[Done]] = deque()
    try:
        for job in jobs:
            waiting.append(executor.submit(function, job))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:  # of a step that failed
            future.cancel()


@contextmanager
def open_executor(work: Work) -> Iterator[Executor]:
    """An executor for the work; raises EngineError where the cluster or its library is missing."""
    if work.engine == "local":
        yield POOL.open(work.workers)
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise EngineError("--engine dask needs the extra 'distributed': pip install 'factline[distributed]'") from error
    if not work.scheduler:
        raise EngineError("--engine dask needs --scheduler ADDRESS, such as tcp://127.0.0.1:8786")
    try:
        client = Client(work.scheduler, timeout="10s")
    except OSError as error:
        raise EngineError(f"no Dask scheduler answers at {work.scheduler}: {error}") from error
    with client, client.get_executor(pure=False) as executor:
        yield executor


class Pool:
    """The processes of this machine that work for this one: started when they are first needed, and then there for all steps."""

    def __init__(self) -> None:
        self.worked = False
        self._count = 0
        self._executor: ProcessPoolExecutor | None = None

    def open(self, count: int) -> ProcessPoolExecutor:
        """So many processes."""
        if self._executor is None or self._count != count:
            self.end()
            self._executor = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=begin)
            self._count, self.worked = count, True
        return self._executor

    def end(self) -> None:
        """Let the processes go, with all that they hold in memory; new ones are started when they are needed."""
        if self._executor is not None:
            self._executor.shutdown()
            self._executor = None


POOL = Pool()


def give_back() -> None:
    """Return memory to the system that was needed for a while; the next work may be small."""
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # of glibc alone
        ctypes.CDLL(None).malloc_trim(0)


def spare_memory() -> None:
    """Take memory from one heap: each thread's own, and Arrow's, keep what they no longer need (a sixth of the peak of a build)."""
    pa.set_memory_pool(pa.system_memory_pool())
    with suppress(OSError, AttributeError):  # of glibc alone
        ctypes.CDLL(None).mallopt(MOST_HEAPS, 1)


def seldom_collect() -> None:
    """Look for cyclic garbage less often, and not among what is there now: lexicons and libraries, which stay."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def begin() -> None:
    """In a worker: end when the process that started it does, however that ends; it would wait for work for ever."""

    def follow() -> None:
        if (parent := parent_process()) is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
    spare_memory()
    seldom_collect()
