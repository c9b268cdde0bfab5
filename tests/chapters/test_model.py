"""The chapter that builds the model: claims, small models, cuts, figures, what the text says."""

from __future__ import annotations

import itertools
import math
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrowPatch

from natolab import data
from natolab.chapters.model import claims, cut_loop, exercises, figures, six_goals
from natolab.chapters.model import distancing as small
from natolab.chapters.model.cut_loop_explorer import CutLoopExplorer
from natolab.chapters.model.distancing import CALM, WILD
from natolab.chapters.model.numbers import numbers
from natolab.charts import COLORS
from natolab.model import (
    CUTS,
    NAMED_LOOPS,
    PARAMETERS,
    SCENARIOS,
    STOCKS,
    ModelError,
    classify,
    compare_cuts,
    equilibria,
    links,
    loops,
    simulate,
)
from natolab.model.names import words
from tests.support import site
from tests.support.exercises import after
from tests.support.figures import span

CHAPTER = (site.TOP / "book" / "model.md").read_text(encoding="utf-8")
VALUES = {q.name: q.value for q in PARAMETERS}

#: The links that each cut takes away.
GONE = {
    "distancing": {("credibility", "european_willingness")},
    "energy": {("burden", "european_willingness")},
    "hedging": {("hedging", "european_willingness")},
    "self_reliance": {("credibility", "capability_planned")},
    "realignment": {
        ("burden", "us_commitment"),
        ("burden", "hormuz_loss"),
        ("burden", "divergence"),
    },
    "support": {("european_willingness", "us_commitment"), ("burden", "us_commitment")},
    "memory": {("divergence", "european_willingness"), ("divergence", "us_commitment")},
    "fatigue": {("fatigue", "european_willingness")},
    "response": {
        ("european_willingness", "hormuz_loss"),
        ("us_commitment", "hormuz_loss"),
        ("burden", "hormuz_loss"),
    },
    "relief": {("european_capability", "hedging")},
    "talk": {("uncertainty", "credibility")},
    "exclusion": set(),
}

answers = st.floats(0, 0.95)
grievances = st.floats(0, 1)


def pairs(table):
    return set(zip(table["cause"], table["effect"], strict=True))


@pytest.fixture(scope="module")
def tables():
    return cut_loop.compared()


@pytest.fixture(scope="module")
def shown():
    return {name: number.value for name, number in numbers().items()}


class TestClaims:
    def test_claims_stand_in_the_table_and_close_the_named_loops(self):
        table = data.load("reading_claims").set_index("id")
        assert set(claims.CLAIMS) <= set(table.index)
        assert set(table.loc[list(claims.CLAIMS), "reading"]) == {"taylor"}
        assert set(claims.CLAIMS.values()) == set(NAMED_LOOPS)
        assert {arrow.claim for arrow in claims.ARROWS} == set(claims.CLAIMS)

    def test_every_arrow_is_a_link_of_the_model_with_its_sign(self):
        signs = {(row.cause, row.effect): row.sign for row in links().itertuples()}
        stages = ("capability_planned", "capability_ordered")
        for arrow in claims.ARROWS:
            steps = (arrow.cause, arrow.effect)
            if arrow.effect == "european_capability":  # the model has two stages before it
                steps = (arrow.cause, *stages, arrow.effect)
            way = [signs[pair] for pair in itertools.pairwise(steps)]
            assert ("-" if way.count("-") % 2 else "+") == arrow.sign, arrow
            assert "±" not in way

    def test_polarity_of_the_named_loops_is_that_of_the_model(self):
        found = claims.loops_of()
        mine = found[found["name"] != ""].set_index("name")["polarity"].to_dict()
        whole = loops()
        assert mine == whole[whole["name"] != ""].set_index("name")["polarity"].to_dict()
        assert all(name[0] == kind[0].upper() for name, kind in mine.items())

    def test_all_named_loops_but_the_first_close_through_an_arrow_of_ours(self):
        stated = {(arrow.cause, arrow.effect): arrow.stated for arrow in claims.ARROWS}
        table = claims.loops_of()
        ours = {
            row.name
            for row in table[table["name"] != ""].itertuples(index=False)
            if not all(
                stated[pair]
                for pair in zip(row.things, (*row.things[1:], row.things[0]), strict=True)
            )
        }
        assert ours == set(claims.CLAIMS.values()) - {"R1 mutual distancing"}

    def test_a_claim_that_leans_on_another_stands_with_it(self):
        found, table = claims.sentences(), data.load("reading_claims").set_index("id")
        assert list(found.index) == list(claims.CLAIMS)
        assert found.loc["T57", "claim"] == f"{table['claim']['T56']} {table['claim']['T57']}"
        others = found.index.drop("T57")
        assert found.loc[others].equals(table.loc[others])

    def test_counts_that_the_text_writes_out(self, shown):
        assert (shown["arrows"], shown["stated"], shown["added"]) == (13, 9, 4)
        assert (shown["things"], shown["small_loops"], shown["small_unnamed"]) == (8, 9, 4)
        assert "Five sentences, thirteen arrows" in CHAPTER
        assert "found four gaps" in CHAPTER
        assert len(claims.CLAIMS) == 5
        assert len(STOCKS) == 14
        assert "# The model: from five sentences to fourteen stocks" in CHAPTER

    def test_a_loop_by_hand(self):
        two = [
            claims.Arrow("T49", "trust", "help", "+", True),
            claims.Arrow("T49", "help", "trust", "-", True),
        ]
        found = claims.loops_of(two)
        assert found["things"].tolist() == [("trust", "help")]
        assert found["polarity"].tolist() == ["balancing"]


