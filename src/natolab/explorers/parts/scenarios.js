// Two scenarios that a reader changes: presets, names, what differs, undo and redo.
import { choice } from "../kit.js";
import { LEVERS, PARAMETERS, SCENARIOS, simulate } from "../../model/kernel.js";
import { numeral, several, t } from "../texts.js";
import { checked } from "./scenario_text.js";
import { capital, words } from "./words.js";

/** In menus: a scenario that is no preset. */
export const OWN = "own";
const COALESCE = 1000; // ms within which moves of one control count as one change

export const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);

/** Return a long text's beginning. */
export const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Run a scenario. */
export const runOf = ({ levers, parameters }, years) => simulate({ levers }, { years, parameters });

/** The model's own scenarios as the page keeps them, by name. */
export const PRESETS = Object.fromEntries(
  Object.entries(SCENARIOS).map(([name, entry]) => [name, checked({ name, ...entry })]),
);

/** A preset's title without what its end would give away: "Path 1: de-escalation". */
export function plainTitle(name) {
  const path = /^Path (\d+): /.exec(SCENARIOS[name].title);
  return path
    ? t("Path {number}: {name}", { number: path[1], name: words(name) })
    : t(SCENARIOS[name].title);
}

const known = new WeakMap(); // scenarios, which are never changed in place, to their presets

/** Return the name of the preset that a scenario is, or OWN. */
export function presetOf(scenario) {
  if (!known.has(scenario)) known.set(scenario, findPreset(scenario));
  return known.get(scenario);
}

/**
 * A menu of the presets, with an entry for a scenario of the reader's own, which sets nothing.
 * called(name) is what a preset is called in it; current() returns the scenario that it stands for.
 */
export function presetMenu({
  label,
  called: title = (name) => t(SCENARIOS[name].title),
  current,
  onScenario,
}) {
  const menu = choice({
    label,
    value: OWN,
    options: [
      ...Object.keys(SCENARIOS).map((value) => ({ value, label: title(value) })),
      { value: OWN, label: t("your own") },
    ],
    onInput: (name) => {
      if (name === OWN) menu.set(presetOf(current()));
      else onScenario(PRESETS[name]);
    },
  });
  return menu;
}

function findPreset({ levers, parameters }) {
  if (Object.keys(parameters).length) return OWN;
  const ordered = checked({ name: "any", levers }).levers;
  return Object.keys(PRESETS).find((name) => same(PRESETS[name].levers, ordered)) ?? OWN;
}

const CHANGED = ", changed";

/** Return the name of the preset that a scenario was made from; null if it was made from none. */
export function originOf({ name }) {
  const before = name.endsWith(CHANGED) ? name.slice(0, -CHANGED.length) : name;
  return Object.hasOwn(PRESETS, before) ? before : null;
}

/** A name for a scenario that was changed: that of its origin, marked once. */
export function renamed(scenario, before) {
  const own = presetOf(scenario);
  if (own !== OWN) return { ...scenario, name: own, description: SCENARIOS[own].description };
  if (!Object.hasOwn(SCENARIOS, before.name)) return scenario;
  return { ...scenario, name: before.name + CHANGED, description: "" };
}

/** What a scenario is called on the page: a preset's name is kept for what is the preset. */
export function called(scenario) {
  const origin = originOf(scenario);
  if (!origin) return short(scenario.name, 60);
  return presetOf(scenario) === origin
    ? t(SCENARIOS[origin].title)
    : t("{name}, changed", { name: words(origin) });
}

/** In what two scenarios differ, as a sentence. label(name) is what a lever or parameter is called. */
export function differenceWords(one, two, label = words) {
  const list = (names) => names.map(label).join(t(", "));
  const [moved, numbers] = differences(one, two);
  const apart = [
    moved.length
      && several(moved.length, "the lever {list}", "the levers {list}", { list: list(moved) }),
    numbers.length
      && several(numbers.length, "the parameter {list}", "the parameters {list}", {
        list: list(numbers),
      }),
  ].filter(Boolean);
  return apart.length
    ? t("A and B differ in {list}.", { list: apart.join(t(", and in ")) })
    : t("A and B make the same assumptions.");
}

/** Return the levers whose courses differ, and the parameters that do, as two lists of names. */
function differences(one, two) {
  const course = ({ levers }, name) => levers[name] ?? [[0, LEVERS[name].before]];
  const value = ({ parameters }, name) => parameters[name] ?? PARAMETERS[name].value;
  return [
    Object.keys(LEVERS).filter((name) => !same(course(one, name), course(two, name))),
    Object.keys(PARAMETERS).filter((name) => value(one, name) !== value(two, name)),
  ];
}

