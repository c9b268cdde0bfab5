"""The chapter on autonomy: its bookkeeping, tables, explorer, figures and claims of the model."""

from __future__ import annotations

import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from natolab.chapters.autonomy import (
    exercises,
    exposure,
    figures,
    price_tags,
    scenario_windows,
)
from natolab.chapters.autonomy.explorer import AutonomyExplorer
from natolab.chapters.autonomy.numbers import numbers
from natolab.chapters.autonomy.programme import (
    FIRST,
    LAST,
    MONTHS,
    build,
    delivered,
    reached,
    remaining,
    together,
    window,
)
from natolab.data import load
from natolab.model import PARAMETERS, Scenario, simulate
from tests.support.exercises import after
from tests.support.site import TOP

SHOWN = {name: number.value for name, number in numbers().items()}
CHAPTER = (TOP / "book" / "autonomy.md").read_text(encoding="utf-8")
BIBLIOGRAPHY = (TOP / "book" / "references.bib").read_text(encoding="utf-8")
RANGES = {parameter.name: parameter for parameter in PARAMETERS}
# A slow machine must not fail a property.
unhurried = settings(deadline=None, max_examples=60)

PLAIN = {
    "money": 100.0,
    "start": 2026,
    "delay": 7.5,
    "forces_price": 260.0,
    "enablers_price": 500.0,
    "enablers_share": 0.65,
    "upkeep": 0.1,
}


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def programmes():
    """Every programme that the reader can build."""
    names = ("money", "delay", "forces_price", "enablers_price", "enablers_share", "upkeep")
    return st.fixed_dictionaries(
        {name: st.floats(*map(float, exposure.LIMITS[name])) for name in names}
        | {"start": st.integers(*exposure.LIMITS["start"])}
    )


def controls():
    """Every setting of the explorer's controls."""
    return st.fixed_dictionaries(
        {
            name: st.integers(low, high) if isinstance(low, int) else st.floats(low, high)
            for name, (low, high) in exposure.LIMITS.items()
        }
        | {"keep_enablers": st.booleans(), "weakest": st.booleans()}
    )


def gap_of(inputs):
    return exposure.compute(inputs, exposure.payload())["window"]


# ---------------------------------------------------------------- the delay


def test_delivered_by_hand():
    assert delivered(0, 7.5) == 0
    assert delivered(6, 6) == pytest.approx(1 - 8.5 * math.exp(-3))
    assert delivered(5, 7.5) == pytest.approx(1 - math.exp(-2) * (1 + 2 + 2))


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_reached_is_the_first_hundredth_of_a_year(share):
    years = reached(share, 7.5)
    assert delivered(years, 7.5) >= share
    assert years == 0 or delivered(years - 0.01, 7.5) < share


def test_all_of_an_order_is_never_there():
    with pytest.raises(ValueError, match=r"share is 1, but it must be 0 or more and below 1\."):
        reached(1, 7.5)


def test_delay_is_that_of_the_scenario_model():
    """A step of effort in the model arrives as our order does."""
    step = Scenario("step", {"european_effort": 1.0})
    run = simulate(step, years=20, rows=4, self_reliance=0.0)["european_capability"]
    values = {name: parameter.value for name, parameter in RANGES.items()}
    before, gained = 0.3 * values["full_capability"], 0.7 * values["full_capability"]
    ours = [before + gained * delivered(t, values["capability_time"]) for t in run.index]
    assert run.to_numpy() == pytest.approx(ours, abs=2e-4)


def test_one_order_without_upkeep_arrives_by_the_formula():
    """With money for all in the first month, the programme is one order."""
    table = build(**PLAIN | {"money": 12 * 760.0, "upkeep": 0.0, "start": 2025})
    for year in (2028, 2032, 2040):
        assert table["forces"][year] == pytest.approx(delivered(year - 2025, 7.5), abs=1e-9)
        assert table["enablers"][year] == pytest.approx(table["forces"][year], abs=1e-9)
    assert table["spent"].iloc[-1] == pytest.approx(760)


