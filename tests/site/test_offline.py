"""Keeping the course for offline: all of a release or nothing, and the next in its place.

The site here is a page and a picture, so that nothing but the keeping is tested.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil

import pytest

from natolab.serve import serving
from tests.support import site
from tests.support.browser import until

RELEASES = ["first", "second", "third"]
LIVE = site.TOP / "book" / "_ext" / "course" / "live"
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Small</title></head>
<body><p id="release">RELEASE</p><div class="keep-offline"></div>
<script type="module" src="_static/live/small/offline.js"></script></body></html>
"""


def write(folder, release):
    """Write a release of the small site."""
    spec = importlib.util.spec_from_file_location("offline", LIVE / "offline.py")
    offline = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(offline)
    scripts = folder / "_static" / "live" / "small"
    scripts.mkdir(parents=True, exist_ok=True)
    for name in ("offline.js", "dom.js"):
        shutil.copy(LIVE / "front" / name, scripts)
    (folder / "index.html").write_text(PAGE.replace("RELEASE", release))
    (folder / "other.html").write_text(PAGE.replace("RELEASE", f"other {release}"))
    (folder / "map.svg").write_text(f"<svg><!-- {release} --></svg>")
    offline.write(folder)
    # Servers date files to the second, and no two releases are of the same one.
    day = 86_400 * RELEASES.index(release)
    for file in folder.rglob("*.*"):
        os.utime(file, (day, day))


class Reader:
    """A reader of the small site, whose network can be taken away."""

    def __init__(self, browser, url):
        self.context = browser.new_context()
        self.page = self.context.new_page()
        self.url = url
        self.open("index.html")

    def open(self, name):
        self.page.goto(f"{self.url}/{name}", wait_until="networkidle")
        return self.page.inner_text("#release")

    def press(self, text):
        self.page.get_by_role("button", name=text).click()

    def hears(self, words):
        self.page.wait_for_function(
            "(words) => document.querySelector('[role=status]').textContent.includes(words)",
            arg=words,
        )

    def waits_for(self, folder):
        """Wait until the release that a folder holds is the one that is kept."""
        release = json.loads((folder / "offline.json").read_text())["release"]
        until(
            self.page,
            """async (release) => {
              const record = await caches.match(new URL("_kept/record", location));
              return (await record.json()).release === release;
            }""",
            release,
        )

    def kept(self):
        """Return the keys of all that is kept."""
        return self.page.evaluate(
            """async () => {
              const keys = [];
              for (const name of await caches.keys())
                for (const { url } of await (await caches.open(name)).keys()) keys.push(url);
              return keys;
            }"""
        )


@pytest.fixture
def reader(browser, tmp_path):
    write(tmp_path, "first")
    with serving(tmp_path) as url:
        reader = Reader(browser, url)
        yield reader
        reader.context.close()


def test_site_is_kept_whole_or_not_at_all(reader, tmp_path):
    # A release of which one file is missing: nothing is used, and what came is not fetched again.
    (tmp_path / "other.html").rename(tmp_path / "away.html")
    assert "MB" in reader.page.get_by_role("button").inner_text()
    assert not reader.kept()
    reader.press("Keep for offline")
    reader.hears("The file other.html could not be loaded.")
    assert reader.kept()
    assert not [key for key in reader.kept() if key.endswith("record")]
    # A file that is not the one of the release is no better.
    (tmp_path / "other.html").write_text("something else")
    reader.press("Keep for offline")
    reader.hears("The file other.html is not the one of this release")
    assert not [key for key in reader.kept() if key.endswith("record")]
    (tmp_path / "away.html").rename(tmp_path / "other.html")
    asked = []
    reader.context.on("request", lambda request: asked.append(request.url))
    reader.press("Keep for offline")
    reader.hears("The course is kept")
    assert [url for url in asked if url.endswith("other.html")]
    assert not [url for url in asked if url.endswith("map.svg")]
    # Without a network all is there, the root and what nobody has opened yet included.
    reader.context.set_offline(True)
    assert reader.open("other.html") == "other first"
    assert reader.open("") == "first"
    reader.page.get_by_role("button", name="Forget the kept copy").click()
    reader.hears("gone")
    assert not reader.kept()


def test_new_release_replaces_the_old(reader, tmp_path):
    """It is fetched when a page is opened, and shown once it is there whole."""
    reader.press("Keep for offline")
    reader.hears("The course is kept")
    first = set(reader.kept())
    write(tmp_path, "second")
    assert reader.open("index.html") == "first"
    reader.waits_for(tmp_path)
    assert reader.open("index.html") == "second"
    # What an open page may still want stays for one release more.
    assert first < set(reader.kept())
    write(tmp_path, "third")
    reader.page.evaluate(
        "navigator.serviceWorker.controller.postMessage('keep', [new MessageChannel().port2])"
    )
    reader.waits_for(tmp_path)
    digest = hashlib.sha256(PAGE.replace("RELEASE", "first").encode()).hexdigest()
    (old,) = (key for key in first if key.endswith(digest))
    until(reader.page, "async (old) => !(await caches.match(old))", old)
    reader.context.set_offline(True)
    assert reader.open("other.html") == "other third"
