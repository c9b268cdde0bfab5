"""Scenarios as the page keeps them, and the links that carry a scenario and its comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from natolab.model.definition import LEVERS
from natolab.model.errors import ModelError
from natolab.model.scenario import Scenario, find

#: How the name of a mission is written in a link.
_MISSION = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: The last entry of a link; what stands behind it was added on the way.
_END = re.compile(r"&end=1(?!\d)")
#: How Proofpoint's mail scanner writes the address that it stands for, with - for % and _ for /.
_PROOFPOINT = re.compile(r"urldefense\.proofpoint\.com/v2/url\?u=([^&]+)")


def pack(scenario: Scenario | str) -> dict[str, Any]:
    """Return a scenario as the page keeps it.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or the name of one in ``SCENARIOS``.

    Returns
    -------
    dict
        ``name``, ``description``, ``levers`` (names to lists of ``[year, value]``) and
        ``parameters``.

    Raises
    ------
    ModelError
        If there is no such scenario, or a lever has more steps than the page shows.
    """
    scenario = find(scenario)
    scenario.check_steps()
    return {
        "name": scenario.name,
        "description": scenario.description,
        "levers": {
            name: [list(step) for step in course.items()]
            for name, course in scenario.levers.items()
        },
        "parameters": dict(scenario.parameters),
    }


def unpack(packed: dict[str, Any]) -> Scenario:
    """Return the scenario that the page keeps.

    Parameters
    ----------
    packed : dict
        A scenario as ``pack`` returns it.

    Returns
    -------
    Scenario

    Raises
    ------
    ModelError
        If the model cannot run it, or a lever has more steps than the page shows.
    """
    levers = {name: dict(map(tuple, course)) for name, course in packed["levers"].items()}
    for name, course in packed["levers"].items():
        if len(levers[name]) < len(course):
            raise ModelError(f"A year stands twice in the course of lever {name!r}.")
    scenario = Scenario(packed["name"], levers, packed["description"], packed["parameters"])
    scenario.check_steps()
    return scenario


def to_link(scenario: Scenario | str, other: Scenario | str, mission: str = "") -> str:
    """Return the fragment of a link that carries a scenario and its comparison.

    Parameters
    ----------
    scenario, other : Scenario or str
        Scenarios, or names of ones in ``SCENARIOS``.
    mission : str, optional
        The mission of the Alliance Simulator that the scenarios answer.

    Returns
    -------
    str
        What follows the address of the chapter, from ``#`` on.

    Raises
    ------
    ModelError
        If there is no such scenario, a lever has more steps than the page shows, or the mission's
        name is not written as one.
    """
    pairs = {"scenario": "1"}
    for before, packed in (("", pack(scenario)), ("b.", pack(other))):
        pairs[f"{before}name"] = packed["name"]
        if packed["description"]:
            pairs[f"{before}text"] = packed["description"]
        for name, course in packed["levers"].items():
            pairs[before + name] = "_".join(f"{year!r}~{value!r}" for year, value in course)
        for name, value in packed["parameters"].items():
            pairs[f"{before}p.{name}"] = repr(value)
    if mission:
        pairs["mission"] = _checked_mission(mission)
    pairs["end"] = "1"  # a link that lost its end must not pass for a whole one
    return "#" + urlencode(pairs)


def from_link(link: str) -> tuple[Scenario, Scenario]:
    """Read a link that the page or ``to_link`` made.

    Parameters
    ----------
    link : str
        The whole address, or what follows its ``#``. It may answer a mission, which
        ``mission_of`` returns. It may come as mail and messengers leave it: wrapped, in angle
        brackets, percent-encoded, or within the address of a scanner or search engine.

    Returns
    -------
    scenario, other : Scenario
        The scenario, and the one that it is compared with.

    Raises
    ------
    ModelError
        If the link carries no scenario, or one that the model cannot run.
    """
    scenario, other, _ = _read(link)
    return scenario, other


def mission_of(link: str) -> str:
    """Return the mission that a link answers.

    Parameters
    ----------
    link : str
        The whole address, or what follows its ``#``.

    Returns
    -------
    str
        The mission's name as the link has it; an empty text if it names none.

    Raises
    ------
    ModelError
        If ``from_link`` cannot read the link.
    """
    return _read(link)[2]


def _read(link: str) -> tuple[Scenario, Scenario, str]:
    """Return scenario, comparison and the name of the mission, if there is one."""
    first = None
    for spelling in _spellings(link):
        try:
            return _parsed(spelling)
        except ModelError as error:
            if _is_cut(spelling):
                raise
            first = first or error
    raise first or ModelError("The link carries no scenario: it must contain `#scenario=1`.")


def _spellings(link: str) -> Iterator[str]:
    """Yield what may be a link's fragment: as it stands, and decoded once and again."""
    # Mail wraps long lines and marks quoted ones; some programs write & as &amp;.
    text = re.sub(r"[ \t]*[\r\n]+[ \t>]*", "", str(link).strip()).replace("&amp;", "&")
    if wrapped := _PROOFPOINT.search(text):
        text = unquote(wrapped[1].translate(str.maketrans("-_", "%/")))
    for _ in range(4):
        # Sometimes = alone is encoded; within a value it may stand either way.
        for spelling in dict.fromkeys((text, re.sub("%3D", "=", text, flags=re.IGNORECASE))):
            if "scenario=" in spelling:
                yield spelling[spelling.index("scenario=") :]
        before, text = text, unquote(text)
        if text == before:
            return


