"""The tree from an announcement to an exit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from natolab.chapters.withdrawal_law.road_map import (
    CLOCK,
    LAWFUL,
    NOTICE,
    OUTCOMES,
    START,
    TREE,
    months,
    out,
    paths,
    sensitivity,
    shares,
    time_line,
)

HALF = dict.fromkeys(TREE, 0.5)
chances = st.fixed_dictionaries({name: st.floats(0, 1) for name in TREE})

# ---------------------------------------------------------------- known values, by hand


def test_even_chances():
    """Each step down the chain halves what is left."""
    found = shares(HALF)
    assert found["exit_consent"] == 1 / 2
    assert found["exit_act"] == 1 / 4
    assert found["stays_no_notice"] == 1 / 8
    assert found["exit_no_suit"] == 1 / 16
    assert found["exit_upheld"] == 1 / 128
    assert found["stays_notice_withdrawn"] == found["exit_unheeded"] == 1 / 512
    assert out(HALF) == 1 - 1 / 8 - 1 / 512
    assert out(HALF, without_congress=True) == 1 / 4 - 1 / 8 - 1 / 512


def test_defiance_with_six_links_of_nine_tenths():
    links = ["suit", "standing", "review", "statute", "in_time", "heeded"]
    given_notice = {**dict.fromkeys(TREE, 0.9), "consent": 0.0, "act": 0.0, "defy": 1.0}
    assert shares(given_notice)["stays_notice_withdrawn"] == pytest.approx(0.9**6)
    assert out(given_notice) == pytest.approx(1 - 0.531441)
    moved = sensitivity(given_notice)
    assert all(moved[link] == pytest.approx(-(0.9**5)) for link in links)
    assert moved["defy"] == pytest.approx(0.468559)


def test_certain_paths():
    nothing = dict.fromkeys(TREE, 0.0)
    assert shares(nothing)["stays_no_notice"] == 1
    assert shares({**nothing, "consent": 1.0})["exit_consent"] == 1
    assert shares(dict.fromkeys(TREE, 1.0) | {"consent": 0.0, "act": 0.0})[
        "stays_notice_withdrawn"
    ] == pytest.approx(1)


def test_months_by_hand():
    assert pytest.approx(5.9138, abs=1e-4) == NOTICE
    assert months(8, 1, observes_notice=False) == {"lawful": 20.0, "defiant": 13.0}
    assert months(2, 1, observes_notice=True) == {
        "lawful": NOTICE + CLOCK,
        "defiant": NOTICE + CLOCK,
    }
    with pytest.raises(ValueError, match="time cannot be negative"):
        months(-1, 0, observes_notice=False)


def test_time_line_by_hand():
    line = time_line({**HALF, "defy": 0.0}, {"lawful": 18.0, "defiant": 13.0}, 24)
    assert line["expected"] == 18
    assert line["by_month"][17] == 0 and line["by_month"][18] == 0.75
    nobody = time_line(dict.fromkeys(TREE, 0.0), {"lawful": 18.0, "defiant": 13.0})
    assert nobody["expected"] is None and set(nobody["by_month"]) == {0}


@pytest.mark.parametrize("wrong", [None, -0.1, 1.1])
def test_wrong_probability_is_refused_in_a_sentence(wrong):
    with pytest.raises(ValueError, match=r"probability of 'suit' is .+ from 0 to 1"):
        shares({**HALF, "suit": wrong})


# ---------------------------------------------------------------- the tree


def test_tree_is_whole():
    """Every answer leads to a question or an outcome, each reached exactly once."""
    followers = [name for pair in TREE.values() for name in pair]
    assert sorted(followers) == sorted([*(set(TREE) - {START}), *OUTCOMES])
    assert paths(HALF)[0][0] == "exit_consent"
    assert set(LAWFUL) < set(OUTCOMES)


# ---------------------------------------------------------------- properties


@given(chances)
def test_shares_sum_to_one(probabilities):
    found = shares(probabilities)
    assert list(found) == list(OUTCOMES)
    assert sum(found.values()) == pytest.approx(1)
    assert all(-1e-12 <= share <= 1 + 1e-12 for share in found.values())


@given(chances, st.sampled_from(list(TREE)), st.booleans())
def test_derivative_is_exact(probabilities, question, without):
    """The measure is linear in each branch: two points give the slope everywhere."""
    slope = sensitivity(probabilities, without)[question]
    low = out({**probabilities, question: 0.25}, without)
    high = out({**probabilities, question: 0.75}, without)
    assert high - low == pytest.approx(slope / 2, abs=1e-12)


@given(chances)
def test_signs_of_the_branches(probabilities):
    moved = sensitivity(probabilities)
    for question in ("consent", "act", "defy"):
        assert moved[question] >= -1e-12
    for question in ("suit", "standing", "review", "statute", "in_time", "heeded"):
        assert moved[question] <= 1e-12


@given(chances, st.floats(0, 24), st.floats(0, 24), st.booleans())
def test_time_line_only_rises_and_ends_at_the_probability_of_being_out(
    probabilities, vote, defiance, observes
):
    line = time_line(probabilities, months(vote, defiance, observes))
    assert all(a <= b for a, b in zip(line["by_month"], line["by_month"][1:], strict=False))
    assert line["by_month"][11] == 0, "nobody is out before the year is over"
    assert line["by_month"][-1] == pytest.approx(out(probabilities))
