"""The kinds of questions: what is asked, what is right, and why each wrong answer is wrong.

Every text may hold places such as ``{ships_closed:.0f}`` for the chapter's numbers, written as
``str.format`` takes them, and names of Python between backticks.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

_NAME = re.compile(r"[a-z][a-z0-9_]*")
#: Computes a number from the chapter's numbers by name; once filled in, the number itself.
Computed = Callable[[Mapping[str, Any]], float] | float


@dataclass(frozen=True, kw_only=True)
class Question:
    """What all questions have.

    Parameters
    ----------
    name : str
        A name within the quiz, in snake_case, which stays: learning platforms keep it.
    asks : str
        The question, to be understood without the chapter's text.
    objective : int
        Which of the points under *What you will be able to do* it tests, from 1.
    explains : str
        What everyone is told after answering.
    about : str, optional
        The figure (``fig-...``) or the explorer (its slug) of the chapter that it is about.

    Raises
    ------
    ValueError
        If a name or a text is missing, or what is right does not make a question.
    """

    name: str
    asks: str
    objective: int
    explains: str
    about: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(
                f"A question's name is {self.name!r}; it has to be snake_case, such as first_call."
            )
        if not self.asks.strip() or not self.explains.strip():
            raise ValueError(
                f"The question {self.name!r} needs what it asks and what it explains, not "
                f"{self.asks!r} and {self.explains!r}."
            )
        if self.objective < 1:
            raise ValueError(
                f"The question {self.name!r} tests the objective {self.objective!r}; "
                "objectives are counted from 1."
            )
        self._check()

    def _check(self) -> None:
        """Raise if what is right does not make a question."""
        raise NotImplementedError

    def filled(self, values: Mapping[str, Any]) -> Self:
        """Return the question with the chapter's numbers in its texts.

        Parameters
        ----------
        values : mapping of str to object
            The chapter's numbers by name, not rounded.

        Raises
        ------
        ValueError
            If a text names a number that the chapter does not have.
        """
        try:
            return _filled(self, values)
        except KeyError as error:
            raise ValueError(
                f"The question {self.name!r} shows the number {error.args[0]!r}, which is not "
                "among its chapter's numbers."
            ) from error


@dataclass(frozen=True)
class Option:
    """One answer to choose, and what somebody who chooses it is told."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One right answer among three or more, in the order in which they are offered."""

    options: tuple[Option, ...]

    def _check(self) -> None:
        _check_options(self, self.options)
        if sum(option.right for option in self.options) != 1:
            raise ValueError(
                f"The question {self.name!r} has "
                f"{sum(option.right for option in self.options)} right answers; one choice has 1."
            )


@dataclass(frozen=True, kw_only=True)
class Several(Question):
    """One or more right answers among three or more, and one or more wrong ones."""

    options: tuple[Option, ...]

    def _check(self) -> None:
        _check_options(self, self.options)
        if len({option.right for option in self.options}) != 2:
            raise ValueError(
                f"The question {self.name!r} needs right answers and wrong ones, or there is "
                "nothing to tell apart."
            )


@dataclass(frozen=True)
class Near:
    """A tempting wrong answer, a text or a number as ``Numeric`` has it, and what it hears."""

    answer: str | Computed
    why: str


@dataclass(frozen=True, kw_only=True)
class Numeric(Question):
    """A number.

    Parameters
    ----------
    truth : callable
        Computes what is right from the chapter's numbers, as in ``lambda n: n["ships_closed"]``,
        or from a table; never a typed number. In a question that is filled in, the number.
    unit : str
        Its unit, in words that stand behind the field.
    within : float
        How far an answer may lie from it, in that unit, the margin itself included.
    digits : int
        With how many digits behind the point it is shown.
    near : tuple of Near
        Two or more wrong numbers that tempt, further off than the margin.
    """

    truth: Computed
    unit: str
    within: float
    digits: int = 0
    near: tuple[Near, ...] = ()

    def _check(self) -> None:
        if not self.within > 0 or not math.isfinite(self.within):
            raise ValueError(
                f"The question {self.name!r} allows a margin of {self.within!r}; it has to be a "
                "number above 0, since numbers are rounded on their way."
            )
        _check_near(self, self.near)

    def shown(self, value: Any) -> str:
        """Return a number as the question shows it, with a true minus sign."""
        return f"{value:.{self.digits}f}".replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True, kw_only=True)
class Ordering(Question):
    """Three or more things to be put in order; ``items`` holds them in the right one."""

    items: tuple[str, ...]

    def _check(self) -> None:
        if len(self.items) < 3 or len(set(self.items)) != len(self.items):
            raise ValueError(
                f"The question {self.name!r} orders {len(set(self.items))} different things out "
                f"of {len(self.items)}; it needs three or more, each once."
            )

    def offered(self) -> list[str]:
        """Return the items by the alphabet, so that their order gives nothing away.

        From its end, should the alphabet's order be the right one.
        """
        items = sorted(self.items)
        return items[::-1] if tuple(items) == self.items else items


@dataclass(frozen=True, kw_only=True)
class Short(Question):
    """A word or a few: small and capital letters, accents and spaces at the ends do not matter."""

    accepts: tuple[str, ...]
    near: tuple[Near, ...] = ()

    def _check(self) -> None:
        if not self.accepts or not all(text.strip() for text in self.accepts):
            raise ValueError(
                f"The question {self.name!r} accepts {self.accepts!r}; it needs one or more words."
            )
        _check_near(self, self.near)


def _check_options(question: Question, options: tuple[Option, ...]) -> None:
    texts = [option.text for option in options]
    if len(texts) < 3 or len(set(texts)) != len(texts):
        raise ValueError(
            f"The question {question.name!r} offers {len(set(texts))} different answers out of "
            f"{len(texts)}; it needs three or more, each once."
        )
    if silent := [option.text for option in options if not option.why.strip()]:
        raise ValueError(
            f"The question {question.name!r} does not say why {silent[0]!r} is right or wrong."
        )


def _check_near(question: Question, near: tuple[Near, ...]) -> None:
    if len(near) < 2 or not all(wrong.why.strip() for wrong in near):
        raise ValueError(
            f"The question {question.name!r} needs two or more tempting wrong answers, each with "
            f"why it is wrong, not {len(near)}."
        )


def _filled(value: Any, values: Mapping[str, Any]) -> Any:
    """Fill the places in a text, and in all texts of a tuple or of a question's parts."""
    if isinstance(value, str):
        return value.format_map(values)
    if isinstance(value, tuple):
        return tuple(_filled(part, values) for part in value)
    if callable(value):
        return float(value(values))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return dataclasses.replace(
            value, **{name: _filled(part, values) for name, part in parts.items()}
        )
    return value
