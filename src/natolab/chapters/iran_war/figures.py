"""Figures of the chapter on the Iran war that need more lines than a cell should show."""

from __future__ import annotations

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from natolab import AS_OF
from natolab.chapters.iran_war.council_table import CODES
from natolab.charts import COLORS

LANES = {
    "war": ("War", "vermilion", "o"),
    "alliance": ("Alliance", "blue", "s"),
    "energy": ("Energy", "orange", "^"),
    "law": ("Law", "purple", "D"),
    "europe": ("Europe", "green", "v"),
}
#: Colour and marker of each code.
LOOKS = {
    "support": ("blue", "o"),
    "limits": ("sky", "s"),
    "open": ("grey", "D"),
    "refusal": ("vermilion", "X"),
}
#: Colour of each chamber of the US Congress.
_CHAMBERS = {"House": "blue", "Senate": "vermilion"}
DIMENSIONS = {"words": "words", "bases": "bases", "airspace": "air", "ships": "ships"}


def timeline(events: pd.DataFrame) -> Figure:
    """Draw events in five lanes; what we know at second hand only is hollow.

    Parameters
    ----------
    events : pandas.DataFrame
        Table ``iran_war_timeline``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure: above June 2025 to January 2026, below the time since.
    """
    fig, axes = plt.subplots(2, 1, figsize=(5.4, 9.4), sharey=True, height_ratios=(1, 1.25))
    spans = [("2025-06-01", "2026-02-01"), ("2026-02-01", AS_OF.isoformat())]
    for ax, (start, end) in zip(axes, spans, strict=True):
        ax.set_xlim(pd.Timestamp(start), pd.Timestamp(end))
        ax.grid(visible=False)
        for place, (lane, (_, color, marker)) in enumerate(LANES.items()):
            y = len(LANES) - 1 - place
            ax.axhline(y, color=COLORS["grey"], linewidth=0.6)
            inside = (events["date"] >= start) & (events["date"] < end) & (events["lane"] == lane)
            part = events[inside].sort_values("date", kind="stable")
            seen = part["basis"] != "named"
            for rows, face in ((part[seen], COLORS[color]), (part[~seen], "white")):
                ax.plot(
                    rows["date"],
                    [y] * len(rows),
                    marker,
                    color=COLORS[color],
                    markerfacecolor=face,
                    markersize=6,
                    linestyle="none",
                )
            for i, row in enumerate(part[part["label"].notna()].itertuples()):
                ax.annotate(
                    row.label,
                    (row.date, y),
                    xytext=(0, (11, -11, 22, -22)[i % 4]),
                    textcoords="offset points",
                    ha=_side(row.date, start, end),
                    va="center",
                    fontsize=9,
                )
    axes[0].xaxis.set_major_locator(mdates.MonthLocator(bymonth=(7, 10, 1)))
    axes[1].xaxis.set_major_locator(mdates.MonthLocator(interval=1))
    for ax in axes:
        ax.xaxis.set_major_formatter(mdates.DateFormatter("%b\n%Y"))
        ax.tick_params(axis="x", labelsize=9)
    axes[0].set_yticks(range(len(LANES)), [name for name, _, _ in reversed(LANES.values())])
    axes[0].set_ylim(-0.6, len(LANES) - 0.4)
    return fig


def positions(held: pd.DataFrame, allies: pd.DataFrame) -> Figure:
    """Draw a mark for each ally and dimension; an empty place means nothing documented.

    Parameters
    ----------
    held : pandas.DataFrame
        Positions that hold on a day, as ``alignment_index.positions_on`` returns them.
    allies : pandas.DataFrame
        All allies to show, columns ``iso3`` and ``ally``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, allies by name.
    """
    fig, ax = plt.subplots(figsize=(4.6, 8.6))
    rows = {iso3: i for i, iso3 in enumerate(allies["iso3"])}
    for code, (color, marker) in LOOKS.items():
        found = held[(held["position"] == code) & held["iso3"].isin(rows)]
        ax.plot(
            [list(DIMENSIONS).index(d) for d in found["dimension"]],
            [rows[iso3] for iso3 in found["iso3"]],
            marker,
            color=COLORS[color],
            markersize=7,
            linestyle="none",
        )
    ax.set_xticks(range(len(DIMENSIONS)), list(DIMENSIONS.values()))
    ax.set_yticks(range(len(allies)), allies["ally"], fontsize=9)
    ax.set(xlim=(-0.5, len(DIMENSIONS) - 0.5), ylim=(len(allies) - 0.5, -0.5))
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.grid(visible=True, axis="y", linewidth=0.4)
    fig.legend(
        handles=[
            Line2D([], [], color=COLORS[color], marker=marker, linestyle="none", label=CODES[code])
            for code, (color, marker) in LOOKS.items()
        ],
        loc="outside lower center",
        ncols=2,
    )
    return fig


