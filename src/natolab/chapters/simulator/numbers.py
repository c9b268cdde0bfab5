"""Numbers of the simulator's page."""

from __future__ import annotations

from natolab.chapters.simulator.mission_list import missions
from natolab.model import PARAMETERS, STOCKS
from natolab.model.numerics import WEEKS
from natolab.model.paths import YEARS
from natolab.numbers import Number, as_of, combine


def numbers() -> dict[str, Number]:
    """Return every number of the page's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(
        as_of(),
        {
            "weeks": Number(WEEKS * YEARS, "weeks", "weeks of a run"),
            "stocks": Number(len(STOCKS), "stocks", "quantities that accumulate"),
            "parameters": Number(len(PARAMETERS), "parameters", "parameters of the model"),
            "assumed": Number(
                sum(q.assumed for q in PARAMETERS),
                "parameters",
                "those whose value is an assumption",
            ),
            "missions": Number(len(missions()), "missions", "missions of the simulator"),
        },
    )
