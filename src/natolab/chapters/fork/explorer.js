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
import { dated, numeral, percents, several, t } from "../../explorers/texts.js";
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
  if (shown < 0.05) return t("less than {share}", { share: percents("0.1") });
  if (shown > 99.95) return t("more than {share}", { share: percents("99.9") });
  return percents(shown < 10 || shown > 90 ? shown.toFixed(1) : Math.round(shown));
};
const factor = (value) => {
  if (value >= 9.95) return numeral(Math.round(value));
  if (value >= 0.095) return numeral(fixed(value, 2));
  return `1/${numeral(Math.round(1 / value))}`;
};
const times = (value) => `×\u00a0${factor(value)}`;
const SEEN = { open: t("not yet"), yes: t("yes"), no: t("no") };

/** How both beliefs have moved, and whether they have come closer. */
function moves(inputs, mine, theirs) {
  const gap = Math.abs(mine - theirs);
  const before = Math.abs(inputs.prior - inputs.other);
  const values = {
    prior: percent(inputs.prior),
    mine: percent(mine),
    other: percent(inputs.other),
    theirs: percent(theirs),
  };
  if (gap < before - 0.005)
    return t(
      "Your belief in “collective” goes from {prior} to {mine}, the other reader's from {other} to {theirs}: closer together.",
      values,
    );
  if (gap > before + 0.005)
    return t(
      "Your belief in “collective” goes from {prior} to {mine}, the other reader's from {other} to {theirs}: further apart.",
      values,
    );
  return t(
    "Your belief in “collective” goes from {prior} to {mine}, the other reader's from {other} to {theirs}: as far apart as before.",
    values,
  );
}

function verdict(inputs, result) {
  const [mine, theirs] = [result.path.at(-1), result.other_path.at(-1)];
  const seen = result.seen.length;
  if (!seen) {
    return t(
      "Nothing has been seen yet. You begin at {mine} for “collective”, the other reader at {theirs}.",
      { mine: percent(mine), theirs: percent(theirs) },
    );
  }
  const sentences = [
    several(
      seen,
      "{count} of {all} indicators seen; together they multiply your odds by {factor}.",
      "{count} of {all} indicators seen; together they multiply your odds by {factor}.",
      {
        count: numeral(seen),
        all: numeral(result.rows.length),
        factor: factor(result.ratio),
      },
    ),
    moves(inputs, mine, theirs),
  ];
  if (result.counted < 0.995) {
    sentences.push(
      t("Because the indicators lean on each other, each counts at {share} of its weight.", {
        share: percent(result.counted),
      }),
    );
  }
  return sentences.join(" ");
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
    prior: control("prior", t("Your belief in “collective” beforehand"), 0.01, percent),
    other: control("other", t("The other reader's belief beforehand"), 0.01, percent),
    reading: control("reading", t("How the other reads the evidence"), 0.1, (value) =>
      value > 0.95
        ? t("as you do")
        : value > 0.05
          ? t("with {share} of your weight", { share: percent(value) })
          : value > -0.05
            ? t("as saying nothing")
            : t("the other way round"),
    ),
    dependence: control(
      "dependence",
      t("How far the indicators lean on each other"),
      0.05,
      (value) => numeral(value.toFixed(2)),
    ),
    selected: choice({
      label: t("Indicator to set"),
      options: data.indicators.map((name) => ({ value: name, label: t(data.names[name]) })),
      value: start.selected,
      onInput: (value) => send({ selected: value }),
    }),
    seen: choice({
      label: t("What was seen of it"),
      options: Object.entries(SEEN).map(([value, label]) => ({ value, label })),
      value: start[`${start.selected}_seen`],
      onInput: (value) => send({ [`${selected()}_seen`]: value }),
    }),
    collective: likelihood("collective", t("Chance of a yes if the alliance stays collective")),
    conditional: likelihood("conditional", t("Chance of a yes if it turns conditional")),
  };
  const records = presets(
    [...data.records.map(({ label, values }) => [t(label), values]), [t("Start again"), start]],
    (values) => send(values),
  );
  const event = h("div", { class: "explorer-presets" });
  const sentence = readout();
  const chart = lineChart({
    label: t("Two readers' belief in “collective” after each observation"),
    xLabel: t("indicators seen, in order"),
    yLabel: t("belief in “collective”, per cent"),
    height: 300,
  });
  const table = dataTable({
    caption: t("What a yes and a no do to the odds of “collective”"),
    columns: [
      { key: "indicator", label: t("Indicator"), format: (name) => t(data.names[name]) },
      { key: "yes", label: t("Yes"), format: (value) => times(Math.exp(value)) },
      { key: "no", label: t("No"), format: (value) => times(Math.exp(value)) },
      { key: "seen", label: t("Seen"), format: (value) => SEEN[value] },
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
    event.textContent = t("Yes means: {event}. To be decided by {day}.", {
      event: t(data.events[name]),
      day: dated(data.by[name]),
    });
    records.set(inputs);
    const { seen } = result;
    parts.reading.rest(seen.length ? "" : t("Nothing has been seen yet."));
    parts.dependence.rest(seen.length > 1 ? "" : t("It takes two indicators seen."));
    sentence.set(verdict(inputs, result));
    // As long as nothing has been seen, a belief stays where it is.
    const points = (values) =>
      seen.length
        ? values.map((value, n) => [n, 100 * value])
        : [0, data.indicators.length].map((n) => [n, 100 * values[0]]);
    chart.set({
      series: [
        { name: t("you"), points: points(result.path), tone: 0 },
        { name: t("the other reader"), points: points(result.other_path), tone: 1 },
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
