#!/usr/bin/env bash
# Package: sphinx 7.4.7 (the release that Jupyter Book 1 uses), sphinx-build -j 2.
#
# What it does: a handler of one page raises an error while pages are written side by side. Where
# that is noticed when the next bundle of pages is handed out, the error is swallowed, the writers
# are ended, and what they had not written is missing from the site. Nothing is said, and the exit
# code is 0. Written one by one, the same error is shown and the exit code is not 0.
#
# Why it matters: a book's own extension, or one that it uses, may fail on one page, and the site
# goes out without half of its pages. Count the pages after a parallel build.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sphinx==7.4.7

mkdir book
cat >book/conf.py <<'PYTHON'
import time

extensions = []
project = "book"


def slowly(app, doctree, name):
    time.sleep(0.05)  # what a book with many references takes


def fails(app, name, template, context, doctree):
    if name == "page01":
        raise ValueError("a page that an extension cannot bear")


def setup(app):
    app.connect("doctree-resolved", slowly)
    app.connect("html-page-context", fails)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
PYTHON
{
  printf 'Book\n====\n\n.. toctree::\n\n'
  for i in $(seq -w 40); do printf '   page%s\n' "$i"; done
} >book/index.rst
for i in $(seq -w 40); do printf 'Page %s\n=======\n' "$i" >"book/page$i.rst"; done

side=0
venv/bin/sphinx-build -q -j 2 book side >side.log 2>&1 || side=$?
single=0
venv/bin/sphinx-build -q -j 1 book single >single.log 2>&1 || single=$?
written=$(find side -maxdepth 1 -name 'page*.html' | wc -l)
echo "side by side: exit code $side, $written of 40 pages, says: '$(cat side.log)'"
echo "one by one: exit code $single, says: '$(grep -m 1 'cannot bear' single.log)'"
[ "$side" = 0 ] && [ "$written" -lt 40 ] && ! grep -q 'cannot bear' side.log
[ "$single" != 0 ] && grep -q 'cannot bear' single.log
