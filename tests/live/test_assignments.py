"""The assignments in the browser's Python: answers get there what they get anywhere else."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.support import site

GRADER = site.TOP / "grader"
#: Runs the cases and tells what is wrong with each, in place of the lines for the command line.
TRY = "for case in json.loads({told!r}):\n    print(json.dumps([case['name'], faults(case)]))"


@pytest.mark.long
def test_every_assignment_is_marked_the_same_in_the_browser(worker):
    """Solutions, untouched releases and tempting wrong answers, with their hidden tests."""
    python = site.TOP / ".venv-grader" / "bin" / "python"
    assert python.exists(), "run `make .venv-grader/installed`"
    made = subprocess.run(
        [python, "-m", "tests.support.cases"], cwd=GRADER, capture_output=True, check=True
    )
    plain = (GRADER / "tests" / "support" / "plain.py").read_text(encoding="utf-8")
    cases = json.loads(made.stdout)
    head = plain.partition("\nif __name__")[0]
    found = worker(f"{head}\n{TRY.format(told=json.dumps(cases))}\n")
    assert "error" not in found, found
    told = [json.loads(line) for line in found["said"]]
    assert [name for name, _ in told] == [case["name"] for case in cases]
    assert not [fault for _, faults in told for fault in faults]
