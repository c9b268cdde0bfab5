"""The chapter on uncertainty: its explorer, its sweeps, and what it says about the model."""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from natolab.chapters.uncertainty import discovery, exercises, figures, rankings, tipping
from natolab.chapters.uncertainty.ensembles import (
    RELENTS,
    STRUCTURES,
    WARS,
    WIDTHS,
    by_structure,
    by_width,
    draw,
    ranges,
)
from natolab.chapters.uncertainty.explorer import UncertaintyExplorer
from natolab.chapters.uncertainty.numbers import numbers
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
    simulate,
)
from natolab.model.definition import SYSTEMS
from natolab.model.names import words
from natolab.model.sweeps import between, tipping_points
from tests import support
from tests.support.exercises import after
from tests.unit.test_explorers import assert_close

DATA = payload()
RANGES = {q.name: (q.low, q.high) for q in PARAMETERS if q.low < q.high}


def rng(seed=2026):
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def shown():
    return {name: number.value for name, number in numbers().items()}


@pytest.fixture(scope="module")
def short():
    return draw("deescalation")


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


OPTIONS = {
    "draws": 100,
    "seed": 1949,
    "width": 1.0,
    "systems": list(SYSTEMS),
    "variables": ["credibility", "oil_price"],
    "quantiles": DATA["quantiles"],
    "years": 10,
    "rows": 26,
    "every": 13,
}


@pytest.fixture(scope="module")
def in_page(compute_in_page):
    """Run ensembles in the browser: in a worker, or where pages refuse workers."""

    def run(*cases):
        cases = [
            {"scenario": "deescalation", "options": OPTIONS, "worker": "counted", **case}
            for case in cases
        ]
        return compute_in_page(Path(support.__file__).with_name("ensembles.js"), cases, {})

    return run


def test_worker_and_page_without_workers_report_the_same(in_page):
    at_once, *others = in_page(
        {"how": "atOnce"},
        *({"how": "whole", "worker": kind} for kind in ("counted", "throws", "errs")),
    )
    assert [report["count"] for report in at_once["found"]] == [40, 80, 100]
    assert [other["started"] for other in others] == [1, 0, 0]
    for other in others:
        assert other["found"] == at_once["found"]
    last = at_once["found"][-1]
    python = compute({**DEFAULTS, "draws": 100}, DATA)
    assert_close(last["bands"]["credibility"], python["bands"])
    assert_close(last["years"], python["years"])
    assert_close({name: n / 100 for name, n in last["shares"].items()}, python["shares"])


def test_newer_ensemble_takes_the_place_of_the_one_that_runs(in_page):
    whole, replaced, refused = in_page(
        {"how": "whole"}, {"how": "replaced"}, {"how": "replaced", "worker": "throws"}
    )
    for again in (replaced, refused):
        assert again["found"]["early"] >= 1
        assert again["found"]["late"] == 0
        assert again["found"]["reports"] == whole["found"]
    assert replaced["started"] == 1


def test_parameters_that_a_scenario_sets_do_not_vary(in_page):
    levers = {
        name: list(map(list, course.items()))
        for name, course in SCENARIOS["deescalation"].levers.items()
    }
    own = {"levers": levers, "parameters": {"divergence_us": 0.0}}
    (found,) = in_page({"how": "whole", "scenario": own})
    last = found["found"][-1]
    assert last["varied"] == len(RANGES) - 1
    fixed = ensemble(
        Scenario("own", levers=SCENARIOS["deescalation"].levers, parameters={"divergence_us": 0.0}),
        draws=2000,
        rng=rng(),
    )
    middle = fixed.bands["credibility"][0.5].iloc[-1]
    assert last["bands"]["credibility"][2][-1] == pytest.approx(middle, abs=0.06)


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


def test_the_single_run_is_not_typical_but_the_run_of_the_middles_is(shown, one):
    assert shown["one_loss"] / one["credibility"].iloc[0] == pytest.approx(0.25, abs=0.03)
    assert shown["one_place"] == pytest.approx(75, abs=2)
    assert shown["middle_end"] == pytest.approx(0.49, abs=0.005)
    assert shown["middle_place"] == pytest.approx(55, abs=1)


