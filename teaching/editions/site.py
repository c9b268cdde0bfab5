"""The built site as the editions read it: its parts, its pages, its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from lxml import html

from teaching.errors import TeachingError

TOP = Path(__file__).parents[2]
SITE = TOP / "_build" / "html"
#: What the root page is called in a book that has the same title already.
FIRST = "Introduction"


@dataclass(frozen=True)
class Page:
    """One page of the site.

    Parameters
    ----------
    slug : str
        Its file name without suffix.
    part : str
        The caption under which the contents list it; empty for the root.
    title : str
        Its heading.
    body : lxml.html.HtmlElement
        What stands in its article, with everything that the theme put there.
    """

    slug: str
    part: str
    title: str
    body: html.HtmlElement

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Name and title of each section that the contents list; the letters of a list are none."""
        found = []
        for section in self.body.findall("section"):
            title = " ".join(section.find("h2").text_content().split())
            if len(title) > 1:
                found.append((section.get("id"), title))
        return found


def config() -> dict[str, Any]:
    """Return the settings of the book."""
    return yaml.safe_load((TOP / "_config.yml").read_text(encoding="utf-8"))


def address() -> str:
    """Return the address of the published site, with a slash at its end; empty if it has none."""
    base = config()["sphinx"]["config"].get("html_baseurl", "")
    return base and f"{base.rstrip('/')}/"


def pages(site: Path = SITE, only: str = "") -> list[Page]:
    """Return all pages in the order of the contents, or one.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    only : str
        The slug of the only page wanted; all pages without.

    Raises
    ------
    TeachingError
        If the site is not built, or lacks a page.
    """
    toc = yaml.safe_load((TOP / "_toc.yml").read_text(encoding="utf-8"))
    listed = [(toc["root"], "")]
    for part in toc["parts"]:
        listed += [(name, part["caption"]) for name in _files(part["chapters"])]
    slugs = [Path(name).name for name, _ in listed]
    if only and only not in slugs:
        raise TeachingError(f"There is no chapter {only}; the site has {', '.join(slugs)}.")
    return [
        _page(site, name, part)
        for (name, part), slug in zip(listed, slugs, strict=True)
        if slug == (only or slug)
    ]


def _files(entries: list[dict[str, Any]]) -> list[str]:
    """Return the files of a list of contents, those below a page behind it."""
    return [
        name for entry in entries for name in (entry["file"], *_files(entry.get("sections", [])))
    ]


def _page(site: Path, name: str, part: str) -> Page:
    path = site / f"{name}.html"
    if not path.exists():
        raise TeachingError(f"The site lacks {path}; `make html` builds it.")
    root = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    body = root.find('.//article[@class="bd-article"]/section')
    heading = body.find("h1")
    for link in heading.findall('a[@class="headerlink"]'):
        heading.remove(link)
    if not part:
        heading.text = FIRST
    return Page(path.stem, part, " ".join(heading.text_content().split()), body)
