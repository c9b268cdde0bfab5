"""Figures of the chapter on the law of withdrawal."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.withdrawal_law.votes import SENATE, cloture, majority, two_thirds
from natolab.charts import COLORS

#: Who decided, from the top of the figure down: label, colour, marker.
AUTHORITIES = {
    "act_of_congress": ("Act or joint resolution", "blue", "s"),
    "senate": ("Senate alone", "sky", "D"),
    "approved_later": ("president, then approved", "green", "P"),
    "president_alone": ("president alone", "vermilion", "o"),
    "president_against_statute": ("president against a statute", "black", "X"),
    "president_refused": ("president refused to end it", "purple", "v"),
}
#: Grounds in Goldwater v. Carter, in the order of the figure: colour and hatch.
GROUNDS = {
    "political question": ("grey", ""),
    "not ripe": ("orange", "///"),
    "result only": ("sky", "..."),
    "hear argument": ("green", "\\\\\\"),
    "affirm for the president": ("vermilion", "xx"),
}
#: Year of section 1250A.
LAW = 2023
#: Columns of safeguards in the table of bills, with the words of the figure.
SAFEGUARDS = {
    "bar": "no exit without\ntwo thirds or Act",
    "funds": "no money\nfor an exit",
    "notice": "committees\nto be told",
    "suit": "lawyers may\nsue at once",
}


def terminations(table: pd.DataFrame) -> Figure:
    """Draw who ended treaties, year by year.

    Parameters
    ----------
    table : pandas.DataFrame
        ``treaty_terminations``.

    Returns
    -------
    matplotlib.figure.Figure
        One row of marks for each way of deciding.
    """
    fig, ax = plt.subplots(figsize=(7, 3.8))
    for line, (authority, (_, color, marker)) in enumerate(AUTHORITIES.items()):
        years = table.loc[table["authority"] == authority, "year"].astype(int)
        # Marks of one year are put side by side in height, so that each can be counted.
        nudge = years.groupby(years).cumcount() * 0.26
        ax.plot(
            years,
            -line + nudge,
            linestyle="",
            marker=marker,
            markersize=6,
            color=COLORS[color],
        )
    ax.set_yticks(
        [-line for line in range(len(AUTHORITIES))],
        [label for label, _, _ in AUTHORITIES.values()],
    )
    ax.set(xlabel="year", xlim=(1790, 2030), ylim=(-len(AUTHORITIES) + 0.5, 0.7))
    return fig


def justices(table: pd.DataFrame) -> Figure:
    """Draw the nine justices of 1979 by ground.

    Parameters
    ----------
    table : pandas.DataFrame
        ``goldwater_justices``.

    Returns
    -------
    matplotlib.figure.Figure
        One bar for each ground, as long as its justices, with a line at a majority of five.
    """
    fig, ax = plt.subplots(figsize=(7, 2.9))
    for line, (ground, (color, hatch)) in enumerate(GROUNDS.items()):
        names = table.loc[table["ground"] == ground, "justice"]
        ax.barh(-line, len(names), color=COLORS[color], hatch=hatch, edgecolor="white", linewidth=0)
        ax.text(majority(len(table)) + 0.15, -line, ", ".join(names), va="center", fontsize=9)
    ax.axvline(majority(len(table)), color="black", linestyle="--")
    ax.text(majority(len(table)) - 0.1, -len(GROUNDS) + 1, "a majority", ha="right", fontsize=9)
    ax.set_yticks([-line for line in range(len(GROUNDS))], list(GROUNDS))
    ax.set(xlabel="justices", xlim=(0, 9), ylim=(-len(GROUNDS) + 0.4, 0.6))
    ax.grid(axis="y", visible=False)
    return fig


def case_clock(steps: pd.DataFrame) -> Figure:
    """Draw the steps of Goldwater v. Carter along the year of notice.

    Parameters
    ----------
    steps : pandas.DataFrame
        ``goldwater_steps``.

    Returns
    -------
    matplotlib.figure.Figure
        One row for each step, placed by its day after the notice; squares are the treaty's own.
    """
    fig, ax = plt.subplots(figsize=(7, 2.6))
    days = (steps["date"] - steps["date"].iloc[0]).dt.days
    for line, (day, row) in enumerate(zip(days, steps.itertuples(), strict=True)):
        of_treaty = row.step in ("notice", "ended")
        ax.plot([0, day], [-line, -line], color=COLORS["grey"], linestyle="-", linewidth=2)
        ax.plot(
            day,
            -line,
            marker="s" if of_treaty else "o",
            markersize=9,
            color=COLORS["black" if of_treaty else "vermilion"],
        )
    ax.set_yticks(
        [-line for line in range(len(steps))],
        [f"{row.label}, {row.date.day} {row.date:%b %Y}" for row in steps.itertuples()],
        fontsize=9,
    )
    ax.set(xlim=(-8, 385), ylim=(-len(steps) + 0.5, 0.5), xlabel="days after the notice")
    return fig


def safeguards(bills: pd.DataFrame) -> Figure:
    """Draw which safeguard stood in which text on the way to the law.

    Parameters
    ----------
    bills : pandas.DataFrame
        ``withdrawal_bills``; drawn are those that would bind the president, up to the law.

    Returns
    -------
    matplotlib.figure.Figure
        A grid of texts and safeguards: filled where it stands, crossed where it does not, a
        question mark where that part was not read.
    """
    bills = bills[(bills["aim"] == "bind") & (bills["year"] <= LAW)]
    fig, ax = plt.subplots(figsize=(7, 3.3))
    for line, row in enumerate(bills.itertuples()):
        for column, name in enumerate(SAFEGUARDS):
            value = getattr(row, name)
            if pd.isna(value):
                ax.text(column, -line, "?", ha="center", va="center", fontsize=12)
            elif value == "no":
                ax.plot(column, -line, "x", color=COLORS["vermilion"], markersize=11, mew=3)
            else:
                ax.plot(column, -line, "s", color=COLORS["blue"], markersize=11)
                if value != "yes":
                    ax.text(column, -line - 0.28, value, ha="center", va="top", fontsize=9)
    ax.set_yticks(
        [-line for line in range(len(bills))],
        [f"{row.bill}\n({row.year})" for row in bills.itertuples()],
        fontsize=9,
    )
    ax.set_xticks(range(len(SAFEGUARDS)), list(SAFEGUARDS.values()), fontsize=9)
    ax.xaxis.tick_top()
    ax.set(xlim=(-0.6, len(SAFEGUARDS) - 0.4), ylim=(-len(bills) + 0.3, 0.5))
    ax.grid(visible=False)
    return fig


def roll_calls(table: pd.DataFrame) -> Figure:
    """Draw votes in the Senate against three thresholds.

    Parameters
    ----------
    table : pandas.DataFrame
        ``withdrawal_votes``.

    Returns
    -------
    matplotlib.figure.Figure
        Yeas and nays as bars; ticks at a majority and two thirds of those voting, and at cloture.
    """
    fig, ax = plt.subplots(figsize=(7, 3.6))
    for line, row in enumerate(table.itertuples()):
        voting = row.yeas + row.nays
        ax.barh(-line, row.yeas, color=COLORS["blue"], height=0.6, label="yeas" * (line == 0))
        ax.barh(
            -line,
            row.nays,
            left=row.yeas,
            color=COLORS["grey"],
            hatch="///",
            edgecolor="white",
            linewidth=0,
            height=0.6,
            label="nays" * (line == 0),
        )
        ax.plot(
            [two_thirds(voting)] * 2,
            [-line - 0.38, -line + 0.38],
            color="black",
            linestyle="-",
            linewidth=2.5,
            label="two thirds of those voting" * (line == 0),
        )
    # The Senate of 1949 had 96 seats and another rule of cloture.
    lines = len(table)
    ax.plot(
        [cloture(SENATE)] * 2,
        [-0.5, -lines + 0.5],
        color=COLORS["vermilion"],
        linestyle="--",
        label="cloture today: 60",
    )
    ax.set_yticks(
        [-line for line in range(lines)],
        [f"{row.question}, {row.date.year}" for row in table.itertuples()],
        fontsize=9,
    )
    ax.set(xlabel="senators", xlim=(0, 100), ylim=(-lines + 0.4, 0.6))
    ax.grid(axis="y", visible=False)
    ax.legend(loc="upper center", bbox_to_anchor=(0.3, -0.16), ncol=4, fontsize=9)
    return fig


def floor(counts: pd.DataFrame, assigned: float) -> Figure:
    """Draw the floor beside numbers that count something else.

    Parameters
    ----------
    counts : pandas.DataFrame
        ``troop_counts_2025``.
    assigned : float
        Persons assigned to Europe, mean of 2025.

    Returns
    -------
    matplotlib.figure.Figure
        One bar for each number, with a line at the floor.
    """
    own = pd.DataFrame([{"label": "Assigned, mean of 2025", "low": assigned, "high": assigned}])
    rows = pd.concat([own, counts], ignore_index=True)
    fig, ax = plt.subplots(figsize=(7, 2.7))
    for line, row in enumerate(rows.itertuples()):
        law = row.label.startswith("Floor")
        ax.barh(
            -line,
            row.low / 1000,
            color=COLORS["vermilion" if law else "blue"],
            hatch="///" if law else "",
            edgecolor="white",
            linewidth=0,
        )
        ax.barh(-line, (row.high - row.low) / 1000, left=row.low / 1000, color=COLORS["sky"])
    edge = counts.loc[counts["label"].str.startswith("Floor"), "low"].item() / 1000
    ax.axvline(edge, color="black", linestyle="--")
    ax.set_yticks([-line for line in range(len(rows))], rows["label"])
    ax.set(xlabel="thousand persons", xlim=(0, 110))
    ax.grid(axis="y", visible=False)
    return fig


def zones(authorities: pd.DataFrame) -> Figure:
    """Draw rulings by Jackson's zone and by who prevailed.

    Parameters
    ----------
    authorities : pandas.DataFrame
        ``withdrawal_authorities``.

    Returns
    -------
    matplotlib.figure.Figure
        A grid of courts' rulings: silence or ban of Congress across, outcome down.
    """
    columns = {"2": "Congress silent\n(zone 2)", "3": "Congress has forbidden\n(zone 3)"}
    rows = {
        "for_president": "president\nprevailed",
        "against_president": "president\nlost",
        "not_decided": "not decided on\nthe substance",
    }
    courts = authorities[authorities["body"] != "Department of Justice"]
    fig, ax = plt.subplots(figsize=(7, 3.2))
    for x, zone in enumerate(columns):
        for y, outcome in enumerate(rows):
            found = courts[(courts["zone"] == zone) & (courts["outcome"] == outcome)]
            names = [f"{row.authority} ({row.year})" for row in found.itertuples()]
            ax.text(x, -y, "\n".join(names) or "none", ha="center", va="center", fontsize=9)
    ax.axvline(0.5, color=COLORS["grey"])
    for border in (0.5, 1.5):
        ax.axhline(-border, color=COLORS["grey"])
    ax.set_xticks(range(len(columns)), list(columns.values()))
    ax.set_yticks([-y for y in range(len(rows))], list(rows.values()))
    ax.xaxis.tick_top()
    ax.set(xlim=(-0.5, 1.5), ylim=(-2.5, 0.5))
    ax.grid(visible=False)
    return fig
