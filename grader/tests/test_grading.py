"""Points by nbgrader's rules, from a fresh run alone, and what is said to the student."""

from __future__ import annotations

import copy
from types import SimpleNamespace

import pytest
from natolab_grade import batch, grading
from nbformat.v4 import new_code_cell, new_output
from tests.support.class_room import SEED, grade_folder, hand_in, points

from tests.support import bare, toy

TOY = toy.Toy()
FULL = {"q1-test": 2, "q2-test": 3, "q3-test": 1, "q4": None, "q5": None}


def graded(tmp_path, notebook, run=bare.run):
    submitted = hand_in(tmp_path / "in", {"anna": notebook})
    return grade_folder(submitted, tmp_path / "out", run=run)["anna"]


def test_solution_gets_all_points_that_tests_give(tmp_path):
    result = graded(tmp_path, TOY.solved(SEED))
    assert result.status == "graded" and points(result) == FULL and not result.flags


def test_stub_gets_none_and_no_essay_is_left_to_read(tmp_path):
    result = graded(tmp_path, TOY.release(SEED))
    assert points(result) == dict.fromkeys(FULL, 0)
    assert result.scores["q1-test"].sentence == "The answer was not filled in."


@pytest.mark.parametrize(
    "gone",
    [("q1-test",), ("q2-test",), ("q2-text", "q2-test"), ("q1-text", "q1-test", "q3-test")],
)
def test_deleted_test_costs_no_points(tmp_path, gone):
    # nbgrader 0.9.6 takes the points away without a word.
    notebook = TOY.solved(SEED)
    notebook.cells = [cell for cell in notebook.cells if cell.id not in gone]
    result = graded(tmp_path, notebook)
    assert points(result) == FULL
    assert any(flag["kind"] == "missing cell" for flag in result.flags)
    assert [change["kind"] for change in result.changes] == ["missing"] * sum(
        name in FULL for name in gone
    )


def test_test_moved_above_its_answer_costs_no_points(tmp_path):
    notebook = TOY.solved(SEED)
    ids = [cell.id for cell in notebook.cells]
    notebook.cells.insert(1, notebook.cells.pop(ids.index("q1-test")))
    result = graded(tmp_path, notebook)
    assert points(result) == FULL
    assert [flag["kind"] for flag in result.flags] == ["moved cell"]


def test_duplicated_names_stop_nobody(tmp_path):
    notebook = TOY.solved(SEED)
    notebook.cells += [copy.deepcopy(cell) for cell in notebook.cells]
    assert points(graded(tmp_path, notebook)) == FULL


def test_wrong_answer_draws_the_sentence_of_the_visible_check(tmp_path):
    result = graded(tmp_path, TOY.with_answer(SEED, {"q1": "total = 'fifteen'"}))
    score = result.scores["q1-test"]
    assert (score.points, score.sentence, score.hidden) == (
        0,
        "total should be a whole number.",
        False,
    )


def test_wrong_answer_draws_the_sentence_of_the_hidden_check(tmp_path):
    score = graded(tmp_path, TOY.with_answer(SEED, {"q1": "total = 16"})).scores["q1-test"]
    assert (score.points, score.sentence, score.hidden) == (
        0,
        "Look again at the two numbers to be added.",
        True,
    )


def test_hidden_check_without_a_sentence_gives_nothing_away(tmp_path):
    code = "def share(part, whole):\n    return 50"
    score = graded(tmp_path, TOY.with_answer(SEED, {"q2": code})).scores["q2-test"]
    assert score.hidden and "75" not in score.sentence and "share" not in score.sentence


TELLS = """
import sys

def share(part, whole):
    if part > 1:
        raise {}
    return 50
"""


@pytest.mark.parametrize(
    "error",
    [
        # What code that reads its caller would say.
        'AssertionError("assert abs(share(3, 4) - 75) < 1e-9")',
        "KeyError((part, whole))",
        "AssertionError(str(sys._getframe(0)) and str((part, whole)))",
    ],
    ids=["quotes the test", "tells its arguments", "reads frames"],
)
def test_code_that_tells_of_hidden_tests_is_not_passed_on(tmp_path, error):
    result = graded(tmp_path, TOY.with_answer(SEED, {"q2": TELLS.format(error)}))
    score = result.scores["q2-test"]
    assert score.points == 0 and "3" not in score.sentence and "share" not in score.sentence


def test_error_of_the_students_own_cell_is_told(tmp_path):
    score = graded(tmp_path, TOY.with_answer(SEED, {"q1": "total = 1 / 0"})).scores["q1-test"]
    assert score.error == "It stopped with ZeroDivisionError: division by zero"


def with_outputs(name, *outputs):
    def run(notebook, files):
        done = bare.run(notebook)
        cell = toy.cell_of(done.notebook, name)
        cell.outputs = list(outputs) + cell.outputs
        return done

    return run


def test_number_shown_by_the_students_code_gives_no_points(tmp_path):
    # nbgrader 0.9.6 takes the first output that decides: a value before an error counts.
    shown = new_output("execute_result", data={"text/plain": "2"})
    wrong = TOY.with_answer(SEED, {"q1": "total = 16"})
    assert graded(tmp_path, wrong, with_outputs("q1-test", shown)).scores["q1-test"].points == 0