class TestTwoStocks:
    def test_rest_by_hand(self):
        found = small.rest(0.8, 0.5, 0.1, 0)
        assert (found.us, found.europe) == pytest.approx((1 / 6, 1 / 12))
        assert small.rest(0, 0, 0.1, 0.2).time == 1

    @settings(max_examples=40, deadline=None)
    @given(answers, answers, grievances, grievances)
    def test_a_run_ends_where_the_closed_form_says(self, a, b, g, h):
        found = small.rest(a, b, g, h)
        run = small.distancing(a, b, g, h, years=30 * found.time)
        assert found.stable
        assert run.iloc[-1].tolist() == pytest.approx([found.us, found.europe], abs=1e-6)

    def test_rest_of_the_text_solves_both_equations(self, shown):
        sides = np.linalg.solve([[1, -0.6], [-0.5, 1]], [0.1, 0.2])
        assert (shown["rest_us"], shown["rest_europe"]) == pytest.approx(tuple(sides))
        assert shown["rest_us_20"] == pytest.approx(shown["rest_us"], abs=0.0005)
        assert shown["gain"] < 1 < shown["wild_gain"]

    def test_gain_above_one_runs_away_both_ways(self):
        found = small.rest(**WILD)
        assert not found.stable
        assert found.time == math.inf
        up = small.distancing(**WILD, years=20)
        assert up.iloc[-1].min() > 50
        below = (found.us - 0.1, found.europe - 0.1)
        assert small.distancing(**WILD, start=below, years=20).iloc[-1].max() < -1
        there = small.distancing(**WILD, start=(found.us, found.europe), years=2)
        assert np.ptp(there["us"]) < 1e-9

    @pytest.mark.parametrize(
        "call",
        [
            lambda: small.rest(-0.8, 0.5, 0.1, 0.2),
            lambda: small.rest(0.8, 0.5, 0.1, 0.2, tau=0),
            lambda: small.repaired(1.0, 0),
            lambda: small.swing(1.0, -1),
            lambda: small.shocked(-0.1),
        ],
    )
    def test_what_cannot_be_is_refused_in_a_sentence(self, call):
        with pytest.raises(ValueError, match=r"is -?\d.*, but .+ must .+\.$"):
            call()

    def test_gain_of_one_within_rounding_has_no_rest(self):
        assert 1.9 * (1 / 1.9) != 1
        assert small.rest(1.9, 1 / 1.9, 0.1, 0.1).gain == pytest.approx(1)
        assert math.isnan(small.rest(1.9, 1 / 1.9, 0.1, 0.1).us)

    def test_gain_of_one_has_no_rest(self):
        found = small.rest(2, 0.5, 0.1, 0.1)
        assert math.isnan(found.us)
        assert not found.stable

    def test_patterns_shrink_at_the_two_rates_that_the_text_gives(self):
        root = math.sqrt(0.6 * 0.5)
        values, patterns = np.linalg.eig([[-1, 0.6], [0.5, -1]])
        slow, fast = np.argmax(values), np.argmin(values)
        assert values[[slow, fast]] == pytest.approx([-(1 - root), -(1 + root)])
        assert np.prod(patterns[:, slow]) > 0 > np.prod(patterns[:, fast])
        assert small.rest(**CALM).time == pytest.approx(-1 / values[slow])

    def test_a_shock_shrinks_at_the_rate_that_the_text_gives(self):
        found = small.rest(0.5, 0.5, 0, 0)
        run = small.distancing(0.5, 0.5, 0, 0, start=(1, 1), years=found.time)
        assert run["us"].iloc[-1] == pytest.approx(math.exp(-1), abs=0.01)

    def test_ten_lines_of_the_page_give_the_run(self):
        cell = re.search(r"^a, b, tau = .*?(?=^```$)", CHAPTER, re.MULTILINE | re.DOTALL)[0]
        lines = cell.strip().splitlines()
        assert len(lines) == 10
        names = {}
        exec("\n".join(lines[:-2]), names)
        whole = small.distancing(**CALM)
        assert names["us"][-1] == pytest.approx(whole["us"].iloc[-1], abs=0.005)
        assert names["europe"][-1] == pytest.approx(whole["europe"].iloc[-1], abs=0.005)


