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
import { numeral, t } from "../../explorers/texts.js";

function pairOf(first, second, inputs, data) {
  return data.themes.map(({ theme, label, control }) => {
    const left = data.codes[first][theme];
    const right = data.codes[second][theme];
    return {
      label,
      first: left.weight,
      second: right.weight,
      gap: Math.abs(left.weight - right.weight),
      weight: inputs[control],
      counted: inputs.open || !(left.open || right.open),
    };
  });
}

function distanceOf(rows, top) {
  let gaps = 0;
  let most = 0;
  for (const row of rows) {
    if (row.counted) {
      gaps += row.weight * row.gap;
      most += row.weight * top;
    }
  }
  return most > 0 ? gaps / most : null;
}

/** Compare two concepts by theme; the same as compute in comparison.py. */
export function compute(inputs, data) {
  for (const name of ["first", "second"]) {
    if (!data.codes[inputs[name]]) throw new Error(`There is no concept '${inputs[name]}'.`);
  }
  const themes = pairOf(inputs.first, inputs.second, inputs, data);
  const shares = themes.map((row) => (row.counted ? row.weight * row.gap : 0));
  const most = Math.max(...shares);
  const others = data.concepts
    .map(({ concept }) => concept)
    .filter((concept) => concept !== inputs.first)
    .map((concept) => ({
      concept,
      distance: distanceOf(pairOf(inputs.first, concept, inputs, data), data.top),
    }));
  let nearest = null;
  let farthest = null;
  for (const row of others) {
    if (row.distance === null) continue;
    if (nearest === null || row.distance < nearest.distance) nearest = row;
    if (farthest === null || row.distance > farthest.distance) farthest = row;
  }
  return {
    distance: distanceOf(themes, data.top),
    themes,
    widest: themes.filter((row, i) => most > 0 && shares[i] === most).map(({ label }) => label),
    others,
    nearest: nearest ? nearest.concept : "",
    farthest: farthest ? farthest.concept : "",
  };
}

