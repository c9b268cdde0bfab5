import {
  bind,
  choice,
  dataTable,
  folded,
  h,
  layout,
  lineChart,
  presets,
  readout,
  slider,
  ticks,
  toggle,
} from "../../explorers/kit.js";
import { alphabetical, choices, numeral, several, t } from "../../explorers/texts.js";
import { Z } from "../../explorers/parts/normal.js";

const total = (values) => values.reduce((sum, value) => sum + value, 0);

/** The two-sided 95 per cent point of Student's t; the same as t_point in trend.py. */
function tPoint(freedom) {
  const terms = [
    (Z ** 3 + Z) / 4,
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
    (79 * Z ** 9 + 776 * Z ** 7 + 1482 * Z ** 5 - 1920 * Z ** 3 - 945 * Z) / 92160,
  ];
  return Z + total(terms.map((term, i) => term / freedom ** (i + 1)));
}

/** A straight line by least squares; the same as fit_line in trend.py. */
function fitLine(years, values, data) {
  const n = years.length;
  if (n < data.fewest) return null;
  const middle = total(years) / n;
  const level = total(values) / n;
  const spread = total(years.map((year) => (year - middle) ** 2));
  const slope = total(years.map((year, i) => (year - middle) * (values[i] - level))) / spread;
  const errors = years.map((year, i) => values[i] - level - slope * (year - middle));
  const squares = total(errors.map((error) => error ** 2));
  const carry =
    squares > 1e-12 ? total(errors.slice(1).map((error, i) => errors[i] * error)) / squares : 0;
  const half = tPoint(n - 2) * Math.sqrt(squares / (n - 2) / spread);
  const held = Math.min(Math.max(carry, 0), data.most_carry);
  const wide = half * Math.sqrt((1 + held) / (1 - held));
  return {
    slope: 10 * slope,
    low: 10 * (slope - half),
    high: 10 * (slope + half),
    wide_low: 10 * (slope - wide),
    wide_high: 10 * (slope + wide),
    carry,
    squares,
    points: n,
    first: level + slope * (years[0] - middle),
    last: level + slope * (years[n - 1] - middle),
  };
}

function averageOf(measure, who, i, data) {
  const series = data.series[measure];
  let names;
  if (measure === "troops") names = who in data.group_names ? ["all"] : [who];
  else if (who === "members")
    names = data.allies.filter(({ joined }) => joined <= data.years[i]).map(({ iso3 }) => iso3);
  else names = data.groups[who] ?? [who];
  const values = names
    .filter((name) => series[name] && series[name][i] !== null)
    .map((name) => series[name][i]);
  if (!values.length) return null;
  const mean = total(values) / values.length;
  let low = Math.min(...values);
  let high = Math.max(...values);
  if (measure === "opinion" && !(who in data.group_names)) {
    const error = Z * Math.sqrt((mean * (100 - mean)) / data.respondents[who][i]);
    low = mean - error;
    high = mean + error;
  }
  return { mean, low, high, count: values.length };
}

/** A measure averaged over allies in a window, and its trend; the same as compute in trend.py. */
export function compute(inputs, data) {
  const [start, end] = [Math.floor(inputs.start), Math.floor(inputs.end)].sort((a, b) => a - b);
  const cut = Math.floor(inputs.cut);
  const rows = [];
  data.years.forEach((year, i) => {
    const dropped = inputs.measure === "votes" && year === data.late_year && !inputs.late;
    if (year < start || year > end || dropped) return;
    const row = averageOf(inputs.measure, inputs.who, i, data);
    if (row) rows.push({ year, ...row });
  });
  const years = rows.map((row) => row.year);
  const mean = rows.map((row) => row.mean);
  const fit = fitLine(years, mean, data);
  let before = null;
  let after = null;
  let chow = null;
  if (inputs.split) {
    const at = years.filter((year) => year < cut).length;
    before = fitLine(years.slice(0, at), mean.slice(0, at), data);
    after = fitLine(years.slice(at), mean.slice(at), data);
    if (fit && before && after) {
      const apart = before.squares + after.squares;
      if (apart > 1e-12) chow = (fit.squares - apart) / 2 / (apart / (years.length - 4));
    }
  }
  return {
    years,
    mean,
    low: rows.map((row) => row.low),
    high: rows.map((row) => row.high),
    count: rows.map((row) => row.count),
    fit,
    before,
    after,
    chow,
  };
}

