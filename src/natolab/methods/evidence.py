"""Evidence and belief: how observations move the odds between two hypotheses.

Bayes' rule in odds form: odds after = odds before times likelihood ratio. Logarithms turn the
product into a sum, whose terms are called weights of evidence.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence

#: What can have been observed of an indicator.
OBSERVATIONS = ("open", "yes", "no")


def logit(probability: float) -> float:
    """Return the natural logarithm of the odds of a probability between 0 and 1."""
    if not 0 < probability < 1:
        raise ValueError(
            f"A belief must lie between 0 and 1, not be {probability!r}: no evidence can move "
            "a belief of 0 or 1."
        )
    return math.log(probability / (1 - probability))


def probability(log_odds: float) -> float:
    """Return the probability that belongs to the natural logarithm of odds."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    return math.exp(log_odds) / (1 + math.exp(log_odds))


def weight(if_first: float, if_second: float, seen: str) -> float:
    """Return the weight of one observation: the logarithm of its likelihood ratio.

    Parameters
    ----------
    if_first, if_second : float
        Probability of a yes if the first, or the second, hypothesis is true; between 0 and 1.
    seen : {"open", "yes", "no"}
        What was observed; ``open`` weighs nothing.

    Returns
    -------
    float
        In natural logarithms; positive values speak for the first hypothesis.
    """
    for value in (if_first, if_second):
        if not 0 < value < 1:
            raise ValueError(
                f"A likelihood must lie between 0 and 1, not be {value!r}: an observation that "
                "a hypothesis excludes would end the argument."
            )
    if seen not in OBSERVATIONS:
        raise ValueError(f"An observation must be one of {OBSERVATIONS}, not {seen!r}.")
    if seen == "open":
        return 0.0
    if seen == "yes":
        return math.log(if_first / if_second)
    return math.log((1 - if_first) / (1 - if_second))


def counted(weights: Sequence[float], dependence: float) -> float:
    """Return the share of its weight at which each of several observations counts.

    If every two observations are correlated alike, n of them tell as much as
    n / (1 + (n - 1) r) independent ones: the design effect of survey statistics, used here as a
    rule of thumb. For n stands Kish's effective number, (sum |w|)² / sum w², so that an
    observation that says nothing does not take weight from the others.

    Parameters
    ----------
    weights : sequence of float
        Weights of the observations.
    dependence : float
        The correlation r: 0 (independent) to 1 (all tell the same).

    Returns
    -------
    float
        1 for independent observations; 1 / n for n of equal weight that all tell the same, so
        that together they weigh as much as one.
    """
    if not 0 <= dependence <= 1:
        raise ValueError(f"The dependence must be from 0 to 1, not {dependence!r}.")
    largest = max((abs(w) for w in weights), default=0.0)
    if largest == 0:
        return 1.0
    sizes = [abs(w) / largest for w in weights]
    number = math.fsum(sizes) ** 2 / math.fsum(s * s for s in sizes)
    return 1 / (1 + (number - 1) * dependence)


def path(prior: float, weights: Sequence[float], dependence: float = 0.0) -> list[float]:
    """Return the belief before and after each observation.

    Parameters
    ----------
    prior : float
        Belief in the first hypothesis before any observation, between 0 and 1.
    weights : sequence of float
        Weights of the observations made, in the order in which they came.
    dependence : float
        See ``counted``.

    Returns
    -------
    list of float
        One value more than there are observations. Where the last one ends does not depend on
        their order; the way there does.
    """
    start = logit(prior)
    return [
        probability(start + counted(weights[:n], dependence) * math.fsum(weights[:n]))
        for n in range(len(weights) + 1)
    ]


def update(
    prior: float,
    likelihoods: Mapping[str, tuple[float, float]],
    observations: Mapping[str, str],
    dependence: float = 0.0,
) -> float:
    """Return the belief in the first hypothesis after all observations.

    Parameters
    ----------
    prior : float
        Belief beforehand, between 0 and 1.
    likelihoods : mapping of str to (float, float)
        For each indicator the probability of a yes under the first and the second hypothesis.
    observations : mapping of str to {"open", "yes", "no"}
        What was seen; indicators that are not mentioned are open.
    dependence : float
        See ``counted``.

    Returns
    -------
    float
    """
    made = {name: seen for name, seen in observations.items() if seen != "open"}
    unknown = sorted(set(observations) - set(likelihoods))
    if unknown:
        raise ValueError(
            f"There is no indicator {unknown[0]!r}; the indicators are {', '.join(likelihoods)}."
        )
    return path(prior, [weight(*likelihoods[name], made[name]) for name in made], dependence)[-1]


def expected_weight(if_first: float, if_second: float) -> float:
    """Return how much an indicator is expected to tell, whichever hypothesis is true.

    Parameters
    ----------
    if_first, if_second : float
        Probability of a yes under each hypothesis, between 0 and 1.

    Returns
    -------
    float
        The mean of two expected weights: towards the first hypothesis if it is true, and towards
        the second if that is; 0 if both expect the same.
    """
    return (if_first - if_second) * (logit(if_first) - logit(if_second)) / 2


def break_even(values: Iterable[float], heights: Iterable[float], level: float) -> float:
    """Return where a rising curve, drawn through points, first reaches a level.

    Parameters
    ----------
    values, heights : iterable of float
        Points of the curve, values rising.
    level : float
        The height that is looked for.

    Returns
    -------
    float
        By a straight line between neighbouring points; NaN if the curve starts above the level
        or never reaches it.
    """
    points = list(zip(values, heights, strict=True))
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if y0 <= level <= y1 and y1 > y0:
            return x0 + (x1 - x0) * (level - y0) / (y1 - y0)
    return math.nan
