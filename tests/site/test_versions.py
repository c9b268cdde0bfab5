"""What pages say where several versions stand side by side: seen, by keyboard, narrow, dark."""

from __future__ import annotations

import shutil

import pytest

from natolab.serve import serving
from release import switcher
from release.switcher import Version
from tests.site.test_browser import violations

OLD, NEW = Version("0.1.0", "2030-01-01", "Ours"), Version("0.2.0", "2031-05-04", "Ours")
ONLY_NEW = "book/privacy.html"
PAGES = ("book/accessibility.html", "book/simulator.html", "slides/hormuz.html")


@pytest.fixture(scope="module")
def versions(built, tmp_path_factory):
    """The address of two versions of a few pages of the site."""
    top = tmp_path_factory.mktemp("versions")
    for number in (OLD.number, NEW.number):
        for name in (*PAGES, ONLY_NEW) if number == NEW.number else PAGES:
            path = top / number / name
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(built / name, path)
        for name in ("_static", "_images"):
            (top / number / name).symlink_to(built / name, target_is_directory=True)
    for version in (OLD, NEW):
        switcher.fill(top / version.number, version, [NEW, OLD])
    with serving(top) as url:
        yield url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_reader_of_an_old_version_is_warned_and_led_on(browser, versions, name, scheme):
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{versions}/{OLD.number}/{name}", wait_until="networkidle")
    note = page.locator(".version-note")
    assert note.is_visible()
    assert note.bounding_box()["y"] < 640, "it stands where a reader begins"
    assert "The newest is 0.2.0" in note.inner_text()
    summary = page.get_by_text("Other versions", exact=True)
    way = page.locator("nav.version a")
    assert not way.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert way.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for box in (summary.bounding_box(), way.bounding_box()):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    assert not violations(page)
    way.click()
    assert page.url.split("#")[0] == f"{versions}/{NEW.number}/{name}"
    assert not page.locator(".version-note").count()
    assert page.locator("nav.version").inner_text().startswith("Version 0.2.0, 2031-05-04, the new")
    context.close()


def test_without_scripts_the_way_to_another_version_is_there(browser, versions):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{versions}/{NEW.number}/{ONLY_NEW}")
    page.get_by_text("Other versions", exact=True).click()
    way = page.locator("nav.version li")
    assert "does not have this page" in way.inner_text()
    assert way.locator("a").get_attribute("href") == "../../0.1.0/"
    context.close()


def test_in_a_frame_only_the_simulator_is_shown(browser, versions):
    page = browser.new_page()
    page.goto(f"{versions}/{OLD.number}/book/simulator.html?embed")
    assert not page.locator(".version-note").is_visible()
    page.close()
