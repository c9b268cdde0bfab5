import {
  bind,
  choice,
  dataTable,
  h,
  layout,
  lineChart,
  presets,
  readout,
  slider,
} from "../../explorers/kit.js";
import { t } from "../../explorers/texts.js";
import { fixed } from "../../explorers/parts/rounding.js";

const logOdds = (p) => Math.log(p / (1 - p));
const chance = (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
const total = (values) => values.reduce((sum, value) => sum + value, 0);

/** The logarithm of a likelihood ratio; the same as weight in evidence.py. */
function weightOf(first, second, seen) {
  if (seen === "open") return 0;
  return seen === "yes" ? Math.log(first / second) : Math.log((1 - first) / (1 - second));
}

/** The share at which each observation counts; the same as counted in evidence.py. */
function countedOf(weights, dependence) {
  const largest = Math.max(0, ...weights.map(Math.abs));
  if (!largest) return 1;
  const sizes = weights.map((weight) => Math.abs(weight) / largest);
  const number = total(sizes) ** 2 / total(sizes.map((size) => size * size));
  return 1 / (1 + (number - 1) * dependence);
}

function pathOf(prior, weights, dependence) {
  const start = logOdds(prior);
  return Array.from({ length: weights.length + 1 }, (_, n) =>
    chance(start + countedOf(weights.slice(0, n), dependence) * total(weights.slice(0, n))),
  );
}

/** Move two readers' beliefs by what has been observed; the same as beliefs.py. */
export function compute(inputs, data) {
  const rows = data.indicators.map((name) => {
    const pair = [inputs[`${name}_collective`], inputs[`${name}_conditional`]];
    return {
      indicator: name,
      yes: weightOf(...pair, "yes"),
      no: weightOf(...pair, "no"),
      now: weightOf(...pair, inputs[`${name}_seen`]),
    };
  });
  const seen = data.indicators.filter((name) => inputs[`${name}_seen`] !== "open");
  const weights = rows.filter(({ indicator }) => seen.includes(indicator)).map(({ now }) => now);
  const share = countedOf(weights, inputs.dependence);
  return {
    rows,
    seen,
    counted: share,
    ratio: Math.exp(share * total(weights)),
    path: pathOf(inputs.prior, weights, inputs.dependence),
    other_path: pathOf(
      inputs.other,
      weights.map((value) => inputs.reading * value),
      inputs.dependence,
    ),
  };
}

const percent = (value) => {
  const shown = 100 * value;
  if (shown < 0.05) return "less than 0.1 %";
  if (shown > 99.95) return "more than 99.9 %";
  return `${shown < 10 || shown > 90 ? shown.toFixed(1) : Math.round(shown)} %`;
};
const times = (value) => {
  if (value >= 9.95) return `×\u00a0${Math.round(value)}`;
  if (value >= 0.095) return `×\u00a0${fixed(value, 2)}`;
  return `×\u00a01/${Math.round(1 / value)}`;
};
const SEEN = { open: "not yet", yes: "yes", no: "no" };
function verdict(inputs, result) {
  const [mine, theirs] = [result.path.at(-1), result.other_path.at(-1)];
  if (!result.seen.length) {
    return `Nothing has been seen yet. You begin at ${percent(mine)} for “collective”, the other reader at ${percent(theirs)}.`;
  }
  const gap = Math.abs(mine - theirs);
  const before = Math.abs(inputs.prior - inputs.other);
  const moved =
    gap < before - 0.005
      ? "closer together"
      : gap > before + 0.005
        ? "further apart"
        : "as far apart as before";
  const discount =
    result.counted < 0.995
      ? ` Because the indicators lean on each other, each counts at ${percent(result.counted)} of its weight.`
      : "";
  return `${result.seen.length} of ${result.rows.length} indicators seen; together they multiply your odds by ${times(result.ratio).slice(2)}. Your belief in “collective” goes from ${percent(inputs.prior)} to ${percent(mine)}, the other reader's from ${percent(inputs.other)} to ${percent(theirs)}: ${moved}.${discount}`;
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  const selected = () => model.get("inputs").selected;
  const control = (name, label, step, format) =>
    slider({
      label,
      step,
      format,
      value: start[name],
      min: data.limits[name][0],
      max: data.limits[name][1],
      onInput: (value) => send({ [name]: value }),
    });
  const likelihood = (side, label) => {
    const name = `${start.selected}_${side}`;
    return slider({
      label,
      step: 0.01,
      format: percent,
      value: start[name],
      min: data.limits[name][0],
      max: data.limits[name][1],
      onInput: (value) => send({ [`${selected()}_${side}`]: value }),
    });
  };
  const parts = {
    prior: control("prior", "Your belief in “collective” beforehand", 0.01, percent),
    other: control("other", "The other reader's belief beforehand", 0.01, percent),
    reading: control("reading", "How the other reads the evidence", 0.1, (value) =>
      value > 0.95
        ? "as you do"
        : value > 0.05
          ? `with ${percent(value)} of your weight`
          : value > -0.05
            ? "as saying nothing"
            : "the other way round",
    ),
    dependence: control("dependence", "How far the indicators lean on each other", 0.05, (value) =>
      value.toFixed(2),
    ),
    selected: choice({
      label: "Indicator to set",
      options: data.indicators.map((name) => ({ value: name, label: data.names[name] })),
      value: start.selected,
      onInput: (value) => send({ selected: value }),
    }),
    seen: choice({
      label: "What was seen of it",
      options: Object.entries(SEEN).map(([value, label]) => ({ value, label })),
      value: start[`${start.selected}_seen`],
      onInput: (value) => send({ [`${selected()}_seen`]: value }),
    }),
    collective: likelihood("collective", "Chance of a yes if the alliance stays collective"),
    conditional: likelihood("conditional", "Chance of a yes if it turns conditional"),
  };
  const records = presets(
    [...data.records.map(({ label, values }) => [label, values]), [t("Start again"), start]],
    (values) => send(values),
  );
  const event = h("div", { class: "explorer-presets" });
  const sentence = readout();
  const chart = lineChart({
    label: "Two readers' belief in “collective” after each observation",
    xLabel: "indicators seen, in order",
    yLabel: "belief in “collective”, per cent",
    height: 300,
  });
  const table = dataTable({
    caption: "What a yes and a no do to the odds of “collective”",
    columns: [
      { key: "indicator", label: "Indicator", format: (name) => data.names[name] },
      { key: "yes", label: "Yes", format: (value) => times(Math.exp(value)) },
      { key: "no", label: "No", format: (value) => times(Math.exp(value)) },
      { key: "seen", label: "Seen", format: (value) => SEEN[value] },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [
      records,
      parts.prior,
      parts.other,
      parts.reading,
      parts.dependence,
      parts.selected,
      parts.seen,
      event,
      parts.collective,
      parts.conditional,
    ],
    view: [sentence, chart],
    result: [table],
  });
  const send = bind(model, (inputs) => {
    const result = compute(inputs, data);
    const name = inputs.selected;
    for (const key of ["prior", "other", "reading", "dependence", "selected"])
      parts[key].set(inputs[key]);
    parts.seen.set(inputs[`${name}_seen`]);
    parts.collective.set(inputs[`${name}_collective`]);
    parts.conditional.set(inputs[`${name}_conditional`]);
    event.textContent = `Yes means: ${data.events[name]}. To be decided by ${data.by[name]}.`;
    records.set(inputs);
    const { seen } = result;
    parts.reading.rest(seen.length ? "" : "Nothing has been seen yet.");
    parts.dependence.rest(seen.length > 1 ? "" : "It takes two indicators seen.");
    sentence.set(verdict(inputs, result));
    // As long as nothing has been seen, a belief stays where it is.
    const points = (values) =>
      seen.length
        ? values.map((value, n) => [n, 100 * value])
        : [0, data.indicators.length].map((n) => [n, 100 * values[0]]);
    chart.set({
      series: [
        { name: "you", points: points(result.path), tone: 0 },
        { name: "the other reader", points: points(result.other_path), tone: 1 },
      ],
      x: {
        domain: [0, data.indicators.length],
        ticks: data.indicators.map((_, n) => n).concat(data.indicators.length),
      },
      y: { domain: [0, 100] },
    });
    table.set(result.rows.map((row) => ({ ...row, seen: inputs[`${row.indicator}_seen`] })));
  });
}

export default { render };
