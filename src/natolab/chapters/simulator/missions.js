// What missions ask of two scenarios, and which hint fits: the same as conditions.py and
// missions.py. A side is {scenario, run}: a scenario as the page keeps it, and its run.
import {
  COLUMNS,
  LEVERS,
  OUTCOMES,
  PARAMETERS,
  SAME_MOMENT,
  SCENARIOS,
  classify,
  simulate,
} from "../../model/kernel.js";
import { vulnerability } from "../../explorers/parts/outcome.js";
import { t } from "../../explorers/texts.js";

const OPERATORS = {
  "<": (one, two) => one < two,
  "<=": (one, two) => one <= two,
  "==": (one, two) => one === two,
  "!=": (one, two) => one !== two,
  ">=": (one, two) => one >= two,
  ">": (one, two) => one > two,
};
const RESTORED = ["collective", "realigned"];
const noMeasure = (name) => new Error(`There is no measure '${name}'.`);

/** Return the scenario that a mission's start or other stands for: a preset's name, or itself. */
export function scenarioOf(start) {
  return typeof start === "string" ? { name: start, parameters: {}, ...SCENARIOS[start] } : start;
}

const lastYear = (run) => run.year[run.year.length - 1];

/** Return what a lever does from one year on and before another, without idle steps. */
function course({ levers }, lever, first, until) {
  if (!Object.hasOwn(LEVERS, lever)) throw new Error(`There is no lever '${lever}'.`);
  const steps = levers[lever] ?? [];
  let start = LEVERS[lever].before;
  for (const [year, value] of steps) if (year <= first + SAME_MOMENT) start = value;
  const found = [[first, start]];
  for (const [year, value] of steps) {
    const inside = year > first + SAME_MOMENT && year < until - SAME_MOMENT;
    if (inside && value !== found[found.length - 1][1]) found.push([year, value]);
  }
  return found;
}

const differs = (one, two, lever, first, until) =>
  JSON.stringify(course(one, lever, first, until))
  !== JSON.stringify(course(two, lever, first, until));

const moved = (one, two, first, until) =>
  Object.keys(LEVERS).filter((lever) => differs(one, two, lever, first, until));

function differences(one, two, rest, name, end) {
  if (rest === "parameters") {
    const value = ({ parameters }, key) => parameters[key] ?? PARAMETERS[key].value;
    return Object.keys(PARAMETERS).filter((key) => value(one, key) !== value(two, key)).length;
  }
  const lever = /^lever\.(\w+)$/.exec(rest);
  if (lever) return Number(differs(one, two, lever[1], 0, end));
  const match = /^levers(?:\.(until|from)\.(\d+(?:\.\d+)?))?$/.exec(rest);
  if (!match) throw noMeasure(name);
  const [first, until] = [
    match[1] === "from" ? Number(match[2]) : 0,
    match[1] === "until" ? Number(match[2]) : end,
  ];
  return moved(one, two, first, until).length;
}

function variable(run, rest, name) {
  const match = /^(start|end|lowest|highest|at\.(\d+))\.(\w+)$/.exec(rest);
  const years = lastYear(run);
  if (!match || !COLUMNS.includes(match[3]) || Number(match[2] ?? 0) > years) throw noMeasure(name);
  const values = run[match[3]];
  const last = values.length - 1;
  if (match[2]) return values[(Number(match[2]) * last) / years];
  if (match[1] === "start") return values[0];
  if (match[1] === "end") return values[last];
  return (match[1] === "lowest" ? Math.min : Math.max)(...values);
}

function ofSide({ scenario, run }, rest, name, end) {
  if (rest === "outcome") return classify(run);
  const [kind, ...what] = rest.split(".");
  if (kind === "exposure") {
    const window = vulnerability(run);
    if (what.length === 1 && Object.hasOwn(window, what[0])) return window[what[0]];
  } else if (kind === "lever") {
    const values = course(scenario, what[0], 0, end).map(([, value]) => value);
    const found = {
      first: values[0],
      last: values[values.length - 1],
      lowest: Math.min(...values),
      highest: Math.max(...values),
    };
    if (what.length === 2 && Object.hasOwn(found, what[1])) return found[what[1]];
  } else {
    return variable(run, rest, name);
  }
  throw noMeasure(name);
}

const ends = new WeakMap(); // runs to the classes in a mission's worlds, which take a run each

function worldEnds({ scenario, run }, mission) {
  const known = ends.get(run);
  if (known?.worlds === mission.worlds) return known.found;
  const found = Object.values(mission.worlds ?? {}).map((world) =>
    classify(
      simulate(scenario, {
        years: lastYear(run),
        parameters: { ...scenario.parameters, ...world },
      }),
    ),
  );
  ends.set(run, { worlds: mission.worlds, found });
  return found;
}

/** Return what a measure's name stands for; conditions.py lists the names. */
export function measure(name, a, b, mission) {
  const [head, ...parts] = name.split(".");
  const rest = parts.join(".");
  const end = lastYear(a.run) + 2 * SAME_MOMENT;
  const [start, other] = [mission.start, mission.other].map(scenarioOf);
  if (head === "a") return ofSide(a, rest, name, end);
  if (head === "b") return ofSide(b, rest, name, end);
  if (head === "gap") return variable(a.run, rest, name) - variable(b.run, rest, name);
  if (head === "changed") return differences(a.scenario, start, rest, name, end);
  if (head === "changed_b") return differences(b.scenario, other, rest, name, end);
  if (head === "differ") return differences(a.scenario, b.scenario, rest, name, end);
  if (name === "shared.levers") {
    const both = moved(b.scenario, other, 0, end);
    return moved(a.scenario, start, 0, end).filter((lever) => both.includes(lever)).length;
  }
  if (head === "worlds" && (rest === "restored" || Object.hasOwn(OUTCOMES, rest))) {
    const wanted = rest === "restored" ? RESTORED : [rest];
    return worldEnds(a, mission).filter((outcome) => wanted.includes(outcome)).length;
  }
  throw noMeasure(name);
}

/** Tell whether a condition [measure, operator, value, sentence] holds. */
export function holds([name, sign, value], a, b, mission) {
  if (!Object.hasOwn(OPERATORS, sign)) throw new Error(`There is no operator '${sign}'.`);
  const right = value?.measure ? measure(value.measure, a, b, mission) : value;
  return OPERATORS[sign](measure(name, a, b, mission), right);
}

/** Tell whether all conditions hold. */
export const met = (conditions, a, b, mission) =>
  conditions.every((condition) => holds(condition, a, b, mission));

/** Return the conditions of a mission's rules and goal that do not hold. */
export const failing = (mission, a, b) =>
  [...mission.rules, ...mission.goal].filter((condition) => !holds(condition, a, b, mission));

/** Tell whether a mission is solved: its rules are kept and its goal is met. */
export const solved = (mission, a, b) => !failing(mission, a, b).length;

/** Return the hint that fits: the sentence of a broken rule, or a hint; "" where none does. */
export function hint(mission, a, b) {
  const count = (name) => measure(name, a, b, mission);
  const touched = ["changed", "changed_b"].some(
    (which) => count(`${which}.levers`) + count(`${which}.parameters`),
  );
  if (!touched || solved(mission, a, b)) return "";
  const broken = mission.rules.find((rule) => !holds(rule, a, b, mission));
  if (broken) return t("A rule of this mission is broken: {rule}", { rule: t(broken[3]) });
  return t(mission.hints.find(({ when }) => met(when, a, b, mission))?.text ?? "");
}
