"""Whatever a student's notebook became, it is brought back onto the release, and that is said."""

from __future__ import annotations

import copy
import json

import nbformat
import pytest
from natolab_grade import notebooks, skeleton
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.support import toy

TOY = toy.Toy()
SEED = 3
RELEASE, SOURCE, SOLVED = TOY.release(SEED), TOY.source(SEED), TOY.solved(SEED)


def normal(notebook):
    handed = notebooks.read(json.dumps(notebook).encode())
    return skeleton.normalise(handed, RELEASE, SOURCE)


def names(notebook):
    return [
        cell.metadata["nbgrader"]["grade_id"]
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    ]


def answers(found):
    return {
        cell.id: cell.source
        for cell in found.notebook.cells
        if cell.id in ("q1", "q2", "q3", "q4", "q5")
    }


def said(found):
    return {(change.kind, change.cell) for change in found.changes}


EXPECTED = answers(normal(SOLVED))


def without(*ids):
    notebook = copy.deepcopy(SOLVED)
    notebook.cells = [cell for cell in notebook.cells if cell.id not in ids]
    return notebook


def test_untouched_form_draws_no_remark():
    found = normal(SOLVED)
    assert not found.changes and all(found.answered.values())
    assert "total = 2 + 13" in EXPECTED["q1"]


def test_release_itself_is_unanswered():
    found = normal(RELEASE)
    assert not found.changes and not any(found.answered.values())


def test_hidden_tests_are_put_in_and_cells_stand_in_the_releases_order():
    found = normal(SOLVED)
    assert names(found.notebook) == names(RELEASE)
    assert "total == 15" in toy.cell_of(found.notebook, "q1-test").source
    assert "total == 15" not in toy.cell_of(RELEASE, "q1-test").source


@pytest.mark.parametrize("gone", [("q1-test",), ("q2-text", "q2-test"), ("q2", "q2-test")])
def test_deleted_cells_are_put_back_and_named(gone):
    found = normal(without(*gone))
    assert names(found.notebook) == names(RELEASE)
    graded = {("missing", name) for name in gone if "text" not in name}
    assert said(found) == graded
    assert answers(found) | {"q2": ""} == EXPECTED | {"q2": ""}


def test_deletion_after_a_locked_text_cell_is_no_error():
    # nbgrader 0.9.6 with add_missing_cells stops with a KeyError here.
    found = normal(without("q1"))
    assert ("missing", "q1") in said(found) and not found.answered["q1"]


def test_moved_test_is_put_back_behind_its_answer():
    notebook = copy.deepcopy(SOLVED)
    place = names(notebook).index("q2-test") + 1  # the cell of imports has no name
    test = notebook.cells.pop(place)
    notebook.cells.insert(1, test)
    found = normal(notebook)
    assert names(found.notebook) == names(RELEASE)
    assert said(found) == {("moved", "q2-test")}


def test_reversed_notebook_is_put_in_order():
    notebook = copy.deepcopy(SOLVED)
    notebook.cells.reverse()
    found = normal(notebook)
    assert names(found.notebook) == names(RELEASE) and answers(found) == EXPECTED


@pytest.mark.parametrize("kept", ["id", "text", "place"])
def test_stripped_metadata_loses_no_answer(kept):
    notebook = copy.deepcopy(SOLVED)
    for number, cell in enumerate(notebook.cells):
        cell.metadata = nbformat.NotebookNode()
        if kept != "id":
            cell.id = f"new{number}"
    if kept == "place":
        notebook.cells[4].source = "total = 15"
    found = normal(notebook)
    assert names(found.notebook) == names(RELEASE)
    assert answers(found) | {"q1": ""} == EXPECTED | {"q1": ""}
    assert "total" in answers(found)["q1"] or kept != "place"
    assert ("renamed", "q2") in said(found)


def test_renamed_cell_is_found_by_its_id():
    notebook = copy.deepcopy(SOLVED)
    toy.cell_of(notebook, "q2").metadata.nbgrader.grade_id = "question-two"
    found = normal(notebook)
    assert answers(found) == EXPECTED and ("renamed", "q2") in said(found)


def test_copied_answer_counts_where_it_was_filled_in():
    notebook = copy.deepcopy(SOLVED)
    place = [cell.id for cell in notebook.cells].index("q2")
    stub = copy.deepcopy(toy.cell_of(RELEASE, "q2"))
    stub.id = "copy"
    notebook.cells.insert(place + 1, stub)
    found = normal(notebook)
    assert answers(found) == EXPECTED and ("duplicated", "q2") in said(found)
    assert not any(map(skeleton.is_own, found.notebook.cells))


