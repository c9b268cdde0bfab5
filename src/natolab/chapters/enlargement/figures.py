"""Figures of the chapter on enlargement that take more than a few lines."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from natolab.chapters.enlargement import alliance
from natolab.chapters.enlargement.alliance import BOX, MAP_HEIGHT, MAP_WIDTH, OUTSIDE
from natolab.chapters.enlargement.roll_calls import by_party
from natolab.charts import COLORS

#: Marker and colour of each party.
_PARTIES = {"Democrat": ("o", "blue"), "Republican": ("s", "vermilion")}
#: What stands where the Senate's tally by party is not known.
_NO_ROLL_CALL = {
    "press": "76 to 2, as TIME reported; no list of names at hand",
    "not_found": "tally not found",
    "no_roll_call": "consent without a roll call",
}


def polygon(outline: str) -> np.ndarray:
    """Return the corners of one outline.

    Parameters
    ----------
    outline : str
        ``x,y`` pairs in map units, set apart by spaces, as in the table ``map_outlines``.

    Returns
    -------
    numpy.ndarray
        Shape (corners, 2); y counts downwards.
    """
    return np.array([pair.split(",") for pair in outline.split()], dtype=float)


def draw_map(ax: Axes, outlines: pd.DataFrame, members: pd.DataFrame, year: int, since: int) -> int:
    """Draw the allies of a year on a map of Europe.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    outlines, members : pandas.DataFrame
        The tables ``map_outlines`` and ``alliance_members``.
    year : int
        Allies at the end of this year are filled.
    since : int
        Those who joined after this year are marked as new by hatching.

    Returns
    -------
    int
        How many allies there are.
    """
    joined = members.set_index("iso3")["round"]

    def look(iso3: str) -> dict:
        when = joined.get(iso3, 9999)
        if when > year:
            return {"facecolor": "#cccccc", "edgecolor": "#cccccc", "linewidth": 0.3}
        if when > since:
            fill = {"facecolor": COLORS["orange"], "hatch": "////"}
            return {**fill, "edgecolor": COLORS["black"], "linewidth": 0.6}
        return {"facecolor": COLORS["blue"], "edgecolor": "white", "linewidth": 0.4}

    for row in outlines.itertuples():
        corners = polygon(row.outline)
        ax.fill(corners[:, 0], corners[:, 1], **look(row.iso3))
    for iso3, (left, top, label) in OUTSIDE.items():
        ax.add_patch(Rectangle((left, top), *BOX, **look(iso3)))
        ax.text(left, top + BOX[1] + 30, label, fontsize=9, va="center")
    ax.set(xlim=(0, MAP_WIDTH), ylim=(MAP_HEIGHT, 0), aspect="equal")
    ax.axis("off")
    return int((members["round"] <= year).sum())


def maps(outlines: pd.DataFrame, members: pd.DataFrame, years: Sequence[int]) -> Figure:
    """Draw maps of the alliance in two columns, one a year.

    Parameters
    ----------
    outlines, members : pandas.DataFrame
        The tables ``map_outlines`` and ``alliance_members``.
    years : sequence of int
        Years in order; in each map those who joined since the one before are marked as new.

    Returns
    -------
    matplotlib.figure.Figure
        Two maps in a row, so that their words can be read on a phone.
    """
    rows = -(-len(years) // 2)
    fig, axes = plt.subplots(rows, 2, figsize=(5, 2.35 * rows))
    for ax, year, since in zip(axes.flat, years, [years[0], *years], strict=False):
        count = draw_map(ax, outlines, members, year, since)
        ax.text(500, 890, f"{year}: {count} allies", ha="center", va="top", weight="bold")
    return fig


def growth(by_year: pd.DataFrame) -> Figure:
    """Draw the number of allies and the American share of people and of spending.

    Parameters
    ----------
    by_year : pandas.DataFrame
        The table ``alliance_by_year``.

    Returns
    -------
    matplotlib.figure.Figure
        Above: allies at the end of each year; below: shares of the United States in per cent,
        spending only for years in which each ally with forces has a figure.
    """
    fig, (top, low) = plt.subplots(2, 1, figsize=(7, 5), sharex=True, height_ratios=[1.2, 1])
    top.step(by_year["year"], by_year["members"], where="mid", color=COLORS["blue"])
    news = by_year[by_year["members"].diff() > 0]
    for row in news.itertuples():
        beside, align = _BESIDE.get(row.year, ((-6, 5), "right"))
        top.annotate(
            f"{row.year}: {row.members}",
            (row.year, row.members),
            xytext=beside,
            textcoords="offset points",
            ha=align,
            fontsize=9,
        )
    top.set(ylim=(8, 37), ylabel="allies")
    share = alliance.american_shares(by_year)
    low.plot(share.index, share["spending"], color=COLORS["vermilion"], linestyle="-")
    low.plot(share.index, share["people"], color=COLORS["green"], linestyle="--")
    low.text(1983, 78, "military spending", color=COLORS["vermilion"])
    low.text(1983, 42, "people", color=COLORS["green"])
    low.set(ylim=(0, 100), ylabel="United States, % of allies", xlabel="year", xlim=(1948, 2034))
    return fig


#: Where the label of a year stands if not above and to the left of its step (points).
_BESIDE = {
    1952: ((-4, 22), "left"),
    1955: ((6, -13), "left"),
    2020: ((8, -11), "left"),
    2024: ((12, -3), "left"),
}


def senate(votes: pd.DataFrame, rounds: pd.DataFrame) -> Figure:
    """Draw each party's support in the Senate, round by round.

    Parameters
    ----------
    votes : pandas.DataFrame
        ``round``, ``party`` and ``vote`` of each senator.
    rounds : pandas.DataFrame
        The table ``enlargement_rounds``.

    Returns
    -------
    matplotlib.figure.Figure
        One line a round; a dot for each of the two parties; words where there is no roll call.
    """
    support = by_party(votes)["share"]
    # Finland and Sweden came in by one vote, so the round of 2024 is not drawn again.
    drawn = rounds[rounds["round"] != 2024].reset_index(drop=True)
    fig, ax = plt.subplots(figsize=(7, 4.4))
    for line, row in drawn.iterrows():
        if row["record"] in _NO_ROLL_CALL:
            ax.text(70.5, line, _NO_ROLL_CALL[row["record"]], va="center", style="italic")
            continue
        points = support[row["round"]]
        ax.plot(
            points[list(_PARTIES)], [line] * 2, color=COLORS["grey"], linewidth=1, linestyle="-"
        )
        for shift, (party, (marker, color)) in zip((-0.12, 0.12), _PARTIES.items(), strict=True):
            ax.plot(points[party], line + shift, marker, color=COLORS[color], markersize=8)
    for party, (marker, color) in _PARTIES.items():
        ax.plot([], [], marker, color=COLORS[color], linestyle="none", label=party)
    names = [
        f"{row.label} ({row.consent:%Y})" if pd.notna(row.consent) else f"{row.label} ({row.round})"
        for row in drawn.itertuples()
    ]
    names = [name.replace("Finland (", "Finland and Sweden (") for name in names]
    ax.set_yticks(range(len(drawn)), names)
    ax.set(xlim=(70, 101), ylim=(len(drawn) - 0.5, -0.5), xlabel="per cent of the party in favour")
    ax.grid(axis="y", visible=False)
    fig.legend(loc="outside upper right", ncols=2)
    return fig


def opponents(votes: pd.DataFrame) -> Figure:
    """Draw the senators who voted no, from left to right.

    Parameters
    ----------
    votes : pandas.DataFrame
        ``round``, ``party``, ``ideal_point_1`` and ``vote`` of each senator.

    Returns
    -------
    matplotlib.figure.Figure
        One band a round: all senators as small ticks, those against as large markers by party.
    """
    against = votes[votes["vote"] == "nay"]
    bands = sorted(against["round"].unique())
    fig, ax = plt.subplots(figsize=(7, 3.6))
    for line, when in enumerate(bands):
        everyone = votes.loc[votes["round"] == when, "ideal_point_1"]
        ax.plot(everyone, [line + 0.32] * len(everyone), "|", color=COLORS["grey"], markersize=7)
        for party, (marker, color) in _PARTIES.items():
            rows = against[(against["round"] == when) & (against["party"] == party)]
            ax.plot(
                rows["ideal_point_1"],
                [line] * len(rows),
                marker,
                color=COLORS[color],
                markersize=8,
                alpha=0.75,
                label=f"{party}, against" if line == 0 else None,
            )
    ax.set_yticks(range(len(bands)), [f"round of {when}" for when in bands])
    ax.set(ylim=(len(bands) - 0.4, -0.5), xlim=(-1, 1), xlabel="first dimension: left to right")
    ax.grid(axis="y", visible=False)
    fig.legend(loc="outside upper right", ncols=2)
    return fig


def waits(rounds: pd.DataFrame) -> Figure:
    """Draw how long each round took from the signing of its protocol to accession.

    Parameters
    ----------
    rounds : pandas.DataFrame
        The table ``enlargement_rounds``.

    Returns
    -------
    matplotlib.figure.Figure
        One bar a round, in months.
    """
    months = alliance.waits(rounds)
    fig, ax = plt.subplots(figsize=(7, 3.4))
    ax.barh(months.index, months, color=COLORS["sky"], edgecolor=COLORS["blue"])
    ax.invert_yaxis()
    ax.set_xlabel("months from protocol to accession")
    return fig
