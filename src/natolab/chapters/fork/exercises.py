"""Exercises of the chapter on the fork."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from natolab.chapters.fork import exchange
from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks
from natolab.methods import evidence


def _weights(seen: str) -> pd.Series:
    """Return the weight of a yes or of a no, by the short name of the indicator."""
    table = load("fork_indicators")
    pairs = zip(table["if_collective"], table["if_conditional"], strict=True)
    weights = [evidence.weight(*pair, seen) for pair in pairs]
    return pd.Series(weights, index=pd.Index(table["short"], name="indicator"))


def _no() -> pd.Series:
    return np.exp(_weights("no"))


def _telling() -> pd.Index:
    yes, no = _weights("yes").abs(), _weights("no").abs()
    return no.index[no > yes]


_NO = 'no = (1 - likely["if_collective"]) / (1 - likely["if_conditional"])\n'
_TELLING = "telling = likely.index[abs(np.log(no)) > abs(np.log(yes))]\n"

what_a_no_tells = Exercise(
    chapter="fork",
    name="what_a_no_tells",
    asks=(
        "By what does a no of each indicator multiply the odds of “collective”, and of which "
        "indicators does a no say more than a yes?"
    ),
    blanks={
        "no": checks.Table(
            truth=_no, values=checks.Number(unit="multiples of the odds", within=0.005)
        ),
        "telling": checks.Names(truth=_telling, of="indicators"),
    },
    hints=(
        "What happens in nine cases of ten fails to happen in one. How likely is a no under "
        "either belief?",
        "Bayes' rule divides the chance of what was seen under the one belief by that under the "
        "other. For `telling` mind that a factor of a quarter moves the odds as far as one of "
        "four, only the other way.",
        "`abs(np.log(no))` says how far a factor moves the odds, whichever way. Compare it with "
        "that of `yes`, and choose with the answer from `likely.index`.",
    ),
    setup="""
import numpy as np
from natolab.data import load

likely = load("fork_indicators").set_index("short")
yes = likely["if_collective"] / likely["if_conditional"]
""",
    solution=_NO + _TELLING,
    teaches=(
        "Where the beliefs differ at all, a no outweighs a yes just if their two chances of a yes "
        "add up to more than one, so that on the whole a yes was to be expected. The news of such "
        "an indicator is what does not happen."
    ),
    wrong=(
        Wrong(
            _NO + "telling = likely.index[abs(no - 1) > abs(yes - 1)]\n",
            "`telling` compares how far the factors lie from one by subtraction. Odds are "
            "multiplied: a quarter lies as far below one as four lies above.",
        ),
        Wrong(
            _NO + "telling = likely.index[no > yes]\n",
            "`telling` holds the indicators whose no has the larger factor. That says which way "
            "they point; asked is which of the two answers moves the odds further, up or down.",
        ),
        Wrong(
            "no = 1 / yes\n" + _TELLING,
            "`no` takes a no for a yes turned round. Each belief says how likely a no is; these "
            "two chances make a ratio of their own.",
        ),
        Wrong(
            "no = 1 - yes\ntelling = likely.index[no > yes]\n",
            "`no` takes a ratio from one. It is a chance that can be taken from one: find the "
            "chance of a no under each belief first, then their ratio.",
        ),
        Wrong(
            'no = (1 - likely["if_conditional"]) / (1 - likely["if_collective"])\n' + _TELLING,
            "`no` multiplies the odds of “conditional”: the chance under the belief whose odds "
            "are asked stands on top.",
        ),
    ),
)

_DOUBLINGS = np.arange(9)


def _gap() -> pd.Series:
    """Return how far two readers are apart after each doubling of their odds."""
    weights = [np.log(2)] * _DOUBLINGS[-1]
    first, second = (np.array(evidence.path(prior, weights)) for prior in (0.2, 0.02))
    return pd.Series(100 * (first - second), index=_DOUBLINGS)


_DRAW = """
import matplotlib.pyplot as plt

{odds}fig, ax = plt.subplots()
ax.plot(doublings, {gap})
ax.set(xlabel="doublings of the odds", ylabel="gap, percentage points")
"""
_ODDS = "first, second = 0.2 / 0.8 * 2**doublings, 0.02 / 0.98 * 2**doublings\n"

apart_before_together = Exercise(
    chapter="fork",
    name="apart_before_together",
    asks=(
        "By how many percentage points do two readers differ who begin at 20 and at 2 per cent, "
        "after none to eight doublings of their odds?"
    ),
    blanks={
        "ax": checks.Figure(
            truth=_gap,
            values=checks.Number(unit="percentage points", within=0.05),
            value_label=("point",),
            index_label=("doubling", "observation", "evidence", "step"),
        )
    },
    hints=(
        "Evidence multiplies odds and not beliefs. Turn each belief into odds, double these, and "
        "turn them back.",
        "A belief of `p` has the odds `p / (1 - p)`, and odds of `o` are a belief of "
        "`o / (1 + o)`.",
        "`first = 0.2 / 0.8 * 2**doublings` holds the nine odds of the first reader. To draw, "
        "`import matplotlib.pyplot as plt`, then `fig, ax = plt.subplots()`, `ax.plot(...)` and "
        "`ax.set(xlabel=..., ylabel=...)`.",
    ),
    setup="""
