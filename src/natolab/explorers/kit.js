// What explorers share: controls, a line chart, a table, a spoken result.
// No dependency and no build step: the same text runs on the static page, in Jupyter and in
// JupyterLite. Controls are native form elements, so mouse, touch and keyboard all work.
import { numeral, t } from "./texts.js";

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
  // The value is spoken by the slider itself.
  const output = h("output", { for: id, "aria-live": "off" });
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
    const text = format(Number(input.value));
    if (text === output.textContent) return;
    say(output, text);
    input.setAttribute("aria-valuetext", text);
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

/**
 * Report the size of an element, without its padding, whenever it changes. The report waits for the
 * next frame: within the same one, sizes that follow from it would be observed again.
 */
export function watchSize(el, report) {
  let frame = 0;
  new ResizeObserver(([{ contentRect }]) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => report(contentRect));
  }).observe(el);
}

const SPOKEN_AFTER = 500; // ms without a change after which a result is spoken

/** A sentence that says the result; screen readers speak it once the reader has stopped moving. */
export function readout() {
  const shown = h("p", { class: "explorer-readout" });
  const spoken = h("p", { class: "explorer-spoken", "aria-live": "polite" });
  const el = h("div", {}, shown, spoken);
  // A long sentence keeps its room when a short one follows, so that no control moves away under
  // the finger.
  let wide = 0;
  watchSize(shown, ({ width }) => {
    if (width !== wide) shown.style.minHeight = "";
    wide = width;
    shown.style.minHeight = `${shown.offsetHeight}px`;
  });
  let waiting = 0;
  return {
    el,
    set: (text) => {
      const first = !shown.textContent;
      if (shown.textContent === text) return;
      shown.textContent = text;
      clearTimeout(waiting);
      // What stands there when the page opens is read like the text around it.
      if (!first) waiting = setTimeout(() => say(spoken, text), SPOKEN_AFTER);
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
  // The first column says what its row is about.
  const cell = (row, { key, format = String }, i) =>
    i ? h("td", {}, format(row[key])) : h("th", { scope: "row" }, format(row[key]));
  return {
    el,
    set: (rows) =>
      body.replaceChildren(
        ...rows.map((row) => h("tr", {}, ...columns.map((column, i) => cell(row, column, i)))),
      ),
  };
}

/** The settings in words, for paper, where controls say nothing. */
function printedSettings(el, steering) {
  const line = h("p", { class: "explorer-settings" });
  const value = (field) => {
    if (field.type === "checkbox") return field.checked ? t("yes") : t("no");
    return field.selectedOptions?.[0].textContent ?? field.ariaValueText ?? field.value;
  };
  const fill = () => {
    if (!el.isConnected) return window.removeEventListener("beforeprint", fill);
    const fields = [...steering.querySelectorAll("input, select")];
    const words = fields.map((field) =>
      t("{label}: {value}", { label: field.labels[0].textContent.trim(), value: value(field) }),
    );
    return say(line, words.length ? t("Settings: {list}.", { list: words.join(t("; ")) }) : "");
  };
  window.addEventListener("beforeprint", fill);
  return line;
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
    el.setAttribute("aria-label", t(label));
  }
  const box = (name, parts) => h("div", { class: name }, ...parts.map((part) => part.el ?? part));
  const steering = box("explorer-controls", controls);
  const rest = box("explorer-result", result);
  const settings = printedSettings(el, steering);
  if (!view.length) return el.replaceChildren(box("explorer-body", [steering, settings, rest]));
  const seen = box("explorer-view", view);
  // A control that takes the focus must not come to lie under the view.
  watchSize(seen, () => el.style.setProperty("--explorer-view", `${seen.offsetHeight}px`));
  const board = box("explorer-board", [seen, steering, settings]);
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
  watchSize(el, (size) => {
    const next = Math.round(size.width);
    if (next && next !== width) {
      width = next;
      report(next);
    }
  });
}

/**
 * Measure words as an element would draw them. size: of its letters in pixels; widthOf(text);
 * lines(text, room): the text in lines that are no wider than a room.
 */
export function ruler(el) {
  const { fontSize, fontFamily } = getComputedStyle(el);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${fontSize} ${fontFamily}`;
  const widthOf = (text) => pen.measureText(text).width;
  const lines = (text, room) => {
    if (!text) return [];
    const found = [""];
    for (const word of text.split(" ")) {
      const longer = `${found[found.length - 1]} ${word}`.trim();
      if (found[found.length - 1] && widthOf(longer) > room) found.push(word);
      else found[found.length - 1] = longer;
    }
    return found;
  };
  return { size: Number.parseFloat(fontSize), widthOf, lines };
}

/**
 * Keep a picture true to what it shows and to its width: draw(shown, width, letters) runs after
 * set(shown) and when the width becomes another, once both are known. letters: a ruler of the svg.
 */
export function picture(el, svg, draw) {
  let shown = null;
  let width = 0;
  let letters = null;
  const refresh = () => shown && width && draw(shown, width, letters);
  watchWidth(el, (next) => {
    width = next;
    letters = ruler(svg);
    refresh();
  });
  return {
    el,
    set: (next) => {
      shown = next;
      refresh();
    },
  };
}

/** A vertical axis for lineChart that holds all values, with round ends and true minus signs. */
export function roundAxis(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const marks = ticks(low, Math.max(high, low + 1));
  const [first, last, step] = [marks[0], marks[marks.length - 1], marks[1] - marks[0]];
  return {
    domain: [low < first ? first - step : first, high > last ? last + step : last],
    format: (value) => numeral(String(Number(value.toPrecision(6))).replace("-", "−")),
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
  const svg = h("svg", { class: "explorer-chart", role: "img", "aria-label": label });
  const legend = h("ul", { class: "explorer-legend" });
  const el = h("div", {}, legend, svg);

  function draw(shown, width, { size, widthOf, lines }) {
    const { series, x, y, marks = [], bands = [] } = shown;
    const spelled = (axis, values) => {
      const format = axis.format ?? ((v) => numeral(Number(v.toPrecision(6))));
      return values.map((v) => [v, format(v)]);
    };
    const widest = (labels) => Math.max(...labels.map(([, text]) => widthOf(text)));
    const rows = spelled(y, y.ticks ?? ticks(...y.domain));
    const left = Math.max(58, widest(rows) + 12);
    const few = Math.max(2, Math.floor((width - left) / (7 * size)));
    const columns = spelled(x, x.ticks ?? ticks(...x.domain, few));
    const right = Math.max(14, widest(columns.slice(-1)) / 2 + 2);
    const leading = Math.round(1.25 * size);
    const head = lines(shown.yLabel ?? yLabel, width - 8);
    const foot = lines(xLabel, width - 8);
    const top = size - 1 + leading * head.length;
    const low = 14 + leading * (1 + foot.length);
    // On a phone the controls need the room.
    const tallness = (width < 420 ? Math.min(tall, 200) : tall) - 74; // the rest is for words of the usual size
    const height = top + tallness + low;
    const floor = height - low;
    const px = (v) =>
      left + ((v - x.domain[0]) / (x.domain[1] - x.domain[0])) * (width - left - right);
    const py = (v) => floor - ((v - y.domain[0]) / (y.domain[1] - y.domain[0])) * tallness;
    const write = (text, attributes) => h("text", attributes, text);
    /** Words beside a place, within the picture: behind it, or before it further right. */
    const beside = (words, at, y0) =>
      lines(words, width - 4).map((text, i) => {
        const wide = widthOf(text);
        const before = at - 5 - wide;
        const fits = at + 5 + wide < width && (at < width * 0.6 || before < 0);
        return write(text, {
          class: "mark-label",
          x: fits ? at + 5 : Math.max(before, 2),
          y: y0 + i * leading,
        });
      });
    const parts = bands.map(({ from, to }) =>
      h("rect", {
        class: "band",
        x: px(from),
        width: px(to) - px(from),
        y: top,
        height: tallness,
      }),
    );
    if (bands.length) {
      const many = lines(bands[0].label, width - 4).length;
      parts.push(...beside(bands[0].label, px(bands[0].from), floor - 6 - leading * (many - 1)));
    }
    let last = Infinity;
    for (const [v, text] of rows) {
      const at = py(v);
      parts.push(h("line", { class: "grid", x1: left, x2: width - right, y1: at, y2: at }));
      if (Math.abs(at - last) < size) continue; // no room for its label
      parts.push(write(text, { x: left - 8, y: at + 0.3 * size, "text-anchor": "end" }));
      last = at;
    }
    last = -Infinity;
    for (const [v, text] of columns) {
      const half = widthOf(text) / 2;
      const at = px(v);
      parts.push(h("line", { class: "grid", x1: at, x2: at, y1: floor, y2: floor + 5 }));
      if (at - half < last + 4) continue;
      parts.push(write(text, { x: at, y: floor + 5 + size, "text-anchor": "middle" }));
      last = at + half;
    }
    for (const { x: at, label: words } of marks) {
      parts.push(h("line", { class: "mark", x1: px(at), x2: px(at), y1: top, y2: floor }));
      parts.push(...beside(words, px(at), top + 0.9 * size));
    }
    const inside = (v) => Math.min(Math.max(v, y.domain[0]), y.domain[1]);
    for (const { points, tone = 0 } of series) {
      const path = points
        .map(([a, b]) => `${px(a).toFixed(1)},${py(inside(b)).toFixed(1)}`)
        .join(" ");
      parts.push(h("polyline", { class: `line tone-${tone}`, points: path }));
    }
    parts.push(
      ...head.map((text, i) => write(text, { x: 4, y: size + 1 + i * leading })),
      ...foot.map((text, i) => {
        const half = widthOf(text) / 2;
        const middle = Math.min((left + width - right) / 2, width - half - 2);
        const at = height - 8 - (foot.length - 1 - i) * leading;
        return write(text, { x: Math.max(middle, half + 2), y: at, "text-anchor": "middle" });
      }),
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

  return picture(el, svg, draw);
}