class TestSteps:
    def test_repair_settles_where_linear_algebra_says(self):
        run = small.repaired(1.0, 0.5, years=60)
        sides = np.array([[1 + 0.5, -0.6 + 0.5], [-0.5 + 0.5, 1 + 0.5]])
        assert run.iloc[-1][["us", "europe"]].tolist() == pytest.approx(
            np.linalg.solve(sides, [0.1, 0.2]).tolist(), abs=1e-6
        )

    def test_delay_makes_swings_and_effort_makes_them_grow(self):
        assert small.swing(1.5, 0.25)[0] < -1
        assert -0.1 < small.swing(1.5, 3)[0] < 0
        assert small.swing(3, 3)[0] > 0
        late = small.repaired(3, 3, years=40)["us"]
        assert np.ptp(late.loc[30:]) > 2 * np.ptp(late.loc[10:20])

    @pytest.mark.parametrize(("repair", "name"), [(1.5, "swing_decay"), (3, "swing_growth")])
    def test_swings_of_a_run_have_the_period_and_pace_of_the_text(self, shown, repair, name):
        run = small.repaired(repair, 3, years=60)[["us", "europe"]].mean(axis=1).loc[20:]
        sides = np.array([[1, -0.6], [-0.5, 1]]) + repair / 2
        swing = run - np.linalg.solve(sides, [0.1, 0.2]).mean()
        crests = swing.iloc[1:-1][(np.diff(swing)[:-1] > 0) & (np.diff(swing)[1:] <= 0)]
        period = np.diff(crests.index).mean()
        change = 100 * (crests.iloc[-1] / crests.iloc[0]) ** (1 / np.ptp(crests.index)) - 100
        # The run's steps of a week let swings die a little late.
        assert abs(change) == pytest.approx(shown[name], abs=1.2)
        assert (change > 0) == (name == "swing_growth")
        if repair == 1.5:
            assert period == pytest.approx(shown["swing_period"], rel=0.01)

    def test_prompt_repair_works(self, shown):
        assert shown["repaired"] < shown["no_repair"] / 4

    def test_nothing_swings_without_repair(self):
        assert small.swing(0, 3)[1] == math.inf

    def test_advice_of_exercise_four(self):
        assert small.swing(3, 1.35)[0] < 0 < small.swing(3, 1.4)[0]
        assert small.swing(2.0, 3)[0] < 0 < small.swing(2.15, 3)[0]

    def test_price_shock_is_forgotten_only_below_a_gain_of_one(self):
        left = [small.shocked(gain)["europe"].loc[[2, 10]].tolist() for gain in (0.2, 0.8, 1, 1.1)]
        assert left[0][1] < 0.05 * left[0][0]
        assert left[1][1] < 0.5 * left[1][0]
        assert left[2][1] == pytest.approx(left[2][0], rel=0.15)
        assert left[3][1] > left[3][0]

    def test_first_year_hardly_tells_the_gains_apart(self, shown):
        assert shown["early"] < 15
        assert shown["left_2"] < 1 < 30 < shown["left_8"] < 40

    def test_two_analysts_of_exercise_five(self):
        one = small.shocked(0.2, cost=0.5)["europe"]
        two = small.shocked(1.0, cost=0.46)["europe"]
        assert (one - two).abs().loc[:1].max() < 0.1 * one.max()
        assert one.loc[3] / one.max() == pytest.approx(1 / 3, abs=0.02)
        assert two.loc[3] / two.max() == pytest.approx(0.9, abs=0.02)
        us = [small.shocked(g, cost=c)["us"] for g, c in ((0.2, 0.5), (1.0, 0.46))]
        assert us[0].loc[1] < 0.5 * us[1].loc[1]
        assert us[0].loc[3] == pytest.approx(0.27 * us[1].loc[3], rel=0.05)

    def test_states_of_rest_are_where_runs_end(self):
        for level in (0.15, 0.5, 0.9, 1.0):
            states = small.states_of_rest(level)
            assert [stable for _, stable in states] in ([True], [True, False, True])
            for credibility, stable in states:
                run = small.believed(level, war=0, start=credibility, years=40)
                ends = run["credibility"].iloc[-1]
                assert not stable or ends == pytest.approx(credibility, abs=1e-3)
                for nudge in (-0.03, 0.03):
                    start = min(1.0, max(0.0, credibility + nudge))
                    end = small.believed(level, war=0, start=start, years=80)["credibility"]
                    assert (abs(end.iloc[-1] - credibility) < 0.01) == stable

    def test_war_tips_only_a_conditional_guarantee(self):
        after = {k: small.believed(k, war=2)["credibility"].iloc[-1] for k in (0.15, 0.7, 0.9)}
        assert after[0.15] > 0.9
        assert 0.6 < after[0.7] < 0.9
        assert after[0.9] < 0.2
        short = small.believed(0.9, war=1)["credibility"]
        assert short.iloc[-1] > short.loc[10] > short.loc[3]

    def test_wars_of_one_and_two_years_end_on_two_sides_of_the_edge(self, shown):
        assert shown["after_90"] == pytest.approx(shown["low"], abs=0.001)
        assert shown["low"] < shown["edge"] < shown["after_short"] < shown["high"]

    def test_second_state_begins_where_the_text_says(self, shown):
        assert len(small.states_of_rest(shown["two_from"])) == 3
        assert len(small.states_of_rest(shown["two_from"] - 0.01)) == 1

    def test_small_model_needs_strong_parameters_and_the_whole_one_does_not(self, shown):
        assert shown["strong_reciprocity"] > shown["plain_reciprocity"] == VALUES["reciprocity"]
        assert shown["strong_slope"] > shown["plain_slope"] == VALUES["support_slope"]
        plain = {"reciprocity": VALUES["reciprocity"], "slope": VALUES["support_slope"]}
        grid = np.linspace(0, 1, 101)
        assert all(len(small.states_of_rest(k, **plain)) == 1 for k in grid)
        assert any(len(small.states_of_rest(k)) == 3 for k in grid)
        assert equilibria().points.groupby("value").size().max() == 3

    @settings(max_examples=30, deadline=None)
    @given(st.floats(0, 1), st.floats(0, 5), st.floats(0, 1))
    def test_shares_stay_shares(self, conditionality, war, start):
        run = small.believed(conditionality, war=war, start=start, years=10)
        assert run.to_numpy().min() >= 0
        assert run.to_numpy().max() <= 1


