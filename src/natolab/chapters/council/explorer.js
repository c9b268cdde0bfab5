// The facilitator's screen: what the class decides becomes levers of the model; what follows comes
// back as a briefing in words; the minutes are written as it goes.
import {
  bind,
  button,
  choice,
  dataTable,
  h,
  layout,
  lineChart,
  readout,
} from "../../explorers/kit.js";
import { numeral, ofHundred, several, t } from "../../explorers/texts.js";
import { LEVERS, SYSTEMS, WEEKS, classify, simulate } from "../../model/kernel.js";
import { ensembles } from "../../explorers/parts/ensemble.js";
import { download } from "../../explorers/parts/files.js";
import { ending } from "../../explorers/parts/words.js";

/** The levers' courses that follow from decisions; the same as courses in umpire.py. */
function courses(decided, { rounds }) {
  const found = {};
  decided.forEach((taken, i) => {
    taken.forEach((place, j) => {
      for (const [lever, value] of Object.entries(rounds[i].decisions[j].options[place].levers)) {
        const course = (found[lever] ??= []);
        if (course.length && course[course.length - 1][0] === rounds[i].year) course.pop();
        course.push([rounds[i].year, value]);
      }
    });
  });
  return Object.fromEntries(
    Object.keys(LEVERS)
      .filter((lever) => lever in found)
      .map((lever) => [lever, found[lever]]),
  );
}

function briefing(run, year, before, { bounds, same }) {
  const told = {};
  for (const [name, limits] of Object.entries(bounds)) {
    const value = run[name][Math.round(year * WEEKS)];
    const step = before ? value - before[name].value : 0;
    told[name] = {
      value,
      level: limits.filter((limit) => value >= limit).length,
      change: Math.abs(step) < same ? 0 : Math.sign(step),
    };
  }
  return { year, told };
}

/** The run that follows from what is decided, and the briefings on the way. */
function played(decided, data) {
  const options = { years: data.end };
  let levers = {};
  let run = simulate({ levers }, options);
  const briefings = [briefing(run, 0, null, data)];
  const ends = [...data.rounds.slice(1).map(({ year }) => year), data.end];
  ends.slice(0, decided.length).forEach((year, i) => {
    // What is decided at a moment shows in that moment already; a briefing comes before it.
    levers = courses(decided.slice(0, i + 1), data);
    run = simulate({ levers }, options);
    briefings.push(briefing(run, year, briefings[i].told, data));
  });
  return { levers, briefings, run };
}

/** What the umpire reports; the same as compute in umpire.py. */
export function compute({ record: { decided } }, data) {
  const { levers, briefings, run } = played(decided, data);
  return { levers, briefings, outcome: classify(run) };
}

const CHANGES = { "-1": t("falling"), 0: t("as before"), 1: t("rising") };
const DRAWS = 100;

/** When a moment is, in words. */
function when(year) {
  if (!year) return t("before the war");
  if (year < 1) {
    const months = Math.round(12 * year);
    return several(months, "after {count} month", "after {count} months", {
      count: numeral(months),
    });
  }
  return several(year, "after {count} year", "after {count} years", { count: numeral(year) });
}

/** A value as a person says it. */
const inUnits = (name, value, { dollars }) =>
  name === "oil_price"
    ? t("{price} dollars a barrel", { price: numeral(Math.round(value * dollars)) })
    : t("{share} of 100", { share: ofHundred(value) });

