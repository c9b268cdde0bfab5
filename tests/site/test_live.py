"""Pages whose code is made live, in a real browser: it runs, reacts, and fails in plain words."""

from __future__ import annotations

import importlib
import json
import re

import pytest

from natolab.chapters.hormuz import exercises
from tests.site.test_browser import COLOURS, Visit, overflow, violations
from tests.support import live as support
from tests.support import same, site
from tests.support.exercises import trials
from tests.support.live import LivePage

#: A chapter with tables, figures, sliders and an explorer.
CHAPTER = "book/hormuz.html"
NOTE = "document.querySelector('.live-bar > .live-note').textContent"
ALTS = "(images) => images.map((image) => image.alt)"
PICTURE = "(node) => decodeURIComponent(node.querySelector('img').src)"
# A loop that would go on for an hour.
LONG = "import time\nfor second in range(3600):\n    time.sleep(1)"


@pytest.fixture(scope="module")
def assets(built):
    """What the site serves for live pages, as its manifest tells."""
    manifest = built / "_live" / "manifest.json"
    if not manifest.exists():
        pytest.fail(f"{manifest} is missing. `make live html` builds a site with live pages.")
    return json.loads(manifest.read_text(encoding="utf-8"))


def test_markdown_is_set_as_on_the_page():
    support.python()
    html = importlib.import_module("course_live.markdown").html
    assert "<td><math" in html("| Symbol | Unit |\n|---|---|\n| $H^{*}$ | share |").replace(
        '<span class="math inline">', ""
    )
    assert 'display="block"' in html("$$a = b$$")


def test_page_lives(browser, address, assets):
    """One page, made live once: each thing that a reader may do, one after the other."""
    with Visit(browser, address, CHAPTER) as visit:
        page, live = visit.page, LivePage(visit.page)
        page.set_default_timeout(300_000)  # ms: Python starts several times more slowly elsewhere
        assert not [url for url in visit.requested if "/_live/" in url or "/live.js" in url]
        visit.page.wait_for_selector(".explorer[data-ready=true]")
        built = page.evaluate(same.RESULTS)
        live.unfold()
        numbered = page.locator(".cell_output figcaption").all_inner_texts()
        alts = page.eval_on_selector_all(".cell_output figure img", ALTS)
        live.press()
        live.wait_all()
        assert "cells have run" in live.said()
        live.settles()
        pairs = zip(built, page.evaluate(same.RESULTS), strict=True)
        assert not [fault for pair in pairs for fault in same.differences(*pair)]
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
        exercises_answer(live, desk)
        mistake_is_explained(live, desk)
        changes_can_be_undone_and_survive(live, desk, visit)
        exercise_is_remembered(live)
        stopped_without_losing_the_page(live, desk)
        assert not visit.faults


