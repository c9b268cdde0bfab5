"""The course as one document to be printed, with a list of contents that has page numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from html import escape
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement, builder

from teaching.editions import fonts, matter, xhtml
from teaching.editions.book import Book
from teaching.editions.site import Page

#: What stands where a page number is not known yet: as wide as most.
_UNKNOWN = "000"
#: Signs that stand between spaces where a formula is written in one line.
_SPACED = ("=", "+", "\N{MINUS SIGN}", "<", ">", "≤", "≥", "≈", "→")
#: The contents leave out sections whose title more chapters share than this.
_OFTEN = 3
#: By this the alternative text of a formula is told from that of a figure.
FORMULA = "Formula: "


def document(book: Book, numbers: Mapping[str, int]) -> bytes:
    """Return the book as XHTML that a browser prints.

    Parameters
    ----------
    book : Book
        The book.
    numbers : mapping of str to int
        The page on which each name stands that the contents list; those that are missing are
        left open.
    """
    style = "\n".join(
        (Path(__file__).with_name(name).read_text(encoding="utf-8"))
        for name in ("book.css", "print.css")
    )
    body = [xhtml.element(matter.title_page(book)), xhtml.element(_contents(book, numbers))]
    for part, pages in book.parts:
        if part:
            heading = builder.H1(part, **{"class": "part", "id": part_name(part)})
            body.append(xhtml.element(heading))
        body += [_chapter(page) for page in pages]
    for one in body:
        _speak(one)
        _fill(one)
        _say_pages(one, numbers)
    rules = "\n".join([fonts.rules(), style, *map(_foot, book.pages)])
    head = f"<style>{escape(rules, quote=False)}</style>"
    return xhtml.document(book.title, book.language, head, body)


def _foot(page: Page) -> str:
    """Return the rules that put a chapter's short name at the foot of its pages."""
    name = page.title.partition(":")[0]
    return (
        f"@page {page.slug} {{ @bottom-left {{ content: {json.dumps(name, ensure_ascii=False)}; "
        'font-family: "Text", serif; font-size: 9pt; } }\n'
        f".of-{page.slug} {{ page: {page.slug}; }}"
    )


def part_name(part: str) -> str:
    """Return the name of a part's heading."""
    return f"part.{part.replace(' ', '-')}"


def _contents(book: Book, numbers: Mapping[str, int]) -> HtmlElement:
    titles = Counter(title for page in book.pages for _, title in page.sections)
    # What most chapters have stands in the bookmarks; here it would hide what is theirs alone.
    own = {title for title, count in titles.items() if count <= _OFTEN}
    entries = []
    for part, pages in book.parts:
        chapters = [_entry(page, own, numbers) for page in pages]
        if part:
            chapters = [builder.LI(builder.P(part), builder.OL(*chapters), **{"class": "part"})]
        entries += chapters
    title = builder.H1("Contents", id="contents")
    return builder.SECTION(title, builder.OL(*entries), **{"class": "contents"})


def _entry(page: Page, own: Collection[str], numbers: Mapping[str, int]) -> HtmlElement:
    sections = [
        builder.LI(_line(title, name, numbers)) for name, title in page.sections if title in own
    ]
    inner = [builder.OL(*sections)] if sections else []
    return builder.LI(_line(page.title, page.slug, numbers), *inner)


def _line(title: str, name: str, numbers: Mapping[str, int]) -> HtmlElement:
    number = str(numbers.get(name, _UNKNOWN))
    return builder.A(builder.SPAN(title), " ", builder.SPAN(number), href=f"#{name}")


def _chapter(page: Page) -> etree._Element:
    """Return a chapter with all headings one level down: over the chapters stand the parts."""
    body = xhtml.element(page.body)
    body.set("class", f"chapter of-{page.slug}")
    for level in (5, 4, 3, 2, 1):
        for heading in body.iter(f"{{{xhtml.XHTML}}}h{level}"):
            heading.tag = f"{{{xhtml.XHTML}}}h{level + 1}"
    return body


def _speak(body: etree._Element) -> None:
    """Give each formula words, which a tagged PDF asks for beside what is seen."""
    for formula in body.iter(f"{{{xhtml.MATHML}}}math"):
        formula.set("role", "img")
        formula.set("aria-label", FORMULA + " ".join(in_line(formula).split()))


def _fill(body: etree._Element) -> None:
    """Put a space into empty cells, which Chromium's tags would leave out with their column."""
    for cell in body.iter(f"{{{xhtml.XHTML}}}td"):
        shown = next(cell.iter(f"{{{xhtml.XHTML}}}img"), None) is not None
        if not shown and not "".join(cell.itertext()).strip():
            cell.text = "\N{NO-BREAK SPACE}"


def _say_pages(body: etree._Element, numbers: Mapping[str, int]) -> None:
    """Say behind each link to a solution on which page it stands."""
    for line in body.iter(f"{{{xhtml.XHTML}}}p"):
        if line.get("class") == "to-solution":
            link = line[0]
            link.text += f", page {numbers.get(link.get('href')[1:], _UNKNOWN)}"


def in_line(formula: etree._Element) -> str:
    """Return a formula as it is written in one line, as in a program."""
    parts = [in_line(child) for child in formula]
    match etree.QName(formula).localname:
        case "mfrac":
            return f"({parts[0]}) / ({parts[1]})"
        case "msup" | "mover":
            return f"{parts[0]}^{_closed(parts[1])}"
        case "msub" | "munder":
            return f"{parts[0]}_{_closed(parts[1])}"
        case "msubsup" | "munderover":
            return f"{parts[0]}_{_closed(parts[1])}^{_closed(parts[2])}"
        case "msqrt":
            return f"square root of ({''.join(parts)})"
        case "mspace" | "mtr":
            return f" {''.join(parts)} "
        case "mo" if formula.text in _SPACED:
            return f" {formula.text} "
        case _:
            return (formula.text or "").strip() + "".join(parts)


def _closed(part: str) -> str:
    return part if len(part.strip()) == 1 else f"({part.strip()})"