// How each measure is shown: words, change of a line, digits, what a rise means.
const SHOWN = {
  votes: {
    axis: t("gap to the US in points"),
    perDecade: (by, change) =>
      several(by, "{change} points a decade", "{change} points a decade", { change }),
    digits: 2,
    up: t("apart"),
    down: t("together"),
  },
  opinion: {
    axis: t("per cent favourable"),
    perDecade: (by, change) =>
      several(by, "{change} percentage points a decade", "{change} percentage points a decade", {
        change,
      }),
    digits: 1,
    up: t("warmer"),
    down: t("cooler"),
  },
  troops: {
    axis: t("US troops in thousands"),
    perDecade: (by, change) =>
      several(by, "{change} thousand a decade", "{change} thousand a decade", { change }),
    digits: 1,
    up: t("more troops"),
    down: t("fewer troops"),
  },
};

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  let update;
  const year = (name, label) =>
    slider({
      label,
      min: data.years[0],
      max: data.years[data.years.length - 1],
      step: 1,
      value: start[name],
      onInput: (value) => update({ [name]: value }),
    });
  const controls = {
    measure: choice({
      label: t("Measure"),
      value: start.measure,
      options: choices(data.measure_names),
      onInput: (value) =>
        update({ measure: value, start: data.spans[value][0], end: data.spans[value][1] }),
    }),
    who: choice({
      label: t("Allies"),
      value: start.who,
      options: [
        ...choices(data.group_names),
        ...alphabetical(data.allies.map(({ iso3, ally }) => [iso3, t(ally)])),
      ],
      onInput: (value) => update({ who: value }),
    }),
    start: year("start", t("Window from")),
    end: year("end", t("Window to")),
    split: toggle({
      label: t("Break the trend in two"),
      value: start.split,
      onInput: (value) => update({ split: value }),
    }),
    cut: year("cut", t("Second line begins in")),
    late: toggle({
      label: t("Use {year} of the votes (newer release)", { year: data.late_year }),
      value: start.late,
      onInput: (value) => update({ late: value }),
    }),
  };
  const starts = presets(
    data.presets.map(([label, patch]) => [t(label), { ...data.defaults, ...patch }]),
    (values) => update(values),
  );
  const said = readout();
  const note = h("p", { class: "explorer-note" });
  const chart = lineChart({
    label: t("The measure and its trend in the window; the tables below hold the numbers"),
    xLabel: t("year"),
    yLabel: "",
  });
  const lines = dataTable({
    caption: t("Lines fitted, change per decade"),
    columns: [
      { key: "line", label: t("Line") },
      { key: "slope", label: t("Slope") },
      { key: "interval", label: t("95\u202f% interval") },
      { key: "wide", label: t("Widened") },
      { key: "points", label: t("Years") },
    ],
  });
  const yearly = dataTable({
    caption: t("Year by year"),
    columns: [
      { key: "year", label: t("Year") },
      { key: "mean", label: t("Mean") },
      { key: "low", label: t("Lowest") },
      { key: "high", label: t("Highest") },
      { key: "count", label: t("Allies") },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [
      starts,
      controls.measure,
      controls.who,
      controls.start,
      controls.end,
      controls.split,
      controls.cut,
      controls.late,
    ],
    view: [said, chart],
    result: [note, lines, folded(t("The window as a table"), yearly)],
  });

  const named = (who) =>
    t(data.group_names[who] ?? data.allies.find(({ iso3 }) => iso3 === who).ally);

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    const shown = SHOWN[inputs.measure];
    const digits = (value) => numeral(value.toFixed(shown.digits).replace("-", "−"));
    for (const [name, control] of Object.entries(controls)) control.set(inputs[name]);
    starts.set(inputs);
    controls.cut.rest(inputs.split ? "" : t("Break the trend in two first."));
    const window = [inputs.start, inputs.end];
    const reached = Math.min(...window) <= data.late_year && data.late_year <= Math.max(...window);
    controls.late.rest(
      inputs.measure !== "votes"
        ? t("Only votes have a newer release.")
        : reached
          ? ""
          : t("The window leaves out {year}.", { year: data.late_year }),
    );
    const { years, mean, low, high, fit, before, after, chow } = result;
    const single = !(inputs.who in data.group_names);
    const whom =
      inputs.measure === "troops" && !single ? t("Europe as a whole") : named(inputs.who);
    if (!years.length) {
      said.set(
        t("There is no number for {whom} in these years. Choose other years or another ally.", {
          whom,
        }),
      );
      chart.set({
        series: [],
        x: { domain: [inputs.start, Math.max(inputs.end, inputs.start + 1)] },
        y: { domain: [0, 1] },
      });
      note.textContent = "";
      lines.set([]);
      yearly.set([]);
      return;
    }
    const zip = (values) => years.map((at, i) => [at, values[i]]);
    const lineOf = (line, from, to) => [
      [from, line.first],
      [to, line.last],
    ];
    const band = low.some((value, i) => value !== high[i]);
    const drawn = single || inputs.measure === "troops" ? whom : t("mean of the allies");
    const series = [
      {
        name: t("{label}: {value}", { label: drawn, value: shown.axis }),
        tone: 0,
        points: zip(mean),
      },
    ];
    if (band) {
      const words = single
        ? [t("sampling error, low"), t("sampling error, high")]
        : [t("lowest ally"), t("highest ally")];
      series.push(
        { name: words[0], tone: 4, points: zip(low) },
        { name: words[1], tone: 3, points: zip(high) },
      );
    }
    const cut = years.filter((at) => at < inputs.cut).length;
    if (before && after) {
      series.push(
        { name: t("first line"), tone: 1, points: lineOf(before, years[0], years[cut - 1]) },
        {
          name: t("second line"),
          tone: 2,
          points: lineOf(after, years[cut], years[years.length - 1]),
        },
      );
    } else if (fit) {
      series.push({
        name: t("trend"),
        tone: 1,
        points: lineOf(fit, years[0], years[years.length - 1]),
      });
    }
    const marks = ticks(Math.min(0, ...low), Math.max(...high), 5);
    const step = marks[1] - marks[0];
    const bottom = marks[0] - (Math.min(0, ...low) < marks[0] ? step : 0);
    const top = marks[marks.length - 1] + (Math.max(...high) > marks[marks.length - 1] ? step : 0);
    const first = years[0];
    chart.set({
      series,
      x: {
        domain: [first, Math.max(years[years.length - 1], first + 1)],
        format: (value) => (Number.isInteger(value) ? String(value) : ""),
      },
      y: { domain: [bottom, top] },
      marks: before && after ? [{ x: inputs.cut, label: t("break") }] : [],
    });
    const way = (line) =>
      line.wide_low > 0 ? shown.up : line.wide_high < 0 ? shown.down : t("no clear direction");
    const slope = (line) =>
      shown.perDecade(Number(line.slope.toFixed(shown.digits)), digits(line.slope));
    if (before && after) {
      said.set(
        t("{whom}: {before} before {year} ({way}), {after} from then on ({then}).", {
          whom,
          before: slope(before),
          year: inputs.cut,
          way: way(before),
          after: slope(after),
          then: way(after),
        }),
      );
    } else if (fit) {
      said.set(
        t("{whom}, {first} to {last}: {slope}; {way}.", {
          whom,
          first,
          last: years[years.length - 1],
          slope: slope(fit),
          way: way(fit),
        }),
      );
    } else {
      said.set(
        several(
          years.length,
          "{whom}: {count} year with a number is too few for a line; it takes {fewest}.",
          "{whom}: {count} years with a number are too few for a line; it takes {fewest}.",
          { whom, count: numeral(years.length), fewest: numeral(data.fewest) },
        ),
      );
    }
    const notes = [];
    if (inputs.measure === "troops" && !single)
      notes.push(t("Troops are counted for Europe as a whole, whichever group you choose."));
    if (inputs.split && !(before && after))
      notes.push(
        t("A break needs {fewest} years with a number on each side.", {
          fewest: numeral(data.fewest),
        }),
      );
    if (chow !== null)
      notes.push(
        t(
          "F of the break: {value}. Textbooks call values above about 3 or 4 large, but only if the years are independent and the break was chosen before looking.",
          { value: numeral(chow.toFixed(1)) },
        ),
      );
    if (fit && fit.carry > 0.3)
      notes.push(
        t(
          "Errors carry over from year to year (correlation {value}), so believe the widened interval.",
          { value: numeral(fit.carry.toFixed(2)) },
        ),
      );
    note.textContent = notes.join(" ");
    const row = (name, line) => ({
      line: name,
      slope: digits(line.slope),
      points: numeral(line.points),
      interval: t("{low} to {high}", { low: digits(line.low), high: digits(line.high) }),
      wide: t("{low} to {high}", { low: digits(line.wide_low), high: digits(line.wide_high) }),
    });
    lines.set(
      [
        [t("whole window"), fit],
        [t("first line"), before],
        [t("second line"), after],
      ]
        .filter(([, line]) => line)
        .map(([name, line]) => row(name, line)),
    );
    yearly.set(
      years.map((at, i) => ({
        year: at,
        mean: digits(mean[i]),
        low: digits(low[i]),
        high: digits(high[i]),
        count: numeral(result.count[i]),
      })),
    );
  });
}

export default { render };
