"""Loops that matter: which feedback loop does how much of the work, moment by moment.

The method is that of Schoenberg, Davidsen and Eberlein, "Understanding model behavior using the
Loops that Matter method", System Dynamics Review 36(2), 2020, with the link from a flow to its
stock as Schoenberg, Hayward and Eberlein mended it in "Improving Loops that Matter", the same
journal, 39(2), 2023. From one row to the next

* a *link score* is what the cause alone does to the effect (its partial effect), as a multiple of
  all that happens to the effect; it is positive where both move the same way,
* a *loop score* is the product of the scores round a loop: positive where the loop reinforces what
  happens, negative where it balances it,
* a *relative* score is the loop's part of the sum of all loops' absolute scores.

A link to a stock is one to its rate of change, its only flow. The mended score of the way from
flow to stock, the change of one flow as a multiple of the change of all, is 1 where there is one.
Left out is a stock that stands in no loop with others (uncertainty): its pull to its own goal
competes with nothing.

Another engine may do otherwise. pysimlin 0.8.5, which runs the XMILE file,

* scores at the end of a step what stands here at its beginning, and takes Euler's steps;
  ``method="euler"`` with ``rows=1 / step`` takes the same;
* takes no change for too small to count; ``still=0`` does the same. Here what hardly moves stands
  still, as otherwise a stock that came to rest in the fifth year would pull to its goal with full
  score in the tenth;
* scores goal and pace as variables, as the file spells them out. So there are several ways, and
  several loops, where here is one: 55 of them in place of our 38 and that of uncertainty. Their
  scores add up to ours as the step becomes short. But where such ways pull against each other (in
  divergence, and in credibility while it turns), the sum of absolute scores grows, and the shares
  of all other loops shrink;
* counts the loops that ever move. In ``breakdown`` these are 39 of the 55: nobody coordinates, so
  that joint action never moves, nor do the 16 loops through it.

``loops`` in ``analysis.py`` counts the 45 loops between stocks, whatever lies between them. 24 of
these pass an auxiliary twice, such as European support: among variables they are no loops, but
loops that touch. The other 21 are 25 here, as fatigue works in two ways, and 13 stocks have a loop
of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from natolab.model import structure
from natolab.model.effects import Values, partial_effects, values
from natolab.model.errors import number
from natolab.model.numerics import QUIET, STEP, WEEKS
from natolab.model.runs import simulate
from natolab.model.scenario import Scenario, find


@dataclass(frozen=True)
class Loop:
    """A feedback loop.

    Attributes
    ----------
    name : str
        Its name for readers.
    polarity : str
        ``reinforcing``, ``balancing``, or ``mixed`` if a link's sign depends on the state.
    variables : tuple of str
        Stocks and auxiliaries in the order of cause and effect.
    """

    name: str
    polarity: str
    variables: tuple[str, ...]

    @property
    def links(self) -> list[tuple[str, str]]:
        """Its links, as cause and effect."""
        return list(zip(self.variables, (*self.variables[1:], self.variables[0]), strict=True))

    @property
    def own(self) -> bool:
        """Whether this is but a stock's pull to its own goal."""
        return len(self.variables) == 1


#: Every loop of the model's coupled stocks: those that the course names, others, own pulls.
LOOPS = tuple(Loop(name, *found) for name, found in structure.LOOPS.items())


