"""Pages of feedback: what they say, that they run nothing, that everybody can read them."""

from __future__ import annotations

import base64
import copy
import re
import struct
import zlib

import pytest
from bs4 import BeautifulSoup
from natolab_grade import batch, feedback, marks, moderate, outputs, rubric, similarity
from natolab_grade.settings import Settings
from nbformat.v4 import new_code_cell, new_output
from tests.support.class_room import SEED, grade_folder, hand_in, standings

from tests.support import bare, browser, toy

TOY = toy.Toy()
SCRIPT = "<script>document.title = 'taken over'</script><img src=x onerror=document.title='x'>"
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{SCRIPT}</svg>'
WRONG = "def share(part, whole):\n    return 50  # " + SCRIPT


def png() -> str:
    """Return a picture of one pixel."""

    def chunk(kind, content):
        code = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", code)

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    content = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return base64.b64encode(outputs.PICTURES["image/png"] + content).decode()


def run_with_figure(notebook, files):
    done = bare.run(notebook)
    figures = [png(), base64.b64encode(SCRIPT.encode()).decode(), "no base64!"]
    toy.cell_of(done.notebook, "q5").outputs = [
        *(new_output("display_data", data={"image/png": told}) for told in figures),
        new_output("display_data", data={"text/html": SCRIPT}),
        new_output("display_data", data={"image/svg+xml": DRAWING}),
    ]
    return done


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """A graded class: full marks, partial marks with a script in every place, none, no file."""
    base = tmp_path_factory.mktemp("class")
    cara = TOY.solved(SEED)
    toy.cell_of(cara, "q2").source = WRONG
    toy.cell_of(cara, "q4").source = f"I think {SCRIPT} so.\n\n[more](javascript:void0)"
    cara.cells = [cell for cell in cara.cells if cell.id != "q3-test"]
    cara.cells.insert(3, new_code_cell(f"note = {SCRIPT!r}"))
    submitted = hand_in(
        base / "in",
        {"anna": TOY.solved(SEED), "ben": TOY.release(SEED), f"cara {SCRIPT[:8]}": cara},
    )
    (submitted / "dora.ipynb").write_bytes(b"{")
    grade_folder(submitted, base / "out", run=run_with_figure)
    with marks.Book(marks.url_of(base / "out", None), "toy") as book:
        given = [("anna", "q4", 4, None), ("anna", "q5", 2, None)]
        given.append((cara_key(base / "out"), "q4", 2, f"More than that: {SCRIPT}"))
        rubric.apply(book, [rubric.ByHand(*one) for one in given])
        book.settle(batch.results(base / "out"), Settings.read(base / "out").policy)
    return base / "out"


def cara_key(out):
    return next(r.student for r in batch.results(out) if r.student.startswith("cara"))


@pytest.fixture(scope="module")
def pages(out):
    """The page of each student, written."""
    found = standings(out)
    return {
        result.student[:4]: feedback.write(
            out / "feedback",
            result,
            found[result.student],
            TOY,
            batch.executed(out, result.student),
        )
        for result in batch.results(out)
    }


def words(path):
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    soup.style.decompose()
    return re.sub(r"\s+", " ", soup.get_text(" "))


def test_full_marks(pages):
    text = words(pages["anna"])
    assert "12 of 12 points" in text and "All 3 points" in text and "Question 2: a function" in text
    assert "Not met" not in text and "otherwise in your file" not in text


def test_partial_marks_in_words(pages):
    text = words(pages["cara"])
    assert "7 of 12 points so far" not in text and "5 of 12 points so far" in text
    assert "Your teacher has still to read 1 answer" in text
    assert "0 of 3 points" in text and "Not met (0 of 3): It is not right in all cases" in text
    assert "2 of 4 points. At this level: One reason is given." in text
    assert "For more points: Reason and example." in text
    assert "The test cell q3-test was missing; it was put back and run." in text


def test_nothing_answered(pages):
    text = words(pages["ben"])
    assert "0 of 12 points" in text and text.count("This question was not answered.") == 5


def test_not_graded_is_no_mark(pages):
    text = words(pages["dora"])
    assert "Not graded yet" in text and "nothing was counted as 0" in text
    assert "0 of" not in text


def test_hidden_tests_stand_in_no_page(pages):
    for path in pages.values():
        text = path.read_text(encoding="utf-8")
        assert "share(3, 4)" not in text and "75" not in words(path) and "HIDDEN" not in text


def test_student_sees_what_was_handed_in_not_the_escapes(pages):
    text = words(pages["cara"])
    assert "I think <script>document.title" in text and "&lt;" not in text


def test_figures_are_pictures_and_nothing_else(pages):
    soup = BeautifulSoup(pages["anna"].read_text(encoding="utf-8"), "html.parser")
    images = [image["src"] for image in soup.find_all("img")]
    assert [source.partition(";")[0] for source in images] == [
        "data:image/png",
        "data:image/svg+xml",
    ]
    assert not soup.find(["script", "iframe", "svg", "object", "link"])


