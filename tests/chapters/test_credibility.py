"""The chapter on credibility: facts, numbers, explorers and figures."""

from __future__ import annotations

from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from natolab import AS_OF
from natolab.chapters.credibility import (
    conditional_threat,
    exercises,
    figures,
    selection,
    thresholds,
)
from natolab.chapters.credibility.conditional_threat import STAKES
from natolab.chapters.credibility.deterrence import Situation, attacks, belief_needed, worth
from natolab.chapters.credibility.game import Payoffs, believable, ends
from natolab.chapters.credibility.numbers import numbers
from natolab.chapters.credibility.thresholds import CASE
from natolab.data import load
from natolab.methods.intervals import wilson
from tests.support.exercises import after
from tests.support.figures import span
from tests.support.site import TOP

SHOWN = {name: number.value for name, number in numbers().items()}


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


# ---------------------------------------------------------------- facts in the tables


def rate(kind, first, last):
    table = load("alliance_fulfilment").dropna(subset="opportunities")
    table = table.set_index(["promise", "first_year", "last_year"])
    return table.loc[(kind, first, last)]


@pytest.mark.parametrize(
    ("kind", "first", "last", "kept", "asked", "published"),
    [
        ("all", 1816, 2003, 73, 146, 50),
        ("all", 1816, 1944, 61, 92, 66),
        ("all", 1945, 2003, 12, 54, 22),
        ("defence", 1816, 2003, 42, 102, 41),
        ("offence", 1816, 2003, 31, 42, 74),
        ("neutrality", 1816, 2003, 35, 45, 78),
        ("non-aggression", 1816, 2003, 18, 49, 37),
    ],
)
def test_rates_are_those_of_the_abstract(kind, first, last, kept, asked, published):
    row = rate(kind, first, last)
    assert (row["fulfilled"], row["opportunities"]) == (kept, asked)
    assert round(100 * kept / asked) == published


def test_rates_follow_from_the_counts():
    table = load("alliance_fulfilment").dropna(subset="opportunities")
    computed = 100 * table["fulfilled"].astype(float) / table["opportunities"].astype(float)
    assert np.allclose(table["rate_pct"], computed, atol=0.05)


def test_periods_add_up():
    for kind in ("all", "defence"):
        before, after, both = (
            rate(kind, *span) for span in [(1816, 1944), (1945, 2003), (1816, 2003)]
        )
        assert before["opportunities"] + after["opportunities"] == both["opportunities"]
        assert before["fulfilled"] + after["fulfilled"] == both["fulfilled"]


def test_the_study_of_2000_gives_no_counts():
    row = load("alliance_fulfilment").query("source == 'LeedsEtAl2000'").squeeze()
    assert row["rate_pct"] == 74.5
    assert pd.isna(row["opportunities"])


def test_ledger_runs_in_time_and_ends_before_today():
    table = load("commitment_ledger")
    assert table["date"].is_monotonic_increasing
    assert table["date"].max() <= pd.Timestamp(AS_OF)


def test_ledger_tells_announced_from_done():
    table = load("commitment_ledger").set_index("entry")
    assert list(table.index[table["status"] == "carried out"].str.split(":").str[0]) == ["Romania"]
    counts = [SHOWN[name] for name in ("entries", "entries_less", "entries_done")]
    assert counts == [14, "eight", "one"]
    brake = table[table["direction"] == "brake"]
    assert list(brake["number"]) == [76000]
    assert list(brake["status"]) == ["untested"], "the year of that act's money is over"
    assert (table["number"].isna() == table["unit"].isna()).all()


def test_help_expected():
    table = load("expected_help").set_index("asked")
    assert list(table["low_pct"].iloc[:3]) == [68, 66, 60]
    assert table.loc["Germany", "kind"] == "would not"
    names = ("britain_low", "britain_high", "germany_low", "france_low")
    assert [SHOWN[f"help_2025_{name}"] for name in names] == [18, 39, 58, 53]
    assert (table["low_pct"] <= table["high_pct"]).all()


@pytest.mark.parametrize("name", ["alliance_fulfilment", "commitment_ledger", "expected_help"])
def test_keys_of_sources_stand_in_the_bibliography(name):
    bibliography = (TOP / "book" / "references.bib").read_text(encoding="utf-8")
    for key in set(load(name)["source"]):
        assert f"{{{key}," in bibliography