def slider_moves(live):
    """A slider of ipywidgets has a name and draws a new picture."""
    number = live.find("def smoothed")
    handle = live.cell(number).locator("[role=slider]").first
    assert handle.get_attribute("aria-label") == "window"
    output = live.cell(number).locator(".widget-output")
    assert "mean of 7 days" in output.evaluate(PICTURE)
    handle.focus()
    for _ in range(5):
        live.page.keyboard.press("ArrowRight")
    live.page.wait_for_function(
        f"(node) => ({PICTURE})(node).includes('mean of 12 days')", arg=output.element_handle()
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


def exercises_answer(live, number):
    """Solutions, stubs and tempting wrong answers of the chapter, in the reader's Python."""
    shown = live.run(number, trials(["hormuz"]))
    faults = [json.loads(line) for line in shown.splitlines() if line.startswith("[")]
    assert faults
    assert not any(faults), shown


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
    # The editor is no trap.
    live.cell(number).locator("textarea").focus()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").count("live-run")
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload(wait_until="networkidle")
    assert "You have changed 2 cells" in live.said()
    live.unfold()
    live.press(number)
    live.wait(number)
    assert "kept" in live.shown(number)
    fits_a_phone_and_is_accessible(live, number)
    assert not visit.faults


def fits_a_phone_and_is_accessible(live, number):
    """With editors, results, sliders, an error and its hint, in both themes."""
    live.run(number, "totl", end="error")
    assert overflow(live.page) <= 0
    found = violations(live.page)
    live.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    found += violations(live.page, COLOURS)
    assert not found, "\n".join(found)


def exercise_is_remembered(live):
    """Its stub is not taken for an answer, its solution is, and the page keeps that."""
    exercise = exercises.before_the_war
    number = live.find("exercises.before_the_war.check(")
    count = live.page.locator("#exercises > h2 .live-count")
    assert re.fullmatch(r"0 of \d+ solved", count.inner_text())
    live.press(number)
    live.wait(number)
    assert live.cell(number).locator("[data-outcome=open]").count() == 1
    assert not live.page.locator(".live-solved").count()
    stub = live.cell(number).locator("textarea").input_value()
    check = "exercises.before_the_war.check(change)"
    live.run(number, stub.replace(check, f"{exercise.solution.strip()}\n{check}"))
    assert live.cell(number).locator("[data-outcome=solved]").count() == 1
    assert live.cell(number).locator(".live-solved").count() == 1
    assert count.inner_text().startswith("1 of ")
    live.page.get_by_text("Exercise solved: 1 of").wait_for()
    live.page.reload(wait_until="networkidle")
    assert count.inner_text().startswith("1 of ")
    live.unfold()


def stopped_without_losing_the_page(live, number):
    live.press(1)
    live.wait(1)
    # What waits while another cell runs can be stopped too.
    code = live.cell(1).locator("textarea").input_value()
    live.write(1, f"{code}\nimport time\ntime.sleep(1)")
    live.write(number, LONG)
    live.press(1)
    live.cell(number).locator("textarea").press("Shift+Enter")
    long = live.cell(number).element_handle()
    live.page.wait_for_function("(cell) => cell.dataset.live === 'running'", arg=long)
    live.page.get_by_role("button", name="Stop", exact=False).click()
    live.page.wait_for_function(f"{NOTE}.startsWith('Stopped.')")
    assert "changes to the code are kept" in live.said()
    assert live.cell(number).locator("textarea").input_value() == LONG
    assert "14" in live.run(number, "print(2 * 7)")


@pytest.mark.long
def test_browser_that_cannot_is_told_so(browser, address, assets):
    with Visit(browser, address, CHAPTER) as visit:
        visit.page.evaluate("delete self.WebAssembly")
        live = LivePage(visit.page)
        live.press()
        visit.page.get_by_text("This browser cannot run Python").wait_for()


@pytest.mark.long
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
        visit.page.wait_for_function(f"(words) => {NOTE}.includes(words)", arg=words)
        assert "natolab" in live.said()
        visit.page.unroute(pattern)
        if broken == "corrupt":
            live.unfold()
            live.press(1)
            live.wait(1)


PAGES = [f"book/{path.stem}.html" for path in site.notebooks()]


@pytest.mark.long
@pytest.mark.parametrize("path", PAGES)
def test_every_cell_shows_live_what_the_page_shows(browser, address, assets, path):
    """Text and tables to the sixth digit, figures' words exactly, their lines within a hair."""
    with Visit(browser, address, path) as visit:
        if not visit.page.locator(".live-all").count():
            assert not visit.page.locator(".cell_input").count() or "simulator" in path
            return
        if visit.page.locator(".explorer[data-explorer]").count():
            visit.page.wait_for_selector(".explorer[data-ready=true]")
        live = LivePage(visit.page)
        visit.page.set_default_timeout(600_000)
        built = visit.page.evaluate(same.RESULTS)
        live.press()
        live.wait_all()
        live.settles()
        shown = visit.page.evaluate(same.RESULTS)
        different = [
            f"cell {number}, {difference}"
            for number, pair in enumerate(zip(built, shown, strict=True), 1)
            for difference in same.differences(*pair)
        ]
        assert not different, "\n".join(different)
        assert not visit.faults


def isolate(page):
    """Send the headers with which a page may share memory with its worker."""
    headers = {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
    }

    def answer(route):
        response = route.fetch()
        route.fulfill(response=response, headers=response.headers | headers)

    page.route(re.compile(r"/(hormuz\.html|worker\.js)$"), answer)


@pytest.mark.long
def test_stop_keeps_what_cells_defined_where_headers_allow(browser, address, assets):
    with Visit(browser, address, "search.html") as visit:
        isolate(visit.page)
        visit.page.goto(f"{address}/{CHAPTER}", wait_until="networkidle")
        assert visit.page.evaluate("crossOriginIsolated")
        live = LivePage(visit.page)
        live.unfold()
        live.press(1)
        live.wait(1)
        live.run(1, "kept = 42")
        # Python looks at the signal while it computes; one that sleeps is ended instead.
        live.write(1, "for i in range(10**10):\n    pass")
        live.cell(1).locator("textarea").press("Shift+Enter")
        visit.page.wait_for_function("document.querySelector('[data-live=running]')")
        visit.page.get_by_role("button", name="Stop").click()
        live.wait(1, "error")
        assert "You stopped this cell" in live.shown(1)
        assert "still knows" in live.said()
        assert "42" in live.run(1, "print(kept)")


@pytest.mark.long
def test_two_tabs_run_side_by_side(browser, address, assets):
    """Each has a Python of its own; what one keeps of its cells does not undo the other's."""
    with Visit(browser, address, CHAPTER) as visit:
        tabs = [LivePage(visit.page), LivePage(visit.context.new_page())]
        tabs[1].page.goto(f"{address}/{CHAPTER}", wait_until="networkidle")
        for tab in tabs:
            tab.unfold()
            tab.press(1)
        for tab in tabs:
            tab.wait(1)
        assert "1" in tabs[0].run(1, "mine = 1\nprint(mine)")
        assert "NameError" in tabs[1].run(2, "print(mine)", end="error")
        again = LivePage(visit.context.new_page())
        again.page.goto(f"{address}/{CHAPTER}", wait_until="networkidle")
        assert "You have changed 2 cells" in again.said()


@pytest.mark.long
def test_lives_below_a_path(browser, below, assets):
    with Visit(browser, below, CHAPTER) as visit:
        live = LivePage(visit.page)
        live.unfold()
        live.press(7)
        live.wait(7)
        assert not visit.faults


@pytest.mark.long
def test_whole_course_works_without_a_network(browser, address, assets):
    """Another chapter than the one on which the course was kept, its code too."""
    with Visit(browser, address, CHAPTER) as visit:
        live = LivePage(visit.page)
        live.unfold()
        live.press(1)
        live.wait(1)
        visit.page.get_by_role("button", name="Keep for offline").click()
        visit.page.get_by_text("The course is kept").wait_for()
        visit.context.set_offline(True)
        visit.page.goto(f"{address}/book/python-primer.html", wait_until="networkidle")
        live.press()
        live.wait_all()
        assert not visit.faults
