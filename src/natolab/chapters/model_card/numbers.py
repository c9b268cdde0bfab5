"""Numbers of the model card."""

from __future__ import annotations

import math

from natolab.chapters.uncertainty.ensembles import DRAWS, RELENTS, TRUSTING, draw
from natolab.chapters.uncertainty.tipping import BEFORE, at_rest
from natolab.model import PARAMETERS, Scenario, hindcast, loops, simulate
from natolab.numbers import Number, as_of, combine

_SHARE, _OF_DRAWS, _RATIO = "share", "per cent of the draws", "ratio to the price before"
#: The strait shut for a hundred days.
_CLOSURE = Scenario("closure", {"strike": {0.0: 1.0, 0.28: 0.0}})
#: Years from the start of a programme to a first capability that auditors found, in round figures.
_LATE = 12


def numbers() -> dict[str, Number]:
    """Return every number of the card's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(as_of(), _structure(), _parameters(), _price(), _record(), _classes(), _relief())


def _structure() -> dict[str, Number]:
    rest = at_rest()
    return {
        "card_loops": Number(len(loops()), "loops", "feedback loops between the stocks"),
        "card_tip_up": Number(rest.tipping_up, _SHARE, "conditionality at which trust ends"),
        "card_tip_down": Number(rest.tipping_down, _SHARE, "conditionality at which it returns"),
        "card_tip_before": Number(BEFORE, _SHARE, "conditionality before the war"),
    }


def _parameters() -> dict[str, Number]:
    delay = next(q.value for q in PARAMETERS if q.name == "capability_time")
    # Three stages of the same mean length: late is who has passed fewer than three by then.
    passed = 3 * _LATE / delay
    late = math.exp(-passed) * (1 + passed + passed**2 / 2)
    return {
        "card_parameters": Number(len(PARAMETERS), "parameters", "parameters of the model"),
        "card_assumed": Number(
            sum(q.assumed for q in PARAMETERS),
            "parameters",
            "those whose value is an assumption",
        ),
        "card_delay": Number(delay, "years", "mean from money to European forces"),
        "card_late": Number(
            100 * late, "per cent of what is funded", f"in service only after {_LATE} years or more"
        ),
    }


def _price() -> dict[str, Number]:
    elasticity = next(q for q in PARAMETERS if q.name == "elasticity")

    def peak(value: float, which: str) -> Number:
        run = simulate(_CLOSURE, years=1, elasticity=value)
        return Number(
            run["oil_price"].max(), _RATIO, f"peak in a closure of a hundred days, {which}"
        )

    return {
        "card_elasticity": Number(elasticity.value, "1", "elasticity of the price of oil"),
        "card_peak": peak(elasticity.value, "the card's elasticity"),
        "card_peak_low": peak(elasticity.high, "the highest published elasticity"),
        "card_peak_high": peak(elasticity.low, "the lowest published elasticity"),
    }


def _record() -> dict[str, Number]:
    errors, ratio = hindcast().errors, "ratio to February 2026"
    price = errors.loc["price_record"]
    return {
        "card_miss": Number(
            price["mean_absolute_error"], ratio, "mean miss of the price, given the strait"
        ),
        "card_peak_model": Number(price["peak_model"], ratio, "model's peak price"),
        "card_peak_seen": Number(price["peak_observed"], ratio, "the market's peak price"),
        "card_loss_miss": Number(
            -100 * errors.loc["loss_campaign", "bias"],
            "points",
            "by which the model's loss of flow is too low, given the campaign",
        ),
    }


def _classes() -> dict[str, Number]:
    short = draw("deescalation")
    hollow = short.ends[short.ends["outcome"] == "hollow"]
    found = {"card_draws": Number(DRAWS, "draws", "draws of an ensemble")}
    for name, drawn, outcome, words in (
        ("hollow", draw("breakdown"), "hollow", "continued escalation that end hollow"),
        ("damage", short, "strategic_damage", "the short war that end in lasting damage"),
        ("short_hollow", short, "hollow", "the short war that end hollow"),
        ("short_european", short, "european", "the short war that end with European forces ahead"),
    ):
        found[f"card_{name}"] = Number(100 * drawn.shares[outcome], _OF_DRAWS, f"those of {words}")
    return {
        **found,
        "card_low_start": Number(
            100 * (hollow["first_credibility"] < TRUSTING).mean(),
            "per cent of the hollow draws",
            f"those that begin with credibility below {TRUSTING}",
        ),
    }


def _relief() -> dict[str, Number]:
    """Count what it helps if Washington relents, or if commitment answers no support."""
    found = {
        "card_relented_hollow": Number(
            100 * draw(RELENTS).shares["hollow"],
            _OF_DRAWS,
            "those that end hollow if Washington relents after a year",
        )
    }
    for name, scenario, words in (
        ("relented", RELENTS, "the short war if Washington relents after a year"),
        ("short", "deescalation", "the short war"),
    ):
        ends = draw(scenario).ends
        found[f"card_{name}_loss"] = Number(
            (ends["first_credibility"] - ends["credibility"]).median(),
            _SHARE,
            f"median loss of credibility in {words}",
        )
    for name, run, words in (
        ("cut", simulate("breakdown", support_link=0), "if commitment answers no support"),
        ("uncut", simulate("breakdown"), "in the whole model"),
    ):
        found[f"card_{name}"] = Number(
            run["credibility"].iloc[-1],
            _SHARE,
            f"credibility after ten years of breakdown {words}",
        )
    return found
