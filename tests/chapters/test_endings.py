"""The chapter on endings: its tables, its explorer, its figures."""

from __future__ import annotations

import datetime
import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from natolab.chapters.endings import explorer as endings
from natolab.chapters.endings import figures
from natolab.chapters.endings.explorer import DEFAULTS, EndingsExplorer, compute
from natolab.data import load
from natolab.methods import survival
from tests.support import site

DATA = EndingsExplorer.payload()
CHAPTER = (site.TOP / "book" / "endings.md").read_text(encoding="utf-8")
BIBLIOGRAPHY = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")


def run(**inputs):
    return compute({**DEFAULTS, **inputs}, DATA)


def pacts():
    whole = endings.alliances()
    return whole[whole["defenders"] == "each"]


def phase(name, number=1):
    table = load("defence_pacts")
    return table[(table["pact"] == name) & (table["phase"] == number)].squeeze()


class TestTable:
    def test_counts(self):
        assert len(load("defence_pacts")) == 302
        assert len(endings.alliances()) == 275
        assert len(pacts()) == 233

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
        assert table["end"].max().date() <= endings.CLOSE

    def test_nato_is_one_alliance_of_two_phases(self):
        nato = endings.alliances().query("atop_id == @endings.NATO").squeeze()
        assert (nato["phase"], nato["members"], nato["ending"]) == (2, 30, "in_force")
        assert endings.lives(pacts()[pacts()["atop_id"] == endings.NATO])[0][0] == pytest.approx(
            67.74, abs=0.01
        )

    def test_seato_lives_on_between_two(self):
        row = phase("Manila Pact (SEATO)", 2)
        assert (row["members"], row["ending"]) == (2, "in_force")

    def test_famous_cases_stand_as_in_the_pacts(self):
        table = load("famous_endings").set_index("case")
        whole = endings.alliances().set_index("pact")["ending"]
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
        durations, ended = endings.lives(table, datetime.date(1989, 11, 9))
        assert len(durations) == 205
        assert survival.conditional(durations, ended, 40, 1)["at_risk"] == 6
        assert min(durations) > 0

    def test_nothing_is_known_of_the_future(self):
        early = endings.lives(pacts(), datetime.date(1950, 12, 31))[1]
        late = endings.lives(pacts())[1]
        assert sum(early) < sum(late) == 192


class TestCompute:
    def test_default_is_the_curve_of_the_chapter(self):
        result = run()
        curve = survival.kaplan_meier(*endings.lives(pacts()))
        assert result["time"] == pytest.approx(curve["time"])
        assert result["survival"] == pytest.approx(curve["survival"])
        assert result["median"] == pytest.approx(13.5, abs=0.05)

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
        great = run(era="since", size="more", power="major")
        assert (great["count"], great["ended"]) == (10, 2)
        assert great["nato"]["survival"] == pytest.approx(0.7)
        assert run()["nato"]["survival"] == pytest.approx(0.091, abs=0.0005)

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
        assert len(years) == endings.NAMED
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
        share = survival.survival_at(survival.kaplan_meier(*endings.lives(table)), 67)
        assert f"to {100 * share:.1f} per cent" in CHAPTER
        great = table[(table["members"] > 2) & table["major_power"].astype(bool)]
        great = great[great["begin"] >= "1946"]
        share = survival.survival_at(survival.kaplan_meier(*endings.lives(great)), 67.7)
        assert f"to {100 * share:.0f} per cent" in CHAPTER

    def test_broken_if_nothing_else_could_happen(self):
        durations, _ = endings.lives(pacts())
        broken = [way == "broken" for way in pacts()["ending"]]
        share = 1 - survival.survival_at(survival.kaplan_meier(durations, broken), 67)
        assert f"about {100 * share:.0f} per cent" in CHAPTER
        causes = [None if way == "in_force" else way for way in pacts()["ending"]]
        share = survival.cumulative_incidence(durations, causes)[1]["broken"][-1]
        assert f"{100 * share:.0f} per cent are broken" in CHAPTER

    def test_forecast(self):
        assert round(100 * np.exp(-0.3), -1) / 100 == pytest.approx(0.7)
        assert 0.72 < np.exp(-0.3) < 0.77

    def test_who_died_old(self):
        old = pacts()[np.array(endings.lives(pacts())[0]) > 40].dropna(subset="end")
        assert {*old["pact"]} == {
            "German Confederation",
            "Soviet Union and Finland",
            "Brussels Treaty (Western European Union)",
        }


def test_three_answers_of_1970():
    answers = [*figures.three_answers(pacts(), 1970).values()]
    assert answers == pytest.approx([5.1, 5.5, 10.7], abs=0.05)


def test_every_starting_year_of_the_slider_has_an_answer():
    low, high = map(int, re.search(r"last_year=\((\d+), (\d+)", CHAPTER).groups())
    for year in (low, high):
        assert len(figures.three_answers(pacts(), year)) == 3


def test_classes_not_watched_to_natos_age_are_hollow():
    figure = figures.classes()
    points = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert len(points) == len(figures.CLASSES)
    assert sum(point.get_markerfacecolor() == "none" for point in points) == 2
    plt.close(figure)


def test_lost_members_as_censored():
    """ATOP's own reading: a state that ceases to be one interrupts the observation."""
    durations, _ = endings.lives(pacts())
    over = [way not in ("member_lost", "in_force") for way in pacts()["ending"]]
    curve = survival.kaplan_meier(durations, over)
    assert survival.median(curve) == pytest.approx(15.1, abs=0.05)
    assert survival.survival_at(curve, 67) == pytest.approx(0.110, abs=0.0005)


def test_fallback_shows_classes():
    figure, alt, table = EndingsExplorer.fallback()
    assert len(table) == 6
    assert "NATO" in alt
    plt.close(figure)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures.famous(load("famous_endings")),
        lambda: figures.diagonals(pacts()),
        lambda: figures.curves({"a": pacts(), "b": endings.alliances()}),
        lambda: figures.ways(pacts()),
        lambda: figures.risk(pacts(), [0, 10, 40, 70]),
        figures.classes,
    ],
)
def test_figures_draw(draw):
    figure = draw()
    for ax in figure.axes:
        assert ax.has_data()
        assert not ax.get_title()
    figure.savefig(io.BytesIO(), format="svg")
    plt.close(figure)
