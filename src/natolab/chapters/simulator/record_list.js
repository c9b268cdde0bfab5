// The record beside the model: what was observed, where points are too few or too unlike for a line.
import { h } from "../../explorers/kit.js";

/** What was observed, system by system, as lists. */
export function recordList(systems) {
  return h(
    "div",
    { class: "sim-record" },
    ...systems
      .filter(({ record }) => record.length)
      .flatMap(({ title, record }) => [
        h("h3", {}, title),
        ...record.map(({ label, unit, year, value, source, note }) =>
          h(
            "details",
            {},
            h("summary", {}, `${label}, ${unit}`),
            h(
              "ul",
              {},
              ...year.map((when, i) =>
                h(
                  "li",
                  {},
                  `year ${when.toFixed(2)}: ${value[i]}${note[i] ? ` (${note[i]})` : ""}`,
                ),
              ),
            ),
            h("p", { class: "sim-muted" }, `Source: ${source}.`),
          ),
        ),
      ]),
  );
}
