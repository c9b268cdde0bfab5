"""Figures of the last chapter: indicators, readers, and the worked example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.fork import exchange
from natolab.charts import COLORS
from natolab.methods import evidence
from natolab.model.names import words

#: How the worlds of the worked example are drawn: label, colour, line style.
WORLDS = {
    "keeps": ("conditions kept, Europe pays", "vermilion", "-"),
    "drops": ("conditions dropped, Europe pays less", "blue", "--"),
    "breakdown": ("breakdown, for comparison", "grey", ":"),
}


def weights(table: pd.DataFrame) -> Figure:
    """Draw by what each indicator multiplies the odds, for a yes and for a no.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``fork_indicators``.

    Returns
    -------
    matplotlib.figure.Figure
    """
    pairs = [*zip(table["if_collective"], table["if_conditional"], strict=True)]
    order = np.argsort([evidence.expected_weight(*pair) for pair in pairs], kind="stable")
    fig, ax = plt.subplots(figsize=(7, 3.6))
    ax.axvline(1, color=COLORS["grey"], linewidth=1)
    for height, i in enumerate(order):
        ends = {
            seen: np.exp(evidence.weight(pairs[i][0], pairs[i][1], seen)) for seen in ("yes", "no")
        }
        ax.hlines(height, *sorted(ends.values()), color=COLORS["grey"], linewidth=1.2)
        for answer, mark, color in (("yes", "o", "blue"), ("no", "X", "vermilion")):
            label = "" if height else answer
            ax.plot(ends[answer], height, mark, color=COLORS[color], label=label)
    ax.set(xscale="log", xlabel="odds of “collective” are multiplied by (logarithmic)")
    ticks = [0.2, 0.25, 0.5, 1, 2, 3]
    ax.set_xticks(ticks, ["1/5", "1/4", "1/2", "1", "2", "3"])
    ax.minorticks_off()
    ax.set_yticks(range(len(order)), [table["short"].iloc[i] for i in order])
    ax.legend(title="observed", loc="lower right", fontsize=9)
    return fig


def two_readers(
    priors: tuple[float, float], if_first: float, if_second: float, years: int, reading: float
) -> Figure:
    """Draw two beliefs while the same kind of evidence comes in year after year.

    Parameters
    ----------
    priors : (float, float)
        The two beliefs beforehand.
    if_first, if_second : float
        Chance of a yes under each hypothesis; every year brings a yes.
    years : int
        Number of observations.
    reading : float
        By what the second reader multiplies the weight.

    Returns
    -------
    matplotlib.figure.Figure
    """
    weight = evidence.weight(if_first, if_second, "yes")
    fig, ax = plt.subplots(figsize=(7, 3.2))
    styles = (("blue", "-", "first reader"), ("vermilion", "--", "second reader"))
    for prior, factor, (color, style, label) in zip(priors, (1.0, reading), styles, strict=True):
        beliefs = evidence.path(prior, [factor * weight] * years)
        ax.plot(beliefs, style, color=COLORS[color], label=label, marker="o", markersize=3)
    ax.set(xlabel="observations, all of them a yes", ylabel="belief in “collective”", ylim=(0, 1))
    ax.legend()
    return fig


def contours(table: pd.DataFrame, marked: dict[str, tuple[float, float]]) -> Figure:
    """Draw final credibility and deterrence over the plane of conditions and effort.

    Parameters
    ----------
    table : pandas.DataFrame
        As ``natolab.chapters.fork.capstone.grid`` returns it.
    marked : dict of str to (float, float)
        Labels of worlds and their conditionality and effort.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = plt.subplots(2, 1, figsize=(5, 6.4), sharex=True)
    for ax, variable in zip(axes, ("credibility", "deterrence"), strict=True):
        grid = table.pivot(index="effort", columns="conditionality", values=variable)
        lines = ax.contour(
            grid.columns,
            grid.index,
            grid,
            levels=np.arange(0.05, 1, 0.05),
            colors=COLORS["blue"],
            linewidths=1.2,
        )
        ax.clabel(lines, fmt="%.2f", fontsize=9)
        for label, (level, effort) in marked.items():
            ax.plot(level, effort, "D", color=COLORS["vermilion"], clip_on=False, zorder=3)
            right = level > 0.5
            ax.annotate(
                label,
                (level, effort),
                xytext=(-7 if right else 7, -12 if effort > 0.5 else 7),
                textcoords="offset points",
                ha="right" if right else "left",
                fontsize=9,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
            )
        ax.set_ylabel("European effort from year 1")
        ax.annotate(f"{variable}, year 10", (0, 1.03), xycoords="axes fraction")
    axes[1].set_xlabel("conditionality from year 2")
    return fig


