"""The book that both editions are made from."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from importlib import metadata
from itertools import groupby
from pathlib import Path

from natolab import AS_OF
from teaching.editions import clean, links, pictures, site
from teaching.editions.answers import Answers
from teaching.editions.site import Page

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Book:
    """A title, pages in their order, and the pictures that they show.

    Parameters
    ----------
    title, author, language, version, address : str
        What the title page says; ``address`` is empty while the site has none.
    as_of : datetime.date
        The day that the course describes.
    pages : tuple of Page
        The pages, cleaned; the appendix is the last.
    pictures : dict of str to bytes
        Their pictures by file name, each an SVG.
    """

    title: str
    author: str
    language: str
    version: str
    address: str
    as_of: datetime.date
    pages: tuple[Page, ...]
    pictures: dict[str, bytes]

    @property
    def parts(self) -> list[tuple[str, list[Page]]]:
        """The parts by their captions; the page in front of all parts has none."""
        return [(part, list(pages)) for part, pages in groupby(self.pages, lambda one: one.part)]

    @property
    def identifier(self) -> str:
        """An identifier that is the same for each edition of the course."""
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self.address}{self.title}')}"

    @property
    def day(self) -> str:
        """The day that the course describes, in words."""
        return f"{self.as_of.day} {self.as_of:%B %Y}"


def read(chapter: str = "", folder: Path = site.SITE) -> Book:
    """Return the course, or one chapter of it, as a book.

    Parameters
    ----------
    chapter : str
        The slug of the only page wanted; all pages without.
    folder : pathlib.Path
        The built site.

    Raises
    ------
    TeachingError
        If the site is not built, has no such chapter, or holds what a book cannot.
    """
    pages = site.pages(folder, chapter)
    address, answers = site.address(), Answers()
    shown: dict[str, bytes] = {}
    inside = {page.slug for page in pages}
    for page in pages:
        shown |= pictures.collect(page, folder)
        links.name_all(page)
        links.between(page, inside, address)
        clean.screen_away(page, address)
        answers.take(page)
        clean.unfold(page)
    if answers.sections:
        pages.append(answers.page())
    for page in pages:
        clean.bare(page.body)
    links.check(pages)
    settings = site.config()
    # A chapter by itself is another book than the course: readers' libraries tell them by this.
    title = f"{settings['title']}. {pages[0].title}" if chapter else settings["title"]
    return Book(
        title=title,
        author=settings["author"],
        language=settings["sphinx"]["config"]["language"],
        version=metadata.version("natolab"),
        address=address,
        as_of=AS_OF,
        pages=tuple(pages),
        pictures=shown,
    )
