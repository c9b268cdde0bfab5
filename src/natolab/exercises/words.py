"""How a sentence speaks of a student's value."""

from __future__ import annotations

import math
import numbers
import reprlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

#: From here on a number is named by its size only; Python refuses to write out the longest.
_HUGE = 1e15
_short = reprlib.Repr()
_short.maxstring = _short.maxother = 40


def shown(value: Any) -> str:
    """Return a value as a sentence can show it: numbers and texts as such, the rest by its kind.

    Parameters
    ----------
    value : object
        Anything.

    Returns
    -------
    str
        Such as ``93.4``, ``the text 'Spain'`` or ``a table of 31 rows and 4 columns``.
    """
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool) or value is None:
        return repr(value)
    if isinstance(value, numbers.Real):
        return _number(value)
    if isinstance(value, str):
        return f"the text {_short.repr(value)}"
    if isinstance(value, pd.DataFrame):
        return f"a table of {count(len(value), 'row')} and {count(value.shape[1], 'column')}"
    if isinstance(value, pd.Series):
        return f"a column of {count(len(value), 'value')}"
    if isinstance(value, pd.Index | np.ndarray | list | tuple | set | frozenset | dict):
        kind = {"ndarray": "array"}.get(type(value).__name__, type(value).__name__)
        size = value.size if isinstance(value, np.ndarray) else len(value)
        return f"{'an' if kind[0] in 'aAIi' else 'a'} {kind} of {count(size, 'value')}"
    if callable(value):
        return f"the function {getattr(value, '__name__', type(value).__name__)}"
    if isinstance(name := getattr(value, "name", None), str):
        return f"the {type(value).__name__} {_short.repr(name)}"
    return f"an object of the type {type(value).__name__}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun, such as "1 row" or "3 rows"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def without_value(what: str) -> str:
    """Return the beginning of a sentence about something that is None, and how that comes about."""
    return (
        f"{what} has no value: `print` shows one but does not hand it on, and a function without "
        "`return` gives none"
    )


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them, such as "a, b and c"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _number(value: Any) -> str:
    """Write a number with six significant digits and without an exponent."""
    if isinstance(value, int) and abs(value) < _HUGE:
        return str(value)
    if abs(value) >= _HUGE:
        return "a number beyond all measure"
    number = float(value)
    if math.isnan(number):
        return "nan"
    size = math.floor(math.log10(abs(number))) if number else 0
    text = f"{number:.{min(max(5 - size, 0), 12)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
