"""Numbers of the chapter on autonomy."""

from __future__ import annotations

from typing import Any

from natolab.chapters.autonomy import exposure, price_tags, scenario_windows
from natolab.chapters.autonomy.exposure import DEFAULTS, PRESETS
from natolab.chapters.autonomy.programme import delivered, reached
from natolab.data import load
from natolab.model import PARAMETERS, simulate
from natolab.numbers import WORDS, Number, as_of, combine

_RANGES = {parameter.name: parameter for parameter in PARAMETERS}
_DELAY = _RANGES["capability_time"]
_STATES = {
    "fra": "France",
    "gbr": "United Kingdom",
    "rus": "Russia",
    "usa": "United States",
}


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(
        as_of(),
        _tags(),
        _pipeline(),
        _europe_and_russia(),
        _settings(),
        _programme(),
        _changes(),
        _model(),
        _departures(),
        _warheads_of_2022(),
        _warheads_since(),
    )


def _tags() -> dict[str, Number]:
    tags = price_tags.in_euros(load("autonomy_price_tags"))
    euros, span = "billion euros", f"over {price_tags.SPREAD} years"
    bruegel, iiss = tags.loc["bruegel"], tags.loc["iiss2025"]
    return {
        "dollars": Number(price_tags.DOLLARS, "dollars", "what a euro is taken to be worth"),
        "tag_bruegel_total": Number(bruegel["high"], euros, f"tag of Bruegel and Kiel {span}"),
        "tag_iiss_total": Number(iiss["high"], euros, f"tag of the IISS of 2025 {span}"),
        "tag_iiss_year": Number(
            iiss["high_a_year"], "billion euros a year", "tag of the IISS of 2025, by the year"
        ),
        "tag_ratio": Number(
            bruegel["high"] / iiss["high"], "1", "tag of Bruegel and Kiel over that of the IISS"
        ),
        "tag_upkeep": Number(
            100 * price_tags.upkeep(),
            "per cent a year",
            "upkeep in the tag of the IISS, of the price of its equipment",
        ),
        "promised": Number(
            price_tags.promised(),
            "billion euros a year",
            "what European allies would add by 2035 if all kept the promise of The Hague",
        ),
    }


def _pipeline() -> dict[str, Number]:
    mean = "mean time from money to capability in the scenario model"
    found = {
        "delay": Number(_DELAY.value, "years", mean),
        "delay_low": Number(_DELAY.low, "years", f"{mean}, lower end of its range"),
        "delay_high": Number(_DELAY.high, "years", f"{mean}, upper end of its range"),
        "half": Number(reached(0.5, _DELAY.value), "years", "until half of an order is there"),
        "nine_tenths": Number(
            reached(0.9, _DELAY.value), "years", "until nine tenths of an order are there"
        ),
    }
    return found | {
        f"after_{years}": Number(
            100 * delivered(years, _DELAY.value),
            "per cent",
            f"share of an order in service after {years} years",
        )
        for years in (2, 5, 10)
    }


def _europe_and_russia() -> dict[str, Number]:
    row = load("europe_and_russia").set_index("measure").loc["military_market"]
    words = "military spending at market rates, 2024"
    return {
        "europe_market": Number(row["europe"], "billion dollars", f"European allies' {words}"),
        "russia_market": Number(row["russia"], "billion dollars", f"Russia's {words}"),
    }


def _settings() -> dict[str, Number]:
    def start(name: str, unit: str, meaning: str) -> Number:
        return Number(DEFAULTS[name], unit, f"{meaning}, starting value")

    return {
        "set_money": start("money", "billion euros a year", "extra money"),
        "set_exit": start("exit", "year", "the Americans begin to leave"),
        "set_need": start("need", "1", "need, share of what the Americans provide"),
        "set_forces_price": start("forces_price", "billion euros", "price of the forces"),
        "set_enablers_price": start("enablers_price", "billion euros", "price of the enablers"),
    }


def _run(**changes: float | bool) -> dict:
    return exposure.compute({**DEFAULTS, **changes}, exposure.payload())


def _years(result: dict, given: str) -> Number:
    return Number(result["window"]["years"], "years", f"below the need, {given}")


def _depth(result: dict, given: str) -> Number:
    return Number(100 * result["window"]["depth"], "per cent", f"deepest gap, {given}")


def _closes(result: dict, given: str) -> Number:
    return Number(int(result["closes"]), "year", f"the window closes, {given}")


def _programme() -> dict[str, Number]:
    handover = PRESETS["transfer"]["values"]
    base, patient = _run(), _run(exit_years=handover["exit_years"])
    bruegel, iiss, transfer = (
        _run(**PRESETS[name]["values"]) for name in ("bruegel", "iiss2025", "transfer")
    )
    slow, tag = f"exit over {handover['exit_years']} years", "with the money of"
    return {
        "gdp": Number(base["gdp"], "per cent", "the starting money of the Union's GDP"),
        "base_ordered": Number(int(base["ordered"]), "year", "all is on order, starting values"),
        "base_closes": _closes(base, "starting values"),
        "bruegel_closes": _closes(bruegel, f"{tag} Bruegel and Kiel"),
        "bruegel_years": _years(bruegel, f"{tag} Bruegel and Kiel"),
        "iiss2025_closes": _closes(iiss, f"{tag} the IISS, enablers given"),
        "iiss2025_years": _years(iiss, f"{tag} the IISS, enablers given"),
        "transfer_depth": _depth(transfer, f"{slow} from {handover['exit']}"),
        "patient_years": _years(patient, f"{slow} from {DEFAULTS['exit']}"),
        "patient_depth": _depth(patient, f"{slow} from {DEFAULTS['exit']}"),
    }


