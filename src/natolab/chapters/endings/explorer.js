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
import { Z } from "../../explorers/parts/normal.js";

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
  fulfilled: "fulfilled or run out",
  broken: "broken or abrogated",
  replaced: "replaced",
  member_lost: "a member ceased to exist",
  in_force: "in force in 2016",
};

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  let update;
  const menu = (name, label) =>
    choice({
      label,
      value: start[name],
      options: Object.entries(data.names[name]).map(([value, words]) => ({ value, label: words })),
      onInput: (value) => update({ [name]: value }),
    });
  const controls = {
    unit: menu("unit", "Count"),
    pledge: menu("pledge", "Promise"),
    size: menu("size", "Size"),
    era: menu("era", "Time"),
    origin: menu("origin", "Origin"),
    power: menu("power", "Power"),
    ends: menu("ends", "What counts as an end"),
    age: slider({
      label: "Age reached",
      min: data.limits.age[0],
      max: data.limits.age[1],
      step: 1,
      value: start.age,
      format: (value) => `${value} years`,
      onInput: (value) => update({ age: value }),
    }),
    years: slider({
      label: "Years to come",
      min: data.limits.years[0],
      max: data.limits.years[1],
      step: 1,
      value: start.years,
      format: (value) => `${value} years`,
      onInput: (value) => update({ years: value }),
    }),
  };
  const starts = presets(
    data.presets.map(([label, patch]) => [label, { ...data.defaults, ...patch }]),
    (values) => update(values),
  );
  const said = readout();
  const note = h("p", { class: "explorer-note" });
  const chart = lineChart({
    label: "Share of the class still alive by age; the tables below hold the numbers",
    xLabel: "age in years",
    yLabel: "per cent still alive",
  });
  const risk = dataTable({
    caption: "By age, with the 95 % interval",
    columns: [
      { key: "age", label: "Age" },
      { key: "watched", label: "Watched" },
      { key: "share", label: "Alive, %" },
      { key: "range", label: "95 %" },
    ],
  });
  const ways = dataTable({
    caption: "How those that ended came to an end",
    columns: [
      { key: "way", label: "Way" },
      { key: "count", label: "Pacts" },
    ],
  });
  const oldest = dataTable({
    caption: "Who got that far (at most twelve)",
    columns: [
      { key: "pact", label: "Pact" },
      { key: "years", label: "Years", format: (value) => value.toFixed(1) },
      { key: "ending", label: "End", format: (value) => ENDING[value] },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [starts, ...Object.values(controls)],
    view: [said, chart],
    result: [note, risk, folded("The oldest pacts and the ways they ended", oldest, ways)],
  });

  const percent = (share) => `${(100 * share).toFixed(0)}`;

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    const { time, survival, low, high, nato, ahead, count, oldest: last } = result;
    for (const [name, control] of Object.entries(controls)) control.set(inputs[name]);
    starts.set(inputs);
    controls.years.rest(ahead.at_risk ? "" : "No pact of this class was under watch at that age.");
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
      upright("NATO's age when the data end", 1, nato.age),
      upright("age reached", 2, inputs.age),
    ];
    chart.set({
      series: [
        ...places,
        ...(count
          ? [
              { name: "still alive", tone: 0, points: steps(survival) },
              { name: "95 % interval, low", tone: 3, points: steps(low) },
              { name: "95 % interval, high", tone: 4, points: steps(high) },
            ]
          : []),
      ],
      x: { domain: [0, 80], ticks: data.ages },
      y: { domain: [0, 100], ticks: [0, 25, 50, 75, 100] },
    });
    const onward = `from age ${inputs.age} to ${inputs.age + inputs.years}`;
    const parts = [];
    if (!count) {
      parts.push("No pact is in this class.");
    } else {
      parts.push(
        `${count} ${inputs.unit === "phase" ? "phases" : "alliances"}, ${result.ended} ended.`,
      );
      parts.push(
        result.median === null
          ? "Fewer than half had ended when the data stop."
          : `Half had ended by ${result.median.toFixed(1)} years.`,
      );
      if (ahead.chance === null) {
        parts.push(
          ahead.at_risk
            ? `No pact of this class has been watched ${onward}: the oldest was ${last.toFixed(1)} years old when last seen. The data have no answer.`
            : `No pact of this class was under watch at age ${inputs.age}: the data have no answer.`,
        );
      } else if (ahead.chance === 1) {
        parts.push(
          `None ended ${onward} (${ahead.at_risk} began that stretch, ${ahead.left} were watched to its end): a chance of at least ${percent(ahead.low)} per cent is all that this shows.`,
        );
      } else {
        const range =
          ahead.low === null ? "" : `, interval ${percent(ahead.low)} to ${percent(ahead.high)}`;
        parts.push(`Chance of living ${onward}: ${percent(ahead.chance)} per cent${range}.`);
      }
    }
    said.set(parts.join(" "));
    const notes = [];
    if (
      ahead.at_risk
      && (ahead.at_risk < data.few || (ahead.chance !== null && ahead.left < data.few))
    ) {
      notes.push(
        `Careful: ${ahead.at_risk} under watch at age ${inputs.age} and ${ahead.left} at age ${inputs.age + inputs.years}. Below ${data.few}, a percentage is a name for a handful of cases.`,
      );
    }
    if (count && nato.survival > 0 && last < nato.age) {
      notes.push(
        `No pact of this class was watched to NATO's age when the data end (${nato.age.toFixed(1)} years): the curve stops at ${last.toFixed(1)} years with ${percent(nato.survival)} per cent.`,
      );
    } else if (count) {
      notes.push(
        `At NATO's age when the data end (${nato.age.toFixed(1)} years) the curve stands at ${percent(nato.survival)} per cent, and ${nato.older} of the class ${nato.older === 1 ? "is" : "are"} older.`,
      );
    }
    if (!nato.included) notes.push("NATO is not in this class.");
    if (inputs.ends !== "any")
      notes.push(
        "Pacts that ended in another way count as no longer watched, as if their risk of this end were that of the rest.",
      );
    if (inputs.era === "watched")
      notes.push(
        "Pacts older than 1946 come under watch late, at the age that they had on 1 January 1946.",
      );
    note.textContent = notes.join(" ");
    const at = (age, values) => {
      let found = null;
      time.forEach((t, i) => {
        if (t <= age) found = values[i];
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
              age,
              watched: result.at_risk[i],
              share: percent(survivalAt(result, age)),
              range:
                at(age, low) === null ? "–" : `${percent(at(age, low))}–${percent(at(age, high))}`,
            })),
    );
    oldest.set(result.reached);
    ways.set(
      Object.entries(result.endings).map(([way, pacts]) => ({ way: ENDING[way], count: pacts })),
    );
  });
}

export default { render };
