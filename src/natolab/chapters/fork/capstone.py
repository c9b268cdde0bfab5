"""The capstone: its rubric, and the worlds that the worked example compares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from natolab.data import load
from natolab.model import Scenario, simulate

#: From when on conditions and European effort differ between the worlds, in years.
CONDITIONS_FROM, EFFORT_FROM = 2.0, 1.0


def score(levels: Mapping[str, str]) -> int:
    """Add up the points of a piece of work.

    Parameters
    ----------
    levels : mapping of str to str
        For each criterion of the table ``capstone_rubric`` the level reached.

    Returns
    -------
    int
        Points out of 100.

    Raises
    ------
    ValueError
        If a criterion is missing or unknown, or there is no such level.
    """
    points = load("capstone_rubric").set_index(["criterion", "level"])["points"]
    criteria = [*dict.fromkeys(points.index.get_level_values("criterion"))]
    if set(levels) != set(criteria):
        raise ValueError(
            f"A mark needs a level for each of {', '.join(criteria)}; "
            f"these are {', '.join(levels)}."
        )
    for criterion, level in levels.items():
        if (criterion, level) not in points.index:
            names = ", ".join(points[criterion].index)
            raise ValueError(f"The level of {criterion!r} must be one of {names}, not {level!r}.")
    return int(sum(points[pair] for pair in levels.items()))


def world(
    scenario: Scenario, conditionality: float, effort: float, drawdown: bool = True
) -> Scenario:
    """Return a scenario with other conditions, European effort or draw-down, all else equal.

    Parameters
    ----------
    scenario : Scenario
        The scenario to vary.
    conditionality : float
        Its level from year 2 on, from 0 to 1.
    effort : float
        European effort from year 1 on, from 0 to 1.
    drawdown : bool
        Whether the draw-down of the scenario takes place.

    Returns
    -------
    Scenario
    """
    varied = scenario
    for lever, year, value in (
        ("conditionality", CONDITIONS_FROM, conditionality),
        ("european_effort", EFFORT_FROM, effort),
    ):
        varied = varied.with_lever(lever, scenario.until(lever, year) | {year: value})
    return varied if drawdown else varied.with_lever("drawdown", 0.0)


def grid(
    scenario: Scenario, conditions: Sequence[float], efforts: Sequence[float], years: float = 10
) -> pd.DataFrame:
    """Run a scenario for every pair of conditions and European effort.

    Parameters
    ----------
    scenario : Scenario
        The scenario to vary.
    conditions, efforts : sequence of float
        Levels as in ``world``.
    years : float
        Length of the runs.

    Returns
    -------
    pandas.DataFrame
        One row a pair: ``conditionality``, ``effort``, and ``credibility`` and ``deterrence`` at
        the end.
    """
    rows = []
    for level in conditions:
        for effort in efforts:
            end = simulate(world(scenario, level, effort), years=years, rows=1).iloc[-1]
            rows.append((level, effort, end["credibility"], end["deterrence"]))
    return pd.DataFrame(rows, columns=["conditionality", "effort", "credibility", "deterrence"])


def rubric() -> str:
    """Return the rubric as a Markdown table: a row for each criterion, a column for each level."""
    table = load("capstone_rubric")
    levels = [*dict.fromkeys(table["level"])]
    lines = ["| Criterion | " + " | ".join(level.capitalize() for level in levels) + " |"]
    lines.append("|---" * (len(levels) + 1) + "|")
    for label, rows in table.groupby("label", sort=False):
        cells = [f"**{row.points}** {row.descriptor}" for row in rows.itertuples()]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
