"""Quizzes: what a declaration must have, what a page shows, and every quiz of every chapter."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from natolab.explorers.front_end import scripts
from natolab.numbers import Number
from natolab.quizzes import Choice, Near, Numeric, Option, Ordering, Quiz, Several, Short
from tests.support import quizzes, site, source

RIGHT = Option("yes", "because it is so", right=True)
WRONG = (Option("no", "because it is not"), Option("perhaps", "it is certain"))
COMMON = {"name": "first", "asks": "Is it so?", "objective": 1, "explains": "It is."}
NEAR = (Near("nay", "the other way round"), Near("aye", "an old word"))


def near(*values):
    return tuple(Near(lambda n, value=value: value, "too far") for value in values)


class TestDeclaration:
    @pytest.mark.parametrize(
        ("make", "says"),
        [
            (lambda: Choice(**COMMON, options=(RIGHT, WRONG[0])), "2 different answers"),
            (lambda: Choice(**COMMON, options=(*WRONG, Option("x", "y"))), "0 right answers"),
            (lambda: Choice(**COMMON, options=(RIGHT, RIGHT, *WRONG)), "each once"),
            (lambda: Choice(**COMMON, options=(RIGHT, *WRONG, Option("x", " "))), "'x' is right"),
            (lambda: Several(**COMMON, options=(*WRONG, Option("x", "y"))), "tell apart"),
            (
                lambda: Numeric(**COMMON, truth=lambda n: 1, unit="m", within=0, near=near(2, 3)),
                "margin of 0",
            ),
            (
                lambda: Numeric(**COMMON, truth=lambda n: 1, unit="m", within=1, near=near(3)),
                "two or more tempting",
            ),
            (lambda: Ordering(**COMMON, items=("a", "b", "a")), "2 different things out of 3"),
            (lambda: Short(**COMMON, accepts=(" ",), near=NEAR), "one or more words"),
            (lambda: Choice(**COMMON | {"name": "First call"}, options=()), "snake_case"),
            (lambda: Choice(**COMMON | {"explains": ""}, options=()), "what it explains"),
            (lambda: Choice(**COMMON | {"objective": 0}, options=()), "counted from 1"),
        ],
    )
    def test_a_fault_is_said(self, make, says):
        with pytest.raises(ValueError, match=says):
            make()

    def test_two_questions_of_one_name(self):
        question = Choice(**COMMON, options=(RIGHT, *WRONG))
        with pytest.raises(ValueError, match="two questions named 'first'"):
            Quiz("hormuz", (question, question))

    def test_numbers_fill_texts_and_truths(self):
        quiz = Quiz(
            "hormuz",
            (
                Numeric(
                    **COMMON | {"asks": "How many of {all:.0f}?"},
                    truth=lambda n: n["all"] / 4,
                    unit="ships",
                    within=0.5,
                    near=(Near(lambda n: n["all"], "all {all}"), Near(lambda n: 0, "none")),
                ),
            ),
        )
        (question,) = quiz.filled({"all": Number(100.0, "ships", "all of them")})
        assert question.asks == "How many of 100?"
        assert question.truth == 25
        assert question.near[0] == Near(100.0, "all 100.0")

    def test_a_number_that_is_not_there(self):
        question = Choice(**COMMON | {"asks": "{gone}"}, options=(RIGHT, *WRONG))
        with pytest.raises(ValueError, match="'gone', which is not"):
            Quiz("hormuz", (question,)).filled({})


class TestPage:
    @staticmethod
    def page(question):
        shown = Quiz("hormuz", (question,)).show({})
        return BeautifulSoup(shown._repr_html_(), "html.parser")

    def test_without_a_script_nothing_looks_alive_and_the_answer_is_folded(self):
        page = self.page(Choice(**COMMON, options=(WRONG[0], RIGHT, WRONG[1])))
        assert not page.select("input, button")
        folded = page.select_one("details:not([open])")
        assert [item["data-right"] for item in folded.select("li")] == ["false", "true", "false"]
        assert "because it is so" not in page.text.replace(folded.text, "")

    def test_texts_are_escaped_and_code_is_code(self):
        page = self.page(Choice(**COMMON | {"asks": "Is `a < b` <b>?"}, options=(RIGHT, *WRONG)))
        asks = page.select_one(".quiz-asks")
        assert asks.code.text == "a < b"
        assert not asks.select("b")
        assert asks.text == "Is a < b <b>?"

    @pytest.mark.parametrize("items", [("a", "b", "c"), ("c", "a", "b")])
    def test_an_order_is_not_offered_as_it_should_be(self, items):
        page = self.page(Ordering(**COMMON, items=items))
        offered = [item.text for item in page.select(".quiz-items li")]
        assert sorted(offered) == sorted(items)
        assert tuple(offered) != items
        assert tuple(item.text for item in page.select(".quiz-order li")) == items


@pytest.fixture(params=sorted(quizzes.declared()))
def slug(request):
    return request.param


class TestEveryQuiz:
    """Found in the package, without a list."""

    @pytest.mark.parametrize("path", site.chapters(), ids=lambda path: path.stem)
    def test_each_chapter_has_one_and_its_page_shows_it(self, path):
        quiz = quizzes.declared()[path.stem]
        assert quiz.chapter == path.stem
        codes = [code for _, code in source.cells(path.read_text(encoding="utf-8"))]
        assert any("QUIZ.show(shown)" in code for code in codes)

    def test_it_has_five_questions_of_three_kinds_on_three_objectives(self, slug):
        questions = quizzes.filled(slug)
        assert len(questions) >= 5
        assert len({type(question) for question in questions}) >= 3
        text = (site.TOP / "book" / f"{slug}.md").read_text(encoding="utf-8")
        goals = text.split("\n## What you will be able to do\n")[1].split("\n## ")[0]
        goals = re.findall(r"^[-*] ", goals, re.MULTILINE)
        tested = {question.objective for question in questions}
        assert max(tested) <= len(goals)
        assert len(tested) >= 3

    def test_two_are_about_a_figure_or_an_explorer_of_the_chapter(self, slug):
        text = (site.TOP / "book" / f"{slug}.md").read_text(encoding="utf-8")
        figures = set(re.findall(r"name: (fig-[\w-]+)", text))
        room = slug.replace("-", "_")
        own = {name for name, path in scripts().items() if path.parent.name == room}
        about = [question.about for question in quizzes.filled(slug) if question.about]
        assert len(about) >= 2
        assert set(about) <= figures | own

    def test_a_tempting_number_is_further_off_than_the_margin(self, slug):
        for question in quizzes.filled(slug):
            if isinstance(question, Numeric):
                values = [wrong.answer for wrong in question.near]
                assert all(abs(value - question.truth) > question.within for value in values)
                # As it is shown, the truth itself is right.
                shown = float(question.shown(question.truth).replace("\N{MINUS SIGN}", "-"))
                assert abs(shown - question.truth) <= question.within

    def test_the_place_of_an_answer_gives_nothing_away(self):
        places = Counter()
        for slug in quizzes.declared():
            for question in quizzes.filled(slug):
                if isinstance(question, Choice):
                    right = [option.right for option in question.options].index(True)
                    places[right / (len(question.options) - 1)] += 1
        assert max(places.values()) <= 0.6 * places.total()
