"""The chapter on origins: its tables, its figures and its explorer."""

from __future__ import annotations

import itertools
import random
import re

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from natolab.chapters.origins import exercises, figures
from natolab.chapters.origins.capabilities import SIDES, sides
from natolab.chapters.origins.explorer import OriginsExplorer
from natolab.chapters.origins.numbers import numbers
from natolab.chapters.origins.treaty import DEFAULTS, FIRST_YEAR, LAST_YEAR, compute, payload
from natolab.data import load
from tests.support import site
from tests.support.exercises import after
from tests.support.figures import span

DATA = payload()
SHOWN = {name: number.value for name, number in numbers().items()}
CASES = load("treaty_cases").to_dict("records")
BIBLIOGRAPHY = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")
CHAPTER = (site.TOP / "book" / "origins.md").read_text(encoding="utf-8")


def situations():
    """Every place, target and attack."""
    return itertools.product(
        (place["place"] for place in DATA["places"]),
        (target["choice"] for target in DATA["targets"]),
        (attack["choice"] for attack in DATA["attacks"]),
    )


def answer(place, target, attack, year):
    return compute({"place": place, "target": target, "attack": attack, "year": year}, DATA)


class TestVote:
    vote = load("senate_vote_1949")

    def test_eighty_two_to_thirteen(self):
        assert (SHOWN["yeas"], SHOWN["nays"]) == (82, 13)
        assert 3 * (SHOWN["needed"] - 1) < 2 * 95 <= 3 * SHOWN["needed"]
        assert SHOWN["spare"] == 18

    def test_numbers_of_exercise_3(self):
        """Nineteen who switch, or 57 who stay away, and a quorum of 49."""
        assert SHOWN["yeas"] - 19 < SHOWN["needed"] <= SHOWN["yeas"] - 18
        fails = [k for k in range(83) if 3 * (82 - k) < 2 * (95 - k)]
        assert fails[0] == 57
        assert 95 - 47 < 96 // 2 + 1 == 49 <= 95 - 46

    def test_two_senators_a_state(self):
        assert len(self.vote) == 96
        assert (self.vote.groupby("state").size() == 2).all()

    def test_by_party(self):
        assert (SHOWN["dem_yea"], SHOWN["dem_nay"]) == (50, 2)
        assert (SHOWN["rep_yea"], SHOWN["rep_nay"]) == (32, 11)

    def test_second_dimension_parts_republicans_better_than_the_first(self):
        first = abs(SHOWN["first_nay"] - SHOWN["first_yea"])
        assert abs(SHOWN["second_nay"] - SHOWN["second_yea"]) > 5 * first

    def test_ellender_alone_was_absent(self):
        (absent,) = self.vote.loc[self.vote["vote"] == "paired_yea", "senator"]
        assert absent.endswith("Ellender")

    def test_taft_and_wherry_against_vandenberg_for(self):
        votes = {
            name.split()[-1]: vote
            for name, vote in zip(self.vote.senator, self.vote.vote, strict=True)
        }
        assert votes["Taft"] == votes["Wherry"] == "nay"
        assert votes["Vandenberg"] == "yea"


class TestCapabilities:
    table = load("capabilities_1946_1955")

    def test_twelve_founders_each_year(self):
        founders = self.table[
            self.table["group"].isin(["United States", "Canada", "European founders"])
        ]
        assert (founders.groupby("year").size() == 12).all()

    def test_shares_stay_below_the_world(self):
        assert (self.table.groupby("year")["cinc"].sum() < 1).all()

    def test_sides_add_up_the_table(self):
        totals = sides(self.table)
        left_in = self.table[self.table["group"] != "Joined by 1955"]
        assert totals["cinc"].sum() == pytest.approx(left_in["cinc"].sum())
        assert totals["soldiers"].sum() == pytest.approx(left_in["soldiers"].sum() / 1000)

    def test_the_text_on_who_was_stronger(self):
        assert SHOWN["founders_share"] > SHOWN["bloc_share"]
        assert SHOWN["us_share"] > SHOWN["bloc_share"]
        assert SHOWN["founders_soldiers"] < SHOWN["bloc_soldiers"]

    def test_the_text_on_polish_money(self):
        assert SHOWN["poland_money"] > SHOWN["britain_france_money"]
        assert SHOWN["poland_money_1950"] < SHOWN["poland_money"] / 5

    def test_korea_doubled_american_numbers(self):
        soldiers = sides(self.table).set_index(["side", "year"])["soldiers"]
        assert soldiers["United States", 1951] > 2 * soldiers["United States", 1950]

    def test_numbers_of_exercise_5(self):
        assert SHOWN["turkey_soldiers"] / SHOWN["germany_soldiers"] == pytest.approx(2, abs=0.1)
        assert SHOWN["turkey_soldiers"] > SHOWN["joined_soldiers"] / 2


