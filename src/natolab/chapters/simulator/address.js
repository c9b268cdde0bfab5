// Links: the page's address brings a scenario, and keeps what the reader has made.
import { button, h } from "../../explorers/kit.js";
import { t } from "../../explorers/texts.js";
import { fromFragment, isFragment, toFragment } from "../../explorers/parts/scenario_text.js";
import { OWN, arrival, presetOf, unread } from "../../explorers/parts/scenarios.js";

/**
 * Follow the address of a page. onFound(found) puts what a link holds on the page and returns a
 * sentence of the mission that it answers; onClose() hears that the note about it was closed.
 * keep(state) writes scenarios {scenario, other} into the address.
 */
export function address({ years, onFound, onClose }) {
  const note = h("p", {});
  const close = button({
    label: t("Close"),
    onClick: () => {
      el.hidden = true;
      onClose();
    },
  });
  const el = h("div", { class: "sim-note", role: "status", hidden: true }, note, close.el);
  let kept = "";

  function follow() {
    if (!isFragment(location.hash) || location.hash === kept) return;
    try {
      const found = fromFragment(location.hash);
      note.textContent = arrival(found, {
        story: presetOf(found.scenario) === OWN && found.scenario.description,
        most: 600,
        years,
        more: onFound(found),
      });
    } catch (error) {
      note.textContent = unread(error);
    }
    el.hidden = false;
  }
  return {
    el,
    follow,
    /** Write scenarios into the address; as long as none was, only where the reader changed one. */
    keep(state, changed) {
      const fragment = toFragment(state);
      if (fragment === kept || (!kept && !changed)) return;
      kept = fragment;
      window.history.replaceState(window.history.state, "", fragment);
    },
  };
}
