"""Serve the outputs folder over HTTP: on loopback, with range requests and right types, and nothing outside the folder."""

import re
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase, BufferedReader
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".geojson": "application/geo+json",
    ".csv": "text/csv; charset=utf-8; header=present",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".zip": "application/zip",
    ".md": "text/markdown; charset=utf-8",
    ".cff": "application/yaml",
    "": "text/plain; charset=utf-8",
}
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
PIECE = 1 << 16


def serve(outputs: Path, host: str = "127.0.0.1", port: int = 8000) -> ThreadingHTTPServer:
    """A server for the folder, bound and not yet running: call `serve_forever` on it. Port 0 takes a free one.

    Raises NotADirectoryError where there is no such folder, OSError where the port is taken.
    """
    if not outputs.is_dir():
        raise NotADirectoryError(f"{outputs} is not a folder: publish first (`factline run`), or name the folder of releases")
    return ThreadingHTTPServer((host, port), partial(OutputsHandler, outputs=outputs.resolve()))


class OutputsHandler(BaseHTTPRequestHandler):
    """GET and HEAD for files below one folder."""

    protocol_version = "HTTP/1.1"
    server_version = "factline"
    sys_version = ""

    def __init__(self, *details: object, outputs: Path) -> None:
        self._outputs = outputs
        super().__init__(*details)  # type: ignore[arg-type]  # passed through as the server gives them

    def do_GET(self) -> None:
        """Send a file, or the range of it that is asked for."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Send what GET would, without the body."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the terminal belongs to the command."""

    def _answer(self, *, with_body: bool) -> None:
        path = find_file(self._outputs, urlsplit(self.path).path)
        if path is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif path.is_dir():
            self._redirect()
        else:
            with path.open("rb") as file:
                self._send(path, file, with_body=with_body)

    def _redirect(self) -> None:
        """From a folder without its slash to the folder, so that the page's links hold."""
        folder = unquote(urlsplit(self.path).path).strip("/")
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", f"/{quote(folder)}/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, path: Path, file: BufferedReader, *, with_body: bool) -> None:
        stat = path.stat()
        tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        if self.headers.get("If-None-Match") == tag:
            self._head(HTTPStatus.NOT_MODIFIED, path, tag, 0)
            return
        asked = self.headers.get("Range") if self.headers.get("If-Range", tag) == tag else None
        wanted = read_range(asked, stat.st_size)
        if wanted is None:
            self._head(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, path, tag, 0, f"bytes */{stat.st_size}")
            return
        first, end = wanted
        partial_answer = asked is not None and RANGE.match(asked) is not None
        status = HTTPStatus.PARTIAL_CONTENT if partial_answer else HTTPStatus.OK
        self._head(status, path, tag, end - first, f"bytes {first}-{end - 1}/{stat.st_size}" if partial_answer else None)
        if with_body:
            file.seek(first)
            copy_bytes(file, self.wfile, end - first)

    def _head(self, status: HTTPStatus, path: Path, tag: str, length: int, content_range: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(length))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        if content_range:
            self.send_header("Content-Range", content_range)
        self.end_headers()


def find_file(outputs: Path, asked: str) -> Path | None:
    """The file that a request's path names, a folder where its slash is missing, or None.

    Nothing outside `outputs` (which must be resolved) is found, through no link and no dots, and nothing hidden.
    """
    parts = unquote(asked, errors="surrogateescape").split("/")
    if any(part.startswith(".") or "\0" in part or "\\" in part for part in parts):
        return None
    path = outputs.joinpath(*(part for part in parts if part))
    try:
        found = path.resolve(strict=True)
        if not found.is_relative_to(outputs):
            return None
        if found.is_dir() and not asked.endswith("/"):
            return found
        found = found / "index.html" if found.is_dir() else found
        return found if found.is_file() else None
    except (OSError, RuntimeError, ValueError):
        return None


def read_range(header: str | None, size: int) -> tuple[int, int] | None:
    """First byte and end (exclusive) of a Range header, RFC 9110; all of it where none is asked; None where it cannot be had.

    >>> read_range("bytes=0-3", 10), read_range("bytes=-4", 10), read_range("bytes=20-", 10), read_range(None, 10)
    ((0, 4), (6, 10), None, (0, 10))
    """
    found = RANGE.match(header or "")
    if found is None or found.groups() == ("", ""):
        return 0, size
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) and size else None
    end = min(size, int(last) + 1) if last else size
    return (int(first), end) if int(first) < end else None


def copy_bytes(source: BufferedReader, sink: BufferedIOBase, count: int) -> None:
    """Copy so many bytes in pieces; a reader that went away is no error."""
    while count and (piece := source.read(min(PIECE, count))):
        try:
            sink.write(piece)
        except (BrokenPipeError, ConnectionResetError):
            return
        count -= len(piece)
