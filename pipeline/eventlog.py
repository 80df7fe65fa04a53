"""Keep SQLite's connections open while Dagster's events of one run are written.

Dagster opens a connection, with a new engine, for each of the thousand statements of a run: more than a second of a refresh in
which nothing changed. Other storages (PostgreSQL) are left as they are.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import dagster as dg


@contextmanager
def open_connections(instance: dg.DagsterInstance) -> Iterator[None]:
    """Let an instance with Dagster's SQLite event log use one connection a database until the end."""
    storage: Any = instance.event_log_storage
    if type(storage).__name__ != "SqliteEventLogStorage" or not hasattr(storage, "_connect"):
        yield
        return
    with ExitStack() as stack:
        storage._connect = connections(storage, stack)
        try:
            yield
        finally:
            del storage._connect


def connections(storage: Any, stack: ExitStack) -> Callable[[str], AbstractContextManager[Any]]:
    """What stands in for the storage's own way to connect: the same, on an engine that stays."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engines: dict[str, Any] = {}

    def engine_of(shard: str) -> Any:
        if shard not in engines:
            arguments = {"timeout": 30, "check_same_thread": False}
            engine = create_engine(storage.conn_string_for_shard(shard), poolclass=StaticPool, connect_args=arguments)
            # The log is in write-ahead mode: it stays whole without waiting for the disk at every event.
            event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=NORMAL"))
            engines[shard] = engine
            stack.callback(engine.dispose)
        return engines[shard]

    @contextmanager
    def connect(shard: str) -> Iterator[Any]:
        with storage._db_lock:
            engine = engine_of(shard)
            if shard not in storage._initialized_dbs:
                storage._initdb(engine)
                storage._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    return connect