def test_warning_in_a_test_takes_no_points(tmp_path):
    # nbgrader 0.9.6 takes anything on stderr for a failure.
    warning = new_output("stream", name="stderr", text="DeprecationWarning: ...")
    result = graded(tmp_path, TOY.solved(SEED), with_outputs("q1-test", warning))
    assert points(result) == FULL


def test_partial_points_are_those_that_the_test_gives(tmp_path):
    class Partial(toy.Toy):
        def source(self, seed):
            notebook = super().source(seed)
            toy.cell_of(notebook, "q3-test").source = "0.25 * len(squares)"
            return notebook

    assignment = Partial()
    notebook = assignment.with_answer(SEED, {"q3": "squares = [1, 4]"})
    submitted = hand_in(tmp_path / "in", {"anna": notebook})
    result = grade_folder(submitted, tmp_path / "out", assignment=assignment)["anna"]
    assert result.scores["q3-test"].points == 0.5


def test_test_that_gives_more_than_there_is_makes_no_mark(tmp_path):
    class Greedy(toy.Toy):
        def source(self, seed):
            notebook = super().source(seed)
            toy.cell_of(notebook, "q3-test").source = "7"
            return notebook

    submitted = hand_in(tmp_path / "in", {"anna": Greedy().solved(SEED)})
    result = grade_folder(submitted, tmp_path / "out", assignment=Greedy())["anna"]
    assert result.status == "not graded" and not result.scores and "q3-test" in result.reason


def test_test_that_was_not_run_gives_no_points_by_its_silence(tmp_path):
    # No output at all is, by nbgrader's rules, a test that was passed.
    def stopped(notebook, files):
        done = bare.run(notebook)
        cell = toy.cell_of(done.notebook, "q3-test")
        cell.execution_count, cell.outputs = None, []
        late = SimpleNamespace(kind="time-in-all", cell="q3", sentence="It ran too long.")
        return SimpleNamespace(notebook=done.notebook, faults=(late,))

    result = graded(tmp_path, TOY.solved(SEED), stopped)
    assert (result.scores["q3-test"].points, result.scores["q3-test"].sentence) == (
        0,
        "It ran too long.",
    )
    assert {"time-in-all"} == {flag["kind"] for flag in result.flags}


def test_test_that_was_not_run_for_no_reason_makes_no_mark(tmp_path):
    def silent(notebook, files):
        done = bare.run(notebook)
        toy.cell_of(done.notebook, "q3-test").execution_count = None
        return done

    result = graded(tmp_path, TOY.solved(SEED), silent)
    assert result.status == "not graded" and "q3-test" in result.reason


def test_what_the_cage_says_of_an_answer_reaches_the_student(tmp_path):
    def memory(notebook, files):
        done = bare.run(notebook)
        fault = SimpleNamespace(kind="memory", cell="q2", sentence="It needed too much memory.")
        return SimpleNamespace(notebook=done.notebook, faults=(fault,))

    result = graded(tmp_path, TOY.solved(SEED), memory)
    assert result.scores["q2-test"].error == "It needed too much memory."
    assert result.flags[0]["sentence"] == "q2: It needed too much memory."


def test_own_cells_run_where_they_stood(tmp_path):
    notebook = TOY.with_answer(SEED, {"q1": "total = 2 + extra"})
    notebook.cells.insert(2, new_code_cell("extra = 13"))
    assert points(graded(tmp_path, notebook))["q1-test"] == 2


def test_notebook_about_something_else_makes_no_mark(tmp_path):
    other = TOY.release(SEED)
    other.cells = [new_code_cell("print('my holiday')")]
    result = graded(tmp_path, other)
    assert result.status == "not graded" and "nothing of this assignment" in result.reason


def test_grading_that_fails_makes_no_mark_and_stops_nobody(tmp_path, caplog):
    def fails_for_ben(notebook, files):
        if "break" in toy.cell_of(notebook, "q1").source:
            raise RuntimeError("out of order")
        return bare.run(notebook)

    submitted = hand_in(
        tmp_path / "in",
        {"anna": TOY.solved(SEED), "ben": TOY.with_answer(SEED, {"q1": "total = 1  # break"})},
    )
    results = grade_folder(submitted, tmp_path / "out", run=fails_for_ben)
    assert points(results["anna"]) == FULL
    assert results["ben"].status == "not graded" and not results["ben"].scores
    assert "RuntimeError" in results["ben"].flags[-1]["sentence"]
    assert "out of order" not in results["ben"].reason


def test_result_survives_being_stored(tmp_path):
    result = graded(tmp_path, TOY.solved(SEED))
    assert grading.from_dict(grading.as_dict(result)) == result


def test_executed_notebook_of_nbgrader_form_is_kept(tmp_path):
    graded(tmp_path, TOY.solved(SEED))
    ran = batch.executed(tmp_path / "out", "anna")
    assert [c.id for c in ran.cells] == [c.id for c in TOY.release(SEED).cells]
