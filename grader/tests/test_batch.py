"""Batches: stopped and gone on with, repeated, mended; nobody is lost."""

from __future__ import annotations

import copy
import errno
import hashlib
import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from natolab_grade import batch, cage, regrade
from tests.support.class_room import SEED, grade_folder, hand_in, points
from tests.support.slow import noting, runs

from tests.support import bare, toy

TOY = toy.Toy()
WORKERS = 2


def the_class(folder: Path, count: int) -> Path:
    return hand_in(
        folder,
        {
            f"s{n:02}": TOY.solved(SEED) if n % 3 else TOY.with_answer(SEED, {"q1": f"total = {n}"})
            for n in range(count)
        },
    )


def marks_of(out: Path) -> dict:
    return {result.student: points(result) for result in batch.results(out)}


def test_killed_grading_loses_at_most_what_was_in_flight(tmp_path):
    submitted, out, log = the_class(tmp_path / "in", 8), tmp_path / "out", tmp_path / "log"
    command = [sys.executable, "-m", "tests.support.slow", submitted, out, log, "3"]
    top = Path(__file__).parents[1]
    process = subprocess.Popen([str(part) for part in command], cwd=top, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 100
    while len(list(out.glob("submissions/*/result.json"))) < 3:
        assert time.monotonic() < end and process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    begun, done = runs(log), len(batch.results(out))
    assert done == 3 and begun - done <= WORKERS
    log.unlink()
    grade_folder(submitted, out, run=noting(log))
    assert runs(log) == 8 - done
    whole = tmp_path / "whole"
    grade_folder(submitted, whole)
    assert marks_of(out) == marks_of(whole)


def test_second_run_grades_nothing_again_and_gives_the_same(tmp_path):
    submitted, out, log = the_class(tmp_path / "in", 4), tmp_path / "out", tmp_path / "log"
    grade_folder(submitted, out, run=noting(log))
    first = {file: file.read_bytes() for file in out.glob("submissions/*/result.json")}
    grade_folder(submitted, out, run=noting(log))
    assert runs(log) == 4
    assert first == {file: file.read_bytes() for file in out.glob("submissions/*/result.json")}


def test_half_written_result_is_no_result(tmp_path):
    submitted, out, log = the_class(tmp_path / "in", 2), tmp_path / "out", tmp_path / "log"
    grade_folder(submitted, out)
    file = out / "submissions" / "s01" / "result.json"
    file.write_text(file.read_text(encoding="utf-8")[:200], encoding="utf-8")
    with pytest.raises(ValueError, match="is damaged"):
        batch.results(out)
    grade_folder(submitted, out, run=noting(log))
    assert runs(log) == 1 and json.loads(file.read_text(encoding="utf-8"))


def test_only_the_student_who_hands_in_again_is_graded_again(tmp_path):
    submitted, out, log = the_class(tmp_path / "in", 3), tmp_path / "out", tmp_path / "log"
    grade_folder(submitted, out)
    hand_in(submitted, {"s00": TOY.solved(SEED)})
    assert grade_folder(submitted, out, run=noting(log))["s00"].scores["q1-test"].points == 2
    assert runs(log) == 1


def test_everybody_who_handed_in_anything_appears(tmp_path):
    submitted = the_class(tmp_path / "in", 2)
    (submitted / "nobook").mkdir()
    (submitted / "nobook" / "letter.pdf").write_bytes(b"%PDF")
    (submitted / "broken.ipynb").write_bytes(b"{")
    (submitted / "empty.ipynb").write_bytes(b"")
    (submitted / "packed.zip").write_bytes(b"PK")
    results = grade_folder(submitted, tmp_path / "out")
    assert set(results) == {"s00", "s01", "nobook", "broken", "empty", "packed"}
    for student in ("nobook", "broken", "empty", "packed"):
        assert results[student].status == "not graded" and results[student].reason
        assert results[student].flags and not results[student].scores


def test_originals_stay_and_nothing_is_written_elsewhere(tmp_path):
    def state(folder):
        return {
            path.relative_to(folder): path.is_file()
            and (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).digest())
            for path in folder.rglob("*")
        }

    submitted, out = the_class(tmp_path / "in", 2), tmp_path / "out"
    before = state(submitted)
    grade_folder(submitted, out)
    assert state(submitted) == before
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}


@pytest.mark.parametrize("place", ["in/out", "in", "."])
def test_output_within_what_was_handed_in_is_refused(tmp_path, place):
    submitted = the_class(tmp_path / "in", 1)
    with pytest.raises(ValueError, match="lie within one another"):
        grade_folder(submitted, tmp_path / place)


