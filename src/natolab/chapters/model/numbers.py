"""Numbers of the chapter that builds the model."""

from __future__ import annotations

import numpy as np
import pandas as pd

from natolab.chapters.model import distancing as small
from natolab.chapters.model.claims import ARROWS, CLAIMS, loops_of
from natolab.chapters.model.cut_loop import compared, distances, run, structure
from natolab.chapters.uncertainty.tipping import at_rest
from natolab.model import (
    AUXILIARIES,
    CUTS,
    LEVERS,
    PARAMETERS,
    STOCKS,
    compare_cuts,
    equilibria,
    links,
    loops,
    simulate,
)
from natolab.numbers import Number, as_of, combine

_SHARE, _PER_CENT, _DISTANCE = "share", "per cent", "distance"
_VALUES = {q.name: q.value for q in PARAMETERS}
#: The three cuts that help each other.
_THREE = ("distancing", "hedging", "memory")


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(
        as_of(),
        _arrows(),
        _two_stocks(),
        _delay(),
        _energy(),
        _wars(),
        _states(),
        _whole_model(),
        _one_link(),
        _together(),
        _pushes(),
        _little(),
    )


def _arrows() -> dict[str, Number]:
    stated, found = sum(arrow.stated for arrow in ARROWS), len(loops_of())
    things = {thing for arrow in ARROWS for thing in (arrow.cause, arrow.effect)}
    return {
        "arrows": Number(len(ARROWS), "arrows", "arrows that the five claims need"),
        "stated": Number(stated, "arrows", "those that the reading states"),
        "added": Number(len(ARROWS) - stated, "arrows", "those that we added to close a loop"),
        "things": Number(len(things), "things", "things that the arrows join"),
        "small_loops": Number(found, "loops", "loops that the arrows form"),
        "small_unnamed": Number(found - len(CLAIMS), "loops", "those for which nobody argued"),
    }


def _two_stocks() -> dict[str, Number]:
    rest, edge = small.rest(**small.CALM), small.rest(**small.WILD)
    settled = small.distancing(**small.CALM, years=20)["us"].iloc[-1]
    away = small.distancing(**small.WILD)["us"].iloc[-1]
    return {
        "gain": Number(rest.gain, "1", "gain of the loop in the calm case"),
        "wild_gain": Number(edge.gain, "1", "gain of the loop in the case that runs away"),
        "rest_us": Number(rest.us, _DISTANCE, "American distance at rest, calm case"),
        "rest_europe": Number(rest.europe, _DISTANCE, "European distance at rest, calm case"),
        "rest_time": Number(rest.time, "years", "time in which 63 per cent of a shock has gone"),
        "rest_us_20": Number(settled, _DISTANCE, "American distance after a run of twenty years"),
        "wild_us": Number(away, _DISTANCE, "American distance after ten years of running away"),
    }


def _delay() -> dict[str, Number]:
    def last(repair: float, delay: float) -> float:
        return small.repaired(repair, delay, years=25)[["us", "europe"]].mean(axis=1).iloc[-1]

    (slow, period), (hard, _) = small.swing(1.5, 3), small.swing(3, 3)
    a_year = "per cent a year"
    return {
        "swing_period": Number(period, "years", "period of the swings, repair 1.5 after 3 years"),
        "swing_decay": Number(-100 * np.expm1(slow), a_year, "by which these swings shrink"),
        "swing_growth": Number(
            100 * np.expm1(hard), a_year, "by which swings grow with twice the repair"
        ),
        "no_repair": Number(last(0, 1), _DISTANCE, "mean distance after 25 years without repair"),
        "repaired": Number(
            last(1.5, 0.25), _DISTANCE, "mean distance after 25 years with repair after 3 months"
        ),
    }


def _energy() -> dict[str, Number]:
    weak, strong, above = (small.shocked(gain)["europe"] for gain in (0.2, 0.8, 1.1))

    def left(europe: pd.Series, gain: float) -> Number:
        return Number(
            100 * europe.iloc[-1] / europe.max(),
            "per cent of the peak",
            f"European distance ten years after a price shock, gain {gain:g}",
        )

    return {
        "left_2": left(weak, 0.2),
        "left_8": left(strong, 0.8),
        "early": Number(
            100 * (above.loc[1] / weak.loc[1] - 1),
            _PER_CENT,
            "by which distance with gain 1.1 exceeds that with gain 0.2 after one year",
        ),
    }


def _wars() -> dict[str, Number]:
    def after(war: float, words: str) -> Number:
        return Number(
            small.believed(0.9, war=war)["credibility"].iloc[-1],
            _SHARE,
            f"credibility after twenty years with a war of {words}, conditionality 0.9",
        )

    return {"after_short": after(1, "one year"), "after_90": after(2, "two years")}


def _states() -> dict[str, Number]:
    high, edge, low = (credibility for credibility, _ in small.states_of_rest(0.9))
    second = next(k for k in np.linspace(0, 1, 101) if len(small.states_of_rest(k)) > 1)
    of_three, where = "of the three-stock model", "at conditionality 0.9"
    return {
        "high": Number(high, _SHARE, f"credibility in the state of trust {where}"),
        "edge": Number(edge, _SHARE, f"credibility on the edge between the two states {where}"),
        "low": Number(low, _SHARE, f"credibility in the state of distrust {where}"),
        "two_from": Number(second, _SHARE, f"lowest conditionality with two states {of_three}"),
        "strong_reciprocity": Number(
            small.STRONG["reciprocity"], _SHARE, f"willingness lost with all belief, {of_three}"
        ),
        "strong_slope": Number(
            small.STRONG["support_slope"], "1", f"slope of the answer to support, {of_three}"
        ),
        "plain_reciprocity": Number(
            _VALUES["reciprocity"], _SHARE, "willingness lost with all belief, whole model"
        ),
        "plain_slope": Number(
            _VALUES["support_slope"], "1", "slope of the answer to support, whole model"
        ),
    }


