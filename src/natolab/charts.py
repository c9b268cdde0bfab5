"""The house style of the course's figures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import resources
from io import BytesIO

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from natolab import inline

_STYLE = resources.files("natolab") / "natolab.mplstyle"

#: Okabe and Ito's palette, safe for colour-blind readers, by plain names.
COLORS = {
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "green": "#009E73",
    "purple": "#CC79A7",
    "black": "#000000",
    "sky": "#56B4E9",
    "orange": "#E69F00",
    "grey": "#767676",
}


@contextmanager
def in_house_style() -> Iterator[None]:
    """Draw in the house style while the block runs, whatever style the notebook has."""
    with resources.as_file(_STYLE) as style, plt.style.context(style, after_reset=True):
        yield


def use_house_style() -> None:
    """Switch matplotlib to the house style and, in a notebook, to SVG output."""
    with resources.as_file(_STYLE) as style:
        plt.style.use(style)
    try:
        from IPython.core.interactiveshell import InteractiveShell
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:  # not in a notebook: nothing shows figures inline
        return
    # A fixed date and creator keep the file the same from build to build.
    set_matplotlib_formats("svg", metadata={"Date": None, "Creator": None})
    display = InteractiveShell.instance().display_formatter  # each shell has one
    formatter = display.formatters["image/svg+xml"]  # type: ignore[union-attr]
    formatter.for_type(Figure, partial(inline.picture, printer=formatter.lookup_by_type(Figure)))


def svg(figure: Figure) -> str:
    """Return a figure as an SVG document and close it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure; it is closed, so that a notebook does not show it twice.

    Returns
    -------
    str
        The SVG, starting at its ``<svg`` tag.
    """
    buffer = BytesIO()
    with inline.ticks_placed_once():
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    document = buffer.getvalue().decode("utf-8")
    return document[document.index("<svg") :]
