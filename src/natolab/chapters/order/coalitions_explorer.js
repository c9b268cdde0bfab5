import {
  bind,
  choice,
  dataTable,
  folded,
  foldedControls,
  h,
  layout,
  picture,
  presets,
  readout,
  slider,
  toggle,
} from "../../explorers/kit.js";
import { alphabetical, choices, labelled, numeral, several, t } from "../../explorers/texts.js";

/** How many coalitions each pair shares; the same as shared in coalitions.py. */
function sharedBy(states, members) {
  const counts = Array.from({ length: states }, () => Array(states).fill(0));
  for (const places of members) {
    places.forEach((i, at) => {
      for (const j of places.slice(at + 1)) {
        counts[i][j] += 1;
        counts[j][i] += 1;
      }
    });
  }
  return counts;
}

/** Groups that are linked directly or through others; the same as components in coalitions.py. */
function components(counts, least, without = -1) {
  const group = Array(counts.length).fill(-1);
  const found = [];
  for (let start = 0; start < counts.length; start += 1) {
    if (group[start] >= 0 || start === without) continue;
    group[start] = found.length;
    const waiting = [start];
    const members = [];
    while (waiting.length) {
      const i = waiting.pop();
      members.push(i);
      counts[i].forEach((count, j) => {
        if (count >= least && j !== without && group[j] < 0) {
          group[j] = found.length;
          waiting.push(j);
        }
      });
    }
    found.push(members.sort((a, b) => a - b));
  }
  return found.sort((a, b) => b.length - a.length || a[0] - b[0]);
}

function standing(inputs, data, removed) {
  const level = data.rungs.indexOf(inputs.level);
  return data.coalitions.map((tie) => {
    const counts = inputs[tie.switch] && data.rungs.indexOf(tie.binds) >= level;
    const falls =
      removed >= 0
      && ((inputs.ends === "nato" && tie.coalition === "nato")
        || (inputs.ends === "all" && tie.members.includes(removed)));
    return counts && !falls ? tie.members : [];
  });
}

function linksOf(counts, least, without) {
  const links = [];
  for (let i = 0; i < counts.length; i += 1) {
    for (let j = i + 1; j < counts.length; j += 1) {
      if (i !== without && j !== without && counts[i][j] >= least) links.push([i, j, counts[i][j]]);
    }
  }
  return links;
}

const reach = (groups) => groups.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);

/** Take a state out and count what is left; the same as compute in coalitions.py. */
export function compute(inputs, data) {
  const names = data.states.map(({ iso3 }) => iso3);
  const least = inputs.shared;
  const removed = names.indexOf(inputs.removed);
  const whole = sharedBy(names.length, standing(inputs, data, -1));
  const groups = components(whole, least);
  const after = standing(inputs, data, removed);
  const counts = sharedBy(names.length, after);
  const groupsAfter = components(counts, least, removed);
  const others = (place) =>
    reach(groups) - ((groups.find((group) => group.includes(place)) ?? [0]).length - 1);
  const before = linksOf(whole, least, removed).length;
  const links = linksOf(counts, least, removed);
  const left = {};
  data.coalitions.forEach(({ coalition }, i) => {
    left[coalition] = after[i].filter((place) => place !== removed).length;
  });
  return {
    before,
    after: links.length,
    kept: before ? links.length / before : null,
    reach_before: others(removed),
    reach_after: reach(groupsAfter),
    groups: groupsAfter
      .filter((group) => group.length > 1)
      .map((group) => group.map((i) => names[i])),
    alone: groupsAfter.filter((group) => group.length === 1).map(([i]) => names[i]),
    links,
    left,
    bridges: names
      .map((iso3, i) => ({ iso3, lost: others(i) - reach(components(whole, least, i)) }))
      .filter(({ lost }) => lost > 0)
      .sort((a, b) => b.lost - a.lost),
  };
}

const RUNGS = {
  talk: t("talk: meetings and statements"),
  money: t("money: joint purchases"),
  forces: t("forces or staffs made ready"),
  defence: t("a promise of defence"),
};

const CROSS = "stroke: currentColor; stroke-width: 2";
const THE = /^(United|Netherlands)/; // names that English gives an article

