"""Evidence and belief: known values, properties, errors."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from natolab.methods.evidence import (
    break_even,
    counted,
    expected_weight,
    logit,
    path,
    probability,
    update,
    weight,
)

beliefs = st.floats(0.01, 0.99)
seen = st.sampled_from(["yes", "no", "open"])
weights = st.lists(st.floats(-2, 2), max_size=8)


def bayes(prior, pairs, observations):
    """Return the belief by Bayes' rule with whole fractions, for comparison."""
    first, second = Fraction(prior), 1 - Fraction(prior)
    for (a, b), what in zip(pairs, observations, strict=True):
        if what != "open":
            first *= Fraction(a) if what == "yes" else 1 - Fraction(a)
            second *= Fraction(b) if what == "yes" else 1 - Fraction(b)
    return first / (first + second)


# ---------------------------------------------------------------- known values, by hand


def test_one_observation_by_hand():
    """Odds 1.5, times 1/4, times 10/3: 1.25."""
    likelihoods = {"review": (0.15, 0.6), "council": (0.5, 0.15)}
    assert update(0.6, likelihoods, {"review": "yes"}) == pytest.approx(0.375 / 1.375)
    both = update(0.6, likelihoods, {"review": "yes", "council": "yes"})
    assert both == pytest.approx(1.25 / 2.25)


def test_a_no_uses_the_complements():
    assert weight(0.97, 0.92, "no") == pytest.approx(math.log(0.03 / 0.08))
    assert weight(0.6, 0.6, "yes") == weight(0.6, 0.2, "open") == 0


def test_doublings_from_four_to_one_and_one_to_four():
    high, low = (path(prior, [math.log(2)] * 6) for prior in (0.8, 0.2))
    assert high[3] == pytest.approx(32 / 33)
    assert low[3] == pytest.approx(2 / 3)
    assert low[6] == pytest.approx(16 / 17)


@pytest.mark.parametrize(("number", "r", "share"), [(1, 1, 1), (2, 0.5, 2 / 3), (4, 1, 0.25)])
def test_dependence_by_hand(number, r, share):
    assert counted([-1.3] * number, r) == pytest.approx(share)


def test_dependence_of_unequal_weights_by_hand():
    """Weights 3 and 1 are worth 16/10 observations; fully dependent they weigh 4 / 1.6."""
    assert counted([3, 1], 1) == pytest.approx(1 / 1.6)
    assert counted([], 1) == counted([0.0, 0.0], 1) == 1


def test_expected_weight_by_hand():
    """Half the sum of two divergences; for 3/4 and 1/4 each is log(3) / 2."""
    assert expected_weight(0.75, 0.25) == pytest.approx(math.log(3) / 2)
    assert expected_weight(0.4, 0.4) == 0


def test_break_even_by_hand():
    assert break_even([0, 1, 2], [0, 1, 5], 3) == 1.5
    assert math.isnan(break_even([0, 1], [2, 3], 1))
    assert math.isnan(break_even([0, 1], [0, 1], 2))
    assert break_even([0, 1, 2], [0, 0, 4], 2) == 1.5


# ---------------------------------------------------------------- properties


@given(beliefs, st.lists(st.tuples(beliefs, beliefs, seen), max_size=8))
def test_agrees_with_bayes_in_whole_fractions(prior, items):
    likelihoods = {str(i): item[:2] for i, item in enumerate(items)}
    observations = {str(i): item[2] for i, item in enumerate(items)}
    exact = bayes(prior, likelihoods.values(), observations.values())
    assert update(prior, likelihoods, observations) == pytest.approx(float(exact), abs=1e-12)


@given(beliefs, st.lists(st.tuples(beliefs, beliefs, seen), max_size=7), st.floats(0, 1), st.data())
def test_order_does_not_matter(prior, items, dependence, data):
    likelihoods = {str(i): item[:2] for i, item in enumerate(items)}
    observations = {str(i): item[2] for i, item in enumerate(items)}
    shuffled = dict(data.draw(st.permutations(list(observations.items()))))
    assert update(prior, likelihoods, observations, dependence) == pytest.approx(
        update(prior, likelihoods, shuffled, dependence), abs=1e-12
    )


@given(beliefs, weights, st.floats(0, 1))
def test_an_observation_that_says_nothing_changes_nothing(prior, items, dependence):
    assert path(prior, [*items, 0.0], dependence)[-1] == pytest.approx(
        path(prior, items, dependence)[-1], abs=1e-12
    )


@given(beliefs, weights)
def test_dependence_only_weakens(prior, items):
    moved = [abs(logit(path(prior, items, r)[-1]) - logit(prior)) for r in (0, 0.3, 1)]
    assert moved[0] >= moved[1] - 1e-6 >= moved[2] - 2e-6


@given(beliefs, st.floats(0.1, 3), st.integers(1, 8))
def test_copies_that_all_tell_the_same_count_as_one(prior, size, number):
    once = path(prior, [size])[-1]
    assert path(prior, [size] * number, 1)[-1] == pytest.approx(once)


@given(beliefs, beliefs, weights)
def test_odds_of_two_readers_keep_their_ratio(one, two, items):
    before = logit(one) - logit(two)
    ends = [logit(path(prior, items)[-1]) for prior in (one, two)]
    assert ends[0] - ends[1] == pytest.approx(before, abs=1e-3)


@given(st.floats(-30, 30))
def test_logit_and_probability_are_inverse(value):
    assert logit(probability(value)) == pytest.approx(value, abs=1e-2)
    assert probability(value) + probability(-value) == pytest.approx(1)


@given(beliefs, beliefs)
def test_expected_weight_is_symmetric_and_never_negative(one, two):
    assert expected_weight(one, two) == expected_weight(two, one) >= 0


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: logit(1), "must lie between 0 and 1, not be 1"),
        (lambda: weight(0, 0.5, "yes"), "likelihood must lie between 0 and 1, not be 0"),
        (lambda: weight(0.4, 0.5, "maybe"), "must be one of .* not 'maybe'"),
        (lambda: counted([1], 2), "must be from 0 to 1, not 2"),
        (lambda: update(0.5, {"a": (0.5, 0.4)}, {"b": "yes"}), "no indicator 'b'"),
    ],
)
def test_errors_say_what_is_wrong(call, words):
    with pytest.raises(ValueError, match=words):
        call()
