import {
  bind,
  dataTable,
  layout,
  lineChart,
  presets,
  readout,
  roundAxis,
  slider,
} from "../../explorers/kit.js";
import { numeral, ofHundred, t, wholePercents } from "../../explorers/texts.js";

const winChance = (defence) => 1 / (1 + defence);

function branchesOf(s) {
  return {
    alone: s.prize * winChance(s.local) - s.cost,
    joined: s.prize * winChance(s.local + s.reinforcement) - s.cost - s.escalation,
  };
}

function worthOf(s) {
  const { alone, joined } = branchesOf(s);
  return (1 - s.belief) * alone + s.belief * joined;
}

function beliefNeeded(s) {
  const { alone, joined } = branchesOf(s);
  if (alone <= s.peace) return 0;
  if (joined > s.peace) return null;
  return (alone - s.peace) / (alone - joined);
}

function prizeHeld(s) {
  const price = s.cost + s.belief * s.escalation + s.peace;
  if (price < 0) return null;
  return (
    price / ((1 - s.belief) * winChance(s.local) + s.belief * winChance(s.local + s.reinforcement))
  );
}

function localNeeded(s) {
  const price = s.cost + s.belief * s.escalation + s.peace;
  if (price <= 0) return null;
  const half = (s.prize - price * s.reinforcement) / 2;
  const root = Math.sqrt(half ** 2 + price * s.prize * (1 - s.belief) * s.reinforcement);
  return Math.max(0, (half + root) / price - 1);
}

/** Weigh an attack and find what would just deter it; the same as compute in thresholds.py. */
export function compute(inputs, data) {
  const { alone, joined } = branchesOf(inputs);
  const better = { ...inputs, local: inputs.local * data.stronger };
  const beliefs = Array.from({ length: data.steps + 1 }, (_, step) => step / data.steps);
  const worth = worthOf(inputs);
  return {
    worth,
    alone,
    joined,
    attacks: worth > inputs.peace,
    belief_needed: beliefNeeded(inputs),
    local_needed: localNeeded(inputs),
    prize_held: prizeHeld(inputs),
    line: beliefs.map((belief) => worthOf({ ...inputs, belief })),
    stronger: beliefs.map((belief) => worthOf({ ...better, belief })),
  };
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  let update;
  const control = (name, label, step, format) =>
    slider({
      label,
      min: data.limits[name][0],
      max: data.limits[name][1],
      step,
      value: start[name],
      format,
      onInput: (value) => update({ [name]: value }),
    });
  const tenth = (value) => numeral(value.toFixed(1).replace("-", "−"));
  const hundredth = (value) => numeral(value.toFixed(2));
  const times = (value) => t("{value} × attacker", { value: hundredth(value) });
  const controls = {
    prize: control("prize", t("Value of the prize"), 1, tenth),
    cost: control("cost", t("Cost of war"), 1, tenth),
    belief: control("belief", t("Belief in the guarantee"), 0.01, wholePercents),
    local: control("local", t("Local strength"), 0.05, times),
    reinforcement: control("reinforcement", t("Strength the guarantor adds"), 0.05, times),
    escalation: control("escalation", t("Extra cost if the guarantor fights"), 1, tenth),
    peace: control("peace", t("What peace is worth to the attacker"), 1, tenth),
  };
  const starts = presets(
    data.presets.map(([label, patch]) => [t(label), { ...data.defaults, ...patch }]),
    (values) => update(values),
  );
  const said = readout();
  const chart = lineChart({
    label: t("Worth of an attack by belief in the guarantee; the table below holds the thresholds"),
    xLabel: t("belief in the guarantee, per cent"),
    yLabel: t("worth to the attacker"),
  });
  const table = dataTable({
    caption: t("What would just deter, everything else as set"),
    columns: [
      { key: "what", label: t("What") },
      { key: "now", label: t("Now") },
      { key: "needed", label: t("Just deters") },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [starts, ...Object.values(controls)],
    view: [said, chart],
    result: [table],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [name, part] of Object.entries(controls)) part.set(inputs[name]);
    starts.set(inputs);
    const needed = result.belief_needed;
    const why =
      needed === 0
        ? t("the forces on the spot deter without any guarantee")
        : needed === null
          ? t("not even a certain guarantee would deter")
          : t("belief must be at least {needed}, and it is {belief}", {
              needed: wholePercents(needed),
              belief: wholePercents(inputs.belief),
            });
    const told = { worth: tenth(result.worth), peace: tenth(inputs.peace), why };
    said.set(
      result.attacks
        ? t("The attacker tries: an attack is worth {worth}, peace {peace}; {why}.", told)
        : t("The attacker stays at peace: an attack is worth {worth}, peace {peace}; {why}.", told),
    );
    const drawn = (values) => values.map((value, at) => [at / data.steps, value]);
    chart.set({
      series: [
        { name: t("attack, as set"), tone: 0, points: drawn(result.line) },
        {
          name: t("attack, local forces half as strong again"),
          tone: 1,
          points: drawn(result.stronger),
        },
        {
          name: t("peace"),
          tone: 4,
          points: [
            [0, inputs.peace],
            [1, inputs.peace],
          ],
        },
      ],
      x: { domain: [0, 1], format: ofHundred },
      y: roundAxis([...result.line, ...result.stronger, inputs.peace]),
      marks: [{ x: inputs.belief, label: t("belief now") }],
    });
    table.set([
      {
        what: t("Belief, at least"),
        now: wholePercents(inputs.belief),
        needed: needed === null ? t("no belief") : wholePercents(needed),
      },
      {
        what: t("Local strength, at least"),
        now: hundredth(inputs.local),
        needed: result.local_needed === null ? t("no strength") : hundredth(result.local_needed),
      },
      {
        what: t("Prize, at most"),
        now: tenth(inputs.prize),
        needed: result.prize_held === null ? t("no prize") : tenth(result.prize_held),
      },
    ]);
  });
}

export default { render };
