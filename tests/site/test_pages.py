"""The built pages, read as files: complete, linked, described, dated."""

from __future__ import annotations

import copy
import functools
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest
from babel.dates import format_date
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from natolab import AS_OF, data
from tests.support import site

AS_OF_WORDS = f"{AS_OF.day} {AS_OF:%B %Y}"
SIZE = re.compile(r'<svg [^>]*width="([\d.]+)pt" height="([\d.]+)pt"')
PATH_LIKE = re.compile(r"\.(svg|png|jpe?g|gif)$|^[\w.-]*/|^_images|^https?:", re.IGNORECASE)


@functools.cache
def read(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def alt_fault(alt: str | None) -> str | None:
    """Say what is wrong with an image's alternative text, or None."""
    if alt is None or not alt.strip():
        return "it has none"
    if PATH_LIKE.search(alt.strip()):
        return f"{alt!r} is a path"
    if len(alt.split()) < 3:
        return f"{alt!r} says too little"
    return None


def test_every_entry_of_the_contents_is_a_page_and_no_page_lacks_an_entry(built):
    found = {path.relative_to(built).as_posix() for path in built.rglob("*.html")}
    found = {name for name in found if not name.startswith(("_", "lite/"))}
    slides = {f"slides/{path.stem}.html" for path in site.chapters()}
    assert found == {*site.pages(), *site.translated(), *site.GENERATED, *slides}


def test_every_source_is_in_the_contents():
    hidden = ("_", ".")
    folder = site.TOP / "book"
    written = {
        path
        for path in folder.rglob("*.md")
        if not path.relative_to(folder).parts[0].startswith(hidden)
    }
    assert written == set(site.sources())


@pytest.mark.parametrize("page", [*site.pages(), *site.translated()])
class TestPage:
    def test_shows_no_error(self, built, page):
        whole = copy.copy(read(built / page))
        for sample in whole.select(".sample-error"):  # the primer teaches how to read one
            sample.decompose()
        text = whole.get_text()
        for sign in ("Traceback (most recent call last)", "Error:", "system-message", "nan%"):
            assert sign not in text, f"{page} shows {sign!r}"
        assert not read(built / page).select(".system-message, .problematic, .output.stderr")

    def test_links_and_anchors_resolve(self, built, page):
        dead = []
        for link in read(built / page).select("a[href]"):
            href = urlsplit(link["href"])
            if href.scheme or href.netloc:
                continue
            target = built / page
            if href.path:
                target = (target.parent / unquote(href.path)).resolve()
                if target.is_dir():
                    target /= "index.html"
            if not target.exists():
                dead.append(link["href"])
            elif href.fragment and target.suffix == ".html":
                anchor = unquote(href.fragment)
                if not read(target).find(id=anchor) and not read(target).find(
                    attrs={"name": anchor}
                ):
                    dead.append(link["href"])
        assert not dead

    def test_files_that_it_loads_exist(self, built, page):
        for tag in read(built / page).select("script[src], link[href][rel=stylesheet], img[src]"):
            source = urlsplit(tag.get("src") or tag.get("href"))
            if source.scheme == "data":
                continue
            assert not source.netloc, f"{page} loads {source.geturl()} from elsewhere"
            assert ((built / page).parent / unquote(source.path)).resolve().exists(), source.path

    def test_images_are_described(self, built, page):
        faults = {
            image.get("src", "")[:60]: alt_fault(image.get("alt"))
            for image in read(built / page).select("article img")
        }
        assert not {src: fault for src, fault in faults.items() if fault}

    def test_figures_may_come_late_and_their_room_is_kept(self, built, page):
        for image in read(built / page).select("article img"):
            assert image["loading"] == "lazy", image["src"][:60]
            drawn = SIZE.search((built / page).parent.joinpath(image["src"]).read_text("utf-8"))
            width, height = (float(points) / 0.75 for points in drawn.groups())
            assert int(image["width"]) == pytest.approx(width, abs=1)
            assert int(image["height"]) == pytest.approx(height, abs=1)

    def test_no_script_holds_up_the_text(self, built, page):
        for script in read(built / page).select("script[src]"):
            waits = script.has_attr("defer") or script.get("type") == "module"
            assert waits, f"{page} waits for {script['src']}"
        assert not read(built / page).select("link[rel=preload][as=script]")

    def test_loads_the_design_of_what_it_holds(self, built, page):
        whole = read(built / page)
        loaded = str(whole.select("head link[rel=stylesheet], head script"))
        designed = bool(whole.select("article [class|='sd'], article [class*=' sd-']"))
        wide = whole.select_one("body.wide, html.wide")
        assert wide or ("sphinx-design" in loaded) == designed
        assert "toggle" not in loaded  # no page has the extension's own folds

    def test_figures_have_caption_name_and_source(self, built, page):
        for figure in read(built / page).select("article figure"):
            caption = figure.find("figcaption")
            assert caption, f"a figure of {page} has no caption"
            assert figure.get("id"), f"no name for the figure {caption.get_text()[:60]!r}"
            assert "Source" in caption.get_text(), f"no source under {figure['id']}"

    def test_figures_are_counted_on_each_page(self, built, page):
        """A new chapter must not renumber the figures of the others."""
        numbers = read(built / page).select("article figure .caption-number")
        assert [n.get_text(strip=True) for n in numbers] == [
            f"Fig. {count}" for count in range(1, len(numbers) + 1)
        ]

    def test_says_as_of_which_day(self, built, page):
        text = read(built / page)
        day = format_date(AS_OF, "d MMMM y", locale=text.html["lang"])
        assert day in text.select_one("footer .as-of").get_text()


@pytest.mark.parametrize("path", site.chapters(), ids=lambda path: path.stem)
def test_chapter_opens_with_the_day(built, path):
    article = read(built / "book" / f"{path.stem}.html").select_one("article")
    opening = article.get_text().split("What you will be able to do")[0]
    assert AS_OF_WORDS in opening


@pytest.mark.parametrize("path", site.chapters(), ids=lambda path: path.stem)
def test_chapter_shows_no_dead_slider(built, path):
    article = read(built / "book" / f"{path.stem}.html").select_one("article")
    assert not article.select('script[type^="application/vnd.jupyter.widget"], .widget-subarea')
    assert not article.select("input[type=range]"), "controls are built by the explorer's script"


@pytest.mark.parametrize("path", site.chapters(), ids=lambda path: path.stem)
def test_explorer_leaves_a_figure_and_a_table_without_javascript(built, path):
    explorers = read(built / "book" / f"{path.stem}.html").select(".explorer[data-explorer]")
    assert explorers
    for explorer in explorers:
        assert not alt_fault(explorer.select_one(".explorer-fallback img").get("alt"))
        assert len(explorer.select(".explorer-fallback table tr")) > 1


@pytest.mark.parametrize(
    ("alt", "good"),
    [
        ("A line that rises from 1950.", True),
        ("", False),
        (None, False),
        ("../_images/abc.svg", False),
        ("_images/abc.svg", False),
        ("figure.png", False),
        ("chart", False),
    ],
)
def test_alt_gate_rejects_empty_and_path_like_text(alt, good):
    assert (alt_fault(alt) is None) is good


def test_every_table_is_a_spreadsheet_that_holds_the_same(built):
    """Numbers as numbers, days as days, texts as texts: no language's decimal sign matters."""
    for entry in data.package()["resources"]:
        name = entry["name"]
        path = built / "data" / f"{name}.xlsx"
        head, *found = load_workbook(path).worksheets[0].iter_rows(values_only=True)
        assert list(head) == [field["name"] for field in entry["schema"]["fields"]]
        table = data.load(name)
        assert len(found) == len(table), name
        for column, (field, right) in enumerate(table.items()):
            if right.dtype.kind == "M" and right.min() < pd.Timestamp(1900, 3, 1):
                right = right.dt.strftime("%Y-%m-%d")  # spreadsheets know no such days
            for value, expected in zip((row[column] for row in found), right, strict=True):
                if pd.isna(expected):
                    assert value is None, (name, field)
                elif isinstance(expected, float):
                    assert value == pytest.approx(expected, rel=1e-14), (name, field)
                else:
                    assert value == expected, (name, field)
