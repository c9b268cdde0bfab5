"""The chapter on the law of withdrawal: facts in its tables, figures, presets, explorers."""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from natolab.chapters.withdrawal_law import figures
from natolab.chapters.withdrawal_law import road_map_explorer as road
from natolab.chapters.withdrawal_law import withdrawal_votes_explorer as voting
from natolab.chapters.withdrawal_law.votes import two_thirds
from natolab.data import load

ENDINGS = load("treaty_terminations")
BOOK = Path(__file__).parents[2] / "book"


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


# ---------------------------------------------------------------- facts in the tables


def test_every_source_stands_in_the_bibliography():
    keys = set(re.findall(r"^@\w+\{([^,]+),", (BOOK / "references.bib").read_text(), re.MULTILINE))
    for name in (
        "treaty_terminations",
        "withdrawal_authorities",
        "withdrawal_bills",
        "withdrawal_votes",
        "goldwater_steps",
        "troop_counts_2025",
        "road_map_presets",
    ):
        assert set(load(name)["source"]) <= keys, name


def test_who_ended_what():
    early, late = ENDINGS[ENDINGS["year"] < 1927], ENDINGS[ENDINGS["year"] >= 1927]
    alone = {"president_alone", "president_against_statute"}
    assert not set(early["authority"]) & alone
    others = late[~late["authority"].isin(alone)]
    assert list(others["treaty"]) == ["Air services, with South Africa (1947)"]
    assert list(ENDINGS["year"]) == sorted(ENDINGS["year"])
    assert (ENDINGS["date"].dt.year == ENDINGS["year"]).all()
    taken = ENDINGS["in_effect"].dropna()
    assert (taken >= ENDINGS.loc[taken.index, "date"]).all()


@pytest.mark.parametrize(
    ("treaty", "notice", "effect"),
    [
        ("Mutual defence, with Taiwan (1954)", "1978-12-23", "1980-01-01"),
        ("Anti-ballistic missiles (1972)", "2001-12-13", "2002-06-13"),
        ("Intermediate-range nuclear forces (1987)", "2019-02-02", "2019-08-02"),
        ("Open Skies (1992)", "2020-05-22", "2020-11-22"),
        ("Taxes, with Hungary (1979)", "2022-07-08", "2023-01-08"),
        ("Paris Agreement, first exit", "2019-11-04", "2020-11-04"),
        ("Paris Agreement, second exit", "2025-01-27", "2026-01-27"),
        ("Jurisdiction of the International Court of Justice (1946)", "1985-10-07", "1986-04-07"),
        ("Commerce, with Russia (1832)", "1911-12-17", "1913-01-01"),
        ("Smuggling, with Mexico (1925)", "1927-03-21", "1927-03-28"),
    ],
)
def test_days(treaty, notice, effect):
    row = ENDINGS.set_index("treaty").loc[treaty]
    assert (row["date"], row["in_effect"]) == (pd.Timestamp(notice), pd.Timestamp(effect))


def test_goldwater_has_no_majority_for_a_reason():
    table = load("goldwater_justices")
    grounds = table["ground"].value_counts()
    assert len(table) == 9 and grounds.max() == 4 == grounds["political question"]
    assert (table["would"] == "dismiss").sum() == 6
    steps = load("goldwater_steps").set_index("step")["date"]
    assert (steps["vacated"] - steps["notice"]).days == 355
    assert (steps["ended"] - steps["vacated"]).days == 19


def test_votes_of_record():
    votes = load("withdrawal_votes").set_index("date")
    assert two_thirds(int(votes.loc["1949-07-21", ["yeas", "nays"]].sum())) == 64
    assert [*votes["yeas"]] == [82, 65, 87, 77, 47, 50]
    assert [*votes["nays"]] == [13, 28, 13, 20, 53, 48]


def test_law_keeps_the_ban_and_drops_the_suit():
    bills = load("withdrawal_bills").set_index("bill")
    law = bills.loc["Section 1250A"]
    assert (law["bar"], law["funds"], law["suit"]) == ("yes", "yes", "no")
    assert law["notice"] == bills.loc["S.J. Res. 37", "notice"] == "180 days before"
    assert bills.loc["S.J. Res. 37", "suit"] == "yes"
    assert set(bills[bills["aim"] == "leave"]["sponsors"]) == {"Lee", "Massie"}


def test_floor_lies_between_two_ways_of_counting():
    counts = load("troop_counts_2025").set_index("label")
    troops = load("us_troops_europe")
    assigned = troops.loc[troops["year"] == 2025, "troops"].sum()
    floor = counts.loc["Floor in section 1249", "low"]
    assert assigned == 67247 and floor == 76000
    assert assigned < floor < counts.loc["Press, usual range", "low"]


