"""The Alliance Simulator does on one screen what its page promises."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlencode, urlsplit
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from natolab.chapters.simulator.explorer import Simulator
from natolab.chapters.simulator.missions import verify
from natolab.model import (
    AUXILIARIES,
    LEVERS,
    SCENARIOS,
    STOCKS,
    Scenario,
    classify,
    simulate,
    to_xmile,
)
from natolab.model.permalink import from_link
from tests.site.test_browser import Visit, violations

PAGE = "book/simulator.html"
LAST = LEVERS[-1].name
#: An element's box lies within the window.
SEEN = """(node) => {
  const box = node.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && box.top >= 0 && box.left >= 0
    && box.bottom <= innerHeight && box.right <= innerWidth;
}"""
BAD_TEXT = {
    "levers: [": "Line 1",
    "name: war\nlevers:\n  strike:\n    0.0: 2.0\n": "must be from 0 to 1",
    "name: war\nlevers:\n  strikes: 1\n": "There is no lever 'strikes'",
    "name: war\nlevers: {}\n# parameters: {}\n": "parameters stand in a comment",
    "name: war\nlevers: {}\nparameters:\n  support_slope: 90\n": "must be from 0 to 40",
    "name: war\n": "must hold 'name' and 'levers'",
}
BAD_LINKS = (
    "#name=a&b.name=b&end=1",
    "#scenario%3D1%26name%3Da",
    "#scenario=2&name=x",
    "#scenario=1&name=a&strike=0~7&b.name=b&end=1",
    "#scenario=1&name=a&strike=0~1&b.name=b&b.strike=0~0.",
    "#scenario=1&name=a&strike=" + "_".join(f"{n / 100}~1" for n in range(500)),
)


class Opened(Visit):
    """The simulator, opened by somebody who has seen its guided start."""

    def __init__(self, browser, address, width=1280, height=720, search="", seen=True, **context):
        super().__init__(
            browser,
            address,
            f"{PAGE}{search}",
            width,
            permissions=["clipboard-read", "clipboard-write"],
            **context,
        )
        self.page.set_viewport_size({"width": width, "height": height})
        if seen:
            self.page.evaluate("localStorage.setItem('natolab-tour', 'done')")
            self.page.reload(wait_until="networkidle")
        self.page.wait_for_selector(".sim-hundred:not(:empty)", state="attached")


@pytest.fixture
def visit(browser, address):
    with Opened(browser, address) as visit:
        yield visit
        assert not visit.faults


@pytest.fixture
def page(visit):
    return visit.page


def drawn(page):
    """Wait for what follows the lines when a lever moves."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")


def said(page):
    drawn(page)
    return page.inner_text(".sim-result")


def told(page):
    return page.inner_text(".sim-told")


def slider(page, lever):
    return page.locator(f"input[data-lever={lever}]")


def same_model(one, two):
    """Whether two XMILE files are the same model, numbers however they are written."""
    number = re.compile(r"(?<![\w.])\d+\.?\d*(?:e-?\d+)?")
    first, second = (
        {
            (node.get("name"), child.tag): number.sub(lambda n: f"{float(n[0]):.9g}", child.text)
            for node in ElementTree.fromstring(text.encode()).iter()
            for child in node
            if child.text
        }
        for text in (one, two)
    )
    return first == second


def press(page, name):
    page.locator(".sim").get_by_role("button", name=name, exact=True).click()


def choose(page, name, menu="Scenario A"):
    page.locator(".sim").get_by_label(menu, exact=True).select_option(name)


def take(page, name):
    """Press a button under *Take along*."""
    if not page.locator(".sim-popover").is_visible():
        press(page, "Take along")
    press(page, name)


def downloaded(page, name):
    with page.expect_download() as waiting:
        take(page, name)
    return Path(waiting.value.path()).read_bytes(), waiting.value.suggested_filename


def settled(page):
    """Wait until the page has said and kept the last change."""
    page.wait_for_timeout(600)


def open_all(page):
    """Open all folded parts, and those within that opening has made."""
    for _ in range(2):
        page.evaluate("document.querySelectorAll('.sim details').forEach((d) => (d.open = true))")
        page.wait_for_selector(".sim .explorer-details", state="attached")


