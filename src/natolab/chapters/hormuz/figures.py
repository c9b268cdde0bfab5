"""Figures of the chapter on Hormuz that need more lines than a cell should show."""

from __future__ import annotations

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from natolab.charts import COLORS

#: Colour and hatch of each exporting country.
_ORIGIN_STYLE = {
    "Saudi Arabia": ("blue", ""),
    "Iraq": ("orange", "//"),
    "United Arab Emirates": ("green", ".."),
    "Iran": ("vermilion", "xx"),
    "Kuwait": ("purple", "\\\\"),
    "Qatar": ("sky", "--"),
    "Other": ("grey", "oo"),
}

#: Days of the table ``hormuz_events`` that the picture of the ships numbers.
MARKED = ["2026-02-28", "2026-04-17", "2026-06-17", "2026-07-14", "2026-08-25"]


def _months(ax: Axes, interval: int) -> None:
    ax.xaxis.set_major_locator(mdates.MonthLocator(interval=interval))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b\n%Y"))


def ships_a_day(transits: pd.DataFrame, events: pd.DataFrame) -> Figure:
    """Draw ships a day through the strait, a 7-day mean over the daily counts.

    Parameters
    ----------
    transits : pandas.DataFrame
        Table ``hormuz_transits``.
    events : pandas.DataFrame
        Table ``hormuz_events``; those of ``MARKED`` are numbered, and the caption says what they
        are.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    daily = transits.set_index("date")["ships"]
    fig, ax = plt.subplots(figsize=(7, 3.8))
    ax.plot(daily.index, daily, color=COLORS["sky"], linewidth=0.6, linestyle="-", label="daily")
    ax.plot(
        daily.index,
        daily.rolling(7).mean(),
        color=COLORS["blue"],
        linestyle="-",
        label="mean of seven days",
    )
    marked = events.loc[events["date"].isin(pd.to_datetime(MARKED)), "date"]
    for number, date in enumerate(marked, start=1):
        ax.axvline(date, color=COLORS["grey"], linewidth=0.8, linestyle=":")
        ax.text(date, 137, str(number), ha="center", fontsize=9)
    ax.set(
        ylabel="ships a day, both directions", ylim=(0, 134), xlim=(daily.index[0], daily.index[-1])
    )
    ax.legend(loc="center left", bbox_to_anchor=(0.0, 0.2))
    _months(ax, 3)
    return fig


def brent(spot: pd.DataFrame, futures: pd.DataFrame) -> Figure:
    """Draw the daily spot price of Brent with its monthly means, and some futures prices.

    Parameters
    ----------
    spot, futures : pandas.DataFrame
        Tables ``brent_spot`` and ``brent_futures``, dollars a barrel.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    price = spot.set_index("date")["usd_per_barrel"].loc["2025-07":]
    months = price.resample("MS").mean()
    fig, ax = plt.subplots(figsize=(7, 3.8))
    ax.plot(price.index, price, color=COLORS["blue"], linestyle="-", linewidth=1.2, label="daily")
    ends = months.index + pd.offsets.MonthEnd(0)
    ends = ends.where(ends <= price.index[-1], price.index[-1])
    ax.hlines(
        months,
        months.index,
        ends,
        color=COLORS["vermilion"],
        linewidth=3,
        linestyles="-",
        label="mean of the month",
    )
    ax.plot(
        futures["date"],
        futures["usd_per_barrel"],
        "D",
        color=COLORS["black"],
        fillstyle="none",
        markersize=5,
        label="futures, some days",
    )
    for top, side in ((price.idxmax(), 1), (price["2026-07":].idxmax(), -1)):
        ax.annotate(
            f"{top.day} {top:%B}",
            (top, price[top]),
            xytext=(10 * side, 2),
            textcoords="offset points",
            ha="left" if side > 0 else "right",
            va="center",
        )
    ax.axvline(pd.Timestamp("2026-02-28"), color=COLORS["grey"], linestyle=":", linewidth=1)
    ax.annotate(
        "war begins",
        (pd.Timestamp("2026-02-28"), 130),
        xytext=(-6, 0),
        textcoords="offset points",
        ha="right",
    )
    ax.set(ylabel="dollars a barrel, spot", ylim=(50, 145))
    ax.legend(loc="upper left")
    _months(ax, 2)
    return fig


