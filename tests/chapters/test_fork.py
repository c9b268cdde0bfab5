"""The last chapter: indicators, explorer, rubric, and what it says about the worked example."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from natolab import AS_OF
from natolab.chapters.fork import capstone, figures
from natolab.chapters.fork.capstone import world
from natolab.chapters.fork.explorer import (
    DEFAULTS,
    INDICATORS,
    LIKELIHOODS,
    ForkExplorer,
    compute,
    pointing,
)
from natolab.chapters.scenarios.explorer import ScenarioExplorer
from natolab.data import load
from natolab.methods import evidence
from natolab.model import (
    LEVERS,
    PARAMETERS,
    ModelError,
    Scenario,
    classify,
    ensemble,
    simulate,
    vulnerability,
)
from natolab.model.paths import highest_mending, without
from tests.support import site

TEXT = (site.TOP / "book" / "fork.md").read_text(encoding="utf-8")
MINE = Scenario.from_yaml(re.search(r'from_yaml\("""\n(.*?)"""\)', TEXT, re.DOTALL)[1])
DATA = ForkExplorer.payload()
KEPT, DROPPED, FULL, LESS = 0.6, 0.15, 1.0, 0.3


def end(scenario, variable="deterrence"):
    return simulate(scenario, rows=1)[variable].iloc[-1]


def draws(scenario, **options):
    return ensemble(scenario, draws=2000, rng=np.random.default_rng(2026), **options)


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


def test_numbers_in_the_table_are_those_of_the_data():
    now = load("fork_indicators").set_index("indicator")["now"]
    spain = load("us_troops_by_ally").set_index("iso3")["troops"]["ESP"]
    europe = load("us_troops_europe")
    total = europe.loc[europe["year"] == 2025, "troops"].sum()
    assert f"{spain:,}" in now["deeds"]
    assert f"{total:,}" in now["troops"]


def test_which_indicators_tell_and_which_do_not():
    order = sorted(LIKELIHOODS, key=lambda name: evidence.expected_weight(*LIKELIHOODS[name]))
    assert order[:2] == ["spending", "words"]
    assert set(order[-2:]) == {"review", "council"}
    assert LIKELIHOODS["spending"][0] == LIKELIHOODS["spending"][1]
    assert evidence.weight(*LIKELIHOODS["words"], "yes") < 0.06
    assert [n for n, (a, b) in LIKELIHOODS.items() if a < b] == ["review", "deeds"]


# ---------------------------------------------------------------- explorer


def with_all(toward, **changes):
    return compute(
        DEFAULTS | {f"{n}_seen": pointing(n, toward) for n in INDICATORS} | changes, DATA
    )


def test_explorer_agrees_with_update():
    found = with_all("collective", dependence=0.5, prior=0.3)
    record = {name: pointing(name, "collective") for name in INDICATORS}
    assert found["path"][-1] == pytest.approx(evidence.update(0.3, LIKELIHOODS, record, 0.5))
    assert len(found["path"]) == len(found["other_path"]) == len(INDICATORS) + 1


def test_nothing_seen_moves_nobody():
    found = compute(DEFAULTS, DATA)
    assert found["path"] == [pytest.approx(0.5)]
    assert found["other_path"] == [pytest.approx(0.2)]
    assert found["ratio"] == found["counted"] == 1


def test_a_reader_who_reads_it_the_other_way_moves_away():
    found = with_all("collective", reading=-1)
    assert found["path"][-1] > 0.95
    assert found["other_path"][-1] < 0.01


def test_the_ends_that_the_chapter_names():
    assert with_all("collective")["path"][-1] > 0.97
    assert with_all("conditional")["path"][-1] < 0.01
    assert 0.6 < with_all("collective", dependence=0.5)["path"][-1] < 0.9


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


def test_marks():
    review = load("capstone_review").set_index("criterion")
    assert capstone.score(dict.fromkeys(review.index, "excellent")) == 100
    assert capstone.score(dict.fromkeys(review.index, "not yet")) == 0
    first, revised = (capstone.score(review[name].to_dict()) for name in ("first", "revised"))
    assert (first, revised) == (53, 91)
    with pytest.raises(ValueError, match="a level for each of question, scenario"):
        capstone.score({"question": "good"})
    with pytest.raises(ValueError, match="must be one of excellent, good, pass, not yet"):
        capstone.score(dict.fromkeys(review.index, "superb"))


def test_world_varies_only_what_it_says():
    assert world(MINE, KEPT, FULL).levers == MINE.levers
    assert set(world(MINE, DROPPED, FULL).differences(MINE)) == {"conditionality"}
    assert set(world(MINE, KEPT, LESS, drawdown=False).differences(MINE)) == {
        "european_effort",
        "drawdown",
    }
    assert world(MINE, DROPPED, LESS).value("conditionality", 1.9) == 0.7
    assert world(MINE, DROPPED, LESS).value("european_effort", 0.5) == 0.6
    before = {lever.name: lever.before for lever in LEVERS}
    assert (before["conditionality"], before["european_effort"]) == (DROPPED, LESS)


def test_the_example_has_the_size_that_the_capstone_asks_for():
    assert len(MINE.levers) >= 3
    assert sum(len(course) for course in MINE.levers.values()) >= 5


# ------------------------------------------------- claims about the model, in the chapter's order


def test_credibility_follows_conditions_and_deterrence_both():
    table = capstone.grid(MINE, np.linspace(0, 1, 6), np.linspace(0.2, 1, 5))
    trust, deter = (
        table.pivot(index="effort", columns="conditionality", values=name)
        for name in ("credibility", "deterrence")
    )
    assert (trust.max() - trust.min()).max() < 0.02
    assert (trust.diff(axis=1).iloc[:, 1:] < 0).all(axis=None)
    assert (deter.diff(axis=1).iloc[:, 1:] < 0).all(axis=None)
    assert (deter.diff().iloc[1:] > 0.03).all(axis=None)


def test_the_first_run():
    run = simulate(MINE)
    assert classify(run) == "hollow"
    assert run["european_deterrence"].iloc[-1] > run["us_deterrence"].iloc[-1]
    assert run["deterrence"].iloc[-1] < run["deterrence"].iloc[0] - 0.2
    assert end("breakdown") < run["deterrence"].iloc[-1]
    assert 0.75 < draws(MINE).shares["hollow"] < 0.85


def test_what_the_first_run_hangs_on():
    table = without(MINE)
    assert set(table.index[table["outcome"] != "hollow"]) == {"conditionality", "strike"}
    assert table["credibility"].idxmax() == "conditionality"
    assert abs(table.loc["european_effort", "credibility"] - end(MINE, "credibility")) < 0.01
    border = highest_mending(MINE, "conditionality", 2.0, "hollow", 10)
    assert 0.45 < border < 0.55
    for value, hollow in ((border - 0.01, False), (border + 0.01, True)):
        run = simulate(MINE.with_lever("conditionality", {0: 0.7, 2: value}))
        assert (classify(run) == "hollow") == hollow


@pytest.mark.parametrize(("leaves", "low", "high"), [(True, 0.88, 0.96), (False, 0.4, 0.52)])
def test_conditions_and_money_against_neither(leaves, low, high):
    kept, dropped = world(MINE, KEPT, FULL, leaves), world(MINE, DROPPED, LESS, leaves)
    assert (end(kept) > end(dropped)) == leaves
    ends = [draws(scenario).ends for scenario in (kept, dropped)]
    assert low < (ends[0]["deterrence"] > ends[1]["deterrence"]).mean() < high
    assert (ends[0]["credibility"] < ends[1]["credibility"]).mean() > 0.99


def test_without_the_link_conditions_cost_nothing():
    ranges = {q.name: (q.low, q.high) for q in PARAMETERS if q.low < q.high}
    cut = {"vary": ranges | {"support_link": (0.0, 0.0)}}
    kept, dropped = (
        draws(world(MINE, *pair, drawdown=False), **cut).ends["deterrence"]
        for pair in ((KEPT, FULL), (DROPPED, LESS))
    )
    assert (kept > dropped).mean() > 0.995


def test_where_the_answer_turns():
    efforts = np.linspace(0.2, 1, 17)
    paid = [end(world(MINE, DROPPED, effort)) for effort in efforts]
    turn = evidence.break_even(efforts, paid, end(MINE))
    assert 0.5 < turn < 0.6
    more = draws(MINE).ends["deterrence"] > draws(world(MINE, DROPPED, 0.6)).ends["deterrence"]
    assert 0.5 < more.mean() < 0.62


def test_money_without_conditions_deters_most():
    both, dropped = world(MINE, DROPPED, FULL), world(MINE, DROPPED, LESS)
    assert end(both) > max(end(MINE), end(dropped)) + 0.05
    assert end(both, "credibility") == pytest.approx(end(dropped, "credibility"), abs=0.01)


def test_deterrence_stays_low_on_either_road():
    for scenario in (MINE, world(MINE, DROPPED, LESS)):
        assert vulnerability(simulate(scenario))["years"] > 9.8


def test_exercise_on_the_draw_down():
    def lead(left):
        pair = ((KEPT, FULL), (DROPPED, LESS))
        kept, dropped = (
            end(world(MINE, *w).with_lever("drawdown", {2: left / 2, 4: left})) for w in pair
        )
        return kept - dropped

    assert lead(0.1) < lead(0.16) < 0 < lead(0.18) < lead(0.2)


def test_link_is_read_back_whole_and_a_broken_one_is_refused():
    link = ScenarioExplorer(scenario=MINE, other="breakdown").link
    opened = ScenarioExplorer.from_link("https://example.org/scenarios.html" + link)
    assert opened.scenario == MINE
    assert opened.parameters == {}
    for broken in (link[: link.index("strike=") + 12], link.replace("strike", "stryke")):
        with pytest.raises(ModelError):
            ScenarioExplorer.from_link(broken)


# ---------------------------------------------------------------- figures


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def test_figures():
    axes = figures.weights(load("fork_indicators")).axes[0]
    assert len(axes.get_yticklabels()) == len(INDICATORS)
    assert axes.get_yticklabels()[0].get_text() == INDICATORS["spending"]
    line, other = figures.two_readers((0.8, 0.2), 0.6, 0.3, 3, -1).axes[0].get_lines()
    assert line.get_ydata()[-1] == pytest.approx(32 / 33)
    assert other.get_ydata()[-1] < 0.2
    figures.contours(capstone.grid(MINE, [0, 0.5, 1], [0.2, 1]), {"here": (0.6, 1.0)})
    figures.worlds({"keeps": simulate(MINE), "breakdown": simulate("breakdown")})
    values = draws(MINE).ends["deterrence"]
    figures.differences(values - 0.4, values - 0.5)
    axes = figures.turning_point(np.array([0, 1]), np.array([0.2, 0.4]), 0.3).axes[0]
    assert [text.get_text() for text in axes.texts] == ["0.50"]
    assert not figures.turning_point(np.array([0, 1]), np.array([0.2, 0.4]), 0.5).axes[0].texts