@pytest.mark.parametrize(("years", "delay", "word"), [(-1, 5, "negative"), (1, 0, "above 0")])
def test_delivered_refuses_nonsense(years, delay, word):
    with pytest.raises(ValueError, match=word):
        delivered(years, delay)


# ---------------------------------------------------------------- the programme


def test_programme_by_hand():
    """A hundred a year without upkeep: 7.6 years of orders, split 35 to 65."""
    table = build(**PLAIN | {"upkeep": 0.0})
    assert table["spent"][2030] == pytest.approx(400)
    assert table["spent"][2033] == pytest.approx(700)
    assert table["spent"].iloc[-1] == pytest.approx(760)
    bought = (table["forces"] + table["forces_coming"])[2028]
    assert bought == pytest.approx(0.35 * 200 / 260)
    assert table.index[0] == FIRST and table.index[-1] == LAST and len(table) == MONTHS + 1


def test_upkeep_of_what_stands_is_paid_to_the_end():
    table = build(**PLAIN)
    last = table["spent"].diff().iloc[-1]
    standing = 260 * table["forces"].iloc[-2] + 500 * table["enablers"].iloc[-2]
    assert last == pytest.approx(0.1 * standing / 12)


def test_no_more_is_ordered_than_the_money_can_keep():
    table = build(**PLAIN | {"money": 38.0})
    worth = 260 * (table["forces"] + table["forces_coming"]) + 500 * (
        table["enablers"] + table["enablers_coming"]
    )
    assert worth.iloc[-1] == pytest.approx(380, abs=1)
    assert worth.max() <= 380 + 1e-6


@unhurried
@given(programmes())
def test_capability_is_conserved_through_the_pipeline(settings_):
    """What was spent is upkeep, in service or on its way; nothing falls or gets lost."""
    table = build(**settings_)
    worth = settings_["forces_price"] * (table["forces"] + table["forces_coming"])
    worth += settings_["enablers_price"] * (table["enablers"] + table["enablers_coming"])
    ready = settings_["forces_price"] * table["forces"]
    ready += settings_["enablers_price"] * table["enablers"]
    kept = (settings_["upkeep"] * ready / 12).cumsum().shift(fill_value=0.0)
    assert table["spent"].to_numpy() == pytest.approx((worth + kept).to_numpy(), rel=1e-9, abs=1e-6)
    for part in ("forces", "enablers"):
        assert (table[part].diff().dropna() >= -1e-12).all()
        assert ((table[part] + table[f"{part}_coming"]) <= 1 + 1e-9).all()
    assert (table["spent"].diff().dropna() <= settings_["money"] / 12 + 1e-6).all()


@unhurried
@given(programmes(), st.floats(0, 1))
def test_more_money_never_gives_less(settings_, part):
    more = settings_["money"] + part * (400 - settings_["money"])
    less, rich = build(**settings_), build(**settings_ | {"money": more})
    for name in ("forces", "enablers"):
        assert (rich[name] >= less[name] - 1e-9).all()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"money": -1.0}, "money is -1.0"),
        ({"delay": 0.0}, "delay is 0.0"),
        ({"enablers_share": 1.2}, "enablers_share is 1.2"),
        ({"upkeep": float("nan")}, "upkeep is nan"),
        ({"forces_price": 0.0, "enablers_price": 0.0}, "nothing to buy"),
    ],
)
def test_programme_refuses_nonsense(change, word):
    with pytest.raises(ValueError, match=word):
        build(**PLAIN | change)


def test_draw_down_runs_evenly():
    left = remaining(np.array([2028, 2029, 2030, 2031, 2040]), exit=2029, exit_years=2, leaves=0.8)
    assert left == pytest.approx([1, 1, 0.6, 0.2, 0.2])
    with pytest.raises(ValueError, match="exit_years is 0"):
        remaining(left, exit=2029, exit_years=0, leaves=1)
    with pytest.raises(ValueError, match="leaves is 2"):
        remaining(left, exit=2029, exit_years=1, leaves=2)


