"""The last chapter: indicators, explorer, rubric, and what it says about the worked example."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from natolab import AS_OF
from natolab.chapters.fork import beliefs, capstone, exchange, exercises, figures
from natolab.chapters.fork.beliefs import DEFAULTS, INDICATORS, LIKELIHOODS, LIMITS, compute
from natolab.chapters.fork.numbers import numbers
from natolab.chapters.fork.worked_example import (
    DROPPED,
    FULL,
    KEPT,
    LESS,
    SCENARIO,
    draw,
    grid,
    lead,
    world,
)
from natolab.data import load
from natolab.methods import evidence
from natolab.model import LEVERS, ModelError, classify, simulate, vulnerability
from natolab.model.paths import without
from natolab.model.permalink import from_link, to_link
from tests.support import site
from tests.support.exercises import after

TEXT = (site.TOP / "book" / "fork.md").read_text(encoding="utf-8")
DATA = beliefs.payload()


@pytest.fixture(scope="module")
def shown():
    return {name: number.value for name, number in numbers().items()}


def end(scenario, variable="deterrence"):
    return simulate(scenario, rows=1)[variable].iloc[-1]


# ---------------------------------------------------------------- indicators


def test_every_indicator_stands_in_the_table_of_the_chapter():
    table = load("fork_indicators")
    rows = TEXT.split(":name: tab-fork-indicators")[1].split(":::")[0]
    cells = [line for line in rows.splitlines() if line.startswith("| *")]
    assert len(cells) == len(table)
    for line, row in zip(cells, table.itertuples(), strict=True):
        assert f"*{row.short}*" in line
        assert f"{row.by.day} {row.by:%B %Y}" in line
        assert set(row.sources.split(";")) <= set(re.findall(r"[\w]+", line))


def test_indicators_were_set_before_the_fact():
    table = load("fork_indicators")
    assert (table["by"].dt.date > AS_OF).all()
    assert (table["by"].dt.year < 2030).all()
    assert (table["now_date"].dt.date <= AS_OF).all()
    assert "30 June 2027" in TEXT.split("## What next")[1]
    assert str(table["by"].min().date()) == "2027-06-30"


def test_numbers_in_the_table_are_those_of_the_data(shown):
    now = load("fork_indicators").set_index("indicator")["now"]
    assert f"{shown['troops_spain']:,}" in now["deeds"]
    assert f"{shown['troops']:,}" in now["troops"]


def test_which_indicators_tell_and_which_do_not():
    order = sorted(LIKELIHOODS, key=lambda name: evidence.expected_weight(*LIKELIHOODS[name]))
    assert order[:2] == ["spending", "words"]
    assert set(order[-2:]) == {"review", "council"}
    assert LIKELIHOODS["spending"][0] == LIKELIHOODS["spending"][1]
    assert evidence.weight(*LIKELIHOODS["words"], "yes") < 0.06
    assert [n for n, (a, b) in LIKELIHOODS.items() if a < b] == ["review", "deeds"]


# ---------------------------------------------------------------- explorer


def record(label):
    return next(record["values"] for record in DATA["records"] if record["label"] == label)


def with_all(toward, **changes):
    return compute(DEFAULTS | record(f"All for {toward}") | changes, DATA)


def test_explorer_agrees_with_update():
    found = with_all("collective", dependence=0.5, prior=0.3)
    seen = beliefs.pointing("collective")
    assert found["path"][-1] == pytest.approx(evidence.update(0.3, LIKELIHOODS, seen, 0.5))
    assert len(found["path"]) == len(found["other_path"]) == len(INDICATORS) + 1


def test_every_indicator_of_a_record_speaks_for_its_side():
    for toward, sign in (("collective", 1), ("conditional", -1)):
        weights = [row["now"] for row in with_all(toward)["rows"]]
        assert all(sign * weight >= 0 for weight in weights)
        # Spending alone fits both.
        assert [*np.sign(weights)].count(0) == 1


def test_records_can_be_set():
    for values in (record["values"] for record in DATA["records"]):
        assert set(values) == {f"{name}_seen" for name in INDICATORS}
        assert set(values.values()) <= set(evidence.OBSERVATIONS)
    mixed = compute(DEFAULTS | record("A mixed record"), DATA)
    assert len(mixed["seen"]) == len(INDICATORS) - 1
    assert {row["now"] > 0 for row in mixed["rows"] if row["now"]} == {True, False}


def test_starting_values_lie_within_the_limits():
    assert all(low <= DEFAULTS[name] <= high for name, (low, high) in LIMITS.items())


def test_nothing_seen_moves_nobody():
    found = compute(DEFAULTS, DATA)
    assert found["path"] == [pytest.approx(0.5)]
    assert found["other_path"] == [pytest.approx(0.2)]
    assert found["ratio"] == found["counted"] == 1


def test_a_reader_who_reads_it_the_other_way_moves_away():
    found = with_all("collective", reading=-1)
    assert found["path"][-1] > 0.95
    assert found["other_path"][-1] < 0.01


def test_the_ends_that_the_chapter_names(shown):
    for toward in ("collective", "conditional"):
        found = with_all(toward)
        assert 100 * found["path"][-1] == pytest.approx(shown[f"all_{toward}_free"])
        leaning = with_all(toward, dependence=0.5)
        assert 100 * leaning["path"][-1] == pytest.approx(shown[f"all_{toward}_leaning"])
    assert 100 * with_all("collective")["other_path"][-1] == pytest.approx(
        shown["sceptic_collective"]
    )
    assert shown["all_collective_free"] > 97 > 90 > shown["all_collective_leaning"] > 60
    assert shown["all_conditional_free"] < 1


def test_readers_who_agree_converge(shown):
    """Odds of 4 and 1/4 stay a factor of 16 apart; the beliefs do not."""
    assert shown["gap_three"] == pytest.approx(100 * (32 / 33 - 2 / 3))
    assert shown["gap_six"] == pytest.approx(100 * (256 / 257 - 16 / 17))


def test_numbers_of_exercise_2():
    seen = {"review": "yes", "council": "yes"}
    assert evidence.update(0.6, LIKELIHOODS, seen) == pytest.approx(1.25 / 2.25)


def test_numbers_of_exercise_4():
    prior = np.ones(3) / 3
    for name, personal in (("troops", 0.7), ("council", 0.6), ("publics", 0.6)):
        prior = prior * [*LIKELIHOODS[name], personal]
    assert (prior / prior.sum()).round(2).tolist() == [0.41, 0.03, 0.55]


def test_numbers_of_exercise_5():
    pair = [evidence.weight(*LIKELIHOODS[name], "yes") for name in ("review", "deeds")]
    ends = [evidence.path(0.5, pair, dependence)[-1] for dependence in (0, 1)]
    assert ends == [pytest.approx(1 / 17), pytest.approx(1 / 5)]


# ---------------------------------------------------------------- protection as an exchange


def value_by_steps(discount, price, chance, together):
    """Find the worth of the exchange as its owner would: year by year, over drawn crises."""
    sizes = exchange.MEAN * -np.log1p(-(np.arange(20_000) + 0.5) / 20_000)
    value = 0.0
    for _ in range(2000):
        kept = discount * value
        in_crisis = np.maximum(kept - sizes, 0).mean()  # help, or stay at home and have nothing
        risk = chance * together
        value = together * price + (1 - risk) * kept + risk * in_crisis
    return discount * value


@pytest.mark.parametrize(
    ("discount", "price", "chance", "together"),
    [(0.9, 1, 0.03, 1), (0.9, 1, 0.03, 10), (0.6, 0.4, 0.1, 1), (0.95, 0.3, 0.05, 4)],
)
def test_reach_is_the_worth_that_a_sum_over_years_finds(discount, price, chance, together):
    found = exchange.reach(discount, price, chance, together)
    assert found == pytest.approx(value_by_steps(discount, price, chance, together), rel=1e-3)


def test_without_crises_the_worth_is_that_of_a_perpetuity():
    assert exchange.reach(0.8, 0.5, 0) == pytest.approx(0.5 / 0.25)
    assert exchange.reach(0.9, 0, 0.03) == 0


def test_price_and_reach_are_inverse():
    for together in (1, 3, 10):
        worth = exchange.reach(0.85, 0.7, 0.05, together)
        assert exchange.least_price(worth, 0.85, 0.05, together) == pytest.approx(0.7)


def test_reach_grows_with_patience_price_and_company_and_shrinks_with_danger():
    base = exchange.reach(0.9, 0.8, 0.03, 2)
    for more in ((0.92, 0.8, 0.03, 2), (0.9, 0.9, 0.03, 2), (0.9, 0.8, 0.03, 3)):
        assert exchange.reach(*more) > base
    assert exchange.reach(0.9, 0.8, 0.06, 2) < base


def test_shares_of_crises_and_of_their_cost():
    sizes = np.random.default_rng(5).exponential(exchange.MEAN, 400_000)
    assert exchange.unmet(8) == pytest.approx((sizes > 8).mean(), abs=0.003)
    assert exchange.unmet_cost(8) == pytest.approx(sizes[sizes > 8].sum() / sizes.sum(), abs=0.005)
    assert exchange.capped_cost(8) == pytest.approx(np.minimum(sizes, 8).mean(), rel=0.005)
    assert exchange.unmet(exchange.as_large_as(0.9)) == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ((1.0, 1, 0.03), "discount factor must lie between 0 and 1, not be 1.0"),
        ((0.9, 1.2, 0.03), "price must lie between 0 and 1"),
        ((0.9, 1, 0.03, 0), "At least 1 ally must take part, not 0"),
        ((0.9, 1, 0.2, 10), "add up to 1 at most, not to 2.0"),
    ],
)
def test_an_exchange_that_makes_no_sense_is_refused(wrong, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        exchange.reach(*wrong)


def test_what_the_chapter_says_of_a_contract(shown):
    assert 7.5 < shown["deal_alone"] < 8.5
    assert 19 < shown["deal_alone_unmet"] < 22
    assert shown["deal_alone_cost"] > 50
    assert shown["deal_price"] > 1 > 3 * shown["deal_price_together"]
    assert shown["deal_fair"] < shown["deal_price"] / 10
    rushed = exchange.reach(shown["deal_patience"] - 0.01, exchange.PRICE, exchange.CHANCE)
    assert exchange.unmet(rushed) > 0.5
    assert exchange.unmet(
        exchange.reach(shown["deal_patience"], exchange.PRICE, exchange.CHANCE)
    ) == pytest.approx(0.5)
    assert shown["deal_cheap"] < shown["deal_alone"] / 2
    assert exchange.unmet(shown["deal_rider"]) < 1e-5
    patient = exchange.reach(0.97, exchange.PRICE, exchange.CHANCE)
    assert exchange.unmet(patient) < 0.01, "a very patient protector needs no community"


def test_the_cell_on_the_exchange_starts_where_the_numbers_do():
    start = re.search(r"def what_is_met\(price=(\S+), chance=(\S+), together=(\d+)\)", TEXT)
    given = [float(value) for value in start.groups()]
    assert given == [exchange.PRICE, exchange.CHANCE, exchange.TOGETHER]


# ---------------------------------------------------------------- capstone


def test_rubric_adds_up_and_falls_from_level_to_level():
    table = load("capstone_rubric")
    best = table.groupby("criterion")["points"].max()
    assert best.sum() == 100
    for _, rows in table.groupby("criterion"):
        assert rows["level"].tolist() == ["excellent", "good", "pass", "not yet"]
        assert rows["points"].is_monotonic_decreasing
        assert rows["points"].iloc[-1] == 0
    assert capstone.rubric().count("\n") == len(best) + 1


def test_marks(shown):
    review = load("capstone_review").set_index("criterion")
    assert capstone.score(dict.fromkeys(review.index, "excellent")) == 100
    assert capstone.score(dict.fromkeys(review.index, "not yet")) == 0
    assert (shown["first_total"], shown["revised_total"]) == (53, 91)
    assert all(shown[f"first_{name}"] <= shown[f"revised_{name}"] for name in review.index)
    with pytest.raises(ValueError, match="a level for each of question, scenario"):
        capstone.score({"question": "good"})
    with pytest.raises(ValueError, match="must be one of excellent, good, pass, not yet"):
        capstone.score(dict.fromkeys(review.index, "superb"))


def test_world_varies_only_what_it_says():
    assert world(SCENARIO, KEPT, FULL).levers == SCENARIO.levers
    assert set(world(SCENARIO, DROPPED, FULL).differences(SCENARIO)) == {"conditionality"}
    assert set(world(SCENARIO, KEPT, LESS, drawdown=False).differences(SCENARIO)) == {
        "european_effort",
        "drawdown",
    }
    assert world(SCENARIO, DROPPED, LESS).value("conditionality", 1.9) == 0.7
    assert world(SCENARIO, DROPPED, LESS).value("european_effort", 0.5) == 0.6
    before = {lever.name: lever.before for lever in LEVERS}
    assert (before["conditionality"], before["european_effort"]) == (DROPPED, LESS)


def test_the_example_has_the_size_that_the_capstone_asks_for():
    assert len(SCENARIO.levers) >= 3
    assert sum(len(course) for course in SCENARIO.levers.values()) >= 5


def test_the_figure_with_sliders_starts_with_the_worlds_of_the_example():
    start = re.search(r"def what_europe_would_pay\(kept=(\S+), dropped=(\S+), draw_down=True", TEXT)
    assert [float(value) for value in start.groups()] == [KEPT, DROPPED]


# ------------------------------------------------- claims about the model, in the chapter's order


def test_credibility_follows_conditions_and_deterrence_both():
    table = grid(SCENARIO, np.linspace(0, 1, 6), np.linspace(0.2, 1, 5))
    trust, deter = (
        table.pivot(index="effort", columns="conditionality", values=name)
        for name in ("credibility", "deterrence")
    )
    assert (trust.max() - trust.min()).max() < 0.02
    assert (trust.diff(axis=1).iloc[:, 1:] < 0).all(axis=None)
    assert (deter.diff(axis=1).iloc[:, 1:] < 0).all(axis=None)
    assert (deter.diff().iloc[1:] > 0.03).all(axis=None)


def test_the_first_run(shown):
    run = simulate(SCENARIO)
    assert classify(run) == "hollow"
    assert run["european_deterrence"].iloc[-1] > run["us_deterrence"].iloc[-1]
    assert shown["own_deter"] < shown["before_deter"] - 0.2
    assert shown["breakdown_deter"] < shown["own_deter"]
    assert 75 < shown["own_hollow"] < 85


def test_what_the_first_run_hangs_on(shown):
    table = without(SCENARIO)
    assert set(table.index[table["outcome"] != "hollow"]) == {"conditionality", "strike"}
    assert table["credibility"].idxmax() == "conditionality"
    assert abs(table.loc["european_effort", "credibility"] - shown["own_end"]) < 0.01
    assert 0.45 < shown["mend"] < 0.55
    for value, hollow in ((shown["mend"] - 0.01, False), (shown["mend"] + 0.01, True)):
        run = simulate(SCENARIO.with_lever("conditionality", {0: 0.7, 2: value}))
        assert (classify(run) == "hollow") == hollow


@pytest.mark.parametrize(("key", "low", "high"), [("leave", 88, 96), ("stay", 40, 52)])
def test_conditions_and_money_against_neither(shown, key, low, high):
    kept, dropped = (
        end(world(SCENARIO, *pair, key == "leave")) for pair in ((KEPT, FULL), (DROPPED, LESS))
    )
    assert (kept > dropped) == (key == "leave")
    assert low < shown[f"more_{key}"] < high


def test_conditions_are_believed_less_in_nearly_every_draw():
    for drawdown in (True, False):
        assert (lead(drawdown)["credibility"] < 0).mean() > 0.99


def test_differences_are_those_of_the_same_draws():
    one, two = (draw(world(SCENARIO, *pair)) for pair in ((KEPT, FULL), (DROPPED, LESS)))
    assert one.parameters().equals(two.parameters())


def test_without_the_link_conditions_cost_nothing(shown):
    assert shown["more_unlinked"] > 99.5


def test_where_the_answer_turns(shown):
    assert 0.5 < shown["turn"] < 0.6
    before, after = (end(world(SCENARIO, DROPPED, shown["turn"] + by)) for by in (-0.02, 0.02))
    assert before < end(SCENARIO) < after


def test_money_without_conditions_deters_most(shown):
    assert shown["both_deter"] > max(shown["keep_leave"], shown["drop_leave"]) + 0.05
    trust = end(world(SCENARIO, DROPPED, FULL), "credibility")
    assert trust == pytest.approx(shown["trust_dropped_less"], abs=0.01)


def test_deterrence_stays_low_on_either_road():
    for scenario in (SCENARIO, world(SCENARIO, DROPPED, LESS)):
        assert vulnerability(simulate(scenario))["years"] > 9.8


def test_exercise_on_the_draw_down():
    def ahead(left):
        pair = ((KEPT, FULL), (DROPPED, LESS))
        kept, dropped = (
            end(world(SCENARIO, *w).with_lever("drawdown", {2: left / 2, 4: left})) for w in pair
        )
        return kept - dropped

    assert ahead(0.1) < ahead(0.16) < 0 < ahead(0.18) < ahead(0.2)


def test_link_is_read_back_whole_and_a_broken_one_is_refused():
    link = to_link(SCENARIO, "breakdown")
    opened, _ = from_link("https://example.org/scenarios.html" + link)
    assert opened == SCENARIO
    assert opened.parameters == {}
    for broken in (link[: link.index("strike=") + 12], link.replace("strike", "stryke")):
        with pytest.raises(ModelError):
            from_link(broken)


# ---------------------------------------------------------------- figures


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def test_weights_stand_where_yes_and_no_multiply_the_odds():
    axes = figures.weights(load("fork_indicators")).axes[0]
    rows = [label.get_text() for label in axes.get_yticklabels()]
    assert rows[0] == INDICATORS["spending"]
    assert set(rows[-2:]) == {INDICATORS["review"], INDICATORS["council"]}
    names = {text: name for name, text in INDICATORS.items()}
    marks = [line for line in axes.get_lines() if line.get_marker() in ("o", "X")]
    assert len(marks) == 2 * len(INDICATORS)
    for mark in marks:
        (odds,), (height,) = mark.get_data()
        collective, conditional = LIKELIHOODS[names[rows[height]]]
        expected = (
            collective / conditional
            if mark.get_marker() == "o"
            else (1 - collective) / (1 - conditional)
        )
        assert odds == pytest.approx(expected)
    assert axes.get_xscale() == "log"


def test_two_readers_who_read_alike_and_who_do_not():
    line, other = figures.two_readers((0.8, 0.2), 0.6, 0.3, 3, -1).axes[0].get_lines()
    assert line.get_ydata() == pytest.approx([4 / 5, 8 / 9, 16 / 17, 32 / 33])
    assert other.get_ydata() == pytest.approx([1 / 5, 1 / 9, 1 / 17, 1 / 33])


def test_contours_join_equal_values_and_mark_the_worlds():
    table = grid(SCENARIO, [0, 0.5, 1], [0.2, 1])
    axes = figures.contours(table, {"here": (0.6, 1.0)}).axes
    for ax, variable in zip(axes, ("credibility", "deterrence"), strict=True):
        (lines,) = ax.collections
        drawn = [
            level for level, path in zip(lines.levels, lines.get_paths(), strict=True) if len(path)
        ]
        assert table[variable].min() <= min(drawn)
        assert max(drawn) <= table[variable].max()
        (mark,) = ax.get_lines()
        assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (0.6, 1.0)
        assert "here" in [text.get_text() for text in ax.texts]


def test_reaches_are_drawn_beside_the_shares_of_crises():
    axes = figures.reaches([0.5, 0.9], {1: [1, 8], 10: [9, 76]}).axes[0]
    *marks, one, ten = axes.get_lines()
    assert [*one.get_ydata()] == [1, 8]
    assert ten.get_label() == "10 together"
    sizes = [mark.get_ydata()[0] for mark in marks]
    assert [exchange.unmet(size) for size in sizes] == pytest.approx([0.5, 0.1, 0.01])
    right = axes.child_axes[0]
    assert [label.get_text() for label in right.get_yticklabels()] == [
        "half",
        "9 in 10",
        "99 in 100",
    ]


def test_worlds_are_drawn_as_they_ran():
    runs = {"keeps": simulate(SCENARIO), "breakdown": simulate("breakdown")}
    axes = figures.worlds(runs).axes
    for ax, variable in zip(
        axes, ("credibility", "european_deterrence", "deterrence"), strict=True
    ):
        for line, (name, run) in zip(ax.get_lines(), runs.items(), strict=True):
            assert np.allclose(line.get_ydata(), run[variable])
            assert line.get_label() == figures.WORLDS[name][0]


def test_histograms_hold_every_draw():
    ahead = [lead(drawdown)["deterrence"] for drawdown in (True, False)]
    axes = figures.differences(*ahead).axes[0]
    # An outline runs up and along each class in turn; the filled one comes back along the bottom.
    classes = len(axes.patches[1].get_xy()) // 2 - 1
    for patch, values in zip(axes.patches, ahead, strict=True):
        x, heights = patch.get_xy()[1 : 2 * classes : 2].T
        assert heights.sum() == len(values)
        assert heights[x > -0.01].sum() == (values > 0).sum()


def test_turning_point_is_marked_where_there_is_one():
    axes = figures.turning_point(np.array([0, 1]), np.array([0.2, 0.4]), 0.3).axes[0]
    assert [text.get_text() for text in axes.texts] == ["0.50"]
    paid, level, mark = axes.get_lines()
    assert paid.get_ydata().tolist() == [0.2, 0.4]
    assert set(level.get_ydata()) == {0.3}
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (pytest.approx(0.5), 0.3)
    assert not figures.turning_point(np.array([0, 1]), np.array([0.2, 0.4]), 0.5).axes[0].texts


# ---------------------------------------------------------------- what the exercises teach


def test_a_no_tells_more_where_a_yes_was_to_be_expected():
    table = load("fork_indicators").set_index("short")
    pairs = table[["if_collective", "if_conditional"]]
    expected = (pairs.sum(axis=1) > 1) & (pairs["if_collective"] != pairs["if_conditional"])
    telling = after(exercises.what_a_no_tells)["telling"]
    assert set(telling) == set(table.index[expected])
    assert 0 < len(telling) < len(table), "the exercise asks to tell them apart"


def test_readers_who_agree_may_move_apart_before_they_converge():
    line = after(exercises.apart_before_together)["ax"].get_lines()[0]
    gap = list(line.get_ydata())
    assert gap[0] == pytest.approx(18)
    assert max(gap) > 2 * gap[0] > 2 * gap[-1]
