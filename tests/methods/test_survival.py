"""Kaplan-Meier and what hangs on it: worked examples, properties, an independent engine."""

from __future__ import annotations

import itertools
import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from natolab.chapters.endings.lifetimes import lives as lived
from natolab.chapters.endings.lifetimes import pacts, phases
from natolab.methods import survival

unhurried = settings(deadline=None)
lives = st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=40)


def split(pairs):
    return [float(t) for t, _ in pairs], [over for _, over in pairs]


class TestWorkedExamples:
    def test_four_lives(self):
        """2 and 3 end, another 3 and 5 are censored: 3/4, then 3/4 of 2/3."""
        curve = survival.kaplan_meier([2, 3, 3, 5], [True, True, False, False])
        assert curve["time"] == [2, 3]
        assert curve["at_risk"] == [4, 3]
        assert curve["survival"] == pytest.approx([0.75, 0.5])

    def test_freireich_remission_times(self):
        """The example of every textbook: 21 children on 6-mercaptopurine (Freireich 1963)."""
        ends = [6, 6, 6, 7, 10, 13, 16, 22, 23]
        censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
        curve = survival.kaplan_meier(ends + censored, [True] * len(ends) + [False] * len(censored))
        assert curve["time"] == [6, 7, 10, 13, 16, 22, 23]
        assert [round(s, 3) for s in curve["survival"]] == [
            0.857,
            0.807,
            0.753,
            0.690,
            0.627,
            0.538,
            0.448,
        ]
        # Greenwood's standard error at 6 weeks is 0.0764.
        low = survival.interval(0.857142857, (0.0764 / 0.857142857) ** 2)[0]
        assert curve["low"][0] == pytest.approx(low, abs=0.001)
        assert survival.median(curve) == 23

    def test_late_entry_is_not_at_risk_before_it(self):
        curve = survival.kaplan_meier([2, 5, 9], [True, True, False], [0, 0, 4])
        assert curve["at_risk"] == [2, 2]
        assert curve["survival"] == pytest.approx([0.5, 0.25])

    def test_conditional_by_hand(self):
        """Of four beyond 10, one ends at 12 (of 4) and one at 15 (of 3); 14 is censored after."""
        found = survival.conditional([5, 12, 15, 16, 30], [True, True, True, False, False], 10, 5)
        assert (found["at_risk"], found["ended"], found["left"]) == (4, 2, 2)
        assert found["chance"] == pytest.approx(0.75 * 2 / 3)

    def test_survivors_in_a_row_give_a_floor(self):
        found = survival.conditional([30.0] * 7, [False] * 7, 10, 10)
        assert (found["chance"], found["high"]) == (1, 1)
        assert found["low"] ** 7 == pytest.approx(0.05)

    def test_nobody_watched_long_enough(self):
        assert survival.conditional([20, 12], [False, True], 15, 10)["chance"] is None
        assert survival.conditional([20, 12], [False, True], 25, 10)["at_risk"] == 0

    def test_two_ways_to_end(self):
        times, shares = survival.cumulative_incidence([1, 2, 3, 4], ["a", "b", None, "a"])
        assert times == [1, 2, 4]
        assert shares["a"] == pytest.approx([0.25, 0.25, 0.75])
        assert shares["b"] == pytest.approx([0, 0.25, 0.25])

    def test_risk_by_age(self):
        first, second = survival.hazard_by_age([5, 15, 20], [True, True, False], [0, 10, 20])
        assert (first["years"], first["ended"]) == (25, 1)
        assert (second["years"], second["ended"], second["risk"]) == (15, 1, pytest.approx(1 / 15))
        empty = survival.hazard_by_age([5], [False], [10, 20])[0]
        assert empty["risk"] is None

    def test_no_ending_gives_an_upper_limit(self):
        band = survival.hazard_by_age([10.0] * 3, [False] * 3, [0, 10])[0]
        assert (band["risk"], band["low"]) == (0, 0)
        # The exact upper limit of a Poisson count of nought, from a printed table.
        assert band["high"] == pytest.approx(3.689 / 30, rel=1e-3)

    def test_no_time_to_live_is_refused_in_a_sentence(self):
        with pytest.raises(ValueError, match=r"years is 0, but it must .+\.$"):
            survival.conditional([5], [True], 3, 0)

    def test_impossible_life_is_refused_in_a_sentence(self):
        with pytest.raises(ValueError, match=r"from age 5 to 3, but it must .+\.$"):
            survival.kaplan_meier([3], [True], [5])


