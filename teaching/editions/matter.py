"""What stands before the first chapter: the title page."""

from __future__ import annotations

from lxml.html import HtmlElement, builder

from teaching.editions.book import LICENCE, Book


def title_page(book: Book) -> HtmlElement:
    """Return the title page: title, authors, day, version, licence, address."""
    lines = [
        builder.P(book.title, **{"class": "book-title"}),
        builder.P("An open course on NATO for students of politics", **{"class": "book-subtitle"}),
        builder.P(book.author),
        builder.P(f"As of {book.day}. Version {book.version}."),
        builder.P("Text and figures: ", builder.A("CC BY 4.0", href=LICENCE), "."),
    ]
    if book.address:
        lines.append(builder.P(builder.A(book.address, href=book.address)))
    return builder.SECTION(*lines, **{"class": "title-page"})
