"""Figures of the chapter on origins that take more than a few lines."""

from __future__ import annotations

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.origins.capabilities import sides
from natolab.charts import COLORS

#: Marker and colour of each kind of event.
LANES = {
    "Crisis": ("X", "vermilion"),
    "Europe": ("s", "green"),
    "Washington": ("D", "purple"),
    "Alliance": ("o", "blue"),
}
#: Line style and colour of each side in the capability figure.
_SIDE_STYLE = {
    "United States": ("-", "blue"),
    "Other founders": ("--", "sky"),
    "Soviet Union": ("-", "vermilion"),
    "Eastern Europe": (":", "orange"),
}
#: Hosts of the troops figure from the bottom up, with colour and hatch.
HOSTS = {
    "Germany": ("blue", ""),
    "United Kingdom": ("sky", "///"),
    "Italy": ("green", "..."),
    "France": ("vermilion", "xxx"),
    "Rest of Europe": ("orange", "\\\\\\"),
}


def timeline(events: pd.DataFrame) -> Figure:
    """Draw events down a time axis, each with a line to its label.

    Parameters
    ----------
    events : pandas.DataFrame
        ``date``, ``precision`` (day, week or month), ``lane`` (a key of ``LANES``) and ``label``,
        as in the table ``origins_timeline``.

    Returns
    -------
    matplotlib.figure.Figure
        Years run from top to bottom; labels are spread evenly so that none overlap.
    """
    events = events.sort_values("date", ignore_index=True, kind="stable")
    dates = mdates.date2num(events["date"])
    low, high = mdates.date2num([pd.Timestamp("1947-01-01"), pd.Timestamp("1955-12-31")])
    slots = np.linspace(low + 40, high - 60, len(events))
    fig, ax = plt.subplots(figsize=(5.6, 6.6))
    for event, at, slot in zip(events.itertuples(), dates, slots, strict=True):
        marker, color = LANES[event.lane]
        ax.plot([0, 0.1, 0.22], [at, at, slot], color="#999999", linewidth=0.7, linestyle="-")
        ax.plot(0, at, marker, color=COLORS[color], markersize=8, zorder=3, linestyle="none")
        when = f"{event.date:%B %Y}"
        if event.precision != "month":
            about = "about " if event.precision == "week" else ""
            when = f"{about}{event.date.day} {event.date:%b %Y}"
        ax.text(0.24, slot, when, va="center", fontsize=9)
        ax.text(0.5, slot, event.label, va="center", fontsize=9.5, weight="bold")
    for lane, (marker, color) in LANES.items():
        ax.plot([], [], marker, color=COLORS[color], markersize=8, linestyle="none", label=lane)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 1.07), ncols=4, handletextpad=0.1)
    ax.set(xlim=(-0.03, 0.9), ylim=(high, low))
    ax.yaxis.set_major_locator(mdates.YearLocator())
    ax.yaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.grid(visible=False)
    return fig


