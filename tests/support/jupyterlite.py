"""A notebook in JupyterLite, as a reader runs it."""

from __future__ import annotations

import time

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLongError

#: The prompts of cells with code; one whose code is folded has an empty prompt.
PROMPTS = (
    "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
    ".filter((prompt) => prompt.textContent)"
)


def begin(page: Page, timeout: float) -> None:
    """Ask the notebook that is open to run all cells, until one begins; timeout in ms."""
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=timeout)
    end = time.monotonic() + timeout / 1000
    while True:
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            page.wait_for_function(
                f"{PROMPTS}.some((p) => /\\[(\\*|\\d+)\\]/.test(p.textContent))", timeout=30_000
            )
            return
        except TooLongError:
            # Asked before the kernel was there, nothing runs, and nothing says so.
            assert time.monotonic() < end, "no cell has begun to run"
