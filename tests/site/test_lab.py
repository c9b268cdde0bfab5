"""JupyterLab: a student's notebook, as `make lab` opens it, runs, and its explorer answers; a
source, as `make lab-author` opens it, is saved as it was.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from natolab import work
from tests.support import form, notebooks, site

BIN = Path(sys.executable).parent
#: Chapters that run live in each test run; the others do in `make test-long`.
SAMPLE = {"hormuz", "model"}
SETTINGS = {
    # All cells in the page, not only those near the window.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
    # As `make lab-author` has it.
    "@jupyterlab/docmanager-extension:plugin": {
        "defaultViewers": {"markdown": "Jupytext Notebook"}
    },
}


@pytest.fixture(scope="module")
def home(tmp_path_factory, built):
    """A folder with a student's copies in `work/`, and the sources in their folders."""
    home = tmp_path_factory.mktemp("lab")
    work.update(notebooks.FOLDER, home / "work")
    for path in [*form.sources(), site.TOP / "jupytext.toml"]:
        copy = home / path.relative_to(site.TOP)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return home


@pytest.fixture(scope="module")
def lab(home):
    """The address of a JupyterLab on that folder, with settings of its own."""
    env = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
    }
    overrides = home / "config" / "labconfig" / "default_setting_overrides.json"
    overrides.parent.mkdir(parents=True)
    overrides.write_text(json.dumps(SETTINGS))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [BIN / "jupyter-lab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--IdentityProvider.token=", f"--ServerApp.root_dir={home}"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{url}/api").close()
                break
            except OSError:
                time.sleep(0.5)
        else:
            pytest.fail(f"JupyterLab did not start: {(home / 'log').read_text()[-2000:]}")
        yield url
    finally:
        server.terminate()
        server.wait(30)


def chapters():
    """Return the chapters; all but the sample of each run are marked as long."""
    return [
        pytest.param(path, id=path.stem, marks=[] if path.stem in SAMPLE else pytest.mark.long)
        for path in site.chapters()
    ]


@pytest.mark.parametrize("path", chapters())
def test_explorer_answers_in_jupyterlab(browser, lab, path):
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(120_000)
    page.goto(f"{lab}/lab/tree/work/{path.stem}.ipynb?reset")
    page.wait_for_selector(".jp-Notebook", timeout=120_000)
    # Before anything is run, the figures of the page stand there with their descriptions, also in
    # a notebook that Jupyter does not trust.
    stills = page.locator(".jp-OutputArea img[alt]")
    stills.first.wait_for()
    drawn = sum(cell.id.endswith("-caption") for cell in notebooks.read(path.stem).cells)
    assert stills.count() == drawn
    # Asked before its kernel is there, JupyterLab drops the wish or asks back which kernel to take.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_selector(".explorer-result", state="attached", timeout=120_000)
    explorer = page.locator(".explorer:has(.explorer-result)").first
    explorer.scroll_into_view_if_needed()
    sliders = explorer.locator("input[type=range]")
    kind, key = ("input[type=range]", "ArrowRight") if sliders.count() else ("select", "ArrowDown")
    control = explorer.locator(kind).first
    before, shown = control.input_value(), explorer.locator(".explorer-view").inner_html()
    control.focus()
    for _ in range(6 if sliders.count() else 1):
        page.keyboard.press(key)
    if control.input_value() == before:  # it may stand at its upper end
        page.keyboard.press("Home")
    assert control.input_value() != before
    page.wait_for_function(
        "([node, old]) => node.innerHTML !== old",
        arg=[explorer.locator(".explorer-view").element_handle(), shown],
    )
    assert explorer.get_attribute("aria-label")
    # While cells below still run, what a slider says waits, and a slow computer loses it.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    numbered = page.locator(".widget-interact:has(.widget-readout)")
    plain = numbered.first if numbered.count() else page.locator(".widget-interact").first
    drawn = plain.locator("img, svg").first.evaluate("(node) => node.outerHTML")
    if numbered.count():
        # To one of its ends: what lies outside is put back, and nothing changes.
        low, high, now = plain.locator(".noUi-handle").first.evaluate(
            "(node) => [node.ariaValueMin, node.ariaValueMax, node.ariaValueNow].map(Number)"
        )
        plain.locator(".widget-readout").first.fill(f"{high if now == low else low:g}")
        page.keyboard.press("Enter")
    else:
        plain.locator("select").first.select_option(index=1)
    page.wait_for_function(
        "([node, old]) => node.querySelector('img, svg')?.outerHTML !== old",
        arg=[plain.element_handle(), drawn],
    )
    assert not page.locator(".jp-RenderedText[data-mime-type*=error]").count()
    page.close()


def sources():
    """Return the sources below the repository; all but one are marked as long."""
    return [
        pytest.param(path, id=path, marks=[] if "burden/" in path else pytest.mark.long)
        for path in (path.relative_to(site.TOP).as_posix() for path in form.sources())
    ]


@pytest.mark.parametrize("path", sources())
def test_a_source_saved_without_an_edit_stays_as_it_is(browser, lab, home, path):
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(120_000)
    page.goto(f"{lab}/lab/tree/{path}?reset")
    # The page notes the kernel that it runs in what it saves.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.locator(".jp-Notebook .jp-Cell").first.click()
    with page.expect_response(lambda answer: answer.request.method == "PUT" and path in answer.url):
        page.keyboard.press("Control+s")
    page.close()
    assert (home / path).read_bytes() == (site.TOP / path).read_bytes()
