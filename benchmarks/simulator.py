"""How fast the Alliance Simulator starts and answers: ``make bench-simulator``.

Each figure stands beside that of a bare page with one slider and one number, moved in the same way
in the same browser: what the browser itself takes. The ratio counts; the milliseconds belong to
the machine, which should have nothing else to do.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from natolab.serve import serving
from tests.support import browser as browsers
from tests.support import site

PAGE = "book/simulator.html"
READY = ".explorer[data-ready]"
LEVER = ".sim-left input[type=range]"
BARE = """<!DOCTYPE html><title>bare</title><body class="explorer" data-ready="true">
<div class="sim-left"><input type="range" min="0" max="1" step="0.01" value="0.5"></div><p></p>
<script>document.querySelector("input").oninput = (event) => {
  document.querySelector("p").textContent = event.target.value; };</script>"""
#: Long tasks from the first byte on: what lies above 50 ms of each is blocking time.
WATCH = """
window.blocked = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.blocked += Math.max(0, duration - 50);
}).observe({ type: "longtask", buffered: true });
"""
#: For each input: ms of the main thread until the picture that answers it is painted, without the
#: time in which the browser waits for its next frame.
LINES = """
window.lines = [];
let begun = 0;
window.addEventListener("input", () => { begun = performance.now(); }, true);
window.addEventListener("input", () => {
  const handled = performance.now() - begun;
  requestAnimationFrame(() => {
    const framed = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.lines.push(handled + performance.now() - framed);
    port2.postMessage(null);
  });
});
"""
#: Two frames: what an input has changed is then painted.
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
#: Until the band of a move is drawn, in ms, counted from the key.
BAND = """(lever) => new Promise((done) => {
  const bands = [...document.querySelectorAll(".sim-band")];
  const before = bands.map((band) => band.getAttribute("d")).join();
  const start = performance.now();
  const watch = new MutationObserver(() => {
    if (bands.map((band) => band.getAttribute("d")).join() === before) return;
    watch.disconnect();
    done(performance.now() - start);
  });
  for (const band of bands) watch.observe(band, { attributes: true });
  lever.value = Number(lever.value) > 0.5 ? 0.2 : 0.8;
  lever.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => { watch.disconnect(); done(NaN); }, 3000);
})"""


def opened(browser: Browser, url: str, slower: int) -> tuple[Page, object, float, float]:
    """Open a page; return it, its session, seconds until it is ready, and blocking time in ms."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.add_init_script(WATCH)
    page.add_init_script(LINES)
    page.add_init_script("localStorage.setItem('natolab-tour', 'done')")
    start = time.perf_counter()
    page.goto(url)
    page.locator(READY).first.wait_for(state="attached")
    ready = time.perf_counter() - start
    page.wait_for_timeout(1500)
    return page, session, ready, page.evaluate("window.blocked")


def work(session: object) -> float:
    """Return how long the page's main thread has worked, in ms."""
    found = {
        each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]
    }
    return 1000 * found["TaskDuration"]


def moves(page: Page, session: object, count: int) -> list[float]:
    """Move the first lever by keys, back and forth; return the main thread's ms for each move."""
    lever = page.locator(LEVER).first
    lever.focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(800)
    page.evaluate("window.lines = []")
    found = []
    for move in range(count):
        before = work(session)
        page.keyboard.press("ArrowRight" if move % 40 < 20 else "ArrowLeft")
        page.evaluate(FRAMES)
        found.append(work(session) - before)
        page.wait_for_timeout(30)
    return found


def measure(browser: Browser, url: str, slower: int, count: int, bands: bool) -> dict[str, float]:
    """Measure one page."""
    page, session, ready, blocked = opened(browser, url, slower)
    taken = moves(page, session, count)
    lines = page.evaluate("window.lines")
    found = {
        "ready, s": ready,
        "blocking, ms": blocked,
        "line of a move, median, ms": statistics.median(lines),
        "line of a move, 95 %, ms": statistics.quantiles(lines, n=20)[-1],
        "a move, median, ms": statistics.median(taken),
        "a move, 95 %, ms": statistics.quantiles(taken, n=20)[-1],
    }
    if bands:
        lever = page.locator(LEVER).first.element_handle()
        waits = []
        for _ in range(15):
            waits.append(page.evaluate(BAND, lever))
            page.wait_for_timeout(700)
        found["band after a move, median, ms"] = statistics.median(waits)
        found["band after a move, longest, ms"] = max(waits)
    page.close()
    return found


def main() -> None:
    """Measure the page and the bare one in turn and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--moves", type=int, default=80)
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(site.HTML) as address,
        serving(Path(folder)) as bare_address,
        sync_playwright() as playwright,
    ):
        Path(folder, "index.html").write_text(BARE, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=browsers.executable(), args=browsers.ARGUMENTS
        )
        for slower in (1, 4):
            print(f"Measuring with a processor {slower} times slowed ...", flush=True)
            runs: dict[str, list] = {"page": [], "bare": []}
            for _ in range(chosen.runs):
                runs["page"].append(
                    measure(browser, f"{address}/{PAGE}", slower, chosen.moves, bands=True)
                )
                runs["bare"].append(
                    measure(browser, f"{bare_address}/", slower, chosen.moves, bands=False)
                )
            print(f"\nMedians of {chosen.runs}, slowed {slower} times: simulator, bare page, ratio")
            for name in runs["page"][0]:
                page, bare = (
                    statistics.median(run[name] for run in runs[kind])
                    if name in runs[kind][0]
                    else None
                    for kind in ("page", "bare")
                )
                beside = f"{bare:8.2f} {page / bare:8.1f}" if bare else ""
                print(f"{name:32} {page:8.2f} {beside}")
        browser.close()


if __name__ == "__main__":
    main()
