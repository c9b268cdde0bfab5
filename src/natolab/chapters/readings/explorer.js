import {
  bind,
  choice,
  dataTable,
  h,
  layout,
  presets,
  readout,
  toggle,
} from "../../explorers/kit.js";
import { choices, labelled, numeral, several, t } from "../../explorers/texts.js";

/** Choose claims and count their verdicts; the same as compute in claims.py. */
export function compute(inputs, data) {
  const when = inputs.then ? "verdict_then" : "verdict";
  const word = inputs.word.trim().toLowerCase();
  const counts = {};
  for (const verdict of Object.keys(data.verdicts)) {
    counts[verdict] = Object.fromEntries(
      [...Object.keys(data.readings), "all"].map((name) => [name, 0]),
    );
  }
  const ids = [];
  for (const claim of data.claims) {
    const shown = { ...claim, verdict: claim[when] };
    if (data.menus.some((menu) => !["all", shown[menu]].includes(inputs[menu]))) continue;
    const text = [claim.claim, claim.fact, claim.source, claim.second_source].join(" ");
    if (!text.toLowerCase().includes(word)) continue;
    ids.push(claim.id);
    counts[claim[when]][claim.reading] += 1;
    counts[claim[when]].all += 1;
  }
  return { ids, counts };
}

// A sign for each verdict, so that colour is not needed.
const SIGNS = { supported: "✓", partly: "◐", contradicted: "✗", open: "?", opinion: "“ ”" };

function wordField({ label, value, longest, onInput }) {
  const input = h("input", {
    type: "search",
    value,
    maxlength: longest,
    autocomplete: "off",
    style:
      "grid-column: 1 / -1; width: 100%; min-height: 2rem; box-sizing: border-box; font: inherit;",
    oninput: () => onInput(input.value),
  });
  return {
    el: h("label", { class: "explorer-control" }, h("span", {}, label), input),
    set: (next) => {
      if (input.value !== next) input.value = next;
    },
  };
}

/** How many claims got a verdict, in words. */
const COUNTED = {
  supported: (number, shown) => several(number, "{count} supported", "{count} supported", shown),
  partly: (number, shown) =>
    several(number, "{count} partly supported", "{count} partly supported", shown),
  contradicted: (number, shown) =>
    several(number, "{count} contradicted", "{count} contradicted", shown),
  open: (number, shown) => several(number, "{count} open", "{count} open", shown),
  opinion: (number, shown) => several(number, "{count} opinion", "{count} opinion", shown),
};

// A claim's number and the name of its source are the same in every language.
const asWritten = (tag, attributes, text) => h(tag, { lang: "en", ...attributes }, text);

function link(title, url) {
  return url ? asWritten("a", { href: url, rel: "noopener" }, title) : asWritten("span", {}, title);
}

/** Where a claim's verdict comes from. */
function sourcesOf(claim) {
  const found = h("div", {}, t("Source: "), link(claim.source, claim.source_url));
  if (claim.second_source) found.append(t("; "), link(claim.second_source, claim.second_url));
  found.append(` (${t(claim.confidence)})`);
  return found;
}

function entry(claim, data) {
  const changed = claim.verdict_then !== claim.verdict;
  const now = t(data.verdicts[claim.verdict]);
  const verdict = changed
    ? t("{before} when written; now {now}", {
        before: `${SIGNS[claim.verdict_then]} ${t(data.verdicts[claim.verdict_then])}`,
        now: `${SIGNS[claim.verdict]} ${now.toLowerCase()}`,
      })
    : `${SIGNS[claim.verdict]} ${now}`;
  const kind = claim.kind === "opinion" ? "" : ` (${t(claim.kind)})`;
  const parts = [
    h("div", {}, asWritten("strong", {}, `${claim.id} `), claim.claim),
    h("div", {}, h("strong", {}, verdict), kind),
  ];
  if (claim.fact) parts.push(h("div", {}, claim.fact));
  if (claim.disagreement) parts.push(h("div", {}, h("em", {}, t(claim.disagreement))));
  if (claim.source) parts.push(sourcesOf(claim));
  return h("li", { style: "margin: 0 0 0.9rem;" }, ...parts);
}

/** The data with the claims in the page's language, in which the reader looks for words. */
const spoken = (data) => ({
  ...data,
  claims: data.claims.map((claim) => ({
    ...claim,
    claim: t(claim.claim),
    fact: claim.fact && t(claim.fact),
  })),
});

function render({ model, el }) {
  const start = model.get("inputs");
  const data = spoken(model.get("data"));
  const entries = Object.fromEntries(data.claims.map((claim) => [claim.id, entry(claim, data)]));
  let update;
  const menu = (name, label, values) =>
    choice({
      label,
      value: start[name],
      options: [{ value: "all", label: t("All") }, ...choices(values)],
      onInput: (value) => update({ [name]: value }),
    });
  const controls = {
    reading: menu("reading", t("Reading"), data.readings),
    verdict: menu("verdict", t("Verdict"), data.verdicts),
    theme: menu("theme", t("Theme"), data.themes),
    kind: menu("kind", t("Kind of claim"), data.kinds),
    word: wordField({
      label: t("Word in claim, fact or source"),
      value: start.word,
      longest: data.longest_word,
      onInput: (word) => update({ word }),
    }),
    then: toggle({
      label: t("Verdicts as of the day of writing"),
      value: start.then,
      onInput: (then) => update({ then }),
    }),
  };
  const starts = presets(labelled(data.presets), (values) => update(values));
  const said = readout();
  const counts = dataTable({
    caption: t("Claims chosen, by verdict and reading"),
    columns: [
      { key: "verdict", label: t("Verdict") },
      // The year is enough to tell the readings apart, and fits a telephone.
      ...Object.entries(data.readings).map(([key, label]) => ({
        key,
        label: label.slice(-4),
        format: numeral,
      })),
      { key: "all", label: t("All"), format: numeral },
    ],
  });
  const list = h("ul", { style: "list-style: none; margin: 0; padding: 0.2rem;" });
  const claims = h(
    "div",
    {
      class: "explorer-scroll",
      tabindex: "0",
      role: "region",
      "aria-label": t("Claims chosen"),
      style: "max-height: 34rem; margin-top: 1rem; overflow-y: auto;",
    },
    list,
  );
  layout(el, {
    label: model.get("label"),
    controls: [starts, ...Object.values(controls)],
    view: [said, counts],
    result: [claims],
  });
  update = bind(model, (inputs) => {
    for (const [name, control] of Object.entries(controls)) control.set(inputs[name]);
    starts.set(inputs);
    const result = compute(inputs, data);
    const numbers = Object.keys(data.verdicts).map((verdict) => {
      const { all } = result.counts[verdict];
      return COUNTED[verdict](all, { count: numeral(all) });
    });
    const chosen = {
      count: numeral(result.ids.length),
      all: numeral(data.claims.length),
      verdicts: numbers.join(t(", ")),
    };
    said.set(
      inputs.then
        ? t("{count} of {all} claims: {verdicts}, judged as on the day of writing.", chosen)
        : t("{count} of {all} claims: {verdicts}.", chosen),
    );
    counts.set(
      Object.entries(data.verdicts).map(([verdict, label]) => ({
        verdict: `${SIGNS[verdict]} ${t(label)}`,
        ...result.counts[verdict],
      })),
    );
    list.replaceChildren(...result.ids.map((id) => entries[id]));
    claims.scrollTop = 0;
  });
}

export default { render };
