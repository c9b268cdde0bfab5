"""The chapter on the Strategic Concepts: its tables, its measure of agreement, its explorer."""

from __future__ import annotations

import datetime
import io
import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from natolab.chapters.strategic_concept import figures
from natolab.chapters.strategic_concept.explorer import DEFAULTS, StrategicConceptExplorer, compute
from natolab.data import load
from natolab.methods.agreement import cohen_kappa
from tests.support import site

DATA = StrategicConceptExplorer.payload()
BIBLIOGRAPHY = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")
CONCEPTS = load("strategic_concepts")
CODING = load("concept_coding")
THEMES = load("concept_themes")
CODE = CODING.set_index(["concept", "theme"])["weight"]


def compare(**inputs):
    return compute({**DEFAULTS, **inputs}, DATA)


class TestConcepts:
    def test_eight_in_order(self):
        assert len(CONCEPTS) == 8
        assert CONCEPTS["date"].is_monotonic_increasing
        assert (CONCEPTS["date"].dt.year.astype(str) == CONCEPTS["concept"]).all()

    def test_known_days(self):
        days = CONCEPTS.set_index("concept")["date"].dt.strftime("%Y-%m-%d")
        assert days["1949"] == "1949-12-01"
        assert days["1957"] == "1957-05-23"
        assert days["1999"] == "1999-04-24"
        assert days["2022"] == "2022-06-29"

    def test_secret_until_the_cold_war_ended(self):
        assert CONCEPTS["public"].tolist() == [False] * 4 + [True] * 4

    def test_intervals(self):
        table = figures.lives(CONCEPTS, datetime.date(2026, 10, 5)).set_index("concept")["years"]
        assert table["2010"] == pytest.approx(11.6, abs=0.05)
        assert table.idxmax() == "1967"
        assert table.sum() == pytest.approx(
            (pd.Timestamp("2026-10-05") - CONCEPTS["date"].iloc[0]).days / 365.25
        )


class TestCoding:
    def test_every_theme_in_every_concept_once(self):
        assert len(CODING) == len(CONCEPTS) * len(THEMES)
        assert not CODING.duplicated(["concept", "theme"]).any()
        assert set(CODING["theme"]) == set(THEMES["theme"])
        assert set(CODING["concept"]) == set(CONCEPTS["concept"])

    def test_rule_book_covers_every_weight(self):
        assert load("concept_rules")["weight"].tolist() == [0, 1, 2, 3]
        assert set(CODING["weight"]) == {0, 1, 2, 3}

    def test_what_sources_say_plainly(self):
        assert CODE["2022", "moscow"] == 3
        assert CODE["2010", "moscow"] == 0
        assert CODE["2010", "china"] == 0
        assert CODE["2022", "china"] > 0
        assert (CODE.xs("china", level="theme").drop("2022") == 0).all()
        assert CODE["1957", "nuclear"] == 3
        assert CODE["1999", "beyond"] == 3

    def test_paraphrases_carry_the_weight_of_the_coding(self):
        items = load("concept_paraphrases")
        for row in items.itertuples():
            assert row.weight == CODE[row.concept, row.theme], row.item
        assert items["item"].is_unique

    def test_works_that_tables_name_are_in_the_bibliography(self):
        for name in ("strategic_concepts", "concept_coding", "summit_texts", "high_readiness"):
            for key in set(load(name)["source"]):
                assert f"{{{key}," in BIBLIOGRAPHY, f"{name}: {key}"


class TestKappa:
    def test_by_hand(self):
        # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: seen 0.7, expected 0.5.
        first = ["yes"] * 25 + ["no"] * 25
        second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
        assert cohen_kappa(first, second) == pytest.approx(0.4)

    def test_linear_weights_by_hand(self):
        # Steps seen: 0, 1, 0, 1, mean 0.5.
        # Steps of all 16 pairs: each 0 makes 3 with 0111, the 1 makes 1, the 2 makes 5: 12 / 16.
        first, second = [0, 0, 1, 2], [0, 1, 1, 1]
        assert cohen_kappa(first, second, scale=[0, 1, 2]) == pytest.approx(1 - 0.5 / 0.75)

    def test_one_and_nought(self):
        assert cohen_kappa("aabb", "aabb") == 1
        assert cohen_kappa("aabb", "abab") == pytest.approx(0)
        assert cohen_kappa("ab", "ba") == pytest.approx(-1)

    def test_two_categories_need_no_weights(self):
        first, second = [0, 1, 1, 0, 1], [0, 1, 0, 0, 1]
        assert cohen_kappa(first, second) == pytest.approx(cohen_kappa(first, second, [0, 1]))

    @pytest.mark.parametrize(
        ("first", "second", "scale", "words"),
        [
            ([1, 2], [1], None, "got 2 and 1 codes"),
            ([], [], None, "at least one"),
            ([2, 2], [2, 2], None, "every item the code 2"),
            ([1, 4], [1, 2], [0, 1, 2, 3], "code 4 is not on the scale"),
        ],
    )
    def test_errors_are_sentences(self, first, second, scale, words):
        with pytest.raises(ValueError, match=words):
            cohen_kappa(first, second, scale)


