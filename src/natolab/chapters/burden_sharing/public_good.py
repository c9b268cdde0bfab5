"""A small model of an alliance whose defence is a public good, after Olson and Zeckhauser (1966).

Each ally splits its income between its own consumption and defence. It values consumption ``c``
and protection ``p`` by ``(1 - stake) * log(c) + stake * log(p)``. Protection is what the ally
spends itself plus a part ``spill`` of what the others spend: with ``spill`` 1 defence is a pure
public good, with ``spill`` 0 every ally protects only itself, and in between an ally's arms serve
itself more than others, the case of joint products.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

#: Incomes of the four allies with whom the reader plays, in any unit of money.
INCOMES = {"United States": 100, "large ally": 20, "front-line ally": 5, "small ally": 1}

#: Steps of the bisection; the interval shrinks below the precision of a float.
_STEPS = 200


def best_response(income: float, stake: float, others: float, spill: float = 1.0) -> float:
    """Return what one ally spends when it knows what the others spend.

    Parameters
    ----------
    income : float
        The ally's income, in any unit of money; above 0.
    stake : float
        Weight of protection in what the ally values, between 0 and 1. An ally alone in the world
        would spend this share of its income.
    others : float
        What the others spend together, in the unit of ``income``; 0 or more.
    spill : float
        Part of the others' spending that protects this ally too, from 0 to 1.

    Returns
    -------
    float
        Spending in the unit of ``income``; 0 for a free rider.
    """
    _check([income], [stake], spill)
    if others < 0:
        raise ValueError(f"others is {others!r}, but spending cannot be negative.")
    return max(0.0, stake * income - (1 - stake) * spill * others)


def equilibrium(
    incomes: Sequence[float],
    stakes: Sequence[float],
    spill: float = 1.0,
    fixed: Mapping[int, float] | None = None,
) -> np.ndarray:
    """Return the spending at which no ally wants to change its own.

    Parameters
    ----------
    incomes, stakes : sequence of float, shape (n,)
        Income and stake of each ally, as in ``best_response``.
    spill : float
        As in ``best_response``, the same for all.
    fixed : mapping of int to float, optional
        Spending of allies (by their place in ``incomes``) who do not respond but are told what
        to spend.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Spending of each ally in the unit of ``incomes``. Since every stake lies below 1, there is
        exactly one such point.
    """
    income, stake = np.asarray(incomes, float), np.asarray(stakes, float)
    fixed = dict(fixed or {})
    if income.shape != stake.shape or income.ndim != 1:
        raise ValueError(
            f"There are {income.size} incomes and {stake.size} stakes, but each ally needs one "
            "of each."
        )
    _check(incomes, stakes, spill)
    for place, spending in fixed.items():
        if not 0 <= place < income.size or not 0 <= spending <= income[place]:
            raise ValueError(
                f"fixed sets ally {place} to {spending!r}, but it must name an ally from 0 to "
                f"{income.size - 1} and an amount between 0 and that ally's income."
            )
    # Written with the total T instead of the others' sum T - q, each best response is a falling
    # function of T; the equilibrium is where the responses add up to T.
    keep = (1 - stake) * spill

    def responses(total: float) -> np.ndarray:
        spending = np.maximum(0.0, (stakes * income - keep * total) / (1 - keep))
        spending[list(fixed)] = list(fixed.values())
        return spending

    low, high = 0.0, float(income.sum())
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if responses(middle).sum() > middle else (low, middle)
    return responses((low + high) / 2)


def fair(incomes: Sequence[float], stakes: Sequence[float]) -> np.ndarray:
    """Return what each ally would pay if each paid what a pure public good is worth to it.

    Each pays for every unit what the last one is worth to it. With these preferences the prices
    at which all ask for the same total (economists call them Lindahl's) make every ally pay its
    stake times its income. No ally can then be made better off without another losing; but each
    would gain by paying less itself.

    Parameters
    ----------
    incomes, stakes : sequence of float, shape (n,)
        As in ``equilibrium``.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Spending of each ally in the unit of ``incomes``.
    """
    return np.asarray(incomes, float) * np.asarray(stakes, float)


def rounds(
    incomes: Sequence[float],
    stakes: Sequence[float],
    spill: float = 1.0,
    count: int = 10,
) -> np.ndarray:
    """Let the allies answer one another in turn, from a start at which nobody spends.

    Parameters
    ----------
    incomes, stakes, spill
        As in ``equilibrium``.
    count : int
        Number of rounds; in each, every ally answers once, in the order given.

    Returns
    -------
    numpy.ndarray, shape (count + 1, n)
        Spending after each round, the first row being the start.
    """
    spending = np.zeros(len(incomes))
    history = [spending.copy()]
    for _ in range(count):
        for place, (income, stake) in enumerate(zip(incomes, stakes, strict=True)):
            others = spending.sum() - spending[place]
            spending[place] = best_response(income, stake, max(others, 0.0), spill)
        history.append(spending.copy())
    return np.array(history)


def _check(incomes: Sequence[float], stakes: Sequence[float], spill: float) -> None:
    for income in incomes:
        if not income > 0:
            raise ValueError(f"An income is {income!r}, but it must be above 0.")
    for stake in stakes:
        if not 0 < stake < 1:
            raise ValueError(f"A stake is {stake!r}, but it must lie between 0 and 1.")
    if not 0 <= spill <= 1:
        raise ValueError(f"spill is {spill!r}, but it must lie between 0 and 1.")
