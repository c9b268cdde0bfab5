"""Nothing is graded before the cages are proven on this machine, and nothing where they fail."""

import pytest
from natolab_grade import cage, readiness
from natolab_grade.__main__ import main
from natolab_grade.cage import bubblewrap as bubblewrap_module

HOLDS = cage.Proof("network", True, "The wall for network holds.")
FAILS = cage.Proof("memory", False, "The wall for memory does not hold.")


@pytest.fixture
def proofs(monkeypatch, bubblewrap):
    """Say what the next proofs are, and count them."""
    asked = []

    def say(*found):
        def self_test(environment, tell):
            asked.append(found)
            for proof in found:
                tell(proof)
            return list(found)

        monkeypatch.setattr(readiness, "self_test", self_test)
        return asked

    return say


def test_proof_is_asked_once_for_a_folder_and_machine(proofs, tmp_path, monkeypatch):
    asked = proofs(HOLDS)
    for _ in range(2):
        readiness.prove_once(cage.Environment(), tmp_path / "graded")
    assert len(asked) == 1
    monkeypatch.setattr(readiness.platform, "release", lambda: "another kernel")
    readiness.prove_once(cage.Environment(), tmp_path / "graded")
    assert len(asked) == 2


def test_machine_that_holds_nothing_grades_nothing(proofs, tmp_path):
    proofs(HOLDS, FAILS)
    with pytest.raises(cage.CageError, match="memory does not hold"):
        readiness.prove_once(cage.Environment(), tmp_path / "graded")
    assert not (tmp_path / "graded").exists()


def test_machine_that_has_lost_bubblewrap_is_told_what_to_install(proofs, tmp_path, monkeypatch):
    proofs(HOLDS)
    readiness.prove_once(cage.Environment(), tmp_path / "graded")
    monkeypatch.setattr(bubblewrap_module.shutil, "which", lambda *_, **__: None)
    with pytest.raises(cage.CageError, match="bubblewrap is missing"):
        readiness.prove_once(cage.Environment(), tmp_path / "graded")


def test_command_says_what_holds_and_ends_in_error_where_something_does_not(proofs, capsys):
    proofs(HOLDS)
    assert main(["grade", "--self-test"]) == 0
    assert "holds  network" in capsys.readouterr().out
    proofs(HOLDS, FAILS)
    assert main(["grade", "--self-test"]) == 1
    said = capsys.readouterr()
    assert "FAILS  memory" in said.out
    assert said.err.startswith("Nothing is graded on this machine")


def test_command_without_submissions_says_what_is_missing(capsys):
    assert main(["grade"]) == 1
    assert "submitted" in capsys.readouterr().err