def test_ensemble_of_the_chapter_is_that_of_the_package(short):
    same = ensemble("deescalation", draws=2000, rng=rng())
    assert np.allclose(short.ends["credibility"], same.ends["credibility"])
    assert {name: pytest.approx(pair) for name, pair in ranges(1).items()} == RANGES


def test_structure_matters_more_than_numbers(shown):
    assert shown["hollow_long_as_it_is"] > 99.5
    assert shown["hollow_long_no_link"] < 10
    assert shown["hollow_short_as_it_is"] > 20
    assert shown["hollow_short_no_link"] < 0.5
    assert shown["hollow_short_no_memory"] < 0.5


def test_shares_follow_the_width_of_the_ranges(shown):
    shares = by_width()["hollow"].tolist()
    assert shares == sorted(shares)
    assert shown["hollow_quarter"] < 0.5
    assert shown["hollow_wide"] > 1.4 * shown["short_hollow"]


def test_hollow_draws_of_the_short_war_began_in_distrust(shown):
    assert shown["hollow_low_start"] == pytest.approx(96, abs=1.5)
    assert shown["hollow_loss"] < shown["one_loss"]
    assert shown["trusting_hollow"] < 3
    assert shown["trusting_breakdown"] > 99


def test_common_random_numbers_lower_the_noise(shown, short):
    other = draw(RELENTS, seed=7).ends["credibility"] - short.ends["credibility"]
    assert shown["relent_mean"] == pytest.approx(other.mean(), abs=0.02)
    assert shown["paired"] < shown["unpaired"] / 3
    assert 0 < shown["relent_worse"] < 10


# ---------------------------------------------------------------- sensitivity


def test_one_at_a_time_moves_one_parameter(one):
    alone = rankings.one_at_a_time()
    low, high = RANGES["reciprocity"]
    for key, value in (("low", low), ("high", high)):
        run = simulate("deescalation", rows=13, reciprocity=value)
        assert alone.loc["reciprocity", key] == run["credibility"].iloc[-1]
    assert len(alone) == len(RANGES)
    middle = one["credibility"].iloc[-1]
    down = (middle - alone[["low", "high"]].min(axis=1)).head(12)
    up = (alone[["low", "high"]].max(axis=1) - middle).head(12)
    assert (down > 1.3 * up).sum() >= 8


def test_morris_sees_interactions_that_one_at_a_time_misses(shown):
    """What divergence does to commitment matters where divergence builds up."""
    assert shown["rank_alone"] >= shown["rank_morris"] + 6
    assert shown["apart_one"] < 0.3 < 0.6 < shown["apart_median"]
    leading = rankings.morris().head(8)
    assert (leading["sigma"] / leading["mu_star"]).between(0.6, 1.6).all()
    assert shown["idle"] > 15


def test_sobol_names_politics_without_a_source(shown):
    sobol = rankings.sobol()
    assert sobol.index[0] == "willingness_base"
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
    assert shown["total_sum"] > 140
    assert shown["first_sum"] < 100
    assert shown["small"] > 30


# ---------------------------------------------------------------- rest and tipping


def test_eigenvalue_goes_to_zero_at_the_fold(shown):
    half = [tipping.half_life(tipping.eigenvalue_of_trust(value)) for value in (0.15, 0.4, 0.54)]
    assert half[0] == shown["half_rest"] == pytest.approx(20, abs=1)
    assert half == sorted(half)
    assert half[-1] == shown["half_close"] > 100
    assert shown["lambda_rest"] == f"\N{MINUS SIGN}{np.log(2) / half[0]:.3f}"
    assert shown["floor"] == pytest.approx(0.6)


def test_the_return_point_is_an_accident_of_the_table(shown):
    assert shown["tip_down"] == pytest.approx(0.152, abs=0.0005)
    found = tipping.worlds()
    assert shown["never"] > 50
    assert found.loc[found["up"].isna(), "returns"].all()
    assert 10 < shown["stuck"] < 25
    assert shown["never"] + shown["back"] + shown["stuck"] == pytest.approx(100)
    assert 50 < shown["back_above"] < 75
    both = found.dropna()
    assert (both["down"] <= both["up"]).all()
    assert shown["later"] > 80


def test_exercise_on_reciprocity():
    found = equilibria(reciprocity=0.2)
    assert np.isnan([found.tipping_up, found.tipping_down]).all()


