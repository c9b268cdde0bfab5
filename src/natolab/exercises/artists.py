"""What a figure holds: its axes, and the data of what is drawn in them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.category import StrCategoryLocator
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure, SubFigure
from matplotlib.ticker import FixedLocator, ScalarFormatter

Position = float | str


@dataclass(frozen=True)
class Drawn:
    """One line, one group of bars or of points.

    Parameters
    ----------
    points : list of tuple
        Position and value of each point, in the order of the positions. A position is a number, a
        day (counted from 1970) or a name.
    style : tuple
        What tells it from its neighbours beside colour.
    dated : bool
        Whether the positions are known to be days.
    name : str
        Its label; empty where it has none.
    """

    points: list[tuple[Position, float]]
    style: tuple = ()
    dated: bool = False
    name: str = ""


def axes_of(value: Any) -> list[Axes]:
    """Return the axes, with something drawn in them, that a value holds or belongs to.

    Parameters
    ----------
    value : object
        Axes, a figure, what a plotting function returns, a collection of such things, or pyplot.
    """
    found: list[Axes] = []
    if isinstance(value, Axes):
        return [value]
    if isinstance(value, ModuleType) and value is plt and plt.get_fignums():
        value = plt.gcf()
    if isinstance(value, Figure | SubFigure):
        found = [axes for axes in value.axes if axes.has_data()] or value.axes[:1]
    elif isinstance(value, list | tuple | np.ndarray):
        found = [axes for item in np.ravel(np.asarray(value, object)) for axes in axes_of(item)]
    elif isinstance(getattr(value, "axes", None), Axes):
        found = [value.axes]
    return list(dict.fromkeys(found))


def lines(axes: Axes) -> list[Drawn]:
    """Return the lines; reference lines across the whole axes do not count."""
    return [_of_line(line) for line in _in_data(axes) if _has_stroke(line)]


def dots(axes: Axes) -> list[Drawn]:
    """Return the groups of points, whether scattered or drawn as a line without stroke."""
    groups = [_of_line(line) for line in _in_data(axes) if not _has_stroke(line)]
    for group in axes.collections:
        if isinstance(group, PathCollection):
            offsets: np.ndarray = np.ma.filled(np.ma.asarray(group.get_offsets(), float), np.nan)
            groups.append(Drawn(paired(offsets[:, 0], offsets[:, 1]), name=_label(group)))
    return groups


def bars(axes: Axes) -> list[Drawn]:
    """Return the groups of bars; lying bars count like standing ones."""
    return [
        Drawn(
            paired(*zip(*(_of_bar(axes, group, bar) for bar in group.patches), strict=True)),
            name=_label(group),
        )
        for group in _bar_groups(axes)
    ]


def joined(groups: list[Drawn]) -> list[Drawn]:
    """Return groups that were drawn one by one as a single group.

    They stay what they are if two of them stand at the same place.
    """
    points = [point for group in groups for point in group.points]
    if len({place for place, _ in points}) < len(points):
        return groups
    return [Drawn(sorted(points, key=_rank))] if points else []


def lying(axes: Axes) -> bool:
    """Whether the bars lie, so that values run along the horizontal axis."""
    return any(group.orientation == "horizontal" for group in _bar_groups(axes))


def position(value: Any) -> Position:
    """Return a position in a form that can be compared."""
    if isinstance(value, pd.Period):
        value = value.to_timestamp()
    if isinstance(value, np.datetime64) or hasattr(value, "isoformat"):
        return (pd.Timestamp(value) - pd.Timestamp(0)) / pd.Timedelta(days=1)
    try:
        return float(value)
    except (TypeError, ValueError):
        return " ".join(str(value).split())


def paired(xs: Iterable[Any], ys: Any) -> list[tuple[Position, float]]:
    """Return positions with their values, sorted; gaps are left out."""
    values: np.ndarray = np.ravel(np.ma.filled(np.ma.asarray(ys, float), np.nan))
    pairs = [(position(x), float(y)) for x, y in zip(xs, values, strict=True)]
    return sorted((pair for pair in pairs if not math.isnan(pair[1])), key=_rank)


def _rank(pair: tuple[Position, float]) -> tuple[bool, Position]:
    """Sort numbers before names."""
    return isinstance(pair[0], str), pair[0]


def _in_data(axes: Axes) -> Iterator[Any]:
    """Yield the lines whose both ends are data, which those of axhline and axvline are not.

    Lines without points, which only give a legend its entry, do not count either.
    """
    for line in axes.get_lines():
        in_data = all(line.get_transform().contains_branch_seperately(axes.transData))
        if in_data and np.isfinite(line.get_ydata(orig=False)).any():
            yield line


def _has_stroke(line: Any) -> bool:
    return str(line.get_linestyle()).strip() not in ("", "None")


def _of_line(line: Any) -> Drawn:
    xs: list[Any] = list(np.ravel(line.get_xdata(orig=True)))
    # On an axis of pandas' own, a month or a day is a count of them since 1970.
    if frequency := getattr(line.axes, "freq", None):
        xs = [
            x if isinstance(x, pd.Period) else pd.Period(ordinal=int(x), freq=frequency) for x in xs
        ]
    values = paired(xs, line.get_ydata(orig=False))
    style = (line.get_linestyle(), line.get_marker(), line.get_linewidth())
    return Drawn(values, style, name=_label(line))


def _label(artist: Any) -> str:
    """Return the name that the student gave; matplotlib's own begin with an underscore."""
    label = str(artist.get_label() or "")
    return "" if label.startswith("_") else label


def _bar_groups(axes: Axes) -> list[BarContainer]:
    return [group for group in axes.containers if isinstance(group, BarContainer) and group.patches]


def _of_bar(axes: Axes, group: BarContainer, bar: Any) -> tuple[Position, float]:
    """Return position and value of a bar; where names stand along the axis, its name."""
    axis: Axis = axes.xaxis
    if group.orientation == "horizontal":
        centre, value = bar.get_y() + bar.get_height() / 2, bar.get_width()
        axis = axes.yaxis
    else:
        centre, value = bar.get_x() + bar.get_width() / 2, bar.get_height()
    if isinstance(axis.get_major_locator(), FixedLocator | StrCategoryLocator):
        places = np.asarray(axis.get_majorticklocs(), float)
        nearest = int(np.abs(places - centre).argmin())
        formatter = axis.get_major_formatter()
        if isinstance(formatter, ScalarFormatter):
            return float(places[nearest]), float(value)
        return formatter(places[nearest], nearest), float(value)
    return float(centre), float(value)
