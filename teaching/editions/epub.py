"""The course as EPUB 3: a file for each chapter, packed so that the same book is the same bytes."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree

from teaching.editions import fonts, matter, xhtml
from teaching.editions.book import LICENCE, Book
from teaching.editions.site import Page

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles>
    <rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
_HEAD = '<link rel="stylesheet" type="text/css" href="book.css"/>'
#: What a reader's programs may tell of the book, in the words of schema.org.
_ACCESS = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessModeSufficient", "textual,visual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "MathML"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
    (
        "accessibilitySummary",
        "Every figure has alternative text, every formula is MathML, and headings, tables and "
        "links are marked as such. Explorers stand as figures with tables.",
    ),
)


def pack(book: Book) -> bytes:
    """Return the book as the bytes of an EPUB file."""
    where = {
        element.get("id"): f"{page.slug}.xhtml"
        for page in book.pages
        for element in page.body.iter()
        if element.get("id")
    }
    chapters = {f"{page.slug}.xhtml": _chapter(book, page, where) for page in book.pages}
    title = xhtml.document(
        book.title, book.language, _HEAD, [xhtml.element(matter.title_page(book))]
    )
    style = Path(__file__).with_name("book.css").read_text(encoding="utf-8")
    files = {
        "title.xhtml": title,
        "contents.xhtml": _contents(book),
        **chapters,
        **book.pictures,
        "book.css": f"{fonts.rules()}\n{style}".encode(),
        **fonts.files(),
    }
    package = _package(book, files).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", _CONTAINER.encode())
        _add(archive, "book/package.opf", package)
        for name, content in files.items():
            _add(archive, f"book/{name}", content)
    return packed.getvalue()


def _add(archive, name, content, how=zipfile.ZIP_DEFLATED) -> None:
    # With the day of the making the same book would be other bytes each day.
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = how
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _chapter(book: Book, page: Page, where: dict[str, str]) -> bytes:
    """Return a chapter's file, with links to the files in which their targets stand."""
    body = xhtml.element(page.body)
    for link in body.iter(f"{{{xhtml.XHTML}}}a"):
        target = link.get("href", "")
        if target.startswith("#") and where[target[1:]] != f"{page.slug}.xhtml":
            link.set("href", where[target[1:]] + target)
    return xhtml.document(page.title, book.language, _HEAD, [body])


def _contents(book: Book) -> bytes:
    """Return the list of contents that reading programs show."""
    entries = []
    for part, pages in book.parts:
        inner = "".join(_entry(page) for page in pages)
        entries.append(f"<li><span>{escape(part)}</span><ol>{inner}</ol></li>" if part else inner)
    nav = etree.fromstring(
        f'<nav xmlns="{xhtml.XHTML}" xmlns:epub="{xhtml.EPUB}" epub:type="toc" role="doc-toc" '
        f'class="contents"><h1>Contents</h1><ol>{"".join(entries)}</ol></nav>'
    )
    return xhtml.document("Contents", book.language, _HEAD, [nav])


def _entry(page: Page) -> str:
    inner = "".join(
        f'<li><a href="{page.slug}.xhtml#{escape(name)}">{escape(title)}</a></li>'
        for name, title in page.sections
    )
    link = f'<a href="{page.slug}.xhtml">{escape(page.title)}</a>'
    return f"<li>{link}{f'<ol>{inner}</ol>' if inner else ''}</li>"


def _package(book: Book, files: dict[str, bytes]) -> str:
    facts = [
        f'<dc:identifier id="book">{book.identifier}</dc:identifier>',
        f"<dc:title>{escape(book.title)}</dc:title>",
        f"<dc:creator>{escape(book.author)}</dc:creator>",
        f"<dc:publisher>{escape(book.author)}</dc:publisher>",
        f"<dc:language>{book.language}</dc:language>",
        f"<dc:date>{book.as_of}</dc:date>",
        f"<dc:rights>{LICENCE}</dc:rights>",
        f'<meta property="dcterms:modified">{book.as_of}T00:00:00Z</meta>',
        *(f'<meta property="schema:{name}">{escape(value)}</meta>' for name, value in _ACCESS),
    ]
    items, spine = [], []
    for number, (name, content) in enumerate(files.items()):
        properties = _properties(name, content)
        items.append(
            f'<item id="item{number}" href={quoteattr(name)} media-type="{_kind(name)}"'
            f"{f' properties={quoteattr(properties)}' if properties else ''}/>"
        )
        if name.endswith(".xhtml"):
            spine.append(f'<itemref idref="item{number}"/>')
    lines = "\n    ".join
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    {lines(facts)}
  </metadata>
  <manifest>
    {lines(items)}
  </manifest>
  <spine>
    {lines(spine)}
  </spine>
</package>
"""


def _kind(name: str) -> str:
    kinds = {
        ".xhtml": "application/xhtml+xml",
        ".svg": "image/svg+xml",
        ".css": "text/css",
        ".ttf": "font/ttf",
    }
    return kinds[Path(name).suffix]


def _properties(name: str, content: bytes) -> str:
    if name == "contents.xhtml":
        return "nav"
    return "mathml" if name.endswith(".xhtml") and b"<math" in content else ""