import numpy as np

doublings = np.arange(9)
""",
    solution=_DRAW.format(odds=_ODDS, gap="100 * (first / (1 + first) - second / (1 + second))"),
    teaches=(
        "Both readers hear the same news and read it alike, and yet for some steps they move "
        "apart before they come together. A gap that grows is no proof that two people read the "
        "evidence differently; one would have to see where it ends."
    ),
    wrong=(
        Wrong(
            _DRAW.format(odds="", gap="100 * 0.2 * 2**doublings - 100 * 0.02 * 2**doublings"),
            "`ax` doubles the beliefs themselves, and three doublings of 20 per cent are more than "
            "certain. It is the odds that evidence doubles.",
        ),
        Wrong(
            _DRAW.format(odds=_ODDS, gap="100 * (first - second)"),
            "`ax` shows the gap between the odds, which doubles each time. Asked is the gap "
            "between the beliefs: turn the odds back before you compare.",
        ),
        Wrong(
            _DRAW.format(odds=_ODDS, gap="100 * (first - second) / (1 + first - second)"),
            "`ax` takes one reader's odds from the other's and turns the difference into a belief, "
            "which is nobody's. Turn each reader's odds back, then compare.",
        ),
        Wrong(
            _DRAW.format(odds=_ODDS, gap="100 * first / (1 + first)")
            + "ax.plot(doublings, 100 * second / (1 + second))\n",
            "`ax` shows where each reader stands. Asked is how far apart they stand: one line, the "
            "first belief less the second.",
        ),
    ),
)


def _price(together: int) -> float:
    worth = exchange.as_large_as(0.99)
    return exchange.least_price(worth, exchange.DISCOUNT, exchange.CHANCE, together)


_COST = "cost = chance * m * (1 - np.exp(-least / m))\n"
_RATE = "rate = (1 - discount) / discount\n"
_ALONE = "alone = cost + rate * least\n"
_TEN = "together = cost + rate * least / 10\n"
_OF_PRICE = checks.Number(unit="of the price at which an ally would rather leave", within=0.005)

price_of_a_promise = Exercise(
    chapter="fork",
    name="price_of_a_promise",
    asks=(
        "What must an ally pay a year at least, to be helped in 99 crises of 100: on its own, and "
        "as one of ten who stand together?"
    ),
    blanks={
        "alone": replace(_OF_PRICE, truth=lambda: _price(1)),
        "together": replace(_OF_PRICE, truth=lambda: _price(10)),
    },
    hints=(
        "Start from the equation of the exchange, and put the largest crisis that is to be met for "
        "`T`. Only the price is then unknown.",
        "Solved for the price: what crises cost on average, and the interest on `T` divided by the "
        "number of allies. The interest belongs to the discount factor: one less it, over it.",
        "`cost = chance * m * (1 - np.exp(-least / m))`, and `rate = (1 - discount) / discount`.",
    ),
    setup="""
import numpy as np
from natolab.chapters.fork import exchange

chance, discount, m = exchange.CHANCE, exchange.DISCOUNT, exchange.MEAN
least = exchange.as_large_as(0.99)
""",
    solution=_COST + _RATE + _ALONE + _TEN,
    teaches=(
        "The ally on its own would have to pay more than twice what its next best protection "
        "costs, so that no such deal comes about; as one of ten it pays less than half. What help "
        "costs on average is the small part of both prices. The rest pays for the night on which "
        "it would be cheaper to stay at home."
    ),
    wrong=(
        Wrong(
            _COST + "alone = together = cost\n",
            "`alone` is what crises cost on average, the price of an insurance that a court "
            "enforces. Nobody enforces this one: the gain that is lost must outweigh the largest "
            "crisis.",
        ),
        Wrong(
            _COST
            + _ALONE.replace("rate", "(1 - discount)")
            + _TEN.replace("rate", "(1 - discount)"),
            "`alone` takes one less the discount factor for the interest. The price of this year "
            "is paid already when the crisis comes; what is lost begins next year, which counts "
            "less.",
        ),
        Wrong(
            _COST + _RATE + _ALONE + "together = (cost + rate * least) / 10\n",
            "`together` divides both parts by ten. Ten allies share the interest on one worth, but "
            "each has crises of its own.",
        ),
        Wrong(
            "cost = chance * m\n" + _RATE + "alone = cost + rate\ntogether = cost + rate / 10\n",
            "`alone` has the rate of interest, but not what it is paid on: the largest crisis "
            "that is to be met.",
        ),
    ),
)
