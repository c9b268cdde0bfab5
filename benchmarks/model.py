"""Measure the scenario model beside other engines: `make bench`.

All figures come from one run on one machine; ratios travel, times do not. Engines that are not
installed are left out.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import json
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import numpy as np

from natolab.model import PARAMETERS, SCENARIOS, STOCKS, engine, ensemble, simulate
from natolab.model.arrays import BLOCK, ROWS
from natolab.model.generate import FOLDER
from natolab.model.numerics import STEP
from natolab.model.xmile import to_xmile

SCENARIO = "breakdown"
WEEK = 1 / 52


def best(call: Callable, times: int = 5) -> float:
    """Return the shortest of several times in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return min(found)


class _Counting(np.ndarray):
    """An array that counts the operations done with it."""

    counts: ClassVar[Counter] = Counter()

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **kwargs):
        self.counts[ufunc] += 1
        plain = [np.asarray(x) if isinstance(x, _Counting) else x for x in inputs]
        if out:
            kwargs["out"] = tuple(np.asarray(x) for x in out)
        result = getattr(ufunc, method)(*plain, **kwargs)
        return np.asarray(result).view(_Counting)


def operations() -> Counter:
    """Return how many array operations one step of an ensemble takes, by kind."""
    rng = np.random.default_rng(1)
    low, high = np.array([(q.low, q.high) for q in PARAMETERS]).T
    values = tuple(v.view(_Counting) for v in rng.uniform(low, high, (BLOCK, len(low))).T.copy())
    advance = engine.METHODS["exponential"](
        SCENARIOS[SCENARIO].values(0.0), values, 0.01, np.exp, np.log
    )
    state = [rng.uniform(size=BLOCK).view(_Counting) for _ in STOCKS]
    advance(state)
    _Counting.counts.clear()
    advance(state)
    return Counter(_Counting.counts)


def bound() -> tuple[float, dict[str, float], Counter]:
    """Return the runs per second that one core's array operations allow, and their costs."""
    counts = operations()
    rng = np.random.default_rng(2)
    cost = {}
    for ufunc in counts:
        # Fresh arrays each time, as in a step, so that the cache holds no more than it would.
        inputs = [rng.uniform(0.1, 0.9, (40, BLOCK)) for _ in range(ufunc.nin)]

        def sweep(ufunc=ufunc, inputs=inputs):
            for row in zip(*inputs, strict=True):
                ufunc(*row)

        cost[ufunc] = best(sweep, 9) / 40
    step = sum(number * cost[ufunc] for ufunc, number in counts.items())
    plan = engine.stretches(SCENARIOS[SCENARIO], engine.rows(10, ROWS), STEP, "exponential")
    steps = sum(stretch.steps for stretch in plan)
    return BLOCK / (step * steps), {u.__name__: c for u, c in cost.items()}, counts


def javascript() -> dict[str, float]:
    """Return seconds a run in node and in Chromium, where they are found."""
    measure = """
      for (let i = 0; i < 200; i += 1) model.simulate(NAME);
      let best = Infinity;
      for (let round = 0; round < 9; round += 1) {
        const start = performance.now();
        for (let i = 0; i < 50; i += 1) model.simulate(NAME);
        best = Math.min(best, (performance.now() - start) / 50);
      }
    """.replace("NAME", json.dumps(SCENARIO))
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "bench.mjs"
        address = json.dumps((FOLDER / "kernel.js").as_uri())
        script.write_text(f"import * as model from {address};{measure}console.log(best);")
        try:
            done = subprocess.run(["node", str(script)], capture_output=True, text=True, check=True)
            found["JavaScript, node"] = float(done.stdout) / 1e3
        except (OSError, subprocess.CalledProcessError):
            pass
    try:
        from playwright.sync_api import sync_playwright

        sys.path.insert(0, str(Path(__file__).parents[1]))
        from tests.support.browser import ARGUMENTS, executable

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
            milliseconds = browser.new_page().evaluate(
                """async (source) => {
                     const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
                     const model = await import(url);"""
                + measure
                + "return best; }",
                (FOLDER / "kernel.js").read_text(encoding="utf-8"),
            )
            browser.close()
        found["JavaScript, Chromium"] = milliseconds / 1e3
    except ImportError:
        pass
    return found


