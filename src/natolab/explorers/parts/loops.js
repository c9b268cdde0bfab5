// Which feedback loop does how much of the work in a run, and which chain of effects leads from a
// lever to a result: the same as model/dominance.py and model/chains.py.
import { AUXILIARIES, LEVERS, PARAMETERS, STOCKS, parameterValues } from "../../model/kernel.js";
import { EQUATIONS, LINKS, LOOPS, NOTICED, QUIET, TELLING } from "../../model/structure.js";
import { t } from "../texts.js";
import { capital, words } from "./words.js";

const key = ([cause, effect]) => `${cause} ${effect}`;
const around = ({ variables }) =>
  variables.map((cause, i) => [cause, variables[(i + 1) % variables.length]]);

// The links of all loops, each once, and each loop as places among them.
const CIRCLED = [
  ...new Map(
    Object.values(LOOPS)
      .flatMap(around)
      .map((x) => [key(x), x]),
  ).values(),
];
const PLACES = new Map(CIRCLED.map((link, place) => [key(link), place]));
const CIRCLES = Object.values(LOOPS).map((loop) => around(loop).map((x) => PLACES.get(key(x))));
const EFFECTS = [...new Set(CIRCLED.map(([, effect]) => effect))];

/** Names in the definition, each with its column in a run. */
const COLUMN_OF = [
  ...Object.entries(LEVERS).map(([name, { column }]) => [name, column]),
  ...[...Object.keys(STOCKS), ...Object.keys(AUXILIARIES)].map((name) => [name, name]),
];

/** Return a function of a run's row: the values of all that the equations know. */
function reader(run, parameters) {
  const p = parameterValues(parameters);
  const constants = Object.fromEntries(Object.keys(PARAMETERS).map((name, i) => [name, p[i]]));
  return (row) => {
    const values = { ...constants };
    for (const [name, column] of COLUMN_OF) values[name] = run[column][row];
    return values;
  };
}

/** Return what a cause alone does to its effect, which starts with the value `start`. */
function partialEffect([cause, effect], before, after, start) {
  const kept = before[cause];
  before[cause] = after[cause];
  const reached = EQUATIONS[effect](before);
  before[cause] = kept;
  return reached - start;
}

/** Return the score of each link in CIRCLED between two states; what moves no more is still. */
function linkScores(before, after, floor) {
  const start = {};
  const whole = {};
  for (const name of EFFECTS) {
    start[name] = EQUATIONS[name](before);
    whole[name] = EQUATIONS[name](after) - start[name];
  }
  return CIRCLED.map((link) => {
    const [cause, effect] = link;
    const moved = after[cause] - before[cause];
    if (Math.abs(moved) <= floor || Math.abs(whole[effect]) <= floor) return 0;
    const alone = partialEffect(link, before, after, start[effect]);
    return Math.abs(alone / whole[effect]) * Math.sign(alone) * Math.sign(moved);
  });
}

/** Return the fewest loops of one sign that do half of all work, the strongest first. */
function leading(names, shares) {
  const sign = shares.reduce((sum, share) => sum + share, 0) >= 0 ? 1 : -1;
  const side = names.map((name, i) => [sign * shares[i], name]).sort((a, b) => b[0] - a[0]);
  const found = [];
  let done = 0;
  for (const [share, name] of side) {
    if (share <= 0 || done >= 0.5) break;
    done += share;
    found.push(name);
  }
  return found;
}

/**
 * Score the loops of a run.
 *
 * @param {object} run as simulate returns it
 * @param {object} options parameters ({}) of the run, by name; every how many rows (13) a moment is
 *   looked at; whether the stocks' own pulls to their goals compete too (true)
 * @returns {object} year: the moments; shares: an array for each loop's name, with signs, whose
 *   absolute values sum to 1, or to 0 at rest; dominant: names of loops for each moment
 */
