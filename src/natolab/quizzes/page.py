"""A quiz as HTML: questions and folded answers, which ``quiz.js`` turns into fields that answer.

Nothing here needs a script: without one the answers can be unfolded and nothing looks alive.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from natolab.quizzes.questions import (
    Choice,
    Numeric,
    Option,
    Ordering,
    Question,
    Several,
    Short,
)

_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Shown:
    """Questions as Jupyter and the page display them."""

    chapter: str
    questions: tuple[Question, ...]

    def _repr_html_(self) -> str:
        items = "".join(_question(question) for question in self.questions)
        return f'<section class="quiz" aria-label="Quiz"><ol>{items}</ol></section>'

    def __repr__(self) -> str:
        return f"Quiz of {self.chapter}: {len(self.questions)} questions"


def text(words: str) -> str:
    """Return a text of a question as HTML: escaped, names of Python as code."""
    return _CODE.sub(r"<code>\1</code>", escape(words))


def _question(question: Question) -> str:
    kind = type(question)
    offered, answer, facts = _PARTS[kind](question)
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in facts.items())
    return (
        f'<li class="quiz-question" data-kind="{kind.__name__.lower()}"{data}>'
        f'<p class="quiz-asks">{text(question.asks)}</p>{offered}'
        f"<details><summary>Answer</summary>{answer}"
        f'<p class="quiz-explains">{text(question.explains)}</p></details></li>'
    )


def _list(items: list[str], tag: str, name: str) -> str:
    return f'<{tag} class="{name}">{"".join(items)}</{tag}>'


def _options(question: Choice | Several) -> tuple[str, str, dict[str, str]]:
    def judged(option: Option) -> str:
        verdict = "Right" if option.right else "Wrong"
        right = str(option.right).lower()
        return (
            f'<li data-right="{right}"><strong>{text(option.text)}</strong> '
            f"{verdict}. <span>{text(option.why)}</span></li>"
        )

    ask = "One answer is right." if isinstance(question, Choice) else "One or more are right."
    offered = [f"<li>{text(option.text)}</li>" for option in question.options]
    return (
        f'<p class="quiz-how">{ask}</p>{_list(offered, "ul", "quiz-options")}',
        _list([judged(option) for option in question.options], "ul", "quiz-judged"),
        {},
    )


def _numeric(question: Numeric) -> tuple[str, str, dict[str, str]]:
    near = [
        f'<li data-answer="{wrong.answer!r}">Not {question.shown(wrong.answer)}: '
        f"<span>{text(wrong.why)}</span></li>"
        for wrong in question.near
    ]
    margin = f"{question.within:g}"
    return (
        f'<p class="quiz-how">A number, in {text(question.unit)}, give or take {margin}.</p>',
        f"<p><strong>{question.shown(question.truth)} {text(question.unit)}.</strong></p>"
        + _list(near, "ul", "quiz-near"),
        {"truth": repr(question.truth), "within": repr(question.within), "unit": question.unit},
    )


def _ordering(question: Ordering) -> tuple[str, str, dict[str, str]]:
    return (
        '<p class="quiz-how">Put them in order.</p>'
        + _list([f"<li>{text(item)}</li>" for item in question.offered()], "ul", "quiz-items"),
        _list([f"<li>{text(item)}</li>" for item in question.items], "ol", "quiz-order"),
        {},
    )


def _short(question: Short) -> tuple[str, str, dict[str, str]]:
    near = [
        f'<li data-answer="{escape(str(wrong.answer))}">Not {text(str(wrong.answer))}: '
        f"<span>{text(wrong.why)}</span></li>"
        for wrong in question.near
    ]
    return (
        '<p class="quiz-how">A word or a few.</p>',
        f"<p><strong>{text(question.accepts[0])}.</strong></p>" + _list(near, "ul", "quiz-near"),
        {"accepts": json.dumps(question.accepts, ensure_ascii=False)},
    )


_PARTS: dict[type, Callable[[Any], tuple[str, str, dict[str, str]]]] = {
    Choice: _options,
    Several: _options,
    Numeric: _numeric,
    Ordering: _ordering,
    Short: _short,
}
