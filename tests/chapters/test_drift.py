"""The chapter on drift: facts in its tables, its trend line, its figures."""

from __future__ import annotations

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.chapters.drift import explorer as drift
from natolab.chapters.drift import figures
from natolab.chapters.drift.explorer import (
    DEFAULTS,
    DriftExplorer,
    compute,
    fit_line,
    members,
    positions,
)
from natolab.data import load
from tests.support import site

DATA = DriftExplorer.payload()
BIBLIOGRAPHY = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")
unhurried = settings(deadline=None)


def gap(group, late=False):
    points = positions(late=late)
    return points["USA"] - points[members(group)].mean(axis=1)


def run(**inputs):
    return compute({**DEFAULTS, **inputs}, DATA)


class TestVotes:
    def test_gap_of_older_allies(self):
        long = gap("long")
        assert long[1960] == pytest.approx(0.26, abs=0.005)
        assert long[2005] == pytest.approx(1.71, abs=0.005)
        assert long[2024] == pytest.approx(1.09, abs=0.005)
        assert long.idxmax() == 2005

    def test_widest_before_any_trump_presidency_and_until_2024(self):
        for group in ("founders", "long"):
            assert gap(group).idxmax() < 2017

    def test_groups(self):
        assert len(members("founders")) == 11
        assert len(members("long")) == 15
        assert len(members("new")) == 16
        assert "USA" not in members("long") + members("new")
        assert set(members("long") + members("new")) == set(load("drift_allies")["iso3"])

    def test_newer_release_is_close_to_the_older_one_until_2023(self):
        old = positions(late=False)["USA"].loc[1960:2023]
        new = load("un_ideal_points_2026").query("iso3 == 'USA'").set_index("year")["ideal_point"]
        assert (old - new.reindex(old.index)).abs().max() < 0.06

    def test_2025_leaps_beyond_its_interval(self):
        new = load("un_ideal_points_2026").query("iso3 == 'USA'").set_index("year")
        assert new.loc[2025, "low"] > new.loc[:2023, "ideal_point"].max()
        assert gap("long", late=True)[2025] == pytest.approx(2.33, abs=0.005)
        assert "TUR" not in set(load("un_ideal_points_2026")["iso3"])

    def test_2024_rests_on_eight_votes_in_the_newer_release(self):
        new = load("un_ideal_points_2026").query("iso3 == 'USA'").set_index("year")
        assert new.loc[2024, "votes"] == 8
        assert (
            load("un_ideal_points").query("iso3 == 'USA' and year == 2024")["votes"].item() == 100
        )

    def test_intervals_hold_their_points(self):
        new = load("un_ideal_points_2026").dropna()
        assert (new["low"] < new["ideal_point"]).all()
        assert (new["ideal_point"] < new["high"]).all()

    def test_no_assembly_votes_in_1964(self):
        assert 1964 not in positions().index


class TestOpinion:
    table = load("us_favourability").pivot(index="year", columns="iso3", values="favourable_pct")

    @pytest.mark.parametrize(("year", "share"), [(2016, 56.3), (2020, 26.2), (2022, 63.0)])
    def test_germany(self, year, share):
        assert self.table.loc[year, "DEU"] == pytest.approx(share, abs=0.05)

    def test_three_are_asked_each_year(self):
        assert self.table[["DEU", "FRA", "GBR"]].notna().all().all()

    def test_headlines_name_their_source(self):
        for key in set(load("us_favourability_headlines")["source"]):
            assert f"{{{key}," in BIBLIOGRAPHY


class TestTroopsAndAid:
    def test_troops(self):
        totals = load("us_troops_europe").groupby("year")["troops"].sum()
        assert round(totals[1957], -3) == 441_000
        assert round(totals[1989], -3) == 320_000
        assert round(totals[2025], -3) == 67_000

    def test_aid(self):
        table = load("ukraine_aid_by_donor").set_index("donor")
        total = table.drop(columns="bloc").sum(axis=1)
        assert total["United States"] == pytest.approx(115.381)
        assert total["EU institutions"] == pytest.approx(84.425)
        assert table.groupby("bloc").size()["European allies"] == 27

    def test_donors_add_up_to_the_months_of_the_tracker(self):
        total = load("ukraine_aid_by_donor").drop(columns=["donor", "bloc"]).to_numpy().sum()
        assert total == pytest.approx(349.92, abs=0.01)


