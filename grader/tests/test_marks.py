"""Marks in the gradebook: only fresh ones count, and what a human gave stays."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import pytest
from natolab_grade import batch, late, marks, rubric
from nbgrader.api import Gradebook
from tests.support.class_room import SEED, grade_folder, hand_in, standings

from tests.support import bare, postgres, toy

TOY = toy.Toy()
ESSAY = "A part says nothing without its whole."


def mark(out: Path, url: str | None = None, **given) -> None:
    """Give marks by hand: ``cell=(points, comment)``."""
    with marks.Book(marks.url_of(out, url), "toy") as book:
        rubric.apply(book, [rubric.ByHand("anna", c, p, text) for c, (p, text) in given.items()])


def break_anna(notebook, files):
    raise RuntimeError("the machine fails")


def test_mark_is_open_until_a_human_has_marked_all(tmp_path):
    out = tmp_path / "out"
    grade_folder(hand_in(tmp_path / "in", {"anna": TOY.solved(SEED)}), out)
    found = standings(out)["anna"]
    assert (found.points, found.so_far, found.most, found.open) == (None, 6, 12, ["q4", "q5"])
    mark(out, q4=(3, "Well put."), q5=(2, None))
    found = standings(out)["anna"]
    assert (found.points, found.open) == (11, [])
    assert found.marks["q4"].comment == "Well put." and found.marks["q4"].by_hand


def test_unanswered_essay_needs_no_reader(tmp_path):
    out = tmp_path / "out"
    grade_folder(hand_in(tmp_path / "in", {"anna": TOY.release(SEED)}), out)
    assert standings(out)["anna"].points == 0


def test_marks_by_hand_survive_grading_again(tmp_path):
    out = tmp_path / "out"
    notebook = TOY.solved(SEED)
    grade_folder(hand_in(tmp_path / "in", {"anna": notebook}), out)
    mark(out, q4=(3, "Well put."), q5=(2, None))
    toy.cell_of(notebook, "q1").source = "total = 0"
    grade_folder(hand_in(tmp_path / "in", {"anna": notebook}), out)
    found = standings(out)["anna"]
    assert (found.points, found.marks["q4"].points, found.marks["q1-test"].points) == (9, 3, 0)


@pytest.mark.parametrize("by_hand", [False, True])
def test_failed_grading_leaves_no_number(tmp_path, by_hand, caplog):
    # nbgrader 0.9.6 keeps the old score, and exports 0.0 where there was none.
    out = tmp_path / "out"
    notebook = TOY.with_answer(SEED, {"q1": "total = 15"})
    grade_folder(hand_in(tmp_path / "in", {"anna": notebook}), out)
    assert standings(out)["anna"].points == 2
    if by_hand:
        mark(out, q4=(4, None))
    toy.cell_of(notebook, "q1").source = "total = 15  # again"
    grade_folder(hand_in(tmp_path / "in", {"anna": notebook}), out, run=break_anna)
    found = standings(out)["anna"]
    assert found.points is None and not found.marks and "failed" in found.reason
    with Gradebook(marks.url_of(out, None)) as book:
        for submission in book.assignment_submissions("toy"):
            assert by_hand and submission.needs_manual_grade and submission.score == 4
    grade_folder(tmp_path / "in", out)
    assert standings(out)["anna"].points == (6 if by_hand else 2)


def test_nbgrader_reads_the_gradebook(tmp_path):
    out = tmp_path / "out"
    grade_folder(hand_in(tmp_path / "in", {"anna": TOY.solved(SEED)}), out)
    with Gradebook(marks.url_of(out, None)) as book:
        (row,) = book.submission_dicts("toy")
    assert (row["student"], row["score"], row["max_score"]) == ("anna", 6, 12)
    assert row["needs_manual_grade"]
    with sqlite3.connect(out / "gradebook.db") as database:
        ((version,),) = database.execute("SELECT version_num FROM alembic_version")
    database.close()
    assert version


def test_tables_are_of_the_version_that_nbgrader_itself_would_note(tmp_path, monkeypatch):
    from nbgrader.api import get_alembic_version

    place = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", os.pathsep.join([place, os.environ["PATH"]]))
    assert marks._version_of_tables() == get_alembic_version()


def test_graded_cells_that_came_or_went_are_refused(tmp_path):
    class Shorter(toy.Toy):
        def source(self, seed):
            notebook = super().source(seed)
            notebook.cells = [c for c in notebook.cells if c.id != "q3-test"]
            return notebook

    out = tmp_path / "out"
    submitted = hand_in(tmp_path / "in", {"anna": TOY.solved(SEED)})
    grade_folder(submitted, out)
    with pytest.raises(ValueError, match="came or went"):
        grade_folder(submitted, out, assignment=Shorter())


def test_lateness_costs_a_share_of_the_points_reached(tmp_path):
    out = tmp_path / "out"
    times = tmp_path / "times.csv"
    times.write_text("student,received\nanna,2026-12-03T10:00+00:00\n", encoding="utf-8")
    submitted = hand_in(tmp_path / "in", {"anna": TOY.with_answer(SEED, {"q2": "share = 1"})})
    options = ["--due", "2026-12-01T10:00+00:00", "--times", str(times), "--late-penalty", "10"]
    notebook = TOY.with_answer(SEED, {"q1": "total = 15"})
    hand_in(tmp_path / "in", {"anna": notebook})
    grade_folder(submitted, out, *options)
    found = standings(out)["anna"]
    assert (found.days_late, found.penalty, found.points) == (2, 0.4, 1.6)
    grade_folder(submitted, out, *options, "--late-days", "1")
    assert standings(out)["anna"].points == 1.8
    grade_folder(submitted, out)
    assert standings(out)["anna"].points == 2


def test_name_in_the_list_of_times_that_nobody_bears_is_told(tmp_path, capsys):
    times = tmp_path / "times.csv"
    times.write_text("student,received\nana,2026-12-03T10:00+00:00\n", encoding="utf-8")
    submitted = hand_in(tmp_path / "in", {"anna": TOY.release(SEED)})
    grade_folder(submitted, tmp_path / "out", "--times", str(times))
    assert "times.csv, but without a submission: ana." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("anna", "line 3, needs both student and received"),
        ("ben,2026-12-04T10:00+00:00", "leave one received for each student"),
        ("anna,tomorrow", "no moment"),
    ],
)
def test_list_of_times_that_cannot_be_is_refused_in_a_sentence(tmp_path, line, what):
    times = tmp_path / "times.csv"
    text = f"student,received\nben,2026-12-03T10:00+00:00\n{line}\n"
    times.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=what):
        late.read_times(times)


def test_lateness_is_not_guessed(tmp_path, capsys):
    out = tmp_path / "out"
    submitted = hand_in(tmp_path / "in", {"anna": TOY.release(SEED)})
    grade_folder(submitted, out, "--due", "2001-01-01T00:00+00:00", "--late-penalty", "50")
    assert standings(out)["anna"].days_late == 0
    assert "not known of 1 students" in capsys.readouterr().out
    grade_folder(submitted, out, "--due", "2001-01-01T00:00+00:00", "--file-times")
    assert standings(out)["anna"].days_late > 1


def test_database_that_cannot_be_opened_says_so_without_its_password(tmp_path):
    with pytest.raises(ValueError, match=r"://\.\.\.@localhost:1/x cannot be opened") as e:
        marks.Book("postgresql://me:secret@localhost:1/x", "toy")
    assert "secret" not in str(e.value)


def test_shared_gradebook_in_postgresql(tmp_path):
    out = tmp_path / "out"
    submitted = hand_in(
        tmp_path / "in", {"anna": TOY.solved(SEED), "Łukasz Żółć": TOY.release(SEED)}
    )
    with postgres.server() as url:
        grade_folder(submitted, out, "--database", url)
        mark(out, url, q4=(3, "Gut, „so“."), q5=(1, None))
        # A colleague on another machine, with the same submissions.
        grade_folder(submitted, tmp_path / "elsewhere", "--database", url)
        found = standings(tmp_path / "elsewhere", url)
        assert found["anna"].points == 10 and found["Łukasz Żółć"].points == 0
        assert found["anna"].marks["q4"].comment == "Gut, „so“."
        grade_folder(submitted, out, "--database", url, run=bare.run)
        assert standings(out, url)["anna"].points == 10
    assert not (out / "gradebook.db").exists()
    assert batch.results(out)


@pytest.mark.parametrize(
    ("received", "days"),
    [
        ("2026-12-01T09:59:59+00:00", 0),
        ("2026-12-01T10:00:30+00:00", 0),
        ("2026-12-01T10:15:00+00:00", 0),
        ("2026-12-01T10:15:01+00:00", 1),
        ("2026-12-02T11:00:00+01:00", 1),
        ("2026-12-02T10:00:01+00:00", 2),
    ],
)
def test_days_late_are_whole_or_begun_after_some_grace(received, days):
    policy = late.Policy(late.moment("2026-12-01T10:00+00:00"))
    assert policy.days_late(late.moment(received)) == days


@pytest.mark.parametrize(
    ("text", "what"), [("tomorrow", "no moment"), ("2026-12-01T10:00", "no time zone")]
)
def test_moment_that_is_none_says_so(text, what):
    with pytest.raises(ValueError, match=what):
        late.moment(text)


@pytest.mark.parametrize("wrong", [{"percent": 101}, {"percent": -1}, {"allowance": -1}])
def test_policy_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        late.Policy(**wrong)


def test_penalty_takes_no_more_than_there_is():
    policy = late.Policy(late.moment("2026-12-01T10:00+00:00"), percent=60)
    assert policy.penalty(10, late.moment("2026-12-09T10:00+00:00")) == 10
