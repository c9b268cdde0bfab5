"""The chapter on uncertainty: its explorer, its sweeps, and what it says about the model."""

from __future__ import annotations

import json

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from natolab.chapters.uncertainty import figures
from natolab.chapters.uncertainty.explorer import UncertaintyExplorer
from natolab.chapters.uncertainty.small_ensemble import (
    DEFAULTS,
    DRAWS,
    VARIABLES,
    compute,
    payload,
    uniform,
)
from natolab.methods import prim
from natolab.model import (
    PARAMETERS,
    SCENARIOS,
    ModelError,
    Scenario,
    ensemble,
    ensembles,
    equilibria,
    hindcast,
    sensitivity,
    simulate,
)
from natolab.model.definition import SYSTEMS
from natolab.model.sweeps import between, tipping_points
from tests.unit.test_explorers import assert_close

DATA = payload()
RANGES = {q.name: (q.low, q.high) for q in PARAMETERS if q.low < q.high}


def rng(seed=2026):
    return np.random.default_rng(seed)


def draw(scenario="deescalation", **options):
    return ensemble(scenario, draws=2000, rng=rng(), **options)


@pytest.fixture(scope="module")
def short():
    return draw()


@pytest.fixture(scope="module")
def one():
    return simulate("deescalation")


# ---------------------------------------------------------------- explorer


def test_random_numbers_are_even_and_unrelated():
    numbers = uniform(1949, 5000, 53)
    assert numbers.shape == (5000, 53)
    assert numbers.min() > 0
    assert numbers.max() < 1
    counts = np.apply_along_axis(lambda u: np.histogram(u, 10, (0, 1))[0], 0, numbers)
    chi_square = ((counts - 500) ** 2 / 500).sum(axis=0)
    assert chi_square.max() < 40  # nine degrees of freedom, 53 trials
    related = np.corrcoef(numbers.T) - np.eye(53)
    assert np.abs(related).max() < 0.07
    neighbours = [np.corrcoef(numbers[:-1, i], numbers[1:, i])[0, 1] for i in range(53)]
    assert np.abs(neighbours).max() < 0.07


def test_random_numbers_keep_their_address():
    assert (uniform(7, 100, 53)[:20] == uniform(7, 20, 53)).all()
    assert (uniform(7, 20, 53)[:, :10] == uniform(7, 20, 10)).all()
    assert not np.isclose(uniform(7, 20, 53), uniform(8, 20, 53)).any()


def test_page_and_python_agree_on_a_thousand_draws(compute_in_page):
    cases = [DEFAULTS, {**DEFAULTS, "scenario": "formal_exit", "variable": "deterrence"}]
    for page, inputs in zip(compute_in_page("uncertainty", cases, DATA), cases, strict=True):
        assert_close(page, compute(inputs, DATA))


def test_explorer_agrees_with_the_package_up_to_noise(short):
    found = compute({**DEFAULTS, "draws": 2000}, DATA)
    for name, share in found["shares"].items():
        assert share == pytest.approx(short.shares[name], abs=0.045)
    middle = short.bands["credibility"][0.5].iloc[-1]
    assert found["bands"][2][-1] == pytest.approx(middle, abs=0.04)
    assert found["varied"] == len(RANGES)


def test_bands_are_in_order_and_shares_sum_to_one():
    found = compute({**DEFAULTS, "draws": 50, "scenario": "realignment"}, DATA)
    assert (np.diff(found["bands"], axis=0) >= 0).all()
    assert sum(found["shares"].values()) == pytest.approx(1)
    assert found["years"][0] == 0 and found["years"][-1] == 10


def test_nothing_varied_is_one_run(one):
    still = dict.fromkeys(SYSTEMS, False)
    found = compute({**DEFAULTS, **still, "draws": 20}, DATA)
    assert found["varied"] == 0
    assert found["order"] == []
    assert found["shares"]["strategic_damage"] == 1
    assert found["bands"][0][-1] == pytest.approx(one["credibility"].iloc[-1], abs=2e-4)


