// The code cells of the page: what they say, where their results stand, their buttons.

import { button, h } from "./dom.js";
import { editor } from "./editor.js";
import { Outputs } from "./outputs.js";

/** What each state of a cell is called under it. */
const STATES = {
  idle: "",
  waiting: "waits for its turn",
  running: "running …",
  ok: "has run",
  error: "stopped at an error",
  ended: "was stopped",
};

/**
 * The place for a cell's results. In a figure of the page it stands above the caption, so that
 * number, caption and description stay; what the page showed stands in it until a result comes.
 */
function place(cell) {
  let output = cell.querySelector(".cell_output");
  if (!output) {
    output = h("div", { class: "cell_output docutils container" });
    cell.append(output);
  }
  const figure = output.querySelector(":scope > figure");
  const spot = h("div", { class: "live-output" });
  if (!figure) {
    spot.append(...output.childNodes);
    output.append(spot);
    return { spot, alt: "" };
  }
  const caption = figure.querySelector(":scope > figcaption");
  const picture = figure.querySelector(":scope > .figure-scroll img, :scope > img");
  // Pictures to come fit a phone where the page's own does.
  figure.classList.toggle("fits", picture?.classList.contains("fits") ?? false);
  for (const other of output.querySelectorAll(":scope > :not(figure)")) spot.append(other);
  spot.append(...[...figure.childNodes].filter((node) => node !== caption));
  figure.prepend(spot);
  return { spot, alt: picture?.alt ?? "" };
}

/** A cell that the page does not show, such as one that only records numbers. */
export class HiddenCell {
  constructor(code) {
    this.code = code;
    this.original = code;
    this.ran = false;
    this.tried = false;
    this.hidden = true;
  }

  state() {}
}

/** A cell that the page shows. on: {run, edit, view}. */
export class Cell {
  constructor(el, number, { original, code, on }) {
    Object.assign(this, { el, number, original, ran: false, tried: false, hidden: false });
    const input = el.querySelector(".cell_input");
    const { spot, alt } = place(el);
    this.alt = alt;
    this.outputs = new Outputs(spot, { alt, view: on.view });
    const help = `live-help-${number}`;
    this.runButton = el.querySelector(".live-run");
    const what = ` cell ${number} to the code of the course`;
    this.resetButton = button("Reset", what, () => this.reset());
    this.resetButton.classList.add("live-reset");
    this.said = h("span", { class: "live-state" });
    this.runButton.after(this.resetButton, this.said);
    this.editor = editor({
      code,
      label: `Code of cell ${number}`,
      describedBy: help,
      onRun: () => on.run(this),
      onEdit: (text) => this.#edited(text),
      onLeave: () => this.runButton.focus(),
    });
    const hint = "Shift and Enter runs the cell; Escape leaves the field.";
    input
      .querySelector(".highlight")
      .replaceWith(this.editor.el, h("span", { id: help, class: "visually-hidden" }, hint));
    this.on = on;
    this.#mark();
  }

  get code() {
    return this.editor.get();
  }

  #edited(text) {
    this.on.edit(this, text);
    this.#mark();
  }

  #mark() {
    const changed = this.code !== this.original;
    this.resetButton.hidden = !changed;
    this.el.classList.toggle("live-changed", changed);
  }

  /** Give the cell the course's own code again. */
  reset() {
    this.editor.set(this.original);
    this.#edited(this.original);
    this.editor.focus();
  }

  state(name) {
    this.said.textContent = STATES[name];
    this.el.dataset.live = name;
  }
}
