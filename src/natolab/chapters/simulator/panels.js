// Three systems on one clock: lines with bands, a cursor through all, a strip of loops below.
// Nodes are made once for a size and a choice of panels; a move of a lever changes attributes only.
import { h, ruler, say, ticks, watchSize } from "../../explorers/kit.js";
import { capital } from "../../explorers/parts/words.js";
import { dollars, numeral, percents, t } from "../../explorers/texts.js";

const SHAPES = [
  "M0-4.5A4.5 4.5 0 1 1 0 4.5A4.5 4.5 0 1 1 0-4.5Z",
  "M-4-4H4V4H-4Z",
  "M0-5.5L5 4H-5Z",
];
const HEAD = 22; // height of a panel's title
const GAP = 10;
const AXIS = 22;
const STRIP = 30;
const BESIDE = 64; // from the picture to the words on its right: past the marks of the second axis
const WORDS = 138; // least room for these words
const neat = (value) => Math.round(value * 10) / 10;

/** The value of a line as the reader sees it. */
export const seen = ({ scale, offset = 0 }, value) => value * scale + offset;

/** A value with its unit: "$138", "56 %", and 56 where the unit is "of 100". */
export function inUnits({ unit, digits = 0 }, value) {
  const number = value.toFixed(digits).replace("-", "−");
  if (unit.startsWith("$")) return dollars(number);
  return unit.startsWith("%") ? percents(number) : numeral(number);
}

const STROKES = ["M0 8L8 0", "M0 4H8", "M0 0L8 8", "M4 0V8", "M0 8L8 0M0 0L8 8", "M2 2h2v2h-2z"];
const TINTS = 4;

/**
 * Fills that tell loops apart by colour and by pattern; fill(-1) is that of no loop. A pattern is
 * made when a loop first needs it.
 */
