"""What the site offers to take along: quizzes for platforms, and the book where it was made."""

from __future__ import annotations

import importlib
import json
import re
import zipfile
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from natolab.quizzes.page import text
from release import switcher
from tests.support import quizzes, site

LISTING = ("book/teaching.html", "book/how-to-use.html")


@pytest.fixture
def downloads(monkeypatch):
    monkeypatch.syspath_prepend(site.TOP / "book" / "_ext")
    return importlib.import_module("course.downloads")


def parsed(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


@pytest.mark.parametrize("page", LISTING)
def test_files_for_platforms_are_offered_with_format_and_size(built, downloads, page):
    (place,) = parsed(built / page).select(".quizzes-offered")
    named = [item.strong.get_text() for item in place.ul.find_all("li", recursive=False)]
    assert named == ["Moodle", "Canvas", "QTI 2.1", "Common Cartridge"]
    links = place.select("a[href][download]")
    offered = {(built / page).parent.joinpath(link["href"]).resolve() for link in links}
    folder = built / "quizzes"
    assert offered == {path.resolve() for path in folder.rglob("*") if path.is_file()}
    for link in links:
        size = (built / page).parent.joinpath(link["href"]).stat().st_size
        assert str(link.next_sibling).startswith(f", {downloads._size(size)}")


def test_numbers_in_the_files_are_those_of_the_chapters(built):
    """They come from the chapters as they ran for the pages."""
    found = {
        question.findtext("idnumber"): question
        for question in ElementTree.parse(built / "quizzes" / "moodle.xml").iter("question")
    }
    for question in quizzes.filled("hormuz"):
        own = found[f"hormuz/{question.name}"]
        asked = own.findtext("questiontext/text")
        assert BeautifulSoup(text(question.asks), "lxml").get_text() in (
            BeautifulSoup(asked, "lxml").get_text()
        )
    assert {name.partition("/")[0] for name in found if name} == set(quizzes.declared())


def test_who_keeps_the_course_for_offline_need_not_load_them(built):
    kept = json.loads((built / "offline.json").read_text(encoding="utf-8"))["files"]
    assert "book/teaching.html" in kept
    assert not [name for name in kept if name.startswith(("quizzes/", "editions/"))]


def test_solutions_of_assignments_are_not_on_the_site(built):
    names = [path.relative_to(built).as_posix() for path in built.rglob("*")]
    for archive in [*built.glob("quizzes/**/*.zip"), *built.glob("quizzes/*.imscc")]:
        with zipfile.ZipFile(archive) as packed:
            names += packed.namelist()
    secret = re.compile(r"-solutions\.|rubric\.yaml|wrong_answers", re.IGNORECASE)
    assert not [name for name in names if secret.search(name)]


@pytest.mark.parametrize("page", LISTING)
def test_the_book_is_offered_or_how_to_get_it_is_said(built, page):
    (place,) = parsed(built / page).select(".editions-offered")
    files = {path.name for path in (built / "editions").glob("*")}
    assert {link["href"].rpartition("/")[2] for link in place.select("a[download]")} == files
    assert ("make editions" in place.get_text()) is not bool(files)


def test_the_book_is_offered_while_it_is_of_the_same_sources(downloads, tmp_path, monkeypatch):
    top, build = tmp_path / "top", tmp_path / "_build"
    for folder in (top / "book", build / "editions", build / "html"):
        folder.mkdir(parents=True)
    monkeypatch.setattr(downloads, "TOP", top)
    (top / "book" / "page.md").write_text("# Page")
    for name in ("alliance-under-stress.pdf", "alliance-under-stress.epub", "hormuz.pdf"):
        (build / "editions" / name).write_text(name)

    def offered():
        downloads._copy_editions(build / "html")
        return downloads._files(build / "html", "editions")

    assert offered() == {}
    (build / "editions" / "made-from").write_text(downloads._made_from(top))
    assert offered() == {"alliance-under-stress.epub": 26, "alliance-under-stress.pdf": 25}
    (top / "book" / "page.md").write_text("# Another")
    assert offered() == {}


def test_each_page_has_the_places_for_what_several_versions_say(built):
    for page in (*site.pages(), "search.html", "404.html", "slides/hormuz.html"):
        source = (built / page).read_text(encoding="utf-8")
        assert len(switcher._FOOT.findall(source)) == 1, page
        assert len(switcher._NOTE.findall(source)) == (page != "search.html"), page
