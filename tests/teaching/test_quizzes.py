"""Quizzes for learning platforms: each format read again, answered and marked by another reader."""

from __future__ import annotations

import dataclasses
import functools
import io
import re
import sys
import zipfile
from collections import Counter
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from natolab.quizzes import Choice, Near, Numeric, Option, Ordering, Several, Short
from teaching import __main__, chapters
from teaching.errors import TeachingError
from teaching.quizzes import build, canvas, cartridge, course, moodle, qti12, qti21
from teaching.quizzes.course import Course, Page, Part, Topic
from tests.support import platforms, quizzes, site

COMMON = {"objective": 1, "explains": "It is <so> & `a < b`."}
#: Texts that would break out of careless files, and numbers finer than four decimals.
HARD = (
    Choice(
        name="markup",
        asks='Is `x < y` the "same" as </p><script>alert(1)</script> & ]]> for NATO\'s *allies*?',
        options=(
            Option("<b>yes</b> & `no`", "Why <i>not</i>?", right=True),
            Option("]]>", "It ends & begins."),
            Option("`pace <= 2`", "A {curly} = ~ # : word."),
        ),
        **COMMON,
    ),
    Several(
        name="thirds",
        asks="Which?",
        options=tuple(Option(f"right {n}", f"why {n}", right=True) for n in range(3))
        + tuple(Option(f"wrong {n}", f"why not {n}") for n in range(6)),
        **COMMON,
    ),
    Numeric(
        name="fine",
        asks="How fine?",
        about="fig-fine",
        truth=0.00729735,
        within=0.00729735 * 0.001,
        unit="of <one>",
        digits=4,
        near=(Near(0.00729735 * 1.002, "Just too much."), Near(-7.3e-05, "Far off.")),
        **COMMON,
    ),
    Ordering(name="in_order", asks="Which first?", items=("a < b", "b & c", "c"), **COMMON),
    Short(
        name="a_word",
        asks="Who?",
        accepts=("Erdoğan", "president*"),
        near=(Near("Atatürk", "Earlier."), Near("x*y", "No.")),
        **COMMON,
    ),
)
PAGE = Page("hard-page", "Hard/soft: <allies> & you", "book/hard-page.html", HARD)
MADE_UP = Course("A course", "https://example.org/c/", (Part("Part & one", (PAGE,)),), ())
FORMATS = [form.__name__.rpartition(".")[2] for form in build.FORMATS]


@functools.cache
def whole() -> Course:
    """Return the course; what its numbers need is computed once."""
    return course.read()


@pytest.fixture(params=["the course", "made up"])
def source(request) -> Course:
    return whole() if request.param == "the course" else MADE_UP


def read(form: str, source: Course) -> dict[tuple[str, str], platforms.Item]:
    """Return what a platform makes of a format's files, by chapter and name of the question."""
    if form == "moodle":
        items = list(platforms.moodle(moodle.make(source)[moodle.FILE]))
        return _once([(tuple(item.ident.split("/")), item) for item in items])
    if form == "qti21":
        packages = map(platforms.unpacked, qti21.make(source).values())
        items = [
            platforms.qti21(content)
            for files in packages
            for name, content in files.items()
            if name not in ("imsmanifest.xml", "test.xml")
        ]
    else:
        maker = {"canvas": canvas, "cartridge": cartridge}[form]
        files = platforms.unpacked(maker.make(source)[maker.FILE])
        items = [
            item
            for name, content in sorted(files.items())
            if b"<questestinterop" in content
            for item in platforms.qti12(content)
        ]
    return _once([(tuple(item.ident.removeprefix("natolab.").split(".")), item) for item in items])


def _once(items: list) -> dict:
    assert len(dict(items)) == len(items), "Two questions have one name."
    return dict(items)


