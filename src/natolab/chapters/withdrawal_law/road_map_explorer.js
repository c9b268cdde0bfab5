import {
  bind,
  choice,
  dataTable,
  h,
  layout,
  lineChart,
  presets,
  readout,
  slider,
  toggle,
} from "../../explorers/kit.js";
import { t } from "../../explorers/texts.js";

/** The share of cases that come to each question and each outcome: products along the paths, summed. */
function arrivals(chances, data) {
  const shares = {};
  const walk = (node, share) => {
    shares[node] = (shares[node] ?? 0) + share;
    if (!(node in data.tree)) return;
    const [yes, no] = data.tree[node];
    walk(yes, share * chances[node]);
    walk(no, share * (1 - chances[node]));
  };
  walk(data.start, 1);
  return shares;
}

function sharesOf(chances, data) {
  const shares = arrivals(chances, data);
  return Object.fromEntries(Object.keys(data.outcomes).map((name) => [name, shares[name] ?? 0]));
}

/** The probability of being out, or only of being out without Congress. */
function outOf(chances, data, without) {
  return Object.entries(sharesOf(chances, data))
    .filter(([name]) => name.startsWith("exit") && !(without && data.lawful.includes(name)))
    .reduce((sum, [, share]) => sum + share, 0);
}

/** Follow every path of the tree; the same as compute in exit_odds.py. */
export function compute(inputs, data) {
  const clamp = (value, [low, high]) => Math.min(Math.max(Number(value), low), high);
  const questions = Object.keys(data.tree);
  const chances = Object.fromEntries(questions.map((name) => [name, clamp(inputs[name], [0, 1])]));
  const vote = clamp(inputs.vote_months, data.months);
  const defiance = clamp(inputs.defiance_months, data.months);
  const only = inputs.measure === "without";
  const sensitivity = Object.fromEntries(
    questions.map((name) => [
      name,
      outOf({ ...chances, [name]: 1 }, data, only) - outOf({ ...chances, [name]: 0 }, data, only),
    ]),
  );
  const lawful = Math.max(vote, data.notice) + data.clock;
  const defiant =
    (inputs.observes_notice ? Math.max(defiance, data.notice) : defiance) + data.clock;
  const out = outOf(chances, data, false);
  const without = outOf(chances, data, true);
  const allowed = out - without;
  const total = allowed + without;
  const largest = Math.max(...Object.values(sensitivity).map(Math.abs));
  return {
    shares: sharesOf(chances, data),
    out,
    without,
    stopped: data.links.reduce((product, name) => product * chances[name], 1),
    sensitivity,
    matters: questions.find((name) => Math.abs(sensitivity[name]) >= largest - 1e-9),
    lawful,
    defiant,
    expected: total > 1e-12 ? (allowed * lawful + without * defiant) / total : null,
    by_month: Array.from(
      { length: data.horizon + 1 },
      (_, month) => (month >= lawful ? allowed : 0) + (month >= defiant ? without : 0),
    ),
  };
}

const percent = (share) =>
  share > 0 && share < 0.0005 ? "< 0.1 %" : `${(100 * share).toFixed(1)} %`;
const whole = (share) =>
  share > 0 && share < 0.005 ? "under 1 %" : `${Math.round(100 * share)} %`;

