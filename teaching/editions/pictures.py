"""The pictures of the pages: each a file with a name that says from which page."""

from __future__ import annotations

import hashlib
from pathlib import Path

from teaching.editions.site import Page
from teaching.errors import TeachingError

#: What helps a browser that has not fetched a picture yet.
_FOR_BROWSERS = ("loading", "width", "height")


def collect(page: Page, site: Path) -> dict[str, bytes]:
    """Return a page's pictures by the file name that its images then have.

    Raises
    ------
    TeachingError
        If a picture is not drawn in lines, or nobody describes it.
    """
    found = {}
    for image in page.body.iter("img"):
        source = image.get("src")
        if not source.endswith(".svg"):
            raise TeachingError(f"The page {page.slug} has a picture that is no SVG: {source[:80]}")
        if not image.get("alt"):
            raise TeachingError(
                f"The page {page.slug} has a picture without alternative text: {source[:80]}"
            )
        content = (site / "book" / source).resolve().read_bytes()
        name = f"{page.slug}-{hashlib.sha256(content).hexdigest()[:12]}.svg"
        image.set("src", name)
        for attribute in _FOR_BROWSERS:
            image.attrib.pop(attribute, None)
        found[name] = content
    return found
