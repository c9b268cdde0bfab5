"""The chapter on endings: its tables, its explorer, its figures."""

from __future__ import annotations

import datetime
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from natolab.chapters.endings import exercises, figures, lifetimes, reference_class
from natolab.chapters.endings.explorer import EndingsExplorer
from natolab.chapters.endings.lifetimes import lives, pacts, phases
from natolab.chapters.endings.numbers import numbers
from natolab.chapters.endings.reference_class import LARGE_POST_WAR, LIMITS, MENUS, PRESETS
from natolab.chapters.endings.reference_class import of_class as run
from natolab.data import load
from natolab.methods import survival
from tests.support import site
from tests.support.exercises import after

SHOWN = {name: number.value for name, number in numbers().items()}
CHAPTER = (site.TOP / "book" / "endings.md").read_text(encoding="utf-8")
BIBLIOGRAPHY = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")


def phase(name, number=1):
    table = load("defence_pacts")
    return table[(table["pact"] == name) & (table["phase"] == number)].squeeze()


class TestTable:
    def test_counts(self):
        assert len(load("defence_pacts")) == 302
        counts = [SHOWN[name] for name in ("every", "pacts", "phases", "ended", "alive")]
        assert counts == [275, 233, 258, 192, 41]

    @pytest.mark.parametrize(
        ("name", "number", "begin", "end", "ending"),
        [
            ("North Atlantic Treaty", 1, "1949-04-04", "1951-06-19", "replaced"),
            ("Warsaw Pact", 1, "1955-05-14", "1991-07-01", "broken"),
            ("United States and Taiwan", 1, "1954-12-02", "1980-01-01", "broken"),
            ("Manila Pact (SEATO)", 1, "1954-09-08", "1977-06-30", "broken"),
            ("Triple Alliance", 4, "1913-08-01", "1918-11-03", "fulfilled"),
        ],
    )
    def test_known_phases(self, name, number, begin, end, ending):
        row = phase(name, number)
        assert str(row["begin"].date()) == begin or name == "Triple Alliance"
        assert str(row["end"].date())[:7] == end[:7]
        assert row["ending"] == ending

    def test_living_pacts_have_no_end_and_dead_ones_do(self):
        table = load("defence_pacts")
        assert ((table["ending"] == "in_force") == table["end"].isna()).all()
        assert (table["end"].dropna() > table["begin"][table["end"].notna()]).all()
        assert table["end"].max().date() <= lifetimes.CLOSE

    def test_nato_is_one_alliance_of_two_phases(self):
        nato = lifetimes.alliances().query("atop_id == @lifetimes.NATO").squeeze()
        assert (nato["phase"], nato["members"], nato["ending"]) == (2, 30, "in_force")
        (age,), _ = lives(pacts()[pacts()["atop_id"] == lifetimes.NATO])
        assert age == pytest.approx(67.74, abs=0.01)
        assert int(age) == lifetimes.REACHED

    def test_seato_lives_on_between_two(self):
        row = phase("Manila Pact (SEATO)", 2)
        assert (row["members"], row["ending"]) == (2, "in_force")

    def test_famous_cases_stand_as_in_the_pacts(self):
        table = load("famous_endings").set_index("case")
        whole = lifetimes.alliances().set_index("pact")["ending"]
        for case, pact in {
            "Manila Pact (SEATO)": "Manila Pact (SEATO)",
            "United States and Taiwan": "United States and Taiwan",
            "ANZUS": "ANZUS",
            "Warsaw Pact": "Warsaw Pact",
            "France and NATO's commands": "North Atlantic Treaty",
        }.items():
            assert table.loc[case, "in_data"] == whole[pact]
        assert not whole.index.str.contains("Baghdad").any()

    def test_famous_cases_name_works_of_the_bibliography(self):
        for keys in load("famous_endings")["source"]:
            for key in keys.split(";"):
                assert f"{{{key}," in BIBLIOGRAPHY

    def test_famous_cases_stand_in_the_chapter(self):
        rows = [line for line in CHAPTER.splitlines() if line.startswith("| ")]
        for row in load("famous_endings").dropna(subset="event").itertuples():
            assert any(str(row.event) in line and row.case.split()[0] in line for line in rows)
        for day in load("famous_endings")["day"].dropna():
            assert f"{day.day} {day:%B}" in CHAPTER


class TestLives:
    def test_known_by_a_day(self):
        table = pacts()
        durations, ended = lives(table, datetime.date(1989, 11, 9))
        assert len(durations) == 205
        assert survival.conditional(durations, ended, 40, 1)["at_risk"] == 6
        assert min(durations) > 0

    def test_nothing_is_known_of_the_future(self):
        early = lives(pacts(), datetime.date(1950, 12, 31))[1]
        late = lives(pacts())[1]
        assert sum(early) < sum(late) == 192


