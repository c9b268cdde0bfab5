"""Notebooks that read like the pages: one for each page that runs code.

They are made from what the build has: the document that becomes the page, with its numbers,
citations and references resolved, and the executed code. So Sphinx writes a notebook anew when it
writes the page anew, and at no other time.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin, urlsplit

import nbformat

from course import execution
from course.caching import digest
from course.notebooks import bundle, buttons
from course.notebooks.assemble import assemble
from course.notebooks.markdown import Writer
from natolab import installing

#: What the course's package is built from.
_WHEEL_RESTS_ON = ("pyproject.toml", "README.md", "LICENSE", "src/natolab", "data")
_STAMP = ".built"


def _folder(app) -> Path:
    return Path(app.outdir).parent / bundle.FOLDER


def _file(app, name: str) -> Path:
    return Path(app.outdir).parent / bundle.place(name)


def _pages(env) -> list[str]:
    """Return the names of the pages that run code."""
    return sorted(name for name in env.metadata if execution.runs_code(env, name))


def _address(app, name: str, target: str) -> str:
    """Return where a page's link leads, as seen from its notebook."""
    place = urljoin(f"{name}.html", target)
    if urlsplit(place).scheme:
        return place
    return f"{bundle.site(app.config) or '../'}{place}"


def _write_again(app, env):
    """Name the pages whose notebook is gone."""
    return [name for name in _pages(env) if not _file(app, name).exists()]


def _write(app, document, name):
    """Write a page's notebook when the page is written."""
    if app.builder.name != "html" or not execution.runs_code(app.env, name):
        return
    numbers = app.env.toc_fignumbers.get(name, {})
    writer = Writer(name, lambda target: _address(app, name, target), numbers)
    site = bundle.site(app.config)
    folder = site and f"{site}{bundle.FOLDER}/"
    install = installing.cell(bundle.wheel_name(Path(app.confdir)), folder)
    opening = {
        "course": app.config.html_title,
        "home": _address(app, name, f"{PurePosixPath(app.config.root_doc).name}.html"),
        "page": _address(app, name, f"{PurePosixPath(name).name}.html"),
    }
    notebook = assemble(document, execution.executed(app.env, name), writer, install, opening)
    path = _file(app, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")


def _finish(app, exception):
    """Bring package and archive up to date, and put all on the site."""
    if exception or app.builder.name != "html":
        return
    top, folder = Path(app.confdir), _folder(app)
    wanted = {_file(app, name).name for name in _pages(app.env)}
    for path in folder.glob("*.ipynb"):
        if path.name not in wanted:
            path.unlink()
    stamp, sources = folder / _STAMP, digest(top, _WHEEL_RESTS_ON)
    wheel = folder / bundle.wheel_name(top)
    if not wheel.exists() or not stamp.exists() or stamp.read_text() != sources:
        for old in folder.glob("*.whl"):
            old.unlink()
        bundle.build_wheel(top, folder)
        stamp.write_text(sources)
    bundle.assignments(top, folder, bundle.site(app.config))
    bundle.archive(folder)
    bundle.mirror(folder, Path(app.outdir) / bundle.FOLDER)
    # Make takes the archive for the sign that all notebooks are as new as the site.
    os.utime(folder / bundle.ARCHIVE)


def setup(app):
    """Write a notebook with each page, and add buttons to the pages."""
    app.add_config_value("course_launch", {}, "html", [dict])
    app.connect("env-updated", _write_again)
    # Before other extensions hang their scripts on the document.
    app.connect("doctree-resolved", _write, priority=100)
    app.connect("html-page-context", buttons.add, priority=502)
    # After the site's root page, by whose age make tells whether the site is built.
    app.connect("build-finished", _finish, priority=950)
