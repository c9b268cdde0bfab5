"""The deterrence model: cases worked by hand, thresholds searched for, signals simulated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.chapters.credibility.deterrence import (
    Situation,
    attacks,
    belief_needed,
    branches,
    local_needed,
    prize_held,
    sunk_costs,
    tied_hands,
    win_chance,
    worth,
)

unhurried = settings(deadline=None)
PLAIN = Situation(
    prize=60, cost=15, belief=0.6, local=0.5, reinforcement=1.5, escalation=30, peace=0
)


def amounts(high):
    """Nothing, or an amount that is not lost when two are multiplied."""
    return st.just(0.0) | st.floats(1e-6, high)


situations = st.builds(
    Situation,
    prize=amounts(200),
    cost=amounts(100),
    belief=amounts(1),
    local=amounts(5),
    reinforcement=amounts(5),
    escalation=amounts(100),
    peace=st.floats(-50, 50),
)


def simulated(s, draws=200_000):
    """What an attack is worth, by throwing dice: an engine of its own."""
    random = np.random.default_rng(1966)
    helped = random.random(draws) < s.belief
    defence = s.local + helped * s.reinforcement
    won = random.random(draws) < 1 / (1 + defence)
    return (won * s.prize - s.cost - helped * s.escalation).mean()


def test_plain_case_by_hand():
    # Alone it wins 2 of 3: 40 - 15. Joined it wins 1 of 3: 20 - 15 - 30.
    assert branches(PLAIN) == pytest.approx((25, -25))
    assert worth(PLAIN) == pytest.approx(0.4 * 25 - 0.6 * 25)
    assert not attacks(PLAIN)
    assert belief_needed(PLAIN) == pytest.approx(0.5)
    assert attacks(replace(PLAIN, belief=0.4))


def test_indifference_keeps_the_peace():
    even = Situation(prize=30, cost=15, belief=0, local=1, reinforcement=0)
    assert worth(even) == 0
    assert not attacks(even)


def test_prize_and_strength_by_hand():
    # Price 15 + 0.6 * 30 = 33; chance 0.4 * 2/3 + 0.6 * 1/3 = 7/15.
    assert prize_held(PLAIN) == pytest.approx(33 * 15 / 7)
    # No help to come: 60 / (1 + local) = 15.
    assert local_needed(replace(PLAIN, belief=0)) == pytest.approx(3)


def test_an_equal_has_even_chances():
    assert win_chance(1) == 0.5
    assert win_chance(0) == 1


def test_no_threshold_where_there_is_none():
    assert belief_needed(replace(PLAIN, cost=50)) == 0
    assert belief_needed(replace(PLAIN, escalation=0, prize=300)) is None
    assert local_needed(replace(PLAIN, peace=-100)) is None
    assert prize_held(replace(PLAIN, peace=-100)) is None


def test_dice_agree():
    for s in (PLAIN, replace(PLAIN, belief=0.1), replace(PLAIN, local=2, prize=150)):
        assert simulated(s) == pytest.approx(worth(s), abs=0.4)


@unhurried
@given(situations)
def test_belief_needed_is_found_by_search(s):
    grid = np.linspace(0, 1, 2001)
    deterred = [not attacks(replace(s, belief=float(b))) for b in grid]
    needed = belief_needed(s)
    if needed is None:
        assert not any(deterred)
    else:
        # Only the first belief that deters may lie a rounding error off the grid.
        first = grid[int(np.argmax(deterred))] if any(deterred) else 1.0
        assert first == pytest.approx(needed, abs=0.0006)


@unhurried
@given(situations)
def test_local_strength_needed_is_the_root(s):
    needed = local_needed(s)
    if needed is None:
        assert (
            s.prize == 0
            or attacks(replace(s, local=1e6))
            or worth(replace(s, local=1e6)) == pytest.approx(s.peace, abs=1e-3)
        )
        return
    assert worth(replace(s, local=needed)) <= s.peace + 1e-6 * (1 + s.prize)
    if needed > 1e-3:
        assert worth(replace(s, local=needed * 0.99)) >= s.peace - 1e-9


@unhurried
@given(situations)
def test_prize_held_is_the_root(s):
    held = prize_held(s)
    if held is None:
        assert attacks(replace(s, prize=0.0))
    else:
        assert worth(replace(s, prize=held)) == pytest.approx(s.peace, abs=1e-6)
        assert attacks(replace(s, prize=held * 1.01 + 0.01))


@unhurried
@given(situations, st.floats(0, 1), st.sampled_from(["belief", "local", "escalation", "cost"]))
def test_more_of_what_deters_never_invites(s, more, name):
    raised = getattr(s, name) + more * (1 - s.belief if name == "belief" else 1)
    assert worth(replace(s, **{name: min(raised, 1.0) if name == "belief" else raised})) <= (
        worth(s) + 1e-9
    )


@unhurried
@given(st.floats(0, 1), st.floats(0, 1.5))
def test_tied_hands_convince_more_than_the_same_cost_sunk(fight_cost, signal):
    tied, sunk = tied_hands(fight_cost, signal), sunk_costs(fight_cost, signal)
    assert 1 - fight_cost - 1e-12 <= sunk <= tied + 1e-12 <= 1 + 2e-12
    if signal >= fight_cost:
        assert tied == sunk == 1


@pytest.mark.parametrize(("fight_cost", "signal"), [(0.6, 0.3), (0.8, 0.5), (0.3, 0.0)])
def test_signals_agree_with_a_crowd_of_guarantors(fight_cost, signal):
    value = (np.arange(100_000) + 0.5) / 100_000
    # Tied: fight if worth more than fighting costs, less what backing down would cost.
    assert (value - fight_cost > -signal).mean() == pytest.approx(
        tied_hands(fight_cost, signal), abs=1e-4
    )
    spends = value > signal
    assert (value[spends] > fight_cost).mean() == pytest.approx(
        sunk_costs(fight_cost, signal), abs=1e-4
    )


def test_signals_by_hand():
    assert tied_hands(0.6, 0.3) == pytest.approx(0.7)
    assert sunk_costs(0.6, 0.3) == pytest.approx(4 / 7)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: replace(PLAIN, prize=-1), "prize is -1, but it must be 0 or more"),
        (lambda: replace(PLAIN, belief=1.2), "belief is 1.2, but it must lie between"),
        (lambda: tied_hands(2, 0), "fight_cost is 2, but it must lie between"),
        (lambda: sunk_costs(0.5, -1), "signal is -1, but it must be 0 or more"),
    ],
)
def test_wrong_values_are_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()
