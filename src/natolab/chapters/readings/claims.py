"""The claims of the two readings: what each is, and how many got which verdict."""

from __future__ import annotations

from natolab.data import load

READINGS = {"taylor": "Taylor Tailored, 2026", "marcos": "Samir Marcos, 2025"}
VERDICTS = {
    "supported": "Supported",
    "partly": "Partly supported",
    "contradicted": "Contradicted",
    "open": "Open",
    "opinion": "Opinion",
}
KINDS = {
    "fact": "Facts",
    "causal": "Causal claims",
    "forecast": "Forecasts",
    "opinion": "Opinions",
}
THEMES = {
    "war": "The war and its oil",
    "allies": "Allies and the war",
    "guarantee": "America's guarantee",
    "law": "The law of leaving",
    "europe": "Europe's own defence",
    "past": "The past as told",
    "order": "The order to come",
}
#: What each menu may show; "all" leaves the claims of that menu alone.
MENUS = {"reading": READINGS, "verdict": VERDICTS, "theme": THEMES, "kind": KINDS}
DEFAULTS = {
    "reading": "all",
    "verdict": "all",
    "theme": "all",
    "kind": "all",
    "word": "",
    "then": False,
}
#: Buttons and what each changes in the defaults.
PRESETS: dict[str, dict[str, str | bool]] = {
    "Everything": {},
    "Contradicted": {"verdict": "contradicted"},
    "America's guarantee": {"theme": "guarantee"},
    "Forecasts, when written": {"kind": "forecast", "then": True},
    "Forecasts, now": {"kind": "forecast"},
}
#: Most letters of a word that is sought.
LONGEST_WORD = 40


def compute(inputs: dict, data: dict) -> dict:
    """Choose claims and count their verdicts.

    Parameters
    ----------
    inputs : dict
        ``reading``, ``verdict``, ``theme`` and ``kind`` (``"all"`` or a value of the table),
        ``word`` (text that claim, fact or source must hold; capitals do not matter) and ``then``
        (use the verdict of the day of writing instead of the verdict of the course's date).
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        ``ids`` of the claims chosen, in the order of the texts, and ``counts``: for each verdict
        the number of claims chosen in each reading and in both (``all``).
    """
    when = "verdict_then" if inputs["then"] else "verdict"
    word = inputs["word"].strip().lower()
    counts = {verdict: dict.fromkeys([*data["readings"], "all"], 0) for verdict in data["verdicts"]}
    ids = []
    for claim in data["claims"]:
        shown = {**claim, "verdict": claim[when]}
        if any(inputs[menu] not in ("all", shown[menu]) for menu in data["menus"]):
            continue
        text = " ".join([claim["claim"], claim["fact"], claim["source"], claim["second_source"]])
        if word not in text.lower():
            continue
        ids.append(claim["id"])
        counts[claim[when]][claim["reading"]] += 1
        counts[claim[when]]["all"] += 1
    return {"ids": ids, "counts": counts}


def payload() -> dict:
    """Return the claims and the words of the menus."""
    columns = [
        "id",
        "reading",
        "theme",
        "kind",
        "claim",
        "verdict_then",
        "verdict",
        "fact",
        "source",
        "source_url",
        "second_source",
        "second_url",
        "confidence",
        "disagreement",
    ]
    claims = load("reading_claims")[columns].fillna("")
    return {
        "claims": claims.to_dict(orient="records"),
        "menus": [*MENUS],
        "readings": READINGS,
        "verdicts": VERDICTS,
        "kinds": KINDS,
        "themes": THEMES,
        "presets": [[label, {**DEFAULTS, **patch}] for label, patch in PRESETS.items()],
        "longest_word": LONGEST_WORD,
    }
