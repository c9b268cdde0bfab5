"""The twelve behaviours that the model must show; the eleventh and twelfth have their own files."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from natolab.model import (
    LEVERS,
    OUTCOMES,
    PARAMETERS,
    SCENARIOS,
    STOCKS,
    Scenario,
    classify,
    equilibria,
    simulate,
    vulnerability,
)


@pytest.fixture(scope="module")
def runs():
    return {name: simulate(name) for name in SCENARIOS}


def test_rest_without_war_nothing_moves(runs):
    stocks = [stock.name for stock in STOCKS]
    moved = (runs["no_war"][stocks] - runs["no_war"][stocks].iloc[0]).abs().max()
    assert moved.max() < 0.02


def closure(**parameters):
    """A closure like that of March 2026: a hundred days, then open again."""
    return simulate(Scenario("closure", {"strike": {0.0: 1.0, 0.28: 0.0}}), years=3, **parameters)[
        "oil_price"
    ]


def test_price_of_a_closure_and_its_return():
    price = closure()
    assert 1.6 <= price.max() <= 2.0
    assert price.loc[1.28:].iloc[0] <= 1.1


def test_price_band_of_the_sourced_range():
    """The band that belongs beside the calibrated value: from a fifth to more than three times."""
    bounds = next(q for q in PARAMETERS if q.name == "elasticity")
    assert bounds.low == 0.04
    assert bounds.high == 0.5
    assert closure(elasticity=bounds.high).max() == pytest.approx(1.21, abs=0.05)
    assert closure(elasticity=bounds.low).max() == pytest.approx(3.3, abs=0.3)


def test_path_one_deescalation_leaves_lasting_damage(runs):
    run, rest = runs["deescalation"], runs["no_war"]
    assert (run["war"].loc[1.0:] == 0).all()
    assert run["credibility"].iloc[-1] <= run["credibility"].iloc[0] - 0.08
    assert run["european_capability"].iloc[-1] > rest["european_capability"].iloc[-1]
    assert (run["membership"] == 1).all()


def test_path_two_escalation_hollows_the_alliance(runs):
    end = runs["breakdown"].iloc[-1]
    assert end["credibility"] < 0.35
    assert end["european_willingness"] < 0.35
    assert end["hedging"] > 0.5
    assert (runs["breakdown"]["membership"] == 1).all()


def test_path_three_realignment_under_strain(runs):
    run = runs["realignment"]
    start = run.iloc[0]
    assert run["credibility"].min() < start["credibility"] - 0.2
    assert run["credibility"].iloc[-1] >= start["credibility"] - 0.05
    strained = run.index[run["uncertainty"] > start["uncertainty"] + 0.01]
    assert len(strained) / 52 >= 2


def test_paperwork_talk_alone_costs_credibility():
    run = simulate(Scenario("talk", {"exit_talk": 0.8}))
    assert (run["war"] == 0).all()
    assert (run["membership"] == 1).all()
    assert run["credibility"].iloc[-1] <= run["credibility"].iloc[0] - 0.1


def test_paperwork_a_court_restores_membership_not_credibility(runs):
    run = runs["exit_blocked"]
    assert run["membership"].iloc[-1] == 1
    assert run["membership"].min() == 0
    assert run["credibility"].iloc[-1] < run["credibility"].iloc[0] - 0.3


def test_exit_ends_credibility_and_europe_does_not_close_the_gap(runs):
    run = runs["formal_exit"]
    assert run["membership"].iloc[-1] == 0
    assert run["credibility"].loc[5.0] < 0.01  # three years after the exit in year 2
    assert run["european_deterrence"].iloc[-1] < run["us_deterrence"].iloc[0] - 0.1
    assert run["deterrence"].iloc[-1] < run["deterrence"].iloc[0] - 0.1


def test_delay_half_the_gain_takes_five_years():
    base = Scenario("effort", {"european_effort": 0.3})
    double = base.with_lever("european_effort", 0.6)
    gain = (
        simulate(double, years=60)["european_capability"]
        - simulate(base, years=60)["european_capability"]
    )
    assert gain[gain >= gain.iloc[-1] / 2].index[0] >= 5


def test_delay_leaves_a_part_for_after_twelve_years():
    """Three stages with a mean of 7.5 years: of what is funded at once, a seventh is later."""
    base = Scenario("effort", {"european_effort": 0.3})
    runs = [
        simulate(scenario, years=60, self_reliance=0)["european_capability"]
        for scenario in (base, base.with_lever("european_effort", 0.6))
    ]
    gain = runs[1] - runs[0]
    stages = 3 * 12 / 7.5
    late = math.exp(-stages) * (1 + stages + stages**2 / 2)
    assert 1 - gain.loc[12.0] / gain.iloc[-1] == pytest.approx(late, abs=1e-3)


def test_tipping_sweeping_conditionality_up_and_down():
    found = equilibria()
    assert 0.4 < found.tipping_up < 0.7
    assert found.tipping_down < found.tipping_up - 0.2
    gap = found.sweep["up"] - found.sweep["down"]
    between = (found.sweep.index > found.tipping_down) & (found.sweep.index < found.tipping_up)
    assert (gap[between] > 0.2).all()
    assert (gap[~between].abs() < 1e-6).all()
    for value, here in found.points.groupby("value"):
        pattern = here.sort_values("credibility")["stable"].tolist()
        two = found.tipping_down < value < found.tipping_up
        assert pattern == ([True, False, True] if two else [True])


def test_tipping_an_eigenvalue_passes_zero():
    up = equilibria().tipping_up
    near = equilibria(values=[up - 1e-3, up - 1e-5]).points
    stable = near[near["credibility"] > 0.7].query("stable")["eigenvalue"].to_numpy()
    assert stable[0] < stable[-1] < 0
    assert abs(stable[-1]) < 2e-3


def test_cutting_mutual_distancing_saves_credibility(runs):
    cut = simulate("breakdown", support_link=0)
    difference = cut["credibility"].iloc[-1] - runs["breakdown"]["credibility"].iloc[-1]
    assert difference >= 0.2


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("no_war", "collective"),
        ("deescalation", "strategic_damage"),
        ("breakdown", "hollow"),
        ("realignment", "realigned"),
        ("formal_exit", "dissolved"),
        ("european_pillar", "european"),
        ("exit_blocked", "hollow"),
    ],
)
def test_classes_of_the_scenarios(runs, name, outcome):
    assert outcome in OUTCOMES
    assert classify(runs[name]) == outcome


@pytest.mark.parametrize(
    ("credibility", "membership", "us", "european", "outcome"),
    [
        ((0.9, 0.2, 0.9), 0, 0.6, 0.2, "dissolved"),
        ((0.9, 0.5, 0.34), 1, 0.3, 0.2, "hollow"),
        ((0.9, 0.5, 0.34), 1, 0.2, 0.3, "hollow"),
        ((0.9, 0.5, 0.36), 1, 0.3, 0.2, "strategic_damage"),
        ((0.9, 0.9, 0.9), 1, 0.3, 0.31, "european"),
        ((0.9, 0.76, 0.86), 1, 0.6, 0.2, "collective"),
        ((0.9, 0.74, 0.86), 1, 0.6, 0.2, "realigned"),
        ((0.9, 0.86, 0.84), 1, 0.6, 0.2, "strategic_damage"),
    ],
)
def test_rules_on_both_sides_of_their_thresholds(credibility, membership, us, european, outcome):
    run = pd.DataFrame(
        {
            "credibility": credibility,
            "membership": membership,
            "us_deterrence": us,
            "european_deterrence": european,
        }
    )
    assert classify(run) == outcome


def test_vulnerability_measures_the_dip(runs):
    window = vulnerability(runs["formal_exit"])
    assert window["years"] > 5
    assert 0 < window["area"] <= window["depth"] * 10
    assert vulnerability(runs["no_war"]) == {"years": 0, "depth": 0, "area": 0}


def test_columns_and_index(runs):
    run = runs["breakdown"]
    assert run.index.name == "year"
    names = """war membership hormuz_loss oil_price burden european_willingness us_commitment
        credibility uncertainty european_capability hedging divergence deterrence alignment"""
    assert set(names.split()) <= set(run.columns)
    assert run.index[0] == 0
    assert run.index[-1] == 10
    assert len(run) == 521
    assert len(run.columns) == len(set(run.columns))
    assert np.isfinite(run.to_numpy()).all()
    assert run["war"].iloc[0] == 1
    assert {lever.column or lever.name for lever in LEVERS} <= set(run.columns)
