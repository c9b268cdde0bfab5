// One lever over ten years: a chart whose steps can be dragged, and sliders that do the same.
import { button, h, slider } from "../kit.js";
import { LEVERS, MOST_STEPS } from "../../model/kernel.js";
import { numeral, t } from "../texts.js";
import { title } from "./words.js";

const [WIDE, HIGH] = [300, 106];
const EDGE = { left: 26, right: 16, top: 14, bottom: 30 };
// Dots keep this distance on the screen, where steps are closer than that.
const ROOM = 14;
// Two steps of a lever keep this distance in years, so that neither hides the other.
const APART = 0.05;
const [ALONG, UP] = [WIDE - EDGE.left - EDGE.right, HIGH - EDGE.top - EDGE.bottom];
const toX = (year, years) => EDGE.left + (Math.min(year, years) / years) * ALONG;
const toY = (value) => HIGH - EDGE.bottom - value * UP;
const neat = (value, unit) => Number((Math.round(value / unit) * unit).toFixed(4));

/** Say a course in words; steps that a run of so many years never reaches are said to be late. */
export function courseWords(lever, course, years) {
  const when = (year) => {
    const number = numeral(Number(year.toFixed(3)));
    return year > years ? t("{year} (after the end)", { year: number }) : number;
  };
  const say = (value) => {
    if (LEVERS[lever].switch) return value ? t("in") : t("out");
    return numeral(Number(value.toFixed(3)));
  };
  const before = say(LEVERS[lever].before);
  if (!course) return t("{value}, as before the war", { value: before });
  const later = ([year, value]) =>
    t(", from year {year}: {value}", { year: when(year), value: say(value) });
  const [[year, value], ...rest] = course;
  const start = year > 0 ? before + later(course[0]) : say(value);
  return start + rest.map(later).join("");
}

function stairs(lever, course, years) {
  let at = LEVERS[lever].before;
  const points = [[0, at]];
  for (const [year, value] of course ?? []) {
    points.push([year, at], [year, value]);
    at = value;
  }
  points.push([years, at]);
  return points
    .map(([year, value]) => `${toX(year, years).toFixed(1)},${toY(value).toFixed(1)}`)
    .join(" ");
}

/** Where the dots of a course are drawn: at its steps, but none on top of another. */
function placesOf(course, years) {
  const places = [];
  for (const [year, value] of course) {
    const [y, last] = [toY(value), places[places.length - 1]];
    let x = toX(year, years);
    if (last && Math.hypot(x - last.x, y - last.y) < ROOM) x = last.x + ROOM;
    places.push({ x, y, home: toX(year, years) });
  }
  return places;
}

/**
 * The editor of one lever. onCourse(course, tag) hears of each change; changes with one tag belong
 * together. set(course, other) shows a course and, dashed, that of the comparison.
 */
