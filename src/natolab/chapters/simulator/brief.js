// One page on paper: levers, picture, result, the loop that leads, and what not to believe.
import { h } from "../../explorers/kit.js";
import { t } from "../../explorers/texts.js";
import { LEVERS } from "../../model/kernel.js";

/** The page, which only printing shows. set(content) fills it. */
export function policyBrief() {
  const el = h("section", { class: "sim-brief", "aria-hidden": "true" });
  return {
    el,
    set({ title, story, levers, names, picture, result, futures, reasons, link }) {
      const svg = picture.cloneNode(true);
      svg.removeAttribute("aria-label");
      // Its patterns must not be those of the picture that printing hides.
      for (const each of svg.querySelectorAll("[id]")) each.id += "-brief";
      for (const each of svg.querySelectorAll("[style*='url(']"))
        each.setAttribute("style", each.getAttribute("style").replace(/(#[\w-]+)/, "$1-brief"));
      el.replaceChildren(
        h("p", { class: "sim-brief-kind" }, t("Alliance Under Stress · policy brief")),
        h("h2", {}, title),
        story ? h("p", {}, story) : "",
        h("h3", {}, t("Decisions")),
        h(
          "table",
          {},
          h(
            "tbody",
            {},
            ...Object.keys(LEVERS).map((lever) =>
              h(
                "tr",
                {},
                h("th", { scope: "row" }, t(names[lever].label)),
                h("td", {}, levers[lever]),
              ),
            ),
          ),
        ),
        h("h3", {}, t("What follows in ten years")),
        svg,
        h("h3", {}, t("Result")),
        ...result.map((text) => h("p", {}, text)),
        h("p", {}, futures),
        h("h3", {}, t("Why")),
        ...reasons.map((text) => h("p", {}, text)),
        h("h3", {}, t("What not to believe")),
        h(
          "p",
          {},
          t(
            "This is a teaching model, not a forecast. Most of its numbers are assumptions; the shares "
              + "count assumptions that were tried, not chances of events. Europe and the United States "
              + "are one actor each, no adversary acts, and nobody ever gives in to a threat.",
          ),
        ),
        h("p", { class: "sim-brief-link" }, link),
      );
    },
  };
}
