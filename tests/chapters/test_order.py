"""The chapter on world order: tables, poles, the index of hedging, the network of ties."""

from __future__ import annotations

from itertools import combinations

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.chapters.order import coalitions, figures, hedging
from natolab.chapters.order.coalitions_explorer import CoalitionsExplorer
from natolab.chapters.order.hedging_explorer import HedgingExplorer
from natolab.chapters.order.numbers import numbers, shares
from natolab.chapters.order.poles import effective_number, poles
from natolab.data import load

SHOWN = {name: number.value for name, number in numbers().items()}
HEDGING = hedging.payload()
NETWORK = coalitions.payload()
START = coalitions.defaults()
TIES = [tie["switch"] for tie in NETWORK["coalitions"]]
STATES = [state["iso3"] for state in NETWORK["states"]]
unhurried = settings(deadline=None, max_examples=40)
positions = st.floats(-1, 1)


def hedge(**inputs):
    result = hedging.compute({**hedging.DEFAULTS, **inputs}, HEDGING)
    return {row["iso3"]: row for row in result["rows"]}


def network(**inputs):
    return coalitions.compute({**START, **inputs}, NETWORK)


def graph(inputs):
    """Build the network again with networkx, from the tables."""
    ties = load("coalitions").set_index("coalition")
    held = load("coalition_members").groupby("coalition")["iso3"].agg(set)
    counts: dict = {}
    for name, states in held.items():
        weak = coalitions.RUNGS.index(ties["binds"][name]) < coalitions.RUNGS.index(inputs["level"])
        gone = inputs["removed"] != coalitions.NOBODY and (
            (inputs["ends"] == "nato" and name == "nato")
            or (inputs["ends"] == "all" and inputs["removed"] in states)
        )
        if inputs[coalitions.switch(name)] and not weak and not gone:
            for pair in combinations(sorted(states), 2):
                counts[pair] = counts.get(pair, 0) + 1
    found = nx.Graph()
    found.add_nodes_from(STATES)
    found.add_edges_from(pair for pair, count in counts.items() if count >= inputs["shared"])
    found.remove_nodes_from([inputs["removed"]])
    return found


class TestTables:
    def test_members_are_states_of_the_picture_and_ties_of_the_table(self):
        members = load("coalition_members")
        assert set(members["iso3"]) == set(STATES)
        assert set(members["coalition"]) == set(load("coalitions")["coalition"])

    def test_nato_is_the_nato_of_the_course(self):
        members = load("coalition_members").query("coalition == 'nato'")
        assert set(members["iso3"]) == set(load("alliance_members")["iso3"])

    @pytest.mark.parametrize(
        ("coalition", "size"),
        [("eu", 27), ("jef", 10), ("nb8", 8), ("willing", 34), ("hormuz_statement", 22)],
    )
    def test_sizes(self, coalition, size):
        assert (load("coalition_members")["coalition"] == coalition).sum() == size

    def test_allies_that_spoke_on_hormuz_are_those_of_the_war_chapter(self):
        said = load("allied_positions")
        signed = said[said["statement"].str.contains("signatories")]
        members = load("coalition_members").query("coalition == 'hormuz_statement'")
        nato = set(load("alliance_members")["iso3"])
        assert set(members["iso3"]) & nato == set(signed["iso3"])

    def test_votes_are_those_of_the_drift_chapter(self):
        ours = load("un_votes_powers").set_index(["iso3", "cast"])["ideal_point"]
        old = load("un_ideal_points").set_index(["iso3", "year"])["ideal_point"]
        new = load("un_ideal_points_2026").set_index(["iso3", "year"])["ideal_point"]
        both = [key for key in ours.index if key[1] < 2025 and key in old.index]
        assert len(both) >= 10
        assert np.allclose(ours[both], old[both], atol=1e-4)
        both = [key for key in ours.index if key[1] == 2025 and key in new.index]
        assert len(both) >= 8
        assert np.allclose(ours[both], new[both], atol=1e-4)

    def test_capabilities_are_those_of_the_origins_chapter(self):
        ours = load("great_power_shares").set_index(["iso3", "year"])["cinc"]
        theirs = load("capabilities_1946_1955").set_index(["iso3", "year"])["cinc"]
        both = [key for key in ours.index if key in theirs.index]
        assert {"USA", "RUS", "GBR", "FRA"} <= {iso3 for iso3, _ in both}
        assert np.allclose(ours[both], theirs[both], atol=1e-5)

    def test_germany_and_britain_have_as_many_ties_and_france_the_most(self):
        ties = load("coalition_members").groupby("state").size()
        assert ties["Germany"] == ties["United Kingdom"] == SHOWN["ties_germany"]
        assert ties.idxmax() == "France"

    def test_american_ties_are_promises_of_defence(self):
        held = load("coalition_members").query("iso3 == 'USA'")["coalition"]
        ties = load("coalitions").set_index("coalition")
        assert set(ties.loc[held, "binds"]) == {"defence"}


