"""Find a browser for the tests, or install one and say so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# The tests talk to this machine only, and so shall the browser.
ARGUMENTS = [
    "--no-sandbox",  # CI runs as root, where Chromium's sandbox refuses to start
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def until(page: Any, question: str, arg: Any = None, seconds: float = 120) -> None:
    """Wait until a page's script, which may be asynchronous, answers with something true.

    Playwright's own ``wait_for_function`` takes the promise of an asynchronous one for its answer,
    and does not wait.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(question, arg):
        if time.monotonic() > end:
            raise TimeoutError(f"Still not so after {seconds:g} s: {question}")
        time.sleep(0.05)


class NoBrowserError(RuntimeError):
    """No browser could be found or installed."""


def find() -> str | None:
    """Return the path of a Chromium or Chrome of the system, or of Playwright's own."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    for place in PLACES:
        if Path(place).exists():
            return place
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def from_debian(package: str) -> bool:
    """Install a package where that is possible, and return whether it was tried."""
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        return False
    for command in (
        ["apt-get", "update", "-qq"],
        # With recommended packages, Debian's chromium drags in a whole desktop.
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package],
    ):
        _run(command)
    return True


def _run(command: list[str]) -> None:
    print("No browser found; running:", " ".join(command), flush=True)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def install() -> None:
    """Install a browser with the system's package manager, or else with Playwright."""
    if not from_debian("chromium"):
        _run([sys.executable, "-m", "playwright", "install", "chromium"])


def executable() -> str:
    """Return the path of a browser, installing one if there is none.

    Raises
    ------
    NoBrowserError
        If there is none and none can be installed.
    """
    path = find()
    if path is None:
        install()
        path = find()
    if path is None:
        raise NoBrowserError(
            "The tests of the pages need Chromium or Chrome, and none could be installed. "
            "Install one so that `chromium` or `google-chrome` is on PATH."
        )
    return path


if __name__ == "__main__":
    from tests.support import firefox

    print("Browsers for the tests:", executable(), "and", firefox.executable())