class TestCuts:
    def test_all_named_loops_can_be_cut(self):
        assert {cut.loop for cut in CUTS.values()} - {""} == set(NAMED_LOOPS)
        assert set(GONE) == set(CUTS)

    @pytest.mark.parametrize("name", CUTS)
    def test_cut_takes_away_exactly_its_links_and_its_loop(self, name):
        cut = CUTS[name]
        assert pairs(links()) - pairs(links(**cut.parameters)) == GONE[name]
        left = set(loops(**cut.parameters)["name"])
        assert (cut.loop not in left) == bool(cut.loop)

    @pytest.mark.parametrize("name", CUTS)
    def test_cut_parameters_may_be_nought(self, name):
        limits = {q.name: q.limits for q in PARAMETERS}
        assert CUTS[name].parameters
        for parameter, value in CUTS[name].parameters.items():
            assert value == limits[parameter][0] == 0

    def test_exclusion_cut_leaves_support_to_willingness_alone(self):
        run = simulate("breakdown", **CUTS["exclusion"].parameters)
        assert np.allclose(run["own_support"], run["european_willingness"])

    def test_support_cut_breaks_four_of_the_five(self):
        left = set(loops(**CUTS["support"].parameters)["name"]) - {""}
        assert left == {"R2 energy and cohesion"}

    def test_compare_cuts(self):
        table = compare_cuts("breakdown", ["energy", "support"])
        assert table.index.tolist() == ["none", "support", "energy"]
        assert table.loc["none", "distance"] == 0
        run = simulate("breakdown", support_link=0)
        assert table.loc["support", "end"] == run["credibility"].iloc[-1]
        assert table.loc["support", "outcome"] == classify(run)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("breakdown", ["energi"]), "did you mean 'energy'"),
            (("no such scenario",), "no scenario"),
        ],
    )
    def test_compare_cuts_refuses_in_a_sentence(self, arguments, message):
        with pytest.raises(ModelError, match=message):
            compare_cuts(*arguments)

    def test_compare_cuts_refuses_an_unknown_variable(self):
        with pytest.raises(ModelError, match="did you mean 'credibility'"):
            compare_cuts("breakdown", variable="credibilty")
        with pytest.raises(ModelError, match="must map names"):
            compare_cuts("breakdown", parameters=3)


