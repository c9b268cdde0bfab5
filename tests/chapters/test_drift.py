"""The chapter on drift: facts in its tables, its trend line, its figures."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.chapters.drift import exercises, figures, trend
from natolab.chapters.drift.explorer import DriftExplorer
from natolab.chapters.drift.numbers import numbers
from natolab.chapters.drift.trend import DEFAULTS, compute, fit_line, payload
from natolab.chapters.drift.un_votes import gaps, members, positions
from natolab.charts import COLORS
from natolab.data import load
from tests.support import site
from tests.support.exercises import after
from tests.support.figures import span

DATA = payload()
SHOWN = {name: number.value for name, number in numbers().items()}
BIBLIOGRAPHY = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")
unhurried = settings(deadline=None)


def gap(group, late=False):
    return gaps(positions(late=late), members(group)).mean(axis=1)


def run(**inputs):
    return compute({**DEFAULTS, **inputs}, DATA)


class TestVotes:
    def test_gap_of_older_allies(self):
        shown = [SHOWN[f"gap_{year}"] for year in (1960, 2005, 2024)]
        assert shown == pytest.approx([0.26, 1.71, 1.09], abs=0.005)
        assert gap("long").idxmax() == 2005

    def test_gap_of_one_year_by_hand(self):
        table = load("un_ideal_points").query("year == 2005").set_index("iso3")["ideal_point"]
        allies = load("drift_allies").query("joined <= 1982")["iso3"]
        assert SHOWN["gap_2005"] == pytest.approx(table["USA"] - table[allies].mean())

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
        assert (old - new.reindex(old.index)).abs().max() == SHOWN["releases_differ"] < 0.06

    def test_2025_leaps_beyond_its_interval(self):
        new = load("un_ideal_points_2026").query("iso3 == 'USA'").set_index("year")
        assert SHOWN["low_2025"] > new.loc[:2023, "ideal_point"].max()
        assert SHOWN["gap_2025"] == pytest.approx(2.33, abs=0.005)
        assert SHOWN["gap_2025"] == gap("long", late=True).max()
        assert "TUR" not in set(load("un_ideal_points_2026")["iso3"])

    def test_2024_rests_on_eight_votes_in_the_newer_release(self):
        assert (SHOWN["newer_votes_2024"], SHOWN["votes_2024"]) == (8, 100)

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
        shown = [round(SHOWN[f"troops_{year}"], -3) for year in (1957, 1989, 2025)]
        assert shown == [441_000, 320_000, 67_000]

    def test_aid(self):
        assert SHOWN["aid_us"] == pytest.approx(115.381)
        assert SHOWN["aid_eu"] == pytest.approx(84.425)
        table = load("ukraine_aid_by_donor")
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
        assert trend.t_point(freedom) == pytest.approx(printed, rel=0.002)

    def test_needs_five_years(self):
        assert fit_line([1, 2, 3, 4], [1.0, 2.0, 3.0, 4.0]) is None

    def test_straight_line_has_no_error(self):
        line = fit_line([*range(10)], [2.0 * x for x in range(10)])
        assert line["slope"] == pytest.approx(20)
        assert line["low"] == pytest.approx(20)
        assert line["carry"] == 0

    def test_widened_interval_is_never_narrower(self):
        for measure in trend.MEASURES:
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
        for who in trend.GROUPS:
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

    def test_sampling_error_of_the_text_is_the_explorers(self):
        result = run(measure="opinion", who="DEU", start=2020, end=2020)
        error = result["high"][0] - result["mean"][0]
        assert SHOWN["germany_error"] == pytest.approx(error, rel=1e-4)

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


def test_every_possible_break_passes_the_usual_threshold():
    found = trend.breaks(1960, 2024)
    assert len(found) == SHOWN["breaks_tried"] == SHOWN["breaks_above_4"] == 55
    # Five years on each side, and no Assembly in 1964.
    assert (min(found), max(found)) == (1966, 2020)
    assert trend.of_window(1960, 2024, split=True, cut=1965)["before"] is None


def test_numbers_of_exercise_2():
    assert (SHOWN["above_1960"], SHOWN["members_1960"]) == (7, 14)
    assert round(SHOWN["gap_1960"], 2) == 0.26
    assert round(SHOWN["distance_1960"], 2) == 0.50
    each = gaps(positions(), members("long")).loc[[1960, 2005]]
    assert (each.loc[2005] > 0).all()
    assert np.isnan(each.loc[1960, "DEU"])


def test_numbers_of_exercise_4():
    found = trend.breaks(1960, 2024)
    top = sorted(found, key=found.get, reverse=True)[:5]
    assert top[0] == SHOWN["break_best"] == 1996
    assert all(1993 <= year <= 1998 for year in top)
    assert all(90 < found[year] < 95 for year in range(1993, 1999))


def test_numbers_of_exercise_5():
    table = load("us_favourability").query("iso3 == 'DEU'").set_index("year")

    def two(first, second):
        shares = table.loc[[first, second], "favourable_pct"]
        asked = table.loc[[first, second], "respondents"]
        error = 1.96 * np.sqrt((shares * (100 - shares) / asked).sum())
        return round(abs(shares.diff().iloc[1]), 1), round(error, 1)

    assert two(2018, 2019) == (8.6, 3.6)
    assert two(2021, 2023) == (1.5, 4.3)


def test_numbers_of_exercise_6():
    without, with_late = (trend.of_window(2005, 2025, late=late)["fit"] for late in (False, True))
    assert without["wide_high"] < 0
    assert with_late["low"] < 0 < with_late["high"]
    assert abs(with_late["carry"]) < 0.2


def test_presets_can_be_set_and_their_trends_say_what_they_claim():
    fits = {}
    for label, patch in trend.PRESETS.items():
        explorer = DriftExplorer(**patch)
        fits[label] = explorer.result["fit"]
    assert fits["“Drifting apart”"]["wide_low"] > 0
    for label in ("“Coming together”", "“Losing hearts”", "“America left long ago”"):
        assert fits[label]["slope"] < 0


def test_fallback_shows_slopes_of_both_signs():
    figure, alt, table = DriftExplorer.fallback()
    slopes = table["Slope per decade"].astype(float)
    assert (slopes > 0).any()
    assert (slopes < 0).any()
    assert "1990" in alt
    plt.close(figure)


def drawn(ax):
    """Lines of a plot by the name in its legend."""
    return {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}


def late_points(ax):
    """Hollow points of a plot: colour and height."""
    return {
        line.get_color(): line.get_ydata()[0]
        for line in ax.lines
        if line.get_markerfacecolor() == "none" and len(line.get_ydata()) == 1
    }


class TestFigures:
    @pytest.fixture(autouse=True)
    def closed(self):
        yield
        plt.close("all")

    def test_scale_shows_five_positions_and_2025_apart(self):
        points = positions()
        (ax,) = figures.scale(points, members("long"), members("new")).axes
        lines = drawn(ax)
        assert len(lines) == len({line.get_color() for line in lines.values()}) == 5
        shown = {
            "United States": SHOWN["us_2024"],
            "allies of 1949 to 1982": SHOWN["allies_2024"],
            "Russia (USSR)": points.loc[2024, "RUS"],
            "China": points.loc[2024, "CHN"],
        }
        for name, height in shown.items():
            x, y = lines[name].get_data()
            assert (x[-1], y[-1]) == (2024, pytest.approx(height))
        assert lines["allies since 1999"].get_xdata()[0] == 1991
        late = late_points(ax)
        assert late[COLORS["blue"]] == pytest.approx(SHOWN["us_2025"])
        assert late[COLORS["vermilion"]] == pytest.approx(SHOWN["allies_2025"])
        assert late[COLORS["black"]] == pytest.approx(SHOWN["newer_russia"])

    def test_gaps_show_each_list_with_a_band_for_the_first(self):
        groups = {"older": members("long"), "founders": members("founders"), "new": members("new")}
        (ax,) = figures.gaps(positions(), groups).axes
        lines = drawn(ax)
        for name, key, first in [
            ("older", "gap", 2005),
            ("founders", "founders", 2005),
            ("new", "new", 1980),
        ]:
            x, y = lines[name].get_data()
            heights = dict(zip(x, y, strict=True))
            for year in (first, 2024):
                assert heights[year] == pytest.approx(SHOWN[f"{key}_{year}"])
            assert x[-1] == 2024
        assert late_points(ax)[COLORS["blue"]] == pytest.approx(SHOWN["gap_2025"])
        each = gaps(positions(), members("long")).loc[2005]
        (band,) = ax.collections
        edge = band.get_paths()[0].vertices
        at = edge[edge[:, 0] == 2005, 1]
        assert (min(at), max(at)) == pytest.approx((each.min(), each.max()))
        assert edge[:, 0].max() == 2024
        names = [text.get_text() for text in ax.get_legend().get_texts()]
        assert names == ["older", "lowest and highest of them", "founders", "new"]

    def test_opinion_shows_five_publics_and_the_reported_years(self):
        figure = figures.opinion(load("us_favourability"), load("us_favourability_headlines"))
        (ax,) = figure.axes
        lines = drawn(ax)
        heights = {name: dict(zip(*line.get_data(), strict=True)) for name, line in lines.items()}
        assert heights["Germany"][2020] == SHOWN["germany_2020"]
        assert heights["Poland"][2023] == SHOWN["poland_2023"]
        assert heights["Turkey"][2007] == SHOWN["turkey_2007"]
        assert heights["Germany, as reported"] == {
            year: SHOWN[f"reported_DEU_{year}"] for year in (2024, 2025)
        }
        assert {"France", "United Kingdom"} < set(heights)
        assert ax.get_ylim() == (0, 100)
        names = [text.get_text() for text in ax.texts]
        assert names == ["Bush", "Obama", "Trump", "Biden", "Trump"]
        assert [span(band) for band in ax.patches] == [(2009, 2017), (2021, 2025)]

    def test_troops_show_the_total_and_germany_without_interpolated_years(self):
        table = load("us_troops_europe")
        (ax,) = figures.troops(table).axes
        lines = drawn(ax)
        total = dict(zip(*lines["Europe in all"].get_data(), strict=True))
        for year in (1957, 1989, 2025):
            assert 1000 * total[year] == pytest.approx(SHOWN[f"troops_{year}"])
        interpolated = set(table.loc[table["status"] == "interpolated", "year"])
        assert interpolated
        assert not interpolated & set(total)
        germany = table.query("host == 'Germany' and year == 1989")["troops"].item()
        in_germany = dict(zip(*lines["in Germany"].get_data(), strict=True))
        assert 1000 * in_germany[1989] == germany
        assert ax.get_ylim()[1] > max(total.values())
        dotted = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == ":"]
        assert dotted == [1989, 2014, 2022]
        assert [text.get_text() for text in ax.texts] == ["Wall opened", "Crimea", "Invasion"]

    def test_aid_stacks_three_kinds_up_to_each_blocs_sum(self):
        (ax,) = figures.aid(load("ukraine_aid_by_donor")).axes
        blocs = [label.get_text() for label in ax.get_yticklabels()]
        assert blocs == [
            "Canada",
            "Other donors",
            "EU institutions",
            "United States",
            "European allies",
        ]
        kinds = {bars.get_label(): bars for bars in ax.containers}
        assert list(kinds) == ["military", "financial", "humanitarian"]
        ends = [bar.get_x() + bar.get_width() for bar in kinds["humanitarian"]]
        assert ends[2:] == pytest.approx([SHOWN["aid_eu"], SHOWN["aid_us"], SHOWN["aid_allies"]])
        military = [bar.get_width() for bar in kinds["military"]]
        assert military[3:] == pytest.approx([SHOWN["military_us"], SHOWN["military_allies"]])


# ---------------------------------------------------------------- what the exercises teach


def test_who_was_asked_turns_the_sign_of_the_change_of_opinion():
    exercise = exercises.warmer_or_cooler
    assert after(exercise)["change"] < 0
    assert after(exercise, exercise.wrong[0].code)["change"] > 0
    opinion = after(exercise)["opinion"]
    assert np.isnan(opinion.loc["POL", 2021])
    assert opinion[2022].idxmax() == "POL"
    assert opinion[2022].drop("POL").mean() < opinion[2021].mean()


def test_the_gap_closed_because_washington_moved():
    exercise = exercises.who_moved
    us, allies = (line.get_ydata()[-1] for line in after(exercise)["ax"].lines)
    assert us < 0
    assert abs(allies) < abs(us) / 4
