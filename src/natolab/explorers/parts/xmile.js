// A scenario as an XMILE file: the course's own file of the model, with what the scenario sets, as
// natolab.model.to_xmile writes it.
import { LEVERS, PARAMETERS, STOCKS, simulate } from "../../model/kernel.js";

const near = (time, step) => Math.round(time / step) * step;
const short = (number, digits) => String(Number(number.toPrecision(digits)));

/** A lever's course as nested conditions, half a step early against rounding of time. */
function equation(lever, course, step) {
  const grid = new Map(course.map(([year, value]) => [near(year, step), value]));
  let before = LEVERS[lever].before;
  let text = "";
  for (const [year, value] of grid) {
    if (year > 0) text += `IF TIME < ${short(year - step / 2, 9)} THEN ${before} ELSE (`;
    before = value;
  }
  const depth = [...grid.keys()].filter((year) => year > 0).length;
  return text + before + ")".repeat(depth);
}

/** What to say of changes that the file makes at another time; often nothing. */
function moved(course, step) {
  const found = course.filter(([year]) => Math.abs(near(year, step) - year) > 1e-9);
  const words = found.map(([year]) => `${short(near(year, step), 6)} for ${short(year, 6)}`);
  return words.length ? `. Changes at the nearest step, in year ${words.join(", ")}` : "";
}

/** Return a scenario as an XMILE document, given the text of the model's own. */
export function toXmile(model, { name, levers, parameters }) {
  const file = new DOMParser().parseFromString(model, "application/xml");
  const variable = (wanted) => file.querySelector(`variables > [name="${wanted}"]`);
  const put = (wanted, child, text) => {
    variable(wanted).querySelector(child).textContent = text;
  };
  const step = Number(file.querySelector("sim_specs > dt").textContent);
  file.querySelector("header > name").textContent = `Alliance under stress: ${name}`;
  for (const [lever, { meaning, before }] of Object.entries(LEVERS)) {
    const course = levers[lever] ?? [[0, before]];
    put(lever, "eqn", equation(lever, course, step));
    put(lever, "doc", meaning + moved(course, step));
  }
  for (const [each, { value }] of Object.entries(PARAMETERS))
    put(each, "eqn", parameters[each] ?? value);
  const start = simulate({ levers: {} }, { years: step, parameters });
  for (const stock of Object.keys(STOCKS)) put(stock, "eqn", start[stock][0]);
  // Some browsers repeat the line that says that it is XML, others drop it.
  const text = new XMLSerializer().serializeToString(file).replace(/^<\?xml.*?\?>\s*/, "");
  return `<?xml version="1.0" encoding="utf-8"?>\n${text}`;
}
