"""Numbers of the chapter on scenarios."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.scenarios import five_paths
from natolab.chapters.scenarios.five_paths import COARSE, FINE, share
from natolab.model import (
    LEVERS,
    OUTCOMES,
    PARAMETERS,
    SCENARIOS,
    Scenario,
    equilibria,
    simulate,
    vulnerability,
)
from natolab.model.definition import RESTORED
from natolab.model.names import words
from natolab.model.paths import TOLERANCE, combinations, highest_mending, joined
from natolab.numbers import Number, as_of, combine

_SHARE, _OF_DRAWS = "share", "per cent of the draws"
_LAST = "credibility after ten years"


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(
        as_of(),
        _model(),
        _paths(),
        _one_lever_away(),
        _loop(),
        _partings(),
        _turns(),
        _long_runs(),
        _mending(),
        _draws(),
    )


def _model() -> dict[str, Number]:
    assumed = sum(q.assumed for q in PARAMETERS)
    before = next(lever.before for lever in LEVERS if lever.name == "conditionality")
    return {
        "parameters": Number(len(PARAMETERS), "parameters", "parameters of the model"),
        "assumed": Number(assumed, "parameters", "those whose value is an assumption"),
        "before": Number(before, _SHARE, "conditionality before the war"),
        "tip_down": Number(
            equilibria().tipping_down, _SHARE, "conditionality at which distrust ends"
        ),
    }


def _paths() -> dict[str, Number]:
    runs = five_paths.runs()
    start = runs["breakdown"]["credibility"].iloc[0]
    found = {
        "start": Number(start, _SHARE, "credibility before the war"),
        "back": Number(start - RESTORED, _SHARE, "lowest credibility that counts as restored"),
        "lowest_realignment": Number(
            runs["realignment"]["credibility"].min(), _SHARE, "lowest credibility in realignment"
        ),
        "years_realignment": Number(
            vulnerability(runs["realignment"])["years"],
            "years",
            "window of vulnerability in realignment",
        ),
    }
    for name, run in runs.items():
        found[f"end_{name}"] = Number(
            run["credibility"].iloc[-1], _SHARE, f"{_LAST} in {words(name)}"
        )
        found[f"area_{name}"] = Number(
            vulnerability(run)["area"],
            "share-years",
            f"depth times time of the window of vulnerability in {words(name)}",
        )
    return found


def _one_lever_away() -> dict[str, Number]:
    less = five_paths.one_lever_less()
    found = {}
    for path, lever in (
        ("breakdown", "strike"),
        ("breakdown", "conditionality"),
        ("realignment", "coordination"),
        ("exit_blocked", "membership"),
        ("exit_blocked", "conditionality"),
    ):
        found[f"less_{path}_{lever}"] = Number(
            less[path].loc[lever, "credibility"],
            _SHARE,
            f"{_LAST} in {words(path)} with {words(lever)} as before the war",
        )
    pairs = combinations("breakdown", 2)
    hollow = pairs[pairs["outcome"] == "hollow"]
    for row in hollow.itertuples():
        found["pair_" + "_".join(row.levers)] = Number(
            row.credibility, _SHARE, f"{_LAST} with {' and '.join(map(words, row.levers))} alone"
        )
    return {
        **found,
        "single_lowest": Number(
            combinations("breakdown", 1)["credibility"].min(),
            _SHARE,
            f"{_LAST} with the worst of breakdown's levers alone",
        ),
        "pairs": Number(len(pairs), "pairs", "pairs of breakdown's levers"),
        "pairs_hollow": Number(len(hollow), "pairs", "those that end hollow"),
    }


def _loop() -> dict[str, Number]:
    found = {
        f"cut_{name}": Number(
            simulate(name, support_link=0)["credibility"].iloc[-1],
            _SHARE,
            f"{_LAST} in {words(name)} if commitment ignores support",
        )
        for name in ("breakdown", "exit_blocked", "realignment")
    }
    conditions = SCENARIOS["breakdown"].levers["conditionality"]
    harder = SCENARIOS["deescalation"].with_lever("conditionality", conditions)
    found["harder_deescalation"] = Number(
        simulate(harder)["credibility"].iloc[-1],
        _SHARE,
        f"{_LAST} in de-escalation with the conditions of breakdown",
    )
    return found


def _partings() -> dict[str, Number]:
    found = {}
    for name, first, second, tolerance in (
        ("1_2", "deescalation", "breakdown", TOLERANCE),
        ("1_3", "deescalation", "realignment", TOLERANCE),
        ("2_3", "breakdown", "realignment", TOLERANCE),
        ("4_5", "formal_exit", "exit_blocked", TOLERANCE),
        ("1_3_wide", "deescalation", "realignment", COARSE),
        ("1_3_fine", "deescalation", "realignment", FINE),
    ):
        years = five_paths.partings()[tolerance].set_index(["first", "second"])["year"]
        found[f"part_{name}"] = Number(
            years[first, second],
            "years",
            f"until credibility differs by more than {tolerance} between {words(first)} "
            f"and {words(second)}",
        )
    return found


def _turns() -> dict[str, Number]:
    turn, relent, peace = five_paths.last_chances().values()
    realigned = turn.index[turn["later_outcome"] == "realigned"]
    later = "credibility ten years after"
    return {
        "turn_last_realigned": Number(
            realigned.max(), "years", "last change to realignment that ends realigned"
        ),
        "turn_last_whole": Number(
            turn.index[turn["outcome"] != "hollow"].max(),
            "years",
            "last change to realignment that is not hollow in year 10",
        ),
        "turn_2": Number(
            turn.loc[2, "later_credibility"], _SHARE, f"{later} a change to realignment in year 2"
        ),
        "turn_8": Number(
            turn.loc[8, "later_credibility"], _SHARE, f"{later} a change to realignment in year 8"
        ),
        "relent_1": Number(
            relent.loc[1, "later_credibility"], _SHARE, f"{later} an end of conditions in year 1"
        ),
        "relent_8": Number(
            relent.loc[8, "later_credibility"], _SHARE, f"{later} an end of conditions in year 8"
        ),
        "peace_best": Number(
            peace["later_credibility"].max(), _SHARE, f"{later} an end of the war, best case"
        ),
    }


def _long_runs() -> dict[str, Number]:
    def last(run: pd.DataFrame, meaning: str) -> Number:
        return Number(run["credibility"].iloc[-1], _SHARE, f"credibility {meaning}")

    turned = {year: joined("breakdown", "realignment", year) for year in (1, 2)}
    free = turned[2].with_lever("conditionality", {0: 0.95, 2: 0.0})
    peace = joined("breakdown", "no_war", 3, ["strike"])
    change = "fifty years after a change to realignment in year"
    return {
        "turn_1_long": last(simulate(turned[1], years=51), f"{change} 1"),
        "turn_2_long": last(simulate(turned[2], years=52), f"{change} 2"),
        "turn_2_free": last(simulate(free, years=52), f"{change} 2, without any conditions"),
        "deescalation_30": last(
            simulate("deescalation", years=30), "after thirty years in de-escalation"
        ),
        "peace_cut": last(
            simulate(peace, years=13, support_link=0),
            "ten years after peace in year 3, if commitment ignores support",
        ),
    }


def _mending() -> dict[str, Number]:
    def highest(
        year: int,
        end: int | None = None,
        scenario: Scenario | str = "breakdown",
        case: str = "",
    ) -> Number:
        when = f"in year {end}" if end else "ten years later"
        # Rounded down, since what the text shows must itself suffice.
        thousandths = round(1000 * highest_mending(scenario, "conditionality", year, "hollow", end))
        return Number(
            thousandths // 10 / 100,
            _SHARE,
            f"highest conditionality from year {year} on that does not end hollow {when}{case}",
        )

    turned = joined("breakdown", "realignment", 3)
    return {
        "mend_0": highest(0),
        "mend_3": highest(3),
        "mend_3_turned": highest(3, scenario=turned, case=", all other levers as in realignment"),
        "ten_1": highest(1, 10),
        "ten_3": highest(3, 10),
        "ten_5": highest(5, 10),
    }


def _draws() -> dict[str, Number]:
    relented = SCENARIOS["breakdown"].with_lever("conditionality", {0: 0.95, 3: 0.15})
    peace = joined("breakdown", "no_war", 3, ["strike"])
    found = {"draws": Number(five_paths.DRAWS, "draws", "draws of all parameters")}
    for name, scenario, outcome, years, case in (
        ("breakdown", "breakdown", "hollow", 10, "breakdown"),
        ("deescalation", "deescalation", "strategic_damage", 10, "de-escalation"),
        ("realignment", "realignment", "realigned", 10, "realignment"),
        ("blocked", "exit_blocked", "hollow", 10, "blocked exit"),
        (
            "relent",
            relented,
            "hollow",
            13,
            "breakdown with conditionality as before the war from year 3 on",
        ),
        ("peace", peace, "hollow", 13, "breakdown without war from year 3 on"),
    ):
        found[f"draws_{name}"] = Number(
            share(scenario, outcome, years),
            _OF_DRAWS,
            f"those of {case} that end {OUTCOMES[outcome].ending} after {years} years",
        )
    return found
