"""The equations themselves: units, bounds, conservation, and all that is generated from them."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.model import (
    AUXILIARIES,
    LEVERS,
    PARAMETERS,
    SCENARIOS,
    STOCKS,
    Scenario,
    definition,
    engine,
    generate,
    kernel,
    latex,
    simulate,
)
from natolab.model.numerics import STEP
from natolab.model.symbols import equations, logistic

ENTRIES = (*LEVERS, *STOCKS, *AUXILIARIES, *PARAMETERS)
#: Powers of the year that a unit holds. Shares, ratios and log points are pure numbers.
POWERS = {"share": 0, "ratio": 0, "log points": 0, "year": 1}


def power(expression: sp.Expr) -> int:
    """Return the power of the year in an expression, or fail where a sum mixes units."""
    if expression.is_Number:
        return 0
    if expression.is_Symbol:
        return POWERS[next(e.unit for e in ENTRIES if e.name == expression.name)]
    powers = [power(arg) for arg in expression.args]
    if expression.is_Add:
        assert len(set(powers)) == 1, f"{expression} adds different units"
        return powers[0]
    if expression.is_Mul:
        return sum(powers)
    if expression.is_Pow:
        assert powers[1] == 0
        return powers[0] * int(expression.exp)
    assert expression.func in (sp.exp, sp.log, logistic)
    assert powers == [0], f"{expression.func}({expression.args[0]}) needs a pure number"
    return 0


@pytest.mark.parametrize("name", [entry.name for entry in AUXILIARIES])
def test_units_of_auxiliaries(name):
    written = next(a for a in AUXILIARIES if a.name == name)
    assert power(equations(as_written=True).auxiliaries[name]) == POWERS[written.unit]


@pytest.mark.parametrize("name", [entry.name for entry in STOCKS])
def test_units_of_stocks(name):
    eq = equations(as_written=True)
    stock = next(s for s in STOCKS if s.name == name)
    assert power(eq.goals[name]) == POWERS[stock.unit]
    assert power(eq.paces[name]) == -1


def test_a_wrong_unit_is_found():
    year = equations().symbols["rise_time"]
    with pytest.raises(AssertionError):
        power(sp.exp(year))
    with pytest.raises(AssertionError):
        power(year + equations().symbols["closure"])


def test_names_and_symbols_are_distinct():
    for key in ("name", "symbol"):
        values = [getattr(entry, key) for entry in ENTRIES]
        assert len(values) == len(set(values))
    # XMILE tools know no difference of case.
    assert len({entry.name.lower() for entry in ENTRIES}) == len(ENTRIES)


def test_every_parameter_is_used_and_explained():
    eq = equations()
    used = {
        symbol.name
        for group in (eq.auxiliaries, eq.goals, eq.paces)
        for expression in group.values()
        for symbol in expression.free_symbols
    }
    for entry in (*PARAMETERS, *LEVERS):
        assert entry.name in used
        assert entry.meaning
    for q in PARAMETERS:
        assert q.limits[0] <= q.low <= q.value <= q.high <= q.limits[1]
        assert q.source


def test_every_citation_stands_in_the_bibliography():
    text = (Path(__file__).parents[2] / "book" / "references.bib").read_text(encoding="utf-8")
    known = set(re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE))
    for q in PARAMETERS:
        assert set(q.citations) <= known, q.name
        # What is sourced says from where; what is not says that it is assumed.
        assert q.citations or q.source.lower().startswith("assumption"), q.name


@pytest.mark.parametrize("name", generate.FILES)
def test_generated_files_are_up_to_date(name):
    path = generate.FOLDER / name
    assert path.read_text(encoding="utf-8") == generate.FILES[name](), (
        f"{name} is out of date: run `make model`."
    )


@pytest.fixture
def redefined(monkeypatch):
    """Return a function that gives entries of the definition other fields for one test."""

    def change(group, **changed):
        entries = getattr(definition, group)
        monkeypatch.setattr(
            definition,
            group,
            tuple(replace(entry, **changed.get(entry.name, {})) for entry in entries),
        )
        equations.cache_clear()

    yield change
    equations.cache_clear()


def refusal(capsys):
    assert generate.main(["--check"]) == 1
    return capsys.readouterr().err.strip()


def test_generator_refuses_a_misspelt_name(redefined, capsys):
    redefined("STOCKS", credibility={"goal": "promis"})
    assert refusal(capsys) == (
        "The goal of 'credibility' uses 'promis', a name that the model does not have; "
        "did you mean 'promise'?"
    )


@pytest.mark.parametrize("name", ["zeta", "S", "logisitc"])
def test_generator_takes_no_name_of_sympy_or_function_for_its_own(redefined, capsys, name):
    redefined("AUXILIARIES", burden_felt={"expression": f"1 - {name}(-burden)"})
    assert f"The equation of 'burden_felt' uses {name!r}" in refusal(capsys)


def test_generator_refuses_an_auxiliary_that_is_used_before_it_is_defined(redefined, capsys):
    redefined("AUXILIARIES", supply_gap={"expression": "hormuz_loss * burden_felt"})
    assert refusal(capsys) == (
        "The auxiliary 'supply_gap' uses 'burden_felt', which is defined after it; "
        "define 'burden_felt' first."
    )


def test_generator_refuses_a_circle_of_auxiliaries(redefined, capsys):
    redefined(
        "AUXILIARIES",
        own_support={"expression": "european_willingness * alignment"},
        alignment={"expression": "us_commitment * own_support"},
    )
    found = refusal(capsys)
    assert found.startswith("Auxiliaries must not use each other in a circle, as ")
    assert "own_support → alignment" in found


def test_generator_refuses_an_auxiliary_that_uses_itself(redefined, capsys):
    redefined("AUXILIARIES", cohesion={"expression": "1 - cohesion"})
    assert "cohesion → cohesion" in refusal(capsys)


def test_latex_is_clean():
    for table in (latex.AUXILIARIES, latex.GOALS, latex.PACES):
        for text in table.values():
            assert r"\left(-1\right)" not in text
            assert not re.search(r"[a-z]+_[a-z]{2,}", text), f"a name without symbol in {text}"


def test_kernel_equals_the_definition():
    """Rates from the generated kernel are those of the expressions, to rounding."""
    rng = np.random.default_rng(4)
    low, high = np.array([(q.low, q.high) for q in PARAMETERS]).T
    for _ in range(20):
        state, levers = rng.uniform(size=len(STOCKS)), rng.uniform(size=len(LEVERS))
        values = rng.uniform(low, high)
        known = dict(zip((e.name for e in STOCKS), state, strict=True))
        known |= dict(zip((e.name for e in LEVERS), levers, strict=True))
        known |= dict(zip((e.name for e in PARAMETERS), values, strict=True))
        functions = {
            "exp": math.exp,
            "ln": math.log,
            "logistic": lambda x: 1 / (1 + math.exp(-x)),
        }
        for aux in AUXILIARIES:
            known[aux.name] = eval(aux.expression, functions, known)
        expected = [
            eval(s.pace, functions, known) * (eval(s.goal, functions, known) - known[s.name])
            for s in STOCKS
        ]
        found = engine.rates(state, levers, values, math.exp, math.log)
        assert found == pytest.approx(expected, rel=1e-11, abs=1e-12)


def test_jacobian_equals_differences():
    rng = np.random.default_rng(5)
    values = engine.parameters({})
    for _ in range(10):
        state, levers = rng.uniform(0.05, 0.95, len(STOCKS)), rng.uniform(size=len(LEVERS))
        exact = np.array(kernel.jacobian(state, levers, values, math.exp, math.log), float)
        for j in range(len(STOCKS)):
            step = np.zeros(len(STOCKS))
            step[j] = 1e-6
            up, down = (
                np.array(engine.rates(state + sign * step, levers, values, math.exp, math.log))
                for sign in (1, -1)
            )
            assert exact[:, j] == pytest.approx((up - down) / 2e-6, rel=1e-5, abs=1e-5)


SHARES = [entry.name for entry in (*STOCKS, *AUXILIARIES) if entry.unit == "share"]
ROOM = 1e-12  # for rounding


def random_scenario(rng):
    levers = {}
    for lever in LEVERS:
        times = np.unique(rng.uniform(0, 10, rng.integers(0, 5)).round(3))
        choices = [0, 1] if lever.switch else [0, 1, rng.uniform()]
        levers[lever.name] = {t: rng.choice(choices) for t in (0.0, *times)}
    return Scenario("random", levers)


@pytest.mark.parametrize("scenarios", [2, pytest.param(25, marks=pytest.mark.long)])
def test_bounds_under_many_draws(scenarios):
    """Half the draws come from the plausible ranges, half from all that the equations accept."""
    rng = np.random.default_rng(1949)
    draws = 4000
    plausible = np.array([(q.low, q.high) for q in PARAMETERS]).T
    accepted = np.array([q.limits for q in PARAMETERS]).T
    times = np.array([q.unit == "year" for q in PARAMETERS])
    for _ in range(scenarios):
        wide = rng.uniform(*accepted, (draws // 2, len(PARAMETERS)))
        spread = np.exp(rng.uniform(*np.log(accepted[:, times]), (draws // 2, times.sum())))
        wide[:, times] = spread  # otherwise hardly any time would be short
        values = np.vstack([rng.uniform(*plausible, (draws // 2, len(PARAMETERS))), wide])
        drawn = dict(zip((q.name for q in PARAMETERS), values.T.copy(), strict=True))
        for seen in followed(random_scenario(rng), drawn, draws):
            for name, found in seen.items():
                assert np.isfinite(found).all(), name
                if name in SHARES:
                    assert found.min() >= -ROOM, name
                    assert found.max() <= 1 + ROOM, name
            assert seen["log_price"].min() >= -ROOM
            assert seen["oil_price"].max() <= 20 * (1 + ROOM)


def followed(scenario, drawn, size):
    """Yield all variables of an array of runs, every four weeks."""
    values = tuple(drawn.values())
    state = [np.broadcast_to(x, size) for x in engine.rest(values, np.exp, np.log)]
    plan = engine.stretches(scenario, engine.rows(10, 13), STEP, "exponential")
    for stretch, reached in engine.integrate(state, plan, values, np.exp, np.log):
        found = kernel.auxiliaries(reached, stretch.levers, values, np.exp, np.log)
        names = [entry.name for entry in (*STOCKS, *AUXILIARIES)]
        yield dict(zip(names, map(np.asarray, (*reached, *found)), strict=True))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_bounds_of_whatever_hypothesis_finds(data):
    chosen = data.draw(st.lists(st.sampled_from(PARAMETERS), max_size=8, unique=True))
    values = {q.name: data.draw(st.floats(*q.limits), label=q.name) for q in chosen}
    levers = {}
    for lever in LEVERS:
        values_ = st.sampled_from([0, 1]) if lever.switch else st.floats(0, 1)
        levers[lever.name] = {
            0.0: data.draw(values_, label=lever.name),
            data.draw(st.floats(0.01, 3)): data.draw(values_),
        }
    run = simulate(Scenario("found", levers), years=3, **values)
    assert np.isfinite(run.to_numpy()).all()
    shares = run[SHARES]
    assert shares.min().min() >= -ROOM
    assert shares.max().max() <= 1 + ROOM
    assert (run["oil_price"] >= 1 - ROOM).all()


@pytest.mark.parametrize("name", SCENARIOS)
def test_conservation_along_the_pipeline(name):
    """What is funded and has not arrived is in the pipeline: stages store inflow less outflow."""
    run = simulate(name, years=6, rows=400, step=0.002)
    stages = run[["capability_planned", "capability_ordered", "european_capability"]].sum(axis=1)
    defaults = {q.name: q.value for q in PARAMETERS}
    inflow = defaults["full_capability"] * run["funded_effort"] - run["european_capability"]
    moved = np.trapezoid(inflow, run.index) * 3 / defaults["capability_time"]
    assert stages.iloc[-1] - stages.iloc[0] == pytest.approx(moved, abs=1e-5)
