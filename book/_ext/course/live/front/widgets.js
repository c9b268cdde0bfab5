// Widgets: ipywidgets' own manager in the page, joined to the page's Python by its messages.

import { script } from "./amd.js";
import { nameControls } from "./names.js";
import { Outputs } from "./outputs.js";

const WIDGETS = "jupyter.widget";

/** One channel between a widget in the page and its half in Python, as the manager wants it. */
class Comm {
  #listener = null;
  #early = []; // messages that came before the widget listened

  constructor(id, kernel) {
    this.comm_id = id;
    this.target_name = WIDGETS;
    this.kernel_link = kernel;
  }

  #send(kind, data, callbacks, buffers) {
    const idle = () => callbacks?.iopub?.status?.({ content: { execution_state: "idle" } });
    // Let the caller write down the message's name first.
    const later = () => setTimeout(idle);
    const content = { comm_id: this.comm_id, target_name: WIDGETS, data };
    return this.kernel_link.comm(kind, content, buffers, later);
  }

  open = (data, callbacks, _, buffers) => this.#send("comm_open", data, callbacks, buffers);

  send = (data, callbacks, _, buffers) => this.#send("comm_msg", data, callbacks, buffers);

  close = (data, callbacks, _, buffers) => this.#send("comm_close", data, callbacks, buffers);

  on_msg = (listener) => {
    this.#listener = listener;
    for (const message of this.#early.splice(0)) listener(message);
  };

  on_close = () => {};

  receive(message) {
    if (this.#listener) this.#listener(message);
    else this.#early.push(message);
  }
}

/**
 * Widgets that catch what is printed and drawn while Python stands inside them. Messages come in
 * order, so who catches is known from the messages alone.
 */
class Catching {
  #by = new Map(); // for the name of a run: who catches its outputs, the innermost last

  /** Take note of a message by which an output widget begins or ends to catch. */
  note(id, state) {
    if (typeof state?.msg_id !== "string") return;
    for (const [run, ids] of this.#by) {
      const rest = ids.filter((other) => other !== id);
      if (rest.length) this.#by.set(run, rest);
      else this.#by.delete(run);
    }
    if (state.msg_id) this.#by.set(state.msg_id, [...(this.#by.get(state.msg_id) ?? []), id]);
  }

  by(run) {
    return this.#by.get(run)?.at(-1);
  }

  clear() {
    this.#by.clear();
  }
}

/** What stands in for @jupyter-widgets/output: it shows results as the page's cells do. */
function outputModule(base) {
  class OutputModel extends base.DOMWidgetModel {
    defaults() {
      return {
        ...super.defaults(),
        _model_name: "OutputModel",
        _view_name: "OutputView",
        _model_module: "@jupyter-widgets/output",
        _view_module: "@jupyter-widgets/output",
        msg_id: "",
        outputs: [],
      };
    }

    initialize(...given) {
      super.initialize(...given);
      this.caught = [];
      this.places = new Set();
    }

    receive(kind, content) {
      // What is cleared need not be told to a view that comes later.
      if (kind === "clear_output") this.caught = [];
      this.caught.push([kind, content]);
      for (const place of this.places) place.receive(kind, content);
    }
  }

  class OutputView extends base.DOMWidgetView {
    render() {
      super.render();
      this.el.classList.add("jupyter-widgets", "widget-output", "live-output");
      // Only when it stands in the page is it known in which cell, and what its pictures show.
      this.displayed.then(() => this.begin());
    }

    begin() {
      const { view, alt } = this.model.widget_manager.context(this.el);
      this.place = new Outputs(this.el, { view, alt });
      this.model.places.add(this.place);
      this.listenTo(this.model, "change:outputs", () => this.fill());
      this.fill();
      for (const [kind, content] of this.model.caught) this.place.receive(kind, content);
    }

    /** Show what Python appended by itself. */
    fill() {
      for (const { output_type: kind, ...content } of this.model.get("outputs"))
        this.place.receive(kind, content);
    }

    remove() {
      this.model.places.delete(this.place);
      return super.remove();
    }
  }
  return { OutputModel, OutputView };
}

/**
 * Start the manager without two things that it brings along: an icon font, which the page has
 * already, and a warning of its validator about its own scheme.
 */
function quietly(start) {
  const { warn } = console;
  console.warn = (...words) => String(words[0]).startsWith("strict mode:") || warn(...words);
  const before = new Set(document.querySelectorAll("style"));
  try {
    return start();
  } finally {
    console.warn = warn;
    for (const sheet of document.querySelectorAll("style"))
      if (!before.has(sheet) && sheet.textContent.includes("Font Awesome")) sheet.remove();
  }
}

/** kernel: the page's Python; scripts: addresses of the front ends; alt(el): the description of pictures. */
export class Widgets {
  #kernel;
  #scripts;
  #manager = null;
  #comms = new Map();
  #catching = new Catching();

  constructor({ kernel, scripts, alt }) {
    this.#kernel = kernel;
    this.#scripts = scripts;
    this.alt = alt;
  }

  #load() {
    this.#manager ??= this.#make();
    return this.#manager;
  }

  async #make() {
    const module = await script(this.#scripts.widgets);
    const [base, { HTMLManager }] = quietly(() => [
      module("@jupyter-widgets/base"),
      module("@jupyter-widgets/html-manager"),
    ]);
    const { alt } = this;
    const show = (model, place) => this.show(model, place);
    const kernel = this.#kernel;
    const comms = this.#comms;
    const output = outputModule(base);

    class Manager extends HTMLManager {
      async loadClass(name, source, version) {
        if (source === "@jupyter-widgets/output") return output[name];
        return super.loadClass(name, source, version);
      }

      async _create_comm(target, id, data, metadata, buffers) {
        const comm = new Comm(id, kernel);
        comms.set(id, comm);
        comm.open(data, {}, metadata, buffers);
        return comm;
      }

      context(el) {
        return { view: show, alt: alt(el) };
      }
    }

    return new Manager({
      loader: async (name) => {
        if (name !== "anywidget") throw new Error(`This page has no widgets of the kind ${name}.`);
        return (await script(this.#scripts.anywidget, name))(name);
      },
    });
  }

  /** Take a message of Python's half of a widget. */
  async receive({ kind, parent, content, metadata, buffers }) {
    const { comm_id: id, data } = content;
    if (kind === "comm_open" && content.target_name !== WIDGETS) return;
    this.#catching.note(id, data?.state);
    const message = { content, metadata, buffers, parent_header: { msg_id: parent } };
    if (kind === "comm_open") {
      const comm = new Comm(id, this.#kernel);
      this.#comms.set(id, comm);
      const manager = await this.#load();
      await manager.handle_comm_open(comm, message);
    } else if (kind === "comm_msg") {
      this.#comms.get(id)?.receive(message);
    } else {
      this.#comms.delete(id);
    }
  }

  /** Give an output to the widget that catches it; whether one does. */
  catch(run, kind, content) {
    const id = this.#catching.by(run);
    if (!id) return false;
    this.#load()
      .then((manager) => manager.get_model(id))
      .then((model) => model.receive(kind, content))
      .catch((error) => console.error(error));
    return true;
  }

  /** Put a widget into an element. */
  async show(id, el) {
    try {
      const manager = await this.#load();
      const view = await manager.create_view(await manager.get_model(id));
      if (!el.isConnected) return; // another result has come meanwhile
      await manager.display_view(view, el);
      nameControls(el);
    } catch (error) {
      el.textContent = `The controls could not be shown: ${error?.message ?? error}`;
    }
  }

  /** Python is gone, and with it the other half of each widget. */
  forget() {
    this.#catching.clear();
    for (const comm of this.#comms.values()) comm.kernel_link = { comm: () => "" };
    this.#comms.clear();
    for (const el of document.querySelectorAll(".live-widget:has(.jupyter-widgets)"))
      el.classList.add("live-asleep");
  }
}
