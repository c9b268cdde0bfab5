"""Figures of the page on the two readings."""

from __future__ import annotations

import textwrap

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from natolab.chapters.readings.claims import KINDS, READINGS, VERDICTS
from natolab.charts import COLORS

#: Verdicts in the order of the bars: colour, hatch, colour of the number.
LOOKS = {
    "supported": ("blue", "", "white"),
    "partly": ("sky", "//", "black"),
    "contradicted": ("vermilion", "xx", "black"),
    "open": ("white", "..", "black"),
    "opinion": ("grey", "", "white"),
}
#: Places on the axis of what events did to a forecast, from worst to best.
SCALE = ["contradicted", "open", "partly", "supported"]


def verdicts(claims: pd.DataFrame) -> Figure:
    """Draw how many claims of each kind got which verdict, for each reading.

    Parameters
    ----------
    claims : pandas.DataFrame
        The table ``reading_claims``.

    Returns
    -------
    matplotlib.figure.Figure
        One stacked bar for each kind and reading, with the numbers in it.
    """
    counts = claims.groupby(["kind", "reading", "verdict"]).size().unstack(fill_value=0)
    bars = [(kind, reading) for kind in KINDS for reading in READINGS]
    fig, ax = plt.subplots(figsize=(5, 4.4))
    for line, bar in enumerate(bars):
        start = 0
        for verdict, (color, hatch, ink) in LOOKS.items():
            number = int(counts[verdict].get(bar, 0)) if verdict in counts else 0
            if not number:
                continue
            ax.barh(
                line,
                number,
                left=start,
                color=COLORS.get(color, color),
                hatch=hatch,
                edgecolor="black",
                linewidth=0.6,
            )
            box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5} if hatch else None
            place = (start + number / 2, line)
            ax.text(*place, number, ha="center", va="center", color=ink, bbox=box, fontsize=9)
            start += number
    handles = [
        Patch(
            facecolor=COLORS.get(color, color),
            hatch=hatch,
            edgecolor="black",
            linewidth=0.6,
            label=VERDICTS[verdict].lower(),
        )
        for verdict, (color, hatch, _) in LOOKS.items()
    ]
    # The year is enough to tell the readings apart.
    names = [f"{KINDS[kind].lower()}, {READINGS[reading][-4:]}" for kind, reading in bars]
    ax.set_yticks(range(len(bars)), names)
    ax.invert_yaxis()
    ax.set(xlabel="number of claims")
    fig.legend(handles=handles, loc="outside upper center", ncols=3, fontsize=9)
    return fig


def forecasts(claims: pd.DataFrame) -> Figure:
    """Draw what happened to each forecast between the day of writing and the course's date.

    Parameters
    ----------
    claims : pandas.DataFrame
        The table ``reading_claims``.

    Returns
    -------
    matplotlib.figure.Figure
        A hollow mark for the verdict then and a full one for the verdict now, joined by a line.
    """
    rows = claims[claims["kind"] == "forecast"]
    fig, ax = plt.subplots(figsize=(5, 9.6))
    places = {verdict: place for place, verdict in enumerate(SCALE)}
    then, now = rows["verdict_then"].map(places), rows["verdict"].map(places)
    lines = range(len(rows))
    ax.hlines(lines, then, now, color=COLORS["grey"])
    hollow = {"markersize": 10, "markerfacecolor": "white", "color": "black"}
    ax.plot(then, lines, "o", label="when written", **hollow)
    ax.plot(now, lines, "D", markersize=5, color=COLORS["vermilion"], label="now")
    ax.set_yticks(lines, rows["id"])
    # The claim stands above its line, where it has the whole width.
    for line, claim in zip(lines, rows["claim"], strict=True):
        words = textwrap.fill(claim, 56)
        ax.text(-0.35, line - 0.22, words, va="bottom", fontsize=9, linespacing=1.1)
    ax.set_xticks(range(len(SCALE)), ["contra-\ndicted", "open", "partly", "sup-\nported"])
    ax.set(xlim=(-0.4, len(SCALE) - 0.6))
    ax.grid(axis="x")
    ax.invert_yaxis()
    fig.legend(loc="outside upper right", ncols=2)
    return fig


def order(events: pd.DataFrame) -> Figure:
    """Draw the order in which a text names events against the order in which they happened.

    Parameters
    ----------
    events : pandas.DataFrame
        Rows of ``reading_events`` with the strand ``column``.

    Returns
    -------
    matplotlib.figure.Figure
        Events down the left in the order of the text and down the right in that of the calendar,
        joined by lines.
    """
    told = events.sort_values("place_in_column", kind="stable").reset_index(drop=True)
    dates = told["date"].sort_values(kind="stable").index
    fig, ax = plt.subplots(figsize=(7, 3.6))
    for place, row in told.iterrows():
        real = dates.get_loc(place)
        ax.plot([0, 1], [place, real], "o-", color=COLORS["blue"])
        ax.text(-0.05, place, row["event"], ha="right", va="center", fontsize=9)
        ax.text(1.05, real, f"{row['date']:%B %Y}", ha="left", va="center", fontsize=9)
    ax.text(0, -0.8, "as the column tells it", ha="center", fontsize=9)
    ax.text(1, -0.8, "as it happened", ha="center", fontsize=9)
    ax.set(xlim=(-1.5, 1.7), ylim=(len(told) - 0.5, -1.2))
    ax.axis("off")
    return fig


def conditions(events: pd.DataFrame) -> Figure:
    """Draw when America's guarantee was made to depend on something, or nearly so.

    Parameters
    ----------
    events : pandas.DataFrame
        Rows of ``reading_events`` with the strand ``condition``.

    Returns
    -------
    matplotlib.figure.Figure
        One mark an event on an axis of years, with its name.
    """
    rows = events.sort_values("date", kind="stable").reset_index(drop=True)
    years = rows["date"].dt.year + (rows["date"].dt.day_of_year - 1) / 365.25
    fig, ax = plt.subplots(figsize=(5, 4.6))
    lines = range(len(rows))
    ax.hlines(lines, 1949, years, color=COLORS["grey"], linewidth=0.8)
    ax.plot(years, lines, "o", color=COLORS["vermilion"])
    for line, (year, row) in enumerate(zip(years, rows.itertuples(), strict=True)):
        early = year < 1990
        ax.text(
            1950 if early else year - 1,
            line - 0.08,
            textwrap.fill(f"{row.event} ({row.date.year})", 38),
            ha="left" if early else "right",
            va="bottom",
            fontsize=9,
        )
    ax.set(xlim=(1949, 2028), ylim=(len(rows) - 0.5, -0.8), xlabel="year", yticks=[])
    return fig
