"""Numbers of a chapter's prose: each with its unit and a line that says what it means."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from natolab import AS_OF

#: The unit of a value that is words, such as a name or a day.
WORDS = "words"


@dataclass(frozen=True)
class Number:
    """One value that a page shows.

    Parameters
    ----------
    value : float, int or str
        The value, not rounded: the page says how many digits it shows. NumPy's numbers become
        Python's, whose text can be formatted.
    unit : str
        Its unit, such as ``"mb/d"`` or ``"per cent"``; ``"1"`` for a plain ratio, ``WORDS`` for
        a name or a day.
    meaning : str
        What it is, in one line.

    Raises
    ------
    ValueError
        If the value cannot be shown, or meaning or unit is missing.
    """

    value: float | int | str
    unit: str
    meaning: str

    def __post_init__(self) -> None:
        if isinstance(self.value, np.generic):
            object.__setattr__(self, "value", self.value.item())
        if not self.unit or not self.meaning or "\n" in self.meaning:
            raise ValueError(
                f"The number {self.value!r} needs a unit and one line of meaning, "
                f"not {self.unit!r} and {self.meaning!r}."
            )
        if isinstance(self.value, str) != (self.unit == WORDS):
            raise ValueError(
                f"The number {self.meaning!r} is {self.value!r} with the unit {self.unit!r}; "
                f"the unit {WORDS!r} is for text, and for text alone."
            )
        if isinstance(self.value, bool) or not isinstance(self.value, int | float | str):
            raise ValueError(
                f"The number {self.meaning!r} is {self.value!r}; "
                "a page can show a number or a text."
            )
        if isinstance(self.value, float) and not math.isfinite(self.value):
            raise ValueError(
                f"The number {self.meaning!r} is {self.value!r}, which no page should show."
            )


def as_of() -> dict[str, Number]:
    """Return the day whose knowledge the course describes, under the name ``as_of``."""
    return {
        "as_of": Number(f"{AS_OF.day} {AS_OF:%B %Y}", WORDS, "the day whose knowledge is described")
    }


def combine(*parts: Mapping[str, Number]) -> dict[str, Number]:
    """Join the numbers of a chapter's sections.

    Parameters
    ----------
    *parts : mapping of str to Number
        Numbers by name.

    Returns
    -------
    dict of str to Number
        All of them, in their order.

    Raises
    ------
    ValueError
        If two sections use the same name.
    """
    joined: dict[str, Number] = {}
    for part in parts:
        if twice := sorted(joined.keys() & part.keys()):
            raise ValueError(f"Two sections name a number {twice[0]!r}; each name stands once.")
        joined.update(part)
    return joined
