"""Figures of the chapter on uncertainty."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.dates import DateFormatter
from matplotlib.figure import Figure

from natolab.chapters.uncertainty.tipping import TRUST
from natolab.charts import COLORS
from natolab.methods.prim import Box
from natolab.model import OUTCOMES, Ensemble, Equilibria, Hindcast
from natolab.model.definition import HOLLOW
from natolab.model.figures import labels_apart
from natolab.model.names import words


def bands(found: Ensemble, run: pd.DataFrame, singles: list[pd.DataFrame]) -> Figure:
    """Draw an ensemble's bands of credibility, some of its runs, and the run of the defaults.

    Parameters
    ----------
    found : Ensemble
        The ensemble.
    run : pandas.DataFrame
        The run with every parameter at its value.
    singles : list of pandas.DataFrame
        Runs with parameters of single draws.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.8))
    band = found.bands["credibility"]
    for low, high, alpha, text in (
        (0.05, 0.95, 0.18, "nine draws in ten"),
        (0.25, 0.75, 0.4, "half of the draws"),
    ):
        ax.fill_between(
            band.index, band[low], band[high], color=COLORS["blue"], alpha=alpha, label=text, lw=0
        )
    for i, single in enumerate(singles):
        ax.plot(
            single["credibility"],
            color=COLORS["grey"],
            linewidth=0.6,
            label="single draws" if i == 0 else None,
        )
    ax.plot(band[0.5], color=COLORS["black"], linestyle="--", label="median draw")
    ax.plot(run["credibility"], color=COLORS["vermilion"], label="one run: the table's values")
    ax.set(xlabel="years from the start", ylabel="credibility", xlim=(0, 10), ylim=(0, 1))
    ax.legend(ncols=2, fontsize=8.5, loc="lower left")
    return fig


def shares(table: pd.DataFrame, label: str) -> Figure:
    """Draw shares of the classes of outcome as stacked bars, one for each row.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a bar, one column a class, in shares.
    label : str
        What stands at the vertical axis.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 0.9 + 0.45 * len(table)))
    left = np.zeros(len(table))
    names = [str(name) for name in table.index]
    for outcome in OUTCOMES.values():
        part = 100 * table[outcome.name].to_numpy()
        if part.max() > 0:
            ax.barh(
                names,
                part,
                left=left,
                height=0.7,
                label=outcome.words,
                hatch=outcome.hatch,
                color=COLORS[outcome.color],
                edgecolor="white",
            )
        left += part
    ax.invert_yaxis()
    ax.set(xlabel="draws, per cent", xlim=(0, 100), ylabel=label)
    ax.legend(ncols=5, loc="lower center", bbox_to_anchor=(0.45, 1.0), fontsize=8.5)
    return fig


def swings(alone: pd.DataFrame, middle: float, number: int = 12) -> Figure:
    """Draw what each parameter does alone: the widest swings on top ("tornado").

    Parameters
    ----------
    alone : pandas.DataFrame
        As ``rankings.one_at_a_time`` returns it.
    middle : float
        The output with every parameter at its value.
    number : int
        Number of parameters shown.

    Returns
    -------
    matplotlib.figure.Figure
    """
    top = alone.head(number)[::-1]
    fig, ax = plt.subplots(figsize=(7, 0.9 + 0.26 * number))
    places = np.arange(len(top))
    for end, color, hatch, text in (
        ("low", "sky", "//", "lowest value of the range"),
        ("high", "orange", "", "highest value"),
    ):
        ax.barh(
            places,
            top[end] - middle,
            left=middle,
            color=COLORS[color],
            hatch=hatch,
            edgecolor="white",
            label=text,
        )
    ax.axvline(middle, color=COLORS["black"], linewidth=1)
    ax.set_yticks(places, [words(name) for name in top.index])
    ax.set(xlabel="credibility after ten years", xlim=(0, 1), ylabel="parameter")
    ax.legend(fontsize=8.5, loc="lower left")
    return fig


def screening(morris: pd.DataFrame, named: int = 6) -> Figure:
    """Draw Morris's two measures of each parameter against each other.

    Parameters
    ----------
    morris : pandas.DataFrame
        As ``sensitivity(method="morris")`` returns it.
    named : int
        Number of parameters that are named.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 4))
    ax.plot(morris["mu_star"], morris["sigma"], "o", color=COLORS["blue"], markersize=5)
    end = 1.15 * max(morris["mu_star"].max(), morris["sigma"].max())
    ax.plot([0, end], [0, end], color=COLORS["grey"], linestyle=":", linewidth=1.2)
    ax.annotate("spread as large as effect", (0.93 * end, 0.98 * end), ha="right", fontsize=9)
    top = morris.head(named)
    heights = labels_apart(top["sigma"].tolist(), 0.05 * end)
    for (name, row), height in zip(top.iterrows(), heights, strict=True):
        ax.annotate(
            words(name),
            (row["mu_star"], row["sigma"]),
            xytext=(1.15 * morris["mu_star"].max(), height),
            va="center",
            fontsize=8.5,
            arrowprops={"arrowstyle": "-", "linewidth": 0.6, "color": COLORS["grey"]},
        )
    ax.set(
        xlabel="mean absolute effect (mu*) on credibility",
        ylabel="standard deviation of the effect",
        xlim=(0, 2 * morris["mu_star"].max()),
        ylim=(0, None),
    )
    return fig