/** A circle and a square for each theme, on a line from 0 to the highest code. */
function pairChart(highest) {
  const svg = h("svg", { class: "explorer-chart", role: "img" });
  const key = h("ul", { class: "explorer-legend" });
  const el = h("div", {}, key, svg);

  function draw({ rows, first, second }, width, { size, lines }) {
    const leading = Math.round(1.25 * size);
    const top = 14 + leading;
    // Where the page is narrow, a label stands above its line instead of beside it.
    const narrow = width < 32 * size;
    const left = narrow ? 12 : 17 * size;
    const right = narrow ? 12 : 20;
    const labels = rows.map(({ label, counted, weight }) => {
      const leftOut = narrow && !(counted && weight > 0);
      const name = t(label);
      return lines(
        leftOut ? t("{theme} (left out)", { theme: name }) : name,
        narrow ? width : left - 12,
      );
    });
    const most = leading * Math.max(1, ...labels.map((label) => label.length));
    const step = narrow ? most + 13 : Math.max(2 * size, most);
    const height = top + rows.length * step + 8;
    const x = (value) => left + (value / highest) * (width - left - right);
    const parts = [];
    for (let value = 0; value <= highest; value += 1) {
      parts.push(
        h("line", { class: "grid", x1: x(value), x2: x(value), y1: top - 8, y2: height - 8 }),
        h("text", { x: x(value), y: size + 1, "text-anchor": "middle" }, numeral(value)),
      );
    }
    rows.forEach((row, i) => {
      const y = narrow ? top + (i + 1) * step - 9 : top + (i + 0.5) * step;
      const faded = row.counted && row.weight > 0 ? 1 : 0.35;
      const label = labels[i];
      const base = narrow ? y - 8 : y + 0.3 * size;
      const from = base - (label.length - 1) * (narrow ? leading : leading / 2);
      parts.push(
        ...label.map((line, n) => h("text", { x: 0, y: from + n * leading }, line)),
        h("line", {
          x1: x(row.first),
          x2: x(row.second),
          y1: y,
          y2: y,
          opacity: faded,
          style: "stroke: var(--explorer-edge); stroke-width: 2",
        }),
        h("circle", {
          cx: x(row.first),
          cy: y,
          r: narrow ? 6 : 8,
          opacity: faded,
          style: "fill: var(--explorer-tone-0)",
        }),
        h("rect", {
          x: x(row.second) - 5,
          y: y - 5,
          width: 10,
          height: 10,
          opacity: faded,
          style: "fill: var(--explorer-tone-1); stroke: var(--explorer-surface)",
        }),
      );
    });
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("height", height);
    svg.setAttribute(
      "aria-label",
      t(
        "Weight of each theme from 0 to {highest} in {first} and {second}; the table below holds the numbers.",
        { highest: numeral(highest), first, second },
      ),
    );
    svg.replaceChildren(...parts);
    const mark = (shape) =>
      h("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, shape);
    key.replaceChildren(
      h(
        "li",
        {},
        mark(h("circle", { cx: 8, cy: 8, r: 7, style: "fill: var(--explorer-tone-0)" })),
        first,
      ),
      h(
        "li",
        {},
        mark(
          h("rect", { x: 3, y: 3, width: 10, height: 10, style: "fill: var(--explorer-tone-1)" }),
        ),
        second,
      ),
    );
  }

  return picture(el, svg, draw);
}

/** The result as sentences. */
function inWords({ first, second }, { distance, widest, nearest, farthest }) {
  if (distance === null)
    return t("Nothing is counted: give at least one family of themes a weight above 0.");
  const themes = widest.map((label) => t(label)).join(t("; "));
  return [
    t("{first} and {second} lie {distance} apart, from 0 (coded alike) to 1.", {
      first,
      second,
      distance: numeral(distance.toFixed(2)),
    }),
    themes && t("What sets them apart most: {themes}.", { themes }),
    t("Nearest to {first} is {nearest}, farthest {farthest}.", { first, nearest, farthest }),
  ]
    .filter(Boolean)
    .join(" ");
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  const options = data.concepts.map(({ concept, label }) => ({ value: concept, label: t(label) }));
  let update;

  const controls = {
    first: choice({
      label: t("One concept"),
      options,
      value: start.first,
      onInput: (first) => update({ first }),
    }),
    second: choice({
      label: t("The other"),
      options,
      value: start.second,
      onInput: (second) => update({ second }),
    }),
  };
  for (const [name, label] of Object.entries(data.families)) {
    controls[name] = slider({
      label: t("Weight: {family}", { family: t(label) }),
      min: 0,
      max: data.top,
      step: 0.5,
      format: numeral,
      value: start[name],
      onInput: (value) => update({ [name]: value }),
    });
  }
  controls.open = toggle({
    label: t("Count entries marked as open"),
    value: start.open,
    onInput: (open) => update({ open }),
  });
  const starts = presets(
    data.presets.map(({ label, values }) => [t(label), values]),
    (values) => update(values),
  );
  const said = readout();
  const chart = pairChart(data.top);
  const themes = dataTable({
    caption: t("Theme by theme"),
    columns: [
      { key: "label", label: t("Theme"), format: (label) => t(label) },
      { key: "first", label: t("One"), format: numeral },
      { key: "second", label: t("Other"), format: numeral },
      { key: "gap", label: t("Gap"), format: numeral },
      { key: "counted", label: t("Counted"), format: (value) => (value ? t("yes") : t("no")) },
    ],
  });
  const others = dataTable({
    caption: t("Distance of the first concept from every other"),
    columns: [
      { key: "concept", label: t("Concept") },
      {
        key: "distance",
        label: t("Distance"),
        format: (value) => (value === null ? "–" : numeral(value.toFixed(2))),
      },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [starts, ...Object.values(controls)],
    view: [said, chart],
    result: [others, folded(t("The codes as a table"), themes)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [name, control] of Object.entries(controls)) control.set(inputs[name]);
    starts.set(inputs);
    said.set(inWords(inputs, result));
    chart.set({ rows: result.themes, first: inputs.first, second: inputs.second });
    themes.set(result.themes.map((row) => ({ ...row, counted: row.counted && row.weight > 0 })));
    others.set(result.others);
  });
}

export default { render };
