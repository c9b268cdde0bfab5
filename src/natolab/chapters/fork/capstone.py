"""The capstone: its rubric, and a piece of work's mark by it."""

from __future__ import annotations

from collections.abc import Mapping

from natolab.data import load


def points(levels: Mapping[str, str]) -> dict[str, int]:
    """Return the points of a piece of work for each criterion.

    Parameters
    ----------
    levels : mapping of str to str
        For each criterion of the table ``capstone_rubric`` the level reached.

    Returns
    -------
    dict of str to int

    Raises
    ------
    ValueError
        If a criterion is missing or unknown, or there is no such level.
    """
    table = load("capstone_rubric").set_index(["criterion", "level"])["points"]
    criteria = [*dict.fromkeys(table.index.get_level_values("criterion"))]
    if set(levels) != set(criteria):
        raise ValueError(
            f"A mark needs a level for each of {', '.join(criteria)}; "
            f"these are {', '.join(levels)}."
        )
    for criterion, level in levels.items():
        if (criterion, level) not in table.index:
            names = ", ".join(table[criterion].index)
            raise ValueError(f"The level of {criterion!r} must be one of {names}, not {level!r}.")
    return {criterion: int(table[criterion, level]) for criterion, level in levels.items()}


def score(levels: Mapping[str, str]) -> int:
    """Add up the points of a piece of work: at most 100.

    Parameters
    ----------
    levels : mapping of str to str
        As for ``points``.

    Returns
    -------
    int
    """
    return sum(points(levels).values())


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
