"""The model card: the numbers of its text."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from natolab.chapters.hormuz.numbers import numbers as strait_numbers
from natolab.chapters.model_card.numbers import numbers
from natolab.model import LEVERS, PARAMETERS, SCENARIOS, STOCKS, ensemble, loops
from tests.model.test_engines import CASES
from tests.support import site


@pytest.fixture(scope="module")
def shown():
    return {name: number.value for name, number in numbers().items()}


def test_sizes_that_the_text_writes_out():
    card = (site.TOP / "book" / "model-card.md").read_text(encoding="utf-8")
    assert (len(STOCKS), len(LEVERS), len(SCENARIOS)) == (14, 8, 7)
    for words in ("has fourteen {term}", "are eight {term}", "the package has seven"):
        assert words in card, f"the card must say: {words}"
    assert f"in {CASES} runs with random parameters" in card


def test_source_of_the_closure_counts_the_ships_that_the_record_counts():
    source = next(q.source for q in PARAMETERS if q.name == "closure")
    seen = strait_numbers()
    for name in ("ships_first", "ships_2025"):
        assert f"{seen[name].value:.1f}" in source, name


def test_most_parameters_are_assumptions(shown):
    sources = [q.source for q in PARAMETERS]
    other = [source for source in sources if not source.lower().startswith("assumption")]
    assert shown["card_parameters"] == len(sources) == 53
    assert shown["card_assumed"] == len(sources) - len(other) == 46
    assert all(len(source) > 20 for source in other), "a source must say who"


def test_named_loops_are_a_few_of_all(shown):
    assert shown["card_loops"] == len(loops()) > 5 == (loops()["name"] != "").sum()


def test_nearly_the_whole_way_has_to_be_gone_back(shown):
    assert shown["card_tip_down"] == pytest.approx(shown["card_tip_before"], abs=0.01)
    assert shown["card_tip_up"] > shown["card_tip_down"] + 0.3


def test_delay_has_its_place_inside_the_spread(shown):
    """Three stages of one mean length make a gamma distribution of shape three."""
    late = stats.gamma.sf(12, a=3, scale=shown["card_delay"] / 3)
    assert shown["card_late"] == pytest.approx(100 * late)


def test_elasticity_is_calibrated_to_the_peak_and_its_range_is_wide(shown):
    elasticity = next(q for q in PARAMETERS if q.name == "elasticity")
    assert shown["card_elasticity"] == elasticity.value
    assert elasticity.low < elasticity.value < elasticity.high
    assert shown["card_peak"] == pytest.approx(shown["card_peak_seen"], abs=0.03)
    assert shown["card_peak_low"] == pytest.approx(1.2, abs=0.005)
    assert shown["card_peak_high"] == pytest.approx(3.35, abs=0.005)


def test_hindcast_follows_the_price_and_not_the_strait(shown):
    assert shown["card_peak_model"] == pytest.approx(shown["card_peak_seen"], abs=0.05)
    assert shown["card_miss"] == pytest.approx(0.205, abs=0.005)
    assert shown["card_loss_miss"] > 50


def test_short_war_is_the_open_case(shown):
    """The same ensemble as the package's own function draws it, with every range as it stands."""
    ends = ensemble("deescalation", draws=2000, rng=np.random.default_rng(2026)).ends
    assert shown["card_draws"] == len(ends)
    shares = 100 * ends["outcome"].value_counts(normalize=True)
    assert shown["card_damage"] == pytest.approx(shares["strategic_damage"])
    assert shown["card_short_hollow"] == pytest.approx(shares["hollow"])
    assert shown["card_short_european"] == pytest.approx(shares["european"])
    hollow = ends[ends["outcome"] == "hollow"]
    low = hollow["first_credibility"].lt(0.6).sum()
    assert shown["card_low_start"] == pytest.approx(100 * low / len(hollow))
    loss = np.median(ends["first_credibility"] - ends["credibility"])
    assert shown["card_short_loss"] == pytest.approx(loss)


def test_much_depends_on_what_washington_does_afterwards(shown):
    assert shown["card_relented_hollow"] < 1 < 20 < shown["card_short_hollow"]
    assert shown["card_relented_loss"] < shown["card_short_loss"] / 2


def test_breakdown_needs_the_answer_to_support(shown):
    assert shown["card_hollow"] > 99.5
    assert shown["card_uncut"] < 0.1 < 0.5 < shown["card_cut"]