def test_together_is_the_scarcer_part_or_the_mean():
    forces, enablers = np.array([0.4, 1.5]), np.array([0.8, 0.5])
    assert together(forces, enablers) == pytest.approx([0.4, 0.5])
    assert together(forces, enablers, weakest=False) == pytest.approx([0.6, 0.75])


def test_window_by_hand():
    have = pd.Series([1.0, 0.9, 0.5, 0.7, 0.9, 1.0], index=[0.0, 1, 2, 3, 4, 5])
    found = window(have, 0.9)
    assert found == pytest.approx({"years": 2.0, "depth": 0.4, "area": 0.6})
    assert window(have, 0.4) == {"years": 0.0, "depth": 0.0, "area": 0.0}
    with pytest.raises(ValueError, match="below the need"):
        window(have.iloc[2:], 0.9)
    with pytest.raises(ValueError, match="need is 0"):
        window(have, 0)


# ---------------------------------------------------------------- the explorer


@unhurried
@given(controls(), st.floats(0, 1))
def test_more_money_never_lengthens_the_window(inputs, part):
    more = inputs["money"] + math.floor(part * (400 - inputs["money"]))
    poor, rich = gap_of(inputs), gap_of({**inputs, "money": more})
    assert all(rich[key] <= poor[key] + 1e-9 for key in poor)


@unhurried
@given(controls(), st.sampled_from(["exit", "exit_years"]), st.floats(0, 1))
def test_a_later_or_slower_exit_never_deepens_the_window(inputs, name, part):
    high = exposure.LIMITS[name][1]
    later = inputs[name] + math.floor(part * (high - inputs[name]))
    soon, late = gap_of(inputs), gap_of({**inputs, name: later})
    assert late["depth"] <= soon["depth"] + 1e-9 and late["area"] <= soon["area"] + 1e-9
    if name == "exit":
        assert late["years"] <= soon["years"] + 1e-9


@unhurried
@given(controls(), st.sampled_from(["start", "need", "leaves"]), st.floats(0, 1))
def test_what_should_hurt_never_helps(inputs, name, part):
    low, high = exposure.LIMITS[name]
    more = inputs[name] + part * (high - inputs[name])
    less_gap = gap_of(inputs)
    more_gap = gap_of({**inputs, name: math.floor(more) if isinstance(low, int) else more})
    assert more_gap["depth"] >= less_gap["depth"] - 1e-9
    assert more_gap["area"] >= less_gap["area"] - 1e-9


def test_window_lies_between_opening_and_closing():
    result = exposure.compute(exposure.DEFAULTS, {})
    assert result["closes"] - result["opens"] == pytest.approx(result["window"]["years"])
    assert 2029 < result["opens"] < result["gap_year"] < result["closes"]
    nobody = exposure.compute({**exposure.DEFAULTS, "leaves": 0.0}, {})
    assert (nobody["opens"], nobody["closes"], nobody["window"]["years"]) == (None, None, 0.0)
    broke = exposure.compute({**exposure.DEFAULTS, "money": 0}, {})
    assert broke["closes"] is None and broke["ordered"] is None
    assert broke["window"]["depth"] == pytest.approx(exposure.DEFAULTS["need"])


def test_values_outside_the_limits_count_as_the_limit():
    wild = exposure.compute({**exposure.DEFAULTS, "money": 9999, "delay": 0.0}, {})
    assert wild == exposure.compute({**exposure.DEFAULTS, "money": 400, "delay": 2.0}, {})


def test_presets_set_what_exists():
    ranges = AutonomyExplorer.ranges()
    for preset in exposure.PRESETS.values():
        AutonomyExplorer(**preset["values"])
        assert set(preset["values"]) <= set(ranges)


