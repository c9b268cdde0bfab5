"""Numbers of the chapter on world order."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.order import coalitions, hedging
from natolab.chapters.order.poles import poles
from natolab.data import load
from natolab.numbers import WORDS, Number, as_of, combine


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(as_of(), _measures(), _poles(), _votes(), _hedging(), _ties(), _network())


def shares(year: int) -> pd.Series:
    """Return the capabilities of the powers in the table in one year.

    Parameters
    ----------
    year : int
        From 1816 to 2022.

    Returns
    -------
    pandas.Series
        Share of the world by state.
    """
    table = load("great_power_shares")
    return table[table["year"] == year].set_index("state")["cinc"]


def _measures() -> dict[str, Number]:
    table = load("power_measures").set_index(["measure", "power"])["value"]
    names = {
        "cinc": "capabilities",
        "gdp_ppp": "output at purchasing power",
        "spending": "military spending",
    }
    return {
        f"china_{measure}": Number(
            table[measure, "China"] / table[measure, "United States"],
            "1",
            f"China's {name} as a multiple of the United States', 2022",
        )
        for measure, name in names.items()
    }


def _listed(names: list[str]) -> str:
    the = [f"the {name}" if name.startswith("United") else name for name in names]
    return the[0] if len(the) == 1 else f"{', '.join(the[:-1])} and {the[-1]}"


def _poles() -> dict[str, Number]:
    effective = load("power_concentration").set_index("year")["effective"]
    found = {
        f"effective_{year}": Number(effective[year], "powers", f"effective number in {year}")
        for year in (1946, 2022)
    }
    # Not a quantity, and so without the comma that thousands take.
    found["effective_peak"] = Number(
        str(effective.idxmax()), WORDS, "year with the highest effective number of powers"
    )
    for year, part in ((1950, 0.5), (1991, 0.5), (2022, 0.5), (2022, 0.8)):
        found[f"poles_{year}_{round(10 * part)}"] = Number(
            _listed(poles(shares(year), part)),
            WORDS,
            f"powers with {part:g} of the leader's capability in {year}",
        )
    return found


def _votes() -> dict[str, Number]:
    points = load("un_votes_powers").set_index(["iso3", "year"])["ideal_point"]
    europe = sum(points[name, 2025] for name in hedging.EUROPEANS) / len(hedging.EUROPEANS)
    return {
        "votes_usa_2024": Number(points["USA", 2024], "points", "the United States in 2024"),
        "votes_usa_2025": Number(points["USA", 2025], "points", "the United States in 2025"),
        "gap_us_europe": Number(
            points["USA", 2025] - europe,
            "points",
            "from the mean of Germany, France and Britain to the United States, 2025",
        ),
        "gap_europe_china": Number(
            europe - points["CHN", 2025], "points", "from China to the mean of the three, 2025"
        ),
    }


def _hedging() -> dict[str, Number]:
    data = hedging.payload()

    def rows(**values: str) -> dict[str, dict]:
        result = hedging.compute({**hedging.DEFAULTS, **values}, data)
        return {row["iso3"]: row for row in result["rows"]}

    west, european = rows(), rows(pole="european")
    found = {
        f"hedge_{iso3.lower()}": Number(west[iso3]["hedge"], "1", f"index of {iso3}")
        for iso3 in ("SAU", "IND", "TUR", "PAK")
    }
    return {
        **found,
        "rank_sau_west": Number(west["SAU"]["rank"], "place", "Saudi Arabia, at the start"),
        "rank_sau_european": Number(
            european["SAU"]["rank"], "place", "Saudi Arabia, western pole without America"
        ),
        "deu_new": Number(rows(year="2025")["DEU"]["hedge"], "1", "Germany, votes of 2025"),
        "states_hedging": Number(len(data["states"]), "states", "states in the index"),
        "without_arms": Number(
            sum(value is None for value in data["arms"]),
            "states",
            "states without a report on arms",
        ),
    }


def _ties() -> dict[str, Number]:
    ties, members = load("coalitions"), load("coalition_members")
    held = members.groupby("coalition")["iso3"].agg(set)
    found = {
        "ties": Number(len(ties), "ties", "ties in the table"),
        "ties_states": Number(members["iso3"].nunique(), "states", "states in them"),
        "ties_without_us": Number(
            sum("USA" not in states for states in held), "ties", "ties without the United States"
        ),
        "ties_since_2025": Number(
            int((ties["since"] >= 2025).sum()), "ties", "ties that began in 2025 or 2026"
        ),
        "size_jef": Number(len(held["jef"]), "states", "members of the Joint Expeditionary Force"),
    }
    for name in ("willing", "hormuz_statement"):
        found[f"size_{name}"] = Number(len(held[name]), "states", f"members of {name}")
        found[f"nato_in_{name}"] = Number(
            len(held[name] & held["nato"]), "states", f"members of {name} that are allies"
        )
    per_state = members.groupby("state").size()
    for state in ("France", "Germany", "United States"):
        found[f"ties_{state.lower().replace(' ', '_')}"] = Number(
            int(per_state[state]), "ties", f"ties of {state}"
        )
    return found


def _network() -> dict[str, Number]:
    data, start = coalitions.payload(), coalitions.defaults()
    names = {state["iso3"]: state["state"] for state in data["states"]}
    settings = dict(data["presets"])

    def run(setting: str, **values: int) -> dict:
        return coalitions.compute({**start, **settings[setting], **values}, data)

    leaves, ends = run("America leaves"), run("America leaves and NATO ends")
    twice = run("America leaves and NATO ends", shared=2)
    alone = run("The same without the Union")
    allies = load("coalition_members").query("coalition == 'nato'")["iso3"]
    lonely = [names[name] for name in ends["alone"] if name in set(allies)]
    (turkeys,) = [group for group in ends["groups"] if "TUR" in group]
    lost = {row["iso3"]: row["lost"] for row in leaves["bridges"]}
    return {
        "leaves_before": Number(leaves["before"], "pairs", "pairs with a promise of defence"),
        "lost_usa": Number(lost["USA"], "pairs", "pairs that lose each other without America"),
        "ends_after": Number(ends["after"], "pairs", "pairs left if NATO ends"),
        "ends_kept": Number(100 * ends["kept"], "per cent", "pairs left if NATO ends"),
        "ends_alone": Number(_listed(lonely), WORDS, "allies without a promise if NATO ends"),
        "ends_alone_count": Number(len(lonely), "states", "allies without one if NATO ends"),
        "ends_turkey": Number(
            _listed([names[name] for name in turkeys if name != "TUR"]),
            WORDS,
            "to whom Turkey is bound if NATO ends",
        ),
        "twice_before": Number(twice["before"], "pairs", "pairs with two promises"),
        "twice_after": Number(twice["after"], "pairs", "pairs with two promises if NATO ends"),
        "alone_before": Number(alone["before"], "pairs", "pairs without the Union's clause"),
        "alone_after": Number(alone["after"], "pairs", "the same if NATO ends"),
    }
