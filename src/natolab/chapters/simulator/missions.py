"""Missions of the simulator: whether one is solved, what to hint, and codes that teachers check."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from natolab.chapters.simulator import mission_list
from natolab.chapters.simulator.conditions import Side, holds, measure, met, side
from natolab.chapters.simulator.mission_list import Mission
from natolab.model import AUXILIARIES, OUTCOMES, SCENARIOS, STOCKS, ModelError
from natolab.model.errors import unknown
from natolab.model.hindcasting import price_before
from natolab.model.permalink import from_link, mission_of, pack

_SHARES = {entry.name for entry in (*STOCKS, *AUXILIARIES) if entry.unit == "share"}


@dataclass(frozen=True)
class Verdict:
    """What became of a mission that was handed in.

    Attributes
    ----------
    mission : str
        The mission's name.
    title : str
        Its title.
    solved : bool
        Whether its rules are kept and its goal is met.
    failing : tuple of str
        A sentence for each rule broken and each part of the goal that is not met.
    """

    mission: str
    title: str
    solved: bool
    failing: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        if self.solved:
            return f"Solved: {self.title}."
        return f"Not solved: {self.title}. " + " ".join(self.failing)


def find_mission(name: str) -> Mission:
    """Return a mission by its name.

    Parameters
    ----------
    name : str
        What a mission is called in links, such as ``"one-lever"``.

    Returns
    -------
    Mission

    Raises
    ------
    ModelError
        If there is no such mission.
    """
    missions = mission_list.missions()
    if name not in missions:
        raise unknown("mission", name, missions)
    return missions[name]


def failing(mission: Mission, a: Side, b: Side) -> list[str]:
    """Return a sentence for each rule and part of the goal that two scenarios fail.

    Parameters
    ----------
    mission : Mission
        The mission.
    a, b : Side
        The scenario that was handed in and the one that it is compared with.

    Returns
    -------
    list of str
        What was asked for, and what is there instead.
    """
    return [
        f"{each.says} Here: {_shown(each.measure, measure(each.measure, a, b, mission))}."
        for each in (*mission.rules, *mission.goal)
        if not holds(each, a, b, mission)
    ]


def hint(mission: Mission, a: Side, b: Side) -> str:
    """Return the hint that fits what a reader has done.

    Parameters
    ----------
    mission, a, b
        As in ``failing``.

    Returns
    -------
    str
        The sentence of a broken rule, else the first hint whose conditions hold; an empty text
        where nothing was changed yet, the mission is solved, or no hint fits.
    """
    touched = any(
        measure(f"{which}.{kind}", a, b, mission)
        for which in ("changed", "changed_b")
        for kind in ("levers", "parameters")
    )
    if not touched or met((*mission.rules, *mission.goal), a, b, mission):
        return ""
    for rule in mission.rules:
        if not holds(rule, a, b, mission):
            return f"A rule of this mission is broken: {rule.says}"
    fitting = (each.text for each in mission.hints if met(each.when, a, b, mission))
    return next(fitting, "")


def verify(link: str) -> Verdict:
    """Check a mission that was handed in as a link, by running the model again.

    Parameters
    ----------
    link : str
        The code of completion: a link of the simulator with ``mission=`` in it.

    Returns
    -------
    Verdict

    Raises
    ------
    ModelError
        If the link cannot be read, or names no mission of the course.
    """
    scenario, other = from_link(link)
    name = mission_of(link)
    if not name:
        raise ModelError(
            "The link names no mission: a code of completion has `mission=` and a name in it."
        )
    mission = find_mission(name)
    missing = failing(mission, side(scenario), side(other))
    return Verdict(name, mission.title, not missing, tuple(missing))


def verify_all(text: str) -> pd.DataFrame:
    """Check all missions of a class.

    Parameters
    ----------
    text : str
        One link a line, each after the student's name or alone; empty lines do not count.

    Returns
    -------
    pandas.DataFrame
        One row a link: ``line``, ``student`` (what stands before the link), ``mission``,
        ``solved``, ``failing`` (sentences), ``error`` (why the link cannot be read, else empty).
    """
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        student, link = _parted(line)
        row = {"line": number, "student": student, "mission": "", "solved": False, "failing": ""}
        try:
            verdict = verify(link)
        except ModelError as error:
            rows.append({**row, "error": str(error)})
            continue
        row |= {"mission": verdict.mission, "solved": verdict.solved}
        rows.append({**row, "failing": " ".join(verdict.failing), "error": ""})
    columns = ["line", "student", "mission", "solved", "failing", "error"]
    return pd.DataFrame(rows, columns=columns)


def packed(mission: Mission) -> dict[str, Any]:
    """Return a mission for the page, ready for JSON."""
    return {
        "id": mission.id,
        "title": mission.title,
        "level": mission.level,
        "task": mission.task,
        "start": _packed(mission.start),
        "other": _packed(mission.other),
        "goal": [condition.packed() for condition in mission.goal],
        "rules": [condition.packed() for condition in mission.rules],
        "hints": [
            {"when": [condition.packed()[:3] for condition in each.when], "text": each.text}
            for each in mission.hints
        ],
        "explanation": mission.explanation,
        "worlds": {name: dict(world) for name, world in mission.worlds.items()},
    }


def _packed(scenario: Any) -> Any:
    """Return a preset's name, or what the page keeps of another scenario."""
    return scenario if isinstance(scenario, str) and scenario in SCENARIOS else pack(scenario)


def _parted(line: str) -> tuple[str, str]:
    """Return what stands before a link, and the link."""
    match = re.fullmatch(r"(.*?)[\s,;]*((?:\w+://\S*)?#?scenario=\S+|\S+)\s*", line)
    return (match[1].strip(" \t,;:"), match[2]) if match else ("", line.strip())


def _shown(name: str, value: float | str) -> str:
    """Return the value of a measure as the page shows it: prices in dollars, shares of 100."""
    if isinstance(value, str):
        return OUTCOMES[value].words
    variable = name.rpartition(".")[2]
    if variable == "oil_price":
        return f"{value * price_before():.1f} dollars"
    return f"{100 * value:.1f} of 100" if variable in _SHARES else f"{value:.3g}"