def test_troops_stayed_after_the_threat_of_1953():
    troops = load("us_troops_europe").groupby("year")["troops"].sum()
    assert troops[1957] > troops[1955] > troops[1953]
    assert (SHOWN["troops_1954"], SHOWN["troops_1957"]) == (390143, 441458)


# ---------------------------------------------------------------- numbers of the prose


def test_strength_replaces_belief():
    # With 0.75 on the spot: alone 60 / 1.75 - 15, joined 60 / 3.25 - 45.
    alone, joined = 60 / 1.75 - 15, 60 / 3.25 - 45
    assert SHOWN["needed"] == pytest.approx(50)
    assert SHOWN["needed_brigade"] == pytest.approx(100 * alone / (alone - joined))
    # With 1.5: 24 - 15 = 9 alone, 15 - 45 = -30 joined.
    assert SHOWN["needed_front"] == pytest.approx(100 * 9 / 39)
    for belief in (0.6, 0.3):
        local = SHOWN[f"local_at_{100 * belief:.0f}"]
        assert worth(replace(CASE, belief=belief, local=local)) == pytest.approx(0)


def test_record_of_promises():
    for name, kept, asked in [("before", 61, 92), ("after", 12, 54), ("pact_after", 6, 43)]:
        assert (SHOWN[f"kept_{name}"], SHOWN[f"n_{name}"]) == (kept, asked)
    rates = ("2000", "before", "after", "pact_before", "pact_after", "offence", "neutrality")
    assert [SHOWN[f"rate_{name}"] for name in rates] == [74.5, 66.3, 22.2, 61.0, 14.0, 73.8, 77.8]
    exact = stats.binomtest(6, 43).proportion_ci(method="wilson")
    assert SHOWN["low_pact_after"] == pytest.approx(100 * exact.low)
    assert SHOWN["high_pact_after"] == pytest.approx(100 * exact.high)


def test_threat_of_the_text():
    assert Payoffs(20, 60, 20, 10, 10, 50) == STAKES
    # Heavy enough above 10 / 50, believable below 10 / 40; three plans in which nobody moves.
    assert (SHOWN["window_low"], SHOWN["window_high"]) == pytest.approx((20, 25))
    assert SHOWN["nash_count"] == "three"
    assert SHOWN["bluff_needed"] == pytest.approx(20)
    assert SHOWN["bluff_often"] == pytest.approx(100 * (0.1 * 0.8) / (0.9 * 0.2))
    assert SHOWN["bluff_support"] == pytest.approx(100 * 10 / 30)


def test_lever_that_wears_out():
    """Three times support is worth 60; after that each way of play goes its own way."""
    assert SHOWN["again_support"] == "three"
    # Cuts of half of what is left cost 20, 10, 5 ...: 40 in all. Nine empty threats cost 90.
    # The calculating guarantor relents once.
    assert SHOWN["again_steadfast"] == "20"
    assert SHOWN["again_bluffer"] == "\N{MINUS SIGN}30"
    assert SHOWN["again_calculating"] == "50"


def test_numbers_of_exercise_3():
    parts = np.linspace(0, 1, 101)
    gains = [worth(replace(CASE, prize=60 * x, cost=15 * x, belief=0.8 * x**2)) for x in parts]
    assert gains[-1] == pytest.approx(-15)
    assert parts[np.argmax(gains)] == pytest.approx(0.38)
    assert max(gains) == pytest.approx(5, abs=0.5)


def test_numbers_of_exercise_4():
    now = replace(CASE, belief=0.4)
    brigade, phrase = replace(now, local=0.75), replace(now, belief=0.5)
    assert attacks(now) and attacks(brigade) and not attacks(phrase)
    assert worth(brigade) == pytest.approx(1, abs=0.2)


def test_numbers_of_exercise_5():
    before, after = (SHOWN[f"kept_{name}"] / SHOWN[f"n_{name}"] for name in ("before", "after"))
    assert before - after == pytest.approx(0.44, abs=0.005)
    assert SHOWN["n_before"] + SHOWN["n_after"] == 146
    # The typed lists: 61 kept and 31 broken before, 12 kept and 42 broken after.
    assert (92 - SHOWN["kept_before"], 54 - SHOWN["kept_after"]) == (31, 42)


