// Class mode: large type, a show of hands before the result, two pictures side by side, keys.
import { button, h } from "../../explorers/kit.js";
import { numeral, several, t } from "../../explorers/texts.js";
import { capital, words } from "../../explorers/parts/words.js";
import { ORDER } from "./result.js";

/** A show of hands: one number for each class of outcome, and afterwards bars beside the model's. */
function showOfHands({ onShow }) {
  const fields = ORDER.map((name) => {
    const input = h("input", { type: "number", min: 0, max: 999, inputmode: "numeric" });
    const bar = h("span", { class: `sim-hand-bar sim-class-${name}` });
    const row = h("label", { class: "sim-hand" }, h("span", {}, capital(words(name))), input, bar);
    return { name, input, bar, row };
  });
  const needed = h("p", { class: "sim-muted", role: "status" });
  const votes = () => fields.map(({ input }) => Math.max(0, Math.round(Number(input.value)) || 0));
  const show = button({
    label: t("Show the result"),
    onClick: () => {
      const counted = votes();
      const all = counted.reduce((sum, each) => sum + each, 0);
      if (!all) {
        needed.textContent = t("First type in how many hands go up for each end.");
        fields[0].input.focus();
        return;
      }
      needed.textContent = several(all, "{count} hands.", "{count} hands.", {
        count: numeral(all),
      });
      fields.forEach(({ bar, row }, i) => {
        bar.style.setProperty("--part", counted[i] / all);
        row.hidden = !counted[i];
      });
      onShow();
    },
  });
  const el = h(
    "section",
    { class: "sim-hands", "aria-label": t("Show of hands") },
    h("h3", {}, t("How does scenario A end? Hands up")),
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

/** Keys of class mode with what they do: [[key, words, action]]; their list is made when asked for. */
function keyboard({ el, actions, active }) {
  let dialog = null;
  function list() {
    const row = ([key, text]) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, h("kbd", {}, key === "Enter" ? t("Enter") : key)),
        h("td", {}, text),
      );
    const table = h(
      "table",
      {},
      h("caption", {}, t("Keys in class mode")),
      h("tbody", {}, ...actions.map(row)),
    );
    const close = button({ label: t("Close"), onClick: () => dialog.close() });
    dialog = h("dialog", { class: "sim-keys", "aria-label": t("Keys") }, table, close.el);
    el.append(dialog);
  }
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
    toggle() {
      if (!dialog) list();
      if (dialog.open) dialog.close();
      else dialog.showModal();
    },
    close: () => document.removeEventListener("keydown", listen),
  };
}

/**
 * Class mode on the page `el`. actions(own) returns its keys, [[key, words, action]], of which
 * `own` has {hide, show, beside, full, list}. onTeach(on) hears that it begins or ends, onHide()
 * that the result waits for hands, onShow() that it no longer does, onTwo(two) that two pictures
 * are wanted, or one.
 */
export function classMode({ el, actions, onTeach, onHide, onShow, onTwo }) {
  let teaching = false;
  let hiding = false; // the result waits for a show of hands
  let two = false;
  const hands = showOfHands({
    onShow: () => {
      reveal();
      hands.shown();
      onShow();
    },
  });
  hands.el.hidden = true;
  function reveal() {
    hiding = false;
    el.classList.remove("sim-hidden");
  }
  const hide = () => {
    hiding = true;
    hands.ask();
    el.classList.add("sim-hidden");
    onHide();
  };
  const beside = (on = !two) => {
    two = on;
    el.classList.toggle("sim-two", two);
    twoButton.set(two);
    onTwo(two);
  };
  const full = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else el.requestFullscreen?.();
  };
  const list = () => keys.toggle();
  const show = () => hiding && hands.press();
  const keys = keyboard({
    el,
    actions: actions({ hide, show, beside: () => beside(), full, list }),
    active: () => teaching,
  });

  const teachButton = button({ label: t("Class mode"), onClick: () => teach(!teaching) });
  teachButton.set(false);
  const twoButton = button({ label: t("Side by side"), onClick: () => beside() });
  twoButton.set(false);
  const bar = h(
    "span",
    { class: "sim-buttons", hidden: true },
    button({ label: t("Ask for hands"), onClick: hide }).el,
    twoButton.el,
    button({ label: t("Full screen"), onClick: full }).el,
    button({ label: t("Keys (?)"), onClick: list }).el,
  );
  function teach(on) {
    teaching = on;
    teachButton.set(on);
    bar.hidden = hands.el.hidden = !on;
    el.classList.toggle("sim-teaching", on);
    if (on) hide();
    else {
      reveal();
      beside(false);
    }
    onTeach(on);
  }
  return {
    button: teachButton.el,
    bar,
    hands: hands.el,
    hiding: () => hiding,
    two: () => two,
    close: keys.close,
  };
}
