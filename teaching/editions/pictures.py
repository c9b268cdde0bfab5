"""The pictures of the pages: files of their own, whether the site has them so or not."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from teaching.editions.site import Page
from teaching.errors import TeachingError

_INLINE = "data:image/svg+xml;base64,"


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
        if source.startswith(_INLINE):
            content = base64.b64decode(source.removeprefix(_INLINE))
        elif source.endswith(".svg"):
            content = (site / "book" / source).resolve().read_bytes()
        else:
            raise TeachingError(f"The page {page.slug} has a picture that is no SVG: {source[:80]}")
        if not image.get("alt"):
            raise TeachingError(
                f"The page {page.slug} has a picture without alternative text: {source[:80]}"
            )
        name = f"{page.slug}-{hashlib.sha256(content).hexdigest()[:12]}.svg"
        image.set("src", name)
        found[name] = content
    return found
