"""Figures of the chapter on world order."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.order import hedging
from natolab.chapters.order.coalitions import RUNGS
from natolab.charts import COLORS

_POWERS = {
    "China": ("vermilion", "s"),
    "European Union": ("blue", "o"),
    "India": ("green", "^"),
    "Russia": ("purple", "D"),
}
_LINES = {
    "United States": ("blue", "-"),
    "Russia": ("purple", "--"),
    "China": ("vermilion", "-."),
    "India": ("green", ":"),
}


def powers_by_measure(measures: pd.DataFrame) -> Figure:
    """Draw four powers as multiples of the United States by each measure.

    Parameters
    ----------
    measures : pandas.DataFrame
        Table ``power_measures``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    wide = measures.pivot_table(index="label", columns="power", values="value", sort=False)
    ratio = wide.div(wide["United States"], axis=0)
    fig, ax = plt.subplots(figsize=(5, 3))
    places = range(len(ratio), 0, -1)
    for power, (color, marker) in _POWERS.items():
        ax.plot(ratio[power], places, marker, color=COLORS[color], markersize=8, label=power)
    ax.axvline(1, color=COLORS["black"], linewidth=0.8)
    ax.set_yticks(places, ratio.index)
    ax.set_xscale("log")
    ticks = [0.05, 0.1, 0.2, 0.5, 1, 2]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    ax.set(xlabel="multiple of the United States, logarithmic", ylim=(0.5, len(ratio) + 0.5))
    ax.legend(ncols=2, loc="lower center", bbox_to_anchor=(0.4, 1.0))
    return fig


def concentration(shares: pd.DataFrame, effective: pd.DataFrame) -> Figure:
    """Draw four powers' shares of capability, and how concentrated the whole is.

    Parameters
    ----------
    shares : pandas.DataFrame
        Table ``great_power_shares``.
    effective : pandas.DataFrame
        Table ``power_concentration``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    fig, (above, below) = plt.subplots(2, 1, figsize=(5, 6))
    recent = shares[shares["year"] >= 1946]
    for state, (color, dash) in _LINES.items():
        part = recent[recent["state"] == state]
        above.plot(
            part["year"], 100 * part["cinc"], color=COLORS[color], linestyle=dash, label=state
        )
    above.set(ylabel="per cent of the\nworld's capabilities", ylim=(0, None))
    above.legend()
    below.plot(effective["year"], effective["effective"], color=COLORS["black"], linestyle="-")
    below.set(ylabel="effective number of powers", ylim=(0, None))
    return fig


def votes(points: pd.DataFrame) -> Figure:
    """Draw states by their votes in two years, as arrows.

    Parameters
    ----------
    points : pandas.DataFrame
        Table ``un_votes_powers``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    wide = points.pivot_table(index="state", columns="year", values="ideal_point")
    wide = wide.dropna().sort_values(2025, kind="stable")
    fig, ax = plt.subplots(figsize=(5, 5.6))
    places = range(len(wide))
    ax.hlines(places, wide[2024], wide[2025], color=COLORS["grey"], linewidth=1)
    ax.plot(wide[2024], places, "o", color=COLORS["blue"], markerfacecolor="none", label="2024")
    ax.plot(wide[2025], places, "D", color=COLORS["vermilion"], label="2025")
    ax.set_yticks(places, wide.index, fontsize=8)
    ax.set(xlabel="ideal point; higher is closer\nto where the United States votes")
    ax.legend(loc="lower right")
    return fig


def positions(data: dict) -> Figure:
    """Draw where each state stands between the poles by arms, votes and summits.

    Parameters
    ----------
    data : dict
        ``hedging.payload()``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    rows = hedging.compute(hedging.DEFAULTS, data)["rows"]
    places = {state["iso3"]: i for i, state in enumerate(data["states"])}
    marks = {"arms": ("black", "s"), "votes": ("blue", "o"), "summits": ("vermilion", "^")}
    fig, ax = plt.subplots(figsize=(5, 6))
    heights = range(len(rows), 0, -1)
    for height, row in zip(heights, rows, strict=True):
        found = hedging.placed(places[row["iso3"]], hedging.DEFAULTS, data)
        known = [value for value in found.values() if value is not None]
        ax.hlines(height, min(known), max(known), color=COLORS["grey"], linewidth=1)
        for measure, value in found.items():
            color, marker = marks[measure]
            if value is not None:
                label = hedging.MEASURES[measure] if height == heights[0] else None
                ax.plot(
                    value,
                    height,
                    marker,
                    color=COLORS[color],
                    markerfacecolor="none",
                    markeredgewidth=1.6,
                    label=label,
                )
    ax.axvline(0, color=COLORS["grey"], linewidth=0.8, linestyle=":")
    ax.set_yticks(heights, [data["states"][places[row["iso3"]]]["state"] for row in rows])
    ax.tick_params(axis="y", labelsize=8)
    ax.set(xlabel="from China and Russia (-1)\nto the United States and Europe (1)")
    ax.set(xlim=(-1.08, 1.08), xticks=[-1, -0.5, 0, 0.5, 1])
    ax.legend(ncols=3, loc="lower center", bbox_to_anchor=(0.5, 1.0))
    return fig


def who_is_in_what(ties: pd.DataFrame, members: pd.DataFrame) -> Figure:
    """Draw a grid of states and ties.

    Parameters
    ----------
    ties : pandas.DataFrame
        Table ``coalitions``.
    members : pandas.DataFrame
        Table ``coalition_members``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    held = members.groupby("state")["coalition"].agg(set)
    states = sorted(held.index, key=lambda state: (-len(held[state]), state))
    ties = ties.sort_values("binds", key=lambda rungs: -rungs.map(RUNGS.index), kind="stable")
    colors = dict(zip(RUNGS, ("grey", "orange", "green", "blue"), strict=True))
    markers = dict(zip(RUNGS, ("x", "^", "D", "o"), strict=True))
    fig, ax = plt.subplots(figsize=(7, 8.6))
    for x, tie in enumerate(ties.itertuples()):
        at = [len(states) - 1 - y for y, state in enumerate(states) if tie.coalition in held[state]]
        ax.plot(
            [x] * len(at), at, markers[tie.binds], color=COLORS[colors[tie.binds]], markersize=5
        )
    ax.set_xticks(range(len(ties)), ties["short"], rotation=90, fontsize=8)
    ax.set_yticks(range(len(states)), states[::-1], fontsize=7)
    ax.xaxis.tick_top()
    ax.set(ylim=(-0.7, len(states) - 0.3))
    for rung in RUNGS[::-1]:
        ax.plot([], [], markers[rung], color=COLORS[colors[rung]], label=rung)
    ax.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.45, -0.01))
    return fig