class TestExplorer:
    def test_by_hand_between_the_last_two(self):
        gaps = (CODE["2010"] - CODE["2022"]).abs()
        assert compare()["distance"] == pytest.approx(gaps.sum() / (3 * len(THEMES)))
        assert compare()["widest"] == ["Attack by Moscow"]

    def test_distance_is_a_distance(self):
        for first in DATA["codes"]:
            assert compare(first=first, second=first)["distance"] == 0
            for second in DATA["codes"]:
                there = compare(first=first, second=second)["distance"]
                assert there == compare(first=second, second=first)["distance"]
                assert 0 <= there <= 1
                for third in DATA["codes"]:
                    around = (
                        compare(first=first, second=third)["distance"]
                        + compare(first=third, second=second)["distance"]
                    )
                    assert there <= around + 1e-12

    def test_weights_choose_the_themes(self):
        only = {"states": 0.0, "defence": 2.0, "front": 0.0, "outside": 0.0}
        gaps = (CODE["1957"] - CODE["2022"]).abs()[["nuclear", "conventional"]]
        result = compare(first="1957", second="2022", **only)
        assert result["distance"] == pytest.approx(gaps.sum() / 6)
        assert compare(first="1957", second="2022", **{**only, "defence": 0.5}) != result
        assert compare(first="1957", **{**only, "defence": 0.5})["distance"] == result["distance"]

    def test_nothing_counted(self):
        result = compare(states=0, defence=0, front=0, outside=0)
        assert result["distance"] is None
        assert result["nearest"] == result["farthest"] == ""
        assert result["widest"] == []

    def test_open_entries_can_be_left_out(self):
        counted = compare(first="1999", second="2022", open=False)["themes"]
        assert {row["label"] for row in counted if not row["counted"]} == {"The south", "Networks"}
        assert all(row["counted"] for row in compare(first="1999")["themes"])

    def test_others_are_all_but_the_first(self):
        result = compare(first="1967")
        assert len(result["others"]) == 7
        least = min(result["others"], key=lambda row: row["distance"])
        assert result["nearest"] == least["concept"]

    def test_unknown_concept_names_the_known_ones(self):
        with pytest.raises(ValueError, match=r"no concept '2023'; choose one of: 1949, "):
            compare(first="2023")


@pytest.mark.parametrize(
    "figure",
    [
        lambda: figures.timeline(CONCEPTS),
        lambda: figures.heat_map(CODING, THEMES),
        lambda: figures.intervals(figures.lives(CONCEPTS, datetime.date(2026, 10, 5))),
        lambda: figures.readiness(load("high_readiness")),
        lambda: figures.lengths(load("summit_texts")),
        lambda: StrategicConceptExplorer.fallback()[0],
    ],
    ids=["timeline", "heat_map", "intervals", "readiness", "lengths", "fallback"],
)
def test_figures_can_be_drawn(figure):
    drawn = figure()
    drawn.savefig(io.BytesIO(), format="svg")
    assert all(ax.get_title() == "" for ax in drawn.axes)
    plt.close(drawn)


def test_the_chapter_prints_the_rule_book():
    chapter = (site.TOP / "book" / "strategic-concept.md").read_text(encoding="utf-8")
    for row in load("concept_rules").itertuples():
        assert f"| {row.weight} | {row.name} | {row.rule} |" in chapter


def test_basis_is_in_few_words():
    for basis in CODING["basis"]:
        assert len(re.findall(r"\w+", basis)) <= 20
