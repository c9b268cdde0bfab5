"""Figures as a notebook shows them."""

from __future__ import annotations

import re
from io import BytesIO

import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.axis import Axis

from natolab import charts, inline
from natolab.data import load


@pytest.fixture(autouse=True)
def house():
    """In the house style, which goes afterwards with all figures."""
    with plt.rc_context(), plt.style.context("natolab.natolab"):
        yield
    plt.close("all")


def printed(figure, bbox_inches="tight"):
    """What a notebook's printer makes of a figure."""
    buffer = BytesIO()
    options = {"format": "svg", "metadata": {"Date": None, "Creator": None}}
    figure.savefig(buffer, bbox_inches=bbox_inches, **options)
    # Matplotlib 3.8.4 names what clips a line after its place in memory.
    return re.sub(r"\bp[0-9a-f]{10}\b", "clip", buffer.getvalue().decode())


def dates(scale=1.0):
    figure, ax = plt.subplots()
    prices = load("brent_spot")
    ax.plot(prices["date"], prices["usd_per_barrel"] * scale)
    return figure


def logarithmic():
    figure, ax = plt.subplots()
    ax.semilogy([1, 2, 3], [1, 1e4, 1e9])
    ax.set_title("Growth")
    return figure


def of_different_sizes_that_share():
    figure, axes = plt.subplots(2, 2, sharex=True, sharey="row", width_ratios=[1, 4])
    for ax in axes.flat:
        ax.plot([1e6, 3e6], [1e-7, 4e-7])
    return figure


def equal():
    figure, ax = plt.subplots()
    image = ax.imshow(np.arange(6).reshape(2, 3))
    figure.colorbar(image)
    return figure


def limits_from_aspect():
    figure, ax = plt.subplots()
    ax.plot([0, 1], [0, 30])
    ax.set_aspect("equal", adjustable="datalim")
    return figure


def twin():
    figure, ax = plt.subplots()
    ax.plot([1, 2], [1, 2])
    ax.twinx().plot([1, 2], [1000, 5000])
    figure.suptitle("Two scales")
    return figure


def polar():
    figure, _ = plt.subplots(subplot_kw={"projection": "polar"})
    return figure


def solid():
    figure, ax = plt.subplots(subplot_kw={"projection": "3d"})
    ax.plot([0, 1], [0, 2], [0, 3])
    return figure


KINDS = [
    dates,
    logarithmic,
    of_different_sizes_that_share,
    equal,
    limits_from_aspect,
    twin,
    polar,
    solid,
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_picture_is_that_of_matplotlib(kind):
    expected = printed(kind())
    assert inline.picture(kind(), printed) == expected
    # A figure that is kept is shown a second time as matplotlib would show it.
    kept, shown = kind(), kind()
    printed(kept)
    inline.picture(shown, printed)
    assert printed(kept) == printed(shown)


def test_ticks_are_placed_once_for_each_size(monkeypatch):
    placed = []
    place = Axis._update_ticks
    monkeypatch.setattr(Axis, "_update_ticks", lambda axis: placed.append(axis) or place(axis))
    printed(dates())
    before = len(placed)
    placed.clear()
    inline.picture(dates(), printed)
    assert len(placed) < before / 3
    # Each of them before the layout, twice on the way, and after.
    assert len(placed) == 4 * len(set(placed))


def test_version_without_that_method_draws_as_ever(monkeypatch):
    expected = printed(logarithmic())

    class Other:
        """Stands for another version's axis."""

    monkeypatch.setattr(inline, "Axis", Other)
    assert inline.picture(logarithmic(), printed) == expected
    assert not hasattr(Other, "_update_ticks")


class Watched:
    """A printer that notes how it was called."""

    def __init__(self):
        self.boxes = []

    def __call__(self, figure, bbox_inches="tight"):
        self.boxes.append(bbox_inches)
        return printed(figure, bbox_inches)


def in_a_row(figures):
    """Return pictures of figures in a row, and whether each kept the layout before."""
    steady, printer, pictures = inline.Steady(), Watched(), []
    for figure in figures:
        with steady:
            pictures.append(inline.picture(figure, printer))
    return pictures, [box != "tight" for box in printer.boxes]


def test_row_of_pictures_keeps_its_layout():
    pictures, kept = in_a_row([dates(), dates(0.99), dates(), dates(0.5)])
    assert kept == [False, True, True, True]
    assert pictures[0] != pictures[1]
    frames = {picture[picture.index("<svg") : picture.index(">")] for picture in pictures}
    assert len(frames) == 1


def test_axes_stand_still_in_a_row():
    figures = [dates(), dates(0.5)]
    in_a_row(figures)
    one, other = (figure.axes[0].get_position().bounds for figure in figures)
    assert one == pytest.approx(other, abs=1e-12)


def test_what_does_not_fit_is_laid_out_anew():
    pictures, kept = in_a_row([dates(), dates(1000), dates(), dates(1000)])
    assert kept == [False, False, True, True]
    assert pictures[1] == printed(dates(1000))


@pytest.mark.parametrize("kind", [twin, equal], ids=lambda kind: kind.__name__)
def test_more_than_a_grid_of_axes_is_laid_out_each_time(kind):
    pictures, kept = in_a_row([kind(), kind()])
    assert kept == [False, False]
    assert pictures[1] == printed(kind())


def test_other_grid_and_other_size_are_laid_out_anew():
    def grid(ratio, height=3.7):
        figure, axes = plt.subplots(1, 2, width_ratios=[1, ratio], figsize=(6.4, height))
        axes[0].plot([1, 2], [1, 2])
        return figure

    assert in_a_row([grid(2), grid(3), grid(3)])[1] == [False, False, True]
    assert in_a_row([grid(2), grid(2, 5)])[1] == [False, False]


def test_each_figure_of_a_block_follows_its_own():
    steady, printer = inline.Steady(), Watched()
    for _ in range(2):
        with steady:
            shown = [inline.picture(figure, printer) for figure in (dates(), logarithmic())]
    assert [box != "tight" for box in printer.boxes] == [False, False, True, True]
    with steady, steady:  # a figure that moves its own slider
        assert inline.picture(dates(), printer)[:400] == shown[0][:400]


def test_figure_that_is_kept_is_laid_out_as_ever():
    figure = dates()
    in_a_row([dates(), figure])
    figure.axes[0].set_ylabel("Dollars a barrel")
    other = dates()
    other.axes[0].set_ylabel("Dollars a barrel")
    printed(figure), printed(other)
    assert figure.axes[0].get_position().x0 == pytest.approx(
        other.axes[0].get_position().x0, abs=0.01
    )


def test_figure_after_a_row_is_laid_out_by_itself():
    with pytest.raises(ZeroDivisionError), inline.Steady():
        _ = 1 / 0
    printer = Watched()
    inline.picture(dates(), printer)
    inline.picture(dates(), printer)
    assert printer.boxes == ["tight", "tight"]


def test_house_style_shows_figures_so(monkeypatch):
    figure = logarithmic()  # before there is a shell: matplotlib 3.8.4 and a new IPython quarrel
    monkeypatch.setattr(InteractiveShell, "_instance", None)
    charts.use_house_style()
    shown = []
    monkeypatch.setattr(inline, "ticks_placed_once", lambda: shown.append("once") or plt.ioff())
    formats = InteractiveShell.instance().display_formatter.formatters
    picture = formats["image/svg+xml"](figure)
    assert "<svg" in picture and shown == ["once"]
    assert formats["image/png"](figure) is None
