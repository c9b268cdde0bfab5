"""JupyterLite in the built site: work is kept, news is told, nothing comes from outside."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

import pytest

from live import jupyterlite
from live.errors import LiveError
from live.jupyterlite import FOLDER, KERNEL, STORAGE, drive, settings
from live.packages import LOCK
from tests.support.jupyterlite import PROMPTS, begin
from tests.support.live import LivePage

NOTEBOOK = {
    "cells": [{"cell_type": "code", "source": "1 + 1", "metadata": {}, "outputs": []}],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


@pytest.fixture
def notebooks(tmp_path):
    folder = tmp_path / "notebooks"
    (folder / "assignments").mkdir(parents=True)
    for name, about in {"hormuz": {}, "assignments/first": {"natolab": {"seed": "7"}}}.items():
        notebook = NOTEBOOK | {"metadata": NOTEBOOK["metadata"] | about}
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return folder


def test_the_drive_holds_notebooks_data_and_each_original_under_a_name_of_its_own(
    notebooks, tmp_path
):
    before = drive(tmp_path / "before", notebooks)
    assert set(before) == {"hormuz.ipynb", "assignments/first.ipynb"}
    place = tmp_path / "before"
    assert (place / "data" / "brent_spot.csv").exists()
    for name, news in before.items():
        notebook = json.loads((place / name).read_text(encoding="utf-8"))
        # Another name and JupyterLite would ask the reader which kernel he wants.
        assert notebook["metadata"]["kernelspec"]["name"] == "python"
        # What an assignment says of itself stays.
        own = {"seed": "7"} if name == "assignments/first.ipynb" else {}
        assert notebook["metadata"]["natolab"] == own | {"original": news["original"]}
        assert json.loads((place / news["place"]).read_text(encoding="utf-8")) == notebook
    changed = NOTEBOOK | {"cells": []}
    (notebooks / "hormuz.ipynb").write_text(json.dumps(changed), encoding="utf-8")
    after = drive(tmp_path / "after", notebooks)
    assert after["hormuz.ipynb"] != before["hormuz.ipynb"]
    assert after["assignments/first.ipynb"] == before["assignments/first.ipynb"]


def test_python_and_storage_do_not_depend_on_where_the_site_stands():
    made = settings({"pyodide": {"index": "pyodide/abc/"}})["jupyter-config-data"]
    kernel = made["litePluginSettings"][KERNEL]
    assert kernel["pyodideUrl"] == "./../_live/pyodide/abc/pyodide.js"
    assert kernel["disablePyPIFallback"] is True
    # Readers' work is filed under this name: another one would hide it from them.
    assert made["contentsStorageName"] == STORAGE == "Alliance Under Stress"


def test_the_two_halves_of_the_kernel_are_of_one_version():
    """JupyterLite gets its front end from one lock, and its Python from the other."""
    texts = [lock.read_text(encoding="utf-8") for lock in (jupyterlite.LOCK, LOCK)]
    front, python = (re.search("^jupyterlite-pyodide-kernel==.*", text, re.M)[0] for text in texts)
    assert front == python


def test_what_is_missing_is_named_with_the_command_that_makes_it(tmp_path, notebooks):
    with pytest.raises(LiveError, match="run `make live` first"):
        jupyterlite.build(tmp_path, notebooks)


def test_it_is_made_anew_when_something_has_changed(notebooks, tmp_path, monkeypatch):
    (tmp_path / "_live").mkdir()
    manifest = {"pyodide": {"index": "pyodide/abc/"}}
    (tmp_path / "_live" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    made = []

    def run(_, work):
        made.append(work)
        for name in ("lab", "notebooks", "tree"):
            (work / "out" / name).mkdir(parents=True)
            (work / "out" / name / "index.html").write_text("<head></head>")
        (work / "out" / "service-worker.js").write_text("listen();")

    monkeypatch.setattr(jupyterlite, "install", lambda _: "jupyter-lite")
    monkeypatch.setattr(jupyterlite, "run", run)
    for expected in (1, 1):
        jupyterlite.build(tmp_path, notebooks, say=lambda _: None)
        assert len(made) == expected
    text = (tmp_path / "lite" / "service-worker.js").read_text()
    assert text.endswith('importScripts("../sw.js");\n(() => {\nlisten();\n})();\n')
    page = (tmp_path / "lite" / "lab" / "index.html").read_text()
    assert page.startswith('<head><script src="../own-workers.js"></script>')
    assert page.endswith('<script type="module" src="../notice.js"></script></head>')
    (notebooks / "hormuz.ipynb").write_text(json.dumps(NOTEBOOK | {"cells": []}), encoding="utf-8")
    jupyterlite.build(tmp_path, notebooks, say=lambda _: None)
    assert len(made) == 2


@pytest.fixture(scope="session")
def lite(built):
    """The folder of JupyterLite in the built site."""
    if not (built / "lite" / "index.html").exists():
        pytest.fail("JupyterLite is not built. `make jupyterlite` builds it.")
    return built / "lite"


#: The beginning of a function that looks at what the browser keeps.
FILES = """
  const done = (request) => new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
  const database = await done(indexedDB.open(storage));
  const files = database.transaction("files", "readwrite").objectStore("files");
