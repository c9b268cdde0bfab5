"""The built pages in a real browser: quiet, self-contained, accessible, alive without a kernel."""

from __future__ import annotations

import gzip
import re
import shutil
from urllib.parse import quote, unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from natolab import data
from natolab.chapters.scenarios.explorer import ScenarioExplorer
from natolab.serve import serving
from tests.support import site

PATIENCE = 120_000  # ms: a busy machine must not fail a page
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = ["index.html", *site.pages(), "search.html", "404.html"]
CHAPTERS = [f"book/{path.stem}.html" for path in site.chapters()]
# What a reader presses on each kind of control.
KEYS = {
    "range": ["ArrowRight", "ArrowLeft", "ArrowLeft"],
    "checkbox": ["Space"],
    "select-one": ["ArrowDown", "ArrowUp", "ArrowUp"],
    "button": ["Enter"],
    "search": ["z", "q"],
}
# A desktop and a telephone.
WINDOWS = ((1400, 900), (390, 844))
# The page that is one screen; tests of its own see to what stays in sight.
OWN_LAYOUT = {"simulator"}
# What of the sentence, the picture and each control lies outside the window or under the page's
# head, while the control has the focus.
OUT_OF_SIGHT = """(explorer) => {
  const head = document.querySelector(".bd-header-article").getBoundingClientRect().bottom;
  const view = explorer.querySelector(".explorer-view");
  const controls = [...explorer.querySelectorAll(
    ".explorer-controls :is(input, select, button):enabled"
  )].filter((node) => node.checkVisibility());
  const lost = [];
  document.activeElement.blur();
  for (const control of controls) {
    control.focus();
    const { bottom } = view.getBoundingClientRect();
    for (const part of [...view.children, control]) {
      const box = part.getBoundingClientRect();
      if (part.hidden) continue;
      const top = part === control ? bottom : head;
      if (box.top < top - 1 || box.bottom > innerHeight + 1)
        lost.push(`${control.labels?.[0]?.textContent ?? control.textContent}: `
          + `${part.className || part.tagName} from ${box.top} to ${box.bottom}`);
    }
  }
  return lost;
}"""
# Controls that rest without a reason that is seen and spoken.
UNEXPLAINED = """(explorer) => [...explorer.querySelectorAll(
    ".explorer-controls :is(input, select):disabled"
  )].filter((node) => {
    const reason = document.getElementById(node.getAttribute("aria-describedby"));
    return !reason?.textContent || (node.checkVisibility() && !reason.checkVisibility());
  }).map((node) => node.labels[0].textContent)"""
