// The record beside the model: what was observed, where points are too few or too unlike for a line.
import { h } from "../../explorers/kit.js";
import { numeral, t } from "../../explorers/texts.js";

/** Words of a table or of its publisher, which stay in the language in which they were written. */
const asRecorded = (text) => h("span", { lang: "en" }, text);

/** What was observed, system by system, as lists. */
export function recordList(systems) {
  return h(
    "div",
    { class: "sim-record" },
    ...systems
      .filter(({ record }) => record.length)
      .flatMap(({ title, record }) => [
        h("h3", {}, t(title)),
        ...record.map(({ label, unit, year, value, source, note }) =>
          h(
            "details",
            {},
            h("summary", {}, t("{label}, {unit}", { label: t(label), unit: t(unit) })),
            h(
              "ul",
              {},
              ...year.map((when, i) =>
                h(
                  "li",
                  {},
                  t("year {year}: {value}", {
                    year: numeral(when.toFixed(2)),
                    value: numeral(value[i]),
                  }),
                  ...(note[i] ? [" (", asRecorded(note[i]), ")"] : []),
                ),
              ),
            ),
            h("p", { class: "sim-muted" }, t("Source: "), asRecorded(source), "."),
          ),
        ),
      ]),
  );
}
