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
} from "../../explorers/kit.js";
import {
  alphabetical,
  labelled,
  numeral,
  several,
  t,
  wholePercents,
} from "../../explorers/texts.js";

/** Where a state stands between the poles, by measure; the same as placed in hedging.py. */
function placed(i, inputs, data) {
  const anchors = data.anchors[inputs.year];
  const west = anchors[inputs.pole];
  const { east } = anchors;
  const vote = data.votes[inputs.year][i];
  const arms = data.arms[i];
  const at = (names) => names.reduce((sum, name) => sum + data.guests[name][i], 0);
  const atWest = at(data.poles[inputs.pole].gatherings);
  const atEast = at(data.east);
  const met = atWest + atEast;
  return {
    arms: arms === null ? null : 1 - 2 * arms,
    votes:
      vote === null ? null : Math.min(Math.max((2 * (vote - east)) / (west - east) - 1, -1), 1),
    summits: met ? (atWest - atEast) / met : null,
  };
}

/** An index of hedging and its two parts; the same as split in hedging.py. */
function split(positions, weights) {
  const known = Object.entries(positions)
    .filter(([measure, position]) => position !== null && weights[measure] > 0)
    .map(([measure, position]) => [weights[measure], position]);
  const weighed = known.reduce((sum, [weight]) => sum + weight, 0);
  const whole = Object.keys(positions).reduce((sum, measure) => sum + weights[measure], 0);
  if (!weighed) return { hedge: null, neither: null, both: null, mean: null, cover: 0 };
  const mean = known.reduce((sum, [weight, position]) => sum + weight * position, 0) / weighed;
  const lean =
    known.reduce((sum, [weight, position]) => sum + weight * Math.abs(position), 0) / weighed;
  return {
    hedge: 1 - Math.abs(mean),
    neither: 1 - lean,
    both: lean - Math.abs(mean),
    mean,
    cover: weighed / whole,
  };
}

/** States by how far they hedge; the same as compute in hedging.py. */
export function compute(inputs, data) {
  const weights = {};
  for (const measure of Object.keys(data.measures)) weights[measure] = inputs[measure];
  const rows = data.states.map(({ iso3 }, i) => ({
    iso3,
    ...split(placed(i, inputs, data), weights),
    rank: null,
  }));
  const order = rows.map(({ hedge, cover }) =>
    hedge === null || cover <= data.enough - 1 / data.parts
      ? null
      : Math.floor(hedge * data.parts + 0.5),
  );
  order.forEach((own, i) => {
    if (own !== null)
      rows[i].rank = 1 + order.filter((other) => other !== null && other > own).length;
  });
  const last = rows.length + 1;
  const chosen = data.states.findIndex(({ iso3 }) => iso3 === inputs.state);
  return {
    rows: rows.sort((a, b) => (a.rank ?? last) - (b.rank ?? last)),
    values: placed(chosen, inputs, data),
    ranked: order.filter((own) => own !== null).length,
  };
}