def as_text(page, text):
    """Type a scenario into the field for text and use it."""
    page.evaluate("document.querySelectorAll('.sim-fold').forEach((each) => (each.open = true))")
    page.get_by_label("Scenario A as YAML").fill(text)
    press(page, "Use this text")


class TestOneScreen:
    @pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
    def test_levers_picture_result_and_story_are_in_view(self, browser, address, width, height):
        with Opened(browser, address, width, height) as visit:
            page = visit.page
            parts = [".sim-svg", ".sim-headline", ".sim-marks", ".sim-tablist", ".sim-reasons"]
            for part in [*parts, ".sim-year", ".sim-caveat"]:
                assert page.locator(part).first.evaluate(SEEN), part
            for lever in LEVERS:
                assert slider(page, lever.name).evaluate(SEEN), lever.name
            for title in ("Energy", "Politics at home", "Security"):
                assert page.locator(".sim-svg").get_by_text(title, exact=True).evaluate(SEEN)
            left = page.locator(".sim-left")
            assert left.evaluate("(node) => node.scrollHeight <= node.clientHeight + 1")
            assert not visit.faults

    def test_on_a_phone_result_and_picture_stay_while_the_last_lever_moves(self, browser, address):
        with Opened(browser, address, 390, 844, has_touch=True, is_mobile=True) as visit:
            page = visit.page
            lever = slider(page, LAST)
            lever.scroll_into_view_if_needed()
            lever.focus()
            before = page.text_content(".sim-svg"), page.inner_text(".sim-short")
            box = lever.bounding_box()
            page.touchscreen.tap(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
            page.wait_for_function(
                "([text]) => document.querySelector('.sim-svg').textContent !== text",
                arg=[before[0]],
            )
            for part in (".sim-short", ".sim-svg", ".sim-caveat"):
                assert page.locator(part).evaluate(SEEN), part
            assert lever.evaluate(SEEN)
            share = page.locator(".sim-middle").bounding_box()["height"] / 844
            assert share <= 0.45
            page.locator(".sim-tabs").get_by_role("button", name="Energy").tap()
            assert "Oil price" in page.text_content(".sim-svg")
            assert "Credibility" not in page.text_content(".sim-svg")
            small = page.evaluate(
                """() => [...document.querySelectorAll(
                     '.sim-screen :is(button, select, input, summary)')]
                     .map((node) => [node.outerHTML.slice(0, 90), node.getBoundingClientRect()])
                     .filter(([, box]) => box.height > 0 && Math.min(box.width, box.height) < 23.9)
                     .map(([html]) => html)
                     .filter((html) => !html.includes('checkbox'))"""
            )
            assert not [html for html in small if 'type="range"' not in html], small
            self.steps_follow_a_finger(visit)
            assert not visit.faults

    def steps_follow_a_finger(self, visit):
        """To the end of its way; the page does not scroll away with it."""
        page = visit.page
        choose(page, "deescalation")
        page.get_by_role("button", name="War with Iran: course over time").tap()
        handle = page.locator(".sim-drawer:visible .scenario-dot").nth(2)
        handle.evaluate("(node) => node.scrollIntoView({block: 'center'})")
        box = handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        before = page.evaluate("scrollY")
        finger = visit.context.new_cdp_session(page)
        finger.send(
            "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
        )
        for step in range(1, 13):
            points = [{"x": x + 5 * step, "y": y - 3 * step}]
            finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        after = handle.bounding_box()
        assert abs(after["x"] - box["x"] - 60) < 10
        assert page.evaluate("scrollY") == before

    def test_first_visit_is_light(self, browser, address, built):
        with Opened(browser, address, seen=False) as visit:
            own = {url for url in visit.requested if url.startswith(address)}
        paths = {unquote(urlsplit(url).path) for url in own}
        weight = sum(len(gzip.compress((built / path.lstrip("/")).read_bytes())) for path in paths)
        assert weight < 300_000, f"{weight / 1000:.0f} kB, compressed"


class TestLevers:
    def test_mouse_keyboard_undo_and_redo(self, page):
        start = said(page)
        lever = slider(page, "conditionality")
        box = lever.bounding_box()
        page.mouse.click(box["x"] + box["width"] * 0.97, box["y"] + box["height"] / 2)
        moved = said(page)
        assert "Ends hollow" in moved and moved != start
        assert "changed" in page.get_by_label("Scenario A", exact=True).evaluate(
            "(menu) => menu.selectedOptions[0].textContent"
        )
        settled(page)
        chain = page.inner_text(".sim-chain")
        assert chain.startswith("Guarantee") and "Credibility" in chain and "↓" in chain
        page.wait_for_timeout(1000)  # moves that follow at once are one change
        lever.focus()
        page.keyboard.press("Home")
        assert said(page) != moved
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+z")
        assert said(page).split("Of 100")[0] == start.split("Of 100")[0]
        page.keyboard.press("Control+Shift+z")
        assert said(page).split("Of 100")[0] == moved.split("Of 100")[0]
        press(page, "Reset")
        assert page.evaluate("document.activeElement.textContent") == "Undo"
        press(page, "Keep A as B")
        assert "the two never part" in said(page)
        press(page, "Swap")

    def test_a_slider_sets_all_years_and_only_the_last_step_of_a_course(self, page):
        choose(page, "no_war")
        slider(page, "exit_talk").fill("0.9")
        content, _ = downloaded(page, "Save YAML")
        assert Scenario.from_yaml(content.decode()).levers == {"exit_talk": {0.0: 0.9}}
        choose(page, "deescalation")
        slider(page, "strike").fill("0.5")
        content, _ = downloaded(page, "Save YAML")
        steps = Scenario.from_yaml(content.decode()).levers["strike"]
        assert steps == {0.0: 1.0, 0.45: 0.15, 0.8: 0.5}
        assert "from year 0.8" in page.inner_text(".sim-lever[data-lever=strike]")

    def test_the_course_over_time_can_be_opened_and_dragged(self, page):
        choose(page, "no_war")
        over = page.get_by_role("button", name="Talk of leaving NATO: course over time")
        over.click()
        assert over.get_attribute("aria-expanded") == "true"
        press(page, "Add a step to Exit talk")
        row = page.get_by_role("group", name="Exit talk, step 2", exact=True)
        row.get_by_label("Step 2: value").fill("0.9")
        handle = page.locator(".sim-drawer .scenario-handle").nth(1)
        handle.evaluate("(node) => node.scrollIntoView({block: 'center'})")
        box = handle.bounding_box()
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] + 60, middle[1] + 5, steps=6)
        page.mouse.up()
        year = float(row.get_by_label("from year").input_value())
        assert year > 1.2
        press(page, "Undo")
        assert float(row.get_by_label("from year").input_value()) == 1, "a drag is one change"
        press(page, "The same in all 10 years")
        content, _ = downloaded(page, "Save YAML")
        assert Scenario.from_yaml(content.decode()).levers == {"exit_talk": {0.0: 0.9}}

    def test_each_step_of_a_course_can_be_taken(self, page):
        """Also where the dots of two steps lie close together."""
        for preset in ("deescalation", "formal_exit", "breakdown"):
            choose(page, preset)
            for lever, course in SCENARIOS[preset].levers.items():
                row = page.locator(f".sim-lever[data-lever={lever}]")
                dots = row.locator(".scenario-dot")
                if len(course) < 2 or row.locator(".sim-switch").count():
                    continue
                if not row.locator(".sim-drawer").is_visible():
                    row.locator(".sim-over").click()
                for step in range(len(course)):
                    values = [each.input_value() for each in row.get_by_label(": value").all()]
                    dots.nth(step).evaluate("(node) => node.scrollIntoView({block: 'center'})")
                    box = dots.nth(step).bounding_box()
                    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
                    page.mouse.move(x, y)
                    page.mouse.down()
                    up = -20 if float(values[step]) < 0.5 else 20
                    page.mouse.move(x, y + up, steps=3)
                    page.mouse.up()
                    moved = [each.input_value() for each in row.get_by_label(": value").all()]
                    changed = [
                        i
                        for i, pair in enumerate(zip(values, moved, strict=True))
                        if len({*pair}) > 1
                    ]
                    assert changed == [step], (preset, lever, step)
                    press(page, "Undo")

    def test_membership_is_a_switch(self, page):
        choose(page, "no_war")
        lever = page.get_by_role("switch")
        lever.press("Space")
        assert "Ends dissolved" in said(page)

    def test_one_polite_sentence_for_a_settled_change(self, page):
        page.evaluate(
            """() => {
                 window.spoken = [];
                 const live = document.querySelector('.sim .explorer-spoken[aria-live]');
                 new MutationObserver(() => window.spoken.push(live.textContent))
                   .observe(live, {childList: true, characterData: true, subtree: true});
               }"""
        )
        settled(page)
        page.evaluate("window.spoken.length = 0")
        slider(page, "conditionality").evaluate(
            """async (slider) => {
                 for (let i = 0; i < 12; i += 1) {
                   slider.stepUp();
                   slider.dispatchEvent(new Event('input', {bubbles: true}));
                   await new Promise((resolve) => setTimeout(resolve, 20));
                 }
               }"""
        )
        settled(page)
        spoken = page.evaluate("window.spoken")
        assert len(spoken) == 1, spoken
        assert spoken[0].startswith("A ends") and spoken[0].endswith(".")


