"""What all formats say alike: questions as HTML, names, bounds and spellings."""

from __future__ import annotations

import dataclasses
import unicodedata
from decimal import Decimal
from html import escape
from typing import Any

from natolab.quizzes import Choice, Numeric, Option, Question, Several, Short
from natolab.quizzes.page import text
from teaching.quizzes.course import Course, Page

#: Stands before all names, so that they meet no other course's on a platform.
OWNER = "natolab"
#: What is said where a platform tells right and wrong, and the question no more.
RIGHT, WRONG = "Right.", "Not yet."


def name(*parts: str) -> str:
    """Return a name that stays the same for what it names, and is fit for XML and file names."""
    return ".".join((OWNER, *parts))


def title(question: Question) -> str:
    """Return a question's name for lists of questions."""
    return question.name.replace("_", " ").capitalize()


def asked(question: Question, page: Page, course: Course) -> str:
    """Return what is asked as HTML that is XML too: the question, what it is about, the unit."""
    paragraphs = [text(question.asks)]
    if question.about:
        place = f"See the page {text(page.title)}."
        if course.address:
            anchor = f"#{question.about}" if question.about.startswith("fig-") else ""
            address = escape(f"{course.address}{page.path}{anchor}")
            place = f'See the page <a href="{address}">{text(page.title)}</a>.'
        paragraphs.append(place)
    if isinstance(question, Numeric):
        unit, margin = text(question.unit), plain(exact(question.within))
        paragraphs.append(f"Answer with a number, in {unit}, give or take {margin}.")
    return "".join(f"<p>{words}</p>" for words in paragraphs)


def exact(number: Any) -> Decimal:
    """Return a number as the decimal digits that stand for it say, and nothing finer."""
    return Decimal(repr(float(number)))


def plain(number: Decimal) -> str:
    """Return a number with all its digits and without an exponent."""
    return f"{number.normalize():f}"


def bounds(question: Numeric) -> tuple[str, str]:
    """Return the least and the largest number that is right, exactly, in decimal digits."""
    truth, within = exact(question.truth), exact(question.within)
    return plain(truth - within), plain(truth + within)


def spellings(words: tuple[str, ...]) -> list[str]:
    """Return words that count, and those without accents: platforms ignore case, not accents."""
    found: dict[str, str] = {}
    for word in words:
        for spelling in (word.strip(), _bare(word.strip())):
            found.setdefault(spelling.casefold(), spelling)
    return list(found.values())


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def whys(question: Question) -> list[str]:
    """Return what each answer hears that has something of its own to be told."""
    if isinstance(question, Choice | Several):
        return [option.why for option in question.options]
    return [wrong.why for wrong in question.near] if isinstance(question, Numeric | Short) else []


def tempting(question: Numeric | Short) -> str:
    """Return what all tempting answers hear, as one list in HTML.

    For platforms that would take a number or word with a feedback of its own for a right one.
    """
    shown = question.shown if isinstance(question, Numeric) else str
    items = (
        f"<li>Not {text(shown(wrong.answer))}: {text(wrong.why)}</li>" for wrong in question.near
    )
    return f"<p>{WRONG}</p><ul>{''.join(items)}</ul>"


def as_choice(question: Numeric) -> Choice:
    """Return a question for a number as one among the right and the tempting ones, by size."""
    values: list[Any] = [question.truth, *(wrong.answer for wrong in question.near)]
    while len({question.shown(value) for value in values}) < len(values):
        question = dataclasses.replace(question, digits=question.digits + 1)
    options: dict[Any, Option] = {
        question.truth: Option(question.shown(question.truth), RIGHT, right=True)
    }
    for wrong in question.near:
        options[wrong.answer] = Option(question.shown(wrong.answer), wrong.why)
    return Choice(
        name=question.name,
        asks=f"{question.asks} ({question.unit[:1].upper()}{question.unit[1:]}.)",
        objective=question.objective,
        explains=question.explains,
        about=question.about,
        options=tuple(options[value] for value in sorted(options)),
    )
