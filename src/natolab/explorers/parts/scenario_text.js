// A scenario as YAML and as a link: the same texts that Scenario.to_yaml, Scenario.from_yaml and
// natolab.model.permalink write and read. Whatever cannot be read throws a sentence.
import { LEVERS, MOST_STEPS, PARAMETERS, SAME_MOMENT, YEARS } from "../../model/kernel.js";
import { t } from "../texts.js";
import { CONSTANT, NUMBER, readYaml } from "./yaml.js";

const PLAIN = /^[A-Za-z][\w ,.;()/+-]*$/;
const isText = (plain) => !CONSTANT.test(plain) && !NUMBER.test(plain);

/** Return a scenario after checking it, or throw a sentence that says what is wrong. */
export function checked({ name, description = "", levers = {}, parameters = {} }) {
  // Python counts the byte order mark among the letters.
  if (typeof name !== "string" || !/\S|\ufeff/.test(name))
    throw new Error(t("A scenario needs a name."));
  if (typeof description !== "string") throw new Error(t("The description must be a text."));
  const ordered = {};
  for (const lever of Object.keys(levers)) {
    if (!Object.hasOwn(LEVERS, lever)) {
      throw new Error(
        t("There is no lever '{lever}'; the levers are {list}.", {
          lever,
          list: Object.keys(LEVERS).join(", "),
        }),
      );
    }
  }
  for (const [lever, { switch: isSwitch }] of Object.entries(LEVERS)) {
    if (!Object.hasOwn(levers, lever)) continue;
    const course = levers[lever];
    if (!course.length) throw new Error(t("The course of '{lever}' is empty.", { lever }));
    if (course.length > MOST_STEPS)
      throw new Error(
        t("Lever '{lever}' has {count} steps; a file or a link holds at most {most}.", {
          lever,
          count: course.length,
          most: MOST_STEPS,
        }),
      );
    let last = -1;
    for (const [year, value] of course) {
      if (!Number.isFinite(year) || year < 0)
        throw new Error(t("A time of '{lever}' must be 0 or more, not {year}.", { lever, year }));
      if (year > YEARS[1])
        throw new Error(
          t(
            "A time of '{lever}' counts years from the start of the war, {years} at most: the start is 0, a year later is 1, not {year}.",
            { lever, years: YEARS[1], year },
          ),
        );
      if (year - last < 2 * SAME_MOMENT)
        throw new Error(
          t("The times of '{lever}' must increase, but {year} follows {last}.", {
            lever,
            year,
            last,
          }),
        );
      if (!(value >= 0 && value <= 1))
        throw new Error(
          t("'{lever}' in year {year} must be from 0 to 1, not {value}.", { lever, year, value }),
        );
      if (isSwitch && value !== 0 && value !== 1)
        throw new Error(
          t("'{lever}' in year {year} must be 0 or 1, not {value}.", { lever, year, value }),
        );
      last = year;
    }
    ordered[lever] = course.map(([year, value]) => [year, value]);
  }
  for (const key of Object.keys(parameters)) {
    if (!Object.hasOwn(PARAMETERS, key))
      throw new Error(t("There is no parameter '{key}'.", { key }));
  }
  const set = {};
  for (const [key, { limits }] of Object.entries(PARAMETERS)) {
    if (!Object.hasOwn(parameters, key)) continue;
    const [low, high] = limits;
    set[key] = parameters[key];
    if (typeof set[key] !== "number" || !(set[key] >= low && set[key] <= high))
      throw new Error(
        t("Parameter '{key}' must be from {low} to {high}, not {value}.", {
          key,
          low,
          high,
          value: set[key],
        }),
      );
  }
  return { name, description, levers: ordered, parameters: set };
}

// ---- YAML ----

// Python's YAML takes 1e-7 for a word; 1.0e-7 is a number.
const float = (value) => String(value).replace(/^(\d+)(?=e|$)/, "$1.0");

