"""A figure: what is drawn, and whether a reader can tell what it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from natolab.exercises import artists
from natolab.exercises.artists import Drawn, Position
from natolab.exercises.checks.base import Check
from natolab.exercises.checks.number import Number
from natolab.exercises.words import count, shown

Marks = Literal["line", "bar", "point"]
Side = Literal["horizontal", "vertical"]

_READ: dict[Marks, Callable[[Axes], list[Drawn]]] = {
    "line": artists.lines,
    "bar": artists.bars,
    "point": artists.dots,
}
#: What one of them is called, and what several.
_GROUP: dict[Marks, tuple[str, str]] = {
    "line": ("line", "lines"),
    "bar": ("group of bars", "groups of bars"),
    "point": ("group of points", "groups of points"),
}
#: How one draws each of them with the methods that the course uses.
_METHOD: dict[Marks, str] = {"line": "ax.plot", "bar": "ax.bar", "point": "ax.scatter"}


@dataclass(frozen=True, kw_only=True)
class Figure(Check):
    """A figure whose data are right and whose axes say what they show.

    It takes axes, a figure or what a plotting function returns, and reads what is drawn: how it
    was drawn, in which order and colour, does not matter. Several lines need their names and must
    differ in more than colour.

    Parameters
    ----------
    truth : callable, optional
        Computes the right data: a Series is one line (or one group of bars or points), each column
        of a DataFrame is one; the index holds the positions.
    marks : {"line", "bar", "point"}
        What is drawn.
    values : Number
        How values are compared.
    value_label : tuple of str
        Words of which the label of the axis of values must hold one, such as ``("dollar", "$")``.
    index_label : tuple of str
        The same for the axis of the positions; empty where these speak for themselves, like dates.
    log : bool
        Whether the axis of values must be logarithmic.
    """

    values: Number
    value_label: tuple[str, ...]
    marks: Marks = "line"
    index_label: tuple[str, ...] = ()
    log: bool = False

    def kind(self, what: str, answer: Any) -> str | None:
        """Return a sentence if the answer is not one pair of axes with something drawn."""
        found = artists.axes_of(answer)
        if not found:
            return (
                f"{what} is {shown(answer)}; what is asked is a figure: hand over the axes, "
                "which `fig, ax = plt.subplots()` calls `ax`."
            )
        if len(found) > 1:
            return f"{what} has {len(found)} pairs of axes; hand over the one that is asked."
        if not found[0].has_data():
            return f"Nothing is drawn in {what} yet; draw with `{_METHOD[self.marks]}(...)`."
        return None

    def difference(self, what: str, answer: Any, truth: Any) -> str | None:
        """Return a sentence about the data, or else about what a reader needs beside them."""
        (axes,) = artists.axes_of(answer)
        asked = _of_truth(truth)
        drawn = self._read(axes, len(asked))
        return (
            self._wrong_data(what, axes, drawn, asked)
            or self._wrong_axes(what, axes)
            or self._wrong_names(what, axes, drawn)
        )

    def alike(self, answer: Any, other: Any) -> bool:
        """Whether a figure has the same wrong data as another one."""
        if self.kind("", answer) or self.kind("", other) or self.truth is None:
            return False
        (axes,), (known,) = artists.axes_of(answer), artists.axes_of(other)
        asked = _of_truth(self.truth())
        mistaken = self._read(known, len(asked))
        return bool(
            self._wrong_data("", known, mistaken, asked)
            and not self._wrong_data("", axes, self._read(axes, len(asked)), mistaken)
        )

    def default(self) -> Any:
        """Return the figure drawn last, if one is open."""
        return plt.gcf() if plt.get_fignums() else Ellipsis

    def _read(self, axes: Axes, groups: int) -> list[Drawn]:
        """Return what is drawn; where one group is asked, a loop may draw its bars one by one."""
        drawn = _READ[self.marks](axes)
        return artists.joined(drawn) if groups == 1 and self.marks != "line" else drawn

    def _wrong_data(
        self, what: str, axes: Axes, drawn: list[Drawn], asked: list[Drawn]
    ) -> str | None:
        if not drawn:
            others = [marks for marks, read in _READ.items() if read(axes)]
            instead = f", but {others[0]}s" if others else ""
            return (
                f"There are no {self.marks}s in {what}{instead}; "
                f"draw them with `{_METHOD[self.marks]}(...)`."
            )
        if len(drawn) != len(asked):
            name = _GROUP[self.marks][len(drawn) > 1]
            return f"{what} shows {len(drawn)} {name}; {len(asked)} would be right."
        # Those that are right are set aside first, or a fault might be told of one of them.
        left, unmet = list(enumerate(drawn, 1)), []
        for right in asked:
            for one in left:
                if not self._wrong_points(what, one[1], right):
                    left.remove(one)
                    break
            else:
                unmet.append(right)
        if not unmet:
            return None
        number, mine, right = _fellows(left, unmet)
        which = "" if len(asked) == 1 else f" {mine.name!r}" if mine.name else f" number {number}"
        return self._wrong_points(what, mine, right, which)

    def _wrong_points(self, what: str, drawn: Drawn, asked: Drawn, which: str = "") -> str | None:
        """Return a sentence about the first point that differs, and which of several has it."""
        name = _GROUP[self.marks][0]
        if len(drawn.points) != len(asked.points) or not _same_places(drawn, asked):
            return f"The {name}{which} in {what} {_wrong_places(drawn, asked)}."
        dated, whose = asked.dated, f" of the {name}{which}" if which else ""
        for (place, value), (_, right) in zip(drawn.points, asked.points, strict=True):
            where = f"In {what}, the value{whose} at {_written(place, dated)}"
            if fault := self.values.difference(where, value, right):
                return fault
        return None

    def _wrong_axes(self, what: str, axes: Axes) -> str | None:
        lies = self.marks == "bar" and artists.lying(axes)
        value_side: Side = "horizontal" if lies else "vertical"
        index_side: Side = "vertical" if lies else "horizontal"
        if fault := _wrong_label(what, axes, value_side, self.value_label, "in which unit"):
            return fault
        if self.index_label and (
            fault := _wrong_label(what, axes, index_side, self.index_label, "what it counts")
        ):
            return fault
        scale = axes.get_xscale() if lies else axes.get_yscale()
        if self.log and scale != "log":
            letter = "x" if lies else "y"
            return (
                f"The {value_side} axis of {what} has a {scale} scale; asked is a logarithmic one, "
                f'on which equal steps are equal ratios: `ax.set_{letter}scale("log")`.'
            )
        return None

    def _wrong_names(self, what: str, axes: Axes, drawn: list[Drawn]) -> str | None:
        """Return a sentence if a reader cannot tell several lines apart."""
        if len(drawn) < 2 or len(axes.texts) >= len(drawn):
            return None
        legend = axes.get_legend()
        if legend is None or len(legend.get_texts()) < len(drawn):
            return (
                f"Nothing in {what} says which {self.marks} is which: give each its `label=...`, "
                "and call `ax.legend()`."
            )
        if self.marks == "line" and len({one.style for one in drawn}) < len(drawn):
            return (
                f"The lines in {what} differ in colour alone, which not everyone sees: give them "
                'different dashes too, for example with `linestyle="--"`.'
            )
        return None


def _of_truth(truth: Any) -> list[Drawn]:
    """Return the data that are asked as if they were drawn."""
    frame = truth.to_frame() if isinstance(truth, pd.Series) else truth
    dated = isinstance(frame.index, pd.DatetimeIndex | pd.PeriodIndex)
    return [
        Drawn(
            artists.paired(np.asarray(frame.index), frame.iloc[:, number]),
            dated=dated,
            name=str(name),
        )
        for number, name in enumerate(frame.columns)
    ]


def _fellows(drawn: list[tuple[int, Drawn]], asked: list[Drawn]) -> tuple[int, Drawn, Drawn]:
    """Return the first that bears the name of one that is asked, with this one; else the first."""
    for number, one in drawn:
        for right in asked:
            if one.name and one.name.casefold() == right.name.casefold():
                return number, one, right
    return *drawn[0], asked[0]


def _steps(asked: Drawn) -> list[float]:
    """Return the days between neighbours; none where positions are no days."""
    days = [place for place, _ in asked.points if isinstance(place, float)]
    return [float(step) for step in np.diff(days)] if asked.dated else []


def _same_places(drawn: Drawn, asked: Drawn) -> bool:
    # The mean of a month may stand at its beginning or at its end.
    slack = max(_steps(asked), default=0.0)
    return all(
        _same_place(place, right, slack)
        for (place, _), (right, _) in zip(drawn.points, asked.points, strict=True)
    )


def _same_place(place: Position, right: Position, slack: float) -> bool:
    if isinstance(place, str) or isinstance(right, str):
        return _named(place) == _named(right)
    return abs(place - right) < max(slack, 1e-9)


def _wrong_places(drawn: Drawn, asked: Drawn) -> str:
    """Say how far the points reach where they should not, or that their number is wrong."""
    slack = min(_steps(asked), default=0.0)
    for verb, end in (("begins", 0), ("ends", -1)):
        place, right = drawn.points[end][0], asked.points[end][0]
        if isinstance(place, str) or isinstance(right, str):
            continue
        if not _same_place(place, right, slack):
            early, late = ("early", "late") if asked.dated else ("low", "high")
            which = early if place < right else late
            return f"{verb} at {_written(place, asked.dated)}, which is too {which}"
    if len(drawn.points) != len(asked.points):
        number = count(len(drawn.points), "point")
        return f"has {number}, where {len(asked.points)} would be right"
    odd = next(
        place
        for (place, _), (right, _) in zip(drawn.points, asked.points, strict=True)
        if not _same_place(place, right, slack)
    )
    return f"has a value at {_written(odd, asked.dated)}, where none is asked"


def _named(place: Position) -> str:
    """Return a place as a name, so that the label "2014" and the year 2014 are one."""
    return f"{place:g}" if isinstance(place, float) else place.casefold()


def _written(place: Position, dated: bool) -> str:
    if dated and isinstance(place, float):
        return f"{pd.Timestamp(0) + pd.Timedelta(days=place):%Y-%m-%d}"
    return shown(place) if isinstance(place, float) else repr(place)


def _wrong_label(
    what: str, axes: Axes, side: Side, words: tuple[str, ...], missing: str
) -> str | None:
    label = axes.get_xlabel() if side == "horizontal" else axes.get_ylabel()
    letter = "x" if side == "horizontal" else "y"
    if not label.strip():
        return (
            f"The {side} axis of {what} has no label; say what it shows and {missing}: "
            f'`ax.set({letter}label="...")`.'
        )
    if not any(word.casefold() in label.casefold() for word in words):
        return f"The {side} axis of {what} says {label!r}, but not {missing}."
    return None
