"""The program as teachers call it, from the zip to the marks."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from natolab_grade import __main__ as program
from natolab_grade import cage, commands, readiness, sheet
from natolab_grade.sources import Assignment
from tests.support.class_room import SEED, grade_folder, hand_in

from tests.support import browser, toy

TOP = Path(__file__).parents[2]
BURDEN = TOP / "assignments" / "burden"


@pytest.fixture
def call(capsys):
    """Call the program and return its status, and what it says."""

    def call(*given):
        status = program.main([str(part) for part in given])
        said = capsys.readouterr()
        return status, said.err + said.out

    return call


def test_each_command_says_what_it_does():
    found = commands.find()
    assert {"grade", "mark", "feedback", "export", "moderate", "similarity"} <= set(found)
    for name, module in found.items():
        first = module.__doc__.splitlines()[0]
        assert first.endswith((".", ";", ":")) and callable(module.run), name


def test_program_explains_itself(capsys):
    with pytest.raises(SystemExit) as ended:
        program.main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0 and all(name in said for name in commands.find())


def test_what_stops_a_command_is_a_sentence_and_no_traceback(call, tmp_path):
    for name in ("feedback", "moderate", "similarity"):
        status, said = call(name, tmp_path)
        assert status == 1 and re.fullmatch(r".*; name the folder .*\.\n", said)


def test_interrupt_says_how_to_go_on(call, tmp_path, monkeypatch):
    def interrupted(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.find()["moderate"], "run", interrupted)
    assert call("moderate", tmp_path) == (130, "Stopped. The same command goes on where it was.\n")


def test_from_the_zip_of_canvas_to_its_marks(call, tmp_path, environment, monkeypatch):
    assignment = Assignment.load(BURDEN)
    stub, solved = assignment.release("2026"), assignment.solved("2026")
    submissions = tmp_path / "submissions.zip"
    with zipfile.ZipFile(submissions, "w") as archive:
        archive.writestr("doejane_1001_1_burden.ipynb", json.dumps(solved))
        archive.writestr("roerita_1002_2_burden.ipynb", json.dumps(stub))
        archive.writestr("poeed_1003_3_burden.docx", b"...")
    # The walls are proved in the tests of the cage, and take half a minute.
    monkeypatch.setattr(readiness, "prove_once", lambda *_: None)
    monkeypatch.setattr(cage, "Environment", lambda: _Lent(environment))
    out = tmp_path / "out"
    status, said = call("grade", submissions, "--assignment", BURDEN, "--out", out)
    assert status == 0 and "2 of 3 graded" in said and "Not graded: poeed_1003" in said
    assert str(out) in said.splitlines()[-1]

    rubric = tmp_path / "rubric.csv"
    status, said = call("mark", out, rubric, "--write")
    assert status == 0 and "2 answers to mark" in said
    page = rubric.with_suffix(".html").read_text(encoding="utf-8")
    assert "doejane_1001" in page and "data:image/svg+xml" in page and "roerita" not in page
    lines = rubric.read_text(encoding="utf-8").replace(",,,", ",2,,")
    rubric.write_text(lines, encoding="utf-8")
    status, said = call("mark", out, rubric)
    assert (status, said) == (0, "2 marks taken; 0 answers are still to be marked.\n")
    assert call("mark", out, rubric, "--write")[0] == 1  # what was filled in is not overwritten

    assert call("feedback", out)[0] == 0
    assert len(list((out / "feedback").glob("*.html"))) == 3
    assert call("moderate", out)[0] == 0 and (out / "moderate.html").exists()
    assert call("similarity", out)[0] == 0 and (out / "similarity.html").exists()

    listed = tmp_path / "canvas.csv"
    listed.write_text(
        f'Student,ID,SIS Login ID,Section,"{assignment.title} (77)",Current Score\n'
        f"    Points Possible,,,,{assignment.points:g},(read only)\n"
        '"Doe, Jane",1001,jdoe,A,,\n"Poe, Ed",1003,epoe,A,,\n"Roe, Rita",1002,rroe,A,,\n',
        encoding="utf-8",
    )
    status, said = call("export", out, "--canvas", listed)
    assert status == 0 and "Left empty: Poe, Ed" in said
    rows = (out / "marks-canvas.csv").read_text(encoding="utf-8").splitlines()
    tests = sum(q.points - q.by_hand for q in assignment.questions.values())
    by_hand = sum(levels[1].points for levels in assignment.rubric.values())
    assert rows[2] == f'"Doe, Jane",1001,jdoe,A,{tests + by_hand:g}'
    assert rows[3] == '"Poe, Ed",1003,epoe,A,' and rows[4] == '"Roe, Rita",1002,rroe,A,0'


class _Lent:
    """An environment that goes on after the command."""

    def __init__(self, environment):
        self.environment = environment

    def __enter__(self):
        return self.environment

    def __exit__(self, *_):
        pass


def test_page_of_answers_can_be_read_by_everybody(chromium, tmp_path):
    assignment = toy.Toy()
    submitted = hand_in(
        tmp_path / "in", {"anna": assignment.solved(SEED), "ben": assignment.solved(SEED + 1)}
    )
    results = grade_folder(submitted, tmp_path / "out")
    page_file = tmp_path / "sheet.html"
    sheet.write(page_file, list(results.values()), assignment, tmp_path / "out")
    page = chromium.new_page()
    page.goto(page_file.as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach((d) => {d.open = true;})")
    assert browser.violations(page) == []
    named = ["anna (variant 3)", "ben (variant 4)"]
    assert page.locator("h3").all_inner_texts() == named * 2


def test_nothing_is_graded_without_a_place_and_an_assignment(call, monkeypatch, environment):
    monkeypatch.setattr(cage, "Environment", lambda: _Lent(environment))
    status, said = call("grade")
    assert status == 1 and "--assignment" in said
