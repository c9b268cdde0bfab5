"""What an exercise answers, as a page, a notebook and a terminal show it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal

from IPython.display import display

State = Literal["solved", "open", "wrong"]

#: The word with which each answer begins, so that colour is never needed to tell them apart.
_OPENING: dict[State, str] = {"solved": "Solved.", "open": "To do.", "wrong": "Not yet."}
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, repr=False)
class Outcome:
    """The answer of an exercise to a student.

    Parameters
    ----------
    exercise : str
        Address of the exercise, such as ``"hormuz/price_index"``.
    state : {"solved", "open", "wrong"}
        Whether the answer is right, not given yet, or wrong.
    message : str
        The sentence that says so; code in it stands between backticks.
    hints : tuple of str
        From general to specific.
    solution : str
        Code of one right answer.
    teaches : str
        What one learns from it.
    displayed : bool
        Whether the reader has seen it already.
    """

    exercise: str
    state: State
    message: str
    hints: tuple[str, ...] = ()
    solution: str = ""
    teaches: str = ""
    displayed: bool = False

    @property
    def solved(self) -> bool:
        """Whether the answer is right."""
        return self.state == "solved"

    @property
    def html(self) -> str:
        """The answer for a page or a notebook; it needs neither scripts nor style sheets.

        What the student wrote is escaped like every other text.
        """
        parts = [f"<p><strong>{_OPENING[self.state]}</strong> {_marked(self.message)}</p>"]
        if not self.solved:
            parts += [self._nested_hints()]
        parts += [self._folded_solution()]
        return (
            f'<div class="exercise-outcome" data-exercise="{html.escape(self.exercise)}" '
            f'data-outcome="{self.state}" role="status">{"".join(parts)}</div>'
        )

    def _nested_hints(self) -> str:
        """Return the hints, each inside the one before, so that they open one at a time."""
        nested = ""
        for number, hint in reversed(list(enumerate(self.hints, start=1))):
            nested = (
                f'<details class="exercise-hint"><summary>Hint {number} of {len(self.hints)}'
                f"</summary><p>{_marked(hint)}</p>{nested}</details>"
            )
        return nested

    def _folded_solution(self) -> str:
        lesson = "" if self.solved else f"<p>{_marked(self.teaches)}</p>"
        return (
            '<details class="exercise-solution"><summary>Solution</summary>'
            f"<pre><code>{html.escape(self.solution.strip())}</code></pre>{lesson}</details>"
        )

    def __str__(self) -> str:
        return f"{_OPENING[self.state]} {self.message}"

    __repr__ = __str__

    def _ipython_display_(self) -> None:
        """Show the answer, unless the check that made it has done so.

        A notebook also shows the value of a cell's last line: it would stand there twice.
        """
        if not self.displayed:
            display({"text/html": self.html, "text/plain": str(self)}, raw=True)


def _marked(text: str) -> str:
    """Escape a text for HTML; what stands between backticks becomes code."""
    return _CODE.sub(r"<code>\1</code>", html.escape(text))