class TestWhatTheTextSays:
    def test_one_link_carries_the_argument(self, tables, shown):
        assert tables["breakdown"].index[1] == "support"
        assert shown["whole_end"] < 0.1 < 0.5 < shown["support_end"]
        assert shown["support_left"] == len(loops(**CUTS["support"].parameters)) < shown["loops"]

    def test_loops_help_each_other(self, shown):
        alone = [shown[f"gain_{name}"] for name in ("distancing", "hedging", "memory")]
        assert min(alone) > 0
        assert shown["gain_three"] > 2 * sum(alone)
        assert shown["distancing_end"] > shown["blocked_end"] + 0.4

    def test_talk_moves_deescalation_most(self, tables):
        assert tables["deescalation"].index[1] == "talk"
        assert len(loops(**CUTS["talk"].parameters)) == len(loops())

        assert tables["no_war"].loc["talk", "distance"] > 0

    def test_talk_pushes_more_than_the_loop_of_distancing(self, tables, shown):
        short = tables["deescalation"]["distance"]
        assert (shown["talk_apart"], shown["distancing_apart"]) == (
            short["talk"],
            short["distancing"],
        )
        assert shown["talk_apart"] > 2 * shown["distancing_apart"]
        assert 0 < shown["talk_before"] < shown["talk_apart"]

    def test_three_loops_of_the_reading_do_little(self, tables, shown):
        for name in ("energy", "realignment", "self_reliance"):
            most = max(table.loc[name, "distance"] for table in tables.values())
            assert shown[f"{name}_most"] == most < 0.01
        assert shown["self_reliance_capability"] > 10 * shown["self_reliance_most"]

    def test_starts_move_little(self, shown):
        assert 0 < shown["shift"] < 0.07

    def test_distances_are_those_of_all_cut_runs(self, tables, shown):
        found = cut_loop.distances()
        assert (set(found.index), list(found.columns)) == (set(CUTS), list(SCENARIOS))
        for name, table in tables.items():
            assert found[name].to_dict() == table["distance"].drop("none").to_dict()
        assert shown["cut_runs"] == len(CUTS) * len(SCENARIOS)

    def test_classes_change_in_few_of_the_cut_runs(self, tables, shown):
        changed = [
            (name, cut)
            for name, table in tables.items()
            for cut in CUTS
            if table.loc[cut, "outcome"] != table.loc["none", "outcome"]
        ]
        assert shown["class_changes"] == len(changed)

    def test_distancing_cut_leaves_one_state_of_rest(self, shown):
        assert shown["distancing_states"] == 1

    def test_hedging_and_memory_make_the_second_state(self, shown):
        zero = CUTS["hedging"].parameters | CUTS["memory"].parameters
        assert equilibria(**zero).points.groupby("value").size().max() == 1
        for name in ("hedging", "memory"):
            assert equilibria(**CUTS[name].parameters).tipping_up > shown["tip_up"] + 0.3
        assert shown["memory_up"] > shown["tip_up"] > shown["tip_down"]

    def test_trust_has_not_returned_after_ten_years(self, shown):
        for name in ("deescalation", "realignment"):
            trust = simulate(name)["credibility"]
            assert trust.iloc[0] == shown["trust_start"]
            assert shown[f"trust_{name}"] == trust.iloc[-1] < trust.iloc[0] - 0.03

    def test_burden_fades_within_two_years_where_the_strait_reopens(self):
        for name, reopened in (("deescalation", 0.8), ("realignment", 1.2)):
            burden = simulate(name)["burden_felt"]
            assert burden.loc[reopened + 2 :].max() < 0.05 * burden.max()

    def test_exercise_six(self):
        assert pairs(links()) - pairs(links(hedging_strength=0)) == {
            ("credibility", "hedging"),
            ("european_capability", "hedging"),
        }
        ends = [
            simulate("deescalation", **{name: 0}).iloc[-1]
            for name in ("hedging_strength", "hedging_cost")
        ]
        assert ends[0]["credibility"] == pytest.approx(ends[1]["credibility"])
        assert ends[0]["deterrence"] > ends[1]["deterrence"] + 0.005

    def test_burden_bites_little_even_in_breakdown(self, shown):
        assert shown["burden_bite"] == pytest.approx(VALUES["burden_cost"] * shown["burden_most"])
        assert shown["burden_bite"] < 10

    def test_size_of_the_model(self, shown):
        names = ("stocks", "levers", "parameters", "assumed", "auxiliaries")
        sizes = [shown[name] for name in names]
        assert sizes == [14, 8, 53, 46, 22], "look at the text again where it names these"

    def test_every_loop_is_of_one_kind(self, shown):
        assert shown["links"] == len(links())
        kinds = [shown[kind] for kind in ("reinforcing", "balancing", "mixed")]
        assert sum(kinds) == shown["loops"] == len(loops())


