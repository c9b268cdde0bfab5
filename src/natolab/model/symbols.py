"""The equations as SymPy expressions.

SymPy takes a second to import; only the generator and those who ask for symbols come here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp
from sympy.parsing.sympy_parser import parse_expr

from natolab.model import definition as d


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
    """
    entries = (*d.LEVERS, *d.STOCKS, *d.AUXILIARIES, *d.PARAMETERS)
    symbols = {entry.name: sp.Symbol(entry.name, real=True) for entry in entries}
    known = symbols | {"exp": sp.exp, "ln": sp.log, "logistic": logistic}

    def parse(text: str) -> sp.Expr:
        return parse_expr(text, local_dict=known, evaluate=not as_written)

    return Equations(
        symbols,
        {a.name: parse(a.expression) for a in d.AUXILIARIES},
        {s.name: parse(s.goal) for s in d.STOCKS},
        {s.name: parse(s.pace) for s in d.STOCKS},
    )
