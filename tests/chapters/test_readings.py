"""The page on the readings: its table of claims, its explorer, its figures, its numbers."""

from __future__ import annotations

import re

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from natolab import AS_OF
from natolab.chapters.readings import claims, exercises, figures
from natolab.chapters.readings.claims import (
    DEFAULTS,
    LONGEST_WORD,
    MENUS,
    PRESETS,
    VERDICTS,
    compute,
)
from natolab.chapters.readings.explorer import ReadingsExplorer
from natolab.chapters.readings.numbers import numbers
from natolab.data import load
from natolab.methods.agreement import cohen_kappa
from tests.support import site
from tests.support.exercises import after

CLAIMS = load("reading_claims").fillna("")
EVENTS = load("reading_events")
DATA = claims.payload()
SHOWN = {name: number.value for name, number in numbers().items()}
BIBLIOGRAPHY = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")
PAGE = (site.TOP / "book" / "readings.md").read_text(encoding="utf-8")


def run(**inputs):
    return compute({**DEFAULTS, **inputs}, DATA)


def claim(claim_id):
    return CLAIMS.set_index("id").loc[claim_id]


class TestTable:
    def test_ids_are_unique_and_tell_the_reading(self):
        assert CLAIMS["id"].is_unique
        letters = {"T": "taylor", "M": "marcos"}
        assert (CLAIMS["id"].str[0].map(letters) == CLAIMS["reading"]).all()

    def test_ids_run_in_the_order_of_the_texts(self):
        for _, rows in CLAIMS.groupby("reading"):
            assert [*rows["id"].str[1:].astype(int)] == [*range(1, len(rows) + 1)]

    def test_opinions_and_only_opinions_have_that_verdict(self):
        opinion = CLAIMS["kind"] == "opinion"
        assert ((CLAIMS["verdict"] == "opinion") == opinion).all()
        assert ((CLAIMS["verdict_then"] == "opinion") == opinion).all()

    def test_decided_claims_have_a_fact_and_a_source(self):
        decided = CLAIMS[CLAIMS["verdict"].isin(["supported", "partly", "contradicted"])]
        assert (decided["fact"] != "").all()
        assert decided["source_url"].str.match(r"https?://").all()
        assert decided["confidence"].isin(["verified", "single-source"]).all()

    def test_sources_and_addresses_come_in_pairs(self):
        for source, url in (("source", "source_url"), ("second_source", "second_url")):
            assert ((CLAIMS[source] == "") == (CLAIMS[url] == "")).all()
        assert not ((CLAIMS["source"] == "") & (CLAIMS["second_source"] != "")).any()

    def test_unverified_and_unsourced_claims_are_open_or_opinions(self):
        bare = CLAIMS[CLAIMS["confidence"].isin(["unverified", "none"])]
        assert bare["verdict"].isin(["open", "opinion"]).all()

    def test_nothing_is_later_than_the_course(self):
        assert CLAIMS["as_of"].max() <= pd.Timestamp(AS_OF)
        assert EVENTS["date"].max() <= pd.Timestamp(AS_OF)

    def test_bibliography_holds_the_works(self):
        keys = {key for works in CLAIMS["works"] for key in works.split("; ") if key}
        assert len(keys) > 30
        for key in keys | set(EVENTS["source"]):
            assert f"{{{key}," in BIBLIOGRAPHY, key

    def test_disagreements_are_explained(self):
        for earlier in ("first_list", "second_list"):
            differ = CLAIMS[(CLAIMS[earlier] != "") & (CLAIMS[earlier] != CLAIMS["verdict"])]
            assert (differ["disagreement"] != "").all(), [*differ["id"]]

    def test_claims_are_short_and_in_sentences(self):
        assert CLAIMS["claim"].str.endswith(".").all()
        assert CLAIMS["claim"].str.split().str.len().max() <= 25