def ships_and_price(transits: pd.DataFrame, spot: pd.DataFrame, marks: pd.DataFrame) -> Figure:
    """Draw ships a day above the spot price, in two panels with one axis of time.

    Parameters
    ----------
    transits, spot : pandas.DataFrame
        Tables ``hormuz_transits`` and ``brent_spot``.
    marks : pandas.DataFrame
        Rows of ``iran_war_timeline`` to number.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    week = transits.set_index("date")["ships"].rolling(7).mean().loc["2026-01-01":]
    price = spot.set_index("date")["usd_per_barrel"].loc["2026-01-01":]
    fig, axes = plt.subplots(2, 1, figsize=(5, 5), sharex=True)
    axes[0].plot(week.index, week, color=COLORS["blue"], linestyle="-")
    axes[0].set(ylabel="ships a day", ylim=(0, 115))
    axes[1].plot(price.index, price, color=COLORS["vermilion"], linestyle="-")
    axes[1].set(ylabel="dollars a barrel, spot", ylim=(50, 145))
    for ax in axes:
        for number, day in enumerate(marks["date"], 1):
            ax.axvline(day, color=COLORS["grey"], linewidth=0.8, linestyle=":")
            if ax is axes[0]:
                ax.text(day, 117, str(number), ha="center", va="bottom", fontsize=9)
    axes[1].xaxis.set_major_locator(mdates.MonthLocator())
    axes[1].xaxis.set_major_formatter(mdates.DateFormatter("%b"))
    axes[1].set_xlabel("2026")
    fig.align_ylabels(axes)
    return fig


def opinion(polls: pd.DataFrame) -> Figure:
    """Draw shares against to the left and for to the right of zero, one row a poll and group.

    Parameters
    ----------
    polls : pandas.DataFrame
        Table ``opinion_iran_war``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    names = [
        (row.country if row.group == "all" else row.group) + ": " + row.pollster.split(" for ")[0]
        for row in polls.itertuples()
    ]
    places = np.arange(len(polls))[::-1]
    fig, ax = plt.subplots(figsize=(7, 4.2))
    ax.barh(
        places, -polls["against_pct"].fillna(0), color=COLORS["vermilion"], hatch="//",
        edgecolor="white", label="against",
    )  # fmt: skip
    ax.barh(places, polls["for_pct"].fillna(0), color=COLORS["blue"], label="for")
    for side, column in ((-1, "against_pct"), (1, "for_pct")):
        for place, value in zip(places, polls[column], strict=True):
            words = "not reported" if pd.isna(value) else f"{value:.0f}"
            at = side * (2 if pd.isna(value) else value + 2)
            ax.text(at, place, words, ha="left" if side > 0 else "right", va="center", fontsize=8)
    ax.axvline(0, color=COLORS["black"], linewidth=0.8)
    ax.set_yticks(places, names, fontsize=8)
    ax.set_xticks([-80, -40, 0, 40, 80], ["80", "40", "0", "40", "80"])
    ax.set(xlabel="per cent of respondents", xlim=(-105, 105))
    ax.grid(visible=False, axis="y")
    ax.legend(loc="lower right", ncols=2, bbox_to_anchor=(1.0, 1.0))
    return fig


def votes(roll_calls: pd.DataFrame) -> Figure:
    """Draw by how many votes each resolution to end or limit the war was carried or lost.

    Parameters
    ----------
    roll_calls : pandas.DataFrame
        Table ``congress_war_votes``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, one row a vote, the first on top; joint resolutions are hatched.
    """
    fig, ax = plt.subplots(figsize=(7, 6.6))
    for place, row in enumerate(roll_calls.itertuples()):
        margin = row.yes - row.no
        ax.barh(
            place,
            margin,
            color=COLORS[_CHAMBERS[row.chamber]],
            hatch="//" if row.kind == "joint" else "",
            edgecolor="white",
        )
        ax.text(
            margin + (0.3 if margin > 0 else -0.3),
            place,
            f"{row.yes}\N{EN DASH}{row.no}",
            ha="left" if margin > 0 else "right",
            va="center",
            fontsize=8,
        )
    ax.axvline(0, color=COLORS["black"], linewidth=0.8)
    names = [
        f"{row.date.day} {row.date:%b}: {row.chamber}, {row.measure}"
        for row in roll_calls.itertuples()
    ]
    ax.set_yticks(range(len(names)), names, fontsize=8)
    ax.set(xlabel="votes for minus votes against", xlim=(-12, 20), ylim=(len(names) - 0.4, -0.6))
    ax.legend(
        handles=[
            Patch(facecolor=COLORS[_CHAMBERS[chamber]], hatch=hatch, edgecolor="white", label=label)
            for chamber, hatch, label in (
                ("House", "", "House, concurrent"),
                ("Senate", "", "Senate, concurrent"),
                ("Senate", "//", "Senate, joint"),
            )
        ],
        loc="upper right",
    )
    _light(ax)
    return fig


def spread(ranks: pd.DataFrame, names: pd.Series) -> Figure:
    """Draw the range of ranks of each ally under random weights.

    Parameters
    ----------
    ranks : pandas.DataFrame
        As ``alignment_index.rank_spread`` returns them.
    names : pandas.Series
        Names of allies by ISO code.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    fig, ax = plt.subplots(figsize=(7, 5.2))
    places = np.arange(len(ranks))
    ax.hlines(places, ranks["low"], ranks["high"], color=COLORS["sky"], linewidth=4)
    ax.plot(ranks["middle"], places, "o", color=COLORS["black"], markersize=4)
    ax.set_yticks(places, [names[iso3] for iso3 in ranks.index], fontsize=8)
    ax.set(xlabel="rank (1 is the highest)", xlim=(0, 31), ylim=(len(ranks) - 0.5, -0.5))
    _light(ax)
    return fig


def _side(day: pd.Timestamp, start: str, end: str) -> str:
    """Align a label so that it stays inside its panel."""
    if day - pd.Timestamp(start) < pd.Timedelta(days=28):
        return "left"
    return "right" if pd.Timestamp(end) - day < pd.Timedelta(days=28) else "center"


def _light(ax: Axes) -> None:
    ax.grid(visible=False, axis="y")
    ax.tick_params(axis="y", length=0)
