"""The Scenario Explorer, the short form of the simulator, does what its chapter promises."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from natolab.chapters.scenarios.explorer import ScenarioExplorer
from natolab.model import SCENARIOS
from natolab.model.permalink import from_link
from tests.site.test_browser import Visit

PAGE = "book/scenarios.html"


@pytest.fixture
def page(browser, address):
    with Visit(browser, address, PAGE) as visit:
        visit.page.wait_for_selector(".explorer[data-ready=true]")
        yield visit.page
        assert not visit.faults


def said(page):
    return page.inner_text(".explorer-readout")


def choose(page, name, menu="Scenario A (solid)"):
    page.locator(".explorer").get_by_label(menu).select_option(name)


def press(page, button):
    page.locator(".explorer").get_by_role("button", name=button, exact=True).click()


def follow(page, fragment):
    page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
    page.wait_for_selector(".scenario-arrived:visible")
    return page.inner_text(".scenario-arrived")


def onward(page):
    """Return the scenarios that the link to the simulator carries."""
    return from_link(page.get_attribute(".scenario-onward", "href"))


def test_preset_lever_undo_and_swap(page):
    start = said(page)
    choose(page, "breakdown")
    preset = said(page)
    assert "ends hollow" in preset and preset != start
    page.get_by_role("slider", name="Guarantee tied to support").fill("0.1")
    moved = said(page)
    assert moved != preset and "breakdown, changed" in moved
    press(page, "Undo")
    assert said(page) == preset
    press(page, "Swap A and B")
    assert said(page).startswith("A (No war)")


def test_it_says_in_which_levers_the_two_differ(page):
    choose(page, "exit_blocked")
    choose(page, "formal_exit", "Compare with B (dashed)")
    assert page.inner_text(".scenario-differ") == "A and B differ in the lever membership."


def test_the_link_to_the_simulator_carries_both(page):
    choose(page, "realignment")
    choose(page, "exit_blocked", "Compare with B (dashed)")
    page.get_by_role("slider", name="Joint crisis diplomacy").fill("0.33")
    scenario, other = onward(page)
    assert scenario.levers["coordination"] == {0.45: 0.9, 3.0: 0.33}
    assert other == SCENARIOS["exit_blocked"]
    assert page.get_attribute(".scenario-onward", "href").startswith("simulator.html#")


def test_links_of_older_versions_open(page):
    mine = SCENARIOS["exit_blocked"].with_parameters(support_threshold=0.66)
    widget = ScenarioExplorer(scenario=mine, other="formal_exit")
    messenger = f"#top%23{quote(widget.link[1:], safe='')})"
    assert "stands behind the link's end: “)”" in follow(page, messenger)
    assert onward(page) == (widget.scenario, widget.other)
    choose(page, "breakdown")
    assert "as A, compared with “formal_exit” as B" in follow(page, widget.link)
    assert onward(page) == (widget.scenario, widget.other)
    assert f"{widget.run['credibility'].iloc[-1]:.2f}" in said(page)


@pytest.mark.parametrize(
    "fragment",
    [
        "#scenario=2&name=x",
        "#scenario=1&name=a&strike=0~7&b.name=b&end=1",
        "#scenario=1&name=a&strike=0~1&b.name=b&b.strike=0~0.",
    ],
)
def test_bad_link_gets_a_sentence(page, fragment):
    choose(page, "breakdown")
    before = said(page)
    told = follow(page, fragment)
    assert told.startswith("The link cannot be read, and nothing was changed.")
    assert said(page) == before


def test_a_link_cannot_run_code_or_break_the_page(page):
    code = "<img src=x onerror='window.ran = 1'><script>window.ran = 1</script>"
    entries = {"scenario": "1", "b.name": "b", "name": code, "text": code + "n" * 3000, "end": "1"}
    told = follow(page, "#" + urlencode(entries))
    assert code[:40] in said(page) and "n" * 100 in told
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_variable_can_be_shown(page):
    for name in ("supply_gap", "deterrence"):
        choose(page, name, "Show")
        assert name.replace("_", " ") in page.inner_html(".explorer-chart")
    assert page.locator(".explorer-chart .band").count()
