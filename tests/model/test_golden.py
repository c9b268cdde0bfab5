"""A change of the model must be meant: end states are stored."""

from __future__ import annotations

import numpy as np
import pytest

from tests.model import golden

TOLERANCE = 1e-6


def test_end_states_are_the_stored_ones():
    difference = golden.changes(golden.stored(), golden.present(), TOLERANCE)
    assert difference.empty, (
        "The scenarios end elsewhere than stored. If that is meant, run "
        f"`python -m tests.model.golden`.\n{difference.to_string()}"
    )


def test_the_comparison_is_readable():
    old = golden.stored()
    new = old.copy()
    new.loc["credibility", "breakdown"] += 0.1
    new = new.drop(index="hedging")
    difference = golden.changes(old, new, TOLERANCE)
    assert ("breakdown", "credibility") in difference.index
    assert difference.loc[("breakdown", "credibility"), "change"] == pytest.approx(0.1)
    assert np.isnan(difference.loc[("no_war", "hedging"), "new"])  # what is gone shows as missing
    assert len(difference) == 1 + len(old.columns)
    assert difference.to_string().split()[:3] == ["old", "new", "change"]
