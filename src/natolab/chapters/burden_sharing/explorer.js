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
import { alphabetical, numeral, percents, several, t } from "../../explorers/texts.js";

/** What a guideline costs each ally and when each arrives; the same as compute in guideline.py. */
export function compute(inputs, data) {
  const { base, horizon } = data;
  const x = {};
  for (const [name, [low, high]] of Object.entries(data.limits)) {
    x[name] = Math.min(Math.max(Number(inputs[name]), low), high);
  }
  const target = Math.floor(x.target + 0.5);
  const span = target - base;
  const years = Array.from({ length: span + 1 }, (_, step) => base + step);
  const held = years.map(() => 0);
  const path = years.map(() => 0);
  const trend = years.map(() => 0);
  const rows = data.allies.map((ally) => {
    const { share } = ally;
    const growth = inputs.own === ally.iso3 ? x.own_growth : x[`growth_${ally.region}`];
    let asked = x.guideline;
    if (inputs.spain && ally.iso3 === "ESP") asked = Math.min(asked, data.spain);
    const goal = Math.max(share, asked);
    const pace = (share - ally.shares[inputs.pace]) / (base - Number(inputs.pace));
    let arrives = null;
    if (share >= asked) {
      arrives = base;
    } else if (pace > 0) {
      const year = base + Math.ceil((asked - share) / pace - 1e-9);
      arrives = year <= horizon ? year : null;
    }
    const shown =
      inputs.show === "all"
      || inputs.show === ally.iso3
      || (inputs.show === "europe" && ally.iso3 !== "USA");
    let total = 0;
    let extra = 0;
    for (let step = 0; step <= span; step += 1) {
      const gdp = ally.gdp * (1 + growth / 100) ** step;
      const needed = share + ((goal - share) * step) / span;
      extra = (gdp * (needed - share)) / 100;
      total += extra;
      if (shown) {
        held[step] += (gdp * share) / 100;
        path[step] += (gdp * needed) / 100;
        trend[step] += (gdp * Math.max(Math.min(share + pace * step, goal), 0)) / 100;
      }
    }
    return {
      iso3: ally.iso3,
      country: ally.country,
      share,
      goal,
      gap: goal - share,
      extra,
      total,
      growth: 100 * ((1 + growth / 100) * (goal / share) ** (1 / span) - 1),
      pace,
      arrives,
      short: goal > share ? Math.max(goal - Math.max(share + pace * span, 0), 0) : 0,
    };
  });
  const sum = (list, key) => list.reduce((all, row) => all + row[key], 0);
  return {
    allies: rows,
    years,
    held,
    path,
    trend,
    count: rows.filter((row) => row.gap > 0).length,
    late: rows.filter((row) => row.arrives === null || row.arrives > target).length,
    extra: sum(rows, "extra"),
    extra_europe: sum(
      rows.filter(({ iso3 }) => iso3 !== "USA" && iso3 !== "CAN"),
      "extra",
    ),
    total: sum(rows, "total"),
  };
}

const withArticle = (country) =>
  /^United|^Netherlands/.test(country) ? t("The {country}", { country: t(country) }) : t(country);
