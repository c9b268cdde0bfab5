"""The chapter on credibility: facts in its tables, its explorers and its figures."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from natolab import AS_OF
from natolab.chapters.credibility import conditional_threat_explorer as conditional_threat
from natolab.chapters.credibility import deterrence_explorer as deterrence
from natolab.chapters.credibility import figures
from natolab.chapters.credibility.deterrence import Situation, belief_needed
from natolab.chapters.credibility.game import Payoffs
from natolab.data import load
from natolab.methods.intervals import wilson
from tests.support.site import TOP

CASE = Situation(prize=60, cost=15, belief=0.6, local=0.5, reinforcement=1.5, escalation=30)


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
    late = table[table["date"] > "2026-07-07"]
    assert set(late["source"]) == {"WatchboardNATO2026"}
    assert late["caveat"].str.contains("tracker").all()


def test_ledger_tells_announced_from_done():
    table = load("commitment_ledger").set_index("entry")
    assert table.loc[table["status"] == "carried out"].index.str.startswith("Romania").all()
    assert set(table.loc[table["direction"] == "brake", "number"]) == {76000}
    assert (table["number"].isna() == table["unit"].isna()).all()


def test_help_expected():
    table = load("expected_help").set_index("asked")
    assert list(table["low_pct"].iloc[:3]) == [68, 66, 60]
    assert table.loc["Germany", "kind"] == "would not"
    assert (table["low_pct"] <= table["high_pct"]).all()


@pytest.mark.parametrize("name", ["alliance_fulfilment", "commitment_ledger", "expected_help"])
def test_keys_of_sources_stand_in_the_bibliography(name):
    bibliography = (TOP / "book" / "references.bib").read_text(encoding="utf-8")
    for key in set(load(name)["source"]):
        assert f"{{{key}," in bibliography


def test_troops_stayed_after_the_threat_of_1953():
    troops = load("us_troops_europe").groupby("year")["troops"].sum()
    assert troops[1957] > troops[1955] > troops[1953]


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize(("kept", "asked"), [(6, 43), (61, 92), (0, 10), (10, 10)])
def test_wilson_is_the_textbooks(kept, asked):
    expected = stats.binomtest(kept, asked).proportion_ci(method="wilson")
    assert wilson(kept, asked) == pytest.approx((expected.low, expected.high))


def test_attackers_test_the_weak_promises():
    reliabilities = np.linspace(0, 1, 1001)
    everyone, attacked, part = figures.tested(CASE, reliabilities)
    assert everyone == pytest.approx(0.5)
    # Just those below one half are attacked.
    assert attacked == pytest.approx(0.25, abs=0.001)
    assert part == pytest.approx(belief_needed(CASE), abs=0.001)


def test_if_none_or_all_are_attacked():
    reliabilities = np.linspace(0, 1, 11)
    safe = Situation(prize=10, cost=50, belief=0, local=1, reinforcement=1)
    assert figures.tested(safe, reliabilities)[2] == 0
    assert np.isnan(figures.tested(safe, reliabilities)[1])
    lost = Situation(prize=500, cost=5, belief=0, local=0.1, reinforcement=0.1)
    assert figures.tested(lost, reliabilities)[1:] == (pytest.approx(0.5), 1.0)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures.frontier(CASE, [30.0, 60.0, 90.0]),
        lambda: figures.signals(0.6),
        lambda: figures.fulfilment(load("alliance_fulfilment")),
        lambda: figures.ledger(load("commitment_ledger")),
        lambda: figures.threat_sizes(Payoffs(20, 60, 20, 10, 10, 50)),
        lambda: figures.threat_sizes(Payoffs(20, 10, 60, 10, 60, 50)),
    ],
)
def test_figures_label_their_axes(draw):
    figure = draw()
    for axes in figure.axes:
        assert axes.get_xlabel()
        assert axes.get_title() == ""
    plt.close(figure)


# ---------------------------------------------------------------- explorers


def test_explorer_of_deterrence_by_hand():
    result = deterrence.compute(deterrence.DEFAULTS, {})
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
