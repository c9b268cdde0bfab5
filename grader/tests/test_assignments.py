"""Every assignment in several variants: solutions, stubs, and tempting wrong answers."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from natolab_grade.sources import all_assignments, filled
from tests.support.running import marked

from tests.support import taught

TOP = Path(__file__).parents[2]
SEEDS = ["2026", "anna", "łukasz"]
ASSIGNMENTS = all_assignments(TOP / "assignments")
EACH = pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.slug)
CODE = re.compile(r"`([^`]+)`")
SEEDED = pytest.mark.parametrize("seed", SEEDS)
TESTED = [
    pytest.param(one, name, id=f"{one.slug}-{name}")
    for one in ASSIGNMENTS
    for name, question in one.questions.items()
    if question.tests
]


@EACH
@SEEDED
def test_solution_gets_all_that_tests_give(assignment, seed):
    result = marked(assignment.solved(seed))
    assert not result.errors
    for name, question in assignment.questions.items():
        assert result.of(name) == question.points - question.by_hand


@EACH
@SEEDED
def test_stub_gets_nothing_and_says_what_to_do(assignment, seed):
    """The tests with their hidden parts meet the cells as the student found them."""
    stubs = {
        cell.id: cell.source
        for cell in assignment.release(seed).cells
        if cell.id in assignment.questions
    }
    result = marked(filled(assignment.solved(seed), stubs))
    assert sum(result.points.values()) == 0
    for name, question in assignment.questions.items():
        if question.tests:
            assert "still to be filled in" in result.said(name)
    assert set(result.errors) == set(result.points), "a cell that is no test fails"


@pytest.mark.parametrize(("assignment", "name"), TESTED)
@SEEDED
def test_tempting_wrong_answers_get_their_points_and_hear_why(assignment, name, seed):
    answers = assignment.wrong_of(seed)[name]
    assert len(answers) >= 3
    question = assignment.questions[name]
    for number, wrong in enumerate(answers):
        result = marked(_only(assignment.solved(seed), {name: wrong.code}))
        said = result.said(name)
        assert name not in result.errors, f"number {number} does not run: {said}"
        assert result.of(name) == wrong.points < question.points - question.by_hand, said
        assert wrong.says in said, f"number {number}"


def _only(notebook, answers):
    """Return a notebook with some answers, and of the cells only those that these need."""
    changed = filled(notebook, answers)
    changed.cells = [
        cell
        for cell in changed.cells
        if not cell.metadata.get("nbgrader", {}).get("grade")
        or cell.id.partition("-")[0] in answers
    ]
    return changed


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
def test_release_holds_no_solution(assignment):
    source, release = assignment.source("anna"), assignment.release("anna")
    secret = set()
    for cell in source.cells:
        inside = False
        for line in cell.source.splitlines():
            if "BEGIN" in line and ("SOLUTION" in line or "HIDDEN" in line):
                inside = True
            elif "END" in line and ("SOLUTION" in line or "HIDDEN" in line):
                inside = False
            elif inside and len(line.strip()) > 12:
                secret.add(line.strip())
    assert secret
    shown = {line.strip() for cell in release.cells for line in cell.source.splitlines()}
    assert not shown & secret
    assert [cell.id for cell in release.cells] == [cell.id for cell in source.cells]


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
