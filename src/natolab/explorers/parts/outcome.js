// What the explorer reads off a run; the same as summary in chapters/scenarios/comparison.py.
import { SHORTFALL, classify } from "../../model/kernel.js";

/** Return the stretches of time in which deterrence is below its level before the war. */
export function windows(run) {
  const level = run.deterrence[0];
  const found = [];
  for (let row = 1; row < run.year.length; row += 1) {
    if (!(level - run.deterrence[row] > SHORTFALL * level)) continue;
    const last = found[found.length - 1];
    if (last && last[1] === run.year[row - 1]) last[1] = run.year[row];
    else found.push([run.year[row - 1], run.year[row]]);
  }
  return found;
}

/** Measure the window of vulnerability, as natolab.model.vulnerability does. */
export function vulnerability(run) {
  const dips = Array.from(run.deterrence, (value) => Math.max(run.deterrence[0] - value, 0));
  let area = 0;
  for (let row = 1; row < dips.length; row += 1) {
    area += ((dips[row - 1] + dips[row]) / 2) * (run.year[row] - run.year[row - 1]);
  }
  return {
    years: windows(run).reduce((sum, [from, to]) => sum + to - from, 0),
    depth: Math.max(...dips),
    area,
  };
}

/** Return class, window and the values each year of the variables that the explorer shows. */
export function summary(run, shown) {
  const last = run.year.length - 1;
  const rows = Array.from(
    { length: Math.round(run.year[last]) + 1 },
    (_, year) => (year * last) / run.year[last],
  );
  return {
    outcome: classify(run),
    window: vulnerability(run),
    lowest: Math.min(...run.credibility),
    yearly: Object.fromEntries(shown.map((name) => [name, rows.map((row) => run[name][row])])),
  };
}

/** Return the first year in which a variable differs by more than a tolerance; null if none. */
export function parting(run, other, variable, tolerance) {
  const row = Array.from(run.year).findIndex(
    (_, i) => Math.abs(run[variable][i] - other[variable][i]) > tolerance,
  );
  return row < 0 ? null : run.year[row];
}

/** Return what is read off two runs: a summary of each, and the year in which they part. */
export function compared(run, other, { shown, tolerance }) {
  return {
    scenario: summary(run, shown),
    other: summary(other, shown),
    parting: parting(run, other, "credibility", tolerance),
  };
}
