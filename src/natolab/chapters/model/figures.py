"""Figures of the chapter that builds the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import fill

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from natolab.chapters.model import distancing as small
from natolab.chapters.model.claims import Arrow
from natolab.chapters.model.cut_loop import label
from natolab.charts import COLORS
from natolab.model import STOCKS
from natolab.model.names import words

MINUS = "\N{MINUS SIGN}"

#: Where the things of the causal diagram stand, and how they are called there.
PLACES = {
    "hormuz_loss": (0.0, 1.9, "oil flow lost\nat Hormuz"),
    "log_price": (0.0, 0.0, "oil price"),
    "burden": (1.9, 0.0, "household\nburden"),
    "us_commitment": (2.5, 2.5, "US\ncommitment"),
    "european_willingness": (4.1, 0.8, "European\nwillingness"),
    "credibility": (5.0, 2.5, "credibility"),
    "hedging": (6.3, 0.8, "hedging"),
    "european_capability": (7.2, 2.5, "European\ncapability"),
}


#: The systems of the whole model: bottom and top of the box, and where its name stands.
SYSTEMS = {
    "energy": (8.2, 10.0, 9.8),
    "politics": (4.5, 6.6, 6.4),
    "memory": (2.95, 3.85, 3.4),
    "security": (-0.3, 2.2, 0.2),
}
#: Where the stocks stand that a link joins to another system, and how they are called there.
CROSSING = {
    "hormuz_loss": (4.6, 8.8, "oil flow lost\nat Hormuz"),
    "log_price": (7.4, 8.8, "oil price"),
    "european_willingness": (3.1, 5.3, "European\nwillingness"),
    "burden": (7.4, 5.3, "household\nburden"),
    "divergence": (9.0, 3.4, "divergence"),
    "hedging": (1.2, 1.4, "hedging"),
    "credibility": (3.6, 1.4, "credibility"),
    "us_commitment": (6.9, 1.4, "US\ncommitment"),
}


def _arrow(
    ax: Axes,
    cause: tuple[float, float],
    effect: tuple[float, float],
    more: bool,
    style: str | tuple,
    bend: float,
) -> None:
    """Draw an arrow with its sign in the middle."""
    one, two = np.array(cause), np.array(effect)
    color = COLORS["blue" if more else "vermilion"]
    ax.add_patch(
        FancyArrowPatch(
            one,
            two,
            connectionstyle=f"arc3,rad={bend}",
            arrowstyle="-|>",
            mutation_scale=13,
            shrinkA=24,
            shrinkB=24,
            color=color,
            linestyle=style,
            linewidth=1.5,
        )
    )
    along = two - one
    middle = (one + two) / 2 + bend / 2 * np.array([along[1], -along[0]])
    ax.annotate(
        "+" if more else MINUS,
        middle,
        color=color,
        fontsize=14,
        fontweight="bold",
        ha="center",
        va="center",
        bbox={"boxstyle": "circle,pad=0.08", "facecolor": "white", "edgecolor": "none"},
    )


def claims(arrows: Iterable[Arrow]) -> Figure:
    """Draw the causal diagram of some claims.

    Parameters
    ----------
    arrows : iterable of Arrow
        Arrows between the things of ``PLACES``.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.7))
    for arrow in arrows:
        cause, effect = (PLACES[name][:2] for name in (arrow.cause, arrow.effect))
        _arrow(
            ax, cause, effect, arrow.sign == "+", "-" if arrow.stated else (0, (4, 3)), bend=0.16
        )
    for x, y, text in PLACES.values():
        ax.annotate(text, (x, y), ha="center", va="center", fontsize=9.5)
    for color, style, text in (
        ("blue", "-", "+ : more leads to more"),
        ("vermilion", "-", f"{MINUS} : more leads to less"),
        ("black", (0, (4, 3)), "dashed: added by us"),
    ):
        ax.plot([], [], color=COLORS[color], linestyle=style, linewidth=1.5, label=text)
    ax.legend(ncols=3, loc="upper center", bbox_to_anchor=(0.5, 0.02), fontsize=9)
    ax.set(xlim=(-0.7, 7.9), ylim=(-0.45, 3.0))
    ax.axis("off")
    return fig


