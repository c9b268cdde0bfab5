"""Small steps on trees of elements that lxml does not have."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement, builder


def having(tree: HtmlElement, name: str) -> Iterator[HtmlElement]:
    """Return the elements of a class, in the order of the page."""
    return iter(tree.find_class(name))


def drop(element: HtmlElement) -> None:
    """Take an element out with all that is in it; the words behind it stay."""
    element.drop_tree()


def replace(old: HtmlElement, *new: HtmlElement) -> None:
    """Put elements in the place of one; the words behind it stay behind the last of them."""
    tail, parent, place = old.tail, old.getparent(), old.getparent().index(old)
    parent.remove(old)
    for step, one in enumerate(new):
        parent.insert(place + step, one)
    if new:
        new[-1].tail = (new[-1].tail or "") + (tail or "")


def div(name: str, *children: HtmlElement) -> HtmlElement:
    """Return a division of a class."""
    return builder.DIV(*children, **{"class": name})


def words(element: HtmlElement) -> str:
    """Return the words of an element with single spaces between them."""
    return " ".join(element.text_content().split())


def heading(element: HtmlElement) -> HtmlElement:
    """Return the heading under which an element stands."""
    for section in element.iterancestors("section"):
        for level in ("h1", "h2", "h3", "h4", "h5", "h6"):
            if (found := section.find(level)) is not None:
                return found
    raise ValueError(f"No heading stands above {html.tostring(element)[:200]!r}.")
