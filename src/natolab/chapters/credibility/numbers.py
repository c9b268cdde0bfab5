"""Numbers of the chapter on credibility."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from natolab.chapters.credibility import conditional_threat
from natolab.chapters.credibility.deterrence import belief_needed, local_needed
from natolab.chapters.credibility.selection import tested
from natolab.chapters.credibility.thresholds import CASE
from natolab.chapters.origins import us_forces
from natolab.data import load
from natolab.methods.intervals import wilson
from natolab.numbers import WORDS, Number, as_of, combine

_SPELLED = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(
        as_of(), _attacker(), _record(), _selection(), _ledger(), _publics(), _threat(), _again()
    )


def _spelled(count: int, meaning: str) -> Number:
    return Number(_SPELLED[count], WORDS, meaning)


def _attacker() -> dict[str, Number]:
    strength = "of the attacker's strength"

    def belief(local: float) -> Number:
        needed = belief_needed(replace(CASE, local=local))
        assert needed is not None
        return Number(
            100 * needed,
            "per cent",
            f"belief that just deters with {local:g} {strength} on the spot",
        )

    def local(belief: float) -> Number:
        needed = local_needed(replace(CASE, belief=belief))
        assert needed is not None
        return Number(
            needed,
            strength,
            f"forces on the spot that just deter at a belief of {100 * belief:.0f} per cent",
        )

    return {
        "needed": belief(CASE.local),
        "needed_brigade": belief(0.75),
        "needed_front": belief(1.5),
        "local_at_60": local(0.6),
        "local_at_30": local(0.3),
    }


def _record() -> dict[str, Number]:
    rates = load("alliance_fulfilment")
    old = rates["study"].str.startswith("Leeds")
    newer = rates[~old].set_index(["promise", "first_year", "last_year"])
    found = {
        "rate_2000": Number(
            rates.loc[old, "rate_pct"].item(), "per cent", "promises kept, study of 2000"
        )
    }
    for name, kind, first, last in [
        ("before", "all", 1816, 1944),
        ("after", "all", 1945, 2003),
        ("pact_before", "defence", 1816, 1944),
        ("pact_after", "defence", 1945, 2003),
        ("offence", "offence", 1816, 2003),
        ("neutrality", "neutrality", 1816, 2003),
    ]:
        which = f"{'' if kind == 'all' else f'{kind} '}promises, {first} to {last}, study of 2018"
        found[f"rate_{name}"] = Number(
            newer.at[(kind, first, last), "rate_pct"], "per cent", f"kept, {which}"
        )
        if name in ("before", "after", "pact_after"):
            row = newer.loc[(kind, first, last)]
            found[f"kept_{name}"] = Number(int(row["fulfilled"]), "cases", f"kept, {which}")
            found[f"n_{name}"] = Number(int(row["opportunities"]), "cases", which)
    pacts = newer.loc[("defence", 1945, 2003)]
    low, high = wilson(int(pacts["fulfilled"]), int(pacts["opportunities"]))
    interval = "end of the Wilson interval of defence promises kept, 1945 to 2003"
    return found | {
        "low_pact_after": Number(100 * low, "per cent", f"lower {interval}"),
        "high_pact_after": Number(100 * high, "per cent", f"upper {interval}"),
    }


def _selection() -> dict[str, Number]:
    everyone, seen, _ = tested(CASE, np.linspace(0, 1, 1001))
    return {
        "share_all": Number(100 * everyone, "per cent", "mean reliability of all alliances"),
        "share_tested": Number(
            100 * seen, "per cent", "mean reliability of the alliances that attackers test"
        ),
    }


def _ledger() -> dict[str, Number]:
    ledger = load("commitment_ledger")
    less = ledger[ledger["direction"] == "less"]
    troops = load("us_troops_europe")
    found = {
        "entries": Number(len(ledger), "entries", "entries of the ledger"),
        "entries_less": _spelled(len(less), "entries that take substance away"),
        "entries_done": _spelled(
            (less["status"] == "carried out").sum(), "of these, entries found carried out"
        ),
    }
    return found | {f"troops_{year}": us_forces.assigned(troops, year) for year in (1954, 1957)}


def _publics() -> dict[str, Number]:
    asked = load("expected_help").set_index("asked")
    defends = "that America would defend an ally"
    names = {
        "help_2015_eight": ("Eight NATO countries", f"{defends}, 2015, median of eight countries"),
        "help_2017_seven": ("Seven European allies", f"{defends}, 2017, median of seven allies"),
        "help_2020_16": ("16 NATO countries", f"{defends}, 2020, median of 16 countries"),
        "help_2025_germany": ("Germany", "no American help for Germany, Germans in 2025"),
        "help_2025_france": ("France", "American help for France, the French in 2025"),
    }
    found = {
        f"{name}_low": Number(asked.at[who, "low_pct"], "per cent", f"expect {what}")
        for name, (who, what) in names.items()
    }
    four = asked.loc["Britain, France, Spain and Italy"]
    baltic = "expect American help for the Baltic states, 2025, of four countries"
    return found | {
        "help_2025_britain_low": Number(four["low_pct"], "per cent", f"{baltic} the least"),
        "help_2025_britain_high": Number(four["high_pct"], "per cent", f"{baltic} the most"),
    }


def _threat() -> dict[str, Number]:
    found = conditional_threat.compute(conditional_threat.DEFAULTS, conditional_threat.payload())
    low, high = found["window"]
    bluff = found["bluff"]
    part = "part of the commitment for which a threat works"
    return {
        "window_low": Number(100 * low, "per cent", f"smallest {part}"),
        "window_high": Number(100 * high, "per cent", f"largest {part}"),
        "bluff_needed": Number(
            100 * bluff["needed"], "per cent", "belief in a cut from which the ally supports"
        ),
        "bluff_often": Number(
            100 * bluff["bluff"], "per cent", "chance that a guarantor that would relent bluffs"
        ),
        "bluff_support": Number(
            100 * bluff["support"], "per cent", "chance that the bluffer is obeyed"
        ),
        "nash_count": _spelled(len(found["nash"]), "Nash equilibria of the game"),
    }


def _again() -> dict[str, Number]:
    """Play on with a threat of half the commitment and an ally that keeps the record."""
    found = {}
    for name in ("steadfast", "bluffer", "calculating"):
        inputs = {**conditional_threat.DEFAULTS, "size": 0.5, "guarantor": name}
        path = conditional_threat.compute(inputs, conditional_threat.payload())["path"]
        points = f"{path[-1]['guarantor']:.0f}".replace("-", "\N{MINUS SIGN}")
        after = f"after {len(path)} rounds"
        found[f"again_{name}"] = Number(points, WORDS, f"points of the {name} guarantor {after}")
    support = sum(row["end"] == "support" for row in path)
    return found | {"again_support": _spelled(support, "rounds in which the ally supports")}
