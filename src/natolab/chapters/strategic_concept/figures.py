"""Figures of the chapter on the Strategic Concepts that take more than a few lines."""

from __future__ import annotations

import datetime

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab import AS_OF
from natolab.chapters.strategic_concept.comparison import TOP
from natolab.chapters.strategic_concept.lives import lives
from natolab.charts import COLORS


def timeline(concepts: pd.DataFrame) -> Figure:
    """Draw the concepts down a time axis, each with what it feared.

    Parameters
    ----------
    concepts : pandas.DataFrame
        The table ``strategic_concepts``.

    Returns
    -------
    matplotlib.figure.Figure
        Years run from top to bottom; a filled circle was secret, a hollow square public.
    """
    dates = mdates.date2num(concepts["date"])
    low, high = mdates.date2num([pd.Timestamp(1947, 1, 1), pd.Timestamp(AS_OF.year + 1, 1, 1)])
    step = (high - low) / len(concepts)
    fig, ax = plt.subplots(figsize=(7, 6.4))
    for line, (row, at) in enumerate(zip(concepts.itertuples(), dates, strict=True)):
        slot = low + (line + 0.5) * step
        ax.plot([0, 0.06, 0.14], [at, at, slot], color="#999999", linewidth=0.7, linestyle="-")
        ax.plot(
            0,
            at,
            "s" if row.public else "o",
            color=COLORS["blue"],
            markerfacecolor="white" if row.public else COLORS["blue"],
            markersize=9,
            linestyle="none",
            zorder=3,
        )
        name = f"{row.concept}  {row.document}: {row.doctrine}"
        ax.text(0.16, slot - 0.14 * step, name, va="center", fontsize=10, weight="bold")
        ax.text(0.16, slot + 0.2 * step, row.feared, va="center", fontsize=9)
    for label, marker, face in (("secret", "o", COLORS["blue"]), ("public", "s", "white")):
        ax.plot(
            [],
            [],
            marker,
            color=COLORS["blue"],
            markerfacecolor=face,
            markersize=9,
            linestyle="none",
            label=label,
        )
    fig.legend(loc="outside upper right", ncols=2, handletextpad=0.1)
    ax.set(xlim=(-0.02, 1), ylim=(high, low))
    ax.yaxis.set_major_locator(mdates.YearLocator(10))
    ax.yaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.grid(visible=False)
    return fig


def heat_map(coding: pd.DataFrame, themes: pd.DataFrame) -> Figure:
    """Draw the coding as a grid in grey, with the numbers in it.

    Parameters
    ----------
    coding, themes : pandas.DataFrame
        The tables ``concept_coding`` and ``concept_themes``.

    Returns
    -------
    matplotlib.figure.Figure
        Darker is weightier; entries marked as open carry a question mark.
    """
    weights = _wide(coding, themes, "weight")
    sureness = _wide(coding, themes, "sureness")
    fig, ax = plt.subplots(figsize=(7, 5.6))
    ax.imshow(weights, cmap="Greys", vmin=0, vmax=TOP + 1, aspect="auto")
    for i in range(len(weights.index)):
        for j in range(len(weights.columns)):
            mark = "?" if sureness.iloc[i, j] == "open" else ""
            weight = weights.iloc[i, j]
            ax.text(
                j,
                i,
                f"{weight}{mark}",
                ha="center",
                va="center",
                color="white" if weight == TOP else "black",
            )
    ax.set_xticks(range(len(weights.columns)), weights.columns)
    ax.set_yticks(range(len(weights.index)), themes["label"])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.grid(visible=False)
    return fig


def _wide(coding: pd.DataFrame, themes: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return a column of the coding by theme, in the order of ``themes``, and by concept."""
    return coding.pivot(index="theme", columns="concept", values=column).loc[themes["theme"]]


def intervals(concepts: pd.DataFrame, as_of: datetime.date) -> Figure:
    """Draw the life of each concept; the last is hatched because it goes on.

    Parameters
    ----------
    concepts : pandas.DataFrame
        The table ``strategic_concepts``, in order of time.
    as_of : datetime.date
        Where the last bar is cut off.

    Returns
    -------
    matplotlib.figure.Figure
        Horizontal bars, years.
    """
    table = lives(concepts, as_of)
    fig, ax = plt.subplots(figsize=(7, 3.6))
    names = table["concept"] + "  " + table["document"]
    bars = ax.barh(names, table["years"], color=COLORS["blue"])
    bars[-1].set(facecolor=COLORS["grey"], hatch="///", edgecolor="white", linewidth=0)
    for bar, years in zip(bars, table["years"], strict=True):
        ax.text(years + 0.3, bar.get_y() + bar.get_height() / 2, f"{years:.1f}", va="center")
    ax.invert_yaxis()
    ax.set(xlim=(0, 27), xlabel="years until the next concept")
    ax.grid(axis="y", visible=False)
    return fig


def readiness(table: pd.DataFrame) -> Figure:
    """Draw troops at high readiness: forces that existed, and a target.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``high_readiness``.

    Returns
    -------
    matplotlib.figure.Figure
        Horizontal bars, thousands of troops; a target is hatched.
    """
    fig, ax = plt.subplots(figsize=(7, 2.6))
    for line, row in enumerate(table.itertuples()):
        target = row.kind == "target"
        ax.barh(
            line,
            row.troops / 1000,
            color=COLORS["grey" if target else "blue"],
            hatch="///" if target else "",
            edgecolor="white",
            linewidth=0,
        )
        words = "over 300, a target" if target else f"about {row.troops / 1000:.0f}"
        ax.text(row.troops / 1000 + 4, line, words, va="center")
    ax.set_yticks(range(len(table)), [label.replace(", ", ",\n") for label in table["label"]])
    ax.invert_yaxis()
    ax.set(xlim=(0, 400), xlabel="troops at high readiness, thousands")
    ax.grid(axis="y", visible=False)
    return fig


def lengths(table: pd.DataFrame) -> Figure:
    """Draw how many paragraphs texts of the alliance have.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``summit_texts``.

    Returns
    -------
    matplotlib.figure.Figure
        Bars in order of time; Strategic Concepts are hatched.
    """
    fig, ax = plt.subplots(figsize=(7, 3.4))
    for spot, row in enumerate(table.itertuples()):
        concept = row.kind == "concept"
        ax.bar(
            spot,
            row.paragraphs,
            color=COLORS["grey" if concept else "blue"],
            hatch="///" if concept else "",
            edgecolor="white",
            linewidth=0,
        )
        ax.text(spot, row.paragraphs + 1.5, str(row.paragraphs), ha="center")
    ax.set_xticks(
        range(len(table)), [f"{row.place}\n{row.date.year}" for row in table.itertuples()]
    )
    ax.bar(0, 0, color=COLORS["grey"], hatch="///", edgecolor="white", label="Strategic Concept")
    ax.bar(0, 0, color=COLORS["blue"], label="summit text")
    fig.legend(loc="outside upper right", ncols=2)
    ax.set(ylabel="paragraphs", ylim=(0, 100))
    ax.grid(axis="x", visible=False)
    return fig
