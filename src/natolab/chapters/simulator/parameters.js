// All numbers of the model, each with its meaning and source; a moved one belongs to scenario A.
import { button, h, slider, toggle } from "../../explorers/kit.js";
import { numeral, t } from "../../explorers/texts.js";
import { PARAMETERS, SYSTEMS } from "../../model/kernel.js";
import { inYears } from "../../explorers/parts/rounding.js";
import { capital, title } from "../../explorers/parts/words.js";

const inUnits = {
  year: inYears,
  ratio: (count) => t("{number} ×", { number: numeral(count) }),
};

/** The parameters. onParameter(name, value) and onReset() hear of changes; set(scenario) shows. */
export function parameterDials({ onParameter, onReset }) {
  const dials = {};
  const drawn = {};
  function dial(name) {
    const { low, high, value, unit, meaning, source } = PARAMETERS[name];
    if (low === high) {
      const cut = toggle({
        label: t("Loop of mutual distancing: commitment answers support"),
        value: true,
        onInput: (on) => onParameter(name, Number(on)),
      });
      dials[name] = { set: (v) => cut.set(v === 1) };
      return h(
        "div",
        {},
        cut.el,
        h("p", { class: "explorer-note" }, t("Take the tick away to cut the loop.")),
      );
    }
    dials[name] = slider({
      label: title(name),
      min: low,
      max: high,
      step: 10 ** Math.floor(Math.log10((high - low) / 40)),
      value,
      format: (v) => {
        const count = Number(v.toPrecision(4));
        return inUnits[unit]?.(count) ?? numeral(count);
      },
      onInput: (v) => onParameter(name, v),
    });
    return h(
      "div",
      {},
      dials[name].el,
      h(
        "p",
        { class: "explorer-note" },
        t("{meaning}. Default {value}, plausible from {low} to {high}. Source: {source}.", {
          meaning: t(meaning),
          value: numeral(value),
          low: numeral(low),
          high: numeral(high),
          source: t(source),
        }),
      ),
    );
  }
  const groups = SYSTEMS.map((system) => {
    const own = Object.keys(PARAMETERS).filter((name) => PARAMETERS[name].system === system);
    return h(
      "details",
      { class: "explorer-details" },
      h(
        "summary",
        {},
        t("{system}: {count} numbers", { system: capital(t(system)), count: numeral(own.length) }),
      ),
      h("div", { class: "explorer-controls" }, ...own.map(dial)),
    );
  });
  const reset = button({ label: t("All parameters to their defaults"), onClick: onReset });
  return {
    el: h("div", {}, ...groups, h("div", { class: "sim-buttons" }, reset.el)),
    set({ parameters }) {
      for (const name of Object.keys(PARAMETERS)) {
        const value = parameters[name] ?? PARAMETERS[name].value;
        if (drawn[name] !== value) dials[name].set(value);
        drawn[name] = value;
      }
    },
  };
}
