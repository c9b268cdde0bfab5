import {
  bind,
  button,
  choice,
  dataTable,
  folded,
  h,
  layout,
  lineChart,
  picture,
  readout,
  slider,
  toggle,
} from "../../explorers/kit.js";
import { SCENARIOS, SYSTEMS } from "../../model/kernel.js";
import { ensembleInSteps } from "../../explorers/parts/draws.js";
import { ensembles } from "../../explorers/parts/ensemble.js";
import { capital, ending, title, words } from "../../explorers/parts/words.js";

/** What the controls ask for, as the ensemble takes it. */
function asked(inputs, data) {
  const { draws, seed, width, variable, scenario } = inputs;
  const { years, rows, every, quantiles, named } = data;
  const systems = SYSTEMS.filter((system) => inputs[system]);
  const variables = [variable];
  const options = { draws, seed, width, systems, variables, quantiles, years, rows, every, named };
  return [SCENARIOS[scenario], options];
}

/** A report in the words of this explorer. */
function answer({ count, varied, years, bands, shares, order }) {
  const part = ([name, draws]) => [name, draws / count];
  return {
    varied,
    years,
    bands: Object.values(bands)[0],
    shares: Object.fromEntries(Object.entries(shares).map(part)),
    order,
  };
}

/** Run a whole ensemble at once; the same as compute in small_ensemble.py. */
export function compute(inputs, data) {
  let last;
  for (const report of ensembleInSteps(...asked(inputs, data))) last = report ?? last;
  return answer(last);
}

const DRAWS = [100, 200, 500, 1000, 2000]; // the menu ends with the most that the data allow
const percent = (share) => `${(100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`;
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

/** Horizontal bars with their words above them. set([{label, from, to}]), in shares of the width. */
function bars({ label }) {
  const svg = h("svg", { class: "explorer-chart", role: "img", "aria-label": label });
  const el = h("div", {}, svg);
  const high = 11;

  function draw(rows, width, { size, lines }) {
    const leading = Math.round(1.25 * size);
    const bar = (y, from, to, opacity) =>
      h("rect", {
        x: `${100 * from}%`,
        y,
        width: `${100 * (to - from)}%`,
        height: high,
        fill: "currentColor",
        "fill-opacity": opacity,
      });
    const parts = [];
    let y = 0;
    for (const { label: text, from, to } of rows) {
      for (const line of lines(text, width))
        parts.push(h("text", { x: 0, y: (y += leading) }, line));
      y += 4;
      parts.push(bar(y, 0, 1, 0.12), bar(y, from, to, 0.75));
      y += high + 5;
    }
    svg.setAttribute("height", y);
    svg.replaceChildren(...parts);
  }

  return picture(el, svg, draw);
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
      [...new Set([...DRAWS, data.draws[1], start.draws])]
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
    view: [said, h("p", {}, bar, " ", done), chart],
    result: [
      h("p", {}, h("strong", {}, "Shares of the draws, by class of outcome")),
      classes,
      h("p", {}, h("strong", {}, "What orders the outcome most: left lowers it, right raises it")),
      leaders,
      none,
      folded("All this as tables", outcome, order, path),
    ],
  });

  function progress(count, of) {
    bar.value = count / of;
    done.textContent = `${count.toLocaleString("en-GB")} of ${of.toLocaleString("en-GB")} runs`;
  }

  function show(report, inputs) {
    const found = answer(report);
    progress(report.count, report.of);
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

  const ensemble = ensembles();
  let frame = 0;
  let latest = null;
  function draw() {
    frame = 0;
    const { report, inputs } = latest;
    const found = show(report, inputs);
    if (report.count === report.of) finish(found, inputs);
  }
  update = bind(model, (inputs) => {
    for (const [key, control] of Object.entries(controls)) {
      control.set(key === "draws" ? String(inputs[key]) : inputs[key]);
    }
    cancelAnimationFrame(frame);
    frame = 0;
    progress(0, inputs.draws);
    ensemble(...asked(inputs, data), (report) => {
      latest = { report, inputs };
      frame ||= requestAnimationFrame(draw); // what comes faster than frames is not drawn
    });
  });
  return () => {
    cancelAnimationFrame(frame);
    ensemble.close();
  };
}

export default { render };
