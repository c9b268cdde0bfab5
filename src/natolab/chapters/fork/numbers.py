"""Numbers of the chapter on the fork."""

from __future__ import annotations

import numpy as np

from natolab.chapters.fork import beliefs, capstone
from natolab.chapters.fork.beliefs import INDICATORS, LIKELIHOODS
from natolab.chapters.fork.worked_example import (
    DRAWS,
    DROPPED,
    FULL,
    KEPT,
    LESS,
    SCENARIO,
    draw,
    grid,
    lead,
    turning_effort,
    world,
)
from natolab.chapters.origins import us_forces
from natolab.data import load
from natolab.methods import evidence
from natolab.model import PARAMETERS, simulate
from natolab.model.names import words
from natolab.model.paths import highest_mending, without
from natolab.numbers import Number, as_of, combine

_SHARE, _PER_CENT, _OF_DRAWS = "share", "per cent", "per cent of the draws"
_LAST = "after ten years"


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
        _plane(),
        _indicators(),
        _records(),
        _readers(),
        _first_run(),
        _two_worlds(),
        _turn(),
        _marks(),
    )


def _model() -> dict[str, Number]:
    assumed = sum(q.assumed for q in PARAMETERS)
    return {
        "parameters": Number(len(PARAMETERS), "parameters", "parameters of the model"),
        "assumed": Number(assumed, "parameters", "those whose value is an assumption"),
    }


def _plane() -> dict[str, Number]:
    found = {}
    corners = grid(SCENARIO, [DROPPED, KEPT], [LESS, FULL])
    for row in corners.itertuples():
        conditions = "kept" if row.conditionality == KEPT else "dropped"
        size = "full" if row.effort == FULL else "less"
        where = f"{_LAST}, conditions {conditions}, European effort {row.effort:g}"
        found[f"trust_{conditions}_{size}"] = Number(
            row.credibility, _SHARE, f"credibility {where}"
        )
        found[f"deter_{conditions}_{size}"] = Number(row.deterrence, _SHARE, f"deterrence {where}")
    return found


def _indicators() -> dict[str, Number]:
    spain = load("us_troops_by_ally").set_index("iso3").at["ESP", "troops"]
    found = {
        "indicators": Number(len(INDICATORS), "indicators", "events that can be seen or not"),
        "troops": us_forces.assigned(load("us_troops_europe"), 2025),
        "troops_spain": Number(spain, "persons", "those in Spain, mean of 2025"),
    }
    for name, seen in [
        ("spending", "yes"),
        ("words", "yes"),
        ("words", "no"),
        ("review", "yes"),
        ("review", "no"),
        ("council", "yes"),
        ("council", "no"),
    ]:
        found[f"{name}_{seen}"] = Number(
            np.exp(evidence.weight(*LIKELIHOODS[name], seen)),
            "1",
            f"what a {seen} multiplies the odds by: {INDICATORS[name]}",
        )
    return found


def _records() -> dict[str, Number]:
    def belief(toward: str, prior: float = 0.5, dependence: float = 0.0) -> Number:
        after = evidence.update(prior, LIKELIHOODS, beliefs.pointing(toward), dependence)
        return Number(
            100 * after,
            _PER_CENT,
            f"belief of {100 * prior:.0f} per cent after all indicators point to {toward}, "
            f"at a dependence of {dependence:g}",
        )

    return {
        "all_collective_free": belief("collective"),
        "all_collective_leaning": belief("collective", dependence=0.5),
        "all_conditional_free": belief("conditional"),
        "all_conditional_leaning": belief("conditional", dependence=0.5),
        "sceptic_collective": belief("collective", prior=0.2),
    }


def _readers() -> dict[str, Number]:
    one, two = (evidence.path(prior, [np.log(2)] * 6) for prior in (0.8, 0.2))
    return {
        f"gap_{name}": Number(
            100 * (one[after] - two[after]),
            "points",
            f"between beliefs of 80 and 20 per cent after {after} doublings of the odds",
        )
        for name, after in [("before", 0), ("three", 3), ("six", 6)]
    }


