"""What a first view of a page costs, beside an earlier version: ``make bench-pages``.

Both sites are opened in turn, page by page, in one browser that has nothing kept: as a phone with a
processor four times slower and a slow mobile network. Bytes are those of the network, compressed
as a server would; the ratios count, the milliseconds belong to the machine.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.build import BASE, install
from natolab.serve import Handler, serving
from tests.support import browser as browsers
from tests.support import site

PAGES = ["privacy", "python-primer", "hormuz", "origins", "scenarios", "uncertainty"]
#: Lighthouse's slow 4G: bytes a second, and milliseconds there and back.
NETWORK = {"downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8, "latency": 150}
SLOWER = 4
#: What is compressed already.
PACKED = (".woff2", ".png", ".jpg", ".gif")
WATCH = """
window.seen = { blocked: 0, longest: 0, painted: 0, shifted: 0 };
const watch = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
    type,
    buffered: true,
  });
watch("longtask", ({ duration }) => {
  seen.blocked += Math.max(0, duration - 50);
  seen.longest = Math.max(seen.longest, duration);
});
watch("largest-contentful-paint", ({ startTime }) => (seen.painted = startTime));
watch("layout-shift", ({ value, hadRecentInput }) => (seen.shifted += hadRecentInput ? 0 : value));
"""
MEASURES = {
    "bytes": ("kB", 0),
    "requests": ("", 0),
    "largest paint": ("ms", 0),
    "blocked": ("ms", 0),
    "longest task": ("ms", 0),
    "shifted": ("", 3),
}


class Compressing(Handler):
    """Answers as the servers of the web do: compressed."""

    def do_GET(self) -> None:  # noqa: N802 -- so http.server names it
        """Send a file of text compressed, and all else as it is."""
        path = Path(self.translate_path(self.path))
        if not path.is_file() or path.suffix in PACKED:
            super().do_GET()
            return
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def weigh(browser: Browser, url: str) -> dict[str, float]:
    """Return what a first view of a page loads: kilobytes and requests."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    bodies: list[bytes] = []

    def keep(response) -> None:
        if not response.url.startswith(("data:", "blob:")):
            body = response.body()
            bodies.append(body if response.url.endswith(PACKED) else gzip.compress(body))

    page.on("requestfinished", lambda request: keep(request.response()))
    page.goto(url, wait_until="networkidle")
    page.context.close()
    return {"bytes": sum(map(len, bodies)) / 1000, "requests": len(bodies)}


def watch(browser: Browser, url: str) -> dict[str, float]:
    """Return what a reader with a slow phone waits for."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **NETWORK})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="networkidle", timeout=120_000)
    seen = page.evaluate("seen")
    page.context.close()
    return {
        "largest paint": seen["painted"],
        "blocked": seen["blocked"],
        "longest task": seen["longest"],
        "shifted": seen["shifted"],
    }


def main() -> None:
    """Measure both versions in turn and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default=BASE, help="the earlier version")
    parser.add_argument("--base-site", type=Path, help="its site, if it is built already")
    parser.add_argument("--runs", type=int, default=5, help="views of each page and version")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        earlier = chosen.base_site
        if earlier is None:
            print(f"Installing and building {chosen.base} ...", flush=True)
            folder = Path(name, "earlier")
            install(chosen.base, folder)
            if subprocess.run(["make", "html"], cwd=folder, stdout=subprocess.DEVNULL).returncode:
                sys.exit(f"{chosen.base} could not be built.")
            earlier = folder / "_build" / "html"
        browser = playwright.chromium.launch(
            executable_path=browsers.executable(), args=browsers.ARGUMENTS
        )
        with serving(earlier, Compressing) as before, serving(site.HTML, Compressing) as now:
            for page in PAGES:
                print(f"\n{page}: {chosen.base}, now, and their ratio", flush=True)
                urls = [f"{address}/book/{page}.html" for address in (before, now)]
                found: list[list[dict]] = [[weigh(browser, url)] for url in urls]
                for _ in range(chosen.runs):
                    for url, views in zip(urls, found, strict=True):
                        views.append(watch(browser, url))
                for what, (unit, digits) in MEASURES.items():
                    base, here = (
                        statistics.median(view[what] for view in views if what in view)
                        for views in found
                    )
                    ratio = f"{here / base:6.2f}" if base else "      -"
                    print(f"{what:14} {base:9.{digits}f} {here:9.{digits}f} {unit:2} {ratio}")
        browser.close()
    print(f"\nMedians of {chosen.runs} views of each page stand above.")


if __name__ == "__main__":
    main()
