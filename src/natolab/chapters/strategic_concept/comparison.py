"""How far apart two Strategic Concepts lie, theme by theme, under weights that somebody chose."""

from __future__ import annotations

from natolab.data import load

#: Which control weighs which family of themes.
FAMILIES = {
    "states": "threats from states",
    "defence": "ways of defence",
    "front": "threats without a front",
    "outside": "the world outside",
}
#: The highest code, and the highest weight of a family.
TOP = 3

#: Weights by which every family, the military ones or the others count.
ALIKE = dict.fromkeys(FAMILIES, 1.0)
SOLDIERS = {"states": 1.0, "defence": 1.0, "front": 0.0, "outside": 0.0}
WORLD = {"states": 0.0, "defence": 0.0, "front": 1.0, "outside": 1.0}

DEFAULTS = {"first": "2010", "second": "2022", **ALIKE, "open": True}


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
    apart = [row for row in others if row["distance"] is not None]
    nearest = farthest = ""
    if apart:
        nearest = min(apart, key=lambda row: row["distance"])["concept"]
        farthest = max(apart, key=lambda row: row["distance"])["concept"]
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


def payload() -> dict:
    """Return what ``compute`` and the page need, ready for JSON.

    Returns
    -------
    dict
        Concepts, themes and codes as the tables hold them, families, presets and the highest code.
    """
    controls = {family: control for control, family in FAMILIES.items()}
    concepts = load("strategic_concepts")
    coding = load("concept_coding")
    presets = {
        "All alike": ALIKE,
        "Only soldiers' matters": SOLDIERS,
        "Only the wider world": WORLD,
    }
    return {
        "top": TOP,
        "families": FAMILIES,
        "presets": [{"label": label, "values": values} for label, values in presets.items()],
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
