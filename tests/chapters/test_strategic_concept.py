"""The chapter on the Strategic Concepts: its tables, its measure of agreement, its explorer."""

from __future__ import annotations

import datetime
import re

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from natolab.chapters.strategic_concept import exercises, figures
from natolab.chapters.strategic_concept.comparison import (
    ALIKE,
    DEFAULTS,
    FAMILIES,
    SOLDIERS,
    TOP,
    WORLD,
    compute,
    payload,
)
from natolab.chapters.strategic_concept.explorer import StrategicConceptExplorer
from natolab.chapters.strategic_concept.lives import lives
from natolab.chapters.strategic_concept.numbers import numbers
from natolab.data import load
from natolab.methods.agreement import cohen_kappa
from tests.support import site
from tests.support.exercises import after

DATA = payload()
SHOWN = {name: number.value for name, number in numbers().items()}
AS_OF = datetime.date(2026, 10, 5)
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
        table = lives(CONCEPTS, AS_OF).set_index("concept")["years"]
        assert table["2010"] == pytest.approx(11.6, abs=0.05)
        assert table.idxmax() == "1967"
        assert SHOWN["longest"] == table.max() == pytest.approx(23.9, abs=0.05)
        # The last concept has not been replaced yet.
        assert table.drop("2022").idxmin() == "1949"
        assert SHOWN["shortest"] == table["1949"] == pytest.approx(3.0, abs=0.05)
        assert table.sum() == pytest.approx(
            (pd.Timestamp("2026-10-05") - CONCEPTS["date"].iloc[0]).days / 365.25
        )


class TestCoding:
    def test_every_theme_in_every_concept_once(self):
        assert SHOWN["entries"] == len(CONCEPTS) * len(THEMES) == len(CODING)
        assert (SHOWN["concepts"], SHOWN["themes"]) == (8, 13)
        assert not CODING.duplicated(["concept", "theme"]).any()
        assert set(CODING["theme"]) == set(THEMES["theme"])
        assert set(CODING["concept"]) == set(CONCEPTS["concept"])

    def test_rule_book_covers_every_weight(self):
        assert load("concept_rules")["weight"].tolist() == [0, 1, 2, 3]
        assert set(CODING["weight"]) == {0, 1, 2, 3}
        assert TOP == 3

    def test_the_agenda_grew(self):
        grew = [SHOWN[f"themes_{concept}"] for concept in ("1949", "1991", "2022")]
        assert grew == [3, 9, 13]
        for concept, present in zip(("1949", "1991", "2022"), grew, strict=True):
            assert sum(CODE[concept] > 0) == present

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

    def test_the_invented_reader_misses_by_one_step_at_most(self):
        table = load("concept_paraphrases")
        misses = (table["weight"] - table["invented_reader"]).abs()
        assert misses.max() == 1
        assert (SHOWN["items"], SHOWN["same"]) == (16, 9)
        assert (misses == 0).sum() == SHOWN["same"]
        assert SHOWN["kappa"] == pytest.approx(0.39, abs=0.005)
        assert SHOWN["kappa_weighted"] == pytest.approx(0.58, abs=0.005)

    def test_numbers_of_exercise_3(self):
        """The list in the solution is the invented reader's, with the values that stand there."""
        chapter = (site.TOP / "book" / "strategic-concept.md").read_text(encoding="utf-8")
        mine = [int(code) for code in re.search(r"mine = \[(.*?)\]", chapter)[1].split(",")]
        table = load("concept_paraphrases")
        assert mine == list(table["invented_reader"])
        assert cohen_kappa(table["weight"], mine) == pytest.approx(SHOWN["kappa"])


