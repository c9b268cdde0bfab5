// What explorers share: controls, a line chart, a table, a spoken result.
// No dependency and no build step: the same text runs on the static page, in Jupyter and in
// JupyterLite. Controls are native form elements, so mouse, touch and keyboard all work.

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set([
  "svg",
  "g",
  "path",
  "line",
  "rect",
  "circle",
  "polyline",
  "text",
  "tspan",
  "title",
  "defs",
  "marker",
  "pattern",
]);
const CONTROL_TAGS = new Set(["input", "select", "button", "summary"]);
// Each explorer carries its own copy of this kit, and a page may hold several explorers.
const COPY = Math.random().toString(36).slice(2);
let ids = 0;
const newId = () => `explorer-${COPY}-${++ids}`;

/** Make an element: h("p", {class: "note"}, "text", child). Attributes that start with "on" are listeners. */
export function h(tag, attributes = {}, ...children) {
  const node = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  }
  // JupyterLab would take arrow keys for itself, unless the focused element says no.
  if (CONTROL_TAGS.has(tag)) node.dataset.lmSuppressShortcuts = "true";
  node.append(...children);
  return node;
}

/**
 * Put a text into a node unless it stands there: a node left alone is not laid out again, and a
 * text that changes costs less than a new one.
 */
export function say(node, text) {
  const { firstChild: now, lastChild: last } = node;
  if (!now || now !== last || now.nodeType !== Node.TEXT_NODE) node.textContent = text;
  else if (now.data !== text) now.data = text;
}

/**
 * Keep controls, picture and model in step.
 * redraw(inputs) runs at once and after each change, whoever made it; the function returned
 * changes some inputs: update({lost: 8}).
 */
export function bind(model, redraw) {
  model.on("change:inputs", () => redraw(model.get("inputs")));
  redraw(model.get("inputs"));
  return (patch) => {
    model.set("inputs", { ...model.get("inputs"), ...patch });
    model.save_changes();
  };
}

/**
 * How a control rests while it changes nothing: rest(reason) greys it and says why, rest("") wakes
 * it again.
 */
function resting(el, field) {
  const why = h("p", { class: "explorer-why", id: newId() });
  return (reason) => {
    field.disabled = Boolean(reason);
    if (reason) {
      why.textContent = reason;
      field.setAttribute("aria-describedby", why.id);
      el.append(why);
    } else {
      field.removeAttribute("aria-describedby");
      why.remove();
    }
  };
}

/** A labelled range input. format(value) gives the text beside it; set(value) moves it. */
export function slider({ label, min, max, step, value, format = String, onInput }) {
  const id = newId();
  const output = h("output", { for: id });
  const input = h("input", {
    id,
    type: "range",
    min,
    max,
    step,
    oninput: () => {
      show();
      onInput(Number(input.value));
    },
  });
  const show = () => {
    output.textContent = format(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  const set = (next) => {
    if (Number(input.value) !== next) input.value = next;
    show();
  };
  set(value);
  const el = h("div", { class: "explorer-control" }, h("label", { for: id }, label), output, input);
  return { el, set, rest: resting(el, input) };
}

/** A labelled menu. options: [{value, label, group}]; options of a group (optional) stand together. */
export function choice({ label, options, value, onInput }) {
  const id = newId();
  const entries = [];
  const groups = {};
  for (const option of options) {
    const entry = h("option", { value: option.value }, option.label);
    if (!option.group) entries.push(entry);
    else if (groups[option.group]) groups[option.group].append(entry);
    else entries.push((groups[option.group] = h("optgroup", { label: option.group }, entry)));
  }
  const select = h("select", { id, onchange: () => onInput(select.value) }, ...entries);
  const set = (next) => {
    select.value = next;
  };
  set(value);
  const el = h("div", { class: "explorer-control" }, h("label", { for: id }, label), select);
  return { el, set, rest: resting(el, select) };
}

/** A labelled tick box. */
export function toggle({ label, value, onInput }) {
  const input = h("input", { type: "checkbox", onchange: () => onInput(input.checked) });
  const set = (next) => {
    input.checked = next;
  };
  set(value);
  const named = h(
    "label",
    { class: "explorer-control explorer-toggle" },
    input,
    h("span", {}, label),
  );
  const el = h("div", {}, named);
  return { el, set, rest: resting(el, input) };
}

/** A button. set(true) marks it as pressed, for presets. */
export function button({ label, onClick }) {
  const el = h("button", { type: "button", onclick: onClick }, label);
  return { el, set: (pressed) => el.setAttribute("aria-pressed", String(pressed)) };
}

/**
 * Buttons that set several controls at once. list: [[label, values], ...]; onPick(values) hears of
 * the choice. set(inputs) marks what is shown already and returns the place of the first, or -1.
 */
export function presets(list, onPick) {
  const buttons = list.map(([label, values]) => button({ label, onClick: () => onPick(values) }));
  return {
    el: h("div", { class: "explorer-presets" }, ...buttons.map(({ el }) => el)),
    set: (inputs) => {
      const shown = list.map(([, values]) =>
        Object.entries(values).every(([name, value]) => inputs[name] === value),
      );
      shown.forEach((pressed, i) => buttons[i].set(pressed));
      return shown.indexOf(true);
    },
  };
}

/** What is seldom needed, under a title that unfolds it. */
export function folded(title, ...parts) {
  return h(
    "details",
    { class: "explorer-details" },
    h("summary", {}, title),
    ...parts.map((part) => part.el ?? part),
  );
}

/** Controls that are seldom moved, folded. */
export function foldedControls(title, ...parts) {
  const inner = h("div", { class: "explorer-controls" }, ...parts.map((part) => part.el ?? part));
  return folded(title, inner);
}

/** A sentence that says the result; screen readers speak it when it changes. */
export function readout() {
  const el = h("p", { class: "explorer-readout", "aria-live": "polite" });
  // A long sentence keeps its room when a short one follows, so that no control moves away under
  // the finger.
  let wide = 0;
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width !== wide) el.style.minHeight = "";
    wide = contentRect.width;
    el.style.minHeight = `${el.offsetHeight}px`;
  }).observe(el);
  return {
    el,
    set: (text) => {
      if (el.textContent !== text) el.textContent = text;
    },
  };
}

