"""Firefox, driven by the protocol that it speaks itself (WebDriver BiDi).

Playwright brings a Firefox of its own, which not every machine can fetch, and asks more of a stock
one than its release with extended support has. The tests need little: open a page, run code in it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import websocket

from tests.support import browser
from tests.support.driven import PATIENCE, Page

NAMES = ("firefox", "firefox-esr")
PLACES = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"C:\Program Files\Mozilla Firefox\firefox.exe",
)


def find() -> str | None:
    """Return the path of a Firefox, or nothing."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    found += [place for place in PLACES if Path(place).exists()]
    return found[0] if found else None


def executable() -> str:
    """Return the path of a Firefox, installing one if there is none.

    Raises
    ------
    browser.NoBrowserError
        If there is none and none can be installed.
    """
    path = find()
    if path is None and browser.from_debian("firefox-esr"):
        path = find()
    if path is None:
        raise browser.NoBrowserError(
            "The tests of the pages need Firefox, and there is none. Install it so that `firefox` "
            "or `firefox-esr` is on PATH, on Debian for example with `apt install firefox-esr`."
        )
    return path


class Firefox(Page):
    """The page of a running Firefox.

    Parameters
    ----------
    address : str
        Where Firefox listens.
    """

    def __init__(self, address: str) -> None:
        self._count = 0
        self._socket = websocket.create_connection(
            f"{address}/session", timeout=PATIENCE, suppress_origin=True
        )
        self._ask("session.new", capabilities={})
        # In the page that is there at the start the line for addresses has the focus, and without
        # it keys press no button.
        self._context = self._ask("browsingContext.create", type="tab")["context"]

    def open(self, url: str) -> None:
        """Go to an address and wait until the page has loaded."""
        self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def resize(self, width: int, height: int) -> None:
        """Give the window other measures, in pixels."""
        viewport = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._context, viewport=viewport)

    def act(self, source: dict) -> None:
        """Do what one input device does, in the form of WebDriver's actions."""
        self._ask("input.performActions", context=self._context, actions=[source])

    def answer(self, promise: str) -> str:
        """Return the text that an expression's promise yields; raise what it throws."""
        answer = self._ask(
            "script.evaluate",
            expression=promise,
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"]["value"]

    def end(self) -> None:
        """End Firefox."""
        self._ask("browser.close")
        self._socket.close()

    def _ask(self, method: str, **params: object) -> dict:
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": params}))
        while True:  # between the answers come events
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._count:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['message']}")
                return answer["result"]


def _address(profile: Path) -> str:
    """Return where Firefox listens, once it has written that into its profile."""
    said, end = profile / "WebDriverBiDiServer.json", time.monotonic() + PATIENCE
    while not (said.exists() and said.read_text()):
        if time.monotonic() > end:
            raise TimeoutError(f"Firefox did not start to listen within {PATIENCE} seconds.")
        time.sleep(0.1)
    found = json.loads(said.read_text())
    return f"ws://{found['ws_host']}:{found['ws_port']}"


@contextmanager
def running(profile: Path) -> Iterator[Firefox]:
    """Run Firefox without a window, with a new profile in an empty folder, while the block runs."""
    command = [executable(), "--headless", "--no-remote", "--remote-debugging-port", "0"]
    command += ["--profile", str(profile)]
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=nowhere, stderr=nowhere) as process:
        try:
            page = Firefox(_address(profile))
            yield page
            page.end()
        finally:
            process.kill()