/** Return a scenario with another course of a lever; an empty course is that from before the war. */
export function withCourse(scenario, lever, course) {
  const levers = { ...scenario.levers };
  if (course.length) levers[lever] = course;
  else delete levers[lever];
  return renamed({ ...scenario, levers: checked({ name: "new", levers }).levers }, scenario);
}

/** Return a scenario with another value of a parameter. */
export function withParameter(scenario, name, value) {
  const parameters = { ...scenario.parameters, [name]: value };
  if (value === PARAMETERS[name].value) delete parameters[name];
  return renamed({ ...scenario, parameters }, scenario);
}

/** Value of a lever at the end of its course. */
export const lastOf = (lever, course) =>
  course?.length ? course[course.length - 1][1] : LEVERS[lever].before;

/** Whether a course is more than one value throughout. */
export const isStepped = (course) => course?.length > 1 || course?.[0]?.[0] > 0;

/** Return a course with another last value; where there is none, that value throughout. */
export function moveLast(course, value) {
  const steps = course?.length ? course.map((step) => [...step]) : [[0, value]];
  steps[steps.length - 1][1] = value;
  return steps;
}

const SCALE = [
  [0, t("not at all")],
  [0.2, t("hardly")],
  [0.4, t("a little")],
  [0.6, t("half")],
  [0.8, t("mostly")],
  [0.999, t("almost fully")],
  [1, t("fully")],
];
/** A lever's value in words and as a number. */
export const inWords = (value) =>
  `${SCALE.find(([most]) => value <= most)[1]} · ${numeral(Number(value.toFixed(2)))}`;

/** Undo and redo. A change with the tag of the last one, soon after it, belongs to it. */
export function history(read, write) {
  const [past, future] = [[], []];
  let last = { tag: null, time: 0 };
  const go = (from, to) => {
    if (!from.length) return;
    to.push(read());
    last = { tag: null, time: 0 };
    write(from.pop());
  };
  return {
    note(tag) {
      const time = Date.now();
      if (!tag || tag !== last.tag || time - last.time > COALESCE) past.push(read());
      last = { tag, time };
      future.length = 0;
    },
    undo: () => go(past, future),
    redo: () => go(future, past),
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
  };
}

/** What to say of steps that a run of so many years never reaches; empty if there are none. */
export function late({ levers }, years) {
  const unreached = Object.entries(levers)
    .map(([lever, course]) => [lever, course.find(([year]) => year > years)])
    .filter(([, step]) => step);
  return unreached
    .map(([lever, [year]]) =>
      capital(
        t(
          "{name} changes in year {year}, when the run of {years} years has ended: that has no effect.",
          { name: words(lever), year: numeral(year), years: numeral(years) },
        ),
      ),
    )
    .join(" ");
}

/** What a link brought, in words: its story, if one is to be told, and what else there is to say. */
export function arrival({ scenario, other, extra }, { story, most, years, more = "" }) {
  return [
    t("The link holds the scenario “{a}” as A, compared with “{b}” as B.", {
      a: short(scenario.name, 60),
      b: short(other.name, 60),
    }),
    story && t("Its story: {story}", { story: short(t(story), most) }),
    more,
    extra
      && t("Left out, as it stands behind the link's end: “{text}”.", { text: short(extra, 60) }),
    late(scenario, years) && t("A: {text}", { text: late(scenario, years) }),
    late(other, years) && t("B: {text}", { text: late(other, years) }),
    t("Undo takes you back to what stood here before."),
  ]
    .filter(Boolean)
    .join(" ");
}

/** What to say of a link that cannot be read. */
export const unread = ({ message }) =>
  t(
    "The link cannot be read, and nothing was changed. {reason} Ask for the link again, or for the scenario as a YAML file.",
    { reason: short(message, 300) },
  );

/** Keep what a run of each of several scenarios was, as long as the scenario stays the same. */
export function runCache(years) {
  const kept = {};
  return (key, scenario) => {
    if (kept[key]?.scenario === scenario) return kept[key].run;
    const id = JSON.stringify([scenario.levers, scenario.parameters]);
    if (kept[key]?.id !== id) kept[key] = { id, run: runOf(scenario, years) };
    kept[key].scenario = scenario;
    return kept[key].run;
  };
}
