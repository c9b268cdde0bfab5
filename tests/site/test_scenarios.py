"""The Scenario Explorer does for a student what its chapter promises."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest

from natolab.chapters.scenarios.explorer import ScenarioExplorer
from natolab.model import SCENARIOS, Scenario, simulate
from tests.site.test_browser import Visit

PAGE = "book/scenarios.html"
BAD = {
    "levers: [": "Line 1",
    "name: war\nlevers:\n  strike:\n    0.0: 2.0\n": "must be from 0 to 1",
    "name: war\nlevers:\n  strikes: 1\n": "There is no lever 'strikes'",
    "name: war\nlevers: {}\n# parameters: {}\n": "parameters stand in a comment",
    "name: war\nlevers: {}\nparameters:\n  support_slope: 90\n": "must be from 0 to 40",
    "name: war\n": "must hold 'name' and 'levers'",
}


@pytest.fixture
def visit(browser, address):
    with Visit(browser, address, PAGE, permissions=["clipboard-read", "clipboard-write"]) as visit:
        visit.page.wait_for_selector(".explorer[data-ready=true]")
        yield visit
        assert not visit.faults


@pytest.fixture
def page(visit):
    return visit.page


def said(page):
    return page.inner_text(".explorer-readout")


def told(page):
    return page.inner_text(".scenario-told")


def arrived(page):
    return page.inner_text(".scenario-arrived")


def choose(page, name, menu="Scenario A (solid)"):
    page.locator(".explorer").get_by_label(menu).select_option(name)


def press(page, button):
    page.locator(".explorer").get_by_role("button", name=button, exact=True).click()


def open_all(page):
    page.evaluate("document.querySelectorAll('.explorer details').forEach((d) => (d.open = true))")


def slider(page, lever, label, step=1):
    row = page.get_by_role("group", name=f"{lever}, step {step}", exact=True)
    return row.get_by_label("from year" if label == "year" else f"Step {step}: {label}")


def downloaded(page, button):
    with page.expect_download() as waiting:
        press(page, button)
    return Path(waiting.value.path()).read_bytes(), waiting.value.suggested_filename


def end(run):
    return run.iloc[-1].to_numpy()


def test_preset_step_undo_redo(page):
    start = said(page)
    choose(page, "breakdown")
    preset = said(page)
    assert "ends hollow" in preset and preset != start
    open_all(page)
    slider(page, "Conditionality", "value").fill("0.1")
    moved = said(page)
    assert moved != preset
    slider(page, "Conditionality", "value").focus()
    page.keyboard.press("Control+z")
    assert said(page) == preset
    page.keyboard.press("Control+Shift+z")
    assert said(page) == moved
    press(page, "Undo")
    press(page, "Undo")
    assert said(page) == start


def test_steps_are_added_dragged_and_removed(page):
    choose(page, "no_war")
    lever = page.locator(".scenario-lever", has_text="Exit talk").first
    open_all(page)
    press(page, "Add a step to Exit talk")
    slider(page, "Exit talk", "value", 2).fill("0.9")
    assert "0.05, from year 1: 0.9" in lever.inner_text()
    handle = lever.locator(".scenario-handle").nth(1)
    # In the middle of the window, where the chart that stays in sight does not cover it.
    handle.evaluate("(node) => node.scrollIntoView({block: 'center'})")
    box = handle.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] + 10, steps=6)
    page.mouse.up()
    year = float(slider(page, "Exit talk", "year", 2).input_value())
    assert year > 1.5
    press(page, "Undo")
    assert "from year 1: 0.9" in lever.inner_text(), "a drag is undone as one change"
    press(page, "Remove step 2 of Exit talk")
    press(page, "Remove step 1 of Exit talk")
    assert "0.05, as before the war" in lever.inner_text()


def test_link_opens_the_same_scenario_in_a_new_page_and_in_python(page, visit, address):
    choose(page, "realignment")
    choose(page, "exit_blocked", "Compare with B (dashed)")
    open_all(page)
    slider(page, "Coordination", "value").fill("0.33")
    page.get_by_label("Support that commitment asks for").fill("0.62")
    press(page, "Copy link")
    assert "copied" in told(page)
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{address}/{PAGE}#scenario=1&")
    assert page.url == link
    other = visit.context.new_page()
    other.on("pageerror", lambda error: visit.faults.append(str(error)))
    other.goto(link)
    other.wait_for_selector(".explorer[data-ready=true]")
    assert said(other) == said(page)
    read = ScenarioExplorer.from_link(link)
    assert read.scenario.levers["coordination"][0.45] == 0.33
    assert read.scenario.parameters == {"support_threshold": 0.62}
    assert read.other == SCENARIOS["exit_blocked"]
    assert f"{read.run['credibility'].iloc[-1]:.2f}" in said(other)
    # And back: what Python makes opens in the page.
    mine = ScenarioExplorer(scenario="breakdown", other="formal_exit")
    other.goto(f"{address}/{PAGE}{mine.link}")
    other.wait_for_function(
        "document.querySelector('.scenario-arrived').innerText.includes('breakdown')"
    )
    assert "ends hollow" in said(other) and "ends dissolved" in said(other)


@pytest.mark.parametrize(
    "fragment",
    [
        "#scenario=2&name=x",
        "#scenario=1&name=a&strike=0~7&b.name=b&end=1",
        "#scenario=1&name=a&strike=0~1&b.name=b&b.strike=0~0.",
        "#scenario=1&name=a&strike=" + "_".join(f"{n / 100}~1" for n in range(500)),
    ],
)
def test_bad_link_gets_a_sentence(page, fragment):
    choose(page, "breakdown")
    before = said(page)
    page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
    page.wait_for_selector(".scenario-arrived:visible")
    assert arrived(page).startswith("The link cannot be read, and nothing was changed.")
    assert said(page) == before
    page.wait_for_function(
        "(top => top > 0 && top < innerHeight)"
        "(document.querySelector('.scenario-arrived').getBoundingClientRect().top)"
    )


def opened(page, **entries):
    """Open a link with these entries and wait until the page has said so."""
    fragment = "#" + urlencode({"scenario": "1", "b.name": "b", **entries, "end": "1"})
    page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
    page.wait_for_selector(".scenario-arrived:visible")


def test_a_link_cannot_run_code_or_break_the_page(page):
    code = "<img src=x onerror='window.ran = 1'><script>window.ran = 1</script>"
    opened(page, name=code, text=code + "n" * 3000)
    assert code[:40] in said(page) and "n" * 100 in arrived(page)
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened(page, name="constructor")
    assert "A (constructor)" in said(page)


def test_a_changed_preset_is_not_called_by_the_presets_name(page):
    before = said(page)
    opened(page, name="breakdown", conditionality="0~0.1")
    assert "A (breakdown, changed)" in said(page)
    page.locator(".explorer").get_by_role("button", name="Undo", exact=True).focus()
    page.keyboard.press("Enter")
    assert said(page) == before
    assert page.evaluate("document.activeElement.innerText") == "Redo", "the focus stays"


def test_it_says_in_which_levers_the_two_differ(page):
    choose(page, "exit_blocked")
    choose(page, "formal_exit", "Compare with B (dashed)")
    assert page.inner_text(".scenario-differ") == "A and B differ in the lever membership."
    press(page, "Keep A as B")
    assert "the same assumptions" in page.inner_text(".scenario-differ")


def test_on_a_phone_the_result_stays_in_sight_of_the_levers(browser, address):
    with Visit(browser, address, PAGE, width=360) as visit:
        visit.page.wait_for_selector(".explorer[data-ready=true]")
        lever = visit.page.locator(".scenario-lever").last
        lever.evaluate("(node) => node.scrollIntoView({block: 'end'})")
        strip = visit.page.locator(".scenario-strip")
        assert 0 <= strip.bounding_box()["y"] < 200
        assert "Credibility after 10 years: A 0.67" in strip.inner_text()


@pytest.mark.parametrize("name", SCENARIOS)
def test_saved_yaml_is_what_python_writes_and_reads(page, name):
    choose(page, name)
    content, file = downloaded(page, "Save YAML")
    assert file == f"{name}.yaml"
    assert content.decode() == SCENARIOS[name].to_yaml()


def test_changed_scenario_goes_through_yaml_and_csv_unchanged(page, tmp_path):
    choose(page, "exit_blocked")
    open_all(page)
    slider(page, "Membership", "year", 2).fill("1.5")
    slider(page, "Drawdown", "value").fill("0.4")
    page.get_by_label("Support that commitment asks for").fill("0.66")
    scenario = Scenario.from_yaml(downloaded(page, "Save YAML")[0].decode())
    assert scenario.parameters == {"support_threshold": 0.66}
    expected = simulate(scenario)
    run = pd.read_csv(io.BytesIO(downloaded(page, "Export CSV")[0]), index_col="year")
    assert list(run.columns) == list(expected.columns)
    np.testing.assert_allclose(run.to_numpy(), expected.to_numpy(), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(run.index, expected.index, atol=1e-12)
    before = said(page)
    path = tmp_path / "mine.yaml"
    scenario.to_yaml(path)
    choose(page, "no_war")
    with page.expect_file_chooser() as chooser:
        press(page, "Load YAML")
    chooser.value.set_files(path)
    page.wait_for_function("document.querySelector('.scenario-told').innerText.includes('changed')")
    assert said(page) == before


def test_yaml_written_by_python_is_read_whatever_the_words(page):
    described = "It's a war: with #signs, \u201equotes\u201c and { brackets } - " * 6
    scenario = Scenario("yes", {"strike": {0.1: 1 / 3, 2: 1e-05}}, described.strip() + "\n\nEnd.")
    open_all(page)
    page.get_by_label("Scenario A as YAML").fill(scenario.to_yaml())
    press(page, "Use this text")
    assert "holds the scenario “yes”" in told(page)
    content = downloaded(page, "Save YAML")[0].decode()
    assert Scenario.from_yaml(content) == scenario


def test_steps_that_stand_close_keep_their_order(page):
    open_all(page)
    close = "name: close\nlevers:\n  strike: {1: 0.2, 1.02: 0.4, 1.04: 0.6, 12: 0}\n"
    page.get_by_label("Scenario A as YAML").fill(close)
    press(page, "Use this text")
    for year in ("0", "9"):
        slider(page, "Strike", "year", 2).fill(year)
    slider(page, "Strike", "value", 2).fill("0.5")
    read = Scenario.from_yaml(downloaded(page, "Save YAML")[0].decode())
    assert read.levers["strike"] == {1.0: 0.2, 1.02: 0.5, 1.04: 0.6, 12.0: 0.0}


@pytest.mark.parametrize("text", BAD)
def test_bad_yaml_gets_a_sentence_and_loses_nothing(page, text):
    choose(page, "breakdown")
    before = said(page)
    open_all(page)
    box = page.get_by_label("Scenario A as YAML")
    box.fill(text)
    press(page, "Use this text")
    assert told(page).startswith("The text cannot be read, and nothing was changed.")
    assert BAD[text] in told(page)
    assert said(page) == before
    assert box.input_value() == text


def test_png_is_a_picture_with_the_chart(page):
    content, name = downloaded(page, "Export PNG")
    assert content.startswith(b"\x89PNG") and name == "deescalation.png"
    assert len(content) > 10_000


def test_every_variable_can_be_shown_large(page):
    for name in ("deterrence", "oil_price", "supply_gap"):
        choose(page, name, "Show large")
        assert name.replace("_", " ") in page.inner_html(".scenario-stage")
    choose(page, "deterrence", "Show large")
    assert page.locator(".scenario-stage .band").count()


def test_redraw_takes_less_than_a_frame(page):
    open_all(page)
    times = page.evaluate(
        """() => {
             const slider = document.querySelector('.scenario-row input');
             return Array.from({length: 41}, (_, i) => {
               slider.value = (i % 20) / 20;
               const start = performance.now();
               slider.dispatchEvent(new Event('input', {bubbles: true}));
               return performance.now() - start;
             }).sort((a, b) => a - b);
           }"""
    )
    assert times[len(times) // 2] < 16


def test_targets_are_large_enough_on_a_phone(browser, address):
    with Visit(browser, address, PAGE, width=360) as visit:
        visit.page.wait_for_selector(".explorer[data-ready=true]")
        open_all(visit.page)
        small = visit.page.evaluate(
            """() => [...document.querySelectorAll(
                 '.explorer :is(button, select, input, summary, .scenario-grip)')]
                 .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
                 .filter(([, box]) => box.height > 0 && Math.min(box.width, box.height) < 24)
                 .map(([html]) => html)"""
        )
        assert not [html for html in small if 'type="range"' not in html], small
