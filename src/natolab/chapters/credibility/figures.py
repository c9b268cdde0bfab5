"""Figures of the chapter on credibility that need more lines than a cell should show."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.credibility.deterrence import (
    Situation,
    local_needed,
    sunk_costs,
    tied_hands,
)
from natolab.chapters.credibility.game import Payoffs, window
from natolab.charts import COLORS
from natolab.methods.intervals import wilson

#: Word, marker and colour of each direction in the ledger.
_DIRECTIONS = {
    "less": ("takes substance away", "v", "vermilion"),
    "more": ("adds substance or words", "^", "blue"),
    "brake": ("holds cuts back", "s", "green"),
    "open": ("leaves it open", "o", "grey"),
}
_STATUSES = ["words", "reported", "announced", "under way", "shelved", "carried out", "untested"]


def frontier(situation: Situation, prizes: list[float]) -> Figure:
    """Draw the local strength that just deters, for each belief in the guarantee.

    Parameters
    ----------
    situation : Situation
        What the attacker faces; its prize, belief and local strength are not used.
    prizes : list of float
        One line is drawn for each.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    beliefs = np.linspace(0, 1, 101)
    fig, ax = plt.subplots(figsize=(7, 3.6))
    styles = [("blue", "-"), ("vermilion", "--"), ("green", "-.")]
    for prize, (color, style) in zip(prizes, styles, strict=True):
        needed = [
            local_needed(replace(situation, prize=prize, belief=float(belief)))
            for belief in beliefs
        ]
        ax.plot(beliefs, needed, color=COLORS[color], linestyle=style, label=f"prize {prize:g}")
    ax.text(0.97, 0.75, "above its line: deterred", transform=ax.transAxes, ha="right", fontsize=10)
    ax.set(
        xlabel="belief in the guarantee",
        ylabel="local strength, attacker = 1",
        xlim=(0, 1),
        ylim=(0, None),
    )
    ax.legend(loc="upper center")
    return fig


def signals(fight_cost: float) -> Figure:
    """Draw what two costly signals tell, and what they do.

    Parameters
    ----------
    fight_cost : float
        What fighting costs a guarantor, from 0 to 1.

    Returns
    -------
    matplotlib.figure.Figure
        Above, the belief after a signal; below, how many of all guarantors would then fight.
    """
    sizes = np.linspace(0, 0.99, 100)
    tied = [tied_hands(fight_cost, float(size)) for size in sizes]
    sunk = [sunk_costs(fight_cost, float(size)) for size in sizes]
    fig, (above, below) = plt.subplots(2, 1, figsize=(5, 6.4), sharex=True)
    for ax, spent in [(above, sunk), (below, [1 - fight_cost] * len(sizes))]:
        ax.plot(sizes, tied, color=COLORS["blue"], linestyle="-", label="hands tied")
        ax.plot(sizes, spent, color=COLORS["vermilion"], linestyle="--", label="costs sunk")
        ax.axvline(fight_cost, color=COLORS["grey"], linestyle=":", linewidth=1)
        ax.set(xlim=(0, 1), ylim=(0, 1.05))
    above.set_ylabel("chance that a sender fights")
    below.set(xlabel="size of the signal", ylabel="part of all guarantors that fight")
    below.legend(loc="lower left")
    return fig


def fulfilment(table: pd.DataFrame) -> Figure:
    """Draw how often promises were kept, by sample and kind, with intervals.

    Parameters
    ----------
    table : pandas.DataFrame
        Table ``alliance_fulfilment``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    fig, ax = plt.subplots(figsize=(7, 4.2))
    labels = []
    for row, entry in enumerate(table.itertuples()):
        counted = pd.notna(entry.opportunities)
        size = f"n = {entry.opportunities}" if counted else "no count given"
        kind = "all promises" if entry.promise == "all" else entry.promise
        labels.append(f"{kind}, {entry.first_year} to {entry.last_year} ({size})")
        color = COLORS["blue" if counted else "vermilion"]
        if counted:
            low, high = wilson(int(entry.fulfilled), int(entry.opportunities))
            ax.hlines(row, 100 * low, 100 * high, color=color, linewidth=2)
        ax.plot(entry.rate_pct, row, "o" if counted else "D", color=color)
    ax.axvline(50, color=COLORS["grey"], linestyle=":", linewidth=1)
    ax.set(yticks=range(len(table)), yticklabels=labels, xlabel="kept, per cent", xlim=(0, 100))
    ax.tick_params(axis="y", labelsize=9)
    ax.invert_yaxis()
    return fig


def ledger(table: pd.DataFrame) -> Figure:
    """Draw the ledger: what was done to the commitment, and how far it has come.

    Parameters
    ----------
    table : pandas.DataFrame
        Table ``commitment_ledger``.

    Returns
    -------
    matplotlib.figure.Figure
        One row an entry, one column a status.
    """
    fig, ax = plt.subplots(figsize=(7, 7))
    for direction, (word, marker, color) in _DIRECTIONS.items():
        part = table[table["direction"] == direction]
        ax.plot(
            [_STATUSES.index(status) for status in part["status"]],
            part.index,
            marker,
            color=COLORS[color],
            markersize=9,
            linestyle="none",
            label=word,
        )
    names = [
        textwrap.fill(f"{row.date.day} {row.date:%b %Y}: {row.entry}", 34)
        for row in table.itertuples()
    ]
    ax.set(
        yticks=table.index,
        yticklabels=names,
        xticks=range(len(_STATUSES)),
        xlim=(-0.5, len(_STATUSES) - 0.5),
    )
    ax.set_xlabel("how far it has come, as far as we found")
    ax.set_xticklabels(_STATUSES, fontsize=9, rotation=40, ha="right")
    ax.tick_params(axis="y", labelsize=9)
    ax.grid(axis="both", alpha=0.4)
    ax.invert_yaxis()
    ax.legend(loc="lower center", bbox_to_anchor=(0.1, 1.0), ncols=2, fontsize=9)
    return fig


def threat_sizes(payoffs: Payoffs) -> Figure:
    """Draw what each side weighs against the size of the threat.

    Parameters
    ----------
    payoffs : Payoffs
        What is at stake; its own size is not used.

    Returns
    -------
    matplotlib.figure.Figure
        The ally's loss against its burden (above) and the guarantor's against the cost of
        relenting (below); the window in which a threat works is shaded.
    """
    sizes = np.linspace(0, 1, 51)
    fig, (above, below) = plt.subplots(2, 1, figsize=(5, 6), sharex=True)
    above.plot(sizes, sizes * payoffs.guarantee, color=COLORS["blue"], label="loses by the cut")
    above.axhline(payoffs.burden, color=COLORS["vermilion"], linestyle="--", label="burden")
    loss = sizes * (payoffs.alliance - payoffs.saving)
    below.plot(sizes, loss, color=COLORS["blue"], label="loses by the cut")
    below.axhline(
        payoffs.audience, color=COLORS["vermilion"], linestyle="--", label="loses by relenting"
    )
    found = window(payoffs)
    for ax, who in [(above, "ally"), (below, "guarantor")]:
        if found:
            ax.axvspan(*found, color=COLORS["grey"], alpha=0.25, linewidth=0)
        ax.set(ylabel=f"{who}: loss", xlim=(0, 1))
        ax.legend(loc="upper left", fontsize=9)
    below.set_xlabel("size of the threat")
    return fig