def test_held_parameters_leave_the_others_their_numbers():
    everything = compute({**DEFAULTS, "draws": 30}, DATA)
    calm = compute({**DEFAULTS, "draws": 30, "energy": False}, DATA)
    assert calm["varied"] < everything["varied"]
    assert calm["bands"][2][-1] == pytest.approx(everything["bands"][2][-1], abs=0.03)


def test_correlation_names_the_cause():
    """Deterrence after an exit is European capability times its weight."""
    inputs = {**DEFAULTS, "scenario": "formal_exit", "variable": "deterrence", "draws": 500}
    assert compute(inputs, DATA)["order"][0]["parameter"] == "european_weight"
    assert compute(inputs, DATA)["order"][0]["correlation"] > 0.6


def test_every_system_can_be_held_and_every_variable_is_a_column():
    assert set(SYSTEMS) <= set(DEFAULTS)
    assert set(VARIABLES) <= set(simulate("no_war", years=0.1))


@pytest.mark.parametrize("draws", [19, 5001, 100.0, True, "many"])
def test_draws_are_whole_and_within_bounds(draws):
    with pytest.raises(ValueError, match="a whole number from 20 to 5000"):
        UncertaintyExplorer(draws=draws)
    assert UncertaintyExplorer(draws=DRAWS[1]).inputs["draws"] == 5000


def test_fallback_and_payload():
    figure, alt, table = UncertaintyExplorer.fallback()
    plt.close(figure)
    assert len(alt) > 100
    hollow = compute(DEFAULTS, DATA)["shares"]["hollow"]
    assert f"{100 * hollow:.0f} % of the draws" in set(table.iloc[:, 1])
    assert len(json.dumps(DATA)) < 5000


def test_what_the_chapter_invites_readers_to_try():
    def hollow(**changes):
        return compute({**DEFAULTS, "draws": 2000, **changes}, DATA)["shares"]["hollow"]

    base = hollow()
    assert hollow(energy=False) == pytest.approx(base, abs=0.01)
    assert hollow(memory=False) == pytest.approx(base / 3, abs=0.03)
    assert 0.98 < hollow(scenario="breakdown", width=1.5) < 0.995


# ---------------------------------------------------------------- sweeps


def test_between_runs_the_mixed_scenario():
    inputs, ends = between("realignment", "breakdown", draws=4, rng=rng(3))
    one, two = SCENARIOS["realignment"], SCENARIOS["breakdown"]
    differing = [*one.differences(two)]
    assert len(differing) == 6
    assert list(inputs.columns) == [*differing, *RANGES]
    times = sorted({0.0, *one.switching_times, *two.switching_times})
    for number, row in inputs.iterrows():
        levers = {
            name: {
                t: one.value(name, t) + row[name] * (two.value(name, t) - one.value(name, t))
                for t in times
            }
            for name in differing
        }
        run = simulate(Scenario("mixed", levers), rows=13, **row[list(RANGES)])
        assert ends["credibility"][number] == pytest.approx(run["credibility"].iloc[-1], abs=1e-6)


def test_between_refuses_what_has_no_middle():
    with pytest.raises(ModelError, match="same levers throughout"):
        between("no_war", "no_war", draws=1, rng=rng())
    with pytest.raises(ModelError, match="nothing between being a member"):
        between("deescalation", "formal_exit", draws=1, rng=rng())


def test_tipping_points_of_the_table_are_those_of_the_card():
    fixed = {q.name: (q.value, q.value) for q in PARAMETERS}
    found = tipping_points(draws=2, rng=rng(), vary=fixed)
    rest = equilibria()
    assert found["up"].to_numpy() == pytest.approx(rest.tipping_up, abs=0.0126)
    assert found["down"].to_numpy() == pytest.approx(rest.tipping_down, abs=0.0126)
    assert found["returns"].all()


def test_no_tipping_without_the_loop():
    found = tipping_points(draws=5, rng=rng(), vary=RANGES | {"support_link": (0.0, 0.0)})
    assert found["up"].isna().all()
    assert found["returns"].all()
    with pytest.raises(ModelError, match="no lever 'conditional'"):
        tipping_points("conditional", draws=1, rng=rng())


