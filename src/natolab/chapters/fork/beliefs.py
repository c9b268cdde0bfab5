"""Two readers' belief in a collective alliance, and the indicators that would move it."""

from __future__ import annotations

import math

from natolab.data import load
from natolab.methods import evidence

_TABLE = load("fork_indicators").set_index("indicator")
#: Indicators by the name that the page uses.
INDICATORS: dict[str, str] = _TABLE["short"].to_dict()
#: Our probabilities of a yes under "collective" and "conditional".
LIKELIHOODS = {
    name: (float(row["if_collective"]), float(row["if_conditional"]))
    for name, row in _TABLE.iterrows()
}
#: The two hypotheses.
SIDES = ("collective", "conditional")

_CHANCE = (0.01, 0.99)
#: Smallest and largest value of each number that the reader can set.
LIMITS = {
    "prior": _CHANCE,
    "other": _CHANCE,
    "reading": (-1.0, 1.0),
    "dependence": (0.0, 1.0),
    **{f"{name}_{side}": _CHANCE for name in INDICATORS for side in SIDES},
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

#: A record in which the indicators do not all point one way.
MIXED = {
    "review": "yes",
    "deeds": "no",
    "troops": "yes",
    "floor": "yes",
    "council": "open",
    "spending": "yes",
    "words": "yes",
    "publics": "no",
}


def pointing(toward: str) -> dict[str, str]:
    """Return the record in which every indicator speaks for one side, by our likelihoods.

    Parameters
    ----------
    toward : {"collective", "conditional"}
        The side.

    Returns
    -------
    dict of str to str
        For each indicator ``"yes"`` or ``"no"``.
    """
    return {
        name: "yes" if (collective >= conditional) == (toward == "collective") else "no"
        for name, (collective, conditional) in LIKELIHOODS.items()
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


def payload() -> dict:
    """Return what ``compute`` and the page need, ready for JSON.

    Returns
    -------
    dict
        Names, events and days of the indicators, limits, and records to try.
    """
    records = {
        "Nothing seen": dict.fromkeys(INDICATORS, "open"),
        "All for collective": pointing("collective"),
        "All for conditional": pointing("conditional"),
        "A mixed record": MIXED,
    }
    return {
        "indicators": [*INDICATORS],
        "names": INDICATORS,
        "events": _TABLE["event"].to_dict(),
        "by": {name: f"{day:%Y-%m-%d}" for name, day in _TABLE["by"].items()},
        "limits": {name: list(pair) for name, pair in LIMITS.items()},
        "records": [
            {"label": label, "values": {f"{name}_seen": seen for name, seen in record.items()}}
            for label, record in records.items()
        ],
    }