class TestFacts:
    def test_concept_is_of_madrid_and_not_of_a_jubilee(self):
        rows = CLAIMS[CLAIMS["claim"].str.startswith("It came out")]
        assert len(rows) == 2
        assert set(rows["verdict"]) == {"contradicted"}
        assert rows["fact"].str.contains("29 June 2022|2022 the alliance was 73").all()

    def test_guarantee_was_never_unconditional(self):
        (row,) = CLAIMS[CLAIMS["claim"].str.contains("without any condition")].itertuples()
        assert row.verdict == "contradicted"
        assert "NorthAtlanticTreaty1949" in row.works

    def test_causes_do_not_come_after_effects(self):
        events = EVENTS.set_index("event")["date"]
        assert (
            events["Trump at the Brussels summit hints at leaving"]
            < events["The Capitol is stormed"]
        )

    def test_dates(self):
        events = EVENTS.set_index("event")["date"]
        assert events["Strategic Concept, Madrid"] == pd.Timestamp("2022-06-29")
        assert events["Germany's security strategy"] == pd.Timestamp("2023-06-14")
        assert (SHOWN["strategy_days"], SHOWN["concept_months"]) == (350, 33)

    def test_column_names_each_event_once(self):
        places = EVENTS.loc[EVENTS["strand"] == "column", "place_in_column"]
        assert sorted(places) == [*range(1, len(places) + 1)]
        assert EVENTS.loc[EVENTS["strand"] == "condition", "place_in_column"].isna().all()

    def test_no_forecast_is_contradicted(self):
        """The page draws a conclusion from it."""
        assert SHOWN["forecasts_contradicted"] == 0
        decided = sum(SHOWN[f"forecasts_{verdict}"] for verdict in ("supported", "partly", "open"))
        assert decided == SHOWN["forecasts"]

    def test_verdicts_moved_in_the_first_reading_only(self):
        moved = CLAIMS[CLAIMS["verdict"] != CLAIMS["verdict_then"]]
        assert set(moved["reading"]) == {"taylor"}
        assert SHOWN["moved"] == SHOWN["moved_taylor"] == len(moved)
        assert "opinion" not in set(moved["kind"])


class TestPage:
    def test_no_verdict_is_counted_by_hand(self):
        """Counts of claims come from the table: before 'claims' stands a number made by code."""
        story = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
        assert not re.search(r"\b\d+ (claims|verdicts|forecasts)\b", story)

    def test_claims_named_in_exercises_exist_and_are_what_they_say(self):
        for name in set(re.findall(r"\b[TM]\d\d\b", PAGE)):
            assert name in set(CLAIMS["id"])
        kinds = {"T07": "fact", "T31": "causal", "T36": "opinion"}
        kinds |= {"T48": "forecast", "M09": "fact", "M25": "causal"}
        assert {name: claim(name)["kind"] for name in kinds} == kinds
        assert "five years" in claim("M38")["claim"]
        assert "Courts" in claim("T53")["claim"]
        for name in ("T17", "T43", "T62"):
            assert claim(name)["kind"] == "forecast"

    def test_agreement_with_the_first_list(self):
        assert (SHOWN["twice"], SHOWN["same"]) == (56, 43)
        assert SHOWN["kappa"] == pytest.approx(0.66, abs=0.005)
        # Agreement by chance, from the two lists' own shares.
        rows = CLAIMS[CLAIMS["first_list"] != ""]
        shares = [rows[list_].value_counts(normalize=True) for list_ in ("first_list", "verdict")]
        chance = (shares[0] * shares[1]).sum()
        assert SHOWN["kappa"] == pytest.approx((43 / 56 - chance) / (1 - chance))

    def test_counts_of_both_readings_add_up(self):
        assert SHOWN["claims_all"] == SHOWN["taylor_all"] + SHOWN["marcos_all"] == len(CLAIMS)
        for reading in MENUS["reading"]:
            verdicts = [verdict for verdict in VERDICTS if verdict != "opinion"]
            decided = sum(SHOWN[f"{reading}_{verdict}"] for verdict in verdicts)
            assert decided == SHOWN[f"{reading}_checked"] < SHOWN[f"{reading}_all"]

    def test_sample_coded_without_looking_has_no_agreement_beyond_chance(self):
        sample = CLAIMS[CLAIMS["kind"] != "opinion"].sample(15, random_state=1949)
        assert cohen_kappa(["supported"] * 15, sample["verdict"]) == pytest.approx(0)