class TestExplorer:
    def test_by_hand_between_the_last_two(self):
        gaps = (CODE["2010"] - CODE["2022"]).abs()
        assert compare()["distance"] == pytest.approx(gaps.sum() / (3 * len(THEMES)))
        assert compare()["distance"] == SHOWN["d_2010_2022"]
        assert compare()["widest"] == ["Attack by Moscow"]

    def test_what_lies_nearest_to_madrid_hangs_on_the_weights(self):
        by_hand = {}
        for name, families in [
            ("soldiers", {"states", "defence"}),
            ("world", {"front", "outside"}),
        ]:
            themes = THEMES.loc[THEMES["family"].isin([FAMILIES[key] for key in families]), "theme"]
            gaps = {
                concept: (CODE[concept] - CODE["2022"]).abs()[themes].sum() / (3 * len(themes))
                for concept in CONCEPTS["concept"][:-1]
            }
            by_hand[name] = min(gaps, key=gaps.get), min(gaps.values())
        assert by_hand["soldiers"] == (SHOWN["near_soldiers"], pytest.approx(SHOWN["d_soldiers"]))
        assert by_hand["world"] == (SHOWN["near_world"], pytest.approx(SHOWN["d_world"]))
        assert (SHOWN["near_soldiers"], SHOWN["near_world"]) == ("1967", "2010")

    @pytest.mark.parametrize(
        ("weights", "nearest"), [(ALIKE, "2010"), (SOLDIERS, "1967"), (WORLD, "2010")]
    )
    @pytest.mark.parametrize("count", [True, False])
    def test_numbers_of_exercise_4(self, weights, nearest, count):
        assert compare(first="2022", open=count, **weights)["nearest"] == nearest

    def test_presets_set_every_family(self):
        for preset in DATA["presets"]:
            assert set(preset["values"]) == set(FAMILIES)
            assert all(0 <= value <= TOP for value in preset["values"].values())

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
        assert SHOWN["open_entries"] == 5

    def test_others_are_all_but_the_first(self):
        result = compare(first="1967")
        assert len(result["others"]) == 7
        least = min(result["others"], key=lambda row: row["distance"])
        assert result["nearest"] == least["concept"]

    def test_unknown_concept_names_the_known_ones(self):
        with pytest.raises(ValueError, match=r"no concept '2023'; choose one of: 1949, "):
            compare(first="2023")


