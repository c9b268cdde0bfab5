// The live page: wires cells, Python, widgets, what is kept and what is said.

import { Cell, HiddenCell } from "./cells.js";
import { h } from "./dom.js";
import { exercises } from "./exercises.js";
import { Kernel } from "./kernel.js";
import { offlineControl } from "./offline.js";
import { progress } from "./progress.js";
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

/** Make the page live; returns run(number): all cells, or one after those above it. */
export async function live({ root, page, bar, cells: elements }) {
  await style();
  const base = new URL(root, document.baseURI).href;
  const kept = edits(page.name);
  const note = bar.querySelector(".live-note");
  const say = (text) => (note.textContent = text);
  const places = new Map(); // cells by the name of their run

  const on = {
    run: (cell) => run(cell.number),
    edit(cell, text) {
      if (!kept.set(cell.original, text))
        say("The browser does not let this page keep changes: they are gone when you leave it.");
    },
    view: (model, el) => widgets.show(model, el),
    changed: (cell) => outcome(cell),
  };
  const shown = elements.map((el, i) => {
    const original = el.querySelector(".cell_input pre").textContent.replace(/\n+$/, "");
    const code = kept.get(original) ?? original;
    return new Cell(el, i + 1, { original, code, on });
  });
  const cells = inOrder(shown, page.hidden);
  const outcome = exercises({ cells: shown, say });
  const alt = (el) => shown.find((cell) => cell.el.contains(el))?.alt ?? "";

  let bytes = null; // the progress bar, while something is loaded
  const manifest = await manifestOf(base);
  const kernel = new Kernel({
    root: base,
    manifest,
    on: {
      bytes: (count) => bytes?.add(count),
      phase: () => say("Starting Python …"),
      output: receive,
      comm: (message) => widgets.receive(message).catch(report),
      lost: (sentence) => {
        forget();
        say(`${sentence} Your changes to the code are kept. Press Run to go on.`);
      },
    },
  });
  const scripts = {
    widgets: new URL(manifest.widgets, base).href,
    anywidget: new URL(manifest.anywidget, base).href,
  };
  const widgets = new Widgets({ kernel, scripts, alt });

  function report(error) {
    console.error(error);
    say(String(error?.message ?? error));
  }

  function receive(id, kind, content) {
    const cell = places.get(id);
    if (kind !== "update_display_data") {
      if (widgets.catch(id, kind, content)) return;
      cell?.outputs?.receive(kind, content);
      return;
    }
    for (const other of shown) if (other.outputs.update(content)) return;
  }

  let starting = null;

  function start() {
    starting ??= (async () => {
      bytes = progress({ note, total: manifest.bytes });
      try {
        await kernel.start();
      } catch (error) {
        starting = null;
        throw error;
      } finally {
        bytes.done();
        bytes = null;
      }
    })();
    return starting;
  }

  /** Python is gone: no cell has run. */
  function forget() {
    starting = null;
    widgets.forget();
    for (const cell of cells) {
      cell.ran = false;
      cell.tried = false;
      cell.state("idle");
    }
  }

  let queue = Promise.resolve();
  let wishes = 0; // a stop takes back what was wished before it

  async function runCell(cell) {
    const id = kernel.name();
    places.set(id, cell);
    cell.state("running");
    cell.outputs?.clear(true);
    const code = cell.code;
    const waiting = Object.fromEntries(
      shown
        .filter((other) => !other.ran && other !== cell)
        .map((other) => [`cell ${other.number}`, other.code]),
    );
    const status = await kernel.run(id, code, waiting);
    if (status !== "ended") cell.outputs?.finish();
    cell.ran = status === "ok";
    // One that failed does not bar the way to those below it.
    cell.tried = status !== "ended";
    cell.state(status);
    if (status === "ok" && cell.outputs) outcome(cell);
    return status;
  }

  async function runAll(wanted, wish) {
    await start();
    for (const [i, cell] of wanted.entries()) {
      if (wish !== wishes) {
        cell.state("idle");
        continue;
      }
      if (!cell.hidden) say(`Running cell ${cell.number} (${i + 1} of ${wanted.length}) …`);
      const status = await runCell(cell);
      if (status === "ok") continue;
      for (const rest of wanted.slice(i + 1)) rest.state(rest.ran ? "ok" : "idle");
      if (status === "error") {
        const which = cell.hidden ? "A cell that the page does not show" : `Cell ${cell.number}`;
        const left = wanted.length - i - 1;
        say(`${which} stopped at an error${left ? "; the cells after it were not run" : ""}.`);
      }
      return;
    }
    if (wish !== wishes) return;
    const last = wanted.at(-1);
    say(
      wanted.length === 1 && !last.hidden
        ? `Cell ${last.number} has run.`
        : `${wanted.filter((cell) => !cell.hidden).length} cells have run. Change one and run it.`,
    );
  }

  /** Run all cells, or the one of a number after those above it that have not run. */
  function run(number) {
    const last = number ? cells.indexOf(shown[number - 1]) : cells.length - 1;
    const wish = wishes;
    const wanted = () =>
      cells.slice(0, last + 1).filter((cell, i) => !number || i === last || !cell.tried);
    for (const cell of wanted()) cell.state("waiting");
    stopButton.disabled = false;
    queue = queue
      .then(() => wish === wishes && runAll(wanted(), wish))
      .catch((error) => {
        forget();
        report(error);
      })
      .then(() => (stopButton.disabled = !kernel.running));
    return queue;
  }

  const button = (text, more, press) =>
    h(
      "button",
      { type: "button", class: "live-button", onclick: press },
      text,
      h("span", { class: "visually-hidden" }, more),
    );

  async function stop() {
    wishes++;
    say("Stopping …");
    const alive = await kernel.stop();
    if (alive) {
      say("Stopped. Python still knows what the cells have defined.");
      return;
    }
    forget();
    say(
      "Stopped. Python is started anew, so all that the cells had defined is gone; "
        + "your changes to the code are kept. Press Run to go on.",
    );
    start().catch(report);
  }

  async function restart() {
    wishes++;
    kernel.end();
    forget();
    say("Python is started anew; your changes to the code are kept.");
    await start().catch(report);
    say("Python is ready, and knows nothing yet: run a cell, or all.");
  }

  function resetAll() {
    for (const cell of shown) if (cell.code !== cell.original) cell.reset();
    say("All cells have the code of the course again.");
  }

  const stopButton = button("Stop", " the cell that runs", stop);
  stopButton.disabled = true;
  bar.querySelector(".live-all").firstChild.data = "Run all";
  note.before(
    stopButton,
    button("Restart", " Python", restart),
    button("Reset all", " cells to the code of the course", resetAll),
  );
  bar.append(offlineControl({ site: new URL("../", base).href }));
  document.documentElement.dataset.live = "true";
  return { run };
}
