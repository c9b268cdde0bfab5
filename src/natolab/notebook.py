"""What chapters need from the notebook: numbers for the prose, controls for figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets
import matplotlib.pyplot as plt
from IPython.display import display

from natolab import charts
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
        widget = ipywidgets.interactive(self._draw, **self._controls)
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
    """

    def decorate(draw: Callable) -> Callable:
        display(_Interactive(draw, controls))
        return draw

    return decorate