class TestExplorer:
    def test_agrees_with_the_package(self, tables):
        payload = cut_loop.payload()
        for scenario in ("breakdown", "deescalation"):
            inputs = {"scenario": scenario, "cut": "talk", "variable": "credibility"}
            found = cut_loop.compute(inputs, payload)
            table = tables[scenario]
            assert [row["name"] for row in found["ranking"][:5]] == table.index[1:6].tolist()
            assert found["cut"]["end"] == table.loc["talk", "end"]
            assert found["whole"]["outcome"] == table.loc["none", "outcome"]
            assert found["ranking"][found["place"] - 1]["name"] == "talk"

    def test_structure_counts_loops(self):
        found = cut_loop.structure()
        assert found["loops"] == len(loops())
        assert {n: {tuple(p) for p in v} for n, v in found["removed"].items()} == GONE
        assert all(left <= found["loops"] for left in found["left"].values())

    def test_every_cut_has_a_label_and_a_group(self):
        labels = [cut_loop.label(name) for name in CUTS]
        assert len(set(labels)) == len(CUTS)
        assert set(cut_loop.GROUPS) <= set(CUTS)
        assert next(iter(CUTS)) in cut_loop.GROUPS

    def test_fallback_shows_the_starting_pair_and_all_cuts(self, tables):
        fig, alt, table = CutLoopExplorer.fallback()
        scenario, cut = cut_loop.DEFAULTS["scenario"], cut_loop.DEFAULTS["cut"]
        ends = [line.get_ydata()[-1] for line in fig.axes[0].get_lines()]
        plt.close(fig)
        assert ends == tables[scenario].loc[["none", cut], "end"].tolist()
        assert table["Cut"].iloc[0] == cut_loop.label(tables[scenario].index[1])
        assert len(table) == len(CUTS)
        assert "breakdown" in alt