class TestTroops:
    table = load("us_troops_europe")

    def test_2008_is_left_out(self):
        assert sorted(self.table["year"].unique()) == [y for y in range(1950, 2026) if y != 2008]

    def test_interpolated_years_lie_halfway(self):
        wide = self.table.pivot(index="year", columns="host", values="troops")
        halfway = (wide.loc[1950] + wide.loc[1953]) / 2
        for host in ("Germany", "United Kingdom", "Italy", "France", "Turkey"):
            assert abs(wide.loc[1951, host] - halfway[host]) <= 1
            assert wide.loc[1951, host] == wide.loc[1952, host]
        marked = self.table.loc[self.table["status"] == "interpolated", "year"]
        assert set(marked) == {1951, 1952}

    def test_about_67_000_in_2025_and_most_in_1957(self):
        assert 67_000 <= SHOWN["troops_2025"] < 68_000
        assert (SHOWN["peak_year"], SHOWN["troops_peak"]) == (1957, 441_458)

    def test_france_empties_in_1967(self):
        assert SHOWN["france_1966"] > 20_000 > 2_000 > SHOWN["france_1967"]


class TestLisbon:
    table = load("lisbon_goals")

    def test_ready_and_reserve_make_the_total(self):
        split = self.table.dropna(subset="ready")
        assert (split["ready"] + split["reserve"] == split["total"]).all()

    def test_the_chapter_shows_the_same_numbers(self):
        read = re.sub(r"\{glue:text\}`(lisbon_\w+)`", lambda name: str(SHOWN[name[1]]), CHAPTER)
        for row in self.table.itertuples():
            split = ["not given" if pd.isna(part) else part for part in (row.ready, row.reserve)]
            cells = " | ".join(str(cell) for cell in (row.account, *split, row.total))
            assert f"| {cells} |" in read


class TestTimeline:
    table = load("origins_timeline")

    def test_known_days(self):
        days = self.table.set_index("label")["date"].dt.strftime("%Y-%m-%d")
        assert days["Dunkirk Treaty"] == "1947-03-04"
        assert days["Treaty signed"] == "1949-04-04"
        assert days["Senate 82-13"] == "1949-07-21"
        assert days["West Germany joins"] == "1955-05-06"

    def test_in_order(self):
        assert self.table["date"].is_monotonic_increasing


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("origins_timeline", "source"),
        ("lisbon_goals", "source"),
        ("treaty_articles", "source"),
        ("treaty_cases", "source"),
        ("treaty_rules", "authority"),
    ],
)
def test_works_that_tables_name_are_in_the_bibliography(table, column):
    for key in set(load(table)[column]):
        assert f"{{{key}," in BIBLIOGRAPHY, f"{table}: {key}"


def test_the_chapter_prints_the_table_of_articles():
    for row in load("treaty_articles").itertuples():
        line = f"| {row.article}: {row.title} | {row.obliges} | {row.leaves_open} |"
        assert line in CHAPTER


