"""What the tests of an assignment ask of an answer, and the sentence with which they refuse one.

Tests that a student sees use ``form`` and ``example``, which know no right answer; those that run
when the work is marked use ``value``. Each is silent if all is well.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from natolab.exercises.checks import Check, Function, Number
from natolab.exercises.words import shown

# A progress bar is written where errors are, and graders take what stands there for a failed test:
# a right answer would lose its points on a slow machine.
os.environ.setdefault("TQDM_DISABLE", "1")


class AnswerError(AssertionError):
    """An answer is not what is asked; the text says in a sentence what is wrong with it.

    A notebook shows the sentence alone, not the lines of the test that refused.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"Not yet. {self}"]


def form(name: str, answer: Any, check: Check, between: tuple[float, float] | None = None) -> None:
    """Ask that an answer is there, of the right kind, and of a size that can be.

    Parameters
    ----------
    name : str
        Name of the answer in the student's cell.
    answer : object
        What it holds.
    check : Check
        Says what kind of thing is asked; it needs no truth.
    between : tuple of float, optional
        For a number, the smallest and the largest that is plausible.

    Raises
    ------
    AnswerError
        If the answer is still open, of another kind, or beyond what is plausible.
    """
    if check.is_open(answer):
        raise AnswerError(
            f"`{name}` is still to be filled in: put your code in place of the three dots."
        )
    if fault := check.kind(f"`{name}`", answer):
        raise AnswerError(fault)
    if between is None:
        return
    if not isinstance(check, Number):
        raise TypeError(f"Only a number lies between two others, but `{name}` is asked as another.")
    low, high = between
    if not low <= float(answer) <= high:
        raise AnswerError(
            f"`{name}` is {shown(answer)}, but {check.wanted} between {shown(low)} and "
            f"{shown(high)} is to be expected here: look at the units, and at what is taken from "
            "what."
        )


def ask(right: bool, sentence: str) -> None:
    """Refuse an answer unless something about it is right.

    Parameters
    ----------
    right : bool
        Whether it is.
    sentence : str
        What is wrong otherwise.

    Raises
    ------
    AnswerError
        With the sentence, if it is not.
    """
    if not right:
        raise AnswerError(sentence)


def example(name: str, function: Any, inputs: tuple, result: Any, check: Check) -> None:
    """Ask that a function gives the result of an example that the student can follow.

    Parameters
    ----------
    name : str
        Name of the function.
    function : object
        What the student has written.
    inputs : tuple
        Inputs of the example.
    result : object
        What is right for them.
    check : Check
        Compares the results; it needs no truth.

    Raises
    ------
    AnswerError
        If the function is still open, cannot be called, or gives another result.
    """
    asked = Function(truth=lambda: lambda *_: result, cases=(inputs,), result=check)
    value(name, function, asked)


def value(name: str, answer: Any, check: Check, mistakes: Iterable[tuple[Any, str]] = ()) -> None:
    """Ask that an answer is right.

    Parameters
    ----------
    name, answer
        As for :func:`form`.
    check : Check
        Compares the answer with its truth.
    mistakes : iterable of (object, str)
        Tempting wrong answers, each with the sentence that tells what was done; ``{value}`` in it
        stands for the student's value.

    Raises
    ------
    AnswerError
        If the answer is open or not right.
    """
    form(name, answer, check)
    fault = check.fault(f"`{name}`", answer)
    if fault is None:
        return
    for wrong, sentence in mistakes:
        if check.alike(answer, wrong):
            raise AnswerError(sentence.replace("{value}", shown(answer)))
    raise AnswerError(fault)
