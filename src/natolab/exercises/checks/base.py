"""What all checks have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Check:
    """Compares one answer with the truth and says in a sentence what is wrong with it.

    Parameters
    ----------
    truth : callable, optional
        A function without arguments that computes what is right from the course's data or the
        chapter's own functions. It runs when an answer is checked, not when the chapter is loaded.
        Only a check that is part of another, such as that of a function's result, has none.
    """

    truth: Callable[[], Any] | None = None

    def fault(self, what: str, answer: Any) -> str | None:
        """Return a sentence that says what is wrong with an answer, or None if it is right.

        Parameters
        ----------
        what : str
            How the sentence speaks of the answer, such as "`fall`".
        answer : object
            What the student gave.
        """
        if self.truth is None:
            raise ValueError(f"The check of {what} has no truth with which to compare an answer.")
        return self.kind(what, answer) or self.difference(what, answer, self.truth())

    def kind(self, what: str, answer: Any) -> str | None:
        """Return a sentence if the answer is not the kind of thing that is asked."""
        raise NotImplementedError

    def difference(self, what: str, answer: Any, truth: Any) -> str | None:
        """Return a sentence if an answer of the right kind differs from the truth."""
        raise NotImplementedError

    def alike(self, answer: Any, other: Any) -> bool:
        """Whether an answer comes to the same as another one, such as a known mistake."""
        if self.kind("", answer) or self.kind("", other):
            return False
        return self.difference("", answer, other) is None

    def is_open(self, answer: Any) -> bool:
        """Whether the three dots of the blank still stand."""
        return answer is Ellipsis

    def default(self) -> Any:
        """Return what is checked if the student hands over nothing."""
        return Ellipsis