def test_of_two_filled_copies_the_last_counts_and_the_other_still_runs():
    notebook = copy.deepcopy(SOLVED)
    place = [cell.id for cell in notebook.cells].index("q3")
    first = copy.deepcopy(notebook.cells[place])
    first.id, first.source = "copy", "helper = 1"
    notebook.cells[place].source = "squares = [helper, 4, 9, 16]"
    notebook.cells.insert(place, first)
    found = normal(notebook)
    ids = [cell.id for cell in found.notebook.cells]
    own = next(cell for cell in found.notebook.cells if skeleton.is_own(cell))
    assert own.source == "helper = 1" and ids.index(own.id) < ids.index("q3")
    assert answers(found)["q3"] == "squares = [helper, 4, 9, 16]"


def test_both_texts_of_a_copied_essay_reach_the_reader():
    notebook = copy.deepcopy(SOLVED)
    other = copy.deepcopy(toy.cell_of(notebook, "q4"))
    other.id, other.source = "copy", "A second thought."
    notebook.cells.append(other)
    text = answers(normal(notebook))["q4"]
    assert "Without a whole" in text and "A second thought." in text


def test_changed_test_is_replaced_and_named():
    notebook = copy.deepcopy(SOLVED)
    toy.cell_of(notebook, "q1-test").source = "pass"
    found = normal(notebook)
    assert "total == 15" in toy.cell_of(found.notebook, "q1-test").source
    assert said(found) == {("changed", "q1-test")}


def test_own_cells_stay_where_they_stood():
    notebook = copy.deepcopy(SOLVED)
    place = [cell.id for cell in notebook.cells].index("q3")
    notebook.cells.insert(place, new_code_cell("helper = 4"))
    notebook.cells.insert(place, new_markdown_cell("My <b>own</b> note"))
    notebook.cells.append(new_code_cell(""))
    found = normal(notebook)
    ids = [cell.id for cell in found.notebook.cells]
    own = [cell for cell in found.notebook.cells if skeleton.is_own(cell)]
    assert [cell.source for cell in own] == ["My &lt;b&gt;own&lt;/b&gt; note", "helper = 4"]
    assert ids.index("q3-text") < ids.index(own[0].id) < ids.index(own[1].id) < ids.index("q3")
    assert not found.changes


def test_unlocked_cell_of_imports_is_the_students_to_change():
    notebook = copy.deepcopy(SOLVED)
    toy.cell_of(notebook, "setup").source = "import math, statistics"
    found = normal(notebook)
    assert toy.cell_of(found.notebook, "setup").source == "import math, statistics"


def test_answer_that_became_a_cell_of_another_type_is_read_as_what_it_was():
    notebook = copy.deepcopy(SOLVED)
    cell = toy.cell_of(notebook, "q1")
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]
    found = normal(notebook)
    assert toy.cell_of(found.notebook, "q1").cell_type == "code"
    assert answers(found) == EXPECTED and ("changed", "q1") in said(found)


def test_outputs_and_points_of_the_file_are_dropped():
    notebook = copy.deepcopy(SOLVED)
    test = toy.cell_of(notebook, "q1-test")
    test.metadata.nbgrader.points = 200
    test.outputs = [nbformat.v4.new_output("stream", text="all passed")]
    found = toy.cell_of(normal(notebook).notebook, "q1-test")
    assert found.metadata.nbgrader.points == 2 and not found.outputs


@pytest.mark.parametrize(
    "text",
    [
        "<script>document.title = 'x'</script>",
        "<img src=x onerror=document.title='x'>",
        "[click](javascript:void0)",
        "[click](JaVaScRiPt:void0)",
        "[click](javascript&#58;void0)",
        "[click](javascript\\:void0)",
        "[ref]\n\n[ref]: data:text/html;base64,PGI+",
        "<javascript:void0>",
    ],
)
def test_text_of_students_runs_nothing_when_it_is_rendered(text):
    from bs4 import BeautifulSoup
    from nbconvert.filters import markdown2html

    page = BeautifulSoup(markdown2html(skeleton.escape(text)), "html.parser")
    assert not page.find(["script", "img", "iframe"])
    for link in page.find_all("a", href=True):
        assert link["href"].partition(":")[0].lower() not in ("javascript", "data", "vbscript")


def test_plain_text_is_still_to_be_read():
    assert skeleton.escape("The data: 2 % of *GDP*.") == "The data: 2 % of *GDP*."


def test_likeness_tells_the_assignment_from_others():
    def likeness(notebook):
        handed = notebooks.read(json.dumps(notebook).encode())
        return skeleton.likeness(handed, RELEASE)

    other = nbformat.v4.new_notebook(cells=[new_code_cell("print(1)"), new_markdown_cell("Hello")])
    assert likeness(other) < 0.2 < likeness(without("q1-test", "q2")) < likeness(SOLVED) <= 1
    assert likeness(RELEASE) < likeness(SOLVED)


def test_other_variant_is_matched_by_names():
    other = TOY.solved(SEED + 1)
    assert answers(normal(other))["q2"] == EXPECTED["q2"]
