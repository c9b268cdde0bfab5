"""A site of several versions: each as it was, a list of them, and a way to the newest."""

from __future__ import annotations

import importlib.util
import json
import re
import sys

import pytest
from bs4 import BeautifulSoup

from release import archives, sources, versions
from release.errors import ReleaseError
from tests.support import site as course

#: The places that the build leaves in a page.
PLACES = "<!--version-note--><!--/version-note-->{}<!--versions-->Alone<!--/versions-->"


def archive(folder, number, day, *pages):
    """Write the archive for students of a version with these pages."""
    site = {"404.html": f"Missing in {number}", "index.html": f"Door of {number}"}
    site |= {f"book/{page}.html": f"{page} of {number}" for page in pages}
    site["simulator.html"] = PLACES.format(f"Simulator of {number}")
    site["404.html"] = PLACES.format(site["404.html"])
    for page in ("same", "deep/same", f"only-{number}"):
        site[f"book/{page}.html"] = PLACES.format(f"{page} of {number}")
    files = {f"site/{name}": text.encode() for name, text in site.items()}
    files["CITATION.cff"] = f"title: Ours & theirs\ndate-released: '{day}'\n".encode()
    archives.pack(folder / f"alliance-under-stress-{number}-students.zip", files)


@pytest.fixture
def made(tmp_path):
    """A site of two versions, of which the newer is not the last by the alphabet."""
    archive(tmp_path, "0.10.0", "2031-05-04", "index", "hormuz", "more/deep")
    archive(tmp_path, "0.9.0", "2030-01-01", "index", "strait")
    (tmp_path / "alliance-under-stress-0.10.0-teachers.zip").write_text("not for the site")
    target = tmp_path / "versions"
    (target / "0.8.0").mkdir(parents=True)
    assert [one.number for one in versions.assemble(tmp_path, target)] == ["0.10.0", "0.9.0"]
    return target


def test_each_version_stays_as_it_was_released(made):
    assert (made / "0.9.0/book/strait.html").read_text() == "strait of 0.9.0"
    assert (made / "0.10.0/book/hormuz.html").read_text() == "hormuz of 0.10.0"
    assert not (made / "0.10.0/book/strait.html").exists()
    assert not (made / "0.8.0").exists(), "no archive of it was given"
    assert "Missing in 0.10.0" in (made / "404.html").read_text()


def filled(path):
    """Return what stands in the two places of a page."""
    text = path.read_text(encoding="utf-8")
    found = [
        re.search(f"<!--{place}-->(.*)<!--/{place}-->", text, re.DOTALL)[1]
        for place in ("version-note", "versions")
    ]
    return [BeautifulSoup(part, "html.parser") for part in found]


@pytest.mark.parametrize("name", ["simulator.html", "book/same.html", "book/deep/same.html"])
def test_each_page_says_its_version_and_leads_to_itself_in_the_others(made, name):
    for number, other in (("0.9.0", "0.10.0"), ("0.10.0", "0.9.0")):
        path = made / number / name
        note, foot = filled(path)
        assert foot.p.get_text().startswith(f"Version {number}, 203")
        assert ("the newest" in foot.p.get_text()) is (number == "0.10.0")
        (link,) = foot.select("nav[aria-label] details li a")
        assert link.get_text() == f"Version {other}"
        assert (path.parent / link["href"]).resolve() == (made / other / name).resolve()
        if number == "0.10.0":
            assert not note.get_text()
        else:
            assert note.get_text().startswith("This is version 0.9.0 of 2030-01-01, kept for")
            assert "The newest is 0.10.0 of 2031-05-04." in note.get_text()
            assert note.a.get_text() == "Read this page in version 0.10.0"
            assert note.a["href"] == link["href"]


def test_a_page_that_another_version_lacks_leads_to_that_version_s_first(made):
    note, foot = filled(made / "0.9.0/book/only-0.9.0.html")
    assert foot.li.a["href"] == note.a["href"] == "../../0.10.0/"
    assert "does not have this page" in foot.li.get_text()
    assert "does not have this page" in note.get_text()


