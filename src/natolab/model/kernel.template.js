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

/** Return the values of all parameters, the given ones after checking them. */
export function parameterValues(given) {
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
 * Work out what levers decide alone, so that many runs can share it.
 *
 * @param {object} levers courses: {name: [[year, value], ...]}
 * @param {object} options years (10), step (the longest, in years), rows a year (52)
 * @returns {object} times of the rows; levers at the start; stretches of steps of length h, with
 *   the levers during and after it, and the number of the row at its end (null if there is none)
 */
export function plan(levers, { years = 10, step = STEP, rows = WEEKS } = {}) {
  if (!(years >= SHORTEST && years <= LONGEST)) {
    throw new RangeError(`years must be from ${SHORTEST} to ${LONGEST}, not ${years}.`);
  }
  checkLevers(levers);
  const times = rowTimes(years, rows);
  const switches = switchingTimes(levers, times[times.length - 1]);
  const stops = moments(switches, times);
  const start = leverValues(levers, 0);
  const stretches = [];
  let now = start;
  let row = 0;
  let since = 0;
  let next = 1;
  for (let index = 1; index < stops.length; index += 1) {
    const [from] = stops[index - 1];
    const [end, atRow] = stops[index];
    const [, parts] = UNSETTLED.find(([time]) => from - since < time - SAME_MOMENT) ?? [0, 1];
    const longest = step / parts;
    const steps = Math.max(1, Math.ceil((end - from) / longest - SAME_MOMENT));
    const h = Math.round(((end - from) / steps) * 1e12) / 1e12;
    const during = now;
    if (switches[next] <= end + SAME_MOMENT) {
      since = switches[next];
      next += 1;
      now = leverValues(levers, end);
    } else if (index === stops.length - 1) {
      now = leverValues(levers, end);
    }
    if (atRow) row += 1;
    stretches.push({ during, steps, h, after: now, row: atRow ? row : null });
  }
  return { times, levers: start, stretches };
}

/**
 * Return a function that follows a plan: run(p, observe), with parameterValues p, calls
 * observe(row, y, l) at each row with the values of stocks and levers. It keeps y for itself.
 */
export function runner({ levers, stretches }) {
  const c = new Float64Array(CONSTANTS);
  const found = new Float64Array(SIZE + MOVING.length);
  const [pace, half, full, middle] = Array.from({ length: 4 }, () => new Float64Array(SIZE));

  function prepare(l, p, h) {
    constants(l, p, c);
    paces(l, p, pace);
    for (let i = 0; i < SIZE; i += 1) {
      half[i] = Math.exp((-h / 2) * pace[i]);
      full[i] = Math.exp(-h * pace[i]);
    }
  }

  // Towards a goal that stands still, what is missing shrinks by exp(-pace * time).
  function approach(y, from, left, h, out) {
    goals(from, c, found);
    for (let i = 0; i < MOVING.length; i += 1) left[MOVING[i]] = Math.exp(-h * found[SIZE + i]);
    for (let i = 0; i < SIZE; i += 1) out[i] = found[i] + (y[i] - found[i]) * left[i];
  }

  return (p, observe) => {
    const y = rest(p);
    let l = null;
    let size = 0;
    observe(0, y, levers);
    for (const { during, steps, h, after, row } of stretches) {
      if (during !== l || h !== size) {
        prepare(during, p, h);
        l = during;
        size = h;
      }
      for (let done = 0; done < steps; done += 1) {
        approach(y, y, half, h / 2, middle);
        approach(y, middle, full, h, y);
      }
      if (row !== null) observe(row, y, after);
    }
  };
}

/** Return a function that fills out with all COLUMNS at a moment: read(y, l, p, out). */
export function reader() {
  const aux = new Float64Array(COLUMNS.length - BEFORE.length - SIZE);
  return (y, l, p, out) => {
    auxiliaries(y, l, p, aux);
    out.set(l);
    out.set(y, BEFORE.length);
    out.set(aux, BEFORE.length + SIZE);
  };
}

/**
 * Run the model once.
 *
 * @param {object|string} scenario name in SCENARIOS, or {levers: {name: [[year, value], ...]}}
 * @param {object} options years (10), parameters ({}) by name, step (the longest, in years),
 *   rows a year (52)
 * @returns {object} year: times of the rows; and one Float64Array for each of COLUMNS
 */
export function simulate(scenario, { parameters = {}, ...options } = {}) {
  const chosen = typeof scenario === "string" ? SCENARIOS[scenario] : scenario;
  if (!chosen?.levers) throw new RangeError(`There is no scenario '${scenario}'.`);
  const planned = plan(chosen.levers, options);
  const p = parameterValues(parameters);
  const { times } = planned;
  const read = reader();
  const values = new Float64Array(COLUMNS.length);
  // One block of memory for all columns: to ask for each would take longer than to fill them.
  const block = new Float64Array(COLUMNS.length * times.length);
  runner(planned)(p, (row, y, l) => {
    read(y, l, p, values);
    for (let i = 0; i < values.length; i += 1) block[i * times.length + row] = values[i];
  });
  const columns = COLUMNS.map((name, i) => [
    name,
    block.subarray(i * times.length, (i + 1) * times.length),
  ]);
  return { year: times, ...Object.fromEntries(columns) };
}

/** Return the class of an outcome, by the rules in OUTCOMES, from how a run began and ended. */
export function outcome({ first, lowest, credibility, membership, us_deterrence, european_deterrence }) {
  const back = credibility >= first - RESTORED;
  if (membership < MEMBER) return "dissolved";
  if (credibility < HOLLOW) return "hollow";
  if (european_deterrence > us_deterrence) return "european";
  if (back && lowest >= first - DIP) return "collective";
  return back ? "realigned" : "strategic_damage";
}

/** Return the class of a run's outcome. */
export function classify(run) {
  const last = run.year.length - 1;
  const ends = Object.fromEntries(COLUMNS.map((name) => [name, run[name][last]]));
  return outcome({ ...ends, first: run.credibility[0], lowest: Math.min(...run.credibility) });
}