function loopPatterns() {
  const base = `sim-loop-${Math.random().toString(36).slice(2, 8)}`;
  const defs = h("defs");
  const made = new Set();
  function fill(index) {
    if (index < 0) return "var(--sim-soft)";
    const [stroke, tint] = [index % STROKES.length, index % TINTS];
    const id = `${base}-${stroke * TINTS + tint}`;
    if (!made.has(id)) {
      made.add(id);
      defs.append(
        h(
          "pattern",
          { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
          h("rect", { class: `sim-tint-${tint}`, width: 8, height: 8 }),
          h("path", { class: `sim-stroke-${tint}`, d: STROKES[stroke] }),
        ),
      );
    }
    return `url(#${id})`;
  }
  return { defs, fill };
}

/** The rows of a run that are drawn: while much happens a point for each two pixels, later fewer. */
function drawnRows(run, span, wide) {
  const rows = [];
  const last = rowAt(run, span);
  const near = Math.max(1, Math.round((2 * last) / wide));
  for (let row = 0; row < last; row += run.year[row] < 2 ? near : Math.max(near, 4)) rows.push(row);
  return [...rows, last];
}

/** Row of a run at a year. */
export const rowAt = (run, year) =>
  Math.round((year * (run.year.length - 1)) / run.year[run.year.length - 1]);

const yearWords = (year) => t("year {year}", { year: numeral(year.toFixed(1)) });

/** What a line of the record shows, in a word: "oil", "ships". */
const firstWord = ({ label }) => t(label.split(" ")[0].toLowerCase());

/**
 * The picture. set(state) draws: {a, b, year, until} with runs a and b (null to leave out);
 * bands(found) the bands {years, low: {variable: []}, high: {variable: []}}, null for none;
 * loops(segments) the strip: [{from, to, index, name}];
 * only(name) draws one panel, or (null) all; span(years) the first years; remake() for other letters.
 * onYear(year) hears where a reader points, onFrame(before, after) how wide the margins are.
 */
export function panels({ data, label, onYear, onFrame }) {
  const { years } = data;
  const svg = h("svg", { class: "sim-svg", role: "img", "aria-label": label });
  const patterns = loopPatterns();
  const el = h("div", { class: "sim-picture" }, svg);
  let state = null;
  let band = null;
  let strip = [];
  let frame = null; // what was made for the present size
  let size = { width: 0, height: 0, only: null, span: years, k: 1 };

  const texts = data.panels.map((panel) => ({
    ...panel,
    title: t(panel.title),
    question: t(panel.question),
    series: panel.series.map((each) => ({ ...each, label: capital(t(each.label)) })),
    // What was observed, where it can be drawn on a line's own scale.
    seen: panel.record.filter(
      ({ variable, line }) => line && panel.series.some((each) => each.variable === variable),
    ),
  }));
  for (const panel of texts)
    panel.observed = panel.seen.length
      ? t("observed: {list}", { list: panel.seen.map(firstWord).join(t(", ")) })
      : "";

  // ---- making ----
  const text = (attributes, ...words) => h("text", attributes, ...words);

  function make() {
    const { width, height, only, span, k } = size;
    if (!width || !height) return;
    const narrow = width < 460 * k;
    const left = 40 * k;
    const shown = texts.filter(({ name }) => !only || name === only);
    const { size: usual, widthOf } = ruler(svg);
    const wide = (words) => (widthOf(words) * 12 * k) / usual;
    const beside = shown.flatMap(({ series, observed }) => [
      observed,
      ...series.map(({ label: name }) => name),
    ]);
    beside.push(t("years from start"));
    const flagged = Math.max(58 * k, 1.1 * wide(yearWords(span))); // its words are bold
    const right = narrow ? 40 * k : BESIDE * k + Math.max(WORDS * k, ...beside.map(wide));
    const legend = (panel) => (narrow ? panel.series.length * 17 * k : 0);
    const titles = narrow && only ? 0 : HEAD * k;
    // Questions stand beside the titles if there is room for all.
    const asking =
      !narrow
      && shown.every(
        ({ title, question }) =>
          (title.length * 8.5 + question.length * 7) * k < width - left - right,
      );
    const fixed = shown.reduce((sum, panel) => sum + titles + legend(panel) + GAP, 0);
    const body = Math.max(36, (height - fixed - (AXIS + STRIP) * k) / shown.length);
    const x0 = left;
    const x1 = width - right;
    const px = (year) => x0 + (Math.min(year, span) / span) * (x1 - x0);
    const parts = [];
    const boxes = [];
    let top = 0;
    for (const panel of shown) {
      const y0 = top + titles + legend(panel) + 6;
      const y1 = y0 + body - 6;
      if (titles)
        parts.push(
          text({ class: "sim-title", x: 0, y: top + 14 * k }, panel.title),
          ...(!asking
            ? []
            : [
                text(
                  { class: "sim-muted", x: x1, y: top + 14 * k, "text-anchor": "end" },
                  panel.question,
                ),
              ]),
        );
      parts.push(h("rect", { class: "sim-field", x: x0, y: y0, width: x1 - x0, height: y1 - y0 }));
      const axes = axesOf(panel, { x0, x1, y0, y1, k }, parts);
      const lines = panel.series.map((series, index) => {
        const axis = axes.find(({ unit }) => unit === series.unit);
        const area = h("path", { class: `sim-band sim-tone-${index}` });
        const other = h("polyline", { class: `sim-line sim-b sim-tone-${index}` });
        const own = h("polyline", { class: `sim-line sim-a sim-tone-${index}` });
        const mark = h("path", { class: `sim-mark sim-tone-${index}`, d: SHAPES[index] });
        const step = Math.min(40 * k, (y1 - y0 + 8 * k) / panel.series.length);
        const tight = step < 27 * k; // no room for the number below the name
        const at = narrow
          ? { x: x0 + 8 * k, y: top + titles + (12 + 17 * index) * k }
          : { x: x1 + BESIDE * k, y: y0 + (tight ? 8 : 11) * k + index * step };
        const value = h("tspan", { class: "sim-value" });
        const rest = h("tspan", { class: "sim-muted", dx: 6 });
        const key = h("path", {
          class: `sim-mark sim-tone-${index}`,
          d: SHAPES[index],
          transform: `translate(${at.x - 10 * k},${at.y - 4 * k})`,
        });
        const name = text(
          { class: "sim-name", x: at.x + (tight && !narrow ? 28 * k : 0), y: at.y },
          series.label,
        );
        const numbers = narrow
          ? text({ x: x1, y: at.y, "text-anchor": "end" }, value, rest)
          : tight
            ? text({ x: at.x + 22 * k, y: at.y, "text-anchor": "end" }, value)
            : text({ x: at.x, y: at.y + 16 * k }, value, rest);
        return {
          series,
          axis,
          at,
          area,
          other,
          own,
          mark,
          value,
          rest,
          nodes: [key, name, numbers],
        };
      });
      const seenLines = panel.seen.map((record) => ({
        record,
        axis: lines.find(({ series }) => series.variable === record.variable).axis,
        node: h("polyline", { class: "sim-seen" }, h("title", {}, t(record.label))),
      }));
      if (seenLines.length && !narrow) {
        const x = x1 + BESIDE * k;
        const y = lines[0].at.y + lines.length * Math.min(40 * k, (y1 - y0) / lines.length);
        if (y < y1 + 4 * k)
          parts.push(
            h("line", {
              class: "sim-seen",
              x1: x - 15 * k,
              x2: x - 4 * k,
              y1: y - 4 * k,
              y2: y - 4 * k,
            }),
            text({ class: "sim-muted", x, y }, panel.observed),
          );
      }
      parts.push(
        ...lines.map(({ area }) => area),
        ...lines.map(({ other }) => other),
        ...lines.map(({ own }) => own),
        ...seenLines.map(({ node }) => node),
        ...lines.flatMap(({ nodes }) => nodes),
      );
      boxes.push({ axes, lines, seenLines, y0, y1 });
      top = y1 + GAP;
    }
    const bottom = top - GAP;
    for (const year of ticks(0, span, Math.min(10, (x1 - x0) / 40))) {
      parts.push(
        h("line", { class: "sim-tick", x1: px(year), x2: px(year), y1: bottom, y2: bottom + 4 }),
        text(
          { class: "sim-muted", x: px(year), y: bottom + 16 * k, "text-anchor": "middle" },
          numeral(year),
        ),
      );
    }
    parts.push(
      ...(narrow || k > 1.2
        ? []
        : [
            text(
              { class: "sim-muted", x: x1 + BESIDE * k, y: bottom + 16 * k },
              t("years from start"),
            ),
          ]),
    );
    const ribbon = h("g", { class: "sim-strip" });
    parts.push(ribbon);
    const cursor = h("path", { class: "sim-cursor" });
    // Through the fields and the strip, but not through words.
    const stretches = [
      ...boxes.map(({ y0, y1 }) => [y0, y1]),
      [bottom + AXIS * k, bottom + (AXIS + STRIP) * k - 4],
    ];
    const flag = text({ class: "sim-flag", y: bottom + 16 * k, "text-anchor": "middle" });
    const flagGround = h("rect", {
      class: "sim-flag-ground",
      y: bottom + 3 * k,
      height: 17 * k,
      width: flagged,
    });
    parts.push(
      cursor,
      flagGround,
      flag,
      ...boxes.flatMap(({ lines }) => lines.map(({ mark }) => mark)),
    );
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.replaceChildren(patterns.defs, ...parts);
    frame = {
      x0,
      x1,
      px,
      boxes,
      cursor,
      stretches,
      flag,
      flagGround,
      flagged,
      ribbon,
      bottom,
      rows: null,
      span,
      wide,
      k,
    };
    draw();
    drawBands();
    drawStrip();
    onFrame?.(x0, width - x1);
  }

  /** Make the vertical axes of a panel: one a unit, the second on the right. */
  function axesOf(panel, { x0, x1, y0, y1, k }, parts) {
    const units = [...new Set(panel.series.map(({ unit }) => unit))];
    return units.slice(0, 2).map((unit, side) => {
      const own = panel.series.filter((series) => series.unit === unit);
      const low = Math.min(...own.map(({ domain }) => domain[0]));
      const least = Math.max(...own.map(({ domain }) => domain[1]));
      const labels = [0, 0.5, 1].map((share) => {
        const y = y1 - share * (y1 - y0);
        if (!side) parts.push(h("line", { class: "sim-grid", x1: x0, x2: x1, y1: y, y2: y }));
        return text({
          class: "sim-muted",
          x: side ? x1 + 9 : x0 - 6,
          y: y + 4 * k,
          "text-anchor": side ? "start" : "end",
        });
      });
      parts.push(...labels);
      const axis = { unit, own, low, least, high: 0, labels, y0, y1, digits: own[0] };
      axis.reach = (high) => {
        if (high === axis.high) return;
        axis.high = high;
        labels.forEach((node, i) => {
          node.textContent = inUnits(own[0], low + (i / 2) * (high - low));
        });
      };
      return axis;
    });
  }

  // ---- drawing ----
  /** Where an axis must end so that all lines of all runs fit. */
  function fit(axis, runs) {
    let most = axis.least;
    for (const series of axis.own) {
      if (!series.unit.startsWith("$")) continue; // shares cannot leave their axis
      for (const run of runs) {
        const values = run[series.variable];
        for (let row = 0; row < values.length; row += 1) {
          const value = seen(series, values[row]);
          if (value > most) most = value;
        }
      }
    }
    axis.reach(most > axis.least ? Math.ceil(most / 50) * 50 : most);
  }

  function draw() {
    if (!frame || !state) return;
    const { px, boxes, cursor, stretches, span } = frame;
    const { a, b, year, until = years } = state;
    if (frame.rows === null) {
      frame.rows = drawnRows(a, span, frame.x1 - frame.x0);
      frame.xs = frame.rows.map((row) => `${neat(px(a.year[row]))},`);
    }
    const runs = b ? [a, b] : [a];
    const row = rowAt(a, year);
    const last =
      until >= span
        ? frame.rows.length
        : frame.rows.filter((r) => a.year[r] <= until + 1e-9).length;
    const points = (run, { variable, scale, offset = 0 }, { low, high, y0, y1 }) => {
      const values = run[variable];
      const slope = (y0 - y1) / (high - low);
      let path = "";
      for (let i = 0; i < last; i += 1) {
        const y = y1 + (values[frame.rows[i]] * scale + offset - low) * slope;
        path += `${frame.xs[i]}${neat(y)} `;
      }
      return path;
    };
    const x = neat(px(year));
    for (const { axes, lines, seenLines } of boxes) {
      for (const axis of axes) fit(axis, runs);
      for (const each of seenLines) {
        if (each.high !== each.axis.high) drawSeen(each);
        each.node.style.display = until >= span ? "" : "none";
      }
      for (const line of lines) {
        const { series, axis, own, other, mark, value, rest } = line;
        if (line.drawnA !== a || line.until !== last || line.high !== axis.high)
          own.setAttribute("points", points(a, series, axis));
        if (line.drawnB !== b || line.until !== last || line.high !== axis.high)
          other.setAttribute("points", b ? points(b, series, axis) : "");
        Object.assign(line, { drawnA: a, drawnB: b, until: last, high: axis.high });
        const now = seen(series, a[series.variable][row]);
        const y = axis.y1 - ((now - axis.low) / (axis.high - axis.low)) * (axis.y1 - axis.y0);
        mark.setAttribute("transform", `translate(${x},${neat(y)})`);
        say(value, inUnits(series, now));
        const there = b && inUnits(series, seen(series, b[series.variable][row]));
        say(rest, b ? t("B {value}", { value: there }) : "");
      }
    }
    if (frame.x !== x) {
      frame.x = x;
      cursor.setAttribute("d", stretches.map(([from, to]) => `M${x} ${from}V${to}`).join(""));
      const middle = Math.min(x, size.width - frame.flagged / 2);
      frame.flag.setAttribute("x", middle);
      frame.flagGround.setAttribute("x", middle - frame.flagged / 2);
    }
    say(frame.flag, yearWords(year));
    if (frame.until !== last) {
      frame.until = last;
      drawBands();
    }
  }

  /** Draw what was observed; it is in the reader's units already. */
  function drawSeen(each) {
    const { record, axis, node } = each;
    each.high = axis.high;
    const y = (value) =>
      axis.y1 - ((value - axis.low) / (axis.high - axis.low)) * (axis.y1 - axis.y0);
    node.setAttribute(
      "points",
      record.year
        .map((year, i) => `${neat(frame.px(year))},${neat(Math.max(y(record.value[i]), axis.y0))}`)
        .join(" "),
    );
  }

  function drawBands() {
    if (!frame) return;
    const until = state?.until ?? years;
    for (const { lines } of frame.boxes) {
      for (const { series, axis, area } of lines) {
        const found = band?.low[series.variable];
        if (!found || until < years || !axis.high) {
          area.setAttribute("d", "");
          continue;
        }
        const y = (value) => {
          const at = (seen(series, value) - axis.low) / (axis.high - axis.low);
          return neat(axis.y1 - Math.min(Math.max(at, 0), 1) * (axis.y1 - axis.y0));
        };
        const xs = band.years.map((year) => neat(frame.px(year)));
        const high = band.high[series.variable];
        let path = "";
        for (let i = 0; i < xs.length; i += 1) path += `${i ? "L" : "M"}${xs[i]} ${y(high[i])}`;
        for (let i = xs.length - 1; i >= 0; i -= 1) path += `L${xs[i]} ${y(found[i])}`;
        area.setAttribute("d", `${path}Z`);
      }
    }
  }

  /** A name, or as much of its beginning as has room. */
  function fitted(name, room) {
    let words = name;
    for (let end = name.length - 1; end && frame.wide(words) > room; end -= 1)
      words = `${name.slice(0, end).trimEnd()}…`;
    return words;
  }

  function drawStrip() {
    if (!frame) return;
    const { ribbon, px, bottom, k } = frame;
    const y = bottom + AXIS * k + 2;
    const parts = [];
    for (const { from, to, index, label: name } of strip) {
      const [x, wide] = [neat(px(from)), neat(px(to) - px(from))];
      if (wide <= 0) continue;
      parts.push(
        h(
          "rect",
          {
            class: "sim-loop",
            style: `fill: ${patterns.fill(index)}`,
            x,
            y,
            width: wide,
            height: 20 * k,
          },
          h("title", {}, name),
        ),
      );
      if (wide > 55 * k)
        parts.push(
          text({ class: "sim-loop-name", x: x + 5, y: y + 14 * k }, fitted(name, wide - 10)),
        );
    }
    ribbon.replaceChildren(...parts);
  }

  // ---- pointer: a press or a drag anywhere in the picture moves the cursor ----
  function point(event) {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) * size.width) / box.width;
    const year = ((x - frame.x0) / (frame.x1 - frame.x0)) * size.span;
    onYear(Math.min(Math.max(Math.round(year * 10) / 10, 0), size.span));
  }
  svg.addEventListener("pointerdown", (event) => {
    if (!frame || event.button) return;
    svg.setPointerCapture(event.pointerId);
    point(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (svg.hasPointerCapture(event.pointerId)) point(event);
  });

  /** How many times as large as usual letters are. */
  const letters = () => {
    const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    return root * (Number.parseFloat(getComputedStyle(el).getPropertyValue("--sim-k")) || 1);
  };

  function resize() {
    const [width, height] = [el.clientWidth, el.clientHeight];
    if (width === size.width && height === size.height) return;
    const first = !frame;
    size = { ...size, width, height, k: letters() };
    // The first drawing takes long enough to be a piece of work of its own.
    if (first) setTimeout(make);
    else make();
  }
  watchSize(el, resize);

  return {
    el,
    svg,
    set(next) {
      state = next;
      draw();
    },
    bands(found) {
      band = found;
      drawBands();
    },
    loops(segments) {
      strip = segments;
      drawStrip();
    },
    only(name) {
      size = { ...size, only: name };
      make();
    },
    /** Make it anew, for letters of another size. */
    remake() {
      size = { ...size, k: letters() };
      make();
    },
    span(length) {
      size = { ...size, span: length };
      make();
    },
  };
}
