"""The chapter on the Iran war: tables, index, explorer, figures."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.chapters.iran_war import council_table, figures
from natolab.chapters.iran_war.alignment_index import positions_on, rank_spread, scaled, weigh
from natolab.chapters.iran_war.council_table import (
    COUNTED_DAY,
    DEFAULTS,
    PRESETS,
    compute,
    payload,
    ranks,
)
from natolab.chapters.iran_war.explorer import IranWarExplorer
from natolab.chapters.iran_war.numbers import numbers
from natolab.charts import COLORS
from natolab.data import load
from tests.support.figures import over_time
from tests.support.site import TOP

DATA = payload()
SHOWN = {name: number.value for name, number in numbers().items()}
POSITIONS = load("allied_positions")
ALLIES = load("us_troops_by_ally")
unhurried = settings(deadline=None)
values = st.dictionaries(
    st.sampled_from("abcdefgh"), st.none() | st.floats(-50, 50), min_size=2, max_size=8
)


def run(**inputs):
    return compute({**DEFAULTS, **inputs}, DATA)


class TestTables:
    def test_31_allies_without_the_united_states(self):
        assert SHOWN["allies_all"] == 31
        assert "USA" not in set(ALLIES["iso3"])
        assert set(POSITIONS["iso3"]) < set(ALLIES["iso3"])

    def test_iceland_is_the_only_ally_without_a_position(self):
        assert set(ALLIES["iso3"]) - set(POSITIONS["iso3"]) == {"ISL"}

    def test_sixteen_allies_signed_the_declaration(self):
        signed = POSITIONS[POSITIONS["statement"].str.contains("signatories")]
        assert set(signed["iso3"]) == set(
            "CAN CZE DEU DNK EST FIN FRA GBR ITA LTU LVA NLD NOR ROU SVN SWE".split()
        )

    def test_each_position_has_a_rule(self):
        coded = POSITIONS.merge(load("position_codes"), on=["dimension", "position"], how="left")
        assert coded["score"].notna().all()

    def test_estonia_urged_restraint_before_it_gave_support(self):
        words = POSITIONS.query("iso3 == 'EST' and dimension == 'words'")
        assert words.sort_values("from_date")["position"].tolist() == ["open", "support"]
        assert not len(POSITIONS.query("iso3 == 'EST' and dimension == 'bases'"))

    def test_france_is_not_coded_for_airspace(self):
        assert set(POSITIONS.query("dimension == 'airspace'")["iso3"]) == {"ESP", "TUR"}

    def test_votes_in_congress(self):
        table = load("congress_war_votes").set_index(["date", "chamber"])
        tallies = table[["yes", "no"]]
        for day, chamber, tally in (
            ("2026-04-16", "House", [213, 214]),
            ("2026-05-14", "House", [212, 212]),
            ("2026-06-03", "House", [215, 208]),
            ("2026-06-23", "Senate", [50, 48]),
            ("2026-06-24", "Senate", [47, 50]),
            ("2026-07-23", "House", [214, 208]),
            ("2026-09-15", "House", [220, 204]),
            ("2026-09-24", "Senate", [49, 50]),
        ):
            assert tallies.loc[(pd.Timestamp(day), chamber)].tolist() == tally
        # A majority carries and a tie fails; what Congress directs by itself is concurrent.
        carried = table["outcome"] != "failed"
        assert (carried == (table["yes"] > table["no"])).all()
        assert (table["measure"].str.contains("Con.Res.", regex=False)).equals(
            table["kind"] == "concurrent"
        )
        assert not table["roll"].dropna().duplicated().any()

    def test_what_the_text_says_of_the_votes(self):
        table = load("congress_war_votes").set_index("date")
        both = table[(table["kind"] == "concurrent") & (table["outcome"] == "passed")]
        agreed = both.groupby("measure")["chamber"].nunique()
        assert list(agreed.index[agreed == 2]) == ["H.Con.Res. 86"], "only once did both agree"
        house = table[table["chamber"] == "House"]
        assert (house["outcome"]["2026-06":] == "passed").all()
        text = (TOP / "book/iran-war.md").read_text(encoding="utf-8")
        assert "came round" not in text

    def test_numbers_of_exercise_8(self):
        table = load("congress_war_votes").query("question == 'discharge from committee'")
        margin = (table["no"] - table["yes"]).set_axis(table["date"])
        assert set(margin.loc["2026-03"]) == {6}
        assert set(margin.loc["2026-06":"2026-07"]) == {1, 2}

    def test_supporters_in_the_record_are_those_of_the_table(self):
        march = positions_on(POSITIONS, COUNTED_DAY)
        found = march[(march["dimension"] == "words") & (march["position"] == "support")]
        text = (TOP / "book/iran-war.md").read_text(encoding="utf-8")
        row = re.search(r"^\| Two fears \|.*$", text, re.MULTILINE)[0]
        assert f"| {', '.join(sorted(found['ally']))};" in row

    def test_troops_agree_with_the_table_of_hosts(self):
        hosts = load("us_troops_europe").query("year == 2025").set_index("host")["troops"]
        troops = load("us_troops_by_ally").set_index("ally")["troops"]
        for host in ("Germany", "United Kingdom", "Italy", "Spain", "Turkey", "Poland"):
            assert abs(hosts[host] - troops[host]) <= 1


class TestScaled:
    def test_range_keeps_distances(self):
        assert scaled({"a": 1.0, "b": 2.0, "c": 5.0}) == {"a": 0.0, "b": 0.25, "c": 1.0}

    def test_rank_keeps_the_order_and_shares_ties(self):
        found = scaled({"a": 1.0, "b": 7.0, "c": 7.0, "d": 900.0}, "rank")
        assert found == {"a": 0.0, "b": 0.5, "c": 0.5, "d": 1.0}

    def test_fixed_bounds(self):
        assert scaled({"a": 1.0, "b": 2.0}, bounds=(0.0, 4.0)) == {"a": 0.25, "b": 0.5}

    @given(values, st.sampled_from(["range", "rank"]))
    def test_stays_between_0_and_1_and_keeps_what_is_missing(self, raw, method):
        found = scaled(raw, method)
        assert {k for k, v in found.items() if v is None} == {
            k for k, v in raw.items() if v is None
        }
        assert all(0 <= v <= 1 for v in found.values() if v is not None)

    def test_all_alike_is_the_middle(self):
        assert scaled({"a": 3.0, "b": 3.0}) == {"a": 0.5, "b": 0.5}
        assert scaled({"a": 3.0, "b": 3.0}, "rank") == {"a": 0.5, "b": 0.5}

    def test_unknown_method(self):
        with pytest.raises(ValueError, match="'log', but it must be 'range' or 'rank'"):
            scaled({"a": 1.0}, "log")


MEASURES = {
    "words": {"A": 1.0, "B": 0.0, "C": None},
    "bases": {"A": 0.0, "B": None, "C": None},
    "money": {"A": 0.5, "B": 0.75, "C": 1.0},
}
shares = st.none() | st.integers(0, 12).map(lambda n: n / 12)
tables = st.lists(st.tuples(shares, shares, shares), min_size=2, max_size=8).map(
    lambda rows: {
        measure: {f"n{i}": row[k] for i, row in enumerate(rows)}
        for k, measure in enumerate(("words", "bases", "money"))
    }
)
weightings = st.fixed_dictionaries(
    {measure: st.integers(0, 5) for measure in ("words", "bases", "money")}
)


class TestWeigh:
    def test_by_hand(self):
        found = weigh(MEASURES, {"words": 2, "bases": 1, "money": 1})
        assert found["A"] == {"score": pytest.approx(2.5 / 4), "cover": 1.0, "rank": 1}
        assert found["B"] == {"score": pytest.approx(0.25), "cover": 0.75, "rank": 2}
        assert found["C"] == {"score": 1.0, "cover": 0.25, "rank": None}

    def test_missing_is_not_zero(self):
        weights = {"words": 1, "money": 1}
        assert weigh(MEASURES, weights)["C"]["score"] == 1.0
        assert weigh(MEASURES, weights, zeros=True)["C"]["score"] == 0.5

    def test_half_of_the_weight_is_enough_whatever_its_unit(self):
        """In thousandths 4 + 5 + 1 is a little more than ten, in floating point."""
        table = {"words": {"n": None}, "bases": {"n": 0.0}, "money": {"n": None}}
        for unit in (1, 0.001):
            weights = {"words": 4 * unit, "bases": 5 * unit, "money": unit}
            assert weigh(table, weights)["n"]["rank"] == 1

    @unhurried
    @given(tables, weightings, st.sampled_from([0.001, 0.5, 3, 1000]))
    def test_scaling_all_weights_changes_nothing(self, table, weights, factor):
        before = weigh(table, weights)
        after = weigh(table, {measure: factor * weight for measure, weight in weights.items()})
        assert {k: v["rank"] for k, v in before.items()} == {k: v["rank"] for k, v in after.items()}

    @unhurried
    @given(tables, weightings)
    def test_a_measure_without_weight_does_not_count(self, table, weights):
        without = weigh(table, {**weights, "money": 0})
        other = {**table, "money": dict.fromkeys(table["money"])}
        assert without == weigh(other, {**weights, "money": 0})

    @unhurried
    @given(tables, weightings)
    def test_higher_score_has_a_smaller_rank(self, table, weights):
        ranked = [row for row in weigh(table, weights).values() if row["rank"]]
        for one in ranked:
            for other in ranked:
                if one["score"] > other["score"] + 1e-8:
                    assert one["rank"] < other["rank"]

    def test_no_weights_no_scores(self):
        assert weigh(MEASURES, {})["A"] == {"score": None, "cover": 0.0, "rank": None}

    def test_wrong_weights_are_refused(self):
        with pytest.raises(ValueError, match="no measure 'ships'"):
            weigh(MEASURES, {"ships": 1})
        with pytest.raises(ValueError, match="'words' is -1, but it must be 0 or more"):
            weigh(MEASURES, {"words": -1})


class TestPositionsOn:
    def test_latest_position_holds(self):
        def germany(day):
            held = positions_on(POSITIONS, day).set_index(["iso3", "dimension"])["position"]
            return held.get(("DEU", "words"))

        assert germany("2026-02-27") is None
        assert germany("2026-02-28") == "open"
        assert germany("2026-03-10") == "limits"
        assert germany("2026-10-05") == "open"

    def test_an_older_reason_does_not_fill_an_empty_one(self):
        rows = POSITIONS.query("iso3 == 'DEU' and dimension == 'words'").copy()
        rows.loc[rows.index[-1], "reason"] = None
        assert positions_on(rows, "2026-10-05")["reason"].tolist() == [None]


class TestExplorer:
    def test_before_the_war_only_britain_has_spoken(self):
        assert [DATA["positions"][i]["iso3"] for i in run(day=0, ally="GBR")["held"]] == ["GBR"]
        assert run(day=0, ally="ESP")["held"] == []
        assert run(day=0)["ranked"] == 0

    def test_of_bases_and_airspace_the_lower_counts(self):
        assert council_table.measures(40, "range", DATA)["access"]["ESP"] == 0
        assert council_table.measures(40, "range", DATA)["access"]["TUR"] == 0
        assert council_table.measures(40, "range", DATA)["access"]["DEU"] == 1

    def test_missing_values(self):
        found = council_table.measures(40, "range", DATA)
        assert found["spending"]["ISL"] is None
        assert found["troops"]["CAN"] is None
        assert found["words"]["DNK"] is None

    def test_spain_last_in_this_war_and_fourth_as_host(self):
        war = ranks(**PRESETS["This war"])
        last = max(war.values())
        # "Spain shares the last one with Turkey."
        assert {name for name, rank in war.items() if rank == last} == {"ESP", "TUR"}
        assert SHOWN["spain_hosts"] == 4
        assert ranks(**PRESETS["Hosts"])["DEU"] == 1

    def test_weights_decide(self):
        assert ranks(spending=1)["POL"] == 1
        assert ranks(votes=1)["GBR"] == 1
        assert run(troops=5)["moved"] > 0

    def test_missing_as_zero_ranks_everybody(self):
        assert run(zeros=True)["ranked"] == 31
        assert run(zeros=False)["ranked"] == SHOWN["war_ranked"] < 31
        zeros = ranks(**PRESETS["This war"], zeros=True)
        assert zeros["ISL"] == zeros["ESP"] == zeros["SVK"] == max(zeros.values())

    def test_day_of_the_slider(self):
        day = council_table.FIRST_DAY + pd.Timedelta(days=DEFAULTS["day"])
        assert day == pd.Timestamp(COUNTED_DAY) == pd.Timestamp("2026-03-31")

    def test_presets_set_each_weight(self):
        assert [label for label, _ in DATA["presets"]] == list(PRESETS)
        for label, weights in DATA["presets"]:
            assert set(weights) == set(council_table.MEASURES)
            assert {name for name, weight in weights.items() if weight} == set(PRESETS[label])
            IranWarExplorer(**weights)
        assert all(
            DEFAULTS[name] == weight for name, weight in dict(DATA["presets"])["This war"].items()
        )


class TestNumbers:
    def test_codes_add_up_to_those_documented(self):
        words = [SHOWN[f"words_{code}"] for code in council_table.CODES]
        assert words == [4, 4, 13, 8]
        assert sum(words) == SHOWN["n_words"] == SHOWN["n_new"] + SHOWN["n_old"] == 29
        assert SHOWN["words_support"] == SHOWN["new_support"]
        # "one refused them, five set limits, two were open and one had no reported limit"
        bases = council_table.coded_on(COUNTED_DAY).query("dimension == 'bases'")["position"]
        assert bases.value_counts().to_dict() == {
            "limits": SHOWN["bases_limits"],
            "open": SHOWN["bases_open"],
            "refusal": 1,
            "support": 1,
        }
        assert len(bases) == SHOWN["n_bases"]

    def test_words_of_new_allies_were_kinder(self):
        sums = SHOWN["words_new"] * SHOWN["n_new"] + SHOWN["words_old"] * SHOWN["n_old"]
        by_code = {"support": 3, "limits": 2, "open": 1, "refusal": 0}
        assert sums == pytest.approx(
            sum(score * SHOWN[f"words_{code}"] for code, score in by_code.items())
        )
        assert SHOWN["words_new"] > SHOWN["words_old"]

    def test_only_britain_changed_after_1_april(self):
        before = positions_on(POSITIONS, "2026-04-01").set_index(["iso3", "dimension"])["position"]
        after = positions_on(POSITIONS, "2026-10-05").set_index(["iso3", "dimension"])["position"]
        changed = {
            iso3
            for (iso3, dimension), code in after.items()
            if before.get((iso3, dimension), code) != code
        }
        assert changed == {"GBR"}

    def test_always_in_the_first_ten(self):
        assert len(SHOWN["always_top"].split(", ")) == SHOWN["always_top_n"] == 2


def test_fallback_shows_ranks_that_differ():
    figure, alt, table = IranWarExplorer.fallback()
    assert (table["Rank: This war"] != table["Rank: Spending only"]).any()
    assert "31 March" in alt
    plt.close(figure)


def test_rank_spread_is_the_same_each_time():
    found = council_table.measures(40, "range", DATA)
    first, again = (rank_spread(found, rng=np.random.default_rng(1949), draws=50) for _ in range(2))
    assert first.equals(again)
    assert "ISL" not in first.index
    assert (first["low"] <= first["middle"]).all()
    assert (first["middle"] <= first["high"]).all()


class TestFigures:
    @pytest.fixture(autouse=True)
    def closed(self):
        yield
        plt.close("all")

    def test_timeline_shows_each_event_in_its_lane_and_headlines_hollow(self):
        events = load("iran_war_timeline")
        left, right = figures.timeline(events).axes
        lanes = [label.get_text() for label in left.get_yticklabels()][::-1]
        assert lanes == ["War", "Alliance", "Energy", "Law", "Europe"]
        drawn = {True: [], False: []}
        for ax in (left, right):
            for line in ax.lines:
                if line.get_marker() == "None":
                    continue
                hollow = line.get_markerfacecolor() == "white"
                drawn[hollow] += zip(
                    pd.to_datetime(line.get_xdata()), 4 - np.array(line.get_ydata()), strict=True
                )
        order = list(figures.LANES)
        for hollow, found in drawn.items():
            part = events[(events["basis"] == "named") == hollow]
            expected = [(row.date, order.index(row.lane)) for row in part.itertuples()]
            assert sorted(found) == sorted(expected)
        names = [text.get_text() for ax in (left, right) for text in ax.texts]
        assert sorted(names) == sorted(events["label"].dropna())
        assert left.get_xlim()[1] == right.get_xlim()[0]

    def test_positions_mark_each_documented_cell_and_leave_the_others_empty(self):
        held = positions_on(POSITIONS, COUNTED_DAY)
        figure = figures.positions(held, ALLIES)
        marks = {}
        for ax in figure.axes:
            names = [label.get_text() for label in ax.get_yticklabels()]
            for line in ax.lines:
                for x, y in zip(*line.get_data(), strict=True):
                    marks[names[y], list(figures.DIMENSIONS)[x]] = line.get_color()
        ally = ALLIES.set_index("iso3")["ally"]
        assert marks == {
            (ally[row.iso3], row.dimension): COLORS[figures.LOOKS[row.position][0]]
            for row in held.itertuples()
        }
        assert not [cell for cell in marks if cell[0] == "Iceland"]
        legend = [text.get_text() for text in figure.legends[0].get_texts()]
        assert legend == list(council_table.CODES.values())

    def test_ships_and_price_share_one_axis_of_time_and_its_marks(self):
        marks = load("iran_war_timeline").head(3)
        ships, price = figures.ships_and_price(
            load("hormuz_transits"), load("brent_spot"), marks
        ).axes
        table = load("hormuz_transits").set_index("date")["ships"]
        week = over_time(ships.lines[0])
        assert week["2026-03-08"] == pytest.approx(table["2026-03-02":"2026-03-08"].mean())
        prices = over_time(price.lines[0])
        assert prices["2026-04-01"] == SHOWN["price_0401"]
        for ax, values in ((ships, week), (price, prices)):
            low, high = ax.get_ylim()
            assert low <= values.min() <= values.max() <= high
            assert [line.get_xdata()[0] for line in ax.lines[1:]] == list(marks["date"])
        assert [text.get_text() for text in ships.texts] == ["1", "2", "3"]

    def test_opinion_shows_against_on_the_left_and_for_on_the_right(self):
        polls = load("opinion_iran_war")
        (ax,) = figures.opinion(polls).axes
        bars = {bars.get_label(): [bar.get_width() for bar in bars] for bars in ax.containers}
        assert bars["against"] == [-value for value in polls["against_pct"].fillna(0)]
        assert bars["for"] == list(polls["for_pct"].fillna(0))
        missing = polls[["for_pct", "against_pct"]].isna().to_numpy().sum()
        assert [text.get_text() for text in ax.texts].count("not reported") == missing
        names = [label.get_text() for label in ax.get_yticklabels()]
        assert names[1:3] == ["Republicans: Ipsos", "Democrats: Ipsos"]
        # The first poll stands on top.
        assert ax.get_yticks()[0] == max(ax.get_yticks())

    def test_votes_show_each_margin_with_its_tally(self):
        table = load("congress_war_votes")
        (ax,) = figures.votes(table).axes
        margins = list(table["yes"] - table["no"])
        assert [bar.get_width() for bar in ax.patches] == margins
        tallies = [f"{row.yes}\N{EN DASH}{row.no}" for row in table.itertuples()]
        assert [text.get_text() for text in ax.texts] == tallies
        joint = [bool(bar.get_hatch()) for bar in ax.patches]
        assert joint == list(table["kind"] == "joint")
        low, high = ax.get_xlim()
        assert low < min(margins) and max(margins) < high
        assert ax.yaxis_inverted(), "the first vote stands on top"
        # The legend has a sign for each kind that the picture has, and for no other.
        kinds = {f"{row.chamber}, {row.kind}" for row in table.itertuples()}
        assert {text.get_text() for text in ax.get_legend().get_texts()} == kinds

    def test_spread_draws_each_ranked_ally_by_the_middle(self):
        ranks = council_table.spread()
        (ax,) = figures.spread(ranks, ALLIES.set_index("iso3")["ally"]).axes
        names = [label.get_text() for label in ax.get_yticklabels()]
        assert len(names) == len(ranks) == SHOWN["six_ranked"]
        (points,) = [line for line in ax.lines if line.get_marker() == "o"]
        assert list(points.get_xdata()) == list(ranks["middle"]) == sorted(ranks["middle"])
        (bars,) = ax.collections
        ends = [tuple(path.vertices[:, 0]) for path in bars.get_paths()]
        assert ends == list(zip(ranks["low"], ranks["high"], strict=True))
        # Rank 1 stands at the top, and no bar is cut off.
        assert ax.yaxis_inverted()
        assert ax.get_xlim()[0] < ranks["low"].min() <= ranks["high"].max() <= ax.get_xlim()[1]
        widest = names.index(SHOWN["widest"])
        assert ends[widest][0] == pytest.approx(SHOWN["widest_low"], abs=1)
        top = [name for name, (_, high) in zip(names, ends, strict=True) if high <= 10]
        assert ", ".join(top) == SHOWN["always_top"]
