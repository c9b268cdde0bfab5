import {
  bind,
  choice,
  dataTable,
  folded,
  h,
  layout,
  picture,
  presets,
  readout,
  slider,
  toggle,
} from "../../explorers/kit.js";
import {
  alphabetical,
  choices,
  dated,
  labelled,
  numeral,
  several,
  t,
  wholePercents,
} from "../../explorers/texts.js";

const DAY = 86400000;

/** Values on a scale from 0 to 1, null where there is none; the same as scaled in alignment_index.py. */
function scaledOf(values, method, bounds) {
  const known = values.filter((value) => value !== null);
  let low;
  let high;
  let place = (value) => value;
  if (method === "rank") {
    place = (value) =>
      known.filter((other) => other < value).length
      + (known.filter((other) => other === value).length - 1) / 2;
    low = 0;
    high = new Set(known).size < 2 ? 0 : known.length - 1;
  } else if (bounds) {
    [low, high] = bounds;
  } else {
    low = known.length ? Math.min(...known) : 0;
    high = known.length ? Math.max(...known) : 0;
  }
  return values.map((value) =>
    value === null ? null : high > low ? (place(value) - low) / (high - low) : 0.5,
  );
}

/** Scores, cover and ranks; the same as weigh in alignment_index.py. */
function weighed(measures, weights, zeros, data) {
  const counted = Object.keys(measures).filter((measure) => weights[measure] > 0);
  const sum = counted.reduce((total, measure) => total + weights[measure], 0);
  const result = [];
  for (let i = 0; i < data.allies.length; i += 1) {
    let known = 0;
    let heard = 0;
    for (const measure of counted) {
      const value = measures[measure][i];
      if (value === null && !zeros) continue;
      known += weights[measure];
      heard += weights[measure] * (value ?? 0);
    }
    result.push({
      score: known > 0 ? heard / known : null,
      cover: sum > 0 ? known / sum : 0,
      rank: null,
    });
  }
  const whole = ({ score, cover }) =>
    score !== null && cover > data.enough - 1 / data.parts
      ? Math.floor(score * data.parts + 0.5)
      : null;
  const order = result.map(whole);
  order.forEach((score, i) => {
    if (score !== null)
      result[i].rank = 1 + order.filter((other) => other !== null && other > score).length;
  });
  return result;
}

/** All allies by an index of weighted measures on a day; the same as compute in council_table.py. */
export function compute(inputs, data) {
  const names = data.allies.map(({ iso3 }) => iso3);
  const held = new Map();
  data.positions.forEach((row, i) => {
    if (row.day <= inputs.day) held.set(`${row.iso3} ${row.dimension}`, i);
  });
  const score = (dimensions) =>
    names.map((name) => {
      const found = dimensions
        .filter((dimension) => held.has(`${name} ${dimension}`))
        .map((dimension) => data.positions[held.get(`${name} ${dimension}`)].score);
      return found.length ? Math.min(...found) : null;
    });
  const raw = { ...data.values };
  for (const [measure, dimensions] of Object.entries(data.coded)) raw[measure] = score(dimensions);
  const measures = {};
  const equal = {};
  for (const measure of Object.keys(data.measures)) {
    measures[measure] = scaledOf(
      raw[measure],
      inputs.scale,
      measure in data.coded ? [0, data.top_score] : null,
    );
    equal[measure] = 1;
  }
  const mine = weighed(measures, inputs, inputs.zeros, data);
  const plain = weighed(measures, equal, inputs.zeros, data);
  const last = names.length + 1;
  const rows = names
    .map((iso3, i) => ({ iso3, ...mine[i], plain: plain[i].rank }))
    .sort((a, b) => (a.rank ?? last) - (b.rank ?? last) || (a.score === null) - (b.score === null));
  let moved = 0;
  let mover = null;
  for (const row of rows) {
    const places = row.rank && row.plain ? Math.abs(row.rank - row.plain) : 0;
    if (places > moved) {
      moved = places;
      mover = row.iso3;
    }
  }
  const at = names.indexOf(inputs.ally);
  const values = {};
  for (const measure of Object.keys(data.measures)) values[measure] = measures[measure][at];
  return {
    rows,
    values,
    held: [...held]
      .filter(([key]) => key.startsWith(`${inputs.ally} `))
      .map(([, i]) => i)
      .sort((a, b) => a - b),
    ranked: rows.filter(({ rank }) => rank !== null).length,
    moved,
    mover,
  };
}

