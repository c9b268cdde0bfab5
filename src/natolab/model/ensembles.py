"""Many runs with parameters drawn at random: bands, end states and classes of outcome."""

from __future__ import annotations

import math
import os
import sys
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from queue import SimpleQueue
from typing import Any

import numpy as np
import pandas as pd

from natolab.model import engine
from natolab.model.arrays import BLOCK, ROWS, Ends, Moment, simulate_arrays
from natolab.model.definition import OUTCOMES, PARAMETERS
from natolab.model.errors import ModelError, count, needed, number, unknown
from natolab.model.scenario import Scenario, to_run
from natolab.model.worker import Worker

#: Largest number of draws; the end states of so many take fifteen gigabytes.
MOST_DRAWS = 10**8

#: Draws from which on starting a process for each core pays.
PARALLEL_FROM = 20_000

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
        pairs of lowest and highest value. By default all that have a range and that the scenario
        does not set. Values are uniform.
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
    scenario, years = to_run(scenario, years)
    job = _Job(scenario, years, spread(vary, scenario.parameters), _key(rng))
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


def spread(vary: object, still: Container[str] = ()) -> dict[str, tuple[float, float]]:
    """Return the ranges of the parameters to vary, after checking them.

    Parameters
    ----------
    vary : mapping or iterable of str, optional
        Parameters to vary, as for ``ensemble``.
    still : container of str
        Parameters that vary only if ``vary`` names them.

    Returns
    -------
    dict
        Lowest and highest value by the parameter's name.
    """
    if vary is None:
        return {name: pair for name, pair in _SPREAD.items() if name not in still}
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
        values = engine.parameters(self.scenario.parameters)
        ceiling = dict(zip((q.name for q in PARAMETERS), values, strict=True))["price_ceiling"]
        top = math.log(self.spread.get("price_ceiling", (0.0, ceiling))[1])
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
        tally, scales = _Tally.empty(len(self.times)), self.scales

        def observe(row: int, moment: Moment) -> None:
            tally.count(row, moment, scales)

        found = simulate_arrays(self.scenario, drawn, size, years=self.years, observe=observe)
        return tally, end_states(found), found.outcomes


def end_states(found: Ends) -> np.ndarray:
    """Return the values of ``END_STATES``, one row each, of many runs."""
    seen = {"first_credibility": found.first, "lowest_credibility": found.lowest}
    return np.array([seen[name] if name in seen else found.moment[name] for name in END_STATES])


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

    def count(self, row: int, moment: Moment, scales: np.ndarray) -> None:
        """Add one block's values at one row."""
        for column, (name, scale) in enumerate(zip(BANDS, scales, strict=True)):
            values = moment["log_price" if name == "oil_price" else name]
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
    as_completed = needed("distributed", "cluster").as_completed
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