def _changes() -> dict[str, Number]:
    """Change one thing at a time."""
    cases: dict[str, tuple[str, dict[str, Any]]] = {
        "base": ("starting values", {}),
        "rich": ("four times the money", {"money": 4 * DEFAULTS["money"]}),
        "later": ("exit three years later", {"exit": DEFAULTS["exit"] + 3}),
        "early": ("money four years later", {"start": DEFAULTS["start"] + 4}),
        "fast": ("mean delay of five years", {"delay": _DELAY.low}),
        "stays": ("enablers stay American", {"keep_enablers": True}),
        "less": ("need of 60 per cent", {"need": 0.6}),
    }
    found: dict[str, Number] = {}
    for name, (given, changes) in cases.items():
        result = _run(**changes)
        found |= {
            f"{name}_years": _years(result, given),
            f"{name}_depth": _depth(result, given),
            f"{name}_bill": Number(
                result["bill"]["years"],
                "billion euros",
                f"bill over {price_tags.SPREAD} years, {given}",
            ),
        }
    return found


def _model() -> dict[str, Number]:
    found = {}
    for name, start in [("now", 0), ("late", 4)]:
        found[f"model_fifth_{name}_years"] = Number(
            scenario_windows.windows(1.0, start, 5, 0.2)["years"],
            "years",
            f"the model's window if a fifth leaves in year 5, full effort from year {start}",
        )
    for name, effort, exit in [
        ("none", scenario_windows.BEFORE, 5),
        ("now", 1.0, 5),
        ("patient", 1.0, 11),
    ]:
        found[f"model_all_{name}_depth"] = Number(
            scenario_windows.windows(effort, 0, exit, 1.0)["depth"],
            "1",
            f"depth of the model's window if all leave in year {exit}, effort {effort:.0%}",
        )
    run = simulate(scenario_windows.plan(1.0, 0, 5, 1.0), years=scenario_windows.HORIZON)
    first, last = run["deterrence"].iloc[[0, -1]]
    return found | {
        "model_before": Number(first, "1", "deterrence in the model at the start"),
        "model_after": Number(
            last, "1", "deterrence in the model at the end if all leave in year 5, full effort"
        ),
    }


def _departures() -> dict[str, Number]:
    weight = _RANGES["european_weight"]
    most = "largest departure in year 5 that full effort makes good"
    spread = scenario_windows.spread(1.0, 0, 7, 1.0)
    to_the_end = scenario_windows.HORIZON - 7

    def departure(given: str, **parameters: float) -> Number:
        share = scenario_windows.made_good(5, **parameters)
        return Number(share, "per cent", f"{most}, {given}")

    return {
        "model_most": departure("default values"),
        "model_most_low": departure("least European weight", european_weight=weight.low),
        "model_most_high": departure("most European weight", european_weight=weight.high),
        "model_draws": Number(len(spread), "draws", "draws of all parameters from their ranges"),
        "model_closing": Number(
            sum(years < to_the_end for years in spread),
            "draws",
            "draws in which the window closes if all leave in year 7, full effort",
        ),
    }


def _warheads_of_2022() -> dict[str, Number]:
    forces = load("nuclear_forces")
    table = forces[forces["date"] == "2022-01-01"].set_index("state")
    table["stock"] = table["deployed"] + table["stored"]
    words = {
        "deployed": "deployed warheads",
        "stored": "stored warheads",
        "stock": "stockpile, deployed and stored",
        "retired": "retired warheads",
        "total": "all warheads",
    }
    return {
        f"{column}_{name}": Number(
            f"{table.at[state, column]:,}", WORDS, f"{meaning}, {state}, January 2022"
        )
        for name, state in _STATES.items()
        for column, meaning in words.items()
    }


def _warheads_since() -> dict[str, Number]:
    forces = load("nuclear_forces")
    table = forces[forces["date"] == "2025-01-01"].set_index("state")
    total, britain = table["total"], table.loc["United Kingdom"]
    file = load("nuclear_stockpiles").set_index(["state", "year"])["warheads"]
    unit, when = "warheads", "January 2025"
    return {
        "file_2017": Number(file["United Kingdom", 2017], unit, "British stockpile, file, 2017"),
        "file_2021": Number(file["United Kingdom", 2021], unit, "British stockpile, file, 2021"),
        "stock25_gbr": Number(
            britain["deployed"] + britain["stored"], unit, f"British stockpile, {when}"
        ),
        "now_gbr": Number(total["United Kingdom"], unit, f"British total, {when}"),
        "now_fra": Number(total["France"], unit, f"French total, {when}"),
        "now_two": Number(
            total["France"] + total["United Kingdom"], unit, f"France and Britain, {when}"
        ),
        "now_rus_words": Number(f"{total['Russia']:,}", WORDS, f"Russian total, {when}"),
    }
