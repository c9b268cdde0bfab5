"""A table, or one column of it, whose rows have labels."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from natolab.exercises.checks.base import Check
from natolab.exercises.checks.number import Number
from natolab.exercises.words import count, shown

#: What grouping leaves behind as long as nobody has said what to do with each group.
_UNFINISHED = ("GroupBy", "Resampler", "Rolling")
#: Name and cells of a column, or of a level of the index.
_Column = tuple[str, list[Hashable]]


@dataclass(frozen=True, kw_only=True)
class Table(Check):
    """A table or a single column, compared row by row through its labels.

    Names and order of columns are free, labels may stand in the index or in a column, and kinds of
    numbers and texts do not matter; further columns are let pass.

    Parameters
    ----------
    truth : callable, optional
        Computes the right table or column; its index says which row is which.
    values : Number
        How its numbers are compared.
    order : str
        In which order the rows must stand, in words, such as ``"the largest first"``; any if empty.
    """

    values: Number
    order: str = ""

    def kind(self, what: str, answer: Any) -> str | None:
        """Return a sentence if the answer has no rows with labels."""
        frame = _frame(answer)
        if frame is not None and len(frame):
            return None
        if frame is not None:
            return f"{what} is empty: no row has met the condition. Look at its spelling."
        wanted = "what is asked is a table, or a column whose rows have labels"
        if type(answer).__name__.endswith(_UNFINISHED):
            return (
                f"{what} is only grouped; say what to compute of each group, for example with "
                f"`.sum()` or `.mean()`: {wanted}."
            )
        if isinstance(answer, pd.Index | np.ndarray | list | tuple):
            return f"{what} is {shown(answer)}, which has lost its labels; {wanted}."
        if callable(answer):
            return f"{what} is {shown(answer)} itself; call it with round brackets: {wanted}."
        return f"{what} is {shown(answer)}; {wanted}."

    def difference(self, what: str, answer: Any, truth: Any) -> str | None:
        """Return a sentence about the first row or column that is not as it should be."""
        given, right = _frame(answer), _frame(truth)
        levels, columns = _levels(right), _columns(right)
        found = list(_labels(given, levels))
        if len(found) < len(levels):
            names = " and ".join(name for name, _ in levels if name != "index") or "names"
            return (
                f"{what} does not tell which row is which: keep the {names} in the index or in a "
                "column."
            )
        expected = list(zip(*(cells for _, cells in levels), strict=True))
        rows = list(zip(*(cells for _, cells in found), strict=True))
        if fault := _wrong_rows(what, rows, expected):
            return fault
        if self.order and rows != expected:
            return f"{what} has the right rows, but not in the order asked: {self.order}."
        place = {row: number for number, row in enumerate(rows)}
        order = [place[row] for row in expected]
        labels = {name for name, _ in found}
        rest = [
            (name, [cells[number] for number in order])
            for name, cells in _columns(given) + _levels(given)
            if name not in labels and name != "index"
        ]
        for name, cells in columns:
            fault = self._wrong_column(what, name, cells, rest, expected)
            if fault:
                return fault
        return None

    def _wrong_column(
        self, what: str, name: str, right: list, rest: list[_Column], rows: list[tuple]
    ) -> str | None:
        """Return a sentence unless one of the columns holds what is asked."""
        if not rest:
            return f"{what} has the right rows, but no column with the values that are asked."
        # First the column of the same name, then one with values of the same kind, of these the
        # one that is right in most rows, or else the last, since what is computed is added there.
        kinds = {type(cell) for cell in right}
        rest = rest[::-1]
        rest.sort(
            key=lambda column: (
                column[0].casefold() != name.casefold(),
                not kinds & {type(cell) for cell in column[1]},
                -sum(
                    not self._wrong_cell("", *pair) for pair in zip(column[1], right, strict=True)
                ),
            ),
        )
        faults = []
        for title, cells in rest:
            where = f"{what}, column `{title}`," if len(rest) > 1 else f"{what},"
            for row, cell, truth in zip(rows, cells, right, strict=True):
                if fault := self._wrong_cell(f"{where} row {_written(row)},", cell, truth):
                    faults.append(fault)
                    break
            else:
                return None
        return faults[0]

    def _wrong_cell(self, what: str, cell: Hashable, truth: Hashable) -> str | None:
        if isinstance(cell, float) and isinstance(truth, float):
            return self.values.difference(what, cell, truth)
        if cell == truth:
            return None
        if cell is None:
            return f"{what} is empty, but there should be a value."
        return f"{what} is {shown(cell)}, which does not fit what is asked."


def _frame(value: Any) -> pd.DataFrame | None:
    """Return what is table-like as a table; None if it is not."""
    if isinstance(value, pd.DataFrame):
        return value
    if isinstance(value, pd.Series):
        return value.to_frame("value" if value.name is None else value.name)
    if isinstance(value, dict):
        flat = all(np.isscalar(item) for item in value.values())
        try:
            return pd.Series(value, dtype=object).to_frame("value") if flat else pd.DataFrame(value)
        except ValueError:  # columns of unequal length
            return None
    return None


def _levels(frame: pd.DataFrame) -> list[_Column]:
    """Return the labels of the rows, one list for each level of the index."""
    return [
        (
            "index" if name is None else str(name),
            [_label(_cell(value)) for value in frame.index.get_level_values(number)],
        )
        for number, name in enumerate(frame.index.names)
    ]


def _columns(frame: pd.DataFrame) -> list[_Column]:
    return [
        (str(name), [_cell(value) for value in frame.iloc[:, number]])
        for number, name in enumerate(frame.columns)
    ]


def _labels(given: pd.DataFrame, levels: list[_Column]) -> Iterator[_Column]:
    """Yield for each level of the truth the column or level that holds the same labels."""
    columns = [(name, list(map(_label, cells))) for name, cells in _columns(given)]
    candidates = _levels(given) + columns
    for name, cells in levels:
        wanted = set(cells)

        def overlap(column: _Column, wanted: set = wanted, name: str = name) -> tuple[float, bool]:
            held = set(column[1])
            shared = len(held & wanted) / max(len(held | wanted), 1)
            return shared, column[0].casefold() == name.casefold()

        best = max(candidates, key=overlap)
        if overlap(best)[0]:
            yield best


def _wrong_rows(what: str, rows: list[tuple], expected: list[tuple]) -> str | None:
    """Return a sentence if a row stands twice, is too many or missing."""
    seen = set(rows)
    if len(seen) < len(rows):
        twice = next(row for number, row in enumerate(rows) if row in rows[:number])
        return f"{what} has more than one row for {_written(twice)}; one for each is asked."
    extra = [row for row in rows if row not in set(expected)]
    missing = len(set(expected) - seen)
    if not extra and not missing:
        return None
    parts = []
    if extra:
        parts.append(f"that of {_written(extra[0])} does not belong there")
    if missing:
        parts.append(
            f"{count(missing, 'row')} that {'is' if missing == 1 else 'are'} asked "
            f"{'is' if missing == 1 else 'are'} missing"
        )
    return f"{what} has {count(len(rows), 'row')}; {', and '.join(parts)}."


def _label(cell: Hashable) -> Hashable:
    """Return a label in a form in which the year 2014 and the text "2014" are one."""
    return float(cell) if isinstance(cell, str) and cell.isdecimal() else cell


def _cell(value: Any) -> Hashable:
    """Return a cell in a form that can be compared: a number, a date, a text, or None."""
    if isinstance(value, pd.Period):
        value = value.to_timestamp()
    if isinstance(value, str):
        return " ".join(value.split())
    if not np.isscalar(value) and not hasattr(value, "isoformat"):  # such as an array
        return None if value is None or value is pd.NA else str(value)
    if value is pd.NaT or value != value:
        return None
    if isinstance(value, int | float | np.number | np.bool_):
        return float(value)
    return pd.Timestamp(value) if hasattr(value, "isoformat") else str(value)


def _written(row: tuple) -> str:
    """Return the labels of a row as one would write them."""
    words = []
    for label in row:
        if isinstance(label, pd.Timestamp):
            words.append(f"{label:%Y-%m-%d}")
        else:
            words.append(shown(label) if isinstance(label, float) else str(label))
    return ", ".join(words)