# ---------------------------------------------------------------- scenario discovery


def test_one_draw_of_a_thousand_escapes_from_breakdown(shown):
    """All of the chapter's 2,000 draws are hollow; that is luck of the seed."""
    found = draw("breakdown")
    assert (found.ends["outcome"] == "hollow").all()
    with pytest.raises(ValueError, match="nothing to discover"):
        prim.peel(found.parameters(), found.ends["outcome"] == "hollow")
    assert 5 < shown["escapes"] < 20
    many = ensemble("breakdown", draws=10_000, rng=rng(11)).shares["hollow"]
    assert 0.998 < many < 0.9995


def test_boxes_of_the_chapter(shown):
    hollow, safe = discovery.search(), discovery.search(hollow=False)
    assert 50 < shown["base_hollow"] < 70
    assert len(hollow.peeled.limits) > len(hollow.kept.limits)
    assert set(hollow.kept.limits) == {"conditionality"}
    assert set(safe.kept.limits) == {"conditionality", "divergence_us"}
    # Both conditions are limits from above.
    assert all(low == -np.inf for low, _ in safe.kept.limits.values())
    assert shown["pull_low"] < shown["safe_pull"] < shown["pull_high"]
    for box, wanted in ((hollow.kept, True), (safe.kept, False)):
        here, new = (discovery.measure(box, wanted, seed) for seed in (2026, 2027))
        for key in ("coverage", "density"):
            assert here[key] == pytest.approx(new[key], abs=0.04)


def test_weight_and_level_of_conditionality_are_one(shown):
    early, late = discovery.level(0), discovery.level(1)
    assert (early, late) == tuple(
        SCENARIOS[name].value("conditionality", 5) for name in ("realignment", "breakdown")
    )
    assert early < shown["safe_level"] < shown["box_level"] < late


def test_other_samples_keep_conditionality_and_some_add_reciprocity():
    found = [discovery.search(seed=seed).kept.limits for seed in discovery.AGAIN]
    assert all(0.42 < limits["conditionality"][0] < 0.53 for limits in found)
    assert {frozenset(limits) for limits in found} == {
        frozenset({"conditionality"}),
        frozenset({"conditionality", "reciprocity"}),
    }


def test_exercise_on_the_european_class():
    inputs, ends = between("realignment", "breakdown", draws=4000, rng=rng())
    wanted = (ends["outcome"] == "european").to_numpy()
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


def test_right_for_the_wrong_reason(shown):
    assert shown["miss_campaign"] < shown["miss_record"]
    assert shown["autumn_campaign"] > 1.5 * shown["autumn_record"], "the luck of the wrong model"
    assert shown["loss_gap"] > 50
    assert shown["peak_model"] == pytest.approx(shown["peak_seen"], abs=0.05)
    assert shown["late_model"] > shown["late_seen"] + 0.2
    weeks = hindcast().weeks["2026-05-23":"2026-07-04"]  # late May to early July
    campaign, record = (
        (weeks[run] - weeks["price_observed"]).abs() for run in ("price_campaign", "price_record")
    )
    assert (campaign < record).all()


def test_numbers_of_exercise_3():
    assert np.sqrt(0.26 * 0.74 / 100) == pytest.approx(0.044, abs=0.0005)
    needed = 0.26 * 0.74 / 0.01**2
    assert needed == pytest.approx(1900, abs=30)


# ---------------------------------------------------------------- figures


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def edges(collection):
    """Lowest and highest value of a band at its last year."""
    x, y = collection.get_paths()[0].vertices.T
    return y[x == x.max()].min(), y[x == x.max()].max()


def test_bands_hold_nine_draws_in_ten_and_half_of_them(short, one):
    axes = figures.bands(short, one, [one, one]).axes[0]
    ends = short.ends["credibility"]
    for band, low, high in zip(axes.collections, (0.05, 0.25), (0.95, 0.75), strict=True):
        # Bands are known to a class of their histograms.
        assert edges(band) == pytest.approx((ends.quantile(low), ends.quantile(high)), abs=0.005)
    *singles, median, table = axes.get_lines()
    assert len(singles) == 2
    assert median.get_ydata()[-1] == pytest.approx(ends.median(), abs=0.005)
    assert table.get_ydata()[-1] == one["credibility"].iloc[-1]


