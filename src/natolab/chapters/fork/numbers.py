"""Numbers of the chapter on the fork."""

from __future__ import annotations

import numpy as np

from natolab.chapters.fork import beliefs, capstone, exchange
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
        _exchange(),
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


def _exchange() -> dict[str, Number]:
    years, yearly = "years of the highest price", "of the highest price, a year"
    discount, chance, together = exchange.DISCOUNT, exchange.CHANCE, exchange.TOGETHER
    alone = exchange.reach(discount, exchange.PRICE, chance)
    nine_in_ten = exchange.as_large_as(0.9)
    half = exchange.as_large_as(0.5)
    # The discount factor at which an ally alone is helped in half of all crises: the interest on
    # what the exchange is worth is what is left of the price.
    rate = (exchange.PRICE - chance * exchange.capped_cost(half)) / half
    return {
        "deal_discount": Number(discount, "1", "the protector's discount factor"),
        "deal_chance": Number(100 * chance, "per cent a year", "chance of a crisis of one ally"),
        "deal_mean": Number(exchange.MEAN, years, "mean cost of helping in a crisis"),
        "deal_alone": Number(alone, years, "largest crisis in which one ally alone is helped"),
        "deal_alone_unmet": Number(
            100 * exchange.unmet(alone), _PER_CENT, "crises too large for help to one ally alone"
        ),
        "deal_alone_cost": Number(
            100 * exchange.unmet_cost(alone), _PER_CENT, "what these cost of all that crises cost"
        ),
        "deal_cheap": Number(
            exchange.reach(discount, exchange.PRICE / 2, chance),
            years,
            "largest crisis in which one ally alone is helped at half the price",
        ),
        "deal_patience": Number(
            1 / (1 + rate), "1", "discount factor at which half of all crises are met, one ally"
        ),
        "deal_fair": Number(
            chance * exchange.capped_cost(nine_in_ten),
            yearly,
            "what helping in nine crises of ten, or the loss of the exchange, costs on average",
        ),
        "deal_price": Number(
            exchange.least_price(nine_in_ten, discount, chance),
            yearly,
            "least price for help in nine crises of ten, one ally",
        ),
        "deal_price_together": Number(
            exchange.least_price(nine_in_ten, discount, chance, together),
            yearly,
            "least price for help in nine crises of ten, allies together",
        ),
        "deal_rider": Number(
            exchange.reach(discount, exchange.PRICE * (1 - 1 / together), chance, together),
            years,
            "largest crisis met for allies together of whom one pays nothing",
        ),
        "deal_all": Number(
            exchange.reach(discount, exchange.PRICE, chance, together),
            years,
            "largest crisis met for allies together",
        ),
    }


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
        for name, after in [("three", 3), ("six", 6)]
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
    for lever in ("conditionality", "strike"):
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
        found[f"{name}_leave"] = Number(
            simulate(world(SCENARIO, *levels))["deterrence"].iloc[-1],
            _SHARE,
            f"deterrence {_LAST}, {case}, if Americans draw down",
        )
    both = simulate(world(SCENARIO, DROPPED, FULL)).iloc[-1]
    without_conditions = f"{_LAST}, conditions dropped and full effort"
    return {
        **found,
        "more_unlinked": Number(
            100 * (lead(drawdown=False, linked=False)["deterrence"] > 0).mean(),
            _OF_DRAWS,
            "those in which conditions and money deter more, if commitment ignores support",
        ),
        "both_deter": Number(both["deterrence"], _SHARE, f"deterrence {without_conditions}"),
    }


def _turn() -> dict[str, Number]:
    return {
        "turn": Number(
            turning_effort(), _SHARE, "effort that deters as much without conditions as with them"
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