def test_the_page_for_what_is_missing_is_of_no_version(made):
    for path in (made / "404.html", made / "0.10.0/404.html", made / "0.9.0/404.html"):
        assert [part.get_text() for part in filled(path)] == ["", ""]


def test_one_version_alone_says_which_it_is_and_leads_nowhere(tmp_path):
    archive(tmp_path, "0.1.0", "2030-01-01")
    versions.assemble(tmp_path, tmp_path / "versions")
    note, foot = filled(tmp_path / "versions/0.1.0/book/same.html")
    assert not note.get_text()
    assert foot.get_text() == "Version 0.1.0, 2030-01-01, the newest"
    assert not foot.a


def offline():
    """Return the module that lists a site's files for those who keep it."""
    path = course.TOP / "book/_ext/course/live/offline.py"
    spec = importlib.util.spec_from_file_location("offline", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_version_can_still_be_kept_for_offline(tmp_path):
    """Its list names the pages as they are once they are filled in."""
    archive(tmp_path, "0.2.0", "2031-05-04", "hormuz")
    with_list = tmp_path / "site"
    for path, text in {"book/same.html": PLACES.format("Same"), "map.svg": "<svg/>"}.items():
        (with_list / path).parent.mkdir(parents=True, exist_ok=True)
        (with_list / path).write_text(text)
    offline().write(with_list)
    before = json.loads((with_list / "offline.json").read_text())
    files = archives.within("site", archives.below(with_list))
    files["CITATION.cff"] = b"title: Ours\ndate-released: '2030-01-01'\n"
    archives.pack(tmp_path / "alliance-under-stress-0.1.0-students.zip", files)
    versions.assemble(tmp_path, tmp_path / "versions")
    kept = tmp_path / "versions" / "0.1.0"
    listed = json.loads((kept / "offline.json").read_text())
    assert listed == offline().release(kept)
    assert listed["release"] != before["release"]
    assert json.loads((kept / "offline-size.json").read_text()) == {
        name: listed[name] for name in ("release", "bytes")
    }
    assert (kept / "sw.js").read_bytes() == (with_list / "sw.js").read_bytes()


def test_versions_are_listed_the_newest_first(made):
    listed = json.loads((made / "versions.json").read_text())
    assert listed == [
        {"version": "0.10.0", "date": "2031-05-04", "url": "0.10.0/"},
        {"version": "0.9.0", "date": "2030-01-01", "url": "0.9.0/"},
    ]
    page = BeautifulSoup((made / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert page.h1.get_text() == "Ours & theirs: versions"
    assert [link["href"] for link in page.select("li a")] == [one["url"] for one in listed]
    assert all((made / link["href"] / "index.html").exists() for link in page.select("a"))


def test_the_latest_leads_each_page_to_the_newest_version(made):
    stubs = sorted(archives.below(made / "latest"))
    pages = ["deep/same", "hormuz", "index", "more/deep", "only-0.10.0", "same"]
    assert stubs == [*(f"book/{page}.html" for page in pages), "index.html", "simulator.html"]
    for name in stubs:
        path = made / "latest" / name
        text = path.read_text(encoding="utf-8")
        (to,) = set(re.findall(r'(?:href=|url=|replace\()"?([^"]+)"', text))
        assert (path.parent / to).resolve() == (made / "0.10.0" / name).resolve()


def test_a_folder_without_archives_is_refused(tmp_path, monkeypatch):
    from release import __main__ as command

    monkeypatch.setattr(sources, "TOP", tmp_path)
    monkeypatch.setattr(sys, "argv", ["release", "versions", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"holds no archive for students, such as .*-0\.1\.0-stud"):
        command.main()
    archive(tmp_path, "0.1.0", "2030-01-01", "index")
    command.main()
    assert (tmp_path / "_build/versions/latest/book/index.html").exists()
    with pytest.raises(ReleaseError, match="holds no archive"):
        versions.assemble(tmp_path / "_build", tmp_path / "other")
    assert not (tmp_path / "other").exists()
