"""The Council in session: decisions become levers, and a round of play in the browser."""

from __future__ import annotations

import pytest

from natolab.chapters.council import played, roles, umpire
from natolab.chapters.council.explorer import UNDECIDED, CouncilExplorer
from natolab.chapters.council.script import COUNCIL, ROUNDS
from natolab.data import load
from natolab.model import LEVERS


def record(*decided):
    return {"record": {"decided": list(decided), "notes": [""] * len(decided)}}


def test_options_set_levers_within_their_bounds_and_the_first_of_the_council_sets_none():
    levers = {lever.name: lever for lever in LEVERS}
    for each in ROUNDS:
        for decision in each.decisions:
            assert len({option.says for option in decision.options}) >= 3
            for option in decision.options:
                for name, value in option.levers.items():
                    assert 0 <= value <= 1
                    assert not levers[name].switch or value in (0, 1)
            if decision.by == COUNCIL:
                assert not decision.options[0].levers, "without consensus nothing changes"


def test_a_decision_counts_from_its_round_on():
    courses = umpire.courses([[0, 2, 0], [2, 0, 1]])
    assert courses["strike"] == [[0.0, 1.0], [0.5, 0.0]]
    assert courses["consultation"] == [[0.0, 0.7]]
    assert courses["european_effort"] == [[0.5, 0.6]]
    assert "membership" not in courses


def test_a_later_decision_of_a_round_has_the_last_word():
    """The rule to consult takes back what the same round's talk may have set."""
    courses = umpire.courses([[0, 0, 2], [0, 0, 0], [0, 0, 2]])
    assert courses["conditionality"] == [[0.0, 0.9], [1.5, 0.2]]


def test_briefings_come_after_each_round_and_do_not_know_what_follows():
    for rounds in range(5):
        found = umpire.compute(record(*played.RECORD["decided"][:rounds]), {})["briefings"]
        assert [each["year"] for each in found] == [0, 0.5, 1.5, 3, 10][: rounds + 1]
    short = umpire.compute(record([0, 1, 2]), {})["briefings"]
    long = umpire.compute(record([0, 1, 2], [2, 2, 2], [0, 3, 2]), {})["briefings"]
    assert long[:2] == short


def test_threats_and_notice_end_worse_than_consultation():
    harsh = record([0, 0, 2], [0, 0, 0], [2, 2, 0], [2, 0, 0])
    mild = record([2, 2, 0], [0, 2, 2], [0, 3, 2], [0, 1, 1])
    assert umpire.compute(harsh, {})["outcome"] == "dissolved"
    assert umpire.compute(mild, {})["outcome"] == "collective"


def test_every_level_has_a_word_and_each_matter_is_a_variable_of_the_model():
    for name, (_, words) in umpire.REPORTED.items():
        assert len(words) == len(umpire.BOUNDS[name]) + 1
    assert list(umpire.BOUNDS) == list(umpire.REPORTED)


@pytest.mark.parametrize(
    "wrong",
    [
        {"decided": [[0, 0, 0]], "notes": []},
        {"decided": [[0, 0]], "notes": [""]},
        {"decided": [[0, 0, 9]], "notes": [""]},
        {"decided": [[0, 0, 0]] * 5, "notes": [""] * 5},
    ],
)
def test_a_record_of_another_form_is_refused(wrong):
    with pytest.raises(ValueError, match=r"record is .+, but it must be"):
        CouncilExplorer(record=wrong)


def test_seats_are_twelve_members_and_their_record_follows_the_table():
    assert len(roles.SEATS) == len({seat.iso3 for seat in roles.SEATS}) == 12
    members = set(load("nato_defence_spending")["iso3"])
    assert {seat.iso3 for seat in roles.SEATS} <= members
    assert "Bases: refused" in roles.on_record("ESP")
    # Before the end of March only; the pledge of May does not count.
    assert "Ships: readiness declared, none named" in roles.on_record("GBR")


def test_the_run_at_the_desk_ends_as_the_page_says():
    assert CouncilExplorer(record=played.RECORD).result["outcome"] == "european"
    turned = played.turning_points()
    assert "The first week" not in set(turned["Round"])
    assert (turned["Ends"] != played.ending()).all()
    assert len(played.minutes()) == len(played.briefings()) == len(UNDECIDED)
