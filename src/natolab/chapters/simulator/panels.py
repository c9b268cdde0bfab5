"""Three systems in view: energy, politics at home, security, each with its variables and record.

The three are the first reading's "three overlapping systems".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from natolab.chapters.simulator.record import record
from natolab.model.hindcasting import price_before
from natolab.model.names import label

#: Shares are shown as so many points of 100.
_POINTS = "of 100"


@dataclass(frozen=True)
class Line:
    """A variable as a panel shows it: ``offset + scale * value``, in ``unit``."""

    variable: str
    unit: str
    scale: float
    domain: tuple[float, float]
    about: str
    offset: float = 0.0
    digits: int = 0


@dataclass(frozen=True)
class Panel:
    """One of the three systems."""

    name: str
    title: str
    question: str
    lines: tuple[Line, ...]


def _points(variable: str, about: str) -> Line:
    return Line(variable, _POINTS, 100.0, (0.0, 100.0), about)


def _panels() -> tuple[Panel, ...]:
    return (
        Panel(
            "energy",
            "Energy",
            "How dear is oil, and what still passes the strait?",
            (
                Line(
                    "oil_price",
                    "$ a barrel",
                    price_before(),
                    (0.0, 150.0),
                    "Price of crude oil; the model's ratio times Brent's mean of February 2026, "
                    "the last month before the war.",
                ),
                Line(
                    "hormuz_loss",
                    "% of the flow",
                    -100.0,
                    (0.0, 100.0),
                    "What still passes the Strait of Hormuz; the war closes it, joint diplomacy "
                    "keeps it partly open.",
                    offset=100.0,
                ),
            ),
        ),
        Panel(
            "politics",
            "Politics at home",
            "What do households bear, and what do governments still dare to promise?",
            (
                _points(
                    "burden_felt",
                    "How heavily dear oil weighs on households, months after it has risen; "
                    "100 would be the worst that can be felt.",
                ),
                _points(
                    "support",
                    "How far European publics and parliaments stand by Washington, as Washington "
                    "sees it.",
                ),
                _points(
                    "us_commitment",
                    "The political will in the United States to defend Europe: the room that is "
                    "left for commitments.",
                ),
            ),
        ),
        Panel(
            "security",
            "Security",
            "Is the promise believed, and would it deter?",
            (
                _points(
                    "credibility",
                    "How far allies believe that the United States would act: falls in months, "
                    "rises in years.",
                ),
                _points(
                    "european_capability",
                    "European forces in service, as a share of what deterring alone would need; "
                    "money arrives as forces years later.",
                ),
                _points(
                    "deterrence",
                    "What American and European forces deter together; either part may suffice.",
                ),
            ),
        ),
    )


def packed() -> list[dict[str, Any]]:
    """Return the panels for the page, ready for JSON.

    Returns
    -------
    list of dict
        ``name``, ``title``, ``question``; ``series``: a dictionary for each variable with its
        readers' ``label``; ``record``: what was observed, as ``record.Series.packed`` returns it.
    """
    seen = record()
    return [
        {
            "name": panel.name,
            "title": panel.title,
            "question": panel.question,
            "series": [
                {
                    "variable": line.variable,
                    "label": label(line.variable),
                    "unit": line.unit,
                    "scale": line.scale,
                    "offset": line.offset,
                    "domain": list(line.domain),
                    "digits": line.digits,
                    "about": line.about,
                }
                for line in panel.lines
            ],
            "record": [series.packed() for series in seen[panel.name]],
        }
        for panel in _panels()
    ]
