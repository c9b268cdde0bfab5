"""Explorer of the chapter on endings: choose a class of pacts and see how long they last."""

from __future__ import annotations

import datetime

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.charts import COLORS
from natolab.data import load
from natolab.explorers.base import Explorer
from natolab.methods import survival

#: The last day that the data describe.
CLOSE = datetime.date(2016, 12, 31)
#: From here on the class "since 1946" begins.
POST_WAR = datetime.date(1946, 1, 1)
YEAR = 365.25
NATO = 3180
#: Below this number at risk the page warns.
FEW = 10
#: How many of the pacts that reached an age are named.
NAMED = 12

UNITS = {"alliance": "Whole alliances", "phase": "Phases of alliances"}
PLEDGES = {
    "each": "Every member promises defence",
    "some": "At least one member does",
    "defence": "Every member, and no promise to attack",
    "attack": "Every member, and a promise to attack",
}
SIZES = {"any": "Any number of members", "two": "Two members", "more": "Three or more members"}
ERAS = {
    "all": "Signed 1815 to 2016",
    "before": "Signed before 1946",
    "since": "Signed since 1946",
    "watched": "Any, watched only since 1946",
}
ORIGINS = {"any": "Made in peace or war", "peace": "Made in peace", "war": "Made in war"}
POWERS = {
    "any": "With or without a major power",
    "major": "With a major power",
    "minor": "Without a major power",
}
ENDS = {
    "any": "Any end",
    "gone": "Any end but replacement",
    "broken": "Only breaking or abrogating",
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


def alliances() -> pd.DataFrame:
    """Return whole alliances, made of the phases of ``defence_pacts``.

    Returns
    -------
    pandas.DataFrame
        One row an alliance, with the columns of ``defence_pacts``: it begins with its first
        phase and ends as its last one ends; ``defenders`` is ``each`` only if it is so in all
        phases; war and major power are those of the first phase; ``members`` is the largest
        number in a phase.
    """
    grouped = load("defence_pacts").sort_values("phase").groupby("atop_id", sort=False)
    table = grouped.agg(
        phase=("phase", "max"),
        pact=("pact", "first"),
        members=("members", "max"),
        begin=("begin", "min"),
        defenders=("defenders", lambda kinds: "each" if set(kinds) == {"each"} else "some"),
        offence=("offence", "max"),
        wartime=("wartime", "first"),
        major_power=("major_power", "first"),
    )
    last = load("defence_pacts").sort_values("phase").drop_duplicates("atop_id", keep="last")
    table = table.join(last.set_index("atop_id")[["end", "ending"]])
    return table.reset_index().sort_values(["begin", "atop_id"], ignore_index=True)


def lives(table: pd.DataFrame, day: datetime.date = CLOSE) -> tuple[list[float], list[bool]]:
    """Return ages at the end, or on a day, and whether each had ended by then.

    Parameters
    ----------
    table : pandas.DataFrame
        ``defence_pacts`` or what ``alliances`` returns.
    day : datetime.date
        The day up to which the pacts are known; later ones are left out.

    Returns
    -------
    tuple of list
        Years of 365.25 days, and True for each that had ended.
    """
    known = pd.Timestamp(day)
    table = table[table["begin"] < known]
    ended = table["end"] <= known
    years = (table["end"].where(ended, known) - table["begin"]).dt.days / YEAR
    return years.tolist(), ended.tolist()


def compute(inputs: dict, data: dict) -> dict:
    """Choose a class of pacts, estimate how long they last, and look from an age onwards.

    Parameters
    ----------
    inputs : dict
        ``unit``, ``pledge``, ``size``, ``era``, ``origin``, ``power``, ``ends`` (keys of the
        dictionaries of this module), ``age`` reached and ``years`` to come.
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


class EndingsExplorer(Explorer):
    """Choose a class of defence pacts and see its curve, with NATO's place on it."""

    title = "Explorer: which pacts are like NATO?"
    defaults = DEFAULTS
    compute = staticmethod(compute)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the classes, ages and years to come."""
        return {
            "unit": [*UNITS],
            "pledge": [*PLEDGES],
            "size": [*SIZES],
            "era": [*ERAS],
            "origin": [*ORIGINS],
            "power": [*POWERS],
            "ends": [*ENDS],
            "age": (0, 77),
            "years": (1, 30),
        }

    @classmethod
    def payload(cls) -> dict:
        """Return all pacts and phases as short lists, days counted from 1 January of year 1."""
        phases = load("defence_pacts")
        units = {"alliance": alliances(), "phase": phases}
        lists = {
            unit: [_listed(row) for row in table.itertuples()] for unit, table in units.items()
        }
        return {
            **lists,
            "nato": {
                unit: lists[unit][table.index.get_loc(table.index[table["atop_id"] == NATO][-1])]
                for unit, table in units.items()
            },
            "post_war": POST_WAR.toordinal(),
            "ages": [*range(0, 80, 10)],
            "counted": {
                "any": ["fulfilled", "broken", "replaced", "member_lost"],
                "gone": ["fulfilled", "broken", "member_lost"],
                "broken": ["broken"],
            },
            "names": {
                "unit": UNITS,
                "pledge": PLEDGES,
                "size": SIZES,
                "era": ERAS,
                "origin": ORIGINS,
                "power": POWERS,
                "ends": ENDS,
            },
            "few": FEW,
            "named": NAMED,
            "defaults": DEFAULTS,
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the curve of the default class, and six classes side by side."""
        data = cls.payload()
        result = compute(DEFAULTS, data)
        fig, ax = plt.subplots(figsize=(7, 3.6))
        times = [0.0, *result["time"], result["oldest"]]
        shares = [1.0, *result["survival"], result["survival"][-1]]
        ax.step(
            times,
            [100 * share for share in shares],
            where="post",
            color=COLORS["blue"],
            label="still alive",
        )
        for key, style in (("low", ":"), ("high", "--")):
            ax.step(
                result["time"],
                [100 * share for share in result[key]],
                where="post",
                color=COLORS["grey"],
                linestyle=style,
                linewidth=1,
                label=f"95 per cent interval, {key}",
            )
        ax.axvline(result["nato"]["age"], color=COLORS["vermilion"], linestyle="-.")
        ax.text(
            result["nato"]["age"] - 1, 97, "NATO, end of 2016", rotation=90, ha="right", va="top"
        )
        ax.set(xlim=(0, 72), ylim=(0, 100), xlabel="age in years", ylabel="per cent still alive")
        ax.legend()
        rows = []
        for name, patch in {
            "Every member promises defence": {},
            "The same, by phase": {"unit": "phase"},
            "Three or more members": {"size": "more"},
            "With a major power": {"power": "major"},
            "Made in war": {"origin": "war"},
            "Signed since 1946": {"era": "since"},
        }.items():
            found = compute({**DEFAULTS, **patch}, data)
            rows.append(
                {
                    "Class": name,
                    "Pacts": found["count"],
                    "Half had ended at": f"{found['median']:.1f} years",
                    "Chance from 40 to 50": f"{100 * found['ahead']['chance']:.0f} per cent",
                    "Interval": (
                        f"at least {100 * found['ahead']['low']:.0f}"
                        if found["ahead"]["chance"] == 1
                        else f"{100 * found['ahead']['low']:.0f} to "
                        f"{100 * found['ahead']['high']:.0f}"
                    ),
                }
            )
        alt = (
            "Step curve of the share of defence pacts still alive by age. It falls steeply in the "
            "first twenty years and flattens; a vertical line far to the right marks NATO."
        )
        return fig, alt, pd.DataFrame(rows)


def _listed(row: tuple) -> list:
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
