"""What each variable does to those that it moves, between two states of the model.

A partial effect is what remains of a variable's change if one of its causes changes and the
others stay. For an auxiliary it is counted in its value, for a stock in its rate of change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from natolab.model import engine
from natolab.model.definition import LEVERS, PARAMETERS
from natolab.model.errors import ModelError
from natolab.model.runs import COLUMNS
from natolab.model.structure import EQUATIONS, LINKS

#: Values of variables and parameters by name: numbers, or arrays over time.
Values = dict[str, Any]


def values(run: pd.DataFrame, parameters: Mapping[str, Any]) -> Values:
    """Return all that the equations know of a run.

    Parameters
    ----------
    run : pandas.DataFrame
        A run, as ``simulate`` returns it.
    parameters : mapping
        The run's parameters by name, as far as they differ from ``PARAMETERS``.

    Returns
    -------
    dict
        Levers, stocks and auxiliaries as arrays over the rows, and parameters, by their names in
        the definition.
    """
    if not isinstance(run, pd.DataFrame) or not set(COLUMNS) <= set(run.columns):
        raise ModelError("A run must be a table with all columns that simulate returns.")
    names = {lever.column: lever.name for lever in LEVERS if lever.column}
    constants = engine.parameters(parameters)
    return {names.get(column, column): run[column].to_numpy() for column in COLUMNS} | {
        q.name: value for q, value in zip(PARAMETERS, constants, strict=True)
    }


def partial_effects(
    before: Values,
    after: Values,
    equations: Mapping[str, Callable[[Values], Any]] = EQUATIONS,
    links: Iterable[Sequence[str]] = LINKS,
) -> np.ndarray:
    """Return what each link does between two states.

    Parameters
    ----------
    before, after : dict
        Values by name, each a number or an array over pairs of states.
    equations : mapping
        What each effect follows, from such values.
    links : iterable of (str, str)
        Cause and effect.

    Returns
    -------
    numpy.ndarray
        One row a link, one column a pair of states.
    """
    start = {name: follow(before) for name, follow in equations.items()}
    return np.array(
        [
            equations[effect](before | {cause: after[cause]}) - start[effect]
            for cause, effect in links
        ]
    )
