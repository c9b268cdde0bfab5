import { bind, choice, dataTable, h, layout, readout, slider } from "../../explorers/kit.js";
import { t } from "../../explorers/texts.js";

const CONTROLS = ["place", "target", "attack", "year"];
const PRINTED_BETWEEN = [1975, 2000];
const TONES = { applies: 0, may_apply: 1, does_not_apply: 4, no_such_case: 4 };

function find(rows, column, value) {
  const row = rows.find((candidate) => candidate[column] === value);
  if (!row) throw new Error(`There is no ${column} '${value}'.`);
  return row;
}

function zoneOf(place, year) {
  if (year < place.from_year) return place.zone_before;
  if (place.to_year !== null && year > place.to_year) return place.zone_after;
  return place.zone;
}

function ruleFor(situation, place, rules) {
  const zone = zoneOf(place, situation.year);
  const holds = (list, value) => list.includes("*") || list.includes(value);
  const rule = rules.find(
    (candidate) =>
      candidate.from_year <= situation.year
      && situation.year <= candidate.to_year
      && holds(candidate.zones, zone)
      && holds(candidate.targets, situation.target)
      && holds(candidate.attacks, situation.attack),
  );
  if (!rule) throw new Error("No rule fits: the table treaty_rules has a gap.");
  return rule;
}

function historyOf(situation, place, { rules, years }) {
  const runs = [];
  for (let year = years[0]; year <= years[1]; year += 1) {
    const { article_5, sureness } = ruleFor({ ...situation, year }, place, rules);
    const last = runs[runs.length - 1];
    if (last && last.article_5 === article_5 && last.sureness === sureness) last.to = year;
    else runs.push({ from: year, to: year, article_5, sureness });
  }
  return runs;
}

/** Runs of years, each with its verdict, and with the sureness where neighbours share a verdict. */
function verdictsOf(history, { verdicts, surenesses }) {
  return history.map(({ from, to, article_5, sureness }, i) => {
    const shared = [history[i - 1], history[i + 1]].some((other) => other?.article_5 === article_5);
    return {
      from,
      to,
      verdict: find(verdicts, "choice", article_5).short,
      sureness: shared ? find(surenesses, "choice", sureness).short : "",
    };
  });
}

/** Runs of years as English words. */
function inWords(history, data) {
  const parts = verdictsOf(history, data).map(({ from, to, verdict, sureness }) => {
    const years = from < to ? `${from} to ${to}` : String(from);
    return `${years}: ${verdict}${sureness ? ` (${sureness})` : ""}`;
  });
  return `${parts.join("; ")}.`;
}

/** Say which articles of the treaty a situation touches; the same as compute in treaty.py. */
export function compute(inputs, data) {
  const [first, last] = data.years;
  const year = Math.min(Math.max(Math.floor(inputs.year), first), last);
  const situation = { ...inputs, year };
  const place = find(data.places, "place", situation.place);
  find(data.targets, "choice", situation.target);
  find(data.attacks, "choice", situation.attack);

  const rule = ruleFor(situation, place, data.rules);
  const reason = rule.reason.replaceAll("{year}", String(year));
  const history = historyOf(situation, place, data);
  const fitting = data.cases.find((candidate) =>
    CONTROLS.every((name) => candidate[name] === situation[name]),
  );
  return {
    zone: zoneOf(place, year),
    rule: rule.rule,
    article_5: rule.article_5,
    sureness: rule.sureness,
    reason,
    authority: rule.cited_as,
    articles: data.articles.filter(({ article }) => rule.articles.includes(article)),
    history,
    years: inWords(history, data),
    case: fitting ? fitting.case : "",
  };
}

/** A verdict in the page's language, with how sure it is unless that is left out. */
const verdictWords = (verdict, sureness) =>
  sureness
    ? t("{verdict} ({sureness})", { verdict: t(verdict), sureness: t(sureness) })
    : t(verdict);

/** The answer of compute in the page's language. */
function answerWords({ article_5, sureness, rule }, year, data) {
  const verdict = find(data.verdicts, "choice", article_5).short;
  const sure = article_5 === "no_such_case" ? "" : find(data.surenesses, "choice", sureness).short;
  return t("{verdict}. {reason}", {
    verdict: verdictWords(verdict, sure),
    reason: t(find(data.rules, "rule", rule).reason, { year }),
  });
}

