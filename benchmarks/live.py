"""How soon a cell of a page runs in the browser, beside a stock set-up: ``make bench-live``.

Three ways to start the same Python are built side by side and taken in turn, in one browser on this
machine, so that a slow moment hits all: the course's live assets; a stock set-up, which is the
release's wheels as they are with the rest installed by micropip; and the floor, Pyodide alone. What
counts is the ratio: the seconds belong to the machine.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from live import course, packages, release
from live.build import DOWNLOADS, TARGET
from live.mirrors import CORE, LIBRARY, LOCK, Mirrors, core, python_of
from live.store import Store
from natolab.serve import serving
from tests.support import browser as browsers
from tests.support import worker

#: The first cell that shows something; it stands for the first of a chapter.
FIRST = """
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from natolab import charts
from natolab.data import load

charts.use_house_style()
prices = load("brent_spot")
fig, ax = plt.subplots()
_ = ax.plot(prices["date"], prices["usd_per_barrel"])
plt.show()
"""
#: A further one, with controls.
NEXT = """
from natolab import interact

@interact(days=(5, 60, 5))
def mean(days=20):
    fig, ax = plt.subplots()
    ax.plot(prices["date"], prices["usd_per_barrel"].rolling(days).mean())
"""
#: In ms: a browser keeps what it has compiled some time after it has.
KEPT = 3000
WORKER = """
const KERNEL = `
import js, pyodide_kernel, json
_shown = []
_shell = pyodide_kernel.ipython_shell
_shell.display_pub.display_data_callback = lambda d, m, t: _shown.append(sorted(d))
_shell.displayhook.publish_execution_result = lambda c, d, m: _shown.append(sorted(d))
pyodide_kernel.stdout_stream.publish_stream_callback = lambda n, t: _shown.append(t)
pyodide_kernel.stderr_stream.publish_stream_callback = lambda n, t: _shown.append(t)
_shell.send_comm = lambda *a: None
async def _run(code):
    pyodide_kernel.kernel_instance._parent_header = {"header": {"msg_id": "x"}}
    result = await pyodide_kernel.kernel_instance.run(code)
    if result["status"] != "ok":
        raise RuntimeError(result["evalue"])
    return json.dumps(_shown)
`;
self.addEventListener("message", async ({ data: { way, index, packages, wheels, cells } }) => {
  const start = performance.now();
  const marks = {};
  const mark = (name) => (marks[name] = performance.now() - start);
  let shown = null;
  try {
    const { loadPyodide } = await import(index + "pyodide.mjs");
    const python = await loadPyodide({ indexURL: index, packages, stdout() {}, stderr() {} });
    mark("python");
    if (way === "floor") {
      python.runPython("1 + 1");
      mark("first");
    } else {
      if (wheels.length) {
        const install = python.pyimport("micropip").install;
        await install.callKwargs(python.toPy(wheels), { deps: false });
        mark("installed");
      }
      await python.runPythonAsync(KERNEL);
      mark("kernel");
      const run = python.globals.get("_run");
      for (const [name, code] of Object.entries(cells)) {
        shown = await run(code);
        mark(name);
      }
    }
    postMessage({ marks, shown });
  } catch (error) {
    postMessage({ marks, error: String(error) });
  }
});
"""


def stock(folder: Path) -> dict:
    """Build the stock set-up in a folder; return what its worker has to be told."""
    store, setting = Store(DOWNLOADS), release.read()
    pyodide = core(setting, store)
    lock = json.loads(pyodide[LOCK])
    official = lock["packages"]
    for name in (*CORE, LIBRARY, LOCK):
        (folder / name).write_bytes(pyodide[name])
    own = packages.own(store, python_of(pyodide)) | {"natolab": course.wheel()}
    names = packages.closure(packages.BASE, official)
    first = [name for name in names if name not in own]
    for name, content in Mirrors(setting, store).fetch({n: official[n] for n in first}).items():
        (folder / official[name]["file_name"]).write_bytes(content)
    rest = [own[name] for name in names if name in own]
    for wheel in rest:
        (folder / wheel.file).write_bytes(wheel.pack())
    # The release's list of what a package needs names some that the course never loads.
    for name in first:
        official[name]["depends"] = [n for n in official[name]["depends"] if n in first]
    (folder / LOCK).write_text(json.dumps(lock), encoding="utf-8")
    return {"packages": first, "wheels": [wheel.file for wheel in rest]}


def press(playwright: Playwright, address: str, order: dict, warm: bool) -> dict:
    """Open a page, press, and return the milliseconds; warm: for the second time.

    A browser with a folder of its own, as readers have: one that keeps nothing has no room for what
    is large, and fetches and compiles it a second time.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=browsers.executable(), args=browsers.ARGUMENTS
        )
        for visit in range(1 + warm):
            page = context.new_page()
            page.set_default_timeout(120_000)
            found = worker.press(page, address, order)
            if visit < warm:
                page.wait_for_timeout(KEPT)
            page.close()
        context.close()
    if "error" in found:
        raise SystemExit(f"{order['way']}: {found['error']}")
    return found["marks"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    manifest = json.loads((TARGET / "manifest.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        worker.write(folder, WORKER)
        (folder / "stock").mkdir()
        told = stock(folder / "stock")
        shutil.copytree(TARGET, folder / "_live")
        cells = {"first": FIRST, "next": NEXT}
        with serving(folder) as address, sync_playwright() as playwright:
            live = f"{address}/_live/{manifest['pyodide']['index']}"
            plain = {"index": f"{address}/stock/", "packages": [], "wheels": [], "cells": {}}
            wheels = [f"{address}/stock/{file}" for file in told["wheels"]]
            orders = {
                "floor": plain | {"way": "floor"},
                "live": plain | {"way": "live", "index": live, "cells": cells},
                "stock": plain
                | {"way": "stock", "cells": cells, "wheels": wheels}
                | {"packages": told["packages"]},
            }
            found = {
                warm: [
                    {way: press(playwright, address, order, warm) for way, order in orders.items()}
                    for _ in range(runs)
                ]
                for warm in (False, True)
            }
    for warm, rounds in found.items():
        print("warm" if warm else "cold")
        for way in orders:
            medians = {
                mark: statistics.median(round_[way][mark] for round_ in rounds)
                for mark in rounds[0][way]
            }
            print(f"  {way:6}", ", ".join(f"{m} {v / 1000:.2f} s" for m, v in medians.items()))
        for other in ("stock", "floor"):
            ratio = statistics.median(r["live"]["first"] / r[other]["first"] for r in rounds)
            print(f"  press to first output, live / {other}: {ratio:.2f}")


if __name__ == "__main__":
    main()
