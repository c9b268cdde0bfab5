"""The chapter on enlargement: its tables, its figures and its explorer."""

from __future__ import annotations

import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from natolab.chapters.enlargement import figures
from natolab.chapters.enlargement.explorer import (
    DEFAULTS,
    FIRST_YEAR,
    LAST_YEAR,
    EnlargementExplorer,
    compute,
)
from natolab.data import load
from tests.support import site

DATA = EnlargementExplorer.payload()
MEMBERS = load("alliance_members")
ROUNDS = load("enlargement_rounds").set_index("round", drop=False)
YEARS = load("alliance_by_year").set_index("year", drop=False)
OUTLINES = load("map_outlines")
VOTES = pd.concat(
    [load("senate_vote_1949").assign(round=1949), load("senate_votes_enlargement")],
    ignore_index=True,
)
CHAPTER = (site.TOP / "book" / "enlargement.md").read_text(encoding="utf-8")
BIBLIOGRAPHY = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")


def at(year, without_us=False):
    return compute({"year": year, "without_us": without_us}, DATA)


class TestRounds:
    def test_twelve_become_thirty_two_in_ten_rounds(self):
        assert len(ROUNDS) == 11
        assert ROUNDS["new_members"].sum() == 32 == len(MEMBERS)
        assert (MEMBERS["round"] == 1949).sum() == 12

    def test_members_join_on_the_day_of_their_round(self):
        assert (MEMBERS["acceded"] == MEMBERS["round"].map(ROUNDS["acceded"])).all()
        assert (MEMBERS["acceded"].dt.year == MEMBERS["round"]).all()
        assert (MEMBERS.groupby("round").size() == ROUNDS["new_members"]).all()

    def test_protocol_comes_before_accession(self):
        later = ROUNDS[ROUNDS["round"] > 1949]
        assert (later["protocol_signed"] < later["acceded"]).all()
        known = later[later["consent"].notna()]
        assert (known["protocol_signed"] < known["consent"]).all()
        assert (known["consent"] < known["acceded"]).all()

    def test_undocumented_tallies_stay_empty(self):
        empty = ROUNDS[ROUNDS["yeas"].isna()]
        assert list(empty["round"]) == [1952, 1982, 2009]
        assert list(empty["record"]) == ["not_found", "not_found", "no_roll_call"]
        assert empty["nays"].isna().all()

    def test_sources_stand_in_the_bibliography(self):
        keys = {key for row in ROUNDS["source"] for key in row.split("|")}
        assert all(re.search(rf"@\w+\{{{key},", BIBLIOGRAPHY) for key in keys)


class TestVotes:
    def test_senators_add_up_to_the_tallies(self):
        tally = figures.shares(VOTES).groupby("round")[["yea", "nay"]].sum()
        for when, row in tally.iterrows():
            assert (row["yea"], row["nay"]) == tuple(ROUNDS.loc[when, ["yeas", "nays"]])

    def test_a_hundred_senators_two_a_state(self):
        new = VOTES[VOTES["round"] > 1949]
        assert (new.groupby(["round", "state"]).size() == 2).all()
        assert (new.groupby("round").size() == 100).all()

    def test_republicans_doubted_in_1949_and_democrats_slightly_in_1998(self):
        share = figures.shares(VOTES)["share"]
        assert share[1949, "Republican"] == pytest.approx(100 * 32 / 43)
        assert share[1949, "Republican"] < share[1949, "Democrat"]
        assert share[1999, "Democrat"] < share[1999, "Republican"]

    @pytest.mark.parametrize(
        ("when", "names"),
        [(2017, {"Lee", "Paul"}), (2020, {"Lee", "Paul"}), (2023, {"Hawley"})],
    )
    def test_last_opponents_are_republicans(self, when, names):
        nays = VOTES[(VOTES["round"] == when) & (VOTES["vote"] == "nay")]
        assert {name.split()[-1] for name in nays["senator"]} == names
        assert set(nays["party"]) == {"Republican"}

    def test_paul_voted_present_in_2022(self):
        (present,) = VOTES.loc[VOTES["vote"] == "present", "senator"]
        assert present == "Rand Paul"

    def test_solution_on_how_many_noes(self):
        tally = figures.shares(VOTES).groupby("round")[["yea", "nay"]].sum()
        change = tally["yea"] - np.ceil(2 * (tally["yea"] + tally["nay"]) / 3) + 1
        assert (change[1999], change[1949]) == (15, 19)
        assert "In 1998 that makes 15, in 1949 19." in CHAPTER