class TestPoles:
    def test_equal_powers_count_in_full_and_one_power_counts_as_one(self):
        assert effective_number([0.25] * 4) == pytest.approx(4)
        assert effective_number([1, 0, 0]) == pytest.approx(1)
        assert effective_number([60, 40]) == pytest.approx(1 / (0.36 + 0.16))

    @given(st.lists(st.floats(0.01, 1), min_size=1, max_size=9))
    def test_effective_number_lies_between_one_and_the_count(self, values):
        assert 1 - 1e-9 <= effective_number(values) <= len(values) + 1e-9

    @pytest.mark.parametrize("wrong", [[], [0.0], [0.5, -0.1]])
    def test_impossible_shares_are_refused(self, wrong):
        with pytest.raises(ValueError, match="none may be below zero"):
            effective_number(wrong)

    def test_the_world_is_at_least_as_concentrated_as_eight_of_its_powers_make_it(self):
        """The squares of eight shares are part of the squares of all."""
        whole = load("power_concentration").set_index("year")["effective"]
        for year in (1850, 1913, 1950, 2022):
            assert whole[year] <= 1 / (shares(year) ** 2).sum() + 0.05

    def test_textbook_years(self):
        assert poles(shares(1950), 0.5) == ["United States", "Russia"]
        assert poles(shares(2022), 0.5) == ["China", "United States"]
        assert poles(shares(2022), 0.8) == ["China"]
        assert len(poles(shares(2022), 0.01)) == 8

    @pytest.mark.parametrize("wrong", [0, 1.2, -0.5])
    def test_impossible_threshold_is_refused(self, wrong):
        with pytest.raises(ValueError, match="above 0 and up to 1"):
            poles(shares(2022), wrong)

    def test_concentration_was_lowest_after_the_cold_war(self):
        assert SHOWN["effective_peak"] == "1992"


class TestHedging:
    @given(positions, positions, positions)
    def test_index_is_the_sum_of_its_parts(self, arms, votes, summits):
        found = hedging.split(
            {"arms": arms, "votes": votes, "summits": summits}, dict.fromkeys(hedging.MEASURES, 1)
        )
        assert found["hedge"] == pytest.approx(found["neither"] + found["both"])
        assert -1e-9 <= found["both"] <= 1 + 1e-9
        assert -1e-9 <= found["neither"] <= 1 + 1e-9

    @pytest.mark.parametrize(
        ("three", "neither", "both"),
        [((1, 1, 1), 0, 0), ((0, 0, 0), 1, 0), ((1, -1, 0), 1 / 3, 2 / 3), ((-1, -1, -1), 0, 0)],
    )
    def test_known_cases(self, three, neither, both):
        found = hedging.split(
            dict(zip(hedging.MEASURES, three, strict=True)), dict.fromkeys(hedging.MEASURES, 2)
        )
        assert found["neither"] == pytest.approx(neither)
        assert found["both"] == pytest.approx(both)

    def test_what_is_missing_is_not_counted_as_middle(self):
        found = hedging.split(
            {"arms": None, "votes": 1.0, "summits": 1.0}, dict.fromkeys(hedging.MEASURES, 1)
        )
        assert found["hedge"] == pytest.approx(0)
        assert found["cover"] == pytest.approx(2 / 3)

    def test_a_weight_of_zero_leaves_a_measure_out(self):
        only = hedge(votes=0, summits=0)
        assert only["SRB"]["mean"] == pytest.approx(1 - 2 * 0.77)
        assert only["FRA"]["rank"] is None
        assert all(row["rank"] is None for row in hedge(arms=0, votes=0, summits=0).values())

    def test_poles_themselves_are_not_ranked(self):
        assert not {"USA", "CHN", "RUS"} & set(hedge())

    def test_positions_by_hand(self):
        i = [state["iso3"] for state in HEDGING["states"]].index("IND")
        found = hedging.placed(i, hedging.DEFAULTS, HEDGING)
        assert found["arms"] == pytest.approx(0.2)
        assert found["summits"] == pytest.approx((1 - 2) / 3)
        points = load("un_votes_powers").query("year == 2024").set_index("iso3")["ideal_point"]
        west = (points["USA"] + points[["DEU", "FRA", "GBR"]].mean()) / 2
        share = (points["IND"] - points["CHN"]) / (west - points["CHN"])
        assert found["votes"] == pytest.approx(2 * share - 1)

    def test_votes_beyond_the_poles_are_cut_off(self):
        i = [state["iso3"] for state in HEDGING["states"]].index("DZA")
        for year in hedging.YEARS:
            found = hedging.placed(i, {**hedging.DEFAULTS, "year": year}, HEDGING)
            assert -1 <= found["votes"] < -0.9

    def test_the_text_names_the_leader_and_the_last(self):
        ranks = {iso3: row["rank"] for iso3, row in hedge().items()}
        assert ranks["SAU"] == 1
        assert hedge()["SAU"]["both"] > hedge()["SAU"]["neither"]
        assert hedge()["IND"]["neither"] > hedge()["IND"]["both"]
        assert ranks["GBR"] == 24
        assert hedge(pole="european")["SVK"]["rank"] == 1