class TestCompute:
    def test_default_is_the_curve_of_the_chapter(self):
        result = run()
        curve = survival.kaplan_meier(*lives(pacts()))
        assert result["time"] == pytest.approx(curve["time"])
        assert result["survival"] == pytest.approx(curve["survival"])
        assert result["median"] == pytest.approx(SHOWN["half_alliance"])
        assert result["median"] == pytest.approx(13.5, abs=0.05)
        assert result["ahead"]["chance"] == pytest.approx(SHOWN["from40_chance"] / 100)

    def test_classes_part_and_add_up(self):
        for name, (a, b) in {
            "size": ("two", "more"),
            "origin": ("peace", "war"),
            "power": ("major", "minor"),
            "era": ("before", "since"),
            "pledge": ("defence", "attack"),
        }.items():
            assert run(**{name: a})["count"] + run(**{name: b})["count"] == run()["count"]

    def test_two_answers_to_one_question(self):
        assert (SHOWN["great"], SHOWN["great_ended"]) == (10, 2)
        assert SHOWN["great_at"] == pytest.approx(70)
        assert SHOWN["all_at"] == pytest.approx(9.1, abs=0.05)

    def test_nato_is_in_seven_of_the_ten_classes(self):
        inside = [run(**patch)["nato"]["included"] for patch in figures.CLASSES.values()]
        assert (len(inside), sum(inside)) == (10, 7)

    def test_data_have_no_answer_past_their_edge(self):
        for age in (60, 67, 77):
            assert run(age=age)["ahead"]["chance"] is None
        assert run(age=67)["ahead"]["at_risk"] == 3

    def test_late_entry_lets_in_eleven_more(self):
        assert run(era="watched")["count"] - run(era="since")["count"] == 11
        assert run(era="watched")["at_risk"][0] == run(era="since")["count"]

    def test_other_ends_leave_the_curve_higher(self):
        shares = [run(ends=kind)["nato"]["survival"] for kind in ("any", "gone", "broken")]
        assert shares == sorted(shares)

    def test_oldest_are_named_oldest_first(self):
        years = [item["years"] for item in run(age=30)["reached"]]
        assert len(years) == reference_class.NAMED
        assert years == sorted(years, reverse=True)

    def test_empty_class_is_answered(self):
        result = run(origin="war", pledge="attack", era="since", power="minor", size="more")
        assert result["count"] == 0
        assert result["median"] is None
        assert result["ahead"]["chance"] is None


class TestSolutions:
    """Figures that stand in folded solutions."""

    def test_seato_as_ended(self):
        table = pacts()
        table.loc[table["pact"].str.contains("SEATO"), "end"] = np.datetime64("1977-06-30")
        share = survival.survival_at(survival.kaplan_meier(*lives(table)), 67)
        assert f"to {100 * share:.1f} per cent" in CHAPTER
        great = table[(table["members"] > 2) & table["major_power"].astype(bool)]
        great = great[great["begin"] >= "1946"]
        share = survival.survival_at(survival.kaplan_meier(*lives(great)), 67.7)
        assert f"to {100 * share:.0f} per cent" in CHAPTER

    def test_broken_if_nothing_else_could_happen(self):
        durations, _ = lives(pacts())
        broken = [way == "broken" for way in pacts()["ending"]]
        share = 1 - survival.survival_at(survival.kaplan_meier(durations, broken), 67)
        assert f"about {100 * share:.0f} per cent" in CHAPTER
        assert f"{SHOWN['share_broken']:.0f} per cent are broken" in CHAPTER

    def test_forecast(self):
        assert round(100 * np.exp(-0.3), -1) / 100 == pytest.approx(0.7)
        assert 0.72 < np.exp(-0.3) < 0.77

    def test_who_died_old(self):
        old = pacts()[np.array(lives(pacts())[0]) > 40].dropna(subset="end")
        assert {*old["pact"]} == {
            "German Confederation",
            "Soviet Union and Finland",
            "Brussels Treaty (Western European Union)",
        }


def test_three_answers_of_1970():
    answers = [SHOWN[f"{method}_1970"] for method in ("ended", "as", "kaplan")]
    assert answers == pytest.approx([5.1, 5.5, 10.7], abs=0.05)


def test_every_starting_year_of_the_slider_has_an_answer():
    low, high = map(int, re.search(r"last_year=\((\d+), (\d+)", CHAPTER).groups())
    for year in (low, high):
        answers = lifetimes.three_answers(pacts(), year)
        assert all(0 < answer < 20 for answer in answers.values())


