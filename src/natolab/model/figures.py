"""Figures of the scenario model, for its card and for the chapters that use it."""

from __future__ import annotations

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from natolab.charts import COLORS
from natolab.model import OUTCOMES, STOCKS, Ensemble, Equilibria, Hindcast
from natolab.model.names import SCENARIO_LOOKS, words


def labels_apart(heights: list[float], gap: float) -> list[float]:
    """Move labels apart that would overlap, keeping their order and their middle.

    Parameters
    ----------
    heights : list of float
        Where the labels would stand.
    gap : float
        The least distance between two of them.

    Returns
    -------
    list of float
        Where they stand, in the order given.
    """
    order = np.argsort(heights, kind="stable")
    placed = np.array(heights, float)
    for _ in range(200):
        for low, high in itertools.pairwise(order):
            short = gap - (placed[high] - placed[low])
            if short > 0:
                placed[low] -= short / 2
                placed[high] += short / 2
    return placed.tolist()


def paths(runs: dict[str, pd.DataFrame], variable: str, label: str) -> Figure:
    """Draw one variable in several scenarios over time.

    Parameters
    ----------
    runs : dict of str to pandas.DataFrame
        Runs by the name of their scenario, as ``simulate`` returns them.
    variable : str
        The column to draw.
    label : str
        What stands at the vertical axis.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 4))
    ends = [run[variable].iloc[-1] for run in runs.values()]
    labels = labels_apart(ends, 0.055)
    for (name, run), height in zip(runs.items(), labels, strict=True):
        look = SCENARIO_LOOKS[name]
        color = COLORS[look.color]
        ax.plot(run.index, run[variable], color=color, linestyle=look.line)
        last = run.index[-1]
        ax.annotate(look.words, (last * 1.02, height), color=color, va="center", fontsize=9)
    ax.set(xlabel="years from the start", ylabel=label, ylim=(0, 1))
    ax.set_xlim(0, last * 1.24)
    ax.set_xticks(np.arange(0, last + 1, 2))
    return fig


def outcome_shares(ensembles: dict[str, Ensemble]) -> Figure:
    """Draw the shares of the classes of outcome, one bar for each scenario.

    Parameters
    ----------
    ensembles : dict of str to Ensemble
        Ensembles by the name of their scenario.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.8))
    left = np.zeros(len(ensembles))
    names = [words(name) for name in ensembles]
    for outcome in OUTCOMES.values():
        shares = np.array([100 * e.shares[outcome.name] for e in ensembles.values()])
        ax.barh(
            names,
            shares,
            left=left,
            label=outcome.words,
            hatch=outcome.hatch,
            color=COLORS[outcome.color],
            edgecolor="white",
            height=0.7,
        )
        left += shares
    ax.invert_yaxis()
    ax.set(xlabel="draws, per cent", xlim=(0, 100))
    ax.legend(ncols=3, loc="upper center", bbox_to_anchor=(0.45, -0.18), fontsize=9)
    return fig


def tipping(found: Equilibria) -> Figure:
    """Draw credibility at rest against the lever that is swept.

    Parameters
    ----------
    found : Equilibria
        As ``equilibria`` returns them.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.8))
    points = found.points
    for stable, marker, color, text in (
        (True, "o", "blue", "stable"),
        (False, "x", "vermilion", "unstable: the edge between them"),
    ):
        here = points[points["stable"] == stable]
        ax.plot(
            here["value"],
            here["credibility"],
            marker,
            color=COLORS[color],
            label=text,
            markersize=4.5,
        )
    for value, text in ((found.tipping_up, "trust ends"), (found.tipping_down, "distrust ends")):
        if np.isfinite(value):
            ax.axvline(value, color=COLORS["grey"], linestyle=":", linewidth=1.2)
            ax.annotate(
                f"{text}\nat {value:.2f}",
                (value, 0.02),
                xytext=(4, 0),
                textcoords="offset points",
                fontsize=9,
            )
    ax.set(xlabel="conditionality", ylabel="credibility at rest", xlim=(-0.02, 1.02), ylim=(0, 1))
    ax.legend(loc="upper right")
    return fig


def causal_loops(table: pd.DataFrame) -> Figure:
    """Draw which stock moves which.

    Parameters
    ----------
    table : pandas.DataFrame
        ``cause``, ``effect``, ``sign``, as ``links`` returns them.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 5.6))
    names = [stock.name for stock in STOCKS]
    angle = np.pi / 2 - 2 * np.pi * np.arange(len(names)) / len(names)
    place = dict(zip(names, zip(np.cos(angle), np.sin(angle), strict=True), strict=True))
    styles = {
        "+": ("blue", "-"),
        "-": ("vermilion", "--"),
        "±": ("grey", ":"),
    }
    for row in table.itertuples():
        color, style = styles[row.sign]
        ax.add_patch(
            FancyArrowPatch(
                place[row.cause],
                place[row.effect],
                connectionstyle="arc3,rad=0.14",
                arrowstyle="-|>",
                mutation_scale=11,
                shrinkA=9,
                shrinkB=9,
                color=COLORS[color],
                linestyle=style,
                linewidth=1.1,
            )
        )
    for name, (x, y) in place.items():
        ax.plot(x, y, "o", color=COLORS["black"], markersize=6)
        ax.annotate(
            words(name),
            (1.08 * x, 1.08 * y),
            ha="left" if x > 0.1 else "right" if x < -0.1 else "center",
            va="bottom" if y > 0.9 else "top" if y < -0.9 else "center",
            fontsize=9,
        )
    for sign, text in (("+", "raises"), ("-", "lowers"), ("±", "depends")):
        color, style = styles[sign]
        ax.plot([], [], color=COLORS[color], linestyle=style, label=text)
    ax.legend(loc="lower right", fontsize=9)
    ax.set(xlim=(-1.75, 1.75), ylim=(-1.25, 1.25), aspect="equal")
    ax.axis("off")
    return fig


def hindcast_price(found: Hindcast) -> Figure:
    """Draw the oil price of 2026 and what the model makes of the war and of the strait.

    Parameters
    ----------
    found : Hindcast
        As ``hindcast`` returns it.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.8))
    weeks = found.weeks
    for column, text, color, style in (
        ("price_observed", "Brent, as it was", "black", "-"),
        ("price_record", "model, given the strait as it was", "blue", "--"),
        ("price_campaign", "model, given the campaign only", "vermilion", "-."),
    ):
        ax.plot(weeks.index, weeks[column], color=COLORS[color], linestyle=style, label=text)
    ax.set(ylabel="price, ratio to February 2026", ylim=(0.9, 2.1))
    ax.legend(loc="upper right", fontsize=9)
    return fig
