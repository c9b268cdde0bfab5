"""The pages behind the chapters: data, works and terms, complete and connected."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_file

from natolab import data
from tests.support import site

FOLDER = site.TOP / "data"
TABLES = [table["name"] for table in data.package()["resources"]]
BIB = site.TOP / "book" / "references.bib"


def cited(path) -> set[str]:
    """Return the keys of the works that a page cites."""
    # "`{cite}`" in quotation marks of code is talk about citing.
    groups = re.findall(r"(?<!`)\{cite(?::\w+)?\}`([^`]+)`", path.read_text(encoding="utf-8"))
    return {key.strip() for group in groups for key in group.split(",")}


CITED = set().union(*map(cited, site.sources()))


@pytest.fixture(scope="module")
def page(built):
    """Return a function that reads one page of the book."""

    def read(name):
        text = (built / "book" / f"{name}.html").read_text(encoding="utf-8")
        return BeautifulSoup(text, "lxml").select_one("article")

    return read


@pytest.fixture(scope="module")
def catalogue(page):
    return page("data")


@pytest.mark.parametrize("name", TABLES)
def test_table_stands_in_the_catalogue_and_downloads_as_it_is(built, catalogue, name):
    table = data.describe(name)
    label = catalogue.find(id=f"table-{name.replace('_', '-')}")
    section = label if label.name == "section" else label.find_parent("section")
    heading = section.find("h3").get_text().replace("\u2019", "'")
    assert heading.startswith(" ".join(table["title"].split()))
    assert f"{len(data.load(name)):,} row" in section.get_text()
    downloads = [built / "book" / link["href"] for link in section.select("a[download]")]
    served = {path.suffix: path.resolve() for path in downloads}
    assert set(served) == {".csv", ".xlsx"}
    assert served[".csv"].read_bytes() == (FOLDER / table["path"]).read_bytes()
    assert served[".xlsx"].exists()
    links = {tag["href"] for tag in section.select("a[href]")}
    assert {source["path"] for source in table["sources"] if "path" in source} <= links
    for slug in table["chapters"]:
        assert any(urlsplit(href).path == f"{slug}.html" for href in links), slug


def test_descriptor_stands_beside_the_tables(built, catalogue):
    hrefs = [tag["href"] for tag in catalogue.select("a[download]")]
    assert f"../data/{data.DESCRIPTOR}" in hrefs
    served = (built / "data" / data.DESCRIPTOR).read_bytes()
    assert served == (FOLDER / data.DESCRIPTOR).read_bytes()


def test_every_cited_work_stands_in_the_bibliography_once(page):
    works = page("bibliography").select("ul.works > li")
    assert len(works) == len(CITED)
    assert all(work.select(".cited-in a") for work in works)


def test_works_say_who_cites_them(page):
    """Each link from a work leads to a page that cites it; no citing page is left out."""
    links = [
        unquote(urlsplit(tag["href"]).path)
        for tag in page("bibliography").select(".cited-in a[href]")
    ]
    for path in site.sources():
        assert links.count(f"{path.stem}.html") == len(cited(path)), path.stem


def test_letters_lead_to_works_in_one_alphabet(page):
    bibliography = page("bibliography")
    letters = [tag.get_text() for tag in bibliography.select(".letters a")]
    assert letters == sorted(letters)
    headings = [h.find(string=True).strip() for h in bibliography.select("h2")]
    assert headings == letters


def test_references_can_be_downloaded(built, page):
    (link,) = page("bibliography").select("a.download")
    served = (built / "book" / link["href"]).resolve()
    assert served.read_bytes() == BIB.read_bytes()
    assert set(parse_file(served).entries) >= CITED


def test_terms_have_anchors_that_chapters_use(page):
    terms = {tag["id"] for tag in page("glossary").select("dl.glossary dt[id]")}
    for path in site.chapters():
        used = {
            urlsplit(tag["href"]).fragment
            for tag in page(path.stem).select("a[href^='glossary.html#term-']")
        }
        assert used, f"{path.stem} leads to no term"
        assert used <= terms