def variance(sobol: pd.DataFrame, number: int = 12) -> Figure:
    """Draw first-order and total shares of variance with their intervals.

    Parameters
    ----------
    sobol : pandas.DataFrame
        As ``sensitivity(method="sobol")`` returns it.
    number : int
        Number of parameters shown.

    Returns
    -------
    matplotlib.figure.Figure
    """
    top = sobol.head(number)[::-1]
    fig, ax = plt.subplots(figsize=(7, 0.9 + 0.3 * number))
    places = np.arange(len(top))
    for shift, key, color, hatch, text in (
        (0.2, "total", "blue", "", "total: alone and with others"),
        (-0.2, "first_order", "orange", "//", "first order: alone"),
    ):
        ax.barh(
            places + shift,
            100 * top[key],
            xerr=100 * top[f"{key}_conf"],
            height=0.38,
            color=COLORS[color],
            hatch=hatch,
            edgecolor="white",
            label=text,
            error_kw={"elinewidth": 1, "capsize": 2},
        )
    ax.set_yticks(places, [words(name) for name in top.index])
    ax.set(xlabel="share of the variance of credibility, per cent", ylabel="parameter")
    ax.set_xlim(left=0)
    ax.legend(fontsize=8.5, loc="lower right")
    return fig


def eigenvalues(found: Equilibria) -> Figure:
    """Draw credibility at rest and the leading eigenvalue against the lever that is swept.

    Parameters
    ----------
    found : Equilibria
        As ``equilibria`` returns them.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = plt.subplots(2, 1, figsize=(5, 6), sharex=True)
    points = found.points.sort_values(["value", "credibility"], ascending=[True, False])
    branch = np.select(
        [~points["stable"], points["credibility"] > TRUST], ["edge", "trust"], "distrust"
    )
    for name, color, marker, text in (
        ("trust", "blue", "o", "trust, stable"),
        ("edge", "vermilion", "x", "the edge, unstable"),
        ("distrust", "purple", "s", "distrust, stable"),
    ):
        part = points[branch == name]
        for ax, key in zip(axes, ("credibility", "eigenvalue"), strict=True):
            ax.plot(part["value"], part[key], marker, color=COLORS[color], markersize=4, label=text)
    axes[1].axhline(0, color=COLORS["black"], linewidth=1)
    for value in (found.tipping_up, found.tipping_down):
        for ax in axes:
            ax.axvline(value, color=COLORS["grey"], linestyle=":", linewidth=1.2)
    axes[0].set(ylabel="credibility at rest", ylim=(0, 1))
    axes[0].legend(fontsize=9, loc="lower left")
    axes[1].set(xlabel="conditionality", ylabel="leading eigenvalue, per year", xlim=(-0.02, 1.02))
    return fig


def worlds(table: pd.DataFrame, before: float) -> Figure:
    """Draw where trust tips and returns in many random worlds.

    Parameters
    ----------
    table : pandas.DataFrame
        As ``tipping_points`` returns it.
    before : float
        The lever's value before the war.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.8))
    both = table.dropna()
    stuck = table[table["up"].notna() & ~table["returns"]]
    ax.plot(
        both["up"], both["down"], "o", color=COLORS["blue"], markersize=4, label="trust returns"
    )
    ax.plot(
        stuck["up"],
        np.full(len(stuck), -0.06),
        "x",
        color=COLORS["vermilion"],
        markersize=5,
        label="trust does not return, even at 0",
    )
    ax.plot([0, 1], [0, 1], color=COLORS["grey"], linewidth=1)
    ax.axhline(before, color=COLORS["black"], linestyle=":", linewidth=1.2)
    ax.annotate(
        "before the war",
        (0.99, before),
        xytext=(0, 4),
        textcoords="offset points",
        ha="right",
        fontsize=9,
    )
    ax.set(
        xlabel="conditionality at which trust ends, on the way up",
        ylabel="at which it returns",
        xlim=(0, 1),
        ylim=(-0.1, 1),
    )
    ax.legend(fontsize=8.5, loc="upper left")
    return fig