def others() -> dict[str, float]:
    """Return seconds a run of the engines that are installed, ten years in weekly Euler steps."""
    found = {}
    names = [stock.name for stock in STOCKS]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the other engines' own
        path = Path(folder) / "alliance.xmile"
        path.write_text(to_xmile(SCENARIO, step=WEEK), encoding="utf-8")
        if pysd := _installed("pysd"):
            model = pysd.read_xmile(str(path))
            found["PySD, Euler"] = best(
                lambda: model.run(return_columns=names, return_timestamps=[10])
            )
        if simlin := _installed("simlin"):
            loaded = simlin.load(str(path))
            found["pysimlin, Euler"] = best(loaded.run)
    if integrate := _installed("scipy.integrate"):
        values = engine.parameters({})
        scenario = SCENARIOS[SCENARIO]
        cuts = [0.0, *(t for t in scenario.switching_times if 0 < t < 10), 10.0]

        def solve() -> None:
            state = engine.rest(values, math.exp, math.log)
            for start, stop in itertools.pairwise(cuts):
                levers = scenario.values(start)
                state = integrate.solve_ivp(
                    lambda _, y, levers=levers: engine.rates(y, levers, values, math.exp, math.log),
                    (start, stop),
                    state,
                    method="LSODA",
                    rtol=1e-5,
                    atol=1e-7,
                ).y[:, -1]

        found["SciPy solve_ivp, LSODA"] = best(solve)
    return found


def _installed(name: str):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def million() -> None:
    """Run a million draws and print the seconds and the memory they took."""
    start = time.perf_counter()
    ensemble(SCENARIO, draws=1_000_000, rng=np.random.default_rng(1))
    seconds = time.perf_counter() - start
    unit = 1024**3 if sys.platform == "darwin" else 1024**2
    own, largest = (
        resource.getrusage(who).ru_maxrss / unit
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    peak = own + (os.cpu_count() or 1) * largest  # as if all were at their largest at once
    print(json.dumps({"seconds": seconds, "peak": peak}))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the million runs")
    parser.add_argument("--million", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.million:
        million()
        return
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"NumPy {np.__version__}; load before {os.getloadavg()[0]:.1f}; "
        f"scenario {SCENARIO!r}, ten years\n"
    )
    draws = 32 * BLOCK
    rng = np.random.default_rng
    seconds = {"Python, one run as a data frame": best(lambda: simulate(SCENARIO), 20)}
    seconds |= javascript()
    seconds["NumPy, ensemble, all cores"] = (
        best(lambda: ensemble(SCENARIO, draws=draws, rng=rng(1)), 2) / draws
    )
    core, costs, counts = bound()
    seconds |= others()
    slow = seconds.get("PySD, Euler")
    print("| engine | ms a run | runs per second | times PySD |")
    print("|---|--:|--:|--:|")
    for name, value in seconds.items():
        ratio = f"{slow / value:,.0f}" if slow else ""
        print(f"| {name} | {value * 1e3:,.3f} | {1 / value:,.0f} | {ratio} |")
    print("\nCost of an array operation on", BLOCK, "numbers, and how often a step does it:")
    for name, cost in costs.items():
        number = next(n for u, n in counts.items() if u.__name__ == name)
        print(f"  {name:10} {cost * 1e6:6.1f} us, {number} times")
    # A single block is not divided, so that one core runs it.
    one = best(lambda: ensemble(SCENARIO, draws=BLOCK, rng=rng(1)), 7) / BLOCK
    print(f"One core: {1 / one:,.0f} runs per second, bound {core:,.0f}: {1 / one / core:.0%}.")
    print(f"Importing the model, on top of NumPy and pandas: {importing():.3f} s.")
    if not arguments.quick:
        done = subprocess.run(
            [sys.executable, __file__, "--million"], capture_output=True, text=True, check=True
        )
        found = json.loads(done.stdout)
        print(
            f"A million runs: {found['seconds']:.0f} s, at most {found['peak']:.2f} GB of memory."
        )


def importing() -> float:
    """Return the fewest seconds that importing the model took in five fresh processes."""
    code = (
        "import time, numpy, pandas; start = time.perf_counter(); import natolab.model as model;"
        "model.simulate, model.ensemble; print(time.perf_counter() - start)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    return min(float(run.stdout) for run in runs)


if __name__ == "__main__":
    main()