def _is_cut(fragment: str) -> bool:
    """Tell whether a fragment begins as a link does but has lost its end."""
    return bool(re.match(r"scenario=1(&|$)", fragment)) and not _END.search(fragment)


def _parsed(fragment: str) -> tuple[Scenario, Scenario, str]:
    end = _END.search(fragment)
    read = parse_qsl(fragment[: end.end() if end else None], keep_blank_values=True)
    pairs = dict(read)
    if pairs.pop("scenario", None) != "1":
        raise ModelError("The link carries no scenario: it must contain `#scenario=1`.")
    if pairs.pop("end", None) != "1":
        raise ModelError("The link's end is missing: it was cut off on the way.")
    names = [name for name, _ in read]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ModelError(f"The entry {twice!r} stands twice in the link.")
    for name, _ in parse_qsl(fragment[end.end() :] if end else "", keep_blank_values=True):
        if _is_entry(name):
            raise ModelError(f"The entry {name!r} stands behind the link's end.")
    mission = _checked_mission(pairs.pop("mission")) if "mission" in pairs else ""
    found: dict[str, dict[str, Any]] = {
        before: {"name": "", "text": "", "levers": {}, "parameters": {}} for before in ("", "b.")
    }
    for key, text in pairs.items():
        into = found["b." if key.startswith("b.") else ""]
        own = key.removeprefix("b.")
        try:
            if own in ("name", "text"):
                into[own] = text
            elif own.startswith("p."):
                into["parameters"][own[2:]] = float(text)
            else:
                into["levers"][own] = [_numbers(step) for step in text.split("_")]
        except ValueError:
            raise ModelError(f"The link is misspelt at {own!r}: {text!r}.") from None
    scenario, other = (unpack({**entry, "description": entry["text"]}) for entry in found.values())
    return scenario, other, mission


def _is_entry(name: str) -> bool:
    """Tell whether links have an entry of this name."""
    own = name.removeprefix("b.")
    return own in {
        "scenario",
        "mission",
        "name",
        "text",
        *(lever.name for lever in LEVERS),
    } or own.startswith("p.")


def _checked_mission(name: str) -> str:
    if not _MISSION.fullmatch(name):
        raise ModelError(
            f"A mission's name has small letters, digits and single hyphens only, not {name!r}."
        )
    return name


def _numbers(step: str) -> list[float]:
    year, value = step.split("~")
    return [float(year), float(value)]
