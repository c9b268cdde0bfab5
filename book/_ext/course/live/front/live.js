// The live page: wires cells, Python, widgets, what is kept and what is said.

import { Cell, HiddenCell } from "./cells.js";
import { button, h } from "./dom.js";
import { exercises } from "./exercises.js";
import { Kernel } from "./kernel.js";
import { offlineControl } from "./offline.js";
import { progress } from "./progress.js";
import { Runner } from "./runner.js";
import { edits } from "./storage.js";
import { Widgets } from "./widgets.js";

function style() {
  const link = h("link", { rel: "stylesheet", href: new URL("./live.css", import.meta.url).href });
  return new Promise((done) => {
    link.addEventListener("load", done);
    link.addEventListener("error", done); // the page is plainer, but works
    document.head.append(link);
  });
}

async function manifestOf(root) {
  const response = await fetch(`${root}manifest.json`, { cache: "no-cache" }).catch(() => null);
  if (response?.ok) return response.json();
  throw new Error("The file manifest.json could not be loaded. Look at your connection.");
}

/** The page's cells in the order of the chapter, with those that it does not show. */
function inOrder(shown, hidden) {
  const all = [...shown];
  // Each stands before a shown cell; from the last to the first, so that places stay right.
  for (const [before, code] of [...hidden].reverse()) all.splice(before, 0, new HiddenCell(code));
  return all;
}

/** A function that starts Python and shows how far it is, or starts it without a word. */
function starter({ kernel, note, total }) {
  let bar = null;
  const start = async (quiet) => {
    bar ??= quiet ? null : progress({ note, total });
    try {
      await kernel.start();
    } finally {
      bar?.done();
      bar = null;
    }
  };
  return { start, add: (bytes) => bar?.add(bytes), begun: () => bar?.begun() };
}

/** Put the buttons into the bar; returns the one that stops. */
function controls({ bar, note, runner, reset, site }) {
  const stop = button("Stop", " the cell that runs", () => runner.stop());
  stop.disabled = true;
  bar.querySelector(".live-all").firstChild.data = "Run all";
  note.before(
    stop,
    button("Restart", " Python", () => runner.restart()),
    button("Reset all", " cells to the code of the course", reset),
    offlineControl({ site }),
  );
  return stop;
}

/** Make the page live; returns run(number): all cells, or one after those above it. */
export async function live({ root, page, bar, cells }) {
  await style();
  const base = new URL(root, document.baseURI).href;
  const manifest = await manifestOf(base);
  const kept = edits(page.name);
  const note = bar.querySelector(".live-note");
  const say = (text) => (note.textContent = text);
  const report = (error) => {
    console.error(error);
    say(String(error?.message ?? error));
  };

  const on = {
    run: (cell) => runner.run(cell.number),
    edit(cell, text) {
      if (!kept.set(cell.original, text))
        say("The browser does not let this page keep changes: they are gone when you leave it.");
    },
    view: (model, el) => widgets.show(model, el),
  };
  const shown = cells.map(
    ({ el, original }, i) =>
      new Cell(el, i + 1, { original, code: kept.get(original) ?? original, on }),
  );
  const outcomes = exercises({ cells: shown, say });

  const kernel = new Kernel({
    root: base,
    manifest,
    on: {
      bytes: (count) => python.add(count),
      phase: () => python.begun(),
      comm: (message) => widgets.receive(message).catch(report),
      output(run, kind, content) {
        if (kind === "update_display_data") shown.some((cell) => cell.outputs.update(content));
        else if (!widgets.catch(run, kind, content))
          runner.cellOf(run)?.outputs?.receive(kind, content);
      },
      lost(sentence) {
        runner.forget();
        say(`${sentence} Your changes to the code are kept. Press Run to go on.`);
      },
    },
  });
  const python = starter({ kernel, note, total: manifest.bytes });
  const widgets = new Widgets({
    kernel,
    scripts: {
      widgets: new URL(manifest.widgets, base).href,
      anywidget: new URL(manifest.anywidget, base).href,
    },
    alt: (el) => shown.find((cell) => cell.el.contains(el))?.alt ?? "",
  });
  const runner = new Runner({
    kernel,
    cells: inOrder(shown, page.hidden),
    shown,
    start: python.start,
    on: {
      say,
      report,
      ended: outcomes,
      busy: (whether) => (stop.disabled = !whether),
      forgotten: () => widgets.forget(),
    },
  });
  const reset = () => {
    for (const cell of shown) if (cell.code !== cell.original) cell.reset();
    say("All cells have the code of the course again.");
  };
  const site = new URL("../", base).href;
  const stop = controls({ bar, note, runner, reset, site });
  return { run: (number) => runner.run(number) };
}