class TestFigures:
    @pytest.fixture(autouse=True)
    def closing(self):
        yield
        plt.close("all")

    def test_claims_draws_every_arrow_with_its_sign(self):
        axes = figures.claims(claims.ARROWS).axes[0]
        texts = [text.get_text() for text in axes.texts]
        signs = {"+": ("+", "blue"), "-": ("\N{MINUS SIGN}", "vermilion")}
        for arrow, drawn, text in zip(claims.ARROWS, axes.patches, texts[:13], strict=True):
            mark, color = signs[arrow.sign]
            assert text == mark
            assert drawn.get_edgecolor() == to_rgba(COLORS[color])
            assert (drawn.get_linestyle() == "-") == arrow.stated
            # The curve's first and last point lie a little off the things that it joins.
            ends = drawn.get_path().vertices[[0, 2]]
            for end, thing in zip(ends, (arrow.cause, arrow.effect), strict=True):
                gaps = {n: math.dist(end, place[:2]) for n, place in figures.PLACES.items()}
                assert min(gaps, key=gaps.get) == thing
        assert texts[13:] == [name for _, _, name in figures.PLACES.values()]
        assert {a.cause for a in claims.ARROWS} == set(figures.PLACES)

    def test_six_goals_are_those_of_stocks(self):
        assert len(six_goals.IN_WORDS) == 6
        assert set(six_goals.IN_WORDS) <= {stock.name for stock in STOCKS}

    def test_systems_draws_the_links_between_systems_and_no_other(self):
        table, system = links(), {stock.name: stock.system for stock in STOCKS}
        axes = figures.systems(table).axes[0]
        arrows = [p for p in axes.patches if isinstance(p, FancyArrowPatch)]
        crossing = [r for r in table.itertuples() if system[r.cause] != system[r.effect]]
        assert len(arrows) == len(crossing)
        for row, drawn in zip(crossing, arrows, strict=True):
            ends = drawn.get_path().vertices[[0, 2]]
            for end, name in zip(ends, (row.cause, row.effect), strict=True):
                gaps = {n: math.dist(end, place[:2]) for n, place in figures.CROSSING.items()}
                assert min(gaps, key=gaps.get) == name
            assert (drawn.get_linestyle() == "-") == (row.sign == "+")
        # "Oil reaches politics by one door, the price that households feel."
        doors = [(r.cause, r.effect) for r in crossing if system[r.cause] == "energy"]
        assert doors == [("log_price", "burden")]
        texts = " ".join(text.get_text() for text in axes.texts)
        assert set(figures.CROSSING) == {n for r in crossing for n in (r.cause, r.effect)}
        assert set(figures.SYSTEMS) == set(system.values())
        for name, (_, height, *_) in figures.CROSSING.items():
            low, high, _ = figures.SYSTEMS[system[name]]
            assert low < height < high
        for name in set(system) - set(figures.CROSSING):
            assert words(name) in " ".join(texts.split())

    def test_planes_mark_rest_filled_only_if_stable(self):
        fig = figures.phase_planes({"calm": CALM, "wild": WILD})
        for ax, case in zip(fig.axes, (CALM, WILD), strict=True):
            found = small.rest(**case)
            (dot,) = (line for line in ax.lines if line.get_marker() == "o")
            assert (dot.get_markerfacecolor() != "none") == found.stable
            assert dot.get_xydata().tolist() == [[found.us, found.europe]]
            # Both straight lines pass through it.
            for line in ax.lines[:2]:
                (x, y), (u, v) = line.get_xydata()
                assert (found.us - x) * (v - y) == pytest.approx((found.europe - y) * (u - x))
        heads = [[text.get_text() for text in ax.texts if text.get_text()] for ax in fig.axes]
        assert heads == [["calm"], ["wild"]]

    def test_planes_lead_paths_in_or_away(self):
        fig = figures.phase_planes({"calm": CALM, "wild": WILD})
        for ax, case in zip(fig.axes, (CALM, WILD), strict=True):
            found = small.rest(**case)
            rest = (found.us, found.europe)
            paths = [line.get_xydata() for line in ax.lines[2:-1]]
            assert len(paths) == 6
            for path in paths:
                nearer = math.dist(path[-1], rest) < math.dist(path[0], rest)
                assert nearer or not found.stable
            assert (max(math.dist(path[-1], rest) for path in paths) < 0.02) == found.stable

    def test_delays_draw_the_mean_of_both_sides(self):
        cases = {"one": (0, 1), "two": (3, 3)}
        *lines, nought = figures.delays(cases).axes[0].lines
        for line, (name, case) in zip(lines, cases.items(), strict=True):
            run = small.repaired(*case, years=25)
            assert line.get_label() == name
            assert np.allclose(line.get_ydata(), (run["us"] + run["europe"]) / 2)
        assert set(nought.get_ydata()) == {0}

    def test_shocks_draw_price_and_burden_beside_what_they_leave(self):
        left, right = figures.shocks((0.2, 1.1)).axes
        price, burden = left.lines
        assert price.get_ydata().max() == pytest.approx(1, abs=0.05)
        assert burden.get_ydata().argmax() > price.get_ydata().argmax()
        for line, gain in zip(right.lines, (0.2, 1.1), strict=True):
            assert line.get_label() == f"gain {gain:g}"
            assert np.array_equal(line.get_ydata(), small.shocked(gain)["europe"])
            assert line.get_ydata().max() < right.get_ylim()[1]

    def test_tipping_marks_every_state_and_draws_the_war(self):
        levels = (0.15, 0.9)
        left, right = figures.tipping(levels, 2).axes
        dots = [line for line in left.lines if line.get_marker() == "o"]
        states = [state for level in levels for state in small.states_of_rest(level)]
        for dot, (credibility, stable) in zip(dots, states, strict=True):
            assert dot.get_xydata().tolist() == [[credibility, credibility]]
            assert (dot.get_markerfacecolor() != "none") == stable
        for line, level in zip(right.lines, levels, strict=True):
            assert np.array_equal(line.get_ydata(), small.believed(level, war=2)["credibility"])
        (war,) = right.patches
        assert span(war) == (1, 3)

    def test_cut_effects_hold_every_distance_the_largest_row_first(self):
        table = cut_loop.distances()
        axes = figures.cut_effects(table).axes[0]
        rows = [tick.get_text() for tick in axes.get_yticklabels()]
        means = table.mean(axis=1).sort_values(ascending=False)
        assert rows == [cut_loop.label(name) for name in means.index]
        assert rows[0] == "the answer to support"
        assert axes.yaxis_inverted()
        columns = [tick.get_text() for tick in axes.get_xticklabels()]
        assert [c.replace("-\n", "-").replace("\n", " ") for c in columns] == [
            words(name) for name in SCENARIOS
        ]
        for cell in axes.texts:
            column, row = (int(at) for at in cell.xy)
            value = table.loc[means.index[row]].iloc[column]
            assert cell.get_text() == (f"{value:.2f}" if value >= 0.005 else "·")
        assert len(axes.texts) == table.size


