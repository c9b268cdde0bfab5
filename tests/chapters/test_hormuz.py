"""The chapter on Hormuz: facts in its tables, its price equation, its figures."""

from __future__ import annotations

import datetime
import inspect
import json
import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.chapters.hormuz import exercises, figures
from natolab.chapters.hormuz import oil_price as hormuz
from natolab.chapters.hormuz.explorer import HormuzExplorer
from natolab.chapters.hormuz.numbers import baseline, numbers
from natolab.chapters.hormuz.oil_price import DEFAULTS, LIMITS, MARKET, compute
from natolab.data import load
from tests.support import site
from tests.support.exercises import after
from tests.unit.test_explorers import assert_close

DATA = HormuzExplorer.payload()
SHOWN = {name: number.value for name, number in numbers().items()}
OF_MARKET = {**DEFAULTS, **MARKET}
WHOLE = {name for name, (low, _) in LIMITS.items() if isinstance(low, int)}
# A slow machine must not fail a property.
unhurried = settings(deadline=None)


def settings_of_controls():
    """Every combination of controls that the reader can set."""
    return st.fixed_dictionaries(
        {
            name: st.integers(low, high) if name in WHOLE else st.floats(low, high)
            for name, (low, high) in LIMITS.items()
        }
    ).map(lambda numbers: {**DEFAULTS, **numbers})


# ---------------------------------------------------------------- facts in the tables


def test_brent():
    price = load("brent_spot").set_index("date")["usd_per_barrel"]
    assert SHOWN["brent_feb"] == pytest.approx(70.89, abs=0.01)
    months = price.resample("MS").mean()
    assert months["2026-04-01"] == pytest.approx(117.29, abs=0.01)
    assert months["2026-07-01"] == pytest.approx(83.76, abs=0.01)
    assert (price.max(), price.idxmax()) == (138.21, pd.Timestamp("2026-04-07"))


def test_captions_name_the_ends_of_the_data():
    page = " ".join((site.TOP / "book/hormuz.md").read_text(encoding="utf-8").split())
    for words in (f"July 2025 to {SHOWN['brent_end']},", f"January 2025 to {SHOWN['ships_end']}."):
        assert words in page, f"a caption of book/hormuz.md must say: {words}"


def test_transits():
    ships = load("hormuz_transits").set_index("date")["ships"]
    assert (ships.index == pd.date_range("2025-01-01", ships.index[-1])).all()
    assert SHOWN["ships_2025"] == pytest.approx(85.53, abs=0.01)
    assert SHOWN["ships_first"] == pytest.approx(4.49, abs=0.01)
    assert SHOWN["ships_closed"] == pytest.approx(6.38, abs=0.01)
    assert SHOWN["ships_last"] == pytest.approx(2.71, abs=0.01)
    table = load("hormuz_transits")
    assert (table["tankers"] <= table["ships"]).all()


def test_spot_and_futures_are_two_prices():
    assert (SHOWN["brent_1002"], SHOWN["future_1002"]) == (135.51, 102.25)
    spot = load("brent_spot").set_index("date")["usd_per_barrel"]
    futures = load("brent_futures")
    both = futures[futures["date"].isin(spot.index)]
    assert (spot[both["date"]].to_numpy() > both["usd_per_barrel"]).all()
    # What the text says in words.
    assert (spot["2026-09-03":] > 100).all() and spot["2026-09-02"] < 100
    assert 1.3 < SHOWN["brent_1002"] / SHOWN["future_1002"] < 1.35
    page = (site.TOP / "book/hormuz.md").read_text(encoding="utf-8")
    assert "no spot prices" not in page


def test_barrels_are_never_read_as_ships():
    exports = load("gulf_oil_exports")
    assert exports["area"].str.contains("all routes").all()
    assert exports["share_pct"].min() > 20 * SHOWN["ships_last_share"]


@pytest.mark.parametrize(
    ("vintage", "years", "mean"),
    [
        ("2026-08", range(2019, 2025), 75.28),
        ("2026-04", [2025], 93.71),
        ("2026-08", [2025], 75.16),
        ("2026-10", [2025], 85.53),
    ],
)
def test_baseline_of_each_download(vintage, years, mean):
    assert baseline(vintage, years) == pytest.approx(mean, abs=0.01)


