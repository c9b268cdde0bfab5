"""The chapter on the law of withdrawal: facts, numbers, presets, figures."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from natolab.chapters.withdrawal_law import exercises, exit_odds, figures, head_count
from natolab.chapters.withdrawal_law.numbers import numbers
from natolab.chapters.withdrawal_law.road_map import LINKS
from natolab.chapters.withdrawal_law.votes import cloture, quorum
from natolab.data import load
from tests.support import site
from tests.support.exercises import after

ENDINGS = load("treaty_terminations")
SHOWN = {name: number.value for name, number in numbers().items()}
BIBLIOGRAPHY = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


# ---------------------------------------------------------------- facts in the tables


def test_every_source_stands_in_the_bibliography():
    keys = set(re.findall(r"^@\w+\{([^,]+),", BIBLIOGRAPHY, re.MULTILINE))
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
    counts = [SHOWN[name] for name in ("endings_early", "endings_late", "alone_late")]
    assert counts == [len(early), len(late), len(late) - 1] == [6, 20, 19]
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
    assert len(table) == 9 and grounds.max() == 4 == SHOWN["political_question"]
    assert (table["would"] == "dismiss").sum() == 6
    assert (SHOWN["case_days"], SHOWN["case_left"]) == (355, 19)


def test_votes_of_record():
    votes = load("withdrawal_votes").set_index("date")
    assert SHOWN["two_thirds_1949"] == 64
    assert [*votes["yeas"]] == [82, 65, 87, 77, 47, 50, 50, 49]
    assert [*votes["nays"]] == [13, 28, 13, 20, 53, 48, 46, 50]
    # Those on the war are the votes of the table that holds them all.
    war = load("congress_war_votes").query("chamber == 'Senate'").set_index("date")
    ours = votes[votes["question"].str.startswith("War powers")]
    assert (war.loc[ours.index, ["yes", "no"]].to_numpy() == ours[["yeas", "nays"]]).all().all()


def test_law_keeps_the_ban_and_drops_the_suit():
    bills = load("withdrawal_bills").set_index("bill")
    law = bills.loc["Section 1250A"]
    assert (law["bar"], law["funds"], law["suit"]) == ("yes", "yes", "no")
    assert law["notice"] == bills.loc["S.J. Res. 37", "notice"] == "180 days before"
    assert bills.loc["S.J. Res. 37", "suit"] == "yes"
    assert set(bills[bills["aim"] == "leave"]["sponsors"]) == {"Lee", "Massie"}


def test_floor_lies_between_two_ways_of_counting():
    counts = load("troop_counts_2025").set_index("label")
    floor = counts.loc["Floor in section 1249", "low"]
    assert SHOWN["assigned"] == 67247 and floor == 76000
    assert SHOWN["floor_gap"] == 8753
    assert floor < counts.loc["Press, usual range", "low"]


# ---------------------------------------------------------------- numbers of the prose


def test_thresholds_of_full_and_thin_chambers():
    names = ("quorum_senate", "two_thirds_quorum", "two_thirds_full", "cloture", "override_house")
    assert [SHOWN[name] for name in names] == [51, 34, 67, 60, 290]
    # At 88 present two thirds are 59, at 89 they are 60.
    assert SHOWN["cloture_harder_to"] == 88


def test_party_line_falls_short_by_what_53_senators_lack():
    assert (SHOWN["party_short_consent"], SHOWN["party_short_cloture"]) == (67 - 53, 60 - 53)


def test_chain_of_six():
    assert SHOWN["chain_80"] == pytest.approx(26.2144)
    assert SHOWN["chain_90"] == pytest.approx(53.1441)
    assert (SHOWN["chain_needed"] / 100) ** 6 == pytest.approx(0.5)


def test_very_strong_links_weigh_more_than_the_decision():
    """ "All above some 94 per cent": obedience keeps its starting value of 90."""

    def weighs_more(strength):
        links = dict.fromkeys(set(LINKS) - {"heeded"}, strength)
        moved = exit_odds.compute({**exit_odds.DEFAULTS, **links}, {})["sensitivity"]
        return all(abs(moved[link]) > moved["defy"] for link in links)

    assert weighs_more(0.94) and not weighs_more(0.93)


def test_days_of_exercise_1():
    notice = pd.Timestamp("2027-01-01") + pd.Timedelta(days=180)
    assert notice == pd.Timestamp("2027-06-30")


def test_gains_of_exercise_6():
    """Two links from one half to nine tenths, or one from one half to certainty."""
    start = SHOWN["start_stopped"]
    assert SHOWN["repaired_stopped"] / start == pytest.approx(1.8 * 1.8) == pytest.approx(3.24)
    assert SHOWN["sure_stopped"] / start == pytest.approx(2)


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
    stopped = [SHOWN[f"{name}_stopped"] for name in ("olc", "anderson", "bradley")]
    by_hand = [0, 0.5 * 0.5 * 0.9 * 0.9 * 0.5 * 0.9, 0.1 * 0.5 * 0.5 * 0.5 * 0.5 * 0.9]
    assert stopped == pytest.approx([100 * share for share in by_hand])
    # A notice in defiance comes in 42.75 per cent of cases; the lawful exits add 14.5.
    out = [SHOWN[f"{name}_out"] for name in ("olc", "anderson", "bradley")]
    assert out == pytest.approx([14.5 + 42.75 * (1 - share) for share in by_hand])
    labels = [view["label"] for view in exit_odds.views().values()]
    assert labels == ["Office of Legal Counsel, 2020", "Anderson, 2024", "Bradley, 2024"]


def test_road_map_says_what_the_chapter_says():
    """Start: 0.95 * 0.9 of cases reach the question of defiance, and half of them defy."""
    result = exit_odds.compute(exit_odds.DEFAULTS, exit_odds.payload())
    defied = 0.95 * 0.9 * 0.5
    undone = 0.5**5 * 0.9
    assert SHOWN["start_stopped"] == pytest.approx(100 * undone)
    assert SHOWN["start_out"] == pytest.approx(100 * (0.05 + 0.95 * 0.1 + defied * (1 - undone)))
    assert SHOWN["start_defy"] == pytest.approx(10 * 0.95 * 0.9 * (1 - undone))
    assert SHOWN["start_suit"] == pytest.approx(10 * defied * 0.5**4 * 0.9)
    moved = result["sensitivity"]
    equal = [link for link in LINKS if moved[link] == pytest.approx(moved["suit"])]
    assert len(equal) == 5, "ten points for any of five legal links"
    assert result["matters"] == "defy"
    assert result["lawful"] == 18 and result["defiant"] == 13


def test_questions_and_outcomes_of_the_page_are_those_of_the_tree():
    data = exit_odds.payload()
    assert list(data["questions"]) == list(data["tree"])
    followers = {name for pair in data["tree"].values() for name in pair}
    assert followers - set(data["tree"]) == set(data["outcomes"])


def test_preset_votes():
    opened = {
        label: [
            route["route"]
            for route in head_count.compute({**head_count.DEFAULTS, **patch}, head_count.payload())[
                "routes"
            ]
            if route["open"]
        ]
        for label, patch in head_count.PRESETS
    }
    assert opened == {
        "Party line": [],
        "July 2023 turned round": ["senate_suit"],
        "A thin Senate": [],
        "Congress overrides": ["bar", "senate_suit", "house_suit"],
    }


def test_votes_never_exceed_those_present():
    wild = {**head_count.DEFAULTS, "rep_present": 10, "rep_for": 53}
    result = head_count.compute(wild, head_count.payload())
    assert (result["senate_for"], result["senate_against"]) == (10, 47)


# ---------------------------------------------------------------- figures


def test_terminations_shows_every_row():
    ax = figures.terminations(ENDINGS).axes[0]
    drawn = [sorted(line.get_xdata()) for line in ax.lines]
    assert drawn == [
        list(ENDINGS.loc[ENDINGS["authority"] == authority, "year"])
        for authority in figures.AUTHORITIES
    ]
    assert sum(map(len, drawn)) == len(ENDINGS)


def test_marks_of_one_year_do_not_hide_each_other():
    ax = figures.terminations(ENDINGS).axes[0]
    points = [point for line in ax.lines for point in zip(*line.get_data(), strict=True)]
    assert len(set(points)) == len(points)


def test_justices_stand_below_the_majority():
    ax = figures.justices(load("goldwater_justices")).axes[0]
    assert [bar.get_width() for bar in ax.patches] == [4, 1, 1, 2, 1]
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "political question",
        "not ripe",
        "result only",
        "hear argument",
        "affirm for the president",
    ]
    assert ax.lines[0].get_xdata()[0] == 5


def test_clock_counts_days():
    ax = figures.case_clock(load("goldwater_steps")).axes[0]
    days = [line.get_xdata()[-1] for line in ax.lines[1::2]]
    assert days == [0, 165, 298, 342, 355, 374]
    # Squares are the treaty's own steps, circles the courts'.
    assert [line.get_marker() for line in ax.lines[1::2]] == ["s", "o", "o", "o", "o", "s"]


def test_safeguards_crosses_out_the_suit_of_the_law():
    ax = figures.safeguards(load("withdrawal_bills")).axes[0]
    rows = [label.get_text().partition("\n")[0] for label in ax.get_yticklabels()]
    assert rows == [
        "S.J. Res. 62",
        "S.J. Res. 4",
        "NATO Support Act",
        "S.J. Res. 37",
        "Section 1250A",
    ]
    crosses = {
        (line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if line.get_marker() == "x"
    }
    assert (3, -4) in crosses and (3, -3) not in crosses
    assert sum(text.get_text() == "?" for text in ax.texts) == 2


def test_roll_calls_put_ticks_and_cloture_over_the_votes():
    votes = load("withdrawal_votes")
    ax = figures.roll_calls(votes).axes[0]
    yeas, nays = ax.patches[::2], ax.patches[1::2]
    assert [bar.get_width() for bar in yeas] == list(votes["yeas"])
    assert [(bar.get_x(), bar.get_width()) for bar in nays] == [
        *zip(votes["yeas"], votes["nays"], strict=True)
    ]
    *ticks, cloture = ax.lines
    assert [line.get_xdata()[0] for line in ticks] == [64, 62, 67, 65, 67, 66, 64, 66]
    assert set(cloture.get_xdata()) == {60}


def test_floor_stands_between_those_assigned_and_the_press():
    ax = figures.floor(load("troop_counts_2025"), SHOWN["assigned"]).axes[0]
    low = [bar.get_width() for bar in ax.patches[::2]]
    high = [bar.get_x() + bar.get_width() for bar in ax.patches[1::2]]
    assert low == pytest.approx([67.247, 76, 80, 100])
    assert high == pytest.approx([67.247, 76, 100, 100])
    assert [bool(bar.get_hatch()) for bar in ax.patches[::2]] == [False, True, False, False]
    assert ax.lines[0].get_xdata()[0] == 76


def test_zones_sort_the_rulings_of_courts():
    ax = figures.zones(load("withdrawal_authorities")).axes[0]
    cells = {text.get_position(): text.get_text().splitlines() for text in ax.texts}
    silent, forbidden = 0, 1
    won, lost, undecided = 0, -1, -2
    assert cells == {
        (silent, won): ["Goldwater, court of appeals (1979)"],
        (silent, lost): ["none"],
        (silent, undecided): [
            "Goldwater v. Carter (1979)",
            "Beacon Products v. Reagan (1986)",
            "Kucinich v. Bush (2002)",
        ],
        (forbidden, won): ["Zivotofsky v. Kerry (2015)"],
        (forbidden, lost): ["Little v. Barreme (1804)", "Youngstown (1952)"],
        (forbidden, undecided): ["Zivotofsky v. Clinton (2012)"],
    }


# ---------------------------------------------------------------- what the exercises teach


def test_president_and_statute_clashed_three_times():
    clashes = after(exercises.against_each_other)["clashes"]
    assert list(clashes) == [1920, 1986, 2020]
    assert list(ENDINGS.loc[clashes.index, "authority"]) == [
        "president_refused",
        "act_of_congress",
        "president_against_statute",
    ]


def test_two_who_turn_do_as_much_as_three_who_stay_away():
    names = after(exercises.turn_or_stay_away)
    turned, away = names["turned"](53, 47), names["away"](53, 47)
    assert 3 * turned == 2 * away
    assert 53 + 47 - away >= quorum(100)
    assert cloture(100) > 53
