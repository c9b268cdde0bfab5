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
} from "../../explorers/kit.js";
import { choices, numeral, percents, several, t } from "../../explorers/texts.js";
import { Z } from "../../explorers/parts/normal.js";
import { inYears } from "../../explorers/parts/rounding.js";

const distinct = (values) => [...new Set(values)].sort((a, b) => a - b);
const tally = (items, test) => items.reduce((count, item) => count + (test(item) ? 1 : 0), 0);

/** The 95 per cent interval of a surviving share; the same as interval in survival.py. */
function interval(survival, spread) {
  const factor = Math.exp((Z * Math.sqrt(spread)) / -Math.log(survival));
  return [survival ** factor, survival ** (1 / factor)];
}

/** The Kaplan-Meier curve of lives {entry, stop, over}; the same as kaplan_meier in survival.py. */
function kaplanMeier(lives) {
  const curve = { time: [], survival: [], low: [], high: [] };
  let survival = 1;
  let spread = 0;
  for (const time of distinct(lives.filter(({ over }) => over).map(({ stop }) => stop))) {
    const atRisk = tally(lives, ({ entry, stop }) => entry < time && time <= stop);
    const deaths = tally(lives, ({ stop, over }) => over && stop === time);
    survival *= 1 - deaths / atRisk;
    let limits = [null, null];
    if (deaths < atRisk) {
      spread += deaths / (atRisk * (atRisk - deaths));
      limits = interval(survival, spread);
    }
    curve.time.push(time);
    curve.survival.push(survival);
    curve.low.push(limits[0]);
    curve.high.push(limits[1]);
    if (survival === 0) break;
  }
  return curve;
}

function survivalAt(curve, time) {
  let share = 1;
  for (let i = 0; i < curve.time.length && curve.time[i] <= time; i += 1) share = curve.survival[i];
  return share;
}

/** The chance of some years more from an age; the same as conditional in survival.py. */
function conditional(lives, age, years, rare) {
  const end = age + years;
  const deaths = lives
    .filter(({ stop, over }) => over && age < stop && stop <= end)
    .map(({ stop }) => stop);
  const result = {
    at_risk: tally(lives, ({ entry, stop }) => entry <= age && age < stop),
    ended: deaths.length,
    left: tally(
      lives,
      ({ entry, stop, over }) => entry <= end && end <= stop && !(over && stop === end),
    ),
    chance: null,
    low: null,
    high: null,
  };
  if (!result.at_risk || !lives.some(({ entry, stop }) => entry <= end && end <= stop))
    return result;
  let chance = 1;
  let spread = 0;
  for (const time of distinct(deaths)) {
    const atRisk = tally(lives, ({ entry, stop }) => entry < time && time <= stop);
    const count = tally(deaths, (death) => death === time);
    chance *= 1 - count / atRisk;
    if (chance === 0) break;
    spread += count / (atRisk * (atRisk - count));
  }
  result.chance = chance;
  if (chance === 1) [result.low, result.high] = [rare ** (1 / result.left), 1];
  else if (chance > 0) [result.low, result.high] = interval(chance, spread);
  return result;
}

/** Whether a pact of the payload is in the class chosen. */
function belongs([, begin, stop, , members, defenders, offence, wartime, major], inputs, data) {
  const { pledge, size, era, origin, power } = inputs;
  return (
    (defenders === "each" || (pledge === "some" && defenders === "some"))
    && (pledge !== "defence" || !offence)
    && (pledge !== "attack" || offence)
    && (size === "any" || (size === "two") === (members === 2))
    && (era !== "before" || begin < data.post_war)
    && (era !== "since" || begin >= data.post_war)
    && (era !== "watched" || stop > data.post_war)
    && (origin === "any" || (origin === "war") === wartime)
    && (power === "any" || (power === "major") === major)
  );
}

/** Curve, NATO's place and the years ahead for a class of pacts; the same as compute in reference_class.py. */
export function compute(inputs, data) {
  const rows = data[inputs.unit].filter((row) => belongs(row, inputs, data));
  const counted = data.counted[inputs.ends];
  const lives = rows.map(([pact, begin, stop, ending]) => ({
    pact,
    ending,
    entry: inputs.era === "watched" ? Math.max(0, data.post_war - begin) / data.year : 0,
    stop: (stop - begin) / data.year,
    over: counted.includes(ending),
  }));
  const curve = kaplanMeier(lives);
  const nato = data.nato[inputs.unit];
  const natoAge = (nato[2] - nato[1]) / data.year;
  const half = curve.survival.findIndex((share) => share <= 0.5);
  const reached = lives.filter(({ stop }) => stop > inputs.age).sort((a, b) => b.stop - a.stop);
  return {
    count: rows.length,
    ended: tally(lives, ({ over }) => over),
    endings: Object.fromEntries(
      data.counted.any.map((kind) => [kind, tally(lives, ({ ending }) => ending === kind)]),
    ),
    ...curve,
    median: half < 0 ? null : curve.time[half],
    oldest: Math.max(0, ...lives.map(({ stop }) => stop)),
    at_risk: data.ages.map((age) => tally(lives, ({ entry, stop }) => entry <= age && age < stop)),
    nato: {
      age: natoAge,
      survival: survivalAt(curve, natoAge),
      older: tally(lives, ({ stop }) => stop > natoAge),
      included: belongs(nato, inputs, data),
    },
    ahead: conditional(lives, inputs.age, inputs.years, data.rare),
    reached: reached
      .slice(0, data.named)
      .map(({ pact, stop, ending }) => ({ pact, years: stop, ending })),
  };
}

