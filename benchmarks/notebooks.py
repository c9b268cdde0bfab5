"""How soon a notebook runs and a slider answers in the browser: ``make bench-notebooks``.

JupyterLite as the course builds it stands beside a stock one, which has the release's wheels as
they are, the course as a wheel to be installed by the notebook's first line, and no setting that is
not needed. Both open the same notebook in turn, in one browser that has nothing kept. The slider of
a live matplotlib cell is then moved in both, and in a live page of the course; the stock one draws
the same picture by matplotlib's own display and ipywidgets' interact. What counts is the ratio: the
seconds belong to the machine.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import nbformat
from packaging.utils import canonicalize_name
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.live import FIRST, NEXT
from live import course, jupyterlite, packages, release
from live.build import DOWNLOADS, TARGET
from live.mirrors import CORE, LIBRARY, LOCK, Mirrors, members, python_of
from live.store import Store
from natolab.serve import serving
from tests.support import browser as browsers
from tests.support import site
from tests.support.jupyterlite import begin
from tests.support.live import LivePage

#: In the stock set-up the same picture is drawn and moved by what everybody has.
PLAIN = {
    "charts.use_house_style()": (
        "from matplotlib_inline.backend_inline import set_matplotlib_formats\n"
        "plt.style.use('natolab.natolab')\n"
        "set_matplotlib_formats('svg')"
    ),
    "from natolab import charts\n": "",
    "from natolab import interact": "from ipywidgets import interact",
}
#: The classic build of Pyodide, which JupyterLite's worker loads.
CLASSIC = "pyodide.js"
#: What JupyterLite's kernel loads, and what the notebook imports.
OFFICIAL = ["micropip", "ssl", "sqlite3", "jedi", "ipython", "numpy", "pandas", "matplotlib"]
#: With what it needs by name: not all that is asked for is there, nor needed in a browser.
INSTALL = "import piplite\nawait piplite.install({names}, deps=False)\n"
#: Its number is there as soon as Python is; JupyterLab may call a kernel idle before it has begun.
READY = "1 + 1"
#: The wait for the first figure, and for the picture that follows a move.
LONG = 300_000
MOVES = 12
#: In ms: while an old picture makes room for a new one the slider is not where it was.
SETTLED = 700
#: Note when a pointer goes down and when another picture stands in its place.
WATCH = """(area) => {
  const pictures = () => [...area.querySelectorAll("img")];
  const shown = () => pictures().map(({ src }) => src).join();
  window.waits = [];
  let [begun, before] = [null, ""];
  area.addEventListener("pointerdown", () => {
    [begun, before] = [performance.now(), shown()];
  }, true);
  const look = async () => {
    if (begun === null || !pictures().length || shown() === before) return;
    const start = begun;
    try {
      await Promise.all(pictures().map((picture) => picture.decode()));
    } catch {
      return; // it has been replaced meanwhile, and its successor counts
    }
    if (begun !== start) return;
    begun = null;
    requestAnimationFrame(() => window.waits.push(performance.now() - start));
  };
  new MutationObserver(look).observe(area, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["src"],
  });
}"""


def notebook(folder: Path, *cells: str) -> None:
    """Write the notebook that both open."""
    folder.mkdir()
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(made, folder / "bench.ipynb")


def ours(folder: Path) -> str:
    """Build the course's JupyterLite with that notebook; return its address in the folder."""
    shutil.copytree(TARGET, folder / "_live")
    notebook(folder / "notebooks", READY, FIRST, NEXT)
    jupyterlite.build(folder, folder / "notebooks")
    return "lite"


def plain(cell: str) -> str:
    """Return a cell as it is written without the course's help."""
    for with_it, without in PLAIN.items():
        cell = cell.replace(with_it, without)
    return cell


def stock(folder: Path) -> str:
    """Build a stock JupyterLite with that notebook; return its address in the folder."""
    store, setting = Store(DOWNLOADS), release.read()
    archive = store.npm("pyodide", setting.version, setting.integrity)
    pyodide = members(archive, [*CORE, CLASSIC, LIBRARY, LOCK])
    lock = json.loads(pyodide[LOCK])
    official = lock["packages"]
    there = folder / "pyodide"
    there.mkdir()
    for name, content in pyodide.items():
        (there / name).write_bytes(content)
    names = list(OFFICIAL)
    for name in names:  # and what they need, by the release's own list
        needs = map(canonicalize_name, official[name]["depends"])
        names += [need for need in needs if need not in names]
    fetched = Mirrors(setting, store).fetch({name: official[name] for name in names})
    for name, content in fetched.items():
        (there / official[name]["file_name"]).write_bytes(content)
    # What the lock names is asked for there, though the course has a wheel of it.
    listed = {"packages": {name: official[name] for name in names}}
    (there / LOCK).write_text(json.dumps(lock | listed), encoding="utf-8")
    own = packages.own(store, python_of(pyodide)) | {"natolab": course.wheel()}
    wheels = folder / "wheels"
    wheels.mkdir()
    for wheel in own.values():
        (wheels / wheel.file).write_bytes(wheel.pack())
    needed = packages.closure(["natolab"], official)
    install = INSTALL.format(names=[name for name in needed if name in own])
    notebook(folder / "notebooks", READY, install + plain(FIRST), plain(NEXT))
    work = folder / "work"
    jupyterlite.drive(work / "drive", folder / "notebooks")
    kernel = {"pyodideUrl": "./../../pyodide/pyodide.js", "disablePyPIFallback": True}
    settings = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {"litePluginSettings": {jupyterlite.KERNEL: kernel}},
    }
    (work / "settings").mkdir()
    (work / "settings" / "jupyter-lite.json").write_text(json.dumps(settings), encoding="utf-8")
    (work / "settings" / "overrides.json").write_text("{}", encoding="utf-8")
    given = [f"--piplite-wheels={path}" for path in sorted(wheels.iterdir())]
    jupyterlite.run(jupyterlite.install(), work, *given)
    return "work/out"