def test_daily_table_is_the_download_of_october_from_its_first_day_to_its_last():
    daily = load("hormuz_transits").set_index("date")["ships"]
    monthly = load("hormuz_transits_vintages").query("vintage == '2026-10' and month >= '2025'")
    assert len(daily) == monthly["days"].sum()
    means = daily.resample("MS").mean()
    assert np.allclose(means.reindex(monthly["month"]), monthly["ships_per_day"], atol=0.006)


def test_flows_balance_at_the_strait():
    flows = load("hormuz_oil_flows").groupby(["side", "product"])["mb_per_day"].sum()
    assert flows["origin", "crude"] == pytest.approx(flows["destination", "crude"], abs=0.01)
    assert flows["origin", "products"] == pytest.approx(flows["destination", "products"], abs=0.01)
    assert flows["destination"].sum() == pytest.approx(20.26, abs=0.01)
    gas = load("hormuz_lng_flows").groupby("side")["bcf_per_day"].sum()
    assert gas["origin"] == pytest.approx(gas["destination"], abs=0.01)


def test_losses_against_the_forecast_of_february():
    assert SHOWN["lost_total"] == pytest.approx(1589.6, abs=0.1)
    assert SHOWN["less_used_share"] == pytest.approx(35.88, abs=0.01)
    covered = [SHOWN[f"{name}_share"] for name in ("less_used", "not_stored", "drawn")]
    assert sum(covered) == pytest.approx(100)


def test_marked_events_stand_in_the_table():
    assert set(figures.MARKED) <= set(load("hormuz_events")["date"].dt.strftime("%Y-%m-%d"))


def test_keys_of_sources_stand_in_the_bibliography():
    from tests.support.site import TOP

    bibliography = (TOP / "book" / "references.bib").read_text(encoding="utf-8")
    for table in ("oil_elasticities", "hormuz_bypass"):
        for key in load(table)["citation"]:
            assert f"{{{key}," in bibliography


# ---------------------------------------------------------------- the price equation


def by_hand(x, data):
    """The same path in closed form, written apart from the package."""
    weeks = np.arange(1, 53)
    lost = np.where(weeks <= x["weeks"], x["lost"], 0.0)
    released = np.where(weeks <= x["release_weeks"], x["release"], 0.0)
    share = np.clip(lost - x["bypass"] - released, 0, None) / data["world"]
    total = (x["demand"] + x["supply"]) * np.linspace(1, x["growth"], 53)[1:]
    aim = x["start"] * np.minimum((1 - share) ** (-1 / total), hormuz.CAP)
    stays = math.exp(-1 / x["lag"])
    # Each aim weighs with the part of the way covered when it held, faded since.
    fade = np.tril(stays ** np.clip(weeks[:, None] - weeks[None, :], 0, None))
    return x["start"] * stays**weeks + (1 - stays) * fade @ aim


@unhurried
@given(settings_of_controls())
def test_path_equals_an_independent_calculation(inputs):
    result = compute(inputs, DATA)
    assert np.allclose(result["price"][1:], by_hand(inputs, DATA), rtol=1e-9)


def test_one_gap_without_lag_or_growth():
    inputs = {**DEFAULTS, "lost": 10.3286, "bypass": 0.0, "growth": 1.0, "lag": 0.5, "weeks": 52}
    result = compute(inputs, {**DATA, "world": 103.286})
    assert result["gap_share"] == pytest.approx(0.1)
    assert result["price"][-1] == pytest.approx(71 * 0.9 ** (-1 / 0.24), rel=1e-9)


def test_nothing_missing_nothing_moves():
    result = compute({**DEFAULTS, "lost": 2.0, "bypass": 2.0}, DATA)
    assert set(result["price"]) == {71.0}
    assert (result["peak_week"], result["inflation"], result["cost_year"]) == (0, 0.0, 0.0)