# ---------------------------------------------------------------- methods


@pytest.mark.parametrize(("kept", "asked"), [(6, 43), (61, 92), (0, 10), (10, 10)])
def test_wilson_is_the_textbooks(kept, asked):
    expected = stats.binomtest(kept, asked).proportion_ci(method="wilson")
    assert wilson(kept, asked) == pytest.approx((expected.low, expected.high))


def test_attackers_test_the_weak_promises():
    reliabilities = np.linspace(0, 1, 1001)
    everyone, attacked, part = selection.tested(CASE, reliabilities)
    assert everyone == pytest.approx(0.5)
    # Just those below one half are attacked.
    assert attacked == pytest.approx(0.25, abs=0.001)
    assert part == pytest.approx(belief_needed(CASE), abs=0.001)
    assert (SHOWN["share_all"], SHOWN["share_tested"]) == (100 * everyone, 100 * attacked)


def test_if_none_or_all_are_attacked():
    reliabilities = np.linspace(0, 1, 11)
    safe = Situation(prize=10, cost=50, belief=0, local=1, reinforcement=1)
    assert selection.tested(safe, reliabilities)[2] == 0
    assert np.isnan(selection.tested(safe, reliabilities)[1])
    lost = Situation(prize=500, cost=5, belief=0, local=0.1, reinforcement=0.1)
    assert selection.tested(lost, reliabilities)[1:] == (pytest.approx(0.5), 1.0)


# ---------------------------------------------------------------- figures


def test_frontier_is_where_an_attack_is_worth_no_more_than_peace():
    prizes = [30.0, 60.0, 90.0]
    ax = figures.frontier(CASE, prizes).axes[0]
    lines = [(line.get_xdata(), line.get_ydata()) for line in ax.lines]
    assert len(lines) == len(prizes)
    for prize, (beliefs, needed) in zip(prizes, lines, strict=True):
        assert (beliefs[0], beliefs[-1]) == (0, 1)
        # With no help to come the prize is won in 1 of 1 + local cases.
        assert needed[0] == pytest.approx(prize / 15 - 1)
        for belief, local in zip(beliefs, needed, strict=True):
            if local > 0:
                at = replace(CASE, prize=prize, belief=float(belief), local=local)
                assert worth(at) == pytest.approx(0, abs=1e-9)
    small, middle, large = (needed for _, needed in lines)
    assert (np.diff(middle) <= 0).all()
    assert np.all(np.less_equal(small, middle) & np.less_equal(middle, large))


def test_signals_both_convince_and_one_moves_to_fight():
    left, right = figures.signals(0.6).axes
    at = {ax: {line.get_label(): line for line in ax.lines} for ax in (left, right)}
    sizes = at[left]["hands tied"].get_xdata()
    third = int(np.argmin(np.abs(sizes - 0.3)))
    assert at[left]["hands tied"].get_ydata()[third] == pytest.approx(0.7)
    assert at[left]["costs sunk"].get_ydata()[third] == pytest.approx(4 / 7)
    assert list(at[right]["hands tied"].get_ydata()) == list(at[left]["hands tied"].get_ydata())
    assert set(at[right]["costs sunk"].get_ydata()) == {1 - 0.6}
    assert [ax.lines[-1].get_xdata()[0] for ax in (left, right)] == [0.6, 0.6]


def test_fulfilment_shows_each_rate_with_its_interval():
    table = load("alliance_fulfilment")
    ax = figures.fulfilment(table).axes[0]
    points = [line for line in ax.lines if line.get_marker() in ("o", "D")]
    assert [line.get_xdata()[0] for line in points] == list(table["rate_pct"])
    assert [line.get_marker() for line in points] == ["D"] + ["o"] * 9
    spans = [part.get_segments()[0] for part in ax.collections]
    assert [span[0][1] for span in spans] == list(range(1, 10)), "no count, no interval"
    for (low, high), line in zip(spans, points[1:], strict=True):
        assert low[0] < line.get_xdata()[0] < high[0]
    assert (spans[5][0][0], spans[5][1][0]) == pytest.approx(
        (SHOWN["low_pact_after"], SHOWN["high_pact_after"])
    )
    assert ax.get_yticklabels()[0].get_text() == "all promises, 1816 to 1944 (no count given)"


