"""Explorer of the chapter on the Strategic Concepts: compare two of them by theme."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.charts import COLORS
from natolab.data import load
from natolab.explorers.base import Explorer

#: Which control weighs which family of themes.
FAMILIES = {
    "states": "threats from states",
    "defence": "ways of defence",
    "front": "threats without a front",
    "outside": "the world outside",
}
DEFAULTS = {
    "first": "2010",
    "second": "2022",
    **dict.fromkeys(FAMILIES, 1.0),
    "open": True,
}
#: The highest code.
TOP = 3


def compute(inputs: dict, data: dict) -> dict:
    """Compare two concepts by theme, and one of them with all others.

    Parameters
    ----------
    inputs : dict
        ``first`` and ``second`` (concepts), a weight from 0 to 3 for each family of themes
        (``states``, ``defence``, ``front``, ``outside``) and ``open``: whether entries count
        that are marked as open.
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        ``distance`` (0: coded alike, 1: as different as can be, None: nothing is counted),
        ``themes`` (for each theme both codes, their gap and whether it is counted), ``widest``
        (labels of the themes that add most to the distance), ``others`` (distance of every other
        concept from the first), ``nearest`` and ``farthest`` (concepts, "" if there is none).

    Raises
    ------
    ValueError
        If a concept is not one of the table's.
    """
    for name in ("first", "second"):
        if inputs[name] not in data["codes"]:
            known = ", ".join(data["codes"])
            raise ValueError(f"There is no concept {inputs[name]!r}; choose one of: {known}.")
    themes = _pair(inputs["first"], inputs["second"], inputs, data)
    shares = [row["weight"] * row["gap"] if row["counted"] else 0.0 for row in themes]
    most = max(shares)
    others = [
        {
            "concept": concept,
            "distance": _distance(_pair(inputs["first"], concept, inputs, data)),
        }
        for concept in data["codes"]
        if concept != inputs["first"]
    ]
    known = [row for row in others if row["distance"] is not None]
    nearest = farthest = ""
    if known:
        nearest = min(known, key=lambda row: row["distance"])["concept"]
        farthest = max(known, key=lambda row: row["distance"])["concept"]
    return {
        "distance": _distance(themes),
        "themes": themes,
        "widest": [
            row["label"]
            for row, share in zip(themes, shares, strict=True)
            if most > 0 and share == most
        ],
        "others": others,
        "nearest": nearest,
        "farthest": farthest,
    }


def _pair(first: str, second: str, inputs: dict, data: dict) -> list[dict]:
    """Return both codes of each theme, their gap and its weight."""
    rows = []
    for theme in data["themes"]:
        left = data["codes"][first][theme["theme"]]
        right = data["codes"][second][theme["theme"]]
        rows.append(
            {
                "label": theme["label"],
                "first": left["weight"],
                "second": right["weight"],
                "gap": abs(left["weight"] - right["weight"]),
                "weight": inputs[theme["control"]],
                "counted": inputs["open"] or not (left["open"] or right["open"]),
            }
        )
    return rows


def _distance(rows: list[dict]) -> float | None:
    """Return the weighted mean gap as a share of the widest gap possible."""
    gaps = most = 0.0
    for row in rows:
        if row["counted"]:
            gaps += row["weight"] * row["gap"]
            most += row["weight"] * TOP
    return gaps / most if most > 0 else None


class StrategicConceptExplorer(Explorer):
    """Compare two Strategic Concepts by theme under the reader's weights."""

    title = "Explorer: compare two Strategic Concepts"
    defaults = DEFAULTS
    compute = staticmethod(compute)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the concepts of the table and the weights from 0 to 3."""
        concepts = [*load("strategic_concepts")["concept"]]
        return {
            "first": concepts,
            "second": concepts,
            **dict.fromkeys(FAMILIES, (0, TOP)),
            "open": [True, False],
        }

    @classmethod
    def payload(cls) -> dict:
        """Return concepts, themes and codes as the tables hold them."""
        controls = {family: control for control, family in FAMILIES.items()}
        concepts = load("strategic_concepts")
        coding = load("concept_coding")
        return {
            "concepts": [
                {"concept": row.concept, "label": f"{row.concept}: {row.document}"}
                for row in concepts.itertuples()
            ],
            "themes": [
                {"theme": row.theme, "label": row.label, "control": controls[row.family]}
                for row in load("concept_themes").itertuples()
            ],
            "codes": {
                concept: {
                    row.theme: {"weight": int(row.weight), "open": row.sureness == "open"}
                    for row in rows.itertuples()
                }
                for concept, rows in coding.groupby("concept", sort=False)
            },
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return both concepts theme by theme, and their codes as a table."""
        data = cls.payload()
        result = compute(DEFAULTS, data)
        fig, ax = plt.subplots(figsize=(7, 4.6))
        themes = result["themes"][::-1]
        for line, row in enumerate(themes):
            ax.plot([row["first"], row["second"]], [line, line], color=COLORS["grey"], zorder=1)
        lines = range(len(themes))
        for name, marker, color in (("first", "o", "blue"), ("second", "s", "vermilion")):
            ax.plot(
                [row[name] for row in themes],
                lines,
                marker,
                color=COLORS[color],
                markersize=9 if name == "first" else 6,
                linestyle="none",
                label=DEFAULTS[name],
            )
        ax.set_yticks(lines, [row["label"] for row in themes])
        ax.set(xlim=(-0.2, 3.2), xticks=range(4), xlabel="weight in our coding")
        fig.legend(loc="outside upper right", ncols=2)
        alt = (
            "Two marks on a line for each theme: a circle for the concept of 2010, a square for "
            "that of 2022, from 0 (absent) to 3 (leading). The marks lie farthest apart for an "
            "attack by Moscow, and apart by two for subversion and for China."
        )
        table = pd.DataFrame(
            {
                "Theme": [row["label"] for row in result["themes"]],
                DEFAULTS["first"]: [row["first"] for row in result["themes"]],
                DEFAULTS["second"]: [row["second"] for row in result["themes"]],
            }
        )
        return fig, alt, table