def test_tiny_elasticities_hit_the_ceiling_and_say_so():
    result = compute({**DEFAULTS, "lost": 20.0, "demand": 0.02, "supply": 0.015}, DATA)
    assert result["reached"]
    assert result["inflation"] is None
    assert result["peak"] <= hormuz.CAP * DEFAULTS["start"]


def test_values_outside_the_limits_count_as_the_limit():
    wild = {**DEFAULTS, "lost": 999.0, "demand": -1.0, "lag": 0.0}
    tame = {**DEFAULTS, "lost": 20.0, "demand": 0.02, "lag": 0.5}
    assert compute(wild, DATA) == compute(tame, DATA)


@unhurried
@given(settings_of_controls())
def test_path_stays_finite_and_between_start_and_ceiling(inputs):
    price = compute(inputs, DATA)["price"]
    start = inputs["start"]
    assert len(price) == 53
    assert all(start * (1 - 1e-12) <= value <= hormuz.CAP * start * (1 + 1e-12) for value in price)


@unhurried
@given(settings_of_controls(), st.sampled_from(["lost", "weeks"]), st.floats(0, 1))
def test_more_or_longer_loss_never_lowers_the_price(inputs, name, part):
    high = LIMITS[name][1]
    more = inputs[name] + part * (high - inputs[name])
    less_path = compute(inputs, DATA)["price"]
    more_path = compute({**inputs, name: math.ceil(more) if name in WHOLE else more}, DATA)["price"]
    assert all(b >= a - 1e-9 for a, b in zip(less_path, more_path, strict=True))


@unhurried
@given(
    settings_of_controls(),
    st.sampled_from(["bypass", "release", "demand", "supply", "growth"]),
    st.floats(0, 1),
)
def test_more_cushion_never_raises_the_price(inputs, name, part):
    more = inputs[name] + part * (LIMITS[name][1] - inputs[name])
    less_path = compute(inputs, DATA)["price"]
    more_path = compute({**inputs, name: more}, DATA)["price"]
    assert all(b <= a + 1e-9 for a, b in zip(less_path, more_path, strict=True))


def test_bill_and_inflation():
    result = compute(OF_MARKET, DATA)
    assert result["cost_per_day"] == pytest.approx((result["peak"] - 71) / 1000)
    assert result["cost_year"] == pytest.approx(
        sum(value - 71 for value in result["price"][1:]) * 7 / 1000
    )
    assert result["inflation"] == pytest.approx(0.4 * (result["mean"] / 71 - 1) / 0.1)


def test_what_the_market_did_comes_near():
    result = compute(OF_MARKET, DATA)
    assert 1.5 < result["peak"] / MARKET["start"] < 2.0
    assert SHOWN["closed_miss"] < 12 < result["miss"], "one closure cannot show the second"
    after = datetime.date.fromisoformat(DATA["start_date"]) + datetime.timedelta(
        weeks=result["peak_week"]
    )
    assert result["peak_date"] == after.isoformat()


@unhurried
@given(settings_of_controls())
def test_back_week_is_the_first_calm_week_from_the_peak_on(inputs):
    result = compute(inputs, DATA)
    calm = inputs["start"] * 1.1
    after = result["price"][result["peak_week"] :]
    if result["back_week"] is None:
        assert min(after) > calm
    else:
        assert result["price"][result["back_week"]] <= calm
        assert all(value > calm for value in after[: result["back_week"] - result["peak_week"]])


def test_inflation_is_told_up_to_twice_the_price_and_not_beyond():
    closed = {**DEFAULTS, "bypass": 0.0, "weeks": 52, "growth": 1.0, "lag": 0.5}
    told, beyond = (compute({**closed, "lost": lost}, DATA) for lost in (14.0, 18.0))
    assert not told["reached"] and not beyond["reached"]
    assert told["mean"] / 71 < hormuz.TRUSTED_RISE < beyond["mean"] / 71
    assert told["inflation"] > 3
    assert beyond["inflation"] is None


