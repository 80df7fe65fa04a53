"""Folders by URL: what comes from there and what goes there is what a run on this machine's disk reads and writes."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.remote import RemoteError, fetch_raw, is_url, ordered, send_outputs

TEXT = "Soldiers killed {} gunmen near Mosul on 3 May 2016, the army said."


@pytest.fixture
def there() -> Iterator[str]:
    """A folder in memory, which stands for a store elsewhere."""
    files = fsspec.filesystem("memory")
    files.pipe({f"/store/raw/{number}.txt": TEXT.format(number + 2).encode() for number in range(3)})
    yield "memory://store"
    files.store.clear()


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")}


def test_a_mirror_holds_what_is_there(there: str, tmp_path: Path) -> None:
    assert fetch_raw(f"{there}/raw", tmp_path / "raw") == (3, 0, 0)
    assert (tmp_path / "raw" / "1.txt").read_text() == TEXT.format(3)


def test_only_what_changed_is_copied_and_what_is_gone_goes(there: str, tmp_path: Path) -> None:
    fetch_raw(f"{there}/raw", tmp_path / "raw")
    files = fsspec.filesystem("memory")
    time.sleep(0.01)
    files.pipe("/store/raw/1.txt", TEXT.format(90).encode())
    files.pipe("/store/raw/sub/9.txt", b"Soldiers left.")
    files.rm("/store/raw/0.txt")
    assert fetch_raw(f"{there}/raw", tmp_path / "raw") == (2, 1, 1)
    assert names(tmp_path / "raw") == {"1.txt", "2.txt", "sub/9.txt"}
    assert "90 gunmen" in (tmp_path / "raw" / "1.txt").read_text()


def test_a_damaged_record_of_the_last_mirror_costs_a_copy_and_nothing_else(there: str, tmp_path: Path) -> None:
    fetch_raw(f"{there}/raw", tmp_path / "raw")
    (tmp_path / "raw" / ".mirror.json").write_text('{"0.txt": ')
    assert fetch_raw(f"{there}/raw", tmp_path / "raw") == (3, 0, 0)


def test_releases_go_first_and_their_index_last(tmp_path: Path) -> None:
    for name in ("releases/abc/events.csv", "releases/gone/events.csv", "index.html", "page.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "releases.json").write_text('{"latest": "abc", "releases": [{"version": "abc"}]}')
    (tmp_path / "latest").symlink_to("releases/abc")
    assert ordered(tmp_path) == ["releases/abc/events.csv", "page.js", "index.html", "releases.json"]


def test_a_run_on_urls_publishes_what_a_run_on_folders_does(there: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_on(f"{there}/raw", f"{there}/out", "state-there")
    fetch_raw(f"{there}/raw", tmp_path / "raw")
    run_on("raw", "out", "state-here")
    files = fsspec.filesystem("memory")
    here = {path.relative_to("out").as_posix(): path.read_bytes() for path in Path("out/releases").rglob("*") if path.is_file()}
    assert here
    assert here == {name.removeprefix("/store/out/"): files.cat(name) for name in files.find("/store/out/releases")}
    assert files.exists("/store/out/releases.json")
    assert files.exists("/store/out/index.html")


def run_on(raw: str, outputs: str, state: str) -> None:
    done = CliRunner().invoke(main, ["run", "--raw", raw, "--outputs", outputs, "--state", state, "--workers", "1"])
    assert done.exit_code == 0, done.output


def test_a_store_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    with pytest.raises(RemoteError, match="nowhere://raw"):
        fetch_raw("nowhere://raw", tmp_path / "raw")


@pytest.mark.slow
def test_an_s3_store_takes_and_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moto = pytest.importorskip("moto.server", reason="needs moto[server] and s3fs")
    pytest.importorskip("s3fs", reason="needs moto[server] and s3fs")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for name, value in {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        files = fsspec.filesystem("s3", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
        files.mkdir("archive")
        files.pipe({f"archive/raw/{number}.txt": TEXT.format(number + 2).encode() for number in range(40)})
        monkeypatch.chdir(tmp_path)
        run_on("s3://archive/raw", "s3://archive/out", "state")
        assert fetch_raw("s3://archive/raw", Path("raw")) == (40, 0, 0)
        assert fetch_raw("s3://archive/raw", Path("raw")) == (0, 0, 40)
        run_on("raw", "out", "state-here")
        there = files.find("archive/out/releases")
        assert {name.removeprefix("archive/out/"): files.cat(name) for name in there} == {
            path.relative_to("out").as_posix(): path.read_bytes() for path in Path("out/releases").rglob("*") if path.is_file()
        }
        assert send_outputs(Path("out"), "s3://archive/out").kept == len(there)
    finally:
        server.stop()


def test_a_path_is_no_url() -> None:
    assert not is_url("/srv/raw")
