"""The list of what a human must look at."""

from __future__ import annotations

import csv

from natolab_grade import grading, marks, moderate


def submission(student, *flags, reason=None, open_=False, **given):
    result = grading.Result(student, student, None, given.get("late", False), None, (), "toy.ipynb")
    result.status = "graded" if reason is None else "not graded"
    result.fresh = given.get("fresh", "1")
    for kind in flags:
        result.flag(kind, f"A sentence about {kind}.")
    standing = marks.Standing(student, reason, days_late=given.get("days", 0))
    standing.marks = {"q4": marks.Mark(None if open_ else 1.0, 4.0)}
    return result, standing


def listed(*pairs):
    return moderate.items([r for r, _ in pairs], [s for _, s in pairs])


def test_most_pressing_comes_first():
    found = listed(
        submission("anna", "odd file"),
        submission("ben", "missing cell"),
        submission("cara", "tampered"),
        submission("dora", reason="It could not be read."),
    )
    assert [item.student for item in found] == ["dora", "cara", "ben", "anna"]
    assert [item.pressing for item in found] == [True, True, True, False]
    assert found[0].reason == "It could not be read."


def test_who_has_no_mark_is_listed_whatever_else_is_known():
    found = listed(submission("anna", "odd file", reason="It is graded, but not recorded."))
    assert [(item.kind, item.pressing) for item in found] == [
        ("not graded", True),
        ("odd file", False),
    ]


def test_open_marks_and_lateness_are_listed():
    found = listed(submission("anna", open_=True), submission("ben", days=2))
    assert {(item.student, item.kind) for item in found} == {
        ("anna", "to be marked"),
        ("ben", "late"),
    }


def test_late_mark_of_canvas_without_a_time_is_listed():
    (item,) = listed(submission("anna", late=True))
    assert "does not say by how much" in item.reason


def test_a_sample_of_those_without_flags_is_read_the_same_each_time():
    pairs = [submission(f"s{n}", fresh=f"{n:08x}") for n in range(200)]
    found = [item.student for item in listed(*pairs)]
    assert len(found) == 200 / moderate.SPOT_CHECK and found == [i.student for i in listed(*pairs)]


def test_list_is_written_for_people_and_spreadsheets(tmp_path):
    found = listed(submission("=anna", "odd file", "missing cell"))
    table, page = moderate.write(tmp_path, "Toy", found)
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    # No spreadsheet takes a student's name for a formula.
    assert {row["student"] for row in rows} == {"'=anna"}
    assert [(row["kind"], row["pressing"]) for row in rows] == [
        ("missing cell", "yes"),
        ("odd file", "no"),
    ]
    assert "A sentence about odd file." in page.read_text(encoding="utf-8")
