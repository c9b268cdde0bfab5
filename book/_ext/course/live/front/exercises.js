// Exercises: what a check said is kept in the browser, with a mark at the cell and a count at the
// heading.

import { h } from "./dom.js";
import { solved } from "./storage.js";

const HEADING = "section#exercises > :is(h1, h2, h3)";

/** Which exercise a cell checks, from its code: "chapter/name". */
export function exerciseOf(code) {
  const chapter = /natolab\.chapters\.(\w+) import[^\n]*\bexercises\b/.exec(code)?.[1];
  const name = /\bexercises\.(\w+)\.check\(/.exec(code)?.[1];
  return chapter && name ? `${chapter}/${name}` : "";
}

function mark(cell) {
  if (cell.el.querySelector(".live-solved")) return;
  cell.el.querySelector(".live-tools").append(h("span", { class: "live-solved" }, "✓ solved"));
}

/** Show what is solved so far, and keep what the checks say from now on. */
export function exercises({ cells, say }) {
  const own = cells.filter((cell) => exerciseOf(cell.original));
  const heading = own.length ? document.querySelector(HEADING) : null;
  const count = heading?.querySelector(".live-count") ?? h("span", { class: "live-count" });
  heading?.append(" ", count);

  function show() {
    const all = solved.all();
    const done = own.filter((cell) => exerciseOf(cell.original) in all);
    done.forEach(mark);
    count.textContent = `${done.length} of ${own.length} solved`;
    return done.length;
  }

  show();
  /** Look for the outcome of a check among a cell's results. */
  return (cell) => {
    const outcome = cell.el.querySelector("[data-exercise][data-outcome]");
    if (outcome?.dataset.outcome !== "solved") return;
    if (outcome.dataset.exercise in solved.all()) return;
    const kept = solved.add(outcome.dataset.exercise);
    mark(cell);
    const done = show();
    say(
      kept
        ? `Exercise solved: ${done} of ${own.length} on this page.`
        : "Exercise solved. The browser does not let this page remember it.",
    );
  };
}
