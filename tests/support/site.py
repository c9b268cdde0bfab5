"""The built site as the tests see it: its pages, and a server on this machine."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

TOP = Path(__file__).parents[2]
HTML = TOP / "_build" / "html"
# Sphinx writes these two itself; every other page stands in _toc.yml.
GENERATED = ("index.html", "search.html")


def toc(node: object = None) -> list[str]:
    """Return the files that _toc.yml names, in its order, without their suffix."""
    if node is None:
        node = yaml.safe_load((TOP / "_toc.yml").read_text(encoding="utf-8"))
    if isinstance(node, dict):
        own = [node[key] for key in ("root", "file") if key in node]
        return own + [
            f for key in ("parts", "chapters", "sections") for f in toc(node.get(key, []))
        ]
    return [file for part in node for file in toc(part)]


#: Slugs of the fifteen chapters; the test of the template holds for each that exists.
PLANNED = [
    *("origins", "enlargement", "burden-sharing"),
    *("strategic-concept", "drift"),
    *("iran-war", "hormuz"),
    *("withdrawal-law", "credibility"),
    *("model", "scenarios", "uncertainty", "autonomy", "endings", "fork"),
]


def chapters() -> list[Path]:
    """Return the sources of those chapters that exist, by their planned slugs."""
    return [path for path in sources() if path.stem in PLANNED]


def sources() -> list[Path]:
    """Return the source file of each page in _toc.yml."""
    return [TOP / f"{name}.md" for name in toc()]


def pages() -> list[str]:
    """Return the address, below the site's root, of each page in _toc.yml."""
    return [f"{name}.html" for name in toc()]


class _Handler(http.server.SimpleHTTPRequestHandler):
    # Some systems' tables give .js another type, and browsers then refuse the module.
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript"
    }

    def log_message(self, *_: object) -> None:
        """Stay silent: the tests' own report is what counts."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine and yield its address."""
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
