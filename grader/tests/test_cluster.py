"""Cages on other machines: the same marks, and only where software and walls are right."""

from __future__ import annotations

import builtins

import dask
import pytest
from natolab_grade import __main__ as program
from natolab_grade import batch, cage, cluster
from tests.support.class_room import SEED, grade_folder, hand_in
from tests.support.workers import PROVED
from tests.support.workers import cluster as started

from tests.support import toy

TOY = toy.Toy()


@pytest.mark.long
def test_two_workers_give_the_marks_of_one_machine(tmp_path, environment):
    class_ = {f"s{n}": TOY.solved(SEED) for n in range(3)}
    class_["wrong"] = TOY.with_answer(SEED, {"q1": "total = 1"})
    class_["dies"] = TOY.with_answer(SEED, {"q1": "import os\nos._exit(1)"})
    class_["where"] = TOY.with_answer(SEED, {"q1": "total = int(open('total.txt').read())"})
    submitted = hand_in(tmp_path / "in", class_)
    (submitted / "where" / "total.txt").write_text("15", encoding="utf-8")
    here = grade_folder(submitted, tmp_path / "here", run=cage.Cage(cage.Limits(), environment))
    with started(tmp_path, PROVED, PROVED) as address, cluster.Cluster(address) as workers:
        assert workers.threads == 2
        there = grade_folder(submitted, tmp_path / "there", run=workers.run)
        used = workers._client.run(lambda: cluster._proved.cache_info().currsize)
    assert {s: (r.status, r.scores, r.flags) for s, r in there.items()} == {
        s: (r.status, r.scores, r.flags) for s, r in here.items()
    }
    assert there["where"].scores["q1-test"].points == 2
    assert list(used.values()) == [1, 1]
    for student in class_:
        ran, again = (batch.executed(tmp_path / out, student) for out in ("here", "there"))
        assert [cell.get("outputs") for cell in ran.cells] == [
            cell.get("outputs") for cell in again.cells
        ]


def test_worker_with_other_software_runs_nothing(monkeypatch):
    ours = cluster.software()
    monkeypatch.setattr(cluster, "_software", lambda: ours | {"numpy": "0.1"})
    with pytest.raises(cage.CageError, match=r"numpy is \S+ with the teacher and 0\.1 there"):
        cluster._run(ours, TOY.solved(SEED), cage.Limits(), {})


def test_worker_whose_walls_do_not_hold_runs_nothing(monkeypatch):
    broken = cage.Proof("network", False, "A cell reached the network.")
    monkeypatch.setattr(cage, "self_test", lambda environment: [broken])
    with pytest.raises(cage.CageError, match="reached the network"):
        cluster._run(cluster.software(), TOY.solved(SEED), cage.Limits(), {})


def test_other_code_of_the_course_is_other_software(tmp_path):
    (tmp_path / "a.py").write_text("x = 1")
    before = cluster._digest(tmp_path)
    (tmp_path / "a.py").write_text("x = 2")
    assert cluster._digest(tmp_path) != before


def test_scheduler_without_keys_is_refused(capsys):
    for address, sentence in (
        ("tcp://127.0.0.1:8786", "name it as tls://"),
        ("tls://127.0.0.1:8786", "Dask has no keys"),
    ):
        assert program.main(["grade", "--self-test", "--scheduler", address]) == 1
        assert sentence in capsys.readouterr().err


def test_keys_that_are_missing_are_named(tmp_path, capsys):
    gone = str(tmp_path / "gone.pem")
    keys = {"ca-file": gone, "client.cert": gone, "client.key": gone}
    with dask.config.set({f"distributed.comm.tls.{name}": path for name, path in keys.items()}):
        assert program.main(["grade", "--self-test", "--scheduler", "tls://127.0.0.1:1"]) == 1
    assert "keys that Dask's configuration names cannot be read" in capsys.readouterr().err


def test_without_dask_the_extra_is_named(capsys, monkeypatch):
    whole = builtins.__import__

    def without(name, *given, **more):
        if name == "distributed":
            raise ModuleNotFoundError("No module named 'distributed'", name="distributed")
        return whole(name, *given, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert program.main(["grade", "--self-test", "--scheduler", "tls://127.0.0.1:8786"]) == 1
    assert "install natolab-grade[cluster]" in capsys.readouterr().err


def test_only_what_both_have_in_other_versions_counts():
    ours = {"numpy": "2.1", "pytest": "9", "Python": "3.11.7"}
    theirs = {"numpy": "2.2", "Python": "3.11.7", "htop": "1"}
    assert cluster.differences(ours, theirs) == ["numpy is 2.1 with the teacher and 2.2 there"]
    assert cluster.differences(ours, ours) == []
