"""The built pages in a real browser: quiet, self-contained, accessible, alive without a kernel."""

from __future__ import annotations

import gzip
import re
import shutil
import time
from urllib.parse import quote, unquote, urlsplit

import pytest

from natolab import data
from natolab.chapters.scenarios.explorer import ScenarioExplorer
from natolab.serve import serving
from tests.support import axe, npm, paper, site

PATIENCE = 120_000  # ms: a busy machine must not fail a page
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = ["index.html", *site.pages(), *site.translated(), "search.html", "404.html"]
CHAPTERS = [f"book/{path.stem}.html" for path in site.chapters()]
# What a reader presses on each kind of control.
KEYS = {
    "range": ["ArrowRight", "ArrowLeft", "ArrowLeft"],
    "checkbox": ["Space"],
    "select-one": ["ArrowDown", "ArrowUp", "ArrowUp"],
    "button": ["Enter"],
    "search": ["z", "q"],
}
# Of a small phone, and of a window of 1280 pixels enlarged to 400 per cent.
NARROW = 320
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
# Collects what polite regions say, and texts that are written again though they stay the same.
LISTEN = """(explorer) => {
  window.spoken = [];
  window.idle = [];
  for (const node of explorer.querySelectorAll("[aria-live=polite], [role=status], output")) {
    let before = node.textContent;
    new MutationObserver(() => {
      const now = node.textContent;
      if (now === before) window.idle.push(now);
      else if (node.ariaLive !== "off") window.spoken.push(now);
      before = now;
    }).observe(node, {childList: true, characterData: true, subtree: true});
  }
}"""
# Charts with axes and no line.
EMPTY = """(explorer) => [...explorer.querySelectorAll(".explorer-legend + .explorer-chart")]
  .filter((chart) => chart.querySelector(".grid") && !chart.querySelector("polyline[points*=' ']"))
  .filter((chart) => !chart.querySelector("circle"))
  .map((chart) => chart.ariaLabel)"""
# What can be pressed and is seen; a solution's title is one.
CONTROLS = """() => [...document.querySelectorAll("article :is(button, input, select, summary)")]
  .filter((node) => node.checkVisibility()
    && !node.closest(":is(.sd-dropdown, .exercise-solution) > summary"))
  .map((node) => node.outerHTML)"""
# Controls that rest without a reason that is seen and spoken.
UNEXPLAINED = """(explorer) => [...explorer.querySelectorAll(
    ".explorer-controls :is(input, select):disabled"
  )].filter((node) => {
    const reason = document.getElementById(node.getAttribute("aria-describedby"));
    return !reason?.textContent || (node.checkVisibility() && !reason.checkVisibility());
  }).map((node) => node.labels[0].textContent)"""
#: Words of a chart that lie outside its picture, and what of a control lies outside its box.
OUTSIDE = """() => {
  const out = (part, whole) => {
    const [a, b] = [part.getBoundingClientRect(), whole.getBoundingClientRect()];
    return a.width > 0 && (a.left < b.left - 1 || a.right > b.right + 1
      || a.top < b.top - 1 || a.bottom > b.bottom + 1);
  };
  const all = (selector) => [...document.querySelectorAll(`.explorer ${selector}`)];
  return [
    ...all("svg text").filter((text) => out(text, text.ownerSVGElement)),
    ...all(".explorer-control > *").filter((part) => out(part, part.parentElement)),
  ].map((node) => node.textContent);
}"""
#: What is seen of an explorer's result; what is spoken follows later.
PICTURE = """(explorer) => [...explorer.querySelectorAll(
    ".explorer-view, .explorer-result, .sim-svg, .sim-result"
  )]
  .map((part) => {
    const copy = part.cloneNode(true);
    copy.querySelector(".explorer-spoken")?.remove();
    return copy.innerHTML;
  }).join("")"""
AXE_OPTIONS = {
    # axe would fetch style sheets again by itself, with wrong addresses.
    "preload": False,
}


#: A button that does more than go back to the start.
BUTTON = "button:not(.explorer-afresh *)"