function quoted(text) {
  if (PLAIN.test(text) && isText(text) && !text.endsWith(" ")) return text;
  // What YAML cannot print needs escapes, which only double quotes know.
  const escaped = JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return /\\[^"\\]/.test(escaped.replaceAll("\\\\", ""))
    ? escaped
    : `'${text.replaceAll("'", "''")}'`;
}

/** Return a scenario as YAML, in the form of Scenario.to_yaml. */
export function toYaml({ name, description, levers, parameters }) {
  const lines = [`name: ${quoted(name)}`];
  if (description) lines.push(`description: ${quoted(description)}`);
  lines.push(Object.keys(levers).length ? "levers:" : "levers: {}");
  for (const [lever, course] of Object.entries(levers)) {
    lines.push(
      `  ${lever}:`,
      ...course.map(([year, value]) => `    ${float(year)}: ${float(value)}`),
    );
  }
  const set = Object.entries(parameters);
  if (set.length)
    lines.push("parameters:", ...set.map(([key, value]) => `  ${key}: ${float(value)}`));
  return `${lines.join("\n")}\n`;
}

function number({ text, plain, where }) {
  if (!plain || !NUMBER.test(text)) {
    if (text === undefined) throw new Error(t("{where}: a mapping is not a number.", { where }));
    if (plain === false && NUMBER.test(text))
      throw new Error(
        t("{where}: '{text}' is not a number; write it without quotes.", { where, text }),
      );
    throw new Error(t("{where}: '{text}' is not a number.", { where, text }));
  }
  return Number(text);
}

function words({ text, plain, where }, field) {
  if (text === undefined)
    throw new Error(t("{where}: the {field} must be a text.", { where, field }));
  if (plain && !isText(text))
    throw new Error(
      t("{where}: put the {field} '{text}' in quotes, so that it is a text.", {
        where,
        field,
        text,
      }),
    );
  return text;
}

/** The entries of a section, each made by a function; written in brackets it may be empty. */
function section(name, { entries, text, where }, make) {
  if (text === "")
    throw new Error(t("Nothing stands below '{name}:'; write '{name}: {}' for none.", { name }));
  if (!entries)
    throw new Error(
      t("{where}: write each entry on a line of its own, below '{name}:'.", { where, name }),
    );
  return Object.fromEntries(entries.map(({ key, value }) => [key, make(value, key)]));
}

function courseOf(value) {
  if (!value.entries) return value.text === "" ? [] : [[0, number(value)]];
  return value.entries.map(({ key, number: isNumber, value: at, where }) => {
    if (!isNumber) throw new Error(t("{where}: the year '{key}' is not a number.", { where, key }));
    return [Number(key), number(at)];
  });
}

/** Read a scenario from YAML, as Scenario.from_yaml reads it. */
export function fromYaml(text) {
  if (/^# parameters:/m.test(text))
    throw new Error(
      t(
        "The parameters stand in a comment, where they would be lost: write them below an entry 'parameters:', one a line.",
      ),
    );
  const found = {};
  for (const { key, value, where } of readYaml(text)) {
    if (key === "levers") found.levers = section(key, value, courseOf);
    else if (key === "parameters") found.parameters = section(key, value, number);
    else if (key === "name" || key === "description") found[key] = words(value, key);
    else
      throw new Error(
        t("{where}: a scenario has name, description, levers and parameters, not '{key}'.", {
          where,
          key,
        }),
      );
  }
  if (found.name === undefined || !found.levers)
    throw new Error(
      t("The text must hold 'name' and 'levers' (and may hold 'description' and 'parameters')."),
    );
  return checked(found);
}

// ---- links ----

const MISSION = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function packed(search, { name, description, levers, parameters }, before = "") {
  search.set(`${before}name`, name);
  if (description) search.set(`${before}text`, description);
  for (const [lever, course] of Object.entries(levers)) {
    search.set(before + lever, course.map((step) => step.join("~")).join("_"));
  }
  for (const [key, value] of Object.entries(parameters)) search.set(`${before}p.${key}`, value);
}

/** Return scenario, comparison and the mission that they answer, if any, as a link's fragment. */
export function toFragment({ scenario, other, mission = "" }) {
  const search = new URLSearchParams({ scenario: "1" });
  packed(search, scenario);
  packed(search, other, "b.");
  if (mission) search.set("mission", mission);
  search.set("end", "1"); // a link that lost its end must not pass for a whole one
  return `#${search}`;
}

// The last entry of a link; what stands behind it was added on the way.
const END = /&end=1(?!\d)/;

/** A fragment as it stands, and decoded once and again. */
function spellings(fragment) {
  // Some programs write & as &amp; when they pass a link on.
  const found = [fragment.replaceAll("&amp;", "&")];
  while (found.length < 5) {
    try {
      const next = decodeURIComponent(found[found.length - 1]);
      if (next === found[found.length - 1]) break;
      found.push(next);
    } catch {
      break; // a % that encodes nothing
    }
  }
  // Sometimes = alone is encoded; within a value it may stand either way.
  return found.flatMap((each) => [...new Set([each, each.replace(/%3D/gi, "=")])]);
}

/** Tell whether a fragment claims to carry a scenario, however it was changed on its way. */
export const isFragment = (fragment) =>
  spellings(fragment).some((each) => /scenario=|[#&](b\.name|end)=/.test(each));

/**
 * Return {scenario, other} from the fragment of a link, the mission if it names one, and as extra
 * what stands behind the link's end.
 */
export function fromFragment(fragment) {
  let first = null;
  for (const spelling of spellings(fragment)) {
    const start = spelling.indexOf("scenario=");
    if (start < 0) continue;
    const text = spelling.slice(start);
    try {
      return parsed(text);
    } catch (error) {
      if (/^scenario=1(&|$)/.test(text) && !END.test(text)) throw error; // cut off
      first ??= error;
    }
  }
  throw first ?? new Error(t("It carries no scenario: it must contain '#scenario=1'."));
}

function isEntry(name) {
  const own = name.replace(/^b\./, "");
  return (
    ["scenario", "mission", "name", "text"].includes(own)
    || own.startsWith("p.")
    || Object.hasOwn(LEVERS, own)
  );
}

function parsed(whole) {
  const end = END.exec(whole);
  const stop = end ? end.index + end[0].length : whole.length;
  const extra = whole.slice(stop);
  const search = new URLSearchParams(whole.slice(0, stop));
  if (search.get("scenario") !== "1")
    throw new Error(t("It was made by another version of this page."));
  if (search.get("end") !== "1")
    throw new Error(t("Its end is missing: it was cut off on the way."));
  const behind = [...new URLSearchParams(extra).keys()].find(isEntry);
  if (behind) throw new Error(t("The entry '{entry}' stands behind its end.", { entry: behind }));
  const names = [...search.keys()];
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice) throw new Error(t("The entry '{entry}' stands twice in it.", { entry: twice }));
  const mission = search.get("mission");
  if (mission !== null && !MISSION.test(mission))
    throw new Error(t("Its mission is misspelt: '{mission}'.", { mission }));
  for (const name of ["scenario", "end", "mission"]) search.delete(name);
  const scenario = { levers: {}, parameters: {} };
  const other = { levers: {}, parameters: {} };
  for (const [key, text] of search) {
    const into = key.startsWith("b.") ? other : scenario;
    const own = key.replace(/^b\./, "");
    if (own === "name") into.name = text;
    else if (own === "text") into.description = text;
    else if (own.startsWith("p."))
      into.parameters[own.slice(2)] = number({
        text,
        plain: true,
        where: t("Parameter '{name}'", { name: own.slice(2) }),
      });
    else
      into.levers[own] = text.split("_").map((step) => {
        const [year, value, ...rest] = step.split("~");
        if (rest.length || !NUMBER.test(year) || !NUMBER.test(value))
          throw new Error(t("The course of '{lever}' is misspelt.", { lever: own }));
        return [Number(year), Number(value)];
      });
  }
  const found = { scenario: checked(scenario), other: checked(other) };
  if (mission !== null) found.mission = mission;
  if (extra) found.extra = extra;
  return found;
}
