"""Why did this change? The chain of effects from a lever to a result, read off two runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from natolab.model.definition import LEVERS
from natolab.model.effects import partial_effects, values
from natolab.model.errors import ModelError, unknown
from natolab.model.names import capital, words
from natolab.model.numerics import NOTICED, QUIET, TELLING
from natolab.model.scenario import unknown_lever
from natolab.model.structure import EQUATIONS, LINKS


@dataclass(frozen=True)
class Chain:
    """The shortest chain of effects from a lever to a result.

    Attributes
    ----------
    steps : tuple of (str, int)
        The variables from lever to result, each with 1 where it rises or -1 where it falls; empty
        if the lever did not bring about the change.
    text : str
        The same as a sentence.
    """

    steps: tuple[tuple[str, int], ...]
    text: str


def chain(
    lever: str, result: str, before: pd.DataFrame, after: pd.DataFrame, **parameters: float
) -> Chain:
    """Explain what a lever does to a result by two runs that differ in the lever.

    Parameters
    ----------
    lever : str
        The lever that is moved.
    result : str
        The stock or auxiliary to explain.
    before, after : pandas.DataFrame
        The runs, as ``simulate`` returns them, with the same rows.
    **parameters
        Parameters of both runs by name, as far as they differ from ``PARAMETERS``.

    Returns
    -------
    Chain
        Of the shortest chains the strongest.

    Raises
    ------
    ModelError
        If there is no such lever, variable or parameter, or the runs have other rows.

    Notes
    -----
    A variable rises or falls by the mean over the rows. A link belongs to a chain if its effect
    alone moves its target to the side to which it went, and by a tenth at least of the strongest
    effect on it. It is the mean of two: all other causes as before, and all others as after, so
    that a lever counts which bites only where others have moved too.
    """
    if lever not in {entry.name for entry in LEVERS}:
        raise unknown_lever(lever)
    if result not in EQUATIONS:
        raise unknown("stock or auxiliary", result, EQUATIONS)
    old, new = values(before, parameters), values(after, parameters)
    if not before.index.equals(after.index):
        raise ModelError("The two runs must have the same rows.")
    moved = {name: float(np.mean(new[name] - old[name])) for name in new}
    signs = {name: int(np.sign(x)) for name, x in moved.items() if abs(x) > QUIET}
    if lever not in signs:
        return Chain((), f"{capital(words(lever))} is the same in both runs.")
    if abs(moved[result]) <= NOTICED:
        return Chain((), f"{capital(words(result))} hardly changes.")
    both_ways = (partial_effects(old, new) - partial_effects(new, old)) / 2
    effects = dict(zip(LINKS, both_ways.mean(axis=1), strict=True))
    path = _shortest(lever, result, _telling(effects, signs))
    clauses = [f"{words(name)} {_verb(signs[name])}" for name in path or (result,)]
    if not path:
        return Chain((), f"{capital(clauses[0])}, but {words(lever)} has little part in it.")
    return Chain(tuple((name, signs[name]) for name in path), capital(", so ".join(clauses)) + ".")


def _verb(sign: int) -> str:
    return "rises" if sign > 0 else "falls"


def _telling(
    effects: Mapping[tuple[str, str], float], signs: Mapping[str, int]
) -> dict[tuple[str, str], float]:
    """Return the links that help to explain their targets, each with its part of the strongest."""
    strongest: dict[str, float] = {}
    for (_, effect), size in effects.items():
        strongest[effect] = max(strongest.get(effect, QUIET), abs(size))
    shares = {
        (cause, effect): size * signs[effect] / strongest[effect]
        for (cause, effect), size in effects.items()
        if cause in signs and effect in signs and cause != effect
    }
    return {link: share for link, share in shares.items() if share >= TELLING}


def _shortest(start: str, end: str, shares: Mapping[tuple[str, str], float]) -> tuple[str, ...]:
    """Return the shortest path, of several the one with the largest product of shares."""
    paths: dict[str, tuple[str, ...]] = {start: (start,)}
    strength = {start: 1.0}
    edge = [start]
    while edge and end not in paths:
        found: dict[str, tuple[float, tuple[str, ...]]] = {}
        for (cause, effect), share in shares.items():
            if cause in edge and effect not in paths:
                there = strength[cause] * share
                if there > found.get(effect, (0.0,))[0]:
                    found[effect] = (there, (*paths[cause], effect))
        for name, (size, path) in found.items():
            paths[name], strength[name] = path, size
        edge = list(found)
    return paths.get(end, ())