def cases(form: str, source: Course):
    """Yield each question that a format takes, as it takes it, with what a platform made of it."""
    items = read(form, source)
    for page in source.chapters:
        taken = cartridge.taken(page.questions) if form == "cartridge" else page.questions
        for question in taken:
            yield question, items[page.slug, question.name]


def said(text: str) -> str:
    """Return what somebody reads of a text of a question."""
    return text.replace("`", "")


def right(question) -> platforms.Given:
    match question:
        case Choice() | Several():
            return tuple(said(option.text) for option in question.options if option.right)
        case Numeric():
            return repr(question.truth)
        case Ordering():
            return tuple(map(said, question.items))
    return question.accepts[0]


@pytest.mark.parametrize("form", FORMATS)
class TestEachFormat:
    def test_every_question_arrives_or_is_named_as_left_out(self, form, source):
        module = build.FORMATS[FORMATS.index(form)]
        asked = {(page.slug, q.name) for page in source.chapters for q in page.questions}
        told = build.left_out(source, module)
        missing = {
            (page.slug, q.name)
            for page in source.chapters
            for q in page.questions
            if type(q) in module.LEFT_OUT
        }
        assert set(read(form, source)) == asked - missing
        assert len(told) == len(missing)
        assert all(any(f"{slug}/{name}:" in line for line in told) for slug, name in missing)
        assert set(told) <= set(build.sentences(source))

    def test_what_is_right_gets_the_mark_and_hears_why(self, form, source):
        for question, item in cases(form, source):
            marked = item.answer(right(question))
            assert marked.share == pytest.approx(1, abs=1e-6), question.name
            assert said(question.explains) in map(platforms.words, marked.says)

    def test_what_is_asked_and_offered_arrives(self, form, source):
        for question, item in cases(form, source):
            assert item.asks.startswith(said(question.asks))
            if isinstance(question, Choice | Several):
                assert item.offers == tuple(said(option.text) for option in question.options)
            elif isinstance(question, Ordering):
                assert Counter(item.offers) == Counter(map(said, question.items))
            if isinstance(question, Numeric):
                assert question.unit in item.asks

    def test_every_option_hears_its_own(self, form, source):
        for question, item in cases(form, source):
            if isinstance(question, Choice | Several):
                for option in question.options:
                    marked = item.answer((said(option.text),))
                    assert said(option.why) in map(platforms.words, marked.says)
                    assert not any(
                        said(other.why) in map(platforms.words, marked.says)
                        for other in question.options
                        if other.why != option.why
                    )
                    assert (marked.share > 0) <= option.right

    def test_all_ticked_gets_nothing(self, form, source):
        for question, item in cases(form, source):
            if isinstance(question, Several):
                share = item.answer(tuple(said(option.text) for option in question.options)).share
                assert share == pytest.approx(0, abs=1e-4)

    def test_bounds_hold_the_truth_to_the_last_digit(self, form, source):
        for question, item in cases(form, source):
            if isinstance(question, Numeric):
                truth, within = Decimal(repr(question.truth)), Decimal(repr(question.within))
                hair = within * Decimal("1e-12")
                for bound, out in ((truth - within, -hair), (truth + within, hair)):
                    assert item.answer(str(bound)).share == 1
                    assert item.answer(str(bound + out)).share == 0

    def test_what_tempts_is_wrong_and_hears_why(self, form, source):
        for question, item in cases(form, source):
            for near in getattr(question, "near", ()):
                given = near.answer if isinstance(near.answer, str) else repr(near.answer)
                marked = item.answer(given)
                assert marked.share == 0
                assert any(said(near.why) in platforms.words(html) for html in marked.says)

    def test_words_count_in_every_spelling(self, form, source):
        for question, item in cases(form, source):
            if isinstance(question, Short):
                for word in question.accepts:
                    for spelling in (word, f" {word.upper()} ", word.replace("ğ", "g")):
                        assert item.answer(spelling).share == 1

    def test_another_order_is_wrong(self, form, source):
        for question, item in cases(form, source):
            if isinstance(question, Ordering):
                assert item.answer(tuple(map(said, question.items[::-1]))).share < 1

    def test_no_text_becomes_markup(self, form, source):
        for _, item in cases(form, source):
            for html in item.html:
                soup = BeautifulSoup(html, "html.parser")
                names = {tag.name.lower() for tag in soup.find_all()}
                assert names <= {
                    "p",
                    "code",
                    "a",
                    "ul",
                    "li",
                    "div",
                    "simplechoice",
                    "modalfeedback",
                }

    def test_the_same_source_gives_the_same_bytes(self, form, source):
        module = build.FORMATS[FORMATS.index(form)]
        first, again = module.make(source), module.make(source)
        assert first == again
        for name, content in first.items():
            if not name.endswith(".xml"):
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    assert {entry.date_time[0] for entry in archive.infolist()} == {2020}

    def test_names_stay_when_texts_change(self, form, source):
        def reworded(page: Page) -> Page:
            questions = [dataclasses.replace(q, asks="Other words?") for q in page.questions]
            return dataclasses.replace(page, title="Other title", questions=tuple(questions))

        parts = [Part(part.title, tuple(map(reworded, part.pages))) for part in source.parts]
        other = dataclasses.replace(source, parts=tuple(parts))
        assert set(read(form, other)) == set(read(form, source))


