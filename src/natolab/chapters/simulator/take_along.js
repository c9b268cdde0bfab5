// To take along: link, code for a frame, picture, table, text, and one page on paper.
import { button, h } from "../../explorers/kit.js";
import { AUXILIARIES, COLUMNS, LEVERS, STOCKS } from "../../model/kernel.js";
import {
  download,
  fileName,
  openText,
  toCsv,
  toPng,
  toRows,
  toSvg,
} from "../../explorers/parts/files.js";
import { fromYaml, toFragment, toYaml } from "../../explorers/parts/scenario_text.js";
import { toXlsx } from "../../explorers/parts/xlsx.js";
import { toXmile } from "../../explorers/parts/xmile.js";
import { late, short } from "../../explorers/parts/scenarios.js";

const CAVEAT = "Alliance Under Stress, Alliance Simulator. A teaching model, not a forecast.";

const LONGEST = 32000; // letters that a cell of a spreadsheet holds

/** A run as a workbook: its rows, and on a second sheet what it is and what its columns hold. */
function workbook(run, { name, description }) {
  const levers = Object.values(LEVERS).map((lever) => [lever.column, lever]);
  const held = { ...Object.fromEntries(levers), ...STOCKS, ...AUXILIARIES };
  return toXlsx({
    Run: toRows(run, COLUMNS),
    About: [
      ["Scenario", short(name, LONGEST)],
      ["Story", short(description, LONGEST)],
      ["What it is", CAVEAT],
      ["Column year [years]", "Time since the start of the war"],
      ...COLUMNS.map((column) => [`Column ${column} [${held[column].unit}]`, held[column].meaning]),
    ],
  });
}

/**
 * The buttons, and the scenario as text. state() returns {scenario, other}, run() the run of A;
 * onScenario(scenario) takes one that was read; picture is the drawing, lines() its words;
 * page tells whether the explorer stands on its own page, whose address can carry a scenario.
 */
export function takeAlong({ state, run, years, onScenario, picture, lines, page, onPrint }) {
  const told = h("p", { class: "sim-told", role: "status" });
  const tell = (text) => {
    told.textContent = text;
  };
  const named = (suffix) => fileName(state().scenario.name, suffix);
  const text = h("textarea", { rows: 12, spellcheck: "false", "aria-label": "Scenario A as YAML" });
  text.dataset.lmSuppressShortcuts = "true";
  let written = "";

  function read(source, what) {
    try {
      const scenario = fromYaml(source);
      onScenario(scenario);
      text.value = written = toYaml(scenario);
      tell(
        `${what} holds the scenario “${short(scenario.name, 60)}”; it is now scenario A. ${late(scenario, years)}`.trim(),
      );
    } catch (error) {
      tell(`${what} cannot be read, and nothing was changed. ${error.message}`);
    }
  }
  async function copy(content, done, refused) {
    try {
      await navigator.clipboard.writeText(content);
      tell(done);
    } catch {
      tell(refused);
    }
  }
  const address = (search = "") => location.href.split(/[?#]/)[0] + search;
  function copyLink(mission = "") {
    const fragment = toFragment({ ...state(), mission });
    if (!page) {
      const added = " Add it to the address of the simulator's page.";
      return copy(fragment, `The link with scenarios A and B is copied.${added}`, fragment + added);
    }
    // The address bar carries the scenario too, for browsers that refuse the clipboard.
    const link = address(location.search) + fragment;
    window.history.replaceState(null, "", link);
    return copy(
      address() + fragment,
      mission
        ? "The code of completion is copied: a link."
        : "The link with scenarios A and B is copied.",
      "The browser keeps its clipboard closed; the link stands in the address bar.",
    );
  }
  const frame = h("textarea", {
    rows: 4,
    readonly: true,
    "aria-label": "Code for a frame",
    hidden: true,
  });
  function embed() {
    const source = `${page ? address("?embed") : "simulator.html?embed"}${toFragment(state())}`;
    frame.value =
      `<iframe src="${source.replaceAll("&", "&amp;")}" title="Alliance Simulator" width="100%" `
      + `height="760" style="border: 0" allow="clipboard-write; fullscreen"></iframe>\n`
      + "<script>addEventListener('message', (event) => { if (event.data?.natolabHeight) "
      + "for (const frame of document.querySelectorAll('iframe')) "
      + "if (frame.contentWindow === event.source) frame.height = event.data.natolabHeight; });</script>";
    frame.hidden = false;
    return copy(
      frame.value,
      "The code for a page of your own is copied: a frame, and a line that fits its height.",
      "The browser keeps its clipboard closed; copy the code from the field.",
    );
  }

  async function saveXmile() {
    const answer = await fetch("../_static/alliance.xmile").catch(() => ({ ok: false }));
    if (!answer.ok) return tell("The model's file could not be loaded. Try again later.");
    const file = toXmile(await answer.text(), state().scenario);
    return download(named("xmile"), new Blob([file], { type: "application/xml" }));
  }

  const buttons = [
    ["Copy link", () => copyLink()],
    ["Copy code for a frame", embed],
    [
      "Picture (PNG)",
      async () => download(named("png"), await toPng(picture, [...lines(), CAVEAT])),
    ],
    [
      "Picture (SVG)",
      () =>
        download(
          named("svg"),
          new Blob([toSvg(picture, [...lines(), CAVEAT])], { type: "image/svg+xml" }),
        ),
    ],
    [
      "Run (CSV)",
      () => download(named("csv"), new Blob([toCsv(run(), COLUMNS)], { type: "text/csv" })),
    ],
    ["Run (XLSX)", () => download(named("xlsx"), workbook(run(), state().scenario))],
    [
      "Save YAML",
      () =>
        download(named("yaml"), new Blob([toYaml(state().scenario)], { type: "application/yaml" })),
    ],
    ...(page ? [["Model (XMILE)", saveXmile]] : []),
    ["Load YAML", () => openText(".yaml,.yml,text/plain", (source) => read(source, "The file"))],
    ["Print a policy brief", onPrint],
  ].map(([label, onClick]) => button({ label, onClick }).el);
  const apply = button({ label: "Use this text", onClick: () => read(text.value, "The text") });
  const rewrite = button({
    label: "Write it anew from scenario A",
    onClick: () => {
      text.value = written = toYaml(state().scenario);
    },
  });
  return {
    el: h(
      "div",
      { class: "sim-share" },
      h("div", { class: "sim-share-list" }, ...buttons),
      frame,
      told,
    ),
    text: h("div", {}, text, h("div", { class: "sim-buttons" }, apply.el, rewrite.el)),
    field: text,
    copyLink,
    set({ scenario }) {
      // Text that the reader is writing is left alone.
      if (text.value === written) text.value = written = toYaml(scenario);
    },
  };
}
