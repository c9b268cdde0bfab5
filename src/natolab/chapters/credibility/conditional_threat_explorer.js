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
  roundAxis,
  slider,
} from "../../explorers/kit.js";
import { numeral, t, wholePercents } from "../../explorers/texts.js";

function endsOf(p) {
  return {
    quiet: [0, 0],
    support: [p.support, -p.burden],
    cut: [p.size * (p.saving - p.alliance), -p.size * p.guarantee],
    relent: [-p.audience, 0],
  };
}

const reachedBy = ([first, reply, last]) =>
  first === "wait" ? "quiet" : reply === "support" ? "support" : last;

function believableIn(p) {
  const found = endsOf(p);
  const gain = found.cut[0] - found.relent[0];
  return Math.abs(gain) <= p.tie ? "tie" : gain > 0 ? "yes" : "no";
}

function best(options, tie) {
  const most = Math.max(...Object.values(options));
  return Object.keys(options).filter((name) => options[name] >= most - tie);
}

function subgamePerfect(p) {
  const found = endsOf(p);
  const profiles = [];
  for (const last of best({ cut: found.cut[0], relent: found.relent[0] }, p.tie)) {
    for (const reply of best({ support: found.support[1], refuse: found[last][1] }, p.tie)) {
      const asked = found[reply === "support" ? "support" : last][0];
      for (const first of best({ demand: asked, wait: 0 }, p.tie)) {
        profiles.push([first, reply, last]);
      }
    }
  }
  return profiles;
}

function nashEquilibria(p) {
  const found = endsOf(p);
  const gets = (player, profile) => found[reachedBy(profile)][player];
  const [firsts, replies, lasts] = [
    ["demand", "wait"],
    ["support", "refuse"],
    ["cut", "relent"],
  ];
  const stable = [];
  for (const first of firsts)
    for (const reply of replies)
      for (const last of lasts) {
        const own = Math.max(...firsts.flatMap((f) => lasts.map((x) => gets(0, [f, reply, x]))));
        const other = Math.max(...replies.map((r) => gets(1, [first, r, last])));
        const profile = [first, reply, last];
        if (gets(0, profile) >= own - p.tie && gets(1, profile) >= other - p.tie) {
          stable.push(profile);
        }
      }
  return stable;
}

function windowOf(p) {
  const loss = p.alliance - p.saving;
  const high = loss > 0 ? Math.min(1, p.audience / loss) : 1;
  const never = loss >= 0 && p.audience === 0;
  if (never || p.guarantee <= 0 || p.burden / p.guarantee >= high) return null;
  return [p.burden / p.guarantee, high];
}

function bluffOf(p, prior) {
  const stake = p.size * p.guarantee;
  if (believableIn(p) !== "no" || stake <= p.tie) return null;
  const needed = p.burden / stake;
  if (prior >= needed) return { needed, bluff: 1, support: 1, after: prior };
  if (needed > 1) return { needed, bluff: 0, support: 0, after: prior ? 1 : 0 };
  if (prior === 0) return { needed, bluff: 0, support: 0, after: 0 };
  return {
    needed,
    bluff: (prior * (1 - needed)) / ((1 - prior) * needed),
    support: p.audience > 0 ? p.audience / (p.support + p.audience) : 0,
    after: needed,
  };
}

function repeatOf(p, guarantor, ally, rounds, hedge) {
  let [left, reliance, cuts, relents, refused] = [1, 1, 0, 0, false];
  let sums = [0, 0];
  const path = [];
  for (let round = 0; round < rounds; round += 1) {
    const now = {
      ...p,
      alliance: p.alliance * left,
      saving: p.saving * left,
      guarantee: p.guarantee * left * reliance,
    };
    const found = endsOf(now);
    const pays = believableIn(now) === "yes";
    const willCut = { steadfast: true, bluffer: false, calculating: pays }[guarantor];
    let end = "quiet";
    const asks = guarantor !== "calculating" || !refused || found.cut[0] > p.tie;
    if (asks && left > p.tie) {
      const stake = now.size * now.guarantee;
      const belief = {
        loyal: 1,
        defiant: 0,
        calculating: pays ? 1 : 0,
        "once bitten": relents === 0 ? 1 : 0,
        "record keeper": (cuts + 1) / (cuts + relents + 2),
      }[ally];
      const supports = ally === "loyal" || belief * stake > now.burden + p.tie;
      end = supports ? "support" : willCut ? "cut" : "relent";
      refused = !supports;
      reliance *= 1 - hedge;
    }
    if (end === "cut") {
      cuts += 1;
      left *= 1 - now.size;
    }
    if (end === "relent") relents += 1;
    sums = [sums[0] + found[end][0], sums[1] + found[end][1]];
    path.push({ end, guarantor: sums[0], ally: sums[1], left, reliance });
  }
  return path;
}

