// Many runs of one scenario with parameters drawn at random, and what they have in common.
// The same draws and results as in natolab.chapters.uncertainty.small_ensemble.
import {
  COLUMNS,
  OUTCOMES,
  PARAMETERS,
  STOCKS,
  outcome,
  parameterValues,
  plan,
  reader,
  runner,
  widened,
} from "../../model/kernel.js";

const GOLDEN = 0x9e3779b9;
const TRUST = Object.keys(STOCKS).indexOf("credibility");
/** Draws of the first report; each later one has twice as many, the last one all. */
const FIRST = 40;

/** Scatter a 32-bit number so that neighbours have nothing in common. */
function mix(x) {
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** The random numbers of a draw by place: they depend on seed, draw and place alone. */
function uniform(seed, draw) {
  const start = mix((mix((seed + GOLDEN) | 0) + Math.imul(draw + 1, GOLDEN)) | 0);
  return (place) => (mix((start + Math.imul(place + 1, GOLDEN)) | 0) + 0.5) / 2 ** 32;
}

/** The parameters that vary: those of the systems asked for that the scenario does not set. */
function spread(fixed, { width, systems }) {
  return Object.keys(PARAMETERS)
    .map((name, place) => {
      const [from, to] = widened(name, width);
      return { name, place, from, to };
    })
    .filter(({ name, from, to }) => {
      return from < to && systems.includes(PARAMETERS[name].system) && !(name in fixed);
    });
}

function quantile(ordered, share) {
  const place = (ordered.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, ordered.length - 1);
  return ordered[below] + (place - below) * (ordered[above] - ordered[below]);
}

/** First place in sorted values at which a value is reached (or, if strict, passed). */
function search(ordered, value, strict) {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle] < value || (strict && ordered[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ranks of the values, counted from 1; equal ones (to nine digits) share theirs. */
function ranksOf(values) {
  const rounded = values.map((value) => Math.round(value * 1e9));
  const ordered = rounded.slice().sort();
  return rounded.map(
    (value) => (search(ordered, value, false) + search(ordered, value, true) + 1) / 2,
  );
}

/** What differs from the mean, and the sum of its squares. */
function centred(values) {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  const apart = values.map((value) => value - middle);
  return [apart, apart.reduce((sum, value) => sum + value * value, 0)];
}

/** The parameters that order the draws at the end most, the strongest first; yields pauses. */
function* leaders(last, varied, numbers, named) {
  if (!named || Math.max(...last) - Math.min(...last) <= 1e-6) return [];
  const [ends, size] = centred(ranksOf(last));
  const order = [];
  for (const [i, { name }] of varied.entries()) {
    yield null;
    const [column, own] = centred(numbers[i].subarray(0, last.length));
    const both = column.reduce((sum, value, draw) => sum + value * ends[draw], 0);
    order.push({ parameter: name, correlation: both / Math.sqrt(size * own) });
  }
  return order.sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation)).slice(0, named);
}

/**
 * Run an ensemble step by step: yields null wherever it may pause, and reports.
 *
 * @param {object} scenario {levers, parameters}; parameters that it sets do not vary
 * @param {object} options draws; seed; width (by how much ranges are widened about their values);
 *   systems whose parameters vary; variables and quantiles of the bands; years; rows a year; every
 *   (rows between two points of the bands); named (0): how many parameters are put in order
 * @yields {object|null} a report: count of the draws so far, of how many; varied, the number of
 *   parameters that vary; years of the points; bands {variable: one list a quantile}; shares
 *   {outcome: draws}; order, the leading parameters for the first variable at the end
 */
export function* ensembleInSteps({ levers, parameters = {} }, options) {
  const { draws, seed, variables, quantiles, every, named = 0 } = options;
  const places = variables.map((name) => COLUMNS.indexOf(name));
  if (places.includes(-1)) {
    throw new RangeError(`There is no variable '${variables[places.indexOf(-1)]}'.`);
  }
  const varied = spread(parameters, options);
  const planned = plan(levers, options);
  const run = runner(planned);
  const read = reader();
  const end = planned.times.length - 1;
  const points = planned.times
    .map((_, row) => row)
    .filter((row) => row % every === 0 || row === end);
  // One array for each point and variable; a place in it is a draw.
  const values = points.map(() => variables.map(() => new Float64Array(draws)));
  const numbers = varied.map(() => new Float64Array(named ? draws : 0));
  const shares = Object.fromEntries(Object.keys(OUTCOMES).map((name) => [name, 0]));
  const p = parameterValues(parameters);
  const now = new Float64Array(COLUMNS.length);

  function advance(draw) {
    const number = uniform(seed, draw);
    varied.forEach(({ place, from, to }, i) => {
      const share = number(place);
      p[place] = from + (to - from) * share;
      if (named) numbers[i][draw] = share;
    });
    let [first, lowest, point] = [0, Infinity, 0];
    run(p, (row, y, l) => {
      if (row === 0) first = y[TRUST];
      lowest = Math.min(lowest, y[TRUST]);
      if (row !== points[point]) return;
      read(y, l, p, now);
      places.forEach((place, i) => (values[point][i][draw] = now[place]));
      point += 1;
    });
    const ends = Object.fromEntries(COLUMNS.map((name, i) => [name, now[i]]));
    shares[outcome({ ...ends, first, lowest })] += 1;
  }

  function* report(count) {
    const bands = Object.fromEntries(variables.map((name) => [name, quantiles.map(() => [])]));
    for (const columns of values) {
      for (const [i, name] of variables.entries()) {
        const ordered = columns[i].slice(0, count).sort();
        quantiles.forEach((share, q) => bands[name][q].push(quantile(ordered, share)));
        yield null;
      }
    }
    const last = values[values.length - 1][0].subarray(0, count);
    yield {
      count,
      of: draws,
      varied: varied.length,
      years: points.map((row) => planned.times[row]),
      bands,
      shares: { ...shares },
      order: yield* leaders(last, varied, numbers, named),
    };
  }

  let next = FIRST;
  for (let count = 1; count <= draws; count += 1) {
    advance(count - 1);
    yield null;
    if (count === next || count === draws) {
      yield* report(count);
      next = 2 * count;
    }
  }
}
