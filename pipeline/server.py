"""Dagster's web server and daemon on this project, with everything that they keep in one folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from pipeline import console

# Telemetry off: nothing that this project does is told to anyone. Runs wait for each other, so that two never publish at once.
# What the sensor and the schedule thought at each look is forgotten after a while, so that no table grows for ever.
INSTANCE = """telemetry:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days: {skipped: 1, failure: 90, success: 90, started: 90}
"""


def dagster_home(state: Path) -> Path:
    """The folder of state as Dagster's home, made and set up if need be; Dagster wants it absolute."""
    home = state.absolute()
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "dagster.yaml"
    if not settings.exists():
        settings.write_text(INSTANCE, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(home)
    return home


def open_dagster(raw: Path, outputs: Path, state: Path, host: str, port: int, *, paused: bool) -> int:
    """Run `dagster dev` on this project until it is stopped; returns its exit code."""
    home = dagster_home(state)
    environment = os.environ | {
        "FACTLINE_RAW": str(raw.absolute()),
        "FACTLINE_OUTPUTS": str(outputs.absolute()),
        "FACTLINE_STATE": str(home),
        "FACTLINE_PAUSED": "1" if paused else "",
    }
    command = shutil.which("dagster", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if command is None:
        console.show_error("the command 'dagster' is not installed beside this one: pip install dagster dagster-webserver")
        return 1
    console.out.print(f"schedule and sensor are {'off' if paused else 'on'}; http://{host}:{port}/ opens in a few seconds")
    arguments = [command, "dev", "-m", "pipeline.definitions", "--host", host, "--port", str(port)]
    try:
        return subprocess.run(arguments, env=environment, cwd=home, check=False).returncode
    except KeyboardInterrupt:
        return 0
