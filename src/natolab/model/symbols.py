"""The equations as SymPy expressions.

SymPy takes a second to import; only the generator and those who ask for symbols come here.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter

import sympy as sp
from sympy.parsing.sympy_parser import parse_expr

from natolab.model import definition as d
from natolab.model.errors import ModelError, nearest


class logistic(sp.Function):  # noqa: N801  the equations spell it so
    """The S-shaped function 1 / (1 + exp(-x)), kept whole so that no printer rewrites it."""

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """Return the derivative."""
        return self * (1 - self)


@dataclass(frozen=True)
class Equations:
    """The model's expressions by name; keys and symbols carry the definition's names."""

    symbols: dict[str, sp.Symbol]
    auxiliaries: dict[str, sp.Expr]
    goals: dict[str, sp.Expr]
    paces: dict[str, sp.Expr]

    @property
    def rates(self) -> dict[str, sp.Expr]:
        """Rate of change of each stock, per year."""
        return {
            name: self.paces[name] * (goal - self.symbols[name])
            for name, goal in self.goals.items()
        }

    def inlined(self, expression: sp.Expr) -> sp.Expr:
        """Return an expression with every auxiliary replaced by its own expression."""
        for name in reversed(self.auxiliaries):
            expression = expression.subs(self.symbols[name], self.auxiliaries[name])
        return expression


@cache
def equations(*, as_written: bool = False) -> Equations:
    """Parse the definition.

    Parameters
    ----------
    as_written : bool
        Keep every expression in the order in which it was written (to print it), instead of
        letting SymPy bring it into its own order (to differentiate and to generate code).

    Returns
    -------
    Equations

    Raises
    ------
    ModelError
        If an expression uses a name that does not exist, or an auxiliary uses itself or one that
        is defined after it.
    """
    entries = (*d.LEVERS, *d.STOCKS, *d.AUXILIARIES, *d.PARAMETERS)
    symbols = {entry.name: sp.Symbol(entry.name, real=True) for entry in entries}
    known = symbols | {"exp": sp.exp, "ln": sp.log, "logistic": logistic}

    def parse(what: str, text: str) -> sp.Expr:
        # SymPy would take an unknown name for a new symbol, or for one of its own functions.
        for name in _names(text):
            if name not in known:
                raise ModelError(
                    f"The {what} uses {name!r}, a name that the model does not have; "
                    f"{nearest(name, known)}"
                )
        return parse_expr(text, local_dict=known, evaluate=not as_written)

    auxiliaries = {a.name: parse(f"equation of {a.name!r}", a.expression) for a in d.AUXILIARIES}
    _check_order({a.name: _names(a.expression) for a in d.AUXILIARIES})
    return Equations(
        symbols,
        auxiliaries,
        {s.name: parse(f"goal of {s.name!r}", s.goal) for s in d.STOCKS},
        {s.name: parse(f"pace of {s.name!r}", s.pace) for s in d.STOCKS},
    )


def _names(text: str) -> list[str]:
    """Return the names in an expression."""
    return [node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]


def _check_order(used: Mapping[str, list[str]]) -> None:
    """Refuse auxiliaries that cannot be computed one after the other, given what each uses."""
    try:
        TopologicalSorter(used).prepare()
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        raise ModelError(
            f"Auxiliaries must not use each other in a circle, as {circle} do; "
            "make one of them a stock."
        ) from None
    places = {name: place for place, name in enumerate(used)}
    for name, others in used.items():
        for other in others:
            if places.get(other, -1) > places[name]:
                raise ModelError(
                    f"The auxiliary {name!r} uses {other!r}, which is defined after it; "
                    f"define {other!r} first."
                )
