"""Which pacts are like NATO: a class of them, how long it lasts, and NATO's place in it."""

from __future__ import annotations

import datetime
import functools
from typing import Any

import pandas as pd

from natolab.chapters.endings.lifetimes import CLOSE, NATO, YEAR, alliances
from natolab.data import load
from natolab.methods import survival

#: From here on the class "since 1946" begins.
POST_WAR = datetime.date(1946, 1, 1)
#: Below this number at risk the page warns.
FEW = 10
#: How many of the pacts that reached an age are named.
NAMED = 12

#: What each menu offers, in words.
MENUS = {
    "unit": {"alliance": "Whole alliances", "phase": "Phases of alliances"},
    "pledge": {
        "each": "Every member promises defence",
        "some": "At least one member does",
        "defence": "Every member, and no promise to attack",
        "attack": "Every member, and a promise to attack",
    },
    "size": {
        "any": "Any number of members",
        "two": "Two members",
        "more": "Three or more members",
    },
    "era": {
        "all": "Signed 1815 to 2016",
        "before": "Signed before 1946",
        "since": "Signed since 1946",
        "watched": "Any, watched only since 1946",
    },
    "origin": {"any": "Made in peace or war", "peace": "Made in peace", "war": "Made in war"},
    "power": {
        "any": "With or without a major power",
        "major": "With a major power",
        "minor": "Without a major power",
    },
    "ends": {
        "any": "Any end",
        "gone": "Any end but replacement",
        "broken": "Only breaking or abrogating",
    },
}
#: The kinds of ending that count as an end.
COUNTED = {
    "any": ["fulfilled", "broken", "replaced", "member_lost"],
    "gone": ["fulfilled", "broken", "member_lost"],
    "broken": ["broken"],
}
DEFAULTS = {
    "unit": "alliance",
    "pledge": "each",
    "size": "any",
    "era": "all",
    "origin": "any",
    "power": "any",
    "ends": "any",
    "age": 40,
    "years": 10,
}
#: Smallest and largest age reached and number of years to come, in whole years.
LIMITS = {"age": (0, 77), "years": (1, 30)}

#: The class whose answer differs most from that of all pacts.
LARGE_POST_WAR = {"size": "more", "era": "since", "power": "major"}
#: Buttons and what each changes in the default class.
PRESETS = {
    "All defence pacts": {},
    "Larger, since 1946, with a major power": LARGE_POST_WAR,
    "Wartime pacts": {"origin": "war"},
    "At 40, as NATO in 1989": {"era": "since", "age": 40, "years": 10},
    "At 77, as NATO today": {"age": 77, "years": 10},
}