def test_presets_lie_within_the_limits_and_name_a_study():
    pairs = {(row["demand"], row["supply"]) for row in DATA["studies"]}
    for preset in (DEFAULTS, OF_MARKET):
        assert all(low <= preset[name] <= high for name, (low, high) in LIMITS.items())
        assert (preset["demand"], preset["supply"]) in pairs


def test_studies_can_be_set_with_the_sliders():
    for row in DATA["studies"]:
        for name in ("demand", "supply"):
            low, high = LIMITS[name]
            assert low <= row[name] <= high
            steps = (row[name] - low) / 0.005
            assert steps == pytest.approx(round(steps))


def test_market_keeps_what_belongs_to_the_reader():
    assert set(DEFAULTS) - set(MARKET) == {"imports", "observed"}


def test_weeks_are_whole():
    assert sorted(WHOLE) == ["release_weeks", "weeks"]
    assert all(isinstance(preset[name], int) for name in WHOLE for preset in (DEFAULTS, MARKET))


# ---------------------------------------------------------------- numbers typed into the chapter


def test_numbers_of_the_equation_in_the_chapter():
    spot = load("brent_spot").set_index("date")["usd_per_barrel"]
    assert DATA["world"] == pytest.approx(103.3, abs=0.05)
    assert round(spot["2026-02"].mean()) == DEFAULTS["start"] == 71
    assert math.exp(-math.log(1 - 0.1) / 0.25) == pytest.approx(1.5, abs=0.05)
    assert round(7 / 103.3, 4) == 0.0678
    sums = load("oil_elasticities").set_index("study")[["supply", "demand"]].sum(axis=1)
    assert (sums.min(), sums.max()) == pytest.approx((0.035, 0.5))
    assert sums["caldara"] == pytest.approx(0.24)


def test_numbers_of_exercise_2():
    falls = {round(SHOWN[f"drop_{download}"]) for download in ("april", "august", "october")}
    assert falls == {95, 96}
    ships = load("hormuz_transits").set_index("date")["ships"]
    assert round(ships["2026-09-21":"2026-09-27"].mean()) == 3


def test_numbers_of_exercise_3():
    assert [round(SHOWN[f"half_closed_{total}"]) for total in (24, 50, 10)] == [95, 82, 143]


def test_numbers_of_exercise_4():
    slow, none, fast = (
        compute({**OF_MARKET, **change}, DATA)
        for change in ({}, {"release": 0.0}, {"release": 4.0, "release_weeks": 8})
    )
    assert none["peak"] - slow["peak"] == pytest.approx(11.4, abs=0.05)
    assert fast["peak"] == pytest.approx(122.6, abs=0.05)
    assert all(fast["price"][week] < slow["price"][week] for week in range(1, 9))
    assert fast["peak_week"] > slow["peak_week"]
    assert MARKET["release"] * MARKET["release_weeks"] > 4 * 8


def test_numbers_of_exercise_5():
    table = load("oil_balance_forecasts")
    may = table[table["month"] == "2026-05-01"].set_index("vintage")
    first = may.iloc[0]
    supply = first["supply_mb_per_day"] - may["supply_mb_per_day"]
    used = first["consumption_mb_per_day"] - may["consumption_mb_per_day"]
    assert len(may) == 7
    assert supply["2026-03-10"] < 2
    assert 8 < supply["2026-04-07"] < 9
    assert (round(supply["2026-05-12"]), round(used["2026-05-12"])) == (13, 1)
    assert used["2026-06-09"] > 4


def test_numbers_of_exercise_7():
    source = inspect.getsource(compute)
    once = 'if week <= x["weeks"] else'
    assert once in source
    names = dict(vars(hormuz))
    exec(source.replace(once, 'if week <= x["weeks"] or week >= inputs["again"] else'), names)
    twice = names["compute"]({**OF_MARKET, "again": 20}, DATA)
    once_miss = compute(OF_MARKET, DATA)["miss"]
    assert round(once_miss) == round(SHOWN["model_miss"]) == 16
    assert round(twice["miss"]) == 10
    assert 1 - twice["miss"] / once_miss == pytest.approx(0.4, abs=0.05)
    # By late September the second closure has brought the price to the record.
    assert abs(twice["price"][31] - DATA["observed"][31]) < 5