@pytest.mark.parametrize("switch", ["1", ""])
def test_progress_bars_stay_off_the_pages(monkeypatch, switch):
    """The build says so; tqdm's bars for notebooks would not listen."""
    import tqdm.auto

    told = []
    plain = tqdm.auto.tqdm
    monkeypatch.setattr(
        tqdm.auto, "tqdm", lambda **options: told.append(options) or plain(**options)
    )
    monkeypatch.setenv("TQDM_DISABLE", switch)
    assert list(ensembles.with_progress([1, 2], 2, int)) == [1, 2]
    assert told[0]["disable"] is bool(switch)


# ---------------------------------------------------------------- one run and many


def test_the_single_run_is_not_typical_but_the_run_of_the_middles_is(short, one):
    ends, start = short.ends["credibility"], one["credibility"].iloc[0]
    last = one["credibility"].iloc[-1]
    assert (start - last) / start == pytest.approx(0.25, abs=0.03)
    assert (ends < last).mean() == pytest.approx(0.75, abs=0.02)
    middle = simulate("deescalation", **{name: sum(pair) / 2 for name, pair in RANGES.items()})
    last = middle["credibility"].iloc[-1]
    assert last == pytest.approx(0.49, abs=0.005)
    assert (ends < last).mean() == pytest.approx(0.55, abs=0.01)


def test_structure_matters_more_than_numbers(short):
    def hollow(scenario, *names):
        vary = RANGES | dict.fromkeys(names, (0.0, 0.0))
        return draw(scenario, vary=vary).shares["hollow"]

    assert hollow("breakdown") > 0.995
    assert hollow("breakdown", "support_link") < 0.1
    assert short.shares["hollow"] > 0.2
    assert hollow("deescalation", "support_link") < 0.005
    assert hollow("deescalation", "divergence_europe", "divergence_us") < 0.005


def test_shares_follow_the_width_of_the_ranges(short):
    for name, pair in figures.ranges(1).items():
        assert pair == pytest.approx(RANGES[name])
    shares = [draw(vary=figures.ranges(w)).shares["hollow"] for w in (0.25, 0.5, 1.25, 1.5)]
    shares.insert(2, short.shares["hollow"])
    assert shares == sorted(shares)
    assert shares[0] < 0.005
    assert shares[-1] > 1.4 * shares[2]


def test_hollow_draws_of_the_short_war_began_in_distrust(short, one):
    ends = short.ends
    hollow = ends[ends["outcome"] == "hollow"]
    assert (hollow["first_credibility"] < 0.6).mean() == pytest.approx(0.96, abs=0.015)
    loss = (hollow["first_credibility"] - hollow["credibility"]).median()
    assert loss < one["credibility"].iloc[0] - one["credibility"].iloc[-1]
    trusting = ends[ends["first_credibility"] >= 0.6]
    assert (trusting["outcome"] == "hollow").mean() < 0.03
    lasting = draw("breakdown").ends
    lasting = lasting.loc[lasting["first_credibility"] >= 0.6, "outcome"]
    assert (lasting == "hollow").mean() > 0.99


def test_common_random_numbers_lower_the_noise(short):
    relents = SCENARIOS["deescalation"].with_lever("conditionality", {0.0: 0.7, 1.0: 0.15})
    before = short.ends["credibility"]
    same = draw(relents).ends["credibility"] - before
    other = ensemble(relents, draws=2000, rng=rng(7)).ends["credibility"] - before
    assert same.mean() == pytest.approx(other.mean(), abs=0.02)
    assert same.std() < other.std() / 3
    assert 0 < (same < 0).mean() < 0.1


# ---------------------------------------------------------------- sensitivity


@pytest.fixture(scope="module")
def alone():
    return figures.one_at_a_time("deescalation")


@pytest.fixture(scope="module")
def morris():
    return sensitivity("deescalation", method="morris", draws=40, rng=rng())


@pytest.fixture(scope="module")
def sobol():
    return sensitivity("deescalation", draws=512, rng=rng())


