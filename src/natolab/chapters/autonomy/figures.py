"""Figures of the chapter on autonomy."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.autonomy.price_tags import in_euros
from natolab.chapters.autonomy.scenario_windows import (
    BEFORE,
    DRAWS,
    EXITS,
    HORIZON,
    spread,
    windows,
)
from natolab.charts import COLORS


def balance(table: pd.DataFrame) -> Figure:
    """Draw Europe's multiple of Russia on four measures.

    Parameters
    ----------
    table : pandas.DataFrame
        Table ``europe_and_russia``.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 2.8))
    ratio = table["europe"] / table["russia"]
    bars = ax.barh(table["label"], ratio, color=COLORS["blue"], edgecolor="white")
    for bar, hatch in zip(bars, ["", "", "//", "xx"], strict=True):
        bar.set_hatch(hatch)
    ax.bar_label(bars, labels=[f"{value:.1f}" for value in ratio], padding=3, fontsize=9)
    ax.axvline(1, color=COLORS["black"], linestyle="--", linewidth=1)
    ax.invert_yaxis()
    ax.margins(x=0.08)
    ax.set(xlabel="Europe's multiple of Russia")
    ax.grid(axis="y", visible=False)
    return fig


def price_tags(tags: pd.DataFrame, promised: float) -> Figure:
    """Draw price tags as sums over 25 years and as money a year.

    Parameters
    ----------
    tags : pandas.DataFrame
        Table ``autonomy_price_tags``.
    promised : float
        Money a year that the promise of The Hague would add, in billions of euros; a level line.

    Returns
    -------
    matplotlib.figure.Figure
        Two charts with logarithmic axes.
    """
    table = in_euros(tags).sort_values("high", kind="stable").reset_index(drop=True)
    fig, axes = plt.subplots(2, 1, figsize=(5, 6), sharey=True)
    for ax, suffix, what in (
        (axes[0], "", "billion euros over 25 years"),
        (axes[1], "_a_year", "billion euros a year"),
    ):
        for row, tag in table.iterrows():
            low, high = tag[f"low{suffix}"], tag[f"high{suffix}"]
            color, marker = {
                "a year": (COLORS["vermilion"], "s"),
                "once": (COLORS["blue"], "o"),
                "25 years": (COLORS["green"], "D"),
            }[tag["basis"]]
            ax.plot([low, high], [row, row], color=color, linestyle="-", linewidth=3)
            ax.plot([low, high], [row, row], marker, color=color)
            left = suffix != "" and high > 100  # the level line stands to the right
            ax.text(
                low / 1.35 if left else high * 1.35,
                row,
                f"{high:,.0f}",
                va="center",
                ha="right" if left else "left",
                fontsize=9,
            )
        ax.set_xscale("log")
        ax.xaxis.set_major_formatter("{x:,.0f}")
        ax.set(xlabel=what)
        ax.margins(x=0.25, y=0.1)
        ax.grid(axis="y", visible=False)
    axes[1].axvline(promised, color=COLORS["black"], linestyle="--", linewidth=1)
    axes[1].text(promised * 0.9, 0.15, "promised\nfor 2035", ha="right", va="center", fontsize=9)
    axes[0].set_yticks(range(len(table)), table["label"])
    return fig


def model_windows(draws: int = DRAWS) -> Figure:
    """Draw the model's window against the year of the draw-down, for several plans.

    Parameters
    ----------
    draws : int
        Draws for the bars of the plan with full effort from now on.

    Returns
    -------
    matplotlib.figure.Figure
        Two charts, for a fifth of the American forces and for all of them; upper row the years,
        lower row the depth.
    """
    plans = [
        (1.0, 0, "full effort now", "blue", "-", "o"),
        (1.0, 4, "full effort in four years", "sky", "--", "s"),
        (0.6, 0, "60 per cent now", "vermilion", "-.", "^"),
        (BEFORE, 0, "no more than before", "grey", ":", "x"),
    ]
    fig, axes = plt.subplots(2, 2, figsize=(5, 5.6), sharex=True, sharey="row")
    for column, leaves in enumerate((0.2, 1.0)):
        for effort, start, label, color, line, marker in plans:
            found = [windows(effort, start, exit, leaves) for exit in EXITS]
            for row, key in enumerate(("years", "depth")):
                axes[row, column].plot(
                    EXITS,
                    [each[key] for each in found],
                    color=COLORS[color],
                    linestyle=line,
                    marker=marker,
                    markersize=4,
                    label=label,
                )
        for exit in EXITS[1::2]:
            years = spread(1.0, 0, exit, leaves, draws)
            axes[0, column].vlines(
                exit, min(years), max(years), color=COLORS["blue"], lw=6, alpha=0.25
            )
        who = "a fifth" if leaves < 1 else "all"
        axes[1, column].set(xlabel=f"year in which\n{who} leave")
    axes[0, 0].set(ylabel=f"years short, of {HORIZON}", ylim=(-0.8, HORIZON))
    axes[1, 0].set(ylabel="deepest shortfall, share", ylim=(-0.02, 0.65))
    handles, labels = axes[0, 0].get_legend_handles_labels()
    fig.legend(handles, labels, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=2, fontsize=9)
    return fig


def warheads(stockpiles: pd.DataFrame, bombs: pd.DataFrame) -> Figure:
    """Draw the stockpiles of four states and American weapons in Europe since 1948.

    Parameters
    ----------
    stockpiles : pandas.DataFrame
        Table ``nuclear_stockpiles``.
    bombs : pandas.DataFrame
        Table ``us_bombs_europe``.

    Returns
    -------
    matplotlib.figure.Figure
        With a logarithmic vertical axis.
    """
    fig, ax = plt.subplots(figsize=(7, 3.6))
    for state, color, line in (
        ("Russia", "purple", "-."),
        ("United States", "black", ":"),
        ("France", "blue", "-"),
        ("United Kingdom", "vermilion", "--"),
    ):
        part = stockpiles[(stockpiles["state"] == state) & (stockpiles["warheads"] > 0)]
        ax.plot(part["year"], part["warheads"], color=COLORS[color], linestyle=line, label=state)
    ax.vlines(bombs["year"], bombs["low"], bombs["high"], color=COLORS["green"], linewidth=3)
    ax.plot(
        bombs["year"],
        np.sqrt(bombs["low"].astype(float) * bombs["high"].astype(float)),
        "D",
        color=COLORS["green"],
        label="American weapons in Europe",
    )
    ax.set_yscale("log")
    ax.set_yticks([1, 10, 100, 1000, 10000], ["1", "10", "100", "1,000", "10,000"])
    ax.set(xlabel="year", ylabel="warheads", xlim=(1948, 2024), ylim=(1, 60000))
    ax.legend(fontsize=9, ncols=2, loc="lower right")
    return fig
