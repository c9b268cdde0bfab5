"""From the reader's probabilities, or a published view, to the odds of an exit."""

from __future__ import annotations

import math

from natolab.chapters.withdrawal_law import road_map
from natolab.data import load

#: The questions of the tree in the words of the page.
QUESTIONS = {
    "consent": "Do two thirds of the senators present agree?",
    "act": "If not: does an Act allow it?",
    "defy": "If not: does the president give notice all the same?",
    "suit": "Does anyone with a chance go to court?",
    "standing": "Does the court accept the plaintiff?",
    "review": "Does it hold that courts may decide?",
    "statute": "Does it hold that the statute binds?",
    "in_time": "Is the last word spoken before the year is over?",
    "heeded": "Does the president take the notice back?",
}
#: Placeholders until the reader sets them.
DEFAULTS = {
    "consent": 0.05,
    "act": 0.1,
    "defy": 0.5,
    "suit": 0.5,
    "standing": 0.5,
    "review": 0.5,
    "statute": 0.5,
    "in_time": 0.5,
    "heeded": 0.9,
    "vote_months": 6.0,
    "defiance_months": 1.0,
    "observes_notice": False,
    "measure": "all",
}
#: Shortest and longest time until a vote or a notice.
MONTHS = (0.0, 24.0)


def views() -> dict[str, dict]:
    """Return the published legal views as settings of the legal questions.

    Returns
    -------
    dict of str to dict
        For each view of the table ``road_map_presets`` its ``label``, and by question the
        ``values`` (probabilities of a yes) and the ``reasons`` for them.
    """
    return {
        name: {
            "label": rows["label"].iloc[0],
            "values": rows.set_index("question")["probability"].to_dict(),
            "reasons": rows.set_index("question")["reason"].to_dict(),
        }
        for name, rows in load("road_map_presets").groupby("preset", sort=False)
    }


def compute(inputs: dict, data: dict) -> dict:
    """Follow every path of the tree.

    Parameters
    ----------
    inputs : dict
        Probabilities of a yes, months, whether a president who defies the ban observes the 180
        days, and the ``measure``: ``all`` exits or only those ``without`` Congress.
    data : dict
        ``payload()``; not used here, the tree stands in ``road_map.TREE``.

    Returns
    -------
    dict
        ``shares`` of the outcomes, the probability of being ``out`` and of being out
        ``without`` Congress, ``stopped`` (the chance that a notice in defiance is taken back),
        ``sensitivity`` of the measure to each branch, the branch that ``matters`` most, the
        months of ``lawful`` and ``defiant`` exits, the ``expected`` months until an exit (None
        where there is none) and ``by_month``.
    """
    chances = {name: min(max(float(inputs[name]), 0.0), 1.0) for name in road_map.TREE}
    vote, defiance = (
        min(max(float(inputs[name]), MONTHS[0]), MONTHS[1])
        for name in ("vote_months", "defiance_months")
    )
    without = inputs["measure"] == "without"
    moved = road_map.sensitivity(chances, without)
    when = road_map.months(vote, defiance, bool(inputs["observes_notice"]))
    line = road_map.time_line(chances, when)
    largest = max(abs(value) for value in moved.values())
    return {
        "shares": road_map.shares(chances),
        "out": road_map.out(chances),
        "without": road_map.out(chances, without_congress=True),
        "stopped": math.prod(chances[name] for name in road_map.LINKS),
        "sensitivity": moved,
        # The first within rounding error, so that a tie does not depend on the last digit.
        "matters": next(name for name in moved if abs(moved[name]) >= largest - 1e-9),
        "lawful": when["lawful"],
        "defiant": when["defiant"],
        "expected": line["expected"],
        "by_month": line["by_month"],
    }


def payload() -> dict:
    """Return what ``compute`` and the page need, ready for JSON.

    Returns
    -------
    dict
        The tree, its words, the legal views, starting values and constants.
    """
    return {
        "tree": {name: list(pair) for name, pair in road_map.TREE.items()},
        "start": road_map.START,
        "links": list(road_map.LINKS),
        "lawful": list(road_map.LAWFUL),
        "questions": QUESTIONS,
        "outcomes": road_map.OUTCOMES,
        "presets": list(views().values()),
        "defaults": DEFAULTS,
        "months": list(MONTHS),
        "clock": road_map.CLOCK,
        "notice": road_map.NOTICE,
        "horizon": road_map.HORIZON,
    }
