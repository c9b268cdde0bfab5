"""All explorers in French, and in a language that nobody speaks, written from right to left.

All letters of its table have accents: a letter without one came past ``t``. Its texts are longer
than English ones, as those of most languages are.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from natolab.explorers import strings
from natolab.explorers.front_end import STYLE, front_end, own_style, scripts
from natolab.model import LEVERS
from tests.site.test_browser import OUTSIDE, Visit, overflow, wait_for_pictures
from tests.site.test_simulator import SEEN, Opened, choose, open_all, press, slider
from tests.support.explorers import explorers
from tests.support.strings import LOADER, pseudo, pseudo_table

#: What shows letters without accents, in texts and in what is spoken only, but for the names of the
#: two scenarios, and dates, for which nobody's language is English. Left out: what stays in its own
#: language, keys, a scenario as text and as link.
BARE = """() => {
  const own = "[lang]:not(html), kbd, textarea, script, style, .sim-brief-link";
  const found = new Set();
  const look = (text, node) => {
    const bare = (text ?? "")
      .replace(/\\b[AB]\\b/g, "")
      .replace(/\\b[A-Z][a-z]+ \\d{1,2}, \\d{4}\\b/g, "");
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
#: Decimals, dollars and per cent as English writes them, in the same places.
ENGLISH_NUMBERS = BARE.replace("if (/[A-Za-z]/.test(bare)", r"if (/\d\.\d|\$\d|\d %/.test(bare)")
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


@contextmanager
def staged(abroad, slug, **given):
    """Open a page of nothing but one explorer, made from the sources, and see that none fails."""
    cls, script = explorers()[slug], scripts()[slug]
    files = {
        "/book/page.html": (
            '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">'
            "<title>One explorer</title>"
            f"<style>{STYLE.read_text(encoding='utf-8')}{own_style(script)}</style>"
            f'<main style="max-width: 45rem">{cls()._static_html()}</main>'
            '<script type="module" src="../_static/explorers.js"></script></html>'
        ),
        "/_static/explorers.js": LOADER.read_text(encoding="utf-8"),
        f"/_static/explorers/{slug}.js": front_end(script),
    }
    kinds = {"html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8"}

    def answer(route):
        path = urlsplit(route.request.url).path
        if path in files:
            route.fulfill(body=files[path], content_type=kinds[path.rpartition(".")[2]])
        else:
            route.fulfill(status=404)

    context = abroad.new_context(**given)
    try:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route("http://course.test/**", answer)
        page.goto("http://course.test/book/page.html")
        page.wait_for_selector(".explorer[data-ready=true]")
        yield page
        assert not errors
    finally:
        context.close()


def turned(page, look):
    """Move each control of an explorer both ways; return what ``look`` found on the way."""
    found = set(page.evaluate(look))
    controls = page.query_selector_all(
        ".explorer :is(input, select, button:not(.explorer-afresh *))"
    )
    unfold = "document.querySelectorAll('.explorer details').forEach((d) => (d.open = true))"
    for control in controls:
        page.evaluate(unfold)
        if not (control.is_visible() and control.is_enabled()):
            continue
        kind = control.evaluate("(node) => node.type")
        if kind == "range":
            before = control.input_value()
            for value in (*control.evaluate("(node) => [node.min, node.max]"), before):
                control.fill(value)
                found.update(page.evaluate(look))
        elif kind == "select-one":
            for value in control.evaluate("(node) => [...node.options].map((o) => o.value)"):
                control.select_option(value)
                found.update(page.evaluate(look))
        elif kind in ("checkbox", "radio"):
            for _ in range(2):
                control.evaluate("(node) => node.click()")
                found.update(page.evaluate(look))
        else:
            control.evaluate("(node) => node.click()")
            found.update(page.evaluate(look))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    return sorted(found.union(page.evaluate(look)))


@pytest.mark.parametrize("slug", sorted(scripts().keys() - {"simulator"}))
def test_explorer_speaks_the_language_of_its_page(browser, slug):
    """Nothing stays English, whatever moves, and longer words have room; the simulator follows."""
    for abroad, look in (
        (Abroad(browser), BARE),
        (Abroad(browser, "fr", strings.table("fr"), "ltr"), ENGLISH_NUMBERS),
    ):
        with staged(abroad, slug, reduced_motion="reduce") as page:
            for width in (800, 360):
                page.set_viewport_size({"width": width, "height": 900})
                looks_right(page, f"at {width} pixels")
            english = turned(page, look)
            assert not english, "\n".join(english)
            looks_right(page, "at the end")


def test_years_of_the_alliance_in_words(browser):
    with staged(Abroad(browser, strings.SOURCE, direction="ltr"), "enlargement") as page:
        year, said = page.locator("input[type=range]"), page.locator(".explorer-readout")
        year.fill("2024")
        assert said.inner_text().startswith("At the end of 2024 the alliance has 32 members, 1 of")
        year.fill("2026")
        assert "end with 2024" in said.inner_text()


def test_minutes_of_the_council_speak_it_too(browser):
    """They are a file, which the screen does not show."""
    with staged(Abroad(browser), "council", accept_downloads=True) as page:
        for _ in range(4):
            page.get_by_role("button", name=pseudo("Put into effect"), exact=True).click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name=pseudo("Save the minutes"), exact=True).click()
        minutes = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert pseudo("The notice") in minutes
    assert not re.findall("[A-Za-z]+", minutes)


def test_words_are_sought_in_the_claims_as_they_stand_there(browser):
    with staged(Abroad(browser, "fr", strings.table("fr"), "ltr"), "readings") as page:
        claims = page.locator(".explorer-scroll li")
        page.fill("input[type=search]", "DÉTROIT")
        assert claims.count()
        assert all("détroit" in text.lower() for text in claims.all_inner_texts())
        page.fill("input[type=search]", "ceasefire")
        assert not claims.count(), "the English word stands nowhere"


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