def _whole_model() -> dict[str, Number]:
    kinds, rest, table = loops()["polarity"], at_rest(), links()
    system = {stock.name: stock.system for stock in STOCKS}
    crossing = table["cause"].map(system) != table["effect"].map(system)
    found = {
        "stocks": Number(len(STOCKS), "stocks", "stocks of the whole model"),
        "levers": Number(len(LEVERS), "levers", "levers that a scenario sets"),
        "auxiliaries": Number(len(AUXILIARIES), "quantities", "quantities that follow at once"),
        "parameters": Number(len(PARAMETERS), "parameters", "parameters of the whole model"),
        "assumed": Number(
            sum(q.assumed for q in PARAMETERS),
            "parameters",
            "those whose value is an assumption",
        ),
        "links": Number(len(table), "links", "links between the stocks"),
        "crossing": Number(
            crossing.sum(), "links", "those that lead from one system of the model to another"
        ),
        "loops": Number(len(kinds), "loops", "loops that the links form"),
        "tip_up": Number(rest.tipping_up, _SHARE, "conditionality at which trust ends"),
        "tip_down": Number(rest.tipping_down, _SHARE, "conditionality at which it returns"),
    }
    for kind, words in (
        ("reinforcing", "reinforcing loops"),
        ("balancing", "balancing loops"),
        ("mixed", "loops whose kind depends on the state"),
    ):
        found[kind] = Number((kinds == kind).sum(), "loops", words)
    return found


def _one_link() -> dict[str, Number]:
    start = compared()["no_war"]["start"]
    return {
        "shift": Number(
            (start - start["none"]).abs().max(), _SHARE, "most by which a cut moves the start"
        ),
        "support_end": Number(
            compared()["breakdown"].loc["support", "end"],
            _SHARE,
            "credibility after ten years of breakdown without the answer to support",
        ),
        "support_left": Number(
            structure()["left"]["support"], "loops", "loops that this cut leaves"
        ),
    }


def _together() -> dict[str, Number]:
    blocked, end = compared()["exit_blocked"]["end"], compared()["breakdown"]["end"]
    cut = {q: value for name in _THREE for q, value in CUTS[name].parameters.items()}
    three = simulate("breakdown", **cut)["credibility"].iloc[-1]
    states = equilibria(**CUTS["distancing"].parameters).points.groupby("value").size()
    last = "credibility after ten years of"
    found = {
        "distancing_end": Number(
            blocked["distancing"], _SHARE, f"{last} a blocked exit without mutual distancing"
        ),
        "blocked_end": Number(blocked["none"], _SHARE, f"{last} a blocked exit, whole model"),
        "whole_end": Number(end["none"], _SHARE, f"{last} breakdown, whole model"),
        "gain_three": Number(
            three - end["none"], _SHARE, "gained in breakdown by all three cuts together"
        ),
        "distancing_states": Number(
            states.max(), "states", "most states of rest without mutual distancing"
        ),
        "memory_up": Number(
            equilibria(**CUTS["memory"].parameters).tipping_up,
            _SHARE,
            "conditionality at which trust ends without memory of divergence",
        ),
    }
    for name in _THREE:
        found[f"gain_{name}"] = Number(
            end[name] - end["none"], _SHARE, f"gained in breakdown by the cut of {name}"
        )
    return found


def _pushes() -> dict[str, Number]:
    apart, mean = distances(), "mean distance of credibility from the whole model"
    return {
        "talk_apart": Number(
            apart.loc["talk", "deescalation"], _SHARE, f"{mean}, talk cut in de-escalation"
        ),
        "talk_before": Number(
            apart.loc["talk", "no_war"], _SHARE, f"{mean}, talk cut without a war"
        ),
        "distancing_apart": Number(
            apart.loc["distancing", "deescalation"],
            _SHARE,
            f"{mean}, mutual distancing cut in de-escalation",
        ),
    }


def _little() -> dict[str, Number]:
    apart = distances()
    found = {
        f"{name}_most": Number(
            apart.loc[name].max(),
            _SHARE,
            f"most by which cutting {name.replace('_', '-')} moves credibility, any scenario",
        )
        for name in ("energy", "realignment", "self_reliance")
    }
    burden = run("breakdown", "")["burden_felt"].max()
    short, aligned = (run(name, "")["credibility"] for name in ("deescalation", "realignment"))
    capability = compare_cuts("breakdown", ["self_reliance"], variable="european_capability")
    changed = [
        (table["outcome"].drop("none") != table.loc["none", "outcome"]).sum()
        for table in compared().values()
    ]
    return {
        **found,
        "trust_start": Number(short.iloc[0], _SHARE, "credibility before the war"),
        "trust_deescalation": Number(
            short.iloc[-1], _SHARE, "credibility after ten years of de-escalation"
        ),
        "trust_realignment": Number(
            aligned.iloc[-1], _SHARE, "credibility after ten years of realignment"
        ),
        "burden_most": Number(
            100 * burden, _PER_CENT, "highest burden in breakdown, the worst is 100"
        ),
        "burden_bite": Number(
            100 * _VALUES["burden_cost"] * burden,
            _PER_CENT,
            "European willingness that this burden takes",
        ),
        "self_reliance_capability": Number(
            capability.loc["self_reliance", "distance"],
            _SHARE,
            "mean European capability that self-reliance adds in breakdown",
        ),
        "class_changes": Number(
            sum(changed), "runs", "cut runs that end in another class than the whole model"
        ),
        "cut_runs": Number(apart.size, "runs", "runs with one influence cut"),
    }
