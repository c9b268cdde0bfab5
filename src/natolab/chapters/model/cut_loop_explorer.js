import {
  bind,
  choice,
  dataTable,
  folded,
  h,
  layout,
  lineChart,
  readout,
} from "../../explorers/kit.js";
import { SCENARIOS, classify, simulate } from "../../model/kernel.js";
import { capital, title, words } from "../../explorers/parts/words.js";

/** Runs by scenario and cut (name "" is the whole model): what can be watched, and the class. */
const kept = new Map();
function runOf(scenario, name, { cuts, units, years }) {
  const key = `${scenario} ${name}`;
  if (!kept.has(key)) {
    const run = simulate(SCENARIOS[scenario], { years, parameters: cuts[name]?.parameters });
    const watched = Object.keys(units).map((variable) => [variable, run[variable]]);
    kept.set(key, { year: run.year, outcome: classify(run), ...Object.fromEntries(watched) });
  }
  return kept.get(key);
}

function summary(run, variable, years) {
  const course = run[variable];
  const last = course.length - 1;
  return {
    start: course[0],
    lowest: Math.min(...course),
    end: course[last],
    yearly: Array.from({ length: years + 1 }, (_, year) => course[(year * last) / years]),
    outcome: run.outcome,
  };
}

/** Run a scenario whole and with each influence cut; the same as compute in cut_loop.py. */
export function compute({ scenario, cut, variable }, data) {
  const whole = runOf(scenario, "", data);
  const ranking = Object.keys(data.cuts).map((name) => {
    const run = runOf(scenario, name, data);
    const course = run[variable];
    let sum = 0;
    for (let row = 0; row < course.length; row += 1)
      sum += Math.abs(course[row] - whole[variable][row]);
    return {
      name,
      distance: sum / course.length,
      end: course[course.length - 1],
      outcome: run.outcome,
    };
  });
  const grains = ({ distance }) => Math.floor(distance / data.grain + 0.5);
  ranking.sort((a, b) => grains(b) - grains(a));
  return {
    whole: summary(whole, variable, data.years),
    cut: summary(runOf(scenario, cut, data), variable, data.years),
    ranking,
    place: 1 + ranking.findIndex(({ name }) => name === cut),
  };
}

const VISIBLE = 0.0005;
const round = (value) => value.toFixed(2);

function render({ model, el }) {
  const data = model.get("data");
  const { cuts, years } = data;
  let update;

  // Runs of the other scenarios are made while the reader looks at the first.
  const prepare = ([next, ...rest]) =>
    next
    && setTimeout(() => {
      for (const name of ["", ...Object.keys(cuts)]) runOf(next, name, data);
      prepare(rest);
    });

  const starts = Object.keys(data.groups);
  let group = "";
  const options = Object.entries(cuts).map(([value, { label }]) => {
    if (starts.includes(value)) group = data.groups[value];
    return { value, label: capital(label), group };
  });
  const scenario = choice({
    label: "Scenario",
    value: model.get("inputs").scenario,
    options: Object.keys(SCENARIOS).map((value) => ({
      value,
      label: title(value),
    })),
    onInput: (value) => update({ scenario: value }),
  });
  const cut = choice({
    label: "Cut",
    value: model.get("inputs").cut,
    options,
    onInput: (value) => update({ cut: value }),
  });
  const variable = choice({
    label: "Watch",
    value: model.get("inputs").variable,
    options: Object.keys(data.units).map((value) => ({ value, label: title(value) })),
    onInput: (value) => update({ variable: value }),
  });
  const meaning = h("p", { class: "explorer-note" });
  const said = readout();
  const chart = lineChart({
    label:
      "The variable that is watched, over ten years, in the whole model and with the influence cut; the tables below hold the numbers",
    xLabel: "years from the start",
    yLabel: "",
    height: 280,
  });
  const ranking = dataTable({
    caption: "All cuts, by how far each moves the variable that is watched",
    columns: [
      { key: "label", label: "Cut" },
      { key: "distance", label: "Mean distance" },
      { key: "end", label: "After ten years" },
      { key: "outcome", label: "Class" },
      { key: "left", label: "Loops left" },
    ],
  });
  const yearly = dataTable({
    caption: "Year by year",
    columns: [
      { key: "year", label: "Year" },
      { key: "whole", label: "Whole model" },
      { key: "cut", label: "Cut" },
    ],
  });

  layout(el, {
    label: model.get("label"),
    controls: [scenario, cut, variable, meaning],
    view: [said, chart],
    result: [ranking, folded("The two runs as a table", yearly)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    const chosen = cuts[inputs.cut];
    scenario.set(inputs.scenario);
    cut.set(inputs.cut);
    variable.set(inputs.variable);
    const removed = chosen.removed
      .map(([cause, effect]) => `${words(cause)} → ${words(effect)}`)
      .join("; ");
    meaning.textContent =
      `Cut: ${chosen.meaning}. At zero: ${Object.keys(chosen.parameters).map(words).join(", ")}. `
      + (removed
        ? `Links that go: ${removed}. `
        : "No link between stocks goes: the push comes from a lever. ")
      + `Loops left: ${chosen.left} of ${data.loops}.`;
    const runs = ["", inputs.cut].map((name) => runOf(inputs.scenario, name, data));
    const top = Math.max(...runs.map((run) => Math.max(...run[inputs.variable])));
    chart.set({
      series: runs.map((run, i) => ({
        name: i ? `without: ${chosen.label}` : "whole model",
        tone: i,
        points: run.year.map((year, row) => [year, run[inputs.variable][row]]),
      })),
      x: { domain: [0, years], ticks: Array.from({ length: years / 2 + 1 }, (_, i) => 2 * i) },
      y: { domain: [0, data.units[inputs.variable] === "share" ? 1 : Math.ceil(top * 5) / 5] },
      yLabel: `${words(inputs.variable)}, ${data.units[inputs.variable]}`,
    });
    const { whole } = result;
    const without = result.cut;
    const same = round(whole.end) === round(without.end);
    const moved = result.ranking[result.place - 1].distance;
    said.set(
      `${title(inputs.scenario)} without ${chosen.label}: after ten years ${words(inputs.variable)} is `
        + (same
          ? `${round(whole.end)}, as in the whole model`
          : `${round(without.end)} instead of ${round(whole.end)}`)
        + ` (start ${round(without.start)}, whole model ${round(whole.start)}). `
        + (whole.outcome === without.outcome
          ? `The class stays ${words(whole.outcome)}. `
          : `The class changes from ${words(whole.outcome)} to ${words(without.outcome)}. `)
        + (moved < VISIBLE
          ? "The two runs are the same to the third decimal."
          : `The runs lie ${moved.toFixed(3)} apart on average: place ${result.place} among ${result.ranking.length} cuts.`),
    );
    ranking.set(
      result.ranking.map((row) => ({
        label: (row.name === inputs.cut ? "▸ " : "") + capital(cuts[row.name].label),
        distance: row.distance < VISIBLE ? "below 0.001" : row.distance.toFixed(3),
        end: round(row.end),
        outcome: words(row.outcome),
        left: `${cuts[row.name].left} of ${data.loops}`,
      })),
    );
    yearly.set(
      whole.yearly.map((value, year) => ({
        year,
        whole: value.toFixed(3),
        cut: without.yearly[year].toFixed(3),
      })),
    );
  });
  prepare(Object.keys(SCENARIOS));
}

export default { render };
