"""Explorer of the last chapter: what would change your mind, and by how much."""

from __future__ import annotations

import math

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.charts import COLORS
from natolab.data import load
from natolab.explorers.base import Explorer
from natolab.methods import evidence

_TABLE = load("fork_indicators").set_index("indicator")
#: Indicators by the name that the page uses.
INDICATORS: dict[str, str] = _TABLE["short"].to_dict()
#: Our probabilities of a yes under "collective" and "conditional".
LIKELIHOODS = {
    name: (float(row["if_collective"]), float(row["if_conditional"]))
    for name, row in _TABLE.iterrows()
}
DEFAULTS = {
    "prior": 0.5,
    "other": 0.2,
    "reading": 1.0,
    "dependence": 0.0,
    "selected": "review",
    **{f"{name}_collective": pair[0] for name, pair in LIKELIHOODS.items()},
    **{f"{name}_conditional": pair[1] for name, pair in LIKELIHOODS.items()},
    **{f"{name}_seen": "open" for name in LIKELIHOODS},
}


def compute(inputs: dict, data: dict) -> dict:
    """Move two readers' beliefs by what has been observed.

    Parameters
    ----------
    inputs : dict
        ``prior`` and ``other`` (the two readers' beliefs in "collective" beforehand),
        ``reading`` (by what the second reader multiplies each weight), ``dependence``, and for
        each indicator two likelihoods and what was ``seen``.
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        ``rows``: for each indicator the weights of a yes and of a no, and the weight ``now``;
        ``counted``, the share of its weight at which each observation counts; ``seen``, the
        indicators observed; ``path`` and ``other_path``, beliefs before and after each
        observation; ``ratio``, the likelihood ratio of all observations together.
    """
    rows = []
    for name in data["indicators"]:
        pair = (inputs[f"{name}_collective"], inputs[f"{name}_conditional"])
        rows.append(
            {
                "indicator": name,
                "yes": evidence.weight(*pair, "yes"),
                "no": evidence.weight(*pair, "no"),
                "now": evidence.weight(*pair, inputs[f"{name}_seen"]),
            }
        )
    seen = [name for name in data["indicators"] if inputs[f"{name}_seen"] != "open"]
    weights = [row["now"] for row in rows if row["indicator"] in seen]
    share = evidence.counted(weights, inputs["dependence"])
    return {
        "rows": rows,
        "seen": seen,
        "counted": share,
        "ratio": math.exp(share * sum(weights)),
        "path": evidence.path(inputs["prior"], weights, inputs["dependence"]),
        "other_path": evidence.path(
            inputs["other"], [inputs["reading"] * w for w in weights], inputs["dependence"]
        ),
    }


class ForkExplorer(Explorer):
    """Set a belief and likelihoods, enter observations, and watch two readers."""

    title = "Explorer: what would change your mind"
    defaults = DEFAULTS
    compute = staticmethod(compute)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return beliefs and likelihoods from 1 to 99 per cent, and what can be seen."""
        ranges: dict[str, tuple[float, float] | list] = {
            "prior": (0.01, 0.99),
            "other": (0.01, 0.99),
            "reading": (-1.0, 1.0),
            "dependence": (0.0, 1.0),
            "selected": [*INDICATORS],
        }
        for name in INDICATORS:
            ranges[f"{name}_collective"] = ranges[f"{name}_conditional"] = (0.01, 0.99)
            ranges[f"{name}_seen"] = [*evidence.OBSERVATIONS]
        return ranges

    @classmethod
    def payload(cls) -> dict:
        """Return names, events and days of the indicators, and the defaults."""
        return {
            "indicators": [*INDICATORS],
            "names": INDICATORS,
            "events": _TABLE["event"].to_dict(),
            "by": {name: f"{day.day} {day:%B %Y}" for name, day in _TABLE["by"].items()},
            "defaults": DEFAULTS,
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return two readers' beliefs when every indicator speaks for one side, and a table."""
        data = cls.payload()
        fig, ax = plt.subplots(figsize=(7, 3.6))
        for toward, color in (("collective", "blue"), ("conditional", "vermilion")):
            inputs = DEFAULTS | {f"{n}_seen": pointing(n, toward) for n in INDICATORS}
            found = compute(inputs, data)
            for key, style, who in (("path", "-", "you"), ("other_path", "--", "other reader")):
                ax.plot(
                    range(len(found[key])),
                    found[key],
                    style,
                    color=COLORS[color],
                    label=f"all point to {toward}: {who}",
                )
        ax.set(xlabel="indicators observed", ylabel="belief in “collective”", ylim=(0, 1))
        ax.legend(fontsize=8, loc="center right", bbox_to_anchor=(1.0, 0.42))
        rows = compute(DEFAULTS, data)["rows"]
        table = pd.DataFrame(
            {
                "Indicator": [INDICATORS[row["indicator"]] for row in rows],
                "Yes, if collective": [f"{LIKELIHOODS[r['indicator']][0]:.2f}" for r in rows],
                "Yes, if conditional": [f"{LIKELIHOODS[r['indicator']][1]:.2f}" for r in rows],
                "Odds after a yes, times": [f"{math.exp(row['yes']):.2f}" for row in rows],
                "Odds after a no, times": [f"{math.exp(row['no']):.2f}" for row in rows],
            }
        )
        alt = (
            "Line chart of the belief that the alliance stays collective against the number of "
            "indicators observed. If all point to collective, both readers rise towards one; if "
            "all point to conditional, both fall towards nought, from wherever they started."
        )
        return fig, alt, table


def pointing(name: str, toward: str) -> str:
    """Return the observation of an indicator that speaks for a side, by our likelihoods."""
    collective, conditional = LIKELIHOODS[name]
    return "yes" if (collective >= conditional) == (toward == "collective") else "no"