class TestLine:
    @unhurried
    @given(st.lists(st.floats(-1e3, 1e3), min_size=5, max_size=60))
    def test_slope_agrees_with_numpy(self, values):
        years = [*range(1960, 1960 + len(values))]
        slope, level = np.polyfit(np.array(years) - 1960, values, 1)
        line = fit_line(years, values)
        assert line["slope"] / 10 == pytest.approx(slope, rel=1e-6, abs=1e-7)
        assert line["first"] == pytest.approx(level, rel=1e-6, abs=1e-6)

    def test_interval_agrees_with_numpy_covariance(self):
        long = gap("long").loc[1990:2008]
        _, covariance = np.polyfit(long.index - 1990, long, 1, cov=True)
        line = fit_line([*long.index], [*long])
        half = (line["high"] - line["low"]) / 2 / 10
        # t with 17 degrees of freedom, from a printed table
        assert half == pytest.approx(2.1098 * np.sqrt(covariance[0, 0]), rel=1e-4)

    @pytest.mark.parametrize(
        ("freedom", "printed"),
        [(3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (60, 2.000)],
    )
    def test_t_points_agree_with_a_printed_table(self, freedom, printed):
        assert drift.t_point(freedom) == pytest.approx(printed, rel=0.002)

    def test_needs_five_years(self):
        assert fit_line([1, 2, 3, 4], [1.0, 2.0, 3.0, 4.0]) is None

    def test_straight_line_has_no_error(self):
        line = fit_line([*range(10)], [2.0 * x for x in range(10)])
        assert line["slope"] == pytest.approx(20)
        assert line["low"] == pytest.approx(20)
        assert line["carry"] == 0

    def test_widened_interval_is_never_narrower(self):
        for measure in drift.MEASURES:
            line = run(measure=measure, start=1946, end=2025)["fit"]
            assert line["wide_low"] <= line["low"] <= line["slope"] <= line["high"]
            assert line["high"] <= line["wide_high"]


class TestCompute:
    def test_gap_equals_the_tables(self):
        result = run(start=1946, end=2024)
        assert np.allclose(result["mean"], gap("long"), atol=0.001)

    def test_window_changes_the_sign(self):
        rising = run(start=1960, end=2005)["fit"]
        falling = run(start=2005, end=2024)["fit"]
        assert rising["wide_low"] > 0
        assert falling["wide_high"] < 0

    def test_years_may_come_in_any_order(self):
        assert run(start=2024, end=1990) == run(start=1990, end=2024)

    def test_late_year_can_be_left_out(self):
        assert run(late=True)["years"][-1] == 2025
        assert run(late=False)["years"][-1] == 2024
        assert run(measure="troops", late=False)["years"][-1] == 2025

    def test_allies_of_the_year_grow(self):
        result = run(who="members", start=1990, end=2024)
        assert (result["count"][0], result["count"][-1]) == (15, 31)

    def test_lowest_and_highest_hold_the_mean(self):
        for who in drift.GROUPS:
            result = run(who=who, start=1946)
            for low, mean, high in zip(result["low"], result["mean"], result["high"], strict=True):
                assert low <= mean + 1e-9
                assert mean <= high + 1e-9

    def test_opinion_of_one_ally_has_a_sampling_error(self):
        result = run(measure="opinion", who="DEU", start=2020, end=2020)
        share = result["mean"][0]
        asked = load("us_favourability").query("iso3 == 'DEU' and year == 2020")["respondents"]
        error = 1.96 * np.sqrt(share * (100 - share) / asked.item())
        assert result["high"][0] - share == pytest.approx(error, rel=1e-4)

    def test_troops_of_a_group_are_those_of_europe(self):
        assert run(measure="troops", start=1957, end=1957)["mean"] == [441.458]

    def test_ally_without_numbers_gives_none(self):
        result = run(measure="opinion", who="ISL", start=2002, end=2023)
        assert result["years"] == []
        assert result["fit"] is None

    def test_break_agrees_with_numpy(self):
        result = run(measure="troops", start=1985, end=2025, split=True, cut=1995)
        years, values = np.array(result["years"]), np.array(result["mean"])

        def squares(part):
            line = np.polyval(np.polyfit(years[part] - 2000, values[part], 1), years[part] - 2000)
            return ((values[part] - line) ** 2).sum()

        whole, apart = squares(years > 0), squares(years < 1995) + squares(years >= 1995)
        expected = ((whole - apart) / 2) / (apart / (len(years) - 4))
        assert result["chow"] == pytest.approx(expected)

    def test_break_near_an_end_gives_no_line(self):
        result = run(split=True, start=1990, end=2024, cut=2023)
        assert result["after"] is None
        assert result["chow"] is None


def test_fallback_shows_slopes_of_both_signs():
    figure, alt, table = DriftExplorer.fallback()
    slopes = table["Slope per decade"].astype(float)
    assert (slopes > 0).any()
    assert (slopes < 0).any()
    assert "1990" in alt
    plt.close(figure)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures.scale(positions(), members("long"), members("new")),
        lambda: figures.gaps(positions(), {"a": members("long"), "b": members("founders")}),
        lambda: figures.opinion(load("us_favourability"), load("us_favourability_headlines")),
        lambda: figures.troops(load("us_troops_europe")),
        lambda: figures.aid(load("ukraine_aid_by_donor")),
    ],
)
def test_figures_draw(draw):
    figure = draw()
    for ax in figure.axes:
        assert ax.has_data()
        assert not ax.get_title()
    figure.savefig(io.BytesIO(), format="svg")
    plt.close(figure)
