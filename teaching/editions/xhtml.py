"""Elements of a page as XHTML, with the name spaces that strict readers ask for."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
EPUB = "http://www.idpf.org/2007/ops"


def document(title: str, language: str, head: str, body: list[etree._Element]) -> bytes:
    """Return a document around elements that are in their name spaces."""
    root = etree.fromstring(
        f'<html xmlns="{XHTML}" xmlns:epub="{EPUB}"><head><title/>{head}</head><body/></html>'
    )
    root.set("lang", language)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    root[0][0].text = title
    root[1].extend(body)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def element(source: HtmlElement) -> etree._Element:
    """Return a copy of a page's element in the name spaces of XHTML and MathML."""
    return _copy(source, XHTML)


def _copy(source: HtmlElement, space: str) -> etree._Element:
    if source.tag == "math":
        space = MATHML
    made = etree.Element(f"{{{space}}}{source.tag}", nsmap={None: space})
    for name, value in source.attrib.items():
        if name != "xmlns":
            made.set(name, value)
    made.text, made.tail = source.text, source.tail
    # Comments are notes to who wrote the page.
    made.extend(_copy(child, space) for child in source if isinstance(child.tag, str))
    return made
