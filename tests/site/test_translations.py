"""The translated pages on the site: in their language, and beside the English ones."""

from __future__ import annotations

import posixpath

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from tests.support import site


def read(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


@pytest.mark.parametrize(("language", "name"), site.translations())
class TestTranslation:
    def test_each_page_leads_to_the_other(self, built, language, name):
        """In a link that stands on the page, and for search engines in its head."""
        places = {"en": f"{name}.html", language: f"{language}/{name}.html"}
        for own, place in places.items():
            page = read(built / place)
            assert page.html["lang"] == own
            told = {
                link["hreflang"]: posixpath.normpath(
                    posixpath.join(posixpath.dirname(place), link["href"])
                )
                for link in page.select("link[rel=alternate][hreflang]")
            }
            assert told == places
            (other,) = set(places) - {own}
            (shown,) = page.select("header a.course-language, .bd-header-article a.course-language")
            assert shown["hreflang"] == shown["lang"] == other
            assert (built / place).parent.joinpath(shown["href"]).resolve() == built / places[other]

    def test_says_that_it_is_a_translation(self, built, language, name):
        article = read(built / language / f"{name}.html").select_one("article")
        notice = article.select_one(".translation-notice")
        english, report = [link["href"] for link in notice.select("a[hreflang=en]")]
        assert english.endswith(f"../{name}.html")
        assert report.endswith("book/report-an-error.html")
        assert "." in notice.get_text()

    def test_no_english_is_left_but_what_says_so(self, built, language, name):
        """Sphinx marks text for which it has no message."""
        article = read(built / language / f"{name}.html").select_one("article")
        left = [node.get_text() for node in article.select(".untranslated:not(img)")]
        assert not left, "`make gettext`, then translate these"
        path = site.TOP / "book" / "locale" / language / "LC_MESSAGES" / f"{name}.po"
        with path.open("rb") as file:
            messages = {message.id: message.string for message in read_po(file) if message.id}
        for english in article.select("[lang=en]"):
            english.decompose()
        text = " ".join(article.get_text().split())
        descriptions = [image.get("alt") for image in article.select("figure > img, div > img")]
        assert descriptions or not article.select("figure img")
        assert set(descriptions) <= set(messages.values())
        sentences = [message for message in messages if len(message) > 40 and "`" not in message]
        assert not [sentence for sentence in sentences if sentence in text]

    def test_links_say_which_pages_are_english(self, built, language, name):
        page = read(built / language / f"{name}.html")
        english = page.select('article a[href^="../../book/"]')
        assert english
        assert all(link.get("hreflang") == "en" for link in english)

    def test_shows_nothing_that_works_in_english_only(self, built, language, name):
        page = read(built / language / f"{name}.html")
        assert not page.select("#live-page")
        search = page.select("form[action]")
        assert all(form["action"] == "../../search.html" for form in search)


def test_numbers_are_written_as_the_language_writes_them(built):
    shown = [
        node.get_text() for node in read(built / "fr/book/scenarios.html").select(".pasted-text")
    ]
    assert "2\N{NARROW NO-BREAK SPACE}000" in shown
    assert any("," in number for number in shown)
    assert not any("." in number for number in shown)
    english = read(built / "book/scenarios.html").select(".pasted-text")
    assert len(english) == len(shown)
