"""Quizzes in a browser: every question of every chapter, by mouse, by keyboard, without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from natolab import quizzes as package
from natolab.quizzes import Choice, Numeric, Ordering, Several, Short
from tests.support import quizzes

HORMUZ = "book/hormuz.html"


@pytest.fixture(scope="module")
def every(browser):
    """A page with all quizzes of the course, awake."""
    script = (Path(package.__file__).parent / "quiz.js").read_text(encoding="utf-8")
    shown = [
        f'<div id="{slug}">{quiz.show(quizzes.numbers(slug))._repr_html_()}</div>'
        for slug, quiz in quizzes.declared().items()
    ]
    page = browser.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_content(f"<main>{''.join(shown)}</main><script type=module>{script}</script>")
    page.wait_for_selector(".quiz-check")
    yield page
    page.close()
    assert not faults


class Asked:
    """One question of a page."""

    def __init__(self, node):
        self.node = node

    def all(self, selector):
        return self.node.query_selector_all(selector)

    @property
    def result(self):
        return self.node.query_selector(".quiz-result").inner_text()

    def check(self):
        self.node.query_selector(".quiz-check").click()
        return self.result

    def choose(self, wanted):
        """Tick those of the options, and no others."""
        for box, tick in zip(self.all(".quiz-options input"), wanted, strict=True):
            if box.is_checked() != tick:
                box.click()
        return self.check()

    def pick(self, place):
        self.all(".quiz-options input")[place].click()
        return self.check()

    def write(self, words):
        self.node.query_selector("input").fill(words)
        return self.check()

    def order(self, items):
        """Bring items to their places, from the top, by their buttons."""
        for place, item in enumerate(items):
            while (at := self.items().index(item)) > place:
                self.all(".quiz-items > li")[at].query_selector("button").click()
        return self.check()

    def items(self):
        return [li.inner_text() for li in self.all(".quiz-items > li > span")]


def heard(words, text):
    return text.replace("`", "") in words


@pytest.mark.parametrize("slug", sorted(quizzes.declared()))
def test_right_answers_are_right_and_each_wrong_one_hears_why(every, slug):
    nodes = every.query_selector_all(f"#{slug} .quiz-question")
    for node, question in zip(nodes, quizzes.filled(slug), strict=True):
        asked = Asked(node)
        match question:
            case Choice():
                for i, option in enumerate(question.options):
                    if not option.right:
                        said = asked.pick(i)
                        assert said.startswith("Not yet.") and heard(said, option.why)
                said = asked.pick([option.right for option in question.options].index(True))
            case Several():
                right = [option.right for option in question.options]
                for i, option in enumerate(question.options):
                    said = asked.choose([tick != (j == i) for j, tick in enumerate(right)])
                    if not option.right:
                        assert said.startswith("Not yet.") and heard(said, option.why)
                    elif sum(right) > 1:
                        assert said.endswith("something is missing.")
                said = asked.choose(right)
            case Numeric():
                for wrong in question.near:
                    said = asked.write(f"{wrong.answer:.12g}")
                    assert said.startswith("Not yet.") and heard(said, wrong.why)
                assert asked.write(f"{question.truth + question.within * 1.01:.12g}").startswith(
                    "Not yet."
                )
                said = asked.write(question.shown(question.truth))
            case Short():
                for wrong in question.near:
                    said = asked.write(str(wrong.answer))
                    assert said.startswith("Not yet.") and heard(said, wrong.why)
                assert all(asked.write(words).startswith("Right.") for words in question.accepts)
                said = asked.write(f"  {question.accepts[0].upper()} ")
            case Ordering():
                said = asked.order(question.items[::-1])
                assert said.startswith("Not yet.")
                said = asked.order(question.items)
        assert said.startswith("Right."), (question.name, said)
        assert heard(said, question.explains)


def test_by_keyboard_in_the_page(browser, address):
    """Tab and arrows lead through; what is said, is said in a region that speaks."""
    page = browser.new_page()
    page.goto(f"{address}/{HORMUZ}")
    page.wait_for_selector(".quiz-check")
    questions = {
        question.name: node
        for question, node in zip(
            quizzes.filled("hormuz"), page.query_selector_all(".quiz-question"), strict=True
        )
    }
    focused = "document.activeElement"
    choice = Asked(questions["a_fifth_of_what"])
    choice.all("input")[0].focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focused}.textContent") == "Check"
    page.keyboard.press("Enter")
    assert choice.result.startswith("Not yet.")
    assert choice.node.query_selector(".quiz-result").get_attribute("role") == "status"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowUp")
    assert choice.result == "", "a verdict stands beside another answer"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert choice.result.startswith("Right.")
    order = Asked(questions["the_price_of_2026"])
    first = order.items()[0]
    order.all("button")[1].focus()
    for place in (2, 3):
        page.keyboard.press("Enter")
        assert order.items().index(first) == place - 1
        assert f"place {place} of" in order.result
        assert page.evaluate(f"{focused}.ariaLabel") == f"Move down: {first}"
    number = Asked(questions["a_gap_and_two_elasticities"])
    number.node.query_selector("input").focus()
    for words, says in (
        ("", "Write a number first."),
        ("many", "“many” is no number"),
        ("95,1", "Right."),
        ("\N{MINUS SIGN}95.1", "Not yet."),
    ):
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        assert number.result.startswith(says)
    page.close()


def test_without_scripts_the_answers_unfold(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{HORMUZ}")
    for node in page.query_selector_all(".quiz-question"):
        assert not node.query_selector_all("input, button")
        assert not node.query_selector(".quiz-explains").is_visible()
        node.query_selector("summary").click()
        assert node.query_selector(".quiz-explains").is_visible()
    context.close()