def moved(page: Page, area: Locator, slider: Locator) -> float:
    """Press on places of a slider; return the median wait in ms for the picture that follows.

    Not by key: JupyterLab keeps the arrows to itself.
    """
    area.evaluate(WATCH)
    box = slider.bounding_box()
    for count in range(MOVES):
        share = (0.6, 0.8, 0.5, 0.9, 0.4)[count % 5]
        page.wait_for_timeout(SETTLED)
        slider.click(position={"x": box["width"] * share, "y": box["height"] / 2}, force=True)
        page.wait_for_function("(count) => window.waits.length > count", arg=count, timeout=LONG)
    return statistics.median(page.evaluate("window.waits"))


def opened(browser: Browser, address: str, warm: bool) -> dict[str, float]:
    """Open the notebook and run it; return the waits in ms. warm: for the second time."""
    context = browser.new_context()
    context.set_default_timeout(LONG)
    found = {}
    for _ in range(1 + warm):
        page = context.new_page()
        start = time.perf_counter()
        page.goto(f"{address}/notebooks/index.html?path=bench.ipynb")
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
        ready, first, second = (page.locator(".jp-CodeCell").nth(number) for number in range(3))
        begin(page, LONG)
        ready.locator(".jp-OutputArea-output").wait_for()
        found["ready"] = 1000 * (time.perf_counter() - start)
        first.locator("img").first.wait_for()
        found["first figure"] = 1000 * (time.perf_counter() - start)
        second.locator("img").first.wait_for()
        found["controls"] = 1000 * (time.perf_counter() - start)
        if not warm:
            found["a move"] = moved(page, second, second.locator(".noUi-target").first)
        page.close()
    context.close()
    return found


def in_page(browser: Browser, address: str) -> float:
    """Make a page live; return the median wait in ms for the picture that follows a move."""
    context = browser.new_context()
    context.set_default_timeout(LONG)
    page = context.new_page()
    page.goto(f"{address}/book/hormuz.html")
    live = LivePage(page)
    live.unfold()
    live.press(1)
    live.wait(1)
    live.run(1, FIRST)
    live.run(1, NEXT)
    live.settles()
    found = moved(page, live.cell(1), live.cell(1).locator(".noUi-target").first)
    context.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        ways = {"ours": (Path(name, "ours"), ours), "stock": (Path(name, "stock"), stock)}
        for folder, _ in ways.values():
            folder.mkdir()
        places = {way: build(folder) for way, (folder, build) in ways.items()}
        found: dict[str, list[dict[str, float]]] = {}
        pages = []
        with serving(Path(name)) as address, serving(site.HTML) as book:
            browser = playwright.chromium.launch(
                executable_path=browsers.executable(), args=browsers.ARGUMENTS
            )
            for run in range(1, runs + 1):
                print(f"Run {run} of {runs} ...", flush=True)
                for way, place in places.items():
                    for warm in (False, True):
                        key = f"{way}, {'warm' if warm else 'cold'}"
                        seen = opened(browser, f"{address}/{way}/{place}", warm)
                        found.setdefault(key, []).append(seen)
                pages.append(in_page(browser, book))
            browser.close()
    for key, rounds in found.items():
        medians = {mark: statistics.median(each[mark] for each in rounds) for mark in rounds[0]}
        print(f"  {key:12}", ", ".join(f"{m} {v / 1000:.2f} s" for m, v in medians.items()))
    for state in ("cold", "warm"):
        for mark in ("ready", "first figure"):
            pairs = zip(found[f"ours, {state}"], found[f"stock, {state}"], strict=True)
            ratio = statistics.median(one[mark] / other[mark] for one, other in pairs)
            print(f"  JupyterLite to {mark}, {state}, ours / stock: {ratio:.2f}")
    for where, waits in {
        "JupyterLite": [each["a move"] for each in found["ours, cold"]],
        "page": pages,
    }.items():
        pairs = zip(waits, found["stock, cold"], strict=True)
        ratio = statistics.median(one / other["a move"] for one, other in pairs)
        print(f"  a move to its picture, {where} / stock JupyterLite: {ratio:.2f}")


if __name__ == "__main__":
    main()
