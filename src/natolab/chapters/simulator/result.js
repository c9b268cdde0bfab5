// The result in words: how it ends, what it costs, and how many of 100 futures end so.
import { h, say } from "../../explorers/kit.js";
import { dollars, numeral, several, t, wholePercents } from "../../explorers/texts.js";
import { inYears } from "../../explorers/parts/rounding.js";
import { ending } from "../../explorers/parts/words.js";
import { seen } from "./panels.js";

/** What each class means, in a sentence that needs no other. */
const MEANING = {
  dissolved: t("The United States has left; what is left of the guarantee is European."),
  hollow: t("The treaty stands, but few allies would stake their safety on it."),
  european: t("Europe itself carries more of deterrence than America does."),
  collective: t("Trust held all along."),
  realigned: t("Trust fell, and came back."),
  strategic_damage: t("The alliance lives on, less trusted than it was."),
};

const years = (value) => inYears(value.toFixed(1));

/** When the price was at its highest, and how long it stayed a fifth above its start. */
function oil(run, series) {
  let top = 0;
  let long = 0;
  const price = run[series.variable];
  for (let row = 1; row < price.length; row += 1) {
    if (price[row] > price[top]) top = row;
    if (price[row] > 1.2 * price[0]) long += run.year[row] - run.year[row - 1];
  }
  return { peak: seen(series, price[top]), long };
}

/** Read off a run what a reader can feel. `read` is the summary of the run. */
export function feltResult(run, read, data) {
  const end = run.year.length - 1;
  const price = data.panels
    .flatMap(({ series }) => series)
    .find(({ variable }) => variable === "oil_price");
  const { peak, long } = oil(run, price);
  const support = Math.min(...run.support);
  return {
    headline: t("Ends {ending}", { ending: ending(read.outcome) }),
    ends: t("A ends {ending}", { ending: ending(read.outcome) }),
    meaning: MEANING[read.outcome],
    trust: t(
      "Belief that America would come: {start} before the war, {lowest} at its lowest, {end} after {years} years.",
      {
        start: wholePercents(run.credibility[0]),
        lowest: wholePercents(read.lowest),
        end: wholePercents(run.credibility[end]),
        years: numeral(data.years),
      },
    ),
    exposed:
      read.window.years > 0
        ? t(
            "Easier to attack than before the war for {time} of {years}; at worst {depth} of deterrence is missing.",
            {
              time: years(read.window.years),
              years: numeral(data.years),
              depth: wholePercents(read.window.depth),
            },
          )
        : t("Never easier to attack than before the war."),
    oil:
      long > 0.05
        ? t("Oil reaches {price} a barrel and costs a fifth more than before for {time}.", {
            price: dollars(Math.round(peak)),
            time: years(long),
          })
        : t("Oil stays near {price} a barrel.", {
            price: dollars(Math.round(price.scale * run.oil_price[0])),
          }),
    home: t("European support for the war falls to {share}.", { share: wholePercents(support) }),
  };
}

/** Outcomes in the order from whole to broken, in which their marks stand. */
export const ORDER = [
  "collective",
  "realigned",
  "european",
  "strategic_damage",
  "hollow",
  "dissolved",
];

/** Give 100 marks to the classes in proportion to their draws: largest remainders. */
export function ofHundred(shares, count) {
  const exact = ORDER.map((name) => ({ name, share: (100 * (shares[name] ?? 0)) / count }));
  const given = exact.map(({ name, share }) => ({ name, marks: Math.floor(share), share }));
  let left = 100 - given.reduce((sum, { marks }) => sum + marks, 0);
  for (const each of [...given].sort((a, b) => (b.share % 1) - (a.share % 1))) {
    if (left <= 0) break;
    each.marks += 1;
    left -= 1;
  }
  return given.filter(({ marks }) => marks);
}

/** How many of 100 futures end how: "87 end hollow, 13 with strategic damage". */
const hundredWords = (given) =>
  given
    .map(({ name, marks }, i) => {
      const values = { count: numeral(marks), ending: ending(name) };
      return i
        ? t("{count} {ending}", values)
        : several(marks, "{count} ends {ending}", "{count} end {ending}", values);
    })
    .join(t(", "));

/** The block of the result. set({run, read, other, changed}) and futures({count, shares}). */
export function resultBlock(data) {
  const headline = h("p", { class: "sim-headline" });
  const badge = h("span", { class: "sim-badge", "aria-hidden": "true" });
  const meaning = h("p", { class: "sim-meaning" });
  const facts = Object.fromEntries(
    ["trust", "exposed", "oil", "home"].map((name) => [name, h("li", {})]),
  );
  const compared = h("p", { class: "sim-compared" });
  const marks = Array.from({ length: 100 }, () => h("span", { class: "sim-future" }));
  const words100 = h("p", { class: "sim-hundred" });
  const el = h(
    "section",
    { class: "sim-result", "aria-label": t("Result") },
    h("div", { class: "sim-outcome" }, badge, h("div", {}, headline, meaning)),
    h("ul", { class: "sim-facts" }, ...Object.values(facts)),
    compared,
    h(
      "div",
      { class: "sim-futures" },
      h("div", { class: "sim-marks", "aria-hidden": "true" }, ...marks),
      words100,
    ),
  );
  let hundred = "";

  let now = null;
  return {
    el,
    ends: () => now.ends,
    /** The result as lines: how it ends, what it costs, how B differs. */
    lines: () => [
      `${now.ends}. ${now.meaning}`,
      now.trust,
      now.exposed,
      now.oil,
      now.home,
      ...(compared.hidden ? [] : [compared.textContent]),
    ],
    /** The result in one polite sentence. */
    sentence: () => {
      const other = compared.hidden ? "" : ` ${compared.textContent}`;
      return `${now.ends}. ${now.trust} ${now.exposed}${other}`;
    },
    hundred: () => words100.textContent,
    set({ run, read, other, otherName, parting }) {
      now = feltResult(run, read, data);
      say(headline, now.headline);
      say(meaning, now.meaning);
      badge.className = `sim-badge sim-class-${read.outcome}`;
      for (const [name, node] of Object.entries(facts)) say(node, now[name]);
      compared.hidden = !other;
      if (other)
        say(
          compared,
          parting === null
            ? t("B ({name}) ends {ending}; the two never part.", {
                name: otherName,
                ending: ending(other.outcome),
              })
            : t("B ({name}) ends {ending}; the two part after {time}.", {
                name: otherName,
                ending: ending(other.outcome),
                time: years(parting),
              }),
        );
    },
    futures(found) {
      const given = ofHundred(found.shares, found.count);
      const next = hundredWords(given);
      if (next === hundred) return;
      hundred = next;
      let at = 0;
      for (const { name, marks: many } of given)
        for (let i = 0; i < many; i += 1, at += 1)
          marks[at].className = `sim-future sim-class-${name}`;
      words100.textContent = t("Of 100 futures with other plausible numbers, {list}.", {
        list: next,
      });
    },
  };
}
