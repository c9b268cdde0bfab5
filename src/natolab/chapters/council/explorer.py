"""The facilitator's screen: decisions become levers, and consequences come back as a briefing."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.council import umpire
from natolab.chapters.council.script import END, ROUNDS
from natolab.chapters.council.umpire import DEFAULTS
from natolab.charts import COLORS
from natolab.explorers.base import Explorer, Shape
from natolab.model import simulate


def _is_decided(decided: object) -> bool:
    return (
        isinstance(decided, list)
        and len(decided) <= len(ROUNDS)
        and all(
            isinstance(taken, list)
            and len(taken) == len(each.decisions)
            and all(
                isinstance(place, int) and 0 <= place < len(decision.options)
                for place, decision in zip(taken, each.decisions, strict=True)
            )
            for each, taken in zip(ROUNDS, decided, strict=False)
        )
    )


def _fits(record: object) -> bool:
    return (
        isinstance(record, dict)
        and set(record) == {"decided", "notes"}
        and _is_decided(record["decided"])
        and isinstance(record["notes"], list)
        and len(record["notes"]) == len(record["decided"])
        and all(isinstance(note, str) for note in record["notes"])
    )


def _draw(rng: np.random.Generator) -> dict:
    decided = [
        [int(rng.integers(len(decision.options))) for decision in each.decisions]
        for each in ROUNDS[: rng.integers(len(ROUNDS) + 1)]
    ]
    return {"decided": decided, "notes": ["A note."] * len(decided)}


RECORD = Shape(
    "the options taken (decided) and a text (notes) for each round that is over", _fits, _draw
)
#: What is shown where nobody can decide: a class that lets everything go on.
UNDECIDED = [[0] * len(each.decisions) for each in ROUNDS]


class CouncilExplorer(Explorer):
    """Run the crisis exercise: take decisions round by round, and read what follows.

    Parameters
    ----------
    **inputs
        ``record``: for each round that is over the options taken (``decided``) and what the
        minutes add (``notes``).
    """

    title = "The Council in session: decisions, briefings and minutes"
    defaults = DEFAULTS
    compute = staticmethod(umpire.compute)
    payload = staticmethod(umpire.payload)

    @classmethod
    def ranges(cls) -> dict[str, Shape]:
        """Return what a record looks like."""
        return {"record": RECORD}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the run in which nothing is agreed, and the rounds with their decisions."""
        run = simulate(umpire.scenario(umpire.courses(UNDECIDED)), years=END)
        fig, ax = plt.subplots(figsize=(5, 3.2))
        for name, color, style in (("credibility", "blue", "-"), ("deterrence", "vermilion", "--")):
            ax.plot(run.index, run[name], style, color=COLORS[color], label=name)
        ax.set(xlabel="years from the first night of the war", ylabel="share", ylim=(0, 1))
        ax.legend()
        table = pd.DataFrame(
            [
                {
                    "Round": each.title,
                    "Year": each.year,
                    "Decided by": decision.by,
                    "Matter": decision.matter,
                    "Options": " / ".join(option.says for option in decision.options),
                }
                for each in ROUNDS
                for decision in each.decisions
            ]
        )
        alt = (
            "Two lines over ten years for a Council that agrees on nothing: belief in the American "
            "guarantee and deterrence both fall slowly and do not come back."
        )
        return fig, alt, table
