#!/usr/bin/env bash
# Packages: Sphinx 7.4.7 (9.0.4 gave the same), docutils 0.21.2.
#
# What it does: to learn whether a target of :numref: is a figure, a table or a section, Sphinx
# builds the whole page on which it stands again from its pickle, anew for each reference, also
# where that is the page it is writing. :ref: needs no page at all.
# - A figure to which its own page and another refer 50 times each: its page is unpickled 102 times
#   in one build. With :ref: instead, twice.
#
# Why it matters: pages are resolved in the main process, also where others write them, so that this
# sets the pace. In a computational book of 22 chapters a page took 70 ms to unpickle on average, and
# its 177 such references, under a profiler, a quarter of the time in which pages were written. A
# domain that hands its references an environment with a small cache of pages has the same results.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sphinx==7.4.7 docutils==0.21.2

cat >try.py <<'PYTHON'
import io
import struct
import sys
import zlib
from collections import Counter
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

FIGURE = ".. _fig-price:\n\n.. figure:: price.png\n   :alt: A dot\n\n   The price.\n\n"


def dot():
    """Return a picture of one grey point."""

    def chunk(kind, content):
        packed = kind + content
        return struct.pack(">I", len(content)) + packed + struct.pack(">I", zlib.crc32(packed))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = (b"IHDR", head), (b"IDAT", zlib.compress(b"\0\x80")), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def loads(role):
    """Build a book whose two pages refer to one figure; count how often each is unpickled."""
    book = Path(f"book-{role}")
    book.mkdir()
    refers = " ".join([f":{role}:`fig-price`"] * 50)
    (book / "conf.py").write_text("numfig = True\n")
    (book / "price.png").write_bytes(dot())
    (book / "index.rst").write_text(
        f"Index\n=====\n\n{FIGURE}{refers}\n\n.. toctree::\n\n   other\n"
    )
    (book / "other.rst").write_text(f"Other\n=====\n\n{refers}\n")
    counted = Counter()
    original = BuildEnvironment.get_doctree

    def count(env, name):
        counted[name] += 1
        return original(env, name)

    BuildEnvironment.get_doctree = count
    try:
        # A second build in one process warns that everything is registered already.
        quiet = {"status": io.StringIO(), "warning": io.StringIO()}
        app = Sphinx(book, book, f"{book}-html", f"{book}-trees", "html", **quiet)
        app.build()
    finally:
        BuildEnvironment.get_doctree = original
    page = Path(f"{book}-html", "index.html").read_text(encoding="utf-8")
    assert page.count('href="#fig-price"') >= 50, "the references lead to the figure"
    return dict(counted)


found = {role: loads(role) for role in ("numref", "ref")}
print("pages unpickled:", found)
more = found["numref"]["index"] - found["ref"]["index"]
sys.exit(None if more == 100 else "Not as stated.")
PYTHON
venv/bin/python try.py