def parted(exports: pd.DataFrame, ships: float, tankers: float) -> Figure:
    """Draw what counts of ships and estimates of barrels say of the same weeks.

    Parameters
    ----------
    exports : pandas.DataFrame
        Table ``gulf_oil_exports``.
    ships, tankers : float
        Ships and tankers seen in the strait, per cent of the mean of 2025.

    Returns
    -------
    matplotlib.figure.Figure
        The figure; what is seen in the strait is hatched, what left by any route is not.
    """
    names = ["Ships seen in the strait", "Tankers seen in the strait"]
    names += [f"{row.estimate}, {row.area.split(':')[0]}" for row in exports.itertuples()]
    values = [ships, tankers, *exports["share_pct"]]
    fig, ax = plt.subplots(figsize=(7, 2.8))
    bars = ax.barh(names, values, color=COLORS["blue"], edgecolor="white")
    for bar in bars[:2]:
        bar.set(color=COLORS["vermilion"], hatch="//", edgecolor="white")
    ax.bar_label(bars, labels=[f"{value:.0f}" for value in values], padding=3, fontsize=9)
    ax.invert_yaxis()
    ax.set(xlabel="per cent of the level before the war", xlim=(0, 112))
    ax.grid(axis="y", visible=False)
    return fig


def passes_and_bypasses(flows: pd.DataFrame, bypass: pd.DataFrame) -> Figure:
    """Compare what passed the strait in 2024 with what pipelines could add.

    Parameters
    ----------
    flows : pandas.DataFrame
        Table ``hormuz_oil_flows``, million barrels a day.
    bypass : pandas.DataFrame
        Table ``hormuz_bypass``, million barrels a day.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    crude = flows[(flows["side"] == "origin") & (flows["product"] == "crude")]
    crude = crude.set_index("place")["mb_per_day"]
    products = flows.loc[
        (flows["side"] == "destination") & (flows["product"] == "products"), "mb_per_day"
    ].sum()
    fig, ax = plt.subplots(figsize=(7, 3.9))
    left = 0.0
    for place, (color, hatch) in _ORIGIN_STYLE.items():
        ax.barh(
            0,
            crude[place],
            left=left,
            color=COLORS[color],
            hatch=hatch,
            edgecolor="white",
            label=place,
        )
        left += crude[place]
    ax.barh(0, products, left=left, color="white", hatch="||", edgecolor=COLORS["grey"])
    ax.text(left + products / 2, -0.62, "refined products", ha="center", fontsize=9)
    ax.text(left / 2, -0.62, "crude oil by country of origin", ha="center", fontsize=9)
    for row, estimate in enumerate(bypass.itertuples(), start=1):
        low, high = estimate.low_mb_per_day, estimate.high_mb_per_day
        ax.barh(row, low, color=COLORS["black"], alpha=0.75, height=0.5)
        ax.barh(row, high - low, left=low, color=COLORS["black"], alpha=0.3, height=0.5)
        text = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        ax.text(high + 0.2, row, text, va="center", fontsize=9)
    ax.set_yticks(range(len(bypass) + 1), ["Passed in 2024", *bypass["estimate"]])
    ax.invert_yaxis()
    ax.set(xlabel="million barrels a day")
    ax.grid(axis="y", visible=False)
    ax.legend(ncols=2, fontsize=8, loc="lower right")
    return fig


def buyers(flows: pd.DataFrame) -> Figure:
    """Draw where the crude oil that passed the strait in 2024 went.

    Parameters
    ----------
    flows : pandas.DataFrame
        Table ``hormuz_oil_flows``, million barrels a day.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    crude = flows[(flows["side"] == "destination") & (flows["product"] == "crude")]
    crude = crude.set_index("place")["mb_per_day"].sort_values(kind="stable")
    crude = crude.reindex(["Other", *crude.index.drop("Other")])
    allies = [place in ("Europe", "United States") for place in crude.index]
    fig, ax = plt.subplots(figsize=(7, 3.2))
    bars = ax.barh(
        crude.index,
        crude,
        color=[COLORS["vermilion"] if ally else COLORS["blue"] for ally in allies],
    )
    for bar, ally in zip(bars, allies, strict=True):
        bar.set_hatch("//" if ally else "")
        bar.set_edgecolor("white")
    ax.bar_label(bars, labels=[f"{value:.1f}" for value in crude], padding=3, fontsize=9)
    ax.set(xlabel="million barrels of crude oil a day, 2024")
    ax.grid(axis="y", visible=False)
    return fig


