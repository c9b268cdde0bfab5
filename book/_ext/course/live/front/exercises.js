// Exercises: what a check said is kept in the browser, with a mark at the cell and a count at the
// heading.

import { h } from "./dom.js";
import { solved } from "./storage.js";

/** An exercise is "chapter/name"; a chapter may be written with hyphens or underscores. */
const key = (chapter, name) => `${chapter.replaceAll("_", "-")}/${name}`;

/** Which exercise each cell checks, from the page's code; cells that check none are left out. */
function checked(cells) {
  const imported = /natolab\.chapters\.(\w+) import[^\n]*\bexercises\b/;
  const chapter = cells.map(({ original }) => imported.exec(original)?.[1]).find(Boolean);
  const found = new Map();
  for (const cell of chapter ? cells : []) {
    const name = /\bexercises\.(\w+)\.check\(/.exec(cell.original)?.[1];
    if (name) found.set(cell, key(chapter, name));
  }
  return found;
}

/** The heading of the part of the page in which a cell stands. */
function headingOf(cell) {
  const part = document.querySelector("section#exercises") ?? cell.el.closest("section:has(> h2)");
  return part?.querySelector(":scope > :is(h1, h2)");
}

function mark(cell) {
  if (cell.el.querySelector(".live-solved")) return;
  cell.el.querySelector(".live-tools").append(h("span", { class: "live-solved" }, "✓ solved"));
}

/** Show what is solved so far, and keep what the checks say from now on. */
export function exercises({ cells, say }) {
  const own = checked(cells);
  const heading = own.size ? headingOf([...own.keys()][0]) : null;
  const count = heading?.querySelector(".live-count") ?? h("span", { class: "live-count" });
  heading?.append(" ", count);

  function show() {
    const all = new Set(Object.keys(solved.all()).map((name) => key(...name.split("/"))));
    const done = [...own].filter(([, name]) => all.has(name)).map(([cell]) => cell);
    done.forEach(mark);
    count.textContent = `${done.length} of ${own.size} solved`;
    return done.length;
  }

  show();
  /** Look for outcomes that are new among the results. */
  return () => {
    const before = solved.all();
    const found = [...own.keys()]
      .map(({ el }) => el.querySelector("[data-exercise][data-outcome=solved]"))
      .filter((outcome) => outcome && !(outcome.dataset.exercise in before));
    if (!found.length) return;
    const kept = found.map(({ dataset }) => solved.add(dataset.exercise)).every(Boolean);
    const done = show();
    say(
      kept
        ? `Exercise solved: ${done} of ${own.size} on this page.`
        : "Exercise solved. The browser does not let this page remember it.",
    );
  };
}