class TestNetwork:
    def test_nobody_out_changes_nothing(self):
        result = network(removed=coalitions.NOBODY, level="talk")
        assert result["before"] == result["after"]
        assert result["reach_before"] == result["reach_after"]

    def test_leaving_takes_no_tie_from_the_others(self):
        for state in ("USA", "FRA", "TUR"):
            for level in coalitions.RUNGS:
                assert network(removed=state, level=level)["kept"] == 1

    def test_by_hand_when_nato_ends(self):
        """The Union's 351 pairs, and what bilateral and trilateral pacts add."""
        result = network(level="defence", ends="nato")
        assert result["after"] == 27 * 26 // 2 + 1 + 3 + 1  # Kensington, Makkah, ANZUS
        assert ["TUR", "SAU", "PAK"] in result["groups"]
        assert {"CAN", "ISL", "NOR", "MNE", "MKD", "ALB"} <= set(result["alone"])
        assert "GBR" in result["groups"][0]

    def test_bridges_are_america_and_turkey(self):
        assert [row["iso3"] for row in network(level="defence")["bridges"]] == ["USA", "TUR"]

    @unhurried
    @given(
        st.sampled_from([coalitions.NOBODY, *STATES]),
        st.sampled_from(coalitions.RUNGS),
        st.integers(1, coalitions.MOST_SHARED),
        st.sampled_from(list(coalitions.ENDS)),
        st.sets(st.sampled_from(TIES), max_size=8),
    )
    def test_networkx_finds_the_same(self, removed, level, least, ends, off):
        inputs = {
            **START,
            "removed": removed,
            "level": level,
            "shared": least,
            "ends": ends,
            **dict.fromkeys(off, False),
        }
        result = coalitions.compute(inputs, NETWORK)
        other = graph(inputs)
        assert result["after"] == other.number_of_edges() == len(result["links"])
        groups = [group for group in nx.connected_components(other) if len(group) > 1]
        assert sorted(map(sorted, result["groups"])) == sorted(map(sorted, groups))
        assert set(result["alone"]) == set(nx.isolates(other))
        whole = graph({**inputs, "removed": coalitions.NOBODY})
        bridges = {row["iso3"] for row in result["bridges"]}
        assert bridges == set(nx.articulation_points(whole))

    def test_members_left(self):
        left = network(ends="nato", level="forces")["left"]
        assert left["nato"] == 0
        assert left["anzus"] == 2
        assert left["jef"] == 10
        assert left["e3"] == 0


class TestPage:
    def test_presets_set_existing_controls(self):
        for _, values in NETWORK["presets"]:
            CoalitionsExplorer(**values)
        for _, values in HEDGING["presets"]:
            HedgingExplorer(**values)

    def test_figures_draw_every_row(self):
        grid = figures.who_is_in_what(load("coalitions"), load("coalition_members"))
        drawn = sum(len(line.get_xdata()) for line in grid.axes[0].lines)
        assert drawn == len(load("coalition_members"))
        points = load("un_votes_powers")
        marks = figures.votes(points).axes[0].lines
        twice = points.groupby("iso3").size().eq(2).sum()
        assert all(len(line.get_ydata()) == twice for line in marks)
        rows = figures.positions(HEDGING).axes[0]
        assert len(rows.get_yticks()) == len(HEDGING["states"])
        ratio = figures.powers_by_measure(load("power_measures")).axes[0]
        assert [round(float(x), 2) for x in ratio.lines[0].get_xdata()] == [
            round(x, 2)
            for x in (SHOWN["china_cinc"], 17882 / 25744, SHOWN["china_gdp_ppp"], 292 / 860.7)
        ]
        both = figures.concentration(load("great_power_shares"), load("power_concentration"))
        assert both.axes[1].lines[0].get_ydata().max() == pytest.approx(
            pd.Series(load("power_concentration")["effective"]).max()
        )
        plt.close("all")

    def test_ranks_in_the_fallback_are_those_of_the_explorer(self):
        figure, _, table = HedgingExplorer.fallback()
        plt.close(figure)
        assert table.iloc[0]["State"] == "Saudi Arabia"
        figure, _, table = CoalitionsExplorer.fallback()
        plt.close(figure)
        assert table.loc[2, "Linked pairs among the others"] == SHOWN["ends_after"]
