"""The conditional threat: known cases, and every profile of the tree tried by brute force."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from natolab.chapters.credibility.game import (
    ALLIES,
    GUARANTORS,
    TIE,
    Payoffs,
    Profile,
    believable,
    bluff,
    ends,
    nash_equilibria,
    reached,
    repeat,
    subgame_perfect_equilibria,
    window,
)

unhurried = settings(deadline=None)
PLAIN = Payoffs(support=20, alliance=60, saving=20, audience=10, burden=10, guarantee=50)
# Whole numbers make ties common, which is where backward induction goes wrong.
whole = st.integers(0, 6).map(float)
games = st.builds(
    Payoffs,
    support=whole,
    alliance=whole,
    saving=whole,
    audience=whole,
    burden=whole,
    guarantee=whole,
    size=st.sampled_from([0.0, 0.25, 0.5, 1.0]),
)
PROFILES = [
    Profile(*moves)
    for moves in itertools.product(("demand", "wait"), ("support", "refuse"), ("cut", "relent"))
]


def value(game, player, profile, node):
    """What a player gets from a node of the tree on, walking it move by move."""
    found = ends(game)
    while True:
        if node == "start":
            if profile.first == "wait":
                return found["quiet"][player]
            node = "asked"
        elif node == "asked":
            if profile.reply == "support":
                return found["support"][player]
            node = "refused"
        else:
            return found[profile.last][player]


def perfect(game, profile):
    """Whether no player gains by any other plan, in the game and in each of its parts."""
    plans = {
        0: [
            profile._replace(first=f, last=x) for f in ("demand", "wait") for x in ("cut", "relent")
        ],
        1: [profile._replace(reply=r) for r in ("support", "refuse")],
    }
    return all(
        value(game, player, other, node) <= value(game, player, profile, node) + TIE
        for node in ("start", "asked", "refused")
        for player, others in plans.items()
        for other in others
    )


@unhurried
@given(games)
@example(PLAIN)
@example(replace(PLAIN, audience=40))
def test_what_is_found_is_just_what_is_perfect(game):
    assert set(subgame_perfect_equilibria(game)) == {p for p in PROFILES if perfect(game, p)}


@unhurried
@given(games)
def test_there_is_always_one_and_each_is_a_nash_equilibrium(game):
    found = subgame_perfect_equilibria(game)
    assert found
    assert len(found) == len(set(found))
    assert set(found) <= set(nash_equilibria(game))


@unhurried
@given(games)
def test_nash_profiles_by_trying_every_change(game):
    for p in PROFILES:
        stable = all(
            value(game, 0, p._replace(first=f, last=x), "start") <= value(game, 0, p, "start") + TIE
            for f in ("demand", "wait")
            for x in ("cut", "relent")
        ) and all(
            value(game, 1, p._replace(reply=r), "start") <= value(game, 1, p, "start") + TIE
            for r in ("support", "refuse")
        )
        assert (p in nash_equilibria(game)) == stable


@unhurried
@given(games)
def test_without_ties_there_is_one(game):
    found = ends(game)
    if (
        len({found["cut"][0], found["relent"][0], found["support"][0], 0.0}) == 4
        and len({found["cut"][1], found["support"][1], 0.0}) == 3
    ):
        assert len(subgame_perfect_equilibria(game)) == 1


# ---------------------------------------------------------------- cases worked by hand


def test_an_empty_threat_is_not_made():
    # Cutting everything costs 60 - 20 = 40, relenting 10: it would relent.
    assert believable(PLAIN) == "no"
    assert subgame_perfect_equilibria(PLAIN) == [Profile("wait", "refuse", "relent")]
    assert reached(subgame_perfect_equilibria(PLAIN)[0]) == "quiet"
    # Yet "support, or else" is a Nash equilibrium, which rests on the empty threat.
    assert Profile("demand", "support", "cut") in nash_equilibria(PLAIN)


def test_pride_makes_it_believable():
    proud = replace(PLAIN, audience=50)
    assert believable(proud) == "yes"
    assert subgame_perfect_equilibria(proud) == [Profile("demand", "support", "cut")]


def test_a_war_too_costly_is_refused_all_the_same():
    game = replace(PLAIN, audience=50, burden=60)
    assert subgame_perfect_equilibria(game) == [Profile("wait", "refuse", "cut")]


def test_one_who_gains_by_cutting_asks_in_order_to_cut():
    game = replace(PLAIN, saving=70, burden=60)
    assert subgame_perfect_equilibria(game) == [Profile("demand", "refuse", "cut")]


def test_ties_are_all_reported():
    # Cutting and relenting both cost 40.
    game = replace(PLAIN, audience=40)
    assert believable(game) == "tie"
    assert set(subgame_perfect_equilibria(game)) == {
        Profile("demand", "support", "cut"),
        Profile("wait", "refuse", "relent"),
    }


def test_a_smaller_threat_is_believed_and_heavy_enough():
    # Heavy enough above 10 / 50, believable below 10 / 40.
    assert window(PLAIN) == pytest.approx((0.2, 0.25))
    assert subgame_perfect_equilibria(replace(PLAIN, size=0.22)) == [
        Profile("demand", "support", "cut")
    ]
    assert window(replace(PLAIN, burden=15)) is None
    assert window(replace(PLAIN, saving=70)) == pytest.approx((0.2, 1))


@unhurried
@given(games)
def test_a_threat_works_exactly_in_its_window(game):
    found = window(replace(game, size=1.0))
    for size in (0.05, 0.21, 0.37, 0.55, 0.83):
        threat = replace(game, size=size)
        works = believable(threat) == "yes" and game.burden < size * game.guarantee - TIE
        inside = found is not None and found[0] + TIE < size < found[1] - TIE
        assert works == inside or (found and min(abs(size - x) for x in found) < 1e-6)


# ---------------------------------------------------------------- bluffing


def test_bluff_by_hand():
    # The ally supports from 10/50 on; at a prior of 0.1 a bluffer asks with chance
    # (0.1 * 0.8) / (0.9 * 0.2), and is obeyed with chance 10 / (20 + 10).
    found = bluff(PLAIN, 0.1)
    assert found["needed"] == pytest.approx(0.2)
    assert found["bluff"] == pytest.approx(4 / 9)
    assert found["support"] == pytest.approx(1 / 3)
    assert found["after"] == pytest.approx(0.2)


def test_bluff_at_the_edges():
    assert bluff(PLAIN, 0.3) == {"needed": 0.2, "bluff": 1.0, "support": 1.0, "after": 0.3}
    assert bluff(PLAIN, 0)["support"] == 0
    assert bluff(replace(PLAIN, burden=60), 0.5)["support"] == 0
    assert bluff(replace(PLAIN, audience=50), 0.5) is None
    assert bluff(replace(PLAIN, guarantee=0), 0.5) is None
    assert bluff(replace(PLAIN, audience=0), 0.1)["support"] == 0


@unhurried
@given(
    games.filter(lambda g: g.support > 0 and g.audience > 0),
    st.floats(0.01, 0.99),
)
def test_nobody_gains_by_leaving_the_bluffing_equilibrium(game, prior):
    found = bluff(game, prior)
    if found is None:
        return
    asked = prior + (1 - prior) * found["bluff"]
    assert found["after"] == pytest.approx(prior / asked)  # Bayes' rule
    stake = game.size * game.guarantee
    supporting, refusing = -game.burden, -found["after"] * stake
    if found["support"] == 1:
        assert supporting >= refusing - 1e-9
    elif found["support"] == 0:
        assert supporting <= refusing + 1e-9
    else:
        assert supporting == pytest.approx(refusing)
    asking = found["support"] * game.support - (1 - found["support"]) * game.audience
    if found["bluff"] == 1:
        assert asking >= -1e-9
    elif found["bluff"] == 0:
        assert asking <= 1e-9
    else:
        assert asking == pytest.approx(0, abs=1e-9)


# ---------------------------------------------------------------- again and again


def test_once_bitten_supports_until_the_first_empty_threat():
    # As long as it believes, it never refuses, and so never sees that the threat is empty.
    path = repeat(PLAIN, "bluffer", "once bitten", rounds=3)
    assert [r["end"] for r in path] == ["support"] * 3
    # With hedging its stake shrinks below the burden, it refuses, and sees the bluff.
    path = repeat(PLAIN, "bluffer", "once bitten", rounds=12, hedge=0.2)
    kinds = [r["end"] for r in path]
    # 50 * 0.8^n > 10 for n up to 7.
    assert kinds == ["support"] * 8 + ["relent"] * 4


def test_record_keeper_by_hand():
    # Belief 1/2 of a stake of 50 is above 10; with a burden of 30 it is not.
    game = replace(PLAIN, burden=30, size=0.2, guarantee=200)
    path = repeat(game, "steadfast", "record keeper", rounds=4)
    # Stakes 40, 32, 25.6, ...; beliefs 1/2, 2/3, 3/4: 20, 21.3, 19.2 against 30.
    assert [r["end"] for r in path] == ["cut"] * 4
    assert path[1]["left"] == pytest.approx(0.64)
    assert path[1]["ally"] == pytest.approx(-40 - 32)
    assert path[1]["guarantor"] == pytest.approx(-0.2 * 40 * 1.8)


def test_calculating_guarantor_stops_after_a_refusal():
    path = repeat(PLAIN, "calculating", "defiant", rounds=4)
    assert [r["end"] for r in path] == ["relent", "quiet", "quiet", "quiet"]


def test_calculating_guarantor_that_gains_goes_on_cutting():
    path = repeat(replace(PLAIN, saving=80, size=0.5), "calculating", "defiant", rounds=3)
    assert [r["end"] for r in path] == ["cut"] * 3
    assert path[-1]["left"] == pytest.approx(0.125)


@pytest.mark.parametrize("guarantor", GUARANTORS)
@pytest.mark.parametrize("ally", ALLIES)
@unhurried
@given(game=games, hedge=st.floats(0, 1))
def test_sums_are_the_sums_of_the_rounds(guarantor, ally, game, hedge):
    path = repeat(game, guarantor, ally, rounds=6, hedge=hedge)
    assert len(path) == 6
    left = reliance = 1.0
    sums = [0.0, 0.0]
    for row in path:
        now = replace(
            game,
            alliance=game.alliance * left,
            saving=game.saving * left,
            guarantee=game.guarantee * left * reliance,
        )
        sums = [a + b for a, b in zip(sums, ends(now)[row["end"]], strict=True)]
        assert [row["guarantor"], row["ally"]] == pytest.approx(sums)
        assert row["left"] <= left
        assert row["reliance"] <= reliance
        left, reliance = row["left"], row["reliance"]
    if guarantor == "bluffer":
        assert left == 1
    if ally == "loyal":
        assert {row["end"] for row in path} == {"support"}


def test_what_the_chapter_says_of_repeated_play():
    half = replace(PLAIN, size=0.5)
    for guarantor in ("steadfast", "bluffer", "calculating"):
        # Without hedging the threat works every time; with it three times.
        assert {r["end"] for r in repeat(half, guarantor, "record keeper", 12)} == {"support"}
        kinds = [r["end"] for r in repeat(half, guarantor, "record keeper", 12, 0.1)]
        assert kinds.count("support") == 3
    for size in (0.22, 0.5, 1.0):
        last = {
            name: repeat(replace(PLAIN, size=size), name, "record keeper", 12, 0.1)[-1]
            for name in ("steadfast", "bluffer", "calculating")
        }
        assert max(last, key=lambda name: last[name]["guarantor"]) == "calculating"
        assert min(last, key=lambda name: last[name]["left"]) == "steadfast"


def test_one_round_of_calculators_is_the_equilibrium_if_a_demand_is_made():
    for game in (PLAIN, replace(PLAIN, size=0.22), replace(PLAIN, audience=50)):
        (row,) = repeat(game, "calculating", "calculating", rounds=1)
        (found,) = subgame_perfect_equilibria(game)
        assert row["end"] == reached(found._replace(first="demand"))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: replace(PLAIN, burden=-1), "burden is -1, but it must be 0 or more"),
        (lambda: replace(PLAIN, size=1.5), "size is 1.5, but it must lie between"),
        (lambda: bluff(PLAIN, 2), "prior is 2, but it must lie between"),
        (lambda: repeat(PLAIN, "kind", "loyal"), "guarantor is 'kind', but it must be one of"),
        (lambda: repeat(PLAIN, "bluffer", "loyal", hedge=2), "hedge is 2, but it must lie"),
    ],
)
def test_wrong_values_are_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()