def systems(table: pd.DataFrame) -> Figure:
    """Draw the links that lead from one system of the whole model to another.

    Parameters
    ----------
    table : pandas.DataFrame
        ``cause``, ``effect``, ``sign``, as ``natolab.model.links`` returns them.

    Returns
    -------
    matplotlib.figure.Figure
    """
    system = {stock.name: stock.system for stock in STOCKS}
    fig, ax = plt.subplots(figsize=(5.4, 6))
    for name, (low, high, middle) in SYSTEMS.items():
        ax.add_patch(
            FancyBboxPatch(
                (0.1, low),
                9.8,
                high - low,
                boxstyle="round,pad=0.1",
                facecolor=COLORS["grey"],
                alpha=0.12,
                edgecolor="none",
            )
        )
        inside = [words(n) for n, where in system.items() if where == name and n not in CROSSING]
        ax.annotate(name, (0.2, middle), va="center", fontweight="bold")
        rest = fill(", ".join(inside), 36)
        ax.annotate(rest, (9.8, middle), ha="right", va="center", fontsize=9)
    for row in table.itertuples():
        if system[row.cause] != system[row.effect]:
            cause, effect = (CROSSING[name][:2] for name in (row.cause, row.effect))
            _arrow(ax, cause, effect, row.sign == "+", "-" if row.sign == "+" else "--", bend=0.13)
    for x, y, text in CROSSING.values():
        ax.annotate(text, (x, y), ha="center", va="center")
    ax.set(xlim=(0, 10), ylim=(-0.5, 10.2))
    ax.axis("off")
    return fig


def phase_planes(cases: Mapping[str, Mapping[str, float]]) -> Figure:
    """Draw the phase plane of the two-stock model for some sets of parameters.

    Parameters
    ----------
    cases : mapping
        Parameters ``a``, ``b``, ``g``, ``h`` by the words that stand above each panel.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = plt.subplots(len(cases), 1, figsize=(4.8, 4 * len(cases)), sharex=True)
    low, high = -1.2, 2.0
    line = np.array([low, high])
    for ax, (head, case) in zip(axes, cases.items(), strict=True):
        a, b, g, h = (case[name] for name in "abgh")
        ax.plot(g + a * line, line, color=COLORS["blue"], linestyle="--", label="US stands still")
        ax.plot(line, h + b * line, color=COLORS["green"], linestyle="-.", label="Europe does")
        for start in ((0, 0), (0, 1.6), (1.6, 0), (1.8, 1.8), (-1.1, -0.9), (-0.4, -1.1)):
            run = small.distancing(**case, start=start, years=12)
            path = run[(run >= low).all(axis=1) & (run <= high).all(axis=1)].to_numpy()
            ax.plot(*path.T, color=COLORS["black"], linewidth=1.1, linestyle="-")
            middle = len(path) // 6
            ax.annotate(
                "",
                path[middle + 1],
                path[middle],
                arrowprops={"arrowstyle": "-|>", "color": COLORS["black"], "mutation_scale": 13},
            )
        rest = small.rest(a, b, g, h)
        fill = COLORS["black"] if rest.stable else "none"
        ax.plot(rest.us, rest.europe, "o", color=COLORS["black"], markerfacecolor=fill)
        ax.set(xlim=(low, high), ylim=(low, high), ylabel="European distance")
        ax.annotate(head, (0, 1.03), xycoords="axes fraction")
    axes[-1].set_xlabel("US distance")
    axes[0].legend(loc="lower right", fontsize=9)
    return fig


def delays(cases: Mapping[str, tuple[float, float]]) -> Figure:
    """Draw the mean distance over time with repair that comes sooner or later.

    Parameters
    ----------
    cases : mapping
        Pairs of repair and delay, by the words that stand in the legend.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.7))
    for text, (repair, delay) in cases.items():
        run = small.repaired(repair, delay, years=25)
        ax.plot(run.index, run[["us", "europe"]].mean(axis=1), label=text)
    ax.axhline(0, color=COLORS["grey"], linewidth=0.8)
    ax.set(xlabel="years", ylabel="mean distance", xlim=(0, 25))
    ax.legend(ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.2), fontsize=9)
    return fig


