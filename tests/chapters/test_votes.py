"""The votes that each road out of a treaty needs."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from natolab.chapters.withdrawal_law.votes import (
    HOUSE,
    SENATE,
    cloture,
    majority,
    quorum,
    routes,
    two_thirds,
)


def by_name(found):
    return {route["route"]: route for route in found}


@st.composite
def counts(draw):
    """Votes for and against in both chambers."""
    senate = draw(st.integers(0, SENATE))
    house = draw(st.integers(0, HOUSE))
    senate_for = draw(st.integers(0, senate))
    house_for = draw(st.integers(0, house))
    return senate_for, senate - senate_for, house_for, house - house_for


flags = st.fixed_dictionaries({"president_for": st.booleans(), "filibuster": st.booleans()})

# ---------------------------------------------------------------- known values, by hand


@pytest.mark.parametrize(
    ("present", "needed"), [(95, 64), (100, 67), (96, 64), (93, 62), (51, 34), (435, 290), (0, 0)]
)
def test_two_thirds(present, needed):
    assert two_thirds(present) == needed


def test_other_thresholds():
    assert (quorum(100), quorum(96), quorum(435)) == (51, 49, 218)
    assert (majority(100), majority(93), majority(435)) == (51, 47, 218)
    assert (cloture(100), cloture(99), cloture(98), cloture(96)) == (60, 60, 59, 58)


def test_two_thirds_is_the_higher_bar_than_cloture_from_91_present_on():
    higher = [present for present in range(51, 101) if two_thirds(present) > cloture(100)]
    assert higher == list(range(91, 101))
    assert [present for present in range(51, 101) if two_thirds(present) < 60] == [*range(51, 89)]


def test_majority_of_1949_opens_both_roads_out_and_no_suit():
    found = by_name(routes(82, 13, 300, 100, sworn=96))
    assert found["consent"]["open"] and found["act"]["open"]
    assert not found["bar"]["open"] and not found["house_suit"]["open"]


def test_party_line():
    found = by_name(routes(53, 47, 218, 217))
    assert not any(route["open"] for route in found.values())
    short = {step["hurdle"]: step["short"] for step in found["consent"]["hurdles"]}
    assert short == {
        "quorum of the Senate": 0,
        "cloture in the Senate": 7,
        "two thirds of the Senate": 14,
    }


def test_thirty_four_of_fifty_one_are_two_thirds_but_cannot_end_a_debate():
    assert not by_name(routes(34, 17, 0, 0))["consent"]["open"]
    assert by_name(routes(34, 17, 0, 0, filibuster=False))["consent"]["open"]
    assert not by_name(routes(34, 16, 0, 0, filibuster=False))["consent"]["open"], "no quorum"


def test_sixty_seven_against_override():
    assert by_name(routes(33, 67, 145, 290))["bar"]["open"]
    assert not by_name(routes(34, 66, 145, 290))["bar"]["open"]
    assert not by_name(routes(33, 67, 146, 289))["bar"]["open"]
    assert by_name(routes(40, 60, 200, 235, president_for=False))["bar"]["open"]


def test_vice_president_breaks_a_tie_for_the_president():
    tie = {"senate_for": 50, "senate_against": 50, "house_for": 220, "house_against": 215}
    assert by_name(routes(**tie, filibuster=False))["act"]["open"]
    assert not by_name(routes(**tie, filibuster=False))["senate_suit"]["open"]
    assert not by_name(routes(**tie, filibuster=False, president_for=False))["act"]["open"]


def test_house_alone_can_go_to_court():
    found = by_name(routes(100, 0, 217, 218))
    assert [name for name, route in found.items() if route["open"]] == ["consent", "house_suit"]


@pytest.mark.parametrize("wrong", [(-1, 0, 0, 0), (60, 41, 0, 0), (0, 0, 400, 36)])
def test_impossible_counts_are_refused(wrong):
    with pytest.raises(ValueError, match=r"cannot be votes in a (Senate|House) of"):
        routes(*wrong)


# ---------------------------------------------------------------- properties


@given(st.integers(0, 1000))
def test_thresholds_are_the_smallest_numbers_that_do(n):
    assert two_thirds(n) >= Fraction(2 * n, 3) > two_thirds(n) - 1
    assert cloture(n) >= Fraction(3 * n, 5) > cloture(n) - 1
    assert 2 * majority(n) > n >= 2 * (majority(n) - 1)


@given(counts(), flags)
def test_a_senator_who_changes_sides_never_closes_a_road_to_leaving(votes, how):
    ayes, noes, house_for, house_against = votes
    if not noes:
        return
    before = by_name(routes(*votes, **how))
    after = by_name(routes(ayes + 1, noes - 1, house_for, house_against, **how))
    for route in ("consent", "act"):
        assert after[route]["open"] >= before[route]["open"]
    for route in ("bar", "senate_suit"):
        assert after[route]["open"] <= before[route]["open"]


@given(counts(), flags)
def test_one_more_senator_for_never_hurts(votes, how):
    ayes, noes, house_for, house_against = votes
    if ayes + noes == SENATE:
        return
    before = by_name(routes(*votes, **how))
    after = by_name(routes(ayes + 1, noes, house_for, house_against, **how))
    assert all(after[route]["open"] >= before[route]["open"] for route in ("consent", "act"))


@given(counts(), flags)
def test_an_opponent_who_stays_away_can_hurt_leaving_only_through_the_quorum(votes, how):
    ayes, noes, house_for, house_against = votes
    if not noes or ayes + noes - 1 < quorum(SENATE):
        return
    before = by_name(routes(*votes, **how))["consent"]["open"]
    assert by_name(routes(ayes, noes - 1, house_for, house_against, **how))["consent"]["open"] >= (
        before
    )


@given(counts(), flags)
def test_no_filibuster_opens_at_least_as_much(votes, how):
    with_it = by_name(routes(*votes, **{**how, "filibuster": True}))
    without = by_name(routes(*votes, **{**how, "filibuster": False}))
    assert all(without[route]["open"] >= with_it[route]["open"] for route in with_it)


@given(counts(), flags)
def test_leaving_and_a_ban_are_never_both_open(votes, how):
    found = by_name(routes(*votes, **how))
    assert not (found["act"]["open"] and found["bar"]["open"])
