"""What chapters need from the notebook."""

from __future__ import annotations

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
from myst_nb.ext.glue import GLUE_PREFIX

from natolab import charts, glue_all, inline, interact, notebook
from natolab.numbers import WORDS, Number


@pytest.fixture
def shown(monkeypatch):
    """What the package displays, in order."""
    collected = []
    monkeypatch.setattr(
        notebook, "display", lambda *args, **kwargs: collected.append((args, kwargs))
    )
    return collected


@pytest.mark.parametrize("value", [82, 138.21, np.float64(138.21), np.int64(82), "5 October 2026"])
def test_glue_all_writes_the_records_that_the_book_reads(shown, value):
    unit = WORDS if isinstance(value, str) else "1"
    glue_all({"peak": Number(value, unit, "a peak"), "ratio": Number(1.5, "1", "a ratio")})
    (((peak,), options), ((ratio,), _)) = shown
    plain = value.item() if isinstance(value, np.generic) else value
    assert peak == {f"{GLUE_PREFIX}text/plain": repr(plain)}
    assert options["raw"] is True
    assert options["metadata"] == {"scrapbook": {"name": "peak", "mime_prefix": GLUE_PREFIX}}
    assert ratio == {f"{GLUE_PREFIX}text/plain": "1.5"}


def test_glue_all_writes_tables_as_markdown(shown):
    glue_all({"table": "| a |\n| --- |"})
    (((table,), options),) = shown
    assert table == {f"{GLUE_PREFIX}text/markdown": "| a |\n| --- |"}
    assert options["metadata"] == {"scrapbook": {"name": "table", "mime_prefix": GLUE_PREFIX}}


def draw(lost=8, elasticity=0.1):
    _, ax = plt.subplots()
    ax.plot([0, lost], [0, elasticity])


def test_interact_gives_controls_for_jupyter_and_a_figure_for_the_page(shown):
    assert interact(lost=(0, 20, 1), elasticity=(0.05, 0.5, 0.05))(draw) is draw
    ((figure,), _) = shown[0]
    bundle = figure._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")
    assert "application/vnd.jupyter.widget-view+json" in bundle
    plt.close("all")


def test_pictures_of_a_slider_are_a_row(shown, monkeypatch):
    rows, widgets, make = [], [], ipywidgets.interactive
    monkeypatch.setattr(
        notebook, "show_inline_matplotlib_plots", lambda: rows.append(inline._STEADY.get())
    )

    def interactive(*args, **controls):
        widgets.append(make(*args, **controls))
        return widgets[-1]

    monkeypatch.setattr(ipywidgets, "interactive", interactive)
    interact(lost=(0, 20, 1), elasticity=(0.05, 0.5, 0.05))(draw)
    shown[0][0][0]._repr_mimebundle_()
    widgets[0].update()
    widgets[0].update()
    # Each is shown before its block is over, and all are of one row.
    assert len(rows) >= 2
    assert isinstance(rows[0], inline.Steady) and set(rows) == {rows[0]}
    assert inline._STEADY.get() is None
    plt.close("all")


def test_interact_starts_from_the_functions_defaults(shown):
    drawn = []
    interact(lost=(0, 20, 1))(lambda lost=8: (drawn.append(lost), plt.subplots()))
    shown[0][0][0]._repr_mimebundle_()
    assert set(drawn) == {8}
    plt.close("all")


def test_slider_that_starts_between_two_stops_is_refused(shown):
    with pytest.raises(ValueError, match=r"lost starts at 8.*from 1 in steps of 4\. 9 would be"):
        interact(lost=(1, 21, 4))(draw)
    interact(lost=(0, 20, 4), elasticity=(0.1, 0.5, 0.05))(draw)


def test_house_style_draws_no_background_and_is_the_same_twice():
    def picture():
        charts.use_house_style()
        fig, ax = plt.subplots()
        ax.plot([1, 2], [1, 2])
        return charts.svg(fig)

    first = picture()
    assert first == picture()
    assert "fill: #ffffff" not in first
