"""Serve the built course on this machine: ``python -m natolab.serve _build/html``."""

from __future__ import annotations

import argparse
import functools
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Handler(SimpleHTTPRequestHandler):
    """Answers with the files of one folder."""

    # Some systems' registries give .js another type, and browsers then refuse the explorers; Python
    # in the browser starts only from .wasm of the right type.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".csv": "text/csv",
        ".js": "text/javascript",
        ".json": "application/json",
        ".md": "text/markdown",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".whl": "application/octet-stream",
    }

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """Return a file's type; all text of the course is UTF-8, and browsers guess otherwise."""
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer for what is missing with the site's own page, as GitHub Pages does."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request: the reader wants the address only."""


class _Server(ThreadingHTTPServer):
    # On Windows a second server would take a used port without a word.
    allow_reuse_address = os.name != "nt"


def _server(folder: Path, port: int, handler: type[Handler] = Handler) -> _Server:
    return _Server(("127.0.0.1", port), functools.partial(handler, directory=str(folder)))


@contextmanager
def serving(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a folder on a free port of this machine while the block runs.

    Parameters
    ----------
    folder : pathlib.Path
        The folder to serve.
    handler : type of Handler, optional
        What answers.

    Yields
    ------
    str
        The address, without a slash at its end.
    """
    server = _server(folder, 0, handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Serve a folder until the reader stops it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args()
    if not (arguments.folder / "index.html").exists():
        sys.exit(f"{arguments.folder} holds no index.html: build the course first (make html).")
    try:
        server = _server(arguments.folder, arguments.port)
    except OSError as error:
        sys.exit(
            f"Port {arguments.port} cannot be used ({error.strerror}). "
            f"Try another: make book PORT={arguments.port + 1}"
        )
    print(f"The course is at http://127.0.0.1:{arguments.port}/ (Ctrl+C stops it)", flush=True)
    with server, suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
