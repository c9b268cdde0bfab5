"""The integrator: order, reference, and steps that land where levers change."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from natolab.model import LEVERS, PARAMETERS, SCENARIOS, STOCKS, Scenario, engine, kernel, simulate
from natolab.model.numerics import STEP

NAMES = [stock.name for stock in STOCKS]


def draws(size):
    """Return random values of all parameters: one array each."""
    low, high = np.array([(q.low, q.high) for q in PARAMETERS]).T
    return tuple(np.random.default_rng(1949).uniform(low, high, (size, len(low))).T.copy())


def test_every_draw_starts_at_rest():
    """Also at the edge of the tipping point, where the search takes thousands of rounds."""
    values = draws(8000)
    state = engine.rest(values, np.exp, np.log)
    constants = kernel.constants([lever.before for lever in LEVERS], values, np.exp, np.log)
    goals = kernel.goals(state, constants, np.exp, np.log)[: len(NAMES)]
    assert max(np.abs(goal - x).max() for goal, x in zip(goals, state, strict=True)) < 1e-11


def test_rest_depends_on_no_neighbour():
    values = draws(2000)
    together = np.array([np.broadcast_to(x, 2000) for x in engine.rest(values, np.exp, np.log)])
    for part in (slice(0, 700), slice(1900, 1901)):
        size = len(values[0][part])
        alone = engine.rest(tuple(v[part] for v in values), np.exp, np.log)
        alone = np.array([np.broadcast_to(x, size) for x in alone])
        assert np.array_equal(alone, together[:, part])
    for draw in range(0, 2000, 40):
        single = engine.rest([float(v[draw]) for v in values], math.exp, math.log)
        assert single == pytest.approx(together[:, draw], abs=1e-9)


def reference(scenario, years, times, values):
    """Return the stocks at times by SciPy's method of eighth order, restarted at each switch."""
    state = np.array(engine.rest(values, math.exp, math.log))
    cuts = sorted({0.0, years, *(t for t in scenario.switching_times if 0 < t < years)})
    found = {0.0: state}
    for start, stop in itertools.pairwise(cuts):
        levers = scenario.values(start)
        inside = [t for t in times if start < t <= stop]
        solution = solve_ivp(
            lambda _, y, levers=levers: engine.rates(y, levers, values, math.exp, math.log),
            (start, stop),
            state,
            method="DOP853",
            rtol=1e-10,
            atol=1e-12,
            t_eval=sorted({*inside, stop}),
        )
        assert solution.success
        found |= dict(zip(solution.t, solution.y.T, strict=True))
        state = solution.y[:, -1]
    return np.array([found[time] for time in times])


@pytest.mark.parametrize("name", SCENARIOS)
def test_error_below_a_thousandth_of_the_range(name):
    run = simulate(name)
    exact = reference(SCENARIOS[name], 10, run.index, engine.parameters({}))
    error = np.abs(run[NAMES].to_numpy() - exact).max(axis=0)
    # The range that a variable covers in the run; what hardly moves is judged against 0.02.
    span = np.maximum(np.ptp(exact, axis=0), 0.02)
    assert (error / span).max() < 1e-3, NAMES[(error / span).argmax()]


def test_error_for_random_parameters():
    rng = np.random.default_rng(7)
    names = [q.name for q in PARAMETERS]
    for name in ("deescalation", "breakdown", "realignment", "formal_exit", "exit_blocked"):
        drawn = rng.uniform(*np.array([(q.low, q.high) for q in PARAMETERS]).T)
        run = simulate(name, **dict(zip(names, drawn, strict=True)))
        exact = reference(SCENARIOS[name], 10, run.index, tuple(drawn))
        error = np.abs(run[NAMES].to_numpy() - exact).max(axis=0)
        assert error.max() < 1e-3  # of the range 0 to 1; of the log price, of less


@pytest.mark.parametrize(("method", "order"), [("exponential", 2), ("euler", 1)])
def test_order_of_convergence(method, order):
    scenario = SCENARIOS["deescalation"]
    times = [0.0, 0.5, 1.0, 2.0]
    exact = reference(scenario, 2.0, times, engine.parameters({}))
    errors = []
    for step in (1 / 200, 1 / 400, 1 / 800):
        run = simulate(scenario, years=2, step=step, method=method).loc[times]
        errors.append(np.abs(run[NAMES].to_numpy() - exact).max())
    for coarse, fine in itertools.pairwise(errors):
        assert math.log2(coarse / fine) == pytest.approx(order, abs=0.15)


def test_steps_land_on_switching_times():
    scenario = Scenario("odd", {"strike": {0.0: 1.0, 0.123456: 0.0, 1.0: 0.5}})
    times = engine.rows(2.0)
    plan = engine.stretches(scenario, times, STEP, "exponential")
    ends = np.cumsum([stretch.steps * stretch.size for stretch in plan])
    assert np.abs(ends - 0.123456).min() < 1e-9
    assert np.abs(ends - 1.0).min() < 1e-9
    before = [s for s, end in zip(plan, ends, strict=True) if end <= 0.123456 + 1e-9]
    assert {stretch.levers[0] for stretch in before} == {1.0}
    assert sum(stretch.ends_at_row for stretch in plan) == len(times) - 1


def test_a_switch_between_rows_is_not_smeared():
    """Shifting a switch by two days shifts the path, even inside a week."""
    early, late = (
        simulate(Scenario("s", {"strike": {0.0: 1.0, time: 0.0}}), years=1, closure_time=0.01)
        for time in (0.4905, 0.4959)
    )
    row = early.index.searchsorted(0.5)
    ratio = late["hormuz_loss"].iloc[row] / early["hormuz_loss"].iloc[row]
    assert ratio == pytest.approx(math.exp(0.0054 / 0.01), rel=1e-6)


def test_rows_and_horizon():
    assert simulate("no_war", years=0.3).index[-1] == 0.3
    run = simulate("no_war", years=2, rows=4)
    assert run.index.tolist() == [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]
    fine = simulate("breakdown", rows=4).loc[8.0]
    assert fine["credibility"] == pytest.approx(
        simulate("breakdown").loc[8.0, "credibility"], abs=1e-3
    )
