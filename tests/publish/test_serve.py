"""The server gives what lies in outputs, in ranges where asked, and nothing else."""

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.release import Published
from pipeline.publish.serve import find_file, read_range, serve


@pytest.fixture(scope="module")
def address(published: Published) -> Iterator[tuple[str, int]]:
    """A running server for the made release."""
    server = serve(published.folder.parent.parent, port=0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_address[:2]  # type: ignore[misc]
    server.shutdown()
    thread.join()
    server.server_close()


def get(address: tuple[str, int], path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(*address)
    connection.putrequest(method, path, skip_host=False)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def test_it_listens_on_loopback(address: tuple[str, int]) -> None:
    assert address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("events.csv", "text/csv; charset=utf-8; header=present"),
        ("events.parquet", "application/vnd.apache.parquet"),
        ("datapackage.json", "application/json"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_files_come_whole_with_their_type(address: tuple[str, int], release: Path, name: str, kind: str) -> None:
    status, headers, body = get(address, f"/latest/{name}")
    assert (status, headers["Content-Type"], body) == (200, kind, (release / name).read_bytes())
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_range_is_answered_with_that_part(address: tuple[str, int], release: Path) -> None:
    whole = (release / "events.parquet").read_bytes()
    status, headers, body = get(address, "/latest/events.parquet", Range="bytes=-8")
    assert (status, body) == (206, whole[-8:])
    assert headers["Content-Range"] == f"bytes {len(whole) - 8}-{len(whole) - 1}/{len(whole)}"
    assert get(address, "/latest/events.parquet", Range=f"bytes={len(whole)}-")[0] == 416


def test_head_gives_the_length_and_no_body(address: tuple[str, int], release: Path) -> None:
    status, headers, body = get(address, "/latest/events.csv", "HEAD")
    assert (status, int(headers["Content-Length"]), body) == (200, (release / "events.csv").stat().st_size, b"")


def test_what_the_reader_has_is_not_sent_again(address: tuple[str, int]) -> None:
    tag = get(address, "/latest/events.csv")[1]["ETag"]
    assert get(address, "/latest/events.csv", If_None_Match=tag)[0] == 304


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/.publish.lock",
        "/latest/../../x",
        "//etc/passwd",
        "/%00",
        "/..%5c..%5cx",
        "/nothing",
    ],
)
def test_nothing_outside_and_nothing_hidden_is_found(address: tuple[str, int], path: str) -> None:
    assert get(address, path)[0] == 404


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("no")
    outputs = tmp_path / "outputs"
    outputs.mkdir()
    (outputs / "link.txt").symlink_to(secret)
    assert find_file(outputs.resolve(), "/link.txt") is None


@given(st.text())
def test_whatever_is_asked_the_file_lies_in_outputs(release: Path, asked: str) -> None:
    found = find_file(release.resolve(), asked)
    assert found is None or found.is_relative_to(release.resolve())


@given(st.integers(0, 50), st.one_of(st.none(), st.integers(0, 60)), st.one_of(st.none(), st.integers(0, 60)))
def test_ranges_lie_in_the_file(size: int, first: int | None, last: int | None) -> None:
    wanted = read_range(f"bytes={'' if first is None else first}-{'' if last is None else last}", size)
    assert wanted is None or 0 <= wanted[0] <= wanted[1] <= size


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="publish first"):
        serve(tmp_path / "nothing")