def test_one_at_a_time_moves_one_parameter(alone, one):
    low, high = RANGES["reciprocity"]
    for key, value in (("low", low), ("high", high)):
        run = simulate("deescalation", rows=13, reciprocity=value)
        assert alone.loc["reciprocity", key] == run["credibility"].iloc[-1]
    assert len(alone) == len(RANGES)
    middle = one["credibility"].iloc[-1]
    down = (middle - alone[["low", "high"]].min(axis=1)).head(12)
    up = (alone[["low", "high"]].max(axis=1) - middle).head(12)
    assert (down > 1.3 * up).sum() >= 8


def test_morris_sees_interactions_that_one_at_a_time_misses(alone, morris, short, one):
    """What divergence does to commitment matters where divergence builds up."""
    rank = [list(table.index).index("divergence_us") for table in (alone, morris)]
    assert rank[0] >= rank[1] + 6
    assert one["divergence"].iloc[-1] < 0.3 < 0.6 < short.ends["divergence"].median()
    leading = morris.head(8)
    assert (leading["sigma"] / leading["mu_star"]).between(0.6, 1.6).all()
    assert (morris["mu_star"] < 0.001).sum() > 15


def test_sobol_names_politics_without_a_source(sobol):
    leading = list(sobol.index[:4])
    assert set(leading) == {
        "willingness_base",
        "commitment_base",
        "reciprocity",
        "distance_threshold",
    }
    sources = {q.name: q.source.lower() for q in PARAMETERS}
    assert all(sources[name].startswith("assumption") for name in leading)
    others = {q.name for q in PARAMETERS if q.system == "energy"}
    others |= {"capability_time", "full_capability", "european_weight", "self_reliance"}
    assert not others & set(sobol.index[:12])
    assert sobol["total"].sum() > 1.4
    assert sobol["first_order"].sum() < 1
    assert (sobol["total"] < 0.02).sum() > 30


# ---------------------------------------------------------------- rest and tipping


def test_eigenvalue_goes_to_zero_at_the_fold():
    points = equilibria(values=[0.15, 0.4, 0.54]).points
    trust = points[points["stable"] & (points["credibility"] > 0.75)].set_index("value")
    half = np.log(2) / -trust["eigenvalue"]
    assert half[0.15] == pytest.approx(20, abs=1)
    assert half.is_monotonic_increasing
    assert half[0.54] > 100
    low = equilibria().points
    assert low[low["credibility"] < 0.35]["value"].min() == pytest.approx(0.6)


def test_the_return_point_is_an_accident_of_the_table():
    rest = equilibria()
    assert rest.tipping_down == pytest.approx(0.152, abs=0.0005)
    found = tipping_points(draws=300, rng=rng())
    both = found.dropna()
    assert found["up"].isna().mean() > 0.5
    assert found.loc[found["up"].isna(), "returns"].all()
    assert 0.1 < (found["up"].notna() & ~found["returns"]).mean() < 0.25
    assert 0.5 < (both["down"] > 0.15).mean() < 0.75
    assert (both["down"] <= both["up"]).all()
    assert (both["down"] < both["up"]).mean() > 0.8


def test_exercise_on_reciprocity():
    found = equilibria(reciprocity=0.2)
    assert np.isnan([found.tipping_up, found.tipping_down]).all()


# ---------------------------------------------------------------- scenario discovery


@pytest.fixture(scope="module")
def sweep():
    inputs, ends = between("realignment", "breakdown", draws=4000, rng=rng())
    return inputs, ends["outcome"]


def search(inputs, wanted, density):
    boxes = prim.peel(inputs, wanted, alpha=0.05, smallest=0.03)
    first = next(box for box in boxes if box.measure(inputs, wanted)["density"] >= density)
    return first, prim.paste(inputs, wanted, prim.prune(inputs, wanted, first))


def test_one_draw_of_a_thousand_escapes_from_breakdown():
    """All of the chapter's 2,000 draws are hollow; that is luck of the seed."""
    found = draw("breakdown")
    assert (found.ends["outcome"] == "hollow").all()
    with pytest.raises(ValueError, match="nothing to discover"):
        prim.peel(found.parameters(), found.ends["outcome"] == "hollow")
    many = ensemble("breakdown", draws=10_000, rng=rng(11)).shares["hollow"]
    assert 0.998 < many < 0.9995


