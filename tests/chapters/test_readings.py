"""The page on the readings: its table of claims, its explorer, its figures, its numbers."""

from __future__ import annotations

import io
import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from natolab import AS_OF
from natolab.chapters.readings import explorer as readings
from natolab.chapters.readings import figures
from natolab.chapters.readings.explorer import DEFAULTS, MENUS, ReadingsExplorer, compute
from natolab.data import load
from natolab.methods.agreement import cohen_kappa
from tests.support import site

CLAIMS = load("reading_claims").fillna("")
EVENTS = load("reading_events")
DATA = ReadingsExplorer.payload()
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
        days = events["Germany's security strategy"] - events["Strategic Concept, Madrid"]
        assert days.days == 350

    def test_column_names_each_event_once(self):
        places = EVENTS.loc[EVENTS["strand"] == "column", "place_in_column"]
        assert sorted(places) == [*range(1, len(places) + 1)]
        assert EVENTS.loc[EVENTS["strand"] == "condition", "place_in_column"].isna().all()

    def test_no_forecast_is_contradicted(self):
        """The page draws a conclusion from it."""
        forecasts = CLAIMS[CLAIMS["kind"] == "forecast"]
        assert "contradicted" not in set(forecasts["verdict"])

    def test_verdicts_moved_in_the_first_reading_only(self):
        moved = CLAIMS[CLAIMS["verdict"] != CLAIMS["verdict_then"]]
        assert set(moved["reading"]) == {"taylor"}
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
        rows = CLAIMS[CLAIMS["first_list"] != ""]
        kappa = cohen_kappa(rows["first_list"], rows["verdict"])
        assert len(rows) == 56
        assert kappa == pytest.approx(0.66, abs=0.005)

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
                assert result["counts"][verdict][reading] == counts.get((verdict, reading), 0)

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

    def test_longest_word(self):
        assert ReadingsExplorer(word="a" * readings.LONGEST_WORD).result["ids"] == []
        with pytest.raises(ValueError, match="one word"):
            ReadingsExplorer(word="a" * (readings.LONGEST_WORD + 1))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures.verdicts(CLAIMS),
        lambda: figures.forecasts(CLAIMS),
        lambda: figures.order(EVENTS[EVENTS["strand"] == "column"]),
        lambda: figures.conditions(EVENTS[EVENTS["strand"] == "condition"]),
    ],
)
def test_figures_draw(draw):
    figure = draw()
    for ax in figure.axes:
        assert ax.has_data()
        assert not ax.get_title()
    figure.savefig(io.BytesIO(), format="svg")
    plt.close(figure)
