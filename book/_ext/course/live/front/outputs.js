// What a run shows: bundles of MIME types, printed text and errors as elements of the page.

import { h } from "./dom.js";
import { append } from "./terminal.js";

const WIDGET = "application/vnd.jupyter.widget-view+json";
/** Numbers that a chapter's text shows; they are recorded for the build and are nothing to see. */
const RECORD = "application/papermill.record/";
const SCROLLS = {
  "aria-label": "Figure, scrolls sideways on a narrow screen",
  "data-says": "Scrolls sideways",
};

/** A picture as the page's own stand: in a box that scrolls where the window is narrow. */
function picture(address, alt) {
  return h(
    "div",
    { class: "figure-scroll", tabindex: "0", role: "group", ...SCROLLS },
    h("img", { src: address, alt }),
  );
}

const joined = (text) => (Array.isArray(text) ? text.join("") : String(text));

function plain(text, kind) {
  return h(
    "div",
    { class: `output ${kind} highlight-myst-ansi notranslate` },
    h("div", { class: "highlight" }, append(h("pre"), text)),
  );
}

/** Text that may hold markup, as the page's own outputs hold it. */
function markup(text) {
  const node = h("div", { class: "output text_html" });
  node.innerHTML = text;
  return node;
}

/** How each type is shown, the best first. */
const SHOWN = [
  ["text/html", markup],
  ["image/svg+xml", (text, alt) => picture(`data:image/svg+xml,${encodeURIComponent(text)}`, alt)],
  ["image/png", (text, alt) => picture(`data:image/png;base64,${text}`, alt)],
  ["image/jpeg", (text, alt) => picture(`data:image/jpeg;base64,${text}`, alt)],
  ["text/latex", (text) => plain(text, "text_plain")],
  ["text/markdown", (text) => plain(text, "text_plain")],
  ["text/plain", (text) => plain(text, "text_plain")],
];

/** An error: the message, the reader's own lines on the way to it, and what to do. */
function errorBox({ name, message, lines, where, hint }) {
  const way = lines.map(({ number, code, within, mark }) => {
    const place = `Line ${number}${within ? ` in ${within}` : ""}`;
    const text = mark ? `${code}\n${mark}` : code;
    return h("li", {}, `${place}: `, h("pre", {}, h("code", {}, text)));
  });
  const box = h(
    "div",
    { class: "output error live-error", role: "group", "aria-label": `${name} in this cell` },
    h("p", {}, h("strong", {}, name), message ? `: ${message}` : ""),
  );
  if (way.length) box.append(h("ul", {}, ...way));
  if (where) box.append(h("p", {}, `It arose inside ${where}, called from there.`));
  if (hint) box.append(h("p", { class: "live-hint" }, h("strong", {}, "Hint: "), hint));
  return box;
}

/**
 * The place where the results of one cell, or of one output widget, stand.
 *
 * alt is the description of its pictures; view(model, el) puts a widget into an element.
 */
export class Outputs {
  #stale = false; // old results stand until the first new one
  #named = new Map(); // elements by the name under which a later message may update them
  #stream = null;

  constructor(el, { alt = "", view }) {
    Object.assign(this, { el, alt, view });
  }

  /** Empty it: now, or when the next result comes. */
  clear(wait) {
    if (wait) this.#stale = true;
    else this.#put();
  }

  /** Nothing more comes: what is stale by now goes. */
  finish() {
    if (this.#stale) this.#put();
  }

  #put(...nodes) {
    const old = this.el.querySelector(":scope > .figure-scroll > img");
    const next = nodes[0]?.matches?.(".figure-scroll") ? nodes[0].firstChild : null;
    this.#stale = false;
    this.#named.clear();
    this.#stream = null;
    if (old && next && this.el.childElementCount === 1) {
      // The old picture stays until the new one is drawn, so that nothing jumps.
      old.src = next.src;
      for (const kept of ["width", "height", "loading"]) old.removeAttribute(kept);
      old.alt = next.alt;
      return old.parentElement;
    }
    this.el.replaceChildren(...nodes);
    return nodes[0];
  }

  #add(node) {
    if (this.#stale) return this.#put(node);
    this.el.append(node);
    return node;
  }

  /** Show one message; kind is Jupyter's name for it. */
  receive(kind, content) {
    if (kind === "clear_output") this.clear(content.wait);
    else if (kind === "stream") this.#print(content);
    else if (kind === "error") this.#add(errorBox(content));
    else if (kind === "update_display_data") this.update(content);
    else this.#show(content);
  }

  #print({ name, text }) {
    if (!this.#stale && this.#stream?.name === name && this.#stream.node === this.el.lastChild) {
      append(this.#stream.node.querySelector("pre"), text);
      return;
    }
    const node = plain(text, name === "stderr" ? "stderr" : "stream");
    this.#add(node);
    this.#stream = { name, node };
  }

  #render({ data }) {
    if (data[WIDGET] && this.view) {
      const node = h("div", { class: "live-widget" });
      this.view(data[WIDGET].model_id, node);
      return node;
    }
    const found = SHOWN.find(([type]) => type in data);
    return found && found[1](joined(data[found[0]]), this.alt);
  }

  #show(content) {
    if (Object.keys(content.data).some((type) => type.startsWith(RECORD))) return;
    const node = this.#render(content);
    if (!node) return;
    const placed = this.#add(node);
    const name = content.transient?.display_id;
    if (name) this.#named.set(name, placed);
  }

  /** Show something new under the name of something shown; whether it was shown here. */
  update(content) {
    const name = content.transient?.display_id;
    const old = this.#named.get(name);
    const node = old && this.#render(content);
    if (!node) return false;
    old.replaceWith(node);
    this.#named.set(name, node);
    return true;
  }
}