class Failing:
    """A way to run notebooks whose cage fails when it is told to."""

    def __init__(self, fails):
        self.fails, self.count, self.lock = fails, 0, threading.Lock()

    def __call__(self, notebook, files):
        with self.lock:
            self.count += 1
            fails = self.fails(self.count, "".join(cell.source for cell in notebook.cells))
        if fails:
            raise cage.CageError("The cage did not open in time.")
        return bare.run(notebook)


def test_cage_that_fails_once_costs_nobody_anything(tmp_path, caplog):
    submitted = the_class(tmp_path / "in", 4)
    run = Failing(lambda count, text: count == 2)
    results = grade_folder(submitted, tmp_path / "out", run=run)
    assert run.count == 5
    assert {result.status for result in results.values()} == {"graded"}
    assert not any(result.flags for result in results.values())


def test_submission_that_breaks_each_cage_stops_nobody_else(tmp_path, caplog):
    submitted = hand_in(
        the_class(tmp_path / "in", 3),
        {"ben": TOY.with_answer(SEED, {"q1": "total = 0  # break"})},
    )
    run = Failing(lambda count, text: "# break" in text)
    results = grade_folder(submitted, tmp_path / "out", run=run)
    ben = results.pop("ben")
    assert {result.status for result in results.values()} == {"graded"} and len(results) == 3
    assert not any(result.flags for result in results.values())
    assert ben.status == "not graded" and not ben.scores
    (flag,) = ben.flags
    assert flag["kind"] == "not graded" and "while another notebook runs" in flag["sentence"]
    # The same command tries again.
    assert grade_folder(submitted, tmp_path / "out")["ben"].status == "graded"


def test_machine_whose_cages_fail_stops_the_batch_and_flags_nobody(tmp_path, caplog):
    submitted, out, log = the_class(tmp_path / "in", 8), tmp_path / "out", tmp_path / "log"
    with pytest.raises(batch.StoppedError, match="did not open in time") as stopped:
        grade_folder(submitted, out, run=Failing(lambda count, text: count > 3))
    assert "3 of 8 submissions are done and 5 are left" in str(stopped.value)
    assert "the same command goes on" in str(stopped.value)
    found = batch.results(out)
    assert len(found) == 3 and {result.status for result in found} == {"graded"}
    results = grade_folder(submitted, out, run=noting(log))
    assert runs(log) == 5 and len(results) == 8
    assert not any(result.flags for result in results.values())


def test_disk_that_is_full_stops_the_batch(tmp_path, monkeypatch):
    def full(folder, result):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(batch, "_write_result", full)
    with pytest.raises(batch.StoppedError, match=r"No space left on device\. 0 of 4 submissions"):
        grade_folder(the_class(tmp_path / "in", 4), tmp_path / "out")


class Mended(toy.Toy):
    """Question 1, whose test now takes one more for an answer too."""

    def source(self, seed):
        notebook = super().source(seed)
        test = toy.cell_of(notebook, "q1-test")
        test.source = test.source.replace("assert total == 15", "assert total in (15, 16)")
        return notebook


def test_mended_test_grades_again_and_says_who_changes(tmp_path, capsys):
    out = tmp_path / "out"
    submitted = hand_in(
        tmp_path / "in",
        {
            "anna": TOY.with_answer(SEED, {"q1": "total = 16"}),
            "ben": TOY.with_answer(SEED, {"q1": "total = 17"}),
            "cara": TOY.solved(SEED),
        },
    )
    grade_folder(submitted, out)
    assert not (out / regrade.REPORT).exists()
    grade_folder(submitted, out, assignment=Mended())
    report = (out / regrade.REPORT).read_text(encoding="utf-8").splitlines()
    assert report == ["student,cell,before,after", "anna,q1-test,0,2"]
    assert "Points of 1 students changed" in capsys.readouterr().out


def test_report_of_a_regrade_that_was_killed_still_knows_what_was_before(tmp_path):
    out = tmp_path / "out"
    submitted = hand_in(tmp_path / "in", {"anna": TOY.with_answer(SEED, {"q1": "total = 16"})})
    grade_folder(submitted, out)

    def killed(notebook, files):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grade_folder(submitted, out, assignment=Mended(), run=killed)
    grade_folder(submitted, out, assignment=Mended())
    assert "anna,q1-test,0,2" in (out / regrade.REPORT).read_text(encoding="utf-8")