@pytest.mark.parametrize(
    ("table", "bars"), [(by_width, len(WIDTHS)), (by_structure, len(WARS) * len(STRUCTURES))]
)
def test_stacked_bars_hold_all_draws(table, bars):
    table = table()
    axes = figures.shares(table, "scenario").axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == list(table.index)
    assert axes.yaxis_inverted()
    for row, name in enumerate(table.index):
        widths = {c.get_label(): c[row].get_width() for c in axes.containers}
        assert sum(widths.values()) == pytest.approx(100)
        assert widths["hollow"] == pytest.approx(100 * table.loc[name, "hollow"])
        assert {len(container) for container in axes.containers} == {bars}


def test_swings_run_from_the_middle_to_both_ends(one):
    alone, middle = rankings.one_at_a_time(), one["credibility"].iloc[-1]
    axes = figures.swings(alone, middle, number=5).axes[0]
    for end, bars in zip(("low", "high"), axes.containers, strict=True):
        drawn = [bar.get_x() + bar.get_width() for bar in bars]
        assert drawn == pytest.approx(alone[end].head(5)[::-1].tolist())
        assert {bar.get_x() for bar in bars} == {middle}


def test_screening_has_a_dot_for_each_parameter_and_names_the_leading():
    morris = rankings.morris()
    axes = figures.screening(morris, named=3).axes[0]
    dots, diagonal = axes.get_lines()
    assert dots.get_xdata().tolist() == morris["mu_star"].tolist()
    assert dots.get_ydata().tolist() == morris["sigma"].tolist()
    assert (np.array(diagonal.get_xdata()) == diagonal.get_ydata()).all()
    assert [text.get_text() for text in axes.texts][1:] == [words(n) for n in morris.index[:3]]
    assert axes.get_xlim()[1] > morris["mu_star"].max()


def test_variance_is_drawn_with_its_intervals():
    sobol = rankings.sobol()
    axes = figures.variance(sobol, number=4).axes[0]
    bars = [part for part in axes.containers if part.get_label()[:1] != "_"]
    total, first = ([bar.get_width() for bar in part.patches] for part in bars)
    assert total == pytest.approx((100 * sobol["total"]).head(4)[::-1].tolist())
    assert first == pytest.approx((100 * sobol["first_order"]).head(4)[::-1].tolist())
    whiskers = bars[0].errorbar.lines[2][0].get_segments()
    assert [segment[1, 0] - segment[0, 0] for segment in whiskers] == pytest.approx(
        (200 * sobol["total_conf"]).head(4)[::-1].tolist()
    )


def test_states_of_rest_lie_on_their_branch():
    rest = equilibria(values=np.linspace(0, 1, 11))
    upper, lower = figures.eigenvalues(rest).axes
    states = {line.get_label(): line for line in upper.get_lines()[:3]}
    assert sum(len(line.get_xdata()) for line in states.values()) == len(rest.points)
    assert min(states["trust, stable"].get_ydata()) > 0.75
    assert max(states["distrust, stable"].get_ydata()) < 0.75
    rates = {line.get_label(): line.get_ydata() for line in lower.get_lines()[:3]}
    assert (rates["trust, stable"] < 0).all() and (rates["distrust, stable"] < 0).all()
    assert (rates["the edge, unstable"] > 0).all()
    marks = [line.get_xdata()[0] for line in upper.get_lines()[3:]]
    assert marks == [rest.tipping_up, rest.tipping_down]


def test_the_loop_is_drawn_both_ways():
    rest = equilibria(values=np.linspace(0, 1, 11))
    up, down = figures.up_and_down(rest).axes[0].get_lines()
    assert up.get_ydata().tolist() == rest.sweep["up"].tolist()
    assert down.get_ydata().tolist() == rest.sweep["down"].tolist()
    assert (up.get_ydata() >= down.get_ydata() - 1e-6).all()


def test_worlds_are_drawn_where_they_tip_and_below_where_they_stay(shown):
    axes = figures.worlds(tipping.worlds(), 0.15).axes[0]
    both, stuck = axes.get_lines()[:2]
    assert len(both.get_xdata()) == round(shown["back"] * 3)
    assert len(stuck.get_xdata()) == round(shown["stuck"] * 3)
    assert (both.get_ydata() <= both.get_xdata()).all()
    assert max(stuck.get_ydata()) < 0


