"""Who moves whom among the variables, and the loops that this closes.

SymPy and networkx are needed here; whoever runs the model reads the result in ``structure.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import networkx as nx
import numpy as np
import sympy as sp

from natolab.model import definition as d
from natolab.model.errors import ModelError
from natolab.model.names import LOOP_WORDS, words
from natolab.model.symbols import equations

_STOCKS = [stock.name for stock in d.STOCKS]
#: Random states at which the sign of a link is looked at.
_SAMPLES = 500


@cache
def own_equations() -> Mapping[str, sp.Expr]:
    """Return what each variable follows: an auxiliary its value, a stock its rate of change.

    Goal and pace are no variables here: of many stocks they are halves of one flow.
    """
    eq = equations()
    return {**eq.auxiliaries, **eq.rates}


def links() -> list[tuple[str, str]]:
    """Return each link, as cause and effect, from a lever, stock or auxiliary to the last two."""
    moving = [entry.name for entry in (*d.LEVERS, *d.STOCKS, *d.AUXILIARIES)]
    symbols = equations().symbols
    return [
        (cause, effect)
        for effect, expression in own_equations().items()
        for cause in moving
        if symbols[cause] in expression.free_symbols
    ]


def loops() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the loops by name: polarity, and variables in the order of cause and effect.

    A loop through no variable twice starts at its first stock. A stock's pull to its own goal is
    a loop too, of one variable. Left out are stocks that stand in no loop with others, as their
    own pull competes with nothing.

    Raises
    ------
    ModelError
        If a name of ``LOOP_WORDS`` fits no loop, or two loops are called alike.
    """
    graph = nx.DiGraph([pair for pair in links() if pair[0] in own_equations()])
    parts = nx.strongly_connected_components(graph)
    coupled = {name for part in parts if len(part) > 1 for name in part}
    circles = graph.subgraph(coupled)
    signs = _signs(circles.edges)
    found = {}
    for circle in nx.simple_cycles(circles):
        start = circle.index(min(_stocks(circle), key=_STOCKS.index))
        variables = (*circle[start:], *circle[:start])
        around = [
            signs[pair] for pair in zip(variables, (*variables[1:], variables[0]), strict=True)
        ]
        name = _name(variables)
        if name in found:
            raise ModelError(f"Two loops are called {name!r}; name them apart in LOOP_WORDS.")
        found[name] = (_polarity(around), variables)
    for name in LOOP_WORDS:
        if name not in found:
            raise ModelError(f"The model has no loop that fits the name {name!r} in LOOP_WORDS.")
    order = {name: place for place, name in enumerate(LOOP_WORDS)}

    def rank(name: str) -> tuple:
        stocks = [_STOCKS.index(stock) for stock in _stocks(found[name][1])]
        return len(stocks) == 1, order.get(name, len(order)), len(stocks), stocks

    return {name: found[name] for name in sorted(found, key=rank)}


def _signs(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return ``+`` or ``-`` for each link, or ``±`` where that depends on the state.

    Parameters have their values in the definition.
    """
    symbols = equations().symbols
    fixed = {symbols[q.name]: q.value for q in d.PARAMETERS}
    moving = [symbols[entry.name] for entry in (*d.LEVERS, *d.STOCKS, *d.AUXILIARIES)]
    states = np.random.default_rng(1949).uniform(size=(len(moving), _SAMPLES))
    logistic = {"logistic": lambda x: 1 / (1 + np.exp(-x))}
    found = {}
    for cause, effect in pairs:
        slope = own_equations()[effect].diff(symbols[cause]).xreplace(fixed)
        seen = sp.lambdify(moving, slope, [logistic, "numpy"])(*states)
        up, down = np.any(seen > 0), np.any(seen < 0)
        found[cause, effect] = "±" if up and down else "+" if up else "-"
    return found


def _stocks(variables: Iterable[str]) -> list[str]:
    return [name for name in variables if name in _STOCKS]


def _polarity(signs: Sequence[str]) -> str:
    if "±" in signs:
        return "mixed"
    return "balancing" if signs.count("-") % 2 else "reinforcing"


def _name(variables: Sequence[str]) -> str:
    """Return what a loop is called: by the course, or else after its stocks."""
    stocks = _stocks(variables)
    for name, through in LOOP_WORDS.items():
        if set(_stocks(through)) == set(stocks) and set(through) <= set(variables):
            return name
    if len(stocks) == 1:
        return f"{words(stocks[0])} settles"
    return " → ".join(words(stock) for stock in stocks)
