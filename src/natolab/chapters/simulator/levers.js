// Eight plain sliders. Each shows where its lever stands in the end; its course over time unfolds.
import { button, h, say } from "../../explorers/kit.js";
import { numeral, t } from "../../explorers/texts.js";
import { LEVERS } from "../../model/kernel.js";
import { inWords, isStepped, lastOf, moveLast } from "../../explorers/parts/scenarios.js";
import { stepEditor } from "../../explorers/parts/steps.js";

const [WIDE, HIGH] = [40, 16];
let ids = 0;

/** A course as a small staircase. */
function stairs(lever, course, years) {
  let at = LEVERS[lever].before;
  const point = (year, value) =>
    `${((Math.min(year, years) / years) * WIDE).toFixed(1)},${(HIGH - 2 - value * (HIGH - 4)).toFixed(1)}`;
  const points = [point(0, course?.[0]?.[0] === 0 ? course[0][1] : at)];
  for (const [year, value] of course ?? []) {
    points.push(point(year, at), point(year, value));
    at = value;
  }
  points.push(point(years, at));
  return points.join(" ");
}

/**
 * The sliders. onCourse(lever, course, tag) hears of changes; set({scenario, other, origin}) shows
 * a scenario, dashed the one it is compared with (null for none), and marks where its preset is.
 */
export function levers({ names, years, onCourse }) {
  const rows = Object.fromEntries(Object.keys(LEVERS).map((lever) => [lever, row(lever)]));

  function row(lever) {
    const [label, low, high] = ["label", "low", "high"].map((key) => t(names[lever][key]));
    const isSwitch = LEVERS[lever].switch;
    const id = `sim-lever-${(ids += 1)}-${lever}`;
    const value = h("output", { for: id, class: "sim-lever-value", "aria-live": "off" });
    const since = h("span", { class: "sim-since" });
    const input = h("input", {
      id,
      class: isSwitch ? "sim-switch" : "sim-slider",
      type: isSwitch ? "checkbox" : "range",
      role: isSwitch ? "switch" : undefined,
      min: isSwitch ? undefined : 0,
      max: isSwitch ? undefined : 1,
      step: isSwitch ? undefined : 0.01,
      "data-lever": lever,
      oninput: () => move(isSwitch ? Number(input.checked) : Number(input.value)),
    });
    const tick = h("span", { class: "sim-preset", "aria-hidden": "true" });
    const compared = h("polyline", { class: "sim-course-b" });
    const course = h("polyline", { class: "sim-course-a" });
    const over = button({
      label: h(
        "svg",
        { viewBox: `0 0 ${WIDE} ${HIGH}`, width: WIDE, height: HIGH, "aria-hidden": "true" },
        compared,
        course,
      ),
      onClick: () => open(),
    });
    over.el.classList.add("sim-over");
    over.el.title = t("Course over time");
    over.el.setAttribute("aria-expanded", "false");
    over.el.setAttribute("aria-label", t("{lever}: course over time", { lever: label }));
    const drawer = h("div", { class: "sim-drawer", hidden: true });
    let editor = null;
    let now;
    let before;
    let drawn = "";

    const move = (next) => onCourse(lever, moveLast(now, next), `${lever} slider`);
    function open() {
      const show = drawer.hidden;
      if (show && !editor) {
        editor = stepEditor({
          lever,
          years,
          open: true,
          onCourse: (steps, tag) => onCourse(lever, steps, tag),
        });
        const whole = button({
          label: t("The same in all {years} years", { years: numeral(years) }),
          onClick: () => onCourse(lever, [[0, lastOf(lever, now)]]),
        });
        const back = button({
          label: t("As before the war"),
          onClick: () => onCourse(lever, []),
        });
        drawer.append(editor.el, h("div", { class: "sim-buttons" }, whole.el, back.el));
      }
      drawer.hidden = !show;
      over.el.setAttribute("aria-expanded", String(show));
      if (show) editor.set(now, before);
    }

    const el = h(
      "div",
      { class: `sim-lever${isSwitch ? " sim-lever-switch" : ""}`, "data-lever": lever },
      h("div", { class: "sim-lever-head" }, h("label", { for: id }, label), value),
      isSwitch ? input : h("div", { class: "sim-track" }, input, tick),
      over.el,
      h(
        "div",
        { class: "sim-ends" },
        h("span", {}, isSwitch ? "" : low),
        since,
        h("span", {}, isSwitch ? "" : high),
      ),
      drawer,
    );

    function set(scenario, other, origin) {
      [now, before] = [scenario.levers[lever], other?.levers[lever]];
      const preset = lastOf(lever, origin?.levers[lever]);
      const key = JSON.stringify([now, before, Boolean(other), preset, drawer.hidden]);
      // The browser may have moved the slider without its value being taken.
      if (key === drawn && (isSwitch || Number(input.value) === lastOf(lever, now))) return;
      drawn = key;
      const at = lastOf(lever, now);
      if (isSwitch) input.checked = at === 1;
      else if (Number(input.value) !== at) input.value = at;
      const text = isSwitch ? (at ? high : low) : inWords(at);
      const steps = isStepped(now);
      const from = now ? now[now.length - 1][0] : 0;
      const when = steps ? t("from year {year}", { year: numeral(Number(from.toFixed(2))) }) : "";
      const said = steps ? t("{value}, {when}", { value: text, when }) : text;
      say(value, text);
      say(since, when);
      if (!isSwitch) input.setAttribute("aria-valuetext", said);
      el.style.setProperty("--at", at);
      el.style.setProperty("--preset", preset);
      el.classList.toggle("sim-stepped", steps);
      course.setAttribute("points", stairs(lever, now, years));
      const dashes = other ? stairs(lever, before, years) : "";
      if (compared.getAttribute("points") !== dashes) compared.setAttribute("points", dashes);
      if (editor && !drawer.hidden) editor.set(now, before);
    }
    return { el, set };
  }

  return {
    el: h("div", { class: "sim-levers" }, ...Object.values(rows).map(({ el }) => el)),
    rows: Object.fromEntries(Object.entries(rows).map(([lever, { el }]) => [lever, el])),
    set({ scenario, other, origin }) {
      for (const each of Object.values(rows)) each.set(scenario, other, origin);
    },
  };
}
