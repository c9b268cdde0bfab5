"""The pictures of a page: most are out of sight when it opens, so a browser fetches them later."""

import base64
import hashlib
import os
import re
from functools import cache
from pathlib import Path

#: A picture that stands in the page itself, as an explorer's figure for readers without scripts.
_INLINE = re.compile(r'(?<=src=")data:image/svg\+xml;base64,([^"]+)')
_FIGURE = re.compile(r'<img (?![^>]*\bloading=)(?=[^>]*src="([^"]*_images/[^"]+\.svg)")')
_SIZE = re.compile(rb'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')
#: Pixels in a point, as browsers count.
_PIXELS = 4 / 3


@cache
def _size(path: Path) -> str:
    """Return the attributes that keep room for a picture; none where it does not say its size."""
    found = _SIZE.search(path.read_bytes()[:2000])
    if not found:
        return ""
    width, height = (round(float(points) * _PIXELS) for points in found.groups())
    return f'width="{width}" height="{height}" '


def later(text: str, page: Path, top: Path) -> str:
    """Let a page's figures wait until a reader comes near, with their room kept.

    Parameters
    ----------
    text : str
        The page.
    page : pathlib.Path
        Where it stands.
    top : pathlib.Path
        The site, whose pictures lie in ``_images/``.
    """

    def apart(found: re.Match) -> str:
        picture = base64.b64decode(found[1])
        path = top / "_images" / f"{hashlib.sha256(picture).hexdigest()}.svg"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(picture)
        return os.path.relpath(path, page.parent).replace(os.sep, "/")

    def waiting(found: re.Match) -> str:
        return f'<img loading="lazy" {_size((page.parent / found[1]).resolve())}'

    return _FIGURE.sub(waiting, _INLINE.sub(apart, text))
