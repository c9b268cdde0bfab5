"""Live pages as the tests see them: what runs in the reader's Python, and a page made live."""

from __future__ import annotations

import importlib.util
import sys

from tests.support import site

PYTHON = site.TOP / "book" / "_ext" / "course" / "live" / "python"


def python():
    """Return what runs in the reader's Python as the package that it is there."""
    if "course_live" not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            "course_live", PYTHON / "__init__.py", submodule_search_locations=[str(PYTHON)]
        )
        sys.modules["course_live"] = importlib.util.module_from_spec(spec)
    return sys.modules["course_live"]


class LivePage:
    """A page whose code is made live: its cells by number, their code, what they show."""

    def __init__(self, page):
        self.page = page

    def cell(self, number):
        return self.page.locator(".cell:has(.cell_input)").nth(number - 1)

    def find(self, text):
        """Return the number of the first cell whose code contains a text."""
        codes = self.page.eval_on_selector_all(
            ".cell:has(.cell_input)",
            "(cells) => cells.map((cell) => (cell.querySelector('textarea')?.value"
            " ?? cell.querySelector('.cell_input').textContent))",
        )
        return next(i for i, code in enumerate(codes, 1) if text in code)

    def unfold(self):
        self.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")

    def press(self, number=None):
        """Press the button of a cell, or that of the page."""
        if number is None:
            self.page.locator(".live-all").click()
        else:
            self.cell(number).locator(".live-run").click()

    def write(self, number, code):
        self.cell(number).locator("textarea").fill(code)

    def run(self, number, code=None, end="ok"):
        """Run a cell, with other code if there is any, and return what it shows."""
        if code is not None:
            self.write(number, code)
        self.cell(number).evaluate("(cell) => (cell.dataset.live = '')")
        self.cell(number).locator("textarea").press("Shift+Enter")
        self.wait(number, end)
        return self.shown(number)

    def wait(self, number, end="ok"):
        self.page.wait_for_function(
            "(cell) => ['ok', 'error', 'ended'].includes(cell.dataset.live)",
            arg=self.cell(number).element_handle(),
        )
        state = self.cell(number).get_attribute("data-live")
        assert state == end, f"cell {number} ended with {state}: {self.shown(number)}"

    def wait_all(self):
        for number in range(1, self.page.locator(".cell:has(.cell_input)").count() + 1):
            self.wait(number)

    def settles(self):
        """Wait until each widget stands in the page with what it shows."""
        self.page.wait_for_function(
            """() => [...document.querySelectorAll(".live-widget")].every(
                 (node) => node.querySelector(".explorer-body, .widget-output img, .widget-readout")
               ) && [...document.images].every(
                 (image) => image.complete || image.loading === "lazy"
               )"""
        )

    def shown(self, number):
        return self.cell(number).locator(".cell_output").inner_text()

    def said(self):
        return self.page.locator(".live-bar > .live-note").inner_text()