const ENDING = {
  fulfilled: t("fulfilled or run out"),
  broken: t("broken or abrogated"),
  replaced: t("replaced"),
  member_lost: t("a member ceased to exist"),
  in_force: t("in force in 2016"),
};

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  let update;
  const menu = (name, label) =>
    choice({
      label,
      value: start[name],
      options: choices(data.names[name]),
      onInput: (value) => update({ [name]: value }),
    });
  const controls = {
    unit: menu("unit", t("Count")),
    pledge: menu("pledge", t("Promise")),
    size: menu("size", t("Size")),
    era: menu("era", t("Time")),
    origin: menu("origin", t("Origin")),
    power: menu("power", t("Power")),
    ends: menu("ends", t("What counts as an end")),
    age: slider({
      label: t("Age reached"),
      min: data.limits.age[0],
      max: data.limits.age[1],
      step: 1,
      value: start.age,
      format: inYears,
      onInput: (value) => update({ age: value }),
    }),
    years: slider({
      label: t("Years to come"),
      min: data.limits.years[0],
      max: data.limits.years[1],
      step: 1,
      value: start.years,
      format: inYears,
      onInput: (value) => update({ years: value }),
    }),
  };
  const starts = presets(
    data.presets.map(([label, patch]) => [t(label), { ...data.defaults, ...patch }]),
    (values) => update(values),
  );
  const percent = (share) => numeral((100 * share).toFixed(0));
  const said = readout();
  const note = h("p", { class: "explorer-note" });
  const chart = lineChart({
    label: t("Share of the class still alive by age; the tables below hold the numbers"),
    xLabel: t("age in years"),
    yLabel: t("per cent still alive"),
  });
  const risk = dataTable({
    caption: t("By age, with the 95\u202f% interval"),
    columns: [
      { key: "age", label: t("Age") },
      { key: "watched", label: t("Watched") },
      { key: "share", label: t("Alive, %") },
      { key: "range", label: percents(95) },
    ],
  });
  const ways = dataTable({
    caption: t("How those that ended came to an end"),
    columns: [
      { key: "way", label: t("Way") },
      { key: "count", label: t("Pacts") },
    ],
  });
  const oldest = dataTable({
    caption: t("Who got that far (at most twelve)"),
    columns: [
      { key: "pact", label: t("Pact"), format: (name) => t(name) },
      { key: "years", label: t("Years"), format: (value) => numeral(value.toFixed(1)) },
      { key: "ending", label: t("End"), format: (value) => ENDING[value] },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [starts, ...Object.values(controls)],
    view: [said, chart],
    result: [note, risk, folded(t("The oldest pacts and the ways they ended"), oldest, ways)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    const { time, survival, low, high, nato, ahead, count, oldest: last } = result;
    for (const [name, control] of Object.entries(controls)) control.set(inputs[name]);
    starts.set(inputs);
    controls.years.rest(
      ahead.at_risk ? "" : t("No pact of this class was under watch at that age."),
    );
    const steps = (values) => {
      const points = [[0, 100]];
      values.forEach((value, i) => {
        if (value === null) return;
        points.push([time[i], points[points.length - 1][1]], [time[i], 100 * value]);
      });
      points.push([last, points[points.length - 1][1]]);
      return points;
    };
    const upright = (name, tone, at) => ({
      name,
      tone,
      points: [
        [at, 0],
        [at, 100],
      ],
    });
    const places = [
      upright(t("NATO's age when the data end"), 1, nato.age),
      upright(t("age reached"), 2, inputs.age),
    ];
    chart.set({
      series: [
        ...places,
        ...(count
          ? [
              { name: t("still alive"), tone: 0, points: steps(survival) },
              { name: t("95\u202f% interval, low"), tone: 3, points: steps(low) },
              { name: t("95\u202f% interval, high"), tone: 4, points: steps(high) },
            ]
          : []),
      ],
      x: { domain: [0, 80], ticks: data.ages },
      y: { domain: [0, 100], ticks: [0, 25, 50, 75, 100] },
    });
    const [from, to] = [inputs.age, inputs.age + inputs.years].map(numeral);
    const parts = [];
    if (!count) {
      parts.push(t("No pact is in this class."));
    } else {
      parts.push(
        t("{pacts}, {ended}.", {
          pacts:
            inputs.unit === "phase"
              ? several(count, "{count} phase", "{count} phases", { count: numeral(count) })
              : several(count, "{count} alliance", "{count} alliances", { count: numeral(count) }),
          ended: several(result.ended, "{count} ended", "{count} ended", {
            count: numeral(result.ended),
          }),
        }),
      );
      parts.push(
        result.median === null
          ? t("Fewer than half had ended when the data stop.")
          : t("Half had ended by {age}.", { age: inYears(result.median.toFixed(1)) }),
      );
      if (ahead.chance === null) {
        parts.push(
          ahead.at_risk
            ? t(
                "No pact of this class has been watched from age {from} to {to}: the oldest was {age} old when last seen. The data have no answer.",
                { from, to, age: inYears(last.toFixed(1)) },
              )
            : t("No pact of this class was under watch at age {age}: the data have no answer.", {
                age: from,
              }),
        );
      } else if (ahead.chance === 1) {
        parts.push(
          t(
            "None ended from age {from} to {to} ({began} began that stretch, {left} were watched to its end): a chance of at least {low} per cent is all that this shows.",
            {
              from,
              to,
              began: numeral(ahead.at_risk),
              left: numeral(ahead.left),
              low: percent(ahead.low),
            },
          ),
        );
      } else {
        const chance = percent(ahead.chance);
        parts.push(
          ahead.low === null
            ? t("Chance of living from age {from} to {to}: {chance} per cent.", {
                from,
                to,
                chance,
              })
            : t(
                "Chance of living from age {from} to {to}: {chance} per cent, interval {low} to {high}.",
                { from, to, chance, low: percent(ahead.low), high: percent(ahead.high) },
              ),
        );
      }
    }
    said.set(parts.join(" "));
    const notes = [];
    if (
      ahead.at_risk
      && (ahead.at_risk < data.few || (ahead.chance !== null && ahead.left < data.few))
    ) {
      notes.push(
        t(
          "Careful: {began} under watch at age {from} and {left} at age {to}. Below {few}, a percentage is a name for a handful of cases.",
          {
            began: numeral(ahead.at_risk),
            from,
            left: numeral(ahead.left),
            to,
            few: numeral(data.few),
          },
        ),
      );
    }
    if (count && nato.survival > 0 && last < nato.age) {
      notes.push(
        t(
          "No pact of this class was watched to NATO's age when the data end ({age}): the curve stops at {last} with {share} per cent.",
          {
            age: inYears(nato.age.toFixed(1)),
            last: inYears(last.toFixed(1)),
            share: percent(nato.survival),
          },
        ),
      );
    } else if (count) {
      notes.push(
        several(
          nato.older,
          "At NATO's age when the data end ({age}) the curve stands at {share} per cent, and {older} of the class is older.",
          "At NATO's age when the data end ({age}) the curve stands at {share} per cent, and {older} of the class are older.",
          {
            age: inYears(nato.age.toFixed(1)),
            share: percent(nato.survival),
            older: numeral(nato.older),
          },
        ),
      );
    }
    if (!nato.included) notes.push(t("NATO is not in this class."));
    if (inputs.ends !== "any")
      notes.push(
        t(
          "Pacts that ended in another way count as no longer watched, as if their risk of this end were that of the rest.",
        ),
      );
    if (inputs.era === "watched")
      notes.push(
        t(
          "Pacts older than 1946 come under watch late, at the age that they had on 1 January 1946.",
        ),
      );
    note.textContent = notes.join(" ");
    const at = (age, values) => {
      let found = null;
      time.forEach((end, i) => {
        if (end <= age) found = values[i];
      });
      return found;
    };
    risk.set(
      !count
        ? []
        : data.ages
            .map((age, i) => ({ age, i }))
            .filter(({ i }) => result.at_risk[i])
            .map(({ age, i }) => ({
              age: numeral(age),
              watched: numeral(result.at_risk[i]),
              share: percent(survivalAt(result, age)),
              range:
                at(age, low) === null ? "–" : `${percent(at(age, low))}–${percent(at(age, high))}`,
            })),
    );
    oldest.set(result.reached);
    ways.set(
      Object.entries(result.endings).map(([way, pacts]) => ({
        way: ENDING[way],
        count: numeral(pacts),
      })),
    );
  });
}

export default { render };
