"""The chapter on burden-sharing: facts in its tables, the public-good model, the projection."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.chapters.burden_sharing import figures
from natolab.chapters.burden_sharing.explorer import (
    DEFAULTS,
    LIMITS,
    BurdenSharingExplorer,
    compute,
)
from natolab.chapters.burden_sharing.public_good import best_response, equilibrium, fair, rounds
from natolab.data import load

DATA = BurdenSharingExplorer.payload()
unhurried = settings(deadline=None)


def alliances(most=8):
    """Incomes and stakes of two to ``most`` allies."""
    ally = st.tuples(st.floats(0.1, 1000), st.floats(0.005, 0.5))
    return st.lists(ally, min_size=2, max_size=most)


# ---------------------------------------------------------------- facts in the tables


@pytest.mark.parametrize(
    ("year", "constant", "current"),
    [
        (1952, 82.48, 81.55),
        (1980, 67.35, 57.46),
        (1985, 71.94, 73.70),
        (2000, 66.33, 65.52),
        (2010, 76.39, 70.64),
        (2024, 66.43, 66.22),
    ],
)
def test_american_share(year, constant, current):
    shares = figures.us_shares(load("allied_spending_sipri")).loc[year]
    assert shares["constant"] == pytest.approx(constant, abs=0.01)
    assert shares["current"] == pytest.approx(current, abs=0.01)


def test_prices_agree_in_their_base_year():
    shares = figures.us_shares(load("allied_spending_sipri")).loc[2023]
    assert shares["constant"] == pytest.approx(shares["current"], abs=0.001)


def test_number_of_allies_grows_with_the_alliance():
    table = load("allied_spending_sipri").set_index("year")
    counted = table["allies"] + 1 + table["missing"].fillna("").str.split().str.len()
    assert list(counted[[1950, 1952, 1955, 1982, 1999, 2004, 2009]]) == [11, 13, 14, 15, 18, 25, 27]
    assert list(counted[[2017, 2020, 2023, 2024]]) == [28, 29, 30, 31]


def test_two_per_cent_in_the_edition_of_2025():
    table = load("nato_defence_spending")
    reached = table[table["share_pct"] >= 2].groupby("year").size()
    assert (reached[2014], reached[2023], reached[2024]) == (3, 10, 18)
    assert (table.groupby("year").size() == 31).all()
    assert set(table.loc[table["year"] == 2024, "status"]) == {"estimate"}


def test_gdp_follows_from_spending_and_share():
    table = load("nato_defence_spending")
    derived = 100 * table["spending_musd"] / table["share_pct"]
    # The share has four decimals, so a small one leaves about a ten-thousandth open.
    assert np.allclose(derived, table["gdp_musd"], rtol=3e-4)


def test_poland_has_four_answers_for_2024():
    table = load("defence_share_editions").query("iso3 == 'POL' and year == 2024")
    answers = table.set_index("edition")["share_pct"].to_dict()
    assert answers == {
        "nato_2024": 4.12,
        "nato_2025_april": 4.07,
        "nato_2025": 3.79,
        "sipri_2025": 4.15,
    }


def test_later_editions_are_partial():
    table = load("defence_share_editions").set_index(["edition", "year"]).sort_index()
    assert len(table.loc["nato_2025", 2025]) == 16
    assert len(table.loc["nato_2026", 2026]) == 7


def test_equipment():
    table = load("nato_equipment_2019")
    reached = table[table["equipment_pct"] >= 20].groupby("year").size()
    assert (reached[2014], reached[2019]) == (7, 16)


def test_keys_of_sources_stand_in_the_bibliography():
    from tests.support.site import TOP

    bibliography = (TOP / "book" / "references.bib").read_text(encoding="utf-8")
    for key in set(load("defence_share_editions")["citation"]):
        assert f"{{{key}," in bibliography


# ---------------------------------------------------------------- the public good


def test_a_small_ally_rides_free_on_a_large_one():
    assert equilibrium([100, 50], [0.1, 0.1]) == pytest.approx([10, 0])


def test_equals_share_equally():
    # q = 0.1 * 100 - 0.9 q, so q = 10 / 1.9.
    assert equilibrium([100, 100], [0.1, 0.1]) == pytest.approx([10 / 1.9] * 2)


def test_without_spill_each_spends_its_stake():
    assert equilibrium([100, 50], [0.1, 0.2], spill=0) == pytest.approx([10, 10])


def test_half_spill_by_hand():
    # q1 = 10 - 0.45 q2 and q2 = 5 - 0.45 q1.
    expected = np.linalg.solve([[1, 0.45], [0.45, 1]], [10, 5])
    assert equilibrium([100, 50], [0.1, 0.1], spill=0.5) == pytest.approx(expected)


def test_told_what_to_spend():
    result = equilibrium([100, 50], [0.1, 0.1], fixed={0: 2.0})
    assert result == pytest.approx([2.0, 5 - 0.9 * 2])


@unhurried
@given(alliances(), st.floats(0, 1))
def test_nobody_gains_by_changing_alone(allies, spill):
    incomes, stakes = zip(*allies, strict=True)
    spending = equilibrium(incomes, stakes, spill)
    for place, (income, stake) in enumerate(allies):
        others = max(spending.sum() - spending[place], 0.0)
        wanted = best_response(income, stake, others, spill)
        assert spending[place] == pytest.approx(wanted, abs=1e-6 * sum(incomes))


@unhurried
@given(st.lists(st.floats(0.1, 1000), min_size=2, max_size=8), st.floats(0.005, 0.5))
def test_the_larger_never_bears_a_smaller_share(incomes, stake):
    incomes = sorted(incomes)
    burdens = equilibrium(incomes, [stake] * len(incomes)) / incomes
    assert (np.diff(burdens) >= -1e-9).all()


@unhurried
@given(alliances())
def test_a_pure_public_good_is_undersupplied(allies):
    incomes, stakes = zip(*allies, strict=True)
    assert equilibrium(incomes, stakes).sum() <= fair(incomes, stakes).sum() * (1 + 1e-9)


@unhurried
@given(alliances(), st.floats(0, 1), st.floats(0, 1))
def test_more_from_one_means_no_more_from_the_rest(allies, spill, part):
    incomes, stakes = zip(*allies, strict=True)
    less = equilibrium(incomes, stakes, spill, fixed={0: part * 0.5 * incomes[0]})
    more = equilibrium(incomes, stakes, spill, fixed={0: 0.5 * incomes[0]})
    assert more[1:].sum() <= less[1:].sum() + 1e-6 * sum(incomes)


def test_answers_in_turn_lead_to_the_equilibrium():
    incomes, stakes = [100, 60, 40], [0.05, 0.06, 0.08]
    path = rounds(incomes, stakes, count=400)
    assert path.shape == (401, 3)
    assert path[0].sum() == 0
    assert path[-1] == pytest.approx(equilibrium(incomes, stakes), abs=1e-3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: equilibrium([100], [0.1, 0.2]), "1 incomes and 2 stakes"),
        (lambda: equilibrium([100, -1], [0.1, 0.2]), "income is .*-1"),
        (lambda: equilibrium([100, 50], [0.1, 1.0]), "stake is .*1.0"),
        (lambda: equilibrium([100, 50], [0.1, 0.1], spill=2), "spill is 2"),
        (lambda: equilibrium([100, 50], [0.1, 0.1], fixed={5: 1.0}), "ally 5"),
        (lambda: best_response(100, 0.1, -1), "cannot be negative"),
    ],
)
def test_wrong_values_are_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# ---------------------------------------------------------------- the projection


def row(result, iso3):
    return next(ally for ally in result["allies"] if ally["iso3"] == iso3)


def one_ally(share=1.5, past=1.0, gdp=1000.0):
    shares = dict.fromkeys(("2014", "2019", "2021"), past)
    ally = {"iso3": "ESP", "country": "Spain", "region": "south", "share": share, "gdp": gdp}
    return {**DATA, "allies": [{**ally, "shares": shares}]}


def test_one_ally_by_hand():
    inputs = {**DEFAULTS, "pace": "2019", "target": 2034.0, "growth_south": 0.0}
    result = compute(inputs, one_ally())
    (ally,) = result["allies"]
    assert ally["extra"] == pytest.approx(1000 * 0.02)
    assert ally["total"] == pytest.approx(20 * (1 + 10) / 2)  # 2, 4, ..., 20
    assert ally["pace"] == pytest.approx(0.1)  # half a point in five years
    assert ally["arrives"] == 2044
    assert ally["short"] == pytest.approx(1.0)
    assert ally["growth"] == pytest.approx(100 * ((3.5 / 1.5) ** 0.1 - 1))


def test_growth_makes_the_same_share_dearer():
    flat = compute({**DEFAULTS, **{f"growth_{r}": 0.0 for r in DATA["regions"]}}, DATA)
    assert compute(DEFAULTS, DATA)["extra"] > flat["extra"]


def test_own_growth_counts_only_for_that_ally():
    plain, own = compute(DEFAULTS, DATA), compute({**DEFAULTS, "own": "POL", "own_growth": 4}, DATA)
    changed = [
        a["iso3"]
        for a, b in zip(plain["allies"], own["allies"], strict=True)
        if a["growth"] != b["growth"]
    ]
    assert changed == ["POL"]


def test_an_ally_above_the_guideline_stays_where_it_is():
    result = compute({**DEFAULTS, "guideline": 2.0}, DATA)
    poland = row(result, "POL")
    assert (poland["gap"], poland["extra"], poland["arrives"]) == (0, 0, 2024)
    assert result["count"] == 13


def test_spain_may_stay_at_its_own_figure():
    result = compute({**DEFAULTS, "spain": True}, DATA)
    assert row(result, "ESP")["goal"] == 2.1


def test_an_ally_that_fell_back_never_arrives():
    ally = compute(DEFAULTS, one_ally(share=1.5, past=1.6))["allies"][0]
    assert ally["arrives"] is None
    assert ally["short"] > ally["gap"]


def test_lines_start_together_and_end_in_order():
    result = compute({**DEFAULTS, "show": "all"}, DATA)
    assert result["held"][0] == pytest.approx(result["path"][0])
    assert result["held"][0] == pytest.approx(1305.2, abs=0.1)
    assert result["path"][-1] - result["held"][-1] == pytest.approx(result["extra"])


@unhurried
@given(st.floats(*LIMITS["guideline"]), st.floats(0, 1), st.integers(2026, 2040))
def test_a_higher_guideline_never_costs_less(guideline, part, target):
    higher = guideline + part * (LIMITS["guideline"][1] - guideline)
    inputs = {**DEFAULTS, "guideline": guideline, "target": float(target)}
    low, high = compute(inputs, DATA), compute({**inputs, "guideline": higher}, DATA)
    assert high["extra"] >= low["extra"] - 1e-9
    assert high["late"] >= low["late"]
    assert high["count"] >= low["count"]


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures.us_share(load("allied_spending_sipri")),
        lambda: figures.size_and_burden(load("allied_spending_sipri")),
        lambda: figures.shares_by_ally(load("nato_defence_spending")),
        lambda: figures.editions(load("defence_share_editions")),
        lambda: figures.money_and_equipment(load("nato_equipment_2019"), ["Greece"]),
    ],
)
def test_figures_label_their_axes(draw):
    figure = draw()
    (axes,) = figure.axes
    assert axes.get_xlabel() or axes.get_ylabel()
    assert axes.get_title() == ""
    plt.close(figure)