class TestProperties:
    @unhurried
    @given(lives)
    def test_falls_from_one_and_stays_in_its_interval(self, pairs):
        curve = survival.kaplan_meier(*split(pairs))
        shares = [1.0, *curve["survival"]]
        assert all(a > b for a, b in itertools.pairwise(shares))
        assert shares[-1] >= 0
        for low, share, high in zip(curve["low"], curve["survival"], curve["high"], strict=True):
            if low is not None:
                assert 0 <= low <= share <= high <= 1

    @unhurried
    @given(st.lists(st.integers(1, 30), min_size=1, max_size=40))
    def test_without_censoring_it_is_the_share_still_alive(self, times):
        curve = survival.kaplan_meier([float(t) for t in times], [True] * len(times))
        for time, share in zip(curve["time"], curve["survival"], strict=True):
            assert share == pytest.approx(np.mean(np.array(times) > time), abs=1e-12)

    @unhurried
    @given(lives)
    def test_agrees_with_scipy(self, pairs):
        times, over = split(pairs)
        if not any(over):
            return
        sample = stats.CensoredData.right_censored(times, ~np.array(over))
        theirs = stats.ecdf(sample).sf
        curve = survival.kaplan_meier(times, over)
        for time, share in zip(curve["time"], curve["survival"], strict=True):
            assert share == pytest.approx(float(theirs.evaluate(time)), abs=1e-12)

    @unhurried
    @given(lives)
    def test_interval_agrees_with_scipy(self, pairs):
        times, over = split(pairs)
        curve = survival.kaplan_meier(times, over)
        inner = [i for i, s in enumerate(curve["survival"]) if 0 < s < 1]
        if not inner:
            return
        sample = stats.CensoredData.right_censored(times, ~np.array(over))
        with warnings.catch_warnings():
            # Where nothing survives neither engine has an interval; scipy says so aloud.
            warnings.simplefilter("ignore", RuntimeWarning)
            theirs = stats.ecdf(sample).sf.confidence_interval(method="log-log")
        for i in inner:
            low = float(theirs.low.evaluate(curve["time"][i]))
            high = float(theirs.high.evaluate(curve["time"][i]))
            assert sorted((curve["low"][i], curve["high"][i])) == pytest.approx(
                sorted((low, high)), abs=1e-9
            )

    @unhurried
    @given(lives, st.integers(0, 20), st.integers(1, 10))
    def test_conditional_is_a_ratio_of_the_curve(self, pairs, age, years):
        times, over = split(pairs)
        found = survival.conditional(times, over, age, years)
        if found["chance"] is not None:
            curve = survival.kaplan_meier(times, over)
            ratio = survival.survival_at(curve, age + years) / survival.survival_at(curve, age)
            assert found["chance"] == pytest.approx(ratio, abs=1e-12)

    @unhurried
    @given(st.lists(st.tuples(st.integers(1, 20), st.sampled_from("ab") | st.none()), min_size=1))
    def test_ways_to_end_and_survival_make_one(self, pairs):
        times, causes = [float(t) for t, _ in pairs], [cause for _, cause in pairs]
        curve = survival.kaplan_meier(times, [cause is not None for cause in causes])
        ages, shares = survival.cumulative_incidence(times, causes)
        assert ages == curve["time"]
        for i, alive in enumerate(curve["survival"]):
            assert alive + sum(share[i] for share in shares.values()) == pytest.approx(1)

    @unhurried
    @given(lives)
    def test_bands_count_all_years_and_all_endings(self, pairs):
        times, over = split(pairs)
        bands = survival.hazard_by_age(times, over, [0, 7, 14, 30])
        assert sum(band["years"] for band in bands) == pytest.approx(sum(times))
        assert sum(band["ended"] for band in bands) == sum(over)


class TestDefencePacts:
    """The two curves of the chapter, to the day and in whole calendar years."""

    def both(self):
        return {"phase": phases(), "alliance": pacts()}

    @pytest.mark.parametrize(
        ("unit", "number", "half", "alive"),
        [("phase", 258, 11.4, 0.087), ("alliance", 233, 13.5, 0.091)],
    )
    def test_to_the_day(self, unit, number, half, alive):
        chosen = self.both()[unit]
        curve = survival.kaplan_meier(*lived(chosen))
        assert len(chosen) == number
        assert survival.median(curve) == pytest.approx(half, abs=0.05)
        assert survival.survival_at(curve, 67) == pytest.approx(alive, abs=0.0005)

    @pytest.mark.parametrize(
        ("unit", "half", "alive"), [("phase", 12, 0.087), ("alliance", 13, 0.093)]
    )
    def test_in_calendar_years(self, unit, half, alive):
        chosen = self.both()[unit]
        years = chosen["end"].dt.year.fillna(2016) - chosen["begin"].dt.year
        # A pact of a single year counts as half a year, so that it is observed at all.
        durations = years.clip(lower=0.5).tolist()
        curve = survival.kaplan_meier(durations, chosen["end"].notna().tolist())
        assert survival.median(curve) == half
        assert survival.survival_at(curve, 67) == pytest.approx(alive, abs=0.0005)

    def test_agrees_with_scipy(self):
        times, over = lived(self.both()["alliance"])
        sample = stats.CensoredData.right_censored(times, ~np.array(over))
        theirs = stats.ecdf(sample).sf
        curve = survival.kaplan_meier(times, over)
        assert [float(theirs.evaluate(t)) for t in curve["time"]] == pytest.approx(
            curve["survival"], abs=1e-12
        )
        assert not math.isnan(curve["low"][-1])
