"""The chapter on burden-sharing: facts in its tables, the public-good model, the projection."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.chapters.burden_sharing import exercises, figures
from natolab.chapters.burden_sharing.american_share import us_shares
from natolab.chapters.burden_sharing.guideline import (
    DEFAULTS,
    HAGUE,
    LIMITS,
    REGIONS,
    WALES,
    compute,
    everywhere,
    payload,
)
from natolab.chapters.burden_sharing.numbers import numbers
from natolab.chapters.burden_sharing.public_good import best_response, equilibrium, fair, rounds
from natolab.charts import COLORS
from natolab.data import load
from tests.support.exercises import after

DATA = payload()
SHOWN = {name: number.value for name, number in numbers().items()}
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
    shares = us_shares(load("allied_spending_sipri")).loc[year]
    assert shares["constant"] == pytest.approx(constant, abs=0.01)
    assert shares["current"] == pytest.approx(current, abs=0.01)


def test_prices_agree_in_their_base_year():
    shares = us_shares(load("allied_spending_sipri")).loc[2023]
    assert shares["constant"] == pytest.approx(shares["current"], abs=0.001)


def test_number_of_allies_grows_with_the_alliance():
    table = load("allied_spending_sipri").set_index("year")
    counted = table["allies"] + 1 + table["missing"].fillna("").str.split().str.len()
    assert list(counted[[1950, 1952, 1955, 1982, 1999, 2004, 2009]]) == [11, 13, 14, 15, 18, 25, 27]
    assert list(counted[[2017, 2020, 2023, 2024]]) == [28, 29, 30, 31]


def test_two_per_cent_in_the_edition_of_2025():
    table = load("nato_defence_spending")
    assert [SHOWN[f"reached_{year}"] for year in (2014, 2023, 2024)] == [3, 10, 18]
    assert (SHOWN["reached_lower"], SHOWN["reached_higher"]) == (20, 14)
    assert (table.groupby("year").size() == 31).all()
    assert set(table.loc[table["year"] == 2024, "status"]) == {"estimate"}


def test_gdp_follows_from_spending_and_share():
    table = load("nato_defence_spending")
    derived = 100 * table["spending_musd"] / table["share_pct"]
    # The share has four decimals, so a small one leaves about a ten-thousandth open.
    assert np.allclose(derived, table["gdp_musd"], rtol=3e-4)


def test_poland_has_four_answers_for_2024():
    answers = {name: SHOWN[name] for name in SHOWN if name.startswith(("poland_n", "poland_s"))}
    assert answers == {
        "poland_nato_2024": 4.12,
        "poland_nato_2025_april": 4.07,
        "poland_nato_2025": 3.79,
        "poland_sipri_2025": 4.15,
    }


def test_later_editions_are_partial():
    table = load("defence_share_editions").set_index(["edition", "year"]).sort_index()
    assert len(table.loc["nato_2025", 2025]) == 16
    assert "nato_2026" not in table.index, "the edition of July 2026 has a table of its own"


def test_edition_of_july_2026_stands_by_itself():
    """Counts on the new basis; they contradict what was said on the old one."""
    counts = ("core_short_2025", "core_hague_2025", "core_hague_2026", "core_reached_2026")
    assert [SHOWN[name] for name in counts] == [3, 4, 5, 30]
    assert SHOWN["core_short_names"] == "Albania, Czechia and Slovenia"
    assert SHOWN["core_hague_names"] == "Estonia, Greece, Latvia, Lithuania and Poland"
    assert SHOWN["core_reached_2024"] < SHOWN["reached_2024"]
    assert (SHOWN["poland_2025_old"], SHOWN["poland_2025_core"]) == (4.48, 4.25)
    years = load("nato_core_spending").groupby("iso3")["year"].agg(["min", "max", "count"])
    assert (years == [2014, 2026, 13]).all().all()
    editions = load("nato_defence_spending")["year"].max()
    assert editions == 2024, "the older edition has no year that only the newer one describes"


def test_picture_of_core_spending_holds_one_edition(drawn):
    table = load("nato_core_spending")
    ax = drawn(figures.shares_by_ally(table))
    lines = {line.get_label(): line for line in ax.lines}
    names = [label.get_text() for label in ax.get_yticklabels()]
    share = table.pivot(index="country", columns="year", values="share_pct")
    for label, year in [("2014", 2014), ("2026, estimate", 2026)]:
        assert list(lines[label].get_xdata()) == list(share.loc[names, year])
    assert max(lines["2026, estimate"].get_xdata()) < ax.get_xlim()[1]


def test_equipment():
    assert (SHOWN["twenty_2014"], SHOWN["twenty_2019"], SHOWN["both_2019"]) == (7, 16, 5)
    assert SHOWN["money_GRC"] > 2 > SHOWN["money_LUX"]
    assert SHOWN["equip_GRC"] < 20 < SHOWN["equip_LUX"]


def test_the_american_share_of_gdp_alone_fell():
    table = load("nato_defence_spending").pivot(index="iso3", columns="year", values="share_pct")
    assert list(table.index[table[2024] < table[2014]]) == ["USA"]
    assert (SHOWN["us_share_2014"], SHOWN["us_share_2024"]) == (3.7139, 3.2054)


def test_the_record_of_ranks():
    """High in 1960, low in 1971, back in the 1980s, nothing in 2023."""
    assert SHOWN["rank_1960"] > SHOWN["rank_1980s"] > SHOWN["rank_2000s"]
    assert SHOWN["rank_1971"] < 0.2 < SHOWN["rank_2013"] < SHOWN["rank_1980s"]
    assert SHOWN["rank_2023"] == "\N{MINUS SIGN}0.05"


def test_numbers_of_exercise_5():
    found = {}
    for year, part in load("nato_defence_spending").groupby("year"):
        size, burden = part["gdp_musd"].rank(), part["share_pct"].rank()
        found[year] = np.corrcoef(size, burden)[0, 1]
    assert found[2014] == pytest.approx(0.17, abs=0.005)
    assert found[2024] == pytest.approx(0.10, abs=0.005)


def test_revisions():
    assert SHOWN["moved_2014"] < SHOWN["moved_2019"]
    jump = (SHOWN["bulgaria_2018"], SHOWN["bulgaria_new"], SHOWN["bulgaria_2020"])
    assert jump == (1.451, 3.1448, 1.5858)
    assert SHOWN["bulgaria_old"] == 1.61


def test_numbers_of_exercise_4():
    table = load("allied_spending_sipri").set_index("year")
    constant, current = table["others_busd_2023"], table["others_busd_current"]
    assert constant[1985] > constant[1980]
    assert current[1985] < current[1980]


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
    assert [SHOWN["half_large"], SHOWN["half_small"]] == pytest.approx(expected)


def test_the_game_of_the_text():
    assert SHOWN["equals"] == pytest.approx(10 / 1.9)
    assert SHOWN["fair_total"] == pytest.approx(15)
    # q2 = 0.6 - 0.97 s (us + q3) and q3 = 0.3 - 0.94 s (us + q2), the small ally paying nothing.
    for name, us in (("three", 3), ("one", 1)):
        large, front = np.linalg.solve(
            [[1, 0.97 * 0.05], [0.94 * 0.05, 1]],
            [0.6 - 0.97 * 0.05 * us, 0.3 - 0.94 * 0.05 * us],
        )
        assert SHOWN[f"play_large_{name}"] == pytest.approx(100 * large / 20)
        assert SHOWN[f"play_front_{name}"] == pytest.approx(100 * front / 5)


def test_numbers_of_exercises_2_and_3():
    assert equilibrium([100, 80], [0.1, 0.1]) == pytest.approx([10, 0])
    assert equilibrium([100, 90], [0.1, 0.1])[1] == pytest.approx(0, abs=1e-9)
    assert equilibrium([100, 91], [0.1, 0.1])[1] > 0.1
    if_both_pay = np.linalg.solve([[1, 0.9], [0.9, 1]], [10, 8])
    assert if_both_pay[0] == pytest.approx(14.7, abs=0.05)
    assert rounds([100, 95], [0.1, 0.1], count=200)[-1] == pytest.approx([7.6, 2.6], abs=0.05)
    assert rounds([95, 100], [0.1, 0.1], count=200)[-1] == pytest.approx([2.6, 7.6], abs=0.05)


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
    flat = compute({**DEFAULTS, **everywhere(0.0)}, DATA)
    assert SHOWN["extra"] == compute(DEFAULTS, DATA)["extra"] > flat["extra"]
    assert SHOWN["extra_flat"] == flat["extra"]


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
    spain = row(compute(DEFAULTS, DATA), "ESP")["extra"] - row(result, "ESP")["extra"]
    assert SHOWN["spain_saves"] == pytest.approx(spain)


def test_presets_set_controls_within_their_limits():
    presets = {preset["label"]: preset["values"] for preset in DATA["presets"]}
    for values in presets.values():
        for name, value in values.items():
            low, high = LIMITS[name]
            assert low <= value <= high
    grown = presets["Growth as in 2014\N{EN DASH}2024"]
    assert set(grown) == {f"growth_{region}" for region in REGIONS}
    table = load("nato_defence_spending").query("region == 'west'")
    gdp = table.groupby("year")["gdp_musd"].sum()
    assert gdp[2014] * (1 + grown["growth_west"] / 100) ** 10 == pytest.approx(gdp[2024], rel=0.01)


def test_verdicts_of_the_text_and_of_exercise_6():
    slow, fast = (
        {
            ally["country"]: ally["arrives"]
            for ally in compute({**DEFAULTS, "pace": pace}, DATA)["allies"]
        }
        for pace in ("2014", "2021")
    )
    for country in ("Germany", "Norway"):
        assert fast[country] <= 2035 < slow[country]
    assert (slow["Greece"], fast["Greece"]) == (2040, None)
    assert SHOWN["late_2014"] == sum(year is None or year > 2035 for year in slow.values()) == 25
    assert SHOWN["late_2021"] == sum(year is None or year > 2035 for year in fast.values()) == 16
    assert SHOWN["never"] == list(slow.values()).count(None) == 12
    assert SHOWN["short_2024"] == sum(year != 2024 for year in slow.values()) == 30


def test_the_united_states_and_germany_would_add_the_most():
    extra = {ally["country"]: ally["extra"] for ally in compute(DEFAULTS, DATA)["allies"]}
    first, second = sorted(extra, key=extra.get)[:-3:-1]
    assert (first, second) == ("United States", "Germany")
    assert SHOWN["extra_us"] == extra["United States"]
    assert SHOWN["extra_germany"] == extra["Germany"]
    abroad = extra["United States"] + extra["Canada"]
    assert SHOWN["extra_europe"] == pytest.approx(SHOWN["extra"] - abroad)


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


@pytest.fixture
def drawn():
    """A function that takes a figure and returns its one pair of axes."""

    def axes(figure):
        (ax,) = figure.axes
        assert not ax.get_title()
        return ax

    yield axes
    plt.close("all")


def test_picture_of_the_american_share(drawn):
    ax = drawn(figures.us_share(load("allied_spending_sipri")))
    lines = {line.get_label(): line for line in ax.lines}
    assert list(lines) == ["dollars of 2023", "dollars of each year"]
    assert len({line.get_linestyle() for line in ax.lines}) == 2
    for label, kind in [("dollars of 2023", "constant"), ("dollars of each year", "current")]:
        path = dict(zip(lines[label].get_xdata(), lines[label].get_ydata(), strict=True))
        for year in (1953, 1985, 2024):
            assert path[year] == pytest.approx(SHOWN[f"{kind}_{year}"])
        low, high = ax.get_ylim()
        assert all(low < value < high for value in path.values())


def test_picture_of_size_and_burden(drawn):
    ax = drawn(figures.size_and_burden(load("allied_spending_sipri")))
    line = ax.lines[0]
    path = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert sorted(path) == list(range(1960, 2024))
    assert path[1960] == SHOWN["rank_1960"]
    assert min(path, key=path.get) == 2023
    assert [ax.texts[i].get_text().split()[0] for i in range(3)] == ["flexible", "Soviet", "Crimea"]
    marks = [mark.get_xdata()[0] for mark in ax.lines if mark.get_linestyle() == ":"]
    assert marks == [1967, 1991, 2014]


def test_picture_of_shares_by_ally(drawn):
    table = load("nato_defence_spending")
    ax = drawn(figures.shares_by_ally(table))
    lines = {line.get_label(): line for line in ax.lines}
    names = [label.get_text() for label in ax.get_yticklabels()]
    share = table.pivot(index="country", columns="year", values="share_pct")
    for label, year in [("2014", 2014), ("2024, estimate", 2024)]:
        assert list(lines[label].get_xdata()) == list(share.loc[names, year])
    after = lines["2024, estimate"].get_xdata()
    assert list(after) == sorted(after)
    assert (after >= WALES["guideline"]).sum() == SHOWN["reached_2024"]
    assert len(after) - (after >= HAGUE["guideline"]).sum() == SHOWN["short_2024"]
    guides = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == ":"]
    assert guides == [2.0, 3.5]
    assert max(after) < ax.get_xlim()[1]


def test_picture_of_editions(drawn):
    table = load("defence_share_editions")
    ax = drawn(figures.editions(table))
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert len(names) == 9
    assert names[-1] == "Poland"
    poland = {line.get_label(): line.get_xdata()[-1] for line in ax.lines}
    assert poland == {
        "NATO, June 2024": 4.12,
        "NATO, April 2025": 4.07,
        "NATO, August 2025": 3.79,
        "SIPRI, April 2025": 4.15,
    }
    assert len({line.get_marker() for line in ax.lines}) == 4
    # The grey line of each ally reaches from its lowest to its highest value.
    (spans,) = ax.collections
    for place, span in enumerate(spans.get_segments()):
        values = [line.get_xdata()[place] for line in ax.lines]
        assert [span[0, 0], span[1, 0]] == pytest.approx([np.nanmin(values), np.nanmax(values)])


def test_picture_of_money_and_equipment(drawn):
    names = ["Greece", "Luxembourg", "United States"]
    table = load("nato_equipment_2019")
    ax = drawn(figures.money_and_equipment(table, names))
    points, wales, fifth = ax.lines
    money, gear = points.get_data()
    assert len(money) == (table["year"] == 2019).sum() == 28
    assert ((gear >= 20) & (money >= 2)).sum() == SHOWN["both_2019"]
    assert (gear >= 20).sum() == SHOWN["twenty_2019"]
    assert (wales.get_xdata()[0], fifth.get_ydata()[0]) == (2, 20)
    spots = {text.get_text(): text.xy for text in ax.texts}
    assert list(spots) == names
    assert spots["Greece"] == (SHOWN["money_GRC"], SHOWN["equip_GRC"])
    assert spots["Luxembourg"] == (SHOWN["money_LUX"], SHOWN["equip_LUX"])
    assert points.get_color() == COLORS["blue"]
    assert money.max() < ax.get_xlim()[1]
    assert gear.max() < ax.get_ylim()[1]


# ---------------------------------------------------------------- what the exercises teach


def test_one_rise_is_three_numbers():
    names = after(exercises.three_ways_to_rise)
    assert names["points"] < 1
    assert 50 < names["rise"] < names["growth"] < 100


def test_three_large_economies_lack_most_of_the_money():
    short = after(exercises.who_is_short)["short"].sort_values()
    assert set(short.index[-3:]) == {"Italy", "Canada", "Spain"}
    assert short[-3:].sum() > 0.75 * short.sum()


def test_the_dollar_moved_and_not_the_armies():
    real, nominal = after(exercises.two_kinds_of_dollars)["ax"].get_lines()
    assert list(real.get_xdata()) == list(range(1975, 1991))
    real, nominal = real.get_ydata(), nominal.get_ydata()
    assert nominal[10] < nominal[5] == 100
    assert nominal[15] > 1.9 * nominal[10]
    steps = real[1:] / real[:-1]
    assert steps.argmax() == 6, "from 1981 to 1982"
    assert steps.min() > 0.99
    assert np.sort(steps)[-2] < 1.04