PACKAGES = ["canvas", "qti21", "cartridge"]


@pytest.mark.parametrize("form", PACKAGES)
class TestPackages:
    def packages(self, form, source):
        maker = {"canvas": canvas, "qti21": qti21, "cartridge": cartridge}[form]
        return [platforms.unpacked(content) for content in maker.make(source).values()]

    def test_the_manifest_names_each_file_and_no_other(self, form, source):
        for files in self.packages(form, source):
            manifest = platforms.tree(files["imsmanifest.xml"])
            named = {entry.get("href") for entry in manifest.iter("file")}
            assert named == set(files) - {"imsmanifest.xml"}
            assert {r.get("href") for r in manifest.iter("resource")} - {None} <= named

    def test_every_reference_leads_somewhere(self, form, source):
        for files in self.packages(form, source):
            manifest = platforms.tree(files["imsmanifest.xml"])
            every = [e.get("identifier") for e in manifest.iter() if e.get("identifier")]
            assert len(set(every)) == len(every)
            # What XML takes for a name.
            assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", ident) for ident in every)
            resources = {r.get("identifier") for r in manifest.iter("resource")}
            references = {e.get("identifierref") for e in manifest.iter()} - {None}
            assert references <= resources

    def test_files_are_xml_or_html(self, form, source):
        for files in self.packages(form, source):
            for name, content in files.items():
                assert content.startswith((b"<?xml", b"<!DOCTYPE html>")), name
                if name.endswith(".xml"):
                    platforms.tree(content)


def test_only_what_scores_asks_for_numbers_and_words(source):
    """Canvas takes each number and word of a condition for right, whether it scores or not."""
    for form in (canvas, cartridge):
        files = platforms.unpacked(form.make(source)[form.FILE])
        for content in files.values():
            if b"<questestinterop" not in content:
                continue
            for item in platforms.tree(content).iter("item"):
                labels = {label.get("ident") for label in item.iter("response_label")}
                for condition in item.iter("respcondition"):
                    tests = condition.iter("varequal", "vargte", "varlte")
                    free = [t for t in tests if t.text not in labels]
                    assert not free or condition.find("setvar") is not None


def test_canvas_gets_numbers_for_answers():
    """Canvas draws its own for each that is no number, so that another import changes them."""
    content = platforms.unpacked(canvas.make(MADE_UP)[canvas.FILE])
    tree = platforms.tree(content["natolab.hard-page/natolab.hard-page.xml"])
    for item in tree.iter("item"):
        fields = {
            f.findtext("fieldlabel"): f.findtext("fieldentry")
            for f in item.iter("qtimetadatafield")
        }
        numbers = fields["original_answer_ids"].split(",")
        assert len(set(numbers)) == len(numbers)
        assert all(number.isdecimal() and int(number) for number in numbers)
    assert qti12.number("hormuz", "a_fifth_of_what", 0) == "343622786"


