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
import { numeral, t } from "../../explorers/texts.js";
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
const round = (value) => numeral(value.toFixed(2));
const exact = (value) => numeral(value.toFixed(3));

/** What a cut takes out of the model. */
function cutWords({ meaning, parameters, removed, left }, loops) {
  const links = removed.map((link) => link.map(words).join(t(" → ")));
  return [
    t("Cut: {meaning}. At zero: {list}.", {
      meaning: t(meaning),
      list: Object.keys(parameters).map(words).join(t(", ")),
    }),
    links.length
      ? t("Links that go: {list}.", { list: links.join(t("; ")) })
      : t("No link between stocks goes: the push comes from a lever."),
    t("Loops left: {count} of {all}.", { count: numeral(left), all: numeral(loops) }),
  ].join(" ");
}

/** What the cut has changed in the run of a scenario. */
function changeWords({ scenario, cut, variable }, { whole, cut: without, ranking, place }, cuts) {
  const values = {
    scenario: title(scenario),
    cut: t(cuts[cut].label),
    variable: words(variable),
    end: round(without.end),
    whole: round(whole.end),
    start: round(without.start),
    before: round(whole.start),
  };
  const { distance } = ranking[place - 1];
  return [
    values.end === values.whole
      ? t(
          "{scenario} without {cut}: after ten years {variable} is {whole}, as in the whole model (start {start}, whole model {before}).",
          values,
        )
      : t(
          "{scenario} without {cut}: after ten years {variable} is {end} instead of {whole} (start {start}, whole model {before}).",
          values,
        ),
    whole.outcome === without.outcome
      ? t("The class stays {outcome}.", { outcome: words(whole.outcome) })
      : t("The class changes from {before} to {after}.", {
          before: words(whole.outcome),
          after: words(without.outcome),
        }),
    distance < VISIBLE
      ? t("The two runs are the same to the third decimal.")
      : t("The runs lie {distance} apart on average: place {place} among {count} cuts.", {
          distance: exact(distance),
          place: numeral(place),
          count: numeral(ranking.length),
        }),
  ].join(" ");
}

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
    if (starts.includes(value)) group = t(data.groups[value]);
    return { value, label: capital(t(label)), group };
  });
  const scenario = choice({
    label: t("Scenario"),
    value: model.get("inputs").scenario,
    options: Object.keys(SCENARIOS).map((value) => ({
      value,
      label: title(value),
    })),
    onInput: (value) => update({ scenario: value }),
  });
  const cut = choice({
    label: t("Cut"),
    value: model.get("inputs").cut,
    options,
    onInput: (value) => update({ cut: value }),
  });
  const variable = choice({
    label: t("Watch"),
    value: model.get("inputs").variable,
    options: Object.keys(data.units).map((value) => ({ value, label: title(value) })),
    onInput: (value) => update({ variable: value }),
  });
  const meaning = h("p", { class: "explorer-note" });
  const said = readout();
  const chart = lineChart({
    label: t(
      "The variable that is watched, over ten years, in the whole model and with the influence cut; the tables below hold the numbers",
    ),
    xLabel: t("years from the start"),
    yLabel: "",
    height: 280,
  });
  const ranking = dataTable({
    caption: t("All cuts, by how far each moves the variable that is watched"),
    columns: [
      { key: "label", label: t("Cut") },
      { key: "distance", label: t("Mean distance") },
      { key: "end", label: t("After ten years") },
      { key: "outcome", label: t("Class") },
      { key: "left", label: t("Loops left") },
    ],
  });
  const yearly = dataTable({
    caption: t("Year by year"),
    columns: [
      { key: "year", label: t("Year") },
      { key: "whole", label: t("Whole model") },
      { key: "cut", label: t("Cut") },
    ],
  });

  layout(el, {
    label: model.get("label"),
    controls: [scenario, cut, variable, meaning],
    view: [said, chart],
    result: [ranking, folded(t("The two runs as a table"), yearly)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    const chosen = cuts[inputs.cut];
    scenario.set(inputs.scenario);
    cut.set(inputs.cut);
    variable.set(inputs.variable);
    meaning.textContent = cutWords(chosen, data.loops);
    const runs = ["", inputs.cut].map((name) => runOf(inputs.scenario, name, data));
    const top = Math.max(...runs.map((run) => Math.max(...run[inputs.variable])));
    chart.set({
      series: runs.map((run, i) => ({
        name: i ? t("without: {cut}", { cut: t(chosen.label) }) : t("whole model"),
        tone: i,
        points: run.year.map((year, row) => [year, run[inputs.variable][row]]),
      })),
      x: { domain: [0, years], ticks: Array.from({ length: years / 2 + 1 }, (_, i) => 2 * i) },
      y: { domain: [0, data.units[inputs.variable] === "share" ? 1 : Math.ceil(top * 5) / 5] },
      yLabel: t("{name}, {unit}", {
        name: words(inputs.variable),
        unit: t(data.units[inputs.variable]),
      }),
    });
    said.set(changeWords(inputs, result, cuts));
    ranking.set(
      result.ranking.map((row) => ({
        label: (row.name === inputs.cut ? "▸ " : "") + capital(t(cuts[row.name].label)),
        distance:
          row.distance < VISIBLE
            ? t("below {number}", { number: numeral("0.001") })
            : exact(row.distance),
        end: round(row.end),
        outcome: words(row.outcome),
        left: t("{count} of {all}", {
          count: numeral(cuts[row.name].left),
          all: numeral(data.loops),
        }),
      })),
    );
    yearly.set(
      result.whole.yearly.map((value, year) => ({
        year,
        whole: exact(value),
        cut: exact(result.cut.yearly[year]),
      })),
    );
  });
  prepare(Object.keys(SCENARIOS));
}

export default { render };
