import {
  bind,
  button,
  choice,
  dataTable,
  h,
  layout,
  lineChart,
  readout,
  slider,
  toggle,
} from "../../explorers/kit.js";
import {
  OUTCOMES,
  PARAMETERS,
  SCENARIOS,
  SYSTEMS,
  classify,
  simulate,
  widened,
} from "../../model/kernel.js";
import { capital, ending, title, words } from "../../explorers/parts/words.js";

const NAMES = Object.keys(PARAMETERS);
const CLASSES = Object.keys(OUTCOMES);
const GOLDEN = 0x9e3779b9;

/** Scatter a 32-bit number so that neighbours have nothing in common. */
function mix(x) {
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** The random numbers of a draw: they depend on seed, draw and place alone, as in Python. */
function uniform(seed, draw) {
  const start = mix((mix((seed + GOLDEN) | 0) + Math.imul(draw + 1, GOLDEN)) | 0);
  return Float64Array.from(
    NAMES,
    (_, place) => (mix((start + Math.imul(place + 1, GOLDEN)) | 0) + 0.5) / 2 ** 32,
  );
}

/** An ensemble without draws yet: which parameters vary, and where results will stand. */
function begin(inputs, data) {
  const spread = [];
  NAMES.forEach((name, place) => {
    const [from, to] = widened(name, inputs.width);
    if (inputs[PARAMETERS[name].system] && from < to) spread.push({ name, place, from, to });
  });
  const points = (data.years * data.rows) / data.every + 1;
  return {
    inputs,
    data,
    spread,
    count: 0,
    values: Array.from({ length: points }, () => new Float64Array(inputs.draws)),
    numbers: spread.map(() => new Float64Array(inputs.draws)),
    classes: Object.fromEntries(CLASSES.map((name) => [name, 0])),
  };
}

/** Run one more draw. */
function advance(job) {
  const { inputs, data, spread, count } = job;
  const numbers = uniform(inputs.seed, count);
  const parameters = {};
  spread.forEach(({ name, place, from, to }, i) => {
    parameters[name] = from + (to - from) * numbers[place];
    job.numbers[i][count] = numbers[place];
  });
  const run = simulate(inputs.scenario, { years: data.years, rows: data.rows, parameters });
  const shown = run[inputs.variable];
  job.values.forEach((column, i) => {
    column[count] = shown[i * data.every];
  });
  job.classes[classify(run)] += 1;
  job.count += 1;
}

function quantile(ordered, share) {
  const place = (ordered.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, ordered.length - 1);
  return ordered[below] + (place - below) * (ordered[above] - ordered[below]);
}

/** First place in sorted values at which a value is reached (or, if strict, passed). */
function search(ordered, value, strict) {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle] < value || (strict && ordered[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How far the order of the draws at the end follows each random number. */
function correlations(last, numbers) {
  const rounded = last.map((value) => Math.round(value * 1e9));
  const ordered = rounded.slice().sort();
  const ranks = rounded.map(
    (value) => (search(ordered, value, false) + search(ordered, value, true) + 1) / 2,
  );
  const middle = mean(ranks);
  const one = ranks.map((rank) => rank - middle);
  const size = one.reduce((sum, value) => sum + value * value, 0);
  return numbers.map((column) => {
    const centre = mean(column);
    let [both, own] = [0, 0];
    for (let i = 0; i < one.length; i += 1) {
      both += one[i] * (column[i] - centre);
      own += (column[i] - centre) ** 2;
    }
    return both / Math.sqrt(size * own);
  });
}

/** What the draws so far have in common. */
function summarise({ data, spread, values, numbers, classes, count }) {
  const last = values[values.length - 1].subarray(0, count);
  const sorted = values.map((column) => column.slice(0, count).sort());
  const ends = sorted[sorted.length - 1];
  let order = [];
  if (ends[count - 1] - ends[0] > 1e-6) {
    const found = correlations(
      last,
      numbers.map((column) => column.subarray(0, count)),
    );
    order = spread
      .map(({ name }, i) => ({ parameter: name, correlation: found[i] }))
      .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation))
      .slice(0, data.named);
  }
  return {
    varied: spread.length,
    years: values.map((_, i) => (data.every * i) / data.rows),
    bands: data.quantiles.map((share) => sorted.map((column) => quantile(column, share))),
    shares: Object.fromEntries(CLASSES.map((name) => [name, classes[name] / count])),
    order,
  };
}

/** Run a whole ensemble at once; the same as compute in small_ensemble.py. */
export function compute(inputs, data) {
  const job = begin(inputs, data);
  while (job.count < inputs.draws) advance(job);
  return summarise(job);
}

const SLICE = 9; // ms of work in a frame, so that the page stays quick
const DRAWS = [100, 200, 500, 1000, 2000, 5000];
const percent = (share) => `${(100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`;
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

/** Horizontal bars with their words above them. set([{label, from, to}]), in shares of the width. */
function bars({ label }) {
  const svg = h("svg", { class: "explorer-chart", role: "img", "aria-label": label });
  const step = 36;
  return {
    el: svg,
    set: (rows) => {
      svg.setAttribute("height", step * rows.length);
      svg.replaceChildren(
        ...rows.flatMap(({ label: text, from, to }, i) => [
          h("text", { x: 0, y: step * i + 14 }, text),
          h("rect", {
            x: 0,
            y: step * i + 19,
            width: "100%",
            height: 11,
            fill: "currentColor",
            "fill-opacity": 0.12,
          }),
          h("rect", {
            x: `${100 * from}%`,
            y: step * i + 19,
            width: `${100 * (to - from)}%`,
            height: 11,
            fill: "currentColor",
            "fill-opacity": 0.75,
          }),
        ]),
      );
    },
  };
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  let update;
  const menu = (key, label, options) =>
    choice({
      label,
      options,
      value: String(start[key]),
      onInput: (value) => update({ [key]: typeof start[key] === "number" ? Number(value) : value }),
    });
  const controls = {
    scenario: menu(
      "scenario",
      "Scenario",
      Object.entries(SCENARIOS).map(([value, { title: label }]) => ({ value, label })),
    ),
    variable: menu(
      "variable",
      "What is shown",
      data.variables.map((value) => ({ value, label: title(value) })),
    ),
    draws: menu(
      "draws",
      "Draws",
      [...new Set([...DRAWS, start.draws])]
        .sort((a, b) => a - b)
        .map((value) => ({ value, label: value.toLocaleString("en-GB") })),
    ),
    width: slider({
      label: "Width of all ranges",
      min: data.widths[0],
      max: data.widths[1],
      step: 0.25,
      value: start.width,
      format: (value) => `× ${value.toFixed(2)}`,
      onInput: (value) => update({ width: value }),
    }),
  };
  for (const group of SYSTEMS) {
    controls[group] = toggle({
      label: `Parameters of ${group} vary`,
      value: start[group],
      onInput: (value) => update({ [group]: value }),
    });
  }
  const again = button({
    label: "Draw again with the next seed",
    onClick: () => update({ seed: (model.get("inputs").seed % data.seeds) + 1 }),
  });
  const said = readout();
  const bar = h("progress", { max: 1, value: 0, "aria-label": "Runs that are done" });
  const done = h("span", {});
  const chart = lineChart({
    label: "Bands of the draws over ten years; the table below holds the numbers",
    xLabel: "years from the start",
    yLabel: "share",
  });
  const classes = bars({
    label: "Shares of the draws by class of outcome; the table below holds the numbers",
  });
  const leaders = bars({
    label: "Parameters that order the outcome most; the table below holds the numbers",
  });
  const none = h("p", { class: "explorer-note" });
  const path = dataTable({
    caption: "The bands at each full year",
    columns: [
      { key: "year", label: "Year" },
      ...data.quantiles.map((share, i) => ({
        key: `q${i}`,
        label: `${Math.round(100 * share)} %`,
      })),
    ],
  });
  const outcome = dataTable({
    caption: "Classes of outcome",
    columns: [
      { key: "name", label: "Ends" },
      { key: "share", label: "Draws" },
      { key: "noise", label: "Noise of drawing (two standard errors)" },
    ],
  });
  const order = dataTable({
    caption: "What orders the outcome most",
    columns: [
      { key: "name", label: "Parameter" },
      { key: "value", label: "Correlation with the rank at the end" },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [
      controls.scenario,
      controls.variable,
      controls.draws,
      controls.width,
      ...SYSTEMS.map((group) => controls[group]),
      h("div", { class: "explorer-presets" }, again.el),
    ],
    result: [
      said,
      h("p", {}, bar, " ", done),
      chart,
      h("p", {}, h("strong", {}, "Shares of the draws, by class of outcome")),
      classes,
      h("p", {}, h("strong", {}, "What orders the outcome most: left lowers it, right raises it")),
      leaders,
      none,
      h(
        "details",
        { class: "explorer-details" },
        h("summary", {}, "All this as tables"),
        outcome.el,
        order.el,
        path.el,
      ),
    ],
  });

  function show(job, inputs) {
    const found = summarise(job);
    const [low, quarter, middle, three, high] = found.bands.map((band) =>
      band.map((value, i) => [found.years[i], value]),
    );
    const outline = (bottom, top) => [...bottom, ...top.slice().reverse(), bottom[0]];
    chart.set({
      series: [
        { name: "median", tone: 0, points: middle },
        { name: "half of the draws", tone: 1, points: outline(quarter, three) },
        { name: "nine draws in ten", tone: 3, points: outline(low, high) },
      ],
      x: { domain: [0, data.years], ticks: [0, 2, 4, 6, 8, 10] },
      y: { domain: [0, 1] },
      yLabel: `${words(inputs.variable)}, share`,
    });
    const shares = Object.entries(found.shares);
    classes.set(
      shares.map(([name, share]) => ({
        label: `${capital(ending(name))}: ${percent(share)}`,
        from: 0,
        to: share,
      })),
    );
    leaders.set(
      found.order.map(({ parameter, correlation: r }) => ({
        label: `${title(parameter)}: ${signed(r)}`,
        from: 0.5 + Math.min(r, 0) / 2,
        to: 0.5 + Math.max(r, 0) / 2,
      })),
    );
    none.textContent = found.order.length ? "" : "All draws end alike: nothing to order.";
    return { ...found, entries: shares };
  }

  function finish(found, inputs) {
    const top = found.entries.reduce((a, b) => (b[1] > a[1] ? b : a));
    const end = found.bands.map((band) => band[band.length - 1].toFixed(2));
    const lead = found.order[0];
    said.set(
      `${inputs.draws.toLocaleString("en-GB")} draws of ${found.varied} parameters, seed ${inputs.seed}: `
        + `${percent(top[1])} end ${ending(top[0])}. `
        + `After ${data.years} years ${words(inputs.variable)} is ${end[2]} in the median draw and between ${end[0]} and ${end[4]} in nine of ten. `
        + (lead
          ? `What orders the draws most is ${words(lead.parameter)} (correlation ${signed(lead.correlation)}). `
          : "")
        + "These are shares of assumptions, not chances.",
    );
    outcome.set(
      found.entries.map(([name, share]) => ({
        name: ending(name),
        share: percent(share),
        noise: `± ${(200 * Math.sqrt((share * (1 - share)) / inputs.draws)).toFixed(1)} points`,
      })),
    );
    order.set(
      found.order.map(({ parameter, correlation }) => ({
        name: words(parameter),
        value: signed(correlation),
      })),
    );
    path.set(
      found.years
        .map((year, i) => ({
          year,
          ...Object.fromEntries(found.bands.map((band, q) => [`q${q}`, band[i].toFixed(3)])),
        }))
        .filter(({ year }) => year % 1 === 0),
    );
  }

  let frame = 0;
  update = bind(model, (inputs) => {
    for (const [key, control] of Object.entries(controls)) {
      control.set(key === "draws" ? String(inputs[key]) : inputs[key]);
    }
    cancelAnimationFrame(frame);
    const job = begin(inputs, data);
    let shown = 0;
    function work() {
      const until = performance.now() + SLICE;
      do advance(job);
      while (job.count < inputs.draws && performance.now() < until);
      bar.value = job.count / inputs.draws;
      done.textContent = `${job.count.toLocaleString("en-GB")} of ${inputs.draws.toLocaleString("en-GB")} runs`;
      if (job.count === inputs.draws) {
        finish(show(job, inputs), inputs);
        return;
      }
      // The picture is drawn anew each time the draws have doubled.
      if (job.count >= 2 * shown) {
        show(job, inputs);
        shown = job.count;
      }
      frame = requestAnimationFrame(work);
    }
    frame = requestAnimationFrame(work);
  });
  return () => cancelAnimationFrame(frame);
}

export default { render };
