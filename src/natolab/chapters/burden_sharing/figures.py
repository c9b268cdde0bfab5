"""Figures of the chapter on burden-sharing that need more lines than a cell should show."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.burden_sharing.american_share import us_shares
from natolab.chapters.burden_sharing.guideline import HAGUE, WALES
from natolab.charts import COLORS

#: Label, marker and colour of each source of a share of GDP.
_EDITIONS = {
    "nato_2024": ("NATO, June 2024", "o", "blue"),
    "nato_2025_april": ("NATO, April 2025", "D", "green"),
    "nato_2025": ("NATO, August 2025", "s", "vermilion"),
    "sipri_2025": ("SIPRI, April 2025", "x", "black"),
}


def us_share(spending: pd.DataFrame) -> Figure:
    """Draw the American part of allied spending in two kinds of dollars.

    Parameters
    ----------
    spending : pandas.DataFrame
        Table ``allied_spending_sipri``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    shares = us_shares(spending)
    fig, ax = plt.subplots(figsize=(7, 3.6))
    ax.plot(shares["constant"], color=COLORS["blue"], linestyle="-", label="dollars of 2023")
    ax.plot(
        shares["current"],
        color=COLORS["vermilion"],
        linestyle="--",
        label="dollars of each year",
    )
    ax.set(ylabel="United States, per cent of the sum", ylim=(50, 90), xlim=(1950, 2024))
    ax.legend(loc="upper right")
    return fig


def size_and_burden(spending: pd.DataFrame) -> Figure:
    """Draw the rank correlation of an ally's size with the share of GDP that it spends.

    Parameters
    ----------
    spending : pandas.DataFrame
        Table ``allied_spending_sipri``; years without a correlation are left out.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    table = spending.dropna(subset=["rank_correlation"])
    fig, ax = plt.subplots(figsize=(7, 3.4))
    ax.plot(table["year"], table["rank_correlation"], color=COLORS["blue"], linestyle="-")
    ax.axhline(0, color=COLORS["grey"], linewidth=0.8)
    for year, word in [
        (1967, "flexible\nresponse"),
        (1991, "Soviet Union\nends"),
        (2014, "Crimea"),
    ]:
        ax.axvline(year, color=COLORS["grey"], linestyle=":", linewidth=1)
        ax.text(year + 0.6, 0.78, word, va="top", fontsize=9)
    ax.set(ylabel="rank correlation", ylim=(-0.2, 0.8), xlim=(1960, 2024))
    return fig


def shares_by_ally(spending: pd.DataFrame) -> Figure:
    """Draw each ally's share of GDP in the first and the last year, with two guidelines.

    Parameters
    ----------
    spending : pandas.DataFrame
        Table ``nato_defence_spending`` or ``nato_core_spending``: one edition of NATO's tables.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    table = spending.pivot(index="country", columns="year", values="share_pct")
    first, last = table.columns.min(), table.columns.max()
    table = table.sort_values(last, kind="stable")
    fig, ax = plt.subplots(figsize=(7, 7.2))
    rows = range(len(table))
    ax.hlines(rows, table[first], table[last], color=COLORS["grey"], linewidth=1)
    ax.plot(table[first], rows, "o", color=COLORS["blue"], fillstyle="none", label=f"{first}")
    ax.plot(table[last], rows, "s", color=COLORS["vermilion"], label=f"{last}, estimate")
    for promise in (WALES, HAGUE):
        ax.axvline(promise["guideline"], color=COLORS["black"], linestyle=":", linewidth=1)
    ax.set(
        yticks=rows,
        yticklabels=table.index,
        xlabel="defence spending, per cent of GDP",
        xlim=(0, max(4.2, table[last].max() + 0.2)),
        ylim=(-1, len(table)),
    )
    ax.tick_params(axis="y", labelsize=9)
    ax.legend(loc="lower right")
    return fig


def editions(table: pd.DataFrame) -> Figure:
    """Draw what four sources say about the year 2024.

    Parameters
    ----------
    table : pandas.DataFrame
        Table ``defence_share_editions``; only rows for 2024 are drawn.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    wide = table[table["year"] == 2024].pivot(
        index="country", columns="edition", values="share_pct"
    )
    wide = wide.sort_values("nato_2024", kind="stable")
    fig, ax = plt.subplots(figsize=(7, 3.8))
    rows = range(len(wide))
    ax.hlines(rows, wide.min(axis=1), wide.max(axis=1), color=COLORS["grey"], linewidth=1)
    for edition, (label, marker, color) in _EDITIONS.items():
        ax.plot(wide[edition], rows, marker, color=COLORS[color], label=label, markersize=6)
    ax.set(
        yticks=rows,
        yticklabels=wide.index,
        xlabel="defence spending in 2024, per cent of GDP",
        xlim=(0.8, 4.4),
        ylim=(-0.6, len(wide) - 0.4),
    )
    ax.legend(loc="lower right")
    return fig


def money_and_equipment(table: pd.DataFrame, names: list[str]) -> Figure:
    """Draw spending against the part of it that buys equipment, in 2019.

    Parameters
    ----------
    table : pandas.DataFrame
        Table ``nato_equipment_2019``.
    names : list of str
        Countries to name in the picture.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    year = table[table["year"] == 2019].set_index("country")
    fig, ax = plt.subplots(figsize=(7, 3.8))
    ax.plot(year["share_pct"], year["equipment_pct"], "o", color=COLORS["blue"])
    ax.axvline(WALES["guideline"], color=COLORS["black"], linestyle=":", linewidth=1)
    ax.axhline(20, color=COLORS["black"], linestyle=":", linewidth=1)
    for name in names:
        ax.annotate(
            name,
            (year.at[name, "share_pct"], year.at[name, "equipment_pct"]),
            xytext=(6, 3),
            textcoords="offset points",
            fontsize=9,
        )
    ax.set(
        xlabel="defence spending, per cent of GDP",
        ylabel="of this on equipment, per cent",
        xlim=(0.4, 3.9),
        ylim=(0, 50),
    )
    return fig