def test_trade_off_shows_every_box_and_the_chosen_one(shown):
    found = discovery.search()
    table = pd.DataFrame([discovery.measure(box) for box in found.boxes])
    chosen, new = (discovery.measure(found.kept, seed=seed) for seed in (2026, 2027))
    axes = figures.trade_off(table, chosen, new).axes[0]
    trail, here, there = axes.get_lines()
    assert len(trail.get_xdata()) == len(found.boxes)
    assert trail.get_xdata()[0] == 100
    assert trail.get_ydata()[0] == pytest.approx(shown["base_hollow"])
    for mark, suffix in ((here, ""), (there, "_new")):
        assert mark.get_xdata()[0] == pytest.approx(shown[f"box_coverage{suffix}"])
        assert mark.get_ydata()[0] == pytest.approx(shown[f"box_density{suffix}"])


def test_box_bounds_what_its_limits_say():
    inputs, hollow = discovery.cases()
    box = discovery.search(hollow=False).kept
    axes = figures.boxed(inputs[:50], hollow[:50], box, "conditionality", "divergence_us").axes[0]
    ends, others = axes.get_lines()
    assert (len(ends.get_xdata()), len(others.get_xdata())) == (
        hollow[:50].sum(),
        (~hollow[:50]).sum(),
    )
    (frame,) = axes.patches
    assert frame.get_x() + frame.get_width() == pytest.approx(box.limits["conditionality"][1])
    assert frame.get_y() + frame.get_height() == pytest.approx(box.limits["divergence_us"][1])
    # Where the box has no limit the frame ends with the data.
    assert frame.get_x() == pytest.approx(inputs["conditionality"][:50].min())
    assert frame.get_y() == pytest.approx(inputs["divergence_us"][:50].min())


def test_the_record_is_drawn_beside_both_runs():
    past = hindcast()
    strait, price = figures.against_the_record(past).axes
    for ax, columns in (
        (strait, ["loss_observed", "loss_campaign"]),
        (price, ["price_observed", "price_campaign", "price_record"]),
    ):
        for line, column in zip(ax.get_lines(), columns, strict=True):
            assert np.allclose(line.get_ydata(), past.weeks[column], equal_nan=True)


def test_histogram_of_ends_holds_every_draw(short, shown):
    axes = figures.ends(short.ends["credibility"], "short war").axes[0]
    assert sum(bar.get_height() for bar in axes.patches) == len(short.ends)
    border = axes.get_lines()[0].get_xdata()[0]
    below = sum(bar.get_height() for bar in axes.patches if bar.get_x() < border - 1e-9)
    assert below == (short.ends["credibility"] < border).sum()
    assert 100 * below / len(short.ends) == pytest.approx(shown["short_hollow"])


# ---------------------------------------------------------------- what the exercises teach


def test_the_share_of_hollow_ends_leaps_with_the_beginning(shown):
    exercise = exercises.where_they_began
    share = after(exercise)["share_hollow"]
    assert share(0, 1) == pytest.approx(shown["short_hollow"])
    assert share(0.6, 1) == pytest.approx(shown["trusting_hollow"])
    assert after(exercise, exercise.wrong[1].code)["share_hollow"](0, 0.6) > 95
    assert share(0, 0.6) < 75
    assert share(0, 0.5) > 95
    assert share(0.5, 0.6) == pytest.approx(50, abs=5)
    assert share(0.6, 1) < 2


def test_another_window_turns_the_ranking_of_the_two_runs_round():
    lines = after(exercises.when_it_misses)["ax"].lines
    record, campaign = (pd.Series(line.get_ydata(), line.get_xdata()).dropna() for line in lines)
    for day in ("2026-05-09", "2026-05-22"):
        assert record[:day].mean() < campaign[:day].mean()
    assert record["2026-09"].mean() < campaign["2026-09"].mean()
    assert record.mean() > campaign.mean()
    lead = (record - campaign).nlargest(4).index
    assert lead.min() >= pd.Timestamp("2026-06-10")
    assert lead.max() <= pd.Timestamp("2026-07-11")
