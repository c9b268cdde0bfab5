"""The course as EPUB and PDF: all that the site shows, linked, tagged, the same each time."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from xml.etree import ElementTree

import pytest
from lxml import etree, html
from pikepdf import Name

from natolab import AS_OF
from teaching.editions import book, clean, epub, links, paper, pdf
from teaching.editions import site as pages
from teaching.errors import TeachingError
from tests.support import paper as sheets
from tests.support import site
from tests.support.editions import Epub, Pdf, epubcheck, pictures

SAMPLE = "hormuz"


@pytest.fixture(scope="module")
def sample(built):
    """One chapter as a book: with formulas, explorer, quiz, solutions, tables."""
    return book.read(SAMPLE, built)


@pytest.fixture(scope="module")
def sample_epub(sample):
    return Epub(epub.pack(sample))


@pytest.fixture(scope="module")
def sample_pdf(sample, browser):
    return Pdf(pdf.write_with(browser, sample))


@pytest.fixture(scope="module")
def course(built):
    return book.read(folder=built)


@pytest.fixture(scope="module")
def course_epub(course):
    return Epub(epub.pack(course))


@pytest.fixture(scope="module")
def course_pdf(course, browser):
    return Pdf(pdf.write_with(browser, course))


def page(text: str, slug: str = "one") -> pages.Page:
    return pages.Page(slug, "Part", "One", html.fromstring(text))


# The EPUB


def test_a_chapter_has_its_pictures_formulas_and_tables(sample_epub, built):
    source = (built / "book" / f"{SAMPLE}.html").read_text(encoding="utf-8")
    root = sample_epub.documents[SAMPLE]
    assert len(sample_epub.elements(SAMPLE, "img")) == pictures(f"book/{SAMPLE}") > 0
    shown = [root, sample_epub.documents["solutions"]]
    formulas = sum(len(list(one.iter("{http://www.w3.org/1998/Math/MathML}math"))) for one in shown)
    assert formulas == source.count("<math") > 0
    assert len(sample_epub.elements(SAMPLE, "table")) == source.count("<table") > 0


def test_no_link_is_broken(sample_epub):
    assert sample_epub.broken() == []


def test_what_only_a_screen_needs_is_gone(sample_epub):
    for root in sample_epub.documents.values():
        tags = {etree.QName(element).localname for element in root.iter()}
        assert not tags & set("script style button details summary input iframe svg".split())


def test_every_picture_is_described_and_drawn_in_lines(sample_epub):
    for image in sample_epub.elements(SAMPLE, "img"):
        assert image.get("alt").strip()
        drawing = ElementTree.fromstring(sample_epub.archive.read(f"book/{image.get('src')}"))
        assert drawing.tag == "{http://www.w3.org/2000/svg}svg"


def test_solutions_stand_in_the_appendix_alone_and_lead_back(sample_epub):
    chapter, appendix = (
        " ".join(" ".join(sample_epub.documents[name].itertext()).split())
        for name in (SAMPLE, "solutions")
    )
    source = (site.TOP / "book" / f"{SAMPLE}.md").read_text(encoding="utf-8")
    exercises = re.findall(r"^### Exercise \d+: (.+)$", source, re.MULTILINE)
    assert len(exercises) > 5
    for title in exercises:
        assert title in chapter
        assert title in appendix
    solution = "The sum of the elasticities matters far more than the second decimal"
    hint = "divide the difference by the number of February 2025"
    for words in (solution, hint):
        assert words in appendix
        assert words not in chapter
    forth = [a.get("href") for a in sample_epub.elements(SAMPLE, "a")]
    back = [a.get("href") for a in sample_epub.elements("solutions", "a")]
    own = [one for one in forth if one.startswith("solutions.xhtml#")]
    assert len(own) == len(exercises) + 1  # and the quiz
    for one in own:
        anchor = one.partition("#")[2]
        assert f"{SAMPLE}.xhtml#{anchor}.from" in back


def test_an_explorer_says_where_it_moves(sample_epub):
    (caption,) = [
        words
        for one in sample_epub.elements(SAMPLE, "figcaption")
        if "Explorer:" in (words := " ".join("".join(one.itertext()).split()))
    ]
    assert f"book/{SAMPLE}.html" in caption


def test_the_same_book_is_the_same_bytes(sample, built):
    assert epub.pack(sample) == epub.pack(book.read(SAMPLE, built))


def test_it_says_what_it_is(sample_epub):
    package = etree.fromstring(sample_epub.archive.read("book/package.opf"))
    facts = " ".join(package.itertext())
    assert "Alliance Under Stress" in facts
    assert "urn:uuid:" in facts
    assert f"{AS_OF}T00:00:00Z" in facts
    assert "alternativeText" in facts


def test_a_chapter_is_another_book_than_the_course(sample, course):
    assert sample.title.startswith(course.title)
    assert sample.identifier != course.identifier


@pytest.mark.long
def test_epubcheck_finds_nothing(course, tmp_path):
    path = tmp_path / "course.epub"
    path.write_bytes(epub.pack(course))
    assert epubcheck(path) == []


@pytest.mark.long
def test_epubcheck_would_find_something(sample, tmp_path):
    path = tmp_path / "broken.epub"
    content = epub.pack(sample)
    path.write_bytes(content.replace(b"application/epub+zip", b"application/epub+zap"))
    assert epubcheck(path)


def test_no_page_and_no_picture_is_lost(course):
    *bound, appendix = course.pages
    assert appendix.title == "Solutions"
    for one, name in zip(bound, site.toc(), strict=True):
        assert f"book/{one.slug}" == name
        assert len(list(one.body.iter("img"))) == pictures(name), name


@pytest.mark.long
def test_the_whole_course_is_there(course_epub):
    assert course_epub.broken() == []
    for name in site.toc():
        slug = name.partition("/")[2]
        assert len(course_epub.elements(slug, "img")) == pictures(name), name
    order = [slug for slug in course_epub.documents if slug not in ("title", "contents")]
    assert order == [name.partition("/")[2] for name in site.toc()] + ["solutions"]


# The PDF


def tell(found: Pdf, source: book.Book) -> None:
    """Hold a PDF to what both a chapter and the course must keep."""
    check_contents(found, source)
    check_tags(found, source)
    assert found.loose_fonts() == set()
    assert found.untagged() == []
    assert found.irregular() == []
    assert sheets.past_margin(found.sheets) == []


def check_contents(found: Pdf, source: book.Book) -> None:
    """The numbers in the contents are those of the pages, and so are the bookmarks."""
    places = found.places()
    listed = " ".join(found.words(number) for number in range(2, min(places.values())))
    marks = found.bookmarks()
    for one in source.pages:
        number = places[one.slug]
        assert plain(one.title) in plain(found.words(number))
        assert plain(f"{one.title} {number}") in plain(listed)
        assert any(plain(title) == plain(one.title) and on == number for _, title, on in marks)
        for name, title in one.sections:
            assert any(plain(mark) == plain(title) for _, mark, _ in marks), name
        # What stands in the margin is painted first.
        foot = f"{one.title.partition(':')[0]} {number} "
        assert found.words(number).startswith(foot)


def plain(words: str) -> str:
    """Return words without what a line's end puts between or into them."""
    return re.sub(r"[\s\u00ad\u0002\ufffe-]", "", words)