def test_moodle_knows_chapters_as_categories(source):
    questions = platforms.tree(moodle.make(source)[moodle.FILE]).findall("question")
    categories = [q for q in questions if q.get("type") == "category"]
    assert [q.findtext("idnumber") for q in categories] == [page.slug for page in source.chapters]
    for category, page in zip(categories, source.chapters, strict=True):
        # A slash parts categories, two are one in a name.
        path = re.split(r"(?<!/)/(?!/)", category.findtext("category/text"))
        assert path[:2] == ["$course$", "top"]
        assert path[3].replace("//", "/") == page.title


def test_moodle_is_told_when_a_mark_cannot_be_divided():
    options = tuple(Option(str(n), "why", right=n < 11) for n in range(13))
    question = Several(name="eleven", asks="Which?", options=options, **COMMON)
    with pytest.raises(TeachingError, match="'eleven' has 11 right and 2 wrong"):
        moodle.fractions(question)


class TestCartridge:
    def manifest(self, source):
        files = platforms.unpacked(cartridge.make(source)[cartridge.FILE])
        return files, platforms.tree(files["imsmanifest.xml"])

    def test_modules_are_the_parts_of_the_book(self):
        files, manifest = self.manifest(whole())
        modules = manifest.findall(".//organization/item/item")
        titles = [module.findtext("title") for module in modules]
        assert titles == [*(part.title for part in whole().parts), "Assignments"]
        pages = [f"pages/{name.rpartition('/')[2]}" for name in site.toc()[1:]]
        assert {f"{page}.html" for page in pages} <= set(files)
        assert len(list((site.TOP / "assignments").glob("*/assignment.md"))) == len(modules[-1]) - 1

    def test_without_an_address_a_page_says_so(self):
        files, manifest = self.manifest(dataclasses.replace(whole(), address=""))
        assert not any(r.get("type") == "imswl_xmlv1p3" for r in manifest.iter("resource"))
        page = platforms.words(files["pages/hormuz.html"].decode())
        assert "book/hormuz.html" in page
        assert "No address of the site was set" in page
        assert b"href" not in files["pages/hormuz.html"]

    def test_with_an_address_a_page_is_a_link(self):
        addressed = dataclasses.replace(whole(), address="https://example.org/?a=1&b=2/")
        files, _ = self.manifest(addressed)
        link = platforms.tree(files["pages/hormuz.xml"])
        assert link.find("url").get("href") == "https://example.org/?a=1&b=2/book/hormuz.html"

    def test_an_assignment_is_a_page_and_better_an_assignment(self):
        files, manifest = self.manifest(whole())
        resources = {r.get("identifier"): r for r in manifest.iter("resource")}
        page = resources["natolab.assignment.strait"]
        better = resources[page.find("variant").get("identifierref")]
        assert (page.get("type"), better.get("type")) == ("webcontent", "assignment_xmlv1p0")
        asked = platforms.tree(files[better.find("file").get("href")])
        about = site.front_matter(site.TOP / "assignments/strait/assignment.md")["assignment"]
        assert asked.find("gradable").get("points_possible") == str(about["points"])
        assert f"{about['minutes']} minutes" in platforms.words(asked.findtext("text"))

    def test_a_number_becomes_a_choice_that_can_be_told_apart(self):
        """With four digits the right number and a tempting one would look alike."""
        (question,) = [q for q in cartridge.taken(HARD) if q.name == "fine"]
        assert len({option.text for option in question.options}) == 3
        assert [option.text for option in question.options if option.right] == ["0.00730"]

    def test_topics_are_discussions(self):
        page = dataclasses.replace(PAGE, topics=(Topic("A & B", "Is <it> so?"),))
        files, manifest = self.manifest(dataclasses.replace(MADE_UP, parts=(Part("One", (page,)),)))
        topic = platforms.tree(files["topics/hard-page-1.xml"])
        assert topic.findtext("title") == "A & B"
        assert platforms.words(topic.findtext("text")) == "Is <it> so?"
        assert "A & B" in [title.text for title in manifest.iter("title")]