/** A bar in two parts for each ranked state; the chosen one stands in bold. */
function barChart() {
  const hatch = `hatch-${Math.random().toString(36).slice(2)}`;
  const svg = h("svg", { class: "explorer-chart", role: "img" });
  const legend = h("ul", { class: "explorer-legend" });
  const el = h("div", {}, legend, h("div", {}, svg));

  const key = (fill) =>
    h(
      "svg",
      { class: "explorer-key", viewBox: "0 0 28 12", width: 28, height: 12, "aria-hidden": "true" },
      pattern(),
      h("rect", { x: 1, y: 1, width: 26, height: 10, style: fill }),
    );
  const pattern = () =>
    h(
      "defs",
      {},
      h(
        "pattern",
        {
          id: hatch,
          width: 6,
          height: 6,
          patternUnits: "userSpaceOnUse",
          patternTransform: "rotate(45)",
        },
        h("rect", { width: 6, height: 6, style: "fill: var(--explorer-surface)" }),
        h("rect", { width: 3, height: 6, style: "fill: var(--explorer-tone-1)" }),
      ),
    );
  const NEITHER = "fill: var(--explorer-tone-0); stroke: var(--explorer-tone-0)";
  const BOTH = `fill: url(#${hatch}); stroke: var(--explorer-tone-1)`;
  legend.append(
    h("li", {}, key(NEITHER), t("leans to neither side")),
    h("li", {}, key(BOTH), t("leans to both sides")),
  );

  function draw({ rows, chosen }, width, { size, widthOf }) {
    const widest = 1.08 * Math.max(0, ...rows.map(({ name }) => widthOf(`▸ ${name}`))) + 8;
    // Where letters are large and the window narrow, the name stands above its bar.
    const above = width - widest < 120;
    const bar = 1.25 * size;
    const step = above ? 2.2 * bar : bar;
    const top = 6 + size;
    const left = above ? 6 : widest;
    const height = top + Math.max(rows.length, 1) * step + 6;
    const x = (value) => left + value * (width - left - 14);
    const parts = [pattern()];
    for (const value of [0, 0.5, 1]) {
      parts.push(
        h("line", { class: "grid", x1: x(value), x2: x(value), y1: top - 4, y2: height - 4 }),
        h("text", { x: x(value), y: size, "text-anchor": "middle" }, numeral(value)),
      );
    }
    rows.forEach(({ name, iso3, neither, both }, i) => {
      const y = top + i * step;
      const own = iso3 === chosen;
      const box = { y: y + step - 0.8 * bar, height: 0.6 * bar };
      parts.push(
        h(
          "text",
          { x: 0, y: y + 0.5 * bar + 0.35 * size, ...(own ? { style: "font-weight: 700" } : {}) },
          own ? `▸ ${name}` : name,
        ),
        h("rect", { ...box, x: x(0), width: Math.max(x(neither) - x(0), 0), style: NEITHER }),
        h("rect", { ...box, x: x(neither), width: Math.max(x(both) - x(0), 0), style: BOTH }),
      );
    });
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("height", height);
    svg.setAttribute(
      "aria-label",
      t(
        "Index of hedging of each ranked state from 0 to 1, highest first; the table below holds the numbers.",
      ),
    );
    svg.replaceChildren(...parts);
  }

  return picture(el, svg, draw);
}

const WEIGHTS = {
  arms: t("Weight: arms"),
  votes: t("Weight: votes"),
  summits: t("Weight: summits"),
};

const two = (value) =>
  value === null ? t("missing") : numeral(value.toFixed(2).replace("-", "−"));

