"""Many runs with parameters drawn at random: bands, end states and classes of outcome."""

from __future__ import annotations

import math
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from queue import SimpleQueue
from typing import Any

import numpy as np
import pandas as pd

from natolab.model import engine, kernel
from natolab.model.definition import AUXILIARIES, OUTCOMES, PARAMETERS, STOCKS
from natolab.model.errors import ModelError, count, horizon, number, unknown
from natolab.model.numerics import STEP
from natolab.model.runs import outcomes
from natolab.model.scenario import Scenario, find
from natolab.model.worker import Worker

#: Draws that one array holds. More do not fit the processor's cache, fewer waste Python's time.
BLOCK = 8192

#: Largest number of draws; the end states of so many take fifteen gigabytes.
MOST_DRAWS = 10**8

#: Draws from which on starting a process for each core pays.
PARALLEL_FROM = 20_000

#: Rows a year for which bands are kept: one every four weeks.
ROWS = 13

#: Classes of the histograms from which quantiles are read.
BINS = 500

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)

#: Variables of which an ensemble keeps bands.
BANDS = (
    "hormuz_loss",
    "oil_price",
    "adaptation",
    "burden",
    "fatigue",
    "european_willingness",
    "us_commitment",
    "credibility",
    "uncertainty",
    "european_capability",
    "hedging",
    "divergence",
    "alignment",
    "deterrence",
)

#: Columns of ``Ensemble.ends``, besides the outcome.
END_STATES = (
    *BANDS,
    "us_deterrence",
    "european_deterrence",
    "first_credibility",
    "lowest_credibility",
)
_LOGARITHMIC = {"oil_price", "burden"}
_CREDIBILITY = [stock.name for stock in STOCKS].index("credibility")
_SPREAD = {q.name: (q.low, q.high) for q in PARAMETERS if q.low < q.high}


@dataclass(frozen=True)
class Ensemble:
    """What many runs of one scenario have in common, and how they differ.

    Attributes
    ----------
    bands : pandas.DataFrame
        Indexed by ``year``, every four weeks; columns are pairs of a variable and a quantile.
        Quantiles come from histograms of 500 classes and are exact to a class's width: 0.002 of a
        share, about 0.4 % of the oil price.
    ends : pandas.DataFrame
        One row a draw: the variables at the end, ``first_credibility``, ``lowest_credibility``,
        and ``outcome``, the class by the rules in ``OUTCOMES``.
    shares : pandas.Series
        Share of the draws in each class of outcome.
    """

    bands: pd.DataFrame
    ends: pd.DataFrame
    shares: pd.Series
    _job: _Job

    def parameters(self) -> pd.DataFrame:
        """Return the parameters that were varied, one row a draw; they are drawn again."""
        drawn = self._job.draw(0, len(self.ends))
        names = list(self._job.spread)
        return pd.DataFrame(drawn.T, columns=names, index=self.ends.index)


