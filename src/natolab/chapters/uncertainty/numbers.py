"""Numbers of the chapter on uncertainty."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from natolab.chapters.uncertainty import discovery, rankings, tipping
from natolab.chapters.uncertainty.ensembles import (
    DRAWS,
    MANY,
    RELENTS,
    TRUSTING,
    by_structure,
    by_width,
    draw,
)
from natolab.model import PARAMETERS, SCENARIOS, hindcast, simulate
from natolab.model.definition import HOLLOW
from natolab.numbers import WORDS, Number, as_of, combine

_SHARE, _PER_CENT, _OF_DRAWS = "share", "per cent", "per cent of the draws"
_LAST = "credibility after ten years"
_SPELLED = {2: "two", 3: "three", 4: "four", 5: "five", 40: "forty"}


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
        _one_and_many(),
        _starts(),
        _same_dice(),
        _boxes_of_assumptions(),
        _rankings(),
        _variance(),
        _rest(),
        _worlds(),
        _cases(),
        _searches(),
        _record(),
    )


def _model() -> dict[str, Number]:
    assumed = sum(q.assumed for q in PARAMETERS)
    return {
        "parameters": Number(len(PARAMETERS), "parameters", "parameters of the model"),
        "assumed": Number(assumed, "parameters", "those whose value is an assumption"),
    }


def _one_and_many() -> dict[str, Number]:
    short = draw("deescalation")
    last = short.ends["credibility"]
    middles = {q.name: (q.low + q.high) / 2 for q in PARAMETERS if q.low < q.high}
    found = {"draws": Number(DRAWS, "draws", "draws of an ensemble")}
    for name, values, where in [
        ("one", {}, "the table's values"),
        ("middle", middles, "every parameter in the middle of its range"),
    ]:
        run = simulate(replace(SCENARIOS["deescalation"], parameters=values))
        end = run["credibility"].iloc[-1]
        found[f"{name}_end"] = Number(end, _SHARE, f"{_LAST} of the short war with {where}")
        found[f"{name}_place"] = Number(
            100 * (last < end).mean(), _OF_DRAWS, f"those that end below the run with {where}"
        )
    for name, share in (("low", 0.05), ("median", 0.5), ("high", 0.95)):
        found[f"end_{name}"] = Number(
            last.quantile(share), _SHARE, f"{_LAST}, quantile {share:g} of the draws"
        )
    hollow = short.shares["hollow"]
    return {
        **found,
        "short_hollow": Number(100 * hollow, _OF_DRAWS, "those of the short war that end hollow"),
        "noise": Number(
            200 * np.sqrt(hollow * (1 - hollow) / DRAWS),
            "points",
            "two standard errors of that share",
        ),
    }


def _starts() -> dict[str, Number]:
    one, ends = simulate("deescalation")["credibility"], draw("deescalation").ends
    begun = ends["first_credibility"]
    hollow = ends[ends["outcome"] == "hollow"]
    loss = hollow["first_credibility"] - hollow["credibility"]
    many = draw("breakdown", draws=MANY).ends

    def trusting(table: pd.DataFrame) -> float:
        kept = table[table["first_credibility"] >= TRUSTING]
        return 100 * (kept["outcome"] == "hollow").mean()

    begin = f"that begin with credibility of {TRUSTING} or more"
    return {
        "start_low": Number(
            100 * (begun < TRUSTING).mean(),
            _OF_DRAWS,
            f"those that begin with credibility below {TRUSTING}",
        ),
        "hollow_low_start": Number(
            100 * (hollow["first_credibility"] < TRUSTING).mean(),
            "per cent of the hollow draws",
            f"those that begin with credibility below {TRUSTING}",
        ),
        "hollow_loss": Number(loss.median(), _SHARE, "median loss of credibility of hollow draws"),
        "one_loss": Number(
            one.iloc[0] - one.iloc[-1], _SHARE, "loss of credibility of the table's run"
        ),
        "trusting_hollow": Number(
            trusting(ends), _PER_CENT, f"of the draws {begin}, those that end hollow"
        ),
        "many": Number(MANY, "draws", "draws of breakdown among which some escape"),
        "escapes": Number(
            (many["outcome"] != "hollow").sum(), "draws", "those that do not end hollow"
        ),
        "trusting_breakdown": Number(
            trusting(many), _PER_CENT, f"of the draws of breakdown {begin}, those that end hollow"
        ),
    }


def _same_dice() -> dict[str, Number]:
    last = draw("deescalation").ends["credibility"]
    same = draw(RELENTS).ends["credibility"] - last
    other = draw(RELENTS, seed=7).ends["credibility"] - last
    gain = "gain in credibility if Washington relents after a year"
    return {
        "relent_mean": Number(same.mean(), _SHARE, f"mean {gain}"),
        "relent_worse": Number(
            100 * (same < 0).mean(), _OF_DRAWS, "those in which relenting lowers credibility"
        ),
        "paired": Number(same.std(), _SHARE, f"standard deviation of the {gain}, same draws"),
        "unpaired": Number(other.std(), _SHARE, f"standard deviation of the {gain}, other draws"),
    }


def _boxes_of_assumptions() -> dict[str, Number]:
    widths, structures = by_width()["hollow"], by_structure()["hollow"]
    found = {}
    for name, width in (("quarter", "0.25"), ("half", "0.5"), ("wide", "1.5")):
        found[f"hollow_{name}"] = Number(
            100 * widths[width], _OF_DRAWS, f"those that end hollow with ranges {width} as wide"
        )
    for war, structure in (
        ("short", "as it is"),
        ("short", "no link"),
        ("short", "no memory"),
        ("long", "as it is"),
        ("long", "no link"),
    ):
        found[f"hollow_{war}_{structure.replace(' ', '_')}"] = Number(
            100 * structures[f"{war} war, {structure}"],
            _OF_DRAWS,
            f"those of the {war} war that end hollow: {structure}",
        )
    return found


def _rankings() -> dict[str, Number]:
    alone, morris = rankings.one_at_a_time(), rankings.morris()
    varied, paths = len(alone), rankings.TRAJECTORIES
    one, ends = simulate("deescalation"), draw("deescalation").ends
    pull = "place of the pull of divergence on American commitment"
    return {
        "varied": Number(varied, "parameters", "parameters that have a range"),
        "runs_alone": Number(2 * varied, "runs", "runs that one-at-a-time needs"),
        "rank_alone": Number(_rank(alone), "1", f"{pull}, moved alone"),
        "trajectories": Number(_SPELLED[paths].capitalize(), WORDS, "number of Morris's paths"),
        "runs_morris": Number(paths * (varied + 1), "runs", "runs that these paths need"),
        "rank_morris": Number(_rank(morris), "1", f"{pull}, by Morris's measure"),
        "idle": Number(
            (morris["mu_star"] < 0.001).sum(),
            "parameters",
            "those that move credibility by less than a thousandth",
        ),
        "apart_one": Number(
            one["divergence"].iloc[-1], _SHARE, "divergence after ten years, the table's values"
        ),
        "apart_median": Number(
            ends["divergence"].median(), _SHARE, "divergence after ten years, median draw"
        ),
    }


def _rank(table: pd.DataFrame) -> int:
    return table.index.get_loc("divergence_us") + 1


def _variance() -> dict[str, Number]:
    sobol = rankings.sobol()
    top, unit = sobol.loc["willingness_base"], "per cent of the variance"
    return {
        "first_sum": Number(100 * sobol["first_order"].sum(), unit, "all first-order shares"),
        "total_sum": Number(100 * sobol["total"].sum(), unit, "all total shares"),
        "top_first": Number(100 * top["first_order"], unit, "European willingness, alone"),
        "top_total": Number(100 * top["total"], unit, "European willingness, with others"),
        "top_conf": Number(100 * top["total_conf"], "points", "half the interval of that total"),
        "small": Number(
            (sobol["total"] < 0.02).sum(), "parameters", "those with totals below two per cent"
        ),
    }


def _rest() -> dict[str, Number]:
    rest, calm = tipping.at_rest(), tipping.eigenvalue_of_trust(tipping.BEFORE)
    distrust = rest.points[rest.points["credibility"] < HOLLOW]
    return {
        "before": Number(tipping.BEFORE, _SHARE, "conditionality before the war"),
        "tip_up": Number(rest.tipping_up, _SHARE, "conditionality at which trust ends"),
        "tip_down": Number(rest.tipping_down, _SHARE, "conditionality at which it returns"),
        "lambda_rest": Number(
            f"\N{MINUS SIGN}{-calm:.3f}", WORDS, "leading eigenvalue before the war, per year"
        ),
        "half_rest": Number(
            tipping.half_life(calm), "years", "half-life of a small push before the war"
        ),
        "half_close": Number(
            tipping.half_life(tipping.eigenvalue_of_trust(0.54)),
            "years",
            "half-life of a small push at a conditionality of 0.54",
        ),
        "floor": Number(
            distrust["value"].min(),
            _SHARE,
            f"lowest conditionality with a state of rest below {HOLLOW}",
        ),
    }


def _worlds() -> dict[str, Number]:
    table = tipping.worlds()
    both, unit = table.dropna(), "per cent of the worlds"
    of_both = "per cent of the worlds in which trust tips and returns"
    found = {
        "worlds": Number(tipping.WORLDS, "worlds", "random worlds in which conditionality sweeps"),
        "never": Number(100 * table["up"].isna().mean(), unit, "those in which nothing tips"),
        "back": Number(100 * len(both) / len(table), unit, "those in which trust returns"),
        "stuck": Number(
            100 * (table["up"].notna() & ~table["returns"]).mean(),
            unit,
            "those in which trust tips and never returns",
        ),
        "back_above": Number(
            100 * (both["down"] > tipping.BEFORE).mean(),
            of_both,
            "those in which it returns above the conditionality of before the war",
        ),
        "later": Number(
            100 * (both["down"] < both["up"]).mean(),
            of_both,
            "those in which it returns later than it ended",
        ),
    }
    for name, share in (("low", 0.1), ("high", 0.9)):
        found[f"down_{name}"] = Number(
            both["down"].quantile(share),
            _SHARE,
            f"conditionality at which trust returns, quantile {share:g} of these worlds",
        )
    return found


def _cases() -> dict[str, Number]:
    (inputs, hollow), (_, harsher) = discovery.cases(), discovery.cases(first="deescalation")
    pull = next(q for q in PARAMETERS if q.name == "divergence_us")
    meaning = "of what the pull of divergence on American commitment can be"
    return {
        "runs": Number(discovery.RUNS, "runs", "random runs between two scenarios"),
        "inputs": Number(inputs.shape[1], "inputs", "weights and parameters that vary"),
        "base_hollow": Number(
            100 * hollow.mean(), "per cent of the runs", "hollow, realignment to breakdown"
        ),
        "harsh_hollow": Number(
            100 * harsher.mean(), "per cent of the runs", "hollow, de-escalation to breakdown"
        ),
        "pull_low": Number(pull.low, _SHARE, f"lowest {meaning}"),
        "pull_high": Number(pull.high, _SHARE, f"highest {meaning}"),
    }


def _searches() -> dict[str, Number]:
    hollow, safe = discovery.search(), discovery.search(hollow=False)
    again = [discovery.search(seed=seed).kept.limits for seed in discovery.AGAIN]
    weights = [limits["conditionality"][0] for limits in again]
    joined = sum("reciprocity" in limits for limits in again)
    least, most = (
        hollow.kept.limits["conditionality"][0],
        safe.kept.limits["conditionality"][1],
    )
    found = {
        "raw_restricted": Number(
            len(hollow.peeled.limits), "inputs", "those that the box restricts as peeled"
        ),
        "box_weight": Number(least, "weight", "lowest of conditionality in the hollow box"),
        "box_level": Number(discovery.level(least), _SHARE, "conditionality at that weight"),
        "safe_weight": Number(most, "weight", "highest of conditionality in the other box"),
        "safe_level": Number(discovery.level(most), _SHARE, "conditionality at that weight"),
        "safe_pull": Number(
            safe.kept.limits["divergence_us"][1],
            _SHARE,
            "highest pull of divergence on American commitment in the other box",
        ),
        "searches": Number(_SPELLED[len(again)], WORDS, "number of searches in other runs"),
        "weight_low": Number(min(weights), "weight", "lowest limit on conditionality in them"),
        "weight_high": Number(max(weights), "weight", "highest limit on conditionality in them"),
        "joined": Number(_SPELLED[joined], WORDS, "number of them in which reciprocity joins it"),
    }
    here, new = (discovery.measure(hollow.kept, seed=s) for s in (discovery.SEED, discovery.NEW))
    safe_here, safe_new = (
        discovery.measure(safe.kept, hollow=False, seed=s) for s in (discovery.SEED, discovery.NEW)
    )
    for name, share, meaning in (
        ("box_coverage", here["coverage"], "hollow runs that lie in the box"),
        ("box_density", here["density"], "runs in the box that end hollow"),
        ("box_coverage_new", new["coverage"], "new hollow runs that lie in the box"),
        ("box_density_new", new["density"], "new runs in the box that end hollow"),
        ("safe_coverage", safe_here["coverage"], "other runs that lie in the other box"),
        ("safe_density", safe_here["density"], "runs in the other box that do not end hollow"),
        ("safe_density_new", safe_new["density"], "new runs in it that do not end hollow"),
    ):
        found[name] = Number(100 * share, _PER_CENT, meaning)
    return found


def _record() -> dict[str, Number]:
    past = hindcast()
    errors, late = past.errors, past.weeks.loc["2026-05-01":"2026-06-30"]
    autumn = past.weeks.loc["2026-09-01":].dropna()
    gaps = autumn[["price_campaign", "price_record"]].sub(autumn["price_observed"], axis=0).abs()
    ratio = "ratio to February 2026"
    return {
        "weeks_seen": Number(
            past.weeks["price_observed"].notna().sum(), "weeks", "weeks of the record of prices"
        ),
        "loss_gap": Number(
            -100 * errors.loc["loss_campaign", "bias"],
            "points",
            "by which the model's loss of flow is too low, given the campaign",
        ),
        "peak_model": Number(errors.loc["price_record", "peak_model"], ratio, "model's peak price"),
        "peak_seen": Number(
            errors.loc["price_record", "peak_observed"], ratio, "the market's peak price"
        ),
        "late_seen": Number(late["price_observed"].mean(), ratio, "Brent in May and June 2026"),
        "late_model": Number(
            late["price_record"].mean(), ratio, "the model's price then, given the strait"
        ),
        "autumn_campaign": Number(
            gaps["price_campaign"].mean(), ratio, "mean miss since September, given the campaign"
        ),
        "autumn_record": Number(
            gaps["price_record"].mean(), ratio, "mean miss since September, given the strait"
        ),
        "miss_record": Number(
            errors.loc["price_record", "mean_absolute_error"],
            ratio,
            "mean miss of the price, given the strait as it was",
        ),
        "miss_campaign": Number(
            errors.loc["price_campaign", "mean_absolute_error"],
            ratio,
            "mean miss of the price, given the campaign",
        ),
    }
