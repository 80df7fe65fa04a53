"""Folders by URL: what comes from there and what goes there is what a run on this machine's disk reads and writes."""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner
from fsspec.implementations.memory import MemoryFileSystem

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


class Faulty(MemoryFileSystem):  # type: ignore[misc]  # fsspec has no types
    """A store in memory whose calls fail where they are told to."""

    cachable = False
    bad_listing = bad_put = ""
    extra: Sequence[str] = ()

    def ls(self, path: str, detail: bool = True, **more: object) -> list[dict[str, object]]:
        if self.bad_listing and path.endswith(self.bad_listing):
            raise OSError(5, "Input/output error")
        found: list[dict[str, object]] = super().ls(path, detail=detail, **more)
        return [*found, *({"name": path + name, "size": 4, "type": "file"} for name in self.extra)]

    def put_file(self, lpath: str, rpath: str, **more: object) -> None:
        if self.bad_put and self.bad_put in rpath:
            self.pipe(rpath, Path(lpath).read_bytes()[:9])
            raise OSError(104, "Connection reset by peer")
        super().put_file(lpath, rpath, **more)

    def get_file(self, rpath: str, lpath: str, **more: object) -> None:
        Path(lpath).write_bytes(b"Text") if "hostile" in rpath else super().get_file(rpath, lpath, **more)


@pytest.fixture
def faulty(there: str, monkeypatch: pytest.MonkeyPatch) -> type[Faulty]:
    """The store `there`, which can be told to fail."""
    fsspec.filesystem("memory").pipe("/store/raw/2016/9.txt", b"Soldiers left.")
    monkeypatch.setattr("pipeline.remote.fsspec.core.url_to_fs", lambda url: (Faulty(), "/" + url.removeprefix("memory://")))
    for name, value in {"bad_listing": "", "bad_put": "", "extra": ()}.items():
        monkeypatch.setattr(Faulty, name, value)
    return Faulty


@pytest.mark.parametrize("where", ["/store/raw", "/store/raw/2016"])
def test_a_listing_that_fails_halfway_removes_nothing(there: str, faulty: type[Faulty], tmp_path: Path, where: str) -> None:
    assert fetch_raw(f"{there}/raw", tmp_path / "raw") == (4, 0, 0)
    faulty.bad_listing = where
    with pytest.raises(RemoteError, match="Input/output error"):
        fetch_raw(f"{there}/raw", tmp_path / "raw")
    assert len(names(tmp_path / "raw")) == 4
    faulty.bad_listing = ""
    assert fetch_raw(f"{there}/raw", tmp_path / "raw") == (0, 0, 4)


@pytest.mark.parametrize(("place", "words"), [("no", "no such folder"), ("raw/0.txt", "a file, not a folder")])
def test_a_folder_that_is_not_there_is_no_empty_one(
    there: str, faulty: type[Faulty], tmp_path: Path, place: str, words: str
) -> None:
    fetch_raw(f"{there}/raw", tmp_path / "raw")
    with pytest.raises(RemoteError, match=words):
        fetch_raw(f"{there}/{place}", tmp_path / "raw")
    assert len(names(tmp_path / "raw")) == 4


def test_names_that_lead_out_of_the_mirror_are_left_out(there: str, faulty: type[Faulty], tmp_path: Path) -> None:
    faulty.extra = (
        "/../../hostile.txt",
        "//etc/../hostile.txt",
        "/a/../hostile.txt",
        "/hostile\0.txt",
        "/hostile\n.txt",
        "/.mirror.json",
    )
    fetch_raw(f"{there}/raw", tmp_path / "raw")
    assert names(tmp_path) == {"raw/hostile\n.txt", "raw/2016/hostile\n.txt", "raw/2016/9.txt", *(f"raw/{n}.txt" for n in range(3))}


@pytest.mark.parametrize("where", ["events.csv", "index.html", "releases.json"])
def test_a_put_that_fails_halfway_leaves_the_index_of_before(there: str, faulty: type[Faulty], tmp_path: Path, where: str) -> None:
    files = fsspec.filesystem("memory")
    for version in ("abc", "def"):
        for name in (f"releases/{version}/events.csv", "index.html"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(f"what is told in {version}")
        (tmp_path / "releases.json").write_text(f'{{"latest": "{version}", "releases": [{{"version": "{version}"}}]}}')
        if version == "abc":
            send_outputs(tmp_path, f"{there}/out")
            before, faulty.bad_put = files.cat("/store/out/releases.json"), where
    with pytest.raises(RemoteError, match="Connection reset"):
        send_outputs(tmp_path, f"{there}/out")
    assert files.cat("/store/out/releases.json") == before
    assert files.cat("/store/out/releases/abc/events.csv") == b"what is told in abc"
    faulty.bad_put = ""
    send_outputs(tmp_path, f"{there}/out")
    assert files.cat("/store/out/releases.json") == (tmp_path / "releases.json").read_bytes()
    assert files.cat("/store/out/releases/def/events.csv") == b"what is told in def"