/** The minutes as Markdown, for the class's files. */
function minutes({ record: { decided, notes } }, { briefings, outcome }, data) {
  const lines = [
    `# ${t("Minutes of the Council")}`,
    "",
    t("An exercise with a teaching model; no forecast."),
  ];
  decided.forEach((taken, i) => {
    const { title, year, decisions } = data.rounds[i];
    const titled = t("{title} (year {year})", { title: t(title), year: numeral(year) });
    lines.push("", `## ${i + 1}. ${titled}`, "");
    taken.forEach((place, j) => {
      const { matter, by, options } = decisions[j];
      lines.push(
        `- ${t("{matter} ({by}): {decision}", {
          matter: t(matter),
          by: t(by),
          decision: t(options[place].says),
        })}`,
      );
    });
    if (notes[i]) lines.push("", notes[i]);
    const { year: now, told } = briefings[i + 1];
    lines.push("", t("What followed, {when}:", { when: when(now) }), "");
    for (const [name, { value, level, change }] of Object.entries(told)) {
      const [label, words] = data.reported[name];
      lines.push(
        `- ${t("{label}: {level}, {change} ({value})", {
          label: t(label),
          level: t(words[level]),
          change: CHANGES[change],
          value: inUnits(name, value, data),
        })}`,
      );
    }
  });
  if (decided.length === data.rounds.length)
    lines.push("", t("In the model the alliance ends {ending}.", { ending: ending(outcome) }));
  return `${lines.join("\n")}\n`;
}

