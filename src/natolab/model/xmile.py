"""The model as an XMILE file, which Stella, Vensim and PySD open."""

from __future__ import annotations

import math
from xml.sax.saxutils import escape, quoteattr

import sympy as sp
from sympy.printing.str import StrPrinter

from natolab.model import definition as d
from natolab.model import engine
from natolab.model.errors import horizon, number
from natolab.model.numerics import WEEKS
from natolab.model.scenario import Scenario, find
from natolab.model.symbols import equations

#: Step in years of the exported file: every switching time of the course's scenarios falls on it.
STEP = 0.01


#: Units of the definition that are pure numbers: so are their products, powers and logarithms.
_PURE = {"share", "ratio", "log points"}


class _Xmile(StrPrinter):
    def _print_log(self, expr: sp.Expr) -> str:
        return f"LN({self._print(expr.args[0])})"

    def _print_exp(self, expr: sp.Expr) -> str:
        return f"EXP({self._print(expr.args[0])})"

    def _print_logistic(self, expr: sp.Expr) -> str:
        return f"(1 / (1 + EXP(-({self._print(expr.args[0])}))))"


def to_xmile(
    scenario: Scenario | str, *, years: float = 10, step: float = STEP, **parameters: float
) -> str:
    """Return the model with one scenario as an XMILE document.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or the name of one in ``SCENARIOS``.
    years : float
        Length of the run in years.
    step : float
        Euler step in years; switching times should be multiples of it.
    **parameters
        Values of parameters by name, in place of the scenario's own.

    Returns
    -------
    str
        An XMILE 1.0 document.
    """
    scenario, years = find(scenario), horizon(years)
    step = number(step, "The step `step`", 1e-5, 1 / WEEKS)
    values = engine.parameters({**scenario.parameters, **parameters})
    start = engine.rest(values, math.exp, math.log)
    eq = equations(as_written=True)
    code = _Xmile({"order": "none"}).doprint

    variables = [
        _element(
            "aux", lever.name, lever.meaning, _unit(lever.unit), _course(scenario, lever.name, step)
        )
        for lever in d.LEVERS
    ]
    variables += [
        _element("aux", parameter.name, parameter.meaning, _unit(parameter.unit), repr(value))
        for parameter, value in zip(d.PARAMETERS, values, strict=True)
    ]
    variables += [
        _element("aux", aux.name, aux.meaning, _unit(aux.unit), code(eq.auxiliaries[aux.name]))
        for aux in d.AUXILIARIES
    ]
    for stock, initial in zip(d.STOCKS, start, strict=True):
        goal, pace, change = (f"{stock.name}_{part}" for part in ("goal", "pace", "change"))
        unit = _unit(stock.unit)
        variables += [
            _element(
                "stock",
                stock.name,
                stock.meaning,
                unit,
                repr(initial),
                f"<inflow>{change}</inflow>",
            ),
            _element(
                "flow",
                change,
                f"Change of {stock.name}",
                f"{unit}/year",
                f"{pace} * ({goal} - {stock.name})",
            ),
            _element("aux", goal, f"Goal of {stock.name}", unit, code(eq.goals[stock.name])),
            _element("aux", pace, f"Pace of {stock.name}", "1/year", code(eq.paces[stock.name])),
        ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">\n'
        f'<header><vendor>Alliance Under Stress</vendor><product version="1.0">natolab</product>'
        f"<name>Alliance under stress: {escape(scenario.name)}</name></header>\n"
        f'<sim_specs method="Euler" time_units="year"><start>0</start><stop>{years!r}</stop>'
        f"<dt>{step!r}</dt></sim_specs>\n"
        f"<model><variables>\n{''.join(variables)}</variables></model>\n</xmile>\n"
    )


def _unit(unit: str) -> str:
    """Return a unit as engines that check units read it."""
    return "1" if unit in _PURE else unit


def _element(kind: str, name: str, meaning: str, unit: str, equation: str, extra: str = "") -> str:
    return (
        f"<{kind} name={quoteattr(name)}><doc>{escape(meaning)}</doc>"
        f"<eqn>{escape(equation)}</eqn>{extra}<units>{escape(unit)}</units></{kind}>\n"
    )


def _course(scenario: Scenario, lever: str, step: float) -> str:
    """Return a lever's course as nested conditions, half a step early against rounding of time."""
    times = [time for time in scenario.levers.get(lever, {}) if time > 0]
    equation = repr(scenario.value(lever, math.inf))
    for time in reversed(times):
        earlier = scenario.value(lever, time - 1e-5)
        equation = f"IF TIME < {time - step / 2:.9g} THEN {earlier!r} ELSE ({equation})"
    return equation