def changes(explorer, before, patience):
    """Whether an explorer shows something else than before, now or within some seconds."""
    end = time.monotonic() + patience
    while explorer.evaluate(PICTURE) == before:
        if time.monotonic() >= end:
            return False
        time.sleep(0.05)
    return True


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
        # What reaches a window as an event only, such as a loop of sizes that chase each other.
        self.context.add_init_script(
            "addEventListener('error', (e) => console.error(`error event: ${e.message}`))"
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
    return axe.violations(page, AXE_OPTIONS | {"runOnly": rules})


def overflow(page) -> int:
    """Return by how many pixels a page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("page", PAGES)
def test_page_is_quiet_light_fits_and_is_accessible(browser, address, built, page):
    """One visit: enlarged or on a small phone, as a reader who chose no theme; on a desktop in the
    dark; with text twice as large; on paper.

    The wide window comes second: what scrolls in the narrow one has its tab stop from the start.
    """
    with Visit(browser, address, page, width=NARROW, theme=None) as visit:
        assert not visit.faults
        paths = {unquote(urlsplit(url).path) for url in visit.requested if url.startswith(address)}
        files = [built / path.lstrip("/") for path in paths]
        weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
        assert weight < 1_000_000, f"{weight / 1000:.0f} kB, compressed"
        # Both widths have controls that the other hides.
        for width, theme in ((NARROW, "light"), (1280, "dark")):
            visit.page.set_viewport_size({"width": width, "height": 900})
            visit.page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
            found = violations(visit.page)
            assert not found, "\n".join([f"{theme}, {width} px", *found])
            fits(visit.page, f"at {width} px")
        visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
        visit.page.set_viewport_size({"width": 1270, "height": 900})
        fits(visit.page, "with text twice as large")
        visit.page.evaluate("document.documentElement.style.fontSize = ''")
        assert not visit.faults
        # Letter is wider than A4: one of the two is enough for a page, but both are tried.
        sheet = ("A4", "Letter")[PAGES.index(page) % 2]
        printed = paper.printed(visit.page, sheet)
        # A picture and its caption that no longer fit a sheet leave no more than this of it empty.
        found = paper.past_margin(printed) + paper.emptied(printed, 0.65)
        assert not found, "\n".join(found)


def fits(page, where):
    """Nothing makes the page scroll sideways, and no word of a chart or a control is cut."""
    wait_for_pictures(page)
    assert overflow(page) <= 0, f"wider than the window {where}"
    assert not page.evaluate(OUTSIDE), where


def wait_for_pictures(page):
    """Wait until all explorers stand; their pictures follow the page's width in the next frames."""
    page.wait_for_function(
        "!document.querySelector('.explorer[data-explorer]:not([data-ready=true])')"
    )
    page.evaluate(
        "async () => { for (let i = 0; i < 6; i += 1) await new Promise(requestAnimationFrame); }"
    )


#: How far what is read moves by itself, as browsers count it.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) window.shifted += value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("page", ["book/python-primer.html", "book/hormuz.html"])
def test_text_stays_in_its_place_when_scripts_come_late(browser, address, page):
    """On a slow network a page is read before its scripts run."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_init_script(SHIFTS)
    opened = context.new_page()

    def later(route):
        time.sleep(0.3)
        route.continue_()

    opened.route("**/button.js*", later)
    opened.goto(f"{address}/{page}")
    opened.locator(".live-bar").wait_for()
    wait_for_pictures(opened)
    assert opened.evaluate("window.shifted") <= 0.01
    context.close()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_page_knows_its_theme_before_the_themes_own_script(browser, address, theme):
    """Else a whole page is styled a second time, and readers of the dark see a flash."""
    context = browser.new_context(color_scheme=theme)
    page = context.new_page()
    page.route("**/pydata-sphinx-theme.js*", lambda route: route.abort())
    page.goto(f"{address}/book/privacy.html")
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    context.close()


#: How often a script asked for the size of something folded, which a browser then lays out.
ASKED = """
window.asked = 0;
const { get } = Object.getOwnPropertyDescriptor(Element.prototype, "scrollWidth");
Object.defineProperty(Element.prototype, "scrollWidth", {
  get() {
    const folded = this.closest("details:not([open])");
    if (folded && !this.closest("summary")) window.asked += 1;
    return get.call(this);
  },
});
"""


def test_folded_code_is_measured_only_when_it_unfolds(browser, address):
    """What is too wide can be scrolled by keyboard, folded code too, and costs nothing before."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script(ASKED)
    page = context.new_page()
    page.goto(f"{address}/book/hormuz.html")
    wait_for_pictures(page)
    page.wait_for_timeout(500)  # the theme measures again 0.3 s after a change
    assert page.evaluate("window.asked") == 0
    folded = page.locator("details:has(pre):not(:has(details))").first
    folded.evaluate("(it) => (it.open = true)")
    code = folded.locator("pre").first
    assert code.evaluate("(it) => it.scrollWidth > it.clientWidth")
    page.wait_for_function("(it) => it.tabIndex === 0", arg=code.element_handle())
    context.close()


def test_figures_are_fetched_when_they_come_near_or_the_page_is_printed(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    fetched = set()
    page.on("request", lambda request: "_images/" in request.url and fetched.add(request.url))
    page.goto(f"{address}/book/hormuz.html", wait_until="networkidle")
    figures = page.locator("figure img[loading=lazy]")
    there = set(figures.evaluate_all("(all) => all.map((image) => image.src)"))
    assert len(fetched & there) < len(there) / 2
    page.pdf()
    assert there <= fetched
    for figure in figures.all():
        figure.scroll_into_view_if_needed()
        page.wait_for_function("(image) => image.complete", arg=figure.element_handle())
    shapes = figures.evaluate_all(
        "(all) => all.map((i) =>"
        " (i.clientWidth * i.naturalHeight) / (i.clientHeight * i.naturalWidth))"
    )
    assert shapes == pytest.approx([1] * len(there), rel=0.02)
    context.close()


@pytest.mark.parametrize("page", CHAPTERS)
class TestExplorer:
    """Each explorer answers on the static page, whatever moves its controls."""

    def explorers(self, visit):
        visit.page.wait_for_selector(".explorer[data-ready=true]")
        found = visit.page.query_selector_all(".explorer[data-explorer]")
        assert found
        return found

    def answers(self, explorer, slide, press):
        """Whether the result changes under a pointer: on sliders, or else buttons, or else menus.

        One of them must do it, not each: a cost may be one that changes nobody's mind.
        """
        for kind in ("input[type=range]", f"{BUTTON}, input[type=checkbox]", "select"):
            controls = [
                control
                for control in explorer.query_selector_all(kind)
                if control.is_visible() and control.is_enabled()
            ]
            if controls:
                break
        before = explorer.evaluate(PICTURE)
        for control in controls:
            # In the middle, where nothing that sticks to an edge lies over it.
            control.evaluate("(node) => node.scrollIntoView({block: 'center'})")
            if kind.startswith("input"):
                slide(control)
            elif kind.startswith(BUTTON):
                press(control)
            else:  # the browser draws an open menu outside the page
                last = control.evaluate("(node) => node.length - 1")
                control.select_option(index=last)
            if explorer.evaluate(PICTURE) != before:
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
        others = f"input:not([type=search]), select, {BUTTON}"
        for control in [*words, *explorer.query_selector_all(others)]:
            kind = control.evaluate("(node) => node.type")
            if (answered.get(kind) and kind != "search") or not control.is_enabled():
                continue
            before = explorer.evaluate(PICTURE)
            control.focus()
            answered.setdefault(kind, False)
            for key in KEYS[kind]:
                visit.page.keyboard.press(key)
                # What a button starts may run beside the page, and show itself when it ends, and so
                # does all of an explorer that says how far it is.
                beside = kind == "button" or explorer.query_selector("progress")
                if changes(explorer, before, patience=2 if beside else 0):
                    answered[kind] = True
                    break
            if kind == "search":
                control.fill("")
        return answered

    def test_answers_mouse_touch_and_keyboard(self, browser, address, page):
        with Visit(browser, address, page, has_touch=True) as visit:
            for explorer in self.explorers(visit):
                assert not explorer.evaluate(EMPTY)
                assert self.by_mouse(visit, explorer)
            visit.page.set_viewport_size({"width": 360, "height": 900})
            for explorer in self.explorers(visit):
                assert self.by_touch(visit, explorer)
                answered = self.by_keyboard(visit, explorer)
                assert all(answered.values()), answered
                assert not explorer.evaluate(UNEXPLAINED)
                self.speaks_once(visit, explorer)
            self.keeps_result_in_sight(visit)
            assert not visit.faults
            self.prints_dark_on_light(visit)

    def speaks_once(self, visit, explorer):
        """After ten presses in a row one sentence is spoken, that which stands there, or none."""
        sliders = explorer.query_selector_all("input[type=range]")
        for slider in [each for each in sliders if each.is_visible() and each.is_enabled()][:1]:
            visit.page.wait_for_timeout(800)  # what was moved before has been spoken
            explorer.evaluate(LISTEN)
            slider.focus()
            for _ in range(10):
                slider.press("ArrowRight")
            visit.page.wait_for_timeout(800)
            spoken, idle = visit.page.evaluate("[window.spoken, window.idle]")
            assert len(spoken) <= 1, spoken
            if spoken:
                assert spoken == [explorer.query_selector(".explorer-readout").inner_text()]
            assert not idle, "written although nothing changed"

    def keeps_result_in_sight(self, visit):
        """Sentence and picture stay in the window while any control has the focus."""
        for width, height in WINDOWS:
            visit.page.set_viewport_size({"width": width, "height": height})
            for explorer in self.explorers(visit):
                if explorer.get_attribute("data-explorer") in OWN_LAYOUT:
                    continue
                wait_for_pictures(visit.page)
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
        assert not visit.page.evaluate(CONTROLS), "a control on paper"
        visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        for settings in visit.page.query_selector_all(".explorer-settings"):
            assert settings.is_visible() and ": " in settings.inner_text()

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


def test_figures_fit_a_phone_or_say_that_they_scroll(browser, address):
    """One whose panels stand one above the other is shown whole; a wide one keeps its size."""
    with Visit(browser, address, "book/scenarios.html") as visit:
        page = visit.page
        page.set_viewport_size({"width": 390, "height": 844})
        wait_for_pictures(page)
        widths = (
            "(pictures) => pictures.map((img) => [img.width, img.closest('figure').clientWidth])"
        )
        fitting = page.eval_on_selector_all(".cell_output figure img.fits", widths)
        assert fitting
        assert all(width <= room for width, room in fitting)
        wide = page.eval_on_selector_all(".figure-scroll > img", widths)
        assert wide
        assert all(width >= 480 > room for width, room in wide)
        says = "(box) => getComputedStyle(box, '::before').content"
        assert "Scrolls sideways" in page.eval_on_selector(".figure-scroll", says)
        page.set_viewport_size({"width": 1400, "height": 900})
        assert page.eval_on_selector(".figure-scroll", says) == "none"


def test_print_with_and_without_solutions_and_code(browser, address):
    """What stands open is printed, unless the reader chooses at the top of the page."""
    with Visit(browser, address, "book/hormuz.html") as visit:
        page = visit.page
        page.evaluate("window.print = () => {}")
        solutions = [
            words.split()[:6] for words in page.locator(".sd-dropdown").all_text_contents()
        ]
        texts = {}
        for choice in ("", " with solutions", " with code", " with solutions and code"):
            button = page.locator(".btn-download-pdf-button")
            button.get_by_text(f".pdf{choice}", exact=True).evaluate("(node) => node.click()")
            texts[choice] = paper.text(paper.printed(page))
            page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate("document.documentElement.dataset.print") is None
        for choice, text in texts.items():
            assert ("import matplotlib" in text) is ("code" in choice), choice
            shown = [" ".join(words[1:]) in text for words in solutions]
            assert all(shown) if "solutions" in choice else not any(shown), (choice, shown)
        page.locator(".sd-dropdown summary").first.click()
        assert " ".join(solutions[0][1:]) in paper.text(paper.printed(page))
        assert not visit.faults


@pytest.mark.parametrize("page", ["book/withdrawal-law.html"])
def test_every_theme_in_forced_colours_and_every_direction(browser, address, page):
    """Figures keep their paper, bars stay apart from their ground, charts stay whole."""
    with Visit(browser, address, page, width=NARROW) as visit:
        visit.page.evaluate("document.documentElement.dir = 'rtl'")
        wait_for_pictures(visit.page)
        assert not visit.page.evaluate(OUTSIDE)
        for system in ("light", "dark"):
            visit.page.emulate_media(forced_colors="active", color_scheme=system)
            for theme in ("light", "dark"):
                visit.page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
                seen = visit.page.evaluate(
                    """() => {
                         const look = (selector) => [...document.querySelectorAll(selector)]
                           .map((node) => getComputedStyle(node));
                         return {
                           figures: look(".cell_output figure img")
                             .map(({filter, backgroundColor}) => `${filter} ${backgroundColor}`),
                           grounds: look(".explorer-bar").map((s) => s.backgroundColor),
                           bars: look(".explorer-bar > :first-child").map((s) => s.backgroundColor),
                           lines: look(".explorer .line").map((s) => s.stroke),
                           page: getComputedStyle(document.body).backgroundColor,
                         };
                       }"""
                )
                assert set(seen["figures"]) == {"none rgb(255, 255, 255)"}, (system, theme)
                assert seen["bars"] and seen["lines"]
                assert not set(seen["bars"]) & {*seen["grounds"], seen["page"]}, (system, theme)
                assert seen["page"] not in seen["lines"], (system, theme)


def test_explorers_keep_their_state_for_the_visit(browser, address):
    with Visit(browser, address, "book/drift.html") as visit:
        page = visit.page
        page.wait_for_selector(".explorer[data-ready=true]")
        said = page.inner_text(".explorer-readout")
        afresh = page.get_by_role("button", name="Start afresh")
        assert not afresh.is_visible()
        page.get_by_label("Window from").press("End")
        changed = page.inner_text(".explorer-readout")
        assert changed != said
        page.reload(wait_until="networkidle")
        page.wait_for_selector(".explorer[data-ready=true]")
        assert page.inner_text(".explorer-readout") == changed
        afresh.click()
        assert page.inner_text(".explorer-readout") == said
        assert not afresh.is_visible()
        assert not visit.faults


def test_theme_switch_changes_the_page(browser, address):
    with Visit(browser, address, "book/index.html") as visit:
        before = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
        visit.page.evaluate("document.documentElement.dataset.theme = 'dark'")
        assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") != before


#: Words of this course as readers may write them, each with a page that its results must name.
SEARCHED = {
    "Türkiye": "burden-sharing",
    "Turkiye": "enlargement",
    "Turkey": "drift",
    "Plümper": "bibliography",
    "Plumper": "burden-sharing",
    "González": "bibliography",
    "Gonzalez": "bibliography",
    "Łukasz": "bibliography",
    "Lukasz": "bibliography",
    "Erdoğan": "enlargement",
    "Erdogan": "enlargement",
    "détente": "strategic-concept",
    "detente": "strategic-concept",
    "communique": "bibliography",
    "treaty": "origins",
    "treaties": "endings",
    "TREATY": "withdrawal-law",
    "Article 5": "origins",
    "Article 13": "withdrawal-law",
    "deterrence": "credibility",
    "credib": "credibility",
    "burden-sharing": "burden-sharing",
    "free riding": "burden-sharing",
    "Hormuz": "hormuz",
    "Strategic Concept": "strategic-concept",
    "two per cent": "burden-sharing",
    "cloture": "withdrawal-law",
    "hazard rate": "endings",
    "feedback loop": "model",
    "Snyder": "credibility",
    "entrapment": "credibility",
    "Finland Sweden": "enlargement",
    "stock-flow": "model",
    "one for all": "origins",
}
FIND = """(words) => Object.fromEntries(words.map((query) => [
  query,
  Search._performSearch(...Search._parseQuery(query)).reverse().map(([page]) => page),
]))"""

LOADED = """performance.getEntriesByType("resource").map((entry) => entry.name).join(" ")"""


def test_search_that_cannot_be_loaded_says_so_and_is_tried_again(browser, address):
    with Visit(browser, address, "book/privacy.html") as visit:
        page = visit.page
        page.route("**/searchindex.js", lambda route: route.abort())
        page.keyboard.press("Control+k")
        page.keyboard.type("article")
        page.wait_for_selector("#search-results:has-text('which did not load')")
        assert "searchindex.js" in page.inner_text("#search-results")
        page.unroute("**/searchindex.js")
        page.keyboard.type(" 5")
        page.wait_for_selector("dialog#pst-search-dialog li p.context")
        assert page.input_value("#pst-search-dialog input[name=q]") == "article 5"


def test_page_of_words_alone_is_light(browser, address):
    """Of the theme's icons and search, a first view loads what it shows."""
    with Visit(browser, address, "book/privacy.html") as visit:
        page = visit.page
        seen = page.evaluate("document.querySelectorAll('.fa-solid, .fas, .fa').length")
        assert seen > 5
        drawn = page.evaluate("document.fonts.check('900 16px \\'Font Awesome 6 Free\\'')")
        assert drawn
        urls = [address + "/book/privacy.html", *page.evaluate(LOADED).split()]
        bytes_ = {url: len(gzip.compress(page.request.get(url).body())) for url in urls}
        assert sum(bytes_.values()) < 135_000, bytes_


#: How far the magnifier of each search field that is shown reaches over what is typed, in pixels.
COVERED = """() => [...document.querySelectorAll("form.bd-search")]
  .filter((form) => form.checkVisibility())
  .map((form) => {
    const [icon, field] = ["i, svg", "input"].map((part) => form.querySelector(part));
    const room = parseFloat(getComputedStyle(field).paddingLeft);
    return icon.getBoundingClientRect().right - field.getBoundingClientRect().left - room;
  })"""


def test_search_finds_words_in_every_spelling_and_works_by_keyboard(browser, address):
    nothing = ["Article 9917", "Łukaszów", "xyzzy", "9917"]
    with Visit(browser, address, "search.html?q=Erdogan") as visit:
        page = visit.page
        page.wait_for_selector("#search-results li p.context")
        assert "Erdoğan" in page.inner_text("#search-results")
        assert max(page.evaluate(COVERED)) <= 0
        found = page.evaluate(FIND, [*SEARCHED, *nothing])
        missed = {
            word: pages
            for word, page_name in SEARCHED.items()
            if f"book/{page_name}" not in (pages := found[word])
        }
        assert not missed
        assert not [word for word in nothing if found[word]]
        for one, other in (("Türkiye", "Turkey"), ("détente", "detente"), ("Łukasz", "Lukasz")):
            assert found[one] == found[other]
        # Where a word is explained comes before the lists of everything.
        assert found["Article 5"][0] not in ("book/data", "book/bibliography")
        # The page folds words as the index did, or there would be some that nobody can ask for.
        assert not page.evaluate(
            "Object.entries({...Search._index.terms, ...Search._index.titleterms})"
            ".filter(([term, pages]) => [pages].flat().length && foldWord(term) !== term)"
        )
        page.locator("#search-results a").first.press("Enter")
        page.wait_for_url("**/book/*.html*")
        page.wait_for_load_state("networkidle")
        # The index weighs more than the page: it comes when somebody is about to search.
        assert not page.evaluate(LOADED).count("searchindex.js")
        page.keyboard.press("Control+k")
        page.keyboard.type("article 5")
        assert max(page.evaluate(COVERED)) <= 0
        page.wait_for_selector("dialog#pst-search-dialog li p.context")
        excerpt = page.inner_text("dialog#pst-search-dialog li:first-child p.context")
        assert "Article 5" in excerpt
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#search-results li') !== null")
        # Chromium can wait for ever where a page is closed that is on its way to another.
        with page.expect_navigation(url="**/book/*.html*"):
            page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
        assert not visit.faults


def test_text_comes_as_utf_8_and_downloads_with_its_name(browser, address):
    with Visit(browser, address, "book/enlargement.html") as visit:
        page = visit.page
        for link in page.query_selector_all("a[class*=btn-download-]"):
            url = link.evaluate("(node) => node.href")
            kind = page.request.get(url).headers["content-type"]
            assert not kind.startswith("text/") or kind.endswith("; charset=utf-8"), url
            with page.expect_download() as waiting:
                link.evaluate("(node) => node.click()")
            assert waiting.value.suggested_filename == url.rpartition("/")[2]


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
            heading = page.get_by_role("heading", name="There is no such page")
            assert heading.is_visible()
            assert heading.bounding_box()["height"] > 20, "seen, not only spoken"
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


READ_WITH_ANOTHER = """async (url) => {
  const read = await datapackage.Package.load(url);
  const rows = {};
  for (const table of read.resources) rows[table.name] = (await table.read()).length;
  return { wrong: read.errors.map((error) => error.message), rows };
}"""


def test_a_second_reader_takes_descriptor_and_tables(browser, address):
    """Frictionless Data's JavaScript: each value has the type and the limits that are promised."""
    page = browser.new_page()
    page.goto(f"{address}/data/datapackage.json")
    page.evaluate(npm.script("datapackage"))
    read = page.evaluate(READ_WITH_ANOTHER, f"{address}/data/datapackage.json")
    page.close()
    names = [table["name"] for table in data.package()["resources"]]
    assert read == {"wrong": [], "rows": {name: len(data.load(name)) for name in names}}
