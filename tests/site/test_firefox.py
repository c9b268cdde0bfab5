"""A live page in Firefox: the main path, in one page."""

from __future__ import annotations

import pytest

from natolab.chapters.hormuz import exercises
from tests.support import firefox, same

THERE = "(selector) => document.querySelector(selector) !== null"
SAYS = "() => document.querySelector('.live-bar > .live-note').textContent"
FOUND = """const cell = [...document.querySelectorAll(".cell:has(.cell_input)")].find((one) =>
  one.querySelector("textarea").value.includes(words));"""
# Write other code into the cell that holds some words.
WRITE = f"""(words, code) => {{
  {FOUND}
  const field = cell.querySelector("textarea");
  field.value = code;
  field.dispatchEvent(new Event("input"));
  field.focus();
  cell.dataset.live = "";
}}"""
# What such a cell shows when it has run.
SHOWN = f"""(words) => {{
  {FOUND}
  const over = ["ok", "error", "ended"].includes(cell.dataset.live);
  return over && cell.dataset.live + cell.querySelector(".cell_output").innerText;
}}"""
SLIDER = """() => {
  const handle = document.querySelector(".live-widget:has(.widget-output img) [role=slider]");
  handle.focus();
  return handle.getAttribute("aria-label");
}"""
# How many days the picture beside the slider averages.
DAYS = """() => {
  const picture = document.querySelector(".live-widget .widget-output img")?.src ?? "";
  return /mean of \\d+ days/.exec(decodeURIComponent(picture))?.[0];
}"""


def run(page, words, code):
    """Run other code in the cell that holds some words; return what it then shows."""
    page.evaluate(WRITE, words, code)
    page.press("Shift", "Enter")
    return page.until(SHOWN, code)


@pytest.mark.long
def test_a_page_lives_in_firefox(address, built, tmp_path):
    assert (built / "_live" / "manifest.json").exists(), "`make jupyterlite` builds live pages"
    with firefox.running(tmp_path) as page:
        page.open(f"{address}/book/hormuz.html")
        assert "runs in your browser" in page.evaluate(SAYS)
        page.until(THERE, ".explorer[data-ready=true]")
        built = page.evaluate(same.RESULTS)
        page.evaluate("() => document.querySelector('.live-all').click()")
        page.until(f"() => /stopped|cells have run/.test(({SAYS})())")
        assert "cells have run" in page.evaluate(SAYS)
        page.until(THERE, ".live-widget .explorer-body")
        page.until(DAYS)
        pairs = zip(built, page.evaluate(same.RESULTS), strict=True)
        assert not [fault for pair in pairs for fault in same.differences(*pair)]
        assert page.evaluate(DAYS) == "mean of 7 days"
        assert page.evaluate(SLIDER) == "window"
        page.press("ArrowRight")
        page.until(f"() => ({DAYS})() === 'mean of 8 days'")
        page.evaluate("() => document.querySelectorAll('details').forEach((d) => (d.open = true))")
        said = run(page, "figures.brent(", "total = 1\nprint(totl)")
        assert said.startswith("error")
        assert "Did you mean total?" in said
        check = "exercises.before_the_war.check(change)"
        said = run(page, check, f"{exercises.before_the_war.solution.strip()}\n{check}")
        assert said.startswith("ok")
        assert "Solved." in said
