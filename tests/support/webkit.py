"""WebKitGTK, driven by Debian's WebKitWebDriver on a screen that nobody sees.

It is the engine nearest to Safari that runs on Linux.
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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError

from tests.support.browser import NoBrowserError
from tests.support.driven import PATIENCE, Page

DRIVER, SCREEN = "WebKitWebDriver", "Xvfb"
# The buttons of the browser's own bar would not let a window be as narrow as a telephone.
NARROW_BAR = "* { min-width: 0; margin: 0; padding: 0; border-width: 0; font-size: 1px; }"


def executable() -> str:
    """Return the path of the browser that the driver starts.

    Raises
    ------
    NoBrowserError
        If it, the driver or the screen is missing; says what to install.
    """
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if not (found and shutil.which(DRIVER) and shutil.which(SCREEN)):
        raise NoBrowserError(
            f"The tests in WebKit need {DRIVER} with its MiniBrowser, and {SCREEN}. On Debian and "
            "Ubuntu: apt install --no-install-recommends webkit2gtk-driver xvfb"
        )
    return str(found[-1])


class WebKit(Page):
    """The page of a running WebKit.

    Parameters
    ----------
    address : str
        Where the driver listens.
    """

    def __init__(self, address: str) -> None:
        options = {"binary": executable(), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        session = self._ask(f"{address}/session", capabilities=wanted)
        self._session = f"{address}/session/{session['sessionId']}"
        self._ask(f"{self._session}/timeouts", script=PATIENCE * 1000, pageLoad=PATIENCE * 1000)

    def open(self, url: str) -> None:
        """Go to an address and wait until the page has loaded."""
        self._ask(f"{self._session}/url", url=url)

    def resize(self, width: int, height: int) -> None:
        """Give the window other measures, in pixels, and wait until the page has them."""
        self._ask(f"{self._session}/window/rect", width=width, height=height)
        self.until("(width) => innerWidth === width", width)

    def act(self, source: dict) -> None:
        """Do what one input device does, in the form of WebDriver's actions."""
        self._ask(f"{self._session}/actions", actions=[source])

    def answer(self, promise: str) -> str:
        """Return the text that an expression's promise yields; raise what it throws."""
        ways = "(text) => done([text]), (error) => done(String(error))"
        script = f"const [done] = arguments; {promise}.then({ways});"
        answer = self._ask(f"{self._session}/execute/async", script=script, args=[])
        if isinstance(answer, str):
            raise RuntimeError(answer)
        return answer[0]

    def _ask(self, where: str, /, **params: object) -> object:
        request = urllib.request.Request(where, json.dumps(params).encode())
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise RuntimeError(f"{where}: {json.load(error)['value']['message']}") from error


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{address}/status", timeout=PATIENCE).close()
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


@contextmanager
def running(folder: Path) -> Iterator[WebKit]:
    """Run WebKit while the block runs, with what it keeps in an empty folder."""
    executable()
    for release in ("gtk-3.0", "gtk-4.0"):
        (folder / release).mkdir()
        (folder / release / "gtk.css").write_text(NARROW_BAR, encoding="utf-8")
    command = [SCREEN, "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=nowhere, text=True) as screen:
        homes = {f"XDG_{kind}_HOME": str(folder) for kind in ("CACHE", "CONFIG", "DATA")}
        shown = {"DISPLAY": f":{screen.stdout.readline().strip()}", "GDK_BACKEND": "x11"}
        command = [DRIVER, f"--port={(port := _free_port())}"]
        environment = os.environ | homes | shown
        with subprocess.Popen(command, stdout=nowhere, stderr=nowhere, env=environment) as driver:
            try:
                _wait_for(f"http://127.0.0.1:{port}")
                yield WebKit(f"http://127.0.0.1:{port}")
            finally:
                driver.terminate()
                screen.terminate()


if __name__ == "__main__":
    try:
        print("Browser for the tests:", executable())
    except NoBrowserError as error:
        sys.exit(str(error))