class TestExplorer:
    def test_all_claims_at_first(self):
        result = run()
        assert result["ids"] == [*CLAIMS["id"]]
        counts = CLAIMS.groupby(["verdict", "reading"]).size()
        for verdict in MENUS["verdict"]:
            for reading in MENUS["reading"]:
                count = result["counts"][verdict][reading]
                assert count == counts.get((verdict, reading), 0)
                assert count == SHOWN.get(f"{reading}_{verdict}", count)

    @pytest.mark.parametrize("menu", [*MENUS])
    def test_values_of_a_menu_share_out_the_claims(self, menu):
        found = [claim_id for value in MENUS[menu] for claim_id in run(**{menu: value})["ids"]]
        assert sorted(found) == sorted(CLAIMS["id"])

    def test_counts_add_up(self):
        for menu, values in MENUS.items():
            for value in values:
                for then in (False, True):
                    result = run(**{menu: value}, then=then)
                    total = sum(row["all"] for row in result["counts"].values())
                    assert total == len(result["ids"])
                    for row in result["counts"].values():
                        assert row["all"] == row["taylor"] + row["marcos"]

    def test_verdict_follows_the_day(self):
        now, then = run(verdict="supported")["ids"], run(verdict="supported", then=True)["ids"]
        assert "T38" in now
        assert "T38" not in then

    def test_word_is_sought_everywhere_and_without_capitals(self):
        assert run(word="MADRID")["ids"] == run(word=" madrid ")["ids"]
        assert "M13" in run(word="madrid")["ids"]
        assert run(word="no such word")["ids"] == []

    def test_menus_hold_all_values_of_the_table(self):
        for menu, values in MENUS.items():
            assert set(CLAIMS[menu]) <= set(values)

    def test_fallback_shows_every_claim(self):
        figure, alt, table = ReadingsExplorer.fallback()
        plt.close(figure)
        assert [*table["Claim, in our words"].str[:3]] == [*CLAIMS["id"]]
        assert (table["Verdict"] == "Open when written; now supported (forecast)").any()
        assert "verdict" in alt

    def test_presets_set_every_control(self):
        assert [label for label, _ in DATA["presets"]] == list(PRESETS)
        for label, inputs in DATA["presets"]:
            assert set(inputs) == set(DEFAULTS)
            explorer = ReadingsExplorer(**inputs)
            assert explorer.result["ids"] == run(**PRESETS[label])["ids"] != []

    def test_longest_word(self):
        assert ReadingsExplorer(word="a" * LONGEST_WORD).result["ids"] == []
        with pytest.raises(ValueError, match="one word"):
            ReadingsExplorer(word="a" * (LONGEST_WORD + 1))


