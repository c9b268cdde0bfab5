"""Marks from a file: what cannot be is refused in sentences, and nothing is taken then."""

from __future__ import annotations

import pytest
from natolab_grade import grading, rubric

from tests.support import toy

RUBRIC = toy.Toy().rubric


def result(student, name=None, lms_id=None, status="graded"):
    scores = {
        "q1-test": grading.Score("q1", 2.0, 2, by_hand=False),
        "q4": grading.Score("q4", None, 4, by_hand=True),
    }
    one = grading.Result(student, name or student, lms_id, False, None, (), "toy.ipynb")
    one.status = status
    one.scores = scores if status == "graded" else {}
    one.reason = None if status == "graded" else "No notebook was handed in."
    return one


CLASS = [
    result("anna"),
    result("doe_12", "doe", "12"),
    result("roe_13", "roe", "13"),
    result("roe_14", "roe", "14"),
    result("ben", status="not graded"),
]


def read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "rubric.csv"
    path.write_text(text, encoding=encoding)
    return rubric.read(path, CLASS, RUBRIC)


def test_levels_points_and_comments(tmp_path):
    found = read(
        tmp_path,
        "student,question,level,points,comment\nanna,q4,2,,Good\n12,q4,,3.5,\nroe_13,q4,,,\n",
    )
    assert [(m.student, m.cell, m.points, m.comment) for m in found] == [
        ("anna", "q4", 2, "Good"),
        ("doe_12", "q4", 3.5, None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_spreadsheets_of_other_languages(tmp_path, encoding):
    found = read(tmp_path, "student;question;points;comment\nanna;q4;2,5;Gut, so\n", encoding)
    assert (found[0].points, found[0].comment) == (2.5, "Gut, so")


def test_test_can_be_overruled_by_points(tmp_path):
    assert read(tmp_path, "student,question,points\nanna,q1-test,1\n")[0].cell == "q1-test"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("zoe,q4,1,,", "nobody called 'zoe'"),
        ("roe,q4,1,,", "name of 2 students"),
        ("ben,q4,1,,", "is not graded: No notebook"),
        ("anna,q9,1,,", "no question 'q9'; there are q1-test, q4"),
        ("anna,q4,4,,", "no level '4'; its levels are 1 to 3"),
        ("anna,q4,zero,,", "no level 'zero'"),
        ("anna,q1-test,1,,", "it has points only"),
        ("anna,q4,,5,", "there are 0 to 4"),
        ("anna,q4,,-1,", "there are 0 to 4"),
        ("anna,q4,,nan,", "there are 0 to 4"),
        ("anna,q4,,many,", "'many' is no number"),
        ("anna,q4,2,4,", "is 2 points, not 4"),
        ("anna,q4,1,,\nanna,q4,2,,", "two different marks"),
    ],
)
def test_line_that_cannot_be_is_refused_with_its_number(tmp_path, line, what):
    with pytest.raises(rubric.RubricError, match=what) as caught:
        read(tmp_path, f"student,question,level,points,comment\n12,q4,1,,\n{line}\n")
    assert "line 3" in str(caught.value) or "line 4" in str(caught.value)


def test_many_faults_are_told_at_once_but_not_all(tmp_path):
    with pytest.raises(rubric.RubricError, match="and 5 more"):
        read(tmp_path, "student,question,level\n" + "zoe,q4,1\n" * 15)


@pytest.mark.parametrize("text", ["", "name,mark\nanna,1\n", "student,question\nanna,q4\n"])
def test_file_without_the_columns_is_refused(tmp_path, text):
    with pytest.raises(rubric.RubricError, match="needs a first line"):
        read(tmp_path, text)


def test_written_file_lists_what_is_open_and_is_read_again(tmp_path):
    path = tmp_path / "rubric.csv"
    formula = result("=anna")
    assert rubric.write_open(path, [*CLASS, formula], RUBRIC) == 5
    text = path.read_text(encoding="utf-8")
    assert "anna,q4,,," in text and "ben" not in text and "'=anna" in text
    path.write_text(text.replace("'=anna,q4,,", "'=anna,q4,2,"), encoding="utf-8")
    assert rubric.read(path, [*CLASS, formula], RUBRIC)[0].student == "=anna"