def shocks(gains: Iterable[float]) -> Figure:
    """Draw a price shock and the distance that it leaves, for some gains of the loop.

    Parameters
    ----------
    gains : iterable of float
        Gains of the loop of mutual distancing.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, (above, below) = plt.subplots(2, 1, figsize=(5, 6))
    run = small.shocked(0.5)
    above.plot(run.index, np.exp(run["log_price"]) - 1, label="price, rise")
    above.plot(run.index, run["burden"], label="burden")
    above.set(xlim=(0, 3), xlabel="years", ylabel="share; log points")
    above.legend()
    for gain in gains:
        run = small.shocked(gain)
        below.plot(run.index, run["europe"], label=f"gain {gain:g}")
    below.set(xlim=(0, 10), ylim=(0, 0.09), xlabel="years", ylabel="European distance")
    below.legend(ncols=2, loc="upper right")
    return fig


def tipping(levels: Iterable[float], war: float) -> Figure:
    """Draw where three stocks can rest, and what a war does to credibility.

    Parameters
    ----------
    levels : iterable of float
        Levels of conditionality.
    war : float
        Years of the war.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, (above, below) = plt.subplots(2, 1, figsize=(5, 7))
    grid = np.linspace(0, 1, 201)
    above.plot(grid, grid, color=COLORS["grey"], linestyle="-", linewidth=0.9)
    for level in levels:
        answer = small.earned(
            small.willing(grid, small.STRONG["reciprocity"]), level, small.STRONG["support_slope"]
        )
        (line,) = above.plot(grid, answer, label=f"conditionality {level:g}")
        for credibility, stable in small.states_of_rest(level):
            fill = line.get_color() if stable else "none"
            above.plot(credibility, credibility, "o", color=line.get_color(), markerfacecolor=fill)
        run = small.believed(level, war=war)
        below.plot(run.index, run["credibility"], color=line.get_color(), ls=line.get_linestyle())
    below.axvspan(1, 1 + war, color=COLORS["grey"], alpha=0.2, linewidth=0)
    below.annotate("war", (1 + war / 2, 0.03), ha="center")
    above.set(xlabel="credibility", ylabel="commitment that it leads to", xlim=(0, 1), ylim=(0, 1))
    below.set(xlabel="years", ylabel="credibility", xlim=(0, 20), ylim=(0, 1))
    fig.legend(loc="outside lower left")
    return fig


def cut_effects(distances: pd.DataFrame) -> Figure:
    """Draw how far each cut moves the course of a variable in each scenario.

    Parameters
    ----------
    distances : pandas.DataFrame
        One row a cut, one column a scenario.

    Returns
    -------
    matplotlib.figure.Figure
    """
    frame = distances.loc[distances.mean(axis=1).sort_values(ascending=False, kind="stable").index]
    fig, ax = plt.subplots(figsize=(7, 4.4))
    ax.pcolormesh(frame, cmap="Greys", vmin=0, vmax=1.4 * frame.to_numpy().max(), edgecolor="w")
    dark = 0.75 * frame.to_numpy().max()
    for (row, column), value in np.ndenumerate(frame.to_numpy()):
        ax.annotate(
            f"{value:.2f}" if value >= 0.005 else "·",
            (column + 0.5, row + 0.5),
            ha="center",
            va="center",
            fontsize=9,
            color="white" if value > dark else "black",
        )
    names = [words(name).replace(" ", "\n").replace("-", "-\n") for name in frame]
    ax.set_xticks(np.arange(len(names)) + 0.5, names, fontsize=8)
    ax.set_yticks(np.arange(len(frame)) + 0.5, [label(name) for name in frame.index], fontsize=9)
    ax.invert_yaxis()
    ax.tick_params(length=0)
    ax.grid(visible=False)
    for side in ax.spines.values():
        side.set_visible(False)
    return fig
