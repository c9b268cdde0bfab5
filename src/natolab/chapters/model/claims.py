"""Five claims of the first reading as signed arrows between stocks of the scenario model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from natolab.data import load
from natolab.model import NAMED_LOOPS
from natolab.model.errors import needed

#: The five claims, by their number in the table ``reading_claims``, and the loop that each closes.
CLAIMS = {
    "T49": "R1 mutual distancing",
    "T57": "R2 energy and cohesion",
    "T42": "R3 hedging",
    "T40": "B1 self-reliance",
    "T60": "B2 forced realignment",
}


@dataclass(frozen=True)
class Arrow:
    """One arrow of a causal diagram.

    ``sign`` is ``+`` if more of the cause means more of the effect than there would otherwise be,
    ``-`` if it means less. ``stated`` tells an arrow that the reading states from one that we add
    to close a loop. ``claim`` is the claim of ``CLAIMS`` for which the arrow is needed first.
    """

    claim: str
    cause: str
    effect: str
    sign: str
    stated: bool


ARROWS = (
    Arrow("T49", "european_willingness", "us_commitment", "+", True),
    Arrow("T49", "us_commitment", "credibility", "+", True),
    Arrow("T49", "credibility", "european_willingness", "+", True),
    Arrow("T57", "hormuz_loss", "log_price", "+", True),
    Arrow("T57", "log_price", "burden", "+", True),
    Arrow("T57", "burden", "european_willingness", "-", True),
    Arrow("T57", "european_willingness", "hormuz_loss", "-", False),
    Arrow("T42", "credibility", "hedging", "-", True),
    Arrow("T42", "hedging", "european_willingness", "-", False),
    Arrow("T40", "credibility", "european_capability", "-", True),
    Arrow("T40", "european_capability", "hedging", "-", False),
    Arrow("T60", "burden", "us_commitment", "+", True),
    Arrow("T60", "us_commitment", "hormuz_loss", "-", False),
)


def sentences() -> pd.DataFrame:
    """Return the five claims in words, as the table ``reading_claims`` has them.

    Returns
    -------
    pandas.DataFrame
        Indexed by the claim's number. T57 stands with T56, the sentence on which it leans.
    """
    table = load("reading_claims").set_index("id")
    found = table.loc[list(CLAIMS)].copy()
    found.loc["T57", "claim"] = " ".join(table.loc[["T56", "T57"], "claim"])
    return found


def loops_of(arrows: Iterable[Arrow] = ARROWS) -> pd.DataFrame:
    """List the loops that arrows form.

    Parameters
    ----------
    arrows : iterable of Arrow
        The arrows of a causal diagram.

    Returns
    -------
    pandas.DataFrame
        One row a loop, the shortest first: ``name`` for those of ``CLAIMS``; ``things`` in the
        order of cause and effect, from the one that stands first among the arrows; and
        ``polarity``, ``reinforcing`` or ``balancing``.
    """
    nx = needed("networkx")
    signs = {(arrow.cause, arrow.effect): arrow.sign for arrow in arrows}
    named = {
        frozenset(NAMED_LOOPS[name]) - {"capability_planned", "capability_ordered"}: name
        for name in CLAIMS.values()
    }
    order = list(dict.fromkeys(name for pair in signs for name in pair))
    rows = []
    for cycle in nx.simple_cycles(nx.DiGraph(list(signs))):
        start = min(range(len(cycle)), key=lambda i: order.index(cycle[i]))
        things = (*cycle[start:], *cycle[:start])
        pairs = zip(things, (*things[1:], things[0]), strict=True)
        minuses = sum(signs[pair] == "-" for pair in pairs)
        rows.append(
            {
                "name": named.get(frozenset(things), ""),
                "things": things,
                "polarity": "balancing" if minuses % 2 else "reinforcing",
            }
        )
    rows.sort(key=lambda row: (len(row["things"]), [order.index(x) for x in row["things"]]))
    return pd.DataFrame(rows)
