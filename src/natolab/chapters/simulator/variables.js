// All variables of the model: small charts, one large, two tables.
import { button, choice, dataTable, h, lineChart } from "../../explorers/kit.js";
import { numeral, several, t } from "../../explorers/texts.js";
import { AUXILIARIES, OUTCOMES, STOCKS } from "../../model/kernel.js";
import { VARIABLES, asLines, byYear, round, scale } from "../../explorers/parts/two_runs.js";
import { ending, title } from "../../explorers/parts/words.js";
import { called, short } from "../../explorers/parts/scenarios.js";

/** A variable's course in a tile of 120 by 44. */
function spark(run, name, high, years) {
  return run.year
    .filter((_, row) => row % 8 === 0)
    .map(
      (year, i) =>
        `${((year / years) * 116 + 2).toFixed(1)},${(42 - (run[name][8 * i] / high) * 40).toFixed(1)}`,
    )
    .join(" ");
}

/** The part. onVariable(name) asks for another one; set({inputs, runs, result}) draws. */
export function allVariables({ data, variable, onVariable }) {
  const { years } = data;
  const large = choice({
    label: t("Show large"),
    value: variable,
    options: Object.entries({
      [t("Stocks")]: STOCKS,
      [t("What follows from them")]: AUXILIARIES,
    }).flatMap(([group, entries]) =>
      Object.keys(entries).map((name) => ({ value: name, label: title(name), group })),
    ),
    onInput: onVariable,
  });
  const chart = lineChart({
    label: t(
      "The chosen variable over ten years in scenarios A and B; the tables below hold the numbers",
    ),
    xLabel: t("years from the start"),
    yLabel: "",
    height: 250,
  });
  const meaning = h("p", { class: "explorer-note" });
  const tiles = data.shown.map((name) => {
    const one = h("polyline", { class: "line tone-0" });
    const two = h("polyline", { class: "line tone-1" });
    const value = h("span", {});
    const tile = button({ label: h("span", {}, title(name)), onClick: () => onVariable(name) });
    tile.el.classList.add("sim-tile");
    tile.el.append(h("svg", { viewBox: "0 0 120 44", "aria-hidden": "true" }, two, one), value);
    return { name, tile, one, two, value };
  });
  const both = [
    { key: "a", label: "A" },
    { key: "b", label: "B" },
  ];
  const outcome = dataTable({
    caption: t("What comes out"),
    columns: [{ key: "what", label: t("Result") }, ...both],
  });
  const yearly = dataTable({
    caption: t("The chosen variable year by year"),
    columns: [{ key: "year", label: t("Year") }, ...both],
  });

  function set({ inputs: { scenario, other, variable: shown }, runs, result }) {
    large.set(shown);
    const names = [scenario, other].map(called);
    const say = (read) => ending(read.outcome);
    const [a, b] = [result.scenario, result.other];
    chart.set(asLines(shown, runs, { names, result, years }));
    meaning.textContent = t("{name}: {meaning}.", {
      name: title(shown),
      meaning: t(VARIABLES[shown].meaning),
    });
    const last = runs[0].year.length - 1;
    for (const { name, tile, one, two, value } of tiles) {
      const most = scale(name, runs);
      one.setAttribute("points", spark(runs[0], name, most, years));
      two.setAttribute("points", spark(runs[1], name, most, years));
      value.textContent = runs.map((run, i) => `${"AB"[i]} ${round(run[name][last])}`).join(" · ");
      tile.set(name === shown);
    }
    const span = ({ window: { years: long, depth, area } }) =>
      long > 0
        ? several(
            Number(long.toFixed(1)),
            "{years} years, {depth} deep, {area} share-years",
            "{years} years, {depth} deep, {area} share-years",
            { years: numeral(long.toFixed(1)), depth: round(depth), area: round(area) },
          )
        : t("none");
    const trust = ({ yearly: { credibility } }) => credibility.map(round);
    const row = (what, value) => ({ what, a: value(a), b: value(b) });
    outcome.set([
      row(
        t("Story"),
        (s) => short(t((s === a ? scenario : other).description), 600) || t("none given"),
      ),
      row(t("Class of outcome"), say),
      row(t("Because"), ({ outcome: found }) => t(OUTCOMES[found].rule)),
      row(t("Credibility: start, lowest, end"), (s) =>
        t("{a}, {b}, {c}", { a: trust(s)[0], b: round(s.lowest), c: trust(s)[years] }),
      ),
      row(t("European capability after ten years"), (s) =>
        round(s.yearly.european_capability[years]),
      ),
      row(t("Deterrence: before, after ten years"), ({ yearly: { deterrence } }) =>
        t("{a}, {b}", { a: round(deterrence[0]), b: round(deterrence[years]) }),
      ),
      row(t("Window of vulnerability"), span),
      row(t("Oil price after ten years, before the war = 1"), (s) =>
        round(s.yearly.oil_price[years]),
      ),
    ]);
    yearly.set(byYear(shown, runs, years));
  }
  return {
    el: h(
      "div",
      { class: "sim-variables" },
      large.el,
      h("div", { class: "sim-stage" }, chart.el),
      meaning,
      h("div", { class: "sim-tiles" }, ...tiles.map(({ tile }) => tile.el)),
      outcome.el,
      yearly.el,
    ),
    set,
  };
}