def balance(capabilities: pd.DataFrame) -> Figure:
    """Draw capability shares and soldiers by side, 1946 to 1955.

    Parameters
    ----------
    capabilities : pandas.DataFrame
        The table ``capabilities_1946_1955``.

    Returns
    -------
    matplotlib.figure.Figure
        Above: share of world capabilities in per cent; below: soldiers in millions.
    """
    totals = sides(capabilities)
    fig, (above, below) = plt.subplots(2, 1, figsize=(5, 6.4), sharex=True)
    for name, (style, color) in _SIDE_STYLE.items():
        rows = totals[totals["side"] == name]
        look = {"linestyle": style, "color": COLORS[color], "label": name}
        above.plot(rows["year"], 100 * rows["cinc"], **look)
        below.plot(rows["year"], rows["soldiers"], **look)
    above.set(ylim=(0, None), ylabel="world capabilities (CINC), %")
    below.set(ylim=(0, None), xlabel="year", ylabel="soldiers, millions")
    for ax in (above, below):
        ax.set_xticks([1946, 1949, 1952, 1955])
        ax.axvline(1949, color=COLORS["grey"], linewidth=0.8, linestyle=":")
    fig.legend(*above.get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return fig


def senate(vote: pd.DataFrame) -> Figure:
    """Draw the Senate's vote by party and by ideal point.

    Parameters
    ----------
    vote : pandas.DataFrame
        The table ``senate_vote_1949``.

    Returns
    -------
    matplotlib.figure.Figure
        Above: votes by party; below: senators by their two NOMINATE dimensions, with the names of
        those who voted against.
    """
    fig, (above, below) = plt.subplots(2, 1, figsize=(5, 7.4), height_ratios=[1, 1.6])
    counts = vote.groupby(["party", "vote"]).size().unstack(fill_value=0)
    above.bar(counts.index, counts["yea"], color=COLORS["blue"], width=0.6)
    above.bar(
        counts.index,
        counts["nay"],
        bottom=counts["yea"],
        color=COLORS["vermilion"],
        hatch="///",
        edgecolor="white",
        linewidth=0,
        width=0.6,
    )
    for spot, (yea, nay) in enumerate(zip(counts["yea"], counts["nay"], strict=True)):
        above.text(spot, yea / 2, f"{yea} for", ha="center", color="white", weight="bold")
        above.text(spot, yea + nay + 0.8, f"{nay} against", ha="center", fontsize=9)
    above.set(ylim=(0, 58), ylabel="senators")
    above.grid(axis="x", visible=False)

    looks = {"Democrat": ("o", "blue"), "Republican": ("s", "grey")}
    for party, (marker, color) in looks.items():
        rows = vote[(vote["party"] == party) & (vote["vote"] != "nay")]
        below.plot(
            rows["ideal_point_1"],
            rows["ideal_point_2"],
            marker,
            color=COLORS[color],
            markersize=5,
            markeredgecolor="white",
            markeredgewidth=0.5,
            linestyle="none",
            label=f"{party}, for",
        )
    nays = vote[vote["vote"] == "nay"]
    below.plot(
        nays["ideal_point_1"],
        nays["ideal_point_2"],
        "X",
        color=COLORS["vermilion"],
        markersize=8,
        linestyle="none",
        label="against",
    )
    for senator in nays.itertuples():
        name = senator.senator.split()[-1]
        beside, align = _BESIDE.get(name, ((6, -3), "left"))
        below.annotate(
            name,
            (senator.ideal_point_1, senator.ideal_point_2),
            xytext=beside,
            textcoords="offset points",
            ha=align,
            fontsize=9,
        )
    below.set(
        xlim=(-1.08, 0.85),
        xlabel="first dimension: left to right",
        ylabel="second dimension",
    )
    fig.legend(*below.get_legend_handles_labels(), loc="outside lower left", ncols=2)
    return fig


#: Where a name stands if not to the right of its point (points), to keep names apart.
_BESIDE = {
    **dict.fromkeys(["Cordon", "Donnell", "Watkins", "Young", "Langer"], ((-6, -3), "right")),
    "Malone": ((0, -14), "center"),
    "Kem": ((2, -13), "center"),
}


def troops(table: pd.DataFrame) -> Figure:
    """Draw US troops in Europe by host, with gaps where there is no count.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``us_troops_europe``.

    Returns
    -------
    matplotlib.figure.Figure
        Layers from the bottom up by host, thousands of persons; 2008 is missing and 1951 and 1952
        are shaded as interpolated.
    """
    host = table["host"].where(table["host"].isin(HOSTS), "Rest of Europe")
    wide = table.assign(host=host).pivot_table(
        index="year", columns="host", values="troops", aggfunc="sum"
    )
    wide = (wide / 1000).reindex(columns=list(HOSTS))
    fig, ax = plt.subplots(figsize=(7, 4.2))
    for years in (wide.loc[:2007], wide.loc[2009:]):
        layers = ax.stackplot(
            years.index, years.T, colors=[COLORS[color] for color, _ in HOSTS.values()]
        )
        for layer, (_, hatch) in zip(layers, HOSTS.values(), strict=True):
            layer.set(hatch=hatch, edgecolor="white", linewidth=0.4)
    for layer, name in zip(layers, HOSTS, strict=True):
        layer.set_label(name)
    made_up = table.loc[table["status"] == "interpolated", "year"]
    ax.axvspan(made_up.min() - 1, made_up.max() + 1, color=COLORS["grey"], alpha=0.25, linewidth=0)
    ax.text(made_up.max() + 1.5, 462, "1951-1952: no count", fontsize=9)
    ax.annotate(
        "2008: no sound count",
        (2008, 110),
        xytext=(2008, 210),
        ha="center",
        fontsize=9,
        arrowprops={"arrowstyle": "->", "color": COLORS["grey"]},
    )
    ax.set(xlim=(1950, 2025), ylim=(0, 490), xlabel="year", ylabel="US troops, thousands")
    handles, names = ax.get_legend_handles_labels()
    ax.legend(handles[::-1], names[::-1], loc="upper right")
    return fig