def check_tags(found: Pdf, source: book.Book) -> None:
    """What PDF/UA-1 asks for and a program can see."""
    root = found.file.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang) == source.language
    assert root.ViewerPreferences.DisplayDocTitle
    with found.file.open_metadata() as data:
        assert data["dc:title"] == source.title
        assert data["pdfuaid:part"] == "1"
    kinds = Counter()
    for tag in found.tags():
        kinds[str(tag.S)] += 1
        if str(tag.S) in ("/Figure", "/Formula"):
            assert str(tag.Alt).strip()
        if str(tag.S) == "/LI":
            assert {str(child.S) for child in tag.K} <= {"/Lbl", "/LBody"}
    assert kinds["/Table"] == sum(len(list(one.body.iter("table"))) for one in source.pages)
    assert kinds["/Formula"] == sum(len(list(one.body.iter("math"))) for one in source.pages)
    for sheet in found.file.pages:
        for note in sheet.get(Name.Annots, []):
            assert str(note.Contents).strip()


def check_pictures(found: Pdf, source: book.Book) -> None:
    """Each chapter shows as many pictures as its page on the site."""
    places, figures = found.places(), found.figures()
    begins = [places[one.slug] for one in source.pages]
    ends = [*begins[1:], len(found.sheets) + 1]
    for one, begin, end in zip(source.pages, begins, ends, strict=True):
        shown = sum(figures[number] for number in range(begin, end))
        expected = pictures(f"book/{one.slug}") if one.slug != "solutions" else 0
        assert shown == expected, one.slug


