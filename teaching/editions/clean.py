"""From a page of the site to a chapter of a book: what only a screen needs goes."""

from __future__ import annotations

import re

from lxml.html import HtmlElement, builder

from teaching.editions import trees
from teaching.editions.site import Page

#: What stays of an element's attributes; of a formula's all do.
_KEPT = frozenset("id class href src alt colspan rowspan scope lang start".split())
#: What only a screen or a program needs, as an XPath each.
_GONE = (
    ".//script",
    ".//style",
    ".//a[contains(@class, 'headerlink')]",
    ".//*[contains(@class, 'toctree-wrapper')]",
    # Code that the page folds: the book shows what it makes.
    ".//details[contains(@class, 'above-input')]",
    ".//div[contains(@class, 'live-bar')]",
    # The course as a book.
    ".//div[contains(@class, 'editions-offered')]",
    # Keys of the bibliography's file, and ways back that a reader of books has in the book.
    ".//*[@class='citation']/span",
)
#: What holds something that stays.
_UNWRAPPED = (
    ".//picture",
    ".//picture/source",  # to the parser of old HTML the picture's image stands in it
    ".//div[@class='figure-scroll']",
    ".//div[contains(@class, 'pst-scrollable-table-container')]",
)


def screen_away(page: Page, address: str) -> None:
    """Take out of a page what only a screen needs, and put what paper can hold in its place."""
    body = page.body
    _each(body, _GONE, trees.drop)
    _each(body, _UNWRAPPED, lambda element: element.drop_tag())
    _each(body, (".//section[contains(@class, 'explorer')]",), lambda it: _still(it, page, address))
    _each(body, (".//div[contains(@class, 'highlight')]//pre",), _plain_code)
    _each(body, (".//table",), _table)


def unfold(page: Page) -> None:
    """Unfold what is still folded: the fields of a table, but no solution."""
    _each(page.body, (".//details",), _open)


def bare(body: HtmlElement) -> None:
    """Leave of all attributes those that a book needs."""
    for element in body.iter():
        if any(above.tag == "math" for above in (element, *element.iterancestors())):
            continue
        for name in set(element.attrib) - _KEPT:
            del element.attrib[name]


def _each(body, paths, do) -> None:
    for path in paths:
        for element in body.xpath(path):
            do(element)


def _still(explorer: HtmlElement, page: Page, address: str) -> None:
    """Put an explorer's figure in its place, with the address at which it moves."""
    where = f"{address}book/{page.slug}.html"
    note = builder.P(
        builder.STRONG(f"{explorer.get('aria-label')}."),
        " It stands here as it first stands on the page; to move it, open ",
        builder.A(where, href=where) if address else where,
        ".",
    )
    picture, tables = next(explorer.iter("img")), list(explorer.iter("table"))
    for table in tables:
        for own in table.findall("caption"):
            table.remove(own)
    around = next(explorer.iterancestors("figure"), None)
    if around is None:
        figure = builder.FIGURE(picture, builder.FIGCAPTION(note))
        trees.replace(explorer, figure, *tables)
    else:
        trees.replace(explorer, picture, *tables)
        around.find("figcaption").append(note)


def _plain_code(pre: HtmlElement) -> None:
    """Leave the words of a program without its colours, and without the boxes around it."""
    block = next(one for one in pre.iterancestors("div") if "notranslate" in one.get("class", ""))
    words = re.sub(r"\s+\Z", "", pre.text_content())
    trees.replace(block, builder.PRE(builder.CODE(words)))


def _open(folded: HtmlElement) -> None:
    """Unfold what a click would unfold."""
    summary = folded.find("summary")
    content = [child for child in folded if child is not summary]
    title = builder.P(builder.STRONG(trees.words(summary)))
    trees.replace(folded, trees.div("unfolded", title, *content))


def _table(table: HtmlElement) -> None:
    """Say of each heading of a table what it heads."""
    for cell in table.iter("th"):
        if not trees.words(cell):
            cell.tag = "td"
        elif not cell.get("scope"):
            head = next(cell.iterancestors("thead"), None) is not None
            cell.set("scope", "col" if head else "row")
    if table.find(".//th") is None:
        # A form whose head is empty is headed by its first column.
        for row in table.iter("tr"):
            if trees.words(row):
                row[0].tag = "th"
                row[0].set("scope", "row")