class TestRules:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
    def test_cases_have_the_answer_expected(self, case):
        result = answer(case["place"], case["target"], case["attack"], case["year"])
        assert (result["article_5"], result["sureness"]) == (case["article_5"], case["sureness"])
        assert result["case"] == case["case"]

    @pytest.mark.parametrize(
        ("place", "target", "attack", "year", "expected"),
        [
            ("turkey", "territory", "armed", 1951, "does_not_apply"),
            ("turkey", "territory", "armed", 1952, "applies"),
            ("algeria", "territory", "armed", 1961, "applies"),
            ("algeria", "territory", "armed", 1962, "may_apply"),
            ("algeria", "territory", "armed", 1963, "does_not_apply"),
            ("west_germany", "forces", "armed", 1950, "applies"),
            ("west_germany", "territory", "armed", 1950, "may_apply"),
            ("west_germany", "territory", "armed", 1955, "applies"),
            ("estonia", "network", "cyber", 2007, "may_apply"),
            ("canaries", "territory", "armed", 1982, "applies"),
            ("mediterranean_sea", "forces", "armed", 1951, "may_apply"),
            ("mediterranean_sea", "forces", "armed", 1952, "applies"),
            ("akrotiri", "forces", "armed", 1950, "may_apply"),
            ("akrotiri", "forces", "armed", 1952, "may_apply"),
            ("algeria", "forces", "abroad", 1963, "does_not_apply"),
            ("north_atlantic_sea", "merchant", "armed", 2026, "may_apply"),
            ("north_atlantic_sea", "territory", "armed", 2026, "no_such_case"),
            ("puerto_rico", "territory", "armed", 2026, "does_not_apply"),
            ("united_states", "territory", "abroad", 2000, "may_apply"),
        ],
    )
    def test_known_answers(self, place, target, attack, year, expected):
        assert answer(place, target, attack, year)["article_5"] == expected

    def test_article_10_is_shown_only_before_a_place_came_in(self):
        """Only a European state can be invited; Spain brought Ceuta and Melilla with it."""
        last_years = {"estonia": 2003, "turkey": 1951, "canaries": 1981, "ceuta_melilla": 1981}
        for place in DATA["places"]:
            for year in (FIRST_YEAR, 1951, 1952, 1963, 1981, 1982, 2003, 2004, LAST_YEAR):
                result = answer(place["place"], "territory", "armed", year)
                shown = "10" in [article["article"] for article in result["articles"]]
                assert shown == (year <= last_years.get(place["place"], 0)), (place, year)

    @pytest.mark.parametrize("place", ["mediterranean_sea", "akrotiri"])
    @pytest.mark.parametrize("target", ["forces", "merchant", "network"])
    @pytest.mark.parametrize("attack", ["armed", "abroad", "ally", "cyber"])
    def test_the_mediterranean_is_named_only_since_1952(self, place, target, attack):
        before, after = (answer(place, target, attack, year) for year in (1951, 1952))
        assert (before["article_5"], before["sureness"]) == ("may_apply", "contested")
        assert re.search("Article 6 (did not yet name|named ships and aircraft)", before["reason"])
        assert before["rule"].endswith("before_1952")
        assert not after["rule"].endswith("before_1952")

    @pytest.mark.parametrize("place", ["akrotiri", "mediterranean_sea"])
    def test_no_reason_speaks_of_cyprus_as_a_state(self, place):
        for year in (1949, 1959, 2026):
            assert "no ally" not in answer(place, "forces", "armed", year)["reason"]

    @pytest.mark.parametrize("place", ["hormuz", "gulf_base", "korea"])
    def test_reasons_outside_the_area_fit_whatever_is_hit(self, place):
        for target in ("territory", "forces", "merchant", "network"):
            result = answer(place, target, "armed", 2026)
            if result["article_5"] != "no_such_case":
                assert result["reason"].startswith("Whatever is hit there")

    @pytest.mark.parametrize(
        ("situation", "words"),
        [
            (
                ("cyberspace", "network", "cyber"),
                "1949 to 2013: Article 5 may apply (contested); "
                "2014 to 2026: Article 5 may apply (settled by practice).",
            ),
            (
                ("algeria", "territory", "armed"),
                "1949 to 1961: Article 5 applies; 1962: Article 5 may apply; "
                "1963 to 2026: Article 5 does not apply.",
            ),
            (("norway", "territory", "armed"), "1949 to 2026: Article 5 applies."),
        ],
    )
    def test_years_in_words_tell_neighbours_apart(self, situation, words):
        assert answer(*situation, 1990)["years"] == words

    def test_no_two_runs_read_the_same(self):
        for situation in situations():
            parts = answer(*situation, 1990)["years"].rstrip(".").split("; ")
            said = [part.split(": ", 1)[1] for part in parts]
            assert all(one != other for one, other in itertools.pairwise(said)), situation

    def test_every_situation_has_an_answer_and_every_rule_a_use(self):
        years = {FIRST_YEAR, LAST_YEAR}
        for row in DATA["places"] + DATA["rules"]:
            years |= {row["from_year"], row["to_year"] or LAST_YEAR}
        used = {answer(*situation, year)["rule"] for situation in situations() for year in years}
        assert used == {rule["rule"] for rule in DATA["rules"]}

    def test_a_threat_never_sets_off_article_5_and_always_opens_article_4(self):
        for place, target, attack in situations():
            if attack == "threat":
                result = answer(place, target, attack, 2026)
                assert result["article_5"] in {"does_not_apply", "no_such_case"}
                if result["article_5"] == "does_not_apply":
                    assert "4" in [article["article"] for article in result["articles"]]

    def test_article_5_comes_with_6_and_11_or_not_at_all(self):
        for situation in situations():
            result = answer(*situation, 2026)
            named = {article["article"] for article in result["articles"]}
            due = result["article_5"] in {"applies", "may_apply"}
            assert ({"5", "6", "11"} <= named) == due
            assert due or "5" not in named

    def test_nothing_outside_the_area_is_covered(self):
        for situation in situations():
            result = answer(*situation, 2026)
            if result["zone"] in {"outside_land", "outside_sea", "pacific", "island_south"}:
                assert result["article_5"] in {"does_not_apply", "no_such_case"}

    def test_attack_by_an_ally_is_never_settled_in_favour(self):
        for place, target, _ in situations():
            assert answer(place, target, "ally", 2026)["article_5"] != "applies"

    def test_history_covers_each_year_once_and_agrees_with_the_answer(self):
        for situation in situations():
            result = answer(*situation, 1990)
            years = [y for run in result["history"] for y in range(run["from"], run["to"] + 1)]
            assert years == list(range(FIRST_YEAR, LAST_YEAR + 1))
            (now,) = [run for run in result["history"] if run["from"] <= 1990 <= run["to"]]
            assert now["article_5"] == result["article_5"]

    def test_reasons_are_whole_sentences(self):
        for rule in DATA["rules"]:
            assert re.fullmatch(r"[A-Z].*\.", rule["reason"])
            assert "{" not in rule["reason"].replace("{year}", "")

    def test_years_outside_the_course_are_moved_in(self):
        for year, inside in ((1900, FIRST_YEAR), (2100, LAST_YEAR), (1952.9, 1952)):
            assert answer("turkey", "territory", "armed", year) == answer(
                "turkey", "territory", "armed", inside
            )

    @pytest.mark.parametrize("name", ["place", "target", "attack"])
    def test_unknown_choice_names_the_known_ones(self, name):
        with pytest.raises(ValueError, match=r"There is no .* 'moon'; choose one of: "):
            compute({**DEFAULTS, name: "moon"}, DATA)

    def test_gap_in_the_rules_is_reported(self):
        with pytest.raises(ValueError, match="treaty_rules has a gap"):
            compute(DEFAULTS, {**DATA, "rules": []})


