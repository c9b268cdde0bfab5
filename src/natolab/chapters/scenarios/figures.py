"""Figures of the chapter on scenarios."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from natolab.charts import COLORS
from natolab.model import LEVERS, OUTCOMES, Scenario, classify
from natolab.model.names import SCENARIO_LOOKS, words


def _legend_below(fig: Figure, handles: list, labels: list[str], columns: int) -> None:
    fig.legend(
        handles, labels, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=columns, fontsize=9
    )


def lever_courses(scenarios: dict[str, Scenario], years: float = 10) -> Figure:
    """Draw what each lever does in several scenarios, one small chart for each lever.

    Parameters
    ----------
    scenarios : dict of str to Scenario
        Scenarios by name.
    years : float
        Length of the axis in years.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = plt.subplots(4, 2, figsize=(5, 7), sharex=True, sharey=True)
    for ax, lever in zip(axes.flat, LEVERS, strict=True):
        for name, scenario in scenarios.items():
            look = SCENARIO_LOOKS[name]
            times = [0.0, *scenario.levers.get(lever.name, {}), years]
            values = [scenario.value(lever.name, time) for time in times]
            ax.step(
                times, values, where="post", color=COLORS[look.color], linestyle=look.line, lw=1.6
            )
        ax.annotate(words(lever.name), (0.97, 1.03), xycoords="axes fraction", ha="right")
        ax.set(ylim=(-0.05, 1.05), xlim=(0, years), xticks=[0, 5, 10], yticks=[0, 0.5, 1])
    fig.supxlabel("years from the start", fontsize=10)
    fig.supylabel("setting of the lever, share", fontsize=10)
    _legend_below(fig, axes.flat[0].get_lines(), [words(name) for name in scenarios], 3)
    return fig


def side_by_side(runs: dict[str, pd.DataFrame], variables: dict[str, str]) -> Figure:
    """Draw several variables of several runs, one small chart for each variable.

    Parameters
    ----------
    runs : dict of str to pandas.DataFrame
        Runs by scenario name, as ``simulate`` returns them.
    variables : dict of str to str
        Columns and what to call them; four of them.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = plt.subplots(4, 1, figsize=(5, 8.4), sharex=True)
    for ax, (variable, text) in zip(axes.flat, variables.items(), strict=True):
        for name, run in runs.items():
            look = SCENARIO_LOOKS[name]
            ax.plot(run.index, run[variable], color=COLORS[look.color], linestyle=look.line)
        ax.set(ylabel=text, xlim=(0, 10))
        if run[variable].max() <= 1:
            ax.set_ylim(0, 1)
    fig.supxlabel("years from the start", fontsize=10)
    _legend_below(fig, axes.flat[0].get_lines(), [words(name) for name in runs], 3)
    return fig


def _marks(ax: plt.Axes, outcomes: set[str]) -> tuple[list, list[str]]:
    """Return the handles and the words of a legend of outcomes."""
    shown = [outcome for name, outcome in OUTCOMES.items() if name in outcomes]
    handles = [
        ax.plot([], [], outcome.marker, color=COLORS["black"], linestyle="none")[0]
        for outcome in shown
    ]
    return handles, [outcome.words for outcome in shown]


def one_lever_less(tables: dict[str, pd.DataFrame], ends: dict[str, float]) -> Figure:
    """Draw where credibility ends when one lever of a scenario stays as before the war.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        By scenario name, as ``natolab.model.paths.without`` returns them.
    ends : dict of str to float
        Final credibility of each scenario with all its levers.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = plt.subplots(
        len(tables), 1, figsize=(5, 2.6 * len(tables)), sharex=True, sharey=True
    )
    names = [lever.name for lever in LEVERS if any(lever.name in t.index for t in tables.values())]
    seen = set()
    for ax, (name, table) in zip(axes, tables.items(), strict=True):
        color = COLORS[SCENARIO_LOOKS[name].color]
        ax.axvline(ends[name], color=color, linestyle="--", linewidth=1.2)
        for lever, row in table.iterrows():
            mark = OUTCOMES[row["outcome"]].marker
            seen.add(row["outcome"])
            ax.plot(row["credibility"], names.index(lever), mark, color=color, ms=7)
        ax.annotate(words(name), (0.5, 1.04), xycoords="axes fraction", ha="center")
        ax.grid(axis="y", alpha=0.4)
        ax.set(xlim=(0, 1), xticks=[0, 0.5, 1])
        ax.set_yticks(range(len(names)), [words(name) for name in names])
    axes[0].invert_yaxis()
    fig.supylabel("lever left as before the war", fontsize=10)
    fig.supxlabel("credibility after ten years, share", fontsize=10)
    _legend_below(fig, *_marks(axes[0], seen), len(seen))
    return fig