def test_presets_follow_the_published_tags():
    tags = load("autonomy_price_tags").set_index("tag")
    euro = price_tags.DOLLARS
    assert exposure.PRESETS["bruegel"]["values"]["money"] == tags.at["bruegel", "high_bn"]
    year = tags.at["iiss2025", "high_bn"] / euro / 25
    assert exposure.PRESETS["iiss2025"]["values"]["money"] == round(year) == 36
    middle = (tags.at["iiss2025_once", "low_bn"] + tags.at["iiss2025_once", "high_bn"]) / 2
    assert exposure.DEFAULTS["forces_price"] == round(middle / euro, -1) == 260
    assert exposure.DEFAULTS["upkeep"] == pytest.approx((1000 - middle) / 25 / middle, abs=0.002)
    old = exposure.PRESETS["iiss2019"]["values"]
    assert old["forces_price"] == pytest.approx(tags.at["iiss2019_land", "high_bn"] / euro, abs=1)
    assert old["money"] == round(old["forces_price"] / 20)
    assert exposure.DEFAULTS["enablers_price"] == tags.at["kubilius", "high_bn"]
    assert exposure.compute({**exposure.DEFAULTS, "money": 250}, {})["gdp"] == pytest.approx(1.5)
    assert exposure.DEFAULTS["delay"] == RANGES["capability_time"].value


# ---------------------------------------------------------------- facts in the tables


def test_stockpile_file_counts_deployed_and_stored():
    """The riddle of 180 and 225 is solved by the same sum for all four states."""
    forces = load("nuclear_forces")
    table = forces[forces["date"] == "2022-01-01"].set_index("state")
    assert (table[["deployed", "stored", "retired"]].sum(axis=1) == table["total"]).all()
    file = load("nuclear_stockpiles").query("year == 2022").set_index("state")["warheads"]
    for state in file.index:
        assert file[state] == table.at[state, "deployed"] + table.at[state, "stored"]
    assert (file["United Kingdom"], table.at["United Kingdom", "total"]) == (180, 225)
    assert (SHOWN["stock_gbr"], SHOWN["retired_gbr"], SHOWN["total_gbr"]) == ("180", "45", "225")
    for state, name in [("France", "fra"), ("Russia", "rus"), ("United States", "usa")]:
        assert SHOWN[f"stock_{name}"] == f"{file[state]:,}"


def test_british_stockpile_of_2025_is_the_whole_inventory():
    """SIPRI's stockpiles of January 2025, and no British warhead counted as retired any more."""
    forces = load("nuclear_forces")
    table = forces[forces["date"] == "2025-01-01"].set_index("state")
    assert (table[["deployed", "stored", "retired"]].sum(axis=1) == table["total"]).all()
    stockpile = table["deployed"] + table["stored"]
    expected = {"France": 290, "United Kingdom": 225, "Russia": 4309, "United States": 3700}
    assert stockpile.to_dict() == expected
    assert table.at["United Kingdom", "deployed"] == 120
    assert (SHOWN["now_fra"], SHOWN["now_gbr"], SHOWN["stock25_gbr"]) == (290, 225, 225)
    assert (SHOWN["now_two"], SHOWN["now_rus_words"]) == (515, "5,459")
    assert (SHOWN["file_2017"], SHOWN["file_2021"]) == (215, 180)


def test_europe_and_russia():
    table = load("europe_and_russia").set_index("measure")
    assert (SHOWN["europe_market"], SHOWN["russia_market"]) == (479.4, 149.0)
    assert table.at["military_ppp", "europe"] < table.at["military_ppp", "russia"]


@pytest.mark.parametrize(
    "name",
    [
        "nuclear_forces",
        "us_bombs_europe",
        "autonomy_price_tags",
        "europe_and_russia",
    ],
)
def test_keys_of_sources_stand_in_the_bibliography(name):
    for key in load(name)["source"]:
        assert f"{{{key}," in BIBLIOGRAPHY, key