/** States on a ring, a line for each linked pair; filled dots belong to the largest group. */
function ring(states) {
  const svg = h("svg", { class: "explorer-chart", role: "img" });
  const el = h("div", {}, svg);

  function draw({ result, removed }, width) {
    const side = Math.min(width, 440);
    const middle = [width / 2, side / 2];
    const letter = side < 400 ? 10 : 12;
    // Room for three bold letters beside a dot.
    const radius = side / 2 - 12 - 2.8 * letter;
    const place = (i, r) => {
      const angle = (2 * Math.PI * i) / states.length - Math.PI / 2;
      return [middle[0] + r * Math.cos(angle), middle[1] + r * Math.sin(angle)];
    };
    const [largest = [], ...smaller] = result.groups;
    const parts = result.links.map(([i, j, count]) => {
      const [x1, y1] = place(i, radius);
      const [x2, y2] = place(j, radius);
      return h("line", {
        x1: x1.toFixed(1),
        y1: y1.toFixed(1),
        x2: x2.toFixed(1),
        y2: y2.toFixed(1),
        style: `stroke: currentColor; stroke-width: ${(0.5 * count).toFixed(1)}; opacity: ${Math.min(0.14 * count, 0.7).toFixed(2)}`,
      });
    });
    states.forEach(({ iso3 }, i) => {
      const [x, y] = place(i, radius);
      const [tx, ty] = place(i, radius + 9);
      const turn = (360 * i) / states.length - 90;
      const flipped = turn > 90 && turn < 270;
      const small = smaller.some((group) => group.includes(iso3));
      const out = iso3 === removed;
      const fill = largest.includes(iso3) ? "var(--explorer-tone-0)" : "var(--explorer-surface)";
      if (out) {
        parts.push(
          h("line", { x1: x - 5, y1: y - 5, x2: x + 5, y2: y + 5, style: CROSS }),
          h("line", { x1: x - 5, y1: y + 5, x2: x + 5, y2: y - 5, style: CROSS }),
        );
      } else if (small) {
        parts.push(
          h("rect", {
            x: x - 5,
            y: y - 5,
            width: 10,
            height: 10,
            style:
              "fill: var(--explorer-tone-1); stroke: var(--explorer-tone-1); stroke-width: 1.5",
          }),
        );
      } else {
        parts.push(
          h("circle", {
            cx: x,
            cy: y,
            r: 4.5,
            style: `fill: ${fill}; stroke: var(--explorer-tone-0); stroke-width: 1.5`,
          }),
        );
      }
      parts.push(
        h(
          "text",
          {
            lang: "zxx", // a code, in no language
            x: tx,
            y: ty,
            "text-anchor": flipped ? "end" : "start",
            "dominant-baseline": "central",
            transform: `rotate(${(flipped ? turn - 180 : turn).toFixed(1)} ${tx.toFixed(1)} ${ty.toFixed(1)})`,
            style: `font-size: ${letter}px${out ? "; font-weight: 700; text-decoration: line-through" : ""}`,
          },
          iso3,
        ),
      );
    });
    svg.setAttribute("viewBox", `0 0 ${width} ${side}`);
    svg.setAttribute("height", side);
    svg.setAttribute(
      "aria-label",
      several(
        result.after,
        "States on a ring with {count} linked pair; the tables below name the groups and the states alone.",
        "States on a ring with {count} linked pairs; the tables below name the groups and the states alone.",
        { count: numeral(result.after) },
      ),
    );
    svg.replaceChildren(...parts);
  }

  return picture(el, svg, draw);
}

/** How many pairs are linked: all of them, or, without a state, those left among the others. */
function pairsInWords({ before, after }, state = "") {
  const values = { before: numeral(before), after: numeral(after), state: t(state) };
  if (!state)
    return several(
      after,
      "Nobody is taken out: {after} pair of states is linked",
      "Nobody is taken out: {after} pairs of states are linked",
      values,
    );
  return THE.test(state)
    ? several(
        after,
        "Without the {state}, {after} of {before} linked pairs among the others remains",
        "Without the {state}, {after} of {before} linked pairs among the others remain",
        values,
      )
    : several(
        after,
        "Without {state}, {after} of {before} linked pairs among the others remains",
        "Without {state}, {after} of {before} linked pairs among the others remain",
        values,
      );
}