def _first_run() -> dict[str, Number]:
    run, own, less = simulate(SCENARIO), draw(SCENARIO), without(SCENARIO)
    breakdown = simulate("breakdown")["deterrence"].iloc[-1]
    found = {
        "draws": Number(DRAWS, "draws", "draws of all parameters"),
        "own_end": Number(run["credibility"].iloc[-1], _SHARE, f"credibility {_LAST}"),
        "own_deter": Number(run["deterrence"].iloc[-1], _SHARE, f"deterrence {_LAST}"),
        "before_deter": Number(run["deterrence"].iloc[0], _SHARE, "deterrence before the war"),
        "own_hollow": Number(100 * own.shares["hollow"], _OF_DRAWS, "those that end hollow"),
        "mend": Number(
            highest_mending(SCENARIO, "conditionality", 2.0, "hollow", 10),
            _SHARE,
            "highest conditionality from year 2 on that does not end hollow",
        ),
        "breakdown_deter": Number(breakdown, _SHARE, f"deterrence {_LAST} in breakdown"),
    }
    for lever in ("conditionality", "strike", "european_effort"):
        found[f"less_{lever}"] = Number(
            less.loc[lever, "credibility"], _SHARE, f"credibility {_LAST} without {words(lever)}"
        )
    return found


def _two_worlds() -> dict[str, Number]:
    found = {}
    for key, drawdown, americans in (("leave", True, "draw down"), ("stay", False, "stay")):
        found[f"more_{key}"] = Number(
            100 * (lead(drawdown)["deterrence"] > 0).mean(),
            _OF_DRAWS,
            f"those in which conditions and money deter more, if Americans {americans}",
        )
        for name, levels, case in (
            ("keep", (KEPT, FULL), "conditions kept, full effort"),
            ("drop", (DROPPED, LESS), "conditions dropped, effort as before the war"),
        ):
            found[f"{name}_{key}"] = Number(
                simulate(world(SCENARIO, *levels, drawdown))["deterrence"].iloc[-1],
                _SHARE,
                f"deterrence {_LAST}, {case}, if Americans {americans}",
            )
    both = simulate(world(SCENARIO, DROPPED, FULL)).iloc[-1]
    without_conditions = f"{_LAST}, conditions dropped and full effort"
    return {
        **found,
        "trust_less_leave": Number(
            100 * (lead()["credibility"] < 0).mean(),
            _OF_DRAWS,
            "those in which conditions and money are believed less, if Americans draw down",
        ),
        "more_unlinked": Number(
            100 * (lead(drawdown=False, linked=False)["deterrence"] > 0).mean(),
            _OF_DRAWS,
            "those in which conditions and money deter more, if commitment ignores support",
        ),
        "both_deter": Number(both["deterrence"], _SHARE, f"deterrence {without_conditions}"),
        "both_trust": Number(both["credibility"], _SHARE, f"credibility {without_conditions}"),
    }


def _turn() -> dict[str, Number]:
    kept, middle = (
        draw(scenario).ends["deterrence"] for scenario in (SCENARIO, world(SCENARIO, DROPPED, 0.6))
    )
    return {
        "turn": Number(
            turning_effort(), _SHARE, "effort that deters as much without conditions as with them"
        ),
        "more_middle": Number(
            100 * (kept > middle).mean(),
            _OF_DRAWS,
            "those in which conditions and money deter more than an effort of 0.6 without them",
        ),
    }


def _marks() -> dict[str, Number]:
    levels = load("capstone_review").set_index("criterion")
    found = {}
    for version in ("first", "revised"):
        reached, work = levels[version].to_dict(), f"points of the {version} version"
        for criterion, points in capstone.points(reached).items():
            found[f"{version}_{criterion}"] = Number(points, "points", f"{work}: {criterion}")
        found[f"{version}_total"] = Number(capstone.score(reached), "points", work)
    return found
