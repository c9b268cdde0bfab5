// The Scenario Explorer, short: two scenarios, the most telling levers, one chart, the result in
// words, and a link that opens the same two in the Alliance Simulator.
import {
  bind,
  button,
  choice,
  dataTable,
  h,
  layout,
  lineChart,
  readout,
  slider,
} from "../../explorers/kit.js";
import { numeral, several, t } from "../../explorers/texts.js";
import { OUTCOMES } from "../../model/kernel.js";
import { compared } from "../../explorers/parts/outcome.js";
import { VARIABLES, asLines, byYear, round } from "../../explorers/parts/two_runs.js";
import { ending, title } from "../../explorers/parts/words.js";
import { fromFragment, isFragment, toFragment } from "../../explorers/parts/scenario_text.js";
import {
  arrival,
  called,
  differenceWords,
  history,
  inWords,
  isStepped,
  lastOf,
  moveLast,
  presetOf,
  presetMenu,
  runCache,
  runOf,
  unread,
  withCourse,
} from "../../explorers/parts/scenarios.js";

/** Run a scenario and its comparison; the same as compute in comparison.py. */
export function compute(inputs, data) {
  return compared(runOf(inputs.scenario, data.years), runOf(inputs.other, data.years), data);
}

function render({ model, el }) {
  const data = model.get("data");
  const { years } = data;
  const state = () => model.get("inputs");
  const both = ({ scenario, other }) => ({ scenario, other });
  // Pages of the site say where its top is; only there does the simulator stand beside the page.
  const onPage = "content_root" in document.documentElement.dataset;
  let update;
  const log = history(
    () => both(state()),
    (past) => update(past),
  );
  function change(patch, tag) {
    log.note(tag);
    update(patch);
  }

  const menu = (label, key) =>
    presetMenu({
      label,
      current: () => state()[key],
      onScenario: (scenario) => change({ [key]: scenario }),
    });
  const menus = {
    scenario: menu(t("Scenario A (solid)"), "scenario"),
    other: menu(t("Compare with B (dashed)"), "other"),
  };
  const levers = Object.entries(data.levers).map(([lever, { label, low, high }]) => {
    const control = slider({
      label: t(label),
      min: 0,
      max: 1,
      step: 0.01,
      value: 0,
      format: inWords,
      onInput: (value) => {
        const { scenario } = state();
        const course = moveLast(scenario.levers[lever], value);
        change({ scenario: withCourse(scenario, lever, course) }, lever);
      },
    });
    const note = h("p", { class: "explorer-note" });
    control.el.append(note);
    return {
      ...control,
      show: (course) => {
        control.set(lastOf(lever, course));
        const values = { low: t(low), high: t(high) };
        note.textContent = isStepped(course)
          ? t("0: {low}; 1: {high}, from year {year} on", {
              ...values,
              year: numeral(course[course.length - 1][0]),
            })
          : t("0: {low}; 1: {high}", values);
      },
      lever,
    };
  });
  // A button that has nothing left to do hands the focus on, which would be lost with it.
  const undo = button({
    label: t("Undo"),
    onClick: () => {
      log.undo();
      if (undo.el.disabled) swap.el.focus();
    },
  });
  const swap = button({
    label: t("Swap A and B"),
    onClick: () => change({ scenario: state().other, other: state().scenario }),
  });
  const variable = choice({
    label: t("Show"),
    value: state().variable,
    options: Object.keys(VARIABLES).map((name) => ({ value: name, label: title(name) })),
    onInput: (name) => update({ variable: name }),
  });

  const said = readout();
  const arrived = h("p", { class: "scenario-arrived", role: "status", hidden: true });
  const chart = lineChart({
    label: t(
      "The chosen variable over ten years in scenarios A and B; a table below has the numbers",
    ),
    xLabel: t("years from the start"),
    yLabel: "",
  });
  const differ = h("p", { class: "scenario-differ" });
  const yearly = dataTable({
    caption: t("The chosen variable year by year"),
    columns: [
      { key: "year", label: t("Year") },
      { key: "a", label: "A" },
      { key: "b", label: "B" },
    ],
  });
  const onward = onPage
    ? h("a", { class: "scenario-onward", href: "simulator.html" }, t("Open both in the simulator"))
    : h("span", {}, t("In Jupyter, explorer.link is what to add to the simulator's address."));

  layout(el, {
    label: model.get("label"),
    controls: [
      arrived,
      menus.scenario,
      menus.other,
      ...levers,
      variable,
      h("div", { class: "explorer-presets" }, undo.el, swap.el),
    ],
    view: [said, chart],
    result: [
      differ,
      h("p", {}, onward),
      h("details", {}, h("summary", {}, t("The chart as a table")), yearly.el),
    ],
  });

  function follow() {
    if (!isFragment(location.hash)) return;
    try {
      const found = fromFragment(location.hash);
      change(both(found));
      arrived.textContent = arrival(found, {
        story: found.scenario.description,
        most: 2000,
        years,
        more: found.mission && t("It answers a mission, which the simulator checks."),
      });
    } catch (error) {
      arrived.textContent = unread(error);
    }
    arrived.hidden = false;
    requestAnimationFrame(() => el.scrollIntoView());
  }

  const runs = runCache(years);
  update = bind(model, (inputs) => {
    const { scenario, other, variable: shown } = inputs;
    const two = [runs("a", scenario), runs("b", other)];
    const result = compared(...two, data);
    for (const key of ["scenario", "other"]) menus[key].set(presetOf(inputs[key]));
    undo.el.disabled = !log.canUndo();
    for (const { lever, show } of levers) show(scenario.levers[lever]);
    variable.set(shown);
    const [a, b] = [result.scenario, result.other];
    const names = [scenario, other].map(called);
    chart.set(asLines(shown, two, { names, result, years }));
    const rule = t(OUTCOMES[a.outcome].rule).replace(/\.$/, "");
    const trust = (read) => round(read.yearly.credibility[years]);
    const exposed = a.window.years.toFixed(1);
    const apart = result.parting === null ? "" : result.parting.toFixed(2);
    const ofB = { name: names[1], ending: ending(b.outcome), end: trust(b) };
    said.set(
      [
        t("A ({name}) ends {ending}: {rule} (start {start}, lowest {lowest}, end {end}).", {
          name: names[0],
          ending: ending(a.outcome),
          rule: rule[0].toLowerCase() + rule.slice(1),
          start: round(a.yearly.credibility[0]),
          lowest: round(a.lowest),
          end: trust(a),
        }),
        a.window.years > 0
          ? several(
              Number(exposed),
              "Deterrence is below its level before the war for {time} of {years} years.",
              "Deterrence is below its level before the war for {time} of {years} years.",
              { time: numeral(exposed), years: numeral(years) },
            )
          : t("Deterrence never falls below its level before the war."),
        result.parting === null
          ? t(
              "B ({name}) ends {ending}, with credibility at {end}; the two never differ by more than {tolerance}.",
              { ...ofB, tolerance: numeral(data.tolerance) },
            )
          : several(
              Number(apart),
              "B ({name}) ends {ending}, with credibility at {end}; the two part after {time} years.",
              "B ({name}) ends {ending}, with credibility at {end}; the two part after {time} years.",
              { ...ofB, time: numeral(apart) },
            ),
      ].join(" "),
    );
    differ.textContent = differenceWords(scenario, other);
    if (onPage) onward.href = `simulator.html${toFragment(both(inputs))}`;
    yearly.set(byYear(shown, two, years));
  });
  follow();
  window.addEventListener("hashchange", follow);
  // anywidget calls this when the view goes; the static page keeps its explorer.
  return () => window.removeEventListener("hashchange", follow);
}

export default { render };
