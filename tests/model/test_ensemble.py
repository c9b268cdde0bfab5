"""Ensembles: the same bits however they are computed, and quantiles that are right."""

from __future__ import annotations

import functools
import os
import warnings

import distributed
import numpy as np
import pandas as pd
import pytest

from natolab.model import OUTCOMES, PARAMETERS, SCENARIOS, classify, ensemble, ensembles, simulate


def rng():
    return np.random.default_rng(20260228)


@pytest.fixture(scope="module")
def result():
    return ensemble("deescalation", draws=3000, rng=rng())


def assert_same(one, two):
    pd.testing.assert_frame_equal(one.bands, two.bands, check_exact=True)
    pd.testing.assert_frame_equal(one.ends, two.ends, check_exact=True)
    pd.testing.assert_series_equal(one.shares, two.shares, check_exact=True)


@pytest.mark.parametrize("block", [701, pytest.param(64, marks=pytest.mark.long)])
def test_the_block_changes_no_bit(result, block):
    assert_same(result, ensemble("deescalation", draws=3000, rng=rng(), block=block))


def test_processes_change_no_bit(result, monkeypatch):
    monkeypatch.setattr(ensembles, "PARALLEL_FROM", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert_same(result, ensemble("deescalation", draws=3000, rng=rng(), block=300))


def test_a_dead_process_is_an_error():
    from natolab.model.worker import Worker

    with pytest.raises(RuntimeError, match="died"), Worker() as worker:
        worker._process.kill()
        worker.run("anything")


def test_more_draws_keep_the_first(result):
    longer = ensemble("deescalation", draws=3500, rng=rng())
    pd.testing.assert_frame_equal(longer.ends.iloc[:3000], result.ends, check_exact=True)


def test_another_seed_gives_another_result(result):
    other = ensemble("deescalation", draws=3000, rng=np.random.default_rng(1))
    assert not other.ends.equals(result.ends)


def test_single_runs_agree(result):
    drawn = result.parameters()
    assert list(drawn) == [q.name for q in PARAMETERS if q.low < q.high]
    for draw in (0, 1, 17, 2999):
        run = simulate("deescalation", **drawn.loc[draw])
        end = result.ends.loc[draw]
        for name in ("credibility", "hedging", "oil_price", "deterrence"):
            assert end[name] == pytest.approx(run[name].iloc[-1], abs=1e-3)
        assert end["first_credibility"] == pytest.approx(run["credibility"].iloc[0], abs=1e-9)
        assert end["lowest_credibility"] == pytest.approx(run["credibility"].min(), abs=2e-3)
        assert end["outcome"] == classify(run)


def test_quantiles_are_those_of_the_runs():
    few = ensemble("realignment", draws=400, rng=rng(), years=3)
    runs = [simulate("realignment", years=3, rows=13, **p) for _, p in few.parameters().iterrows()]
    for name, width in (("credibility", 0.002), ("oil_price", 0.015), ("burden", 0.004)):
        paths = np.array([run[name].to_numpy() for run in runs])
        for quantile in (0.05, 0.5, 0.95):
            exact = np.quantile(paths, quantile, axis=0, method="inverted_cdf")
            near = np.quantile(paths, quantile + 0.003, axis=0, method="inverted_cdf")
            error = np.abs(few.bands[name, quantile] - exact)
            assert (error <= 2 * width + np.abs(near - exact)).all(), (name, quantile)


def test_bands_and_shares_have_their_shape(result):
    assert result.bands.index.name == "year"
    assert result.bands.index[-1] == 10
    assert list(result.shares.index) == list(OUTCOMES)
    assert result.shares.sum() == pytest.approx(1)
    assert len(result.ends) == 3000
    assert not result.ends.isna().any(axis=None)
    for name in result.bands.columns.levels[0]:
        assert (result.bands[name].diff(axis=1).iloc[:, 1:] >= -1e-12).all(axis=None)
    counted = result.ends["outcome"].value_counts(normalize=True)
    assert counted.reindex(result.shares.index).to_numpy() == pytest.approx(result.shares)


def test_vary_some_or_none():
    some = ensemble("no_war", draws=50, rng=rng(), vary={"commitment_base": (0.9, 0.95)}, years=1)
    assert list(some.parameters()) == ["commitment_base"]
    assert some.parameters()["commitment_base"].between(0.9, 0.95).all()
    none = ensemble("breakdown", draws=3, rng=rng(), vary=[], years=2)
    assert none.ends["credibility"].nunique() == 1
    end = simulate("breakdown", years=2)["credibility"].iloc[-1]
    assert none.ends["credibility"].iloc[0] == pytest.approx(end, abs=1e-3)
    assert none.parameters().shape == (3, 0)


def test_how_robust_the_classes_are():
    """Exit and escalation leave no doubt; after a short war much depends on the parameters."""
    shares = {
        name: ensemble(name, draws=2000, rng=rng()).shares
        for name in ("deescalation", "breakdown", "formal_exit")
    }
    assert shares["formal_exit"]["dissolved"] == 1
    assert shares["breakdown"]["hollow"] > 0.9
    assert 0.3 < shares["deescalation"]["strategic_damage"] < 0.7
    relented = SCENARIOS["deescalation"].with_lever("conditionality", {0.0: 0.7, 1.0: 0.15})
    hollow = ensemble(relented, draws=2000, rng=rng()).shares["hollow"]
    assert hollow < shares["deescalation"]["hollow"] / 10


def test_progress_is_silent_when_quick(capfd):
    ensemble("no_war", draws=10, rng=rng(), years=0.5)
    assert capfd.readouterr() == ("", "")


def _run_or_die(path, job, first, size, block):
    """Run a piece, but kill the worker that holds the fifth piece for the first time."""
    if first == 1000 and not path.exists():
        path.touch()
        os._exit(1)
    return ensembles.run_piece(job, first, size, block)


@pytest.mark.filterwarnings("ignore")  # Dask warns of ports and of workers that end; we end one
def test_dask_gives_the_same_bits_and_survives_a_lost_worker(result, tmp_path, monkeypatch):
    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs="CRITICAL",
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert_same(result, ensemble("deescalation", draws=3000, rng=rng(), client=client))
        assert_same(
            result, ensemble("deescalation", draws=3000, rng=rng(), client=client, block=250)
        )
        # One worker dies with a piece in its hands: its pieces are repeated elsewhere.
        deadly = functools.partial(_run_or_die, tmp_path / "died")
        monkeypatch.setattr(ensembles, "run_piece", deadly)
        again = ensemble("deescalation", draws=3000, rng=rng(), client=client, block=250)
        assert (tmp_path / "died").exists()
        assert_same(result, again)


def test_no_draw_moves_without_a_war():
    ends = ensemble("no_war", draws=8000, rng=np.random.default_rng(1950)).ends
    assert (ends["credibility"] - ends["first_credibility"]).abs().max() < 0.02


def test_all_scenarios_run():
    for name in SCENARIOS:
        assert ensemble(name, draws=20, rng=rng(), years=1).bands.notna().all(axis=None)