def test_lost_members_as_censored():
    """ATOP's own reading: a state that ceases to be one interrupts the observation."""
    assert SHOWN["lost_apart_half"] == pytest.approx(15.1, abs=0.05)
    assert SHOWN["lost_apart_at67"] == pytest.approx(11.0, abs=0.05)


def test_ways_to_end_and_the_living_add_up():
    shares = sum(SHOWN[f"share_{way}"] for way in figures.WAYS)
    assert shares + SHOWN["at67_alliance"] == pytest.approx(100)


def test_end_of_the_warsaw_pact_is_nearly_one_event():
    assert (SHOWN["soon"], SHOWN["soon_east"], SHOWN["soon_sixties"]) == (20, 19, 17)


def test_presets_and_limits_can_be_set():
    ranges = EndingsExplorer.ranges()
    assert set(ranges) == set(reference_class.DEFAULTS)
    for patch in PRESETS.values():
        EndingsExplorer(**patch)
    assert LIMITS["age"][1] == SHOWN["nato_years"]
    assert set(MENUS["ends"]) == set(reference_class.COUNTED)


def test_fallback_shows_classes():
    figure, alt, table = EndingsExplorer.fallback()
    assert len(table) == 6
    assert "NATO" in alt
    plt.close(figure)


class TestFigures:
    @pytest.fixture(autouse=True)
    def closed(self):
        yield
        plt.close("all")

    def test_famous_cases_run_from_signature_to_event_with_the_mark_of_the_data(self):
        table = load("famous_endings").set_index("case")
        figure = figures.famous(load("famous_endings"))
        (ax,) = figure.axes
        cases = [label.get_text() for label in ax.get_yticklabels()]
        assert [*table.loc[cases, "signed"]] == sorted(table["signed"], reverse=True)
        bars = [
            line for line in ax.lines if line.get_linestyle() == "-" and len(line.get_xdata()) == 2
        ]
        marks = [line for line in ax.lines if line.get_marker() != "None"]
        by_mark = {}
        for case, bar, mark in zip(cases, bars, marks, strict=True):
            row = table.loc[case]
            event = row["event"] if row["event"] is not pd.NA else 2016
            assert [*bar.get_xdata()] == [max(row["signed"], figures.OLDEST_SHOWN), event]
            assert mark.get_xdata()[0] == event
            by_mark.setdefault(mark.get_marker(), set()).add(row["in_data"])
        # One mark for each way in which the data treat a case, and the legend explains each.
        assert all(len(kinds) == 1 for kinds in by_mark.values())
        assert len(by_mark) == table["in_data"].nunique() == len(figure.legends[0].get_texts())
        assert [text.get_text() for text in ax.texts] == ["since 1373"]

    def test_lives_climb_a_year_a_year_and_stop_at_a_cross_or_a_ring(self):
        table = pacts()
        (ax,) = figures.diagonals(table).axes
        clouds = {line.get_label(): line for line in ax.lines if line.get_marker() != "None"}
        assert {name: len(line.get_xdata()) for name, line in clouds.items()} == {
            "ended": SHOWN["ended"],
            "in force at the end of 2016": SHOWN["alive"],
        }
        lines = [line for line in ax.lines if line.get_linestyle() == "-"]
        assert len(lines) == len(table)
        for line in lines:
            (born, died), (zero, age) = line.get_xdata(), line.get_ydata()
            assert zero == 0
            assert died - born == pytest.approx(age, abs=0.02)
        (nato,) = [line for line in lines if line.get_color() == figures.COLORS["vermilion"]]
        assert nato.get_ydata()[1] == pytest.approx(67.74, abs=0.01)
        rings = clouds["in force at the end of 2016"]
        assert np.ptp(rings.get_xdata()) == 0
        assert rings.get_xdata()[0] < ax.get_xlim()[1]
        assert max(rings.get_ydata()) < ax.get_ylim()[1]

    def test_curves_fall_through_one_half_where_the_text_says(self):
        (ax,) = figures.curves({"by alliance": pacts(), "by phase": phases()}).axes
        lines = {line.get_label(): line for line in ax.lines}
        for unit in ("alliance", "phase"):
            x, y = (np.array(values) for values in lines[f"by {unit}"].get_data())
            assert (x[0], y[0]) == (0, 100)
            assert (np.diff(y) <= 0).all()
            assert x[y <= 50][0] == pytest.approx(SHOWN[f"half_{unit}"])
            assert y[-1] == pytest.approx(SHOWN[f"at67_{unit}"])
        ticks = lines["in force, of this age"]
        assert len(ticks.get_xdata()) == SHOWN["alive"]
        (band,) = ax.collections
        edge = band.get_paths()[0].vertices
        last = edge[edge[:, 0] == edge[:, 0].max(), 1]
        assert (min(last), max(last)) == pytest.approx((SHOWN["at67_low"], SHOWN["at67_high"]))
        (note,) = ax.texts
        assert note.xy == pytest.approx((67.74, SHOWN["at67_alliance"]), abs=0.01)

    def test_ways_stack_up_to_what_has_ended(self):
        (ax,) = figures.ways(pacts()).axes
        floor = 0.0
        for way, area in zip(figures.WAYS, ax.collections, strict=True):
            edge = area.get_paths()[0].vertices
            last = edge[edge[:, 0] == edge[:, 0].max(), 1]
            top = floor + SHOWN[f"share_{way}"]
            assert (min(last), max(last)) == pytest.approx((floor, top))
            floor = top
        assert floor == pytest.approx(100 - SHOWN["at67_alliance"])
        texts = {text.get_text(): text.get_position()[1] for text in ax.texts}
        assert list(texts) == [*figures.WAYS.values(), "still in force"]
        assert list(texts.values()) == sorted(texts.values())

    def test_risk_is_drawn_by_band_with_its_count_above(self):
        edges = [0, 5, 10, 20, 30, 40, 70]
        (ax,) = figures.risk(pacts(), edges).axes
        durations, ended = (np.array(values) for values in lives(pacts()))
        points = [line for line in ax.lines if line.get_marker() == "o"]
        bars = [line for line in ax.lines if line.get_marker() == "None"]
        for i, (point, bar, text) in enumerate(zip(points, bars, ax.texts, strict=True)):
            low, high = edges[i : i + 2]
            lived = (np.clip(durations, low, high) - low).sum()
            count = (ended & (durations > low) & (durations <= high)).sum()
            assert point.get_ydata()[0] == pytest.approx(100 * count / lived)
            assert bar.get_ydata()[0] < point.get_ydata()[0] < bar.get_ydata()[1]
            assert bar.get_ydata()[1] < ax.get_ylim()[1]
            assert text.get_text() == f"{count} ended"
        assert points[-1].get_ydata()[0] == pytest.approx(SHOWN["old_risk"])
        assert [*bars[-1].get_ydata()] == pytest.approx([SHOWN["old_low"], SHOWN["old_high"]])
        labels = [label.get_text() for label in ax.get_xticklabels()]
        assert labels == ["0 to 5", "5 to 10", "10 to 20", "20 to 30", "30 to 40", "40 to 70"]

    def test_classes_show_their_share_and_those_not_watched_to_natos_age_are_hollow(self):
        (ax,) = figures.classes().axes
        names = [label.get_text() for label in ax.get_yticklabels()]
        assert names == [*reversed(figures.CLASSES)]
        points = [line for line in ax.lines if line.get_marker() == "o"]
        shares = dict(zip(names, [point.get_xdata()[0] for point in points], strict=True))
        (great,) = [name for name, patch in figures.CLASSES.items() if patch == LARGE_POST_WAR]
        assert shares[great] == max(shares.values()) == pytest.approx(SHOWN["great_at"])
        assert shares["all, by alliance"] == pytest.approx(SHOWN["all_at"])
        assert shares["signed before 1946"] == 0
        hollow = {
            name
            for name, point in zip(names, points, strict=True)
            if point.get_markerfacecolor() == "none"
        }
        assert hollow == {"two members", "without a major power"}
        for name in hollow:
            found = run(**figures.CLASSES[name])
            assert found["oldest"] < found["nato"]["age"]
        counts = {text.get_text() for text in ax.texts}
        assert {f"{SHOWN['pacts']} pacts", f"{SHOWN['great']} pacts"} <= counts


# ---------------------------------------------------------------- what the exercises teach


def test_the_newest_pacts_seem_frailest_only_if_the_living_are_left_out():
    exercise = exercises.young_pacts
    reached = [*after(exercise)["reached"].values()]
    assert reached == sorted(reached)
    ended = after(exercise, exercise.wrong[0].code)["reached"]
    assert min(ended, key=ended.get) == "since 1990"


def test_the_commentator_of_exercise_8_counts_right():
    table = pacts()

    def median(rows):
        return np.median([age for age, over in zip(*lives(rows), strict=True) if over])

    new, old = (
        median(table[table["begin"] >= "1990"]),
        median(table[table["begin"] < "1946"]),
    )
    assert round(new) == 4
    assert new < old


def test_past_the_edge_the_function_says_what_nobody_knows():
    exercise = exercises.having_lived
    assert after(exercise)["chance"](77, 10) == 100
    assert max(lives(pacts())[0]) < 77 + 10
