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
import {
  grouped,
  numeral,
  ofHundred,
  percents,
  several,
  t,
  wholePercents,
} from "../../explorers/texts.js";
import { fixed, inYears } from "../../explorers/parts/rounding.js";

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

const inBillions = (v) => t("€{sum} bn", { sum: grouped(v) });

const SLIDERS = [
  ["money", t("Extra money a year"), 2, inBillions],
  ["start", t("Money flows from"), 1, String],
  ["delay", t("Mean time from order to service"), 0.5, inYears],
  ["enablers_share", t("Enablers' least share of each order"), 0.05, wholePercents],
  ["exit", t("Americans begin to leave"), 1, String],
  ["exit_years", t("The draw-down takes"), 1, inYears],
  ["leaves", t("Share of the American part that leaves"), 0.05, wholePercents],
  ["need", t("Needed, of today's American part"), 0.05, wholePercents],
  ["forces_price", t("Price of the forces"), 5, inBillions],
  ["enablers_price", t("Price of the enablers"), 10, inBillions],
  ["upkeep", t("Upkeep a year, of the price"), 0.01, wholePercents],
];
const FURTHER = ["forces_price", "enablers_price", "upkeep"];

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  const span = { first: data.first, last: data.last };
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
    label: t("The enablers stay American"),
    value: start.keep_enablers,
    onInput: (value) => update({ keep_enablers: value }),
  });
  const weakest = toggle({
    label: t("The scarcer part sets the limit"),
    value: start.weakest,
    onInput: (value) => update({ weakest: value }),
  });
  const known = Object.values(data.presets);
  const starts = presets(
    [
      ...known.map(({ label, values }) => [t(label), { ...data.defaults, ...values }]),
      [t("Start again"), data.defaults],
    ],
    (values) => update(values),
  );
  const said = readout();
  const note = h("p", { class: "explorer-note" });
  const chart = lineChart({
    label: t(
      "Capability against need from {first} to {last}; the table below holds the numbers",
      span,
    ),
    xLabel: t("year"),
    yLabel: t("% of today's American part; shaded: short"),
  });
  const results = dataTable({
    caption: t("What follows"),
    columns: [
      { key: "what", label: t("Result") },
      { key: "value", label: t("Value") },
    ],
  });
  const path = dataTable({
    caption: t("Year by year, per cent of today's American part; billions spent so far"),
    columns: [
      { key: "year", label: t("Year") },
      { key: "us", label: t("American") },
      { key: "forces", label: t("European forces") },
      { key: "enablers", label: t("European enablers") },
      { key: "have", label: t("Together") },
      { key: "spent", label: t("Spent, € bn") },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [
      starts,
      ...SLIDERS.filter(([name]) => !FURTHER.includes(name)).map(([name]) => sliders[name]),
      keep,
      weakest,
      foldedControls(t("Prices and upkeep"), ...FURTHER.map((name) => sliders[name])),
    ],
    view: [said, chart],
    result: [note, results, folded(t("The path as a table"), path)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [name] of SLIDERS) sliders[name].set(inputs[name]);
    keep.set(inputs.keep_enablers);
    const stay = inputs.keep_enablers ? t("The enablers stay American: none are bought.") : "";
    sliders.enablers_share.rest(
      stay || (inputs.enablers_price > 0 ? "" : t("There are no enablers to buy.")),
    );
    sliders.enablers_price.rest(stay);
    const gone = inputs.leaves > 0 ? "" : t("No part of the Americans leaves.");
    sliders.exit.rest(gone);
    sliders.exit_years.rest(gone);
    const idle = inputs.money > 0 ? "" : t("There is no money to spend.");
    for (const name of ["start", "delay", "upkeep"]) sliders[name].rest(idle);
    weakest.set(inputs.weakest);
    const chosen = known[starts.set(inputs)];
    note.textContent = chosen ? t(chosen.note) : "";
    note.hidden = !chosen;
    const line = (name, tone, key) => ({
      name,
      tone,
      points: result.yearly.map((row) => [row.year, 100 * row[key]]),
    });
    const bought = !inputs.keep_enablers && inputs.enablers_price > 0;
    chart.set({
      series: [
        line(t("together, American and European"), 0, "have"),
        line(t("American"), 1, "us"),
        line(t("European forces"), 2, "forces"),
        ...(bought ? [line(t("European enablers"), 3, "enablers")] : []),
        {
          name: t("needed"),
          tone: 4,
          points: [
            [data.first, 100 * inputs.need],
            [data.last, 100 * inputs.need],
          ],
        },
      ],
      x: { domain: [data.first, data.last], ticks: [2030, 2040, 2050], format: String },
      y: { domain: [0, 105], ticks: [0, 25, 50, 75, 100] },
      bands:
        result.opens === null
          ? []
          : [{ from: result.opens, to: result.closes ?? data.last, label: "" }],
    });
    const { years, depth, area } = result.window;
    const below = fixed(years, 1);
    const stillOpen = result.opens !== null && result.closes === null;
    const places = {
      opens: Math.floor(result.opens),
      deepest: Math.floor(result.gap_year),
      depth: wholePercents(depth),
      closes: Math.floor(result.closes),
      last: data.last,
      years: numeral(below),
    };
    function opening() {
      if (result.opens === null) return t("No window opens: there is always enough.");
      if (stillOpen)
        return t(
          "The window opens in {opens}, is deepest in {deepest}, when {depth} of today's American part is missing, and is still open in {last}.",
          places,
        );
      return several(
        Number(below),
        "The window opens in {opens}, is deepest in {deepest}, when {depth} of today's American part is missing, and closes in {closes}, after {years} year.",
        "The window opens in {opens}, is deepest in {deepest}, when {depth} of today's American part is missing, and closes in {closes}, after {years} years.",
        places,
      );
    }
    const all =
      result.ordered === null
        ? t("The money cannot buy and keep all of it.")
        : t("All is on order in {year}.", { year: Math.floor(result.ordered) });
    said.set(`${opening()} ${all}`);
    const shareYears = area.toFixed(1);
    results.set([
      {
        what: t("Years below the need"),
        value: stillOpen ? t("{years}, still open in {last}", places) : places.years,
      },
      { what: t("Deepest gap"), value: t("{depth} of today's American part", places) },
      {
        what: t("Gap times years"),
        value: several(Number(shareYears), "{area} share-years", "{area} share-years", {
          area: numeral(shareYears),
        }),
      },
      {
        what: t("Money a year, of the European Union's GDP"),
        value: percents(result.gdp.toFixed(2)),
      },
      {
        what: t("Spent in the first {years} years", { years: data.bill_years }),
        value: inBillions(Math.round(result.bill.years)),
      },
      {
        what: t("Spent to {last}", places),
        value: inBillions(Math.round(result.bill.all)),
      },
    ]);
    path.set(
      result.yearly.map((row) => ({
        year: row.year,
        us: ofHundred(row.us),
        forces: ofHundred(row.forces),
        enablers: bought ? ofHundred(row.enablers) : "–",
        have: ofHundred(row.have),
        spent: numeral(Math.round(row.spent)),
      })),
    );
  });
}

export default { render };
