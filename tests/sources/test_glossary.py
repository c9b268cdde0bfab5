"""The glossary: in order, used by chapters, and linked from them."""

from __future__ import annotations

import re

import pytest

from tests.support import site

GLOSSARY = site.TOP / "book" / "glossary.md"
TERM = re.compile(r"\{term\}`([^`<]+?)(?:\s*<([^`>]+)>)?`")
REF = re.compile(r"\{ref\}`(?:[^`<]+<)?([\w-]+)>?`")
LETTER = re.compile(r"^```\{glossary\}\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
FEWEST = 5


def entries() -> dict[str, str]:
    """Return the terms of the glossary with their explanations, in the order of the page."""
    text = GLOSSARY.read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for block in "\n\n".join(re.findall(LETTER, text)).split("\n\n"):
        term, *lines = block.splitlines()
        assert term not in found, f"{term} stands twice"
        assert lines, f"{term} is not explained"
        assert all(line.startswith("  ") for line in lines), f"{term}: indent its explanation"
        found[term] = "\n".join(lines)
    return found


def links(path) -> list[str]:
    """Return the terms to which a page leads, in small letters."""
    text = path.read_text(encoding="utf-8")
    return [(target or words).casefold() for words, target in TERM.findall(text)]


def in_order(term: str) -> list:
    """Sort as a reader expects: without regard to case, and Article 3 before Article 10."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", term.casefold())]


ENTRIES = entries()
PAGES = [path for path in site.sources() if path != GLOSSARY]


def test_terms_are_in_order_and_unique():
    terms = list(ENTRIES)
    assert terms == sorted(terms, key=in_order)
    assert len({term.casefold() for term in terms}) == len(terms)


def test_terms_stand_under_their_letters():
    text = GLOSSARY.read_text(encoding="utf-8")
    headings = re.findall(r"^## (\w)$", text, re.MULTILINE)
    initials = [part.split("\n\n") for part in LETTER.findall(text)]
    assert [{block[0].upper() for block in part} for part in initials] == [{h} for h in headings]


@pytest.mark.parametrize("term", ENTRIES)
def test_term_is_explained_briefly_and_leads_to_a_chapter(term):
    explanation, _, pointer = ENTRIES[term].rpartition("  See ")
    assert 1 <= len(explanation.splitlines()) <= 3
    assert REF.findall(pointer), f"{term} leads to no chapter"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_to_terms_resolve_and_stand_once(path):
    found = links(path)
    assert set(found) <= {term.casefold() for term in ENTRIES}
    twice = {term for term in found if found.count(term) > 1}
    assert not twice, "link the first use only"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_stand_in_prose(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "|", ":", "    caption", "    alt")):
            assert not TERM.search(line), f"a heading, a table or a caption holds a link: {line}"


@pytest.mark.parametrize("path", site.chapters(), ids=lambda path: path.stem)
def test_chapter_links_its_terms(path):
    assert len(links(path)) >= FEWEST
