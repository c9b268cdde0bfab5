// Class mode: large type, a show of hands before the result, two pictures side by side, keys.
import { button, h } from "../../explorers/kit.js";
import { capital, words } from "../../explorers/parts/words.js";
import { ORDER } from "./result.js";

/** A show of hands: one number for each class of outcome, and afterwards bars beside the model's. */
export function showOfHands({ onShow }) {
  const fields = ORDER.map((name) => {
    const input = h("input", { type: "number", min: 0, max: 999, inputmode: "numeric" });
    const bar = h("span", { class: `sim-hand-bar sim-class-${name}` });
    const row = h("label", { class: "sim-hand" }, h("span", {}, capital(words(name))), input, bar);
    return { name, input, bar, row };
  });
  const needed = h("p", { class: "sim-muted", role: "status" });
  const votes = () => fields.map(({ input }) => Math.max(0, Math.round(Number(input.value)) || 0));
  const show = button({
    label: "Show the result",
    onClick: () => {
      const counted = votes();
      const all = counted.reduce((sum, each) => sum + each, 0);
      if (!all) {
        needed.textContent = "First type in how many hands go up for each end.";
        fields[0].input.focus();
        return;
      }
      needed.textContent = `${all} hands.`;
      fields.forEach(({ bar, row }, i) => {
        bar.style.setProperty("--part", counted[i] / all);
        row.hidden = !counted[i];
      });
      onShow();
    },
  });
  const el = h(
    "section",
    { class: "sim-hands", "aria-label": "Show of hands" },
    h("h3", {}, "How does scenario A end? Hands up"),
    ...fields.map(({ row }) => row),
    h("div", { class: "sim-buttons" }, show.el),
    needed,
  );
  return {
    el,
    press: () => show.el.click(),
    /** Hide the votes' bars and ask again. */
    ask() {
      needed.textContent = "";
      show.el.hidden = false;
      for (const { input, bar, row } of fields) {
        row.hidden = false;
        input.value = "";
        bar.style.setProperty("--part", 0);
      }
    },
    shown() {
      show.el.hidden = true;
    },
  };
}

/** Keys of class mode with what they do: [[keys, words, action]]. */
export function keyboard({ el, actions, active }) {
  const table = h(
    "table",
    {},
    h("caption", {}, "Keys in class mode"),
    h(
      "tbody",
      {},
      ...actions.map(([key, text]) =>
        h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, key)), h("td", {}, text)),
      ),
    ),
  );
  const close = button({ label: "Close", onClick: () => dialog.close() });
  const dialog = h("dialog", { class: "sim-keys", "aria-label": "Keys" }, table, close.el);
  const named = { "→": "ArrowRight", "←": "ArrowLeft" };
  const listen = (event) => {
    if (!active() || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest?.("input, select, textarea, [role=tab], dialog");
    if (field && !(event.key === "?" && field.type !== "text" && field.tagName !== "TEXTAREA"))
      return;
    const action = actions.find(([key]) => (named[key] ?? key) === event.key);
    if (!action) return;
    event.preventDefault();
    action[2]();
  };
  document.addEventListener("keydown", listen);
  return {
    dialog,
    open: () => (dialog.open ? dialog.close() : dialog.showModal()),
    close: () => document.removeEventListener("keydown", listen),
    el,
  };
}
