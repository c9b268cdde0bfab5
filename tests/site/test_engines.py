"""The main path of every page and explorer in the engines that are not Chromium's."""

from __future__ import annotations

import pytest

from tests.site.test_browser import BUTTON, KEYS, NARROW, PAGES, PICTURE
from tests.support import firefox, watch, webkit

STANDING = "() => !document.querySelector('.explorer[data-explorer]:not([data-ready=true])')"
#: How many explorers a page has, their folded parts open.
COUNT = """() => {
  document.querySelectorAll(".explorer details").forEach((part) => (part.open = true));
  return document.querySelectorAll(".explorer[data-explorer]").length;
}"""
CONTROLS = f"input, select, {BUTTON}"
EXPLORER = 'document.querySelectorAll(".explorer[data-explorer]")[place]'
#: Each control's kind.
KINDS = f"""(place) => [...{EXPLORER}.querySelectorAll("{CONTROLS}")].map((node) => node.type)"""
#: Keep what is seen, and say whether a control takes the focus: some rest, or are not seen.
FOCUS = f"""(place, which) => {{
  window.seen = ({PICTURE})({EXPLORER});
  const control = {EXPLORER}.querySelectorAll("{CONTROLS}")[which];
  control.focus();
  return document.activeElement === control;
}}"""
#: Whether something else is seen soon: Firefox hands keys on in its own time.
CHANGED = f"""async (place) => {{
  for (let i = 0; i < 30; i += 1) {{
    if (({PICTURE})({EXPLORER}) !== window.seen) return true;
    await new Promise(requestAnimationFrame);
  }}
  return false;
}}"""
#: How far a page is wider than the window, once its pictures have followed.
OVERFLOW = """async () => {
  for (let i = 0; i < 6; i += 1) await new Promise(requestAnimationFrame);
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth - clientWidth;
}"""


@pytest.fixture(scope="module")
def watched(built):
    with watch.watching(built) as site_and_faults:
        yield site_and_faults


@pytest.fixture(scope="module")
def in_firefox(tmp_path_factory):
    with firefox.running(tmp_path_factory.mktemp("firefox")) as page:
        yield page


@pytest.fixture(scope="module")
def in_webkit(tmp_path_factory):
    with webkit.running(tmp_path_factory.mktemp("webkit")) as page:
        yield page


def answers(page, place):
    """For each kind of control of an explorer: whether one changes, by key, what is seen."""
    found = {}
    for which, kind in enumerate(page.evaluate(KINDS, place)):
        if kind not in KEYS or found.get(kind) or not page.evaluate(FOCUS, place, which):
            continue
        found[kind] = False
        for key in KEYS[kind]:
            page.press(key)
            if page.evaluate(CHANGED, place):
                found[kind] = True
                break
    return found


def walk(page, watched, name):
    """Open a page, move each explorer by keyboard, make the window narrow: all without a fault."""
    address, failed = watched
    failed.clear()
    page.resize(1280, 900)
    page.open(f"{address}/{name}")
    page.until(STANDING)
    for place in range(page.evaluate(COUNT)):
        found = answers(page, place)
        assert found and all(found.values()), found
    page.resize(NARROW, 900)
    assert page.evaluate(OVERFLOW) <= 0, f"wider than the window at {NARROW} px"
    assert not page.evaluate("() => faults")
    assert not failed


@pytest.mark.parametrize("name", PAGES)
def test_page_and_explorers_work_in_firefox(in_firefox, watched, name):
    walk(in_firefox, watched, name)


@pytest.mark.webkit
@pytest.mark.parametrize("name", PAGES)
def test_page_and_explorers_work_in_webkit(in_webkit, watched, name):
    walk(in_webkit, watched, name)