def test_numbers_of_the_releases_and_bypasses():
    days = (pd.Timestamp("2026-07-21") - pd.Timestamp("2026-03-11")).days
    assert 290 / days == pytest.approx(2.2, abs=0.05) == MARKET["release"]
    assert MARKET["lost"] == pytest.approx(20 - 2.7)
    assert MARKET["lost"] / MARKET["release"] == pytest.approx(8, abs=0.2)
    low, high = 300 / 122, 430 / 122
    assert (low + high) / 2 == pytest.approx(3, abs=0.05)
    assert MARKET["weeks"] == (pd.Timestamp("2026-06-17") - pd.Timestamp("2026-03-02")).days // 7


def test_numbers_of_the_balance():
    table = load("oil_balance_forecasts").set_index("month")
    before = table[table["vintage"] == "2026-02-10"].loc["2026-04":"2026-07"]
    after = table[table["vintage"] == "2026-08-11"].loc["2026-04":"2026-07"]
    lost = 1 - after["supply_mb_per_day"].mean() / before["supply_mb_per_day"].mean()
    used = 1 - after["consumption_mb_per_day"].mean() / before["consumption_mb_per_day"].mean()
    assert lost == pytest.approx(0.1, abs=0.02)
    assert used == pytest.approx(0.04, abs=0.005)


def test_payload_is_small_json():
    assert len(json.dumps(DATA)) < 4000


def test_page_moves_numbers_to_the_limits_as_python_does(compute_in_page):
    wild = {**DEFAULTS, "lost": 999.0, "growth": -1.0}
    (page,) = compute_in_page("hormuz", [wild], DATA)
    assert_close(page, compute(wild, DATA))


# ---------------------------------------------------------------- explorer and figures


def test_fallback_shows_the_starting_values():
    figure, alt, table = HormuzExplorer.fallback()
    plt.close(figure)
    assert len(alt) > 100
    assert f"{compute(DEFAULTS, DATA)['peak']:.0f} dollars a barrel" in set(
        table["Starting values"]
    )


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures.ships_a_day(load("hormuz_transits"), load("hormuz_events")),
        lambda: figures.brent(load("brent_spot"), load("brent_futures")),
        lambda: figures.parted(load("gulf_oil_exports"), 3.2, 1.8),
        lambda: figures.passes_and_bypasses(load("hormuz_oil_flows"), load("hormuz_bypass")),
        lambda: figures.buyers(load("hormuz_oil_flows")),
        lambda: figures.vintages(load("hormuz_transits_vintages")),
        lambda: figures.balance(load("oil_balance_forecasts")),
        lambda: figures.multipliers(load("oil_elasticities"), 1.95),
    ],
)
def test_figures_have_units_and_no_title(draw):
    figure = draw()
    labels = [ax.get_xlabel() + ax.get_ylabel() for ax in figure.axes]
    assert all(labels)
    assert not any(ax.get_title() for ax in figure.axes)
    figure.canvas.draw()
    plt.close(figure)


# ---------------------------------------------------------------- what the exercises teach


def test_mixed_downloads_turn_the_sign_of_the_change_before_the_war():
    exercise = exercises.before_the_war
    names = after(exercise)
    assert names["change"] > 0
    assert after(exercise, exercise.wrong[0].code)["change"] < 0
    table = names["downloads"].set_index(["vintage", "month"])["ships_per_day"]
    august = table["2026-08", "2026-02-01"] / table["2026-08", "2025-02-01"]
    assert 0.98 < august < 1, "by August's download the two months are nearly alike"


def test_a_reserve_is_worth_more_when_much_is_missing():
    exercise = exercises.price_of_a_gap
    price = after(exercise)["price"]
    assert price(12, 0.24) - price(10, 0.24) > price(4, 0.24) - price(2, 0.24)


def test_a_base_that_the_war_has_lifted_makes_it_look_tamer():
    exercise = exercises.price_index
    tame = after(exercise, exercise.wrong[0].code)["index"]
    assert tame.max() < after(exercise)["index"].max()
