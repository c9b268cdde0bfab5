"""Explorer of the chapter on the law of withdrawal: from an announcement to an exit."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.withdrawal_law import road_map
from natolab.charts import COLORS
from natolab.data import load
from natolab.explorers.base import Explorer

#: Last month of the time line.
HORIZON = 48

#: The questions in the words of the page.
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
OUTCOMES = {
    "exit_consent": "Out, with the Senate's consent",
    "exit_act": "Out, by an Act",
    "stays_no_notice": "In: no notice is given",
    "exit_no_suit": "Out: nobody sues",
    "exit_no_standing": "Out: no plaintiff is accepted",
    "exit_political_question": "Out: the courts will not decide",
    "exit_upheld": "Out: the court sides with the president",
    "exit_late": "Out, unlawfully at home: the ruling comes too late",
    "exit_unheeded": "Out, unlawfully at home: the ruling is not obeyed",
    "stays_notice_withdrawn": "In: the notice is taken back",
}
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
MONTHS = (0.0, 24.0)


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
    line = road_map.time_line(chances, when, HORIZON)
    largest = max(abs(value) for value in moved.values())
    stopped = 1.0
    for name in ("suit", "standing", "review", "statute", "in_time", "heeded"):
        stopped *= chances[name]
    return {
        "shares": road_map.shares(chances),
        "out": road_map.out(chances),
        "without": road_map.out(chances, without_congress=True),
        "stopped": stopped,
        "sensitivity": moved,
        # The first within rounding error, so that a tie does not depend on the last digit.
        "matters": next(name for name in moved if abs(moved[name]) >= largest - 1e-9),
        "lawful": when["lawful"],
        "defiant": when["defiant"],
        "expected": line["expected"],
        "by_month": line["by_month"],
    }


class RoadMapExplorer(Explorer):
    """Nine questions with probabilities that the reader sets; exact shares of ten outcomes."""

    title = "Explorer: the road from an announcement to an exit"
    defaults = DEFAULTS
    compute = staticmethod(compute)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the limits of the numbers and the values of menu and tick box."""
        return {
            **dict.fromkeys(road_map.TREE, (0.0, 1.0)),
            "vote_months": MONTHS,
            "defiance_months": MONTHS,
            "observes_notice": [True, False],
            "measure": ["all", "without"],
        }

    @classmethod
    def payload(cls) -> dict:
        """Return the tree, its words, the three legal views and the constants."""
        table = load("road_map_presets")
        presets = [
            {
                "label": rows["label"].iloc[0],
                "values": rows.set_index("question")["probability"].to_dict(),
                "reasons": rows.set_index("question")["reason"].to_dict(),
            }
            for _, rows in table.groupby("preset", sort=False)
        ]
        return {
            "tree": {name: list(pair) for name, pair in road_map.TREE.items()},
            "start": road_map.START,
            "lawful": list(road_map.LAWFUL),
            "questions": QUESTIONS,
            "outcomes": OUTCOMES,
            "presets": presets,
            "defaults": DEFAULTS,
            "months": list(MONTHS),
            "clock": road_map.CLOCK,
            "notice": road_map.NOTICE,
            "horizon": HORIZON,
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the shares of the outcomes for the starting values."""
        result = compute(DEFAULTS, cls.payload())
        fig, ax = plt.subplots(figsize=(7, 3.8))
        names = list(OUTCOMES)[::-1]
        for line, name in enumerate(names):
            stays = name.startswith("stays")
            ax.barh(
                line,
                100 * result["shares"][name],
                color=COLORS["sky" if stays else "vermilion"],
                hatch="" if stays else "///",
                edgecolor="white",
                linewidth=0,
            )
        ax.set_yticks(range(len(names)), [OUTCOMES[name] for name in names], fontsize=8)
        ax.set(xlabel="share of all cases, per cent")
        ax.grid(axis="y", visible=False)
        alt = (
            "Horizontal bars: the share of each of ten outcomes for the starting values. The "
            "longest bars are that no notice is given and that nobody sues; the bar of a notice "
            "taken back after a ruling is hardly to be seen. Exits are hatched."
        )
        table = pd.DataFrame(
            [
                {"Outcome": OUTCOMES[name], "Share": f"{100 * share:.1f} %"}
                for name, share in result["shares"].items()
            ]
        )
        return fig, alt, table