def ensemble(
    scenario: Scenario | str,
    *,
    draws: int,
    rng: np.random.Generator,
    years: float = 10,
    vary: Mapping[str, tuple[float, float]] | Iterable[str] | None = None,
    client: Any = None,
    block: int = BLOCK,
) -> Ensemble:
    """Run a scenario many times with parameters drawn from their ranges.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or the name of one in ``SCENARIOS``.
    draws : int
        Number of runs.
    rng : numpy.random.Generator
        Gives the key of the random streams, once. Each draw has its own stream, so that neither
        ``block`` nor the number of workers changes a bit of the result.
    years : float
        Length of the runs in years.
    vary : mapping or iterable of str, optional
        Parameters to vary: names, with the ranges of ``PARAMETERS``, or a mapping from names to
        pairs of lowest and highest value. By default all that have a range. Values are uniform.
    client : dask.distributed.Client, optional
        Runs the blocks on a cluster; without it, on the cores of this machine.
    block : int
        Draws that are computed at once.

    Returns
    -------
    Ensemble

    Raises
    ------
    ModelError
        If there is no such scenario or parameter, or an argument is out of range.
    """
    draws = count(draws, "The number of draws `draws`")
    if draws > MOST_DRAWS:
        raise ModelError(
            f"The number of draws `draws` must be at most {MOST_DRAWS:,}, not {draws:,}."
        )
    block = count(block, "The number of draws at once `block`")
    if not isinstance(rng, np.random.Generator):
        raise ModelError(
            f"`rng` must be a NumPy generator such as numpy.random.default_rng(1), not {rng!r}."
        )
    if client is not None and not (hasattr(client, "submit") and hasattr(client, "ncores")):
        raise ModelError(f"`client` must be a Dask client, not {client!r}.")
    job = _Job(find(scenario), horizon(years), spread(vary), _key(rng))
    # A task holds some blocks, so that a cluster does not pass its histograms round too often.
    workers = len(client.ncores()) if client else os.cpu_count() or 1
    tasks = max(1, min(8, draws // (4 * block * workers)))
    pieces = [
        (first, min(block * tasks, draws - first)) for first in range(0, draws, block * tasks)
    ]
    done = _on_cluster(job, pieces, block, client) if client else _here(job, pieces, block, draws)

    times = job.times
    total = _Tally.empty(len(times))
    ends = np.empty((len(END_STATES), draws))
    classes = np.empty(draws, np.int8)
    for first, tally, end, found in with_progress(done, draws, lambda r: len(r[3])):
        total.add(tally)
        ends[:, first : first + end.shape[1]] = end
        classes[first : first + end.shape[1]] = found
    frame = pd.DataFrame(ends.T, columns=list(END_STATES), index=pd.RangeIndex(draws, name="draw"))
    frame["outcome"] = pd.Categorical.from_codes(classes, list(OUTCOMES))
    shares = np.bincount(classes, minlength=len(OUTCOMES)) / draws
    return Ensemble(
        total.quantiles(times, job.scales),
        frame,
        pd.Series(shares, index=pd.Index(OUTCOMES, name="outcome"), name="share"),
        job,
    )


def spread(vary: object) -> dict[str, tuple[float, float]]:
    """Return the ranges of the parameters to vary, after checking them."""
    if vary is None:
        return dict(_SPREAD)
    if isinstance(vary, str) or not isinstance(vary, Iterable):
        raise ModelError(f"`vary` must hold names of parameters, not be {vary!r}.")
    known = {parameter.name: parameter for parameter in PARAMETERS}
    found = {}
    for name in vary:
        if name not in known:
            raise unknown("parameter", name, known)
        pair = vary[name] if isinstance(vary, Mapping) else (known[name].low, known[name].high)
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise ModelError(f"The range of {name!r} must be a pair of numbers, not {pair!r}.")
        low, high = (number(x, f"A bound of {name!r}", *known[name].limits) for x in pair)
        if low > high:
            raise ModelError(
                f"The range of {name!r} must not start above its end: {low:g}, {high:g}."
            )
        found[name] = (low, high)
    return found


def _key(rng: np.random.Generator) -> tuple[int, int]:
    low, high = rng.integers(0, 2**64, size=2, dtype=np.uint64)
    return int(low), int(high)


@dataclass(frozen=True)
class _Job:
    """What every block of an ensemble needs to know."""

    scenario: Scenario
    years: float
    spread: dict[str, tuple[float, float]]
    key: tuple[int, int]

    @property
    def times(self) -> list[float]:
        return engine.rows(self.years, ROWS)

    @property
    def scales(self) -> np.ndarray:
        """Largest value of each variable of ``BANDS``; of the oil price, its logarithm."""
        ceiling = next(q for q in PARAMETERS if q.name == "price_ceiling")
        top = math.log(self.spread.get("price_ceiling", (0.0, ceiling.value))[1])
        return np.array([top if name in _LOGARITHMIC else 1.0 for name in BANDS])

    def draw(self, first: int, size: int) -> np.ndarray:
        """Return the varied parameters of draws ``first`` to ``first + size``, one row each.

        Philox counts: every draw owns a fixed run of its counter, whoever computes it.
        """
        counters = math.ceil(len(self.spread) / 4)  # four numbers to a count
        stream = np.random.Philox(key=np.array(self.key, np.uint64)).advance(first * counters)
        uniform = np.random.Generator(stream).random((size, 4 * counters))
        low, high = np.array(list(self.spread.values())).reshape(-1, 2).T
        return (low + (high - low) * uniform[:, : len(low)]).T.copy()

    def run(self, first: int, size: int) -> tuple[_Tally, np.ndarray, np.ndarray]:
        """Run some draws; return their histograms, end states and classes."""
        drawn = dict(zip(self.spread, self.draw(first, size), strict=True))
        return simulate_arrays(self.scenario, self.years, drawn, size, self.scales)


def simulate_arrays(
    scenario: Scenario,
    years: float,
    drawn: Mapping[str, np.ndarray],
    size: int,
    scales: np.ndarray | None = None,
) -> tuple[_Tally | None, np.ndarray, np.ndarray]:
    """Run one block of draws as arrays.

    Parameters
    ----------
    scenario : Scenario
    years : float
    drawn : mapping of str to numpy.ndarray
        Values of the varied parameters, each of shape ``(size,)``.
    size : int
        Number of runs.
    scales : numpy.ndarray, optional
        Largest values of ``BANDS``; without it no histograms are made.

    Returns
    -------
    tuple
        Histograms or None; end states of shape ``(len(END_STATES), size)``; classes of shape
        ``(size,)``.
    """
    times = engine.rows(years, ROWS)
    values = tuple(drawn.get(q.name, q.value) for q in PARAMETERS)
    state = [
        np.broadcast_to(np.asarray(x, float), size).copy()
        for x in engine.rest(values, np.exp, np.log)
    ]
    plan = engine.stretches(scenario, times, STEP, "exponential")
    lowest = first = state[_CREDIBILITY].copy()
    tally = None if scales is None else _Tally.empty(len(times))
    row = 0

    def look(levers: tuple) -> dict:
        found = kernel.auxiliaries(state, levers, values, np.exp, np.log)
        names = [entry.name for entry in (*STOCKS, *AUXILIARIES)]
        return dict(zip(names, (*state, *found), strict=True))

    if tally:
        tally.count(0, look(scenario.values(0.0)), scales)
    for stretch, reached in engine.integrate(state, plan, values, np.exp, np.log):
        state = reached
        lowest = np.minimum(lowest, state[_CREDIBILITY])
        if stretch.ends_at_row:
            row += 1
            if tally:
                tally.count(row, look(scenario.values(times[row])), scales)
    seen = look(scenario.values(years)) | {
        "first_credibility": first,
        "lowest_credibility": lowest,
    }
    ends = np.array([np.broadcast_to(seen[name], size) for name in END_STATES])
    membership = scenario.value("membership", years)
    parts = [seen[name] for name in ("us_deterrence", "european_deterrence")]
    return tally, ends, outcomes(first, seen["credibility"], lowest, membership, *parts)


@dataclass
class _Tally:
    """Histograms of every variable at every row: whole numbers, which add up in any order."""

    counts: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @classmethod
    def empty(cls, rows: int) -> _Tally:
        shape = (rows, len(BANDS))
        return cls(
            np.zeros((*shape, BINS), np.int64), np.full(shape, np.inf), np.full(shape, -np.inf)
        )

    def add(self, other: _Tally) -> None:
        self.counts += other.counts
        np.minimum(self.low, other.low, out=self.low)
        np.maximum(self.high, other.high, out=self.high)

    def count(self, row: int, seen: dict, scales: np.ndarray) -> None:
        """Add one block's values at one row."""
        for column, (name, scale) in enumerate(zip(BANDS, scales, strict=True)):
            values = seen["log_price" if name == "oil_price" else name]
            # Just below the scale, so that the largest value falls into the last class.
            places = (values * (BINS * (1 - 1e-9) / scale)).astype(np.intp)
            self.counts[row, column] += np.bincount(places, minlength=BINS)
            self.low[row, column] = min(self.low[row, column], values.min())
            self.high[row, column] = max(self.high[row, column], values.max())

    def quantiles(self, times: list[float], scales: np.ndarray) -> pd.DataFrame:
        """Return the bands as a table."""
        heights = self.counts.cumsum(axis=-1)
        columns = {}
        for column, (name, scale) in enumerate(zip(BANDS, scales, strict=True)):
            for quantile in QUANTILES:
                height, counts = heights[:, column], self.counts[:, column]
                wanted = quantile * height[:, -1]
                place = (height < wanted[:, None]).sum(axis=-1)
                rows = np.arange(len(times))
                below = height[rows, place] - counts[rows, place]
                inside = (wanted - below) / np.maximum(counts[rows, place], 1)
                value = (place + inside) * (scale / BINS)
                value = np.clip(value, self.low[:, column], self.high[:, column])
                columns[name, quantile] = np.exp(value) if name == "oil_price" else value
        table = pd.DataFrame(columns, index=pd.Index(times, name="year"))
        table.columns.names = ["variable", "quantile"]
        return table


def run_piece(job: _Job, first: int, size: int, block: int) -> tuple:
    """Run a piece of an ensemble block by block."""
    tally = _Tally.empty(len(job.times))
    ends, classes = [], []
    for start in range(first, first + size, block):
        part, end, found = job.run(start, min(block, first + size - start))
        tally.add(part)
        ends.append(end)
        classes.append(found)
    return first, tally, np.concatenate(ends, axis=1), np.concatenate(classes)


def _here(job: _Job, pieces: list[tuple[int, int]], block: int, draws: int) -> Iterator[tuple]:
    """Run pieces on this machine, on all its cores if there is enough to do."""
    cores = min(os.cpu_count() or 1, len(pieces))
    if cores == 1 or draws < PARALLEL_FROM or sys.platform == "emscripten":
        for first, size in pieces:
            yield run_piece(job, first, size, block)
        return
    idle: SimpleQueue = SimpleQueue()

    def run(first: int, size: int) -> tuple:
        worker = idle.get()
        try:
            return worker.run(run_piece, job, first, size, block)
        finally:
            idle.put(worker)

    with ExitStack() as stack:
        for _ in range(cores):
            idle.put(stack.enter_context(Worker()))
        pool = stack.enter_context(ThreadPoolExecutor(cores))
        waiting = iter(pieces)
        # No more results are alive at a time than there are workers, and one to spare.
        running = deque(pool.submit(run, *piece) for piece in islice(waiting, cores + 1))
        while running:
            yield running.popleft().result()
            running.extend(pool.submit(run, *piece) for piece in islice(waiting, 1))


def _on_cluster(
    job: _Job, pieces: list[tuple[int, int]], block: int, client: Any
) -> Iterator[tuple]:
    """Run pieces on a Dask cluster, which repeats what a lost worker had begun."""
    from distributed import as_completed

    waiting = iter(pieces)
    ahead = 2 * max(1, len(client.ncores()))
    first = [
        client.submit(run_piece, job, *piece, block, pure=False, retries=3)
        for piece in islice(waiting, ahead)
    ]
    futures = as_completed(first)
    for future in futures:
        yield future.result()
        future.release()
        following = next(waiting, None)
        if following:
            futures.add(client.submit(run_piece, job, *following, block, pure=False, retries=3))


def with_progress(done: Iterable, total: int, runs: Callable[[Any], int]) -> Iterator:
    """Pass results on, with a progress bar if they take more than two seconds.

    Parameters
    ----------
    done : iterable
        The results, as they come.
    total : int
        Number of runs in all.
    runs : callable
        Returns the number of runs in a result.
    """
    from tqdm.auto import tqdm

    # tqdm's bars for notebooks do not heed its own switch by themselves.
    off = bool(os.environ.get("TQDM_DISABLE"))
    with tqdm(total=total, unit="runs", delay=2, leave=False, disable=off) as bar:
        for result in done:
            yield result
            bar.update(runs(result))
