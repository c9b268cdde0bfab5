"""A chapter's quiz."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from natolab.numbers import Number
from natolab.quizzes.page import Shown
from natolab.quizzes.questions import Question


@dataclass(frozen=True)
class Quiz:
    """The questions of one chapter.

    Parameters
    ----------
    chapter : str
        The chapter's slug, such as ``"hormuz"``.
    questions : tuple of Question
        Five or more, in the order of the chapter.

    Raises
    ------
    ValueError
        If two questions have one name.
    """

    chapter: str
    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        names = [question.name for question in self.questions]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(
                f"The quiz of {self.chapter!r} has two questions named {min(twice)!r}; "
                "learning platforms tell questions apart by their names."
            )

    def filled(self, numbers: Mapping[str, Number]) -> tuple[Question, ...]:
        """Return the questions with the chapter's numbers in their texts.

        Parameters
        ----------
        numbers : mapping of str to Number
            What the chapter's ``numbers()`` returns.
        """
        return self.with_values({name: number.value for name, number in numbers.items()})

    def with_values(self, values: Mapping[str, float | int | str]) -> tuple[Question, ...]:
        """Return the questions with values in their texts.

        Parameters
        ----------
        values : mapping of str to float, int or str
            The values of the chapter's numbers, by name.
        """
        return tuple(question.filled(values) for question in self.questions)

    def show(self, numbers: Mapping[str, Number]) -> Shown:
        """Return what a page shows: the questions, with folded answers until a script wakes them.

        Parameters
        ----------
        numbers : mapping of str to Number
            What the chapter's ``numbers()`` returns.
        """
        return Shown(self.chapter, self.filled(numbers))
