"""The figures of a variant of the assignment on the strait."""

from __future__ import annotations

import numpy as np
import pandas as pd

from natolab.data import load

#: Studies whose elasticities a variant may use.
_STUDIES = ("bilgin_ellwanger", "caldara", "kilian_murphy", "baumeister_hamilton")
#: A gap in supply is asked of days on which Brent was as dear as this, in dollars.
_DEAR = 95.0
#: Each edition of the outlook with the months of the closure that it no longer forecasts.
_ESTIMATED = {
    "2026-05-12": ("2026-03", "2026-04"),
    "2026-06-09": ("2026-03", "2026-04", "2026-05"),
    "2026-07-07": ("2026-03", "2026-04", "2026-05", "2026-06"),
    "2026-08-11": ("2026-03", "2026-04", "2026-05", "2026-06", "2026-07"),
}


def draw(rng: np.random.Generator) -> dict[str, object]:
    """Draw the days, studies, columns and editions that a variant asks about.

    Parameters
    ----------
    rng : numpy.random.Generator
        Gives all that is random.

    Returns
    -------
    dict of str to object
        What the fields of ``assignment.md`` stand for.
    """
    first = pd.Timestamp("2026-03-02") + pd.Timedelta(days=int(rng.integers(0, 150)))
    last = first + pd.Timedelta(days=int(rng.integers(20, 60)))
    spot = load("brent_spot").set_index("date")["usd_per_barrel"]["2026"]
    dear = spot[spot >= _DEAR].index
    study = str(rng.choice(_STUDIES))
    label = load("oil_elasticities").set_index("study").at[study, "label"]
    day = dear[int(rng.integers(len(dear)))]
    eve = pd.Timestamp("2026-03-05") + pd.Timedelta(days=int(rng.integers(0, 27)))
    edition = str(rng.choice([*_ESTIMATED]))
    month = str(rng.choice(_ESTIMATED[edition]))
    base, until = str(rng.choice(["2026-01", "2026-02"])), str(rng.choice(["2026-07", "2026-08"]))
    return {
        "first": f"{first:%Y-%m-%d}",
        "first_words": _words(first),
        "last": f"{last:%Y-%m-%d}",
        "last_words": _words(last),
        "day": f"{day:%Y-%m-%d}",
        "day_words": _words(day),
        "study": study,
        "study_words": label,
        "eve": f"{eve:%Y-%m-%d}",
        "eve_words": _words(eve),
        "column": str(rng.choice(["words", "bases"])),
        "code": str(rng.choice(["support", "limits", "open"])),
        "edition": edition,
        "edition_words": _words(pd.Timestamp(edition)),
        "month": month,
        "month_words": f"{pd.Timestamp(month):%B %Y}",
        "window": int(rng.choice([5, 7, 10, 14])),
        "base": base,
        "base_words": f"{pd.Timestamp(base):%B %Y}",
        "until": until,
        "until_words": f"{pd.Timestamp(until):%B}",
    }


def _words(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"
