import {
  bind,
  choice,
  dataTable,
  h,
  layout,
  lineChart,
  readout,
  slider,
  toggle,
} from "../../explorers/kit.js";
import { numeral, several, t } from "../../explorers/texts.js";

/** Describe the alliance at the end of a year; the same as compute in alliance.py. */
export function compute(inputs, data) {
  const [first, last] = data.span;
  const year = Math.min(Math.max(Math.floor(inputs.year), first), last);
  const members = data.members.filter((row) => row.round <= year);
  const added = members.filter((row) => row.round === year);
  const now = data.years[year - first];
  const rounds = data.rounds.filter((row) => row.round <= year);

  let { population } = now;
  let spending = null;
  let usShare = null;
  if (population !== null && inputs.without_us) population -= now.population_us;
  if (now.spending_us !== null) {
    const total = now.spending_us + now.spending_others;
    spending = inputs.without_us ? now.spending_others : total;
    usShare = (100 * now.spending_us) / total;
  }

  return {
    year,
    members: members.map((row) => row.iso3),
    new: added.map((row) => row.iso3),
    population,
    spending,
    us_share: usShare,
    rounds,
    vote: rounds[rounds.length - 1].vote,
    gap: now.gap,
  };
}

const whole = (number) => numeral(Math.round(number));

/** The alliance at the end of a year, in words. */
function described(result, inputs, data) {
  const values = {
    year: result.year,
    count: numeral(result.members.length),
    added: numeral(result.new.length),
  };
  const size = result.new.length
    ? several(
        result.new.length,
        "At the end of {year} the alliance has {count} members, {added} of them new.",
        "At the end of {year} the alliance has {count} members, {added} of them new.",
        values,
      )
    : t("At the end of {year} the alliance has {count} members.", values);
  if (result.population === null)
    return `${size} ${t("Our copies of the figures on people and money end with {year}.", { year: data.figures_end })}`;
  const weight = { people: whole(result.population), money: whole(result.spending) };
  const means = inputs.without_us
    ? t(
        "Without the United States they have {people} million people and spend {money} billion dollars (of 2023) on defence.",
        weight,
      )
    : t(
        "They have {people} million people and spend {money} billion dollars (of 2023) on defence.",
        weight,
      );
  return `${size} ${means}`;
}

/** What the United States spends, and whose spending is not known. */
function shareOf(result) {
  const said = t("The United States spends {share} per cent of what all allies spend.", {
    share: whole(result.us_share),
  });
  if (!result.gap) return said;
  const gap = t("There is no figure for {allies}, so the sum is too low.", {
    allies: t(result.gap),
  });
  return `${said} ${gap}`;
}

// Allies are filled, new allies also have a thick edge; the rest is grey land.
const LOOKS = {
  ally: "fill: var(--explorer-tone-0); stroke: var(--explorer-surface); stroke-width: 1.5",
  added: "fill: var(--explorer-tone-1); stroke: currentColor; stroke-width: 5",
  other: "fill: var(--explorer-grid); stroke: var(--explorer-grid); stroke-width: 1",
};

function key(look, words) {
  return h(
    "li",
    {},
    h(
      "svg",
      { class: "explorer-key", viewBox: "0 0 28 14", width: 28, height: 14, "aria-hidden": "true" },
      h("rect", {
        x: 2,
        y: 2,
        width: 24,
        height: 10,
        style: LOOKS[look].replace("width: 5", "width: 2.5"),
      }),
    ),
    words,
  );
}

