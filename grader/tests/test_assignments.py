"""Every assignment in several variants: solutions, stubs, and tempting wrong answers."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from natolab_grade import verdicts
from natolab_grade.sources import all_assignments

from tests.support import cases, plain, taught

TOP = Path(__file__).parents[2]
SEEDS = ["2026", "anna", "łukasz"]
ASSIGNMENTS = all_assignments(TOP / "assignments")
EACH = pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.slug)
CODE = re.compile(r"`([^`]+)`")
SEEDED = pytest.mark.parametrize("seed", SEEDS)


@EACH
@SEEDED
def test_solution_gets_all_that_tests_give(assignment, seed):
    assert not plain.faults(cases.solved(assignment, seed))


@EACH
@SEEDED
def test_stub_gets_nothing_and_says_what_to_do(assignment, seed):
    """The tests with their hidden parts meet the cells as the student found them."""
    assert not plain.faults(cases.stub(assignment, seed))


@pytest.mark.parametrize(
    ("assignment", "seed"),
    [
        pytest.param(
            one,
            seed,
            id=f"{one.slug}-{seed}",
            marks=[pytest.mark.long] if one.slug in cases.SLOW and seed != SEEDS[0] else [],
        )
        for one in ASSIGNMENTS
        for seed in SEEDS
    ],
)
def test_tempting_wrong_answers_get_their_points_and_hear_why(assignment, seed):
    for name, question in assignment.questions.items():
        if question.tests:
            answers = assignment.wrong[name]
            assert len(answers) >= 3, name
            assert all(0 <= one.points < question.points - question.by_hand for one in answers)
            assert all(one.says for one in answers)
    assert not [fault for case in cases.wrong(assignment, seed) for fault in plain.faults(case)]


@EACH
def test_hidden_tests_do_not_believe_a_name_of_the_students(assignment):
    """A variable called ``marking`` may be chance; it may not hand out points either way."""
    taken = """
class Yes:
    def __getattr__(self, name):
        return lambda *inputs, **others: None


marking = checks = Yes()
"""
    case = cases.stub(assignment, "anna")
    for cell in case["cells"]:
        if cell["id"] in assignment.questions:
            cell["code"] += taken
    points, _ = plain.run(case["cells"])
    hidden = {
        cell.id for cell in assignment.source("anna").cells if "BEGIN HIDDEN TESTS" in cell.source
    }
    assert hidden
    assert not {test for test in hidden if points[test]}


#: Which of the course's modules a cage meets only with the cells, too late to know them untouched.
LATE = """
import importlib, json, sys
from natolab_grade.cage.inside import zygote
for name in zygote.WARM:
    importlib.import_module(name)
known, names = set(sys.modules), {}
for code in json.load(sys.stdin):
    exec(code, names)
print(json.dumps([name for name in sys.modules.keys() - known if name.startswith("natolab.")]))
"""


def test_cages_know_all_that_assignments_import():
    """What a cage has not imported before it seals itself, a student can replace unseen."""
    codes = [cell.source for one in ASSIGNMENTS for cell in given(one)]
    script = [sys.executable, "-c", LATE]
    done = subprocess.run(
        script, input=json.dumps(codes), capture_output=True, text=True, check=True
    )
    late = json.loads(done.stdout)
    assert not late, f"name {late} in WARM of grader/src/natolab_grade/cage/inside/zygote.py"


@EACH
def test_what_is_given_bears_no_name_of_an_answer(assignment):
    """Tests see what was given, whatever a student calls so; an answer would be lost to them."""
    tests = "\n".join(c.source for c in assignment.source("anna").cells if verdicts.is_test(c))
    answers = set(re.findall(r'marking\.\w+\(\s*"(\w+)"', tests))
    names = {
        target.id
        for cell in given(assignment)
        for line in ast.parse(cell.source).body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    }
    assert answers and not answers & names


def given(assignment):
    """Return the cells of code that are locked and no tests."""
    return [
        cell
        for cell in assignment.source("anna").cells
        if cell.cell_type == "code"
        and cell.metadata.get("nbgrader", {}).get("locked")
        and not verdicts.is_test(cell)
    ]


def test_all_is_the_same_on_the_oldest_versions():
    """The plain code of the cells, since nbgrader does not go with them."""
    python = TOP / ".venv-oldest" / "bin" / "python"
    assert python.exists(), "run `make .venv-oldest/installed`"
    script = [str(python), "-W", "ignore::DeprecationWarning", plain.__file__]
    told = json.dumps(cases.all_cases("anna"))
    done = subprocess.run(script, input=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


@EACH
def test_same_seed_same_notebook_and_other_seed_other_figures(assignment):
    one, again, other = (
        nbformat.writes(assignment.release(seed)) for seed in ("anna", "anna", "boris")
    )
    assert one == again
    assert one != other
    # Each question that tests mark has figures of its own.
    variants = [assignment.solved(seed) for seed in range(8)]
    for name, question in assignment.questions.items():
        if question.kind == "code":
            answers = {
                tuple(c.source for c in v.cells if c.id.partition("-")[0] == name) for v in variants
            }
            assert len(answers) >= 3, name


@EACH
def test_solution_uses_no_more_python_than_was_taught(assignment):
    """What the primer and the assignment's chapters show, and what the question itself explains."""
    book = TOP / "book"
    known = taught.shown(book / "python-primer.md").union(
        *(taught.shown(book / f"{topic}.md") for topic in assignment.chapters)
    )
    release = assignment.release("anna")
    texts = [cell.source for cell in release.cells if cell.cell_type == "markdown"]
    # What stands between backticks is explained there.
    known |= {name for text in texts for code in CODE.findall(text) for name in taught.names(code)}
    given = {cell.id: cell.source for cell in release.cells}
    for cell in assignment.solved("anna").cells:
        if cell.cell_type == "code" and cell.id in assignment.questions:
            new = taught.used(cell.source) - taught.used(given[cell.id]) - known
            assert not new, f"{cell.id} uses {new}, which no page shows that it rests on"
