"""A programme beside an American draw-down: what is short of the need, year by year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from natolab.chapters.autonomy.price_tags import SPREAD
from natolab.chapters.autonomy.programme import (
    FIRST,
    LAST,
    MONTHS,
    STAGES,
    build,
    remaining,
    together,
    window,
)
from natolab.model.definition import SHORTFALL

#: Per cent of the European Union's GDP that a billion euros a year is, after Bruegel and Kiel.
GDP_PER_BILLION = 1.5 / 250

#: Smallest and largest value of each number that the reader can set; whole numbers stay whole.
LIMITS = {
    "money": (0, 400),  # billion euros a year
    "start": (2025, 2040),
    "delay": (2.0, 15.0),  # years
    "enablers_share": (0.0, 1.0),
    "exit": (2026, 2045),
    "exit_years": (1, 15),
    "leaves": (0.0, 1.0),
    "need": (0.3, 1.0),
    "forces_price": (100, 500),  # billion euros
    "enablers_price": (0, 800),  # billion euros
    "upkeep": (0.0, 0.2),
}

DEFAULTS = {
    "money": 100,
    "start": 2026,
    "delay": 7.5,
    "enablers_share": 0.65,
    "exit": 2029,
    "exit_years": 2,
    "leaves": 1.0,
    "need": 0.9,
    "forces_price": 260,
    "enablers_price": 500,
    "upkeep": 0.1,
    "keep_enablers": False,
    "weakest": True,
}

#: What each published tag or plan fixes; the rest keeps its starting value.
PRESETS: dict[str, dict[str, Any]] = {
    "bruegel": {
        "label": "Bruegel and Kiel 2025",
        "note": "250 billion euros a year, from the year of the study on.",
        "values": {"money": 250, "start": 2025},
    },
    "iiss2025": {
        "label": "IISS 2025",
        "note": "A trillion dollars over 25 years for forces and their upkeep; enablers are not "
        "in the tag, and so are taken as given.",
        "values": {"money": 36, "start": 2025, "forces_price": 260, "enablers_price": 0},
    },
    "iiss2019": {
        "label": "IISS 2019",
        "note": "Equipment for 357 billion dollars, without upkeep; that it is spread over twenty "
        "years is our reading.",
        "values": {
            "money": 16,
            "start": 2025,
            "forces_price": 325,
            "enablers_price": 0,
            "upkeep": 0.0,
        },
    },
    "transfer": {
        "label": "Managed transfer",
        "note": "The officials' plan of March 2025, at its slowest: the handover takes ten years. "
        "That it begins in 2026 is ours.",
        "values": {"exit": 2026, "exit_years": 10},
    },
    "stays": {
        "label": "Enablers stay American",
        "note": "Only forces leave; Washington keeps providing satellites, tankers and command.",
        "values": {"keep_enablers": True},
    },
}


def compute(inputs: dict, data: dict) -> dict:
    """Follow a programme and an American draw-down to 2060.

    Parameters
    ----------
    inputs : dict
        Values of the controls; numbers outside ``LIMITS`` are moved to the nearest limit.
    data : dict
        ``payload()``; not used here, the page takes its constants from it.

    Returns
    -------
    dict
        ``yearly`` (for each year ``us``, ``forces``, ``enablers``, ``have`` and ``spent``), the
        ``window`` (years, depth, area), the years in which it ``opens`` and ``closes`` (None if
        it does not), the ``bill`` over 25 years and to 2060 (billions), the year in which all is
        ``ordered`` (None if never), the ``gap_year`` of the deepest gap and ``gdp`` (per cent of
        the European Union's GDP that the money is).
    """
    x = {name: min(max(inputs[name], low), high) for name, (low, high) in LIMITS.items()}
    enablers_price = 0 if inputs["keep_enablers"] else x["enablers_price"]
    table = build(
        money=x["money"],
        start=x["start"],
        delay=x["delay"],
        forces_price=x["forces_price"],
        enablers_price=enablers_price,
        enablers_share=x["enablers_share"],
        upkeep=x["upkeep"],
    )
    years = table.index.to_numpy()
    us = remaining(years, exit=x["exit"], exit_years=x["exit_years"], leaves=x["leaves"])
    forces = us + table["forces"].to_numpy()
    # Enablers that cost nothing are those that nobody has to replace.
    enablers = us + table["enablers"].to_numpy() if enablers_price > 0 else 1 + 0 * us
    have = pd.Series(
        together(forces, enablers, weakest=inputs["weakest"]), index=table.index, name="have"
    )
    short = (x["need"] - have.to_numpy()).clip(min=0)
    below = short > SHORTFALL * x["need"]
    whole = x["forces_price"] + enablers_price
    bought = (
        (table["forces"] + table["forces_coming"]) * x["forces_price"]
        + (table["enablers"] + table["enablers_coming"]) * enablers_price
    ).to_numpy()
    full = bought >= whole - 1e-6
    spent = table["spent"].to_numpy()
    first = 12 * (int(x["start"]) - FIRST)
    last = min(first + 12 * SPREAD, MONTHS)
    deepest = short.max()
    found = window(have, x["need"])
    return {
        "yearly": [
            {
                "year": FIRST + year,
                "us": float(us[12 * year]),
                "forces": float(table["forces"].iat[12 * year]),
                "enablers": float(table["enablers"].iat[12 * year]),
                "have": float(have.iat[12 * year]),
                "spent": float(spent[12 * year]),
            }
            for year in range(LAST - FIRST + 1)
        ],
        "window": {**found, "years": round(12 * found["years"]) / 12},
        "opens": float(years[below.argmax()]) if below.any() else None,
        "closes": None
        if not below.any() or below[-1]
        else float(years[len(below) - below[::-1].argmax()]),
        "gap_year": float(years[(short >= deepest - 1e-9).argmax()]) if below.any() else None,
        "ordered": float(years[full.argmax()]) if full.any() else None,
        "bill": {"years": float(spent[last] - spent[first]), "all": float(spent[-1])},
        "gdp": GDP_PER_BILLION * x["money"],
    }


def payload() -> dict:
    """Return limits, presets and constants, ready for JSON."""
    return {
        "limits": {name: list(pair) for name, pair in LIMITS.items()},
        "defaults": DEFAULTS,
        "presets": PRESETS,
        "first": FIRST,
        "last": LAST,
        "stages": STAGES,
        "shortfall": SHORTFALL,
        "bill_years": SPREAD,
        "gdp_per_billion": GDP_PER_BILLION,
    }
