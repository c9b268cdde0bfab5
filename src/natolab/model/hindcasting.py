"""The model against the record of 2026: what it would have said, and where it is wrong."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from natolab import data
from natolab.model import engine
from natolab.model.definition import PARAMETERS
from natolab.model.errors import ModelError
from natolab.model.numerics import WEEKS
from natolab.model.runs import simulate
from natolab.model.scenario import Scenario

#: First day of the campaign.
START = datetime.date(2026, 2, 28)

#: The campaign as the news tell it: full tempo to the ceasefire of 7 April 2026, then a low one to
#: the memorandum of 17 June, none to the strikes and the blockade of July, then a low one: from
#: September on we found no strike on Iranian land, but fighting at sea.
#: The tempi between 0 and 1 are assumptions; the dates are those of the table of events.
_TEMPO = {
    datetime.date(2026, 2, 28): 1.0,
    datetime.date(2026, 4, 7): 0.3,
    datetime.date(2026, 6, 17): 0.0,
    datetime.date(2026, 7, 7): 0.3,
}


@dataclass(frozen=True)
class Hindcast:
    """The model beside the record of 2026.

    Attributes
    ----------
    weeks : pandas.DataFrame
        Indexed by ``date``, the first day of each week of the war: ``loss_observed`` (share of the
        ships of the same months of 2025 that did not pass) and ``price_observed`` (Brent, ratio to
        the mean of February 2026), each NaN where the record ends; ``loss_campaign`` and
        ``price_campaign``, the model given the campaign's tempo; ``price_record``, the model given
        the strait as it was.
    errors : pandas.DataFrame
        For each of the model's three columns: mean absolute error, bias (model minus record),
        and peak in model and record with their dates.
    """

    weeks: pd.DataFrame
    errors: pd.DataFrame


def hindcast(**parameters: float) -> Hindcast:
    """Run the model from 28 February 2026 and compare it with ships and prices.

    Two runs separate two questions. Given the *campaign*, does the strait close and open as in the
    model? Given the *record* of the strait, does the price follow? The politics of the model have
    no record of this kind and are not judged.

    Parameters
    ----------
    **parameters
        Values of parameters by name; the rest keep the values in ``PARAMETERS``. The strait that
        the model is given never loses more than ``closure``.

    Returns
    -------
    Hindcast

    Raises
    ------
    ModelError
        If a parameter is unknown or out of range, or ``closure`` is 0.
    """
    values = dict(zip((q.name for q in PARAMETERS), engine.parameters(parameters), strict=True))
    if not values["closure"]:
        raise ModelError(
            "The hindcast needs a parameter 'closure' above 0, not 0: a strait that never closes "
            "cannot follow the record."
        )
    given: dict[str, Any] = dict(parameters)
    observed = weekly_record()
    years = len(observed) / WEEKS
    tempo = {max((day - START).days, 0) / 365.25: share for day, share in _TEMPO.items()}
    campaign = simulate(Scenario("campaign", {"strike": tempo}), years=years, **given)
    # The tempo that keeps the strait as it was: the model's strait follows it within weeks.
    share = (observed["loss_observed"].ffill() / values["closure"]).clip(0, 1)
    course = {week / WEEKS: float(value) for week, value in enumerate(share)}
    record = simulate(Scenario("record", {"strike": course}), years=years, **given)
    weeks = observed.assign(
        loss_campaign=_means(campaign["hormuz_loss"]),
        price_campaign=_means(campaign["oil_price"]),
        price_record=_means(record["oil_price"]),
    )
    pairs = {
        "loss_campaign": "loss_observed",
        "price_campaign": "price_observed",
        "price_record": "price_observed",
    }
    errors = {model: _errors(weeks[model], weeks[seen]) for model, seen in pairs.items()}
    return Hindcast(weeks, pd.DataFrame(errors).T.rename_axis("model"))


def price_before() -> float:
    """Return the oil price before the war: Brent's mean of February 2026, dollars a barrel."""
    price = data.load("brent_spot").set_index("date")["usd_per_barrel"]
    before = (price.index >= "2026-02-01") & (price.index < pd.Timestamp(START))
    return float(price[before].mean())


def weekly_record() -> pd.DataFrame:
    """Return what is known of strait and price, week by week from the first day of the war.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``date``, the first day of each week: ``loss_observed`` and ``price_observed``
        as in ``Hindcast.weeks``. A week in which a record breaks off is left out of it.
    """
    ships = data.load("hormuz_transits").set_index("date")["ships"]
    price = data.load("brent_spot").set_index("date")["usd_per_barrel"]
    start = pd.Timestamp(START)
    last = max(ships.index.max(), price.index.max())
    dates = pd.date_range(start, last, freq="7D", name="date")
    normal = ships[(ships.index >= "2025-03-01") & (ships.index < "2026-01-01")].mean()

    def weekly(series: pd.Series) -> pd.Series:
        number = (series.index - start).days // 7
        whole = ((series.index.max() - start).days + 1) // 7
        return series.groupby(number).mean().loc[: whole - 1].reindex(range(len(dates)))

    loss = (1 - weekly(ships) / normal).clip(0, 1)
    return pd.DataFrame(
        {
            "loss_observed": loss.to_numpy(dtype=float),
            "price_observed": (weekly(price) / price_before()).to_numpy(dtype=float),
        },
        index=dates,
    )


def _means(series: pd.Series) -> np.ndarray:
    """Return the mean of each week from the values at its ends."""
    values = series.to_numpy()
    return (values[1:] + values[:-1]) / 2


def _errors(model: pd.Series, seen: pd.Series) -> dict[str, object]:
    gap = (model - seen).dropna()
    return {
        "mean_absolute_error": float(np.abs(gap).mean()),
        "bias": float(gap.mean()),
        "peak_model": float(model.max()),
        "peak_observed": float(seen.max()),
        "date_model": model.idxmax(),
        "date_observed": seen.idxmax(),
    }