def compute(inputs: dict, data: dict) -> dict:
    """Choose a class of pacts, estimate how long they last, and look from an age onwards.

    Parameters
    ----------
    inputs : dict
        ``unit``, ``pledge``, ``size``, ``era``, ``origin``, ``power``, ``ends`` (keys in
        ``MENUS``), ``age`` reached and ``years`` to come.
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        ``count``, ``ended``, ``endings`` (counts by kind of all that have ended, whether or not
        they count as an end here), the curve (``time``, ``survival``, ``low``, ``high``),
        ``median``, ``oldest`` (age of the longest observed), ``at_risk`` (numbers still observed
        at ages 0, 10, 20 ...), ``nato`` (its age at the end of the data, the curve there, how
        many are older, whether it is in the class), ``ahead`` (as ``survival.conditional``
        returns it) and ``reached`` (names of the longest-lived that reached the age).
    """
    rows = [row for row in data[inputs["unit"]] if _belongs(row, inputs, data)]
    durations = [(row[2] - row[1]) / YEAR for row in rows]
    counted = data["counted"][inputs["ends"]]
    over = [row[3] in counted for row in rows]
    entries = [0.0] * len(rows)
    if inputs["era"] == "watched":
        entries = [max(0, data["post_war"] - row[1]) / YEAR for row in rows]
    curve = survival.kaplan_meier(durations, over, entries)
    kinds = data["counted"]["any"]
    nato = data["nato"][inputs["unit"]]
    nato_age = (nato[2] - nato[1]) / YEAR
    reached = [
        (row[0], duration, row[3])
        for row, duration in zip(rows, durations, strict=True)
        if duration > inputs["age"]
    ]
    reached.sort(key=lambda item: -item[1])
    return {
        "count": len(rows),
        "ended": sum(over),
        "endings": {kind: sum(row[3] == kind for row in rows) for kind in kinds},
        "time": curve["time"],
        "survival": curve["survival"],
        "low": curve["low"],
        "high": curve["high"],
        "median": survival.median(curve),
        "oldest": max(durations, default=0.0),
        "at_risk": [
            sum(e <= age < t for e, t in zip(entries, durations, strict=True))
            for age in data["ages"]
        ],
        "nato": {
            "age": nato_age,
            "survival": survival.survival_at(curve, nato_age),
            "older": sum(duration > nato_age for duration in durations),
            "included": _belongs(nato, inputs, data),
        },
        "ahead": survival.conditional(durations, over, inputs["age"], inputs["years"], entries),
        "reached": [
            {"pact": name, "years": years, "ending": ending}
            for name, years, ending in reached[: data["named"]]
        ],
    }


def _belongs(row: list, inputs: dict, data: dict) -> bool:
    """Tell whether a pact of the payload is in the class chosen."""
    _, begin, stop, _, members, defenders, offence, wartime, major = row
    pledge = inputs["pledge"]
    return (
        (defenders == "each" or (pledge == "some" and defenders == "some"))
        and (pledge != "defence" or not offence)
        and (pledge != "attack" or offence)
        and (inputs["size"] == "any" or (inputs["size"] == "two") == (members == 2))
        and (inputs["era"] != "before" or begin < data["post_war"])
        and (inputs["era"] != "since" or begin >= data["post_war"])
        and (inputs["era"] != "watched" or stop > data["post_war"])
        and (inputs["origin"] == "any" or (inputs["origin"] == "war") == wartime)
        and (inputs["power"] == "any" or (inputs["power"] == "major") == major)
    )


@functools.cache
def payload() -> dict:
    """Return all pacts and phases as short lists, days counted from 1 January of year 1."""
    units = {"alliance": alliances(), "phase": load("defence_pacts")}
    lists = {unit: [_listed(row) for row in table.itertuples()] for unit, table in units.items()}
    return {
        **lists,
        "nato": {
            unit: lists[unit][table.index.get_loc(table.index[table["atop_id"] == NATO][-1])]
            for unit, table in units.items()
        },
        "post_war": POST_WAR.toordinal(),
        "year": YEAR,
        "ages": [*range(0, 80, 10)],
        "counted": COUNTED,
        "names": MENUS,
        "few": FEW,
        "rare": survival.RARE,
        "named": NAMED,
        "defaults": DEFAULTS,
        "limits": {name: list(pair) for name, pair in LIMITS.items()},
        "presets": [[label, patch] for label, patch in PRESETS.items()],
    }


def of_class(**chosen: str | int) -> dict:
    """Return what the explorer shows of a class.

    Parameters
    ----------
    **chosen
        What differs from ``DEFAULTS``.

    Returns
    -------
    dict
        As ``compute`` returns it.
    """
    return compute({**DEFAULTS, **chosen}, payload())


def _listed(row: Any) -> list:
    """Return one pact as a short list, in the order in which ``_belongs`` unpacks it."""
    stop = CLOSE if pd.isna(row.end) else row.end.date()
    return [
        row.pact,
        row.begin.date().toordinal(),
        stop.toordinal(),
        row.ending,
        int(row.members),
        row.defenders,
        bool(row.offence),
        bool(row.wartime),
        bool(row.major_power),
    ]
