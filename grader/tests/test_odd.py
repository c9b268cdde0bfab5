"""Honest submissions that merely look odd keep their marks."""

import pytest
from natolab_grade import cage
from support.kinds import FULL
from support.odd import ODD


@pytest.mark.parametrize("kind", ODD, ids=[kind.name for kind in ODD])
def test_odd_submission_keeps_its_marks(kind, graded):
    result = graded.results[kind.name]
    assert result.status == "graded", result.reason
    points = {name: result.scores[name].points for name in FULL}
    assert points == FULL, (result.flags, [score.sentence for score in result.scores.values()])
    # Nobody is sent to look for a cheat.
    assert not {flag["kind"] for flag in result.flags} & {*cage.SUSPICIOUS, "late"}


def test_there_are_twenty_five_kinds_at_least():
    assert len({kind.name for kind in ODD}) == len(ODD) >= 25
