// The editor of a cell: a native text field, so that phones, screen readers and undo work as
// everywhere, above the same text in colours.

import { h } from "./dom.js";
import { paint } from "./highlight.js";

const INDENT = "    ";

/** Put text at the cursor so that the browser's undo knows of it. */
function insert(field, text) {
  if (!document.execCommand("insertText", false, text))
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
}

/** The line in which the cursor stands, up to the cursor. */
function lineBefore(field) {
  const before = field.value.slice(0, field.selectionStart);
  return before.slice(before.lastIndexOf("\n") + 1);
}

/** Move the selected lines one step to the left, or the right. */
function shift(field, left) {
  const { value } = field;
  const start = value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const to = value.indexOf("\n", Math.max(field.selectionEnd - 1, start));
  const end = to < 0 ? value.length : to;
  const lines = value.slice(start, end).split("\n");
  const moved = lines.map((line) => (left ? line.replace(/^ {1,4}/, "") : line && INDENT + line));
  field.setSelectionRange(start, end);
  insert(field, moved.join("\n"));
  field.setSelectionRange(start, start + moved.join("\n").length);
}

/** key → what it does; true where the browser's own way is not wanted. */
const KEYS = {
  Tab(field, event) {
    const many = field.value.slice(field.selectionStart, field.selectionEnd).includes("\n");
    if (event.shiftKey || many) shift(field, event.shiftKey);
    else insert(field, " ".repeat(4 - (lineBefore(field).length % 4)));
    return true;
  },
  Enter(field, event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const line = lineBefore(field);
    const deeper = /:\s*(#.*)?$/.test(line) ? INDENT : "";
    insert(field, `\n${/^ */.exec(line)[0]}${deeper}`);
    return true;
  },
  Backspace(field) {
    const line = lineBefore(field);
    if (field.selectionStart !== field.selectionEnd || !line || line.trim() || line.length % 4)
      return false;
    field.setSelectionRange(field.selectionStart - 4, field.selectionStart);
    insert(field, "");
    return true;
  },
};

/**
 * An editor: {el, get, set, focus}. onRun is called at Shift + Enter, onEdit after each change,
 * onLeave at Escape, which gives the Tab key back to the page.
 */
export function editor({ code, label, describedBy, onRun, onEdit, onLeave }) {
  // No pre: the theme gives those that scroll a tab stop of their own.
  const colours = h("div", { class: "live-code", "aria-hidden": "true" });
  const field = h("textarea", {
    "aria-label": label,
    "aria-describedby": describedBy,
    autocapitalize: "off",
    autocomplete: "off",
    autocorrect: "off",
    spellcheck: "false",
    wrap: "off",
    rows: 1,
  });
  const el = h("div", { class: "live-editor highlight" }, colours, field);
  const show = () => {
    // A last empty line has its room too.
    paint(colours, `${field.value}\n`);
    field.rows = field.value.split("\n").length;
  };
  field.value = code;
  show();
  field.addEventListener("input", () => {
    show();
    onEdit(field.value);
  });
  field.addEventListener("scroll", () => (colours.scrollLeft = field.scrollLeft));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    // Single keys of the page, such as those of the search, are not meant here.
    event.stopPropagation();
    if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    } else if (event.key === "Escape") {
      event.preventDefault();
      onLeave();
    } else if (KEYS[event.key]?.(field, event)) event.preventDefault();
  });
  return {
    el,
    get: () => field.value,
    set: (text) => {
      field.value = text;
      show();
    },
    focus: () => field.focus(),
  };
}
