"""A single number, and the slips by which one usually misses it."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from natolab.exercises.checks.base import Check
from natolab.exercises.words import shown, without_value

#: A slip is recognised although the number is rounded, if it is right to this part of itself.
_RECOGNISED = 0.01
#: Rounding moves a number by no more than this part of itself, or it is no rounding.
_ROUNDED = 0.1
#: A number is close if it is off by no more than this many times what is allowed.
_CLOSE = 5
#: How many decimals a rounded answer may have; below zero it is rounded to tens, hundreds and so
#: on.
_DECIMALS = range(-6, 7)
_FACTORS = {1e3: "thousand", 1e6: "million", 1e9: "thousand million"}


@dataclass(frozen=True, kw_only=True)
class Number(Check):
    """A number with its unit.

    It takes every kind of number. Shares given for per cent, the part that is left for the part
    that is gone, a wrong sign, unit or rounding are each named as such.

    Parameters
    ----------
    truth : callable, optional
        Computes the right number, in ``unit``.
    unit : str
        What is counted, such as ``"per cent"``, ``"dollars a barrel"`` or ``"share"``: it stands in
        the sentences.
    within : float
        How far from the truth an answer may lie, in ``unit``.
    """

    unit: str
    within: float

    @property
    def wanted(self) -> str:
        """What kind of thing is asked, in words."""
        return "a share between 0 and 1" if self.unit == "share" else f"a number in {self.unit}"

    def kind(self, what: str, answer: Any) -> str | None:
        """Return a sentence if the answer is not one finite number."""
        wanted = f"what is asked is {self.wanted}"
        said = f"{what} is {shown(answer)}"
        if isinstance(answer, bool | np.bool_):
            return f"{said}, the answer to a question of yes or no; {wanted}."
        if answer is None:
            return f"{without_value(what)}; {wanted}."
        if isinstance(answer, str):
            return f"{said}; {wanted}, written without quotation marks."
        if _size(answer) == 0:
            return f"{said}: no row has met the condition, so there is no number. Look at it again."
        if isinstance(answer, pd.DataFrame):
            return f"{said}; {wanted}: choose a column, and of this one value."
        if _size(answer) == 1:
            return f"{said}; {wanted}: take the value out of it{_way_out(answer)}."
        if _size(answer) is not None:
            return f"{said}; {wanted}: choose one value, or make one of them (sum, mean, largest)."
        if callable(answer):
            return f"{said} itself; call it: round brackets behind its name make it work."
        number = _number(answer)
        if number is None:
            return f"{said}; {wanted}."
        if math.isnan(number):
            return (
                f"{what} is `nan`, not a number: was a selection empty, a value missing, or the "
                f"logarithm of a negative number asked? What is asked is {self.wanted}."
            )
        if math.isinf(number):
            return f"{what} is infinite, as after a division by zero; {wanted}."
        return None

    def difference(self, what: str, answer: Any, truth: Any) -> str | None:
        """Return a sentence if the number is not the right one."""
        value, right = _float(answer), _float(truth)
        off = abs(value - right)
        if off <= self.within * (1 + 1e-9):
            return None
        said = f"{what} is {shown(answer)}"
        if _rounded(value, right):
            return (
                f"{said}, which is rounded too much: keep the digits that Python computes "
                f"({shown(self.within)} more or less is allowed)."
            )
        # A part of anything is nearly nothing, so that each slip would explain a truth of nought.
        nought = math.isclose(right, 0, abs_tol=1e-12)
        for mended, slip in () if nought else self._slips(value):
            if abs(mended - right) <= max(self.within, _RECOGNISED * abs(right)):
                return f"{said}: {slip}{'' if slip.endswith('?') else '.'}"
        if off <= _CLOSE * self.within:
            return (
                f"{said}, which is close but further off than rounding explains "
                f"({shown(self.within)} is allowed): a step before the last was rounded, or one "
                "value too many or too few went in."
            )
        size = "large" if value > right else "small"
        return f"{said}, which is too {size}; what is asked is {self.wanted}."

    def _slips(self, value: float) -> Iterator[tuple[float, str]]:
        """Yield what the number would be without a usual slip, and the slip in words."""
        if "per cent" in self.unit or "percentage" in self.unit:
            yield 100 * value, f"that is a share of one; {self.unit} count in hundredths"
        if self.unit == "share":
            yield value / 100, "that is in per cent; a share lies between 0 and 1"
        whole = {"per cent": 100, "share": 1}.get(self.unit)
        if whole:
            yield whole - value, "that is the other part of the whole: what is left, or what is not"
            yield (
                value - whole,
                "that is the new value beside the old as a whole; asked is the change alone",
            )
            yield value + whole, "that is the change alone; asked is the new value beside the old"
        yield -value, "the size is right, but the sign is turned round: see what is taken from what"
        for factor, name in _FACTORS.items():
            yield value * factor, f"that is a {name} times too small; look at the units"
            yield value / factor, f"that is a {name} times too large; look at the units"
        if value:
            yield (
                (whole or 1) ** 2 / value,
                "the fraction is upside down: see what is divided by what",
            )


def _rounded(value: float, right: float) -> bool:
    """Whether a number is the right one with fewer decimals, or with noughts at its end."""
    off = abs(value - right)
    # One more or less of what comes in whole numbers is a miscount, even if it ends in a nought.
    if off == 1 and right.is_integer():
        return False
    return off <= _ROUNDED * abs(right) and any(
        math.isclose(round(right, decimals), value, rel_tol=1e-12) for decimals in _DECIMALS
    )


def _size(value: Any) -> int | None:
    """Return how many values something holds; None if it is no container of values."""
    if isinstance(value, np.ndarray):
        return value.size if value.ndim else None
    if isinstance(
        value, pd.DataFrame | pd.Series | pd.Index | list | tuple | set | frozenset | dict
    ):
        return len(value)
    return None


def _way_out(value: Any) -> str:
    """Return how to take the value out of a container of one, as far as there is one way."""
    if isinstance(value, pd.Series):
        return ", for example with `.iloc[0]`"
    if isinstance(value, dict):
        return ", with its name in square brackets"
    return "" if isinstance(value, set | frozenset) else ", for example with `[0]`"


def _number(value: Any) -> float | None:
    """Return any kind of real number as a float; None if it is none."""
    if value is pd.NA or value is pd.NaT:
        return math.nan
    if isinstance(value, np.ndarray) and not value.ndim:
        value = value.item()
    if not isinstance(value, numbers.Real | Decimal):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _float(value: Any) -> float:
    number = _number(value)
    if number is None:
        raise TypeError(f"{value!r} is given as the truth, but a number is needed.")
    return number
