"""Broken, greedy or out for more: nobody else's grading is touched."""

import pytest
from support.batch import digests
from support.hostile import HOSTILE, MARKERS
from support.kinds import FULL

IDS = [kind.name for kind in HOSTILE]


def said(result):
    """Return all that teacher or student are told of a submission."""
    scores = result.scores.values()
    sentences = [text for score in scores for text in (score.sentence, score.error) if text]
    flags = [f"{flag['kind']}: {flag['sentence']}" for flag in result.flags]
    return "\n".join([result.reason or "", *sentences, *flags])


@pytest.mark.parametrize("kind", HOSTILE, ids=IDS)
def test_hostile_submission_harms_nobody_and_loses_only_what_it_spoils(kind, graded):
    result = graded.results[kind.name]
    if kind.points is None:
        assert result.status == "not graded"
        assert result.reason and not result.scores
    else:
        assert result.status == "graded", result.reason
        points = {name: result.scores[name].points for name in FULL}
        assert points == kind.points, said(result)
    assert kind.says in said(result)
    executed = graded.executed(kind)
    assert kind.shows in executed
    assert not kind.hides or kind.hides not in executed


def test_there_are_fifty_kinds_at_least_and_each_is_graded_or_named(graded):
    assert len({*IDS}) == len(HOSTILE) >= 50
    assert {*IDS} <= {*graded.results}


def test_nothing_handed_in_is_changed(graded):
    assert digests(graded.submitted) == graded.before


def test_nothing_is_left_on_this_machine(graded):
    assert list(MARKERS.iterdir()) == []
    for folder in ("/tmp", "/var/tmp", "/usr", "/"):
        assert not (MARKERS.parent / folder / "natolab-grade-escaped").exists()