def test_amounts_of_the_table_stand_in_the_chapter():
    part = CHAPTER.split("(tab-autonomy-tags)")[-1].split("To compare them")[0]
    for tag in load("autonomy_price_tags").itertuples():
        assert f"{tag.high_bn:,}" in part, tag.tag
        if not pd.isna(tag.low_bn):
            assert f"{tag.low_bn:,}" in part, tag.tag


# ---------------------------------------------------------------- claims of the chapter


def test_tags_on_one_footing():
    assert SHOWN["tag_bruegel_total"] == 25 * 250 == 6250
    assert SHOWN["tag_iiss_total"] == pytest.approx(1000 / SHOWN["dollars"])
    assert SHOWN["tag_iiss_year"] == pytest.approx(1000 / SHOWN["dollars"] / 25)
    assert SHOWN["tag_ratio"] == pytest.approx(6.875)
    # The middle of 226 to 344 is 285; the other 715 billion last 25 years.
    assert SHOWN["tag_upkeep"] == pytest.approx(100 * 715 / 25 / 285)
    euros = price_tags.in_euros(load("autonomy_price_tags"))
    assert euros.at["iiss2019_land", "low"] == euros.at["iiss2019_land", "high"]
    assert (euros["low"] <= euros["high"]).all()


def test_promised_money_lies_beyond_the_tags_in_the_figure():
    euros = price_tags.in_euros(load("autonomy_price_tags"))
    assert SHOWN["promised"] > euros["high_a_year"].max() == 250
    assert euros["high"].max() == SHOWN["tag_bruegel_total"]


def test_pipeline_of_the_text():
    assert (SHOWN["delay"], SHOWN["delay_low"], SHOWN["delay_high"]) == (7.5, 5, 10)
    # Median and ninth decile of a gamma distribution with shape 3 and mean 7.5.
    quantiles = stats.gamma.ppf([0.5, 0.9], 3, scale=7.5 / 3)
    assert [SHOWN["half"], SHOWN["nine_tenths"]] == pytest.approx(quantiles, abs=0.01)
    shares = 100 * stats.gamma.cdf([2, 5, 10], 3, scale=7.5 / 3)
    assert [SHOWN[f"after_{years}"] for years in (2, 5, 10)] == pytest.approx(shares)


def changed(**changes):
    return exposure.compute({**exposure.DEFAULTS, **changes}, {})


def test_claims_about_the_programme():
    saved = SHOWN["base_years"] - SHOWN["rich_years"]
    waited = SHOWN["base_years"] - SHOWN["later_years"]
    assert 0.8 * saved < waited < saved
    assert SHOWN["later_bill"] == SHOWN["base_bill"], "without another euro"
    transfer = changed(**exposure.PRESETS["transfer"]["values"])
    assert SHOWN["transfer_depth"] == 100 * transfer["window"]["depth"] < SHOWN["base_depth"]
    assert transfer["window"]["years"] > SHOWN["base_years"]
    assert SHOWN["patient_depth"] < SHOWN["transfer_depth"]
    assert SHOWN["patient_years"] < SHOWN["base_years"]
    assert SHOWN["bruegel_closes"] < SHOWN["iiss2025_closes"]
    assert SHOWN["gdp"] == pytest.approx(0.6)
    iiss = changed(**exposure.PRESETS["iiss2025"]["values"])
    assert iiss["bill"]["years"] < 1000 / price_tags.DOLLARS