@dataclass(frozen=True)
class LoopScores:
    """Which loop does how much of the work in a run.

    Attributes
    ----------
    run : pandas.DataFrame
        The run, as ``simulate`` returns it.
    loops : tuple of Loop
        The loops, in the order of the columns of ``scores``.
    links : pandas.DataFrame
        Link scores: a row for each row of the run but the last, for the step that begins there; a
        column for each cause and effect.
    scores : pandas.DataFrame
        Loop scores, a column for each loop's name.
    """

    run: pd.DataFrame
    loops: tuple[Loop, ...]
    links: pd.DataFrame
    scores: pd.DataFrame

    def relative(self, *, own: bool = True) -> pd.DataFrame:
        """Return each loop's share of the work, with its sign.

        Parameters
        ----------
        own : bool
            Whether the stocks' pulls to their own goals compete too, as in the literature. They
            answer most of what a scenario imposes; without them the feedback between stocks is
            compared with itself.

        Returns
        -------
        pandas.DataFrame
            Like ``scores``; absolute values of a row sum to 1, or to 0 while the model rests.
        """
        names = [loop.name for loop in self.loops if own or not loop.own]
        total = self.scores[names].abs().sum(axis=1)
        return self.scores[names].div(total.where(total > 0, 1), axis=0)

    def dominant(self, *, own: bool = True) -> pd.Series:
        """Return the loops that dominate.

        Parameters
        ----------
        own : bool
            As for ``relative``.

        Returns
        -------
        pandas.Series
            For each row the fewest loops of one sign that do half of all work, the strongest
            first, as a tuple of names; an empty one while the model rests.
        """
        shares = self.relative(own=own)
        names = shares.columns
        return pd.Series(
            [_leading(dict(zip(names, row, strict=True))) for row in shares.to_numpy()],
            index=shares.index,
        )


def loop_scores(
    scenario: Scenario | str,
    *,
    years: float = 10,
    rows: int = WEEKS,
    step: float = STEP,
    method: str = "exponential",
    still: float = QUIET,
    **parameters: float,
) -> LoopScores:
    """Run the model and score its loops.

    Parameters
    ----------
    scenario, years, rows, step, method, **parameters
        As for ``simulate``. With rows finer than weeks, shares change by less than 0.01 in nine
        weeks of ten; a step in which a lever jumps shows the push from outside instead.
    still : float
        A variable that changes by no more than this a year stands still.

    Returns
    -------
    LoopScores

    Raises
    ------
    ModelError
        If there is no such scenario or parameter, or a value is out of range.
    """
    still = number(still, "The change a year `still`", 0)
    run = simulate(scenario, years=years, rows=rows, step=step, method=method, **parameters)
    known = values(run, {**find(scenario).parameters, **parameters})
    before, after = (
        {name: x[part] if np.ndim(x) else x for name, x in known.items()}
        for part in (slice(-1), slice(1, None))
    )
    floor = still * np.diff(run.index)
    links = link_scores(before, after, structure.EQUATIONS, structure.LINKS, floor)
    row = {link: place for place, link in enumerate(structure.LINKS)}
    scores = [links[[row[link] for link in loop.links]].prod(axis=0) for loop in LOOPS]
    index = run.index[:-1]
    pairs = pd.MultiIndex.from_tuples(structure.LINKS, names=["cause", "effect"])
    return LoopScores(
        run,
        LOOPS,
        pd.DataFrame(links.T, index=index, columns=pairs),
        pd.DataFrame(np.array(scores).T, index=index, columns=[loop.name for loop in LOOPS]),
    )


def link_scores(
    before: Values,
    after: Values,
    equations: Mapping[str, Callable[[Values], Any]],
    links: Sequence[tuple[str, str]],
    floor: np.ndarray | float,
) -> np.ndarray:
    """Score links between two states.

    Parameters
    ----------
    before, after, equations, links
        As for ``partial_effects``.
    floor : numpy.ndarray or float
        A variable that changes by no more than this stands still: links from and to it have
        score 0.

    Returns
    -------
    numpy.ndarray
        One row a link, one column a pair of states.
    """
    effects = partial_effects(before, after, equations, links)
    moved = np.array([after[cause] - before[cause] for cause, _ in links])
    changes = {name: follow(after) - follow(before) for name, follow in equations.items()}
    whole = np.array([changes[effect] for _, effect in links])
    moving = (np.abs(moved) > floor) & (np.abs(whole) > floor)
    scores = np.abs(np.divide(effects, whole, out=np.zeros_like(effects), where=moving))
    return scores * np.sign(effects) * np.sign(moved)


def _leading(shares: Mapping[str, float]) -> tuple[str, ...]:
    """Return the fewest loops of one sign that do half of all work, the strongest first."""
    sign = 1 if sum(shares.values()) >= 0 else -1
    done, found = 0.0, []
    for name, share in sorted(shares.items(), key=lambda item: -sign * item[1]):
        if sign * share <= 0 or done >= 0.5:
            break
        done += sign * share
        found.append(name)
    return tuple(found)
