/* HEADER */
// The scenario model for the page: same equations, steps and rules as the Python package.

/* EQUATIONS */
const [SHORTEST, LONGEST] = YEARS;
const STOCK_NAMES = Object.keys(STOCKS);
const SIZE = STOCK_NAMES.length;
const BEFORE = Object.values(LEVERS).map((lever) => lever.before);

/** Names of the columns of a run: levers (strike is called war), stocks, auxiliaries. */
export const COLUMNS = [
  ...Object.values(LEVERS).map((lever) => lever.column),
  ...STOCK_NAMES,
  ...Object.keys(AUXILIARIES),
];

/** Return the range of a parameter, widened or narrowed about its value. */
export function widened(name, width) {
  const { value, low, high, limits } = PARAMETERS[name];
  return [low, high].map((end) =>
    Math.min(Math.max(value + width * (end - value), limits[0]), limits[1]),
  );
}

function parameterValues(given) {
  for (const [name, value] of Object.entries(given)) {
    if (!(name in PARAMETERS)) throw new RangeError(`There is no parameter '${name}'.`);
    const [low, high] = PARAMETERS[name].limits;
    if (!(value >= low && value <= high)) {
      throw new RangeError(`Parameter '${name}' must be from ${low} to ${high}, not ${value}.`);
    }
  }
  return Float64Array.from(Object.entries(PARAMETERS), ([name, q]) => given[name] ?? q.value);
}

function checkLevers(levers) {
  for (const [name, course] of Object.entries(levers)) {
    if (!(name in LEVERS)) throw new RangeError(`There is no lever '${name}'.`);
    let last = -Infinity;
    for (const [time, value] of course) {
      if (!(time >= 0 && time > last)) {
        throw new RangeError(`The times of lever '${name}' must increase from 0, not be ${time}.`);
      }
      const right = LEVERS[name].switch ? value === 0 || value === 1 : value >= 0 && value <= 1;
      if (!right) {
        const band = LEVERS[name].switch ? "0 or 1" : "from 0 to 1";
        throw new RangeError(`Lever '${name}' in year ${time} must be ${band}, not ${value}.`);
      }
      last = time;
    }
  }
}

function leverValues(levers, year) {
  return Object.entries(LEVERS).map(([name, lever]) => {
    let value = lever.before;
    for (const [time, next] of levers[name] ?? []) if (time <= year + SAME_MOMENT) value = next;
    return value;
  });
}

function rest(p) {
  const y = Float64Array.from(Object.values(STOCKS), ({ trust }) => trust);
  const c = new Float64Array(CONSTANTS);
  const found = new Float64Array(SIZE + MOVING.length);
  constants(BEFORE, p, c);
  for (let looks = LOOKS; ; looks -= 1) {
    let moved = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      goals(y, c, found);
      moved = 0;
      for (let i = 0; i < SIZE; i += 1) {
        moved += Math.abs(found[i] - y[i]);
        y[i] = found[i];
      }
    }
    if (moved <= STILL || looks === 1) return y;
  }
}

function rowTimes(years, rows) {
  const count = Math.floor(years * rows + SAME_MOMENT);
  const times = Array.from({ length: count + 1 }, (_, index) => index / rows);
  if (years - times[count] >= SAME_MOMENT) times.push(years);
  return times;
}

function switchingTimes(levers, end) {
  const times = Object.values(levers).flatMap((course) => course.map(([time]) => time));
  return [0, ...new Set(times.filter((time) => time > 0 && time < end))].sort((a, b) => a - b);
}

/** Return the times at which steps must land: [time, whether it is a row]. */
function moments(switches, times) {
  const all = times.map((time) => [time, true]);
  const end = times[times.length - 1];
  const after = switches.flatMap((time) => [time, ...UNSETTLED.map(([delay]) => time + delay)]);
  for (const time of new Set(after)) {
    if (time < end && times.every((row) => Math.abs(time - row) > SAME_MOMENT)) {
      all.push([time, false]);
    }
  }
  return all.sort((a, b) => a[0] - b[0]);
}