/** The years of compute in the page's language. */
function yearsWords(history, data) {
  const parts = verdictsOf(history, data).map(({ from, to, verdict, sureness }) => {
    const words = verdictWords(verdict, sureness);
    return from < to
      ? t("{from} to {to}: {verdict}", { from, to, verdict: words })
      : t("{year}: {verdict}", { year: from, verdict: words });
  });
  return t("{list}.", { list: parts.join(t("; ")) });
}

/** The answer in each year, as bars of three heights, so that it reads without colour. */
function yearStrip(data) {
  const { heights } = data;
  const [first, last] = data.years;
  const span = last - first + 1;
  const svg = h("svg", {
    class: "explorer-chart",
    role: "img",
    height: 44,
    preserveAspectRatio: "none",
    viewBox: `${first} 0 ${span} 1.2`,
  });
  // The picture is stretched to the page's width; text in it would be stretched too.
  const axis = h(
    "div",
    { "aria-hidden": "true", style: "position: relative; height: 1.5em; font-size: 0.9em" },
    ...[first, ...PRINTED_BETWEEN, last].map((year) => {
      const along = (100 * (year - first)) / (last - first);
      return h(
        "span",
        { style: `position: absolute; left: ${along}%; transform: translateX(-${along}%)` },
        String(year),
      );
    }),
  );
  const words = h("p");
  const set = (history, year) => {
    const years = yearsWords(history, data);
    words.textContent = years;
    svg.setAttribute("aria-label", t("The same situation in other years. {years}", { years }));
    svg.replaceChildren(
      ...history.map(({ from, to, article_5 }) =>
        h("rect", {
          x: from,
          width: to - from + 0.8,
          y: 1 - heights[article_5],
          height: heights[article_5],
          style: `fill: var(--explorer-tone-${TONES[article_5]})`,
        }),
      ),
      h("rect", {
        x: first,
        width: span,
        y: 1,
        height: 0.04,
        style: "fill: var(--explorer-edge)",
      }),
      h("rect", { x: year + 0.2, width: 0.6, y: 0, height: 1.2, style: "fill: currentColor" }),
    );
  };
  return { el: h("div", {}, svg, axis, words), set };
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  const options = (rows, column) =>
    rows.map((row) => ({
      value: row[column],
      label: t(row.label),
      group: row.group && t(row.group),
    }));
  let update;

  const controls = {
    case: choice({
      label: t("Start from a case"),
      options: [{ value: "", label: t("Your own situation") }, ...options(data.cases, "case")],
      value: "",
      onInput: (value) => {
        if (!value) return;
        const picked = find(data.cases, "case", value);
        update(Object.fromEntries(CONTROLS.map((name) => [name, picked[name]])));
      },
    }),
    place: choice({
      label: t("Where"),
      options: options(data.places, "place"),
      value: start.place,
      onInput: (place) => update({ place }),
    }),
    target: choice({
      label: t("On whom or what"),
      options: options(data.targets, "choice"),
      value: start.target,
      onInput: (target) => update({ target }),
    }),
    attack: choice({
      label: t("By what"),
      options: options(data.attacks, "choice"),
      value: start.attack,
      onInput: (attack) => update({ attack }),
    }),
    year: slider({
      label: t("Year"),
      min: data.years[0],
      max: data.years[1],
      step: 1,
      value: start.year,
      onInput: (year) => update({ year }),
    }),
  };
  const said = readout();
  const happened = h("p");
  const authority = h("p");
  const strip = yearStrip(data);
  const duties = dataTable({
    caption: t("What the treaty asks here, and what it leaves open"),
    columns: [
      { key: "article", label: t("Art.") },
      { key: "obliges", label: t("What it asks") },
      { key: "leaves_open", label: t("What it leaves open") },
    ],
  });

  layout(el, {
    label: model.get("label"),
    controls: Object.values(controls),
    view: [said, strip],
    result: [authority, happened, duties],
  });
  update = bind(model, (inputs) => {
    const result = compute(inputs, data);
    for (const name of CONTROLS) controls[name].set(inputs[name]);
    controls.case.set(result.case);
    said.set(answerWords(result, inputs.year, data));
    happened.textContent = result.case
      ? t(find(data.cases, "case", result.case).what_happened)
      : "";
    happened.hidden = !result.case;
    authority.textContent = t("The reading rests on: {work}.", { work: t(result.authority) });
    strip.set(result.history, inputs.year);
    duties.set(
      result.articles.map(({ article, title, obliges, leaves_open }) => ({
        article,
        obliges: t("{title}. {duty}", { title: t(title), duty: t(obliges) }),
        leaves_open: t(leaves_open),
      })),
    );
  });
}

export default { render };
