"""One of several words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from natolab.exercises.checks.base import Check
from natolab.exercises.words import shown, without_value


@dataclass(frozen=True, kw_only=True)
class Choice(Check):
    """One of a few words, or of ``True`` and ``False``; capitals and spaces do not matter.

    Parameters
    ----------
    truth : callable, optional
        Computes the right word.
    options : tuple of str or bool
        The words from which to choose.
    """

    options: tuple[str | bool, ...]

    def kind(self, what: str, answer: Any) -> str | None:
        """Return a sentence if the answer is none of the words."""
        if _plain(answer) in map(_plain, self.options):
            return None
        words = ", ".join(f"`{option!r}`" for option in self.options)
        said = without_value(what) if answer is None else f"{what} is {shown(answer)}"
        return f"{said}; choose one of {words}."

    def difference(self, what: str, answer: Any, truth: Any) -> str | None:
        """Return a sentence if another word is right."""
        if _plain(answer) == _plain(truth):
            return None
        return f"{what} is {shown(answer)}, which does not fit what is asked."


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split()).casefold()
    # True and "true" are two answers.
    return f"yes or no: {bool(value)}" if isinstance(value, bool | np.bool_) else ""
