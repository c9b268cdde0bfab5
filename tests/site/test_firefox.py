"""A live page in Firefox: the main path, in one page."""

from __future__ import annotations

import pytest

from natolab.chapters.hormuz import exercises
from tests.support import firefox, same

CELLS = "document.querySelectorAll('.cell:has(.cell_input)')"
SAYS = "() => document.querySelector('.live-bar > .live-note').textContent"
STATES = f"() => [...{CELLS}].map((cell) => cell.dataset.live ?? '')"
# Wait until something stands in the page.
UNTIL = """async (selector) => {
  while (!document.querySelector(selector))
    await new Promise((done) => setTimeout(done, 100));
}"""
# Press a button; wait until no cell waits or runs.
PRESS = f"""async (selector) => {{
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  document.querySelector(selector).click();
  const busy = () => [...{CELLS}].some((cell) => !["ok", "error", "ended"].includes(
    cell.dataset.live));
  do await wait(200); while (busy());
  await wait(500);
}}"""
# Write into the cell that holds some words, run it, and return what it then shows.
RUN = f"""async ([words, code]) => {{
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const cell = [...{CELLS}].find((one) => one.querySelector("textarea").value.includes(words));
  const field = cell.querySelector("textarea");
  field.value = code;
  field.dispatchEvent(new Event("input"));
  cell.dataset.live = "";
  field.dispatchEvent(new KeyboardEvent("keydown", {{ key: "Enter", shiftKey: true }}));
  while (!["ok", "error", "ended"].includes(cell.dataset.live)) await wait(100);
  return cell.querySelector(".cell_output").textContent;
}}"""
# Move the slider of ipywidgets; return the words of the picture before and after.
SLIDE = """async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const box = document.querySelector(".live-widget:has(.widget-output img)");
  const words = () => /mean of \\d+ days/.exec(
    decodeURIComponent(box.querySelector(".widget-output img").src))[0];
  const before = words();
  const handle = box.querySelector("[role=slider]");
  handle.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  while (words() === before) await wait(100);
  return [before, words(), handle.getAttribute("aria-label")];
}"""


@pytest.mark.long
def test_a_page_lives_in_firefox(address, built, tmp_path):
    assert (built / "_live" / "manifest.json").exists(), "`make jupyterlite` builds live pages"
    with firefox.running(tmp_path) as page:
        page.open(f"{address}/book/hormuz.html")
        assert "runs in your browser" in page.evaluate(SAYS)
        page.evaluate(UNTIL, ".explorer[data-ready=true]")
        before = page.evaluate(same.RESULTS)
        page.evaluate(PRESS, ".live-all")
        page.evaluate(UNTIL, ".live-widget .explorer-body")
        page.evaluate(UNTIL, ".live-widget .widget-output img")
        assert set(page.evaluate(STATES)) == {"ok"}, page.evaluate(SAYS)
        pairs = zip(before, page.evaluate(same.RESULTS), strict=True)
        assert not [fault for pair in pairs for fault in same.differences(*pair)]
        assert page.evaluate(SLIDE) == ["mean of 7 days", "mean of 8 days", "window"]
        assert "Did you mean total?" in page.evaluate(RUN, ["brent(", "total = 1\nprint(totl)"])
        exercise, check = exercises.before_the_war, "exercises.before_the_war.check(change)"
        said = page.evaluate(RUN, [check, f"{exercise.solution.strip()}\n{check}"])
        assert "Solved." in said
