import {
  bind,
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
import { t } from "../../explorers/texts.js";
import { fixed } from "../../explorers/parts/rounding.js";

/** How a sum ordered so far is split between forces and enablers. */
function splitOf(ordered, forces, enablers, share) {
  const second = Math.min(enablers, Math.max(share * ordered, ordered - forces));
  return [ordered - second, second];
}

/** Money, orders and deliveries month by month; the same as build in programme.py. */
function buildUp(x, enablersPrice, data) {
  const whole = x.forces_price + enablersPrice;
  const most = x.upkeep > 0 ? Math.min(whole, x.money / x.upkeep) : whole;
  const step = data.stages / (12 * x.delay);
  const stays = Math.exp(-step);
  const coming = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  const ready = [0, 0];
  let ordered = 0;
  let spent = 0;
  const rows = [{ ready: [0, 0], bought: 0, spent: 0 }];
  for (let month = 0; month < 12 * (data.last - data.first); month += 1) {
    const keep = (x.upkeep * (ready[0] + ready[1])) / 12;
    const flows = data.first + month / 12 >= x.start - 1e-9;
    const order = flows ? Math.min(Math.max(x.money / 12 - keep, 0), most - ordered) : 0;
    const before = splitOf(ordered, x.forces_price, enablersPrice, x.enablers_share);
    ordered += order;
    const after = splitOf(ordered, x.forces_price, enablersPrice, x.enablers_share);
    for (const part of [0, 1]) {
      const [one, b, c] = coming[part];
      const a = one + after[part] - before[part];
      const next = [
        a * stays,
        (b + a * step) * stays,
        (c + b * step + (a * step * step) / 2) * stays,
      ];
      ready[part] += a + b + c - (next[0] + next[1] + next[2]);
      coming[part] = next;
    }
    spent += order + keep;
    const onTheWay = coming.flat().reduce((sum, value) => sum + value, 0);
    rows.push({ ready: [...ready], bought: ready[0] + ready[1] + onTheWay, spent });
  }
  return rows;
}

/** Follow a programme and a draw-down to the last year; the same as compute in exposure.py. */
export function compute(inputs, data) {
  const x = {};
  for (const [name, [low, high]] of Object.entries(data.limits)) {
    x[name] = Math.min(Math.max(Number(inputs[name]), low), high);
  }
  const enablersPrice = inputs.keep_enablers ? 0 : x.enablers_price;
  const rows = buildUp(x, enablersPrice, data);
  const years = rows.map((_, month) => data.first + month / 12);
  const us = years.map(
    (year) => 1 - x.leaves * Math.min(Math.max((year - x.exit) / x.exit_years, 0), 1),
  );
  const own = (part, price) => rows.map(({ ready }) => (price > 0 ? ready[part] / price : 0));
  const forces = own(0, x.forces_price);
  const enablers = own(1, enablersPrice);
  const have = us.map((left, i) => {
    const a = Math.min(left + forces[i], 1);
    const b = enablersPrice > 0 ? Math.min(left + enablers[i], 1) : 1;
    return inputs.weakest ? Math.min(a, b) : (a + b) / 2;
  });
  const short = have.map((value) => Math.max(x.need - value, 0));
  const below = short.map((value) => value > data.shortfall * x.need);
  const deepest = Math.max(...short);
  const opens = below.indexOf(true);
  const open = opens >= 0;
  const full = rows.findIndex(({ bought }) => bought >= x.forces_price + enablersPrice - 1e-6);
  const from = 12 * (Math.trunc(x.start) - data.first);
  const to = Math.min(from + 12 * data.bill_years, rows.length - 1);
  return {
    yearly: Array.from({ length: data.last - data.first + 1 }, (_, i) => ({
      year: data.first + i,
      us: us[12 * i],
      forces: forces[12 * i],
      enablers: enablers[12 * i],
      have: have[12 * i],
      spent: rows[12 * i].spent,
    })),
    window: {
      years: below.slice(1).filter(Boolean).length / 12,
      depth: deepest,
      area: short.slice(1).reduce((sum, value, i) => sum + (value + short[i]) / 24, 0),
    },
    opens: open ? years[opens] : null,
    closes: !open || below[below.length - 1] ? null : years[below.lastIndexOf(true) + 1],
    gap_year: open ? years[short.findIndex((value) => value >= deepest - 1e-9)] : null,
    ordered: full >= 0 ? years[full] : null,
    bill: { years: rows[to].spent - rows[from].spent, all: rows[rows.length - 1].spent },
    gdp: data.gdp_per_billion * x.money,
  };
}

const inPercent = (v) => `${Math.round(100 * v)} %`;
const inBillions = (v) => `€${v} bn`;
const inWhole = (v) => `€${Math.round(v).toLocaleString("en-GB")} bn`;
const inYears = (v) => `${v} ${v === 1 ? "year" : "years"}`;

const SLIDERS = [
  ["money", "Extra money a year", 2, inBillions],
  ["start", "Money flows from", 1, String],
  ["delay", "Mean time from order to service", 0.5, inYears],
  ["enablers_share", "Enablers' least share of each order", 0.05, inPercent],
  ["exit", "Americans begin to leave", 1, String],
  ["exit_years", "The draw-down takes", 1, inYears],
  ["leaves", "Share of the American part that leaves", 0.05, inPercent],
  ["need", "Needed, of today's American part", 0.05, inPercent],
  ["forces_price", "Price of the forces", 5, inBillions],
  ["enablers_price", "Price of the enablers", 10, inBillions],
  ["upkeep", "Upkeep a year, of the price", 0.01, inPercent],
];
const FURTHER = ["forces_price", "enablers_price", "upkeep"];

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
  const keep = toggle({
    label: "The enablers stay American",
    value: start.keep_enablers,
    onInput: (value) => update({ keep_enablers: value }),
  });
  const weakest = toggle({
    label: "The scarcer part sets the limit",
    value: start.weakest,
    onInput: (value) => update({ weakest: value }),
  });
  const known = Object.values(data.presets);
  const starts = presets(
    [
      ...known.map(({ label, values }) => [label, { ...data.defaults, ...values }]),
      [t("Start again"), data.defaults],
    ],
    (values) => update(values),
  );
  const said = readout();
  const note = h("p", { class: "explorer-note" });
  const chart = lineChart({
    label: `Capability against need from ${data.first} to ${data.last}; the table below holds the numbers`,
    xLabel: "year",
    yLabel: "% of today's American part; shaded: short",
  });
  const results = dataTable({
    caption: "What follows",
    columns: [
      { key: "what", label: "Result" },
      { key: "value", label: "Value" },
    ],
  });
  const path = dataTable({
    caption: "Year by year, per cent of today's American part; billions spent so far",
    columns: [
      { key: "year", label: "Year" },
      { key: "us", label: "American" },
      { key: "forces", label: "European forces" },
      { key: "enablers", label: "European enablers" },
      { key: "have", label: "Together" },
      { key: "spent", label: "Spent, € bn" },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [
      starts,
      ...SLIDERS.filter(([name]) => !FURTHER.includes(name)).map(([name]) => sliders[name]),
      keep,
      weakest,
      foldedControls("Prices and upkeep", ...FURTHER.map((name) => sliders[name])),
    ],
    view: [said, chart],
    result: [note, results, folded("The path as a table", path)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [name] of SLIDERS) sliders[name].set(inputs[name]);
    keep.set(inputs.keep_enablers);
    const stay = inputs.keep_enablers ? "The enablers stay American: none are bought." : "";
    sliders.enablers_share.rest(
      stay || (inputs.enablers_price > 0 ? "" : "There are no enablers to buy."),
    );
    sliders.enablers_price.rest(stay);
    const gone = inputs.leaves > 0 ? "" : "No part of the Americans leaves.";
    sliders.exit.rest(gone);
    sliders.exit_years.rest(gone);
    const idle = inputs.money > 0 ? "" : "There is no money to spend.";
    for (const name of ["start", "delay", "upkeep"]) sliders[name].rest(idle);
    weakest.set(inputs.weakest);
    const chosen = known[starts.set(inputs)];
    note.textContent = chosen ? chosen.note : "";
    note.hidden = !chosen;
    const line = (name, tone, key) => ({
      name,
      tone,
      points: result.yearly.map((row) => [row.year, 100 * row[key]]),
    });
    const bought = !inputs.keep_enablers && inputs.enablers_price > 0;
    chart.set({
      series: [
        line("together, American and European", 0, "have"),
        line("American", 1, "us"),
        line("European forces", 2, "forces"),
        ...(bought ? [line("European enablers", 3, "enablers")] : []),
        {
          name: "needed",
          tone: 4,
          points: [
            [data.first, 100 * inputs.need],
            [data.last, 100 * inputs.need],
          ],
        },
      ],
      x: { domain: [data.first, data.last], ticks: [2030, 2040, 2050] },
      y: { domain: [0, 105], ticks: [0, 25, 50, 75, 100] },
      bands:
        result.opens === null
          ? []
          : [{ from: result.opens, to: result.closes ?? data.last, label: "" }],
    });
    const { years, depth, area } = result.window;
    const all =
      result.ordered === null
        ? "The money cannot buy and keep all of it."
        : `All is on order in ${Math.floor(result.ordered)}.`;
    said.set(
      (result.opens === null
        ? "No window opens: there is always enough. "
        : `The window opens in ${Math.floor(result.opens)}, is deepest in ${Math.floor(result.gap_year)}, when ${inPercent(depth)} of today's American part is missing, `
          + (result.closes === null
            ? `and is still open in ${data.last}. `
            : `and closes in ${Math.floor(result.closes)}, after ${fixed(years, 1)} years. `))
        + all,
    );
    results.set([
      {
        what: "Years below the need",
        value:
          fixed(years, 1)
          + (result.opens !== null && result.closes === null ? `, still open in ${data.last}` : ""),
      },
      { what: "Deepest gap", value: `${inPercent(depth)} of today's American part` },
      { what: "Gap times years", value: `${area.toFixed(1)} share-years` },
      { what: "Money a year, of the European Union's GDP", value: `${result.gdp.toFixed(2)} %` },
      { what: `Spent in the first ${data.bill_years} years`, value: inWhole(result.bill.years) },
      { what: `Spent to ${data.last}`, value: inWhole(result.bill.all) },
    ]);
    path.set(
      result.yearly.map((row) => ({
        year: row.year,
        us: Math.round(100 * row.us),
        forces: Math.round(100 * row.forces),
        enablers: bought ? Math.round(100 * row.enablers) : "–",
        have: Math.round(100 * row.have),
        spent: Math.round(row.spent),
      })),
    );
  });
}

export default { render };
