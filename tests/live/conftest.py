from __future__ import annotations

import json

import pytest

from live.build import TARGET
from natolab.serve import serving
from tests.support import worker as support


@pytest.fixture(scope="session")
def live():
    """The folder of the live assets."""
    if not (TARGET / "manifest.json").exists():
        pytest.fail(f"Live cells are not built: {TARGET} is missing. `make live` builds them.")
    return TARGET


@pytest.fixture(scope="session")
def manifest(live):
    return json.loads((live / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def lock(live, manifest):
    text = (live / manifest["pyodide"]["index"] / "pyodide-lock.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.fixture
def worker(browser, live, manifest, tmp_path):
    """A function that starts Python in a worker and returns what code prints, or the error.

    ``worker(code)`` takes what stands in ``_live/``; with ``folder=`` what stands there.
    """
    support.write(tmp_path, WORKER)
    (tmp_path / "_live").symlink_to(live, target_is_directory=True)
    pages = []

    def run(code, folder="_live"):
        with serving(tmp_path) as address:
            page = browser.new_page()
            pages.append(page)
            page.set_default_timeout(180_000)
            index = f"{address}/{folder}/{manifest['pyodide']['index']}"
            return support.press(page, address, {"index": index, "code": code})

    run.site = tmp_path
    yield run
    for page in pages:
        page.close()


WORKER = """
self.addEventListener("message", async ({ data: { index, code } }) => {
  const said = [];
  try {
    const { loadPyodide } = await import(index + "pyodide.mjs");
    const python = await loadPyodide({
      env: { MPLBACKEND: "agg" },
      stdout: (line) => said.push(line),
      stderr() {},
    });
    const names = Object.keys(python.loadedPackages).length;
    await python.runPythonAsync(code);
    postMessage({ said, loaded: Object.keys(python.loadedPackages).length - names });
  } catch (error) {
    postMessage({ said, error: String(error.message) });
  }
});
"""
