"""The model as an XMILE file, which other programs for system dynamics open."""

from __future__ import annotations

import ast
import math
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from natolab.model import definition as d
from natolab.model import engine
from natolab.model.errors import number
from natolab.model.numerics import WEEKS
from natolab.model.scenario import Scenario, to_run

#: Step in years of the exported file: computers hold it exactly, so that engines which add it up,
#: multiply it or take its reciprocal count the same steps.
STEP = 1 / 128

#: Units of the definition that are pure numbers: so are their products, powers and logarithms.
PURE = ("share", "ratio", "log points")


class _Xmile(ast.NodeTransformer):
    """Turns an expression of the definition into one of XMILE."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "logistic":
            argument = ast.unparse(node.args[0])
            return ast.parse(f"1 / (1 + EXP(-({argument})))", mode="eval").body
        node.func = ast.Name(name.upper())
        return node


def equation(expression: str) -> str:
    """Return an expression of the definition as XMILE writes it.

    Parameters
    ----------
    expression : str
        Names, numbers, the four operations, ``exp``, ``ln`` and ``logistic``.

    Returns
    -------
    str
    """
    return ast.unparse(_Xmile().visit(ast.parse(expression, mode="eval")))


def on_grid(scenario: Scenario, step: float = STEP) -> Scenario:
    """Return a scenario whose levers change when a step of the exported file ends.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    step : float
        Euler step in years.

    Returns
    -------
    Scenario
        Each change moved to the nearest end of a step; of two that meet there the later holds.
    """
    levers = {
        lever: {round(time / step) * step: value for time, value in course.items()}
        for lever, course in scenario.levers.items()
    }
    return replace(scenario, levers=levers)


def to_xmile(
    scenario: Scenario | str, *, years: float = 10, step: float = STEP, **parameters: float
) -> str:
    """Return the model with one scenario as an XMILE document.

    Engines take steps of one length. Where a lever changes between two, the file changes it at the
    nearest step and says so in the lever's description.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or the name of one in ``SCENARIOS``.
    years : float
        Length of the run in years.
    step : float
        Euler step in years.
    **parameters
        Values of parameters by name, in place of the scenario's own.

    Returns
    -------
    str
        An XMILE 1.0 document.
    """
    scenario, years = to_run(scenario, years)
    step = number(step, "The step `step`", 1e-5, 1 / WEEKS)
    values = engine.parameters({**scenario.parameters, **parameters})
    start = engine.rest(values, math.exp, math.log)
    exported = on_grid(scenario, step)

    variables = [
        _element(
            "aux",
            lever.name,
            lever.meaning + _moved(scenario, lever.name, step),
            lever.unit,
            _course(exported, lever.name, step),
        )
        for lever in d.LEVERS
    ]
    variables += [
        _element("aux", parameter.name, parameter.meaning, parameter.unit, repr(value))
        for parameter, value in zip(d.PARAMETERS, values, strict=True)
    ]
    variables += [
        _element("aux", aux.name, aux.meaning, aux.unit, equation(aux.expression))
        for aux in d.AUXILIARIES
    ]
    for stock, initial in zip(d.STOCKS, start, strict=True):
        goal, pace, change = (f"{stock.name}_{part}" for part in ("goal", "pace", "change"))
        variables += [
            _element(
                "stock",
                stock.name,
                stock.meaning,
                stock.unit,
                repr(initial),
                f"<inflow>{change}</inflow>",
            ),
            _element(
                "flow",
                change,
                f"Change of {stock.name}",
                f"{stock.unit}/year",
                f"{pace} * ({goal} - {stock.name})",
            ),
            _element("aux", goal, f"Goal of {stock.name}", stock.unit, equation(stock.goal)),
            _element("aux", pace, f"Pace of {stock.name}", "1/year", equation(stock.pace)),
        ]
    units = "".join(f"<unit name={quoteattr(unit)}><eqn>1</eqn></unit>" for unit in PURE)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">\n'
        f'<header><vendor>Alliance Under Stress</vendor><product version="1.0">natolab</product>'
        f"<name>Alliance under stress: {escape(scenario.name)}</name></header>\n"
        f'<sim_specs method="Euler" time_units="year"><start>0</start><stop>{years!r}</stop>'
        f"<dt>{step!r}</dt></sim_specs>\n"
        f"<model_units>{units}</model_units>\n"
        f"<model><variables>\n{''.join(variables)}</variables></model>\n</xmile>\n"
    )


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


def _moved(scenario: Scenario, lever: str, step: float) -> str:
    """Return what to say of changes that the file makes at another time; often nothing."""
    times = {time: round(time / step) * step for time in scenario.levers.get(lever, {})}
    moved = [f"{new:.6g} for {old:.6g}" for old, new in times.items() if abs(new - old) > 1e-9]
    return f". Changes at the nearest step, in year {', '.join(moved)}" if moved else ""
