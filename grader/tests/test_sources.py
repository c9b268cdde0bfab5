"""What is refused of an assignment's source, and what a variant is made of."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from natolab_grade.sources import Assignment, SourceError, all_assignments, filled, variants

TOP = Path(__file__).parents[2]


@pytest.fixture
def broken(tmp_path):
    """Return a function that loads the assignment on burdens after a change of one file."""
    (tmp_path / "book").symlink_to(TOP / "book")
    folder = tmp_path / "assignments" / "burden"
    shutil.copytree(TOP / "assignments" / "burden", folder)

    def load(file: str, old: str, new: str) -> Assignment:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return Assignment.load(folder)

    return load


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "assignment.md",
            "grade_id: count-form",
            "grade_id: count-reached",
            "two cells with the grade_id",
        ),
        ("assignment.md", "grade_id: count-form", "grade_id: Count!", "small letters"),
        ("assignment.md", "locked: true", "lokced: true", "'lokced', which nbgrader"),
        ("assignment.md", "  grade: true\n  points: 1\n", "  grade: true\n", "has `points` if"),
        ("assignment.md", "### END SOLUTION", "", "never `END SOLUTION`"),
        ("assignment.md", "### BEGIN SOLUTION", "", "`END SOLUTION` without a beginning"),
        ("assignment.md", "### END HIDDEN TESTS", "", "never `END HIDDEN TESTS`"),
        (
            "assignment.md",
            "### BEGIN SOLUTION",
            "### BEGIN SOLUTION\n### BEGIN SOLUTION",
            "has `BEGIN SOLUTION` twice",
        ),
        ("assignment.md", "{{ line }}", "{{ lime }}", "field 'lime', but variants.py does not"),
        ("assignment.md", "{{ line }}", "{{ line }", "field that cannot be read"),
        ("variants.py", '"line":', '"lines": 0, "line":', "draws 'lines', but no cell"),
        ("variants.py", '"line":', '"total": 0, "line":', "draws 'total', a name"),
        ("variants.py", "def draw", "def drew", "no function `draw(rng)`"),
        ("assignment.md", "points: 26", "points: 27", "26 points in all, but the front matter"),
        (
            "assignment.md",
            "    count:\n      kind: code",
            "    c:\n      kind: code",
            "not name the question 'count'",
        ),
        (
            "assignment.md",
            "    reply:\n      kind: text",
            "    reply:\n      kind: text\n    more:\n      kind: text",
            "'more' has no cell for its answer",
        ),
        (
            "assignment.md",
            "count:\n      kind: code",
            "count:\n      kind: sum",
            "of the kind 'sum'",
        ),
        (
            "assignment.md",
            "count:\n      kind: code",
            "count:\n      kind: text",
            "but its answer is code",
        ),
        (
            "assignment.md",
            "count:\n      kind: code",
            "count:\n      kind: figure",
            "a person gives points",
        ),
        ("assignment.md", "grade_id: climb-value", "grade_id: clime-value", "has no hidden test"),
        ("assignment.md", "grade_id: climb-form", "grade_id: clime-form", "has no visible test"),
        (
            "assignment.md",
            "grade_id: rise-points",
            "grade_id: rises-points",
            "'rises-points' belong to no",
        ),
        (
            "assignment.md",
            "# Whether `reached` is right is tested when your work is marked.\n",
            "",
            "students would find it empty",
        ),
        ("assignment.md", "# Who pays", "Who pays", "must begin with a heading"),
        ("assignment.md", "minutes: 100", "minutes: long", "needs `minutes`"),
        ("assignment.md", '"Three objections"', '"Three"', "has no heading 'Three'"),
        ("assignment.md", 'chapter("burden-sharing")', 'chapter("burdens")', "no page burdens"),
        ("rubric.yaml", "reply:", "replies:", "'replies' has a rubric, but no points by hand"),
        ("rubric.yaml", "points: 5", "points: 6", "climb from 0 to 5"),
        ("rubric.yaml", "takes:", "needs:", "it needs points, takes, example"),
        ("rubric.yaml", "{{ speaker }}", "{{ peaker }}", "field 'peaker'"),
        ("wrong_answers.py", "WRONG = ", "RIGHT = ", "no dictionary `WRONG`"),
        ("wrong_answers.py", "{{ line }}", "{{ lime }}", "field 'lime'"),
    ],
)
def test_what_is_not_right_is_refused_in_a_sentence(broken, file, old, new, says):
    with pytest.raises(SourceError) as caught:
        broken(file, old, new)
    assert says in str(caught.value)
    assert str(caught.value).endswith(".")


def test_unchanged_it_is_taken(broken):
    assert broken("assignment.md", "Who pays", "Who paid").title.startswith("Who paid")


@pytest.mark.parametrize(
    "file", ["assignment.md", "variants.py", "rubric.yaml", "wrong_answers.py"]
)
def test_each_file_is_needed(broken, tmp_path, file):
    (tmp_path / "assignments" / "burden" / file).unlink()
    with pytest.raises(SourceError, match=f"{file} is missing"):
        Assignment.load(tmp_path / "assignments" / "burden")


def test_an_empty_folder_holds_no_assignments(tmp_path):
    with pytest.raises(SourceError, match="holds no assignments"):
        all_assignments(tmp_path)


def test_a_seed_is_a_number_or_a_word_and_counts_for_one_assignment():
    def first(slug, seed):
        return variants.generator(slug, seed).random()

    assert first("burden", 7) == first("burden", "7")
    assert first("burden", "007") != first("burden", "7")
    assert first("burden", 7) != first("leaving", 7)


def test_figures_are_plain_python(tmp_path):
    (tmp_path / "variants.py").write_text(
        "import numpy as np\n"
        "def draw(rng):\n"
        "    return {'a': np.int64(3), 'b': np.str_('x'), 'c': [np.float64(0.5)], 'd': (1, 2)}\n"
    )
    drawn = variants.draw(tmp_path / "variants.py", np.random.default_rng(1))
    assert drawn == {"a": 3, "b": "x", "c": [0.5], "d": [1, 2]}
    assert variants.fill("{{ a }} {{ b }} {{ c }}", drawn) == "3 x [0.5]"
    assert type(drawn["b"]) is str


def test_cells_are_marked_locked_and_named():
    assignment = Assignment.load(TOP / "assignments" / "burden")
    release = assignment.release("anna")
    assert release.metadata.natolab == {
        "assignment": "burden",
        "seed": "anna",
        "release": release.metadata.natolab.release,
    }
    cells = {cell.id: cell for cell in release.cells}
    assert cells["count"].source.startswith("reached = ...")
    assert cells["count"].metadata.deletable is False
    assert "editable" not in cells["count"].metadata
    for name in ("setup", "count-form"):
        assert cells[name].metadata.editable is False
        assert cells[name].metadata.nbgrader.checksum
    assert cells["reply"].source == "*Write your answer here.*"
    # Where the site is does not make it another release.
    moved = Assignment.load(assignment.folder, "https://example.org/course/").release("anna")
    assert moved.metadata.natolab == release.metadata.natolab
    assert "](https://example.org/course/book/burden-sharing.html)" in moved.cells[0].source
    assert "https://example.org/course/notebooks/natolab" in moved.cells[1].source


def test_answers_go_into_the_cells_of_answers_alone():
    assignment = Assignment.load(TOP / "assignments" / "burden")
    handed_in = assignment.with_answer("anna", {"count": "\nreached = 3\n"})
    assert {cell.id: cell for cell in handed_in.cells}["count"].source == "reached = 3"
    with pytest.raises(SourceError, match="no answer 'count-form'; there are count, rise"):
        filled(handed_in, {"count-form": ""})
