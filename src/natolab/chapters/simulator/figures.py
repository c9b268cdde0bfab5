"""The simulator's picture for paper, notebooks and readers without JavaScript."""

from __future__ import annotations

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from natolab.chapters.simulator.panels import packed
from natolab.charts import COLORS
from natolab.model import Scenario, simulate
from natolab.model.names import words
from natolab.model.paths import YEARS
from natolab.model.scenario import find

#: Color and mark of the lines of a panel, in their order.
_LOOKS = (("blue", "o"), ("vermilion", "s"), ("green", "^"))


def three_systems(scenario: Scenario | str, other: Scenario | str | None = None) -> Figure:
    """Draw energy, politics at home and security on one clock.

    Parameters
    ----------
    scenario : Scenario or str
        The scenario whose lines are solid.
    other : Scenario or str, optional
        One to compare it with, whose lines are dashed.

    Returns
    -------
    matplotlib.figure.Figure
    """
    run = simulate(scenario, years=YEARS)
    dashed = None if other is None else simulate(other, years=YEARS)
    fig, axes = plt.subplots(3, 1, figsize=(8, 6), sharex=True)
    for ax, panel in zip(axes, packed(), strict=True):
        lines = panel["series"]
        shown = {"$": ax}
        for line, (color, mark) in zip(lines, _LOOKS, strict=False):
            unit = line["unit"].split(" ")[0]
            if unit not in shown:
                # A second unit has its scale on the right.
                shown[unit] = ax if ax is not axes[0] else ax.twinx()
            own = shown[unit]
            look = {"color": COLORS[color], "marker": mark, "markevery": [-1], "clip_on": False}
            values = run[line["variable"]] * line["scale"] + line["offset"]
            (drawn,) = own.plot(run.index, values, "-", lw=1.8, **look)
            if dashed is not None:
                values = dashed[line["variable"]] * line["scale"] + line["offset"]
                own.plot(dashed.index, values, "--", lw=0.9, color=COLORS[color])
            own.set(ylim=line["domain"], ylabel=line["unit"])
            drawn.set_label(line["label"])
        for own in {id(each): each for each in shown.values()}.values():
            own.grid(visible=False)
        handles = [each for own in {*shown.values()} for each in own.get_lines()]
        named = {each.get_label(): each for each in handles if each.get_label()[0] != "_"}
        order = [line["label"] for line in lines]
        ax.legend(
            [named[label] for label in order], order, loc="center left", bbox_to_anchor=(1.1, 0.5)
        )
        ax.annotate(panel["title"], (0, 1.05), xycoords="axes fraction", fontweight="bold")
        ax.set_xlim(0, YEARS)
    text = f"solid: {words(find(scenario).name)}"
    if other is not None:
        text += f"; dashed: {words(find(other).name)}"
    axes[-1].set_xlabel(f"years from the start of the war ({text})")
    return fig