def test_ledger_puts_each_entry_under_its_status():
    table = load("commitment_ledger")
    ax = figures.ledger(table).axes[0]
    columns = [label.get_text() for label in ax.get_xticklabels()]
    drawn = {
        int(row): (line.get_marker(), columns[int(column)])
        for line in ax.lines
        for column, row in zip(*line.get_data(), strict=True)
    }
    marks = {"less": "v", "more": "^", "brake": "s", "open": "o"}
    assert drawn == {row.Index: (marks[row.direction], row.status) for row in table.itertuples()}
    assert ax.yaxis_inverted(), "the earliest entry stands on top"


@pytest.mark.parametrize(
    ("payoffs", "band"),
    [
        (STAKES, (0.2, 0.25)),
        # Cutting pays by itself, so every threat is believed; the burden asks for more than all.
        (replace(STAKES, alliance=10, saving=60, burden=60), None),
    ],
)
def test_threat_sizes_shade_the_window(payoffs, band):
    figure = figures.threat_sizes(payoffs)
    whole = ends(replace(payoffs, size=1.0))["cut"]
    for ax, player, level in zip(
        figure.axes, (1, 0), (payoffs.burden, payoffs.audience), strict=True
    ):
        loss, limit = ax.lines
        assert (loss.get_ydata()[0], loss.get_ydata()[-1]) == pytest.approx((0, -whole[player]))
        assert set(limit.get_ydata()) == {level}
        if band is None:
            assert not ax.patches
        else:
            (shade,) = ax.patches
            assert span(shade) == pytest.approx(band)


# ---------------------------------------------------------------- explorers


def test_explorer_of_deterrence_by_hand():
    result = thresholds.compute(thresholds.DEFAULTS, thresholds.payload())
    assert (result["alone"], result["joined"]) == pytest.approx((25, -25))
    assert result["worth"] == pytest.approx(-5)
    assert not result["attacks"]
    assert (result["line"][0], result["line"][-1]) == pytest.approx((25, -25))
    assert result["belief_needed"] == pytest.approx(0.5)


def test_explorer_of_the_threat_by_hand():
    result = conditional_threat.compute(conditional_threat.DEFAULTS, {})
    assert result["ends"]["cut"] == [-40, -50]
    assert result["subgame_perfect"] == [["wait", "refuse", "relent"]]
    assert ["demand", "support", "cut"] in result["nash"]
    assert result["reached"] == ["quiet"]
    assert result["window"] == pytest.approx([0.2, 0.25])
    assert [row["end"] for row in result["path"]] == ["support"] * 9 + ["relent", "quiet", "quiet"]


@pytest.mark.parametrize(
    ("patch", "reached"),
    [
        ({"size": 0.22}, ["support"]),
        ({"audience": 50.0}, ["support"]),
        ({"saving": 70.0}, ["support"]),
        ({"audience": 50.0, "burden": 60.0}, ["quiet"]),
    ],
)
def test_presets_of_the_threat(patch, reached):
    result = conditional_threat.compute({**conditional_threat.DEFAULTS, **patch}, {})
    assert result["reached"] == reached


# ---------------------------------------------------------------- what the exercises teach


def test_the_untested_leave_bands_of_one_width_that_overlap():
    names = after(exercises.what_was_not_tested)
    least, most = names["least"], names["most"]
    assert list(least.index) == [1816, 1945]
    assert list(most - least) == pytest.approx([50, 50])
    assert most[1945] > least[1816]
    kept, tested = names["kept"], names["tested"]
    third = tested / 3
    assert (kept + third)[1945] / (tested + third)[1945] < kept[1816] / (tested + third)[1816]


def test_the_threat_between_is_the_one_that_works():
    works = after(exercises.threat_that_works)["works"]
    large, middle, small = (replace(STAKES, size=size, audience=30) for size in (1, 0.5, 0.1))
    assert [works(one.size, one.audience) for one in (large, middle, small)] == [False, True, False]
    assert believable(large) == "no"
    assert believable(small) == "yes"