"""
#: Whether it keeps a notebook with some words in it.
KEPT = f"""async ([storage, path, words]) => {{{FILES}
  const kept = JSON.stringify(await done(files.get(path)));
  database.close();
  return kept?.includes(words);
}}"""
#: Let a kept notebook come from an earlier original than the site's.
AGE = f"""async ([storage, path]) => {{{FILES}
  const copy = await done(files.get(path));
  copy.content.metadata.natolab.original = "earlier";
  await done(files.put(copy, path));
  database.close();
}}"""


def run_all(page, timeout=300_000):
    """Run all cells of the notebook that is open, and wait for the last."""
    begin(page, timeout)
    page.wait_for_function(
        f"{PROMPTS}.length && {PROMPTS}.every((p) => /\\[\\d+\\]/.test(p.textContent))",
        timeout=timeout,
    )


def errors(page):
    return page.locator("[data-mime-type='application/vnd.jupyter.error']").all_inner_texts()


def test_a_notebook_opens_from_its_page_runs_keeps_changes_and_tells_of_news(browser, below, lite):
    """On a site that lies below a path; nothing is asked of what lies outside of it."""
    context = browser.new_context()
    context.set_default_timeout(300_000)
    try:
        page = context.new_page()
        asked = []
        context.on("request", lambda request: asked.append(request.url))
        page.goto(f"{below}/book/python-primer.html")
        with context.expect_page() as opened:
            page.get_by_role("link", name="Open in JupyterLite").click()
        page = opened.value
        run_all(page)
        assert errors(page) == []
        assert page.locator(".widget-slider").count() >= 1
        assert page.locator(".natolab-notice").count() == 0
        # A change is kept in the browser, and stands there when the notebook is opened again.
        page.locator(".jp-CodeCell .cm-content").last.click()
        page.keyboard.press("ControlOrMeta+End")
        page.keyboard.type("\n# my own line")
        page.keyboard.press("ControlOrMeta+s")
        page.wait_for_function(KEPT, arg=[STORAGE, "python-primer.ipynb", "# my own line"])
        # Python sees the reader's files only through JupyterLite's own worker.
        worker = "navigator.serviceWorker.controller?.scriptURL"
        page.wait_for_function(f"{worker}.includes('/lite/service-worker.js')")
        # As if the site had a new original since.
        page.evaluate(AGE, [STORAGE, "python-primer.ipynb"])
        page.reload()
        page.get_by_text("# my own line").wait_for(state="attached")
        notice = page.locator(".natolab-notice")
        notice.wait_for()
        assert "Your own copy is as you left it" in notice.inner_text()
        assert "as-published%2Fpython-primer-" in notice.get_by_role("link").get_attribute("href")
        notice.get_by_role("button").click()
        page.reload()
        page.get_by_text("# my own line").wait_for(state="attached")
        assert page.locator(".natolab-notice").count() == 0
        # JupyterLite's own worker answers to the heartbeat, of which no server hears; for an icon
        # the browser looks by itself, before a page has named its own.
        top = urljoin(below, "/")
        own = (f"{top}api/service-worker-heartbeat", f"{top}favicon.ico")
        inside = (below, *own, "data:", "blob:")
        outside = {url for url in asked if not url.startswith(inside)}
        assert outside == set()
    finally:
        context.close()


@pytest.mark.long
def test_a_notebook_that_nobody_has_opened_runs_without_a_network(browser, address, lite):
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(f"{address}/book/hormuz.html")
        live = LivePage(page)
        live.unfold()
        live.press(1)
        live.wait(1)
        page.get_by_role("button", name="Keep for offline").click()
        page.get_by_text("The course is kept").wait_for(timeout=120_000)
        notebook = f"{address}/lite/notebooks/index.html?path=python-primer.ipynb"
        context.set_offline(True)
        page.goto(notebook)
        run_all(page)
        assert errors(page) == []
        # Opened with a network, JupyterLite puts its own worker before the course's.
        context.set_offline(False)
        page.goto(notebook)
        page.wait_for_function(
            "navigator.serviceWorker.controller?.scriptURL.includes('/lite/service-worker.js')"
        )
        context.set_offline(True)
        page.goto(notebook)
        run_all(page)
        assert errors(page) == []
    finally:
        context.close()


@pytest.mark.long
@pytest.mark.parametrize(
    "name", sorted(path.name for path in jupyterlite.NOTEBOOKS.glob("*.ipynb")) or ["none"]
)
def test_each_notebook_runs_in_jupyterlite(browser, address, lite, name):
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(f"{address}/lite/notebooks/index.html?path={name}")
        run_all(page, timeout=400_000)
        assert errors(page) == []
    finally:
        context.close()


def test_the_notice_is_for_copies_of_an_earlier_original_only(browser, tmp_path):
    page = browser.new_page()
    try:
        source = (FOLDER / "notice.js").read_text(encoding="utf-8").partition("async function main")
        files = {
            "old": {"content": {"metadata": {"natolab": {"original": "1"}}}},
            "seen": {"content": {"metadata": {"natolab": {"original": "1"}}}},
            "same": {"content": {"metadata": {"natolab": {"original": "2"}}}},
            "own": {"content": {"metadata": {}}},
            "text": {"content": "plain"},
        }
        originals = {name: {"original": "2", "place": f"p/{name}"} for name in [*files, "absent"]}
        found = page.evaluate(
            """async ([source, ...given]) => {
                 const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
                 return (await import(url)).outdated(...given);
               }""",
            [source[0], files, originals, {"seen": "2"}],
        )
        assert found == [{"path": "old", "original": "2", "place": "p/old"}]
    finally:
        page.close()
