"""The chapter on the Iran war: tables, index, explorer, figures."""

from __future__ import annotations

import io

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.chapters.iran_war import explorer, figures
from natolab.chapters.iran_war.alignment_index import positions_on, rank_spread, scaled, weigh
from natolab.data import load

DATA = explorer.IranWarExplorer.payload()
POSITIONS = load("allied_positions")
ONLY = dict.fromkeys(explorer.MEASURES, 0)
unhurried = settings(deadline=None)
values = st.dictionaries(
    st.sampled_from("abcdefgh"), st.none() | st.floats(-50, 50), min_size=2, max_size=8
)


def run(**inputs):
    return explorer.compute({**explorer.DEFAULTS, **inputs}, DATA)


def ranks(**inputs):
    return {row["iso3"]: row["rank"] for row in run(**{**ONLY, **inputs})["rows"]}


class TestTables:
    def test_31_allies_without_the_united_states(self):
        allies = load("us_troops_by_ally")
        assert len(allies) == 31
        assert "USA" not in set(allies["iso3"])
        assert set(POSITIONS["iso3"]) < set(allies["iso3"])

    def test_iceland_is_the_only_ally_without_a_position(self):
        assert set(load("us_troops_by_ally")["iso3"]) - set(POSITIONS["iso3"]) == {"ISL"}

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
        table = load("congress_war_votes").set_index(["date", "chamber"])[["yes", "no"]]
        assert table.loc[(pd.Timestamp("2026-04-16"), "House")].tolist() == [213, 214]
        assert table.loc[(pd.Timestamp("2026-06-03"), "House")].tolist() == [215, 208]
        assert table.loc[(pd.Timestamp("2026-06-23"), "Senate")].tolist() == [50, 48]

    def test_after_7_july_nothing_is_marked_as_reported(self):
        late = load("iran_war_timeline").query("date >= '2026-07-07'")
        assert set(late["basis"]) <= {"headlines", "tracker"}

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
        assert explorer.measures(40, "range", DATA)["access"]["ESP"] == 0
        assert explorer.measures(40, "range", DATA)["access"]["TUR"] == 0
        assert explorer.measures(40, "range", DATA)["access"]["DEU"] == 1

    def test_missing_values(self):
        found = explorer.measures(40, "range", DATA)
        assert found["spending"]["ISL"] is None
        assert found["troops"]["CAN"] is None
        assert found["words"]["DNK"] is None

    def test_spain_last_in_this_war_and_fourth_as_host(self):
        war = ranks(words=1, access=1, ships=1)
        assert war["ESP"] == max(rank for rank in war.values() if rank)
        assert ranks(troops=1)["ESP"] == 4
        assert ranks(troops=1)["DEU"] == 1

    def test_weights_decide(self):
        assert ranks(spending=1)["POL"] == 1
        assert ranks(votes=1)["GBR"] == 1
        assert run(troops=5)["moved"] > 0

    def test_missing_as_zero_ranks_everybody(self):
        assert run(zeros=True)["ranked"] == 31
        assert run(zeros=False)["ranked"] < 31

    def test_day_of_the_slider(self):
        assert explorer.FIRST_DAY + pd.Timedelta(days=explorer.DEFAULTS["day"]) == pd.Timestamp(
            "2026-03-31"
        )


def test_fallback_shows_ranks_that_differ():
    figure, alt, table = explorer.IranWarExplorer.fallback()
    assert (table["Rank: This war"] != table["Rank: Spending only"]).any()
    assert "31 March" in alt
    plt.close(figure)


def test_rank_spread_is_the_same_each_time():
    found = explorer.measures(40, "range", DATA)
    first, again = (rank_spread(found, rng=np.random.default_rng(1949), draws=50) for _ in range(2))
    assert first.equals(again)
    assert "ISL" not in first.index
    assert (first["low"] <= first["middle"]).all()
    assert (first["middle"] <= first["high"]).all()


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures.timeline(load("iran_war_timeline")),
        lambda: figures.positions(positions_on(POSITIONS, "2026-03-31"), load("us_troops_by_ally")),
        lambda: figures.ships_and_price(
            load("hormuz_transits"), load("brent_spot"), load("iran_war_timeline").head(3)
        ),
        lambda: figures.opinion(load("opinion_iran_war")),
        lambda: figures.votes(load("congress_war_votes")),
        lambda: figures.spread(
            rank_spread(
                explorer.measures(40, "range", DATA), rng=np.random.default_rng(1949), draws=20
            ),
            {ally["iso3"]: ally["ally"] for ally in DATA["allies"]},
        ),
    ],
)
def test_figures_draw(draw):
    figure = draw()
    for ax in figure.axes:
        assert ax.has_data()
        assert not ax.get_title()
    figure.savefig(io.BytesIO(), format="svg")
    plt.close(figure)
