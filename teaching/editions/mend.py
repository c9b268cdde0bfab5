"""What Chromium's tagged PDF lacks for PDF/UA-1, put in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, String

from teaching.editions import xhtml
from teaching.editions.book import Book
from teaching.editions.paper import FORMULA

#: Where a tag begins or ends; tags may stand in tags, and Chromium gives each a line of its own.
_MARK = re.compile(rb"^(?:(.*B[DM]C)|EMC)$", re.MULTILINE)
_PAINTING = frozenset(map(Operator, ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh")))
_CUT = Operator("n")
_BEGINS = frozenset(map(Operator, ("BT", "m", "re")))
_ENDS = _PAINTING | {_CUT, Operator("ET")}
_Instruction = tuple[list[Object], Operator]
#: Chromium's names of what standard PDF calls otherwise.
_ROLES = {"/Strong": Name.Span, "/Em": Name.Span}


def mended(printed: bytes, book: Book, document: bytes) -> bytes:
    """Return a printed PDF with what its tags lack.

    Parameters
    ----------
    printed : bytes
        What Chromium printed.
    book : Book
        The book: what the metadata say.
    document : bytes
        The XHTML that was printed: to what its links lead.
    """
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        for element in list(_elements(pdf.Root.StructTreeRoot.K)):
            _mend_element(pdf, element)
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(_ROLES)
        targets = _targets(document)
        for page in pdf.pages:
            _mend_links(page, targets)
            _mend_loose(pdf, page)
        _describe(pdf, book)
        saved = io.BytesIO()
        pdf.save(saved, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return saved.getvalue()


def _elements(node) -> Iterator[Dictionary]:
    """Return all elements of the tree of tags, parents first."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, Dictionary) and Name.S in node:
            yield node
            if Name.K in node:
                waiting.append(node.K)


def _mend_element(pdf: Pdf, element: Dictionary) -> None:
    if Name.Figure == element.S:
        words = str(element.get(Name.Alt, ""))
        if words.startswith(FORMULA):
            element.S = Name.Formula
            element.Alt = String(words.removeprefix(FORMULA))
        elif not words:
            # HTML's figure holds picture and caption; to PDF the picture alone is one.
            element.S = Name.Sect
    elif element.S == Name.LI:
        _give_body(pdf, element)


def _give_body(pdf: Pdf, item: Dictionary) -> None:
    """Put what is in an item of a list beside its bullet into a body of the item."""
    inner = item.get(Name.K, Array())
    children = list(inner) if isinstance(inner, Array) else [inner]
    labels = [one for one in children if _is(one, Name.Lbl)]
    others = [one for one in children if not _is(one, Name.Lbl)]
    if not others or any(_is(one, Name.LBody) for one in others):
        return
    body = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(others))
    )
    for one in others:
        if isinstance(one, Dictionary) and Name.S in one:
            one.P = body
    if Name.Pg in item:
        body.Pg = item.Pg
    item.K = Array([*labels, body])


def _is(node, kind: Name) -> bool:
    return isinstance(node, Dictionary) and node.get(Name.S) == kind


def _targets(document: bytes) -> dict[str, str]:
    """Return for each name in the book the beginning of the words that stand there."""
    root = etree.fromstring(document)
    found = {}
    for element in root.iter(f"{{{xhtml.XHTML}}}*"):
        if name := element.get("id"):
            words = " ".join("".join(element.itertext()).split())
            # An empty anchor stands before what it names.
            if not words and (after := element.getnext()) is not None:
                words = " ".join("".join(after.itertext()).split())
            found[name] = words[:100]
    return found


def _mend_links(page: pikepdf.Page, targets: dict[str, str]) -> None:
    for note in page.get(Name.Annots, Array()):
        if note.get(Name.Subtype) != Name.Link:
            continue
        if Name.A in note and Name.URI in note.A:
            note.Contents = String(str(note.A.URI))
        elif Name.Dest in note:
            note.Contents = String(targets[str(note.Dest).removeprefix("/")] or "To this place")


def _mend_loose(pdf: Pdf, page: pikepdf.Page) -> None:
    """Mark as no part of the text what is painted without a tag: page numbers, rules, spaces."""
    content = page.Contents.read_bytes()
    parts, end, depth = [], 0, 0
    for mark in _MARK.finditer(content):
        if mark[1] and not depth:
            parts.append(_artifacts(pdf, content[end : mark.start()]))
            end = mark.start()
        depth += 1 if mark[1] else -1
        if not depth:
            parts.append(content[end : mark.end()])
            end = mark.end()
    parts.append(_artifacts(pdf, content[end:]))
    page.Contents = pdf.make_stream(b"\n".join(parts))


def _artifacts(pdf: Pdf, content: bytes) -> bytes:
    """Return what stands between tags with all that it paints marked as decoration."""
    if not content.strip():
        return b""
    out: list[_Instruction] = []
    held: list[_Instruction] = []
    opening: _Instruction = ([Name.Artifact], Operator("BMC"))
    closing: _Instruction = ([], Operator("EMC"))
    for step in pikepdf.parse_content_stream(pdf.make_stream(content)):
        operator = step.operator
        one: _Instruction = (list(step.operands), operator)
        if not held and operator not in _BEGINS and operator not in _PAINTING:
            out.append(one)
            continue
        held.append(one)
        if operator in _ENDS:
            # A path that is not painted cuts out what follows.
            paints = operator != _CUT
            out += [opening, *held, closing] if paints else held
            held = []
    return pikepdf.unparse_content_stream([*out, *held])


def _describe(pdf: Pdf, book: Book) -> None:
    """Write what the file says of itself."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as data:
        data["dc:title"] = book.title
        data["dc:creator"] = [book.author]
        data["dc:language"] = [book.language]
        data["dc:rights"] = "Creative Commons Attribution 4.0"
        data["pdfuaid:part"] = "1"
        data["xmp:CreateDate"] = data["xmp:ModifyDate"] = f"{book.as_of}T00:00:00Z"
    pdf.docinfo = pdf.make_indirect(
        Dictionary(
            Title=String(book.title),
            Author=String(book.author),
            CreationDate=String(f"D:{book.as_of:%Y%m%d}000000Z"),
        )
    )
    preferences = pdf.Root.get(Name.ViewerPreferences, Dictionary())
    preferences.DisplayDocTitle = True
    pdf.Root.ViewerPreferences = preferences
    pdf.Root.Lang = String(book.language)
