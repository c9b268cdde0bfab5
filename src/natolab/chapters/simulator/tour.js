// The guided start: five steps that move the real levers, each after a prediction.
import { button, h } from "../../explorers/kit.js";
import { numeral, t } from "../../explorers/texts.js";

const KEPT = "natolab-tour";

function seenBefore() {
  try {
    return localStorage.getItem(KEPT) !== null;
  } catch {
    return true; // a browser that keeps nothing would show it each time
  }
}
function remember() {
  try {
    localStorage.setItem(KEPT, "done");
  } catch {
    // It will be offered again.
  }
}

/**
 * The tour's card. onStart() puts its first scenario on the page, onStep(step) makes a step's move;
 * marked(lever) returns the control that a step moves, which is outlined.
 */
export function tour({ steps, labels, onStart, onStep, marked, onEnd }) {
  let at = -1;
  let outlined = null;
  const count = h("p", { class: "sim-muted" });
  const question = h("p", { class: "sim-question", tabindex: "-1" });
  const options = h("div", {
    class: "sim-options",
    role: "group",
    "aria-label": t("Your prediction"),
  });
  const answer = h("p", { class: "sim-answer", role: "status" });
  const next = button({ label: t("Next"), onClick: () => show(at + 1) });
  const skip = button({ label: t("Skip"), onClick: () => end() });
  const el = h(
    "section",
    { class: "sim-tour", "aria-label": t("Guided start"), hidden: true },
    count,
    question,
    options,
    answer,
    h("div", { class: "sim-buttons" }, next.el, skip.el),
  );
  el.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
  });

  function outline(control) {
    outlined?.classList.remove("sim-outlined");
    outlined = control;
    outlined?.classList.add("sim-outlined");
  }
  function show(step) {
    if (step >= steps.length) return end();
    if (at < 0) onStart();
    at = step;
    const { lever, predict } = steps[at];
    const control = marked(lever);
    outline(control);
    control?.scrollIntoView({ block: "nearest" });
    count.textContent = t("Guided start, step {number} of {all}: {lever}", {
      number: numeral(at + 1),
      all: numeral(steps.length),
      lever: t(labels[lever].label),
    });
    question.textContent = t(predict.question);
    answer.textContent = "";
    options.replaceChildren(
      ...predict.options.map(
        (text, i) => button({ label: t(text), onClick: () => predicted(i) }).el,
      ),
    );
    next.el.hidden = true;
    skip.el.textContent = t("Skip the rest");
    question.focus({ preventScroll: true });
    return undefined;
  }
  function predicted(choice) {
    const { predict, say } = steps[at];
    [...options.children].forEach((each, i) => {
      each.disabled = true;
      each.classList.toggle("sim-chosen", i === choice);
      each.classList.toggle("sim-model", i === predict.right);
      each.dataset.said = t("the model");
    });
    const verdict =
      choice === predict.right
        ? t("The model agrees.")
        : t("The model says: {answer}.", { answer: t(predict.options[predict.right]) });
    answer.textContent = `${verdict} ${t(say)}`;
    onStep(steps[at]);
    next.el.hidden = false;
    next.el.textContent = at + 1 < steps.length ? t("Next") : t("The levers are yours");
    skip.el.hidden = at + 1 >= steps.length;
    next.el.focus({ preventScroll: true });
  }
  function end() {
    remember();
    outline(null);
    at = -1;
    el.hidden = true;
    skip.el.hidden = false;
    onEnd();
  }
  /** Offer the tour: one sentence and two buttons. */
  function offer() {
    at = -1;
    el.hidden = false;
    count.textContent = t("Guided start");
    question.textContent = t(
      "Is this your first time here? Five moves show how a shock travels through the alliance.",
    );
    options.replaceChildren();
    answer.textContent = "";
    next.el.hidden = false;
    next.el.textContent = t("Show me");
    skip.el.textContent = t("Not now");
    skip.el.hidden = false;
  }
  return {
    el,
    offer,
    start: () => {
      el.hidden = false;
      show(0);
    },
    offerOnce: () => {
      if (steps.length && !seenBefore()) offer();
    },
  };
}