def test_numbers_of_the_exercises():
    years = [
        round(changed(**change)["window"]["years"], 1)
        for change in ({"exit": 2031}, {"exit": 2031, "start": 2030}, {"exit": 2027})
    ]
    assert years == [12.2, 16.3, 16.3]
    assert changed(money=60)["closes"] is None and changed(money=70)["closes"] is not None
    assert changed(money=260)["window"]["years"] - changed(money=400)["window"]["years"] < 0.7
    assert delivered(13.3, 7.5) == pytest.approx(0.9, abs=0.002)
    cheap = changed(enablers_share=0.0, weakest=False)["window"]["years"]
    assert cheap < changed(weakest=False)["window"]["years"]
    both = [changed(enablers_share=share)["window"]["years"] for share in (0.0, 0.65, 1.0)]
    assert min(both) == both[1]
    forces = load("nuclear_forces")
    table = forces[forces["date"] == "2022-01-01"].set_index("state")
    share = (100 * table["deployed"] / table["total"]).round().astype(int)
    assert share.to_dict() == {
        "France": 97,
        "United Kingdom": 53,
        "Russia": 27,
        "United States": 32,
    }
    assert table.at["Russia", "deployed"] > 5 * table.at["France", "deployed"]


def test_claims_about_the_scenario_model():
    horizon, windows = scenario_windows.HORIZON, scenario_windows.windows
    assert 0 < SHOWN["model_fifth_now_years"] < SHOWN["model_fifth_late_years"] < horizon - 5
    assert windows(0.6, 0, 5, 0.2)["years"] >= horizon - 5
    assert windows(1.0, 0, 9, 0.2)["years"] == 0
    for effort in (0.3, 0.6, 1.0):
        for exit in scenario_windows.EXITS:
            assert windows(effort, 0, exit, 1.0)["years"] >= horizon - exit
    depths = [SHOWN[f"model_all_{name}_depth"] for name in ("none", "now", "patient")]
    assert depths == sorted(depths, reverse=True)
    # The model ends below its level of today by no more than the deepest dip.
    dip = SHOWN["model_before"] - SHOWN["model_after"]
    assert 0 < dip <= SHOWN["model_all_now_depth"] < SHOWN["model_before"]
    assert windows(0.8, 0, 5, 0.2)["years"] >= horizon - 5
    assert windows(0.9, 0, 5, 0.2)["years"] == pytest.approx(7.7, abs=0.1)


def test_departure_that_full_effort_makes_good():
    """About 30 per cent, and 15 to 50 as the weight of European capability varies."""
    most = [SHOWN[name] for name in ("model_most", "model_most_low", "model_most_high")]
    assert most == [30, 15, 50]

    def held(leaves, **changed):
        plan = scenario_windows.plan(1.0, 0, 5, leaves)
        run = simulate(plan, years=scenario_windows.HORIZON, **changed)["deterrence"]
        return run.iloc[-1] >= 0.99 * run.iloc[0]

    weight = RANGES["european_weight"]
    assert held(0.30) and not held(0.31)
    assert held(0.15, european_weight=weight.low) and not held(0.16, european_weight=weight.low)
    assert held(0.50, european_weight=weight.high) and not held(0.51, european_weight=weight.high)


def test_draws_depend_on_their_seed_alone():
    spread = scenario_windows.spread
    first = spread(1.0, 0, 7, 1.0, draws=3)
    assert spread(1.0, 0, 7, 1.0, draws=4)[:3] == first
    assert spread(1.0, 0, 7, 1.0, draws=3, seed=1949) != first
    whole = spread(1.0, 0, 7, 1.0)
    closing = sum(years < scenario_windows.HORIZON - 7 for years in whole)
    assert (len(whole), closing) == (SHOWN["model_draws"], SHOWN["model_closing"]) == (20, 2)


# ---------------------------------------------------------------- figures


def test_balance_draws_multiples_of_russia():
    ax = figures.balance(load("europe_and_russia")).axes[0]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(
        [500 / 145, 15000 / 1700, 479.4 / 149, 457 / 462]
    )
    assert set(ax.lines[0].get_xdata()) == {1}, "the line that means equal"
    assert ax.yaxis_inverted(), "people stand on top"