# ---------------------------------------------------------------- presets


def test_presets_keep_their_rule():
    table = load("road_map_presets")
    rule = {
        "categorical": {0.0, 1.0},
        "leans yes": {0.9},
        "leans no": {0.1},
        "open": {0.5},
        "silent": {0.5},
    }
    assert table["preset"].nunique() == 3
    for row in table.itertuples():
        assert row.probability in rule[row.basis], row
    assert (table.groupby("preset")["question"].agg(list).map(tuple).nunique()) == 1


def test_three_views_by_hand():
    data = road.RoadMapExplorer.payload()
    stopped = {
        preset["label"]: road.compute({**road.DEFAULTS, **preset["values"]}, data)["stopped"]
        for preset in data["presets"]
    }
    assert stopped == pytest.approx(
        {
            "Office of Legal Counsel, 2020": 0,
            "Anderson, 2024": 0.5 * 0.5 * 0.9 * 0.9 * 0.5 * 0.9,
            "Bradley, 2024": 0.1 * 0.5 * 0.5 * 0.5 * 0.5 * 0.9,
        }
    )


def test_road_map_says_what_the_chapter_says():
    """Start: 0.95 * 0.9 of cases reach the question of defiance, and half of them defy."""
    result = road.compute(road.DEFAULTS, road.RoadMapExplorer.payload())
    defied = 0.95 * 0.9 * 0.5
    undone = 0.5**5 * 0.9
    assert result["out"] == pytest.approx(0.05 + 0.95 * 0.1 + defied * (1 - undone))
    assert result["matters"] == "defy"
    assert result["lawful"] == 18 and result["defiant"] == 13


def test_preset_votes():
    data = voting.WithdrawalVotesExplorer.payload()
    opened = {
        label: [
            route["route"]
            for route in voting.compute({**voting.DEFAULTS, **patch}, data)["routes"]
            if route["open"]
        ]
        for label, patch in voting.PRESETS
    }
    assert opened == {
        "Party line": [],
        "July 2023 turned round": ["senate_suit"],
        "A thin Senate": [],
        "Congress overrides": ["bar", "senate_suit", "house_suit"],
    }


def test_votes_never_exceed_those_present():
    data = voting.WithdrawalVotesExplorer.payload()
    result = voting.compute({**voting.DEFAULTS, "rep_present": 10, "rep_for": 53}, data)
    assert (result["senate_for"], result["senate_against"]) == (10, 47)


# ---------------------------------------------------------------- figures


def test_terminations_shows_every_row():
    ax = figures.terminations(ENDINGS).axes[0]
    assert sum(len(line.get_xdata()) for line in ax.lines) == len(ENDINGS)
    assert set(ENDINGS["authority"]) == set(figures.AUTHORITIES)


def test_marks_of_one_year_do_not_hide_each_other():
    ax = figures.terminations(ENDINGS).axes[0]
    points = [point for line in ax.lines for point in zip(*line.get_data(), strict=True)]
    assert len(set(points)) == len(points)


def test_justices_stand_below_the_majority():
    ax = figures.justices(load("goldwater_justices")).axes[0]
    assert [bar.get_width() for bar in ax.patches] == [4, 1, 1, 2, 1]
    assert ax.lines[0].get_xdata()[0] == 5


def test_clock_counts_days():
    ax = figures.case_clock(load("goldwater_steps")).axes[0]
    days = [line.get_xdata()[-1] for line in ax.lines[1::2]]
    assert days == [0, 165, 298, 355, 374]


def test_safeguards_crosses_out_the_suit_of_the_law():
    bills = load("withdrawal_bills")
    bills = bills[(bills["aim"] == "bind") & (bills["year"] <= 2023)]
    ax = figures.safeguards(bills).axes[0]
    crosses = {
        (line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if line.get_marker() == "x"
    }
    assert (3, -4) in crosses and (3, -3) not in crosses
    assert sum(text.get_text() == "?" for text in ax.texts) == 2


def test_roll_calls_and_floor_and_zones_draw_the_tables():
    ax = figures.roll_calls(load("withdrawal_votes")).axes[0]
    assert [line.get_xdata()[0] for line in ax.lines[:-1]] == [64, 62, 67, 65, 67, 66]
    ax = figures.floor(load("troop_counts_2025"), 67247).axes[0]
    assert ax.lines[0].get_xdata()[0] == 76
    words = " ".join(
        text.get_text() for text in figures.zones(load("withdrawal_authorities")).axes[0].texts
    )
    assert "Youngstown (1952)" in words and "Open Skies" not in words and "Raines" not in words