def test_difference_between_graded_and_not(tmp_path):
    before = {"anna": {"q1": 1.0}, "ben": {}, "cara": {"q1": None}}
    after = {"anna": {}, "ben": {"q1": 2.0}, "cara": {"q1": None}, "dora": {"q1": 1.0}}
    told = [(d.student, d.before, d.after) for d in regrade.compare(before, after)]
    assert told == [
        ("anna", "graded", "not graded"),
        ("ben", "not graded", "graded"),
        ("dora", "not handed in", "graded"),
    ]


class TestVariants:
    """Which figures a submission is graded by."""

    def test_each_notebook_is_graded_as_the_variant_that_it_says(self, tmp_path):
        submitted = hand_in(tmp_path / "in", {"anna": TOY.solved(3), "ben": TOY.solved(4)})
        results = grade_folder(submitted, tmp_path / "out")
        assert {s: r.seed for s, r in results.items()} == {"anna": "3", "ben": "4"}
        assert {r.scores["q1-test"].points for r in results.values()} == {2}

    def test_answer_of_another_variant_is_wrong(self, tmp_path):
        theirs = TOY.with_answer(4, {"q1": toy.cell_of(TOY.solved(3), "q1").source})
        results = grade_folder(hand_in(tmp_path / "in", {"ben": theirs}), tmp_path / "out")
        assert results["ben"].scores["q1-test"].points == 0

    def test_list_of_variants_rules_over_what_the_notebook_says(self, tmp_path):
        seeds = tmp_path / "seeds.csv"
        seeds.write_text("student,seed\nben,4\n", encoding="utf-8")
        submitted = hand_in(tmp_path / "in", {"ben": TOY.solved(3)})
        result = grade_folder(submitted, tmp_path / "out", "--seeds", str(seeds))["ben"]
        assert (result.seed, result.scores["q1-test"].points) == ("4", 0)
        assert [flag["kind"] for flag in result.flags] == ["variant"]

    def test_student_whom_the_list_of_variants_leaves_out_is_named(self, tmp_path, capsys):
        seeds = tmp_path / "seeds.csv"
        seeds.write_text("student;seed\nben;4\nzoe;5\n", encoding="utf-8")
        submitted = hand_in(tmp_path / "in", {"anna": TOY.solved(3), "ben": TOY.solved(4)})
        results = grade_folder(submitted, tmp_path / "out", "--seeds", str(seeds))
        (flag,) = results["anna"].flags
        assert flag["kind"] == "variant" and "does not name the student" in flag["sentence"]
        assert not results["ben"].flags
        assert "but without a submission: zoe." in capsys.readouterr().out

    def test_notebook_that_no_longer_says_is_graded_as_most_others(self, tmp_path):
        bare_ = copy.deepcopy(TOY.solved(3))
        del bare_.metadata["natolab"]
        submitted = hand_in(tmp_path / "in", {"anna": TOY.solved(3), "ben": bare_})
        result = grade_folder(submitted, tmp_path / "out")["ben"]
        assert points(result)["q1-test"] == 2 and [f["kind"] for f in result.flags] == ["variant"]

    def test_notebook_whose_variant_nobody_knows_is_not_graded(self, tmp_path):
        bare_ = copy.deepcopy(TOY.solved(3))
        del bare_.metadata["natolab"]
        result = grade_folder(hand_in(tmp_path / "in", {"ben": bare_}), tmp_path / "out")["ben"]
        assert result.status == "not graded" and "--seed" in result.reason


def test_limit_of_a_cell_reaches_student_and_teacher_by_the_cells_name(tmp_path, environment):
    # nbgrader 0.9.6 waits 30 s a cell, and its log does not name the cell.
    limits = cage.Limits(seconds=4)
    notebook = TOY.solved(SEED)
    toy.cell_of(notebook, "q3").source = "import time\ntime.sleep(100)\nsquares = []"
    result = grade_folder(
        hand_in(tmp_path / "in", {"anna": notebook}),
        tmp_path / "out",
        run=cage.Cage(limits, environment),
    )["anna"]
    assert points(result) == {"q1-test": 2, "q2-test": 3, "q3-test": 0, "q4": None, "q5": None}
    assert "longer than 4 seconds" in result.scores["q3-test"].error
    assert result.flags[0]["sentence"].startswith("q3: ")


def test_bare_run_and_cage_agree(tmp_path, environment):
    submitted = the_class(tmp_path / "in", 2)
    caged = grade_folder(
        submitted,
        tmp_path / "caged",
        run=cage.Cage(cage.Limits(), environment),
    )
    free = grade_folder(submitted, tmp_path / "free", run=bare.run)
    assert {s: r.scores for s, r in caged.items()} == {s: r.scores for s, r in free.items()}