class TestWhatTheExercisesTeach:
    def test_willingness_goes_on_falling_after_belief_has_begun_to_return(self):
        run = small.believed(0.7, war=1)
        assert run["willingness"].idxmin() > run["credibility"].idxmin() > 1

    def test_function_is_the_third_equation_of_the_three_stocks(self):
        plain = {"reciprocity": VALUES["reciprocity"], "slope": VALUES["support_slope"]}
        run = small.believed(0.9, war=2, **plain)
        moves = after(exercises.how_a_stock_moves)["moves"]
        speeds = moves(run["willingness"], run["credibility"]).iloc[:-1]
        assert speeds.to_numpy() / small.STEPS == pytest.approx(np.diff(run["willingness"]))

    def test_a_war_that_heals_may_look_lost(self):
        longest = after(exercises.longest_war)["war"]
        edge = small.states_of_rest(0.8)[1][0]
        healed = small.believed(0.8, war=longest - 0.05, years=40)["credibility"]
        assert healed.min() < edge < healed.iloc[-1]
        assert healed.loc[20] < healed.iloc[0] - 0.05
        assert small.believed(0.8, war=longest + 0.1, years=40)["credibility"].iloc[-1] < edge

    def test_the_cut_of_talk_helps_without_a_war_too(self):
        war, peace = after(exercises.talk_before_the_war)["ax"].get_lines()
        gain = peace.get_ydata()
        assert gain.min() == pytest.approx(gain.max()) and gain.min() > 0.03
        assert war.get_ydata()[0] == pytest.approx(gain[0])
        assert war.get_ydata()[-1] > 2 * gain[-1]
