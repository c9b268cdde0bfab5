import { bind, choice, dataTable, h, layout, readout, slider } from "../../explorers/kit.js";

const CONTROLS = ["place", "target", "attack", "year"];
const PRINTED_BETWEEN = [1975, 2000];
const TONES = { applies: 0, may_apply: 1, does_not_apply: 4, no_such_case: 4 };

function find(rows, column, value) {
  const row = rows.find((candidate) => candidate[column] === value);
  if (!row) throw new Error(`There is no ${column} '${value}'.`);
  return row;
}

function zoneOf(place, year) {
  if (year < place.from_year) return place.zone_before;
  if (place.to_year !== null && year > place.to_year) return place.zone_after;
  return place.zone;
}

function ruleFor(situation, place, rules) {
  const zone = zoneOf(place, situation.year);
  const holds = (list, value) => list.includes("*") || list.includes(value);
  const rule = rules.find(
    (candidate) =>
      candidate.from_year <= situation.year
      && situation.year <= candidate.to_year
      && holds(candidate.zones, zone)
      && holds(candidate.targets, situation.target)
      && holds(candidate.attacks, situation.attack),
  );
  if (!rule) throw new Error("No rule fits: the table treaty_rules has a gap.");
  return rule;
}

function historyOf(situation, place, { rules, years }) {
  const runs = [];
  for (let year = years[0]; year <= years[1]; year += 1) {
    const { article_5, sureness } = ruleFor({ ...situation, year }, place, rules);
    const last = runs[runs.length - 1];
    if (last && last.article_5 === article_5 && last.sureness === sureness) last.to = year;
    else runs.push({ from: year, to: year, article_5, sureness });
  }
  return runs;
}

/** Runs of years as words, with the sureness where neighbours share a verdict. */
function inWords(history, data) {
  const parts = history.map((run, i) => {
    const years = run.from < run.to ? `${run.from} to ${run.to}` : String(run.from);
    const words = find(data.verdicts, "choice", run.article_5).short;
    const shared = [history[i - 1], history[i + 1]].some(
      (other) => other?.article_5 === run.article_5,
    );
    const sure = shared ? ` (${find(data.surenesses, "choice", run.sureness).short})` : "";
    return `${years}: ${words}${sure}`;
  });
  return `${parts.join("; ")}.`;
}

/** Say which articles of the treaty a situation touches; the same as compute in treaty.py. */
export function compute(inputs, data) {
  const [first, last] = data.years;
  const year = Math.min(Math.max(Math.floor(inputs.year), first), last);
  const situation = { ...inputs, year };
  const place = find(data.places, "place", situation.place);
  find(data.targets, "choice", situation.target);
  find(data.attacks, "choice", situation.attack);

  const rule = ruleFor(situation, place, data.rules);
  const verdict = find(data.verdicts, "choice", rule.article_5);
  const sureness = find(data.surenesses, "choice", rule.sureness);
  const reason = rule.reason.replaceAll("{year}", String(year));
  const sentence =
    rule.article_5 === "no_such_case"
      ? `${verdict.short}. ${reason}`
      : `${verdict.short} (${sureness.short}). ${reason}`;
  const history = historyOf(situation, place, data);
  const fitting = data.cases.find((candidate) =>
    CONTROLS.every((name) => candidate[name] === situation[name]),
  );
  return {
    zone: zoneOf(place, year),
    rule: rule.rule,
    article_5: rule.article_5,
    sureness: rule.sureness,
    reason,
    authority: rule.cited_as,
    sentence,
    articles: data.articles.filter(({ article }) => rule.articles.includes(article)),
    history,
    years: inWords(history, data),
    case: fitting ? fitting.case : "",
  };
}

/** The answer in each year, as bars of three heights, so that it reads without colour. */
function yearStrip(heights, [first, last]) {
  const span = last - first + 1;
  const svg = h("svg", {
    class: "explorer-chart",
    role: "img",
    height: 44,
    preserveAspectRatio: "none",
    viewBox: `${first} 0 ${span} 1.2`,
  });
  // The picture is stretched to the page's width; text in it would be stretched too.
  const axis = h(
    "div",
    { "aria-hidden": "true", style: "position: relative; height: 1.5em; font-size: 0.9em" },
    ...[first, ...PRINTED_BETWEEN, last].map((year) => {
      const along = (100 * (year - first)) / (last - first);
      return h(
        "span",
        { style: `position: absolute; left: ${along}%; transform: translateX(-${along}%)` },
        String(year),
      );
    }),
  );
  const words = h("p");
  const set = ({ history, years }, year) => {
    words.textContent = years;
    svg.setAttribute("aria-label", `The same situation in other years. ${words.textContent}`);
    svg.replaceChildren(
      ...history.map(({ from, to, article_5 }) =>
        h("rect", {
          x: from,
          width: to - from + 0.8,
          y: 1 - heights[article_5],
          height: heights[article_5],
          style: `fill: var(--explorer-tone-${TONES[article_5]})`,
        }),
      ),
      h("rect", {
        x: first,
        width: span,
        y: 1,
        height: 0.04,
        style: "fill: var(--explorer-edge)",
      }),
      h("rect", { x: year + 0.2, width: 0.6, y: 0, height: 1.2, style: "fill: currentColor" }),
    );
  };
  return { el: h("div", {}, svg, axis, words), set };
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  const options = (rows, column) =>
    rows.map((row) => ({ value: row[column], label: row.label, group: row.group }));
  let update;

  const controls = {
    case: choice({
      label: "Start from a case",
      options: [{ value: "", label: "Your own situation" }, ...options(data.cases, "case")],
      value: "",
      onInput: (value) => {
        if (!value) return;
        const picked = find(data.cases, "case", value);
        update(Object.fromEntries(CONTROLS.map((name) => [name, picked[name]])));
      },
    }),
    place: choice({
      label: "Where",
      options: options(data.places, "place"),
      value: start.place,
      onInput: (place) => update({ place }),
    }),
    target: choice({
      label: "On whom or what",
      options: options(data.targets, "choice"),
      value: start.target,
      onInput: (target) => update({ target }),
    }),
    attack: choice({
      label: "By what",
      options: options(data.attacks, "choice"),
      value: start.attack,
      onInput: (attack) => update({ attack }),
    }),
    year: slider({
      label: "Year",
      min: data.years[0],
      max: data.years[1],
      step: 1,
      value: start.year,
      onInput: (year) => update({ year }),
    }),
  };
  const said = readout();
  const happened = h("p");
  const authority = h("p");
  const strip = yearStrip(data.heights, data.years);
  const duties = dataTable({
    caption: "What the treaty asks here, and what it leaves open",
    columns: [
      { key: "article", label: "Art." },
      { key: "obliges", label: "What it asks" },
      { key: "leaves_open", label: "What it leaves open" },
    ],
  });

  layout(el, {
    label: model.get("label"),
    controls: Object.values(controls),
    view: [said, strip],
    result: [authority, happened, duties],
  });
  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const name of CONTROLS) controls[name].set(inputs[name]);
    controls.case.set(result.case);
    said.set(result.sentence);
    happened.textContent = result.case ? find(data.cases, "case", result.case).what_happened : "";
    happened.hidden = !result.case;
    authority.textContent = `The reading rests on: ${result.authority}.`;
    strip.set(result, inputs.year);
    duties.set(result.articles.map((row) => ({ ...row, obliges: `${row.title}. ${row.obliges}` })));
  });
}

export default { render };
