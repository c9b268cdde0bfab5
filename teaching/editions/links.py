"""Names and links: each name once in the whole book, each link to something that is in it."""

from __future__ import annotations

import re
from collections.abc import Collection

from teaching.editions.site import Page
from teaching.errors import TeachingError

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PAGE = re.compile(r"(?P<slug>[\w-]+)\.html(?:#(?P<name>.+))?")


def named(slug: str, name: str = "") -> str:
    """Return what an element of a page is called in the book; the page itself without a name."""
    own = re.sub(r"[^\w.-]", "-", name)
    return f"{slug}.{own}" if own else slug


def name_all(page: Page) -> None:
    """Give all elements of a page names that are theirs in the whole book."""
    for element in page.body.iter():
        if name := element.get("id"):
            element.set("id", named(page.slug, name))
        target = element.get("href", "")
        if target.startswith("#"):
            element.set("href", f"#{named(page.slug, target[1:])}")
    page.body.find("h1").set("id", page.slug)


def between(page: Page, slugs: Collection[str], address: str) -> None:
    """Make links to other pages links within the book, or else to the site, or else plain words."""
    for link in list(page.body.iter("a")):
        target = link.get("href", "")
        if target.startswith("#") or _ELSEWHERE.match(target):
            continue
        at = _PAGE.fullmatch(target)
        if at and at["slug"] in slugs:
            link.set("href", f"#{named(at['slug'], at['name'] or '')}")
        elif target and address:
            path = target.removeprefix("../") if target.startswith("../") else f"book/{target}"
            link.set("href", address + path)
        else:
            link.drop_tag()


def check(pages: Collection[Page]) -> None:
    """Refuse names that stand twice, and links that lead nowhere.

    Raises
    ------
    TeachingError
        With the first of them.
    """
    names: set[str] = set()
    for page in pages:
        for element in page.body.iter():
            name = element.get("id")
            if name in names:
                raise TeachingError(f"The name {name} stands twice in the book ({page.slug}).")
            if name:
                names.add(name)
    for page in pages:
        for link in page.body.iter("a"):
            target = link.get("href", "")
            if target.startswith("#") and target[1:] not in names:
                raise TeachingError(
                    f"On the page {page.slug} a link leads to {target[1:]}, which is not in the "
                    "book."
                )