def test_price_tags_draw_sums_and_yearly_money_in_one_order():
    tags = load("autonomy_price_tags")
    figure = figures.price_tags(tags, 347)
    euros = price_tags.in_euros(tags).sort_values("high")
    rows = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert rows == list(euros["label"])
    for ax, suffix in zip(figure.axes, ("", "_a_year"), strict=True):
        spans = [tuple(line.get_xdata()) for line in ax.lines[: 2 * len(euros) : 2]]
        assert spans == [*zip(euros[f"low{suffix}"], euros[f"high{suffix}"], strict=True)]
        marks = [line.get_marker() for line in ax.lines[1 : 2 * len(euros) : 2]]
        look = {"a year": "s", "once": "o", "25 years": "D"}
        assert marks == [look[basis] for basis in euros["basis"]]
        assert ax.get_xscale() == "log"
    assert set(figure.axes[1].lines[-1].get_xdata()) == {347}


def test_model_windows_draw_four_plans_for_a_fifth_and_for_all():
    figure = figures.model_windows(draws=2)
    exits, windows = scenario_windows.EXITS, scenario_windows.windows
    plans = [(1.0, 0), (1.0, 4), (0.6, 0), (0.3, 0)]
    for at, (leaves, key) in enumerate(
        [(0.2, "years"), (1.0, "years"), (0.2, "depth"), (1.0, "depth")]
    ):
        lines = figure.axes[at].lines
        for line, (effort, start) in zip(lines, plans, strict=True):
            assert tuple(line.get_xdata()) == exits
            assert list(line.get_ydata()) == [
                windows(effort, start, exit, leaves)[key] for exit in exits
            ]
    for at, leaves in enumerate((0.2, 1.0)):
        bars = [bar.get_segments()[0] for bar in figure.axes[at].collections]
        assert [bar[0][0] for bar in bars] == [3, 7, 11]
        for (exit, low), (_, high) in bars:
            years = scenario_windows.spread(1.0, 0, int(exit), leaves, draws=2)
            assert (low, high) == (min(years), max(years))


def test_warheads_draw_four_stockpiles_and_american_weapons_in_europe():
    bombs = load("us_bombs_europe")
    ax = figures.warheads(load("nuclear_stockpiles"), bombs).axes[0]
    lines = {line.get_label(): line for line in ax.lines}
    last = {
        name: (line.get_xdata()[-1], line.get_ydata()[-1])
        for name, line in lines.items()
        if name != "American weapons in Europe"
    }
    assert last == {
        "Russia": (2022, 4477),
        "United States": (2022, 3708),
        "France": (2022, 290),
        "United Kingdom": (2022, 180),
    }
    # Diamonds lie in the middle of each range, on a logarithmic axis.
    diamonds = lines["American weapons in Europe"]
    assert list(diamonds.get_xdata()) == [1971, 2005, 2007, 2011, 2021]
    assert list(diamonds.get_ydata()) == pytest.approx([7300, 480, 350, 30000**0.5, 100])
    bars = ax.collections[0].get_segments()
    assert [(low, high) for (_, low), (_, high) in bars] == [
        *zip(bombs["low"], bombs["high"], strict=True)
    ]
    assert ax.get_yscale() == "log"


# ---------------------------------------------------------------- what the exercises teach


def test_on_one_measure_the_order_of_two_tags_turns_round():
    exercise = exercises.one_measure
    names = after(exercise)
    printed, a_year = names["tags"]["high_bn"], names["a_year"]
    assert printed.idxmax() == "iiss2025"
    assert printed["iiss2025"] == 4 * printed["bruegel"]
    assert a_year.idxmax() == "bruegel"


def test_russia_deploys_more_and_has_fewer():
    exercise = exercises.three_arsenals
    names = after(exercise)
    assert names["deployed"] > 0 > names["stockpile"] > names["total"]
    old, new = names["old"], names["new"]
    assert old["retired"] - new["retired"] > (old["total"] - new["total"]) / 2
