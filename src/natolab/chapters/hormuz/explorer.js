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
import { dated, dollars, numeral, percents, several, t } from "../../explorers/texts.js";

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

const inWeeks = (v) => several(v, "{count} week", "{count} weeks", { count: numeral(v) });
const inBarrels = (v) => t("{number} mb/d", { number: numeral(v.toFixed(1)) });
const inElasticity = (v) => numeral(v.toFixed(3));
const asLag = (v) =>
  several(v, "{share} after {count} week", "{share} after {count} weeks", {
    share: percents(63),
    count: numeral(v.toFixed(1)),
  });

const SLIDERS = [
  ["lost", t("Oil that no longer passes"), 0.1, inBarrels],
  ["weeks", t("Strait closed for"), 1, inWeeks],
  ["bypass", t("Extra oil through pipelines"), 0.1, inBarrels],
  ["release", t("Released from reserves"), 0.1, inBarrels],
  ["imports", t("Your country imports"), 0.1, inBarrels],
  ["release_weeks", t("Release lasts"), 1, inWeeks],
  ["demand", t("Elasticity of demand"), 0.005, inElasticity],
  ["supply", t("Elasticity of supply elsewhere"), 0.005, inElasticity],
  ["growth", t("Elasticities after a year"), 0.1, (v) => `× ${numeral(v.toFixed(1))}`],
  ["lag", t("Lag of the price"), 0.5, asLag],
  ["start", t("Price before"), 1, dollars],
];

// What the menu of studies shows when the elasticities are no study's.
const OWN = "own";

/** An amount of dollars, given in billions. */
function money(billions) {
  if (Math.abs(billions) < 1) {
    const millions = Math.round(1000 * billions);
    return several(millions, "{number} million dollars", "{number} million dollars", {
      number: numeral(millions),
    });
  }
  const shown = billions.toFixed(1);
  return several(Number(shown), "{number} billion dollars", "{number} billion dollars", {
    number: numeral(shown),
  });
}

function inflationWords(points) {
  if (points === null) return t("outside the range of the study");
  const shown = points.toFixed(1);
  return several(Number(shown), "{points} points more", "{points} points more", {
    points: numeral(shown),
  });
}

/** How much oil is missing. */
function missingWords({ gap, gap_share }) {
  if (!(gap > 0)) return t("No oil is missing at first.");
  const shown = gap.toFixed(1);
  return several(
    Number(shown),
    "{gap} million barrels a day are missing at first, {share} per cent of what the world uses.",
    "{gap} million barrels a day are missing at first, {share} per cent of what the world uses.",
    { gap: numeral(shown), share: numeral((100 * gap_share).toFixed(1)) },
  );
}

/** What the price does. */
function priceWords({ peak, peak_week, back_week }) {
  if (peak_week === 0) return t("The price stays where it was.");
  const values = { price: numeral(Math.round(peak)), week: numeral(peak_week) };
  return back_week === null
    ? t(
        "The price peaks at {price} dollars in week {week} and is not back within a tenth of its old level when the year ends.",
        values,
      )
    : t(
        "The price peaks at {price} dollars in week {week} and is back within a tenth of its old level in week {back}.",
        { ...values, back: numeral(back_week) },
      );
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
    label: t("Elasticities from"),
    value: studyOf(start),
    options: [
      ...data.studies.map(({ study: value, label }) => ({ value, label: t(label) })),
      { value: OWN, label: t("your own values") },
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
    label: t("Show what Brent cost in 2026"),
    value: start.observed,
    onInput: (value) => update({ observed: value }),
  });
  const starts = presets(
    [
      [t("What the market did"), data.market],
      [t("Start again"), data.defaults],
    ],
    (values) => update(values),
  );
  const said = readout();
  const note = h("p", { class: "explorer-note" });
  const chart = lineChart({
    label: t("Price of oil over a year, in dollars a barrel; the table below holds the numbers"),
    xLabel: t("weeks after {date}", { date: dated(data.start_date) }),
    yLabel: t("dollars a barrel"),
  });
  const results = dataTable({
    caption: t("What follows"),
    columns: [
      { key: "what", label: t("Result") },
      { key: "value", label: t("Value") },
    ],
  });
  const path = dataTable({
    caption: t("Price every fourth week, dollars a barrel"),
    columns: [
      { key: "week", label: t("Week") },
      { key: "price", label: t("Model") },
      { key: "seen", label: t("Brent spot 2026") },
    ],
  });
  const further = ["release_weeks", "demand", "supply", "growth", "lag", "start"];
  const more = foldedControls(t("More settings"), ...further.map((name) => sliders[name]));
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
    result: [note, results, folded(t("The path as a table"), path)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [name] of SLIDERS) sliders[name].set(inputs[name]);
    study.set(studyOf(inputs));
    observed.set(inputs.observed);
    const isMarket = Object.keys(data.market).every((name) => inputs[name] === data.market[name]);
    starts.set(inputs);
    const none = inputs.lost > inputs.bypass ? "" : t("No oil is missing.");
    for (const name of ["weeks", "release", "imports", "demand", "supply", "growth", "lag"])
      sliders[name].rest(none);
    study.rest(none);
    sliders.bypass.rest(inputs.lost > 0 ? "" : none);
    sliders.release_weeks.rest(
      none || (inputs.release > 0 ? "" : t("Nothing is released from reserves.")),
    );
    const series = [
      { name: t("model"), tone: 0, points: result.price.map((value, week) => [week, value]) },
    ];
    if (inputs.observed) {
      series.push({
        name: t("Brent spot, weekly mean, to {date}", { date: dated(data.end_date) }),
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
          ? [{ x: inputs.weeks, label: t("strait reopens") }]
          : [],
    });
    said.set(`${missingWords(result)} ${priceWords(result)}`);
    const notes = [];
    if (result.reached) {
      notes.push(
        t(
          "The equation asks for more than {cap} times the price at the start. "
            + "The path stops there: at such prices rationing, recession and politics decide, not an elasticity.",
          { cap: numeral(data.cap) },
        ),
      );
    }
    if (isMarket) {
      notes.push(
        t(
          "Sourced settings, not a fit. The model misses three things: the spot price overshot in "
            + "early April, it fell from late May before ships came back in June, and it rose again "
            + "in July and September, with one closure only to show for it. Mean miss: {miss} dollars a barrel.",
          { miss: numeral(result.miss.toFixed(0)) },
        ),
      );
    }
    note.textContent = notes.join(" ");
    const barrel = (price) => t("{price} a barrel", { price: dollars(price.toFixed(1)) });
    results.set([
      { what: t("Highest price"), value: barrel(result.peak) },
      {
        what: t("When"),
        value:
          result.peak_week > 0
            ? t("week {week}, {date}", {
                week: numeral(result.peak_week),
                date: dated(result.peak_date),
              })
            : "–",
      },
      { what: t("Mean over the year"), value: barrel(result.mean) },
      {
        what: t("Your import bill at the peak"),
        value: t("{amount} a day more", { amount: money(result.cost_per_day) }),
      },
      {
        what: t("Your import bill over the year"),
        value: t("{amount} more", { amount: money(result.cost_year) }),
      },
      { what: t("Inflation over the year"), value: inflationWords(result.inflation) },
    ]);
    path.set(
      Array.from({ length: 14 }, (_, i) => 4 * i).map((week) => ({
        week: numeral(week),
        price: numeral(result.price[week].toFixed(0)),
        seen: data.observed[week] === undefined ? "–" : numeral(data.observed[week].toFixed(0)),
      })),
    );
  });
}

export default { render };
