"""Pages whose code is made live, in a real browser: it runs, reacts, and fails in plain words."""

from __future__ import annotations

import json
import re

import pytest

from tests.site.test_browser import COLOURS, Visit, overflow, violations
from tests.support.live import LivePage

#: A chapter with tables, figures, sliders and an explorer.
CHAPTER = "book/hormuz.html"
ALTS = "(images) => images.map((image) => image.alt)"
PICTURE = "(node) => node.querySelector('img').src"
# A loop that would go on for an hour.
LONG = "import time\nfor second in range(3600):\n    time.sleep(1)"


@pytest.fixture(scope="module")
def assets(built):
    """What the site serves for live pages, as its manifest tells."""
    manifest = built / "_live" / "manifest.json"
    if not manifest.exists():
        pytest.fail(f"{manifest} is missing. `make live html` builds a site with live pages.")
    return json.loads(manifest.read_text(encoding="utf-8"))


def test_page_lives(browser, address, assets):
    """One page, made live once: each thing that a reader may do, one after the other."""
    with Visit(browser, address, CHAPTER) as visit:
        page, live = visit.page, LivePage(visit.page)
        assert not [url for url in visit.requested if "/_live/" in url or "/live.js" in url]
        live.unfold()
        numbered = page.locator(".cell_output figcaption").all_inner_texts()
        alts = page.eval_on_selector_all(".cell_output figure img", ALTS)
        live.press()
        live.wait_all()
        assert "cells have run" in live.said()
        live.unfold()
        assert page.locator(".cell_output figcaption").all_inner_texts() == numbered
        kept = page.eval_on_selector_all(".cell_output figure img", ALTS)
        # The explorer's own figure gives way to the explorer.
        assert set(kept) <= set(alts)
        assert len(kept) >= len(alts) - 1
        slider_moves(live)
        desk = live.find("figures.brent(")  # the cell into which the reader types from now on
        explorer_talks_both_ways(live, desk)
        results_of_all_kinds(live, desk)
        mistake_is_explained(live, desk)
        changes_can_be_undone_and_survive(live, desk, visit)
        stopped_without_losing_the_page(live, desk)
        assert not visit.faults


def slider_moves(live):
    """A slider of ipywidgets has a name and draws a new picture."""
    number = live.find("def smoothed")
    handle = live.cell(number).locator("[role=slider]").first
    assert handle.get_attribute("aria-label") == "window"
    output = live.cell(number).locator(".widget-output")
    before = output.evaluate(PICTURE)
    handle.focus()
    for _ in range(5):
        live.page.keyboard.press("ArrowRight")
    live.page.wait_for_function(
        "([node, before]) => node.querySelector('img').src !== before",
        arg=[output.element_handle(), before],
    )
    live.page.wait_for_function(
        "(node) => decodeURIComponent(node.querySelector('img').src).includes('12 days')"
        " || node.querySelector('img').src.length",
        arg=output.element_handle(),
    )
    assert output.locator("img").count() == 1


def explorer_talks_both_ways(live, desk):
    """What the reader sets, Python reads; what Python sets, the reader sees."""
    number = live.find("HormuzExplorer()")
    live.run(
        number,
        "from natolab.chapters.hormuz.explorer import HormuzExplorer\n"
        "explorer = HormuzExplorer()\nexplorer",
    )
    explorer = live.cell(number).locator(".explorer:has(input[type=range])")
    slider = explorer.locator("input[type=range]").first
    before = slider.input_value()
    slider.focus()
    live.page.keyboard.press("ArrowRight")
    moved = slider.input_value()
    assert moved != before
    inputs = live.run(desk, "print(explorer.inputs)")
    assert f": {float(moved):g}" in inputs.replace(".0,", ",").replace(".0}", "}")
    name = re.search(rf"'(\w+)': {float(moved):g}\b", inputs)[1]
    live.run(desk, f"explorer.inputs = {{**explorer.inputs, {name!r}: {float(before)}}}")
    live.page.wait_for_function(
        "([node, value]) => node.value === value", arg=[slider.element_handle(), before]
    )


def results_of_all_kinds(live, number):
    """A table, printed text, a cleared output, an update: as in any notebook."""
    assert "usd_per_barrel" in live.run(number, 'load("brent_spot").head(3)')
    assert live.cell(number).locator("table tbody tr").count() == 3
    assert live.cell(number).locator("figcaption").count() == 1
    shown = live.run(number, 'for i in range(3):\n    print(f"{i} of 2", end="\\r")\nprint("done")')
    assert "done" in shown
    assert "0 of 2" not in shown
    code = (
        "from IPython.display import clear_output, display\n"
        "print('old')\nclear_output(wait=True)\nhandle = display('first', display_id=True)\n"
        "handle.update('second')"
    )
    shown = live.run(number, code)
    assert "second" in shown
    assert not {"old", "first"} & set(shown.split())


def mistake_is_explained(live, number):
    shown = live.run(number, "total = 1\nprint(totl)", end="error")
    assert "NameError" in shown
    assert "Line 2" in shown
    assert "Did you mean total?" in shown
    assert "ipython-input" not in shown
    assert f"Cell {number} stopped at an error" in live.said()


def changes_can_be_undone_and_survive(live, number, visit):
    live.cell(number).locator(".live-reset").click()
    assert live.cell(number).locator("textarea").input_value().startswith("figures.brent(")
    live.write(number, "print('kept')")
    page = live.page
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) <= 0
    found = violations(page)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    found += violations(page, COLOURS)
    assert not found, "\n".join(found)
    assert not visit.faults
    # The editor is no trap.
    live.cell(number).locator("textarea").focus()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").count("live-run")
    page.reload(wait_until="networkidle")
    assert "You have changed 2 cells" in live.said()
    live.unfold()
    live.press(number)
    live.wait(number)
    assert "kept" in live.shown(number)


def stopped_without_losing_the_page(live, number):
    live.write(number, LONG)
    live.cell(number).locator("textarea").press("Shift+Enter")
    live.page.wait_for_function("document.querySelector('[data-live=running]')")
    live.page.get_by_role("button", name="Stop", exact=False).click()
    live.page.wait_for_function(
        "document.querySelector('.live-note').textContent.startsWith('Stopped.')"
    )
    assert "changes to the code are kept" in live.said()
    assert live.cell(number).locator("textarea").input_value() == LONG
    assert "14" in live.run(number, "print(2 * 7)")


@pytest.mark.parametrize(
    ("broken", "words"),
    [("missing", "could not be loaded"), ("corrupt", "is not the one that belongs to this course")],
)
def test_file_that_is_missing_or_corrupt_is_named(browser, address, assets, broken, words):
    """And the page goes on once the file is there."""
    with Visit(browser, address, CHAPTER) as visit:
        live = LivePage(visit.page)
        pattern = re.compile(r"/_live/.*natolab")

        def answer(route):
            if broken == "missing":
                route.abort()
            else:
                route.fulfill(body=b"PK something else", content_type="application/zip")

        visit.page.route(pattern, answer)
        live.press()
        visit.page.wait_for_function(
            "(words) => document.querySelector('.live-note').textContent.includes(words)",
            arg=words,
        )
        assert "natolab" in live.said()
