"""Simulator and scenarios in a language that nobody speaks, written from right to left.

All letters of its table have accents: a letter without one came past ``t``. Its texts are longer
than English ones, as those of most languages are.
"""

from __future__ import annotations

from natolab.explorers import strings
from natolab.model import LEVERS
from tests.site.test_browser import OUTSIDE, Visit, overflow, wait_for_pictures
from tests.site.test_simulator import SEEN, Opened, choose, open_all, press, slider
from tests.support.strings import pseudo, pseudo_table

#: What shows letters without accents, in texts and in what is spoken only, but for the names of the
#: two scenarios. Left out: what stays in its own language, keys, a scenario as text and as link.
BARE = """() => {
  const own = "[lang]:not(html), kbd, textarea, script, style, .sim-brief-link";
  const found = new Set();
  const look = (text, node) => {
    const bare = (text ?? "").replace(/\\b[AB]\\b/g, "");
    if (/[A-Za-z]/.test(bare) && !node.closest(own)) found.add(text.trim());
  };
  for (const explorer of document.querySelectorAll(".explorer[data-explorer]")) {
    look(explorer.ariaLabel, explorer);
    for (const node of explorer.querySelectorAll("*")) {
      for (const name of ["aria-label", "title", "alt", "aria-valuetext", "data-said", "label"])
        look(node.getAttribute(name), node);
      for (const child of node.childNodes)
        if (child.nodeType === Node.TEXT_NODE) look(child.data, node);
    }
  }
  return [...found];
}"""
#: Pictures whose years do not run from left to right.
TURNED = """() => [...document.querySelectorAll(".explorer svg")]
  .filter((svg) => svg.checkVisibility())
  .filter((svg) => getComputedStyle(svg).direction !== "ltr")
  .map((svg) => svg.outerHTML.slice(0, 90))"""


class Abroad:
    """A browser whose pages speak another language: one of nobody, unless told otherwise."""

    def __init__(self, browser, language="en-x-nobody", table=None, direction="rtl"):
        self.browser = browser
        self.script = strings.script(language, table or pseudo_table())
        self.direction = direction

    def new_context(self, **given):
        context = self.browser.new_context(**given)
        context.add_init_script(self.script)
        # The root is there once the page is read, before deferred scripts run.
        context.add_init_script(
            "addEventListener('readystatechange', "
            f"() => {{ document.documentElement.dir = '{self.direction}'; }}, true)"
        )
        return context


def looks_right(page, where):
    wait_for_pictures(page)
    assert overflow(page) <= 0, f"wider than the window {where}"
    assert not page.evaluate(OUTSIDE), f"cut {where}"
    assert not page.evaluate(TURNED), where


def moves(control, key, up):
    """Whether a key moves a slider up, or down."""
    before = float(control.input_value())
    control.press(key)
    after = float(control.input_value())
    return after > before if up else after < before


def test_simulator_in_french_stands_on_one_screen(browser, address):
    """As in English, though words are longer."""
    with Opened(Abroad(browser, "fr", strings.table("fr"), "ltr"), address) as visit:
        page = visit.page
        for part in (".sim-svg", ".sim-headline", ".sim-marks", ".sim-tablist", ".sim-year"):
            assert page.locator(part).first.evaluate(SEEN), part
        for lever in LEVERS:
            assert slider(page, lever.name).evaluate(SEEN), lever.name
        looks_right(page, "on a desktop")
        bar = page.locator(".sim-bar").bounding_box()
        assert bar["height"] < 2 * page.locator(".sim-bar button").first.bounding_box()["height"]
        assert page.inner_text(".sim-headline") == "Issue\u202f: dommages stratégiques"
        page.set_viewport_size({"width": 390, "height": 844})
        looks_right(page, "on a phone")
        assert not visit.faults


def test_simulator_from_right_to_left(browser, address):
    with Opened(Abroad(browser), address) as visit:
        page = visit.page
        assert page.evaluate("getComputedStyle(document.querySelector('.sim')).direction") == "rtl"
        for part in (".sim-svg", ".sim-headline", ".sim-marks", ".sim-tablist", ".sim-year"):
            assert page.locator(part).first.evaluate(SEEN), part
        # Levers stand at the right, and run to the left; the years run as in the picture.
        left, right = (
            page.locator(part).bounding_box()["x"] for part in (".sim-left", ".sim-right")
        )
        assert left > right
        lever = slider(page, "conditionality")
        assert moves(lever, "ArrowLeft", up=True) and moves(lever, "ArrowUp", up=True)
        assert moves(lever, "ArrowRight", up=False)
        year = page.locator(".sim-year")
        assert moves(year, "ArrowLeft", up=False) and moves(year, "ArrowRight", up=True)
        mark = "(node) => node.getBoundingClientRect().x"
        low, high = (
            page.locator(f".sim-lever[data-lever={lever}] .sim-preset").evaluate(mark)
            for lever in ("drawdown", "european_effort")
        )
        assert high < low, "the marks of presets follow their sliders"
        looks_right(page, "on a desktop")

        # Everything that is made when it is asked for.
        open_all(page)
        for path in ("breakdown", "european_pillar"):
            choose(page, path, pseudo("Scenario A"))
        slider(page, "strike").fill("0.6")
        for tab in ("Story", "Missions"):
            page.get_by_role("tab", name=pseudo(tab), exact=True).click()
        press(page, pseudo("A year of words"))
        slider(page, "exit_talk").fill("0.3")
        page.wait_for_selector(".sim-verdict:not(:empty)")
        page.locator(".sim-over").nth(2).click()
        press(page, pseudo("Take along"))
        press(page, pseudo("Copy link"))
        page.wait_for_selector(".sim-told:not(:empty)")
        page.keyboard.press("Escape")
        press(page, pseudo("Guided start"))
        page.locator(".sim-options button").first.click()
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert not page.evaluate(BARE), "on a desktop"
        press(page, pseudo("Skip the rest"))
        press(page, pseudo("Class mode"))
        page.keyboard.press("?")
        press(page, pseudo("Close"))
        press(page, pseudo("Show the result"))
        assert not page.evaluate(BARE), "in class mode"
        press(page, pseudo("Class mode"))

        page.set_viewport_size({"width": 390, "height": 844})
        looks_right(page, "on a phone")
        last = slider(page, LEVERS[-1].name)
        last.focus()
        last.scroll_into_view_if_needed()
        for part in (".sim-short", ".sim-middle .sim-svg", ".sim-caveat"):
            assert page.locator(part).evaluate(SEEN), part
        assert not page.evaluate(BARE), "on a phone"
        assert not visit.faults


def test_scenarios_from_right_to_left(browser, address):
    with Visit(Abroad(browser), address, "book/scenarios.html") as visit:
        page = visit.page
        page.wait_for_selector(".explorer[data-ready=true]")
        page.evaluate(
            "document.querySelectorAll('.explorer details').forEach((d) => (d.open = true))"
        )
        lever = page.get_by_role("slider", name=pseudo("Guarantee tied to support"))
        menu = page.locator(".explorer").get_by_label(pseudo("Show"), exact=True)
        for width, height in ((1280, 900), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            for variable in ("deterrence", "credibility"):
                menu.select_option(variable)
                looks_right(page, f"at {width} pixels, {variable}")
            lever.blur()
            lever.focus()
            for part in (".explorer-readout", ".explorer-chart"):
                assert page.locator(part).evaluate(SEEN), part
        assert moves(lever, "ArrowLeft", up=True) and moves(lever, "ArrowRight", up=False)
        assert not page.evaluate(BARE)
        assert not visit.faults
