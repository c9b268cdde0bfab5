"""The course as PDF: printed by Chromium, then mended where its tags fall short of PDF/UA."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
from playwright.sync_api import Browser, sync_playwright

from teaching.editions import fonts, mend, paper
from teaching.editions.book import Book
from teaching.errors import TeachingError
from tests.support import browser as browsers

#: The first print tells the page numbers, the second has them and shows that they hold.
_PRINTS = 4


def write(book: Book) -> bytes:
    """Return the book as the bytes of a PDF.

    It is printed until the page numbers in the list of contents are those of the pages: the
    first print says where everything stands, the next says so in the list.
    """
    try:
        path = browsers.executable()
    except browsers.NoBrowserError as error:
        raise TeachingError("The PDF needs Chromium or Chrome, and none could be had.") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=browsers.ARGUMENTS)
        try:
            return write_with(browser, book)
        finally:
            browser.close()


def write_with(browser: Browser, book: Book) -> bytes:
    """Return the book as the bytes of a PDF that a running browser prints.

    Raises
    ------
    TeachingError
        If the page numbers do not come to rest.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, content in {**book.pictures, **fonts.files()}.items():
            (folder / name).write_bytes(content)
        known: Mapping[str, int] = {}
        for _ in range(_PRINTS):
            document = paper.document(book, known)
            printed = _print(browser, folder, document)
            before, known = known, page_numbers(printed)
            if known == before:
                return mend.mended(printed, book, document)
    raise TeachingError(
        f"In {_PRINTS} prints the pages moved each time when their numbers were written into the "
        "contents."
    )


def page_numbers(printed: bytes) -> Mapping[str, int]:
    """Return the number of the page, from one, on which each linked name stands."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return {
            name.removeprefix("/"): numbers[place[0].objgen]
            for name, place in pdf.Root.get("/Dests", {}).items()
        }


def _print(browser: Browser, folder: Path, document: bytes) -> bytes:
    path = folder / "book.xhtml"
    path.write_bytes(document)
    page = browser.new_page()
    try:
        page.goto(path.as_uri(), wait_until="load")
        page.evaluate("document.fonts.ready.then(() => true)")
        return page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    finally:
        page.close()
