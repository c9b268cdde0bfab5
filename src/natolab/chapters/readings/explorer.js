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

function link(title, url) {
  return url ? h("a", { href: url, rel: "noopener" }, title) : title;
}

function entry(claim, data) {
  const changed = claim.verdict_then !== claim.verdict;
  const verdict = changed
    ? `${SIGNS[claim.verdict_then]} ${data.verdicts[claim.verdict_then]} when written; now ${SIGNS[claim.verdict]} ${data.verdicts[claim.verdict].toLowerCase()}`
    : `${SIGNS[claim.verdict]} ${data.verdicts[claim.verdict]}`;
  const parts = [
    h("div", {}, h("strong", {}, `${claim.id} `), claim.claim),
    h("div", {}, h("strong", {}, verdict), claim.kind === "opinion" ? "" : ` (${claim.kind})`),
  ];
  if (claim.fact) parts.push(h("div", {}, claim.fact));
  if (claim.disagreement) parts.push(h("div", {}, h("em", {}, claim.disagreement)));
  if (claim.source) {
    const sources = h("div", {}, "Source: ", link(claim.source, claim.source_url));
    if (claim.second_source) sources.append("; ", link(claim.second_source, claim.second_url));
    sources.append(` (${claim.confidence})`);
    parts.push(sources);
  }
  return h("li", { style: "margin: 0 0 0.9rem;" }, ...parts);
}

function render({ model, el }) {
  const data = model.get("data");
  const start = model.get("inputs");
  const entries = Object.fromEntries(data.claims.map((claim) => [claim.id, entry(claim, data)]));
  let update;
  const menu = (name, label, values) =>
    choice({
      label,
      value: start[name],
      options: [
        { value: "all", label: "All" },
        ...Object.entries(values).map(([value, text]) => ({ value, label: text })),
      ],
      onInput: (value) => update({ [name]: value }),
    });
  const controls = {
    reading: menu("reading", "Reading", data.readings),
    verdict: menu("verdict", "Verdict", data.verdicts),
    theme: menu("theme", "Theme", data.themes),
    kind: menu("kind", "Kind of claim", data.kinds),
    word: wordField({
      label: "Word in claim, fact or source",
      value: start.word,
      longest: data.longest_word,
      onInput: (word) => update({ word }),
    }),
    then: toggle({
      label: "Verdicts as of the day of writing",
      value: start.then,
      onInput: (then) => update({ then }),
    }),
  };
  const starts = presets(data.presets, (values) => update(values));
  const said = readout();
  const counts = dataTable({
    caption: "Claims chosen, by verdict and reading",
    columns: [
      { key: "verdict", label: "Verdict" },
      // The year is enough to tell the readings apart, and fits a telephone.
      ...Object.entries(data.readings).map(([key, label]) => ({ key, label: label.slice(-4) })),
      { key: "all", label: "All" },
    ],
  });
  const list = h("ul", { style: "list-style: none; margin: 0; padding: 0.2rem;" });
  const claims = h(
    "div",
    {
      class: "explorer-scroll",
      tabindex: "0",
      role: "region",
      "aria-label": "Claims chosen",
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
    const numbers = Object.entries(data.verdicts)
      .map(([verdict, label]) => `${result.counts[verdict].all} ${label.toLowerCase()}`)
      .join(", ");
    said.set(
      `${result.ids.length} of ${data.claims.length} claims: ${numbers}${inputs.then ? ", judged as on the day of writing" : ""}.`,
    );
    counts.set(
      Object.entries(data.verdicts).map(([verdict, label]) => ({
        verdict: `${SIGNS[verdict]} ${label}`,
        ...result.counts[verdict],
      })),
    );
    list.replaceChildren(...result.ids.map((id) => entries[id]));
    claims.scrollTop = 0;
  });
}

export default { render };
