from __future__ import annotations

import json

import pytest

from live.build import TARGET
from natolab.serve import serving


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

    ``worker(code)`` takes what stands in ``_live/``; with ``site=folder`` what stands there.
    """
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "worker.mjs").write_text(WORKER, encoding="utf-8")
    (tmp_path / "_live").symlink_to(live, target_is_directory=True)
    pages = []

    def run(code, folder="_live"):
        with serving(tmp_path) as address:
            page = browser.new_page()
            pages.append(page)
            page.set_default_timeout(180_000)
            page.goto(f"{address}/index.html")
            index = f"{address}/{folder}/{manifest['pyodide']['index']}"
            found = page.evaluate("(order) => press(order)", {"index": index, "code": code})
            found["requests"] = page.evaluate(
                "performance.getEntriesByType('resource').map(({name}) => name)"
            )
            return found

    run.site = tmp_path
    yield run
    for page in pages:
        page.close()


PAGE = """<!doctype html><meta charset="utf-8"><title>live</title><script>
window.press = (order) => new Promise((done) => {
  const worker = new Worker("worker.mjs", { type: "module" });
  worker.addEventListener("message", ({ data }) => { worker.terminate(); done(data); });
  worker.postMessage(order);
});
</script>"""
WORKER = """
self.addEventListener("message", async ({ data: { index, code } }) => {
  const said = [];
  try {
    const { loadPyodide } = await import(index + "pyodide.mjs");
    const python = await loadPyodide({ stdout: (line) => said.push(line), stderr() {} });
    const names = Object.keys(python.loadedPackages).length;
    await python.runPythonAsync(code);
    postMessage({ said, loaded: Object.keys(python.loadedPackages).length - names });
  } catch (error) {
    postMessage({ said, error: String(error.message) });
  }
});
"""
