"""Figures as a notebook shows them: the same pictures, sooner.

In a browser Python is slow, and drawing is what a reader waits for who moves a slider. Matplotlib
places the ticks of an axis some forty times a picture, whenever it measures something, and lays
each figure out anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from threading import RLock

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import Formatter
from matplotlib.transforms import Bbox

#: How far, in inches, an axes may reach beyond its room in the picture before. The layout leaves as
#: much around each axes, and twice as much around the picture.
TOLERANCE = 0.04

_PLACE = "_update_ticks"
#: One figure at a time: the method is replaced for all.
_DRAWING = RLock()


@contextmanager
def ticks_placed_once() -> Iterator[None]:
    """Place the ticks of an axis once for each view and size, as long as the block runs.

    Nothing may change a figure meanwhile but its drawing. The method that is replaced is
    matplotlib's own and not public; in a version that has none of that name, all is as it was.
    """
    with _DRAWING:
        place = getattr(Axis, _PLACE, None)
        if place is None:
            yield
            return
        setattr(Axis, _PLACE, _once(place))
        try:
            yield
        finally:
            setattr(Axis, _PLACE, place)


def _once(place: Callable) -> Callable:
    """Return what places ticks only where view or size have changed since it placed them last."""
    # By formatter: axes may share one, and it remembers the ticks that were placed last.
    placed: dict[Formatter, tuple[tuple, list]] = {}

    def once(axis: Axis) -> list:
        formatter = axis.get_major_formatter()
        inches = np.asarray(axis.axes.bbox.bounds) / axis.axes.figure.dpi
        now = (axis, *axis.get_view_interval(), *inches.round(9))
        if formatter not in placed or placed[formatter][0] != now:
            placed[formatter] = (now, place(axis))
        return placed[formatter][1]

    return once


class Steady:
    """A row of pictures that differ in their data: what one was laid out for serves the next.

    While the block runs, a figure that is shown takes over the places of the axes and the size of
    the picture before, as long as all fits there. So nothing jumps while a slider moves, and a
    picture takes half the time. Where a block shows several figures, each follows its own.
    """

    def __init__(self) -> None:
        self._layouts: list[_Layout] = []
        self._shown = 0
        self._tokens: list[Token] = []

    def __enter__(self) -> Steady:
        self._shown = 0
        self._tokens.append(_STEADY.set(self))
        return self

    def __exit__(self, *_: object) -> None:
        _STEADY.reset(self._tokens.pop())

    def printed(self, figure: Figure, printer: Callable) -> object:
        """Return a figure as its printer prints it, laid out anew only where that is needed."""
        if self._shown == len(self._layouts):
            self._layouts.append(_Layout())
        layout = self._layouts[self._shown]
        self._shown += 1
        return layout.printed(figure, printer) if _is_grid(figure) else printer(figure)


class _Layout:
    """How the last figure of a row was laid out."""

    def __init__(self) -> None:
        self._begun: tuple | None = None  # size, and where axes stood before they were laid out
        self._places: list[Bbox] = []  # where they stood after
        self._rooms: list[Bbox] = []  # what they took up with all that they show, in inches
        self._box: Bbox | None = None  # what of the figure the picture shows, in inches

    def printed(self, figure: Figure, printer: Callable) -> object:
        """Return the next figure as its printer prints it."""
        begun, engine = _places(figure), figure.get_layout_engine()
        first = (*figure.get_size_inches(), *(place.bounds for place in begun))
        if first == self._begun:
            figure.set_layout_engine("none")
            try:
                _put(figure, self._places)
                if self._fits(figure):
                    return printer(figure, bbox_inches=self._box)
                _put(figure, begun)
            finally:
                figure.set_layout_engine(engine or "none")
        picture = printer(figure)
        self._begun = first
        self._places = _places(figure)
        self._rooms = [_room(axes) for axes in figure.axes]
        self._box = figure.get_tightbbox().padded(plt.rcParams["savefig.pad_inches"])
        return picture

    def _fits(self, figure: Figure) -> bool:
        """Whether all that the axes show has room where they stand."""
        rooms = zip(map(_room, figure.axes), self._rooms, strict=True)
        return all(_within(now, before) for now, before in rooms)


_STEADY: ContextVar[Steady | None] = ContextVar("steady", default=None)


def picture(figure: Figure, printer: Callable) -> object:
    """Return a figure as a notebook shows it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure.
    printer : callable
        Takes it, and the option ``bbox_inches`` of ``savefig``, and returns the picture.
    """
    steady = _STEADY.get()
    with ticks_placed_once():
        return steady.printed(figure, printer) if steady else printer(figure)


def _is_grid(figure: Figure) -> bool:
    """Whether a figure is a grid of axes and nothing else, so that they say how it is laid out."""
    others = (figure.texts, figure.legends, figure.subfigs, figure.images, figure.artists)
    return bool(figure.axes) and not any(others) and all(map(_is_cell, figure.axes))


def _is_cell(axes: Axes) -> bool:
    return axes.get_subplotspec() is not None and axes.get_in_layout()


def _places(figure: Figure) -> list[Bbox]:
    """Return where the axes of a figure stand, as shares of it."""
    return [axes.get_position().frozen() for axes in figure.axes]


def _put(figure: Figure, places: list[Bbox]) -> None:
    """Let the axes of a figure stand there."""
    for axes, place in zip(figure.axes, places, strict=True):
        axes.set_position(place)
        axes.set_in_layout(True)  # or else it would count no more as part of the picture


def _room(axes: Axes) -> Bbox:
    """Return what an axes takes up with all that it shows, in inches."""
    box = axes.get_tightbbox()
    return Bbox.null() if box is None else Bbox(box.get_points() / axes.figure.dpi)


def _within(box: Bbox, room: Bbox) -> bool:
    low = box.x0 >= room.x0 - TOLERANCE and box.y0 >= room.y0 - TOLERANCE
    return low and box.x1 <= room.x1 + TOLERANCE and box.y1 <= room.y1 + TOLERANCE
