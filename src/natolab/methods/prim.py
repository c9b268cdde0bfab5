"""The patient rule induction method: boxes of inputs in which an outcome is common.

Peeling, pasting and the trade-off of coverage and density follow Friedman and Fisher (1999) and
Bryant and Lempert (2010). The packages that do this are under the GPL (``prim``) or bring a
workbench of experiments with them (``ema_workbench``); the course needs these few functions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Box:
    """Limits on some inputs; the rest are free.

    Attributes
    ----------
    limits : mapping of str to (float, float)
        Lowest and highest value of each restricted input; a side that is free is infinite.
    """

    limits: Mapping[str, tuple[float, float]]

    def holds(self, inputs: pd.DataFrame) -> np.ndarray:
        """Return which rows of ``inputs`` lie in the box, as booleans of shape ``(rows,)``."""
        inside = np.ones(len(inputs), bool)
        for name, (low, high) in self.limits.items():
            column = inputs[name].to_numpy()
            inside &= (column >= low) & (column <= high)
        return inside

    def measure(self, inputs: pd.DataFrame, interest: Sequence[bool]) -> dict[str, float]:
        """Return how well the box catches the cases of interest.

        Parameters
        ----------
        inputs : pandas.DataFrame
            One row a case, one column an input.
        interest : sequence of bool
            Whether each case is of interest.

        Returns
        -------
        dict
            ``coverage``, the share of the cases of interest that lie in the box; ``density``, the
            share of the cases in the box that are of interest; ``mass``, the share of all cases
            that lie in it; ``restricted``, the number of restricted inputs.
        """
        inside = self.holds(inputs)
        hits = np.asarray(interest, bool)
        both = int((inside & hits).sum())
        return {
            "coverage": both / int(hits.sum()) if hits.any() else math.nan,
            "density": both / int(inside.sum()) if inside.any() else math.nan,
            "mass": float(inside.mean()),
            "restricted": len(self.limits),
        }

    def without(self, name: str) -> Box:
        """Return the box with one input set free."""
        return Box({key: pair for key, pair in self.limits.items() if key != name})

    def _with(self, name: str, low: float, high: float) -> Box:
        if math.isinf(low) and math.isinf(high):
            return self.without(name)
        return Box({**self.limits, name: (low, high)})


_FREE = (-math.inf, math.inf)


def peel(
    inputs: pd.DataFrame,
    interest: Sequence[bool],
    *,
    alpha: float = 0.05,
    smallest: float = 0.05,
) -> list[Box]:
    """Cut thin slices from the space of inputs, each time where few cases of interest are lost.

    Parameters
    ----------
    inputs : pandas.DataFrame
        One row a case, one column an input, all numbers.
    interest : sequence of bool
        Whether each case is of interest, of shape ``(rows,)``; some must be and some not.
    alpha : float
        Share of the cases left that one slice may hold; small values are the patience that gave
        the method its name.
    smallest : float
        Share of all cases below which a box is not peeled further.

    Returns
    -------
    list of Box
        From the whole space to the last box, each inside the one before.
    """
    values, hits = _checked(inputs, interest)
    for what, share in (("alpha", alpha), ("smallest", smallest)):
        if not 0 < share < 1:
            raise ValueError(f"`{what}` must lie between 0 and 1, not be {share!r}.")
    left = np.arange(len(values))
    boxes = [Box({})]
    while hits[left].mean() < 1:
        ordered = np.sort(values[left], axis=0)
        slice_ = max(1, int(alpha * len(left)))
        best = None
        for column, name in enumerate(inputs.columns):
            low, high = boxes[-1].limits.get(name, _FREE)
            here = values[left, column]
            for keep, pair in (
                (here >= ordered[slice_, column], (float(ordered[slice_, column]), high)),
                (here <= ordered[-1 - slice_, column], (low, float(ordered[-1 - slice_, column]))),
            ):
                size = int(keep.sum())
                if size == len(left) or size < smallest * len(values):
                    continue
                found = (hits[left][keep].mean(), size)
                if best is None or found > best[0]:
                    best = (found, name, pair, keep)
        if best is None:
            break
        _, name, pair, keep = best
        boxes.append(boxes[-1]._with(name, *pair))
        left = left[keep]
    return boxes


def paste(inputs: pd.DataFrame, interest: Sequence[bool], box: Box, *, alpha: float = 0.05) -> Box:
    """Widen a box again, slice by slice, as long as its density does not fall.

    Parameters
    ----------
    inputs, interest
        As for ``peel``.
    box : Box
        The box to widen.
    alpha : float
        Cases in a slice, as a share of those in the box.

    Returns
    -------
    Box
    """
    _, hits = _checked(inputs, interest)
    while True:
        inside = box.holds(inputs)
        now = hits[inside].mean()
        best = None
        for name, (low, high) in box.limits.items():
            column = inputs[name].to_numpy()
            others = box.without(name).holds(inputs)
            count = max(1, int(alpha * inside.sum()))
            below = np.sort(column[others & (column < low)])[::-1]
            above = np.sort(column[others & (column > high)])
            wider = []
            if low > -math.inf:
                wider.append((float(below[count - 1]) if len(below) > count else -math.inf, high))
            if high < math.inf:
                wider.append((low, float(above[count - 1]) if len(above) > count else math.inf))
            for pair in wider:
                candidate = box._with(name, *pair)
                held = candidate.holds(inputs)
                found = (hits[held].mean(), int(held.sum()))
                if found[0] >= now and (best is None or found > best[0]):
                    best = (found, candidate)
        if best is None:
            return box
        box = best[1]


def chances(inputs: pd.DataFrame, interest: Sequence[bool], box: Box) -> pd.Series:
    """Return how easily chance would do what each restriction does: quasi-p-values.

    For each restricted input the box is compared with itself without that restriction: if the
    density there held in the box as well, how likely would as many cases of interest be, or more?
    The method chose the restriction because it looked good, so the answer flatters it ("quasi").

    Parameters
    ----------
    inputs, interest
        As for ``peel``.
    box : Box
        The box.

    Returns
    -------
    pandas.Series
        Indexed by restricted input, the least likely first.
    """
    _, hits = _checked(inputs, interest)
    inside = box.holds(inputs)
    found = {
        name: _tail(
            int(hits[inside].sum()),
            int(inside.sum()),
            float(hits[box.without(name).holds(inputs)].mean()),
        )
        for name in box.limits
    }
    return pd.Series(found, dtype=float, name="quasi_p").sort_values(kind="stable")


def prune(inputs: pd.DataFrame, interest: Sequence[bool], box: Box, *, level: float = 0.001) -> Box:
    """Set inputs free one by one, until chance explains no restriction that is left.

    Parameters
    ----------
    inputs, interest
        As for ``peel``.
    box : Box
        The box.
    level : float
        Largest quasi-p-value that a restriction may have.

    Returns
    -------
    Box
    """
    while box.limits:
        p = chances(inputs, interest, box)
        if p.iloc[-1] <= level:
            break
        box = box.without(p.index[-1])
    return box


def _checked(inputs: pd.DataFrame, interest: Sequence[bool]) -> tuple[np.ndarray, np.ndarray]:
    hits = np.asarray(interest, bool)
    if hits.shape != (len(inputs),):
        raise ValueError(
            f"`interest` must say of each of the {len(inputs)} cases whether it is of interest; "
            f"it has the shape {hits.shape}."
        )
    if not hits.any() or hits.all():
        every = "every" if hits.any() else "no"
        raise ValueError(f"There is nothing to discover: {every} case is of interest.")
    return inputs.to_numpy(float), hits


def _tail(hits: int, cases: int, share: float) -> float:
    """Return the chance of at least so many hits among so many cases (binomial)."""
    if hits <= 0 or share >= 1:
        return 1.0
    terms = [
        math.lgamma(cases + 1)
        - math.lgamma(k + 1)
        - math.lgamma(cases - k + 1)
        + k * math.log(share)
        + (cases - k) * math.log1p(-share)
        for k in range(hits, cases + 1)
    ]
    return min(1.0, math.fsum(map(math.exp, terms)))