class TestPicture:
    def test_year_by_pointer_keyboard_and_play(self, page):
        year = page.get_by_label("Year", exact=True)
        year.focus()
        page.keyboard.press("Home")
        assert year.get_attribute("aria-valuetext") == "year 0.0"
        assert "88" in page.text_content(".sim-svg")
        box = page.locator(".sim-svg").bounding_box()
        page.mouse.click(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
        assert 1 < float(year.input_value()) < 6
        before = float(year.input_value())
        page.get_by_label("Play the years").click()
        page.wait_for_function("(at) => document.querySelector('.sim-year').value > at", arg=before)
        page.get_by_label("Stop").click()
        press(page, "First 2 years")
        assert float(year.input_value()) <= 2

    def test_bands_and_futures_follow_the_levers(self, page):
        shares = page.inner_text(".sim-hundred")
        area = page.locator(".sim-band").first.get_attribute("d")
        choose(page, "breakdown")
        page.wait_for_function(
            "([text, d]) => document.querySelector('.sim-hundred').innerText !== text"
            " && document.querySelector('.sim-band').getAttribute('d') !== d",
            arg=[shares, area],
        )
        marks = page.locator(".sim-future")
        assert marks.count() == 100
        counted = marks.evaluate_all(
            "(all) => all.filter((n) => n.className.includes('class-')).length"
        )
        assert counted == 100

    def test_the_strip_names_the_loop_that_leads_and_the_ring_shows_it(self, page):
        choose(page, "breakdown")
        settled(page)
        assert "mutual distancing" in page.text_content(".sim-strip")
        page.get_by_label("Year", exact=True).fill("2")
        assert "Pushes:" in page.inner_text(".sim-middle .sim-reasons")
        assert page.locator(".sim-ring text").count() >= 2

    def test_moves_are_drawn_within_a_frame(self, page):
        times = page.evaluate(
            """() => {
                 const slider = document.querySelector('input[data-lever=conditionality]');
                 return Array.from({length: 41}, (_, i) => {
                   slider.value = (i % 20) / 20;
                   const start = performance.now();
                   slider.dispatchEvent(new Event('input', {bubbles: true}));
                   return performance.now() - start;
                 }).sort((a, b) => a - b);
               }"""
        )
        assert times[len(times) // 2] < 16


class TestLinks:
    def test_link_reload_back_and_python(self, page, visit, address):
        choose(page, "realignment")
        choose(page, "exit_blocked", "B")
        slider(page, "drawdown").fill("0.33")
        open_all(page)
        page.get_by_label("Support that commitment asks for").fill("0.62")
        take(page, "Copy link")
        page.locator(".sim-told").filter(has_text="copied").wait_for()
        link = page.evaluate("navigator.clipboard.readText()")
        assert link.startswith(f"{address}/{PAGE}#scenario=1&")
        read = Simulator.from_link(link)
        assert read.scenario.levers["drawdown"] == {0.0: 0.33}
        assert read.scenario.parameters == {"support_threshold": 0.62}
        assert read.other == SCENARIOS["exit_blocked"]
        ends = page.inner_text(".sim-headline"), page.inner_text(".sim-facts")
        page.reload()
        page.wait_for_selector(".explorer[data-ready=true]")
        assert (page.inner_text(".sim-headline"), page.inner_text(".sim-facts")) == ends
        choose(page, "breakdown")
        settled(page)
        page.goto(f"{address}/book/privacy.html")
        page.go_back()
        page.wait_for_selector(".explorer[data-ready=true]")
        assert page.inner_text(".sim-headline") == "Ends hollow"
        page.goto(f"{address}/book/privacy.html")
        page.goto(f"{address}/{PAGE}")
        page.wait_for_selector(".explorer[data-ready=true]")
        assert page.inner_text(".sim-headline") == "Ends hollow", "kept without a link too"
        later = visit.context.new_page()
        later.goto(f"{address}/{PAGE}")
        later.wait_for_selector(".explorer[data-ready=true]")
        assert later.inner_text(".sim-headline") == "Ends hollow", "kept between visits"
        later.close()
        page.get_by_role("button", name="Start afresh").click()
        assert page.inner_text(".sim-headline") != "Ends hollow"
        other = visit.context.new_page()
        other.on("pageerror", lambda error: visit.faults.append(str(error)))
        mine = Simulator(scenario="breakdown", other="formal_exit")
        other.goto(f"{address}/{PAGE}{mine.link}")
        other.wait_for_selector(".sim-note:visible")
        assert "breakdown" in other.inner_text(".sim-note")
        assert "B (Path 4: exit) ends dissolved" in said(other)
        other.goto(f"{address}/book/scenarios.html{mine.link}")
        other.wait_for_selector(".scenario-arrived:visible")
        other.get_by_role("link", name="Open both in the simulator").click()
        other.wait_for_selector(".sim-note:visible")
        assert "Ends hollow" in said(other)

    @pytest.mark.parametrize("fragment", BAD_LINKS)
    def test_bad_link_gets_a_sentence(self, page, fragment):
        choose(page, "breakdown")
        settled(page)
        before = page.inner_text(".sim-facts")
        page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        page.wait_for_selector(".sim-note:visible")
        note = page.inner_text(".sim-note")
        assert note.startswith("The link cannot be read, and nothing was changed.")
        assert page.inner_text(".sim-facts") == before
        assert page.locator(".sim-note").evaluate(SEEN)

    def test_a_link_cannot_run_code_or_break_the_page(self, page):
        code = "<img src=x onerror='window.ran = 1'><script>window.ran = 1</script>"
        entries = {"scenario": "1", "b.name": "b", "name": code, "text": code + "n" * 3000}
        fragment = "#" + urlencode({**entries, "end": "1"})
        page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        page.wait_for_selector(".sim-note:visible")
        assert code[:40] in page.inner_text(".sim-note")
        assert page.evaluate("window.ran") is None
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_in_a_frame_it_shows_itself_alone_and_tells_its_height(self, browser, address):
        with Opened(browser, address) as visit:
            page = visit.page
            take(page, "Copy code for a frame")
            code = page.evaluate("navigator.clipboard.readText()")
            assert f'src="{address}/{PAGE}?embed#scenario=1' in code
            page.set_content(code)
            frame = page.frame_locator("iframe")
            frame.locator(".sim-headline").wait_for()
            page.wait_for_function("document.querySelector('iframe').height !== '760'")
            page.wait_for_function(
                """() => {
                     const frame = document.querySelector('iframe');
                     const inside = frame.contentDocument.querySelector('.sim');
                     return Math.abs(frame.height - inside.getBoundingClientRect().height) < 2;
                   }"""
            )
            assert not frame.locator(".wide-header").is_visible()


class TestTakeAlong:
    @pytest.mark.parametrize("name", ["no_war", "exit_blocked"])
    def test_saved_yaml_is_what_python_writes(self, page, name):
        choose(page, name)
        content, file = downloaded(page, "Save YAML")
        assert file == f"{name}.yaml"
        assert content.decode() == SCENARIOS[name].to_yaml()

    def test_yaml_and_csv_go_round_unchanged(self, page, tmp_path):
        choose(page, "exit_blocked")
        slider(page, "drawdown").fill("0.4")
        scenario = Scenario.from_yaml(downloaded(page, "Save YAML")[0].decode())
        expected = simulate(scenario)
        run = pd.read_csv(io.BytesIO(downloaded(page, "Run (CSV)")[0]), index_col="year")
        assert list(run.columns) == list(expected.columns)
        np.testing.assert_allclose(run.to_numpy(), expected.to_numpy(), rtol=1e-9, atol=1e-9)
        before = page.inner_text(".sim-facts")
        path = tmp_path / "mine.yaml"
        scenario.to_yaml(path)
        choose(page, "no_war")
        with page.expect_file_chooser() as chooser:
            take(page, "Load YAML")
        chooser.value.set_files(path)
        page.wait_for_function("document.querySelector('.sim-told').innerText.includes('changed')")
        assert page.inner_text(".sim-facts") == before

    def test_the_run_as_a_spreadsheet_holds_what_the_table_does(self, page):
        """To the last digit; a second sheet names scenario, story, units and meanings."""
        name, story = "a <b> & “c”", "It's\tso:\n'=1+1' \u2192 \U0001f6e2"
        as_text(page, Scenario(name, {"drawdown": {0: 1 / 3}}, story).to_yaml())
        table = io.StringIO(downloaded(page, "Run (CSV)")[0].decode())
        names, *numbers = csv.reader(table)
        content, file = downloaded(page, "Run (XLSX)")
        assert file == "a-b-c.xlsx"
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
        sheets = load_workbook(io.BytesIO(content))
        assert sheets.sheetnames == ["Run", "About"]
        head, *rows = sheets["Run"].iter_rows(values_only=True)
        assert list(head) == names
        assert len(rows) == 521
        assert rows == [tuple(map(float, row)) for row in numbers]
        about = dict(sheets["About"].iter_rows(values_only=True))
        assert (about["Scenario"], about["Story"]) == (name, story)
        assert "not a forecast" in about["What it is"]
        units = {lever.column or lever.name: lever for lever in LEVERS}
        units |= {each.name: each for each in (*STOCKS, *AUXILIARIES)}
        told = {f"Column {name} [{units[name].unit}]": units[name].meaning for name in head[1:]}
        assert told.items() <= about.items()
        assert "Column year [years]" in about

    def test_yaml_written_by_python_is_read_whatever_the_words(self, page):
        described = "It's a war: with #signs, \u201equotes\u201c and { brackets } - " * 6
        mine = Scenario("yes", {"strike": {0.1: 1 / 3, 2: 1e-05}}, described.strip() + "\n\nEnd.")
        as_text(page, mine.to_yaml())
        assert "holds the scenario “yes”" in told(page)
        assert Scenario.from_yaml(downloaded(page, "Save YAML")[0].decode()) == mine

    def test_a_loop_that_was_cut_stays_cut_and_a_late_step_is_said(self, page):
        """Parameters survive file, link, frame and model; steps that no run reaches are named."""
        open_all(page)
        page.get_by_label("Loop of mutual distancing").uncheck()
        ends = page.inner_text(".sim-headline")
        saved = Scenario.from_yaml(downloaded(page, "Save YAML")[0].decode())
        take(page, "Copy link")
        linked = Simulator.from_link(page.evaluate("navigator.clipboard.readText()")).scenario
        take(page, "Copy code for a frame")
        code = html.unescape(page.evaluate("navigator.clipboard.readText()"))
        framed, _ = from_link(re.search(r'src="([^"]+)"', code)[1])
        assert dict(saved.parameters) == {"support_link": 0}
        assert saved == linked == framed
        outcome = classify(simulate(saved))
        assert ends == "Ends with strategic damage" and outcome == "strategic_damage"
        model, name = downloaded(page, "Model (XMILE)")
        assert name.endswith(".xmile")
        assert same_model(model.decode(), to_xmile(saved))
        as_text(page, saved.with_lever("drawdown", {0: 0.1, 12: 0.4}, name="late").to_yaml())
        assert told(page).endswith(
            "Drawdown changes in year 12, when the run of 10 years has ended: that has no effect."
        )
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert "from year 12 (after the end)" in page.text_content(".sim-brief")
        model, _ = downloaded(page, "Model (XMILE)")
        late = saved.with_lever("drawdown", {0: 0.1, 12: 0.4}, name="late")
        with pytest.warns(UserWarning, match="changes in year 12"):
            assert same_model(model.decode(), to_xmile(late))

    def test_bad_yaml_gets_a_sentence_and_loses_nothing(self, page):
        choose(page, "breakdown")
        before = page.inner_text(".sim-facts")
        for text, says in BAD_TEXT.items():
            as_text(page, text)
            assert told(page).startswith("The text cannot be read, and nothing was changed.")
            assert says in told(page)
            assert page.inner_text(".sim-facts") == before
            assert page.get_by_label("Scenario A as YAML").input_value() == text

    def test_pictures(self, page):
        content, name = downloaded(page, "Picture (PNG)")
        assert content.startswith(b"\x89PNG") and name == "deescalation.png"
        assert len(content) > 20_000
        content, name = downloaded(page, "Picture (SVG)")
        text = content.decode()
        assert name == "deescalation.svg" and text.startswith("<svg")
        assert "A teaching model, not a forecast" in text and "Politics at home" in text

    def test_policy_brief_prints_one_page_without_controls(self, browser, address):
        with Opened(browser, address) as visit:
            page = visit.page
            choose(page, "breakdown")
            settled(page)
            page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
            page.emulate_media(media="print")
            shown = page.locator(".sim :is(button, select, input, summary):visible")
            assert shown.count() == 0
            brief = page.inner_text(".sim-brief")
            for part in ("Decisions", "Result", "Why", "not a forecast", "Of 100 futures"):
                assert part in brief
            assert page.locator(".sim-brief svg").is_visible()
            assert page.pdf(format="A4").count(b"/Type /Page\n") <= 1


class TestFolded:
    def test_every_variable_and_parameter_of_the_model_is_there(self, page):
        open_all(page)
        for name in ("deterrence", "supply_gap"):
            choose(page, name, "Show large")
            assert name.replace("_", " ") in page.inner_html(".sim-stage")
        choose(page, "deterrence", "Show large")
        assert page.locator(".sim-stage .band").count()
        before = page.inner_text(".sim-facts")
        page.get_by_label("Loop of mutual distancing").uncheck()
        assert "1 changed" in page.inner_text(".sim-fold >> nth=1")
        choose(page, "breakdown")
        assert page.inner_text(".sim-facts") != before
        press(page, "All parameters to their defaults")
        assert "Source:" in page.inner_text(".sim-record")


class TestStoriesAndMissions:
    def test_each_path_has_a_story(self, page):
        page.get_by_role("tab", name="Story").click()
        for name in ("deescalation", "european_pillar"):
            choose(page, name)
            story = page.inner_text(".sim-story")
            assert "What would refute it" in story and "Year" in story

    def test_a_mission_from_start_to_code_by_keyboard_alone(self, page):
        page.get_by_role("tab", name="Why").focus()
        page.keyboard.press("ArrowLeft")
        assert page.get_by_role("tab", name="Missions").get_attribute("aria-selected") == "true"
        title = "Bring the alliance back from breakdown with one lever"
        page.get_by_role("button", name=title).press("Enter")
        assert page.inner_text(".sim-headline") == "Ends hollow"
        slider(page, "strike").press("ArrowRight")
        page.wait_for_function(
            "document.querySelector('.sim-verdict').innerText.includes('Not yet')"
        )
        page.keyboard.press("Control+z")
        slider(page, "conditionality").press("Home")
        page.wait_for_function("document.querySelector('.sim-verdict').innerText === 'Solved.'")
        page.get_by_role("button", name="Copy the code of completion").press("Enter")
        page.wait_for_function("document.querySelector('.sim-told').textContent.includes('copied')")
        code = page.evaluate("navigator.clipboard.readText()")
        assert verify(code).solved, verify(code)
        assert json.loads(page.evaluate("localStorage.getItem('natolab-missions')"))
        page.get_by_role("button", name="All missions").press("Enter")
        assert "1 of 10 solved" in page.inner_text(".sim-mission-panel")
        # Whoever opens the code sees the mission and the model's verdict.
        page.evaluate("history.replaceState(null, '', '#')")  # it holds the code already
        page.evaluate("(code) => { location.hash = new URL(code).hash; }", code)
        page.wait_for_selector(".sim-note:visible")
        page.wait_for_function("document.querySelector('.sim-verdict').innerText === 'Solved.'")
        assert title in page.inner_text(".sim-mission-panel")
        assert "It answers a mission" in page.inner_text(".sim-note")

    def test_guided_start_is_offered_once_and_moves_the_levers(self, browser, address):
        with Opened(browser, address, seen=False) as visit:
            page = visit.page
            card = page.locator(".sim-tour")
            assert card.is_visible()
            page.keyboard.press("Tab")
            card.get_by_role("button", name="Show me").press("Enter")
            for step in range(1, 6):
                assert f"step {step} of 5" in card.inner_text()
                card.locator(".sim-options button").first.press("Enter")
                assert "odel" in page.inner_text(".sim-answer")
                card.get_by_role("button").filter(has_text="ext").or_(
                    card.get_by_role("button", name="The levers are yours")
                ).last.press("Enter")
            assert not card.is_visible()
            assert slider(page, "european_effort").input_value() == "1"
            page.reload()
            page.wait_for_selector(".explorer[data-ready=true]")
            assert not page.locator(".sim-tour").is_visible()
            assert not visit.faults


class TestClassMode:
    def test_result_waits_for_a_show_of_hands(self, page):
        press(page, "Class mode")
        for part in (".sim-result", ".sim-tabbed", ".sim-middle .sim-reasons"):
            assert not page.locator(part).is_visible(), part
        ends = page.locator(".sim-a").last.get_attribute("points")
        page.locator("body").click(position={"x": 2, "y": 2})
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        assert page.get_by_label("Year", exact=True).input_value() == "2"
        assert len(page.locator(".sim-a").last.get_attribute("points")) > len(ends)
        press(page, "Show the result")
        assert not page.locator(".sim-result").is_visible(), "first the hands"
        page.get_by_label("Hollow", exact=True).fill("12")
        press(page, "Show the result")
        assert page.locator(".sim-result").is_visible()
        press(page, "Side by side")
        assert page.locator(".sim-picture:visible").count() == 2
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("3")
        assert page.inner_text(".sim-headline") == "Ends hollow"
        page.keyboard.press("?")
        assert "full screen" in page.inner_text(".sim-keys")
        page.keyboard.press("Escape")
        size = page.locator(".sim-headline").evaluate(
            "(n) => parseFloat(getComputedStyle(n).fontSize)"
        )
        press(page, "Class mode")
        assert size > 20
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("1")
        assert page.inner_text(".sim-headline") == "Ends hollow", "keys work in class mode only"


@pytest.mark.parametrize("zoom", [2, 4])
def test_it_reflows_when_enlarged(browser, address, zoom):
    with Opened(browser, address, 1280 // zoom, 720 // zoom) as visit:
        page = visit.page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        slider(page, LAST).fill("1")
        assert page.locator(".sim-result").is_visible()


def test_forced_colours_and_less_motion(browser, address):
    with Opened(browser, address, forced_colors="active") as visit:
        page = visit.page
        assert not violations(page)
        assert page.locator(".sim-a").first.evaluate("(n) => getComputedStyle(n).stroke") != "none"
        assert page.evaluate("document.getAnimations().length") == 0