/** How large the largest group is. */
const largestInWords = ([largest]) =>
  largest
    ? several(
        largest.length,
        "the largest group has {count} state",
        "the largest group has {count} states",
        { count: numeral(largest.length) },
      )
    : t("nobody is linked to anybody");

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  const name = Object.fromEntries(data.states.map(({ iso3, state }) => [iso3, t(state)]));
  const listed = (states) => states.map((iso3) => name[iso3]).join(t(", "));
  let update;
  const rung = slider({
    label: t("Counts from"),
    min: 0,
    max: data.rungs.length - 1,
    step: 1,
    value: data.rungs.indexOf(start.level),
    format: (value) => RUNGS[data.rungs[value]],
    onInput: (value) => update({ level: data.rungs[value] }),
  });
  const controls = {
    removed: choice({
      label: t("Take out"),
      value: start.removed,
      options: [{ value: data.nobody, label: t("nobody") }, ...alphabetical(Object.entries(name))],
      onInput: (removed) => update({ removed }),
    }),
    ends: choice({
      label: t("With it ends"),
      value: start.ends,
      options: choices(data.ends),
      onInput: (ends) => update({ ends }),
    }),
    level: { ...rung, set: (value) => rung.set(data.rungs.indexOf(value)) },
    shared: slider({
      label: t("Ties that make a link"),
      min: 1,
      max: data.most_shared,
      step: 1,
      value: start.shared,
      format: numeral,
      onInput: (shared) => update({ shared }),
    }),
  };
  for (const tie of data.coalitions) {
    controls[tie.switch] = toggle({
      label: t(tie.label),
      value: start[tie.switch],
      onInput: (value) => update({ [tie.switch]: value }),
    });
  }
  const starts = presets(labelled(data.presets), (values) => update(values));
  const said = readout();
  const chart = ring(data.states);
  const note = h(
    "p",
    { class: "explorer-note" },
    t(
      "● in the largest group, ■ in a smaller one, ○ alone, × taken out. A thicker line: more ties shared.",
    ),
  );
  const groups = dataTable({
    caption: t("Who is linked, directly or through others"),
    columns: [
      { key: "size", label: t("States") },
      { key: "who", label: t("Which") },
    ],
  });
  const ties = dataTable({
    caption: t("What counts, and how many are left in it"),
    columns: [
      { key: "tie", label: t("Tie") },
      { key: "binds", label: t("Binds to") },
      { key: "left", label: t("Members left") },
      { key: "promise", label: t("In short") },
    ],
  });
  const bridges = dataTable({
    caption: t("Without whom others lose each other, if nothing else ends"),
    columns: [
      { key: "state", label: t("State") },
      { key: "lost", label: t("Pairs of others that lose each other") },
    ],
  });
  layout(el, {
    label: model.get("label"),
    controls: [
      starts,
      controls.removed,
      controls.ends,
      controls.level,
      controls.shared,
      foldedControls(t("Which ties count"), ...data.coalitions.map((tie) => controls[tie.switch])),
    ],
    view: [said, chart],
    result: [note, groups, bridges, folded(t("The ties as a table"), ties)],
  });

  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const [key, control] of Object.entries(controls)) control.set(inputs[key]);
    starts.set(inputs);
    controls.ends.rest(inputs.removed === data.nobody ? t("Nobody is taken out.") : "");
    const level = data.rungs.indexOf(inputs.level);
    for (const tie of data.coalitions) {
      const weak = data.rungs.indexOf(tie.binds) < level;
      controls[tie.switch].rest(weak ? t("Binds to less than what counts.") : "");
    }
    const removed = data.states.find(({ iso3 }) => iso3 === inputs.removed);
    const alone = result.alone.length;
    said.set(
      several(
        alone,
        "{pairs}; {group}, {count} stands alone.",
        "{pairs}; {group}, {count} stand alone.",
        {
          pairs: pairsInWords(result, removed?.state),
          group: largestInWords(result.groups),
          count: numeral(alone),
        },
      ),
    );
    groups.set([
      ...result.groups.map((group) => ({
        size: numeral(group.length),
        who: listed(group),
      })),
      ...(alone
        ? [
            {
              size: several(alone, "{count} alone", "{count} alone", { count: numeral(alone) }),
              who: listed(result.alone),
            },
          ]
        : []),
    ]);
    bridges.set(
      result.bridges.length
        ? result.bridges.map(({ iso3, lost }) => ({ state: name[iso3], lost: numeral(lost) }))
        : [{ state: t("nobody"), lost: "–" }],
    );
    ties.set(
      data.coalitions.map(({ coalition, label, binds, promise }) => ({
        tie: t(label),
        binds: t(binds),
        left: result.left[coalition] ? numeral(result.left[coalition]) : t("does not count"),
        promise: t(promise),
      })),
    );
    chart.set({ result, removed: inputs.removed });
  });
}

export default { render };