def parting_years(tables: dict[float, pd.DataFrame]) -> Figure:
    """Draw when each pair of paths parts, for several tolerances.

    Parameters
    ----------
    tables : dict of float to pandas.DataFrame
        By tolerance, as ``natolab.model.paths.parting`` returns them, with the same pairs.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 4))
    order = list(tables.values())[len(tables) // 2].sort_values("year", kind="stable").index
    marks = zip(("o", "s", "^"), ("sky", "blue", "black"), strict=True)
    for (tolerance, table), (mark, color) in zip(tables.items(), marks, strict=True):
        years = table.loc[order, "year"]
        ax.plot(years, range(len(order)), mark, color=COLORS[color], label=f"{tolerance:g}", ms=6)
    pairs = next(iter(tables.values())).loc[order]
    labels = [
        f"{words(a)} / {words(b)}" for a, b in zip(pairs["first"], pairs["second"], strict=True)
    ]
    ax.set_yticks(range(len(order)), labels)
    ax.invert_yaxis()
    ax.grid(axis="y", alpha=0.4)
    ax.set(xlabel="years from the start until credibility differs", xlim=(0, 10))
    ax.legend(title="by more than", loc="lower right")
    return fig


def last_chances(tables: dict[str, pd.DataFrame]) -> Figure:
    """Draw where credibility ends if the course changes in a given year.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        By what changes, as ``natolab.model.paths.last_chance`` returns them.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, axes = plt.subplots(2, 1, figsize=(5, 6.4), sharex=True)
    looks = zip(("green", "blue", "vermilion", "purple"), ("-", "--", "-.", ":"), strict=True)
    seen, lines = set(), []
    for table, (color, style) in zip(tables.values(), looks, strict=False):
        for ax, before in zip(axes, ("", "later_"), strict=True):
            values = table[f"{before}credibility"]
            (line,) = ax.plot(table.index, values, style, marker="", color=COLORS[color])
            for year, row in table.iterrows():
                outcome = row[f"{before}outcome"]
                seen.add(outcome)
                mark = OUTCOMES[outcome].marker
                ax.plot(year, row[f"{before}credibility"], mark, color=COLORS[color], ms=6)
        lines.append(line)
    heads = ("ten years after the start", "ten years after the change")
    for ax, text in zip(axes, heads, strict=True):
        ax.annotate(text, (0.5, 1.04), xycoords="axes fraction", ha="center")
        ax.set(ylim=(0, 1), xlim=(0, None), ylabel="credibility, share")
    fig.supxlabel("year in which the course changes", fontsize=10)
    marks, texts = _marks(axes[0], seen)
    _legend_below(fig, [*lines, *marks], [*tables, *texts], 2)
    return fig


def switched(run: pd.DataFrame, stayed: pd.DataFrame, year: float) -> Figure:
    """Draw a run whose course changed beside the one that went on.

    Parameters
    ----------
    run, stayed : pandas.DataFrame
        The two runs, as ``simulate`` returns them.
    year : float
        Year of the change.

    Returns
    -------
    matplotlib.figure.Figure
    """
    fig, ax = plt.subplots(figsize=(7, 3.2))
    for shown, style, color, text in (
        (run, "-", "blue", "course changed"),
        (stayed, "--", "vermilion", "not changed"),
    ):
        label = f"{text}: {words(classify(shown))}"
        ax.plot(shown.index, shown["credibility"], style, color=COLORS[color], label=label)
    ax.axvline(year, color=COLORS["grey"], linestyle=":")
    ax.axhline(run["credibility"].iloc[0], color=COLORS["grey"], linewidth=0.8)
    ax.set(xlabel="years from the start", ylabel="credibility, share", ylim=(0, 1))
    ax.set_xlim(0, np.ceil(run.index[-1]))
    ax.legend(loc="upper right")
    return fig
