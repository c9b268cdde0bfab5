"""What chapters need from the notebook: numbers for the prose, controls for figures."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping

import ipywidgets
import matplotlib.pyplot as plt
from IPython.display import display
from ipywidgets.widgets.interaction import show_inline_matplotlib_plots

from natolab import charts, inline
from natolab.numbers import Number

_GLUE_PREFIX = "application/papermill.record/"


def glue_all(shown: Mapping[str, Number | str]) -> None:
    """Store what the text of a page shows: numbers with ``{glue:text}``, tables with ``{glue:md}``.

    It writes the records that ``myst_nb.glue`` writes, without that package: chapters also run
    where Sphinx is not installed, for example in a browser.

    Parameters
    ----------
    shown : mapping of str to Number or str
        What ``numbers()`` of the chapter returns; a text is Markdown.
    """
    for name, one in shown.items():
        kind, text = ("markdown", one) if isinstance(one, str) else ("plain", repr(one.value))
        display(
            {f"{_GLUE_PREFIX}text/{kind}": text},
            raw=True,
            metadata={"scrapbook": {"name": name, "mime_prefix": _GLUE_PREFIX}},
        )


class _Interactive:
    """A figure with sliders in Jupyter, the figure of the starting values elsewhere."""

    def __init__(self, draw: Callable, controls: dict) -> None:
        self._draw = draw
        self._controls = controls

    def _repr_mimebundle_(self, **_: object) -> dict:
        steady = inline.Steady()

        @functools.wraps(self._draw)  # the controls are made from what it takes
        def draw(**values: object) -> object:
            with steady:
                result = self._draw(**values)
                show_inline_matplotlib_plots()  # ipywidgets would, but after the block
                return result

        widget = ipywidgets.interactive(draw, **self._controls)
        with plt.ioff():
            self._draw(**widget.kwargs)
            still = charts.svg(plt.gcf())
        return {"image/svg+xml": still, **widget._repr_mimebundle_()}


def interact(**controls: object) -> Callable[[Callable], Callable]:
    """Give a function that draws a figure one control for each of its parameters.

    In Jupyter the controls are live. On the static page, in print and on GitHub the figure stands
    as drawn with the starting values.

    Parameters
    ----------
    **controls
        For each parameter what ``ipywidgets.interact`` takes: ``(low, high, step)`` for a slider,
        a list for a menu, a bool for a tick box. Defaults of the function are starting values.

    Returns
    -------
    callable
        A decorator; the decorated function is returned unchanged.

    Examples
    --------
    >>> @interact(elasticity=(0.05, 0.5, 0.05))
    ... def price(elasticity=0.1): ...

    Raises
    ------
    ValueError
        If a slider starts between two of its stops: the browser would take the next one, and show
        another figure than the page.
    """

    def decorate(draw: Callable) -> Callable:
        for name, parameter in inspect.signature(draw).parameters.items():
            _check_start(name, parameter.default, controls.get(name))
        display(_Interactive(draw, controls))
        return draw

    return decorate


def _check_start(name: str, start: object, control: object) -> None:
    """Refuse a slider that starts between two of its stops."""
    if start is inspect.Parameter.empty or not isinstance(control, tuple) or len(control) != 3:
        return
    low, _, step = control
    stop = low + round((start - low) / step) * step
    if abs(start - stop) > 1e-9 * step:
        raise ValueError(
            f"The slider {name} starts at {start:g}, which it cannot show: it goes from {low:g} in "
            f"steps of {step:g}. {stop:g} would be one of its stops."
        )