class TestFigures:
    @pytest.fixture(autouse=True)
    def closed(self):
        yield
        plt.close("all")

    def test_verdicts_stack_the_counts_of_each_kind_and_reading(self):
        figure = figures.verdicts(CLAIMS)
        (ax,) = figure.axes
        rows = [label.get_text() for label in ax.get_yticklabels()]
        assert rows[:3] == ["facts, 2026", "facts, 2025", "causal claims, 2026"]
        assert ax.yaxis_inverted()
        kinds = {"facts": "fact", "causal claims": "causal", "forecasts": "forecast"}
        kinds["opinions"] = "opinion"
        years = {"2026": "taylor", "2025": "marcos"}
        order = list(VERDICTS)
        for line, row in enumerate(rows):
            kind, year = row.rsplit(", ", 1)
            chosen = CLAIMS[(CLAIMS["kind"] == kinds[kind]) & (CLAIMS["reading"] == years[year])]
            counts = chosen["verdict"].value_counts()
            expected = [counts[verdict] for verdict in order if verdict in counts]
            bars = [bar for bar in ax.patches if round(bar.get_y() + bar.get_height() / 2) == line]
            assert [bar.get_width() for bar in bars] == expected
            assert bars[0].get_x() == 0
            assert bars[-1].get_x() + bars[-1].get_width() == len(chosen)
            numbers = [text for text in ax.texts if text.get_position()[1] == line]
            assert [int(text.get_text()) for text in numbers] == expected
        legend = [text.get_text() for text in figure.legends[0].get_texts()]
        assert legend == ["supported", "partly supported", "contradicted", "open", "opinion"]

    def test_forecasts_join_the_verdict_then_and_now(self):
        rows = CLAIMS[CLAIMS["kind"] == "forecast"]
        (ax,) = figures.forecasts(CLAIMS).axes
        lines = {line.get_label(): line for line in ax.lines}
        for label, column in {"when written": "verdict_then", "now": "verdict"}.items():
            found = [figures.SCALE[int(x)] for x in lines[label].get_xdata()]
            assert found == list(rows[column])
            assert len(found) == SHOWN["forecasts"]
        names = [label.get_text() for label in ax.get_yticklabels()]
        assert names == list(rows["id"])
        assert [text.get_text().replace("\n", " ") for text in ax.texts] == list(rows["claim"])
        (joins,) = ax.collections
        lengths = [np.ptp(path.vertices[:, 0]) for path in joins.get_paths()]
        changed = (rows["verdict"] != rows["verdict_then"]).to_numpy()
        assert ((np.array(lengths) > 0) == changed).all()
        # None has moved to the worst place, and the axis shows all four.
        assert min(lines["now"].get_xdata()) > 0
        assert ax.get_xlim()[0] < 0 < len(figures.SCALE) - 1 < ax.get_xlim()[1]

    def test_order_joins_each_event_to_its_place_in_the_calendar(self):
        told = EVENTS[EVENTS["strand"] == "column"].sort_values("place_in_column")
        (ax,) = figures.order(told.sample(frac=1, random_state=1)).axes
        ends = [tuple(line.get_ydata()) for line in ax.lines]
        real = told["date"].rank().astype(int) - 1
        assert ends == list(enumerate(real))
        left = [text for text in ax.texts if text.get_position()[0] == -0.05]
        right = [text for text in ax.texts if text.get_position()[0] == 1.05]
        assert [text.get_text() for text in left] == list(told["event"])
        days = [f"{date:%B %Y}" for date in told["date"]]
        assert [text.get_text() for text in right] == days
        # What is told first stands on top.
        assert left[0].get_text() == "Strategic Concept, Madrid"
        assert ax.yaxis_inverted()

    def test_conditions_stand_at_their_day(self):
        rows = EVENTS[EVENTS["strand"] == "condition"].sort_values("date")
        (ax,) = figures.conditions(rows.sample(frac=1, random_state=1)).axes
        (points,) = [line for line in ax.lines if line.get_marker() == "o"]
        starts = mdates.date2num(pd.to_datetime(rows["date"].dt.year.astype(str) + "-01-01"))
        years = rows["date"].dt.year + (mdates.date2num(rows["date"]) - starts) / 365.25
        assert list(points.get_xdata()) == pytest.approx(list(years))
        names = [text.get_text().replace("\n", " ") for text in ax.texts]
        assert names == [f"{row.event} ({row.date.year})" for row in rows.itertuples()]
        low, high = ax.get_xlim()
        assert low < min(points.get_xdata()) and max(points.get_xdata()) < high


# ---------------------------------------------------------------- what the exercises teach


def test_most_disputed_claims_are_causes_and_forecasts():
    exercise = exercises.two_verdicts
    names = after(exercise)
    assert len(names["disputed"]) == SHOWN["twice"] - SHOWN["same"]
    assert (names["judged"]["kind"] == "fact").mean() > 0.5
    disputed = CLAIMS[CLAIMS["id"].isin(names["disputed"])]
    assert disputed["kind"].isin(["causal", "forecast"]).mean() > 0.5
    # Most of what seems disputed without a look at empty cells had not been judged before.
    assert len(after(exercise, exercise.wrong[0].code)["disputed"]) > 2 * len(disputed)


def test_the_gap_is_widest_among_facts():
    gap = after(exercises.another_knife)["gap"]
    assert gap["facts alone"] > 2 * max(gap["all claims"], gap["without opinions"])
    of_kind = pd.crosstab(CLAIMS["reading"], CLAIMS["kind"], normalize="index")
    for kind in ("opinion", "forecast"):
        assert of_kind.loc["taylor", kind] > of_kind.loc["marcos", kind]
    forecasts = CLAIMS[CLAIMS["kind"] == "forecast"]
    assert (forecasts["verdict"] == "supported").mean() < 0.25