class TestYears:
    def test_every_year_once(self):
        assert list(YEARS["year"]) == list(range(FIRST_YEAR, LAST_YEAR + 1))

    def test_members_are_counted_from_the_list(self):
        for year, count in YEARS["members"].items():
            assert count == (MEMBERS["round"] <= year).sum()

    def test_figures_end_with_2024(self):
        assert YEARS.loc[:2024, ["population", "spending_us"]].notna().all().all()
        assert YEARS.loc[2025:, ["population", "spending_us"]].isna().all().all()

    def test_gaps_are_those_that_the_caption_names(self):
        assert list(YEARS.loc[YEARS["without_figure"].notna(), "year"]) == [1949, 1952]

    def test_the_seven_of_2004_weigh_little(self):
        seven, now = ROUNDS.loc[2004], YEARS.loc[2004]
        total = now["spending_us"] + now["spending_others"]
        assert seven["population_added"] / now["population"] == pytest.approx(1 / 20, abs=0.002)
        assert seven["spending_added"] / total < 0.01

    def test_west_germany_leads_by_both_measures(self):
        new = ROUNDS[ROUNDS["round"] > 1949]
        people = new["population_added"] / YEARS["population"]
        total = YEARS["spending_us"] + YEARS["spending_others"]
        money = new["spending_added"] / total.loc[new["spending_year"]].to_numpy()
        assert people.idxmax() == money.idxmax() == 1955


class TestMap:
    def test_every_ally_is_drawn_or_stands_beside_the_map(self):
        drawn = set(OUTLINES["iso3"]) | set(figures.OUTSIDE)
        assert drawn - {"OTH"} == set(MEMBERS["iso3"])

    def test_outlines_lie_inside_the_map(self):
        for outline in OUTLINES["outline"]:
            corners = figures.polygon(outline)
            assert len(corners) >= 3
            assert (corners >= 0).all()
            assert (corners <= [figures.MAP_WIDTH, figures.MAP_HEIGHT]).all()

    def test_table_is_small(self):
        assert (site.TOP / "data" / "map_outlines.csv").stat().st_size < 60_000


class TestCompute:
    def test_sweden_joins_in_2024(self):
        result = at(2024)
        assert len(result["members"]) == 32
        assert result["new"] == ["SWE"]
        assert "95 to 1" in result["vote"]
        assert result["sentence"].startswith("At the end of 2024 the alliance has 32 members, 1 of")

    def test_year_between_rounds(self):
        result = at(1975)
        assert (len(result["members"]), result["new"]) == (15, [])
        assert result["rounds"][-1]["label"] == "West Germany"
        assert "76 to 2" in result["vote"]

    def test_1952_says_what_is_not_known(self):
        vote = at(1952)["vote"]
        assert "cannot give the tally" in vote
        assert "TIME" in vote

    def test_no_figures_after_2024(self):
        result = at(2026)
        assert result["population"] is result["spending"] is result["us_share"] is None
        assert "end with 2024" in result["sentence"]

    def test_without_the_united_states(self):
        everyone, rest, now = at(2004), at(2004, without_us=True), YEARS.loc[2004]
        assert everyone["spending"] - rest["spending"] == pytest.approx(now["spending_us"])
        assert everyone["population"] - rest["population"] == pytest.approx(now["population_us"])
        assert everyone["us_share"] == rest["us_share"]

    def test_names_allies_without_a_figure(self):
        assert at(1949)["gap"] == "Canada and United Kingdom"
        assert at(1952)["gap"] == "Turkey"
        assert at(1953)["gap"] == ""

    def test_years_are_moved_into_the_treaty(self):
        assert at(1900)["year"] == FIRST_YEAR
        assert at(2100)["year"] == LAST_YEAR


def test_page_agrees_in_every_year(compute_in_page):
    cases = [
        {"year": year, "without_us": flag} for year in range(1940, 2031) for flag in (True, False)
    ]
    page = compute_in_page("enlargement", cases, DATA)
    assert page == [compute(case, DATA) for case in cases]


def test_fallback_lists_every_round():
    figure, alt, table = EnlargementExplorer.fallback()
    assert list(table["Year"]) == list(ROUNDS["round"])
    assert str(DEFAULTS["year"]) in alt
    plt.close(figure)


def test_waits():
    waits = figures.waits(load("enlargement_rounds"))
    assert "Founders" not in waits
    assert waits.idxmax() == "Sweden"
    assert waits["Finland"] < waits["Sweden"] / 2


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures.maps(OUTLINES, MEMBERS, [1949, 1999, 2024]),
        lambda: figures.growth(load("alliance_by_year")),
        lambda: figures.senate(VOTES, load("enlargement_rounds")),
        lambda: figures.opponents(VOTES),
    ],
)
def test_figures_draw_their_tables(draw):
    figure = draw()
    for ax in figure.axes:
        assert ax.has_data()
        assert not ax.get_title()
    figure.savefig(io.BytesIO(), format="svg")
    plt.close(figure)
