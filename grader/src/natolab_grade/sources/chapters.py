"""Links from an assignment to the course's chapters."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from natolab_grade.sources.errors import SourceError

_HEADING = re.compile(r"^#{1,4} (.+)$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def link(book: Path, site: str, topic: str, heading: str = "") -> str:
    """Return a Markdown link to a chapter, or to a heading in it.

    Parameters
    ----------
    book : pathlib.Path
        The folder of the pages' sources.
    site : str
        Address of the site, with a slash at its end.
    topic : str
        Name of the page, such as ``"burden-sharing"``.
    heading : str, optional
        A heading of the page, word for word.

    Raises
    ------
    SourceError
        If there is no such page or heading.
    """
    headings = _headings(book / f"{topic}.md")
    if heading and heading not in headings:
        raise SourceError(f"The page {topic} has no heading {heading!r}.")
    place = f"#{_anchor(heading)}" if heading else ""
    name = heading or headings[0].partition(":")[0]
    return f"[{name}]({site}book/{topic}.html{place})"


@cache
def _headings(page: Path) -> list[str]:
    if not page.is_file():
        raise SourceError(f"There is no page {page.stem} to which a link could lead.")
    # Some blanks of the pages hold words together at the end of a line.
    text = page.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    return _HEADING.findall(_FENCED.sub("", text))


def _anchor(heading: str) -> str:
    """Return the name that Sphinx gives to a heading."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