const fixed = (digits) => (v) => numeral(v.toFixed(digits));
const points = (v) => {
  if (v >= 0.005) return numeral(v.toFixed(2));
  return v > 0 ? `< ${numeral("0.01")}` : "–";
};
const yearly = (v) => t("{share} a year", { share: percents(v.toFixed(1)) });
const ofGdp = (v) => t("{share} of GDP", { share: percents(v.toFixed(1)) });

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  let update;
  const control = (name, label, step, format) =>
    slider({
      label,
      step,
      format,
      value: start[name],
      min: data.limits[name][0],
      max: data.limits[name][1],
      onInput: (value) => update({ [name]: value }),
    });
  const sliders = {
    guideline: control("guideline", t("Guideline"), 0.1, ofGdp),
    target: control("target", t("Target year"), 1, String),
    ...Object.fromEntries(
      Object.entries(data.regions).map(([region, name]) => [
        `growth_${region}`,
        control(`growth_${region}`, t("Growth: {region}", { region: t(name) }), 0.1, yearly),
      ]),
    ),
    own_growth: control("own_growth", t("Its growth, if one is chosen"), 0.1, yearly),
  };
  const allies = alphabetical(data.allies.map(({ iso3, country }) => [iso3, t(country)]));
  const menu = (name, label, options) =>
    choice({
      label,
      options,
      value: start[name],
      onInput: (value) => update({ [name]: value }),
    });
  const menus = {
    own: menu("own", t("One ally that grows at its own rate"), [
      { value: "none", label: t("none") },
      ...allies,
    ]),
    pace: menu(
      "pace",
      t("Pace of the past measured since"),
      data.paces.map((value) => ({ value, label: value })),
    ),
    show: menu("show", t("Show in the chart"), [
      { value: "europe", label: t("Europe and Canada") },
      { value: "all", label: t("All allies") },
      ...allies,
    ]),
  };
  const spain = toggle({
    label: t("Spain stays at {share}, as its government says", { share: percents(data.spain) }),
    value: start.spain,
    onInput: (value) => update({ spain: value }),
  });
  const starts = presets(
    [
      ...data.presets.map(({ label, values }) => [t(label), values]),
      [t("Start again"), data.defaults],
    ],
    (values) => update(values),
  );
  const said = readout();
  const chart = lineChart({
    label: t("Yearly defence spending to the target year; the table below holds the sums by ally"),
    xLabel: t("year"),
    yLabel: t("billion dollars, prices of 2021"),
  });
  const note = h("p", { class: "explorer-note" });
  const table = dataTable({
    caption: t("Ally by ally, largest extra cost first"),
    columns: [
      { key: "country", label: t("Ally"), format: (country) => t(country) },
      { key: "share", label: t("{year}, % of GDP", { year: data.base }), format: fixed(2) },
      { key: "gap", label: t("Gap, points"), format: points },
      { key: "extra", label: t("More in the target year, bn $"), format: fixed(1) },
      { key: "total", label: t("Sum until then, bn $"), format: fixed(0) },
      { key: "growth", label: t("Spending must grow, % a year"), format: fixed(1) },
      {
        key: "arrives",
        label: t("Arrives at its own pace"),
        format: (v) => v ?? t("not by {year}", { year: data.horizon }),
      },
      { key: "short", label: t("Short in the target year, points"), format: points },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [
      starts,
      sliders.guideline,
      sliders.target,
      menus.show,
      menus.pace,
      spain,
      foldedControls(
        t("How fast economies grow"),
        ...Object.keys(data.regions).map((region) => sliders[`growth_${region}`]),
        menus.own,
        sliders.own_growth,
      ),
    ],
    view: [said, chart],
    result: [note, folded(t("Results ally by ally"), table)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const name of Object.keys(sliders)) sliders[name].set(inputs[name]);
    for (const name of Object.keys(menus)) menus[name].set(inputs[name]);
    spain.set(inputs.spain);
    starts.set(inputs);
    sliders.own_growth.rest(inputs.own === "none" ? t("Choose an ally first.") : "");
    spain.rest(
      inputs.guideline > data.spain
        ? ""
        : t("The guideline asks no more than Spain has agreed to."),
    );
    const target = result.years[result.years.length - 1];
    const line = (values) => values.map((value, step) => [result.years[step], value]);
    const top = Math.max(...result.path, ...result.held, ...result.trend);
    const unit = 10 ** Math.floor(Math.log10(top || 1)) / 4;
    chart.set({
      series: [
        { name: t("to the guideline"), tone: 0, points: line(result.path) },
        {
          name: t("at each ally's pace since {year}", { year: inputs.pace }),
          tone: 1,
          points: line(result.trend),
        },
        {
          name: t("at the shares of {year}", { year: data.base }),
          tone: 4,
          points: line(result.held),
        },
      ],
      x: {
        domain: [data.base, target],
        ticks: result.years.filter((year) => (year - data.base) % (target > 2032 ? 4 : 2) === 0),
        format: String,
      },
      y: { domain: [0, Math.ceil((top * 1.05) / unit) * unit] },
    });
    const sorted = [...result.allies].sort((a, b) => b.extra - a.extra);
    const never = result.allies.filter(({ arrives }) => arrives === null).length;
    const places = {
      all: numeral(result.allies.length),
      base: data.base,
      target,
      extra: numeral(Math.round(result.extra)),
      europe: numeral(Math.round(result.extra_europe)),
      late: numeral(result.late),
      never: numeral(never),
      horizon: data.horizon,
    };
    function missing() {
      return never
        ? several(
            result.late,
            "At their own pace {late} would miss {target}, {never} of them even {horizon}.",
            "At their own pace {late} would miss {target}, {never} of them even {horizon}.",
            places,
          )
        : several(
            result.late,
            "At their own pace {late} would miss {target}.",
            "At their own pace {late} would miss {target}.",
            places,
          );
    }
    said.set(
      result.count === 0
        ? t("Every ally met this guideline in {base}.", places)
        : [
            several(
              result.count,
              "{count} of {all} allies was short in {base}.",
              "{count} of {all} allies were short in {base}.",
              { ...places, count: numeral(result.count) },
            ),
            t(
              "In {target} the guideline costs {extra} billion dollars a year more than the shares of {base}, {europe} billion of it in Europe.",
              places,
            ),
            t("{country} adds the most.", { country: withArticle(sorted[0].country) }),
            missing(),
          ].join(" "),
    );
    note.textContent = t(
      "Dollars at prices and exchange rates of 2021. The start is NATO's estimate for {base} "
        + "(edition of 2025); every later year is a projection. Later editions, at hand for some allies only, are not used.",
      places,
    );
    table.set(sorted);
  });
}

export default { render };
