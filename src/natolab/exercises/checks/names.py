"""A set of names, or of years: neither order nor repetition matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from natolab.exercises.checks.base import Check
from natolab.exercises.words import count, shown


@dataclass(frozen=True, kw_only=True)
class Names(Check):
    """Several names or whole numbers; a list, a set, a column and an index are all right.

    Parameters
    ----------
    truth : callable, optional
        Computes the right names, as a collection.
    of : str
        What they are, such as ``"allies"``.
    """

    of: str

    def kind(self, what: str, answer: Any) -> str | None:
        """Return a sentence if the answer is not a collection of names."""
        wanted = f"what is asked are several {self.of}"
        if isinstance(answer, pd.DataFrame):
            return f"{what} is {shown(answer)}; {wanted}: choose the column that holds them."
        if isinstance(answer, pd.Series) and answer.dtype == bool:
            return (
                f"{what} is a column of `True` and `False`; {wanted}: put it in square brackets "
                "behind the table, and choose the column that holds them."
            )
        if not isinstance(
            answer, pd.Series | pd.Index | np.ndarray | list | tuple | set | frozenset | dict
        ):
            return f"{what} is {shown(answer)}; {wanted}: a list in square brackets, or a column."
        return None

    def difference(self, what: str, answer: Any, truth: Any) -> str | None:
        """Return a sentence if a name is too many or missing."""
        given, right = _plain(answer), _plain(truth)
        labels = _plain(answer.index).keys() if isinstance(answer, pd.Series) else set()
        if labels & right.keys() and not given.keys() & right.keys():
            return (
                f"{what} is a column whose labels are {self.of}, and whose values are not: "
                "put `.index` behind it."
            )
        extra = [name for name in given if name not in right]
        missing = len(right.keys() - given.keys())
        if not extra and not missing:
            return None
        said = f"{what} holds {count(len(given), 'name')}"
        parts = []
        if extra:
            parts.append(f"{shown(given[extra[0]])} does not belong there")
        if missing:
            parts.append(
                f"{missing} of the {self.of} asked {'is' if missing == 1 else 'are'} missing"
            )
        return f"{said}: {', and '.join(parts)}."


def _plain(values: Any) -> dict[str, Any]:
    """Return each value by its name without regard to capitals and kinds of numbers."""
    return {_key(value): value for value in values}


def _key(value: Any) -> str:
    if isinstance(value, float | np.floating) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()).casefold()
