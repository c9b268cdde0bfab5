"""What the tests of assignments ask of an answer."""

from __future__ import annotations

import os

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from natolab.exercises import checks, marking

PER_CENT = checks.Number(truth=lambda: 40.0, unit="per cent", within=0.1)


def refusal(ask, *args, **kwargs):
    with pytest.raises(marking.AnswerError) as caught:
        ask(*args, **kwargs)
    return str(caught.value)


def test_form_takes_what_is_of_the_right_kind_and_size():
    marking.form("share", 12.0, PER_CENT, between=(0, 100))  # whether it is right is not asked
    assert refusal(marking.form, "share", ..., PER_CENT).startswith(
        "`share` is still to be filled in"
    )
    assert "without quotation marks" in refusal(marking.form, "share", "12", PER_CENT)
    assert refusal(marking.form, "share", 0.4, PER_CENT, between=(1, 100)) == (
        "`share` is 0.4, but a number in per cent between 1 and 100 is to be expected here: look "
        "at the units, and at what is taken from what."
    )


def test_ask_refuses_with_its_sentence():
    marking.ask(True, "All is well.")
    assert refusal(marking.ask, False, "Name a lever.") == "Name a lever."


def test_no_progress_bar_shows_where_answers_are_marked():
    """A bar on the error stream would pass for a failed test; test_uncertainty tries the switch."""
    assert os.environ["TQDM_DISABLE"] == "1"


def test_bounds_are_for_numbers():
    with pytest.raises(TypeError, match="`names` is asked as another"):
        marking.form("names", ["a"], checks.Names(of="allies"), between=(0, 1))


def test_example_tries_a_function():
    marking.example("half", lambda number: number / 2, (80,), 40, PER_CENT)
    said = refusal(marking.example, "half", lambda number: number, (80,), 40, PER_CENT)
    assert said.startswith("`half(80)` is 80, which is too large")
    assert "round brackets" in refusal(marking.example, "half", 40, (80,), 40, PER_CENT)
    unfinished = refusal(marking.example, "half", lambda number: ..., (80,), 40, PER_CENT)
    assert unfinished.startswith("`half` is still to be filled in")


def test_a_table_that_goes_into_a_function_is_named_by_its_size():
    table = pd.DataFrame({"year": [2014, 2024]})
    said = refusal(marking.example, "rows", lambda table: 3, (table,), 2, PER_CENT)
    assert said.startswith("`rows(a table of 2 rows and 1 column)` is 3")


def test_value_knows_the_tempting_mistakes():
    marking.value("share", 40.05, PER_CENT)
    mistakes = [(20.0, "`share` is {value}: half of them."), (60.0, "The others.")]
    assert refusal(marking.value, "share", 20, PER_CENT, mistakes) == "`share` is 20: half of them."
    assert "too small" in refusal(marking.value, "share", 30, PER_CENT, mistakes)
    assert "still to be filled in" in refusal(marking.value, "share", ..., PER_CENT)


def test_a_notebook_shows_the_sentence_alone(capsys):
    shell = InteractiveShell.instance()
    try:
        shell.run_cell(
            "from natolab.exercises import checks, marking\n"
            'marking.form("share", ..., checks.Number(unit="per cent", within=1))'
        )
    finally:
        InteractiveShell.clear_instance()
    shown = capsys.readouterr().out.strip()
    assert shown == (
        "Not yet. `share` is still to be filled in: put your code in place of the three dots."
    )