def trade_off(table: pd.DataFrame, chosen: dict, fresh: dict) -> Figure:
    """Draw coverage against density along a peeling, and the box that was chosen.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a box, from the first peel to the last: ``coverage``, ``density``, ``restricted``.
    chosen, fresh : dict
        ``coverage`` and ``density`` of the chosen box, on the runs in which it was found and on
        new ones.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.8))
    ax.plot(
        100 * table["coverage"],
        100 * table["density"],
        "o-",
        color=COLORS["grey"],
        markersize=3.5,
        linewidth=1,
        label="peeling: each dot a box",
    )
    step = max(1, len(table) // 6)
    for row in table.iloc[::step].itertuples():
        ax.annotate(
            str(row.restricted),
            (100 * row.coverage, 100 * row.density),
            xytext=(4, 4),
            textcoords="offset points",
            fontsize=8.5,
        )
    for found, marker, color, text in (
        (chosen, "D", "blue", "chosen, in the runs that found it"),
        (fresh, "s", "vermilion", "chosen, in new runs"),
    ):
        ax.plot(
            100 * found["coverage"],
            100 * found["density"],
            marker,
            color=COLORS[color],
            markersize=8,
            label=text,
            linestyle="none",
        )
    ax.set(
        xlabel="coverage: wanted runs that lie in the box, per cent",
        ylabel="density: runs in the box\nthat are wanted, per cent",
        xlim=(0, 103),
        ylim=(0, 103),
    )
    ax.legend(fontsize=8.5, loc="lower left")
    return fig


def boxed(inputs: pd.DataFrame, hollow: np.ndarray, box: Box, x: str, y: str) -> Figure:
    """Draw runs in the plane of two inputs with the box between them.

    Parameters
    ----------
    inputs : pandas.DataFrame
        One row a run.
    hollow : numpy.ndarray of bool
        Which runs end hollow.
    box : Box
        The box whose limits on the two inputs are drawn.
    x, y : str
        Names of the inputs.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 4))
    for which, marker, color, text in (
        (hollow, "x", "vermilion", "ends hollow"),
        (~hollow, "o", "blue", "does not"),
    ):
        ax.plot(
            inputs.loc[which, x],
            inputs.loc[which, y],
            marker,
            color=COLORS[color],
            markersize=3,
            markeredgewidth=0.8,
            alpha=0.7,
            linestyle="none",
            label=text,
        )
    sides = []
    for name in (x, y):
        low, high = box.limits.get(name, (-np.inf, np.inf))
        column = inputs[name]
        sides.append((max(low, column.min()), min(high, column.max())))
    (left, right), (bottom, top) = sides
    ax.add_patch(
        plt.Rectangle(
            (left, bottom),
            right - left,
            top - bottom,
            fill=False,
            edgecolor=COLORS["black"],
            linewidth=2,
        )
    )
    ax.set(
        xlabel=f"{words(x)}: 0 as in realignment, 1 as in breakdown",
        ylabel=words(y),
    )
    ax.legend(
        fontsize=8.5, loc="upper center", bbox_to_anchor=(0.5, 1.12), ncols=2, markerscale=2.5
    )
    return fig


def against_the_record(found: Hindcast) -> Figure:
    """Draw strait and price of 2026 beside the two runs of the model.

    Parameters
    ----------
    found : Hindcast
        As ``hindcast`` returns it.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = plt.subplots(2, 1, figsize=(5, 6), sharex=True)
    weeks = found.weeks
    campaign, record = ("vermilion", "-."), ("blue", "--")
    for ax, columns in zip(
        axes,
        (
            (
                ("loss_observed", "ships that did not pass", "black", "-"),
                ("loss_campaign", "model, given the campaign", *campaign),
            ),
            (
                ("price_observed", "Brent", "black", "-"),
                ("price_campaign", "model, given the campaign", *campaign),
                ("price_record", "model, given the strait as it was", *record),
            ),
        ),
        strict=True,
    ):
        for column, text, color, style in columns:
            ax.plot(weeks.index, weeks[column], color=COLORS[color], linestyle=style, label=text)
        ax.legend(fontsize=9)
    axes[0].set(ylabel="loss of flow, share", ylim=(0, 1.05))
    axes[1].set(ylabel="price, ratio to\nFebruary 2026", ylim=(0.9, 2.2))
    axes[1].xaxis.set_major_formatter(DateFormatter("%b"))
    return fig


def ends(values: np.ndarray, label: str) -> Figure:
    """Draw how often credibility ends where, in a histogram.

    Parameters
    ----------
    values : numpy.ndarray
        Credibility at the end of each draw.
    label : str
        What the horizontal axis says besides.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.2))
    ax.hist(values, bins=np.linspace(0, 1, 41), color=COLORS["blue"], edgecolor="white")
    ax.axvline(HOLLOW, color=COLORS["vermilion"], linestyle="--")
    ax.annotate(
        "hollow",
        (HOLLOW, 0.97),
        xycoords=("data", "axes fraction"),
        xytext=(-4, 0),
        textcoords="offset points",
        ha="right",
        va="top",
        fontsize=9,
    )
    ax.set(xlabel=f"credibility after ten years, {label}", ylabel="draws", xlim=(0, 1))
    return fig


def up_and_down(found: Equilibria) -> Figure:
    """Draw credibility at rest while a lever goes up and comes down again.

    Parameters
    ----------
    found : Equilibria
        As ``equilibria`` returns them.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.4))
    for way, marker, color, style in (("up", ">", "blue", "-"), ("down", "<", "vermilion", "--")):
        ax.plot(
            found.sweep[way],
            marker + style,
            color=COLORS[color],
            markersize=5,
            label=f"on the way {way}",
        )
    ax.set(xlabel="conditionality", ylabel="credibility at rest", ylim=(0, 1))
    ax.legend()
    return fig
