"""Chromium and the rules of accessibility, which the course's own tests find and keep."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

TOP = Path(__file__).parents[3]
AXE = "import sys; from tests.support import npm; sys.stdout.write(npm.script('axe-core'))"
CHROMIUM = "from tests.support import browser; print(browser.executable())"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]


def _from_the_course(code: str) -> str:
    # In a process of its own: the course's tests are a package of the same name as these.
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True
    )
    return done.stdout


@cache
def chromium() -> str:
    """Return the path of a browser."""
    return _from_the_course(CHROMIUM).strip().splitlines()[-1]


@cache
def axe() -> str:
    """Return axe-core's script."""
    return _from_the_course(AXE)


def violations(page) -> list[str]:
    """Return what axe finds wrong with a page as it stands, with no rule switched off."""
    page.evaluate(axe())
    found = page.evaluate("() => axe.run(document)")
    return [
        f"{rule['id']}: {node['html'][:160]}: {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
