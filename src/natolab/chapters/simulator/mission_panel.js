// Missions: choose one, try it, read a hint or the explanation, take a code of completion along.
import { button, h } from "../../explorers/kit.js";
import { numeral, t } from "../../explorers/texts.js";
import { hint, scenarioOf, solved } from "./missions.js";

const KEPT = "natolab-missions";
const LEVELS = ["", t("easy"), t("harder"), t("hard")];

/** Missions solved in this browser: names to true. A browser may refuse to keep anything. */
function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}
function keep(done) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(done));
  } catch {
    // Solved for as long as the page stays open.
  }
}

/**
 * The panel. onStart(a, b) puts a mission's scenarios on the page; onCode(mission) hands out the
 * code of completion. check(a, b) looks at two sides {scenario, run} after a move.
 */
export function missionPanel({ missions, onStart, onCode }) {
  const done = read();
  let current = null;

  const progress = h("p", { class: "sim-muted" });
  const list = h("ol", { class: "sim-missions" });
  const entries = missions.map((mission) => {
    const start = button({ label: t(mission.title), onClick: () => begin(mission) });
    const mark = h("span", { class: "sim-done", "aria-hidden": "true" });
    const note = h("span", { class: "sim-muted" });
    list.append(h("li", {}, mark, start.el, note));
    return { mission, mark, note };
  });
  const chooser = h("div", {}, progress, list);

  const name = h("h3", { tabindex: "-1" });
  const task = h("p", {});
  const rules = h("ul", { class: "sim-rules" });
  const verdict = h("p", { class: "sim-verdict", role: "status" });
  const explanation = h("p", {});
  const again = button({ label: t("Start again"), onClick: () => begin(current) });
  const code = button({ label: t("Copy the code of completion"), onClick: () => onCode(current) });
  const back = button({ label: t("All missions"), onClick: () => leave() });
  const play = h(
    "div",
    { hidden: true },
    name,
    task,
    rules,
    verdict,
    explanation,
    h("div", { class: "sim-buttons" }, code.el, again.el, back.el),
  );
  const el = h("div", { class: "sim-mission-panel" }, chooser, play);

  function showList() {
    const count = missions.filter(({ id }) => done[id]).length;
    progress.textContent = t("{count} of {all} solved. The model checks; this browser remembers.", {
      count: numeral(count),
      all: numeral(missions.length),
    });
    for (const { mission, mark, note } of entries) {
      mark.textContent = done[mission.id] ? "✓" : "";
      const level = LEVELS[mission.level];
      note.textContent = ` ${done[mission.id] ? t("{level}, solved", { level }) : level}`;
    }
  }
  function present(mission) {
    current = mission;
    name.textContent = t(mission.title);
    task.textContent = t(mission.task);
    rules.replaceChildren(...mission.rules.map((rule) => h("li", {}, t(rule[3]))));
    verdict.textContent = "";
    verdict.className = "sim-verdict";
    explanation.hidden = code.el.hidden = true;
    chooser.hidden = true;
    play.hidden = false;
  }
  function begin(mission) {
    present(mission);
    const whole = (start) => ({ description: "", ...scenarioOf(start) });
    onStart(whole(mission.start), whole(mission.other));
    name.focus();
  }
  function leave() {
    const last = current;
    current = null;
    play.hidden = true;
    chooser.hidden = false;
    showList();
    list.querySelectorAll("button")[missions.indexOf(last)]?.focus();
  }
  showList();

  return {
    el,
    /** Show the mission that a link answers, with what the link brought; tell whether there is one. */
    arrive: (id) => {
      const mission = missions.find((each) => each.id === id);
      if (mission) present(mission);
      return Boolean(mission);
    },
    /** Look at what the reader has made; wait with hints until a move has settled. */
    check(a, b) {
      if (!current) return;
      const now = solved(current, a, b);
      if (now) {
        verdict.textContent = t("Solved.");
        verdict.className = "sim-verdict sim-solved";
        explanation.textContent = t(current.explanation);
        if (!done[current.id]) {
          done[current.id] = true;
          keep(done);
        }
      } else {
        const text = hint(current, a, b);
        verdict.textContent = text && t("Not yet. {hint}", { hint: text });
        verdict.className = "sim-verdict";
      }
      explanation.hidden = code.el.hidden = !now;
    },
  };
}
