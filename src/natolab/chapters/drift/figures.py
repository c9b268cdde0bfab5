"""Figures of the chapter on drift."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from natolab import AS_OF
from natolab.chapters.drift import un_votes
from natolab.chapters.drift.un_votes import LATE_YEAR
from natolab.charts import COLORS

#: Presidents of the years with surveys, with first and last year.
PRESIDENTS = [
    ("Bush", 2001, 2009),
    ("Obama", 2009, 2017),
    ("Trump", 2017, 2021),
    ("Biden", 2021, 2025),
    ("Trump", 2025, AS_OF.year),
]


def scale(points: pd.DataFrame, long: list[str], new: list[str]) -> Figure:
    """Draw where states stand on the scale of UN votes.

    Parameters
    ----------
    points : pandas.DataFrame
        Ideal points, years as rows and ISO codes as columns, as ``un_votes.positions`` returns
        them.
    long, new : list of str
        ISO codes of the older and the newer allies.

    Returns
    -------
    matplotlib.figure.Figure
        Lines for the United States, two groups of allies, Russia and China; hollow points for
        2025.
    """
    lines = {
        "United States": (points["USA"], "-", "blue"),
        "allies of 1949 to 1982": (points[long].mean(axis=1), "--", "vermilion"),
        "allies since 1999": (points[new].mean(axis=1).loc[1991:], "-.", "green"),
        "Russia (USSR)": (points["RUS"], ":", "black"),
        "China": (points["CHN"], (0, (1, 1)), "purple"),
    }
    fig, ax = plt.subplots(figsize=(7, 4))
    for name, (line, style, color) in lines.items():
        _with_late_point(ax, line, linestyle=style, color=COLORS[color], label=name)
    ax.set(xlim=(1946, AS_OF.year), xlabel="year", ylabel="ideal point")
    ax.legend(loc="lower right", fontsize=8.5)
    return fig


def gaps(points: pd.DataFrame, groups: dict[str, list[str]]) -> Figure:
    """Draw the gap between the United States and allies for several lists of allies.

    Parameters
    ----------
    points : pandas.DataFrame
        Ideal points, as for ``scale``.
    groups : dict
        ISO codes by name of the group; the first group also gets a band from its lowest to its
        highest ally.

    Returns
    -------
    matplotlib.figure.Figure
        One line a group from 1946 on; above zero the United States stands higher on the scale.
    """
    styles = [("-", "blue"), ("--", "vermilion"), ("-.", "green"), (":", "black")]
    fig, ax = plt.subplots(figsize=(7, 4))
    for i, ((name, chosen), (style, color)) in enumerate(zip(groups.items(), styles, strict=False)):
        gap = un_votes.gaps(points, chosen)
        if i == 0:
            known = gap.loc[: LATE_YEAR - 1]
            ax.fill_between(
                known.index,
                known.min(axis=1),
                known.max(axis=1),
                color=COLORS["grey"],
                alpha=0.22,
                linewidth=0,
                label="lowest and highest of them",
            )
        _with_late_point(ax, gap.mean(axis=1), linestyle=style, color=COLORS[color], label=name)
    ax.axhline(0, color=COLORS["grey"], linewidth=0.8)
    ax.set(xlim=(1946, AS_OF.year), xlabel="year", ylabel="United States minus allies, points")
    handles, names = ax.get_legend_handles_labels()
    first = names.index("lowest and highest of them")
    order = [i for i in range(len(names)) if i != first]
    order.insert(1, first)
    ax.legend([handles[i] for i in order], [names[i] for i in order], loc="lower right", fontsize=8)
    return fig


def _with_late_point(ax: Axes, line: pd.Series, **look: object) -> None:
    """Draw a line to 2024 and a hollow point for 2025, which another release gives."""
    line = line.dropna()
    known = line.loc[: LATE_YEAR - 1]
    ax.plot(known.index, known, **look)
    late = line.loc[LATE_YEAR:]
    ax.plot(
        late.index, late, "o", markerfacecolor="none", color=look["color"], markersize=6, zorder=3
    )


def opinion(table: pd.DataFrame, headlines: pd.DataFrame) -> Figure:
    """Draw the share of five allied publics that sees the United States favourably.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``us_favourability``.
    headlines : pandas.DataFrame
        The table ``us_favourability_headlines``, drawn as hollow points.

    Returns
    -------
    matplotlib.figure.Figure
        Per cent of all respondents, 2002 to 2025, with the terms of presidents.
    """
    lines = {
        "DEU": ("Germany", "-", "blue"),
        "FRA": ("France", "--", "vermilion"),
        "GBR": ("United Kingdom", "-.", "green"),
        "POL": ("Poland", ":", "black"),
        "TUR": ("Turkey", (0, (1, 1)), "purple"),
    }
    fig, ax = plt.subplots(figsize=(7, 4))
    wide = table.pivot(index="year", columns="iso3", values="favourable_pct")
    for iso3, (name, style, color) in lines.items():
        line = wide[iso3].dropna()
        ax.plot(line.index, line, ".", linestyle=style, color=COLORS[color], label=name)
    germany = headlines[headlines["iso3"] == "DEU"]
    ax.plot(
        germany["year"],
        germany["favourable_pct"],
        "o",
        markerfacecolor="none",
        color=COLORS["blue"],
        label="Germany, as reported",
    )
    for i, (name, first, last) in enumerate(PRESIDENTS):
        start = max(first, 2001.5)
        if i % 2:
            ax.axvspan(start, last, color=COLORS["grey"], alpha=0.14, linewidth=0)
        ax.text((start + last) / 2, 101, name, ha="center", va="bottom", fontsize=8.5)
    ax.set(xlim=(2001.5, AS_OF.year), ylim=(0, 100), xlabel="year", ylabel="favourable, per cent")
    fig.legend(loc="outside lower center", ncols=3, fontsize=8.5)
    return fig


def troops(table: pd.DataFrame) -> Figure:
    """Draw US troops in Europe in all and in Germany.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``us_troops_europe``; interpolated years are left out.

    Returns
    -------
    matplotlib.figure.Figure
        Thousands of persons, 1950 to 2025.
    """
    counted = table[table["status"] != "interpolated"]
    wide = counted.pivot(index="year", columns="host", values="troops") / 1000
    fig, ax = plt.subplots(figsize=(7, 3.4))
    ax.plot(wide.index, wide.sum(axis=1), color=COLORS["blue"], label="Europe in all")
    ax.plot(
        wide.index, wide["Germany"], color=COLORS["vermilion"], linestyle="--", label="in Germany"
    )
    for year, name, height in [
        (1989, "Wall opened", 400),
        (2014, "Crimea", 200),
        (2022, "Invasion", 200),
    ]:
        ax.axvline(year, color=COLORS["grey"], linewidth=0.8, linestyle=":")
        ax.text(year + 0.5, height, name, rotation=90, ha="left", va="center", fontsize=8.5)
    ax.set(xlim=(1950, AS_OF.year), ylim=(0, 470), xlabel="year", ylabel="US troops, thousands")
    ax.legend(loc="upper right")
    return fig


def aid(table: pd.DataFrame) -> Figure:
    """Draw aid to Ukraine by bloc of donors and kind.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``ukraine_aid_by_donor``.

    Returns
    -------
    matplotlib.figure.Figure
        Stacked bars, billions of euros.
    """
    kinds = {
        "military_bn_eur": ("military", "blue", ""),
        "financial_bn_eur": ("financial", "orange", "///"),
        "humanitarian_bn_eur": ("humanitarian", "green", "..."),
    }
    blocs = ["European allies", "United States", "EU institutions", "Other donors", "Canada"]
    sums = table.groupby("bloc")[[*kinds]].sum().loc[blocs[::-1]]
    fig, ax = plt.subplots(figsize=(7, 2.8))
    left = pd.Series(0.0, index=sums.index)
    for column, (name, color, hatch) in kinds.items():
        ax.barh(
            sums.index,
            sums[column],
            left=left,
            color=COLORS[color],
            hatch=hatch,
            edgecolor="white",
            linewidth=0.4,
            label=name,
        )
        left = left + sums[column]
    ax.set(xlabel="billions of euros")
    ax.grid(axis="y", visible=False)
    ax.legend(loc="lower right")
    return fig