def reaches(patience: Sequence[float], lines: Mapping[int, Sequence[float]]) -> Figure:
    """Draw up to which crisis protection is honoured, by the patience of the protector.

    Parameters
    ----------
    patience : sequence of float
        Discount factors.
    lines : mapping of int to sequence of float
        The largest crisis in which the protector helps, by the number of allies together.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 4))
    shares = {"half": 0.5, "9 in 10": 0.9, "99 in 100": 0.99}
    marks = [exchange.as_large_as(share) for share in shares.values()]
    for size in marks:
        ax.axhline(size, color=COLORS["grey"], linewidth=1, linestyle=":")
    for (together, sizes), (color, style) in zip(
        lines.items(), (("vermilion", "--"), ("blue", "-")), strict=True
    ):
        label = "each on its own" if together == 1 else f"{together} together"
        ax.plot(patience, sizes, color=COLORS[color], linestyle=style, label=label)
    ax.set(
        xlabel="what next year counts against this one (discount factor)",
        ylabel="largest crisis that is met, years of price",
        yscale="log",
        ylim=(0.4, 300),
    )
    ticks = [1, 3, 10, 30, 100]
    ax.set_yticks(ticks, [str(tick) for tick in ticks])
    ax.minorticks_off()
    right = ax.secondary_yaxis("right")
    right.set_yticks(marks, [*shares])
    right.minorticks_off()
    right.set_ylabel("crises that are smaller")
    ax.legend(loc="lower right")
    return fig


def worlds(runs: dict[str, pd.DataFrame]) -> Figure:
    """Draw credibility, deterrence and its European part in several worlds.

    Parameters
    ----------
    runs : dict of str to pandas.DataFrame
        Runs by the names in ``WORLDS``.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = plt.subplots(3, 1, figsize=(5, 8), sharex=True)
    variables = ("credibility", "european_deterrence", "deterrence")
    for ax, variable in zip(axes, variables, strict=True):
        for name, run in runs.items():
            label, color, style = WORLDS[name]
            ax.plot(run.index, run[variable], style, color=COLORS[color], label=label)
        ax.set(xlim=(0, 10), ylim=(0, 1), ylabel=f"{words(variable)}, share")
    axes[-1].set_xlabel("years from the start")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower left")
    return fig


def differences(with_drawdown: pd.Series, without: pd.Series) -> Figure:
    """Draw how much more deterrence the first world has than the second, draw by draw.

    Parameters
    ----------
    with_drawdown, without : pandas.Series
        Differences in deterrence after ten years, one a draw, with and without a draw-down.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.2))
    bins = np.arange(-0.4, 0.41, 0.02)
    for values, color, fill, label in (
        (with_drawdown, "vermilion", True, "Americans draw down"),
        (without, "blue", False, "Americans stay"),
    ):
        ax.hist(
            values,
            bins,
            histtype="stepfilled" if fill else "step",
            color=COLORS[color],
            alpha=0.45 if fill else 1,
            linewidth=1.6,
            label=label,
        )
    ax.axvline(0, color=COLORS["grey"], linewidth=1)
    ax.annotate("more with conditions", (0.98, 0.92), xycoords="axes fraction", ha="right")
    ax.annotate("more without", (0.02, 0.92), xycoords="axes fraction")
    ax.set(xlabel="difference in deterrence after ten years, share", ylabel="draws")
    ax.legend(loc="center right", fontsize=9)
    return fig


def turning_point(efforts: np.ndarray, deterrence: np.ndarray, level: float) -> Figure:
    """Draw deterrence without conditions by European effort, against a fixed level.

    Parameters
    ----------
    efforts, deterrence : numpy.ndarray
        Effort that Europe funds without conditions, and deterrence after ten years.
    level : float
        Deterrence in the world in which conditions are kept.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.2))
    ax.plot(efforts, deterrence, color=COLORS["blue"], label="conditions dropped")
    ax.axhline(
        level, color=COLORS["vermilion"], linestyle="--", label="conditions kept, full effort"
    )
    turn = evidence.break_even(efforts, deterrence, level)
    if np.isfinite(turn):
        ax.plot(turn, level, "D", color=COLORS["black"])
        ax.annotate(f"{turn:.2f}", (turn, level), xytext=(6, -14), textcoords="offset points")
    ax.set(
        xlabel="effort that Europe would fund without conditions, share",
        ylabel="deterrence, year 10",
        ylim=(0, 0.8),
    )
    ax.legend(loc="lower right", fontsize=9)
    return fig