def anna(out, change=lambda result, ran: None):
    """Return the page of full marks after a change, read."""
    result = next(r for r in batch.results(out) if r.student == "anna")
    ran = batch.executed(out, "anna")
    change(result, ran)
    page = feedback.page(result, standings(out)["anna"], TOY, ran)
    return BeautifulSoup(page, "html.parser")


def test_code_in_sentences_is_shown_as_code_and_runs_nothing(out):
    def change(result, ran):
        score = result.scores["q2-test"]
        score.passed, score.sentence = (
            False,
            f"`share(1, 2)` is <b>50</b>, not `{SCRIPT}`; a ` too.",
        )
        score.error = "A name is missing: `parts`."

    soup = anna(out, change)
    assert [code.text for code in soup.find_all("code")] == ["parts", "share(1, 2)", SCRIPT]
    assert "is <b>50</b>, not" in soup.text and "; a ` too." in soup.text
    assert not soup.find(["b", "script"]) and not soup.find("img", onerror=True)


def test_heading_does_not_say_the_points_that_stand_beside_it(out):
    def change(result, ran):
        heading = "## Question 2: *a* `days_to_exit` (of [law](page.html)) (3 points)"
        toy.cell_of(ran, "q2-text").source = heading

    soup = anna(out, change)
    assert soup.find(id="question-2").text == "Question 2: a days_to_exit (of law)"
    assert [code.text for code in soup.h2.parent.parent.find_all("code")][:1] == ["days_to_exit"]
    assert "All 3 points" in soup.text


def test_lateness_is_told(out):
    result = next(r for r in batch.results(out) if r.student == "anna")
    standing = copy.deepcopy(standings(out)["anna"])
    standing.penalty, standing.days_late = 1.0, 2
    page = feedback.page(result, standing, TOY, batch.executed(out, "anna"))
    assert "2 days late, which took 1 point off" in page and "11 of 12 points" in page


def test_no_page_runs_what_a_student_wrote(chromium, pages, out):
    results, found = batch.results(out), standings(out)
    items = moderate.items(results, list(found.values()))
    assert any(SCRIPT[:8] in item.student for item in items) or items
    listed = moderate.write(out, f"Toy {SCRIPT}", items)[1]
    pair = similarity.Pair(SCRIPT, "b", 9, 1.0, (("q2", WRONG, WRONG),))
    alike = similarity.write(out, "Toy", [pair])[1]
    for path in (*pages.values(), listed, alike):
        page = chromium.new_page()
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path.as_uri())
        page.wait_for_timeout(200)
        assert page.title() != "taken over" and page.title() != "x"
        assert not page.query_selector("script, iframe, [onerror]")
        # The page is one file: it asks for nothing, here or elsewhere.
        assert [url for url in asked if not url.startswith("data:image/")] == [path.as_uri()]
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", ["anna", "cara", "ben", "dora"])
def test_everybody_can_read_the_page(chromium, pages, who, scheme):
    page = chromium.new_page(color_scheme=scheme, viewport={"width": 900, "height": 900})
    page.goto(pages[who].as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert browser.violations(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_what_is_for_teachers(chromium, out, scheme):
    found = list(standings(out).values())
    listed = moderate.write(out, "Toy", moderate.items(batch.results(out), found))[1]
    pair = similarity.Pair("anna", "ben", 9, 0.5, (("q2", "a = 1", "a = 2"),))
    for path in (listed, similarity.write(out, "Toy", [pair])[1]):
        page = chromium.new_page(color_scheme=scheme)
        page.goto(path.as_uri())
        assert browser.violations(page) == []
        page.close()


def test_colours_follow_the_theme(chromium, pages):
    def ground(scheme):
        page = chromium.new_page(color_scheme=scheme)
        page.goto(pages["anna"].as_uri())
        return page.evaluate("() => getComputedStyle(document.body).backgroundColor")

    assert ground("light") == "rgb(255, 255, 255)" and ground("dark") == "rgb(20, 24, 29)"


def test_outputs_run_nothing_in_nbconverts_page_either(chromium, out):
    # nbgrader's formgrader shows a submission so.
    from nbconvert import HTMLExporter

    ran = batch.executed(out, cara_key(out))
    toy.cell_of(ran, "q5").outputs += [
        new_output(
            "display_data",
            data={
                "text/html": f"<table onclick=x><tr><td>1 {SCRIPT}</td></tr></table>",
                "text/markdown": SCRIPT,
                "text/latex": SCRIPT,
                "application/javascript": "document.title = 'taken over'",
                "image/jpeg": f'"> {SCRIPT}',
            },
        )
    ]
    outputs.clean(ran)
    (last,) = toy.cell_of(ran, "q5").outputs[-1:]
    assert set(last.data) == {"text/html"} and "<td>1" in last.data["text/html"]
    exporter = HTMLExporter(
        embed_images=True, exclude_input=True, mathjax_url="", require_js_url=""
    )
    page = chromium.new_page()
    page.route("http*://**", lambda route: route.abort())
    page.set_content(exporter.from_notebook_node(ran)[0])
    page.wait_for_timeout(300)
    assert page.title() not in ("taken over", "x")
