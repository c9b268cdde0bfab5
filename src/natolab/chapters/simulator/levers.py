"""The levers as the simulator names them: plain words, and what the ends of each scale mean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A lever's label, the words at both ends of its scale, and a sentence about it."""

    label: str
    low: str
    high: str
    about: str


#: By the lever's name, in the model's order.
LEVER_WORDS = {
    "strike": Words(
        "War with Iran",
        "no strikes",
        "full campaign",
        "How hard the campaign against Iran is fought; in the model it is what closes the strait.",
    ),
    "consultation": Words(
        "Consulting the allies",
        "Washington alone",
        "all together",
        "How far Washington decides on the war together with its allies.",
    ),
    "conditionality": Words(
        "Guarantee tied to support",
        "no conditions",
        "support us or lose us",
        "How far the American promise to defend Europe depends on support for the war.",
    ),
    "exit_talk": Words(
        "Talk of leaving NATO",
        "silence",
        "all the time",
        "How much is said and tried in Washington towards leaving the alliance.",
    ),
    "membership": Words(
        "United States in NATO",
        "out",
        "in",
        "Whether the United States is a member in law; the one lever that is a switch.",
    ),
    "coordination": Words(
        "Joint crisis diplomacy",
        "none",
        "all there is",
        "Talks, escorts and reserves that both sides of the Atlantic set in motion together.",
    ),
    "european_effort": Words(
        "European rearmament",
        "nothing paid for",
        "all paid for",
        "Which part of the rearmament that Europe has announced is really funded.",
    ),
    "drawdown": Words(
        "US forces leave Europe",
        "all stay",
        "all gone",
        "Which part of the American forces leaves Europe by agreement.",
    ),
}
