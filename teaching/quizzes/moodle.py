"""Moodle XML, for the question bank of Moodle 4.4 and later.

Written here because gift-wrapper 1.8.1 writes GIFT, without a feedback for each answer, without
words and without orders to be put right. Moodle's own format takes every kind of our questions.
"""

from __future__ import annotations

from natolab.quizzes import Choice, Several, Short
from teaching.errors import TeachingError
from teaching.quizzes import words
from teaching.quizzes.course import Course
from teaching.quizzes.packing import filled

NAME = "Moodle"
FILE = "moodle.xml"
FOR = "Moodle 4.4 or later: Question bank, Import, Moodle XML format."
#: Kinds that the format cannot take, with the reason.
LEFT_OUT: dict[type, str] = {}
NOTES = (
    "where several answers are right, wrong ones take marks away, so that ticking all gives none.",
)
#: Moodle takes no other shares of a mark than one by a number up to this.
_MOST = 10


def make(course: Course) -> dict[str, bytes]:
    """Return the one file, by its name.

    Raises
    ------
    TeachingError
        If a question has more right or wrong answers than Moodle can divide a mark by.
    """
    return {
        FILE: filled("moodle.xml.j2", course=course, words=words, fractions=fractions, spelt=_spelt)
    }


def fractions(question: Choice | Several) -> list[str]:
    """Return the share of the mark, in per cent, that each answer gives or takes away."""
    if isinstance(question, Choice):
        return ["100" if option.right else "0" for option in question.options]
    right = sum(option.right for option in question.options)
    wrong = len(question.options) - right
    if max(right, wrong) > _MOST:
        raise TeachingError(
            f"The question {question.name!r} has {right} right and {wrong} wrong answers; Moodle "
            f"divides a mark by {_MOST} at most."
        )
    shares = {True: 100 / right, False: -100 / wrong}
    # Moodle refuses a share that is not written as in its own list: with up to five digits.
    return [f"{shares[option.right]:.5f}".rstrip("0").rstrip(".") for option in question.options]


def _spelt(question: Short) -> list[tuple[int, str, str]]:
    """Return words with their share of the mark, in per cent, and feedback; no star is a joker."""
    entries = [(100, word, words.RIGHT) for word in words.spellings(question.accepts)]
    for near in question.near:
        entries += [(0, word, near.why) for word in words.spellings((str(near.answer),))]
    return [(share, word.replace("*", r"\*"), why) for share, word, why in entries]
