"""A refresh with Dagster's history in PostgreSQL, started for real: `pip install dagster-postgres`, then `-m slow`."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.conftest import THIS_CHECKOUT, Refresh

pytestmark = pytest.mark.slow
SETTINGS = """telemetry: {{enabled: false}}
storage:
  postgres:
    postgres_db: {{hostname: 127.0.0.1, username: postgres, password: none, db_name: postgres, port: {port},
      scheme: postgresql+psycopg2}}
"""


@pytest.fixture
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a PostgreSQL of its own, on the loopback address."""
    pytest.importorskip("dagster_postgres", reason="dagster-postgres is not installed")
    if not shutil.which("initdb") or not shutil.which("pg_ctl"):
        pytest.skip("PostgreSQL is not installed")
    folder = tmp_path_factory.mktemp("pg")
    become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    if become:
        for path in (folder, *folder.parents[:2]):
            path.chmod(0o755)
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -p {number}"
    subprocess.run([*become, "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust"], check=True, capture_output=True)
    start = [*become, "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL)
    yield number
    subprocess.run([*become, "pg_ctl", "-D", folder / "data", "-m", "fast", "stop"], check=True, stdout=subprocess.DEVNULL)


def test_a_refresh_keeps_its_history_in_postgresql(refresh: Refresh, port: int) -> None:
    folder = refresh.raw.parent
    (folder / ".dagster").mkdir()
    (folder / ".dagster" / "dagster.yaml").write_text(SETTINGS.format(port=port), encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "run"]
    for _ in range(2):
        done = subprocess.run(command, cwd=folder, env=THIS_CHECKOUT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert "nothing changed" in done.stdout
    query = [
        "psql",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "-U",
        "postgres",
        "-tAc",
        "select count(*) from runs where status = 'SUCCESS'",
    ]
    assert subprocess.run(query, capture_output=True, text=True, check=True).stdout.strip() == "2"
    assert not (folder / ".dagster" / "history").exists()
