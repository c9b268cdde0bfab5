"""Figures of the chapter on endings."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.endings.lifetimes import CLOSE, NATO, YEAR, lives, shares_by_way
from natolab.chapters.endings.reference_class import LARGE_POST_WAR, of_class
from natolab.charts import COLORS
from natolab.methods import survival

#: Ways to end, in words.
WAYS = {
    "broken": "broken or abrogated",
    "replaced": "replaced by another arrangement",
    "fulfilled": "fulfilled or run out",
    "member_lost": "a member ceased to exist",
}
#: Age at which the areas of the ways to end carry their names.
LABELLED_AT = 53
#: Where the axis of famous cases begins, for the one that is older.
OLDEST_SHOWN = 1770
#: Classes set side by side: name and what differs from the default class.
CLASSES = {
    "all, by alliance": {},
    "all, by phase": {"unit": "phase"},
    "no promise to attack": {"pledge": "defence"},
    "two members": {"size": "two"},
    "three or more members": {"size": "more"},
    "with a major power": {"power": "major"},
    "without a major power": {"power": "minor"},
    "signed before 1946": {"era": "before"},
    "signed since 1946": {"era": "since"},
    "since 1946, three or more,\na major power": LARGE_POST_WAR,
}


def famous(table: pd.DataFrame) -> Figure:
    """Draw the cases that come to mind, from signature to the event that people remember.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``famous_endings``.

    Returns
    -------
    matplotlib.figure.Figure
        One line a case; the mark at its end says whether the data count an end.
    """
    marks = {
        "broken": ("X", "vermilion", "counted as an end"),
        "in_force": ("o", "blue", "alliance still in force"),
        "no_defence": ("s", "orange", "no promise of defence"),
        "too_old": ("^", "grey", "signed before 1815"),
    }
    fig, ax = plt.subplots(figsize=(7, 3.6))
    seen = set()
    for y, row in enumerate(
        table.sort_values("signed", ascending=False, kind="stable").itertuples()
    ):
        marker, color, label = marks[row.in_data]
        event = 2016 if pd.isna(row.event) else row.event
        start = max(row.signed, OLDEST_SHOWN)
        ax.plot([start, event], [y, y], "-", color=COLORS[color], linewidth=2)
        ax.plot(
            event,
            y,
            marker,
            color=COLORS[color],
            markersize=8,
            label=None if label in seen else label,
        )
        seen.add(label)
        if row.signed < OLDEST_SHOWN:
            ax.text(start + 3, y + 0.22, f"since {row.signed}", fontsize=9)
    ax.set_yticks(
        range(len(table)), table.sort_values("signed", ascending=False, kind="stable")["case"]
    )
    ax.set(xlim=(OLDEST_SHOWN, 2025), ylim=(-0.6, len(table) - 0.2), xlabel="year")
    ax.grid(axis="y", visible=False)
    fig.legend(loc="outside lower center", ncols=2, fontsize=9)
    return fig


def diagonals(table: pd.DataFrame) -> Figure:
    """Draw each alliance as a diagonal from its birth, age against calendar year.

    Parameters
    ----------
    table : pandas.DataFrame
        What ``lifetimes.alliances`` returns, or part of it.

    Returns
    -------
    matplotlib.figure.Figure
        A cross where one ended, a ring at the right edge where one was still in force.
    """
    fig, ax = plt.subplots(figsize=(7, 4))
    stop = table["end"].fillna(pd.Timestamp(CLOSE))
    born, died = (days.dt.year + days.dt.day_of_year / YEAR for days in (table["begin"], stop))
    ages = (stop - table["begin"]).dt.days / YEAR
    nato = table["atop_id"] == NATO
    ax.plot(
        np.array([born[~nato], died[~nato]]),
        np.array([0 * ages[~nato], ages[~nato]]),
        "-",
        color=COLORS["grey"],
        linewidth=0.6,
        alpha=0.7,
    )
    ax.plot([born[nato], died[nato]], [0, ages[nato].item()], "-", color=COLORS["vermilion"])
    over = table["end"].notna()
    ax.plot(died[over], ages[over], "x", color=COLORS["black"], markersize=4, label="ended")
    ax.plot(
        died[~over],
        ages[~over],
        "o",
        color=COLORS["blue"],
        markerfacecolor="none",
        markersize=5,
        label="in force at the end of 2016",
    )
    ax.text(died[nato].item() - 3, ages[nato].item() - 1, "NATO", ha="right", fontsize=9)
    ax.set(xlim=(1813, 2020), ylim=(0, 74), xlabel="calendar year", ylabel="age in years")
    ax.legend(loc="upper left")
    return fig


def curves(units: dict[str, pd.DataFrame]) -> Figure:
    """Draw the Kaplan-Meier curves of several lists of pacts, with the interval of the first.

    Parameters
    ----------
    units : dict
        Pacts by name, in the form that ``lifetimes.lives`` takes.

    Returns
    -------
    matplotlib.figure.Figure
        Per cent still alive by age; ticks on the first curve where lives are censored.
    """
    fig, ax = plt.subplots(figsize=(7, 4))
    for i, ((name, table), (style, color)) in enumerate(
        zip(units.items(), [("-", "blue"), ("--", "vermilion")], strict=False)
    ):
        durations, ended = lives(table)
        curve = survival.kaplan_meier(durations, ended)
        times = [0, *curve["time"], max(durations)]
        shares = 100 * np.array([1, *curve["survival"], curve["survival"][-1]])
        ax.step(times, shares, where="post", linestyle=style, color=COLORS[color], label=name)
        if i == 0:
            ax.fill_between(
                times,
                100 * np.array([1, *curve["low"], curve["low"][-1]], dtype=float),
                100 * np.array([1, *curve["high"], curve["high"][-1]], dtype=float),
                step="post",
                color=COLORS["grey"],
                alpha=0.25,
                linewidth=0,
                label="95 per cent interval of the first",
            )
            cut = [t for t, over in zip(durations, ended, strict=True) if not over]
            ax.plot(
                cut,
                [100 * survival.survival_at(curve, t) for t in cut],
                "|",
                color=COLORS["black"],
                markersize=7,
                label="in force, of this age",
            )
            nato = table[table["atop_id"] == NATO]
            age = lives(nato)[0][0]
            here = 100 * survival.survival_at(curve, age)
            ax.annotate(
                "NATO, end of 2016",
                (age, here),
                (age - 1, here + 22),
                ha="right",
                arrowprops={"arrowstyle": "->", "color": COLORS["black"]},
            )
    ax.set(xlim=(0, 72), ylim=(0, 100), xlabel="age in years", ylabel="per cent still alive")
    ax.legend()
    return fig


def ways(table: pd.DataFrame) -> Figure:
    """Draw how many had ended in which way by each age.

    Parameters
    ----------
    table : pandas.DataFrame
        What ``lifetimes.alliances`` returns, or part of it.

    Returns
    -------
    matplotlib.figure.Figure
        Stacked areas; what is left above them is still alive.
    """
    durations, _ = lives(table)
    times, shares = shares_by_way(table)
    looks = ["orange", "sky", "green", "grey"]
    fig, ax = plt.subplots(figsize=(7, 4))
    floor = np.zeros(len(times) + 2)
    for (way, name), color in zip(WAYS.items(), looks, strict=True):
        top = floor + 100 * np.array([0, *shares[way], shares[way][-1]])
        ax.fill_between(
            [0, *times, max(durations)],
            floor,
            top,
            step="post",
            color=COLORS[color],
            alpha=0.6,
            edgecolor=COLORS["black"],
            linewidth=0.5,
        )
        at = np.searchsorted([0, *times], LABELLED_AT, side="right") - 1
        ax.text(LABELLED_AT, (floor[at] + top[at]) / 2, name, ha="center", va="center")
        floor = top
    ax.text(LABELLED_AT, (100 + floor[at]) / 2, "still in force", ha="center", va="center")
    ax.set(xlim=(0, max(durations)), ylim=(0, 100), xlabel="age in years", ylabel="per cent")
    return fig


def risk(table: pd.DataFrame, edges: list[float]) -> Figure:
    """Draw the yearly risk of ending by age.

    Parameters
    ----------
    table : pandas.DataFrame
        What ``lifetimes.lives`` takes.
    edges : list of float
        Bounds of the bands of age, in years.

    Returns
    -------
    matplotlib.figure.Figure
        Points with intervals; the number of endings stands above each.
    """
    bands = survival.hazard_by_age(*lives(table), edges)
    fig, ax = plt.subplots(figsize=(7, 3.4))
    for i, band in enumerate(bands):
        low, high = 100 * band["low"], 100 * band["high"]
        ax.plot([i, i], [low, high], "-", color=COLORS["blue"], linewidth=2)
        ax.plot(i, 100 * band["risk"], "o", color=COLORS["blue"], markersize=7)
        ax.text(i, high + 0.3, f"{band['ended']} ended", ha="center", fontsize=9)
    ax.set_xticks(range(len(bands)), [f"{band['start']:g} to {band['stop']:g}" for band in bands])
    ax.set(xlabel="age in years", ylabel="risk of ending, per cent a year")
    ax.set(xlim=(-0.5, len(bands) - 0.5), ylim=(0, 12.5))
    ax.grid(axis="x", visible=False)
    return fig


def classes() -> Figure:
    """Draw the share that reaches NATO's age in different reference classes.

    Returns
    -------
    matplotlib.figure.Figure
        A point and an interval a class, with the number of pacts in it; the point is hollow if
        no pact of the class was watched to that age and the last value of the curve stands.
    """
    fig, ax = plt.subplots(figsize=(7, 4.2))
    for y, (name, patch) in enumerate(reversed(CLASSES.items())):
        found = of_class(**patch)
        at = [i for i, time in enumerate(found["time"]) if time <= found["nato"]["age"]][-1]
        color = COLORS["vermilion" if name.startswith("since") else "blue"]
        if found["low"][at] is not None:
            ax.plot([100 * found["low"][at], 100 * found["high"][at]], [y, y], "-", color=color)
        seen = found["oldest"] >= found["nato"]["age"] or found["survival"][at] == 0
        fill = color if seen else "none"
        ax.plot(
            100 * found["survival"][at], y, "o", color=color, markersize=7, markerfacecolor=fill
        )
        ax.text(101, y, f"{found['count']} pacts", va="center", fontsize=9)
    ax.set_yticks(range(len(CLASSES)), [*reversed(CLASSES)])
    ax.set(xlim=(-2, 100), xlabel="per cent of the class that reaches NATO's age of 2016")
    ax.grid(axis="y", visible=False)
    return fig