AXE_OPTIONS = {
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


#: All rules for a page; in a second theme only what a theme changes.
RULES = {"type": "tag", "values": WCAG}
COLOURS = {"type": "rule", "values": ["color-contrast"]}


def violations(page, rules=RULES) -> list[str]:
    """Return what axe finds wrong with a page as it stands, folded text unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    return [
        f"{rule['id']}: {node['html'][:160]} — {node.get('failureSummary', '')}"
        for rule in Axe().run(page, options=AXE_OPTIONS | {"runOnly": rules}).response["violations"]
        for node in rule["nodes"]
    ]


def overflow(page) -> int:
    """Return by how many pixels a page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("page", PAGES)
def test_page_is_quiet_light_fits_and_is_accessible(browser, address, built, page):
    """One visit: on a phone, as a reader who chose no theme, then on a desktop in the dark.

    The wide window comes second: what scrolls in the narrow one has its tab stop from the start.
    """
    with Visit(browser, address, page, width=360, theme=None) as visit:
        assert not visit.faults
        paths = {unquote(urlsplit(url).path) for url in visit.requested if url.startswith(address)}
        files = [built / path.lstrip("/") for path in paths]
        weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
        assert weight < 1_000_000, f"{weight / 1000:.0f} kB, compressed"
        for width, theme, rules in ((360, "light", RULES), (1280, "dark", COLOURS)):
            visit.page.set_viewport_size({"width": width, "height": 900})
            visit.page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
            found = violations(visit.page, rules)
            assert not found, "\n".join([f"{theme}, {width} px", *found])
            assert overflow(visit.page) <= 0, f"wider than a window of {width} px"
        assert not visit.faults


@pytest.mark.parametrize("page", CHAPTERS)
class TestExplorer:
    """Each explorer answers on the static page, whatever moves its controls."""

    def explorers(self, visit):
        visit.page.wait_for_selector(".explorer[data-ready=true]")
        found = visit.page.query_selector_all(".explorer[data-explorer]")
        assert found
        return found

    def picture(self, explorer):
        parts = explorer.query_selector_all(".explorer-view, .explorer-result")
        return "".join(part.inner_html() for part in parts)

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

    def by_mouse(self, visit, explorer):
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

        return self.answers(explorer, slide, lambda control: control.click())

    def by_touch(self, visit, explorer):
        def slide(slider):
            values = set()
            for share in (0.1, 0.9):
                box = slider.bounding_box()  # a longer sentence may have moved it
                visit.page.touchscreen.tap(
                    box["x"] + box["width"] * share, box["y"] + box["height"] / 2
                )
                values.add(slider.input_value())
            assert len(values) == 2

        return self.answers(explorer, slide, lambda control: control.tap())

    def by_keyboard(self, visit, explorer):
        """Return for each kind of control whether some of that kind change the result.

        Not each control does at any moment: a preset may be what is shown already.
        """
        visit.page.evaluate(
            "document.querySelectorAll('.explorer details').forEach((d) => (d.open = true))"
        )
        answered = {}
        # Words first, and then no word: menus may have left nothing to be searched.
        words = explorer.query_selector_all("input[type=search]")
        others = "input:not([type=search]), select, button"
        for control in [*words, *explorer.query_selector_all(others)]:
            kind = control.evaluate("(node) => node.type")
            if (answered.get(kind) and kind != "search") or not control.is_enabled():
                continue
            before = self.picture(explorer)
            control.focus()
            for key in KEYS[kind]:
                visit.page.keyboard.press(key)
                if self.picture(explorer) != before:
                    answered[kind] = True
                    break
            answered.setdefault(kind, False)
            if kind == "search":
                control.fill("")
        return answered

    def test_answers_mouse_touch_and_keyboard(self, browser, address, page):
        with Visit(browser, address, page, has_touch=True) as visit:
            for explorer in self.explorers(visit):
                assert self.by_mouse(visit, explorer)
            visit.page.set_viewport_size({"width": 360, "height": 900})
            for explorer in self.explorers(visit):
                assert self.by_touch(visit, explorer)
                answered = self.by_keyboard(visit, explorer)
                assert all(answered.values()), answered
                assert not explorer.evaluate(UNEXPLAINED)
            self.keeps_result_in_sight(visit)
            assert not visit.faults
            self.prints_dark_on_light(visit)

    def keeps_result_in_sight(self, visit):
        """Sentence and picture stay in the window while any control has the focus."""
        for width, height in WINDOWS:
            visit.page.set_viewport_size({"width": width, "height": height})
            for explorer in self.explorers(visit):
                if explorer.get_attribute("data-explorer") in OWN_LAYOUT:
                    continue
                # Pictures follow the width of the page in the next frames.
                visit.page.wait_for_function(
                    "async () => { for (let i = 0; i < 4; i += 1)"
                    " await new Promise(requestAnimationFrame); return true; }"
                )
                assert not explorer.evaluate(OUT_OF_SIGHT), f"{width} x {height}"

    def prints_dark_on_light(self, visit):
        """Even from the dark theme."""
        visit.page.evaluate("document.documentElement.dataset.theme = 'dark'")
        visit.page.emulate_media(media="print")
        colours = "(node) => [getComputedStyle(node).color, getComputedStyle(node).filter]"
        background = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert background == "rgb(255, 255, 255)"
        for part in ("article h1", "article p", ".explorer-readout"):
            colour = visit.page.eval_on_selector(part, colours)[0]
            assert max(int(c) for c in re.findall(r"\d+", colour)[:3]) < 110, part
        figure = visit.page.eval_on_selector(".cell_output figure img", colours)
        assert figure[1] == "none"

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


def test_theme_switch_changes_the_page(browser, address):
    with Visit(browser, address, "book/index.html") as visit:
        before = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
        visit.page.evaluate("document.documentElement.dataset.theme = 'dark'")
        assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_search_finds_a_chapter(browser, address):
    with Visit(browser, address, "search.html?q=treaty") as visit:
        visit.page.wait_for_selector("#search-results li a")
        assert not visit.faults


def test_a_missing_page_mends_what_can_be_mended_and_leads_home(browser, address, built, tmp_path):
    """Mail makes # into %23; the site may stand at any depth, as a project's pages do."""
    (tmp_path / "course").symlink_to(built, target_is_directory=True)
    shutil.copy(built / "404.html", tmp_path)  # what a server sends for the whole address
    link = ScenarioExplorer(scenario="breakdown").link
    with serving(tmp_path) as above:
        for root in (address, f"{above}/course"):
            context = browser.new_context()
            page = context.new_page()
            said = []
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            for wrong in (link.replace("#", "%23"), quote(link, safe="")):
                page.goto(f"{root}/book/scenarios.html{wrong}", wait_until="networkidle")
                page.wait_for_selector(".scenario-arrived:visible")
                assert page.url.startswith(f"{root}/book/scenarios.html#scenario")
                assert "breakdown" in page.inner_text(".scenario-arrived")
            answer = page.goto(f"{root}/book/deep/Hormuz.htm", wait_until="networkidle")
            assert answer.status == 404
            assert page.get_by_role("heading", name="There is no such page").is_visible()
            found = page.locator("#nearest a")
            assert found.inner_text().startswith("Hormuz")
            assert page.locator("header").evaluate("(n) => getComputedStyle(n).display") == "flex"
            assert page.locator(".wide-skip").get_attribute("href").endswith("htm#main-content")
            found.click()
            assert page.url == f"{root}/book/hormuz.html"
            page.goto(f"{root}/book/no-such-thing", wait_until="networkidle")
            assert not page.locator("#nearest").is_visible()
            page.get_by_role("main").get_by_role("link", name="Contents").click()
            assert page.url == f"{root}/book/index.html"
            assert not said
            context.close()


READ_PACKAGE = """async (address) => {
  const found = await (await fetch(`${address}/data/datapackage.json`)).json();
  const hex = (bytes) => [...new Uint8Array(bytes)]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const wrong = [];
  for (const { name, path, hash, schema } of found.resources) {
    const bytes = await (await fetch(`${address}/data/${path}`)).arrayBuffer();
    if (`sha256:${hex(await crypto.subtle.digest("SHA-256", bytes))}` !== hash) wrong.push(name);
    const [head] = new TextDecoder().decode(bytes).split("\\n");
    if (head !== schema.fields.map((field) => field.name).join(",")) wrong.push(`${name}: columns`);
  }
  return { tables: found.resources.length, wrong };
}"""


def test_the_descriptor_is_read_by_a_program_that_knows_no_yaml(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/data/datapackage.json")
    read = page.evaluate(READ_PACKAGE, address)
    page.close()
    assert read == {"tables": len(data.package()["resources"]), "wrong": []}
