"""An exercise: what is asked, how answers are checked, and what helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from IPython.display import display

from natolab.exercises.checks.base import Check
from natolab.exercises.outcome import Outcome, State
from natolab.exercises.running import run
from natolab.exercises.words import listed, shown

#: A wrong answer stays what it is, and is looked at after each attempt.
_run = cache(run)
#: More hints than these are a solution in disguise.
MOST_HINTS = 3


@dataclass(frozen=True)
class Wrong:
    """A tempting wrong answer.

    Parameters
    ----------
    code : str
        What the student would have written in place of the solution.
    message : str
        The sentence that he then reads: what he did, and what kind of thing would be right, but
        not the answer. ``{value}`` stands for his value. Where the check itself finds the fault,
        such as a missing unit, the words of its sentence that tell the fault.
    """

    code: str
    message: str

    def says(self, value: Any) -> str:
        """Return the message about a student's value."""
        return self.message.replace("{value}", shown(value))


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """A question that is answered in a cell, and checked there.

    Parameters
    ----------
    chapter : str
        Topic of the chapter, as in its address, such as ``"burden-sharing"``.
    name : str
        Name of the exercise, that of the variable which holds it.
    asks : str
        The question in one sentence.
    blanks : mapping of str to Check
        The names that the student fills, in the order in which the cell hands them to ``check``,
        each with its check.
    hints : tuple of str
        One to three, from general to specific.
    solution : str
        Code of one right answer: it gives each blank its value.
    teaches : str
        What the answer shows, in a sentence or two.
    wrong : tuple of Wrong
        Two or more tempting wrong answers.
    setup : str
        Code that gives solution and wrong answers the names which the chapter's cells give them.
    """

    chapter: str
    name: str
    asks: str
    blanks: Mapping[str, Check]
    hints: tuple[str, ...]
    solution: str
    teaches: str
    wrong: tuple[Wrong, ...]
    setup: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.hints) <= MOST_HINTS:
            raise ValueError(
                f"The exercise {self.address} has {len(self.hints)} hints; "
                f"it should have one to {MOST_HINTS}."
            )

    @property
    def address(self) -> str:
        """Chapter and name, such as ``"hormuz/price_index"``."""
        return f"{self.chapter}/{self.name}"

    def check(self, *answers: Any) -> Outcome:
        """Say whether the answers are right: show it below the cell, and return it.

        Parameters
        ----------
        *answers : object
            The student's values, in the order of the blanks.

        Returns
        -------
        Outcome
            The answer, as ``evaluate`` gives it.
        """
        outcome = self.evaluate(*answers)
        display(outcome)
        return replace(outcome, displayed=True)

    def evaluate(self, *answers: Any) -> Outcome:
        """Judge answers without showing anything, as for marks.

        Parameters
        ----------
        *answers : object
            As in ``check``. A figure that is not handed over is the one drawn last.

        Returns
        -------
        Outcome
            Solved, open or wrong; of several wrong answers the first is named.
        """
        if len(answers) > len(self.blanks):
            return self._outcome(
                "wrong",
                f"`check` takes {listed(f'`{name}`' for name in self.blanks)}, but "
                f"it was given {len(answers)} values.",
            )
        left_out = list(self.blanks.values())[len(answers) :]
        given = dict(
            zip(self.blanks, [*answers, *(check.default() for check in left_out)], strict=True)
        )
        if unfilled := [name for name, check in self.blanks.items() if check.is_open(given[name])]:
            names = listed(f"`{name}`" for name in unfilled)
            stand = (
                "is still to be filled in" if len(unfilled) == 1 else "are still to be filled in"
            )
            return self._outcome(
                "open", f"{names} {stand}: put your code in place of the three dots. {self.asks}"
            )
        for name, check in self.blanks.items():
            if fault := check.fault(f"`{name}`", given[name]):
                return self._outcome("wrong", self._known_mistake(name, given[name]) or fault)
        return self._outcome("solved", self.teaches)

    def _known_mistake(self, name: str, answer: Any) -> str | None:
        """Return the message of the tempting wrong answer that this one is, if it is any."""
        for wrong in self.wrong:
            if self.blanks[name].alike(answer, _run(self.setup, wrong.code)[name]):
                return wrong.says(answer)
        return None

    def _outcome(self, state: State, message: str) -> Outcome:
        return Outcome(self.address, state, message, self.hints, self.solution, self.teaches)
