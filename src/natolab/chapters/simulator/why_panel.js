// The panel "Why": the chain from the last move to the result, and the loops that do the work.
import { h, say } from "../../explorers/kit.js";
import { numeral, t } from "../../explorers/texts.js";
import { chain, loopScores } from "../../explorers/parts/loops.js";
import { runOf } from "../../explorers/parts/scenarios.js";
import { chainNodes, pushAndHold, ring, segments, thinned } from "./why.js";

const ROWS = 26; // of a run from one moment that is looked at to the next

/** Two sentences: what pushes, and what holds. */
function twoReasons() {
  const [push, hold] = [h("span", {}), h("span", {})];
  const parts = [
    h("strong", {}, t("Pushes: ")),
    push,
    ". ",
    h("strong", {}, t("Holds: ")),
    hold,
    ".",
  ];
  return { el: h("p", { class: "sim-reasons" }, ...parts), push, hold };
}

/**
 * The panel, and the reasons once more, to stand below the picture where there is room. labels are
 * those of the levers; onStretches(stretches) hears which loop leads when.
 */
export function whyPanel({ labels, years, onStretches }) {
  const [below, within] = [twoReasons(), twoReasons()];
  const chained = h("p", { class: "sim-chain" });
  const circle = ring();
  const at = h("h3", {});
  const title = h("h3", {}, t("Why did this change?"));
  let loops = null; // of the run that was scored last

  function point(year) {
    if (!loops) return;
    const said = pushAndHold(loops, year);
    for (const each of [below, within]) {
      say(each.push, said.push);
      say(each.hold, said.hold);
    }
    say(at, t("The strongest circle in year {year}", { year: numeral(year.toFixed(1)) }));
    circle.set(said.main);
  }
  return {
    el: h("div", { class: "sim-why" }, title, chained, at, within.el, circle.el),
    below: below.el,
    /** What the panel says of the last move. */
    chain: () => chained.textContent,
    point,
    score(run, { parameters }, year) {
      loops = loopScores(run, { parameters, every: ROWS });
      onStretches(segments(loops, years));
      point(year);
    },
    /** Say how a move, {lever, before}, led from one scenario to another with this run; null: none. */
    explain(move, scenario, run) {
      if (!move || move.before === scenario) {
        say(chained, t("Move a lever, and read here how its effect travels to the result."));
        return;
      }
      const { steps, text } = chain(move.lever, "credibility", {
        before: thinned(runOf(move.before, years), ROWS),
        after: thinned(run, ROWS),
        parameters: scenario.parameters,
      });
      chained.replaceChildren(...(steps.length ? chainNodes(steps, labels) : [text]));
    },
  };
}