class TestSource:
    @pytest.fixture
    def top(self, tmp_path, monkeypatch):
        monkeypatch.setattr(chapters, "TOP", tmp_path)
        monkeypatch.setattr(chapters, "SESSIONS", tmp_path)
        (tmp_path / "book").mkdir()
        (tmp_path / "book/hormuz.md").write_text("# Hormuz\n", encoding="utf-8")
        (tmp_path / "book/privacy.md").write_text("# Privacy\n", encoding="utf-8")
        self.toc(tmp_path, "hormuz", "privacy")
        self.config(tmp_path, "{}")
        return tmp_path

    def toc(self, top, *slugs):
        files = "".join(f"\n      - file: book/{slug}" for slug in slugs)
        text = f"parts:\n  - caption: One\n    chapters:{files}\n"
        (top / "_toc.yml").write_text(text, encoding="utf-8")

    def config(self, top, settings):
        text = f"title: T\nsphinx:\n  config: {settings}\n"
        (top / "_config.yml").write_text(text, encoding="utf-8")

    def test_the_address_ends_in_a_slash(self, top):
        assert course.read().address == ""
        self.config(top, "{html_baseurl: https://example.org/course}")
        assert course.read().address == "https://example.org/course/"

    def test_each_declared_quiz_is_found_and_filled_in(self):
        found = {page.slug: page.questions for page in whole().chapters}
        declared = {slug: quiz.questions for slug, quiz in quizzes.declared().items()}
        names = [
            {slug: [q.name for q in qs] for slug, qs in each.items()} for each in (found, declared)
        ]
        assert names[0] == names[1]
        assert found["hormuz"] == quizzes.filled("hormuz")

    def test_what_a_class_discusses_are_topics(self):
        (page,) = [page for page in whole().chapters if page.slug == "hormuz"]
        prompts = chapters.read("hormuz").session["prompts"]
        assert [topic.text for topic in page.topics] == [prompt["ask"] for prompt in prompts]
        assert page.topics[0].title == "To discuss, 1: Hormuz"

    def test_what_is_missing_is_said(self, top):
        self.toc(top, "privacy")
        with pytest.raises(TeachingError, match="No chapter has a quiz"):
            course.read()


def test_the_command_says_where_the_result_is(tmp_path, monkeypatch, capsys):
    target = tmp_path / "quizzes"
    (target / "old").mkdir(parents=True)
    monkeypatch.setattr(course, "read", lambda values: MADE_UP)
    monkeypatch.setattr(sys, "argv", ["teaching", "quizzes", "--out", str(target)])
    __main__.main()
    assert capsys.readouterr().out.splitlines()[-1].endswith(f": {target}")
    written = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    packages = {"qti-2.1/hard-page.zip", "canvas.zip", "alliance-under-stress.imscc"}
    assert written == {"README.txt", "moodle.xml", *packages}
    readme = (target / "README.txt").read_text(encoding="utf-8")
    assert all(form.FOR in readme for form in build.FORMATS)
    assert "leaves out hard-page/in_order" in readme


def test_the_command_ends_with_what_is_wrong(tmp_path, monkeypatch):
    def fails(values):
        raise TeachingError("No chapter has a quiz.")

    monkeypatch.setattr(course, "read", fails)
    monkeypatch.setattr(sys, "argv", ["teaching", "quizzes", "--out", str(tmp_path)])
    with pytest.raises(SystemExit, match="No chapter has a quiz"):
        __main__.main()
