"""Exercises in the browser's Python: they answer there as they do anywhere else."""

from __future__ import annotations

import json

import pytest

from tests.support import exercises


@pytest.mark.long
def test_every_exercise_answers_in_the_browser(worker):
    """Those of one chapter are tried in each test run, on its live page."""
    found = worker(exercises.trials())
    assert "error" not in found, found
    faults = [json.loads(line) for line in found["said"]]
    assert len(faults) == len(exercises.declared())
    assert not any(faults), [fault for found in faults for fault in found]
