"""The chapter on enlargement: its tables, its figures and its explorer."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import Rectangle

from natolab.chapters.enlargement import exercises, figures, roll_calls
from natolab.chapters.enlargement.alliance import (
    DEFAULTS,
    FIRST_YEAR,
    LAST_YEAR,
    MAP_HEIGHT,
    MAP_WIDTH,
    OUTSIDE,
    american_shares,
    compute,
    payload,
    waits,
)
from natolab.chapters.enlargement.explorer import EnlargementExplorer
from natolab.chapters.enlargement.numbers import numbers
from natolab.charts import COLORS
from natolab.data import load
from tests.support import site
from tests.support.exercises import after

DATA = payload()
SHOWN = {name: number.value for name, number in numbers().items()}
MEMBERS = load("alliance_members")
ROUNDS = load("enlargement_rounds").set_index("round", drop=False)
YEARS = load("alliance_by_year").set_index("year", drop=False)
OUTLINES = load("map_outlines")
VOTES = roll_calls.votes()
TALLIES = roll_calls.tallies(VOTES)
CHAPTER = (site.TOP / "book" / "enlargement.md").read_text(encoding="utf-8")
BIBLIOGRAPHY = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")


def day(date):
    return f"{date.day} {date:%B %Y}"


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

    def test_the_table_of_the_text_gives_the_days_and_tallies_of_the_data(self):
        table = CHAPTER.split(":name: tab-enlargement-rounds")[1].split(":::")[0]
        shown = [line.split(" | ") for line in table.splitlines() if re.search(r" \d{4} \|", line)]
        later = ROUNDS[ROUNDS["round"] > 1949]
        for cells, (when, row) in zip(shown, later.iterrows(), strict=True):
            assert cells[1] == day(row["acceded"])
            if row["record"] == "roll_call" and when != 2024:
                assert cells[2] == f"{{glue:text}}`tally_{when}`, {day(row['consent'])}"
            elif row["record"] == "press":
                assert cells[2].startswith(f"{row['yeas']:.0f} to {row['nays']:.0f}")
            else:
                assert not re.search(r"\d to \d", cells[2])

    def test_sources_stand_in_the_bibliography(self):
        keys = {key for row in ROUNDS["source"] for key in row.split("|")}
        assert all(re.search(rf"@\w+\{{{key},", BIBLIOGRAPHY) for key in keys)


class TestVotes:
    def test_senators_add_up_to_the_tallies(self):
        for when, row in TALLIES.iterrows():
            assert (row["yea"], row["nay"]) == tuple(ROUNDS.loc[when, ["yeas", "nays"]])
        assert SHOWN["tally_1949"] == "82 to 13"
        assert SHOWN["tally_1999"] == "80 to 19"
        assert SHOWN["tally_2023"] == "95 to 1"

    def test_a_hundred_senators_two_a_state(self):
        new = VOTES[VOTES["round"] > 1949]
        assert (new.groupby(["round", "state"]).size() == 2).all()
        assert (new.groupby("round").size() == 100).all()

    def test_republicans_doubted_in_1949_and_democrats_slightly_in_1998(self):
        assert SHOWN["republican_1949"] == pytest.approx(100 * 32 / 43)
        assert SHOWN["democrat_1949"] == pytest.approx(100 * 50 / 52)
        assert SHOWN["democrat_1999_tally"] == "35 to 10"
        assert SHOWN["republican_1999_tally"] == "45 to 9"
        assert SHOWN["democrat_1999"] < SHOWN["republican_1999"]

    def test_the_opponents_of_1998_span_the_chamber_and_stand_near_their_parties(self):
        everyone = VOTES.loc[VOTES["round"] == 1999, "ideal_point_1"]
        width = SHOWN["rightmost_1998"] - SHOWN["leftmost_1998"]
        assert width > 0.8 * (everyone.max() - everyone.min())
        for party in ("democrat", "republican"):
            assert abs(SHOWN[f"{party}_nay_1998"] - SHOWN[f"{party}_yea_1998"]) < width / 10

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
        change = TALLIES["yea"] - np.ceil(2 * TALLIES.sum(axis=1) / 3) + 1
        assert (change[1999], change[1949]) == (15, 19)
        assert "In 1998 that makes 15, in 1949 19." in CHAPTER


class TestYears:
    def test_every_year_once(self):
        assert list(YEARS["year"]) == list(range(FIRST_YEAR, LAST_YEAR + 1)), (
            f"alliance_by_year must have a row for each year to {LAST_YEAR}, that of natolab.AS_OF"
        )

    def test_members_are_counted_from_the_list(self):
        for year, count in YEARS["members"].items():
            assert count == (MEMBERS["round"] <= year).sum()

    def test_figures_end_with_2024(self):
        assert YEARS.loc[:2024, ["population", "spending_us"]].notna().all().all()
        assert YEARS.loc[2025:, ["population", "spending_us"]].isna().all().all()
        assert DATA["figures_end"] == 2024

    def test_gaps_are_those_that_the_caption_names(self):
        assert list(YEARS.loc[YEARS["without_figure"].notna(), "year"]) == [1949, 1952]

    def test_american_shares(self):
        share = american_shares(YEARS.reset_index(drop=True))
        assert list(share.index[share["spending"].isna()]) == [1949, 1952, 2025, 2026]
        assert share["people"].notna().sum() == 76
        assert SHOWN["us_money_1953"] == pytest.approx(81.44, abs=0.01)
        assert SHOWN["us_money_2024"] == pytest.approx(66.42, abs=0.01)
        assert SHOWN["us_people_2024"] == pytest.approx(34.68, abs=0.01)
        # After two rounds that added nine states the share was up again, as the text says.
        assert SHOWN["us_money_1999"] < SHOWN["us_money_2009"] > SHOWN["us_money_2024"]

    def test_sixteen_have_joined_since_1999(self):
        assert SHOWN["new_states"] == 16 == (MEMBERS["round"] >= 1999).sum()

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
        assert SHOWN["german_money"] == pytest.approx(100 * money.max())


class TestMap:
    def test_every_ally_is_drawn_or_stands_beside_the_map(self):
        drawn = set(OUTLINES["iso3"]) | set(OUTSIDE)
        assert drawn - {"OTH"} == set(MEMBERS["iso3"])

    def test_outlines_lie_inside_the_map(self):
        for outline in OUTLINES["outline"]:
            corners = figures.polygon(outline)
            assert len(corners) >= 3
            assert (corners >= 0).all()
            assert (corners <= [MAP_WIDTH, MAP_HEIGHT]).all()

    def test_table_is_small(self):
        assert (site.TOP / "data" / "map_outlines.csv").stat().st_size < 60_000


class TestCompute:
    def test_sweden_joins_in_2024(self):
        result = at(2024)
        assert len(result["members"]) == 32
        assert result["new"] == ["SWE"]
        assert "95 to 1" in result["vote"]

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
    months = waits(load("enlargement_rounds"))
    assert "Founders" not in months
    assert months.idxmax() == "Sweden"
    assert SHOWN["wait_finland"] < SHOWN["wait_sweden"] / 2
    assert SHOWN["wait_median"] == pytest.approx(10.5, abs=0.1)
    # 5 July 2022 to 4 April 2023 and to 7 March 2024.
    assert SHOWN["wait_finland"] == pytest.approx(273 / 30.44)
    assert SHOWN["wait_sweden"] == pytest.approx(611 / 30.44)


def test_chances_that_all_agree():
    assert SHOWN["all_agree_12"] == pytest.approx(78.5, abs=0.1)
    assert SHOWN["all_agree_31"] == pytest.approx(53.5, abs=0.1)


class TestFigures:
    @pytest.fixture(autouse=True)
    def closed(self):
        yield
        plt.close("all")

    def test_maps_fill_allies_and_hatch_the_new_ones(self):
        years = [1949, 1999, 2004, 2024]
        axes = figures.maps(OUTLINES, MEMBERS, years).axes[: len(years)]
        joined = MEMBERS.set_index("iso3")["round"]
        for ax, year, since in zip(axes, years, [1949, *years], strict=False):
            codes = [*OUTLINES["iso3"], *OUTSIDE]
            shapes = list(ax.patches)
            assert len(shapes) == len(codes)
            hatched = {code for code, shape in zip(codes, shapes, strict=True) if shape.get_hatch()}
            assert hatched == set(joined.index[(since < joined) & (joined <= year)])
            fills = dict(zip(codes, (shape.get_facecolor() for shape in shapes), strict=True))
            outside = fills["OTH"]
            filled = {code for code, color in fills.items() if color != outside}
            assert filled == set(joined.index[joined <= year])
            assert f"{year}: {len(filled)} allies" in {text.get_text() for text in ax.texts}
            boxes = [shape for shape in shapes if isinstance(shape, Rectangle)]
            assert [box.get_xy() for box in boxes] == [spot[:2] for spot in OUTSIDE.values()]

    def test_growth_counts_allies_and_shows_american_shares(self):
        table = load("alliance_by_year")
        top, low = figures.growth(table).axes
        assert list(top.lines[0].get_ydata()) == list(table["members"])
        steps = [text.get_text() for text in top.texts]
        assert steps == [
            f"{when}: {(MEMBERS['round'] <= when).sum()}" for when in ROUNDS.index if when > 1949
        ]
        money, people = low.lines
        assert len(money.get_xdata()) == len(table)
        drawn = dict(zip(money.get_xdata(), money.get_ydata(), strict=True))
        assert np.isnan([drawn[1949], drawn[1952]]).all()
        assert drawn[1953] == pytest.approx(SHOWN["us_money_1953"])
        assert drawn[2024] == pytest.approx(SHOWN["us_money_2024"])
        shares = dict(zip(people.get_xdata(), people.get_ydata(), strict=True))
        assert shares[1950] == pytest.approx(SHOWN["us_people_1950"])
        words = {text.get_text(): text.get_color() for text in low.texts}
        assert words == {
            "military spending": money.get_color(),
            "people": people.get_color(),
        }

    def test_senate_has_a_dot_for_each_party_or_words(self):
        (ax,) = figures.senate(VOTES, load("enlargement_rounds")).axes
        names = [label.get_text() for label in ax.get_yticklabels()]
        assert len(names) == 10
        assert names[-1] == "Finland and Sweden (2022)"
        assert names[0].endswith("(1949)")
        dots = {
            (COLORS["blue"], "o"): ["democrat", -1],
            (COLORS["vermilion"], "s"): ["republican", 1],
        }
        seen = {name: [] for name, _ in dots.values()}
        for line in ax.lines:
            if len(line.get_xdata()) == 1:
                name, side = dots[line.get_color(), line.get_marker()]
                (height,) = line.get_ydata()
                row = round(height)
                assert (height - row) * side > 0
                seen[name].append((row, line.get_xdata()[0]))
        for name, found in seen.items():
            assert [row for row, _ in found] == [0, 4, 5, 7, 8, 9]
            assert dict(found)[0] == pytest.approx(SHOWN[f"{name}_1949"])
            assert dict(found)[4] == pytest.approx(SHOWN[f"{name}_1999"])
        words = {text.get_position()[1]: text.get_text() for text in ax.texts}
        assert sorted(words) == [1, 2, 3, 6]
        assert words[2].startswith("76 to 2")
        assert words[6] == "consent without a roll call"
        low, high = ax.get_xlim()
        assert all(low < share <= high for found in seen.values() for _, share in found)

    def test_opponents_show_every_no_above_all_senators(self):
        (ax,) = figures.opponents(VOTES).axes
        bands = [label.get_text() for label in ax.get_yticklabels()]
        assert bands == [f"round of {when}" for when in (1949, 1999, 2017, 2020, 2023)]
        noes = {"o": [0] * 5, "s": [0] * 5}
        for line in ax.lines:
            for height in line.get_ydata():
                if line.get_marker() in noes:
                    noes[line.get_marker()][int(height)] += 1
        assert noes == {"o": [2, 10, 0, 0, 0], "s": [11, 9, 2, 2, 1]}
        ticks = [line for line in ax.lines if line.get_marker() == "|"]
        senators = VOTES.groupby("round").size()
        assert [len(line.get_xdata()) for line in ticks] == [
            senators[int(band.split()[-1])] for band in bands
        ]
        assert ax.get_xlim() == (-1, 1)

    def test_waits_has_a_bar_of_months_for_each_round_after_the_first(self):
        (ax,) = figures.waits(load("enlargement_rounds")).axes
        names = [label.get_text() for label in ax.get_yticklabels()]
        assert names == list(load("enlargement_rounds")["label"][1:])
        lengths = dict(zip(names, (bar.get_width() for bar in ax.patches), strict=True))
        assert lengths["Sweden"] == pytest.approx(SHOWN["wait_sweden"])
        assert max(lengths, key=lengths.get) == "Sweden"
        assert ax.yaxis_inverted()


class TestExercises:
    def test_american_spending_moved_the_share(self):
        """Nine joined; the share rose, and would have fallen with the spending of 1999."""
        blanks = exercises.lighter_load.blanks
        assert (MEMBERS["round"] == 2004).sum() + (MEMBERS["round"] == 2009).sum() == 9
        assert blanks["change"].truth() > 0 > blanks["still"].truth()

    def test_the_cooler_party_changed(self):
        gap = exercises.cooler_party.blanks["gap"].truth()
        assert gap[1949] < 0 < gap[1999]
        assert (gap.loc[2017:] < 0).all()

    def test_counted_in_heads_the_larger_party_seems_warmer(self):
        exercise = exercises.cooler_party
        names = after(exercise, exercise.wrong[0].code)
        size = names["counts"].sum(axis=1).unstack()
        assert (names["gap"] * (size["Republican"] - size["Democrat"]) > 0).all()
