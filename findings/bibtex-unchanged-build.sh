#!/usr/bin/env bash
# Packages: sphinxcontrib-bibtex 2.7.0, pybtex 0.26.1, Sphinx 7.4.7.
#
# What they do on two pages that each cite the same three works and list them:
# - Each work is formatted twice for each list, the second time for the tooltip of its citation,
#   although by default that is the same style. 3 works in 2 lists are 12 calls of `format_entry`.
# - A second build for which Sphinx reads no page and writes none formats all 12 again.
# - Each citation looks up pybtex's plain-text backend by `pybtex.plugin.find_plugin`. It keeps
#   nothing: each look-up reads the entry points of every installed distribution from disk. With
#   `bibtex_tooltips = False` the citations look the backend up as often and do not use it.
#
# Why it matters: the work grows with works times lists; in a book with twenty lists it was the
# largest part of a build in which nothing had changed. Every package that is installed makes each
# citation slower. Turn off tooltips that nobody needs; a cache of works has to be one's own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    sphinx==7.4.7 sphinxcontrib-bibtex==2.7.0 pybtex==0.26.1

mkdir source
cat >source/conf.py <<'PYTHON'
extensions = ["sphinxcontrib.bibtex"]
bibtex_bibfiles = ["works.bib"]
suppress_warnings = ["bibtex.duplicate_citation"]  # both pages list the same works
PYTHON
cat >source/works.bib <<'BIBTEX'
@book{a, author = {Able, Ada}, title = {On A}, publisher = {Press}, year = {2001}}
@book{b, author = {Baker, Bea}, title = {On B}, publisher = {Press}, year = {2002}}
@book{c, author = {Clark, Cay}, title = {On C}, publisher = {Press}, year = {2003}}
BIBTEX
cat >source/one.rst <<'RST'
Page
====

:cite:p:`a` and :cite:p:`b` and :cite:p:`c`.

.. bibliography::
   :filter: docname in docnames
RST
cp source/one.rst source/two.rst
printf 'Index\n=====\n\n.. toctree::\n\n   one\n   two\n' >source/index.rst

cat >build.py <<'PYTHON'
"""Build once and count; arguments: output, tooltips, what is stated."""
import importlib.metadata
import io
import json
import sys
from collections import Counter

import pybtex.plugin
from pybtex.style.formatting import BaseStyle
from sphinx.application import Sphinx

counts = Counter(read=0, formatted=0, looked_up=0, for_citations=0)
format_entry, entry_points = BaseStyle.format_entry, pybtex.plugin.entry_points
read_text = importlib.metadata.PathDistribution.read_text


def counting_format(self, *args, **kwargs):
    counts["formatted"] += 1
    return format_entry(self, *args, **kwargs)


def counting_look_up(**params):
    def counting_read(self, name):
        counts["files"] += name == "entry_points.txt"
        return read_text(self, name)

    counts["looked_up"] += 1
    counts["for_citations"] += params["name"] == "plaintext"
    importlib.metadata.PathDistribution.read_text = counting_read
    try:
        return entry_points(**params)
    finally:
        importlib.metadata.PathDistribution.read_text = read_text


BaseStyle.format_entry, pybtex.plugin.entry_points = counting_format, counting_look_up
output, tooltips, stated = sys.argv[1], sys.argv[2] == "tooltips", json.loads(sys.argv[3])
app = Sphinx(
    "source", "source", output, output + "/.doctrees", "html",
    confoverrides={"bibtex_tooltips": tooltips}, status=io.StringIO(), warningiserror=True,
)
app.connect("source-read", lambda *_: counts.update(read=1))
app.connect("html-page-context", lambda app, page, *_: counts.update(written=page in app.env.all_docs))
app.build()
installed = len({d.metadata["Name"].lower() for d in importlib.metadata.distributions()})
seen = {
    "pages read": counts["read"],
    "pages written": counts["written"],
    "works formatted": counts["formatted"],
    "look-ups for citations": counts["for_citations"],
    "distributions read by each look-up": counts["files"] / counts["looked_up"],
}
print(output, "of", installed, "distributions:", seen)
stated["distributions read by each look-up"] = installed
sys.exit(None if seen == stated else f"Not as stated: {stated}")
PYTHON
build() {
    venv/bin/python build.py "$1" "$2" "{\"pages read\": $3, \"pages written\": $4,
        \"works formatted\": $5, \"look-ups for citations\": $6}"
}
build with tooltips 3 3 12 6
build with tooltips 0 0 12 0
build without none 3 3 6 6
build without none 0 0 6 0
