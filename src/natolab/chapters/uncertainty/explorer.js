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
import { grouped, numeral, percents, several, t, wholePercents } from "../../explorers/texts.js";
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
const percent = (share) => percents((100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0));
const signed = (value) => `${value < 0 ? "−" : "+"}${numeral(Math.abs(value).toFixed(2))}`;

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
      t("Scenario"),
      Object.entries(SCENARIOS).map(([value, { title: label }]) => ({ value, label: t(label) })),
    ),
    variable: menu(
      "variable",
      t("What is shown"),
      data.variables.map((value) => ({ value, label: title(value) })),
    ),
    draws: menu(
      "draws",
      t("Draws"),
      [...new Set([...DRAWS, data.draws[1], start.draws])]
        .sort((a, b) => a - b)
        .map((value) => ({ value, label: grouped(value) })),
    ),
    width: slider({
      label: t("Width of all ranges"),
      min: data.widths[0],
      max: data.widths[1],
      step: 0.25,
      value: start.width,
      format: (value) => `× ${numeral(value.toFixed(2))}`,
      onInput: (value) => update({ width: value }),
    }),
  };
  for (const group of SYSTEMS) {
    controls[group] = toggle({
      label: t("Parameters of {system} vary", { system: t(group) }),
      value: start[group],
      onInput: (value) => update({ [group]: value }),
    });
  }
  const again = button({
    label: t("Draw again with the next seed"),
    onClick: () => update({ seed: (model.get("inputs").seed % data.seeds) + 1 }),
  });
  const said = readout();
  const bar = h("progress", { max: 1, value: 0, "aria-label": t("Runs that are done") });
  const done = h("span", {});
  const chart = lineChart({
    label: t("Bands of the draws over ten years; the table below holds the numbers"),
    xLabel: t("years from the start"),
    yLabel: t("share"),
  });
  const classes = bars({
    label: t("Shares of the draws by class of outcome; the table below holds the numbers"),
  });
  const leaders = bars({
    label: t("Parameters that order the outcome most; the table below holds the numbers"),
  });
  const none = h("p", { class: "explorer-note" });
  const path = dataTable({
    caption: t("The bands at each full year"),
    columns: [
      { key: "year", label: t("Year") },
      ...data.quantiles.map((share, i) => ({
        key: `q${i}`,
        label: wholePercents(share),
      })),
    ],
  });
  const outcome = dataTable({
    caption: t("Classes of outcome"),
    columns: [
      { key: "name", label: t("Ends") },
      { key: "share", label: t("Draws") },
      { key: "noise", label: t("Noise of drawing (two standard errors)") },
    ],
  });
  const order = dataTable({
    caption: t("What orders the outcome most"),
    columns: [
      { key: "name", label: t("Parameter") },
      { key: "value", label: t("Correlation with the rank at the end") },
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
      h("p", {}, h("strong", {}, t("Shares of the draws, by class of outcome"))),
      classes,
      h(
        "p",
        {},
        h("strong", {}, t("What orders the outcome most: left lowers it, right raises it")),
      ),
      leaders,
      none,
      folded(t("All this as tables"), outcome, order, path),
    ],
  });

  function progress(count, of) {
    bar.value = count / of;
    done.textContent = several(count, "{count} of {all} runs", "{count} of {all} runs", {
      count: grouped(count),
      all: grouped(of),
    });
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
        { name: t("median"), tone: 0, points: middle },
        { name: t("half of the draws"), tone: 1, points: outline(quarter, three) },
        { name: t("nine draws in ten"), tone: 3, points: outline(low, high) },
      ],
      x: { domain: [0, data.years], ticks: [0, 2, 4, 6, 8, 10] },
      y: { domain: [0, 1] },
      yLabel: t("{name}, {unit}", { name: words(inputs.variable), unit: t("share") }),
    });
    const shares = Object.entries(found.shares);
    classes.set(
      shares.map(([name, share]) => ({
        label: t("{label}: {value}", { label: capital(ending(name)), value: percent(share) }),
        from: 0,
        to: share,
      })),
    );
    leaders.set(
      found.order.map(({ parameter, correlation: r }) => ({
        label: t("{label}: {value}", { label: title(parameter), value: signed(r) }),
        from: 0.5 + Math.min(r, 0) / 2,
        to: 0.5 + Math.max(r, 0) / 2,
      })),
    );
    none.textContent = found.order.length ? "" : t("All draws end alike: nothing to order.");
    return { ...found, entries: shares };
  }

  function finish(found, inputs) {
    const top = found.entries.reduce((a, b) => (b[1] > a[1] ? b : a));
    const [low, , median, , high] = found.bands.map((band) =>
      numeral(band[band.length - 1].toFixed(2)),
    );
    const lead = found.order[0];
    const sentences = [
      several(
        found.varied,
        "{draws} draws of {count} parameter, seed {seed}: {share} end {ending}.",
        "{draws} draws of {count} parameters, seed {seed}: {share} end {ending}.",
        {
          draws: grouped(inputs.draws),
          count: numeral(found.varied),
          seed: inputs.seed,
          share: percent(top[1]),
          ending: ending(top[0]),
        },
      ),
      t(
        "After {years} years {variable} is {median} in the median draw and between {low} and {high} in nine of ten.",
        { years: numeral(data.years), variable: words(inputs.variable), median, low, high },
      ),
      lead
        && t("What orders the draws most is {parameter} (correlation {correlation}).", {
          parameter: words(lead.parameter),
          correlation: signed(lead.correlation),
        }),
      t("These are shares of assumptions, not chances."),
    ];
    said.set(sentences.filter(Boolean).join(" "));
    outcome.set(
      found.entries.map(([name, share]) => ({
        name: ending(name),
        share: percent(share),
        noise: t("± {number} points", {
          number: numeral((200 * Math.sqrt((share * (1 - share)) / inputs.draws)).toFixed(1)),
        }),
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
          ...Object.fromEntries(
            found.bands.map((band, q) => [`q${q}`, numeral(band[i].toFixed(3))]),
          ),
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
