"""Numbers of the page of the Council in session."""

from __future__ import annotations

from natolab.chapters.council import played
from natolab.chapters.council.script import ROUNDS, WASHINGTON
from natolab.numbers import WORDS, Number, as_of


def numbers() -> dict[str, Number]:
    """Return what the page's text shows, by name."""
    by = [decision.by for each in ROUNDS for decision in each.decisions]
    return as_of() | {
        "matters": Number(len(by), "matters", "matters to be decided in the four rounds"),
        "matters_us": Number(
            by.count(WASHINGTON), "matters", "matters that the United States decides alone"
        ),
        "ending": Number(played.ending(), WORDS, "how the alliance ended in the run at the desk"),
    }