const DIMENSIONS = {
  words: t("Words"),
  bases: t("Bases"),
  airspace: t("Airspace"),
  ships: t("Ships"),
};

/** A dot for each ranked ally, from 0 to 1; the chosen one filled. */
function dotChart() {
  const svg = h("svg", { class: "explorer-chart", role: "img" });
  const el = h("div", {}, svg);

  function draw({ rows, chosen }, width, { size, widthOf }) {
    const step = 1.55 * size;
    const top = 11 + size;
    // The chosen one stands in bold, behind a mark.
    const names = rows.map(({ name }) => widthOf(`▸ ${name}`));
    const left = 1.08 * Math.max(0, ...names) + 12;
    const height = top + Math.max(rows.length, 1) * step + 10;
    const x = (value) => left + value * (width - left - 16);
    const parts = [];
    for (const value of width < 420 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]) {
      parts.push(
        h("line", { class: "grid", x1: x(value), x2: x(value), y1: top - 6, y2: height - 6 }),
        h("text", { x: x(value), y: size, "text-anchor": "middle" }, numeral(value)),
      );
    }
    rows.forEach(({ name, iso3, score }, i) => {
      const y = top + (i + 0.5) * step;
      const own = iso3 === chosen;
      parts.push(
        h(
          "text",
          { x: 0, y: y + 0.3 * size, ...(own ? { style: "font-weight: 700" } : {}) },
          own ? `▸ ${name}` : name,
        ),
        h("line", { class: "grid", x1: x(0), x2: x(score), y1: y, y2: y }),
        h("circle", {
          cx: x(score),
          cy: y,
          r: own ? 7 : 5,
          style: `stroke: var(--explorer-tone-${own ? 1 : 0}); stroke-width: 2; fill: ${own ? "var(--explorer-tone-1)" : "var(--explorer-surface)"}`,
        }),
      );
    });
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("height", height);
    svg.setAttribute(
      "aria-label",
      t("Index of each ranked ally from 0 to 1, highest first; the table below holds the numbers."),
    );
    svg.replaceChildren(...parts);
  }

  return picture(el, svg, draw);
}

const rankWords = (rank) => (rank === null ? t("none") : numeral(rank));

/** Where an ally stands, in a sentence; about: its name, the day and the number of ranked allies. */
function standing({ rank, plain, score }, about) {
  if (!rank)
    return t("{ally} has no rank on {date}: less than half of the weight is documented.", about);
  const values = { ...about, rank: numeral(rank), index: numeral(score.toFixed(2)) };
  return plain
    ? t(
        "{ally} is number {rank} of {count} with an index of {index} on {date}; if all six measures weighed alike, number {plain}.",
        { ...values, plain: numeral(plain) },
      )
    : t("{ally} is number {rank} of {count} with an index of {index} on {date}.", values);
}

const largestMove = (ally, places) =>
  several(
    places,
    "Largest move against equal weights: {ally}, {places} place.",
    "Largest move against equal weights: {ally}, {places} places.",
    { ally, places: numeral(places) },
  );

const unranked = (count, all) =>
  several(count, "{count} of {all} allies has no rank.", "{count} of {all} allies have no rank.", {
    count: numeral(count),
    all: numeral(all),
  });