/** A table. columns: [{key, label, format}]; set(rows) fills it. */
export function dataTable({ caption, columns }) {
  const body = h("tbody");
  const el = h(
    "div",
    { class: "explorer-scroll", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      { class: "explorer-table" },
      h("caption", {}, caption),
      h(
        "thead",
        {},
        h("tr", {}, ...columns.map((column) => h("th", { scope: "col" }, column.label))),
      ),
      body,
    ),
  );
  const cell = (row, { key, format = String }) => h("td", {}, format(row[key]));
  return {
    el,
    set: (rows) =>
      body.replaceChildren(
        ...rows.map((row) => h("tr", {}, ...columns.map((column) => cell(row, column)))),
      ),
  };
}

/**
 * Put the parts in their places. What stands in view (the sentence and the picture) stays in sight
 * while the controls below it move; the rest of the result follows. Without a view the result
 * stands below the controls. In Jupyter the label names the region; the page names it itself.
 */
export function layout(el, { label, controls, view = [], result = [] }) {
  el.classList.add("explorer");
  if (label) {
    el.setAttribute("role", "region");
    el.setAttribute("aria-label", label);
  }
  const box = (name, parts) => h("div", { class: name }, ...parts.map((part) => part.el ?? part));
  const steering = box("explorer-controls", controls);
  const rest = box("explorer-result", result);
  if (!view.length) return el.replaceChildren(box("explorer-body", [steering, rest]));
  const seen = box("explorer-view", view);
  // A control that takes the focus must not come to lie under the view.
  new ResizeObserver(() =>
    el.style.setProperty("--explorer-view", `${seen.offsetHeight}px`),
  ).observe(seen);
  const board = box("explorer-board", [seen, steering]);
  return el.replaceChildren(box("explorer-body", result.length ? [board, rest] : [board]));
}

/** Round numbers that divide a range into about `count` steps. */
export function ticks(low, high, count = 5) {
  const raw = (high - low || 1) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw * 0.999);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** Report the width of an element, in pixels, whenever it becomes another. */
export function watchWidth(el, report) {
  let width = 0;
  new ResizeObserver(([entry]) => {
    const next = Math.round(entry.contentRect.width);
    if (next && next !== width) {
      width = next;
      report(next);
    }
  }).observe(el);
}

/** A vertical axis for lineChart that holds all values, with round ends and true minus signs. */
export function roundAxis(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const marks = ticks(low, Math.max(high, low + 1));
  const [first, last, step] = [marks[0], marks[marks.length - 1], marks[1] - marks[0]];
  return {
    domain: [low < first ? first - step : first, high > last ? last + step : last],
    format: (value) => String(Number(value.toPrecision(6))).replace("-", "−"),
  };
}

