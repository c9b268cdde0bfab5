"""What the exercises of the page that teaches Python claim about the data."""

from __future__ import annotations

from natolab.chapters.python_primer import exercises
from tests.support.exercises import after


def test_one_in_five_was_left():
    names = after(exercises.gone_home)
    assert round(5 * names["later"] / names["then"], 1) == 1
