"""A function of the student's own, called with several inputs."""

from __future__ import annotations

import copy
import inspect
import reprlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from natolab.exercises.checks.base import Check
from natolab.exercises.running import quiet
from natolab.exercises.words import count, shown


@dataclass(frozen=True, kw_only=True)
class Function(Check):
    """A function that gives the right result for each of several inputs.

    Parameters
    ----------
    truth : callable, optional
        Returns the right function.
    cases : tuple of tuple
        Inputs of each call; among them the corners, such as zero.
    result : Check
        How results are compared; it needs no truth of its own.
    """

    cases: tuple[tuple, ...]
    result: Check

    def kind(self, what: str, answer: Any) -> str | None:
        """Return a sentence if the answer is no function of so many inputs."""
        if not callable(answer):
            return (
                f"{what} is {shown(answer)}; what is asked is the function itself: its name "
                "without round brackets."
            )
        needed = count(len(self.cases[0]), "input")
        try:
            inspect.signature(answer).bind(*self.cases[0])
        except TypeError:
            return f"{what} cannot be called with {needed}, as the exercise does."
        except ValueError:  # what Python itself is built of does not always tell its inputs
            return None
        return None

    def difference(self, what: str, answer: Any, truth: Any) -> str | None:
        """Return a sentence about the first input for which the function fails."""
        for case in self.cases:
            call = f"`{what.strip('`')}({', '.join(map(_written, case))})`"
            try:
                result = _called(answer, case)
            except Exception as error:
                return f"{call} stops with {type(error).__name__}: {error}."
            right = truth(*case)
            if fault := self.result.kind(call, result) or self.result.difference(
                call, result, right
            ):
                return fault
        return None

    def alike(self, answer: Any, other: Any) -> bool:
        """Whether two functions give the same result for each input, be it an error."""
        if self.kind("", answer) or self.kind("", other):
            return False
        for case in self.cases:
            one, two = _result_or_error(answer, case), _result_or_error(other, case)
            if not (self.result.alike(one, two) or repr(one) == repr(two)):
                return False
        return True

    def is_open(self, answer: Any) -> bool:
        """Whether the function still returns the three dots."""
        if answer is Ellipsis or not callable(answer) or self.kind("", answer):
            return answer is Ellipsis
        return _result_or_error(answer, self.cases[0]) is Ellipsis


def _written(value: Any) -> str:
    """Return an input as one would write it; a table by its size, and what has a name by that."""
    told = isinstance(value, pd.DataFrame | pd.Series)
    told = told or isinstance(getattr(value, "name", None), str)
    return shown(value) if told else reprlib.repr(value)


def _called(function: Any, case: tuple) -> Any:
    """Return a function's result; what it prints, or does to its inputs, stays without effect."""
    with np.errstate(all="ignore"), quiet():
        return function(*copy.deepcopy(case))


def _result_or_error(function: Any, case: tuple) -> Any:
    try:
        return _called(function, case)
    except Exception as error:
        return error