def test_boxes_of_the_chapter(sweep):
    inputs, outcome = sweep
    hollow = (outcome == "hollow").to_numpy()
    fresh, ends = between("realignment", "breakdown", draws=4000, rng=rng(2027))
    again = (ends["outcome"] == "hollow").to_numpy()
    assert 0.5 < hollow.mean() < 0.7
    raw, box = search(inputs, hollow, 0.9)
    _, safe = search(inputs, ~hollow, 0.8)
    assert len(raw.limits) > len(box.limits)
    assert set(box.limits) == {"conditionality"}
    assert set(safe.limits) == {"conditionality", "divergence_us"}
    for found, here, there in ((box, hollow, again), (safe, ~hollow, ~again)):
        one, two = found.measure(inputs, here), found.measure(fresh, there)
        for key in ("coverage", "density"):
            assert one[key] == pytest.approx(two[key], abs=0.04)


def test_other_samples_keep_conditionality_and_some_add_reciprocity():
    found = []
    for seed in range(1, 6):
        inputs, ends = between("realignment", "breakdown", draws=4000, rng=rng(seed))
        found.append(search(inputs, (ends["outcome"] == "hollow").to_numpy(), 0.9)[1].limits)
    assert all(0.42 < limits["conditionality"][0] < 0.53 for limits in found)
    assert {frozenset(limits) for limits in found} == {
        frozenset({"conditionality"}),
        frozenset({"conditionality", "reciprocity"}),
    }


def test_exercise_on_the_european_class(sweep):
    inputs, outcome = sweep
    wanted = (outcome == "european").to_numpy()
    boxes = prim.peel(inputs, wanted)
    box = next(b for b in boxes if b.measure(inputs, wanted)["density"] >= 0.4)
    box = prim.prune(inputs, wanted, box)
    assert set(box.limits) == {"conditionality", "european_weight"}
    assert box.limits["conditionality"][1] == pytest.approx(0.53, abs=0.005)
    assert box.limits["european_weight"][0] == pytest.approx(0.57, abs=0.005)
    found = box.measure(inputs, wanted)
    assert found["coverage"] == pytest.approx(0.69, abs=0.005)
    assert found["density"] == pytest.approx(0.27, abs=0.005)


# ---------------------------------------------------------------- the record


def test_right_for_the_wrong_reason():
    errors = hindcast().errors
    campaign, record = (
        errors.loc[f"price_{name}", "mean_absolute_error"] for name in ("campaign", "record")
    )
    assert campaign < 0.8 * record
    assert errors.loc["loss_campaign", "bias"] < -0.5


def test_numbers_of_exercise_3():
    assert np.sqrt(0.26 * 0.74 / 100) == pytest.approx(0.044, abs=0.0005)
    needed = 0.26 * 0.74 / 0.01**2
    assert needed == pytest.approx(1900, abs=30)


# ---------------------------------------------------------------- figures


def test_figures_have_units_and_no_title(short, one, alone, morris, sobol, sweep):
    inputs, outcome = sweep
    hollow = (outcome == "hollow").to_numpy()
    boxes = prim.peel(inputs, hollow, smallest=0.3)
    found = boxes[-1].measure(inputs, hollow)
    rest = equilibria(values=np.linspace(0, 1, 6))
    drawn = [
        figures.bands(short, one, [one]),
        figures.shares(pd.DataFrame({"short": short.shares}).T, "scenario"),
        figures.swings(alone, one["credibility"].iloc[-1]),
        figures.screening(morris),
        figures.variance(sobol),
        figures.eigenvalues(rest),
        figures.up_and_down(rest),
        figures.worlds(tipping_points(draws=10, rng=rng()), 0.15),
        figures.trade_off(pd.DataFrame([b.measure(inputs, hollow) for b in boxes]), found, found),
        figures.boxed(inputs[:50], hollow[:50], boxes[-1], "conditionality", "reciprocity"),
        figures.against_the_record(hindcast()),
        figures.ends(short.ends["credibility"], "short war"),
    ]
    for figure in drawn:
        assert all(ax.get_xlabel() + ax.get_ylabel() for ax in figure.axes)
        assert not any(ax.get_title() for ax in figure.axes)
        figure.canvas.draw()
        plt.close(figure)