function render({ model, el }) {
  const data = model.get("data");
  const inputs = () => model.get("inputs");
  let update;
  const said = readout();
  const chart = lineChart({
    label: t("Belief in the guarantee and deterrence up to now; the table below holds the numbers"),
    xLabel: t("years from the first night of the war"),
    yLabel: t("share"),
    height: 220,
  });
  const heading = h("h3", { class: "council-round" });
  const inject = h("p", {});
  const matters = h("div", { class: "explorer-controls" });
  const note = h("textarea", { rows: 3, id: "council-note", style: "width: 100%" });
  const noted = h(
    "p",
    {},
    h(
      "label",
      { for: "council-note" },
      t("For the minutes: who broke the silence, what was promised"),
    ),
    note,
  );
  let menus = [];
  const enact = button({
    label: t("Put into effect"),
    onClick: () => {
      const { decided, notes } = inputs().record;
      const taken = menus.map(({ value }) => value());
      update({
        record: { decided: [...decided, taken], notes: [...notes, note.value.trim()] },
      });
      note.value = "";
    },
  });
  const undo = button({
    label: t("Take the last round back"),
    onClick: () => {
      const { decided, notes } = inputs().record;
      const last = decided[decided.length - 1];
      note.value = notes[notes.length - 1];
      update({ record: { decided: decided.slice(0, -1), notes: notes.slice(0, -1) } });
      last.forEach((place, i) => menus[i].set(place));
    },
  });
  const save = button({
    label: t("Save the minutes"),
    onClick: () => {
      const text = minutes(inputs(), compute(inputs(), data), data);
      download("minutes.md", new Blob([text], { type: "text/markdown" }));
    },
  });
  const told = dataTable({
    caption: t("Briefing"),
    columns: [
      { key: "label", label: t("What") },
      { key: "level", label: t("How it stands") },
      { key: "change", label: t("Since the last briefing") },
      { key: "value", label: t("In the model") },
    ],
  });
  const futures = h("p", { class: "explorer-note" });
  const past = h("ol", {});
  const nothing = h("p", {}, t("No round is over yet."));
  layout(el, {
    label: model.get("label"),
    view: [said, chart],
    controls: [
      h("div", { style: "grid-column: 1 / -1" }, heading, inject),
      h("div", { style: "grid-column: 1 / -1" }, matters),
      h("div", { style: "grid-column: 1 / -1" }, noted),
      h("div", { class: "explorer-presets" }, enact.el, undo.el, save.el),
    ],
    result: [told, futures, h("p", {}, h("strong", {}, t("Decided so far"))), nothing, past],
  });

  /** Menus for the decisions of a round. */
  function ask(decisions) {
    menus = decisions.map(({ matter, by, options }) => {
      let place = 0;
      const menu = choice({
        label: t("{matter} ({by})", { matter: t(matter), by: t(by) }),
        options: options.map(({ says }, i) => ({ value: String(i), label: t(says) })),
        value: "0",
        onInput: (value) => {
          place = Number(value);
        },
      });
      const set = (next) => {
        place = next;
        menu.set(String(next));
      };
      return { el: menu.el, value: () => place, set };
    });
    matters.replaceChildren(...menus.map((menu) => menu.el));
  }

  const ensemble = ensembles();
  function spread(levers, year) {
    const options = {
      draws: DRAWS,
      seed: 1949,
      width: 1,
      systems: SYSTEMS,
      variables: ["credibility"],
      quantiles: [0.05, 0.95],
      years: data.end,
      rows: 26,
      every: 13,
    };
    futures.textContent = "";
    ensemble({ levers }, options, (report) => {
      if (report.count < report.of) return;
      const [low, high] = report.bands.credibility.map((band) => band[Math.round(2 * year)]);
      const ends = Object.entries(report.shares)
        .filter(([, count]) => count)
        .sort((a, b) => b[1] - a[1])
        .map(([name, count]) =>
          several(count, "{count} ends {ending}", "{count} end {ending}", {
            count: numeral(count),
            ending: ending(name),
          }),
        );
      futures.textContent = [
        t(
          "With other values for the model's numbers, each within its range, belief in the guarantee now stands between {low} and {high} of 100 in nine runs of ten.",
          { low: ofHundred(low), high: ofHundred(high) },
        ),
        t("If nothing more is decided, of 100 such runs {list}.", { list: ends.join(t(", ")) }),
        t("These are shares of assumptions, not chances."),
      ].join(" ");
    });
  }

  let asked = -1;
  update = bind(model, (entered) => {
    const { decided, notes } = entered.record;
    const { levers, briefings, run } = played(decided, data);
    const outcome = classify(run);
    const over = decided.length;
    const round = data.rounds[over];
    const latest = briefings[over];
    if (asked !== over) ask(round?.decisions ?? []);
    asked = over;
    heading.textContent = round
      ? t("Round {number} of {all}: {title}", {
          number: numeral(over + 1),
          all: numeral(data.rounds.length),
          title: t(round.title),
        })
      : t("The debriefing");
    inject.textContent = round
      ? t(round.inject)
      : t(
          "Ten years after the first night the alliance of the model ends {ending}. Save the minutes, and ask which decision the class would take back.",
          { ending: ending(outcome) },
        );
    noted.hidden = enact.el.hidden = !round;
    undo.el.hidden = save.el.hidden = !over;
    const stands = (name) => t(data.reported[name][1][latest.told[name].level]);
    const now = {
      number: numeral(over),
      when: when(latest.year),
      belief: stands("credibility"),
      deterrence: stands("deterrence"),
      price: inUnits("oil_price", latest.told.oil_price.value, data),
    };
    said.set(
      over
        ? t(
            "Round {number} is over, {when}: belief in the American guarantee is {belief}, deterrence {deterrence}, oil costs {price}.",
            now,
          )
        : t(
            "The Council meets, {when}: belief in the American guarantee is {belief}, deterrence {deterrence}, oil costs {price}.",
            now,
          ),
    );
    const rows = Math.max(1, Math.round(latest.year * WEEKS));
    const line = (name) =>
      Array.from(run.year.slice(0, rows + 1), (year, i) => [year, run[name][i]]);
    chart.set({
      series: over
        ? [
            { name: t("belief in the guarantee"), tone: 0, points: line("credibility") },
            { name: t("deterrence"), tone: 1, points: line("deterrence") },
          ]
        : [],
      x: { domain: [0, data.end], ticks: [0, 2, 4, 6, 8, 10] },
      y: { domain: [0, 1] },
      marks: data.rounds
        .slice(1, over + 1)
        .map(({ year }, i) => ({ x: year, label: numeral(i + 2) })),
    });
    told.set(
      Object.entries(latest.told).map(([name, { value, level: step, change }]) => ({
        label: t(data.reported[name][0]),
        level: t(data.reported[name][1][step]),
        change: over ? CHANGES[change] : "–",
        value: inUnits(name, value, data),
      })),
    );
    nothing.hidden = over > 0;
    past.replaceChildren(
      ...decided.map((taken, i) =>
        h(
          "li",
          {},
          h("strong", {}, `${t(data.rounds[i].title)}. `),
          taken.map((place, j) => t(data.rounds[i].decisions[j].options[place].says)).join(" "),
          notes[i] ? h("em", {}, ` ${notes[i]}`) : "",
        ),
      ),
    );
    if (over) spread(levers, latest.year);
    else futures.textContent = "";
  });
  return () => ensemble.close();
}

export default { render };