/**
 * A line chart in SVG that keeps its text size at any width.
 *
 * set({series, x, y, marks, bands, yLabel}):
 *   series: [{name, points: [[x, y], ...], tone}]   tone 0...4 picks colour and dash of the style sheet
 *   x, y:   {domain: [low, high], ticks: [values], format}   (ticks and format are optional)
 *   marks:  [{x, label}]                              vertical lines with a word
 *   bands:  [{from, to, label}]                       shaded stretches; the first says what they are
 *   yLabel: what is drawn, where that changes
 */
export function lineChart({ label, xLabel, yLabel, height: tall = 260 }) {
  const margin = { top: 28, right: 14, bottom: 46, left: 58 };
  const svg = h("svg", { class: "explorer-chart", role: "img", "aria-label": label });
  const legend = h("ul", { class: "explorer-legend" });
  const el = h("div", {}, legend, svg);
  let current = null;
  let width = 0;

  function draw() {
    if (!current || !width) return;
    const { series, x, y, marks = [], bands = [] } = current;
    // On a phone the controls need the room.
    const height = width < 420 ? Math.min(tall, 200) : tall;
    const px = (v) =>
      margin.left
      + ((v - x.domain[0]) / (x.domain[1] - x.domain[0])) * (width - margin.left - margin.right);
    const py = (v) =>
      height
      - margin.bottom
      - ((v - y.domain[0]) / (y.domain[1] - y.domain[0])) * (height - margin.top - margin.bottom);
    const format = (axis) => axis.format ?? ((v) => String(Number(v.toPrecision(6))));
    const few = Math.max(2, Math.floor((width - margin.left) / 90));
    const parts = bands.map(({ from, to }) =>
      h("rect", {
        class: "band",
        x: px(from),
        width: px(to) - px(from),
        y: margin.top,
        height: height - margin.top - margin.bottom,
      }),
    );
    if (bands.length)
      parts.push(
        h(
          "text",
          { class: "mark-label", x: px(bands[0].from) + 5, y: height - margin.bottom - 6 },
          bands[0].label,
        ),
      );
    for (const v of y.ticks ?? ticks(...y.domain)) {
      parts.push(
        h("line", {
          class: "grid",
          x1: margin.left,
          x2: width - margin.right,
          y1: py(v),
          y2: py(v),
        }),
        h("text", { x: margin.left - 8, y: py(v) + 4, "text-anchor": "end" }, format(y)(v)),
      );
    }
    for (const v of x.ticks ?? ticks(...x.domain, few)) {
      parts.push(
        h("line", {
          class: "grid",
          x1: px(v),
          x2: px(v),
          y1: height - margin.bottom,
          y2: height - margin.bottom + 5,
        }),
        h(
          "text",
          { x: px(v), y: height - margin.bottom + 18, "text-anchor": "middle" },
          format(x)(v),
        ),
      );
    }
    marks.forEach(({ x: at, label: word }) => {
      const right = px(at) > width * 0.6;
      parts.push(
        h("line", {
          class: "mark",
          x1: px(at),
          x2: px(at),
          y1: margin.top,
          y2: height - margin.bottom,
        }),
        h(
          "text",
          {
            class: "mark-label",
            x: px(at) + (right ? -5 : 5),
            y: margin.top + 12,
            "text-anchor": right ? "end" : "start",
          },
          word,
        ),
      );
    });
    const inside = (v) => Math.min(Math.max(v, y.domain[0]), y.domain[1]);
    for (const { points, tone = 0 } of series) {
      const path = points
        .map(([a, b]) => `${px(a).toFixed(1)},${py(inside(b)).toFixed(1)}`)
        .join(" ");
      parts.push(h("polyline", { class: `line tone-${tone}`, points: path }));
    }
    parts.push(
      h("text", { x: 4, y: 14 }, current.yLabel ?? yLabel),
      h(
        "text",
        { x: (margin.left + width - margin.right) / 2, y: height - 8, "text-anchor": "middle" },
        xLabel,
      ),
    );
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("height", height);
    svg.replaceChildren(...parts);
    legend.replaceChildren(
      ...series.map(({ name, tone = 0 }) =>
        h(
          "li",
          {},
          h(
            "svg",
            {
              class: "explorer-key",
              viewBox: "0 0 28 10",
              width: 28,
              height: 10,
              "aria-hidden": "true",
            },
            h("line", { class: `line tone-${tone}`, x1: 0, x2: 28, y1: 5, y2: 5 }),
          ),
          name,
        ),
      ),
    );
  }

  watchWidth(el, (next) => {
    width = next;
    draw();
  });
  return {
    el,
    set: (next) => {
      current = next;
      draw();
    },
  };
}