class TestFigures:
    @pytest.fixture(autouse=True)
    def closed(self):
        yield
        plt.close("all")

    def test_timeline_marks_secret_and_public_concepts_on_their_days(self):
        (ax,) = figures.timeline(CONCEPTS).axes
        marks = [
            (line.get_ydata()[0], line.get_marker(), line.get_markerfacecolor())
            for line in ax.lines
            if line.get_marker() in ("o", "s") and len(line.get_ydata())
        ]
        assert [at for at, _, _ in marks] == list(mdates.date2num(CONCEPTS["date"]))
        assert [marker for _, marker, _ in marks] == list("oooossss")
        assert [face == "white" for _, _, face in marks] == [False] * 4 + [True] * 4
        texts = [text.get_text() for text in ax.texts]
        assert [text.split()[0] for text in texts[::2]] == list(CONCEPTS["concept"])
        assert texts[1::2] == list(CONCEPTS["feared"])
        heights = [text.get_position()[1] for text in ax.texts]
        assert heights == sorted(heights)
        assert ax.yaxis_inverted()

    def test_heat_map_holds_every_code_and_marks_the_open_ones(self):
        (ax,) = figures.heat_map(CODING, THEMES).axes
        concepts = [label.get_text() for label in ax.get_xticklabels()]
        themes = [label.get_text() for label in ax.get_yticklabels()]
        assert (concepts, themes) == (list(CONCEPTS["concept"]), list(THEMES["label"]))
        keys = dict(zip(THEMES["label"], THEMES["theme"], strict=True))
        shade = np.asarray(ax.images[0].get_array())
        written = {}
        for text in ax.texts:
            column, row = text.get_position()
            written[concepts[column], keys[themes[row]]] = text.get_text()
            assert shade[row, column] == int(text.get_text()[0])
        assert {key: int(text[0]) for key, text in written.items()} == CODE.to_dict()
        unsure = CODING[CODING["sureness"] == "open"]
        marked = {key for key, text in written.items() if text.endswith("?")}
        assert marked == set(zip(unsure["concept"], unsure["theme"], strict=True))
        assert len(marked) == SHOWN["open_entries"]

    def test_intervals_end_with_the_day_of_the_course(self):
        (ax,) = figures.intervals(CONCEPTS, AS_OF).axes
        lengths = [bar.get_width() for bar in ax.patches]
        names = [label.get_text().split()[0] for label in ax.get_yticklabels()]
        assert names == list(CONCEPTS["concept"])
        assert lengths[names.index("1967")] == SHOWN["longest"]
        assert lengths[names.index("1949")] == SHOWN["shortest"]
        madrid = pd.Timestamp(AS_OF) - CONCEPTS["date"].iloc[-1]
        assert lengths[-1] == pytest.approx(madrid.days / 365.25)
        assert [bool(bar.get_hatch()) for bar in ax.patches] == [False] * 7 + [True]
        assert [text.get_text() for text in ax.texts] == [f"{years:.1f}" for years in lengths]
        assert ax.yaxis_inverted()
        assert max(lengths) < ax.get_xlim()[1]

    def test_readiness_hatches_the_target(self):
        (ax,) = figures.readiness(load("high_readiness")).axes
        bars = {round(bar.get_width()): bool(bar.get_hatch()) for bar in ax.patches}
        assert bars == {13: False, 40: False, 300: True}
        assert [text.get_text() for text in ax.texts] == [
            "about 13",
            "about 40",
            "over 300, a target",
        ]
        assert ax.yaxis_inverted()

    def test_lengths_are_in_order_of_time_and_hatch_the_concepts(self):
        table = load("summit_texts")
        (ax,) = figures.lengths(table).axes
        bars = [bar for bar in ax.patches if bar.get_height()]
        heights = [bar.get_height() for bar in bars]
        assert heights == list(table["paragraphs"])
        assert table["date"].is_monotonic_increasing
        places = [label.get_text().split("\n")[0] for label in ax.get_xticklabels()]
        by_place = dict(zip(places, heights, strict=True))
        assert (by_place["The Hague"], by_place["Vilnius"]) == (5, 90)
        assert heights[places.index("The Hague") - 1] == 38
        hatched = [bool(bar.get_hatch()) for bar in bars]
        assert hatched == list(table["kind"] == "concept")
        assert max(heights) < ax.get_ylim()[1]

    def test_fallback_shows_the_codes_of_both_concepts(self):
        figure, alt, table = StrategicConceptExplorer.fallback()
        (ax,) = figure.axes
        labels = [label.get_text() for label in ax.get_yticklabels()]
        assert labels == list(THEMES["label"][::-1])
        for line in ax.lines:
            if line.get_label() in DATA["codes"]:
                codes = CODE[line.get_label()][THEMES["theme"][::-1]]
                assert list(line.get_xdata()) == list(codes)
        assert {"2010", "2022"} <= {line.get_label() for line in ax.lines}
        assert list(table.columns) == ["Theme", "2010", "2022"]
        assert list(table["2022"]) == list(CODE["2022"][THEMES["theme"]])
        assert "2010" in alt


def test_the_chapter_prints_the_rule_book():
    chapter = (site.TOP / "book" / "strategic-concept.md").read_text(encoding="utf-8")
    for row in load("concept_rules").itertuples():
        assert f"| {row.weight} | {row.name} | {row.rule} |" in chapter


def test_basis_is_in_few_words():
    for basis in CODING["basis"]:
        assert len(re.findall(r"\w+", basis)) <= 20


# ---------------------------------------------------------------- what the exercises teach


def test_days_fall_into_long_lives():
    names = after(exercises.two_means)
    years = names["years"]
    assert len(years) == 7
    assert names["by_day"] - names["by_concept"] > 3
    assert years.max() / years.sum() == pytest.approx(1 / 3, abs=0.01)
    assert years[years > names["by_concept"]].sum() > years.sum() / 2


def test_defence_came_back_in_the_sum_and_not_in_the_share():
    names = after(exercises.defence_came_back)
    soldiers, share = names["soldiers"], names["share"]
    assert soldiers["2022"] > soldiers.drop("2022").max()
    assert share["2022"] > share["2010"]
    assert share["2022"] < 50 < share[["1949", "1952", "1957", "1967"]].min()
    wider = names["everything"] - soldiers
    assert wider["2022"] == pytest.approx(wider["2010"], abs=1)
