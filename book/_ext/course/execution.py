"""Run chapters side by side, one for each processor, while Sphinx reads pages in the same order.

myst-nb runs a chapter when Sphinx comes to read it, one after the other. Here its own client runs
them beforehand into the same cache, with the same key, so that it finds each when it comes to it.
What came of it, other parts of the extension ask for here.
"""

from __future__ import annotations

import functools
import gc
import itertools
import os
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import forked_kernel
import nbformat
from jupyter_cache import get_cache
from myst_nb.core.execute import create_client
from myst_nb.core.nb_to_tokens import nb_node_to_dict
from myst_nb.core.read import create_nb_reader
from nbformat import NotebookNode
from sphinx import builders
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.parallel import ParallelTasks, make_chunks

LOGGER = logging.getLogger(__name__)


def runs_code(env, name: str) -> bool:
    """Return whether a page runs code."""
    return "kernelspec" in env.metadata.get(name, {})


def _written(env, name: str) -> Path:
    """Return the file into which myst-nb puts the cells of a page that it has read."""
    return Path(env.mystnb_config.output_folder) / f"{name}.ipynb"


def cells(env, name: str) -> NotebookNode:
    """Return the cells of a page that was read, without results."""
    return nbformat.read(_written(env, name), as_version=4)


def executed(env, name: str) -> NotebookNode:
    """Return the cells of a page that was read, with their results, which stand in the cache."""
    cache = get_cache(env.mystnb_config.execution_cache_path)
    _, notebook = cache.merge_match_into_notebook(cells(env, name))
    return notebook


class _Report:
    """Pass on why a run failed; all else myst-nb says again when it reads the page."""

    def __init__(self, name: str) -> None:
        self._name = name

    def debug(self, message: str, **_: object) -> None:
        """Say nothing."""

    info = debug

    def warning(self, message: str, *, subtype: str = "", **_: object) -> None:
        if subtype == "exec":
            LOGGER.warning(message, location=self._name, type="mystnb", subtype=subtype)


def _notebook(env, name: str) -> tuple | None:
    """Return what myst-nb's client wants of a page, or None if the page is no notebook.

    Two steps of myst-nb's parser are left out: _config.yml names no alias of a kernel, and the
    client reads no ``output_folder`` that a page could set.
    """
    path, settings = env.doc2path(name), env.mystnb_config
    text = Path(path).read_text(encoding="utf-8")
    reader = create_nb_reader(path, env.myst_config, settings, text)
    if reader is None:
        return None
    notebook = reader.read(text)
    own = nb_node_to_dict(notebook.metadata.get(settings.metadata_key, {}))
    return notebook, path, settings.copy(**own), _Report(name), reader.read_fmt


class _Runs:
    """The chapters that are being run, by the name of their page."""

    def __init__(self, env, names: list[str]) -> None:
        # Two chapters at once could both find no data base and both make one.
        get_cache(env.mystnb_config.execution_cache_path).list_cache_records()
        pages = {name: _notebook(env, name) for name in names}
        # Long pages first, so that none is left running alone at the end.
        self._todo = sorted(
            (name for name in pages if pages[name]),
            key=lambda name: -Path(env.doc2path(name)).stat().st_size,
        )
        self._counter = itertools.count(1)
        self._pool = ThreadPoolExecutor(os.cpu_count())
        self._results: dict[str, Future] = {
            name: self._pool.submit(self._run, name, *pages[name]) for name in self._todo
        }
        self._pool.shutdown(wait=False)

    def _run(self, name: str, *notebook: object) -> None:
        start = time.time()
        with create_client(*notebook) as client:
            done = next(self._counter)
            if (client.exec_metadata or {"mtime": 0})["mtime"] < start:
                LOGGER.info(f"kept {done} of {len(self._todo)} chapters: {name}")
            else:
                took = f"{time.time() - start:.0f} s"
                LOGGER.info(f"ran {done} of {len(self._todo)} chapters: {name} in {took}")

    def place(self, name: str) -> float:
        """Return when a page is read: chapters as they run, pages without code during the last."""
        if name in self._results:
            return self._todo.index(name)
        return len(self._todo) - (os.cpu_count() or 1) - 0.5

    def _start_no_more(self) -> None:
        for result in self._results.values():
            result.cancel()

    def wait(self, name: str) -> None:
        """Return when a page has been run."""
        if name not in self._results:
            return
        try:
            self._results[name].result()
        except Exception as error:
            self._start_no_more()
            # myst-nb names the page only; behind it stands what the cell said.
            why = error.__cause__ or error
            raise ExtensionError(f"The code of {name} failed: {why}") from error
        except KeyboardInterrupt:
            self._start_no_more()
            raise


def _read_again(app, env, added, changed, removed):
    """Name the pages whose cells or results are gone."""
    results = Path(env.mystnb_config.execution_cache_path) / "global.db"
    return [
        name
        for name in env.metadata
        if runs_code(env, name) and not (results.exists() and _written(env, name).exists())
    ]


def _start(app, env, names):
    app.course_runs = _Runs(env, names)
    # What has run is read while the rest runs. Pages without code wait: to read the tables of some
    # takes memory, which larger chapters need meanwhile.
    names.sort(key=app.course_runs.place)


def _await(app, name, source):
    app.course_runs.wait(name)


def _write_beside(app, env):
    """Let other processes write pages while this one resolves them; no kernel is wanted any more.

    Set only now: asked earlier, Sphinx would try to read side by side too, and complain that two
    of Jupyter Book's extensions do not say whether they can.
    """
    app.parallel = os.cpu_count() or 1
    forked_kernel.end()
    # To look for garbage among the pages read so far would copy their memory into that process.
    gc.freeze()


class _Lots(ParallelTasks):
    """Lots of pages that other processes write."""

    def terminate(self) -> None:
        """End those that are left, and pass on why: Sphinx forgets it while lots still wait."""
        super().terminate()
        if error := sys.exc_info()[1]:
            raise error


def setup(app):
    """Run chapters when Sphinx knows which pages it will read."""
    # Sphinx's own lots are so large that one of two processes would wait for half of the pages.
    builders.make_chunks = functools.partial(make_chunks, maxbatch=1)
    builders.ParallelTasks = _Lots
    app.connect("env-get-outdated", _read_again)
    app.connect("env-before-read-docs", _start)
    app.connect("source-read", _await)
    app.connect("env-updated", _write_beside)
    app.connect("build-finished", lambda *_: gc.unfreeze())
