import {
  bind,
  choice,
  dataTable,
  folded,
  foldedControls,
  h,
  layout,
  lineChart,
  presets,
  readout,
  slider,
  toggle,
} from "../../explorers/kit.js";
import { dated, t } from "../../explorers/texts.js";

/** The price of oil week by week for a year; the same as compute in hormuz.py. */
export function compute(inputs, data) {
  const x = {};
  for (const [name, [low, high]] of Object.entries(data.limits)) {
    x[name] = Math.min(Math.max(Number(inputs[name]), low), high);
  }
  const { world, horizon, cap } = data;
  const approach = 1 - Math.exp(-1 / x.lag);
  const price = [x.start];
  const target = [x.start];
  const shares = [];
  let reached = false;
  for (let week = 1; week <= horizon; week += 1) {
    const lost = week <= x.weeks ? x.lost : 0;
    const released = week <= x.release_weeks ? x.release : 0;
    const share = Math.max(lost - x.bypass - released, 0) / world;
    const elasticity = (x.demand + x.supply) * (1 + ((x.growth - 1) * week) / horizon);
    let logRise = -Math.log(1 - share) / elasticity;
    if (logRise > Math.log(cap)) {
      logRise = Math.log(cap);
      reached = true;
    }
    const aim = x.start * Math.exp(logRise);
    shares.push(share);
    target.push(aim);
    price.push(price[week - 1] + (aim - price[week - 1]) * approach);
  }
  const peak = Math.max(...price);
  const peakWeek = price.findIndex((value) => value > peak - data.cent);
  const calm = x.start * data.calm;
  const back = price.findIndex((value, week) => week >= peakWeek && value <= calm);
  const day = new Date(`${data.start_date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 7 * peakWeek);
  const mean = price.slice(1).reduce((sum, value) => sum + value, 0) / horizon;
  const trusted = !reached && mean / x.start <= data.trusted_rise;
  const misses = data.observed.slice(1).map((value, i) => Math.abs(price[i + 1] - value));
  return {
    price,
    target,
    peak,
    peak_week: peakWeek,
    peak_date: day.toISOString().slice(0, 10),
    back_week: back < 0 ? null : back,
    gap: shares[0] * world,
    gap_share: shares[0],
    reached,
    mean,
    cost_per_day: ((peak - x.start) * x.imports) / 1000,
    cost_year: ((mean - x.start) * x.imports * 7 * horizon) / 1000,
    inflation: trusted ? data.pass_through * 100 * (mean / x.start - 1) : null,
    miss: misses.length ? misses.reduce((sum, value) => sum + value, 0) / misses.length : 0,
  };
}

const inWeeks = (v) => `${v} ${v === 1 ? "week" : "weeks"}`;
const inBarrels = (v) => `${v.toFixed(1)} mb/d`;

const SLIDERS = [
  ["lost", "Oil that no longer passes", 0.1, inBarrels],
  ["weeks", "Strait closed for", 1, inWeeks],
  ["bypass", "Extra oil through pipelines", 0.1, inBarrels],
  ["release", "Released from reserves", 0.1, inBarrels],
  ["imports", "Your country imports", 0.1, inBarrels],
  ["release_weeks", "Release lasts", 1, inWeeks],
  ["demand", "Elasticity of demand", 0.005, (v) => v.toFixed(3)],
  ["supply", "Elasticity of supply elsewhere", 0.005, (v) => v.toFixed(3)],
  ["growth", "Elasticities after a year", 0.1, (v) => `× ${v.toFixed(1)}`],
  ["lag", "Lag of the price", 0.5, (v) => `63 % after ${v.toFixed(1)} weeks`],
  ["start", "Price before", 1, (v) => `$${v}`],
];

// What the menu of studies shows when the elasticities are no study's.
const OWN = "own";

function money(billions) {
  return Math.abs(billions) < 1
    ? `${Math.round(1000 * billions)} million dollars`
    : `${billions.toFixed(1)} billion dollars`;
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  let update;
  const sliders = Object.fromEntries(
    SLIDERS.map(([name, label, step, format]) => [
      name,
      slider({
        label,
        step,
        format,
        value: start[name],
        min: data.limits[name][0],
        max: data.limits[name][1],
        onInput: (value) => update({ [name]: value }),
      }),
    ]),
  );
  const studyOf = ({ demand, supply }) => {
    const same = (row) =>
      Math.abs(row.demand - demand) < 1e-9 && Math.abs(row.supply - supply) < 1e-9;
    return data.studies.find(same)?.study ?? OWN;
  };
  const study = choice({
    label: "Elasticities from",
    value: studyOf(start),
    options: [
      ...data.studies.map(({ study: value, label }) => ({ value, label })),
      { value: OWN, label: "your own values" },
    ],
    onInput: (value) => {
      const chosen = data.studies.find((row) => row.study === value);
      if (chosen) {
        update({ demand: chosen.demand, supply: chosen.supply });
      } else {
        // There is nothing to set yet: show the two sliders, and name the study that still holds.
        more.open = true;
        study.set(studyOf(model.get("inputs")));
      }
    },
  });
  const observed = toggle({
    label: "Show what Brent cost in 2026",
    value: start.observed,
    onInput: (value) => update({ observed: value }),
  });
  const starts = presets(
    [
      ["What the market did", data.market],
      [t("Start again"), data.defaults],
    ],
    (values) => update(values),
  );
  const said = readout();
  const note = h("p", { class: "explorer-note" });
  const chart = lineChart({
    label: "Price of oil over a year, in dollars a barrel; the table below holds the numbers",
    xLabel: `weeks after ${dated(data.start_date)}`,
    yLabel: "dollars a barrel",
  });
  const results = dataTable({
    caption: "What follows",
    columns: [
      { key: "what", label: "Result" },
      { key: "value", label: "Value" },
    ],
  });
  const path = dataTable({
    caption: "Price every fourth week, dollars a barrel",
    columns: [
      { key: "week", label: "Week" },
      { key: "price", label: "Model" },
      { key: "seen", label: "Brent spot 2026" },
    ],
  });
  const further = ["release_weeks", "demand", "supply", "growth", "lag", "start"];
  const more = foldedControls("More settings", ...further.map((name) => sliders[name]));
  layout(el, {
    label: model.get("label"),
    controls: [
      starts,
      sliders.lost,
      sliders.weeks,
      sliders.bypass,
      sliders.release,
      study,
      sliders.imports,
      observed,
      more,
    ],
    view: [said, chart],
    result: [note, results, folded("The path as a table", path)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [name] of SLIDERS) sliders[name].set(inputs[name]);
    study.set(studyOf(inputs));
    observed.set(inputs.observed);
    const isMarket = Object.keys(data.market).every((name) => inputs[name] === data.market[name]);
    starts.set(inputs);
    const none = inputs.lost > inputs.bypass ? "" : "No oil is missing.";
    for (const name of ["weeks", "release", "imports", "demand", "supply", "growth", "lag"])
      sliders[name].rest(none);
    study.rest(none);
    sliders.bypass.rest(inputs.lost > 0 ? "" : none);
    sliders.release_weeks.rest(
      none || (inputs.release > 0 ? "" : "Nothing is released from reserves."),
    );
    const series = [
      { name: "model", tone: 0, points: result.price.map((value, week) => [week, value]) },
    ];
    if (inputs.observed) {
      series.push({
        name: `Brent spot, weekly mean, to ${dated(data.end_date)}`,
        tone: 1,
        points: data.observed.map((value, week) => [week, value]),
      });
    }
    const top = Math.max(result.peak, inputs.observed ? Math.max(...data.observed) : 0);
    chart.set({
      series,
      x: {
        domain: [0, data.horizon],
        ticks: [0, 1, 2, 3, 4].map((quarter) => (quarter * data.horizon) / 4),
      },
      y: { domain: [0, Math.ceil((top + 5) / 25) * 25] },
      marks:
        inputs.weeks > 0 && inputs.weeks < data.horizon
          ? [{ x: inputs.weeks, label: "strait reopens" }]
          : [],
    });
    said.set(
      (result.gap > 0
        ? `${result.gap.toFixed(1)} million barrels a day are missing at first, `
          + `${(100 * result.gap_share).toFixed(1)} per cent of what the world uses. `
        : "No oil is missing at first. ")
        + (result.peak_week > 0
          ? `The price peaks at ${Math.round(result.peak)} dollars in week ${result.peak_week} and is `
            + (result.back_week === null
              ? "not back within a tenth of its old level when the year ends."
              : `back within a tenth of its old level in week ${result.back_week}.`)
          : "The price stays where it was."),
    );
    const notes = [];
    if (result.reached) {
      notes.push(
        `The equation asks for more than ${data.cap} times the price at the start. `
          + "The path stops there: at such prices rationing, recession and politics decide, not an elasticity.",
      );
    }
    if (isMarket) {
      notes.push(
        "Sourced settings, not a fit. The model misses three things: the spot price overshot in "
          + "early April, it fell from late May before ships came back in June, and it rose again "
          + `in July and September, with one closure only to show for it. Mean miss: ${result.miss.toFixed(0)} dollars a barrel.`,
      );
    }
    note.textContent = notes.join(" ");
    results.set([
      { what: "Highest price", value: `$${result.peak.toFixed(1)} a barrel` },
      {
        what: "When",
        value:
          result.peak_week > 0 ? `week ${result.peak_week}, ${dated(result.peak_date)}` : "–",
      },
      { what: "Mean over the year", value: `$${result.mean.toFixed(1)} a barrel` },
      { what: "Your import bill at the peak", value: `${money(result.cost_per_day)} a day more` },
      { what: "Your import bill over the year", value: `${money(result.cost_year)} more` },
      {
        what: "Inflation over the year",
        value:
          result.inflation === null
            ? "outside the range of the study"
            : `${result.inflation.toFixed(1)} points more`,
      },
    ]);
    path.set(
      Array.from({ length: 14 }, (_, i) => 4 * i).map((week) => ({
        week,
        price: result.price[week].toFixed(0),
        seen: data.observed[week] === undefined ? "–" : data.observed[week].toFixed(0),
      })),
    );
  });
}

export default { render };