/** Solve the game once, with hidden types, and again and again; the same as conditional_threat.py. */
export function compute(inputs, data) {
  // Payoffs closer than this count as equal.
  const p = { ...inputs, tie: data.tie };
  const profiles = subgamePerfect(p);
  return {
    ends: endsOf(p),
    believable: believableIn(p),
    subgame_perfect: profiles,
    nash: nashEquilibria(p),
    reached: [...new Set(profiles.map(reachedBy))],
    window: windowOf(p),
    bluff: bluffOf(p, inputs.prior),
    path: repeatOf(p, inputs.guarantor, inputs.ally, data.rounds, inputs.hedge),
  };
}

const tenth = (value) =>
  numeral((Math.abs(value) < 0.05 ? "0" : value.toFixed(1)).replace("-", "−").replace(/\.0$/, ""));

// The ways to play again and again, as the menus name them.
const PLAYERS = {
  steadfast: t("steadfast"),
  bluffer: t("bluffer"),
  calculating: t("calculating"),
  loyal: t("loyal"),
  defiant: t("defiant"),
  "once bitten": t("once bitten"),
  "record keeper": t("record keeper"),
};

/** The equilibrium in words. */
function explained(result) {
  const { ends, believable, reached, nash } = result;
  const carry = t("cutting would leave the guarantor with {cut}, relenting with {relent}", {
    cut: tenth(ends.cut[0]),
    relent: tenth(ends.relent[0]),
  });
  const pay = t("supporting would leave the ally with {support}, the cut with {cut}", {
    support: tenth(ends.support[1]),
    cut: tenth(ends.cut[1]),
  });
  if (result.subgame_perfect.length > 1) {
    const names = {
      quiet: t("no demand"),
      support: t("support"),
      cut: t("the cut"),
      relent: t("an empty threat"),
    };
    return reached.length > 1
      ? t(
          "Someone is indifferent, so more than one end is in equilibrium ({ends}): {carry}; {pay}.",
          { ends: reached.map((end) => names[end]).join(t("; ")), carry, pay },
        )
      : t("Someone is indifferent, so all equilibria end in {end}: {carry}; {pay}.", {
          end: names[reached[0]],
          carry,
          pay,
        });
  }
  if (believable === "no") {
    const empty = t("No demand is made, for the threat is empty: once refused, {carry}.", {
      carry,
    });
    const nashOnly = nash.some((profile) => profile.join() === "demand,support,cut");
    return nashOnly
      ? `${empty} ${t("That the ally gives in is a Nash equilibrium all the same, but it rests on this empty threat.")}`
      : empty;
  }
  return {
    support: t(
      "The ally supports: the threat is believed, since {carry}; and it is heavy enough, since {pay}.",
      { carry, pay },
    ),
    quiet: t(
      "No demand is made: the threat would be carried out, but {pay}, so it would refuse, and carrying it out would not pay.",
      { pay },
    ),
    cut: t(
      "The guarantor asks, is refused and cuts: {pay}, and cutting brings the guarantor {cut}.",
      { pay, cut: tenth(ends.cut[0]) },
    ),
  }[reached[0]];
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  let update;
  const control = (name, label, step = 1, format = tenth) =>
    slider({
      label,
      min: data.limits[name][0],
      max: data.limits[name][1],
      step,
      value: start[name],
      format,
      onInput: (value) => update({ [name]: value }),
    });
  const menu = (name, label, known) =>
    choice({
      label,
      value: start[name],
      options: Object.keys(known).map((value) => ({ value, label: PLAYERS[value] })),
      onInput: (value) => update({ [name]: value }),
    });
  const once = {
    support: control("support", t("Guarantor: worth of the ally's support")),
    alliance: control("alliance", t("Guarantor: worth of the whole commitment")),
    saving: control("saving", t("Guarantor: saved by giving it up")),
    audience: control("audience", t("Guarantor: cost of relenting in public")),
    burden: control("burden", t("Ally: cost of supporting the war")),
    guarantee: control("guarantee", t("Ally: worth of the whole commitment")),
    size: control("size", t("Size of the threat"), 0.01, wholePercents),
    prior: control(
      "prior",
      t("Ally's belief that the guarantor is ready to cut"),
      0.01,
      wholePercents,
    ),
  };
  const again = {
    guarantor: menu("guarantor", t("Guarantor, again and again"), data.guarantors),
    ally: menu("ally", t("Ally, again and again"), data.allies),
    hedge: control("hedge", t("Reliance shed after each demand"), 0.01, wholePercents),
  };
  const starts = presets(
    data.presets.map(([label, patch]) => [t(label), { ...data.defaults, ...patch }]),
    (values) => update(values),
  );
  const said = readout();
  const notes = h("p", { class: "explorer-note" });
  const hidden = h("p", { class: "explorer-note" });
  const outcomes = dataTable({
    caption: t("The four ends of the game"),
    columns: [
      { key: "end", label: t("End") },
      { key: "guarantor", label: t("Guarantor") },
      { key: "ally", label: t("Ally") },
      { key: "mark", label: t("Equilibrium") },
    ],
  });
  const story = h("p", { class: "explorer-note" });
  const chart = lineChart({
    label: t("Sums of payoffs over twelve rounds; the table below holds the rounds"),
    xLabel: t("round"),
    yLabel: t("sum of payoffs"),
    height: 260,
  });
  const quarters = [0, 1, 2, 3, 4].map((quarter) => (quarter * data.rounds) / 4);
  const rounds = dataTable({
    caption: t("Round by round"),
    columns: [
      { key: "round", label: t("Round") },
      { key: "end", label: t("What happens") },
      { key: "guarantor", label: t("Guarantor") },
      { key: "ally", label: t("Ally") },
      { key: "left", label: t("Commitment left") },
      { key: "reliance", label: t("Reliance left") },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [
      starts,
      ...Object.values(once),
      foldedControls(t("The game again and again"), ...Object.values(again)),
    ],
    view: [said, chart],
    result: [story, outcomes, notes, hidden, folded(t("The rounds as a table"), rounds)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [name, part] of Object.entries({ ...once, ...again })) part.set(inputs[name]);
    starts.set(inputs);
    said.set(explained(result));
    outcomes.set(
      Object.entries(result.ends).map(([end, [guarantor, ally]]) => ({
        end: t(data.end_names[end]),
        guarantor: tenth(guarantor),
        ally: tenth(ally),
        mark: result.reached.includes(end) ? t("yes") : "",
      })),
    );
    notes.textContent = result.window
      ? t(
          "A threat works if its size lies between {low} and {high} of the commitment: heavier than the burden, light enough to be believed.",
          { low: wholePercents(result.window[0]), high: wholePercents(result.window[1]) },
        )
      : inputs.burden >= inputs.guarantee
        ? t(
            "No size works: even the whole commitment is worth no more to the ally than its burden.",
          )
        : t(
            "No size works: a threat that is believed is too light, and one that is heavy enough is not believed.",
          );
    const { bluff } = result;
    once.prior.rest(
      bluff === null
        ? t("At these values there is nothing to bluff about.")
        : bluff.needed > 1
          ? t("At these values no belief is enough.")
          : "",
    );
    if (bluff === null)
      hidden.textContent = t("Hidden types: nothing to bluff about at these values.");
    else if (bluff.needed > 1)
      hidden.textContent = t(
        "Hidden types: supporting costs more than the threat could take, so no belief is enough.",
      );
    else if (bluff.support === 1)
      hidden.textContent = t(
        "Hidden types: the ally supports from a belief of {needed} on; at {belief} even a guarantor that would relent asks, and is obeyed.",
        { needed: wholePercents(bluff.needed), belief: wholePercents(inputs.prior) },
      );
    else
      hidden.textContent = t(
        "Hidden types: the ally supports from a belief of {needed} on; at {belief} a guarantor that would relent asks with a chance of {bluff} and is obeyed with a chance of {support}.",
        {
          needed: wholePercents(bluff.needed),
          belief: wholePercents(inputs.prior),
          bluff: wholePercents(bluff.bluff),
          support: wholePercents(bluff.support),
        },
      );
    const { path } = result;
    const many = (end) => numeral(path.filter((row) => row.end === end).length);
    const last = path[data.rounds - 1];
    story.textContent = [
      t("The guarantor {guarantor}; the ally {ally}.", {
        guarantor: t(data.guarantors[inputs.guarantor]),
        ally: t(data.allies[inputs.ally]),
      }),
      t(
        "{rounds} rounds: support {support}, cut {cut}, empty threat {relent}, no demand {quiet}.",
        {
          rounds: numeral(data.rounds),
          support: many("support"),
          cut: many("cut"),
          relent: many("relent"),
          quiet: many("quiet"),
        },
      ),
      t(
        "At the end {left} of the commitment is left; the guarantor has {guarantor}, the ally {ally}.",
        {
          left: wholePercents(last.left),
          guarantor: tenth(last.guarantor),
          ally: tenth(last.ally),
        },
      ),
    ].join(" ");
    const drawn = (who) => [[0, 0], ...path.map((row, at) => [at + 1, row[who]])];
    chart.set({
      series: [
        { name: t("guarantor"), tone: 0, points: drawn("guarantor") },
        { name: t("ally"), tone: 1, points: drawn("ally") },
      ],
      x: { domain: [0, data.rounds], ticks: quarters },
      y: roundAxis([0, ...path.flatMap((row) => [row.guarantor, row.ally])]),
    });
    rounds.set(
      path.map((row, at) => ({
        round: numeral(at + 1),
        end: t(data.end_names[row.end]),
        guarantor: tenth(row.guarantor),
        ally: tenth(row.ally),
        left: wholePercents(row.left),
        reliance: wholePercents(row.reliance),
      })),
    );
  });
}

export default { render };