class TestExplorer:
    def test_page_agrees_on_all_cases_and_a_sample(self, compute_in_page):
        chance = random.Random(1949)
        cases = [{name: case[name] for name in DEFAULTS} for case in CASES] + [
            {"place": place, "target": target, "attack": attack, "year": chance.randint(1940, 2030)}
            for place, target, attack in situations()
        ]
        page = compute_in_page("origins", cases, DATA)
        assert page == [compute(case, DATA) for case in cases]

    def test_fallback_lists_every_case(self):
        figure, alt, table = OriginsExplorer.fallback()
        assert list(table["Case"]) == [case["label"] for case in CASES]
        assert "1949 to 2026" in alt
        plt.close(figure)


class TestFigures:
    @pytest.fixture(autouse=True)
    def closed(self):
        yield
        plt.close("all")

    def test_timeline_marks_each_event_on_its_day_and_names_them_in_order(self):
        events = load("origins_timeline")
        (ax,) = figures.timeline(events).axes
        marked = {
            (line.get_marker(), line.get_ydata()[0])
            for line in ax.lines
            if line.get_marker() != "None" and len(line.get_ydata())
        }
        days = mdates.date2num(events["date"])
        assert len(marked) == len(events)
        assert sorted(day for _, day in marked) == sorted(days)
        # One marker for each lane, and the legend says which.
        lanes = dict(zip(days, events["lane"], strict=True))
        markers = {(lanes[day], marker) for marker, day in marked}
        legend = ax.get_legend()
        assert len(markers) == len({marker for _, marker in markers}) == events["lane"].nunique()
        assert {text.get_text() for text in legend.get_texts()} == set(events["lane"])
        assert ax.yaxis_inverted()
        names = [text for text in ax.texts if text.get_weight() == "bold"]
        assert [text.get_text() for text in names] == list(events["label"])
        heights = [text.get_position()[1] for text in names]
        assert np.diff(heights) == pytest.approx(np.diff(heights)[0])
        assert np.diff(heights)[0] > 0

    def test_timeline_dates_say_how_sure_they_are(self):
        when = pd.DataFrame(
            {
                "date": pd.to_datetime(["1949-04-04", "1950-05-06", "1951-02-01"]),
                "precision": ["day", "week", "month"],
                "lane": "Europe",
                "label": ["one", "two", "three"],
            }
        )
        (ax,) = figures.timeline(when).axes
        shown = [text.get_text() for text in ax.texts if text.get_weight() != "bold"]
        assert shown == ["4 Apr 1949", "about 6 May 1950", "February 1951"]

    def test_balance_shows_shares_and_soldiers_of_four_sides(self):
        table = load("capabilities_1946_1955")
        left, right = figures.balance(table).axes
        for ax, column, scale in ((left, "cinc", 100), (right, "soldiers", 1 / 1000)):
            lines = {line.get_label(): line for line in ax.lines if len(line.get_xdata()) > 2}
            assert list(lines) == SIDES
            soviet = table[table["group"] == "Soviet Union"].set_index("year")[column]
            drawn = lines["Soviet Union"]
            assert list(drawn.get_xdata()) == list(soviet.index) == list(range(1946, 1956))
            assert drawn.get_ydata() == pytest.approx(scale * soviet.to_numpy())
            assert ax.get_ylim()[0] == 0
            assert (1949, 1949) in {tuple(line.get_xdata()) for line in ax.lines}
        shares = {line.get_label(): line.get_ydata()[3] for line in left.lines[:4]}
        assert shares["United States"] == pytest.approx(SHOWN["us_share"])
        assert len({line.get_linestyle() + line.get_color() for line in left.lines[:4]}) == 4

    def test_senate_shows_the_votes_of_parties_and_each_senator_once(self):
        left, right = figures.senate(load("senate_vote_1949")).axes
        bars = {
            (round(bar.get_x() + bar.get_width() / 2), bar.get_y()): bar.get_height()
            for bar in left.patches
        }
        assert bars == {(0, 0): 50, (0, 50): 2, (1, 0): 32, (1, 32): 11}
        assert [text.get_text() for text in left.texts] == [
            "50 for",
            "2 against",
            "32 for",
            "11 against",
        ]
        assert left.get_ylim()[1] > 52
        clouds = {line.get_label(): line for line in right.lines}
        sizes = {name: len(line.get_xdata()) for name, line in clouds.items()}
        # Ellender, paired in favour, is a dot here and in no bar.
        assert sizes == {"Democrat, for": 51, "Republican, for": 32, "against": 13}
        against = clouds["against"].get_xydata()
        assert [note.xy for note in right.texts] == [tuple(point) for point in against]
        names = [note.get_text() for note in right.texts]
        assert {"Taft", "Wherry", "Taylor"} <= set(names)
        assert names[np.argmin(against[:, 0])] == "Taylor"
        low, high = right.get_xlim()
        assert all((low < line.get_xdata()).all() for line in right.lines)
        assert all((line.get_xdata() < high).all() for line in right.lines)

    def test_troops_stack_hosts_up_to_the_total_and_leave_gaps(self):
        table = load("us_troops_europe")
        (ax,) = figures.troops(table).axes
        layers = [found for found in ax.collections if len(found.get_paths()) == 1]
        years = [layer.get_paths()[0].vertices[:, 0] for layer in layers]
        # No area bridges the year without a sound count.
        assert not any({2007, 2009} <= set(drawn) for drawn in years)
        totals = table.groupby("year")["troops"].sum() / 1000
        tops = {}
        for layer in layers:
            for year, height in layer.get_paths()[0].vertices:
                tops[year] = max(height, tops.get(year, 0))
        assert tops == pytest.approx(totals.to_dict())
        assert ax.get_ylim()[1] > max(tops.values())
        names = [text.get_text() for text in ax.get_legend().get_texts()]
        assert names == ["Rest of Europe", "France", "Italy", "United Kingdom", "Germany"]
        # The layer at the bottom is Germany's own count.
        germany = table[table["host"] == "Germany"].set_index("year")["troops"] / 1000
        first = layers[0].get_paths()[0].vertices
        for year in (1950, 1957, 1989):
            assert germany[year] in set(first[first[:, 0] == year, 1])
        (band,) = [patch for patch in ax.patches if patch.get_alpha() == 0.25]
        assert span(band) == (1950, 1953)


# ---------------------------------------------------------------- what the exercises teach


def test_party_tells_less_than_nothing():
    names = after(exercises.two_rules)
    assert names["party"] < names["everyone"]
    assert SHOWN["rep_yea"] / (SHOWN["rep_yea"] + SHOWN["rep_nay"]) == pytest.approx(
        3 / 4, abs=0.02
    )


def test_america_closed_the_gap_of_1950():
    with_us, without = (line.get_ydata() for line in after(exercises.without_america)["ax"].lines)
    of_year = {year: place for place, year in enumerate(range(1946, 1956))}
    assert with_us[of_year[1951]] < 0.75 * with_us[of_year[1950]]
    assert without[of_year[1951]] > without[of_year[1950]]
    assert 2 < without[of_year[1949]] < 2.2
    assert without[of_year[1952] :] == pytest.approx(3, abs=0.15)
