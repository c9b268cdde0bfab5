// A scenario as YAML and as a link: the same texts that Scenario.to_yaml, Scenario.from_yaml and
// natolab.model.permalink write and read. Whatever cannot be read throws a sentence.
import { LEVERS, MOST_STEPS, PARAMETERS, SAME_MOMENT } from "../../model/kernel.js";

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const PLAIN = /^[A-Za-z][\w ,.;()/+-]*$/;
// Without quotes, Python's YAML takes these for true, false, nothing or a number.
const CONSTANT =
  /^(yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|null|Null|NULL|~)$/;
const COUNTED =
  /^[-+]?(0|[1-9][\d_]*|0[0-7_]+|\d[\d_]*\.[\d_]*(e[-+]\d+)?)$|^\.\d[\d_]*(e[-+]\d+)?$/i;
const isText = (plain) => !CONSTANT.test(plain) && !COUNTED.test(plain);
const SECTIONS = ["levers", "parameters"];
// YAML knows fewer spaces than JavaScript: others are part of a text.
const trim = (text) => text.replace(/^[ \t]+|[ \t]+$/g, "");

/** Return a scenario after checking it, or throw a sentence that says what is wrong. */
export function checked({ name, description = "", levers = {}, parameters = {} }) {
  // Python counts the byte order mark among the letters.
  if (typeof name !== "string" || !/\S|\ufeff/.test(name))
    throw new Error("A scenario needs a name.");
  if (typeof description !== "string") throw new Error("The description must be a text.");
  const ordered = {};
  for (const lever of Object.keys(levers)) {
    if (!Object.hasOwn(LEVERS, lever)) {
      throw new Error(
        `There is no lever '${lever}'; the levers are ${Object.keys(LEVERS).join(", ")}.`,
      );
    }
  }
  for (const [lever, { switch: isSwitch }] of Object.entries(LEVERS)) {
    if (!Object.hasOwn(levers, lever)) continue;
    const course = levers[lever];
    if (!course.length) throw new Error(`The course of '${lever}' is empty.`);
    if (course.length > MOST_STEPS)
      throw new Error(
        `Lever '${lever}' has ${course.length} steps; a file or a link holds at most ${MOST_STEPS}.`,
      );
    let last = -1;
    for (const [year, value] of course) {
      if (!Number.isFinite(year) || year < 0)
        throw new Error(`A time of '${lever}' must be 0 or more, not ${year}.`);
      if (year - last < 2 * SAME_MOMENT)
        throw new Error(`The times of '${lever}' must increase, but ${year} follows ${last}.`);
      if (!(value >= 0 && value <= 1))
        throw new Error(`'${lever}' in year ${year} must be from 0 to 1, not ${value}.`);
      if (isSwitch && value !== 0 && value !== 1)
        throw new Error(`'${lever}' in year ${year} must be 0 or 1, not ${value}.`);
      last = year;
    }
    ordered[lever] = course.map(([year, value]) => [year, value]);
  }
  for (const key of Object.keys(parameters)) {
    if (!Object.hasOwn(PARAMETERS, key)) throw new Error(`There is no parameter '${key}'.`);
  }
  const set = {};
  for (const [key, { limits }] of Object.entries(PARAMETERS)) {
    if (!Object.hasOwn(parameters, key)) continue;
    const [low, high] = limits;
    set[key] = parameters[key];
    if (typeof set[key] !== "number" || !(set[key] >= low && set[key] <= high))
      throw new Error(`Parameter '${key}' must be from ${low} to ${high}, not ${set[key]}.`);
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

// Pairs of what stands after a backslash, and what the two mean.
const ESCAPES = Object.fromEntries(
  '0\0|a\x07|b\b|t\t|\t\t|n\n|v\v|f\f|r\r|e\x1b|N\x85|_\xa0|L\u2028|P\u2029|  |""|//|\\\\'
    .split("|")
    .map(([sign, meaning]) => [sign, meaning]),
);

function unescaped(text, where) {
  const code = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U(00[\da-fA-F]{6})|([^]))/g;
  return text.replace(code, (whole, two, four, eight, one) => {
    if (one === undefined) return String.fromCodePoint(parseInt(two ?? four ?? eight, 16));
    if (!Object.hasOwn(ESCAPES, one)) throw new Error(`${where}: '${whole}' is no escape of YAML.`);
    return ESCAPES[one];
  });
}

function scalar(text, where) {
  if (text.startsWith('"')) {
    const match = /^"((?:[^"\\]|\\[^])*)"[ \t]*(#.*)?$/.exec(text);
    if (!match) throw new Error(`${where}: the text in double quotes does not end.`);
    return unescaped(match[1], where);
  }
  if (text.startsWith("'")) {
    const match = /^'((?:[^']|'')*)'[ \t]*(#.*)?$/.exec(text);
    if (!match) throw new Error(`${where}: the text in single quotes does not end.`);
    return match[1].replaceAll("''", "'");
  }
  const plain = trim(text.replace(/(^|[ \t])#.*$/, ""));
  if (/: |:$/.test(plain)) throw new Error(`${where}: put a text that contains ": " in quotes.`);
  return plain;
}

function number(text, where) {
  if (!NUMBER.test(text)) throw new Error(`${where}: '${text}' is not a number.`);
  return Number(text);
}

function flowCourse(text, where) {
  const match = /^\{(.*)\}\s*(#.*)?$/.exec(text);
  if (!match) throw new Error(`${where}: the bracket { is not closed.`);
  return match[1]
    .split(",")
    .filter((pair) => pair.trim())
    .map((pair) => {
      const [year, value, ...rest] = pair.split(":").map((part) => part.trim());
      if (value === undefined || rest.length)
        throw new Error(`${where}: write 'year: value', not '${pair.trim()}'.`);
      return [number(year, where), number(value, where)];
    });
}

/** Join the lines of name and description, which YAML may fold, and drop empty and comment lines. */
function folded(lines) {
  const whole = [];
  let open = null;
  let breaks = 0;
  for (const line of lines) {
    if (open && !line.text) {
      breaks += 1;
    } else if (open && line.indent > 0) {
      // A backslash at the end of a line in double quotes joins at once; an empty line within the
      // text stands for a break.
      if (/^\w+: "/.test(open.text) && open.text.endsWith("\\"))
        open.text = open.text.slice(0, -1) + line.text;
      else open.text += (breaks ? "\n".repeat(breaks) : " ") + line.text;
      breaks = 0;
    } else if (line.text && !line.text.startsWith("#")) {
      whole.push(line);
      open = line.indent === 0 && /^(name|description):/.test(line.text) ? line : null;
      breaks = 0;
    }
  }
  return whole;
}

/** Read a scenario from YAML, in the forms that Scenario.to_yaml writes and a hand would write. */
export function fromYaml(text) {
  if (/^# parameters:/m.test(text))
    throw new Error(
      "The parameters stand in a comment, where they would be lost: write them below an entry "
        + "'parameters:', one a line.",
    );
  const lines = folded(
    text
      .replace(/^\ufeff/, "")
      .split(/\r?\n/)
      .map((raw, index) => {
        if (/^ *\t/.test(raw))
          throw new Error(`Line ${index + 1}: indent with spaces, not with tabs.`);
        return {
          text: trim(raw),
          indent: /^ */.exec(raw)[0].length,
          where: `Line ${index + 1}`,
        };
      }),
  );
  const found = {};
  let section = null;
  let lever = null;
  let depth = null;
  const once = (holder, key, where) => {
    if (Object.hasOwn(holder, key)) throw new Error(`${where}: '${key}' stands twice.`);
  };
  function closed() {
    if (section && !Object.keys(found[section]).length)
      throw new Error(`Nothing stands below '${section}:'; write '${section}: {}' for none.`);
  }
  for (const { text: line, indent, where } of lines) {
    if (/^(---|\.\.\.)$/.test(line)) continue;
    const match = /^("[^"]*"|'[^']*'|[^\s:#{}]+)[ \t]*:(?:[ \t]+([^]*))?$/.exec(line);
    if (!match) throw new Error(`${where}: expected 'key: value', not '${line.slice(0, 40)}'.`);
    const key = scalar(match[1], where);
    const rest = trim((match[2] ?? "").replace(/^#.*$/, ""));
    if (indent === 0) {
      if (!["name", "description", ...SECTIONS].includes(key)) {
        throw new Error(
          `${where}: a scenario has name, description, levers and parameters, not '${key}'.`,
        );
      }
      once(found, key, where);
      closed();
      section = lever = depth = null;
      if (SECTIONS.includes(key)) {
        found[key] = {};
        if (!rest) section = key;
        else if (!/^\{ *\} *(#.*)?$/.test(rest))
          throw new Error(`${where}: write each entry on a line of its own, below '${key}:'.`);
      } else {
        const value = scalar(rest, where);
        if (!/^["']/.test(rest) && !isText(value)) {
          throw new Error(`${where}: put the ${key} '${value}' in quotes, so that it is a text.`);
        }
        found[key] = value;
      }
    } else if (!section) {
      throw new Error(
        `${where}: '${key}' is indented, but stands below no 'levers:' or 'parameters:'.`,
      );
    } else if (depth === null || indent === depth) {
      depth = indent;
      once(found[section], key, where);
      if (section === "parameters") found.parameters[key] = number(scalar(rest, where), where);
      else if (!rest) found.levers[(lever = key)] = [];
      else {
        lever = null;
        const value = rest.startsWith("{")
          ? flowCourse(rest, where)
          : [[0, number(scalar(rest, where), where)]];
        found.levers[key] = value;
      }
    } else if (indent > depth && lever) {
      const year = number(key, where);
      if (found.levers[lever].some(([other]) => other === year))
        throw new Error(`${where}: year ${key} stands twice.`);
      found.levers[lever].push([year, number(scalar(rest, where), where)]);
    } else {
      throw new Error(`${where}: the indentation fits no lever.`);
    }
  }
  closed();
  if (!found.name || !found.levers)
    throw new Error(
      "The text must hold 'name' and 'levers' (and may hold 'description' and 'parameters').",
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

/** Tell whether a fragment claims to carry a scenario. */
export const isFragment = (fragment) => fragment.startsWith("#scenario=");

/** Return {scenario, other} from the fragment of a link, and the mission if it names one. */
export function fromFragment(fragment) {
  // Some programs write & as &amp; when they pass a link on.
  const search = new URLSearchParams(fragment.slice(1).replaceAll("&amp;", "&"));
  if (search.get("scenario") !== "1")
    throw new Error("It was made by another version of this page.");
  if (search.get("end") !== "1") throw new Error("Its end is missing: it was cut off on the way.");
  const names = [...search.keys()];
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice) throw new Error(`The entry '${twice}' stands twice in it.`);
  const mission = search.get("mission");
  if (mission !== null && !MISSION.test(mission))
    throw new Error(`Its mission is misspelt: '${mission}'.`);
  for (const name of ["scenario", "end", "mission"]) search.delete(name);
  const scenario = { levers: {}, parameters: {} };
  const other = { levers: {}, parameters: {} };
  for (const [key, text] of search) {
    const into = key.startsWith("b.") ? other : scenario;
    const own = key.replace(/^b\./, "");
    if (own === "name") into.name = text;
    else if (own === "text") into.description = text;
    else if (own.startsWith("p."))
      into.parameters[own.slice(2)] = number(text, `Parameter '${own.slice(2)}'`);
    else
      into.levers[own] = text.split("_").map((step) => {
        const [year, value, ...rest] = step.split("~");
        if (rest.length || !NUMBER.test(year) || !NUMBER.test(value))
          throw new Error(`The course of '${own}' is misspelt.`);
        return [Number(year), Number(value)];
      });
  }
  const found = { scenario: checked(scenario), other: checked(other) };
  return mission === null ? found : { ...found, mission };
}
