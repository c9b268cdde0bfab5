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
import { numeral, percents, several, t, wholePercents } from "../../explorers/texts.js";

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
  share > 0 && share < 0.0005 ? `< ${percents("0.1")}` : percents((100 * share).toFixed(1));
const whole = (share) =>
  share > 0 && share < 0.005 ? t("under {share}", { share: percents(1) }) : wholePercents(share);

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
            text.textContent = t("{label}: {value}", { label: t(title), value: percent(share) });
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

/** A published view: how it answers the questions, and why. */
function viewInWords({ label, values, reasons }, data) {
  const answers = Object.entries(reasons).map(([name, reason]) =>
    t("{question} {share}: {reason}.", {
      question: t(data.questions[name]),
      share: whole(values[name]),
      reason: t(reason),
    }),
  );
  return [t("{view}, in our numbers.", { view: t(label) }), ...answers].join(" ");
}

/** How often the road ends outside, and after how long. */
function outInWords({ out, without, expected }) {
  const shares = { out: whole(out), without: whole(without) };
  if (expected === null) return t("Out in {out} of cases; without Congress in {without}.", shares);
  const months = expected.toFixed(0);
  return several(
    Number(months),
    "Out in {out} of cases, on average {months} month after the announcement; without Congress in {without}.",
    "Out in {out} of cases, on average {months} months after the announcement; without Congress in {without}.",
    { ...shares, months: numeral(months) },
  );
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  let update;
  const controls = Object.fromEntries(
    Object.entries(data.questions).map(([name, label]) => [
      name,
      slider({
        label: t(label),
        min: 0,
        max: 1,
        step: 0.01,
        value: start[name],
        format: wholePercents,
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
      format: (v) => several(v, "{count} month", "{count} months", { count: numeral(v) }),
      onInput: (value) => update({ [name]: value }),
    });
  controls.vote_months = time("vote_months", t("Until the Senate or Congress has voted"));
  controls.defiance_months = time("defiance_months", t("Until notice in defiance"));
  controls.observes_notice = toggle({
    label: t("Also in defiance the committees are told 180 days before"),
    value: start.observes_notice,
    onInput: (value) => update({ observes_notice: value }),
  });
  controls.measure = choice({
    label: t("Ask which branch moves"),
    value: start.measure,
    options: [
      { value: "all", label: t("any exit") },
      { value: "without", label: t("an exit without Congress") },
    ],
    onInput: (measure) => update({ measure }),
  });
  const starts = presets(
    [
      ...data.presets.map(({ label, values }) => [t(label), values]),
      [t("Start again"), data.defaults],
    ],
    (values) => update(values),
  );
  const said = readout();
  const times = h("p", {});
  const why = h("p", {});
  const bars = outcomeBars(data);
  const chart = lineChart({
    label: t(
      "Probability of being out, month by month; the text above says when each kind of exit takes effect",
    ),
    xLabel: t("months after the announcement"),
    yLabel: t("probability of being out, per cent"),
    height: 240,
  });
  const years = Array.from({ length: Math.floor(data.horizon / 12) + 1 }, (_, year) => 12 * year);
  const table = dataTable({
    caption: t("How far the answer moves with each branch, largest first"),
    columns: [
      { key: "question", label: t("Question") },
      {
        key: "move",
        label: t("Points of probability for each 10 points of yes"),
        format: (v) =>
          Math.abs(v) < 0.0005
            ? numeral(0)
            : `${v > 0 ? "+" : "−"}${numeral(Math.abs(10 * v).toFixed(2))}`,
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
      h("p", {}, t("A tool for thinking, not advice and not a forecast: the numbers are yours.")),
    ],
  });
  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [name, control] of Object.entries(controls)) control.set(inputs[name]);
    const come = arrivals(inputs, data);
    for (const name of Object.keys(data.tree))
      controls[name].rest(come[name] > 0 ? "" : t("No case comes to this question."));
    controls.observes_notice.rest(
      inputs.defiance_months < data.notice
        ? ""
        : t("The notice in defiance comes later than that."),
    );
    const chosen = data.presets[starts.set(inputs)];
    why.textContent = chosen ? viewInWords(chosen, data) : "";
    why.hidden = !why.textContent;
    const largest = Math.abs(result.sensitivity[result.matters]);
    const equal = Object.values(result.sensitivity).filter(
      (move) => Math.abs(move) >= largest - 1e-9,
    ).length;
    const question = t(data.questions[result.matters]);
    let matters = t("No single branch moves the answer.");
    if (largest >= 1e-9)
      matters =
        equal > 1
          ? t("What matters most here: “{question}”, and others as much.", { question })
          : t("What matters most here: “{question}”", { question });
    said.set(
      [
        outInWords(result),
        t("A notice given in defiance is undone in {share}.", { share: whole(result.stopped) }),
        matters,
      ].join(" "),
    );
    times.textContent = t(
      "An exit that Congress allows takes effect after {lawful} months, one in defiance after {defiant}.",
      {
        lawful: numeral(result.lawful.toFixed(1)),
        defiant: numeral(result.defiant.toFixed(1)),
      },
    );
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
      series: [{ name: t("out of the treaty"), points: steps, tone: 0 }],
      x: { domain: [0, data.horizon], ticks: years },
      y: { domain: [0, 100] },
    });
    table.set(
      Object.entries(result.sensitivity)
        .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
        .map(([name, move]) => ({ question: t(data.questions[name]), move })),
    );
  });
}

export default { render };