export function loopScores(run, { parameters = {}, every = 13, own = true } = {}) {
  const at = reader(run, parameters);
  const names = Object.keys(LOOPS);
  const chosen = [...names.keys()].filter((i) => own || CIRCLES[i].length > 1);
  const called = chosen.map((i) => names[i]);
  const year = [];
  const shares = Object.fromEntries(called.map((name) => [name, []]));
  const dominant = [];
  for (let row = 0; row + 1 < run.year.length; row += every) {
    const floor = QUIET * (run.year[row + 1] - run.year[row]);
    const links = linkScores(at(row), at(row + 1), floor);
    const scores = chosen.map((i) => CIRCLES[i].reduce((all, place) => all * links[place], 1));
    const total = scores.reduce((sum, score) => sum + Math.abs(score), 0) || 1;
    const parts = scores.map((score) => score / total);
    called.forEach((name, i) => shares[name].push(parts[i]));
    dominant.push(leading(called, parts));
    year.push(run.year[row]);
  }
  return { year, shares, dominant };
}

const moves = (name, sign) =>
  sign > 0 ? t("{name} rises", { name: words(name) }) : t("{name} falls", { name: words(name) });

/** Return mean changes by name, and mean partial effects by link. */
function compare(before, after, parameters) {
  const [old, now] = [reader(before, parameters), reader(after, parameters)];
  const rows = before.year.length;
  const moved = Object.fromEntries(COLUMN_OF.map(([name]) => [name, 0]));
  const effects = LINKS.map(() => 0);
  for (let row = 0; row < rows; row += 1) {
    const [first, second] = [old(row), now(row)];
    for (const name of Object.keys(moved)) moved[name] += (second[name] - first[name]) / rows;
    const ends = [first, second].map((v) =>
      Object.fromEntries(Object.entries(EQUATIONS).map(([name, follow]) => [name, follow(v)])),
    );
    LINKS.forEach((link, i) => {
      const there = partialEffect(link, first, second, ends[0][link[1]]);
      const back = partialEffect(link, second, first, ends[1][link[1]]);
      effects[i] += (there - back) / 2 / rows;
    });
  }
  return { moved, effects };
}

/** Return the links that help to explain their targets, each with its part of the strongest. */
function telling(effects, signs) {
  const strongest = {};
  LINKS.forEach(([, effect], i) => {
    strongest[effect] = Math.max(strongest[effect] ?? QUIET, Math.abs(effects[i]));
  });
  return LINKS.map(([cause, effect], i) => {
    const counts = cause in signs && effect in signs && cause !== effect;
    return { cause, effect, share: counts ? (effects[i] * signs[effect]) / strongest[effect] : 0 };
  }).filter(({ share }) => share >= TELLING);
}

/** Return the shortest path, of several the one with the largest product of shares. */
function shortest(start, end, links) {
  const paths = new Map([[start, { path: [start], strength: 1 }]]);
  let edge = [start];
  while (edge.length && !paths.has(end)) {
    const found = new Map();
    for (const { cause, effect, share } of links) {
      if (!edge.includes(cause) || paths.has(effect)) continue;
      const { path, strength } = paths.get(cause);
      if (strength * share > (found.get(effect)?.strength ?? 0)) {
        found.set(effect, { path: [...path, effect], strength: strength * share });
      }
    }
    for (const [name, way] of found) paths.set(name, way);
    edge = [...found.keys()];
  }
  return paths.get(end)?.path ?? [];
}

/**
 * Explain what a lever does to a stock or auxiliary by two runs that differ in the lever.
 *
 * @param {object} runs before and after, with the same rows, and the parameters ({}) of both
 * @returns {object} steps: [variable, 1 if it rises or -1 if it falls] from lever to result, empty
 *   if the lever did not bring about the change; text: the same as a sentence
 */
export function chain(lever, result, { before, after, parameters = {} }) {
  const { moved, effects } = compare(before, after, parameters);
  const signs = {};
  for (const [name, size] of Object.entries(moved)) {
    if (Math.abs(size) > QUIET) signs[name] = Math.sign(size);
  }
  const say = (name) => moves(name, signs[name]);
  if (!(lever in signs)) {
    return {
      steps: [],
      text: capital(t("{name} is the same in both runs.", { name: words(lever) })),
    };
  }
  if (Math.abs(moved[result]) <= NOTICED) {
    return { steps: [], text: capital(t("{name} hardly changes.", { name: words(result) })) };
  }
  const path = shortest(lever, result, telling(effects, signs));
  if (!path.length) {
    return {
      steps: [],
      text: capital(
        t("{change}, but {name} has little part in it.", {
          change: say(result),
          name: words(lever),
        }),
      ),
    };
  }
  return {
    steps: path.map((name) => [name, signs[name]]),
    text: `${capital(path.map(say).join(t(", so ")))}.`,
  };
}