/** How far a state hedges, and in which of the two ways. */
function rankInWords({ hedge, neither, both, rank }, { state, ranked, tied }) {
  const ways =
    both > neither
      ? t("mostly by leaning to both sides.")
      : t("mostly by leaning to neither side.");
  const values = {
    state,
    index: numeral(hedge.toFixed(2)),
    rank: numeral(rank),
    all: numeral(ranked),
    how: hedge < 0.2 ? t("it leans to one side.") : ways,
  };
  return tied
    ? t("{state} hedges {index} of 1, shared number {rank} of {all}: {how}", values)
    : t("{state} hedges {index} of 1, number {rank} of {all}: {how}", values);
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  const name = Object.fromEntries(data.states.map(({ iso3, state }) => [iso3, t(state)]));
  let update;
  const controls = {
    state: choice({
      label: t("State"),
      value: start.state,
      options: alphabetical(Object.entries(name)),
      onInput: (state) => update({ state }),
    }),
  };
  for (const [measure, label] of Object.entries(WEIGHTS)) {
    controls[measure] = slider({
      label,
      min: 0,
      max: data.most,
      step: 1,
      value: start[measure],
      format: numeral,
      onInput: (value) => update({ [measure]: value }),
    });
  }
  controls.pole = choice({
    label: t("The western pole is"),
    value: start.pole,
    options: Object.entries(data.poles).map(([value, { label }]) => ({ value, label: t(label) })),
    onInput: (pole) => update({ pole }),
  });
  controls.year = choice({
    label: t("Votes of"),
    value: start.year,
    options: data.years.map((value) => ({ value, label: value })),
    onInput: (year) => update({ year }),
  });
  const starts = presets(labelled(data.presets), (values) => update(values));
  const said = readout();
  const chart = barChart();
  const note = h("p", { class: "explorer-note" });
  const values = dataTable({
    caption: t("The chosen state"),
    columns: [
      { key: "measure", label: t("Measure") },
      { key: "value", label: t("From −1 (China, Russia) to 1 (western pole)") },
      { key: "why", label: t("Why") },
    ],
  });
  const order = dataTable({
    caption: t("All states"),
    columns: [
      { key: "rank", label: t("Rank") },
      { key: "state", label: t("State") },
      { key: "hedge", label: t("Index") },
      { key: "neither", label: t("Neither side") },
      { key: "both", label: t("Both sides") },
      { key: "mean", label: t("Weighted mean") },
      { key: "cover", label: t("Weight documented") },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [
      starts,
      controls.state,
      ...Object.keys(data.measures).map((measure) => controls[measure]),
      controls.pole,
      controls.year,
    ],
    view: [said, chart],
    result: [note, values, folded(t("The order as a table"), order)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [key, control] of Object.entries(controls)) control.set(inputs[key]);
    starts.set(inputs);
    controls.year.rest(inputs.votes > 0 ? "" : t("Votes have no weight."));
    const i = data.states.findIndex(({ iso3 }) => iso3 === inputs.state);
    const who = name[inputs.state];
    const own = result.rows.find(({ iso3 }) => iso3 === inputs.state);
    const weightless = !Object.keys(data.measures).some((measure) => inputs[measure] > 0);
    if (weightless) said.set(t("All weights are zero: give at least one measure a weight."));
    else if (own.rank === null)
      said.set(
        t("{state} has no rank: less than half of the weight is documented.", { state: who }),
      );
    else {
      const tied = result.rows.filter(({ rank }) => rank === own.rank).length > 1;
      said.set(rankInWords(own, { state: who, ranked: result.ranked, tied }));
    }
    const without = data.states.length - result.ranked;
    note.textContent = [
      several(
        without,
        "{count} of {all} states has no rank.",
        "{count} of {all} states have no rank.",
        { count: numeral(without), all: numeral(data.states.length) },
      ),
      t(
        "An index of 1 says that arms, votes and summits balance, not that the state wants them to.",
      ),
    ].join(" ");
    const there = (names) =>
      names
        .filter((gathering) => data.guests[gathering][i])
        .map((gathering) => t(data.gatherings[gathering]));
    const met = [...there(data.poles[inputs.pole].gatherings), ...there(data.east)];
    const why = {
      arms:
        data.arms[i] === null
          ? t("No report found")
          : t("{share} of imports from China and Russia", {
              share: wholePercents(data.arms[i]),
            }),
      votes:
        data.votes[inputs.year][i] === null
          ? t("Too few votes")
          : t("Ideal point {value}", { value: two(data.votes[inputs.year][i]) }),
      summits: met.length ? met.join(t("; ")) : t("At none of those counted"),
    };
    values.set(
      Object.entries(data.measures).map(([measure, label]) => ({
        measure: t(label),
        value: two(result.values[measure]),
        why: why[measure],
      })),
    );
    chart.set({
      chosen: inputs.state,
      rows: result.rows
        .filter(({ rank }) => rank !== null)
        .map((row) => ({ ...row, name: name[row.iso3] })),
    });
    order.set(
      result.rows.map((row) => ({
        rank: row.rank === null ? t("none") : numeral(row.rank),
        state: name[row.iso3],
        hedge: two(row.hedge),
        neither: two(row.neither),
        both: two(row.both),
        mean: two(row.mean),
        cover: wholePercents(row.cover),
      })),
    );
  });
}

export default { render };