/** The outcomes in the order of the tree, each with its share in words and as a bar. */
function outcomeBars(data) {
  const rows = Object.fromEntries(
    Object.entries(data.outcomes).map(([name, title]) => {
      const text = h("span", {});
      const bar = h("div", {});
      return [
        name,
        {
          el: h(
            "li",
            { style: "margin: 0 0 0.35rem" },
            text,
            h(
              "div",
              {
                class: "explorer-bar",
                "aria-hidden": "true",
                style: "height: 0.7rem; background: var(--explorer-grid)",
              },
              bar,
            ),
          ),
          set: (share) => {
            text.textContent = `${title}: ${percent(share)}`;
            const look = name.startsWith("stays")
              ? "var(--explorer-tone-0)"
              : "repeating-linear-gradient(135deg, var(--explorer-tone-1) 0 6px, var(--explorer-surface) 6px 8px)";
            bar.setAttribute(
              "style",
              `height: 100%; width: ${(100 * share).toFixed(2)}%; background: ${look}`,
            );
          },
        },
      ];
    }),
  );
  const el = h(
    "ul",
    { style: "list-style: none; margin: 0 0 1rem; padding: 0" },
    ...Object.values(rows).map((row) => row.el),
  );
  return {
    el,
    set: (shares) => {
      for (const [name, share] of Object.entries(shares)) rows[name].set(share);
    },
  };
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  let update;
  const controls = Object.fromEntries(
    Object.entries(data.questions).map(([name, label]) => [
      name,
      slider({
        label,
        min: 0,
        max: 1,
        step: 0.01,
        value: start[name],
        format: (v) => `${Math.round(100 * v)} %`,
        onInput: (value) => update({ [name]: value }),
      }),
    ]),
  );
  const time = (name, label) =>
    slider({
      label,
      min: data.months[0],
      max: data.months[1],
      step: 0.5,
      value: start[name],
      format: (v) => `${v} month${v === 1 ? "" : "s"}`,
      onInput: (value) => update({ [name]: value }),
    });
  controls.vote_months = time("vote_months", "Until the Senate or Congress has voted");
  controls.defiance_months = time("defiance_months", "Until notice in defiance");
  controls.observes_notice = toggle({
    label: "Also in defiance the committees are told 180 days before",
    value: start.observes_notice,
    onInput: (value) => update({ observes_notice: value }),
  });
  controls.measure = choice({
    label: "Ask which branch moves",
    value: start.measure,
    options: [
      { value: "all", label: "any exit" },
      { value: "without", label: "an exit without Congress" },
    ],
    onInput: (measure) => update({ measure }),
  });
  const starts = presets(
    [
      ...data.presets.map(({ label, values }) => [label, values]),
      [t("Start again"), data.defaults],
    ],
    (values) => update(values),
  );
  const said = readout();
  const times = h("p", {});
  const why = h("p", {});
  const bars = outcomeBars(data);
  const chart = lineChart({
    label:
      "Probability of being out, month by month; the text above says when each kind of exit takes effect",
    xLabel: "months after the announcement",
    yLabel: "probability of being out, per cent",
    height: 240,
  });
  const years = Array.from({ length: Math.floor(data.horizon / 12) + 1 }, (_, year) => 12 * year);
  const table = dataTable({
    caption: "How far the answer moves with each branch, largest first",
    columns: [
      { key: "question", label: "Question" },
      {
        key: "move",
        label: "Points of probability for each 10 points of yes",
        format: (v) =>
          Math.abs(v) < 0.0005 ? "0" : `${v > 0 ? "+" : "−"}${Math.abs(10 * v).toFixed(2)}`,
      },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [starts, ...Object.values(controls)],
    view: [said, chart],
    result: [
      why,
      bars,
      times,
      table,
      h("p", {}, "A tool for thinking, not advice and not a forecast: the numbers are yours."),
    ],
  });
  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [name, control] of Object.entries(controls)) control.set(inputs[name]);
    const come = arrivals(inputs, data);
    for (const name of Object.keys(data.tree))
      controls[name].rest(come[name] > 0 ? "" : "No case comes to this question.");
    controls.observes_notice.rest(
      inputs.defiance_months < data.notice ? "" : "The notice in defiance comes later than that.",
    );
    const chosen = data.presets[starts.set(inputs)];
    why.textContent = chosen
      ? `${chosen.label}, in our numbers. ${Object.entries(chosen.reasons)
          .map(
            ([name, reason]) => `${data.questions[name]} ${whole(chosen.values[name])}: ${reason}.`,
          )
          .join(" ")}`
      : "";
    why.hidden = !why.textContent;
    const largest = Math.abs(result.sensitivity[result.matters]);
    const equal = Object.values(result.sensitivity).filter(
      (move) => Math.abs(move) >= largest - 1e-9,
    ).length;
    const wait =
      result.expected === null
        ? ""
        : `, on average ${result.expected.toFixed(0)} months after the announcement`;
    said.set(
      `Out in ${whole(result.out)} of cases${wait}; without Congress in ${whole(result.without)}. `
        + `A notice given in defiance is undone in ${whole(result.stopped)}. `
        + (largest < 1e-9
          ? "No single branch moves the answer."
          : `What matters most here: “${data.questions[result.matters]}”${equal > 1 ? ", and others as much." : ""}`),
    );
    times.textContent = `An exit that Congress allows takes effect after ${result.lawful.toFixed(1)} months, one in defiance after ${result.defiant.toFixed(1)}.`;
    bars.set(result.shares);
    const steps = result.by_month.flatMap((v, month) =>
      month
        ? [
            [month, 100 * result.by_month[month - 1]],
            [month, 100 * v],
          ]
        : [[0, 100 * v]],
    );
    chart.set({
      series: [{ name: "out", points: steps, tone: 0 }],
      x: { domain: [0, data.horizon], ticks: years },
      y: { domain: [0, 100] },
    });
    table.set(
      Object.entries(result.sensitivity)
        .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
        .map(([name, move]) => ({ question: data.questions[name], move })),
    );
  });
}

export default { render };
