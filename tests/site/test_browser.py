"""The built pages in a real browser: quiet, self-contained, accessible, alive without a kernel."""

from __future__ import annotations

import gzip
import re
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support import site

WIDTHS = (1280, 360)
PATIENCE = 120_000  # ms: a busy machine must not fail a page
THEMES = ("light", "dark")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = ["index.html", *site.pages(), "search.html"]
CHAPTERS = [f"book/{path.stem}.html" for path in site.chapters()]
# What a reader presses on each kind of control.
KEYS = {
    "range": ["ArrowRight", "ArrowLeft", "ArrowLeft"],
    "checkbox": ["Space"],
    "select-one": ["ArrowDown", "ArrowUp", "ArrowUp"],
    "button": ["Enter"],
    "search": ["z", "q"],
}
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": WCAG},
    # axe would fetch style sheets again by itself, with wrong addresses.
    "preload": False,
}


class Visit:
    """A page opened in a context of its own, with all it did wrong on the way."""

    def __init__(self, browser, address, page, width=1280, theme="light", **context):
        self.faults: list[str] = []
        self.requested: set[str] = set()
        # Less motion: folded text that fades in has too little contrast until it has.
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", **context
        )
        if theme:
            self.context.add_init_script(
                f"localStorage.setItem('mode', '{theme}'); localStorage.setItem('theme', '{theme}')"
            )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        self.page.on("console", self._listen)
        self.page.on("request", lambda request: self._check(request.url, address))
        self.page.goto(f"{address}/{page}", wait_until="networkidle")

    def _listen(self, message):
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def _check(self, url, address):
        self.requested.add(url)
        if not url.startswith((address, "data:", "blob:")):
            self.faults.append(f"request to another host: {url}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_page_is_quiet_fits_and_is_accessible(browser, address, page, width, theme):
    with Visit(browser, address, page, width, theme) as visit:
        if page != "index.html":  # which leads on to the first page
            assert visit.page.evaluate("document.documentElement.dataset.theme") == theme
        assert not visit.faults
        overflow = visit.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{page} is {overflow} px wider than the window"
        # Folded text must be accessible too.
        visit.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        found = Axe().run(visit.page, options=AXE_OPTIONS).response["violations"]
        report = [
            f"{rule['id']}: {node['html'][:160]} — {node.get('failureSummary', '')}"
            for rule in found
            for node in rule["nodes"]
        ]
        assert not report, "\n".join(report)


@pytest.mark.parametrize("page", PAGES)
def test_first_view_weighs_less_than_a_megabyte(browser, address, built, page):
    with Visit(browser, address, page) as visit:
        paths = {unquote(urlsplit(url).path) for url in visit.requested if url.startswith(address)}
    weight = sum(len(gzip.compress((built / path.lstrip("/")).read_bytes())) for path in paths)
    assert weight < 1_000_000, f"{page} weighs {weight / 1000:.0f} kB, compressed"


@pytest.mark.parametrize("page", CHAPTERS)
class TestExplorer:
    """Each explorer answers on the static page, whatever moves its controls."""

    def explorers(self, visit):
        visit.page.wait_for_selector(".explorer[data-ready=true]")
        found = visit.page.query_selector_all(".explorer[data-explorer]")
        assert found
        return found

    def picture(self, explorer):
        return explorer.query_selector(".explorer-result").inner_html()

    def answers(self, explorer, slide, press):
        """Whether the result changes under a pointer: on sliders, or else buttons, or else menus.

        One of them must do it, not each: a cost may be one that changes nobody's mind.
        """
        for kind in ("input[type=range]", "button, input[type=checkbox]", "select"):
            controls = [
                control
                for control in explorer.query_selector_all(kind)
                if control.is_visible() and control.is_enabled()
            ]
            if controls:
                break
        before = self.picture(explorer)
        for control in controls:
            # In the middle, where nothing that sticks to an edge lies over it.
            control.evaluate("(node) => node.scrollIntoView({block: 'center'})")
            if kind.startswith("input"):
                slide(control)
            elif kind.startswith("button"):
                press(control)
            else:  # the browser draws an open menu outside the page
                last = control.evaluate("(node) => node.length - 1")
                control.select_option(index=last)
            if self.picture(explorer) != before:
                return True
        return False

    def test_answers_the_keyboard(self, browser, address, page):
        """Sliders, menus, tick boxes and buttons take keys; of each kind some change the result.

        Not each control does at any moment: a preset may be what is shown already.
        """
        with Visit(browser, address, page) as visit:
            visit.page.wait_for_selector(".explorer[data-ready=true]")
            visit.page.evaluate(
                "document.querySelectorAll('.explorer details').forEach((d) => (d.open = true))"
            )
            for explorer in self.explorers(visit):
                answered = {}
                # Words first, and then no word: menus may have left nothing to be searched.
                words = explorer.query_selector_all("input[type=search]")
                others = "input:not([type=search]), select, button"
                for control in [*words, *explorer.query_selector_all(others)]:
                    before = self.picture(explorer)
                    control.focus()
                    kind = control.evaluate("(node) => node.type")
                    for key in KEYS[kind]:
                        visit.page.keyboard.press(key)
                        if self.picture(explorer) != before:
                            answered[kind] = True
                            break
                    answered.setdefault(kind, False)
                    if kind == "search":
                        control.fill("")
                assert all(answered.values()), answered
            assert not visit.faults

    def test_answers_the_mouse(self, browser, address, page):
        with Visit(browser, address, page) as visit:
            mouse = visit.page.mouse

            def slide(slider):
                box, before = slider.bounding_box(), slider.input_value()
                y = box["y"] + box["height"] / 2
                mouse.move(box["x"] + box["width"] * 0.5, y)
                mouse.down()
                for share in (0.15, 0.85):
                    mouse.move(box["x"] + box["width"] * share, y, steps=8)
                    if slider.input_value() != before:
                        break
                mouse.up()
                assert slider.input_value() != before

            for explorer in self.explorers(visit):
                assert self.answers(explorer, slide, lambda control: control.click())

    def test_answers_touch(self, browser, address, page):
        with Visit(browser, address, page, 360, has_touch=True, is_mobile=True) as visit:

            def slide(slider):
                values = set()
                for share in (0.1, 0.9):
                    box = slider.bounding_box()  # a longer sentence may have moved it
                    visit.page.touchscreen.tap(
                        box["x"] + box["width"] * share, box["y"] + box["height"] / 2
                    )
                    values.add(slider.input_value())
                assert len(values) == 2

            for explorer in self.explorers(visit):
                assert self.answers(explorer, slide, lambda control: control.tap())

    def test_stands_as_figure_and_table_without_javascript(self, browser, address, page):
        context = browser.new_context(java_script_enabled=False)
        opened = context.new_page()
        opened.goto(f"{address}/{page}")
        explorers = opened.query_selector_all(".explorer[data-explorer]")
        assert explorers
        for explorer in explorers:
            assert explorer.query_selector(".explorer-fallback img").is_visible()
            assert explorer.query_selector(".explorer-fallback table").is_visible()
        context.close()

    def test_prints_dark_on_light_from_either_theme(self, browser, address, page):
        with Visit(browser, address, page, theme="dark") as visit:
            visit.page.emulate_media(media="print")
            colours = "(node) => [getComputedStyle(node).color, getComputedStyle(node).filter]"
            background = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert background == "rgb(255, 255, 255)"
            for part in ("article h1", "article p", ".explorer-readout"):
                colour = visit.page.eval_on_selector(part, colours)[0]
                assert max(int(c) for c in re.findall(r"\d+", colour)[:3]) < 110, part
            figure = visit.page.eval_on_selector(".cell_output figure img", colours)
            assert figure[1] == "none"


@pytest.mark.parametrize("page", ["book/index.html", *CHAPTERS])
def test_first_visit_is_quiet(browser, address, page):
    """A reader who comes for the first time has chosen no theme yet."""
    with Visit(browser, address, page, theme=None) as visit:
        assert not visit.faults


def test_theme_switch_changes_the_page(browser, address):
    with Visit(browser, address, "book/index.html") as visit:
        before = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
        visit.page.evaluate("document.documentElement.dataset.theme = 'dark'")
        assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_search_finds_a_chapter(browser, address):
    with Visit(browser, address, "search.html?q=treaty") as visit:
        visit.page.wait_for_selector("#search-results li a")
        assert not visit.faults