/** An entry of an ally's file. Sources keep the names and the words under which they are found. */
function positionEntry({ dimension, statement, reason, source }, code, since) {
  const head = t("{dimension}: {position}, since {date}.", {
    dimension: DIMENSIONS[dimension],
    position: t(code),
    date: since,
  });
  const said = t("{statement}. Reason given: {reason}.", {
    statement: t(statement),
    reason: reason ? t(reason) : t("none reported"),
  });
  return h(
    "li",
    {},
    h("strong", {}, `${head} `),
    `${said} ${t("Source: ")}`,
    h("span", { lang: "en" }, source),
    ".",
  );
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  const name = Object.fromEntries(data.allies.map(({ iso3, ally }) => [iso3, t(ally)]));
  const first = Date.parse(`${data.first_day}T00:00:00Z`);
  const date = (day) => dated(first + day * DAY);
  let update;
  const controls = {
    day: slider({
      label: t("Day"),
      min: 0,
      max: data.last_day,
      step: 1,
      value: start.day,
      format: date,
      onInput: (day) => update({ day }),
    }),
    ally: choice({
      label: t("Ally"),
      value: start.ally,
      options: alphabetical(Object.entries(name)),
      onInput: (ally) => update({ ally }),
    }),
  };
  for (const [measure, label] of Object.entries(data.measures)) {
    controls[measure] = slider({
      label: t("Weight: {measure}", { measure: t(label) }),
      min: 0,
      max: data.most,
      step: 1,
      value: start[measure],
      format: numeral,
      onInput: (value) => update({ [measure]: value }),
    });
  }
  controls.scale = choice({
    label: t("What counts of a measure"),
    value: start.scale,
    options: choices(data.scales),
    onInput: (scale) => update({ scale }),
  });
  controls.zeros = toggle({
    label: t("Count what is missing as zero"),
    value: start.zeros,
    onInput: (zeros) => update({ zeros }),
  });
  const starts = presets(labelled(data.presets), (values) => update(values));
  const said = readout();
  const chart = dotChart();
  const note = h("p", { class: "explorer-note" });
  const title = h("p", { style: "font-weight: 600; margin: 0" });
  const file = h("ul", { style: "margin-top: 0.3rem" });
  const values = dataTable({
    caption: "",
    columns: [
      { key: "measure", label: t("Measure") },
      { key: "value", label: t("On the scale from 0 to 1") },
      { key: "weight", label: t("Weight") },
    ],
  });
  const order = dataTable({
    caption: t("All allies"),
    columns: [
      { key: "rank", label: t("Rank") },
      { key: "ally", label: t("Ally") },
      { key: "score", label: t("Index") },
      { key: "cover", label: t("Weight documented") },
      { key: "plain", label: t("Rank if all six weigh alike") },
    ],
  });
  const retitle = (table, caption) => {
    table.el.setAttribute("aria-label", caption);
    table.el.querySelector("caption").textContent = caption;
  };
  layout(el, {
    label: model.get("label"),
    controls: [
      controls.day,
      controls.ally,
      starts,
      ...Object.keys(data.measures).map((measure) => controls[measure]),
      controls.scale,
      controls.zeros,
    ],
    view: [said, chart],
    result: [
      note,
      title,
      file,
      folded(t("The six measures of this ally"), values),
      folded(t("The order as a table"), order),
    ],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [key, control] of Object.entries(controls)) control.set(inputs[key]);
    starts.set(inputs);
    const own = result.rows.find(({ iso3 }) => iso3 === inputs.ally);
    const who = name[inputs.ally];
    const weightless = !Object.keys(data.measures).some((measure) => inputs[measure] > 0);
    said.set(
      weightless
        ? t("All weights are zero: give at least one measure a weight.")
        : standing(own, { ally: who, date: date(inputs.day), count: numeral(result.ranked) }),
    );
    note.textContent = [
      ...(result.mover ? [largestMove(name[result.mover], result.moved)] : []),
      unranked(data.allies.length - result.ranked, data.allies.length),
    ].join(" ");
    title.textContent = t("{ally} on {date}", { ally: who, date: date(inputs.day) });
    const entries = result.held
      .map((i) => data.positions[i])
      .map((row) => positionEntry(row, data.codes[row.position], date(row.day)));
    file.replaceChildren(
      ...(entries.length ? entries : [h("li", {}, t("We found no position up to this day."))]),
    );
    retitle(values, t("{ally}: six measures", { ally: who }));
    values.set(
      Object.entries(data.measures).map(([measure, label]) => ({
        measure: t(label),
        weight: numeral(inputs[measure]),
        value:
          result.values[measure] === null
            ? t("missing")
            : numeral(result.values[measure].toFixed(2)),
      })),
    );
    chart.set({
      chosen: inputs.ally,
      rows: result.rows
        .filter(({ rank }) => rank !== null)
        .map((row) => ({ ...row, name: name[row.iso3] })),
    });
    order.set(
      result.rows.map((row) => ({
        rank: rankWords(row.rank),
        ally: name[row.iso3],
        score: row.score === null ? "–" : numeral(row.score.toFixed(2)),
        cover: wholePercents(row.cover),
        plain: rankWords(row.plain),
      })),
    );
  });
}

export default { render };
