"""The first minute: five steps that move real levers, each after a prediction.

Which option is right is not typed: each option carries the condition under which it is, and the
model decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from natolab.chapters.simulator.conditions import Condition, met, side
from natolab.model import SCENARIOS, ModelError, Scenario

START = "no_war"


@dataclass(frozen=True)
class Option:
    """An answer to a question, and the conditions under which the model agrees."""

    text: str
    when: tuple[Condition, ...]


@dataclass(frozen=True)
class Step:
    """A lever's new course, the prediction that is asked for before, and what to look at after."""

    lever: str
    course: dict[float, float]
    question: str
    options: tuple[Option, ...]
    say: str


def _bounds(measure: str, *texts: tuple[str, float, float]) -> tuple[Option, ...]:
    """Return options that share out the values of a measure: from ``low`` to below ``high``."""
    return tuple(
        Option(text, (Condition(measure, ">=", low), Condition(measure, "<", high)))
        for text, low, high in texts
    )


STEPS = (
    Step(
        "strike",
        {0.0: 1.0},
        "A war begins that the allies had no part in deciding. How dear does oil become?",
        _bounds(
            "a.highest.oil_price",
            ("A tenth dearer", 1.0, 1.25),
            ("Between half as dear again and double", 1.25, 2.0),
            ("Five times as dear", 2.0, 10.0),
        ),
        "Look at Energy: the strait closes within days, the price follows within weeks and eases "
        "as users adapt. Then look one panel on: households feel it months later. A shock "
        "travels from system to system, and each has its own clock.",
    ),
    Step(
        "conditionality",
        {0.0: 0.95},
        "Washington now makes its guarantee depend on support for the war. "
        "What is left of credibility after ten years?",
        _bounds(
            "a.end.credibility",
            ("More than before: pressure works", 0.6, 1.01),
            ("About half of what there was", 0.35, 0.6),
            ("Next to nothing", -0.01, 0.35),
        ),
        "Look at Security. Nobody left the treaty, and yet the alliance is hollow: support, "
        "commitment and belief pull one another down. In this model nobody ever gives in to the "
        "condition; that is an assumption, and you may doubt it.",
    ),
    Step(
        "strike",
        {0.0: 1.0, 1.0: 0.0},
        "Suppose that the war ends after one year, and the condition stays. "
        "What becomes of the alliance?",
        (
            Option("Trust comes back by itself", (Condition("a.end.credibility", ">", 0.7),)),
            Option("It stays hollow", (Condition("a.outcome", "==", "hollow"),)),
            Option(
                "It settles half-way",
                (
                    Condition("a.end.credibility", "<=", 0.7),
                    Condition("a.outcome", "!=", "hollow"),
                ),
            ),
        ),
        "Look at the clocks: oil is cheap again, the strait is open, households breathe, and trust "
        "keeps falling. What the war set going no longer needs the war.",
    ),
    Step(
        "conditionality",
        {0.0: 0.95, 1.0: 0.15},
        "Now the condition goes as well when the war ends. Where is credibility after ten years?",
        _bounds(
            "gap.end.credibility",
            ("Back where it began, or above", 0.0, 1.0),
            ("Most of the way back", -0.15, 0.0),
            ("No higher than with the condition", -1.0, -0.15),
        ),
        "Look how slowly it rises: what a year took away, nine years have not quite returned. "
        "One year of a conditional guarantee leaves a mark. How long it stays is one of the "
        "numbers that nobody has measured.",
    ),
    Step(
        "european_effort",
        {0.0: 1.0},
        "Last, Europe pays for everything that it has announced, from the first day. "
        "How long is deterrence below its level of today?",
        _bounds(
            "a.exposure.years",
            ("Not at all", -1.0, 0.01),
            ("About a year", 0.01, 3.0),
            ("Most of the ten years", 3.0, 11.0),
        ),
        "Look at European capability: the money flows from the first day, the forces come years "
        "later. Until then there is a gap, and the simulator measures it in years. "
        "Now the levers are yours.",
    ),
)


def stages() -> list[Scenario]:
    """Return the scenario before the tour and after each of its steps.

    Returns
    -------
    list of Scenario
        One more than there are steps.
    """
    found = [SCENARIOS[START]]
    for step in STEPS:
        found.append(found[-1].with_lever(step.lever, step.course, name="tour"))
    return found


def right(step: Step, scenario: Scenario) -> int:
    """Return which option of a step the model agrees with.

    Parameters
    ----------
    step : Step
        The step.
    scenario : Scenario
        The scenario after it.

    Returns
    -------
    int
        Position in ``step.options``.

    Raises
    ------
    ModelError
        If the model agrees with none, or with more than one.
    """
    a, b = side(scenario), side(START)
    task = SimpleNamespace(start=START, other=START, worlds={})
    found = [index for index, each in enumerate(step.options) if met(each.when, a, b, task)]
    if len(found) != 1:
        raise ModelError(
            f"The model must agree with one option of {step.question!r}, not with {len(found)}."
        )
    return found[0]


def packed() -> list[dict[str, Any]]:
    """Return the tour for the page, ready for JSON.

    Returns
    -------
    list of dict
        ``lever``, ``set`` (its course as ``[year, value]``), ``predict`` (``question``,
        ``options``, position of the ``right`` one) and what to ``say`` afterwards. Steps build on
        one another, from the preset ``START``.
    """
    return [
        {
            "lever": step.lever,
            "set": [[year, value] for year, value in step.course.items()],
            "predict": {
                "question": step.question,
                "options": [option.text for option in step.options],
                "right": right(step, scenario),
            },
            "say": step.say,
        }
        for step, scenario in zip(STEPS, stages()[1:], strict=True)
    ]