export function stepEditor({ lever, years, open = false, onCourse }) {
  const isSwitch = LEVERS[lever].switch;
  const called = title(lever);
  const words = h("span", {});
  const compared = h("polyline", { class: "line tone-1" });
  const line = h("polyline", { class: "line tone-0" });
  const handles = h("g");
  const svg = h(
    "svg",
    { class: "scenario-steps", viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" },
    ...[0, 1].flatMap((value) => [
      h("line", {
        class: "grid",
        x1: EDGE.left,
        x2: WIDE - EDGE.right,
        y1: toY(value),
        y2: toY(value),
      }),
      h("text", { x: 2, y: toY(value) + 4 }, numeral(value)),
    ]),
    h("text", { x: EDGE.left, y: HIGH - 6, "text-anchor": "middle" }, numeral(0)),
    h(
      "text",
      { x: WIDE - EDGE.right, y: HIGH - 6, "text-anchor": "end" },
      t("year {year}", { year: numeral(years) }),
    ),
    compared,
    line,
    handles,
  );
  const rows = [];
  const list = h("div", { class: "scenario-rows" });
  // A lever without steps shows one at its value from before the war; moving it makes it real.
  const untouched = [[0, LEVERS[lever].before]];
  let course = untouched;
  // Moves of one gesture, or keys pressed in a row, are one change to undo.
  let gesture = 0;

  /** Put a step elsewhere, but never past its neighbours. */
  function move(index, year, value) {
    const low = index ? course[index - 1][0] + APART : 0;
    const high =
      index + 1 < course.length ? course[index + 1][0] - APART : Math.max(years, course[index][0]);
    const next = course.map((step) => [...step]);
    const at = low <= high ? neat(Math.min(Math.max(year, low), high), 0.0001) : course[index][0];
    next[index] = [at, isSwitch ? Math.round(value) : value];
    onCourse(next, `${lever} ${index} ${gesture}`);
  }

  function add() {
    const [last, value] = course[course.length - 1];
    if (last + 1 <= years) return onCourse([...course, [neat(last + 1, 0.05), value]]);
    // No room at the end: halve the longest stretch.
    const starts = course.map(([year]) => year);
    const lengths = starts.map((year, i) => (starts[i + 1] ?? years) - year);
    const longest = lengths.indexOf(Math.max(...lengths));
    const middle = starts[longest] + lengths[longest] / 2;
    return onCourse([
      ...course.slice(0, longest + 1),
      [neat(middle, 0.05), course[longest][1]],
      ...course.slice(longest + 1),
    ]);
  }

  function handle(index) {
    const grip = h("circle", { class: "scenario-grip", r: 16 });
    const dot = h("circle", { class: "scenario-dot", r: 6 });
    const tie = h("line", { class: "mark" });
    const node = h("g", { class: "scenario-handle" }, tie, grip, dot);
    let place = { x: 0, y: 0, home: 0 };
    // Where the pointer took the step, and what the step was: a dot may stand beside its step, is
    // seldom hit in the middle, and the words above the chart may grow by a line meanwhile.
    let taken = null;
    const scale = () => WIDE / svg.getBoundingClientRect().width;
    const at = (event) => {
      const box = svg.getBoundingClientRect();
      return [(event.clientX - box.left) * scale(), (event.clientY - box.top) * scale()];
    };
    const follow = ({ clientX, clientY }) => {
      const year = taken.year + (((clientX - taken.x) * scale()) / ALONG) * years;
      const value = taken.value - ((clientY - taken.y) * scale()) / UP;
      move(index, neat(year, 0.05), neat(Math.min(Math.max(value, 0), 1), 0.05));
    };
    const far = ([x, y]) => Math.hypot(x - place.x, y - place.y);
    const take = ({ clientX, clientY, pointerId }) => {
      const [year, value] = course[index];
      taken = { x: clientX, y: clientY, year: Math.min(year, years), value };
      node.setPointerCapture(pointerId);
    };
    node.addEventListener("pointerdown", (event) => {
      // Grips overlap; the nearest dot is the one that is meant.
      const shown = rows.slice(0, course.length).map((row) => row.handle);
      const spot = at(event);
      shown.reduce((near, one) => (one.far(spot) < near.far(spot) ? one : near)).take(event);
      event.preventDefault();
    });
    // Else the browser would take the finger's way for scrolling; a style has no say here, since
    // browsers ask the box of the whole chart, from which a page must scroll.
    node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    node.addEventListener("pointermove", (event) => {
      if (node.hasPointerCapture(event.pointerId)) follow(event);
    });
    const put = (next) => {
      place = next;
      for (const circle of [grip, dot]) {
        circle.setAttribute("cx", place.x);
        circle.setAttribute("cy", place.y);
      }
      for (const [name, number] of [
        ["x1", place.home],
        ["x2", place.x],
        ["y1", place.y],
        ["y2", place.y],
      ])
        tie.setAttribute(name, number);
    };
    return { node, put, far, take };
  }

  function makeRow(index) {
    const year = slider({
      label: t("from year"),
      min: 0,
      max: years,
      step: 0.05,
      value: 0,
      format: (v) => numeral(v.toFixed(2)),
      onInput: (v) => move(index, v, course[index][1]),
    });
    const value = slider({
      label: isSwitch
        ? t("Step {number}: member", { number: numeral(index + 1) })
        : t("Step {number}: value", { number: numeral(index + 1) }),
      min: 0,
      max: 1,
      step: isSwitch ? 1 : 0.01,
      value: 0,
      format: (v) => (isSwitch ? (v ? t("yes") : t("no")) : numeral(v.toFixed(2))),
      onInput: (v) => move(index, course[index][0], v),
    });
    const remove = button({
      label: t("Remove"),
      onClick: () => {
        onCourse(course.filter((_, i) => i !== index));
        // The focus would be lost with the row that it stood in.
        (rows[Math.min(index, course.length - 1)]?.remove.el ?? more.el).focus();
      },
    });
    const place = { lever: called, number: numeral(index + 1) };
    remove.el.setAttribute("aria-label", t("Remove step {number} of {lever}", place));
    const el = h(
      "div",
      { class: "scenario-row", role: "group", "aria-label": t("{lever}, step {number}", place) },
      value.el,
      year.el,
      remove.el,
    );
    return { el, year, value, remove, handle: handle(index) };
  }

  const more = button({ label: t("Add a step"), onClick: add });
  more.el.setAttribute("aria-label", t("Add a step to {lever}", { lever: called }));
  const el = h(
    "div",
    { class: "scenario-lever" },
    h("p", {}, h("strong", {}, called), t(": "), words),
    h("p", { class: "explorer-note" }, `${t(LEVERS[lever].meaning)}.`),
    svg,
    h(
      "details",
      { open },
      h("summary", {}, t("Sliders for {lever}", { lever: called })),
      list,
      more.el,
    ),
  );

  el.addEventListener(
    "pointerdown",
    () => {
      gesture += 1;
    },
    { capture: true },
  );

  function set(next, other) {
    course = next ?? untouched;
    // Rows stay once made, hidden if not needed, so that the focus and a drag survive a redraw.
    while (rows.length < course.length) {
      const row = makeRow(rows.length);
      rows.push(row);
      list.append(row.el);
      handles.append(row.handle.node);
    }
    const places = placesOf(course, years);
    rows.forEach((row, index) => {
      const step = course[index];
      row.el.hidden = !step;
      row.handle.node.style.display = step ? "" : "none";
      if (!step) return;
      row.remove.el.disabled = !next;
      row.year.set(step[0]);
      row.value.set(step[1]);
      row.handle.put(places[index]);
    });
    more.el.disabled = course.length >= MOST_STEPS;
    words.textContent = courseWords(lever, next, years);
    line.setAttribute("points", stairs(lever, next, years));
    compared.setAttribute("points", stairs(lever, other, years));
  }
  return { el, set };
}