def vintages(table: pd.DataFrame) -> Figure:
    """Draw monthly means of ships a day as three downloads of the same source give them.

    Parameters
    ----------
    table : pandas.DataFrame
        Table ``hormuz_transits_vintages``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    names = {"2026-04": "April 2026", "2026-08": "August 2026", "2026-10": "October 2026"}
    styles = zip(["grey", "blue", "vermilion"], [":", "-", "--"], ["s", "o", "^"], strict=True)
    fig, ax = plt.subplots(figsize=(7, 3.6))
    for (vintage, name), (color, line, marker) in zip(names.items(), styles, strict=True):
        part = table[(table["vintage"] == vintage) & (table["month"] >= "2025")]
        ax.plot(
            part["month"],
            part["ships_per_day"],
            color=COLORS[color],
            linestyle=line,
            marker=marker,
            markersize=4,
            label=f"downloaded in {name}",
        )
    ax.set(ylabel="ships a day, mean of the month", ylim=(0, 115))
    ax.legend()
    _months(ax, 3)
    return fig


def balance(forecasts: pd.DataFrame) -> Figure:
    """Compare the world's oil balance as forecast before the war and as estimated in August.

    Parameters
    ----------
    forecasts : pandas.DataFrame
        Table ``oil_balance_forecasts``, million barrels a day.

    Returns
    -------
    matplotlib.figure.Figure
        The figure: supply above, consumption below.
    """
    before = forecasts[forecasts["vintage"] == "2026-02-10"]
    after = forecasts[forecasts["vintage"] == "2026-08-11"]
    fig, axes = plt.subplots(2, 1, figsize=(5, 6), sharex=True, sharey=True)
    for ax, what in zip(axes, ["supply", "consumption"], strict=True):
        column = f"{what}_mb_per_day"
        ax.plot(
            before["month"],
            before[column],
            color=COLORS["black"],
            linestyle="--",
            marker="o",
            label="forecast of February",
        )
        ax.plot(
            after["month"],
            after[column],
            color=COLORS["blue"],
            linestyle="-",
            marker="s",
            label="estimate of August",
        )
        ax.fill_between(
            before["month"],
            before[column].to_numpy(),
            after[column].to_numpy(),
            color=COLORS["blue"],
            alpha=0.15,
        )
        ax.set(ylabel=f"{what}, million barrels a day")
        ax.xaxis.set_major_formatter(mdates.DateFormatter("%b"))
    axes[1].legend(loc="lower right")
    return fig


def multipliers(elasticities: pd.DataFrame, dearest: float) -> Figure:
    """Draw by how much a gap in supply multiplies the price, for each published pair.

    Parameters
    ----------
    elasticities : pandas.DataFrame
        Table ``oil_elasticities``.
    dearest : float
        Highest price of 2026 divided by the price before, drawn as a level line.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, with a logarithmic vertical axis.
    """
    gap = np.linspace(0, 0.2, 101)
    styles = zip(["vermilion", "blue", "green", "purple"], ["-", "--", "-.", ":"], strict=True)
    fig, ax = plt.subplots(figsize=(7, 3.9))
    for study, (color, line) in zip(elasticities.itertuples(), styles, strict=True):
        total = study.supply + study.demand
        ax.plot(
            100 * gap,
            np.exp(-np.log(1 - gap) / total),
            color=COLORS[color],
            linestyle=line,
            label=f"{study.label} ({total:.3f})",
        )
    ax.axhline(dearest, color=COLORS["grey"], linewidth=1, linestyle="-")
    ax.text(9, dearest * 1.04, "dearest day of 2026", ha="center", fontsize=9)
    ax.set_yscale("log")
    ax.set_yticks([1, 2, 5, 10, 50], ["1", "2", "5", "10", "50"])
    ax.minorticks_off()
    ax.set(
        xlabel="oil missing, per cent of world consumption",
        ylabel="price divided by price before",
        xlim=(0, 20),
        ylim=(1, 60),
    )
    ax.legend(fontsize=9, loc="upper left")
    return fig
