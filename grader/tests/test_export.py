"""Lists of Canvas and Moodle, in the forms that their own code writes and reads."""

from __future__ import annotations

import csv
import io

import pytest
from natolab_grade import grading, marks
from natolab_grade.export import ExportError, fill_canvas, fill_moodle

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Notes,Essay (900),Toy assignment (901),\
Assignments Current Score,Current Score,Unposted Final Score (Fall)
,,,,,,Manual Posting,,,,
    Points Possible,,,,,,10,12,(read only),(read only),(read only)
"Doe, Jane",1001,s1,jdoe,"Group A, Group B",shy,7,,50,50,50
"Roe, Rita",1002,s2,rroe,Group A,,8,5,60,60,60
"Żółć, Łukasz",1003,s3,lzolc,Group A,,,EX,,,
"Poe, Ed",1004,s4,epoe,Group A,,,3,,,
"Moe, Max",1005,s5,mmoe,Group A,,,,,,
"Student, Test",1099,,,Group A,,,,,,
"""

MOODLE = """\
Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,\
Last modified (submission),Last modified (grade),Feedback comments
Participant 1001,Jane Doe,s1,jane@example.org,Submitted for grading,,12.00,Yes,"Mon, 30 Nov",-,
Participant 1002,Rita Roe,s2,rita@example.org,Submitted for grading,5.00,12.00,Yes,-,-,
Participant 1003,Łukasz Żółć,s3,l@example.org,Submitted for grading,,12.00,No,-,-,
Participant 1004,Ed Poe,s4,ed@example.org,Submitted for grading,3.00,12.00,Yes,-,-,
Participant 1005,Max Moe,s5,max@example.org,No submission,,12.00,Yes,-,-,
"""


def handed_in(key, lms_id, points=None, reason=None, open_=()):
    result = grading.Result(key, key, lms_id, False, None, (), "toy.ipynb")
    standing = marks.Standing(key, reason)
    if reason is None:
        standing.marks = {"q1": marks.Mark(points, 8.0)}
        standing.marks["q4"] = marks.Mark(None if open_ else 0.0, 4.0)
    return result, standing


CLASS = [
    handed_in("doejane_1001", "1001", 7.25),
    handed_in("roerita_1002", "1002", 6.0),
    handed_in("zolc_1003", "1003", 6.0),
    handed_in("poeed_1004", "1004", reason="It could not be read."),
    handed_in("stranger_7", "7", 1.0),
]
RESULTS, STANDINGS = zip(*CLASS, strict=True)


def canvas(text=CANVAS, title="Toy assignment", results=RESULTS, standings=STANDINGS, **more):
    filled = fill_canvas(text.encode(), results, standings, title, **more)
    return filled, list(csv.reader(io.StringIO(filled.content.decode("utf-8-sig"))))


def test_canvas_gets_its_own_columns_and_the_one_of_the_assignment():
    filled, rows = canvas()
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Toy assignment (901)"]
    assert rows[0] == head
    assert rows[1] == ["    Points Possible", "", "", "", "", "12"]
    assert {row[0]: row[-1] for row in rows[2:]} == {
        "Doe, Jane": "7.25",
        "Roe, Rita": "6",
        "Żółć, Łukasz": "EX",
        "Poe, Ed": "",
        "Moe, Max": "",
        "Student, Test": "",
    }
    assert filled.filled == 2


def test_canvas_is_told_who_is_left_out_and_what_changes():
    notes = "\n".join(canvas()[0].notes)
    assert "Left empty: Poe, Ed (poeed_1004). It could not be read. The list has 3" in notes
    assert "Without a submission: Moe, Max" in notes
    assert "Not in Canvas's list: stranger_7" in notes
    assert "Changes: Roe, Rita from 5 to 6" in notes
    assert "Żółć, Łukasz has EX" in notes


def test_open_marks_are_no_marks():
    result, standing = handed_in("doejane_1001", "1001", 7.0, open_=("q4",))
    filled, rows = canvas(results=[result], standings=[standing])
    assert filled.filled == 0 and rows[2][-1] == ""
    assert "still to be marked: q4" in filled.notes[0]


@pytest.mark.parametrize(
    "title", ["Current Score", "Assignments Current Score", "Unposted Final Score (Fall)"]
)
def test_column_that_canvas_computes_is_never_sent(title):
    with pytest.raises(ExportError, match="Canvas computes"):
        canvas(title=title)


def test_read_only_column_is_never_sent():
    text = CANVAS.replace(",12,(read only)", ",(read only),(read only)")
    with pytest.raises(ExportError, match="Canvas computes"):
        canvas(text)


@pytest.mark.parametrize("column", ["901", "Toy assignment (901)", "Toy assignment"])
def test_column_is_found_by_title_or_number(column):
    assert canvas(title="Another name", column=column)[0].filled == 2


def test_column_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(ExportError, match=r"'Essay \(900\)', 'Toy assignment \(901\)'"):
        canvas(title="Essay 2")


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("Student,ID,SIS User ID,Section", "without SIS Login ID"),
        ("ID,Student,SIS Login ID,Section", "must begin with Student, ID"),
        ("Student,ID,Section ID,Group", "by position"),
    ],
)
def test_header_that_canvas_would_refuse_is_refused(head, what):
    with pytest.raises(ExportError, match=what):
        canvas(f"{head},Toy assignment (901)\n")


@pytest.mark.parametrize(
    "head",
    [
        "Student,ID,SIS Login ID,Section",
        "Student,ID,Section",
        "Student,ID,SIS User ID,SIS Login ID,Integration ID,Root Account,Section",
        "LastName,FirstName,ID,SIS Login ID,Section",
    ],
)
def test_headers_that_canvas_writes_are_read(head):
    names = head.split(",")
    line = ",".join("1001" if name == "ID" else "x" for name in names)
    filled, rows = canvas(f"{head},Toy assignment (901)\n{line},\n")
    assert filled.filled == 1 and rows[1] == [*line.split(","), "7.25"]


def test_semicolons_and_decimal_commas_of_canvas():
    text = "Student;ID;Section;Toy assignment (901)\n    Points Possible;;;12,00\n"
    filled = fill_canvas(
        ("\ufeff" + text + '"Doe, Jane";1001;A;\n').encode(), RESULTS, STANDINGS, "Toy assignment"
    )
    assert filled.content.startswith(b"\xef\xbb\xbf")
    assert b"Doe, Jane;1001;A;7.25" in filled.content


def test_other_number_of_points_is_refused_or_scaled():
    text = CANVAS.replace(",10,12,", ",10,24,")
    with pytest.raises(ExportError, match="counts to 24 points, the assignment to 12"):
        canvas(text)
    assert canvas(text, scale=True)[1][2][-1] == "14.5"


def test_plain_folder_is_matched_by_login_or_name():
    result, standing = handed_in("jdoe", None, 5.0)
    assert canvas(results=[result], standings=[standing])[0].filled == 1


def test_two_who_could_be_one_are_refused():
    text = CANVAS.replace('"Roe, Rita",1002,s2,rroe', '"Roe, Rita",1002,s2,jdoe')
    result, standing = handed_in("jdoe", None, 5.0)
    with pytest.raises(ExportError, match="could both be jdoe"):
        canvas(text, results=[result], standings=[standing])


def moodle(text=MOODLE, results=RESULTS, standings=STANDINGS, **more):
    filled = fill_moodle(text.encode(), results, standings, **more)
    return filled, list(csv.reader(io.StringIO(filled.content.decode())))


def test_moodle_gets_its_worksheet_back_with_grades_filled():
    filled, rows = moodle()
    before = list(csv.reader(io.StringIO(MOODLE)))
    assert rows[0] == before[0]
    assert [row[:5] + row[6:] for row in rows] == [row[:5] + row[6:] for row in before]
    assert [row[5] for row in rows[1:]] == ["7.25", "6", "", "", ""]
    assert filled.filled == 2


def test_moodle_is_told_who_is_left_out():
    notes = "\n".join(moodle()[0].notes)
    assert "Left empty: Ed Poe (poeed_1004). It could not be read." in notes
    assert "Moodle keeps 3.00 for Ed Poe" in notes
    assert "lets nobody change the grade of Łukasz Żółć" in notes
    assert "Without a submission: Max Moe" in notes
    assert "Not in Moodle's list: stranger_7" in notes


def test_grader_report_of_moodle_is_not_its_worksheet():
    with pytest.raises(ExportError, match="lacks Identifier"):
        moodle("First name,Last name,Assignment: Toy (Real)\nJane,Doe,5\n")


def test_other_number_of_points_in_moodle():
    text = MOODLE.replace("12.00", "100.00")
    with pytest.raises(ExportError, match="counts to 100 points"):
        moodle(text)
    assert moodle(text, scale=True)[1][1][5] == "60.42"


@pytest.mark.parametrize(
    ("content", "what"), [(b"", "empty"), ("Größe,1\n".encode("latin-1"), "not in UTF-8")]
)
def test_list_that_cannot_be_read_says_so(content, what):
    with pytest.raises(ExportError, match=what):
        fill_moodle(content, RESULTS, STANDINGS)
