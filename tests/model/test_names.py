"""Names in words and looks: one for everything that the model names, and none twice."""

from __future__ import annotations

import pytest

from natolab.charts import COLORS
from natolab.model import (
    AUXILIARIES,
    LEVERS,
    OUTCOMES,
    PARAMETERS,
    SCENARIOS,
    STOCKS,
    ModelError,
)
from natolab.model.definition import HOLLOW, SYSTEMS
from natolab.model.names import SCENARIO_LOOKS, WORDS, words


def test_everything_has_one_name_in_words():
    entries = [e.name for e in (*LEVERS, *STOCKS, *AUXILIARIES, *PARAMETERS)]
    names = [*entries, *OUTCOMES, *SCENARIOS]
    assert len(names) == len(set(names)), "two things share a name: words would mix them up"
    assert list(WORDS) == names
    assert len(set(WORDS.values())) == len(names), "two things are called the same"
    assert not any("_" in text or text != text.strip() for text in WORDS.values())
    assert max(map(len, WORDS.values())) < 35, "a name must fit beside a bar and above a slider"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("us_commitment", "US commitment"),
        ("european_effort", "European effort"),
        ("hormuz_loss", "Hormuz loss"),
        ("reciprocity", "willingness lost to doubt"),
        ("european", "European"),
        ("strategic_damage", "strategic damage"),
        ("deescalation", "de-escalation"),
    ],
)
def test_words(name, text):
    assert words(name) == text


def test_an_unknown_name_is_refused():
    with pytest.raises(ModelError, match="no name 'us_comitment'; did you mean 'us_commitment'"):
        words("us_comitment")


def test_looks_tell_scenarios_and_outcomes_apart():
    looks, outcomes = SCENARIO_LOOKS.values(), OUTCOMES.values()
    assert list(SCENARIO_LOOKS) == list(SCENARIOS)
    assert {look.color for look in (*looks, *outcomes)} <= set(COLORS)
    for kind in (
        [look.title for look in looks],
        [(look.color, look.line) for look in looks],
        [outcome.color for outcome in outcomes],
        [outcome.hatch for outcome in outcomes],
        [outcome.marker for outcome in outcomes],
    ):
        assert len(kind) == len(set(kind))


def test_systems_hold_the_parameters_in_order():
    assert SYSTEMS == ("energy", "politics", "security", "memory")
    assert list(dict.fromkeys(q.system for q in PARAMETERS)) == list(SYSTEMS)


def test_rules_name_the_threshold_that_decides():
    assert f"below {HOLLOW}" in OUTCOMES["hollow"].rule


def test_widened_ranges_keep_the_value_and_the_limits():
    for q in PARAMETERS:
        assert q.widened(1) == pytest.approx((q.low, q.high))
        assert q.widened(0) == (q.value, q.value)
        low, high = q.widened(1e6)
        assert low in (q.limits[0], q.value) and high in (q.limits[1], q.value)