/**
 * Run the model once.
 *
 * @param {object|string} scenario name in SCENARIOS, or {levers: {name: [[year, value], ...]}}
 * @param {object} options years (10), parameters ({}) by name, step (the longest, in years),
 *   rows a year (52)
 * @returns {object} year: times of the rows; and one Float64Array for each of COLUMNS
 */
export function simulate(scenario, { years = 10, parameters = {}, step = STEP, rows = WEEKS } = {}) {
  const chosen = typeof scenario === "string" ? SCENARIOS[scenario] : scenario;
  if (!chosen?.levers) throw new RangeError(`There is no scenario '${scenario}'.`);
  if (!(years >= SHORTEST && years <= LONGEST)) {
    throw new RangeError(`years must be from ${SHORTEST} to ${LONGEST}, not ${years}.`);
  }
  const { levers } = chosen;
  checkLevers(levers);
  const p = parameterValues(parameters);
  const times = rowTimes(years, rows);
  const run = { year: times };
  const columns = COLUMNS.map((name) => (run[name] = new Float64Array(times.length)));
  const aux = new Float64Array(COLUMNS.length - BEFORE.length - SIZE);
  const c = new Float64Array(CONSTANTS);
  const found = new Float64Array(SIZE + MOVING.length);
  const [pace, half, full, middle] = Array.from({ length: 4 }, () => new Float64Array(SIZE));
  const y = rest(p);
  let l = null;
  let size = 0;

  function prepare(now, h) {
    l = now;
    size = h;
    constants(l, p, c);
    paces(l, p, pace);
    for (let i = 0; i < SIZE; i += 1) {
      half[i] = Math.exp((-h / 2) * pace[i]);
      full[i] = Math.exp(-h * pace[i]);
    }
  }

  // Towards a goal that stands still, what is missing shrinks by exp(-pace * time).
  function approach(from, left, h, out) {
    goals(from, c, found);
    for (let i = 0; i < MOVING.length; i += 1) left[MOVING[i]] = Math.exp(-h * found[SIZE + i]);
    for (let i = 0; i < SIZE; i += 1) out[i] = found[i] + (y[i] - found[i]) * left[i];
  }

  function record(row, now) {
    auxiliaries(y, now, p, aux);
    const levered = now.length;
    for (let i = 0; i < levered; i += 1) columns[i][row] = now[i];
    for (let i = 0; i < SIZE; i += 1) columns[levered + i][row] = y[i];
    for (let i = 0; i < aux.length; i += 1) columns[levered + SIZE + i][row] = aux[i];
  }

  const switches = switchingTimes(levers, times[times.length - 1]);
  const stops = moments(switches, times);
  let now = leverValues(levers, 0);
  let row = 0;
  let since = 0;
  let next = 1;
  record(0, now);
  for (let index = 1; index < stops.length; index += 1) {
    const [start] = stops[index - 1];
    const [end, atRow] = stops[index];
    const [, parts] = UNSETTLED.find(([time]) => start - since < time - SAME_MOMENT) ?? [0, 1];
    const longest = step / parts;
    const steps = Math.max(1, Math.ceil((end - start) / longest - SAME_MOMENT));
    const h = Math.round(((end - start) / steps) * 1e12) / 1e12;
    if (now !== l || h !== size) prepare(now, h);
    for (let done = 0; done < steps; done += 1) {
      approach(y, half, h / 2, middle);
      approach(middle, full, h, y);
    }
    if (switches[next] <= end + SAME_MOMENT) {
      since = switches[next];
      next += 1;
      now = leverValues(levers, end);
    } else if (index === stops.length - 1) {
      now = leverValues(levers, end);
    }
    if (atRow) record((row += 1), now);
  }
  return run;
}

/** Return the class of a run's outcome, by the rules in OUTCOMES. */
export function classify(run) {
  const last = run.year.length - 1;
  const trust = run.credibility;
  const back = trust[last] >= trust[0] - RESTORED;
  if (run.membership[last] < MEMBER) return "dissolved";
  if (trust[last] < HOLLOW) return "hollow";
  if (run.european_deterrence[last] > run.us_deterrence[last]) return "european";
  if (back && Math.min(...trust) >= trust[0] - DIP) return "collective";
  return back ? "realigned" : "strategic_damage";
}
