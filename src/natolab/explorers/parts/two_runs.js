// One variable of the model in two runs, A and B: as lines, and year by year.
import { AUXILIARIES, STOCKS } from "../../model/kernel.js";
import { numeral, t } from "../texts.js";
import { windows } from "./outcome.js";
import { ending, words } from "./words.js";

export const VARIABLES = { ...STOCKS, ...AUXILIARIES };

/** A value as texts and tables have it. */
export const round = (value) => numeral(Number(value.toFixed(2)).toFixed(2));

/** Where an axis for a variable must end at least. */
export function scale(name, runs) {
  if (VARIABLES[name].unit === "share") return 1;
  return Math.max(0.1, ...runs.map((run) => Math.max(...run[name])));
}

/** What a line chart shows of a variable; names are those of the scenarios, result is compared(). */
export function asLines(name, runs, { names, result, years }) {
  const ends = [result.scenario, result.other].map(({ outcome }) => ending(outcome));
  return {
    series: runs.map((run, i) => ({
      name: t("{side}: {name} (ends {ending})", {
        side: "AB"[i],
        name: names[i],
        ending: ends[i],
      }),
      tone: i,
      points: run.year.map((year, row) => [year, run[name][row]]),
    })),
    x: { domain: [0, years], ticks: [0, 2, 4, 6, 8, 10] },
    y: { domain: [0, Math.ceil(scale(name, runs) * 5) / 5] },
    yLabel: t("{name}, {unit}", { name: words(name), unit: t(VARIABLES[name].unit) }),
    bands:
      name === "deterrence"
        ? windows(runs[0]).map(([from, to]) => ({
            from,
            to,
            label: t("window of vulnerability, A"),
          }))
        : [],
    marks:
      result.parting > 0 && name === "credibility"
        ? [{ x: result.parting, label: t("the paths part") }]
        : [],
  };
}

/** The rows of a table of a variable: a year, and its values in both runs. */
export function byYear(name, runs, years) {
  const last = runs[0].year.length - 1;
  return Array.from({ length: years + 1 }, (_, year) => {
    const [a, b] = runs.map((run) => numeral(run[name][(year * last) / years].toFixed(3)));
    return { year, a, b };
  });
}
