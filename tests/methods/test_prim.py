"""The patient rule induction method: known boxes and properties."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.methods import prim
from natolab.methods.prim import Box

unhurried = settings(deadline=None, max_examples=40)


def cloud(size=2000, seed=1, columns="abcd"):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(rng.uniform(size=(size, len(columns))), columns=list(columns))


def corner(inputs):
    return ((inputs["a"] > 0.6) & (inputs["b"] < 0.5)).to_numpy()


def test_measures_by_hand():
    inputs = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0, 5.0]})
    interest = [False, True, True, False, True]
    found = Box({"a": (2.0, 4.0)}).measure(inputs, interest)
    assert found == pytest.approx(
        {"coverage": 2 / 3, "density": 2 / 3, "mass": 3 / 5, "restricted": 1}
    )


def test_empty_box_has_no_density():
    found = Box({"a": (9.0, 10.0)}).measure(pd.DataFrame({"a": [1.0, 2.0]}), [True, False])
    assert math.isnan(found["density"])
    assert found["coverage"] == 0


def test_finds_a_planted_box():
    inputs = cloud()
    interest = corner(inputs)
    box = prim.peel(inputs, interest)[-1]
    box = prim.paste(inputs, interest, prim.prune(inputs, interest, box), alpha=0.01)
    assert set(box.limits) == {"a", "b"}
    assert box.limits["a"][0] == pytest.approx(0.6, abs=0.03)
    assert box.limits["b"][1] == pytest.approx(0.5, abs=0.03)
    assert box.limits["a"][1] == math.inf
    fresh = cloud(seed=2)
    found = box.measure(fresh, corner(fresh))
    assert min(found["coverage"], found["density"]) > 0.93


def test_noise_leaves_no_restriction():
    inputs = cloud(size=1000, columns="abcdefgh")
    interest = np.random.default_rng(5).uniform(size=1000) < 0.3
    box = prim.peel(inputs, interest)[-1]
    assert len(box.limits) >= 3
    assert box.measure(inputs, interest)["density"] > 0.4
    fresh = np.random.default_rng(6).uniform(size=1000) < 0.3
    assert box.measure(cloud(size=1000, seed=7, columns="abcdefgh"), fresh)["density"] < 0.42
    first = prim.peel(inputs, interest)[1]
    assert prim.prune(inputs, interest, first).limits == {}


def test_chance_of_a_restriction_by_hand():
    """Three of three hits where one case in two is a hit: one in eight."""
    inputs = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]})
    interest = [False, False, False, True, True, True]
    found = prim.chances(inputs, interest, Box({"a": (4.0, math.inf)}))
    assert found["a"] == pytest.approx(1 / 8)


def test_tail_is_the_binomial_one():
    from scipy.stats import binom

    for hits, cases, share in ((3, 10, 0.2), (700, 1000, 0.65), (50, 50, 0.9)):
        assert prim._tail(hits, cases, share) == pytest.approx(binom.sf(hits - 1, cases, share))
    assert prim._tail(0, 5, 0.3) == 1
    assert prim._tail(5, 5, 1.0) == 1


@unhurried
@given(st.integers(0, 10**6), st.floats(0.02, 0.2), st.floats(0.05, 0.5))
def test_peels_are_nested_and_stop_in_time(seed, alpha, smallest):
    inputs = cloud(size=200, seed=seed)
    rng = np.random.default_rng(seed)
    interest = (inputs["a"] + rng.normal(size=200) > 0.8).to_numpy()
    boxes = prim.peel(inputs, interest, alpha=alpha, smallest=smallest)
    assert boxes[0].limits == {}
    inside = [box.holds(inputs) for box in boxes]
    for one, two in itertools.pairwise(inside):
        assert (two <= one).all()
        assert two.sum() < one.sum()
    assert inside[-1].mean() >= smallest


@unhurried
@given(st.integers(0, 10**6))
def test_pasting_only_widens_and_keeps_density(seed):
    inputs = cloud(size=200, seed=seed)
    interest = corner(inputs)
    if not interest.any():
        return
    box = prim.peel(inputs, interest)[-1]
    wider = prim.paste(inputs, interest, box)
    before, after = box.measure(inputs, interest), wider.measure(inputs, interest)
    assert (wider.holds(inputs) >= box.holds(inputs)).all()
    assert after["density"] >= before["density"]
    assert after["coverage"] >= before["coverage"]


def test_order_of_columns_is_no_matter():
    inputs = cloud()
    interest = corner(inputs)
    one = prim.peel(inputs, interest)[-1]
    two = prim.peel(inputs[list("dcba")], interest)[-1]
    assert one.limits == two.limits


@pytest.mark.parametrize("interest", [[True] * 5, [False] * 5])
def test_one_outcome_leaves_nothing_to_discover(interest):
    with pytest.raises(ValueError, match=r"nothing to discover: (every|no) case"):
        prim.peel(cloud(size=5), interest)


def test_wrong_arguments_are_refused_in_sentences():
    with pytest.raises(ValueError, match="each of the 5 cases"):
        prim.peel(cloud(size=5), [True, False])
    with pytest.raises(ValueError, match="`alpha` must lie between 0 and 1"):
        prim.peel(cloud(size=4), [True, False, True, False], alpha=1)