/** Europe, with boxes for the allies beyond the map. */
function allianceMap({ outlines, outside, map }) {
  const [width, height] = map.box;
  const shapes = new Map();
  const keep = (iso3, shape) => shapes.set(iso3, [...(shapes.get(iso3) ?? []), shape]);
  for (const { iso3, outline } of outlines) keep(iso3, h("path", { d: `M${outline}Z` }));
  const labels = outside.map(({ iso3, left, top, label }) => {
    keep(iso3, h("rect", { x: left, y: top, width, height }));
    return h("text", { x: left, y: top + height + 34, style: "font-size: 32px" }, t(label));
  });
  const svg = h("svg", {
    class: "explorer-chart",
    role: "img",
    viewBox: `0 0 ${map.width} ${map.height}`,
  });
  svg.append(...[...shapes.values()].flat(), ...labels);
  const legend = h(
    "ul",
    { class: "explorer-legend" },
    key("ally", t("ally")),
    key("added", t("joined in this year")),
    key("other", t("not an ally")),
  );
  const set = (members, added, words) => {
    svg.setAttribute("aria-label", words);
    for (const [iso3, parts] of shapes) {
      const look = added.includes(iso3) ? "added" : members.includes(iso3) ? "ally" : "other";
      for (const part of parts) part.setAttribute("style", LOOKS[look]);
      // A thick edge must not be covered by a neighbour.
      if (look === "added") svg.append(...parts);
    }
  };
  return { el: h("div", {}, legend, svg), set };
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  const names = Object.fromEntries(data.members.map((row) => [row.iso3, row.country]));
  let update;

  const controls = {
    year: slider({
      label: t("Year"),
      min: data.span[0],
      max: data.span[1],
      step: 1,
      value: start.year,
      onInput: (year) => update({ year }),
    }),
    round: choice({
      label: t("Go to a round"),
      options: [
        { value: "", label: t("Between rounds") },
        ...data.rounds.map((row) => ({
          value: String(row.round),
          label: t("{label}: {value}", { label: row.round, value: t(row.label) }),
        })),
      ],
      value: "",
      onInput: (round) => {
        if (round) update({ year: Number(round) });
      },
    }),
    withoutUs: toggle({
      label: t("People and money without the United States"),
      value: start.without_us,
      onInput: (on) => update({ without_us: on }),
    }),
  };
  const said = readout();
  const vote = h("p");
  const share = h("p");
  const picture = allianceMap(data);
  const money = lineChart({
    label: t("Military spending of the allies since 1949, in billion US dollars of 2023"),
    xLabel: t("year"),
    yLabel: t("billion dollars of 2023"),
    height: 260,
  });
  const rounds = dataTable({
    caption: t("Rounds up to this year"),
    columns: [
      { key: "round", label: t("Year") },
      { key: "label", label: t("Who joined"), format: (label) => t(label) },
      { key: "total", label: t("Allies then"), format: numeral },
      { key: "short", label: t("Senate"), format: (short) => t(short) },
    ],
  });
  const points = (name) =>
    data.years.flatMap((row, i) =>
      row[name] === null || row.gap ? [] : [[data.span[0] + i, row[name]]],
    );
  const others = { name: t("all other allies"), points: points("spending_others"), tone: 0 };
  const us = { name: t("United States"), points: points("spending_us"), tone: 1 };

  layout(el, {
    label: model.get("label"),
    controls: Object.values(controls),
    view: [said, picture],
    result: [vote, share, money, rounds],
  });
  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    controls.year.set(result.year);
    controls.round.set(result.new.length ? String(result.year) : "");
    controls.withoutUs.set(inputs.without_us);
    said.set(described(result, inputs, data));
    const joined = result.new.map((iso3) => t(names[iso3])).join(t(", "));
    const count = numeral(result.members.length);
    picture.set(
      result.members,
      result.new,
      joined
        ? t("Map of the {count} allies in {year}. New: {list}.", {
            count,
            year: result.year,
            list: joined,
          })
        : t("Map of the {count} allies in {year}. None is new.", { count, year: result.year }),
    );
    const last = result.rounds[result.rounds.length - 1];
    vote.textContent = t("The latest round ({year}, {label}). {vote}", {
      year: last.round,
      label: t(last.label),
      vote: t(result.vote),
    });
    share.textContent = result.us_share === null ? "" : shareOf(result);
    money.set({
      series: inputs.without_us ? [others] : [us, others],
      x: { domain: data.span, format: String },
      y: { domain: [0, inputs.without_us ? 600 : 1200] },
      marks: [{ x: result.year, label: String(result.year) }],
    });
    rounds.set([...result.rounds].reverse());
  });
}

export default { render };