def test_a_chapter_is_a_whole_book(sample_pdf, sample):
    tell(sample_pdf, sample)
    check_pictures(sample_pdf, sample)


def test_pictures_are_drawn_in_lines(sample_pdf):
    for sheet in sample_pdf.file.pages:
        for picture in sheet.Resources.get(Name.XObject, {}).values():
            assert str(picture.Subtype) != "/Image"


@pytest.mark.long
def test_the_course_is_a_whole_book(course_pdf, course):
    tell(course_pdf, course)
    check_pictures(course_pdf, course)
    assert [title for level, title, _ in course_pdf.bookmarks() if level == 0][1:] == [
        part for part, _ in course.parts if part
    ]


# What is refused, and parts


def test_a_picture_without_words_is_refused(built, tmp_path):
    from teaching.editions import pictures as drawn

    bare = page('<section><h1>One</h1><img src="../_images/a.svg"></section>')
    (tmp_path / "_images").mkdir()
    (tmp_path / "book").mkdir()
    (tmp_path / "_images" / "a.svg").write_text("<svg/>")
    with pytest.raises(TeachingError, match="without alternative text"):
        drawn.collect(bare, tmp_path)
    dots = page('<section><h1>One</h1><img src="a.png" alt="Dots"></section>')
    with pytest.raises(TeachingError, match=r"no SVG: a\.png"):
        drawn.collect(dots, tmp_path)


def test_a_link_to_nothing_is_refused():
    lost = page('<section><h1>One</h1><a href="#gone">here</a></section>')
    links.name_all(lost)
    with pytest.raises(TeachingError, match=r"leads to one\.gone"):
        links.check([lost])


def test_links_to_what_is_not_in_the_book():
    ways = '<a href="two.html#x">two</a><a href="../data/t.csv">t</a>'
    text = f"<section><h1>One</h1>{ways}</section>"
    near, far, offline = page(text), page(text), page(text)
    links.between(near, {"two"}, "")
    assert [a.get("href") for a in near.body.iter("a")] == ["#two.x"]
    links.between(far, set(), "https://course.example/")
    assert [a.get("href") for a in far.body.iter("a")] == [
        "https://course.example/book/two.html#x",
        "https://course.example/data/t.csv",
    ]
    links.between(offline, set(), "")
    assert offline.body.text_content() == "Onetwot"


def test_folded_code_goes_and_open_code_stays():
    text = (
        '<section><h1>One</h1><details class="admonition hide above-input"><pre>hidden</pre>'
        '</details><div class="highlight-ipython3 notranslate"><div class="highlight"><pre>'
        '<span class="n">shown</span> = 1\n</pre></div></div></section>'
    )
    one = page(text)
    clean.screen_away(one, "")
    assert "hidden" not in one.body.text_content()
    assert [code.text_content() for code in one.body.iter("code")] == ["shown = 1"]


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("<mfrac><mi>a</mi><mi>b</mi></mfrac>", "(a) / (b)"),
        ("<msub><mi>P</mi><mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow></msub>", "P_(t + 1)"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mn>4</mn>", "x^2 = 4"),
        ("<msqrt><mi>x</mi></msqrt>", "square root of (x)"),
    ],
)
def test_a_formula_has_words(formula, words):
    root = etree.fromstring(f'<math xmlns="http://www.w3.org/1998/Math/MathML">{formula}</math>')
    assert " ".join(paper.in_line(root).split()) == words


def test_the_command_says_what_is_wrong(tmp_path):
    command = [sys.executable, "-m", "teaching", "editions", "--chapter", "no-such"]
    command += ["--out", str(tmp_path)]
    said = subprocess.run(command, cwd=site.TOP, capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert "There is no chapter no-such; the site has index, simulator" in said.stderr
